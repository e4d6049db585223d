package cli

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
)

// startCmd is the program without a command: serve on this machine and open the browser.
type startCmd struct {
	NoBrowser bool `help:"cli.help.no_browser"`
}

func (c *startCmd) Run(r *run) error {
	s, err := r.serving("127.0.0.1:8080")
	if err != nil {
		return err
	}
	s.Open = !c.NoBrowser
	return r.Serve(r, s)
}

func (r *run) serving(addr string) (Serving, error) {
	database, err := r.database()
	if err != nil {
		return Serving{}, err
	}
	dir, err := r.dataDir()
	if err != nil {
		return Serving{}, err
	}
	s := Serving{Database: database, DataDir: dir, Addr: addr}
	return s, s.again(r.flags.Data, r.flags.DatabaseURL)
}

// again notes the flags that open the same data from any directory. A database's password is no flag: its variable is named instead.
func (s *Serving) again(data, database string) error {
	if data != "" {
		full, err := filepath.Abs(data)
		if err != nil {
			return fmt.Errorf("data directory: %w", err)
		}
		s.Again = append(s.Again, "--data", full)
	}
	if database == "" {
		return nil
	}
	if strings.Contains(database, "password") || withPassword(database) {
		s.Secrets = append(s.Secrets, "CORDEE_DATABASE_URL")
		return nil
	}
	s.Again = append(s.Again, "--database-url", database)
	return nil
}

// withPassword tells whether an address carries a password; one that cannot be read is taken to.
func withPassword(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return true
	}
	_, has := u.User.Password()
	return has
}

// ServedFile is where a running server writes the address that opens it, for the commands that print links to it.
func (s Serving) ServedFile() string {
	if strings.HasPrefix(s.Database, "postgres") {
		return filepath.Join(s.DataDir, "postgres.served")
	}
	return s.Database + ".served"
}

// servedAt is the address of the server on the same data, the usual one when none has said its own.
func (r *run) servedAt() (string, error) {
	s, err := r.serving("")
	if err != nil {
		return "", err
	}
	text, err := os.ReadFile(s.ServedFile())
	if at := strings.TrimSpace(string(text)); err == nil && at != "" {
		return at, nil
	}
	return "http://127.0.0.1:8080", nil
}

type serveCmd struct {
	Addr      string `help:"cli.help.addr" default:"127.0.0.1:8080"`
	PublicURL string `help:"cli.help.public_url" env:"CORDEE_PUBLIC_URL"`
	TLS       bool   `help:"cli.help.tls"`
	TLSDir    string `help:"cli.help.tls_dir" placeholder:"DIR"`
	ACME      string `help:"cli.help.acme" name:"acme" placeholder:"URL"`
	Dev       bool   `help:"cli.help.dev"`

	SMTPHost         string `help:"cli.help.smtp_host" name:"smtp-host" env:"CORDEE_SMTP_HOST" placeholder:"HOST"`
	SMTPPort         int    `help:"cli.help.smtp_port" name:"smtp-port" env:"CORDEE_SMTP_PORT" placeholder:"PORT"`
	SMTPUser         string `help:"cli.help.smtp_user" name:"smtp-user" env:"CORDEE_SMTP_USER" placeholder:"NAME"`
	SMTPPasswordFile string `help:"cli.help.smtp_password_file" name:"smtp-password-file" env:"CORDEE_SMTP_PASSWORD_FILE" placeholder:"FILE"`
	SMTPTLS          string `help:"cli.help.smtp_tls" name:"smtp-tls" env:"CORDEE_SMTP_TLS" enum:"starttls,tls,none" default:"starttls"`
	MailFrom         string `help:"cli.help.mail_from" name:"mail-from" env:"CORDEE_MAIL_FROM" placeholder:"ADDRESS"`
}

// mailing reads the settings of the mail server. The password is a secret: it comes from a file or the environment, never from a flag.
func (c *serveCmd) mailing() (Mailing, error) {
	if c.SMTPHost == "" {
		return Mailing{}, nil
	}
	if c.MailFrom == "" {
		return Mailing{}, usageError{key: "cli.mail_from_missing"}
	}
	m := Mailing{Host: c.SMTPHost, Port: c.SMTPPort, User: c.SMTPUser, Password: os.Getenv("CORDEE_SMTP_PASSWORD"), TLS: c.SMTPTLS, From: c.MailFrom}
	if c.SMTPPasswordFile != "" {
		text, err := os.ReadFile(c.SMTPPasswordFile)
		if err != nil {
			return Mailing{}, usageError{key: "cli.mail_password_unreadable", args: []any{"path", c.SMTPPasswordFile}}
		}
		m.Password = strings.TrimRight(string(text), "\r\n")
	}
	return m, nil
}

func (c *serveCmd) Run(r *run) error {
	s, err := r.serving(c.Addr)
	if err != nil {
		return err
	}
	if c.TLS && c.PublicURL == "" {
		return usageError{key: "cli.tls_needs_url"}
	}
	if s.Mail, err = c.mailing(); err != nil {
		return err
	}
	s.Again, s.Secrets = append(s.Again, c.mailAgain()...), append(s.Secrets, c.mailSecrets()...)
	s.PublicURL, s.TLS, s.TLSDir, s.TLSRoots, s.Dev = c.PublicURL, c.TLS, c.TLSDir, c.ACME, c.Dev
	return r.Serve(r, s)
}

// mailAgain are the flags that name the same mail server.
func (c *serveCmd) mailAgain() []string {
	if c.SMTPHost == "" {
		return nil
	}
	port := ""
	if c.SMTPPort != 0 {
		port = strconv.Itoa(c.SMTPPort)
	}
	var flags []string
	for _, f := range [][2]string{{"--smtp-host", c.SMTPHost}, {"--smtp-port", port}, {"--smtp-user", c.SMTPUser}, {"--smtp-password-file", c.SMTPPasswordFile}, {"--smtp-tls", c.SMTPTLS}, {"--mail-from", c.MailFrom}} {
		if f[1] != "" {
			flags = append(flags, f[0], f[1])
		}
	}
	return flags
}

func (c *serveCmd) mailSecrets() []string {
	if c.SMTPHost == "" || c.SMTPPasswordFile != "" || os.Getenv("CORDEE_SMTP_PASSWORD") == "" {
		return nil
	}
	return []string{"CORDEE_SMTP_PASSWORD"}
}

type demoCmd struct {
	Addr string `help:"cli.help.addr" default:"127.0.0.1:8080"`
	Seed uint64 `help:"cli.help.seed" default:"7"`
	Dev  bool   `help:"cli.help.dev"`
	Open bool   `help:"cli.help.open"`
}

func (c *demoCmd) Run(r *run) error {
	return r.Demo(r, Serving{Addr: c.Addr, Seed: c.Seed, Dev: c.Dev, Open: c.Open})
}

type versionCmd struct{}

func (versionCmd) Run(r *run) error {
	version := "(devel)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		version = info.Main.Version
	}
	fmt.Fprintln(r.Stdout, "cordee", version)
	return nil
}

type benchCmd struct {
	People  []int `help:"cli.help.bench_people" default:"40,1000"`
	Seconds int   `help:"cli.help.bench_seconds" default:"5"`
	Refold  int   `help:"cli.help.bench_refold" default:"0"`
	JSON    bool  `help:"cli.help.bench_json" name:"json"`
}

func (c *benchCmd) Run(r *run) error {
	return r.Bench(r, r.Stdout, BenchOptions{People: c.People, Seconds: c.Seconds, Refold: c.Refold, JSON: c.JSON})
}
