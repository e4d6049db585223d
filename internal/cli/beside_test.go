package cli_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"cordee/internal/app"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/store"
)

// server is another program on the same database, as `cordee serve` is.
type server struct {
	*app.App
	o org.Org
}

func (d desk) server() server {
	d.t.Helper()
	url := d.url
	if url == "" {
		url = filepath.Join(d.data, "cordee.db")
	}
	db, err := store.Open(d.t.Context(), url)
	if err != nil {
		d.t.Fatal(err)
	}
	a := app.New(db, app.Options{})
	d.t.Cleanup(func() {
		a.Close()
		if err := db.Close(); err != nil {
			d.t.Error(err)
		}
	})
	o, err := a.OrgByKey(d.t.Context(), "")
	if err != nil {
		d.t.Fatal(err)
	}
	return server{a, o}
}

// sell posts one call of Léa's after the other until ctx ends, and tells how many were acknowledged.
func (s server) sell(ctx context.Context, told func(n int)) (int, error) {
	for n := 0; ; n++ {
		row := sheet.ResultRow{Source: "live", Ref: strconv.Itoa(n), OccurredOn: period.On(2026, 11, 20), Kind: "call",
			Credits: []sheet.CreditKey{{Owner: "lea", BP: measure.Hundred}}}
		if _, err := s.Record(context.WithoutCancel(ctx), org.System(s.o.ID), []sheet.ResultRow{row}); err != nil {
			return n, err
		}
		told(n + 1)
		if ctx.Err() != nil {
			return n + 1, nil
		}
	}
}

// Every command works while a server writes to the same file, and nothing that was acknowledged is lost.
func TestCommandsBesideARunningServer(t *testing.T) {
	d := newAlpina(t)
	s := d.server()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	begun, sold := make(chan struct{}), make(chan int, 1)
	failed := make(chan error, 1)
	go func() {
		n, err := s.sell(ctx, func(n int) {
			if n == 1 {
				close(begun)
			}
		})
		sold <- n
		failed <- err
	}()
	<-begun
	for i := range 5 {
		d.do("import", d.file("results.csv", fmt.Sprintf("ref,source,occurred_on,kind,person\nk%d,file,2026-11-20,call,karim\n", i)))
		d.do("board", "--metric", "calls", "--from", "2026-11-20", "--to", "2026-11-20")
		d.do("goals")
		d.do("ledger", "verify")
		d.exported()
	}
	d.do("token", "create", "--name", "crm", "--scope", "results:write")
	backup := filepath.Join(t.TempDir(), "live.bak")
	d.do("backup", backup)
	stop()
	n := <-sold
	if err := <-failed; err != nil {
		t.Fatalf("the server was refused: %v", err)
	}
	calls := d.board("--metric", "calls", "--from", "2026-11-20", "--to", "2026-11-20")
	expect(t, "the server's calls", calls.of(t, "lea").Value, strconv.Itoa(n))
	expect(t, "the imported calls", calls.of(t, "karim").Value, "5")
	if out := d.do("ledger", "verify"); !strings.Contains(out, "Everything is exact") {
		t.Error(out)
	}
	restored := newDesk(t)
	restored.do("restore", backup)
	restored.do("ledger", "verify")
	expect(t, "the imported calls in the backup", restored.board("--metric", "calls", "--from", "2026-11-20", "--to", "2026-11-20").of(t, "karim").Value, "5")
}

// What a command changes is known to the server's next answer, people and metrics included.
func TestAServerSeesWhatACommandChanged(t *testing.T) {
	d := newAlpina(t)
	s := d.server()
	if _, err := s.World(t.Context(), s.o.ID); err != nil {
		t.Fatal(err)
	}
	d.do("import", d.file("people.csv", "key,name,team,start_on\nmax,Max Petit,sud,2026-09-01\n"))
	w, err := s.World(t.Context(), s.o.ID)
	if err != nil {
		t.Fatal(err)
	}
	if p, ok := w.PersonByKey("max"); !ok || p.Name != "Max Petit" {
		t.Errorf("the server does not know Max: %+v", p)
	}
	row := sheet.ResultRow{Ref: "1", OccurredOn: period.On(2026, 11, 20), Kind: "call", Credits: []sheet.CreditKey{{Owner: "max", BP: measure.Hundred}}}
	if _, err := s.Record(t.Context(), org.System(s.o.ID), []sheet.ResultRow{row}); err != nil {
		t.Error(errors.Join(errors.New("a call of Max is refused"), err))
	}
	expect(t, "Max's calls", d.board("--metric", "calls", "--from", "2026-11-20", "--to", "2026-11-20").of(t, "max").Value, "1")
}
