package plan

import (
	"testing"

	"cordee/internal/measure"
	"cordee/internal/period"
)

func TestANewcomerIsGivenNothingTwice(t *testing.T) {
	q4, q1 := period.Days(period.On(2026, 10, 1), period.On(2026, 12, 31)), period.Days(period.On(2027, 1, 1), period.On(2027, 3, 31))
	calls := Wish{Kind: Outcome, Metric: "calls", Title: "Cent appels", Days: q4, Difficulty: 3}
	sales := Wish{Kind: Outcome, Metric: "revenue", Title: "40 000 €", Days: q4, Difficulty: 3}
	hard := Wish{Kind: Learning, Title: "Mener une négociation", Days: q4, Difficulty: 4}
	product := Wish{Kind: Learning, Title: "Connaître l’offre", Days: q4, Difficulty: 2}
	with := func(w Wish, days period.Span, difficulty int) Wish { w.Days, w.Difficulty = days, difficulty; return w }
	other := func(w Wish, title string) Wish { w.Title = title; return w }
	for _, c := range []struct {
		name  string
		draft Wish
		has   Wish
		month int
		code  string
	}{
		{"another metric", calls, sales, 1, ""},
		{"a second number for one metric", other(sales, "Un début"), sales, 1, "plan.pack.same"},
		{"the same after four months too", sales, sales, 30, "plan.pack.same"},
		{"the same metric in another period", with(sales, q1, 3), sales, 1, ""},
		{"what is being learnt", product, product, 9, "plan.pack.learning"},
		{"two hard ones to learn", hard, other(hard, "Tenir un salon"), 4, "plan.pack.hard"},
		{"hard ones of two kinds", hard, with(sales, q4, 5), 1, ""},
		{"two hard ones, settled", hard, other(hard, "Tenir un salon"), 5, ""},
	} {
		if got := Unneeded([]Wish{c.draft}, []Wish{c.has}, c.month)[0].Code; got != c.code {
			t.Errorf("%s: %q, want %q", c.name, got, c.code)
		}
	}
	got := Unneeded([]Wish{hard, other(hard, "Tenir un salon")}, nil, 2)
	if got[0].Code != "" || got[1].Code != "plan.pack.hard" {
		t.Errorf("a pack holds one hard thing to learn: %v", got)
	}
}

func TestTheNumberOfAPackCanBeWorkedOutByHand(t *testing.T) {
	span := period.Days(period.On(2026, 10, 1), period.On(2026, 12, 31))
	for full := int64(1_000); full < 90_000; full += 1_237 {
		n := Newcomer{Role: "rep", Since: span.From.AddDays(-20), Span: span, Team: &TeamObjective{
			Metric: "revenue", Full: measure.Whole(full), Total: measure.Whole(240_000), Above: []Note{note("workshop.above", "amount", measure.Whole(900_000)).at(measure.Whole(900_000))},
		}}
		for _, d := range Starter(n) {
			if d.Kind != Outcome {
				continue
			}
			if d.Derivation[0].Code != "workshop.above" {
				t.Fatalf("it begins with %s, not with the company's figure", d.Derivation[0].Code)
			}
			at := measure.Whole(240_000)
			for _, x := range d.Derivation {
				for i := 0; i < len(x.Args); i += 2 {
					if share, ok := x.Args[i+1].(measure.BP); ok {
						at, _ = share.Of(at)
						if x.Amount.Amount != at {
							t.Fatalf("%d: %s arrives at %s, by hand at %s", full, x.Code, x.Amount, at)
						}
						if share >= measure.Hundred/10 && share%100 != 0 {
							t.Fatalf("%s multiplies by %d, and shows whole percents", x.Code, share)
						}
					}
				}
				if x.Code == "plan.how.full_target" {
					at = x.Amount.Amount
				}
			}
		}
	}
}
