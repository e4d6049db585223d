package testkit

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // to create databases

	"cordee/internal/store"
)

// Server is a PostgreSQL of our own: its own data folder, a free loopback port, ended with the test binary.
type Server struct {
	dir    string
	bin    string
	port   int
	as     *account // initdb refuses root; nil when we are nobody special ourselves
	output bytes.Buffer
	cmd    *exec.Cmd
}

// ServerOptions are the choices of a fault test.
type ServerOptions struct {
	Durable bool // fsync on: for tests that kill the server
}

var shared struct {
	sync.Mutex
	server *Server
	err    error
	tried  bool
}

// Main runs the tests of a package and stops the PostgreSQL it may have started, whatever happens. Call it from TestMain.
func Main(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	defer Stop() // also when a test's panic unwinds through here
	return m.Run()
}

// Stop ends the PostgreSQL of this test binary, if one was started.
func Stop() {
	shared.Lock()
	defer shared.Unlock()
	if shared.server != nil {
		shared.server.Close()
		shared.server, shared.tried = nil, false
	}
}

// Postgres gives a fresh, migrated database in a real PostgreSQL. Without PostgreSQL on this machine the test is skipped, and fails when
// CI=true.
func Postgres(t testing.TB) *store.DB {
	t.Helper()
	return migrated(t, PostgresURL(t))
}

// PostgresURL is the address of a fresh, empty database.
func PostgresURL(t testing.TB) string {
	t.Helper()
	s := sharedServer(t)
	url, err := s.NewDatabase(t.Context())
	if err != nil {
		t.Fatalf("testkit: %v\n%s", err, s.output.String())
	}
	return url
}

func sharedServer(t testing.TB) *Server {
	t.Helper()
	shared.Lock()
	defer shared.Unlock()
	if !shared.tried {
		shared.tried = true
		shared.server, shared.err = StartServer(ServerOptions{})
	}
	if errors.Is(shared.err, errNoPostgres) {
		if os.Getenv("CI") == "true" {
			t.Fatal("testkit: PostgreSQL is not installed, and CI=true forbids skipping")
		}
		t.Skip("testkit: PostgreSQL is not installed (initdb and postgres looked up in PATH and /usr/lib/postgresql/*/bin)")
	}
	if shared.err != nil {
		t.Fatalf("testkit: start PostgreSQL: %v", shared.err)
	}
	return shared.server
}

var errNoPostgres = errors.New("postgresql is not installed")

// findBinaries is the folder of initdb and postgres.
func findBinaries() (string, error) {
	if p, err := exec.LookPath("initdb"); err == nil {
		if _, err := os.Stat(filepath.Join(filepath.Dir(p), "postgres")); err == nil {
			return filepath.Dir(p), nil
		}
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return "", errNoPostgres
	}
	slices.SortFunc(found, func(a, b string) int { return majorOf(b) - majorOf(a) })
	return filepath.Dir(found[0]), nil
}

func majorOf(initdb string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(initdb))))
	return n
}

// StartServer makes a new data folder and starts a server on it. Close it.
func StartServer(o ServerOptions) (*Server, error) {
	bin, err := findBinaries()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "cordee-pg-")
	if err != nil {
		return nil, err
	}
	s := &Server{dir: dir, bin: bin}
	if err := s.prepare(o); err != nil {
		_ = os.RemoveAll(dir)
		return nil, err
	}
	if err := s.Start(); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// prepare runs initdb, as another user when we are root.
func (s *Server) prepare(o ServerOptions) error {
	if os.Geteuid() == 0 {
		as, err := ordinaryUser()
		if err != nil {
			return err
		}
		s.as = &as
		if err := os.Chown(s.dir, int(as.uid), int(as.gid)); err != nil {
			return err
		}
	}
	initdb := s.command("initdb", "-D", filepath.Join(s.dir, "data"), "-U", "cordee", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	if out, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	conf := "listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\nmax_connections = 200\nshared_buffers = 128MB\n"
	if !o.Durable {
		conf += "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"
	}
	file, err := os.OpenFile(filepath.Join(s.dir, "data", "postgresql.conf"), os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = file.WriteString(conf)
	return err
}

// account is an ordinary user of this machine.
type account struct{ uid, gid uint32 }

// ordinaryUser is "postgres" if that user exists, else "nobody".
func ordinaryUser() (account, error) {
	u, err := user.Lookup("postgres")
	if err != nil {
		if u, err = user.Lookup("nobody"); err != nil {
			return account{}, fmt.Errorf("we are root, and no ordinary user was found for PostgreSQL: %w", err)
		}
	}
	uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
	gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
	return account{uint32(uid), uint32(gid)}, errors.Join(err1, err2)
}

func (s *Server) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(s.bin, name), args...)
	cmd.Dir = s.dir
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C", "TZ=UTC"}
	cmd.SysProcAttr = attributes(s.as)
	return cmd
}

// Start starts the server on its data folder and waits until it answers; the port stays the same from one start to the next.
func (s *Server) Start() error {
	if s.port == 0 {
		port, err := freePort()
		if err != nil {
			return err
		}
		s.port = port
	}
	s.cmd = s.command("postgres", "-D", filepath.Join(s.dir, "data"), "-p", strconv.Itoa(s.port))
	s.cmd.Stdout, s.cmd.Stderr = &s.output, &s.output
	if err := startOnOwnThread(s.cmd); err != nil {
		return err
	}
	deadline := time.Now().Add(30 * time.Second)
	for {
		db, err := sql.Open("pgx", s.url("postgres"))
		if err != nil {
			return err
		}
		err = db.Ping()
		_ = db.Close()
		if err == nil {
			return nil
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("postgres did not answer within 30 s: %w\n%s", err, s.output.String())
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// startOnOwnThread starts cmd from a thread that lives as long as we do: Linux ends the server when the thread that started it ends.
func startOnOwnThread(cmd *exec.Cmd) error {
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		started <- cmd.Start()
		select {}
	}()
	return <-started
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func (s *Server) url(database string) string {
	return fmt.Sprintf("postgres://cordee@127.0.0.1:%d/%s?sslmode=disable", s.port, database)
}

// NewDatabase makes an empty database and gives its address.
func (s *Server) NewDatabase(ctx context.Context) (string, error) {
	db, err := sql.Open("pgx", s.url("postgres"))
	if err != nil {
		return "", err
	}
	defer db.Close()
	name := "t" + strings.ToLower(rand.Text())
	if _, err := db.ExecContext(ctx, "CREATE DATABASE "+name); err != nil {
		return "", err
	}
	return s.url(name), nil
}

// Kill ends the server at once, as a crash of the machine's software would; Start brings it back.
func (s *Server) Kill() { s.end(syscall.SIGQUIT) } // immediate shutdown: no checkpoint, recovery at the next start

// Shutdown ends the server in order, cutting its clients; Start brings it back.
func (s *Server) Shutdown() { s.end(syscall.SIGINT) }

func (s *Server) end(sig syscall.Signal) {
	if s.cmd == nil || s.cmd.Process == nil {
		return
	}
	_ = s.cmd.Process.Signal(sig)
	_ = s.cmd.Wait()
	s.cmd = nil
}

// Close ends the server and removes its data.
func (s *Server) Close() {
	s.end(syscall.SIGQUIT)
	_ = os.RemoveAll(s.dir)
}
