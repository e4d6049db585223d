package game_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"cordee/internal/fault"
	"cordee/internal/game"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

func on(day string) period.Date {
	d, err := period.ParseDate(day)
	if err != nil {
		panic(err)
	}
	return d
}

var revenue = measure.Metric{Key: "ca", Kind: measure.Sum}.Norm()

func score(who org.ID, num, den measure.Amount) game.Score {
	return game.Score{Side: org.PersonOwner(who), Num: num, Den: den, OK: den > 0}
}

func TestAChallengeTellsEverythingThatIsMissingAtOnce(t *testing.T) {
	err := game.Challenge{Kind: game.Mountain, Measure: game.Value}.Check(revenue)
	for _, code := range []string{"game.title_missing", "game.dates", "game.target_missing"} {
		if !slices.ContainsFunc(fault.All(err), func(e *fault.Error) bool { return e.Code == code }) {
			t.Errorf("%s is missing in %v", code, err)
		}
	}
}

func TestAChallengeLivesByItsDays(t *testing.T) {
	c := game.Challenge{Start: on("2026-03-02"), End: on("2026-03-06"), Status: game.Announced}
	for day, want := range map[string]game.Status{
		"2026-03-01": game.Announced, "2026-03-02": game.Running, "2026-03-06": game.Running, "2026-03-07": game.Over,
	} {
		if got := c.On(on(day)); got != want {
			t.Errorf("%s: %s, want %s", day, got, want)
		}
	}
	c.Status = game.Draft
	if got := c.On(on("2026-03-03")); got != game.Draft {
		t.Errorf("what was not announced is hidden, whatever the day: %s", got)
	}
}

func TestShareOfOneSOwnTargetBeatsAmount(t *testing.T) {
	large, small := score(1, 30_000, 100_000), score(2, 9_000, 20_000)
	if got := game.Winners([]game.Score{large, small}); !slices.Equal(got, []org.Owner{org.PersonOwner(2)}) {
		t.Errorf("45 %% of a small target is more than 30 %% of a large one: %v", got)
	}
}

func TestADuelMayEndLevel(t *testing.T) {
	duel := []game.Score{score(1, 1, 3), score(2, 2, 6)}
	if !game.Level(duel) || !slices.Equal(game.Ranks(duel), []int{1, 1}) {
		t.Errorf("a third is a third: %v", game.Ranks(duel))
	}
	if game.Winners([]game.Score{score(1, 0, 3), score(2, 0, 6)}) != nil {
		t.Error("nobody wins with nothing")
	}
	if game.Winners([]game.Score{score(1, 5, 3), score(2, 0, 0)}) != nil {
		t.Error("nobody wins against somebody who cannot be compared")
	}
}

func TestTiesShareTheirRankAndTheNextIsLeftOut(t *testing.T) {
	got := game.Ranks([]game.Score{score(1, 20, 1), score(2, 40, 1), score(3, 20, 1), score(4, 5, 1), score(5, 0, 0)})
	if !slices.Equal(got, []int{2, 1, 2, 4, 0}) {
		t.Errorf("got %v", got)
	}
}

func TestTheLowestLeaveEachRoundAndTheLastRoundDecides(t *testing.T) {
	first := []game.Score{score(1, 9, 1), score(2, 5, 1), score(3, 4, 1), score(4, 1, 1)}
	second := []game.Score{score(1, 1, 1), score(2, 5, 1), score(3, 6, 1), score(4, 99, 1)}
	third := []game.Score{score(1, 0, 1), score(2, 8, 1), score(3, 2, 1), score(4, 0, 1)}
	left := game.Eliminate([][]game.Score{first, second, third}, 3, 1)
	if left[org.PersonOwner(4)] != 1 || left[org.PersonOwner(1)] != 2 || left[org.PersonOwner(2)] != 0 || left[org.PersonOwner(3)] != 0 {
		t.Errorf("got %v", left)
	}
}

func TestWhoIsLevelWithOneWhoStaysStays(t *testing.T) {
	left := game.Eliminate([][]game.Score{{score(1, 9, 1), score(2, 3, 1), score(3, 3, 1)}}, 3, 1)
	if len(left) != 0 {
		t.Errorf("2 and 3 are level: %v", left)
	}
}

func TestRoundsCoverAllTheDays(t *testing.T) {
	c := game.Challenge{Kind: game.Elimination, Start: on("2026-03-02"), End: on("2026-03-12"), Rounds: 3}
	rounds := c.RoundDays()
	want := []period.Span{{From: on("2026-03-02"), To: on("2026-03-06")}, {From: on("2026-03-06"), To: on("2026-03-10")}, {From: on("2026-03-10"), To: on("2026-03-13")}}
	if !slices.Equal(rounds, want) {
		t.Errorf("got %v", rounds)
	}
}

func TestTheThemeIsTheOneMostChosen(t *testing.T) {
	if got := game.Theme([]string{"ridge", "valley", "ridge", "nothing"}); got != "ridge" {
		t.Errorf("got %s", got)
	}
	if got := game.Theme([]string{"valley", "ridge"}); got != "ridge" {
		t.Errorf("between two chosen as often, the earlier of the list: %s", got)
	}
}

func TestLeaveAndWeekendsNeverBreakAStreak(t *testing.T) {
	kept, off, missed := game.Day{Kept: true}, game.Day{Off: true}, game.Day{}
	if got := game.Run([]game.Day{kept, kept, off, off, off, kept, missed}); got.Now != 3 || got.Best != 3 {
		t.Errorf("today is not over: %+v", got)
	}
	if got := game.Run([]game.Day{kept, kept, missed, kept, off}); got.Now != 1 || got.Best != 2 {
		t.Errorf("a working day without anything starts anew: %+v", got)
	}
	if got := game.Run([]game.Day{kept, {Off: true, Kept: true}}); got.Now != 2 {
		t.Errorf("what is kept on a day off counts: %+v", got)
	}
}

func TestTwoRestDaysAMonth(t *testing.T) {
	taken := []period.Date{on("2026-03-03"), on("2026-03-20")}
	today := on("2026-03-10")
	for day, code := range map[string]string{"2026-03-25": "game.rest_month", "2026-03-20": "game.rest_taken", "2026-02-27": "game.rest_past"} {
		if err := game.Rest(taken, on(day), today); !fault.Is(err, code) {
			t.Errorf("%s: %v, want %s", day, err, code)
		}
	}
	if err := game.Rest(taken, on("2026-04-01"), today); err != nil {
		t.Errorf("another month: %v", err)
	}
}

func TestAsManyWorkingDaysBefore(t *testing.T) {
	week := period.Profile{From: on("2026-03-02"), Day: []int64{1, 1, 0, 1, 1, 0, 0, 1}}
	got, ok := game.Before(week, on("2026-03-09"), 3)
	if want := (period.Span{From: on("2026-03-03"), To: on("2026-03-09")}); !ok || got != want {
		t.Errorf("leave on Wednesday: %v, want %v", got, want)
	}
	if _, ok := game.Before(week, on("2026-03-09"), 9); ok {
		t.Error("there are not as many days before")
	}
}

func TestRoundingBringsNobodyToTheSummit(t *testing.T) {
	p := goal.Progress{HasAttainment: true, AttainmentBP: 10_000, Reached: false}
	if got := game.Passed(p); !slices.Equal(got, []measure.BP{2_500, 5_000, 7_500}) {
		t.Errorf("got %v", got)
	}
}

func TestWhatIsDueIsGivenOnceTakenBackOnceAndComesBackQuietly(t *testing.T) {
	times := map[string]int{}
	play := func(due ...string) (list []game.Move[string]) {
		list = game.Moves(due, times, []string{"a", "b"})
		for _, m := range list {
			times[m.Of]++
		}
		return list
	}
	if got := play("a"); len(got) != 1 || !got[0].First || !got[0].Given() {
		t.Errorf("first: %v", got)
	}
	if got := play("a"); len(got) != 0 {
		t.Errorf("again: %v", got)
	}
	if got := play(); len(got) != 1 || got[0].Given() {
		t.Errorf("the sale was cancelled: %v", got)
	}
	if got := play("a"); len(got) != 1 || got[0].First || !got[0].Given() {
		t.Errorf("back, without a second feast: %v", got)
	}
}

func TestLevelsAskAStepMoreEachTime(t *testing.T) {
	for worth, want := range map[int]game.Rung{0: {1, 0, 3}, 3: {2, 3, 6}, 8: {2, 8, 1}, 9: {3, 9, 9}, 18: {4, 18, 12}} {
		if got := game.RungOf(worth); got != want {
			t.Errorf("%d: %+v, want %+v", worth, got, want)
		}
	}
}

func places(nums ...measure.Amount) (list []game.Place) {
	for i, n := range nums {
		list = append(list, game.Place{Owner: org.PersonOwner(org.ID(i + 1)), Num: n, Den: 100})
	}
	return list
}

func TestTheTopPartOnlyAndNoRankBelow(t *testing.T) {
	all := places(10, 90, 50, 50, 40, 20, 5)
	top := game.Top(all)
	if len(top) != 4 || top[0].Rank != 1 || top[1].Rank != 2 || top[2].Rank != 2 {
		t.Errorf("got %v", top)
	}
	near := game.Neighbours(all, org.PersonOwner(7))
	if len(near) != 3 || slices.ContainsFunc(near, func(p game.Place) bool { return p.Rank != 0 }) {
		t.Errorf("two above, and nobody is told to be last: %v", near)
	}
	if game.Neighbours(all, org.PersonOwner(8)) != nil {
		t.Error("who did not opt in has no neighbours")
	}
}

func TestBenchmarksFromEightPeopleOn(t *testing.T) {
	seven := []measure.BP{1, 2, 3, 4, 5, 6, 7}
	if game.Benchmarks(seven).OK {
		t.Error("seven are too few")
	}
	if got := game.Benchmarks(append(seven, 8)); got != (game.Lines{Quarter: 7, Half: 5, OK: true}) {
		t.Errorf("got %+v", got)
	}
}

func TestLawsOfRanks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var scores []game.Score
		for i, n := range rapid.SliceOfN(rapid.Int64Range(0, 6), 1, 12).Draw(t, "values") {
			scores = append(scores, score(org.ID(i+1), measure.Amount(n), measure.Amount(rapid.Int64Range(0, 3).Draw(t, "target"))))
		}
		ranks := game.Ranks(scores)
		for i := range scores {
			ahead := 0
			for j := range scores {
				if scores[j].OK && game.Compare(scores[j], scores[i]) < 0 {
					ahead++
				}
			}
			if scores[i].OK && ranks[i] != ahead+1 || !scores[i].OK && ranks[i] != 0 {
				t.Fatalf("%v of %v", ranks, scores)
			}
		}
		if left := game.Eliminate([][]game.Score{scores, scores, scores}, 4, 2); len(scores) >= 2 && len(scores)-len(left) < 2 {
			t.Fatalf("at least two go on: %v of %v", left, scores)
		}
	})
}

func TestMovesAlwaysEndWithExactlyWhatIsDue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		times := map[int]int{}
		order := []int{1, 2, 3, 4}
		for range rapid.IntRange(1, 6).Draw(t, "rounds") {
			due := rapid.SliceOfDistinct(rapid.IntRange(1, 4), rapid.ID[int]).Draw(t, "due")
			for _, m := range game.Moves(due, times, order) {
				times[m.Of]++
			}
			for _, k := range order {
				if game.Held(times[k]) != slices.Contains(due, k) {
					t.Fatalf("%v due, %v", due, times)
				}
			}
			if again := game.Moves(due, times, order); len(again) > 0 {
				t.Fatalf("again: %v", again)
			}
		}
	})
}

func TestDaysOffCanBeTakenOutOfAStreak(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all, work []game.Day
		for range rapid.IntRange(1, 30).Draw(t, "days") {
			d := game.Day{Off: rapid.Bool().Draw(t, "off")}
			d.Kept = !d.Off && rapid.Bool().Draw(t, "kept")
			all = append(all, d)
			if !d.Off {
				work = append(work, d)
			}
		}
		all, work = append(all, game.Day{Kept: true}), append(work, game.Day{Kept: true})
		if a, b := game.Run(all), game.Run(work); a.Now != b.Now || a.Best != b.Best {
			t.Fatalf("%+v with days off, %+v without", a, b)
		}
	})
}
