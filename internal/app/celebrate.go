package app

import (
	"slices"

	"cordee/internal/org"
	"cordee/internal/store"
)

// Helper is somebody who helped others on results that count for an objective, and how often.
type Helper struct {
	Person org.Person
	N      int
}

// Celebration is a common objective that was reached: who took part by what each chose to show, who helped, and the points to give.
type Celebration struct {
	TeamGoal
	Helpers   []Helper
	Allotment *AllotmentView // nil: none, or the reader was not there
	Thanked   bool           // the reader thanked the team for it
}

// celebrations are the common successes of a team.
func (r *Reading) celebrations(goals []TeamGoal) ([]Celebration, error) {
	var list []Celebration
	for _, g := range goals {
		if !succeeded(g.Standing, r.Today) {
			continue
		}
		c := Celebration{TeamGoal: g}
		var err error
		if c.Helpers, err = r.helpers(g.Standing); err != nil {
			return nil, err
		}
		if c.Allotment, err = r.allotment(g.ID); err != nil {
			return nil, err
		}
		given, err := r.tx.ThanksFrom(r.Actor.Org, r.Actor.Person, shownThanks)
		if err != nil {
			return nil, err
		}
		for _, t := range given {
			c.Thanked = c.Thanked || t.Goal == g.ID && t.To == g.Owner && t.Kind == ""
		}
		list = append(list, c)
	}
	return list, nil
}

// maxHelpRead bounds the latest results among which help is looked for.
const maxHelpRead = 400

// helpers are those who helped on results that count for a team's objective, as far as the reader may know of it: by name, since this is
// no ranking.
func (r *Reading) helpers(s Standing) ([]Helper, error) {
	if s.Owner.Kind != org.OwnerTeam || !r.sharesTeam(s.Owner.ID) {
		return nil, nil
	}
	owners := r.presentAt(s)
	if len(owners) == 0 {
		return nil, nil
	}
	reach := store.Reach{Owners: owners, From: s.Start, To: min(r.Today, s.End), Kinds: r.World.kindsOf(s.GoalRow.Metric)}
	page, err := r.tx.LivePage(r.Actor.Org, reach, store.Cursor{}, maxHelpRead)
	if err != nil {
		return nil, err
	}
	times := map[org.ID]int{}
	for _, p := range page {
		if len(p.Assists) == 0 {
			continue
		}
		by, err := r.World.brought(p)
		if err != nil {
			return nil, err
		}
		if !r.World.counts(s.GoalRow, by) {
			continue
		}
		for _, id := range p.Assists {
			if h := r.help(id, p, s.Owner); len(h.For) > 0 {
				times[id]++
			}
		}
	}
	return r.byHelper(times), nil
}

func (r *Reading) byHelper(times map[org.ID]int) []Helper {
	var list []Helper
	for id, n := range times {
		p, _ := r.World.Person(id)
		list = append(list, Helper{p, n})
	}
	slices.SortFunc(list, func(x, y Helper) int { return r.World.ByName(x.Person, y.Person) })
	return list
}
