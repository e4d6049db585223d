package proof

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// D1: the program itself, as it is shipped, is killed with SIGKILL while eight clients write. After each restart every result it
// had acknowledged is there, no request is half there, and the ledger verifies. Ready again within two seconds.
func TestD1_KilledUnderLoad(t *testing.T) {
	kills := size(t, "CORDEE_D1_KILLS", 5)
	binary := build(t)
	t.Run("sqlite", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "cordee.db")
		e := engine{driver: "sqlite", raw: "file:" + path + "?_pragma=busy_timeout(10000)"}
		newVictim(t, binary, e, "--data", filepath.Dir(path)).survive(kills)
	})
	t.Run("postgres", func(t *testing.T) {
		e := postgres(t)
		newVictim(t, binary, e, "--database-url", e.url).survive(max(kills/10, 1))
	})
}

// build gives the program: the one CORDEE_BINARY names, to prove a release as it is, or a fresh one.
func build(t *testing.T) string {
	t.Helper()
	if ready := os.Getenv("CORDEE_BINARY"); ready != "" {
		return ready
	}
	binary := filepath.Join(t.TempDir(), "cordee")
	cmd := exec.Command("go", "build", "-o", binary, "./cmd/cordee")
	cmd.Dir = filepath.Join("..", "..")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return binary
}

// victim is a program that is started and killed again and again, and what its clients remember.
type victim struct {
	t        *testing.T
	binary   string
	where    []string // flags that say where the data is
	engine   engine
	token    string
	rnd      *rand.Rand
	next     atomic.Int64
	mu       sync.Mutex
	sent     [][]string // refs of every request
	answered map[string]bool
	slowest  time.Duration // from start to the first answer
}

func newVictim(t *testing.T, binary string, e engine, where ...string) *victim {
	t.Helper()
	v := &victim{t: t, binary: binary, where: where, engine: e, rnd: rand.New(rand.NewPCG(1, 2)), answered: map[string]bool{}}
	people := filepath.Join(t.TempDir(), "people.csv")
	ok(t, os.WriteFile(people, []byte("key,name\nlea,Léa\nkarim,Karim\n"), 0o600))
	v.command("org", "create", "alpina", "--name", "Alpina")
	v.command("import", "--org", "alpina", people)
	words := strings.Fields(v.command("token", "create", "--org", "alpina", "--name", "crm", "--scope", "results:write"))
	v.token = words[len(words)-1]
	return v
}

// command runs a command of the program to its end, which must be good.
func (v *victim) command(args ...string) string {
	v.t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.Command(v.binary, append(append([]string{}, args...), v.where...)...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		v.t.Fatalf("cordee %v: %v\n%s%s", args, err, &out, &errs)
	}
	return out.String()
}

func (v *victim) survive(kills int) {
	v.t.Helper()
	for range kills {
		v.killInMidLoad()
		v.nothingLost()
	}
	if kills >= 50 && v.slowest > 2*time.Second { // a promise of the whole proof; a quick run on a busy machine measures nothing
		v.t.Errorf("ready only after %v", v.slowest)
	}
	v.t.Logf("%d kills, %d requests, %d acknowledged results, none lost; slowest start %v", kills, len(v.sent), len(v.answered), v.slowest)
}

// killInMidLoad starts the program, lets clients write until a number of answers drawn at random, and kills it.
func (v *victim) killInMidLoad() {
	v.t.Helper()
	cmd := exec.Command(v.binary, append([]string{"serve", "--addr", "127.0.0.1:0"}, v.where...)...)
	out, err := cmd.StdoutPipe()
	ok(v.t, err)
	start := time.Now()
	ok(v.t, cmd.Start())
	defer func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }()
	first, err := bufio.NewReader(out).ReadString('\n')
	ok(v.t, err)
	words := strings.Fields(first)
	address := words[len(words)-1]
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 8}}
	defer client.CloseIdleConnections()
	ok(v.t, finish(client.Get(address+"/api/v1/openapi.json")))
	v.slowest = max(v.slowest, time.Since(start))

	acks := make(chan struct{}, 1<<16)
	var clients sync.WaitGroup
	for range 8 {
		clients.Go(func() {
			for v.postSome(client, address) == nil {
				acks <- struct{}{}
			}
		})
	}
	for range 10 + v.rnd.IntN(150) {
		<-acks
	}
	ok(v.t, cmd.Process.Kill())
	clients.Wait()
}

// postSome sends one to five new results and remembers what was answered.
func (v *victim) postSome(client *http.Client, address string) error {
	var refs []string
	var rows []map[string]string
	for range 1 + v.next.Load()%5 {
		ref := fmt.Sprint("r", v.next.Add(1))
		refs = append(refs, ref)
		rows = append(rows, map[string]string{
			"ref": ref, "source": "crm", "occurred_on": "2026-01-05", "kind": "deal_won", "credits": "lea:60;karim:40", "amount": "10.01",
		})
	}
	v.mu.Lock()
	v.sent = append(v.sent, refs)
	v.mu.Unlock()
	body, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	req, err := http.NewRequest(http.MethodPost, address+"/api/v1/results", bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+v.token)
	req.Header.Set("Content-Type", "application/json")
	if err := finish(client.Do(req)); err != nil {
		return err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, ref := range refs {
		v.answered[ref] = true
	}
	return nil
}

func finish(res *http.Response, err error) error {
	if err != nil {
		return err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %.300s", res.Status, text)
	}
	return err
}

// nothingLost looks beside the program: every acknowledged result, no half request, nothing twice, and totals as the ledger says.
func (v *victim) nothingLost() {
	v.t.Helper()
	v.command("ledger", "verify", "--org", "alpina")
	if found := v.damage(v.sent); found != "" {
		v.t.Fatal(found)
	}
	v.answered["never-written"] = true // the control: a result that was acknowledged and not written must be missed
	if v.damage(append(v.sent, []string{"never-written"})) == "" {
		v.t.Fatal("a lost result is not noticed")
	}
	delete(v.answered, "never-written")
}

func (v *victim) damage(sent [][]string) string {
	v.t.Helper()
	there := map[string]int{}
	db := v.engine.beside(v.t)
	defer db.Close()
	rows, err := db.QueryContext(v.t.Context(), `SELECT DISTINCT ref, posting_id FROM ledger_entry WHERE sign = 1`)
	ok(v.t, err)
	defer rows.Close()
	for rows.Next() {
		var ref string
		var id int64
		ok(v.t, rows.Scan(&ref, &id))
		there[ref]++
	}
	ok(v.t, rows.Err())
	for _, refs := range sent {
		for _, ref := range refs {
			if there[ref] != there[refs[0]] || there[ref] > 1 {
				return fmt.Sprintf("of one request %s is there %d times and %s %d times", refs[0], there[refs[0]], ref, there[ref])
			}
			if v.answered[ref] && there[ref] == 0 {
				return fmt.Sprintf("acknowledged result %s is lost", ref)
			}
		}
	}
	return ""
}
