package plan

import (
	"cordee/internal/measure"
	"cordee/internal/period"
)

// Wish is an objective as far as it can be one too many beside others: one that somebody has, or one drafted for them.
type Wish struct {
	Kind       DraftKind
	Metric     string // key; "" means told by its steps
	Title      string
	Days       period.Span
	Difficulty int
}

// Unneeded tells of each draft why somebody is not to be given it, in their order; a zero Note where nothing speaks against it. One
// metric over days that overlap has one number; what is being learnt already is not proposed again; and in the first Settling months
// in a role nobody carries two hard objectives of a kind at once, those of the pack itself included.
func Unneeded(drafts, has []Wish, month int) []Note {
	why := make([]Note, len(drafts))
	for i, d := range drafts {
		for _, h := range has {
			if why[i].Code == "" && h.Days.Overlaps(d.Days) {
				why[i] = d.against(h, month)
			}
		}
		if why[i].Code == "" {
			has = append(has[:len(has):len(has)], d)
		}
	}
	return why
}

// against is why a draft is one too many beside an objective over the same days.
func (d Wish) against(h Wish, month int) Note {
	settling := month <= Settling
	switch {
	case d.Metric != "" && d.Metric == h.Metric:
		return note("plan.pack.same", "title", h.Title)
	case d.Metric == "" && d.Kind == h.Kind && d.Title == h.Title:
		return note("plan.pack.learning", "title", h.Title)
	case settling && d.Kind == h.Kind && Hard(d.Difficulty) && Hard(h.Difficulty):
		return note("plan.pack.hard", "title", d.Title, "has", h.Title, "months", Settling)
	}
	return Note{}
}

// roundly is a share as people read it, in whole percents, one decimal under ten, brought down: what is worked out with it can be
// worked out again by hand, and asks for no more.
func roundly(share measure.BP) measure.BP {
	if share < measure.Hundred/10 {
		return share / 10 * 10
	}
	return share / 100 * 100
}
