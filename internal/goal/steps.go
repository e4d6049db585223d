package goal

import (
	"cordee/internal/measure"
	"cordee/internal/period"
)

// StepFacts is what the steps of an objective say on a date: those done by then, or by its end if that is earlier, in weight.
// A step done before the objective began is done. Weights below zero count as zero.
func (g Goal) StepFacts(steps []Step, on period.Date) Facts {
	var f Facts
	if !g.End.IsZero() {
		on = min(on, g.End)
	}
	for _, s := range steps {
		w := min(max(s.Weight, 0), maxWeight*measure.One)
		f.StepsTotal += w
		if !s.Done.IsZero() && s.Done <= on {
			f.StepsDone += w
			f.N++
		}
	}
	return f
}

// Crossed lists the marks, in basis points and rising, that an attainment passed on its way up from before to after.
func Crossed(before, after measure.BP, marks ...measure.BP) (passed []measure.BP) {
	for _, mark := range marks {
		if before < mark && mark <= after {
			passed = append(passed, mark)
		}
	}
	return passed
}
