package chart_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cordee/internal/chart"
)

// premium is a straight line from 70 % on, quicker over 100 %, with somebody at 84 %.
func premium() chart.Curve {
	return chart.Curve{
		Title: "Prime selon l’atteinte", Desc: "Rien jusqu’à 70 %, 600 € à 100 %, puis 9 € par point.",
		Spots:     []chart.Spot{{X: 0, Y: 0}, {X: 70, Y: 0}, {X: 100, Y: 600}, {X: 150, Y: 1050}},
		Threshold: chart.LevelAt(70, "seuil"), Full: chart.LevelAt(100, "100 %"), Cap: chart.LevelAt(1050, "au plus 1 050 €"),
		Here: chart.Spot{X: 84, Y: 280}, HereLabel: "vous, 84 %",
		XTicks: []chart.Tick{{At: 0, Label: "0 %"}, {At: 50, Label: "50 %"}, {At: 100, Label: "100 %"}, {At: 150, Label: "150 %"}},
		YTicks: []chart.Tick{{At: 0, Label: "0 €"}, {At: 600, Label: "600 €"}},
	}
}

// stairs is a bonus of tiers: three jumps.
func stairs() chart.Curve {
	return chart.Curve{
		Title: "Paliers", Spots: []chart.Spot{{X: 0}, {X: 80}, {X: 80, Y: 300}, {X: 100, Y: 300}, {X: 100, Y: 600}, {X: 120, Y: 600}, {X: 120, Y: 900}, {X: 150, Y: 900}},
		Full: chart.LevelAt(100, "100 %"), Turns: []chart.Tick{{At: 80, Label: "80 %"}, {At: 120, Label: "120 %"}},
	}
}

func TestCurvesAreTheOnesWeReviewed(t *testing.T) {
	paper := premium()
	paper.Standalone = true
	for name, c := range map[string]chart.Curve{"curve": premium(), "curve_paper": paper, "curve_stairs": stairs()} {
		t.Run(name, func(t *testing.T) { reviewed(t, name, c.Draw()) })
	}
}

func TestAJumpIsAWallAndNotASlope(t *testing.T) {
	drawing := stairs().Draw()
	if n := strings.Count(drawing, `class="c-line"`); n != 4 {
		t.Errorf("%d stretches are drawn, want four: nothing, 300, 600 and 900", n)
	}
	if n := strings.Count(drawing, `class="c-curve"`); n != 3 {
		t.Errorf("%d jumps are drawn, want three", n)
	}
}

func TestAnyCurveIsDrawable(t *testing.T) {
	spot := rapid.Custom(func(t *rapid.T) chart.Spot {
		return chart.Spot{X: number().Draw(t, "x"), Y: number().Draw(t, "y")}
	})
	level := rapid.Custom(func(t *rapid.T) chart.Level {
		return chart.Level{Value: number().Draw(t, "level"), Label: rapid.String().Draw(t, "label"), Set: rapid.Bool().Draw(t, "set")}
	})
	rapid.Check(t, func(t *rapid.T) {
		c := chart.Curve{
			Title: rapid.String().Draw(t, "title"), Desc: rapid.String().Draw(t, "desc"), Spots: rapid.SliceOfN(spot, 0, 8).Draw(t, "spots"),
			Threshold: level.Draw(t, "threshold"), Full: level.Draw(t, "full"), Cap: level.Draw(t, "cap"), Here: spot.Draw(t, "here"),
			HereLabel: rapid.String().Draw(t, "here label"), Standalone: rapid.Bool().Draw(t, "standalone"), Width: rapid.IntRange(-5, 2000).Draw(t, "width"),
			Height: rapid.IntRange(-5, 900).Draw(t, "height"),
		}
		for _, s := range rapid.SliceOfN(spot, 0, 4).Draw(t, "more") {
			c.Turns = append(c.Turns, chart.Tick{At: s.X, Label: rapid.String().Draw(t, "turn")})
			c.XTicks = append(c.XTicks, chart.Tick{At: s.X, Label: rapid.String().Draw(t, "tick")})
			c.YTicks = append(c.YTicks, chart.Tick{At: s.Y, Label: rapid.String().Draw(t, "tick")})
		}
		mustBeDrawable(t, c.Draw())
	})
}
