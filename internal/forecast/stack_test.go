package forecast_test

import (
	"math"
	"testing"

	"cordee/internal/forecast"
)

func TestBaseRateIsDrawnToThreeFifths(t *testing.T) {
	near(t, "nothing closed", forecast.BaseRate(0, 0), .6, 0)
	near(t, "none of 15 attained", forecast.BaseRate(0, 15), .15, 1e-12)
}

// TestPaceIsLearnt: at half time, everyone ahead attained 3 of 4 times, everyone behind 1 of 4; the line through it is symmetric.
func TestPaceIsLearnt(t *testing.T) {
	var past []forecast.Check
	for i := range 400 {
		ahead := i%2 == 0
		c := forecast.Check{At: .5, Ratio: .4, Attained: i%8 == 1}
		if ahead {
			c.Ratio, c.Attained = .6, i%8 != 0
		}
		past = append(past, c)
	}
	p := forecast.FitPace(past)
	near(t, "ahead", p.Probability(.6, .5), .75, .005)
	near(t, "behind", p.Probability(.4, .5), .25, .005)
	near(t, "the nearest moment answers", p.Probability(.7, .6), p.Probability(.6, .5), 1e-9)
	near(t, "nothing learnt", forecast.Pace{}.Probability(.3, .5), .5, 0)
	all := forecast.FitPace([]forecast.Check{{At: .5, Ratio: .9, Attained: true}, {At: .5, Ratio: .1}})
	if x := all.Probability(.9, .5); !(x > .9 && x < 1) {
		t.Errorf("separated by a line, still finite: %v", x)
	}
}

// TestTheLastLayerCorrectsWhatWasSaid: a model that said .8 where 4 of 10 came is brought down; with few pairs it is left alone.
func TestTheLastLayerCorrectsWhatWasSaid(t *testing.T) {
	var past []forecast.Check
	for i := range 1000 {
		past = append(past, forecast.Check{Period: i % 3, At: .5, Ratio: .5, P: .8, Attained: i%10 < 4}, forecast.Check{At: .5, Ratio: 2, P: 1, Attained: true, Already: true})
	}
	pace := forecast.Pace{}
	s := forecast.FitStack(past, pace)
	if s.N != 1000 {
		t.Errorf("only what was open counts: %d", s.N)
	}
	near(t, "corrected", s.Adjust(.8, .5), .4, .03)
	few := forecast.FitStack(past[:300], pace)
	near(t, "150 pairs are too few", few.Adjust(.8, .3), .8, 0)
	for i := range past {
		past[i].Period %= 2
	}
	near(t, "two periods too", forecast.FitStack(past, pace).Adjust(.8, .3), .8, 0)
	near(t, "and none at all", forecast.Stack{}.Adjust(.37, .9), .37, 0)
}

// TestScoresByHand: .8 and came, .6 and did not, .1 and did not, .6 and came.
func TestScoresByHand(t *testing.T) {
	list := []forecast.Issued{
		{P: .8, Attained: true, Low: 1, Mid: 2, High: 3, Total: 3, HasBand: true}, {P: .6}, {P: .1, Low: 1, Mid: 2, High: 3, Total: 5, HasBand: true}, {P: .6, Attained: true},
	}
	s := forecast.Judge(list)
	near(t, "Brier", s.Brier, (.04+.36+.01+.16)/4, 1e-12)
	near(t, "log", s.Log, -(math.Log(.8)+math.Log(.4)+math.Log(.9)+math.Log(.6))/4, 1e-12)
	near(t, "ECE", s.ECE, (.2+2*.1+.1)/4, 1e-12)
	near(t, "coverage", s.Coverage, .5, 1e-12)
	near(t, "pinball", s.Pinball, ((.2+.5+0)+(.4+1.5+1.8))/6, 1e-12)
	near(t, "Murphy", s.Rely-s.Resolve+s.Unsure, s.Brier, 1e-12)
	if row := s.Table[6]; row.N != 2 || row.Came != .5 {
		t.Errorf("the row of .6: %+v", row)
	}
	sure := forecast.Judge([]forecast.Issued{{P: 1}})
	near(t, "certain and wrong is clipped", sure.Log, -math.Log(.01), 1e-12)
	near(t, "skill", s.Skill(forecast.Scores{Brier: .285}), .5, 1e-12)
	if !s.Trusted(forecast.Scores{Brier: .01}) || (forecast.Scores{N: 50, Brier: .2}).Trusted(forecast.Scores{Brier: .2}) || forecast.Judge(nil).N != 0 {
		t.Error("who is trusted")
	}
}
