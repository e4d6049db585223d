package cli_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cordee/internal/app"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/reward"
	"cordee/internal/store"
)

// bonus gives Léa a rule for October, through the same door as anybody, and grants it.
func (d desk) bonus() {
	d.t.Helper()
	db, err := store.Open(d.t.Context(), filepath.Join(d.data, "cordee.db"))
	d.must(err)
	defer db.Close()
	clock := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	a := app.New(db, app.Options{Now: func() time.Time { return clock }})
	defer a.Close()
	o, err := a.OrgByKey(d.t.Context(), "alpina")
	d.must(err)
	w, err := a.World(d.t.Context(), o.ID)
	d.must(err)
	lea, _ := w.PersonByKey("lea")
	revenue, _ := w.MetricByKey("revenue")
	for key, last := range map[string]period.Date{"octobre": period.On(2026, 10, 31), "trimestre": period.On(2026, 12, 31)} {
		r := reward.Rule{
			Key: key, Title: key, Kind: reward.Money, Unit: "EUR", To: org.PersonOwner(lea.ID), Start: period.On(2026, 10, 1), End: last,
			Each: &reward.Each{Base: measure.Whole(500), Parts: []reward.Part{{Of: reward.Subject{Metric: revenue.ID}, Weight: measure.Hundred}}},
		}
		id, version, err := a.SaveRule(d.t.Context(), org.System(o.ID), r, 0)
		d.must(err)
		d.must(a.PublishRule(d.t.Context(), org.System(o.ID), id, version, 1))
	}
	d.must(a.GrantAwards(d.t.Context(), o.ID, clock))
}

func TestStatementsAndAwardsAreListed(t *testing.T) {
	d := newAlpina(t)
	if out := d.do("rewards", "statements", "--format", "json"); out != "[]\n" {
		t.Errorf("a company without rules says %q", out)
	}
	d.bonus()
	var shares []app.ShareStanding
	d.read(&shares, "rewards", "statements", "--format", "json")
	if len(shares) != 1 || shares[0].Rule != "trimestre" || shares[0].Person != "lea" || shares[0].Entitled <= 0 || len(shares[0].Lines) != 1 {
		t.Errorf("%+v", shares)
	}
	out := d.do("rewards", "statements", "--rule", "trimestre", "--owner", "person:lea", "--format", "csv")
	if !strings.HasPrefix(out, "rule,version,person,on,kind,unit,entitled,paid,due,closed\ntrimestre,1,lea,2026-11-23,amount,EUR,") {
		t.Errorf("%s", out)
	}
	if out := d.do("rewards", "awards", "--format", "csv"); !strings.Contains(out, "octobre,1,lea,2026-10-01,2026-10-31,0,grant,amount,EUR,0,nothing") {
		t.Errorf("%s", out)
	}
	for _, args := range [][]string{{"rewards", "statements"}, {"rewards", "awards", "--state", "nothing"}} {
		if out := d.do(args...); !strings.Contains(out, "lea") {
			t.Errorf("%v: %s", args, out)
		}
	}
	d.refused("rewards", "statements", "--rule", "rien")
	d.refused("rewards", "awards", "--owner", "person:personne")
}
