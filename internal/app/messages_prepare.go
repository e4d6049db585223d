package app

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"cordee/internal/goal"
	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// Bounds of one preparation: lines of the journal read, objectives looked at, messages put into envelopes; how long a message waits for
// its receiver to be back, and how long what was told is kept.
const (
	maxHeard   = 5_000
	maxCommon  = 500
	maxPacked  = 5_000
	maxCheered = 2_000 // members told of one collective objective
	waitsFor   = 60 * 24 * time.Hour
	keptFor    = 180 * 24 * time.Hour
)

// draft is a message being made.
type draft struct {
	to      org.ID
	toKind  string
	kind    string
	period  string
	channel string // for a hook
	body    MessageBody
}

// preparing is one look at an organisation for what there is to tell.
type preparing struct {
	*Reading
	now    time.Time
	desks  map[org.ID]desk
	state  store.MessageState
	drafts []draft
}

// PrepareMessages makes what there is to tell people now: what the week asks, what waits for them, what was agreed, reached and thanked
// for; and puts what leaves the house into envelopes, one a person and part of the day. It may be called any number of times: nothing
// is told twice.
func (a *App) PrepareMessages(ctx context.Context, o org.ID, now time.Time) error {
	var p preparing
	err := a.read(ctx, org.System(o), org.ReadOrg, func(r *Reading) error {
		r.Today = r.World.Today(now)
		p = preparing{Reading: r, now: now}
		return p.find()
	})
	if err != nil {
		return err
	}
	if err := a.writeApart(ctx, func(u *Unit) error { return p.keep(u.tx) }); err != nil {
		return err
	}
	return a.writeApart(ctx, func(u *Unit) error { return p.pack(u.tx, a.mail) })
}

// find looks at everything there may be to tell.
func (p *preparing) find() error {
	if err := p.seat(); err != nil {
		return err
	}
	for _, look := range []func() error{p.heard, p.helps, p.mornings, p.evenings, p.reached} {
		if err := look(); err != nil {
			return err
		}
	}
	return nil
}

// seat finds when everybody can be reached.
func (p *preparing) seat() error {
	choices, err := p.tx.Choices(p.Actor.Org)
	if err != nil {
		return err
	}
	chosen := map[org.ID]MessageChoices{}
	for _, x := range choices {
		if chosen[x.Person], err = readChoices(x.Body); err != nil {
			return err
		}
	}
	p.desks = make(map[org.ID]desk, len(p.World.People))
	for _, person := range p.World.People {
		if !person.Erased && person.HereOn(p.Today) {
			p.desks[person.ID] = p.World.desk(person, chosen[person.ID])
		}
	}
	return nil
}

// tell makes a message for a person, unless they do not want any of its family.
func (p *preparing) tell(to org.ID, kind, occasion string, body MessageBody) {
	d, here := p.desks[to]
	if !here || d.choice.Way(familyOf[kind]) == NotTold {
		return
	}
	p.drafts = append(p.drafts, draft{to: to, toKind: toPerson, kind: kind, period: occasion, channel: d.choice.Way(familyOf[kind]), body: body})
}

// untold leaves out those who were told of an occasion already.
func (p *preparing) untold(people []org.ID, kind, occasion string) ([]org.ID, error) {
	told, err := p.tx.Told(p.Actor.Org, kind, occasion)
	if err != nil {
		return nil, err
	}
	seen := make(map[org.ID]bool, len(told))
	for _, id := range told {
		seen[id] = true
	}
	return slices.DeleteFunc(people, func(id org.ID) bool { return seen[id] }), nil
}

// those are the people here of whom something holds, in the order of the organisation.
func (p *preparing) those(hold func(desk) bool) []org.ID {
	var list []org.ID
	for _, person := range p.World.People {
		if d, here := p.desks[person.ID]; here && hold(d) {
			list = append(list, person.ID)
		}
	}
	return list
}

// running are the objectives of these people that run today, by person.
func (p *preparing) running(people []org.ID) (map[org.ID][]Standing, error) {
	rows, err := p.tx.GoalsOf(p.Actor.Org, people, p.Today, p.Today)
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(g store.GoalRow) bool { return g.Owner.Kind != org.OwnerPerson || !p.Reading.running(g) })
	standings, err := p.standings(rows)
	if err != nil {
		return nil, err
	}
	by := map[org.ID][]Standing{}
	for _, s := range standings {
		by[s.Owner.ID] = append(by[s.Owner.ID], s)
	}
	return by, nil
}

// keep stores what was found; what was told before stays as it was.
func (p *preparing) keep(tx *store.Tx) error {
	o := p.Actor.Org
	for _, d := range p.drafts {
		body, err := json.Marshal(d.body)
		if err != nil {
			return err
		}
		x := store.Message{ID: newID(), ToKind: d.toKind, To: d.to, Kind: d.kind, Period: d.period, At: p.now.UnixMicro(), Channel: d.channel, Body: string(body)}
		if _, err := tx.InsertMessage(o, x); err != nil {
			return err
		}
	}
	if p.state.Secret == "" {
		p.state.Secret = newSecret()
	}
	if err := tx.PutMessageState(o, p.state); err != nil {
		return err
	}
	return tx.DeleteMessagesBefore(o, p.now.Add(-keptFor).UnixMicro())
}

// mornings makes what people find when their day begins: on their first days of the week what it asks, and any day what waits.
func (p *preparing) mornings() error {
	here := p.those(func(d desk) bool { return d.Morning(p.now) })
	if len(here) == 0 {
		return nil
	}
	if err := p.weeks(slices.Clone(here)); err != nil {
		return err
	}
	if err := p.starts(here); err != nil {
		return err
	}
	return p.closings(here)
}

// lateForWeek is after how many of their working days somebody is no longer told what the week asks.
const lateForWeek = 2

// weeks tells each what the week asks of their objectives, once a week.
func (p *preparing) weeks(people []org.ID) error {
	week := p.World.Org().Calendar.Week(p.Today)
	occasion := week.From.String()
	people, err := p.untold(people, TellWeek, occasion)
	if err != nil {
		return err
	}
	people = slices.DeleteFunc(people, func(id org.ID) bool { return p.desks[id].Worked(week, p.Today) >= lateForWeek })
	if len(people) == 0 {
		return nil
	}
	goals, err := p.running(people)
	if err != nil {
		return err
	}
	for _, id := range people {
		weeks, err := p.asksOf(goals[id], week)
		if err != nil {
			return err
		}
		body := MessageBody{Days: week}
		for i, s := range goals[id] {
			body.Parts = append(body.Parts, MessagePart{s.ID, measure.Maybe{Amount: weeks[i].Left, OK: weeks[i].OK}})
		}
		if len(body.Parts) > 0 {
			p.tell(id, TellWeek, occasion, body)
		}
	}
	return nil
}

// soonDays is how many days around its first one an objective that was not acknowledged is brought back to mind; closingDays, how many
// working days before the last.
const (
	soonDays    = 7
	closingDays = 5
)

// starts reminds of objectives that begin and that nobody has taken note of.
func (p *preparing) starts(people []org.ID) error {
	rows, err := p.tx.GoalsOf(p.Actor.Org, people, p.Today.AddDays(-soonDays), p.Today.AddDays(soonDays))
	if err != nil {
		return err
	}
	rows = slices.DeleteFunc(rows, func(g store.GoalRow) bool {
		away := int(g.Start - p.Today)
		return g.Status != goal.Published || g.Owner.Kind != org.OwnerPerson || away > soonDays || away < -soonDays
	})
	ids := make([]org.ID, len(rows))
	for i, g := range rows {
		ids[i] = g.ID
	}
	deliveries, err := p.tx.Deliveries(p.Actor.Org, ids)
	if err != nil {
		return err
	}
	for _, g := range rows {
		waits := slices.ContainsFunc(deliveries, func(d store.Delivery) bool { return d.Goal == g.ID && d.Version == g.Version && d.Acknowledged == 0 })
		if waits {
			p.tell(g.Owner.ID, TellStart, g.ID.String(), MessageBody{Goal: g.ID, Version: g.Version, On: g.Start})
		}
	}
	return nil
}

// closings tells, once, which of a person's objectives end within a few working days.
func (p *preparing) closings(people []org.ID) error {
	goals, err := p.running(people)
	if err != nil {
		return err
	}
	for _, id := range people {
		byEnd := map[period.Date][]MessagePart{}
		for _, s := range goals[id] {
			left := p.World.Org().Calendar.WorkingDays(period.Days(p.Today, s.End))
			if left <= closingDays && s.End-s.Start > 2*soonDays {
				byEnd[s.End] = append(byEnd[s.End], MessagePart{s.ID, s.Progress.Gap})
			}
		}
		for end, parts := range byEnd {
			p.tell(id, TellClosing, end.String(), MessageBody{On: end, Parts: parts})
		}
	}
	return nil
}

// evenings makes, on each person's last day of the week, what it brought.
func (p *preparing) evenings() error {
	week := p.World.Org().Calendar.Week(p.Today)
	people := p.those(func(d desk) bool {
		return d.choice.Way(AboutRecap) != NotTold && d.Evening(p.now) && d.LastDay(week, p.Today)
	})
	people, err := p.untold(people, TellRecap, week.From.String())
	if err != nil || len(people) == 0 {
		return err
	}
	goals, err := p.running(people)
	if err != nil {
		return err
	}
	for _, id := range people {
		body := MessageBody{Days: week}
		for _, s := range goals[id] {
			gained, err := p.gained(s, period.Days(max(week.From, s.Start), p.Today))
			if err != nil {
				return err
			}
			body.Parts = append(body.Parts, MessagePart{s.ID, gained})
		}
		thanks, err := p.tx.ThanksTo(p.Actor.Org, []org.ID{id}, shownThanks)
		if err != nil {
			return err
		}
		for _, t := range thanks {
			if p.World.dayOf(t.At) >= week.From {
				body.N++
			}
		}
		if len(body.Parts) > 0 {
			p.tell(id, TellRecap, week.From.String(), body)
		}
	}
	return nil
}

// gained is what came to an objective within some days, absent where adding up makes no sense.
func (p *preparing) gained(s Standing, within period.Span) (measure.Maybe, error) {
	if s.Metric.Kind != measure.Sum && s.Metric.Kind != measure.Count {
		return measure.Maybe{}, nil
	}
	sums, err := p.tx.Sums(p.Actor.Org, []store.Ask{{Metric: s.GoalRow.Metric, Owner: s.Owner.ID, From: within.From, To: within.Last()}})
	if err != nil {
		return measure.Maybe{}, err
	}
	if sums[0] == (ledger.Delta{}) {
		return measure.Some(0), nil
	}
	return measure.Some(sums[0].Value), nil
}
