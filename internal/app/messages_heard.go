package app

import (
	"slices"
	"strconv"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// heard follows the journal from where it was left: proposals, agreements, thanks. What happened before messages existed is not news.
func (p *preparing) heard() error {
	state, found, err := p.tx.MessageState(p.Actor.Org)
	if err != nil {
		return err
	}
	p.state = state
	if !found {
		tail, _, err := p.tx.JournalTail(p.Actor.Org)
		p.state.Seq, p.state.Line = tail.Seq, tail.Line
		return err
	}
	changes, err := p.tx.JournalAfter(p.Actor.Org, state.Seq, state.Line, maxHeard)
	if err != nil {
		return err
	}
	for _, c := range changes {
		if err := p.hear(c); err != nil {
			return err
		}
		p.state.Seq, p.state.Line = c.Seq, c.Line
	}
	return nil
}

// hear tells those whom one change concerns.
func (p *preparing) hear(c store.Change) error {
	switch c.Kind {
	case "goal.created", "goal.proposed", "goal.countered", "goal.asked":
		return p.proposed(c)
	case "goal.agreed", "goal.published":
		return p.agreed(c)
	case "thanks.given":
		return p.thanked(c)
	}
	return nil
}

// helpDays is how long ago help may have been asked for or answered to be news: it leaves no line in the journal, which others read.
const helpDays = 7

// helps tells who is asked for help, and who asked for it what the answer is.
func (p *preparing) helps() error {
	since := p.Today.AddDays(-helpDays)
	list, err := p.tx.SupportsSince(p.Actor.Org, since)
	for _, x := range list {
		occasion := x.ID.String()
		switch {
		case x.Accepted >= since && !x.Accepted.IsZero():
			p.tell(x.Person, TellHelpYes, occasion, MessageBody{By: x.Helper})
		case x.Declined >= since && !x.Declined.IsZero():
			p.tell(x.Person, TellHelpNo, occasion, MessageBody{By: x.Helper})
		case x.Asked >= since && x.Accepted.IsZero() && x.Declined.IsZero():
			p.tell(x.Helper, TellHelp, occasion, MessageBody{By: x.Person})
		}
	}
	return err
}

// goalOf is the objective a change is about; false when it is gone.
func (p *preparing) goalOf(c store.Change) (store.GoalRow, bool, error) {
	g, err := p.tx.Goal(p.Actor.Org, c.Subject)
	if fault.KindOf(err) == fault.NotFound {
		return g, false, nil
	}
	return g, err == nil, err
}

// proposed tells whoever has to answer that a proposal waits for them.
func (p *preparing) proposed(c store.Change) error {
	g, there, err := p.goalOf(c)
	waits := g.Status == goal.Proposed || g.Status == goal.Countered || g.Sealed
	if err != nil || !there || !waits {
		return err
	}
	versions, err := p.tx.GoalVersions(p.Actor.Org, g.ID)
	if err != nil || len(versions) == 0 {
		return err
	}
	by := versions[0].Actor // the newest comes first
	if to := p.answerer(g, by); to != 0 {
		p.tell(to, TellProposal, occasionOf(g), MessageBody{Goal: g.ID, Version: g.Version, By: by, Counter: g.Status == goal.Countered})
	}
	return nil
}

// answerer is the other side of a proposal: its owner, or whoever leads them most closely.
func (p *preparing) answerer(g store.GoalRow, by org.ID) org.ID {
	var sides []org.ID
	if g.Owner.Kind == org.OwnerPerson {
		sides = append(sides, g.Owner.ID)
		sides = append(sides, p.World.Leads(g.Owner.ID, p.Today)...)
	} else {
		for _, id := range p.World.Above(g.Owner.ID) {
			t, _ := p.World.Team(id)
			sides = append(sides, t.Lead)
		}
	}
	for _, id := range sides {
		if _, here := p.desks[id]; here && id != by {
			return id
		}
	}
	return 0
}

// occasionOf names one version of an objective.
func occasionOf(g store.GoalRow) string { return g.ID.String() + "." + strconv.Itoa(g.Version) }

// agreed tells those who had proposed it that the other side agreed.
func (p *preparing) agreed(c store.Change) error {
	g, there, err := p.goalOf(c)
	if err != nil || !there || g.Origin == goal.OriginAssigned || g.Origin == goal.OriginCascaded {
		return err
	}
	versions, err := p.tx.GoalVersions(p.Actor.Org, g.ID)
	if err != nil || len(versions) < 2 {
		return err
	}
	told, rounds := map[org.ID]bool{c.Actor: true}, 0
	for _, v := range versions {
		if v.Change != "goal.agreed" && v.Change != "goal.published" {
			rounds++ // an agreement and its publication are one piece of news, a new round of proposals another
		}
	}
	for _, v := range versions {
		if v.Actor != 0 && !told[v.Actor] {
			told[v.Actor] = true
			p.tell(v.Actor, TellAgreed, g.ID.String()+"."+strconv.Itoa(rounds), MessageBody{Goal: g.ID, Version: g.Version, By: c.Actor})
		}
	}
	return nil
}

// thanked tells the person, or each member of the team, that was thanked.
func (p *preparing) thanked(c store.Change) error {
	rows, err := p.tx.ThanksFrom(p.Actor.Org, c.Actor, shownThanks)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(rows, func(t store.Thanks) bool { return t.ID == c.Subject })
	if i < 0 {
		return nil // taken back, or from somebody who is gone
	}
	to := []org.ID{rows[i].To.ID}
	if rows[i].To.Kind == org.OwnerTeam {
		to = p.membersOf(rows[i].To.ID)
	}
	for _, id := range to {
		if id != c.Actor && len(to) <= maxDelivered {
			p.tell(id, TellThanks, c.Subject.String(), MessageBody{Thanks: c.Subject, By: c.Actor, Goal: rows[i].Goal})
		}
	}
	return nil
}

func (p *preparing) membersOf(team org.ID) []org.ID {
	var list []org.ID
	for _, s := range p.World.MembersDuring(team, period.Days(p.Today, p.Today)) {
		if !slices.Contains(list, s.Person) {
			list = append(list, s.Person)
		}
	}
	return list
}

// reached finds collective objectives that what came in has carried to their target, and tells everybody who pulled, and the channels of
// the organisation. A level that may still fall, and a figure to keep low, are decided at the end of their period.
func (p *preparing) reached() error {
	rows, err := p.tx.CommonGoals(p.Actor.Org, p.Today, maxCommon)
	if err != nil {
		return err
	}
	rows = slices.DeleteFunc(rows, func(g store.GoalRow) bool { return g.Owner.Kind != org.OwnerTeam || !p.Reading.running(g) })
	standings, err := p.standings(rows)
	if err != nil {
		return err
	}
	hooks, err := p.tx.Hooks(p.Actor.Org)
	if err != nil {
		return err
	}
	for _, s := range standings {
		if !s.adds() || s.Progress.AttainmentBP < measure.Hundred {
			continue
		}
		body, occasion := MessageBody{Goal: s.ID, Version: s.Version}, s.ID.String()
		members := p.membersOf(s.Owner.ID)
		fresh, err := p.untold(members[:min(len(members), maxCheered)], TellReached, occasion)
		if err != nil {
			return err
		}
		for _, id := range fresh {
			p.tell(id, TellReached, occasion, body)
		}
		for _, h := range hooks {
			p.drafts = append(p.drafts, draft{to: h.ID, toKind: toHook, kind: TellReached, period: occasion, channel: ByChat, body: body})
		}
	}
	return nil
}

// adds tells whether an objective grows with every result and is reached for good.
func (s Standing) adds() bool {
	switch s.Metric.Kind {
	case measure.Sum, measure.Count, measure.Steps:
		return s.Metric.Direction != measure.Down
	default:
		return false
	}
}
