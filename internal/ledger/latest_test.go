package ledger_test

import (
	"testing"

	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
)

// reading is a price noted on 10 February.
func reading(t *testing.T, id int64, ref, amount, credits string) ledger.Posting {
	t.Helper()
	p := sale(t, amount, credits)
	p.ID, p.Ref, p.Kind = id, ref, "price"
	return p
}

func TestLatestIsTheGreatestThatStands(t *testing.T) {
	a := reading(t, 1, "a", "10", "lea:100")
	b := reading(t, 2, "b", "20", "lea:100")
	undone := b.Reversal(0)
	undone.ID = 3
	again := undone.Reversal(0)
	again.ID = 4
	other := reading(t, 5, "a", "30", "lea:100")
	other.Source = "zeta"
	for name, c := range map[string]struct {
		ps   []ledger.Posting
		want measure.Maybe
	}{
		"none":                    {nil, measure.Maybe{}},
		"the greater ref":         {[]ledger.Posting{b, a}, b.Amount},
		"taken back":              {[]ledger.Posting{a, undone, b}, a.Amount},
		"brought back":            {[]ledger.Posting{again, undone, b, a}, b.Amount},
		"the greater source":      {[]ledger.Posting{other, b, a}, other.Amount},
		"all taken back":          {[]ledger.Posting{b, undone}, measure.Maybe{}},
		"a row met twice is one":  {[]ledger.Posting{a, b, b, undone}, a.Amount},
		"a reversal comes before": {[]ledger.Posting{undone, b}, measure.Maybe{}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := ledger.LatestOf(c.ps); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestLatestOfATeamIsItsMembersPart(t *testing.T) {
	ps := []ledger.Posting{
		reading(t, 1, "a", "10", "karim:100"),
		reading(t, 2, "b", "20", "lea:60 emma:40"),
		sale(t, "99", "lea:100"), // another kind
	}
	m := meters.LatestFor("price")[0]
	for ref, want := range map[string]string{
		"team:nord": "12", "team:est": "8", "team:sales": "20", "team:force": "20", "person:karim": "10", "person:lea": "12", "person:sam": "",
	} {
		owner, _ := roster.OwnerByRef(ref)
		key := ledger.Key{Metric: price, Owner: owner, On: day("2026-02-10")}
		got := ledger.LatestAt(key, m, ps, roster.TeamsOf, roster.Above)
		if text := (measure.Maybe{Amount: got.Value, OK: got.N == 1}).String(); text != want {
			t.Errorf("%s: %q, want %q", ref, text, want)
		}
	}
}

func TestTouchNamesTheDayOfWhatIsCancelled(t *testing.T) {
	p := reading(t, 1, "a", "10", "karim:100")
	for name, x := range map[string]ledger.Posting{"a reading": p, "its cancellation in March": p.Reversal(day("2026-03-10"))} {
		keys := ledger.Touch(x, meters, roster.TeamsOf, roster.Above)
		want := []org.Owner{org.PersonOwner(karim), org.TeamOwner(nord), org.TeamOwner(sales), org.TeamOwner(alpina)}
		if len(keys) != len(want) {
			t.Fatalf("%s touches %v", name, keys)
		}
		for i, k := range keys {
			if k != (ledger.Key{Metric: price, Owner: want[i], On: day("2026-02-10")}) {
				t.Errorf("%s touches %v", name, k)
			}
		}
	}
	if got := fold(t, p); len(got) != 0 {
		t.Errorf("a reading adds up to %v", got)
	}
	if keys := ledger.Touch(sale(t, "1", "lea:100"), meters, roster.TeamsOf, roster.Above); keys != nil {
		t.Errorf("a sale touches %v", keys)
	}
}
