package app

import (
	"strings"

	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/plan"
	"cordee/internal/store"
)

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
	var why plan.Note
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
		if made.Drafts = append(mine, made.Drafts...); err != nil {
			return made, err
		}
	}
	return made, w.besideWhatIsThere(tx, p, &made, today, say)
}

// besideWhatIsThere takes out of a pack what would be one too many beside the objectives that somebody already has, and says so. What the
// same pack proposed earlier the same day is no reason: sent twice, it is sent once.
func (w *World) besideWhatIsThere(tx *store.Tx, p org.Person, pack *Pack, today period.Date, say Say) error {
	var drafts, has []plan.Wish
	last := today
	for _, d := range pack.Drafts {
		kind := plan.Outcome
		if d.Learning {
			kind = plan.Learning
		}
		drafts = append(drafts, plan.Wish{Kind: kind, Metric: d.Metric.Key, Title: d.Title, Days: period.Days(d.Start, d.End), Difficulty: d.Difficulty})
		last = max(last, d.End)
	}
	rows, err := tx.GoalsOf(w.Org().ID, []org.ID{p.ID}, today, last)
	if err != nil {
		return err
	}
	for _, g := range rows {
		live := g.Status == goal.Published || g.Status == goal.Proposed || g.Status == goal.Countered
		if g.Owner != org.PersonOwner(p.ID) || !live || g.Closed != nil || strings.HasPrefix(g.Key, packKey(p, today)) {
			continue
		}
		h := plan.Wish{Kind: plan.Outcome, Metric: w.metricOf(g.Goal).Key, Title: g.Title, Days: g.Span(), Difficulty: g.Difficulty}
		if g.Learning || g.Goal.Metric == 0 {
			h.Kind, h.Metric = plan.Learning, ""
		}
		has = append(has, h)
	}
	month := plan.MonthInRole(inRoleOn(p), today)
	if inRoleOn(p).IsZero() {
		month = plan.Settling + 1
	}
	var kept []PackDraft
	for i, why := range plan.Unneeded(drafts, has, month) {
		if why.Code == "" {
			kept = append(kept, pack.Drafts[i])
			continue
		}
		pack.Left = append(pack.Left, say(why, ""))
	}
	pack.Drafts = kept
	return nil
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
		if c.Owner.Kind == org.OwnerPerson && c.Owner.ID != p.ID && goal.PartOf(c.Goal, common.Goal) {
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
	above, err := w.howAbove(tx, common)
	above = append(above, w.aboveNote(common))
	return &plan.TeamObjective{Goal: common.ID, Metric: m.Key, Full: measure.Amount(full), Total: common.Target.Amount, Above: above}, err
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
