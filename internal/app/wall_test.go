package app_test

import (
	"strings"
	"testing"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

// climbing is a firm whose team Nantes wants 100,000 this quarter, and Lyon, where Emma is alone, as much.
func climbing(t *testing.T, db *store.DB) firm {
	all := sellers()
	return newFirm(t, db, march, sheet.Batch{Teams: all.Teams, People: all.People, Goals: []sheet.GoalRow{common("nantes"), common("lyon")}})
}

func common(team string) sheet.GoalRow {
	return sheet.GoalRow{
		Key: "g-" + team, Title: sheet.Val("Le trimestre de " + team), Owner: sheet.Val("team:" + team), Metric: sheet.Val("revenue"),
		Target: sheet.Val(measure.Some(100_000 * measure.One)), StartOn: sheet.Val(period.On(2026, 1, 1)), EndOn: sheet.Val(period.On(2026, 3, 31)),
	}
}

func (f firm) wall(who, team string) app.WallView {
	f.t.Helper()
	v, err := f.Wall(f.t.Context(), f.as(who), app.WallAsk{Team: f.team(team)})
	f.must(err)
	return v
}

func (f firm) thanks(from, text string, to org.Owner) {
	f.t.Helper()
	f.must(f.Thank(f.t.Context(), f.as(from), to, 0, 0, text))
}

func TestARoomSeesTheMountainAndNobodyWhoDidNotAgree(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		f := climbing(t, db)
		v := f.wall("lea", "nantes")
		if len(v.Climbs) != 1 || len(v.Climbs[0].Names) != 0 {
			t.Fatalf("one mountain, nobody named: %+v", v.Climbs)
		}
		f.must(f.AllowOnWalls(t.Context(), f.as("lea"), app.OnWalls{Named: true}))
		f.must(f.AllowOnWalls(t.Context(), f.as("ines"), app.OnWalls{Named: true}))
		f.must(f.SetPreferences(t.Context(), f.as("ines"), app.Preferences{Hidden: true}))
		if got := strings.Join(f.wall("emma", "nantes").Climbs[0].Names, " "); got != "Lea" {
			t.Errorf("Lea agreed, Ines hides what she brings: %q", got)
		}
		f.must(f.AllowOnWalls(t.Context(), f.as("lea"), app.OnWalls{}))
		if got := f.wall("emma", "nantes").Climbs[0].Names; len(got) != 0 {
			t.Errorf("taken back: %q", got)
		}
		if got := f.wall("lea", "lyon"); len(got.Climbs) != 0 {
			t.Error("the team's total is Emma's own: it needs her agreement")
		}
		f.must(f.AllowOnWalls(t.Context(), f.as("emma"), app.OnWalls{Named: true}))
		if got := f.wall("lea", "lyon"); len(got.Climbs) != 1 {
			t.Error("Emma agreed")
		}
	})
}

func TestThanksAreShownWhereAllTheyNameAgree(t *testing.T) {
	f := climbing(t, testkit.SQLite(t))
	nantes := org.TeamOwner(f.team("nantes"))
	f.thanks("lea", "Quelle semaine, merci à toute la cordée", nantes)
	f.thanks("lea", "Merci, surtout pour l’aide de Thomas", nantes)
	f.thanks("lea", "Merci pour la visite", org.PersonOwner(f.as("ines").Person))
	f.thanks("yann", "Merci à vous", nantes)
	f.must(f.AllowOnWalls(t.Context(), f.as("lea"), app.OnWalls{Named: true}))
	shown := func() string {
		var texts []string
		for _, x := range f.wall("lea", "nantes").Thanks {
			texts = append(texts, x.Text)
		}
		return strings.Join(texts, "|")
	}
	if got := shown(); got != "Quelle semaine, merci à toute la cordée" {
		t.Errorf("Yann, Ines and Thomas did not agree: %q", got)
	}
	for _, who := range []string{"ines", "thomas"} {
		f.must(f.AllowOnWalls(t.Context(), f.as(who), app.OnWalls{Named: true}))
	}
	if got := shown(); strings.Count(got, "|") != 1 || strings.Contains(got, "visite") {
		t.Errorf("Thomas agreed; what Ines received is hers: %q", got)
	}
}

func TestAMilestoneIsCelebratedTheWeekItIsCrossed(t *testing.T) {
	f := climbing(t, testkit.SQLite(t))
	f.take(sheet.Batch{Goals: []sheet.GoalRow{{
		Key: "g-lea", Title: sheet.Val("Le mien"), Owner: sheet.Val("lea"), Metric: sheet.Val("revenue"), Target: sheet.Val(measure.Some(50_000 * measure.One)),
		StartOn: sheet.Val(period.On(2026, 1, 1)), EndOn: sheet.Val(period.On(2026, 3, 31)),
	}}})
	if v := f.wall("lea", "nantes"); len(v.Marks) != 0 {
		t.Errorf("nothing crossed yet: %+v", v.Marks)
	}
	big := sale("big", 52_000)
	big.OccurredOn = period.On(2026, 3, 1)
	f.take(sheet.Batch{Results: []sheet.ResultRow{big}})
	feasts, err := f.Feasts(t.Context(), f.as("lea"), 0)
	f.must(err)
	if len(feasts) != 2 || !feasts[0].Own || feasts[0].At != 100 || feasts[1].At != 50 {
		t.Errorf("on her own pages, hers and the team's: %+v", feasts)
	}
	v := f.wall("lea", "nantes")
	if len(v.Marks) != 1 || v.Marks[0].At != 50 {
		t.Errorf("half of the way: %+v", v.Marks)
	}
	if len(v.Reached) != 0 {
		t.Errorf("Lea did not ask for a feast: %v", v.Reached)
	}
	f.must(f.AllowOnWalls(t.Context(), f.as("lea"), app.OnWalls{Named: true, Own: true}))
	if v := f.wall("lea", "nantes"); len(v.Reached) != 1 || v.Reached[0] != "Lea" {
		t.Errorf("Lea reached hers and wants it told: %v", v.Reached)
	}
	*f.now = f.now.AddDate(0, 0, 10)
	if v := f.wall("lea", "nantes"); len(v.Marks) != 0 || len(v.Reached) != 0 {
		t.Errorf("ten days later it is no news: %+v %v", v.Marks, v.Reached)
	}
}

func TestALinkOpensOneWallUntilItIsRevoked(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		f := climbing(t, db)
		ctx, form := t.Context(), app.WallForm{Name: "Salle du matin", Team: f.team("nantes"), Slides: []string{app.SlideThanks, app.SlideMountain}}
		_, err := f.MakeWall(ctx, f.as("lea"), form)
		f.is(err, "access.forbidden")
		_, err = f.MakeWall(ctx, f.as("karim"), app.WallForm{Team: form.Team, Slides: []string{"pay"}, Seconds: 1})
		if len(fault.All(err)) != 3 {
			t.Errorf("name, view and time, all at once: %v", err)
		}
		secret, err := f.MakeWall(ctx, f.as("karim"), form)
		f.must(err)
		opened, err := f.OpenWall(ctx, secret)
		f.must(err)
		if len(secret) < 40 || opened.Ask.Slides[0] != app.SlideMountain || opened.Ask.Seconds == 0 {
			t.Errorf("%d letters, %+v", len(secret), opened.Ask)
		}
		_, err = f.Wall(ctx, opened.Actor, opened.Ask)
		f.must(err)
		_, err = f.Wall(ctx, opened.Actor, app.WallAsk{Team: f.team("lyon")})
		f.is(err, "access.not_found")
		_, err = f.Team(ctx, opened.Actor, f.team("nantes"))
		f.is(err, "access.not_found")

		links, teams, err := f.Walls(ctx, f.as("karim"))
		f.must(err)
		if len(links) != 1 || links[0].Hash != "" || len(teams) != 1 {
			t.Errorf("Karim looks after one link of one team: %+v %+v", links, teams)
		}
		_, _, err = f.Walls(ctx, f.as("lea"))
		f.is(err, "access.forbidden")
		f.is(f.RevokeWall(ctx, f.as("lea"), links[0].ID), "not_found")
		f.must(f.RevokeWall(ctx, f.as("karim"), links[0].ID))
		_, err = f.OpenWall(ctx, secret)
		f.is(err, "wall.gone")
		_, err = f.OpenWall(ctx, "no such secret")
		f.is(err, "wall.gone")
	})
}

func TestWhoIsErasedLeavesTheWalls(t *testing.T) {
	f := climbing(t, testkit.SQLite(t))
	lea := f.as("lea")
	f.must(f.AllowOnWalls(t.Context(), lea, app.OnWalls{Named: true, Own: true}))
	own, err := f.OwnData(t.Context(), lea, lea.Person)
	f.must(err)
	if !own.Practice.OnWalls || !own.Practice.OwnOnWalls {
		t.Errorf("her own data says what she allowed: %+v", own.Practice)
	}
	f.must(f.ErasePerson(t.Context(), org.System(f.org), lea.Person))
	f.must(f.DB().Read(t.Context(), func(tx *store.Tx) error {
		left, err := tx.WallChoices(f.org)
		if len(left) != 0 {
			t.Errorf("left behind: %+v", left)
		}
		return err
	}))
}
