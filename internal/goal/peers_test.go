package goal

import (
	"encoding/json"
	"errors"
	"io/fs"
	"math/big"
	"os"
	"slices"
	"sort"
	"testing"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// peerCase is one fact read from the tests of a comparable system. Where we decide differently the test below says so, and why.
type peerCase struct {
	ID       string
	Rule     string
	Input    json.RawMessage
	Expected json.RawMessage
}

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

func read(t *testing.T, raw json.RawMessage, into any) {
	t.Helper()
	if err := json.Unmarshal(raw, into); err != nil {
		t.Fatal(err)
	}
}

// number is an exact decimal of the cases, absent when null.
type number struct{ measure.Maybe }

func percent(t *testing.T, raw json.RawMessage) measure.BP {
	t.Helper()
	r, ok := new(big.Rat).SetString(string(raw))
	if !ok {
		t.Fatalf("%s is no number", raw)
	}
	r.Mul(r, big.NewRat(100, 1))
	if !r.IsInt() {
		t.Fatalf("%s is no whole number of basis points", raw)
	}
	return measure.BP(r.Num().Int64())
}

// level is a latest-value goal from a baseline, and where it stands in the middle.
func level(t *testing.T, baseline, target, value measure.Maybe) Progress {
	g := running(t, "", "")
	g.Baseline, g.Target = baseline, target
	m := score
	if target.Amount < baseline.Amount {
		m = delay // lower is better
	}
	return Score(g, m, Facts{Latest: value}, period.Profile{}, day(5), org.Thresholds{})
}

// They show progress between start and target uncapped and signed, as we do; without a value, as we do, the start counts.
func TestPeersProgressFromAStart(t *testing.T) {
	for _, p := range peerCases(t, "progress_linear_unclamped_pct") {
		var in struct{ Start, Target, Current number }
		read(t, p.Input, &in)
		pr := level(t, in.Start.Maybe, in.Target.Maybe, in.Current.Maybe)
		if want := percent(t, p.Expected); pr.AttainmentBP != want || !pr.HasAttainment {
			t.Errorf("%s: got %d, want %d", p.ID, pr.AttainmentBP, want)
		}
	}
}

// They show nothing below 0 %. Ours keeps the sign, since whoever fell behind their start deserves to know; a bar is cut when
// it is drawn, not in the figure. Above zero both agree.
func TestPeersProgressFlooredAtZero(t *testing.T) {
	for _, p := range peerCases(t, "progress_linear_floor0_pct") {
		var in struct{ Baseline, Stretch, Value number }
		read(t, p.Input, &in)
		pr := level(t, in.Baseline.Maybe, in.Stretch.Maybe, in.Value.Maybe)
		if want := percent(t, p.Expected); max(pr.AttainmentBP, 0) != want {
			t.Errorf("%s: got %d, want %d once floored", p.ID, pr.AttainmentBP, want)
		}
	}
}

// Their fail / commit / target / stretch are our below / floor / target / stretch.
func TestPeersZones(t *testing.T) {
	ours := map[string]Level{"fail": Below, "commit": AtFloor, "target": AtTarget, "stretch": AtStretch}
	for _, p := range peerCases(t, "attainment_zone") {
		var in struct{ Baseline, Commit, Target, Stretch, Value number }
		var want string
		read(t, p.Input, &in)
		read(t, p.Expected, &want)
		g := running(t, "", "")
		g.Baseline, g.Floor, g.Target, g.Stretch = in.Baseline.Maybe, in.Commit.Maybe, in.Target.Maybe, in.Stretch.Maybe
		m := score
		if in.Target.Amount < in.Baseline.Amount {
			m = delay
		}
		if got := Score(g, m, Facts{Latest: in.Value.Maybe}, period.Profile{}, day(5), org.Thresholds{}).Level; got != ours[want] {
			t.Errorf("%s: got %s, want %s", p.ID, got, ours[want])
		}
	}
}

// They derive commit and target from the stretch at 30 and 70 % of the way. We never invent a target: floor, target and stretch
// are each said or absent. The same marks, said, are in the right order.
func TestPeersDefaultMarksAreOursToSay(t *testing.T) {
	for _, p := range peerCases(t, "default_commit_target") {
		var in struct{ Baseline, Stretch number }
		var want struct{ Commit, Target number }
		read(t, p.Input, &in)
		read(t, p.Expected, &want)
		g := running(t, "", "")
		g.Baseline, g.Floor, g.Target, g.Stretch = in.Baseline.Maybe, want.Commit.Maybe, want.Target.Maybe, in.Stretch.Maybe
		if err := g.Check(score); err != nil {
			t.Errorf("%s: %v", p.ID, err)
		}
		g.Floor, g.Target = measure.Maybe{}, measure.Maybe{}
		if pr := Score(g.Norm(score), score, Facts{}, period.Profile{}, day(5), org.Thresholds{}); pr.HasAttainment || pr.Level != NoLevel {
			t.Errorf("%s: a target came from nowhere: %+v", p.ID, pr)
		}
	}
}

// Two peers disagree on a zero target: 0 % says one, 100 % the other. Ours has no attainment there, since nothing can be divided
// by zero; the outcome is still decided, by comparison.
func TestPeersZeroTargets(t *testing.T) {
	for _, rule := range []string{"pct_zero_target", "completion_zero_target"} {
		for _, p := range peerCases(t, rule) {
			var in struct{ Target, Current number }
			read(t, p.Input, &in)
			g := running(t, "", "")
			g.Target = in.Target.Maybe
			pr := Score(g, revenue, Facts{Total: in.Current.Amount}, period.Profile{}, last+1, org.Thresholds{})
			if pr.HasAttainment || pr.Status != Attained {
				t.Errorf("%s: %+v", p.ID, pr)
			}
		}
	}
}

func TestPeersUncappedPercent(t *testing.T) {
	for _, p := range peerCases(t, "pct_settled_uncapped") {
		var in struct {
			Target number
			Won    []number
		}
		read(t, p.Input, &in)
		g := running(t, "", "")
		g.Target = in.Target.Maybe
		var f Facts
		for _, w := range in.Won {
			f.Total += w.Amount
		}
		if pr := Score(g, revenue, f, period.Profile{}, last+1, org.Thresholds{}); pr.AttainmentBP != percent(t, p.Expected) {
			t.Errorf("%s: got %d", p.ID, pr.AttainmentBP)
		}
	}
}

// A target exactly at its start and value: they show 0 instead of dividing by zero. Ours shows no attainment, for the same reason
// as a zero target. Where a way exists, the last value is carried forward on days without one, as theirs is.
func TestPeersSeriesOfDays(t *testing.T) {
	for _, p := range peerCases(t, "kr_series") {
		var in struct {
			StartValue number `json:"start_value"`
			Target     number
			Points     map[string]number
			Days       int
		}
		var want []json.RawMessage
		read(t, p.Input, &in)
		read(t, p.Expected, &want)
		days := make([]string, 0, len(in.Points))
		for d := range in.Points {
			days = append(days, d)
		}
		slices.Sort(days)
		from, err := period.ParseDate("2026-" + days[0])
		if err != nil {
			t.Fatal(err)
		}
		g := running(t, "", "")
		g.Start, g.End, g.Target, g.Baseline = from, from.AddDays(60), in.Target.Maybe, in.StartValue.Maybe
		for i, expect := range want {
			var value measure.Maybe
			for _, d := range days {
				if on, _ := period.ParseDate("2026-" + d); on <= from.AddDays(i) {
					value = in.Points[d].Maybe
				}
			}
			pr := Score(g, score, Facts{Latest: value}, period.Profile{}, from.AddDays(i), org.Thresholds{})
			if g.Baseline == g.Target {
				if pr.HasAttainment {
					t.Errorf("%s: attainment %d on no way at all", p.ID, pr.AttainmentBP)
				}
			} else if pr.AttainmentBP != percent(t, expect) {
				t.Errorf("%s day %d: got %d, want %s %%", p.ID, i, pr.AttainmentBP, expect)
			}
		}
	}
}

// An objective that is over fails although its value has not moved since: what another system forgot for years.
func TestPeersOverIsOver(t *testing.T) {
	for _, p := range peerCases(t, "state_machine") {
		var in struct{ Target, Value, Previous number }
		read(t, p.Input, &in)
		g := running(t, "", "")
		g.Target = in.Target.Maybe
		before := Score(g, revenue, Facts{Total: in.Previous.Amount}, period.Profile{}, last, org.Thresholds{})
		after := Score(g, revenue, Facts{Total: in.Value.Amount}, period.Profile{}, last+1, org.Thresholds{})
		if before.Status != Running || after.Status != Missed {
			t.Errorf("%s: %s, then %s", p.ID, before.Status, after.Status)
		}
	}
}

// They know on track at 100 % of expected and at risk at 80 %. Ours has the same 80 % and a band of on from 95 to 105 %.
func TestPeersPace(t *testing.T) {
	for _, p := range peerCases(t, "pace_status") {
		var in struct {
			Elapsed int `json:"elapsed_days"`
			Total   int `json:"total_days"`
			Pct     int64
		}
		var want Pace
		read(t, p.Input, &in)
		read(t, p.Expected, &want)
		g := running(t, "", "100")
		g.End = first.AddDays(in.Total - 1)
		pr := Score(g, revenue, Facts{Total: measure.Whole(in.Pct)}, period.Profile{}, first.AddDays(in.Elapsed-1), org.Thresholds{})
		if pr.Pace != want || pr.ElapsedBP != measure.BP(10_000*in.Elapsed/in.Total) {
			t.Errorf("%s: pace %s at %d", p.ID, pr.Pace, pr.ElapsedBP)
		}
	}
}

// People are ranked by their share of their own target, so that a small territory can win.
func TestPeersRankByOwnTarget(t *testing.T) {
	for _, p := range peerCases(t, "leaderboard_by_pct") {
		var in map[string][2]number
		var want [][2]any
		read(t, p.Input, &in)
		read(t, p.Expected, &want)
		bp := map[string]measure.BP{}
		var names []string
		for who, x := range in {
			g := running(t, "", "")
			g.Target = x[1].Maybe
			bp[who] = Score(g, revenue, Facts{Total: x[0].Amount}, period.Profile{}, day(9), org.Thresholds{}).AttainmentBP
			names = append(names, who)
		}
		sort.Slice(names, func(i, j int) bool { return bp[names[i]] > bp[names[j]] })
		for i, row := range want {
			if names[i] != row[0] || bp[names[i]] != measure.BP(row[1].(float64)*100) {
				t.Errorf("%s: %v %v, want %v", p.ID, names, bp, want)
			}
		}
	}
}

func TestPeersMilestonesFireOnceEach(t *testing.T) {
	for _, p := range peerCases(t, "milestones") {
		var in struct{ Target, Value number }
		var want struct {
			Fires []measure.BP
		}
		read(t, p.Input, &in)
		read(t, p.Expected, &want)
		g := running(t, "", "")
		g.Target = in.Target.Maybe
		bp := Score(g, revenue, Facts{Total: in.Value.Amount}, period.Profile{}, day(5), org.Thresholds{}).AttainmentBP
		passed := Crossed(0, bp, 5_000, 9_000, 10_000)
		for i := range want.Fires {
			want.Fires[i] *= 100
		}
		if !slices.Equal(passed, want.Fires) {
			t.Errorf("%s: got %v", p.ID, passed)
		}
		if again := Crossed(bp, bp, 5_000, 9_000, 10_000); again != nil {
			t.Errorf("%s: fired twice %v", p.ID, again)
		}
	}
}
