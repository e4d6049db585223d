package app

import (
	"encoding/json"
	"slices"

	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/store"
)

// Talk is what people have said and seen of one objective, as far as the reader may know.
type Talk struct {
	Notes      []store.Note
	Bids       []store.Bid      // own numbers: the reader's, and everybody's for whoever decides
	Deliveries []store.Delivery // of every version, oldest first
	Mine       *store.Delivery  // the present version as it was put before the reader, nil when it was not
	Evidence   []goal.Evidence  // nil for readers to whom the owner's chances are none of their business
	Letters    string           // the letters that evidence leaves open, "" when none
	How        *Derivation      // how the number came about, nil when nobody worked it out
	Sealed     bool             // the owner is asked for their own number first
	Prepared   int64            // when the number was prepared that waited for the owner's, microseconds UTC; 0: none was
	LastWord   org.ID           // who last said what the terms on the table are; 0: the house
	MayAgree   bool             // it is the reader's turn to agree
	MayAssign  bool             // the reader leads, and may give what the other side has not agreed to
	MayBid     bool
	Late       bool // published after its first day, and paid
	Instead    *store.GoalRow
	Routes     []store.GoalRow // alternatives proposed in its place
}

// BidGiven is an own number somebody gave.
type BidGiven = store.Bid

// goalTalk reads the conversation on an objective, and its evidence for those whom it concerns.
func (r *Reading) goalTalk(v *GoalView) error {
	s, o := v.Standing, r.Actor.Org
	t := &v.Talk
	t.Sealed = s.Sealed
	t.Late = s.Paid && s.PublishedAt > 0 && r.World.dayOf(s.PublishedAt) > s.Start && s.Import == 0
	t.MayBid = s.Closed == nil && s.Status != goal.Cancelled && (s.Owner == org.PersonOwner(r.Actor.Person) ||
		(s.Owner.Kind == org.OwnerTeam && r.World.Under(r.Actor.Person, s.Owner.ID, r.Today)))
	t.LastWord = spokeLast(v.Versions)
	open := s.Closed == nil && (s.Status == goal.Proposed || s.Status == goal.Countered)
	t.MayAgree = open && v.MayAnswer && r.World.mayAgree(s.Goal, v.Versions, r.Actor.Person) == nil
	t.MayAssign = open && v.MayEdit && s.Mode != goal.Contractual && r.World.sideOf(s.Goal, r.Actor.Person) == goal.Leading
	var err error
	if t.Notes, err = r.tx.Notes(o, s.ID); err != nil {
		return err
	}
	if err := r.goalBids(v); err != nil {
		return err
	}
	if err := r.goalDeliveries(v); err != nil {
		return err
	}
	if err := r.goalRoutes(v); err != nil {
		return err
	}
	if err := r.goalHow(v); err != nil || (!v.MayAnswer && !v.MayEdit) {
		return err
	}
	in, err := r.World.grounds(r.tx, s.GoalRow, r.Today)
	if err != nil {
		return err
	}
	in.Chance.Veiled = !r.World.mayKnowChance(r.Actor, s.Owner, r.Today)
	t.Evidence = goal.SMART(s.Goal, in)
	t.Letters = goal.OpenLetters(t.Evidence)
	return nil
}

// ownPrepared shows whoever prepared a number the number they prepared: it is sealed to the others.
func (r *Reading) ownPrepared(row *store.GoalRow) error {
	if !row.Sealed || row.CreatedBy == 0 || row.CreatedBy != r.Actor.Person || row.Owner == org.PersonOwner(r.Actor.Person) {
		return nil
	}
	prepared, _, found, err := preparedOf(r.tx, r.Actor.Org, row.ID)
	if found {
		row.Target, row.Floor, row.Stretch = prepared.Target, prepared.Floor, prepared.Stretch
	}
	return err
}

// goalBids keeps others' own numbers from those who do not decide.
func (r *Reading) goalBids(v *GoalView) error {
	bids, err := r.tx.Bids(r.Actor.Org, []org.ID{v.Standing.ID})
	if !v.MayEdit {
		bids = slices.DeleteFunc(bids, func(b store.Bid) bool { return b.Person != r.Actor.Person })
	}
	v.Talk.Bids = bids
	return err
}

// goalDeliveries: who opened and said what is for the person and for whoever answers for the objective.
func (r *Reading) goalDeliveries(v *GoalView) error {
	list, err := r.tx.Deliveries(r.Actor.Org, []org.ID{v.Standing.ID})
	if err != nil {
		return err
	}
	for _, d := range list {
		if d.Person == r.Actor.Person && d.Version == v.Standing.Version {
			v.Talk.Mine = &d
		}
		if v.MayEdit || d.Person == r.Actor.Person {
			v.Talk.Deliveries = append(v.Talk.Deliveries, d)
		}
	}
	return nil
}

// goalRoutes finds the objective this one would replace, and those that would replace it.
func (r *Reading) goalRoutes(v *GoalView) error {
	s := v.Standing
	if s.InsteadOf != 0 {
		old, err := r.tx.Goal(r.Actor.Org, s.InsteadOf)
		if err != nil {
			return err
		}
		if r.World.maySeeGoal(r.Actor, old.Goal, r.Today) == nil {
			v.Talk.Instead = &old
		}
	}
	rows, err := r.tx.GoalsOf(r.Actor.Org, []org.ID{s.Owner.ID}, s.Start, s.End)
	for _, g := range rows {
		if g.InsteadOf == s.ID && g.Status != goal.Cancelled && r.World.maySeeGoal(r.Actor, g.Goal, r.Today) == nil {
			v.Talk.Routes = append(v.Talk.Routes, g)
		}
	}
	return err
}

// goalHow reads how the number came about: everybody who sees the objective may know.
func (r *Reading) goalHow(v *GoalView) error {
	grounds, err := r.tx.Grounds(r.Actor.Org, v.Standing.ID)
	if err != nil {
		return err
	}
	for _, g := range grounds {
		if g.Kind == groundSealed {
			v.Talk.Prepared = g.At
		}
	}
	for _, g := range grounds {
		if g.Kind != groundDerivation {
			continue
		}
		var how Derivation
		if err := json.Unmarshal([]byte(g.Body), &how); err != nil {
			return err
		}
		v.Talk.How = &how
		return nil
	}
	return nil
}
