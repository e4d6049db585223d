package plan_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"cordee/internal/goal"
	"cordee/internal/i18n"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/plan"
)

// everything is one of each thing that the package says to people.
func everything(t *testing.T) (notes []plan.Note) {
	t.Helper()
	some := func(n int64) measure.Maybe { return measure.Some(measure.Whole(n)) }
	full := plan.Line{Exposure: 100, FullExposure: 100}
	own, average, typed, by := full, full, full, full
	own.History, own.Potential = some(50_000), some(200_000)
	average.Exposure = 50
	average.Factors = []plan.Factor{{What: plan.WorkingTime, Share: 8_000}, {What: plan.Absence, Share: 9_000}, {What: plan.GrowingIn, Share: 7_000}}
	typed.Typed = some(60_000)
	by.Typed, by.By = some(1_000), "Léa"
	less := full
	less.Exposure = 40
	for _, in := range []plan.Split{
		{Total: measure.Whole(100_000), Padding: 600, Lines: []plan.Line{own, average, typed}},
		{Total: measure.Whole(100_000), Method: plan.ByPotential, Lines: []plan.Line{own, less, by, typed}},
		{Total: measure.Whole(100_000), Lines: []plan.Line{less, full}}, {Total: measure.Whole(100_000), Method: plan.Blend, Lines: []plan.Line{typed}},
		{Total: measure.Whole(100_000), Lines: []plan.Line{{Potential: some(7)}, {Potential: some(8)}, {Potential: some(9)}}},
		{Total: measure.Whole(10_000), Lines: []plan.Line{typed}}, {Total: measure.Whole(70_000), Lines: []plan.Line{typed}},
		{Total: measure.Whole(55_000), Elsewhere: measure.Whole(1_000), Lines: []plan.Line{typed}}, {Total: typed.Typed.Amount, Lines: []plan.Line{typed}}, {Total: measure.Whole(52_000), Lines: []plan.Line{typed}},
	} {
		table, err := plan.Cascade(in)
		if err != nil {
			t.Fatal(err)
		}
		notes = append(notes, table.Warnings...)
		for _, r := range table.Rows {
			notes = append(notes, r.Derivation...)
		}
		for _, off := range []measure.Amount{-1, 0, 1} {
			for _, own := range []map[org.Owner]measure.Amount{nil, {table.Rows[0].Owner: table.Rows[0].Amount + off}} {
				one := table
				one.Rows = table.Rows[:1]
				p, err := plan.BottomUp(one, own)
				if err != nil {
					t.Fatal(err)
				}
				notes = append(notes, p.Note)
			}
		}
	}
	notes = append(notes, refusedDrafts()...)
	return append(append(append(notes, rules(t)...), fits()...), packs()...)
}

func rules(t *testing.T) (notes []plan.Note) {
	copied, err := plan.CopyLast([]plan.Past{
		{Target: measure.Whole(60_000), Attained: measure.Some(measure.Whole(66_000))}, {Target: measure.Whole(60_000), Attained: measure.Some(measure.Whole(66_100))},
	}, plan.Rule{})
	if err != nil {
		t.Fatal(err)
	}
	notes = append(append(notes, copied[0].Derivation...), copied[1].Derivation...)
	var seen []plan.Revision
	for i := range 20 {
		off := measure.Amount(i-10) * 10
		seen = append(seen, plan.Revision{Target: 1_000, Attained: 1_000 + off, Next: 1_000 + max(off, 0)})
	}
	notes = append(notes, plan.SeenRatchet(seen).Warnings...)
	for _, n := range []int{0, plan.Hires} {
		_, why := plan.RampMonths(make([]plan.Curve, n), 2)
		notes = append(notes, why)
	}
	notes = append(notes, plan.PaddingOf([]plan.Level{{Total: 1_000, Assigned: 1_050}, {Total: 1_050, Assigned: 1_110}}).Warnings...)
	quick := make([]plan.Curve, plan.Hires)
	for i := range quick {
		quick[i] = plan.Curve{5_000, 10_000}
	}
	_, why := plan.RampMonths(quick, 2)
	a, b := plan.Asked{Amount: measure.Whole(5), Exposure: 10}, plan.Asked{Amount: measure.Whole(5), Exposure: 5}
	return append(notes, why, plan.UnequalTime([]plan.Asked{a, b})[0].Note)
}

func fits() (notes []plan.Note) {
	for _, p := range []measure.BP{100, 2_500, 2_950, 4_000, 6_500, 9_000} {
		one := plan.Chance{P: p, Known: true}
		for _, set := range [][]plan.Chance{{one, {}}, {one, one, one}} {
			f := plan.Fit(set, plan.Seen{})
			notes = append(append(notes, f.Notes...), f.Veiled().Notes...)
		}
	}
	for _, s := range []plan.Seen{{Attained: 1, Of: 40}, {Attained: 80, Of: 200}, {Attained: 6, Of: 10}, {Attained: 60, Of: 60}, {}} {
		notes = append(notes, plan.Fit(nil, s).Notes...)
	}
	at := []plan.FeasibleAt{{P: 5_000, Amount: measure.Whole(90)}, {P: 3_000, Amount: measure.Whole(120)}}
	for _, typical := range []measure.Amount{0, measure.Whole(4)} {
		for _, f := range plan.Feasible(measure.Whole(100), at, typical) {
			notes = append(notes, f.Note)
		}
	}
	return notes
}

func packs() (notes []plan.Note) {
	on := period.On(2026, 10, 1)
	for _, role := range []org.Role{org.Rep, org.Manager, org.Ops} {
		for _, since := range []period.Date{on, on - 60, on - 90, on - 400, on + 20} {
			for _, ability := range []int{2, 5} {
				n := plan.Newcomer{Role: role, Since: since, Ability: ability, Span: period.Days(on, on+91), Metrics: []string{"calls"}}
				if ability == 2 {
					n.Team = &plan.TeamObjective{Metric: "revenue", Full: measure.Whole(60_013)}
					if since == on {
						n.Team.Total = measure.Whole(240_000)
					}
				}
				for _, d := range plan.Starter(n) {
					notes = append(append(notes, d.Title, d.Why), d.Derivation...)
					for _, s := range d.Steps {
						notes = append(notes, s.Title)
					}
				}
			}
		}
	}
	done := plan.Done{Kind: plan.Outcome, Reached: true, Evidence: true, Target: measure.Some(measure.Whole(100)), Attained: measure.Some(measure.Whole(150))}
	learnt, down := done, done
	learnt.Kind = plan.Learning
	down.Metric, down.Down, down.Attained = "complaints", true, measure.Some(measure.Whole(50))
	for _, p := range plan.NextStep([]plan.Done{done, learnt, down}, plan.Rule{}) {
		notes = append(notes, p.Title, p.Why)
	}
	return notes
}

func TestEverythingCanBeSaidInBothLanguages(t *testing.T) {
	said := map[string]bool{}
	for _, n := range everything(t) {
		said[n.Code] = true
		for _, l := range []i18n.Lang{i18n.FR, i18n.EN} {
			if text := i18n.For(l).T(n.Code, n.In("EUR")...); strings.ContainsAny(text, "⟦<{") {
				t.Errorf("%s: %s", l, text)
			}
		}
	}
	for _, code := range written(t) {
		if !said[code] {
			t.Errorf("%s was not tried", code)
		}
	}
}

var code = regexp.MustCompile(`(?m)^(plan\.(?:how|warn|rule|ramp|fit|feasible|bottom_up|next)\.[a-z_.]+|plan\.starter\.[a-z]+\.[a-z]+(?:\.why|\.step)?):`)

// written are the sentences of the catalogue that notes are made of.
func written(t *testing.T) (codes []string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "i18n", "words", "plan.fr.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range code.FindAllStringSubmatch(string(text), -1) {
		codes = append(codes, m[1])
	}
	if len(codes) < 60 {
		t.Fatalf("only %d sentences found: the search is at fault", len(codes))
	}
	return codes
}

func TestClosedListsHaveTheirWords(t *testing.T) {
	var keys []string
	for _, m := range plan.Methods() {
		keys = append(keys, "plan.method."+string(m))
	}
	for _, b := range goal.Bands() {
		keys = append(keys, "band."+string(b))
	}
	for _, v := range []plan.Verdict{plan.SetOutOfReach, plan.SetAmbitious, plan.SetFair, plan.SetTooEasy, plan.SetUnproven} {
		keys = append(keys, "plan.verdict."+string(v))
	}
	for _, key := range keys {
		if !i18n.For(i18n.FR).Has(key) || !i18n.For(i18n.EN).Has(key) {
			t.Errorf("%s has no words", key)
		}
	}
}

func refusedDrafts() (notes []plan.Note) {
	span := period.Days(period.On(2026, 10, 1), period.On(2026, 12, 31))
	wish := func(kind plan.DraftKind, metric, title string, difficulty int) plan.Wish {
		return plan.Wish{Kind: kind, Metric: metric, Title: title, Days: span, Difficulty: difficulty}
	}
	has := []plan.Wish{wish(plan.Outcome, "revenue", "a", 3), wish(plan.Learning, "", "b", 4)}
	return plan.Unneeded([]plan.Wish{wish(plan.Outcome, "revenue", "c", 3), wish(plan.Learning, "", "b", 1), wish(plan.Learning, "", "d", 5)}, has, 1)
}
