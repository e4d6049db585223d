package app

import (
	"context"
	"testing"
	"time"

	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/plan"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

// direction is somebody who leads nobody directly, and may see and share out everything.
func (s shop) direction() org.Actor {
	s.t.Helper()
	p := s.welcome("Dora Aubrac; dora@alpina.fr")[0].Person
	ok(s.t, s.SavePerson(s.t.Context(), s.ines.Actor, sheet.PersonRow{Key: p.Key, Name: sheet.Val(p.Name), Role: sheet.Val(string(org.Director))}, p.Version))
	return org.Actor{Org: s.ines.Actor.Org, Person: p.ID, Role: org.Director, Kind: org.ByPerson}
}

// Whoever leads people directly sees each one's chances, before the period and within it. The direction sees how the set fits, and
// nobody's own.
func TestAPersonsChanceIsForThemAndTheirLead(t *testing.T) {
	s := openShop(t, testkit.SQLite(t))
	s.steady()
	dora := s.direction()
	f := s.form()
	f.Out = map[org.ID]bool{dora.Person: true}
	for _, when := range []string{"before", "within"} {
		own := s.table(&f)
		ws, err := s.Workshop(t.Context(), dora, s.goal, &f)
		ok(t, err)
		same(t, own.Fit.Lowest.Known, true)
		same(t, ws.Fit.Lowest, plan.Chance{})
		same(t, ws.Fit.Expected, own.Fit.Expected)
		for i, l := range ws.Lines {
			if l.Left {
				continue
			}
			if l.Chance.Shown || l.Chance.Raw != 0 || l.Exact != 0 || !l.Private || !own.Lines[i].Chance.Shown || own.Lines[i].Private {
				t.Errorf("%s the period, %s: %+v", when, l.Name, l)
			}
		}
		s.clock.pass(60 * 24 * time.Hour)
	}
}

// A number that is an objective already has the chances its own page tells; another number has its own.
func TestOneObjectiveHasOneChance(t *testing.T) {
	s := openShop(t, testkit.SQLite(t))
	s.steady()
	s.clock.pass(60 * 24 * time.Hour)
	lea := s.people[0].Person
	id, err := s.SaveGoal(t.Context(), s.ines.Actor, goal.Goal{Title: "Le trimestre de Léa", Tier: goal.Individual, Owner: org.PersonOwner(lea.ID), Parent: s.goal,
		Metric: s.top(t).GoalRow.Metric, Target: measure.Some(measure.Whole(33_000)), Start: day("2027-01-01"), End: day("2027-03-31"), Origin: goal.OriginAssigned}, Said{})
	ok(t, err)
	view, err := s.Goal(t.Context(), s.ines.Actor, id)
	ok(t, err)
	if view.Standing.Outlook == nil {
		t.Fatal("a running objective has no forecast")
	}
	f := s.form(33_000)
	for _, l := range s.table(&f).Lines {
		if l.Owner.ID == lea.ID && (!l.Issued || l.Chance != view.Standing.Outlook.Projection) {
			t.Errorf("in the table %d, on the page %d", l.Chance.Chance, view.Standing.Outlook.Chance)
		}
	}
	f = s.form(20_000)
	for _, l := range s.table(&f).Lines {
		if l.Owner.ID == lea.ID && l.Issued {
			t.Error("another number has the forecast of this one")
		}
	}
}

func (s shop) top(t *testing.T) Standing {
	t.Helper()
	v, err := s.Goal(t.Context(), s.ines.Actor, s.goal)
	ok(t, err)
	return v.Standing
}

// Whoever objects to forecasts about themselves has none, for anybody: not in the table, not on the page, not kept.
func TestNothingIsForetoldOfWhoeverObjects(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		s := openShop(t, db)
		s.steady()
		lea := s.people[0].Person
		actor := org.Actor{Org: s.ines.Actor.Org, Person: lea.ID, Role: org.Rep, Kind: org.ByPerson}
		ok(t, s.Choose(t.Context(), actor, func(c *OwnChoice) { c.NoForecast = true }))
		f := s.form()
		for _, l := range s.table(&f).Lines {
			if known := l.Chance.Shown; known != (l.Owner.ID != lea.ID) {
				t.Errorf("%s: a chance is told: %v", l.Name, known)
			}
		}
		own, err := s.OwnData(t.Context(), actor, lea.ID)
		ok(t, err)
		same(t, own.Practice.NoForecast, true)
	})
}

// A program that may read objectives and nothing else leaves its line too, and is told nobody's chances.
func TestATokenLeavesALookWhateverItMayRead(t *testing.T) {
	s := openShop(t, testkit.SQLite(t))
	lea := s.people[0].Person
	token := org.Actor{Org: s.ines.Actor.Org, Kind: org.ByToken, Token: 77, Scopes: []string{org.ScopeGoalsRead}}
	s.LogPeople(context.Background(), token, "api", []org.ID{lea.ID, lea.ID})
	s.LogPeople(context.Background(), token, "api", []org.ID{lea.ID})
	looks, err := s.AccessTo(t.Context(), org.Actor{Org: s.ines.Actor.Org, Person: lea.ID, Role: org.Rep, Kind: org.ByPerson})
	ok(t, err)
	if len(looks) != 1 || looks[0].What != "api" {
		t.Errorf("%+v", looks)
	}
	w, err := s.World(t.Context(), s.ines.Actor.Org)
	ok(t, err)
	same(t, w.mayKnowChance(token, org.PersonOwner(lea.ID), w.Today(s.clock.now())), false)
	token.Scopes = append(token.Scopes, org.ScopePeopleRead)
	same(t, w.mayKnowChance(token, org.PersonOwner(lea.ID), w.Today(s.clock.now())), true)
}

// Thirteen months on, a forecast is nobody's: what was said and how it ended still tell how good forecasts are, and the journal says how
// many there were. Doing it again does nothing.
func TestOldForecastsAreNobodysAnyMore(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		s := openShop(t, db)
		o, today := s.ines.Actor.Org, day("2028-03-01")
		ok(t, s.writeApart(t.Context(), func(u *Unit) error {
			for _, on := range []string{"2027-01-10", "2027-01-20", "2027-02-20"} {
				if err := u.tx.PutForecast(o, store.Forecast{Goal: s.goal, On: day(on), Share: int64(day(on) - day("2027-01-01")), P: 700_000}); err != nil {
					return err
				}
			}
			return u.tx.DecideForecasts(o, s.goal, true, measure.Whole(110_000))
		}))
		now := today.Time(time.UTC)
		ok(t, s.ForgetForecasts(t.Context(), o, now))
		ok(t, s.ForgetForecasts(t.Context(), o, now))
		ok(t, s.read(t.Context(), System(o), org.ReadOrg, func(r *Reading) error {
			left, err := r.tx.Forecasts(o, []org.ID{s.goal})
			ok(t, err)
			past, err := r.tx.PastForecasts(o)
			ok(t, err)
			if len(left) != 1 || len(past) != 2 || past[0].Group != past[1].Group || past[0].Group == s.goal || !past[0].Attained || past[0].P != 700_000 {
				t.Errorf("%+v, %+v", left, past)
			}
			return nil
		}))
	})
}
