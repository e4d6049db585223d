package app

import (
	"slices"

	"github.com/bojanz/currency"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/reward"
	"cordee/internal/store"
)

// ruleFacts is everything one version of a rule is reckoned from, with the objectives behind it.
type ruleFacts struct {
	reward.Facts
	goals map[org.ID]Standing // named ones, and every member's own
	only  org.ID              // the facts are of this beneficiary alone; 0: of all
	at    map[org.ID]int      // where each member stands in Members
	open  []Standing          // those that are over by then and not closed yet
}

// asked says which facts of a rule are wanted.
type asked struct {
	rule  reward.Rule
	on    period.Date      // as of the end of this day
	late  bool             // with what arrived after an objective was closed
	only  org.ID           // for this beneficiary alone, when the rule has no pot; 0: for all
	tried []ledger.Posting // facts that are only tried
}

// rewardFacts reads what a rule is reckoned from. Figures of objectives that are closed stay what they were at closing, unless what
// came late is asked for.
func (w *World) rewardFacts(tx *store.Tx, q asked, today period.Date) (ruleFacts, error) {
	f := ruleFacts{goals: map[org.ID]Standing{}}
	f.On, f.Minor = q.on, minorOf(q.rule)
	f.Full = w.fullTime(q.rule.Span())
	if q.rule.Pot == nil {
		f.only = q.only
	}
	members := w.beneficiaries(q.rule, f.only)
	f.Members, f.at = members, map[org.ID]int{}
	for i, m := range members {
		f.at[m.Person] = i
	}
	common, err := w.commonGoals(tx, q.rule)
	if err != nil {
		return f, err
	}
	own, err := w.ownGoals(tx, q.rule, members)
	if err != nil {
		return f, err
	}
	standings, err := w.standingsFor(tx, slices.Concat(common, own), q, today)
	if err != nil {
		return f, err
	}
	for i, s := range standings {
		f.goals[s.ID] = s
		if s.End <= q.on && s.Closed == nil {
			f.open = append(f.open, s)
		}
		if i < len(common) {
			f.setCommon(s, q.late)
		} else {
			f.addOwn(s, q.late)
		}
	}
	return f, w.addBrought(tx, &f, q)
}

// beneficiaries are those whom a rule is for, by person key, or one of them, with the weight of the days they are there.
func (w *World) beneficiaries(r reward.Rule, only org.ID) []reward.Member {
	var list []reward.Member
	for _, s := range w.staysFor(r, r.Span()) {
		if only != 0 && s.Person != only {
			continue
		}
		n := len(list)
		if n == 0 || list[n-1].Person != s.Person {
			list = append(list, reward.Member{Person: s.Person})
			n++
		}
		list[n-1].Present += w.Profile(org.PersonOwner(s.Person), r.Span()).Weight(s.Span)
	}
	return list
}

// fullTime is the weight of all the days of a span for somebody who works full time and is never away.
func (w *World) fullTime(s period.Span) int64 {
	p := period.Flat(s)
	if !w.Org().Linear {
		p = period.BuildProfile(s, w.Org().Calendar, w.Org().Season, nil)
	}
	return p.Weight(s)
}

// minorOf is how many decimals the unit of a rule has.
func minorOf(r reward.Rule) int {
	switch r.Kind {
	case reward.Money:
		if d, ok := currency.GetDigits(r.Unit); ok {
			return int(d)
		}
		return 2
	case reward.TimeOff:
		return 1
	case reward.Points, reward.Badge, reward.Training, reward.Career:
	}
	return 0
}

// subjects are all things that a rule judges.
func subjects(r reward.Rule) (list []reward.Subject) {
	add := func(s reward.Subject) {
		if s != (reward.Subject{}) && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	for _, g := range r.Gates {
		add(g.Of)
	}
	if r.Each != nil {
		for _, p := range r.Each.Parts {
			add(p.Of)
		}
	}
	if r.Pot != nil {
		for _, p := range r.Pot.Parts {
			add(p.Of)
		}
		if r.Pot.Together.OK {
			add(r.Pot.Mind)
		}
	}
	return list
}

// commonGoals are the objectives that a rule names, those that bind.
func (w *World) commonGoals(tx *store.Tx, r reward.Rule) (list []store.GoalRow, err error) {
	for _, s := range subjects(r) {
		if s.Goal == 0 {
			continue
		}
		g, err := tx.Goal(w.Org().ID, s.Goal)
		if fault.KindOf(err) == fault.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		if g.Status == goal.Published {
			list = append(list, g)
		}
	}
	return list, nil
}

// ownGoals are the members' own objectives on the rule's metrics that lie within its days and bind.
func (w *World) ownGoals(tx *store.Tx, r reward.Rule, members []reward.Member) ([]store.GoalRow, error) {
	var metrics, owners []org.ID
	for _, s := range subjects(r) {
		if s.Own() {
			metrics = append(metrics, s.Metric)
		}
	}
	if len(metrics) == 0 || len(members) == 0 {
		return nil, nil
	}
	for _, m := range members {
		owners = append(owners, m.Person)
	}
	rows, err := tx.GoalsOf(w.Org().ID, owners, r.Start, r.End)
	return slices.DeleteFunc(rows, func(g store.GoalRow) bool {
		return g.Status != goal.Published || g.Start < r.Start || g.End > r.End || !slices.Contains(metrics, g.Metric)
	}), err
}

// standingsFor scores objectives as of the end of a day: those that are over keep what their closing fixed.
func (w *World) standingsFor(tx *store.Tx, rows []store.GoalRow, q asked, today period.Date) ([]Standing, error) {
	var over, running []store.GoalRow
	for _, r := range rows {
		if r.End <= q.on {
			over = append(over, r)
			continue
		}
		if r.Closed != nil { // what was fixed at its end was not known on that day
			r.Closed = nil
		}
		running = append(running, r)
	}
	running, err := w.asOf(tx, running, q.on, today)
	if err != nil {
		return nil, err
	}
	byID := map[org.ID]Standing{}
	for _, group := range []struct {
		rows []store.GoalRow
		on   period.Date
	}{{over, q.on + 1}, {running, q.on}} {
		list, err := w.standingsIf(tx, group.rows, group.on, q.tried)
		if err != nil {
			return nil, err
		}
		for _, s := range list {
			byID[s.ID] = s
		}
	}
	out := make([]Standing, len(rows))
	for i, r := range rows {
		out[i] = byID[r.ID]
	}
	return out, nil
}

// reached is what one objective says.
func reached(s Standing, late bool) reward.Reached {
	r := reward.Reached{
		Goals: []org.ID{s.ID}, Value: s.Progress.Attained, Target: s.Target, Attained: s.Progress.Reached, Closed: s.Closed != nil,
		Down: s.Metric.Direction == measure.Down,
	}
	if late && s.Progress.Adjustment.OK && r.Value.OK {
		if v, err := r.Value.Amount.Add(s.Progress.Adjustment.Amount); err == nil {
			r.Value.Amount, r.Attained = v, s.Meets(s.Metric, v)
		}
	}
	r.Num, r.Den = s.Fraction(s.Metric, r.Value.Amount)
	return r
}

func (f *ruleFacts) setCommon(s Standing, late bool) {
	if f.Common == nil {
		f.Common = map[reward.Subject]reward.Reached{}
	}
	f.Common[reward.Subject{Goal: s.ID}] = reached(s, late)
}

// addOwn adds one of a member's own objectives to what they reached of its metric.
func (f *ruleFacts) addOwn(s Standing, late bool) {
	i, ok := f.at[s.Owner.ID]
	if !ok {
		return
	}
	m := &f.Members[i]
	if m.Own == nil {
		m.Own = map[reward.Subject]reward.Reached{}
	}
	of, now := reward.Subject{Metric: s.GoalRow.Metric}, reached(s, late)
	if before, ok := m.Own[of]; ok {
		now = together(before, now)
	}
	m.Own[of] = now
}

// together is the sum of what two objectives of one person on one metric say.
func together(a, b reward.Reached) reward.Reached {
	a.Goals = append(a.Goals, b.Goals...)
	a.Value = plusMaybe(a.Value, b.Value)
	a.Target = plusMaybe(a.Target, b.Target)
	a.Num, a.Den = a.Num+b.Num, a.Den+b.Den
	a.Attained = a.Den > 0 && a.Num >= a.Den
	a.Closed = a.Closed && b.Closed
	return a
}

func plusMaybe(a, b measure.Maybe) measure.Maybe {
	if !a.OK || !b.OK {
		return measure.Maybe{Amount: a.Amount + b.Amount, OK: a.OK || b.OK}
	}
	sum, err := a.Amount.Add(b.Amount)
	return measure.Maybe{Amount: sum, OK: err == nil}
}

// addBrought adds what each member contributed to the pot's objectives while they were there. Several objectives count by their
// weight, each as a part of its target, in ten-thousandths.
func (w *World) addBrought(tx *store.Tx, f *ruleFacts, q asked) error {
	if q.rule.Pot == nil || q.rule.Pot.Split.Contribution == 0 {
		return nil
	}
	for _, p := range q.rule.Pot.Parts {
		s, ok := f.goals[p.Of.Goal]
		if !ok || s.Metric.Kind != measure.Sum && s.Metric.Kind != measure.Count {
			continue
		}
		days := period.Days(s.Start, min(q.on, s.End))
		stays := w.staysFor(q.rule, days)
		asks := make([]store.Ask, len(stays))
		for i, stay := range stays {
			asks[i] = store.Ask{Metric: s.GoalRow.Metric, Owner: stay.Person, From: stay.Span.From, To: stay.Span.Last()}
		}
		sums, err := tx.Sums(w.Org().ID, asks)
		if err != nil {
			return err
		}
		for i, stay := range stays {
			v := sums[i].Value
			if len(q.rule.Pot.Parts) > 1 {
				v = weighed(v, p.Weight, s.Target)
			}
			if err := f.bring(stay.Person, v); err != nil {
				return err
			}
		}
		if err := w.addTriedBrought(f, s, q.tried, days, p, len(q.rule.Pot.Parts) > 1); err != nil {
			return err
		}
	}
	return nil
}

func (w *World) staysFor(r reward.Rule, days period.Span) []org.Stay {
	if r.To.Kind == org.OwnerTeam {
		return w.MembersDuring(r.To.ID, days)
	}
	p, _ := w.Person(r.To.ID)
	if here, ok := p.Employed().Intersect(days); ok {
		return []org.Stay{{Person: p.ID, Span: here}}
	}
	return nil
}

// weighed is a contribution as a part of the target, times the weight of the objective.
func weighed(v measure.Amount, weight measure.BP, target measure.Maybe) measure.Amount {
	if !target.OK || target.Amount <= 0 {
		return 0
	}
	n, err := measure.MulDiv(int64(v), int64(weight)*int64(measure.One), int64(target.Amount))
	if err != nil {
		return 0
	}
	return measure.Amount(n)
}

func (f *ruleFacts) bring(person org.ID, v measure.Amount) (err error) {
	if i, ok := f.at[person]; ok {
		f.Members[i].Brought, err = f.Members[i].Brought.Add(v)
	}
	return err
}
