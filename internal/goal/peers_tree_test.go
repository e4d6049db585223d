package goal

import (
	"testing"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// They average the percentages of the children. We add amounts: 50 of 100 and 0 of 100 make 50 of 200, the same 25 % here; but
// 50 of 100 and 0 of 1 make 49.5 %, where the average says 25.
func TestPeersRollUpOfEqualChildren(t *testing.T) {
	for _, p := range peerCases(t, "rollup_avg_tree") {
		var in struct{ Children []number }
		read(t, p.Input, &in)
		g := running(t, "", "")
		g.Target = measure.Some(measure.Whole(100 * int64(len(in.Children))))
		var f Facts
		for _, c := range in.Children {
			f.Total += c.Amount
		}
		if got := Score(g, revenue, f, period.Profile{}, day(5), org.Thresholds{}).AttainmentBP; got != percent(t, p.Expected) {
			t.Errorf("%s: got %d", p.ID, got)
		}
	}
}

// What a user of another system asked for: children weigh by their targets. Theirs is rounded to one decimal.
// Weighted scores are weights on steps for us: what is done of what weighs, with no need for the weights to make 100. Where a
// peer refuses 30 + 69.99, we score it, exactly.
func TestPeersWeightsNeedNotMakeAHundred(t *testing.T) {
	for _, p := range peerCases(t, "weights_must_total_100") {
		var in struct{ Weights []number }
		read(t, p.Input, &in)
		g := running(t, "", "100")
		var list []Step
		for _, w := range in.Weights {
			list = append(list, Step{Title: "x", Weight: w.Amount, Done: first})
		}
		pr := Score(g, steps, g.StepFacts(list, last), period.Profile{}, last+1, org.Thresholds{})
		if pr.Status != Attained || pr.AttainmentBP != measure.Hundred {
			t.Errorf("%s: all steps done make %d, %s", p.ID, pr.AttainmentBP, pr.Status)
		}
	}
}

// A score of 5 of 5 weighing 30 and 3 of 5 weighing 70 is 3.6 of 5: so are the weights of steps, 72 %.
func TestPeersWeightedScore(t *testing.T) {
	for _, p := range peerCases(t, "weighted_score") {
		var in struct {
			Scores  []number `json:"scores_of_5"`
			Weights []number
		}
		var want struct{ Total number }
		read(t, p.Input, &in)
		read(t, p.Expected, &want)
		var f Facts
		for i, w := range in.Weights {
			done, err := measure.MulDiv(int64(w.Amount), int64(in.Scores[i].Amount), int64(measure.Whole(5)))
			if err != nil {
				t.Fatal(err)
			}
			f.StepsDone += measure.Amount(done)
			f.StepsTotal += w.Amount
		}
		pr := Score(running(t, "", "100"), steps, f, period.Profile{}, day(5), org.Thresholds{})
		if outOfFive, _ := measure.MulDiv(int64(pr.Attained.Amount), 5, 100); measure.Amount(outOfFive) != want.Total.Amount {
			t.Errorf("%s: %s %%", p.ID, pr.Attained)
		}
	}
}

// Money and deals are never added up: a goal has one metric, and coverage leaves out whoever measures something else.
func TestPeersUnitsNeverMix(t *testing.T) {
	for _, p := range peerCases(t, "history_no_mixed_units") {
		var in struct {
			Revenue number `json:"revenue_target"`
			Deals   number `json:"deals_target"`
		}
		read(t, p.Input, &in)
		parent := Goal{ID: 1, Metric: 3}
		sum := partsOf(parent, []Goal{
			{ID: 2, Parent: 1, Metric: 3, Target: in.Revenue.Maybe},
			{ID: 3, Parent: 1, Metric: 4, Target: in.Deals.Maybe},
		})
		if sum != in.Revenue.Maybe {
			t.Errorf("%s: %s", p.ID, sum)
		}
	}
}

// Half of twenty pieces on a target of fifty: ten achieved, forty short. They sign the variance, we say what is left.
func TestPeersVariance(t *testing.T) {
	for _, p := range peerCases(t, "split_credit_variance_qty") {
		var in struct {
			Qty    number
			Split  []int64
			Target number `json:"target_qty"`
		}
		var want struct{ Achieved, Variance number }
		read(t, p.Input, &in)
		read(t, p.Expected, &want)
		g := running(t, "", "")
		g.Target = in.Target.Maybe
		pr := Score(g, deals, Facts{Total: measure.Split(in.Qty.Amount, in.Split)[0]}, period.Profile{}, day(5), org.Thresholds{})
		if pr.Attained != want.Achieved.Maybe || pr.Gap.Amount != -want.Variance.Amount {
			t.Errorf("%s: attained %s, gap %s", p.ID, pr.Attained, pr.Gap)
		}
	}
}
