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

// inRoleOn is the day someone really took up their role, 0 when nobody said.
func inRoleOn(p org.Person) period.Date {
	if p.RoleSince.IsZero() {
		return p.StartOn
	}
	return p.RoleSince
}

// enoughDays is the shortest rest of a period that is worth an objective of its own.
const enoughDays = 28

// pack makes a ready proposal for somebody, from a day on: the organisation's own for their role, else the usual one.
func (w *World) pack(tx *store.Tx, p org.Person, today period.Date, say Say) (Pack, error) {
	n := plan.Newcomer{Role: p.Role, Since: min(inRoleOn(p), today), Experience: p.Experience, Ability: p.Ability}
	var unit string
	var common store.GoalRow
	var err error
	if p.Role == org.Rep {
		if common, err = w.commonFor(tx, p, today); err != nil {
			return Pack{}, err
		}
		if n.Metrics, err = w.fedMetrics(tx); err != nil {
			return Pack{}, err
		}
	}
	n.Span = w.packSpan(today, common)
	why := plan.Note{}
	if n.RampMonths, why, err = w.ownRamp(tx, common.Metric, p.ID, today); err != nil {
		return Pack{}, err
	}
	n.Profile = w.Profile(org.PersonOwner(p.ID), n.Span)
	if common.ID != 0 {
		if n.Team, err = w.settledPart(tx, common, p, n.Span, n.RampMonths); err != nil {
			return Pack{}, err
		}
		unit = w.metricOf(common.Goal).Unit
	}
	made := Pack{Person: p.ID, Month: plan.MonthInRole(inRoleOn(p), today), Ramp: why}
	own, err := w.packOf(tx, p.Role)
	if err != nil {
		return made, err
	}
	for _, d := range plan.Starter(n) {
		if own.ID == 0 || d.Kind == plan.Outcome {
			made.Drafts = append(made.Drafts, w.draftOf(d, unit, n, say))
		}
	}
	if own.ID != 0 {
		made.Custom = own.Name
		mine, err := own.drafts(n.Span)
		made.Drafts = append(mine, made.Drafts...)
		return made, err
	}
	return made, nil
}

// packSpan is the days a pack is for: to the end of the team's objective, else of the quarter, or of the next one when too little
// is left of it.
func (w *World) packSpan(today period.Date, common store.GoalRow) period.Span {
	if common.ID != 0 {
		return period.Days(today, common.End)
	}
	c := w.Org().Calendar
	span := period.Span{From: today, To: c.Of(period.Quarter, today).To}
	if span.Len() < enoughDays {
		span.To = c.Next(period.Quarter, today).To
	}
	return span
}

// draftOf puts a draft of the usual pack into words.
func (w *World) draftOf(d plan.Draft, unit string, n plan.Newcomer, say Say) PackDraft {
	x := PackDraft{
		Key: d.Key, Learning: d.Kind == plan.Learning, Early: d.Early, Target: d.Target, Difficulty: d.Difficulty,
		Parent: d.Goal, Start: d.Start, End: d.End, How: d.Derivation,
	}
	if m, ok := w.MetricByKey(d.Metric); ok {
		x.Metric, x.metric = m.Norm(), m.ID
		if unit == "" {
			unit = m.Unit
		}
	}
	x.Title, x.Why = say(d.Title, unit), say(d.Why, unit)
	if x.metric != 0 {
		x.marks = d.Steps
	}
	for _, s := range d.Steps {
		x.Steps = append(x.Steps, goal.Step{Title: say(s.Title, unit), Due: s.Due})
	}
	if x.metric != 0 && n.RampMonths > 0 {
		x.ramp = plan.Ramp(plan.MonthInRole(n.Since.AddMonths(-n.Credit()), n.Span.From), n.RampMonths)
	}
	return x
}

// commonFor is the nearest team's objective that adds up and leaves time enough to bring something to it.
func (w *World) commonFor(tx *store.Tx, p org.Person, today period.Date) (store.GoalRow, error) {
	teams := w.TeamsOf(p.ID, today)
	if len(teams) == 0 {
		return store.GoalRow{}, nil
	}
	rows, err := tx.GoalsOf(w.Org().ID, teams, today, today)
	if err != nil {
		return store.GoalRow{}, err
	}
	for _, team := range teams {
		var best store.GoalRow
		for _, g := range rows {
			adds := w.mayShareOut(g) == nil && g.Status == goal.Published && g.Tier == goal.Collective
			if g.Owner.ID != team || !adds || g.End < today.AddDays(enoughDays) {
				continue
			}
			if best.ID == 0 || g.End < best.End || g.End == best.End && g.Key < best.Key {
				best = g
			}
		}
		if best.ID != 0 {
			return best, nil
		}
	}
	return store.GoalRow{}, nil
}

// settledPart is what somebody settled, with this person's time, would carry of a team's objective over what is left of it: the
// parts that are known, else the whole of it, by the time of those who carry them.
func (w *World) settledPart(tx *store.Tx, common store.GoalRow, p org.Person, left period.Span, months int) (*plan.TeamObjective, error) {
	children, err := tx.GoalChildren(w.Org().ID, common.ID)
	if err != nil {
		return nil, err
	}
	span := common.Span()
	var sum measure.Amount
	var weight int64
	for _, c := range children {
		if c.Owner.Kind == org.OwnerPerson && c.Owner.ID != p.ID && c.Status != goal.Cancelled && c.Target.OK && partOf(c.Goal, common.Goal) {
			sum, weight = sum+c.Target.Amount, weight+w.grown(c.Owner, span, months).Weight(span)
		}
	}
	if weight == 0 {
		sum = common.Target.Amount
		for _, o := range w.below(common, false) {
			weight += w.grown(o, span, months).Weight(span)
		}
	}
	if weight <= 0 {
		return nil, nil
	}
	full, err := measure.MulDiv(int64(sum), w.Profile(org.PersonOwner(p.ID), left).Weight(left), weight)
	if err != nil || full <= 0 {
		return nil, nil // out of range: nothing sensible can be proposed
	}
	m, _ := w.Metric(common.Metric)
	return &plan.TeamObjective{Goal: common.ID, Metric: m.Key, Full: measure.Amount(full)}, nil
}

// fedMetrics are the keys of the counts that this organisation records.
func (w *World) fedMetrics(tx *store.Tx) ([]string, error) {
	var keys []string
	for _, m := range w.Metrics() {
		if m.Archived || m.Norm().Kind != measure.Count {
			continue
		}
		last, err := tx.LastDay(w.Org().ID, m.ID, w.Root().ID)
		if err != nil {
			return nil, err
		}
		if !last.IsZero() {
			keys = append(keys, m.Key)
		}
	}
	return keys, nil
}

// The window in which past hires are looked at, and from which month in the role somebody is the yardstick for others.
const (
	rampWindow    = 30 // months
	settledMonths = 12
)

// rampAround is ownRamp for those who do the same work as an owner; a team's is the usual one.
func (w *World) rampAround(tx *store.Tx, metric org.ID, around org.Owner, on period.Date) (int, plan.Note, error) {
	if around.Kind != org.OwnerPerson {
		months, why := plan.RampMonths(nil, 0)
		return months, why, nil
	}
	return w.ownRamp(tx, metric, around.ID, on)
}

// ownRamp is how many months newcomers are given, from this organisation's own past hires where there were enough.
func (w *World) ownRamp(tx *store.Tx, metric, around org.ID, today period.Date) (int, plan.Note, error) {
	m, ok := w.Metric(metric)
	adds := ok && (m.Norm().Kind == measure.Sum || m.Norm().Kind == measure.Count)
	months, why := plan.RampMonths(nil, 0)
	if !adds {
		return months, why, nil
	}
	owners := w.cohortOf(org.PersonOwner(around), today)
	first := firstOfMonth(today).AddMonths(-rampWindow)
	hires := 0
	for _, o := range owners {
		if p, _ := w.Person(o.ID); inRoleOn(p) >= first && o.ID != around {
			hires++
		}
	}
	if hires < plan.Hires {
		return months, why, nil
	}
	curves, err := w.curves(tx, metric, owners, first, today)
	if err != nil {
		return months, why, err
	}
	months, why = plan.RampMonths(curves, 0)
	return months, why, nil
}

func firstOfMonth(d period.Date) period.Date { return d.AddDays(1 - d.Day()) }

// curves are what each past hire brought, month by month in the role, against settled colleagues at equal time in the same months.
func (w *World) curves(tx *store.Tx, metric org.ID, owners []org.Owner, first, today period.Date) ([]plan.Curve, error) {
	all, err := tx.SumByMonth(w.Org().ID, metric, ids(owners), first, today)
	if err != nil {
		return nil, err
	}
	byHire := map[org.ID]plan.Curve{}
	for from := first; from.AddMonths(1) <= today; from = from.AddMonths(1) {
		sums := make(map[org.ID]measure.Amount, len(owners))
		for _, o := range owners {
			sums[o.ID] = all[store.OwnerMonth{Owner: o.ID, Month: from}].Value
		}
		w.addMonth(byHire, owners, period.Span{From: from, To: from.AddMonths(1)}, first, sums)
	}
	curves := make([]plan.Curve, 0, len(byHire))
	for _, o := range owners {
		if c, ok := byHire[o.ID]; ok {
			curves = append(curves, c)
		}
	}
	return curves, nil
}

// addMonth adds one calendar month to the curve of each hire. A month without any settled colleague to compare with ends nothing
// and says nothing: curves begin with the first month that could be compared.
func (w *World) addMonth(byHire map[org.ID]plan.Curve, owners []org.Owner, month period.Span, first period.Date, sums map[org.ID]measure.Amount) {
	var brought measure.Amount
	var worked int64
	for _, o := range owners {
		p, _ := w.Person(o.ID)
		if since := inRoleOn(p); since.IsZero() || since.AddMonths(settledMonths) <= month.From {
			brought, worked = brought+sums[o.ID], worked+w.Profile(o, month).Weight(month)
		}
	}
	if brought <= 0 || worked <= 0 {
		return
	}
	for _, o := range owners {
		p, _ := w.Person(o.ID)
		since, time := inRoleOn(p), w.Profile(o, month).Weight(month)
		if since < first || since >= month.To || time <= 0 || since.AddMonths(settledMonths) <= month.From {
			continue
		}
		expected, err := measure.MulDiv(int64(brought), time, worked)
		if err != nil || expected <= 0 {
			continue
		}
		share, _ := measure.RatioOf(max(sums[o.ID], 0), measure.Amount(expected))
		byHire[o.ID] = append(byHire[o.ID], share)
	}
}
