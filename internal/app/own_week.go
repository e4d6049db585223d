package app

import (
	"cordee/internal/org"
	"cordee/internal/period"
)

// OwnWeekly is what somebody wrote week by week, what they were told first, and help between them and others. The check-ins are for their
// author alone: who answers a request for them leaves the texts out.
type OwnWeekly struct {
	Checkins []OwnCheckin `json:"check_ins"`
	Told     []OwnTold    `json:"told_first"`
	Help     []OwnHelp    `json:"help"`
}

// OwnCheckin is one week's.
type OwnCheckin struct {
	On         period.Date `json:"on"`
	Confidence int         `json:"confidence"`
	Obstacle   string      `json:"obstacle"`
	Detail     string      `json:"detail"`
	Intention  string      `json:"intention"`
	Note       string      `json:"note"`
	Shared     string      `json:"shared"`
}

// OwnTold is an objective they were told of before anybody else.
type OwnTold struct {
	Goal  string      `json:"goal"`
	Why   string      `json:"why"`
	On    period.Date `json:"on"`
	Eased period.Date `json:"eased_on"`
}

// OwnHelp is help asked for or given.
type OwnHelp struct {
	Goal     string      `json:"goal"`
	With     string      `json:"with"`
	Asked    bool        `json:"asked_by_them"`
	AskedOn  period.Date `json:"asked_on"`
	Accepted period.Date `json:"accepted_on"`
	Declined period.Date `json:"declined_on"`
	Done     period.Date `json:"done_on"`
}

func (r *Reading) tellWeekly(d *OwnData, id org.ID) error {
	if err := r.tellCheckins(d, id); err != nil {
		return err
	}
	told, err := r.tx.ToldFirstOf(r.Actor.Org, id)
	if err != nil {
		return err
	}
	for _, x := range told {
		g, err := r.goalAt(x.Goal)
		if err != nil {
			return err
		}
		d.Week.Told = append(d.Week.Told, OwnTold{g.Key, x.Why, x.On, x.Eased})
	}
	helps, err := r.tx.SupportsOf(r.Actor.Org, id)
	for _, x := range helps {
		g, err := r.goalAt(x.Goal)
		if err != nil {
			return err
		}
		with := x.Helper
		if with == id {
			with = x.Person
		}
		d.Week.Help = append(d.Week.Help, OwnHelp{g.Key, r.World.Name(org.PersonOwner(with)), x.Person == id, x.Asked, x.Accepted, x.Declined, x.Done})
	}
	return err
}

// tellCheckins tells the person alone: whoever acts for them is not shown what they wrote for themselves.
func (r *Reading) tellCheckins(d *OwnData, id org.ID) error {
	if !r.Actor.Is(id) {
		return nil
	}
	list, err := r.tx.Checkins(r.Actor.Org, id, maxOwn)
	for _, x := range list {
		d.Week.Checkins = append(d.Week.Checkins, OwnCheckin{x.On, x.Confidence, x.Obstacle, x.Detail, x.Intention, x.Note, x.Shared})
	}
	return err
}

// eraseWeekly forgets what a person wrote, what they were told, and help between them and others.
func (u *Unit) eraseWeekly(id org.ID) error { return u.tx.DeleteCheckins(u.org(), id) }
