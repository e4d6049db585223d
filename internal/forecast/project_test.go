package forecast_test

import (
	"testing"

	"cordee/internal/forecast"
	"cordee/internal/measure"
)

// TestProjectTellsWhereAGoalIsHeading: half a quarter gone, half the goal there, a cohort that closes about eight deals of 1,000.
func TestProjectTellsWhereAGoalIsHeading(t *testing.T) {
	q := forecast.Question{
		Variant: forecast.Deals, Target: measure.Whole(8000), Cohort: forecast.ColdStart(forecast.Deals, 8000, 1000),
		Facts: forecast.Facts{N: 4, Total: measure.Whole(4000)}, Exposure: forecast.Exposure{Elapsed: .5, Remaining: .5},
	}
	pr := forecast.Project(q)
	if !pr.Shown || pr.Low > pr.Mid || pr.Mid > pr.High || pr.Low < measure.Whole(4000) {
		t.Errorf("landing %v %v %v, shown %v", pr.Low, pr.Mid, pr.High, pr.Shown)
	}
	if pr.Raw < .35 || pr.Raw > .6 || pr.OneMoreDeal < 500 || pr.Typical != measure.Whole(1000) {
		t.Errorf("raw %v, one more deal of %v: %v", pr.Raw, pr.Typical, pr.OneMoreDeal)
	}
}
