package app_test

import (
	"fmt"
	"strings"
	"testing"

	"cordee/internal/app"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

func (f firm) pairs(who string) app.PairsView {
	f.t.Helper()
	v, err := f.Pairs(f.t.Context(), f.as(who))
	f.must(err)
	return v
}

// paired are Nantes' pairs this week, each by the names in it.
func (f firm) paired() string {
	f.t.Helper()
	groups := map[org.ID][]string{}
	for _, who := range []string{"ines", "karim", "lea", "thomas", "yann"} {
		if v := f.pairs(who); v.Now != nil {
			groups[v.Now.ID] = append(groups[v.Now.ID], who)
		}
	}
	var sizes [4]int
	for _, g := range groups {
		sizes[len(g)]++
	}
	return fmt.Sprintf("%d pairs, %d trios", sizes[2], sizes[3])
}

func TestPairsMeetAndTheirTeamMovesUp(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		f := newFirm(t, db, march, sellers())
		nantes := f.team("nantes")
		f.must(f.PairUp(t.Context(), f.org, *f.now))
		if f.paired() != "0 pairs, 0 trios" || f.pairs("lea").Wanted {
			t.Error("pairs although no team asked for them")
		}
		f.is(f.SetPairs(t.Context(), f.as("thomas"), nantes, true, "Binômes"), "access.forbidden")
		f.must(f.SetPairs(t.Context(), f.as("karim"), nantes, true, "Binômes"))
		f.must(f.PairUp(t.Context(), f.org, *f.now))
		f.must(f.PairUp(t.Context(), f.org, *f.now)) // again: nothing more
		if f.paired() != "1 pairs, 1 trios" {
			t.Errorf("five people: %s", f.paired())
		}
		f.take(sheet.Batch{
			Absences: []sheet.AbsenceRow{{Person: "yann", From: period.On(2026, 3, 9), To: period.On(2026, 3, 16), Share: measure.Hundred}},
			Goals: []sheet.GoalRow{
				{Key: "together", Title: sheet.Val("Dix binômes"), Owner: sheet.Val("team:nantes"), Metric: sheet.Val("pairs"), Target: sheet.Val(measure.Some(10 * measure.One)),
					StartOn: sheet.Val(period.On(2026, 3, 1)), EndOn: sheet.Val(period.On(2026, 5, 31))},
				{Key: "habits", Title: sheet.Val("Nos rendez-vous"), Owner: sheet.Val("team:nantes"), Target: sheet.Val(measure.Some(100 * measure.One)),
					StartOn: sheet.Val(period.On(2026, 3, 1)), EndOn: sheet.Val(period.On(2026, 5, 31))},
			},
			Steps: []sheet.StepRow{{Goal: "habits", Key: "pair-1", Title: sheet.Val("Un premier binôme")}, {Goal: "habits", Key: "other", Title: sheet.Val("Autre chose")}},
		})
		*f.now = f.now.AddDate(0, 0, 7)
		f.must(f.PairUp(t.Context(), f.org, *f.now))
		if f.paired() != "2 pairs, 0 trios" || f.pairs("yann").Now != nil {
			t.Errorf("four are here: %s", f.paired())
		}
		f.meet("lea")
	})
}

// meet: what somebody and their partner write only they read, and once both have met, the team's objectives have moved.
func (f firm) meet(who string) {
	t, pair := f.t, f.pairs(who).Now
	t.Helper()
	partner := ""
	for _, x := range []string{"ines", "karim", "thomas"} {
		if f.as(x).Person == pair.Theirs[0].Person {
			partner = x
		}
	}
	ctx := t.Context()
	f.must(f.WritePair(ctx, f.as(who), pair.ID, [4]string{"Un refus au comptoir"}, true))
	for _, x := range []string{"ines", "karim", "thomas", "yann", "emma"} {
		if x == partner {
			continue
		}
		f.is(f.WritePair(ctx, f.as(x), pair.ID, [4]string{}, true), "not_found")
	}
	if got := f.pairs(partner).Now; got.Theirs[0].Answers[0] != "Un refus au comptoir" || !got.Theirs[0].Met || got.Met {
		t.Errorf("%s reads %+v", partner, got)
	}
	if f.value("together") != "0" {
		t.Errorf("half a pair counts %s", f.value("together"))
	}
	f.is(f.WritePair(ctx, f.as(partner), pair.ID, [4]string{strings.Repeat("x", 601)}, true), "pair.answer_long")
	f.must(f.WritePair(ctx, f.as(partner), pair.ID, [4]string{}, true))
	f.must(f.WritePair(ctx, f.as(partner), pair.ID, [4]string{"Encore un mot"}, true)) // later words count nothing twice
	if f.value("together") != "1" || f.value("habits") != "50" {
		t.Errorf("one pair of ten, one step of two: %s, %s", f.value("together"), f.value("habits"))
	}
	f.must(f.Choose(ctx, f.as(who), func(c *app.OwnChoice) { c.NoPairs = true }))
	*f.now = f.now.AddDate(0, 0, 7)
	f.must(f.PairUp(ctx, f.org, *f.now))
	if v := f.pairs(who); v.Now != nil || len(v.Before) != 2 {
		t.Errorf("%s sits out: %+v", who, v.Now)
	}
	f.must(f.ErasePerson(ctx, org.System(f.org), f.as(who).Person))
	if list := f.pairs(partner).Before; list[0].Theirs[0].Answers[0] != "" {
		t.Error("what an erased person wrote is still there")
	}
}

func (f firm) value(key string) string {
	f.t.Helper()
	all, _, err := f.Goals(f.t.Context(), org.System(f.org), app.GoalFilter{})
	f.must(err)
	for _, g := range all {
		if g.Key == key {
			return g.Progress.Attained.Amount.String()
		}
	}
	return "none"
}
