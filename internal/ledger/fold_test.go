package ledger_test

import (
	"errors"
	"maps"
	"strings"
	"testing"

	"cordee/internal/fault"
	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// Alpina: Nord (Léa, Karim) and Est (Emma) under the sales department; a task force of Léa and Emma; Sam is in no team, Denis
// directly in the department.
const (
	alpina, sales, nord, est, force org.ID = 1, 2, 3, 4, 5
	lea, karim, emma, denis, sam    org.ID = 21, 22, 24, 12, 28
)

func day(s string) period.Date {
	d, err := period.ParseDate(s)
	if err != nil {
		panic(err) // a typing error of the test's author
	}
	return d
}

var roster = func() *org.Roster {
	in := func(person, team org.ID) org.Membership {
		return org.Membership{Person: person, Team: team, Span: period.Span{From: day("2026-01-01")}, WorkingTime: -1}
	}
	return org.NewRoster(org.Org{},
		[]org.Team{
			{ID: alpina, Key: "alpina", Kind: org.Company},
			{ID: sales, Key: "sales", Kind: org.Department, Parent: alpina},
			{ID: nord, Key: "nord", Kind: org.TeamUnit, Parent: sales},
			{ID: est, Key: "est", Kind: org.TeamUnit, Parent: sales},
			{ID: force, Key: "force", Kind: org.Group},
		},
		[]org.Person{{ID: lea, Key: "lea"}, {ID: karim, Key: "karim"}, {ID: emma, Key: "emma"}, {ID: denis, Key: "denis"}, {ID: sam, Key: "sam"}},
		[]org.Membership{in(lea, nord), in(karim, nord), in(emma, est), in(denis, sales), in(lea, force), in(emma, force)}, nil)
}()

// The metrics of the examples.
const (
	revenue, deals, wholeRevenue, price org.ID = 101, 102, 103, 104
)

var meters = ledger.NewMeters([]ledger.Meter{
	meter(revenue, measure.Metric{Key: "revenue", Kind: measure.Sum, Unit: "EUR", Where: `kind == "deal_won"`}),
	meter(deals, measure.Metric{Key: "deals", Kind: measure.Count, Where: `kind == "deal_won"`}),
	meter(wholeRevenue, measure.Metric{Key: "whole", Kind: measure.Sum, Unit: "EUR", Where: `kind == "deal_won"`, Credit: measure.Full}),
	meter(price, measure.Metric{Key: "price", Kind: measure.Latest, Unit: "EUR", Where: `kind == "price"`}),
	meter(105, measure.Metric{Key: "rate", Kind: measure.Ratio, Unit: "percent", Numerator: "deals", Denominator: "revenue"}),
})

func meter(id org.ID, m measure.Metric) ledger.Meter {
	g, err := measure.NewGauge(m)
	if err != nil {
		panic(err)
	}
	return ledger.Meter{ID: id, Gauge: g}
}

// totals is what postings add up to.
type totals map[ledger.Key]ledger.Delta

func (to totals) add(k ledger.Key, d ledger.Delta) error {
	v, err := to[k].Value.Add(d.Value)
	if err != nil {
		return err
	}
	to[k] = ledger.Delta{Value: v, N: to[k].N + d.N}
	if to[k] == (ledger.Delta{}) {
		delete(to, k)
	}
	return nil
}

func fold(t testing.TB, ps ...ledger.Posting) totals {
	t.Helper()
	to := totals{}
	for _, p := range ps {
		if err := ledger.Fold(p, meters, roster.TeamsOf, roster.Above, to.add); err != nil {
			t.Fatal(err)
		}
	}
	return to
}

// sale is a deal won on 10 February; credits read like "lea:60 team:nord:40".
func sale(t testing.TB, amount, credits string) ledger.Posting {
	t.Helper()
	a, _, err := measure.Parse(amount)
	if err != nil {
		t.Fatal(err)
	}
	r := ledger.Result{Source: "crm", Ref: "deal-9", OccurredOn: day("2026-02-10"), Kind: "deal_won", Amount: measure.Some(a)}
	for _, c := range strings.Fields(credits) {
		at := strings.LastIndex(c, ":")
		owner, known := roster.OwnerByRef(c[:at])
		share, _, err := measure.Parse(c[at+1:])
		if !known || err != nil {
			t.Fatalf("credit %q", c)
		}
		r.Credits = append(r.Credits, ledger.Share{Owner: owner, BP: measure.BP(share / 100)})
	}
	if err := r.Check(); err != nil {
		t.Fatal(err)
	}
	p := ledger.Post(r)
	p.ID = 1
	return p
}

func TestWhoASaleCountsFor(t *testing.T) {
	for name, c := range map[string]struct {
		amount, credits string
		metric          org.ID
		want            string // owner=value, in any order
	}{
		"one person: every team above": {"1000", "karim:100", revenue, "person:karim=1000 team:nord=1000 team:sales=1000 team:alpina=1000"},
		"a group gets its members' credits and rolls up nowhere": {
			"1000", "lea:100", revenue, "person:lea=1000 team:nord=1000 team:sales=1000 team:alpina=1000 team:force=1000",
		},
		"shared by teammates: once for the team": {
			"1000", "lea:60 karim:40", revenue, "person:lea=600 person:karim=400 team:nord=1000 team:sales=1000 team:alpina=1000 team:force=600",
		},
		"shared across teams: each its part, the department all": {
			"1000", "karim:25 emma:75", revenue,
			"person:karim=250 person:emma=750 team:nord=250 team:est=750 team:sales=1000 team:alpina=1000 team:force=750",
		},
		"a count follows": {
			"1000", "lea:60 emma:40", deals,
			"person:lea=0.6 person:emma=0.4 team:nord=0.6 team:est=0.4 team:sales=1 team:alpina=1 team:force=1",
		},
		"the odd ten-thousandth goes to the earlier": {
			"0.0001", "karim:50 emma:50", revenue, "person:karim=0.0001 person:emma=0 team:nord=0.0001 team:est=0 team:sales=0.0001 team:alpina=0.0001 team:force=0",
		},
		"thirds of a cent": {
			"0.01", "karim:33.33 emma:33.33 denis:33.34", revenue,
			"person:karim=0.0033 person:emma=0.0033 person:denis=0.0034 team:nord=0.0033 team:est=0.0033 team:sales=0.01 team:alpina=0.01 team:force=0.0033",
		},
		"without a team: the company":         {"1000", "sam:100", revenue, "person:sam=1000 team:alpina=1000"},
		"a team's own":                        {"1000", "team:nord:100", revenue, "team:nord=1000 team:sales=1000 team:alpina=1000"},
		"a team and its member":               {"1000", "team:nord:50 karim:50", revenue, "person:karim=500 team:nord=1000 team:sales=1000 team:alpina=1000"},
		"a task force's own: the company too": {"1000", "team:force:100", revenue, "team:force=1000 team:alpina=1000"},
		"full credit: the whole to each, and once to each team": {
			"1000", "lea:50 karim:30 emma:20", wholeRevenue,
			"person:lea=1000 person:karim=1000 person:emma=1000 team:nord=1000 team:est=1000 team:sales=1000 team:alpina=1000 team:force=1000",
		},
		"a credit note": {"-1000", "karim:50 emma:50", revenue, "person:karim=-500 person:emma=-500 team:nord=-500 team:est=-500 team:sales=-1000 team:alpina=-1000 team:force=-500"},
	} {
		t.Run(name, func(t *testing.T) {
			want := totals{}
			for _, w := range strings.Fields(c.want) {
				ref, text, _ := strings.Cut(w, "=")
				owner, known := roster.OwnerByRef(ref)
				v, _, err := measure.Parse(text)
				if !known || err != nil {
					t.Fatalf("expectation %q", w)
				}
				want[ledger.Key{Metric: c.metric, Owner: owner, On: day("2026-02-10")}] = ledger.Delta{Value: v, N: 1}
			}
			got := fold(t, sale(t, c.amount, c.credits))
			maps.DeleteFunc(got, func(k ledger.Key, _ ledger.Delta) bool { return k.Metric != c.metric })
			if !maps.Equal(got, want) {
				t.Errorf("got  %v\nwant %v", got, want)
			}
		})
	}
}

func TestAssistsAndOtherKindsEnterNoTotal(t *testing.T) {
	helped := sale(t, "1000", "karim:100")
	helped.Assists = []org.ID{emma}
	if got, want := fold(t, helped), fold(t, sale(t, "1000", "karim:100")); !maps.Equal(got, want) {
		t.Errorf("an assist changed totals: %v", got)
	}
	call := sale(t, "1000", "karim:100")
	call.Kind = "call"
	if got := fold(t, call); len(got) != 0 {
		t.Errorf("a call counts as %v", got)
	}
}

func TestAReversalLeavesNothing(t *testing.T) {
	p := sale(t, "1000.0001", "lea:33.33 karim:33.33 emma:33.34")
	if got := fold(t, p, p.Reversal(0)); len(got) != 0 {
		t.Errorf("left: %v", got)
	}
	if got := fold(t, p, p.Reversal(0), p.Reversal(0).Reversal(0)); !maps.Equal(got, fold(t, p)) {
		t.Errorf("brought back: %v", got)
	}
}

func TestACancellationFallsOnItsDayForTheOriginalTeams(t *testing.T) {
	// Léa moves from Nord to Est on 1 March; her February sale is cancelled on 10 March.
	moved := org.NewRoster(org.Org{}, roster.Teams, roster.People, []org.Membership{
		{Person: lea, Team: nord, Span: period.Span{From: day("2026-01-01"), To: day("2026-03-01")}},
		{Person: lea, Team: est, Span: period.Span{From: day("2026-03-01")}},
	}, nil)
	p := sale(t, "1000", "lea:100")
	to := totals{}
	for _, x := range []ledger.Posting{p, p.Reversal(day("2026-03-10"))} {
		if err := ledger.Fold(x, meters, moved.TeamsOf, moved.Above, to.add); err != nil {
			t.Fatal(err)
		}
	}
	at := func(team org.ID, on string) ledger.Delta {
		return to[ledger.Key{Metric: revenue, Owner: org.TeamOwner(team), On: day(on)}]
	}
	whole := measure.Whole(1000)
	if got := at(nord, "2026-02-10"); got != (ledger.Delta{Value: whole}) {
		t.Errorf("Nord in February: %v", got)
	}
	if got := at(nord, "2026-03-10"); got != (ledger.Delta{Value: -whole}) {
		t.Errorf("Nord in March: %v", got)
	}
	if got := at(est, "2026-03-10"); got != (ledger.Delta{}) {
		t.Errorf("Est in March: %v", got)
	}
}

func TestAFoldStopsAtTheFirstError(t *testing.T) {
	full := errors.New("full")
	calls := 0
	err := ledger.Fold(sale(t, "1000", "lea:100"), meters, roster.TeamsOf, roster.Above, func(ledger.Key, ledger.Delta) error {
		calls++
		return full
	})
	if !errors.Is(err, full) || calls != 1 {
		t.Errorf("error %v after %d calls", err, calls)
	}
}

func TestMetersAreFoundByKind(t *testing.T) {
	any := meter(106, measure.Metric{Key: "any", Kind: measure.Count})
	both := meter(107, measure.Metric{Key: "closed", Kind: measure.Count, Where: `kind in ["deal_won", "deal_lost"]`})
	m := ledger.NewMeters(append(meters.All(), any, both))
	ids := func(list []ledger.Meter) (out []org.ID) {
		for _, x := range list {
			out = append(out, x.ID)
		}
		return out
	}
	for kind, want := range map[string][]org.ID{
		"deal_won": {revenue, deals, wholeRevenue, 106, 107}, "deal_lost": {106, 107}, "call": {106}, "price": {106},
	} {
		if got := ids(m.For(kind)); !equalIDs(got, want) {
			t.Errorf("%s is counted by %v, want %v", kind, got, want)
		}
	}
	if got := ids(m.LatestFor("price")); !equalIDs(got, []org.ID{price}) {
		t.Errorf("prices are read by %v", got)
	}
	if got := ids(m.Only(map[org.ID]bool{deals: true}).All()); !equalIDs(got, []org.ID{deals}) {
		t.Errorf("only deals: %v", got)
	}
	if got := m.Without(map[org.ID]bool{106: true}).For("call"); len(got) != 0 {
		t.Errorf("without any: %v", got)
	}
	if !(ledger.Meters{}).Empty() || m.Empty() || len((ledger.Meters{}).For("call")) != 0 {
		t.Error("the zero Meters measures something")
	}
}

func equalIDs(a, b []org.ID) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func TestCheckSaysEverythingAtOnce(t *testing.T) {
	good := sale(t, "1000", "lea:100").Result
	credit := func(bps ...measure.BP) (list []ledger.Share) {
		for i, bp := range bps {
			list = append(list, ledger.Share{Owner: org.PersonOwner(org.ID(i + 1)), BP: bp})
		}
		return list
	}
	for name, c := range map[string]struct {
		change func(*ledger.Result)
		want   string
	}{
		"good":                      {func(*ledger.Result) {}, ""},
		"nothing":                   {func(r *ledger.Result) { *r = ledger.Result{} }, "result.source_missing result.ref_missing result.kind_missing result.date_missing result.credits_missing"},
		"99.99 percent":             {func(r *ledger.Result) { r.Credits = credit(5_000, 4_999) }, "result.credits_sum"},
		"a negative share":          {func(r *ledger.Result) { r.Credits = credit(10_001, -1) }, "result.credit_range"},
		"somebody twice":            {func(r *ledger.Result) { r.Credits = append(credit(5_000), credit(5_000)...) }, "result.credit_twice"},
		"a long ref":                {func(r *ledger.Result) { r.Ref = strings.Repeat("x", 129) }, "result.text_too_long"},
		"a line break":              {func(r *ledger.Result) { r.Ref = "a\nb" }, "result.text_invalid"},
		"a currency that is none":   {func(r *ledger.Result) { r.Currency = "euro" }, "result.currency_invalid"},
		"a cancellation needs less": {func(r *ledger.Result) { *r = ledger.Result{Source: "crm", Ref: "1", Kind: ledger.Cancelled} }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := good
			c.change(&r)
			var got []string
			for _, e := range fault.All(r.Check()) {
				got = append(got, e.Code)
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("got %v, want %s", got, c.want)
			}
		})
	}
}

func TestHashTellsContentsApart(t *testing.T) {
	base := sale(t, "1000", "lea:60 karim:40").Result
	base.Attrs = map[string]string{"product": "GTX", "region": "Est"}
	base.Assists = []org.ID{emma, sam}
	same := base
	same.Version, same.HasVersion, same.Source, same.Ref = 7, true, "other", "other"
	same.Attrs = map[string]string{"region": "Est", "product": "GTX", "empty": ""}
	same.Assists = []org.ID{sam, emma}
	if same.Hash() != base.Hash() {
		t.Error("version, ref, empty attributes or the order of attributes and assists make another content")
	}
	for name, change := range map[string]func(*ledger.Result){
		"amount":            func(r *ledger.Result) { r.Amount.Amount++ },
		"no amount":         func(r *ledger.Result) { r.Amount = measure.Maybe{} },
		"day":               func(r *ledger.Result) { r.OccurredOn++ },
		"kind":              func(r *ledger.Result) { r.Kind = "deal_lost" },
		"currency":          func(r *ledger.Result) { r.Currency = "CHF" },
		"order of credits":  func(r *ledger.Result) { r.Credits = []ledger.Share{base.Credits[1], base.Credits[0]} },
		"an assist less":    func(r *ledger.Result) { r.Assists = r.Assists[:1] },
		"a value":           func(r *ledger.Result) { r.Attrs = map[string]string{"product": "GTX Pro", "region": "Est"} },
		"a shifted border":  func(r *ledger.Result) { r.Attrs = map[string]string{"productG": "TX", "region": "Est"} },
		"an attribute less": func(r *ledger.Result) { r.Attrs = map[string]string{"product": "GTX"} },
	} {
		other := base
		change(&other)
		if other.Hash() == base.Hash() {
			t.Errorf("%s: the same hash", name)
		}
	}
}
