package app

import (
	"slices"
	"sync"

	"cordee/internal/forecast"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// Outlook is where a running objective is heading, for those who may know. No reward and no decision ever reads it.
type Outlook struct {
	forecast.Projection
	Typical measure.Amount // what one more usual deal is worth, 0 where there is no such thing
	Then    measure.BP     // the rounded chance after it

	base, pace float64
	share      float64
}

// forecasts is what each organisation's past taught, kept until that past changes.
type forecasts struct {
	mu    sync.Mutex
	books map[org.ID]*book
}

// book is one organisation's lessons, as of a day and a change.
type book struct {
	forecast.Book
	config, seq int64
	today       period.Date
	cut         period.Date // nothing from this day on is in it: results after it change nothing
	cohorts     []cohort
	histories   []forecast.History
	told        []forecast.Told
	trusted     bool

	mu      sync.Mutex
	learned map[momentIn]forecast.Learned
}

type momentIn struct {
	cohort int
	span   period.Span
}

// trustMoments are the shares of their days at which closed objectives are forecast again to tell how good forecasts are.
func trustMoments() []float64 { return []float64{.25, .5, .75} }

// book is the lessons that are in force: the ones kept, unless a day, the configuration, an objective or a result of the past has
// changed since. What is posted within the running periods changes none of it.
func (f *forecasts) book(r *Reading) (*book, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	b := f.books[r.Actor.Org]
	if b != nil && b.config == r.World.seq && b.today == r.Today {
		if b.seq >= r.seq {
			return b, nil
		}
		changed, err := r.tx.PastChanged(r.Actor.Org, b.seq, b.cut)
		if err != nil {
			return nil, err
		}
		if !changed {
			b.seq = r.seq
			return b, nil
		}
	}
	b, err := r.newBook()
	if err == nil {
		f.books[r.Actor.Org] = b
	}
	return b, err
}

func (r *Reading) newBook() (*book, error) {
	b := &book{config: r.World.seq, seq: r.seq, today: r.Today, learned: map[momentIn]forecast.Learned{}}
	rows, err := r.tx.Goals(r.Actor.Org)
	if err != nil {
		return nil, err
	}
	for _, g := range rows {
		if g.Start <= r.Today {
			b.cut = max(b.cut, g.Start)
		}
	}
	if b.cohorts, b.histories, err = r.World.histories(r.tx, r.Today, nil, mostOwners); err != nil {
		return nil, err
	}
	b.Book = forecast.Replay(b.histories, trustMoments(), func(t forecast.Told) { b.told = append(b.told, t) })
	past, err := r.trustIn(b.told)
	b.trusted = past.Shown()
	return b, err
}

// before is what was known of a cohort on the morning of a span.
func (b *book) before(at int, s period.Span) forecast.Learned {
	b.mu.Lock()
	defer b.mu.Unlock()
	key := momentIn{at, s}
	k, ok := b.learned[key]
	if !ok {
		k = b.Learned(at, s)
		b.learned[key] = k
	}
	return k
}

// mayForesee tells whether the reader may know how likely an objective is: the person it is about and who leads them most closely,
// for a team its members and those who lead it; the program itself, and of the organisation's own connections those
// that may read what is private of people.
func (w *World) mayForesee(actor org.Actor, g goal.Goal, on period.Date) bool {
	return w.maySeeGoal(actor, g, on) == nil && w.mayKnowChance(actor, g.Owner, on)
}

// mayKnowChance is the same of whatever an owner is asked for, a number only proposed included.
func (w *World) mayKnowChance(actor org.Actor, o org.Owner, on period.Date) bool {
	switch {
	case actor.Kind == org.ByToken && o.Kind == org.OwnerPerson:
		return w.Can(actor, org.ReadPersonPrivate, org.PersonObject(o.ID), on) == nil
	case actor.Kind != org.ByPerson:
		return true
	case o.Kind == org.OwnerPerson:
		leads := w.Leads(o.ID, on)
		return actor.Person == o.ID || len(leads) > 0 && leads[0] == actor.Person
	}
	return w.Under(actor.Person, o.ID, on) || w.LeadsTeam(actor.Person, o.ID) ||
		slices.Contains([]org.Role{org.Director, org.Ops, org.Admin}, actor.Role)
}

// foretell fills in the outlook of the running objectives of a list that the reader may know, if forecasts deserve to be shown here.
func (r *Reading) foretell(list []Standing) error {
	var rows []store.GoalRow
	var at []int
	for i, s := range list {
		if s.Progress.Status == goal.Running && s.Closed == nil && r.World.mayForesee(r.Actor, s.Goal, r.Today) {
			rows, at = append(rows, s.GoalRow), append(at, i)
		}
	}
	outlooks, err := r.outlooks(rows)
	for i, o := range outlooks {
		list[at[i]].Outlook = o
	}
	return err
}

// outlooks are where some running objectives are heading, in their order; nil where no forecast can be made, and for all where
// forecasts have shown no skill.
func (r *Reading) outlooks(rows []store.GoalRow) ([]*Outlook, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	b, err := r.app.forecasts.book(r)
	if err != nil || !b.trusted {
		return make([]*Outlook, len(rows)), err
	}
	facts, err := r.World.facts(r.tx, rows, r.Today)
	if err != nil {
		return nil, err
	}
	objects, err := objectors(r.tx, r.Actor.Org)
	if err != nil {
		return nil, err
	}
	out := make([]*Outlook, len(rows))
	for i, g := range rows {
		if objects[g.Owner] {
			continue
		}
		if out[i], err = r.outlook(b, g.Goal, facts[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// outlook is where one objective is heading: the days up to yesterday are over, and what came today counts already.
func (r *Reading) outlook(b *book, g goal.Goal, facts goal.Facts) (*Outlook, error) {
	c, ok := r.World.cohortFor(g)
	at := slices.Index(b.cohorts, c)
	if !ok || at < 0 || g.Start > r.Today || g.End < r.Today {
		return nil, nil
	}
	x, k := objectiveOf(g), b.before(at, g.Span())
	if !slices.Contains(b.histories[at].Owners, g.Owner) {
		one, err := r.World.history(r.tx, c, nil, []org.Owner{g.Owner}, 1)
		if err != nil {
			return nil, err
		}
		k = b.histories[at].Joined(k, one, g.Owner)
	}
	if !k.Known {
		k.Cohort = coldStart(k.Variant, x.Target, facts)
	}
	q := k.Ask(b.histories[at], x, forecast.Facts{N: facts.N, Total: facts.Total, Num: facts.Num, Den: facts.Den}, r.Today.AddDays(-1))
	o := &Outlook{Projection: forecast.Project(q), base: k.Base, share: q.At}
	if !o.HasLanding {
		return nil, nil
	}
	o.pace = k.Pace.Probability(q.Ratio(), q.At)
	if o.Typical = o.Projection.Typical; o.Typical > 0 {
		o.Then = forecast.Rounded(o.Raw+float64(o.OneMoreDeal)/float64(measure.Hundred), o.Raw >= 1)
	}
	return o, nil
}

// coldStart is what to believe where nothing is known: the plan, in deals as large as those seen, or thirty to the whole.
func coldStart(v forecast.Variant, target measure.Amount, facts goal.Facts) forecast.Cohort {
	whole := forecast.Units(target)
	deal := whole / 30
	if facts.N > 0 && facts.Total > 0 {
		deal = forecast.Units(facts.Total) / float64(facts.N)
	}
	return forecast.ColdStart(v, whole, deal)
}
