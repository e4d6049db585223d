package app

import (
	"cmp"
	"context"
	"slices"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// PersonView is the page of one person: what everyone may know, and what only some may.
type PersonView struct {
	World    *World
	Today    period.Date
	Person   org.Person
	Team     org.Team
	Groups   []org.Team
	Private  bool // the reader may see what follows
	Goals    []Standing
	Recent   []store.Posted
	History  []org.Membership
	Absences []org.Absence
	MayEdit  bool
	Common   []Standing // collective objectives under way that the reader and they pull at together
}

// Person reads someone's page. Private parts are left out for those who may not see them.
func (a *App) Person(ctx context.Context, actor org.Actor, id org.ID) (PersonView, error) {
	var v PersonView
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) (err error) {
		v, err = r.personView(id)
		return err
	})
	return v, err
}

func (r *Reading) personView(id org.ID) (PersonView, error) {
	v := PersonView{World: r.World, Today: r.Today}
	p, ok := r.World.Person(id)
	if !ok {
		return v, notFound("person")
	}
	v.Person = p
	if t, ok := r.World.TeamOf(id, r.Today); ok {
		v.Team, _ = r.World.Team(t)
	}
	for _, g := range r.World.GroupsOf(id, r.Today) {
		group, _ := r.World.Team(g)
		v.Groups = append(v.Groups, group)
	}
	v.Private = r.World.Can(r.Actor, org.ReadPersonPrivate, org.PersonObject(id), r.Today) == nil
	v.MayEdit = r.World.Can(r.Actor, org.ManagePeople, org.PersonObject(id), r.Today) == nil
	if !r.Actor.Is(id) {
		var err error
		if v.Common, err = r.sharedGoals(id); err != nil {
			return v, err
		}
	}
	if !v.Private {
		return v, nil
	}
	v.History, v.Absences = r.World.stays[id], r.World.away[id]
	rope, err := r.myRope(id)
	if err != nil {
		return v, err
	}
	v.Goals, v.Recent = append(rope.Proposals, rope.Goals...), rope.Recent
	if id != r.Actor.Person {
		v.Recent, err = r.tx.LivePage(r.Actor.Org, store.Reach{Owners: []org.ID{id}, Kinds: r.World.broughtKinds()}, store.Cursor{}, 8)
	}
	return v, err
}

// broughtKinds are the kinds of result that bring an amount, such as sales. What somebody does all day (calls, meetings) is listed on no page
// about them.
func (w *World) broughtKinds() []string {
	var kinds []string
	for id, m := range w.metrics {
		if m.Kind == measure.Sum && m.Unit != measure.Unitless {
			kinds = append(kinds, w.kindsOf(id)...)
		}
	}
	slices.Sort(kinds)
	return append(slices.Compact(kinds), "") // an organisation without any such metric lists nothing
}

// Slice is what one value of an attribute brought.
type Slice struct {
	Value  string
	Amount measure.Amount
	Deals  measure.Amount // in ten-thousandths of a deal: shared ones count by their share
	N      int
}

// Breakdown is a person's own results by one attribute.
type Breakdown struct {
	Attribute string
	Slices    []Slice // largest first
}

// OwnResults is the private page of one's own results.
type OwnResults struct {
	World      *World
	Today      period.Date
	From, To   period.Date
	Amount     measure.Amount
	Deals      measure.Amount
	Breakdowns []Breakdown
	Page       []store.Posted
	Next       store.Cursor
}

// OwnResults adds up one's own won deals by each attribute that results carry, between two days, both included.
func (a *App) OwnResults(ctx context.Context, actor org.Actor, from, to period.Date, before store.Cursor) (OwnResults, error) {
	v := OwnResults{From: from, To: to}
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		if actor.Person == 0 {
			return fault.New(fault.Forbidden, "access.forbidden", "action", "own_results")
		}
		return r.ownResults(&v, before)
	})
	return v, err
}

const pageSize = 50

func (r *Reading) ownResults(v *OwnResults, before store.Cursor) error {
	v.World, v.Today = r.World, r.Today
	me := r.Actor.Person
	reach := store.Reach{Owners: []org.ID{me}, From: v.From, To: v.To}
	sums := map[string]map[string]*Slice{}
	err := r.tx.EachLive(r.Actor.Org, reach, func(p store.Posted) error {
		if p.Kind != "deal_won" {
			return nil
		}
		amount, deals := ownShare(p, me)
		v.Amount, v.Deals = v.Amount+amount, v.Deals+deals
		for name, value := range p.Attrs {
			if _, _, err := measure.Parse(value); err == nil {
				continue // a number (a margin, a discount) is not a category
			}
			addSlice(sums, name, value, amount, deals)
		}
		return nil
	})
	if err != nil {
		return err
	}
	v.Breakdowns = breakdowns(sums)
	if v.Page, err = r.tx.LivePage(r.Actor.Org, reach, before, pageSize+1); err != nil {
		return err
	}
	if len(v.Page) > pageSize {
		last := v.Page[pageSize-1]
		v.Page, v.Next = v.Page[:pageSize], store.Cursor{On: last.OccurredOn, Posting: last.ID}
	}
	return nil
}

// ownShare is a person's part of a result's amount and of the deal itself.
func ownShare(p store.Posted, person org.ID) (amount, deals measure.Amount) {
	weights := make([]int64, len(p.Credits))
	for i, c := range p.Credits {
		weights[i] = int64(c.BP)
	}
	whole, ones := measure.Split(p.Amount.Amount, weights), measure.Split(measure.One, weights)
	for i, c := range p.Credits {
		if c.Owner == org.PersonOwner(person) {
			amount, deals = amount+whole[i], deals+ones[i]
		}
	}
	return amount, deals
}

func addSlice(sums map[string]map[string]*Slice, name, value string, amount, deals measure.Amount) {
	if sums[name] == nil {
		sums[name] = map[string]*Slice{}
	}
	s := sums[name][value]
	if s == nil {
		s = &Slice{Value: value}
		sums[name][value] = s
	}
	s.Amount, s.Deals, s.N = s.Amount+amount, s.Deals+deals, s.N+1
}

// maxSlices is where an attribute stops being a category (a customer name, a free text).
const maxSlices = 24

func breakdowns(sums map[string]map[string]*Slice) []Breakdown {
	var out []Breakdown
	for name, values := range sums {
		if len(values) > maxSlices {
			continue
		}
		b := Breakdown{Attribute: name}
		for _, s := range values {
			b.Slices = append(b.Slices, *s)
		}
		slices.SortFunc(b.Slices, func(x, y Slice) int { return cmp.Or(cmp.Compare(y.Amount, x.Amount), cmp.Compare(x.Value, y.Value)) })
		out = append(out, b)
	}
	slices.SortFunc(out, func(x, y Breakdown) int { return cmp.Compare(attributeOrder(x.Attribute), attributeOrder(y.Attribute)) })
	return out
}

// attributeOrder puts what people ask for first: product, segment, source.
func attributeOrder(name string) string {
	if i := slices.Index([]string{"product", "produit", "segment", "source", "channel", "canal"}, name); i >= 0 {
		return string(rune('0' + i))
	}
	return "z" + name
}
