package app

import (
	"cordee/internal/goal"
	"cordee/internal/sheet"
	"cordee/internal/store"
)

// raisedAnew refuses what rows of objectives would raise together though none does alone: what paid and had begun, ended here or
// before, and set anew higher; or ended while a harder one stands beside it. What a whole file brings with it is history, and is
// taken as it is.
func (in *intake) raisedAnew(rows []sheet.GoalRow, before, after map[string]store.GoalRow) error {
	today := in.World.Today(in.At)
	for _, r := range rows {
		was, g := before[r.Key], after[r.Key]
		m := in.World.metricOf(g.Goal)
		err := g.MayStandFor(was.Goal, endedOf(g, before, after), m, today)
		if err == nil && was.Version > 0 && g.Status == goal.Cancelled && was.Status != goal.Cancelled {
			err = was.MayEndBeside(besideOf(was, before, after), m, today)
		}
		if err != nil {
			in.rejectAll(sheet.Goals, r.At, goalCells(r), err)
		}
	}
	return nil
}

// endedOf are the paid objectives of the same owner that bound before these rows and no longer do after them.
func endedOf(g store.GoalRow, before, after map[string]store.GoalRow) (list []goal.Goal) {
	for key, x := range before {
		over := after[key].Status == goal.Cancelled || x.Closed != nil
		if x.ID != g.ID && x.Owner == g.Owner && x.Paid && over && (x.PublishedAt > 0 || x.Import != 0) {
			list = append(list, x.Goal)
		}
	}
	return list
}

// besideOf are the objectives of the same owner that began to bind after this one did.
func besideOf(g store.GoalRow, before, after map[string]store.GoalRow) (list []goal.Goal) {
	for key, x := range before {
		if x.ID != g.ID && x.Owner == g.Owner && bindingSince(x) >= bindingSince(g) {
			list = append(list, after[key].Goal)
		}
	}
	return list
}

// sameCount tells whether two versions of a metric count the same.
func sameCount(a, b store.Metric) bool {
	a.Name, a.Version, a.Archived = b.Name, b.Version, b.Archived
	return a == b
}

// heldBy is an objective that freezes what a metric counts, directly or as part of a ratio; nil when none does.
func (in *intake) heldBy(m store.Metric) (*store.GoalRow, error) {
	rows, err := in.tx.Goals(in.org())
	for i, g := range rows {
		used, ok := in.World.Metric(g.Metric)
		counts := used.ID == m.ID || used.Numerator == m.Key || used.Denominator == m.Key
		if ok && counts && g.Freezes() {
			return &rows[i], nil
		}
	}
	return nil, err
}
