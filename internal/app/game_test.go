package app_test

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"

	"cordee/internal/app"
	"cordee/internal/game"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

// Many rounds at once, on two instances, give each milestone once.
func TestTwoInstancesCelebrateOnce(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		f := climbing(t, db)
		at := *f.now
		other := app.New(db, app.Options{Now: func() time.Time { return at }})
		defer other.Close()
		big := sale("big", 52_000)
		big.OccurredOn = period.On(2026, 3, 1)
		f.take(sheet.Batch{Results: []sheet.ResultRow{big}})
		o := f.as("lea").Org
		var all sync.WaitGroup
		errs := make(chan error, 12)
		for range 6 {
			all.Go(func() { errs <- f.PlayRounds(t.Context(), o, at) })
			all.Go(func() { errs <- other.PlayRounds(t.Context(), o, at) })
		}
		all.Wait()
		for range 12 {
			f.must(<-errs)
		}
		list, err := f.Celebrations(t.Context(), f.as("emma"))
		f.must(err)
		if len(list) != 1 || list[0].At != 50 || list[0].Name != "Nantes" {
			t.Errorf("half of the way, once: %+v", list)
		}
		f.must(db.Read(t.Context(), func(tx *store.Tx) error {
			rows, err := tx.Celebrations(o, 0)
			if len(rows) != 2 {
				t.Errorf("25 and 50, each once: %+v", rows)
			}
			return err
		}))
	})
}

func TestWhoDoesNotPlaySeesNothingOfTheGame(t *testing.T) {
	f := climbing(t, testkit.SQLite(t))
	today := f.world().Today(*f.now)
	f.must(f.PlayGame(t.Context(), f.as("lea"), true))
	id, err := f.DraftChallenge(t.Context(), f.as("lea"), app.ChallengeForm{
		Kind: game.Solo, Measure: game.Value, Metric: "revenue", Title: "Mon secret", Start: today, End: today.AddDays(4), Target: measure.Some(measure.One),
	})
	f.must(err)
	f.must(f.AnnounceChallenge(t.Context(), f.as("lea"), id))
	for _, who := range []string{"ines", "emma"} {
		if list, err := f.Challenges(t.Context(), f.as(who)); err != nil || len(list) != 0 {
			t.Errorf("%s: %v %v", who, list, err)
		}
		_, err := f.Challenge(t.Context(), f.as(who), id)
		f.is(err, "not_found")
	}
	own, err := f.OwnData(t.Context(), f.as("lea"), f.as("lea").Person)
	f.must(err)
	if text, _ := json.Marshal(own.Game); !strings.Contains(string(text), "Mon secret") {
		t.Errorf("she can take her play away with her: %s", text)
	}
}

func TestFiftyPeopleAreNotNamedBeforeTheCouncilWasHeard(t *testing.T) {
	f := climbing(t, testkit.SQLite(t))
	var people []sheet.PersonRow
	for i := range game.Consult {
		key := "p" + string(rune('a'+i/26)) + string(rune('a'+i%26))
		people = append(people, sheet.PersonRow{Key: key, Name: sheet.Val("P " + key), Team: sheet.Val("nantes")})
	}
	f.take(sheet.Batch{People: people})
	ask := app.BoardAsk{Metric: "revenue", From: period.On(2026, 1, 1), To: period.On(2026, 3, 31)}
	v, err := f.GameBoard(t.Context(), f.as("lea"), ask)
	f.must(err)
	if !v.Consult || len(v.Top) != 0 {
		t.Errorf("nobody is named yet: %+v", v)
	}
	f.must(f.SaveGameRules(t.Context(), org.System(f.as("lea").Org), app.GameRules{ConsultedOn: period.On(2026, 2, 1)}))
	if v, err = f.GameBoard(t.Context(), f.as("lea"), ask); err != nil || v.Consult {
		t.Errorf("the council was heard: %v %v", v.Consult, err)
	}
}
