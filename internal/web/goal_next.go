package web

import (
	"slices"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// oneTierDown prepares an objective that serves the one in the address: the tier below it, one of those below its owner who carries
// none yet, the same measure over the same days. A parent that the reader may not see is as if it had not been named.
func (v *visit) oneTierDown(f *goalForm) error {
	id, ok := org.ParseID(f.Parent)
	if !ok {
		return nil
	}
	view, err := v.App.Goal(v.ctx(), v.actor(), id)
	switch {
	case fault.KindOf(err) == fault.NotFound || fault.KindOf(err) == fault.Forbidden:
		return nil
	case err != nil:
		return err
	}
	s := view.Standing
	tier, owners := v.below(s)
	f.Metric, f.StartOn, f.EndOn = s.Metric.Key, s.Start.String(), s.End.String()
	f.Period = v.periodNamed(s.Span())
	owners = slices.DeleteFunc(owners, func(o org.Owner) bool {
		return !v.may(org.EditGoal, org.Object{Kind: org.AGoal, Owner: o, Common: o.Kind == org.OwnerTeam, Author: v.me().ID})
	})
	if len(owners) == 0 {
		return nil // one's own, towards it
	}
	f.Tier, f.Owner = string(tier), v.world.Ref(firstFree(owners, view.Children))
	return nil
}

// below is the tier under an objective and who could carry it: the departments under a strategic one, the teams under an operational
// one, the people of a collective one. A tier that the company does not have is skipped.
func (v *visit) below(s app.Standing) (goal.Tier, []org.Owner) {
	if s.Owner.Kind != org.OwnerTeam {
		return goal.Individual, []org.Owner{s.Owner}
	}
	var departments, teams, people []org.Owner
	for _, id := range v.world.Children(s.Owner.ID) {
		t, _ := v.world.Team(id)
		if t.Kind == org.Department {
			departments = append(departments, org.TeamOwner(id))
		}
		teams = append(teams, org.TeamOwner(id))
	}
	for _, m := range v.world.MembersDuring(s.Owner.ID, period.Days(v.today, v.today)) {
		if o := org.PersonOwner(m.Person); !slices.Contains(people, o) {
			people = append(people, o)
		}
	}
	switch {
	case s.Tier == goal.Strategic && len(departments) > 0:
		return goal.Operational, departments
	case (s.Tier == goal.Strategic || s.Tier == goal.Operational) && len(teams) > 0:
		return goal.Collective, teams
	}
	return goal.Individual, people
}

// firstFree is the first who carries none of these objectives, else the first.
func firstFree(owners []org.Owner, taken []app.Standing) org.Owner {
	for _, o := range owners {
		if !slices.ContainsFunc(taken, func(s app.Standing) bool { return s.Owner == o }) {
			return o
		}
	}
	return owners[0]
}

// periodNamed is the name of a span among those the form offers, or dates of one's own.
func (v *visit) periodNamed(span period.Span) string {
	for _, o := range v.periodOptions("") {
		if _, days, err := v.world.Org().Calendar.Parse(o.Value); err == nil && days == span {
			return o.Value
		}
	}
	return customPeriod
}

// aboveOwner is who carries the objective above the one in the form, the zero Owner for none that the reader may see.
func (v *visit) aboveOwner(parent string) org.Owner {
	id, ok := org.ParseID(parent)
	if !ok {
		return org.Owner{}
	}
	list, err := v.App.Parents(v.ctx(), v.actor(), id)
	if err != nil {
		return org.Owner{}
	}
	i := slices.IndexFunc(list, func(g store.GoalRow) bool { return g.ID == id })
	if i < 0 {
		return org.Owner{}
	}
	return list[i].Owner
}
