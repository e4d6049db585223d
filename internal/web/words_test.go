package web

import (
	"strings"
	"testing"
	"time"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/i18n"
	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

func french() teller { return teller{Printer: i18n.For(i18n.FR), today: monday} }

func plain(s string) string { return strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(s) }

func whole(n int64) measure.Maybe { return measure.Some(measure.Amount(n) * measure.One) }

// standing is an objective of the fourth quarter, scored from a total.
func standing(m measure.Metric, target, baseline measure.Maybe, f goal.Facts) app.Standing {
	g := goal.Goal{
		ID: 7, Title: "Le trimestre", Tier: goal.Individual, Owner: org.PersonOwner(1), Metric: 1, Target: target, Baseline: baseline,
		Start: period.On(2026, 10, 1), End: period.On(2026, 12, 31), Status: goal.Published,
	}
	m = m.Norm()
	pr := goal.Score(g, m, f, period.Flat(g.Span()), monday, org.DefaultThresholds)
	s := app.Standing{Metric: m, Progress: pr}
	s.Goal = g
	return s
}

var (
	revenue    = measure.Metric{Key: "revenue", Unit: "EUR", Kind: measure.Sum}
	complaints = measure.Metric{Key: "complaints", Name: "Réclamations", Unit: measure.Unitless, Kind: measure.Count, Direction: measure.Down}
	delay      = measure.Metric{Key: "delay", Name: "Délai", Unit: "days", Kind: measure.Latest, Direction: measure.Down}
)

func TestABarSaysAttainedGapAndPace(t *testing.T) {
	for _, c := range []struct {
		name string
		s    app.Standing
		want []string
	}{
		{"on the way", standing(revenue, whole(62_000), measure.Maybe{}, goal.Facts{Total: whole(44_600).Amount}), []string{"44 600 € sur 62 000 €", "Il reste 17 400 €", "72 %", "en avance"}},
		{"over", standing(revenue, whole(10), measure.Maybe{}, goal.Facts{Total: whole(12).Amount}), []string{"Dépassé de 2 €", "120 %"}},
		{"less is better", standing(complaints, whole(10), measure.Maybe{}, goal.Facts{Total: whole(4).Amount}), []string{"4 pour 10 au plus", "Encore 6 de marge", "le moins est le mieux"}},
		{"beyond", standing(complaints, whole(3), measure.Maybe{}, goal.Facts{Total: whole(4).Amount}), []string{"1 au-delà"}},
	} {
		b := french().bar(c.s, measure.Maybe{})
		said := plain(b.Spoken)
		for _, w := range c.want {
			if !strings.Contains(said, w) {
				t.Errorf("%s: %q does not say %q", c.name, said, w)
			}
		}
	}
}

func TestALevelStartsFromItsBaseline(t *testing.T) {
	s := standing(delay, whole(10), whole(30), goal.Facts{Latest: whole(20), N: 1})
	b := french().bar(s, measure.Maybe{})
	if !b.Attained.Set || b.Attained.At != 500 || !b.Reversed {
		t.Errorf("half of the way from 30 to 10: %+v", b.Attained)
	}
}

func TestMinePartOfAPersonalBarIsNotDrawnTwice(t *testing.T) {
	s := standing(revenue, whole(100), measure.Maybe{}, goal.Facts{Total: whole(50).Amount})
	if french().bar(s, whole(20)).Mine.Set {
		t.Error("one's own objective is all one's own")
	}
	s.Owner = org.TeamOwner(2)
	if b := french().bar(s, whole(20)); b.Mine.At != 200 {
		t.Errorf("part of the team's: %+v", b.Mine)
	}
}

func TestTheWeekIsTheOneThatStillHasWork(t *testing.T) {
	for _, c := range []struct {
		on  period.Date
		key string
	}{{monday, "this"}, {monday + 3, "rest"}, {monday + 5, "next"}} {
		tl := french()
		tl.today, tl.calendar = c.on, period.Calendar{WeekStart: time.Monday, Holidays: "none"}
		if key := tl.weekKey(); key != c.key {
			t.Errorf("%v: %s", c.on, key)
		}
	}
}

func TestTheLineOfAnObjectiveAddsUpItsDays(t *testing.T) {
	day := func(n int, v int64) ledger.Tally {
		return ledger.Tally{Key: ledger.Key{On: monday.AddDays(n)}, Delta: ledger.Delta{Value: measure.Amount(v) * measure.One}}
	}
	view := app.GoalView{Standing: standing(revenue, whole(100), measure.Maybe{}, goal.Facts{}), Days: []ledger.Tally{day(0, 5), day(2, 7)}}
	got := levels(view)
	if len(got) != 2 || got[1].value != 12*measure.One || got[1].on != monday+2 {
		t.Errorf("%+v", got)
	}
}

func TestPartsAreComparedWithTheWhole(t *testing.T) {
	for sum, want := range map[int64]string{90: "10 € ne sont encore portés par personne", 100: "le compte y est", 110: "10 € de réserve"} {
		if got := plain(french().coverage(whole(sum).Amount, whole(100), "EUR")); !strings.Contains(got, want) {
			t.Errorf("%d: %s", sum, got)
		}
	}
}

func TestAPeriodIsChosenByNameOrByTwoDates(t *testing.T) {
	c := period.Calendar{FiscalStart: 7}
	from, to, err := goalForm{Period: "2027-Q2"}.dates(true, c)
	if err != nil || from != period.On(2026, 10, 1) || to != period.On(2026, 12, 31) {
		t.Errorf("second quarter of a year that starts in July: %v %v %v", from, to, err)
	}
	from, to, err = goalForm{Period: customPeriod, StartOn: "03/02/2026", EndOn: "2026-02-17"}.dates(true, c)
	if err != nil || from != period.On(2026, 2, 3) || to != period.On(2026, 2, 17) {
		t.Errorf("own dates: %v %v %v", from, to, err)
	}
}

func TestLinksLeadOnlyHere(t *testing.T) {
	for path, want := range map[string]string{"/team": "/team", "//evil.example": "/", "https://evil.example": "/", "/\\evil": "/", "": "/"} {
		if got := local(path); got != want {
			t.Errorf("%q: %q", path, got)
		}
	}
}
