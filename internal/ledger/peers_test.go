package ledger_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// peerCase is one numeric case from another system's own tests.
type peerCase struct {
	ID       string          `json:"id"`
	Rule     string          `json:"rule"`
	Input    json.RawMessage `json:"input"`
	Expected json.RawMessage `json:"expected"`
}

// peerCases are the cases of one rule; the file lies beside the project, and its absence is said.
func peerCases(t *testing.T, rule string) []peerCase {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", "cases", "peer_cases.json")
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not there: this test needs the shared data sets", path)
	}
	if err != nil {
		t.Fatal(err)
	}
	var all, found []peerCase
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if c.Rule == rule {
			found = append(found, c)
		}
	}
	if len(found) == 0 {
		t.Fatalf("no case of rule %s", rule)
	}
	return found
}

func read[In, Out any](t *testing.T, c peerCase) (in In, out Out) {
	t.Helper()
	if err := errors.Join(json.Unmarshal(c.Input, &in), json.Unmarshal(c.Expected, &out)); err != nil {
		t.Fatalf("%s: %v", c.ID, err)
	}
	return in, out
}

func value(t *testing.T, to totals, metric org.ID, ref string) measure.Amount {
	t.Helper()
	owner, known := roster.OwnerByRef(ref)
	if !known {
		t.Fatalf("nobody is %s", ref)
	}
	var sum measure.Amount
	for k, d := range to {
		if k.Metric == metric && k.Owner == owner {
			sum += d.Value
		}
	}
	return sum
}

func TestPeersCountASharedDealOnceForTheTeam(t *testing.T) {
	for _, c := range peerCases(t, "team_deal_shared_by_two_members") {
		in, want := read[struct{ Won []int64 }, struct{ Revenue, Deals int64 }](t, c)
		for _, won := range in.Won {
			to := fold(t, sale(t, measure.Whole(won).String(), "lea:50 karim:50"))
			if got := value(t, to, revenue, "team:nord"); got != measure.Whole(want.Revenue) {
				t.Errorf("%s: revenue %v", c.ID, got)
			}
			if got := value(t, to, deals, "team:nord"); got != measure.Whole(want.Deals) {
				t.Errorf("%s: deals %v", c.ID, got)
			}
			// The peer gives each of the two the whole deal; that is our credit "full". With "share" each has a half.
			if got := value(t, to, wholeRevenue, "person:lea"); got != measure.Whole(want.Revenue) {
				t.Errorf("%s: whole credit %v", c.ID, got)
			}
		}
	}
}

func TestPeersSplitQuantities(t *testing.T) {
	for _, c := range peerCases(t, "split_credit_variance_qty") {
		in, want := read[struct {
			Qty       int64
			Split     []int64
			TargetQty int64 `json:"target_qty"`
		}, struct{ Target, Achieved, Variance int64 }](t, c)
		parts := measure.Split(measure.Whole(in.Qty), in.Split)
		if parts[0] != measure.Whole(want.Achieved) || parts[0]-measure.Whole(in.TargetQty) != measure.Whole(want.Variance) {
			t.Errorf("%s: %v", c.ID, parts)
		}
	}
	for _, c := range peerCases(t, "split_credit_sum") {
		in, want := read[struct{ Orders [][2]int64 }, int64](t, c)
		var sum measure.Amount
		for _, order := range in.Orders {
			credits := "lea:100"
			if order[1] == 50 {
				credits = "lea:50 karim:50"
			}
			sum += value(t, fold(t, sale(t, measure.Whole(order[0]).String(), credits)), revenue, "person:lea")
		}
		if sum != measure.Whole(want) {
			t.Errorf("%s: %v, want %d", c.ID, sum, want)
		}
	}
}

func TestPeersRankByAttainment(t *testing.T) {
	for _, c := range peerCases(t, "leaderboard_by_pct") {
		in, want := read[map[string][2]int64, [][2]any](t, c)
		fs := make([]fraction, len(want))
		for i, row := range want {
			x := in[row[0].(string)]
			fs[i] = fraction{Num: measure.Whole(x[0]), Den: measure.Whole(x[1])}
			if bp, _ := measure.RatioOf(fs[i].Num, fs[i].Den); float64(bp)/100 != row[1].(float64) {
				t.Errorf("%s: %v has %d bp", c.ID, row[0], bp)
			}
		}
		for i, rank := range rankRatios(fs) {
			if rank != i+1 {
				t.Errorf("%s: %v is ranked %d", c.ID, want[i][0], rank)
			}
		}
	}
}

// gains posts n gains of some points every few days from 1 June 2021.
func gains(t *testing.T, who string, n int, points measure.Amount, every int) (ps []ledger.Posting) {
	for i := range n {
		p := sale(t, points.String(), who+":100")
		p.OccurredOn = day("2021-06-01") + period.Date(i*every)
		p.RosterOn = p.OccurredOn
		ps = append(ps, p)
	}
	return ps
}

func TestPeersRankPointsInAWindow(t *testing.T) {
	for _, c := range peerCases(t, "points_window_rank") {
		in, want := read[struct{ Frm string }, [][3]any](t, c)
		from := period.Date(0)
		if in.Frm != "" {
			from = day(in.Frm)
		}
		to := fold(t, append(gains(t, "lea", 2, measure.Whole(20), 30), gains(t, "karim", 20, measure.Whole(10), 2)...)...)
		names := map[string]org.ID{"u1": lea, "u2": karim}
		var values []measure.Amount
		for _, row := range want {
			var sum measure.Amount
			for k, d := range to {
				if k.Metric == revenue && k.Owner == org.PersonOwner(names[row[0].(string)]) && k.On >= from {
					sum += d.Value
				}
			}
			if sum != measure.Whole(int64(row[1].(float64))) {
				t.Errorf("%s: %v has %v, want %v", c.ID, row[0], sum, row[1])
			}
			values = append(values, sum)
		}
		for i, rank := range rankValues(values) {
			if rank != int(want[i][2].(float64)) {
				t.Errorf("%s: %v is ranked %d", c.ID, want[i][0], rank)
			}
		}
	}
}

func TestPeersLateAndBatchedGains(t *testing.T) {
	for _, c := range peerCases(t, "ledger_order") {
		in, want := read[struct {
			Stored int64
			Gain   int64 `json:"backdated_gain"`
			Days   int64 `json:"days_ago"`
		}, int64](t, c)
		late := sale(t, measure.Whole(in.Gain).String(), "lea:100")
		late.OccurredOn -= period.Date(in.Days)
		to := fold(t, sale(t, measure.Whole(in.Stored).String(), "lea:100"), late)
		if got := value(t, to, revenue, "person:lea"); got != measure.Whole(want) {
			t.Errorf("%s: %v, want %d", c.ID, got, want)
		}
	}
	for _, c := range peerCases(t, "ledger_batch") {
		in, want := read[struct{ Batch []int64 }, int64](t, c)
		var ps []ledger.Posting
		for _, n := range in.Batch {
			ps = append(ps, sale(t, measure.Whole(n).String(), "lea:100"))
		}
		if got := value(t, fold(t, ps...), revenue, "person:lea"); got != measure.Whole(want) {
			t.Errorf("%s: %v, want %d", c.ID, got, want)
		}
	}
}

func TestPeersRefundsNetToNothing(t *testing.T) {
	for _, c := range peerCases(t, "negative_settlement") {
		in, _ := read[struct{ Invoice, Refund int64 }, string](t, c)
		to := fold(t, sale(t, measure.Whole(in.Invoice).String(), "lea:100"), sale(t, measure.Whole(in.Refund).String(), "lea:100"))
		if got := value(t, to, revenue, "team:nord"); got != 0 {
			t.Errorf("%s: %v left", c.ID, got)
		}
	}
}
