// Package proof holds the proofs that take longer than a test: the random ledger (C1), kill -9 (D1), one key and many writers (D7),
// PostgreSQL killed in mid-load (D8). go test runs them small; make proof-c1 and its sisters run them whole.
package proof

import (
	"database/sql"
	"hash/fnv"
	"math/rand/v2"
	"testing"
)

// C1: after random operations the totals that were kept up to date one change at a time are those of an independent addition of the
// ledger's entries, those of the program's own refold, and those of a model that never saw a database. Tolerance: none.
func TestC1_TotalsAreExact(t *testing.T) {
	n := size(t, "CORDEE_C1_OPS", 10_000)
	engines(t, func(t *testing.T, e engine) {
		c := newAlpina(t, e.open(t), 20261123)
		db := e.beside(t)
		for range 4 {
			c.operate(n / 4)
			c.compare(db)
		}
		t.Logf("%d operations, %d references, %d totals", n, len(c.model.results), len(c.model.totals()))
		c.spoil(db)
	})
}

func (c *alpina) compare(db *sql.DB) {
	c.t.Helper()
	tables := readTables(c.t, db, int64(c.org.ID), c.model.metrics)
	stored, model := tables.stored(), c.model.totals()
	if len(stored) < 100 {
		c.t.Fatalf("only %d totals: nothing is proven", len(stored))
	}
	c.equal("the entries added up", stored, tables.totals())
	if wrong := differences(stored, model); len(wrong) > 0 {
		c.t.Logf("look at %q", c.culprits(tables))
	}
	c.equal("the model", stored, model)
	v, err := c.app.Verify(c.t.Context(), c.org.ID)
	ok(c.t, err)
	if len(v.Wrong) > 0 {
		c.t.Fatalf("verify finds %d wrong totals, first %+v", len(v.Wrong), v.Wrong[0])
	}
}

func (c *alpina) equal(what string, stored, want map[cell]tot) {
	c.t.Helper()
	if wrong := differences(stored, want); len(wrong) > 0 {
		k := wrong[0]
		c.t.Fatalf("%d totals differ from %s, first %v: stored %v, want %v", len(wrong), what, k, stored[k], want[k])
	}
}

func differences(a, b map[cell]tot) (wrong []cell) {
	for k, x := range a {
		if b[k] != x {
			wrong = append(wrong, k)
		}
	}
	for k, y := range b {
		if _, there := a[k]; !there && y != (tot{}) {
			wrong = append(wrong, k)
		}
	}
	return wrong
}

// spoil is the control: one total is changed by a ten-thousandth behind the program's back, and every comparison must see it.
func (c *alpina) spoil(db *sql.DB) {
	c.t.Helper()
	one := `UPDATE tally SET value = value + 1 WHERE org_id = $1 AND value > 0 AND on_day = (SELECT MAX(on_day) FROM tally WHERE org_id = $1)
		AND owner_id = (SELECT MIN(owner_id) FROM tally WHERE org_id = $1 AND value > 0 AND on_day = (SELECT MAX(on_day) FROM tally WHERE org_id = $1))`
	res, err := db.ExecContext(c.t.Context(), one, int64(c.org.ID))
	ok(c.t, err)
	spoilt, err := res.RowsAffected()
	ok(c.t, err)
	tables := readTables(c.t, db, int64(c.org.ID), c.model.metrics)
	stored := tables.stored()
	v, err := c.app.Verify(c.t.Context(), c.org.ID)
	ok(c.t, err)
	model, entries := len(differences(stored, c.model.totals())), len(differences(stored, tables.totals()))
	if spoilt == 0 || len(v.Wrong) != int(spoilt) || model != int(spoilt) || entries != int(spoilt) {
		c.t.Fatalf("%d totals spoilt; verify sees %d, the model %d, the entries %d", spoilt, len(v.Wrong), model, entries)
	}
}

// seeded gives the draws that follow from a name and a number alone.
func seeded(name string, n int64) *rand.Rand {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name))
	return rand.New(rand.NewPCG(h.Sum64(), uint64(n)))
}
