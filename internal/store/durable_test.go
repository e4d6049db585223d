package store_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"cordee/internal/fault"
	"cordee/internal/ledger"
	"cordee/internal/org"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

// victimEnv names the database file that a re-started test binary writes to until it is killed.
const victimEnv = "CORDEE_STORE_VICTIM"

// oneSale posts one sale under the next change number, which it returns once it is committed.
func oneSale(ctx context.Context, db *store.DB) (seq int64, err error) {
	err = db.Write(ctx, func(tx *store.Tx) error {
		var err error
		if seq, _, err = tx.NextChange(1); err != nil {
			return err
		}
		p := sale(store.PostingID(seq, 0), fmt.Sprint("deal-", seq), "2026-02-10", 1)
		if err := tx.InsertPostings(1, []store.Posted{p}); err != nil {
			return err
		}
		if err := tx.PutHeads(1, []store.Head{headOf(p, true)}); err != nil {
			return err
		}
		return tx.AddTallies(1, []ledger.Tally{tally(revenue, lea, "2026-02-10", 1, 1)})
	})
	return seq, err
}

// writeForEver acknowledges each change number on its output, after the commit, until somebody kills the process.
func writeForEver(file string) {
	ctx := context.Background()
	db, err := store.Open(ctx, file)
	for err == nil {
		var seq int64
		if seq, err = oneSale(ctx, db); err == nil {
			_, err = fmt.Println(seq)
		}
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// whole checks that what was acknowledged is there, and that entries, heads and totals agree.
func whole(t testing.TB, db *store.DB, acknowledged []int64) {
	t.Helper()
	read(t, db, func(tx *store.Tx) error {
		there := map[int64]bool{}
		err := tx.EachPosting(1, 0, func(p store.Posted) error { there[p.Seq] = true; return nil })
		if err != nil {
			return err
		}
		for _, seq := range acknowledged {
			if !there[seq] {
				t.Errorf("change %d was acknowledged and is lost", seq)
			}
		}
		live := 0
		err = tx.EachLive(1, store.Reach{}, func(store.Posted) error { live++; return nil })
		sums := must[map[org.ID]ledger.Delta](t)(tx.SumByOwner(1, revenue, nil, 0, 0))
		equal(t, []int64{int64(live), sums[lea].N}, []int64{int64(len(there)), int64(len(there))})
		return err
	})
}

func TestAKilledProcessLosesNothingAcknowledged(t *testing.T) {
	file := filepath.Join(t.TempDir(), "cordee.db")
	db := must[*store.DB](t)(store.Open(t.Context(), file))
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	found(t, db, 1)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	var acknowledged []int64
	for round := range 8 {
		acknowledged = append(acknowledged, killAfter(t, file, 20+13*round)...)
		db := must[*store.DB](t)(store.Open(t.Context(), file))
		whole(t, db, acknowledged)
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// killAfter lets another process write, kills it after n acknowledgements, and returns all it has acknowledged.
func killAfter(t testing.TB, file string, n int) (acknowledged []int64) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), victimEnv+"="+file)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		seq, err := strconv.ParseInt(lines.Text(), 10, 64)
		if err != nil {
			break // a line cut in the middle by the kill
		}
		if acknowledged = append(acknowledged, seq); len(acknowledged) == n {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = cmd.Wait()
	if len(acknowledged) < n {
		t.Fatalf("the writer stopped by itself after %d of %d", len(acknowledged), n)
	}
	return acknowledged
}

func TestAKilledServerLosesNothingAcknowledged(t *testing.T) {
	testkit.Postgres(t) // skips, or fails in CI, where there is none
	server := must[*testkit.Server](t)(testkit.StartServer(testkit.ServerOptions{Durable: true}))
	defer server.Close()
	db := must[*store.DB](t)(store.Open(t.Context(), must[string](t)(server.NewDatabase(t.Context()))))
	defer db.Close()
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	found(t, db, 1)
	ear := must[<-chan struct{}](t)(db.Listen(t.Context()))

	var mu sync.Mutex
	var acknowledged []int64
	ctx, stop := context.WithCancel(t.Context())
	var writers sync.WaitGroup
	for range 4 {
		writers.Go(func() {
			for ctx.Err() == nil {
				seq, err := oneSale(ctx, db)
				mu.Lock()
				if err == nil {
					acknowledged = append(acknowledged, seq)
				} else if fault.KindOf(err) != fault.Unavailable {
					t.Errorf("a lost server must be told as unavailable: %v", err)
				}
				mu.Unlock()
			}
		})
	}
	progress := func(n int) {
		mu.Lock()
		from := len(acknowledged)
		mu.Unlock()
		for deadline := time.Now().Add(20 * time.Second); ; <-time.After(5 * time.Millisecond) {
			mu.Lock()
			done := len(acknowledged) >= from+n
			mu.Unlock()
			if done {
				return
			}
			if time.Now().After(deadline) {
				t.Fatal("no progress within 20 s")
			}
		}
	}
	for range 3 {
		progress(20)
		server.Kill()
		if err := server.Start(); err != nil {
			t.Fatal(err)
		}
	}
	progress(20)
	stop()
	writers.Wait()
	whole(t, db, acknowledged)
	for len(ear) > 0 { // what was told before
		<-ear
	}
	write(t, db, func(tx *store.Tx) error { _, _, err := tx.NextChange(1); return err })
	heard(t, ear)
}

func TestABackupUnderLoadIsWhole(t *testing.T) {
	db := testkit.SQLite(t)
	found(t, db, 1)
	ctx, stop := context.WithCancel(t.Context())
	acknowledged := make(chan int64, 1_000_000)
	var writer sync.WaitGroup
	writer.Go(func() {
		for ctx.Err() == nil {
			if seq, err := oneSale(ctx, db); err == nil {
				acknowledged <- seq
			}
		}
	})
	for round := range 3 {
		before := []int64{<-acknowledged} // at least one more
		for len(acknowledged) > 0 {
			before = append(before, <-acknowledged)
		}
		file := filepath.Join(t.TempDir(), fmt.Sprint("copy-", round))
		if err := db.Backup(t.Context(), file); err != nil {
			t.Fatal(err)
		}
		copied := must[*store.DB](t)(store.Open(t.Context(), file))
		whole(t, copied, before)
		if err := copied.Close(); err != nil {
			t.Fatal(err)
		}
	}
	stop()
	writer.Wait()
}
