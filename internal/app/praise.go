package app

import (
	"time"

	"cordee/internal/goal"
	"cordee/internal/insight"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// Salute is one fact worth thanking for, with what names it.
type Salute struct {
	insight.Fact
	Who      org.Person
	Standing *Standing   // of an objective reached
	Result   *Posted     // of a sale, made or helped with
	For      []org.Owner // whose sale it was, of help
}

// saluteDays is how far back facts are looked for, newDays how long someone counts as new in their role.
const (
	saluteDays = 7
	newDays    = 120
)

// decideSalute finds at most one fact about the people led that nobody has to act upon.
func (r *Reading) decideSalute(d *Decisions, led []org.Person, rows []store.GoalRow) error {
	if len(led) == 0 {
		return nil
	}
	thanked, err := r.lastThanked()
	if err != nil {
		return err
	}
	facts, reached, err := r.reachedFacts(rows)
	if err != nil {
		return err
	}
	sales, posted, err := r.saleFacts(led)
	if err != nil {
		return err
	}
	f, ok := insight.Praise(append(facts, sales...), thanked, r.Today)
	if !ok {
		return nil
	}
	s := &Salute{Fact: f}
	s.Who, _ = r.World.Person(f.Person)
	if x, ok := reached[f.Goal]; ok && f.Deed == insight.Reached {
		s.Standing = &x
	}
	if x, ok := posted[f.Posting]; ok && f.Posting != 0 {
		s.Result, s.For = &x, creditedOwners(x.Result)
	}
	d.Salute = s
	return nil
}

// lastThanked is when the reader last thanked each person, or the team around them.
func (r *Reading) lastThanked() (map[org.ID]period.Date, error) {
	rows, err := r.tx.ThanksFrom(r.Actor.Org, r.Actor.Person, shownThanks)
	last := map[org.ID]period.Date{}
	for _, t := range rows {
		on := r.World.Today(time.UnixMicro(t.At))
		if t.To.Kind == org.OwnerPerson && on > last[t.To.ID] {
			last[t.To.ID] = on
		}
	}
	return last, err
}

// reachedFacts are the objectives of people, other than the reader, that were reached this week before their end.
func (r *Reading) reachedFacts(rows []store.GoalRow) ([]insight.Fact, map[org.ID]Standing, error) {
	var running []store.GoalRow
	for _, g := range rows {
		theirs := g.Owner.Kind == org.OwnerPerson && g.Owner.ID != r.Actor.Person
		if theirs && g.Status == goal.Published && g.Closed == nil && g.Start <= r.Today && g.End >= r.Today && g.Target.OK {
			running = append(running, g)
		}
	}
	now, err := r.standings(running)
	if err != nil {
		return nil, nil, err
	}
	before, err := r.World.standings(r.tx, running, r.Today-saluteDays)
	if err != nil {
		return nil, nil, err
	}
	var facts []insight.Fact
	byGoal := map[org.ID]Standing{}
	for i, s := range now {
		if s.Metric.Direction == measure.Down || !s.Progress.Reached || before[i].Progress.Reached {
			continue
		}
		byGoal[s.ID] = s
		facts = append(facts, insight.Fact{Deed: insight.Reached, Person: s.Owner.ID, On: r.Today, Goal: s.ID})
	}
	return facts, byGoal, nil
}

// saleFacts are the help given on sales of this week, and the first sales of those who are new.
func (r *Reading) saleFacts(led []org.Person) ([]insight.Fact, map[int64]Posted, error) {
	people := map[org.ID]org.Person{}
	var owners []org.ID
	for _, p := range led {
		people[p.ID], owners = p, append(owners, p.ID)
	}
	reach := store.Reach{Owners: owners, From: r.Today.AddDays(1 - saluteDays), To: r.Today, Kinds: []string{"deal_won"}}
	page, err := r.tx.LivePage(r.Actor.Org, reach, store.Cursor{}, sampleSize)
	if err != nil {
		return nil, nil, err
	}
	var facts []insight.Fact
	posted := map[int64]Posted{}
	for _, p := range page {
		posted[p.ID] = p
		for _, helper := range p.Assists {
			if _, mine := people[helper]; mine {
				facts = append(facts, insight.Fact{Deed: insight.Helped, Person: helper, On: p.OccurredOn, Posting: p.ID})
			}
		}
	}
	firsts, err := r.firstSales(people, page)
	return append(facts, firsts...), posted, err
}

func (r *Reading) firstSales(people map[org.ID]org.Person, page []Posted) ([]insight.Fact, error) {
	earliest := map[org.ID]Posted{}
	var fresh []org.ID
	for _, p := range page { // newest first: the last one met is the earliest
		for _, c := range p.Credits {
			who, mine := people[c.Owner.ID]
			if mine && c.Owner.Kind == org.OwnerPerson && r.World.inRoleSince(who) > r.Today-newDays {
				if _, met := earliest[who.ID]; !met {
					fresh = append(fresh, who.ID)
				}
				earliest[who.ID] = p
			}
		}
	}
	deals := r.World.byKey["deals"]
	if len(fresh) == 0 || deals == 0 {
		return nil, nil
	}
	before, err := r.tx.SumByOwner(r.Actor.Org, deals, fresh, r.Today.AddDays(-maxMemory), r.Today.AddDays(-saluteDays))
	if err != nil {
		return nil, err
	}
	var facts []insight.Fact
	for _, id := range fresh {
		if before[id].N == 0 {
			p := earliest[id]
			facts = append(facts, insight.Fact{Deed: insight.FirstDeal, Person: id, On: p.OccurredOn, Posting: p.ID})
		}
	}
	return facts, nil
}

// maxMemory is how many days back somebody's first sale can have been.
const maxMemory = 3_650
