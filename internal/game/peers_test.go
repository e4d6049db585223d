package game_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"testing"

	"cordee/internal/game"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

type peerCase struct {
	ID, Rule        string
	Input, Expected json.RawMessage
}

// peerCases are facts read from the tests of comparable systems. Targets that adapt by themselves (adaptive_target) have no test here: nothing raises
// an objective but the people who agreed on it.
func peerCases(t *testing.T, rule string) (found []peerCase) {
	t.Helper()
	b, err := os.ReadFile("../../../shared/cases/peer_cases.json")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("no ../shared/cases/peer_cases.json beside the module: this test needs the shared data sets")
	}
	var all []peerCase
	if err == nil {
		err = json.Unmarshal(b, &all)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if c.Rule == rule {
			found = append(found, c)
		}
	}
	if len(found) == 0 {
		t.Fatalf("no case for %s", rule)
	}
	return found
}

func decode[T any](t *testing.T, raw json.RawMessage) (v T) {
	t.Helper()
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// gains are what the two of these cases earned within days, the end not counted.
func gains(within period.Span) (u1, u2 int64) {
	first := on("2021-06-01")
	for i := range 20 {
		if within.Contains(first.AddDays(2 * i)) {
			u2 += 10
		}
	}
	for _, d := range []int{0, 30} {
		if within.Contains(first.AddDays(d)) {
			u1 += 20
		}
	}
	return u1, u2
}

func TestPeersRankWithinAWindow(t *testing.T) {
	for _, c := range peerCases(t, "points_window_rank") {
		in := decode[struct{ Frm string }](t, c.Input)
		window := period.Span{From: on("2021-01-01")}
		if in.Frm != "" {
			window.From = on(in.Frm)
		}
		u1, u2 := gains(window)
		scores := []game.Score{score(1, measure.Amount(u1), 1), score(2, measure.Amount(u2), 1)}
		ranks := game.Ranks(scores)
		for _, row := range decode[[][3]any](t, c.Expected) {
			i := map[any]int{"u1": 0, "u2": 1}[row[0]]
			if float64(scores[i].Num) != row[1] || float64(ranks[i]) != row[2] {
				t.Errorf("%s %v: %d, rank %d", c.ID, row, scores[i].Num, ranks[i])
			}
		}
	}
}

// They fold a past month into one row and keep the total. Our totals are by day, and any stretch of days is asked for: nothing is folded away.
func TestPeersFoldAMonth(t *testing.T) {
	for _, c := range peerCases(t, "monthly_consolidation") {
		want := decode[map[string]int64](t, c.Expected)
		_, june := gains(period.Span{From: on("2021-06-01"), To: on("2021-07-01")})
		_, july := gains(period.Span{From: on("2021-07-01")})
		if june != want["june"] || july/10 != want["july_rows_left"] || june+july != want["after_july_total"] {
			t.Errorf("%s: %d and %d, want %v", c.ID, june, july, want)
		}
	}
}

func TestPeersRankByShareOfTarget(t *testing.T) {
	for _, c := range peerCases(t, "leaderboard_by_pct") {
		in := decode[map[string][2]int64](t, c.Input)
		a, b := org.PersonOwner(1), org.PersonOwner(2)
		top := game.Top([]game.Place{
			{Owner: a, Num: measure.Amount(in["a"][0]), Den: measure.Amount(in["a"][1])},
			{Owner: b, Num: measure.Amount(in["b"][0]), Den: measure.Amount(in["b"][1])},
		})
		// They show both. Of two we show the first only: the other half of a board is nobody's business.
		if len(top) != 1 || top[0].Owner != b {
			t.Errorf("%s: %v", c.ID, top)
		}
		near := game.Neighbours([]game.Place{{Owner: a, Num: 50_000, Den: 100_000}, {Owner: b, Num: 40_000, Den: 50_000}}, a)
		if len(near) != 2 || near[0].Owner != b || near[1].Rank != 0 {
			t.Errorf("%s: %v", c.ID, near)
		}
	}
}

// Their marks are 50, 90 and 100 %; ours every quarter of the way. The rest agrees: what was passed fires, what was not does not.
func TestPeersMilestones(t *testing.T) {
	for _, c := range peerCases(t, "milestones") {
		in := decode[struct{ Target, Value int64 }](t, c.Input)
		passed := game.Passed(goal.Progress{HasAttainment: true, AttainmentBP: measure.BP(in.Value * 10_000 / in.Target)})
		if len(passed) != 2 || passed[0] != 2_500 || passed[1] != 5_000 {
			t.Errorf("%s: %v", c.ID, passed)
		}
	}
}
