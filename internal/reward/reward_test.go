package reward

import (
	"testing"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

const (
	sales   org.ID = 11 // a metric
	margin  org.ID = 12
	teamQ1  org.ID = 21 // an objective of the team
	léa     org.ID = 101
	karim   org.ID = 102
	sofia   org.ID = 103
	allDays int64  = 60
)

var (
	ownSales  = Subject{Metric: sales}
	ownMargin = Subject{Metric: margin}
	teamSales = Subject{Goal: teamQ1}
)

// amount reads "1140.25".
func amount(t testing.TB, s string) measure.Amount {
	t.Helper()
	a, rounded, err := measure.Parse(s)
	if err != nil || rounded {
		t.Fatalf("%q is no amount: %v", s, err)
	}
	return a
}

func maybe(t testing.TB, s string) measure.Maybe {
	if s == "" {
		return measure.Maybe{}
	}
	return measure.Some(amount(t, s))
}

// tiers reads "0:100 100:140".
func tiers(t testing.TB, pairs ...string) (list []Tier) {
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, Tier{amount(t, pairs[i]), amount(t, pairs[i+1])})
	}
	return list
}

// of is so much reached of a target, from nothing.
func of(t testing.TB, value, target string) Reached {
	v, g := amount(t, value), maybe(t, target)
	return Reached{Value: measure.Some(v), Target: g, Num: v, Den: g.Amount, Attained: g.OK && v >= g.Amount}
}

// bonus is a rule with one part, on everybody's own sales.
func bonus(t testing.TB, base string, c Curve) Rule {
	return Rule{
		ID: 1, Title: "Bonus", Kind: Money, Unit: "EUR", To: org.TeamOwner(7), Start: period.On(2026, 1, 1), End: period.On(2026, 3, 31),
		Each: &Each{Base: amount(t, base), Parts: []Part{{Of: ownSales, Weight: measure.Hundred, Curve: c}}},
	}
}

// alone is the facts of one person there all the time.
func alone(re Reached) Facts {
	return Facts{Full: allDays, Minor: 2, Members: []Member{{Person: léa, Present: allDays, Own: map[Subject]Reached{ownSales: re}}}}
}

func reckon(t testing.TB, r Rule, f Facts) Statement {
	t.Helper()
	if err := Check(r); err != nil {
		t.Fatalf("the rule itself is refused: %v", err)
	}
	st, err := Reckon(r, f)
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func share(t testing.TB, st Statement, person org.ID) Share {
	t.Helper()
	s, ok := st.Of(person)
	if !ok {
		t.Fatalf("no share for %d", person)
	}
	return s
}

// entitled wants what Léa obtains.
func entitled(t *testing.T, r Rule, f Facts, want string) Share {
	t.Helper()
	s := share(t, reckon(t, r, f), léa)
	if s.Entitled != amount(t, want) {
		t.Errorf("obtained %s, want %s (%+v)", s.Entitled, want, s.Steps)
	}
	return s
}

func kinds(steps []Step) (list []StepKind) {
	for _, s := range steps {
		list = append(list, s.Kind)
	}
	return list
}

func noted(flags []Flag, n Note) bool {
	for _, f := range flags {
		if f.Note == n {
			return true
		}
	}
	return false
}
