package app

import (
	"slices"

	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/plan"
	"cordee/internal/store"
)

// FloatReason is why somebody has no objective of their own today.
type FloatReason string

// The closed list of reasons.
const (
	FloatStarted FloatReason = "started"  // they began, and nothing was agreed since
	FloatNewRole FloatReason = "new_role" // they took up another role, and nothing was agreed since
	FloatLost    FloatReason = "lost"     // the last one ended or was cancelled
)

// Floating is somebody without an objective of their own, with a pack ready to be proposed.
type Floating struct {
	Person org.Person
	Reason FloatReason
	On     period.Date // since when, zero when nobody knows
	Last   string      // title of the last objective, if there was one
	Pack   Pack
}

// Pack is what is proposed to somebody who begins: a few objectives, and what was taken into account.
type Pack struct {
	Person org.ID
	Month  int // in the role
	Drafts []PackDraft
	Ramp   plan.Note // how long growing in takes, and how that is known
	Custom string    // name of the organisation's own pack, "" for the usual one
	Left   []string  // what is not proposed beside what the person already has, in words
}

// PackDraft is one objective of a pack, in words.
type PackDraft struct {
	Key        string
	Title, Why string
	Learning   bool
	Early      bool
	Metric     measure.Metric // zero: measured by its steps
	Target     measure.Maybe
	Difficulty int
	Parent     org.ID
	Start, End period.Date
	Steps      []goal.Step
	How        []plan.Note

	metric org.ID
	ramp   measure.BP
	marks  []plan.DraftStep // of a number: what should be there by when
}

// Say turns a sentence into words; amounts in it are in the given unit.
type Say func(n plan.Note, unit string) string

// maxLed bounds the people looked at for one reader; whoever answers for more looks only at those they lead most closely.
const maxLed = 300

// LeadsSomeone tells whether somebody leads a team.
func (w *World) LeadsSomeone(person org.ID) bool {
	return person != 0 && slices.ContainsFunc(w.Teams, func(t org.Team) bool { return t.Lead == person })
}

// led are the people here today whom somebody leads, from any height, those led most closely first; beyond maxLed only those.
func (w *World) led(lead org.ID, today period.Date) []org.Person {
	var near, far []org.Person
	seen := map[org.ID]bool{lead: true}
	for _, t := range w.Teams {
		if t.Lead != lead || t.Kind == org.Group {
			continue
		}
		for _, s := range w.MembersDuring(t.ID, period.Days(today, today)) {
			p, _ := w.Person(s.Person)
			if seen[p.ID] || p.Erased || !p.HereOn(today) {
				continue
			}
			seen[p.ID] = true
			if leads := w.Leads(p.ID, today); len(leads) > 0 && leads[0] == lead {
				near = append(near, p)
				continue
			}
			far = append(far, p)
		}
	}
	slices.SortFunc(near, w.ByName)
	slices.SortFunc(far, w.ByName)
	if len(near)+len(far) > maxLed {
		far = nil
	}
	return append(near, far...)[:min(len(near)+len(far), maxLed)]
}

// floating finds who, among those led, has no specific objective of their own: none running, to come or on the table. Who is away
// is left in peace. Whoever leads a team that has an objective carries that one. more is how many there are beyond the first ones.
func (r *Reading) floating(people []org.Person, lead org.ID, say Say) (out []Floating, more int, err error) {
	people = slices.DeleteFunc(slices.Clone(people), func(p org.Person) bool {
		return p.Role != org.Rep && p.Role != org.Manager || r.World.awayOn(p.ID, r.Today)
	})
	carried, err := r.carried(people)
	if err != nil {
		return nil, 0, err
	}
	for _, p := range people {
		leads := r.World.Leads(p.ID, r.Today)
		closest := len(leads) == 0 || leads[0] == lead
		switch {
		case carried[p.ID] || !closest && !r.long(p):
			continue
		case len(out) >= maxCards:
			more++
			continue
		}
		f, err := r.World.floatingOne(r.tx, p, r.Today)
		if err != nil {
			return nil, 0, err
		}
		if f.Pack, err = r.World.pack(r.tx, p, r.Today, say); err != nil {
			return nil, 0, err
		}
		out = append(out, f)
	}
	return out, more, nil
}

// waitAbove is how many days the one who leads somebody most closely has, before those above see it too.
const waitAbove = 7

// long tells whether somebody began more than a week ago: those above then see it too.
func (r *Reading) long(p org.Person) bool {
	return r.Today >= max(p.StartOn, p.RoleSince).AddDays(waitAbove)
}

func (w *World) awayOn(person org.ID, on period.Date) bool {
	share := measure.BP(0)
	for _, x := range w.away[person] {
		if x.Span.Contains(on) {
			share += x.Share
		}
	}
	return share >= measure.Hundred
}

// carried tells which of these people have a specific objective, of their own or of a team they lead.
func (r *Reading) carried(people []org.Person) (map[org.ID]bool, error) {
	carriers := map[org.ID]org.ID{} // whose objective counts for whom
	for _, p := range people {
		carriers[p.ID] = p.ID
	}
	for _, t := range r.World.Teams {
		if _, ok := carriers[t.Lead]; ok && t.Lead != 0 {
			carriers[t.ID] = t.Lead
		}
	}
	owners := make([]org.ID, 0, len(carriers))
	for id := range carriers {
		owners = append(owners, id)
	}
	has := map[org.ID]bool{}
	if len(owners) == 0 {
		return has, nil
	}
	rows, err := r.tx.GoalsOf(r.Actor.Org, owners, r.Today, 0)
	if err != nil {
		return nil, err
	}
	var byStep []store.GoalRow
	for _, g := range rows {
		switch {
		case !onTheTable(g):
		case g.Metric == 0 && !g.Sealed:
			byStep = append(byStep, g)
		case g.Target.OK || g.Sealed:
			has[carriers[g.Owner.ID]] = true
		}
	}
	steps, err := r.World.stepsOf(r.tx, byStep)
	for _, g := range byStep {
		if len(steps[g.ID]) > 0 { // a title alone asks for nothing in particular
			has[carriers[g.Owner.ID]] = true
		}
	}
	return has, err
}

// onTheTable tells whether an objective is binding or being talked about.
func onTheTable(g store.GoalRow) bool {
	switch g.Status {
	case goal.Published, goal.Proposed, goal.Countered, goal.Agreed, goal.Running:
		return g.Closed == nil
	case goal.Draft:
		return g.Sealed
	case goal.Cancelled, goal.Attained, goal.Missed:
	}
	return false
}

// floatingOne says since when somebody has no objective, and why.
func (w *World) floatingOne(tx *store.Tx, p org.Person, today period.Date) (Floating, error) {
	f := Floating{Person: p, Reason: FloatStarted, On: p.StartOn}
	if p.RoleSince > p.StartOn && p.RoleSince <= today {
		f.Reason, f.On = FloatNewRole, p.RoleSince
	}
	rows, err := tx.GoalsOf(w.Org().ID, []org.ID{p.ID}, 0, 0)
	if err != nil {
		return f, err
	}
	began := f.On
	for _, g := range rows {
		cancelled := g.Status == goal.Cancelled
		if g.PublishedAt == 0 && g.Import == 0 || (g.Start > today && !cancelled) {
			continue // it never bound anybody
		}
		ended := min(g.End, today)
		if cancelled {
			versions, err := tx.GoalVersions(w.Org().ID, g.ID)
			if err != nil {
				return f, err
			}
			if len(versions) > 0 {
				ended = min(ended, w.dayOf(versions[0].At))
			}
		}
		if f.Reason == FloatNewRole && ended <= began {
			continue // it belonged to the role before
		}
		if ended >= began && (f.Last == "" || ended > f.On) {
			f.Reason, f.On, f.Last = FloatLost, ended, g.Title
		}
	}
	return f, nil
}
