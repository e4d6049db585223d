package proof

import (
	"database/sql"
	"fmt"
	"sync"
	"testing"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/sheet"
)

const writers = 32

// D7: thirty-two writers send the same result at the same moment, through two instances of the program on one database. One of
// them is told "accepted", all others "duplicate", and it counts once. The same with an idempotency key: everybody gets the answer of
// the one that took effect, and another request under that key is refused.
func TestD7_OneKeyManyWriters(t *testing.T) {
	rounds := size(t, "CORDEE_D7_ROUNDS", 50)
	engines(t, func(t *testing.T, e engine) {
		c := newAlpina(t, e.open(t), 7)
		twins := []*app.App{c.app, e.open(t)}
		for i := range rounds {
			c.sameResult(twins, fmt.Sprint("natural", i))
			c.sameKey(twins, fmt.Sprint("key", i))
		}
		c.countsOnce(e.beside(t), 2*rounds)
	})
}

func oneSale(name string) []sheet.ResultRow {
	x := content{day: 3, kind: "deal_won", credits: []credit{{"P1", 3_334}, {"P2", 6_666}}, amount: 10_000}
	return []sheet.ResultRow{x.row(ref{"crm", name}, 0)}
}

// together runs the same call from all writers at once and gives their answers.
func together(twins []*app.App, call func(*app.App, int) (app.Outcome, error)) ([]app.Outcome, []error) {
	outs, errs := make([]app.Outcome, writers), make([]error, writers)
	start := make(chan struct{})
	var all sync.WaitGroup
	for i := range writers {
		all.Go(func() {
			<-start
			outs[i], errs[i] = call(twins[i%len(twins)], i)
		})
	}
	close(start)
	all.Wait()
	return outs, errs
}

func (c *alpina) sameResult(twins []*app.App, name string) {
	c.t.Helper()
	outs, errs := together(twins, func(a *app.App, _ int) (app.Outcome, error) {
		return a.Record(c.t.Context(), c.actor(), oneSale(name))
	})
	var sum app.Outcome
	for i, out := range outs {
		ok(c.t, errs[i])
		sum.Accepted += out.Accepted
		sum.Duplicate += out.Duplicate
		sum.Corrected += out.Corrected
	}
	if want := (app.Outcome{Accepted: 1, Duplicate: writers - 1}); sum != want {
		c.t.Fatalf("%s: together %+v, want %+v", name, sum, want)
	}
}

// sameKey has every fourth writer send another body under the key: whoever comes second with another body is refused.
func (c *alpina) sameKey(twins []*app.App, name string) {
	c.t.Helper()
	body := func(i int) string { return fmt.Sprint("body", min(i%4, 1)) }
	outs, errs := together(twins, func(a *app.App, i int) (app.Outcome, error) {
		o := app.Once{Key: name, Hash: app.HashOf("POST", "/api/v1/results", []byte(body(i)))}
		return a.RecordOnce(c.t.Context(), c.actor(), oneSale(name+body(i)), o)
	})
	taken := map[string]bool{}
	for i := range writers {
		switch {
		case errs[i] == nil && outs[i] == app.Outcome{Accepted: 1}:
			taken[body(i)] = true
		case !fault.Is(errs[i], "idempotency.reused"):
			c.t.Fatalf("%s: %+v, %v", name, outs[i], errs[i])
		}
	}
	if len(taken) != 1 {
		c.t.Fatalf("%s: the key stands for %d bodies", name, len(taken))
	}
}

func (c *alpina) countsOnce(db *sql.DB, want int) {
	c.t.Helper()
	var postings, refs, value int
	q := `SELECT COUNT(DISTINCT posting_id), COUNT(DISTINCT ref) FROM ledger_entry WHERE org_id = $1`
	ok(c.t, db.QueryRowContext(c.t.Context(), q, int64(c.org.ID)).Scan(&postings, &refs))
	q = `SELECT SUM(value) FROM tally WHERE org_id = $1 AND owner_id = (SELECT team_id FROM team WHERE org_id = $1 AND parent_id IS NULL AND kind = 'company')
		AND metric_id = (SELECT metric_id FROM metric WHERE org_id = $1 AND key = 'revenue')`
	ok(c.t, db.QueryRowContext(c.t.Context(), q, int64(c.org.ID)).Scan(&value))
	if postings != want || refs != want || value != want*10_000 {
		c.t.Fatalf("%d postings of %d references worth %d, want %d of each worth %d", postings, refs, value, want, want*10_000)
	}
	v, err := c.app.Verify(c.t.Context(), c.org.ID)
	ok(c.t, err)
	if len(v.Wrong) > 0 {
		c.t.Fatalf("%d totals are wrong", len(v.Wrong))
	}
}
