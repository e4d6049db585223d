package goal

import (
	"slices"
	"strings"
	"testing"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

func codes(err error) (out []string) {
	for _, e := range fault.All(err) {
		out = append(out, e.Code)
	}
	slices.Sort(out)
	return out
}

func TestCheckTellsEveryProblemAtOnce(t *testing.T) {
	for _, x := range []struct {
		name   string
		change func(*Goal)
		metric measure.Metric
		want   string
	}{
		{"complete", func(*Goal) {}, revenue, ""},
		{"everything forgotten", func(g *Goal) { *g = Goal{} }, revenue, "goal.owner_missing goal.period_invalid goal.target_missing goal.title_missing"},
		{"a title of blanks", func(g *Goal) { g.Title = " \t" }, revenue, "goal.title_missing"},
		{"a title as long as a page", func(g *Goal) { g.Title = strings.Repeat("é", 301) }, revenue, "goal.text_too_long"},
		{"no target", func(g *Goal) { g.Target = measure.Maybe{} }, revenue, "goal.target_missing"},
		{"nothing to reach", func(g *Goal) { g.Target = amount(t, "0") }, revenue, "goal.target_trivial"},
		{"less than nothing", func(g *Goal) { g.Target = amount(t, "-5") }, revenue, "goal.target_trivial"},
		{"out of a loss", func(g *Goal) { g.Baseline, g.Target = amount(t, "-100"), amount(t, "-5") }, revenue, ""},
		{"no complaint at all", func(g *Goal) { g.Target = amount(t, "0") }, complaints, ""},
		{"ends before it starts", func(g *Goal) { g.End = g.Start - 1 }, revenue, "goal.period_invalid"},
		{"without end", func(g *Goal) { g.End = 0 }, revenue, "goal.period_invalid"},
		{"one day is a period", func(g *Goal) { g.End = g.Start }, revenue, ""},
		{"for ever", func(g *Goal) { g.End = period.On(2199, 1, 1) }, revenue, "goal.period_too_long"},
		{"a person's collective objective", func(g *Goal) { g.Owner = org.PersonOwner(5) }, revenue, "goal.tier_owner"},
		{"a team's individual objective", func(g *Goal) { g.Tier = Individual }, revenue, "goal.tier_owner"},
		{"a team's operational objective", func(g *Goal) { g.Tier = Operational }, revenue, ""},
		{"a person's operational objective", func(g *Goal) { g.Tier, g.Owner = Operational, org.PersonOwner(5) }, revenue, ""},
		{"an unknown tier", func(g *Goal) { g.Tier = "galactic" }, revenue, "goal.tier_unknown"},
		{"unknown words", func(g *Goal) { g.Origin, g.Status, g.Relation = "a", "b", "c" }, revenue, "goal.origin_unknown goal.relation_unknown goal.status_unknown"},
		{"its own parent", func(g *Goal) { g.Parent = g.ID }, revenue, "goal.own_parent"},
		{"a floor above its target", func(g *Goal) { g.Floor = amount(t, "20001") }, revenue, "goal.floor_order"},
		{"a stretch below its target", func(g *Goal) { g.Stretch = amount(t, "19999") }, revenue, "goal.stretch_order"},
		{"the other way round for less is better", func(g *Goal) { g.Floor, g.Stretch = amount(t, "20001"), amount(t, "19999") }, complaints, ""},
		{"and its wrong way", func(g *Goal) { g.Floor, g.Stretch = amount(t, "19999"), amount(t, "20001") }, complaints, "goal.floor_order goal.stretch_order"},
	} {
		t.Run(x.name, func(t *testing.T) {
			g := running(t, "", "20000")
			x.change(&g)
			if got := strings.Join(codes(g.Check(x.metric)), " "); got != x.want {
				t.Errorf("got %q, want %q", got, x.want)
			}
		})
	}
}

func TestAnImportedObjectiveMayLackATarget(t *testing.T) {
	g := running(t, "", "")
	g.Floor = amount(t, "5")
	if err := g.Shape(); err != nil {
		t.Error(err)
	}
}

func TestNormFillsWhatGoesWithoutSaying(t *testing.T) {
	g := Goal{Title: " Sign five partners "}.Norm(measure.Metric{})
	if g.Title != "Sign five partners" || g.Status != Draft || g.Origin != OriginAgreed || g.Relation != ContributesTo || g.Target.String() != "100" {
		t.Errorf("%+v", g)
	}
	if g := (Goal{}).Norm(revenue); g.Target.OK {
		t.Errorf("a target for revenue came from nowhere: %s", g.Target)
	}
}

func TestStepCheck(t *testing.T) {
	if err := (Step{Title: "Call", Weight: measure.Whole(1)}).Check(); err != nil {
		t.Error(err)
	}
	bad := Step{Title: "", Weight: -1}
	if got := strings.Join(codes(bad.Check()), " "); got != "step.title_missing step.weight_invalid" {
		t.Errorf("got %q", got)
	}
}
