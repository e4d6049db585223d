package app

import (
	"context"
	"maps"
	"slices"

	"cordee/internal/fault"
	"cordee/internal/forecast"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/plan"
	"cordee/internal/store"
)

// maxLines bounds one table of the workshop: a larger company shares out by teams first.
const maxLines = 200

// WorkshopForm is how somebody wants an objective shared out. Its JSON is what a scenario keeps.
type WorkshopForm struct {
	ByTeam    bool                      `json:"by_team"` // among the teams right below, instead of the people
	Method    plan.Method               `json:"method"`
	Weight    measure.BP                `json:"weight"`  // of potential in a blend
	Padding   measure.BP                `json:"padding"` // given out beyond the total
	Potential map[org.ID]measure.Amount `json:"potential,omitempty"`
	Typed     map[org.ID]measure.Amount `json:"typed,omitempty"`  // a typed zero is kept; who is absent here gets their part of the rest
	Out       map[org.ID]bool           `json:"out,omitempty"`    // left out of the sharing
	Beside    bool                      `json:"beside,omitempty"` // what is carried outside the table comes on top of the total

	// Sent is what was sent, once it was: amounts that are read and compared as they are, never worked out anew. Total is the target then.
	Sent  map[org.ID]measure.Amount `json:"sent,omitempty"`
	Total measure.Amount            `json:"total,omitempty"`

	Fresh bool `json:"-"` // begins anew: nothing is typed but what was agreed

	by string // whoever typed, for the derivation
}

// check refuses what no part can be, field by field; parts and potentials are named after their owner. Of a count whose results are
// never shared, a part is a whole number.
func (f WorkshopForm) check(m measure.Metric) error {
	var l fault.List
	for _, id := range slices.Sorted(maps.Keys(f.Typed)) {
		if m.Kind == measure.Count && m.Credit != measure.Share && f.Typed[id]%measure.One != 0 {
			l.Add(fault.Bad(PartField+id.String(), "goal.part_whole", "metric", m.Name))
		}
	}
	refuse := func(prefix string, amounts map[org.ID]measure.Amount) {
		for _, id := range slices.Sorted(maps.Keys(amounts)) {
			if amounts[id] < 0 {
				l.Add(fault.Bad(prefix+id.String(), "goal.part_negative"))
			}
		}
	}
	refuse(PartField, f.Typed)
	refuse(PotentialField, f.Potential)
	if f.Padding < 0 || f.Padding > measure.Hundred {
		l.Add(fault.Bad("padding", "goal.padding_range"))
	}
	return l.OrNil()
}

// The fields of a form that name an owner begin so.
const (
	PartField      = "part_"
	PotentialField = "potential_"
)

// WorkshopLine is one owner of the table.
type WorkshopLine struct {
	plan.Row
	Name      string
	Left      bool // out of the sharing
	History   measure.Maybe
	Potential measure.Maybe
	Time      measure.BP // exposure of a full-time, settled colleague's
	Ramp      measure.BP // share of a full target, 10,000 for somebody settled
	Chance    forecast.Projection
	Exact     measure.BP // its chance as the set is judged by, not rounded; 0 where none is shown
	Private   bool       // a chance is known, and not the reader's to see
	Issued    bool       // the chance is the one its objective is told with everywhere
	Bid       measure.Maybe
	BidGap    measure.Maybe // own number less what is asked
	Sent      *store.GoalRow
	Also      measure.Amount // what other parts of the same objective ask of them already; it stays, and counts in their chances
}

// Workshop is an objective shared out, with everything that tells whether the parts are fair.
type Workshop struct {
	World     *World
	Top       Standing
	OwnerName string
	Form      WorkshopForm
	Table     plan.Table
	Lines     []WorkshopLine
	Fit       plan.Fitness
	Feasible  []plan.Feasibility // at 50 % and at 65 %
	BottomUp  plan.Proposals
	Stack     plan.Stack      // padding of the levels from the strategic one down to this table
	Levels    []string        // what each level of the stack shares out
	Elsewhere []store.GoalRow // parts of this objective carried outside the table, or by the same owner in a second part
	Outside   measure.Amount  // what those come to
	Shared    bool            // a count whose results can be shared between people: decimals mean something
	Scenarios []store.Scenario
	HasTeams  bool
	HasPeople bool
	Running   bool         // chances take in what has been brought so far
	Vacant    measure.BP   // of the capacity in the table: away, or still growing in
	Justified measure.BP   // the padding that this much explains
	Ratchet   plan.Ratchet // how past targets followed results; read for the direction only
}

// Workshop shares an objective out as a form says, without writing anything. Refusals: goal.no_parts for what cannot be added up,
// goal.too_many_parts for more than 200 owners.
func (a *App) Workshop(ctx context.Context, actor org.Actor, id org.ID, form *WorkshopForm) (Workshop, error) {
	var w Workshop
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		row, err := r.tx.Goal(actor.Org, id)
		if err != nil {
			return err
		}
		if err := r.World.maySeeGoal(actor, row.Goal, r.Today); err != nil {
			return notFound("goal")
		}
		if err := r.World.Can(actor, org.EditGoal, goalObject(row.Goal), r.Today); err != nil {
			return err
		}
		if form == nil {
			if form, err = r.firstForm(row); err != nil {
				return err
			}
		}
		if form.Fresh {
			if err := r.keepAgreed(row, form); err != nil {
				return err
			}
		}
		form.by = r.World.Name(org.PersonOwner(actor.Person))
		if w, err = r.World.workshop(r.tx, row, *form, r.Today); err != nil {
			return err
		}
		if err = r.reveal(&w); err != nil {
			return err
		}
		if actor.Role == org.Director || actor.Role == org.Admin {
			w.Ratchet, err = r.World.seenRatchet(r.tx, w, r.Today)
		}
		return err
	})
	return w, err
}

// firstForm is how a table opens: as it was sent the last time, else among teams when there are some below, otherwise among people.
// What was agreed already stays as agreed, and the rest is shared out.
func (r *Reading) firstForm(g store.GoalRow) (*WorkshopForm, error) {
	form := &WorkshopForm{ByTeam: g.Owner.Kind == org.OwnerTeam && len(r.World.Children(g.Owner.ID)) > 0, Method: plan.Blend, Weight: plan.HalfAndHalf}
	kept, err := r.tx.Scenarios(r.World.Org().ID, g.ID)
	if err != nil {
		return form, err
	}
	last := store.Scenario{}
	for _, s := range kept {
		if s.Published > last.Published {
			last = s
		}
	}
	if last.Published > 0 {
		sent, err := ScenarioForm(last)
		if err != nil {
			return form, err
		}
		form = &sent
		if sent.Total != g.Target.Amount {
			form.Sent = nil
		}
	}
	form.Fresh = true
	return form, nil
}

// keepAgreed types what was agreed already.
func (r *Reading) keepAgreed(g store.GoalRow, form *WorkshopForm) error {
	if form.Typed == nil {
		form.Typed = map[org.ID]measure.Amount{}
	}
	parts, err := r.World.partsUnder(r.tx, g)
	main, _ := mainParts(parts)
	for _, c := range main {
		if !settled(c) {
			continue
		}
		form.Typed[c.Owner.ID] = c.Target.Amount
		if form.Sent[c.Owner.ID] != c.Target.Amount {
			form.Sent = nil // agreed otherwise than it was sent: the others are worked out again
		}
	}
	return err
}

// mainParts are the first part of each owner by the order they were made, and the parts that come on top of those: one that was sent
// out goes before one of another origin. No part ever stands in for another of the same owner.
func mainParts(parts []store.GoalRow) (main map[org.Owner]store.GoalRow, more []store.GoalRow) {
	main = map[org.Owner]store.GoalRow{}
	for _, c := range parts {
		old, taken := main[c.Owner]
		switch {
		case !taken:
			main[c.Owner] = c
		case old.Origin != goal.OriginCascaded && c.Origin == goal.OriginCascaded:
			main[c.Owner] = c
			more = append(more, old)
		default:
			more = append(more, c)
		}
	}
	return main, more
}

// partsUnder are the objectives that already carry a part of another.
func (w *World) partsUnder(tx *store.Tx, g store.GoalRow) ([]store.GoalRow, error) {
	children, err := tx.GoalChildren(w.Org().ID, g.ID)
	return slices.DeleteFunc(children, func(c store.GoalRow) bool {
		return !goal.PartOf(c.Goal, g.Goal)
	}), err
}

// settled tells that a part is more than a proposal.
func settled(g store.GoalRow) bool {
	return g.Status != goal.Proposed && g.Status != goal.Countered && g.Status != goal.Draft
}

func (w *World) workshop(tx *store.Tx, g store.GoalRow, form WorkshopForm, today period.Date) (Workshop, error) {
	ws := Workshop{World: w, OwnerName: w.OwnerName(g.Owner), Form: form}
	if err := w.mayShareOut(g); err != nil {
		return ws, err
	}
	top, err := w.standings(tx, []store.GoalRow{g}, today)
	if err != nil {
		return ws, err
	}
	ws.Top, ws.HasTeams = top[0], len(w.Children(g.Owner.ID)) > 0
	ws.HasPeople = len(w.stillHere(w.below(g, false), today)) <= maxLines
	owners := w.stillHere(w.below(g, form.ByTeam), today)
	if len(owners) > maxLines {
		return ws, fault.New(fault.Invalid, "goal.too_many_parts", "n", len(owners), "max", maxLines)
	}
	if form.Sent != nil {
		owners = w.sentTo(form)
	}
	parts, err := w.partsUnder(tx, g)
	if err != nil {
		return ws, err
	}
	ws.place(owners, parts)
	f, err := w.foreseeBelow(tx, g, slices.Concat(owners, ws.besides()), today)
	if err != nil {
		return ws, err
	}
	above, err := w.howAbove(tx, g)
	if err != nil {
		return ws, err
	}
	split := plan.Split{Total: g.Target.Amount, Method: form.Method, Weight: form.Weight, Padding: form.Padding, Above: above}
	m := w.metricOf(g.Goal)
	split.Elsewhere, split.Beside, split.Whole = ws.Outside, form.Beside, m.Kind == measure.Count
	ws.Shared = m.Kind == measure.Count && m.Credit == measure.Share
	for i := range ws.Lines {
		line := &ws.Lines[i]
		w.fillLine(f, g, line, form)
		if !line.Left {
			split.Lines = append(split.Lines, w.splitLine(f, g, *line, form))
		}
	}
	if ws.Table, err = plan.Cascade(split); err != nil {
		return ws, err
	}
	ws.unfreeze()
	return ws, ws.judge(tx, f)
}

// mayShareOut refuses what cannot be added up: a ratio, a reading, steps, or an objective without a number and dates.
func (w *World) mayShareOut(g store.GoalRow) error {
	m := w.metricOf(g.Goal)
	adds := m.Kind == measure.Sum || m.Kind == measure.Count
	if !adds || !g.Target.OK || g.Owner.Kind != org.OwnerTeam || g.Span().Empty() || g.Closed != nil || g.Status == goal.Cancelled {
		return fault.New(fault.Conflict, "goal.no_parts", "metric", m.Name)
	}
	return nil
}

// below are those among whom an objective is shared out, by name: teams, or the people who sell, or everybody where nobody is said
// to.
func (w *World) below(g store.GoalRow, byTeam bool) []org.Owner {
	var owners, others []org.Owner
	if byTeam {
		for _, t := range w.Children(g.Owner.ID) {
			owners = append(owners, org.TeamOwner(t))
		}
	} else {
		for _, s := range w.MembersDuring(g.Owner.ID, g.Span()) {
			o := org.PersonOwner(s.Person)
			switch p, _ := w.Person(s.Person); {
			case p.Erased || slices.Contains(owners, o) || slices.Contains(others, o):
			case p.Role == org.Rep:
				owners = append(owners, o)
			default:
				others = append(others, o)
			}
		}
		if len(owners) == 0 {
			owners = others
		}
	}
	slices.SortFunc(owners, func(a, b org.Owner) int { return compareFolded(w.OwnerName(a), w.OwnerName(b)) })
	return owners
}

// stillHere leaves out whoever has left: nothing can be asked of them any more.
func (w *World) stillHere(owners []org.Owner, today period.Date) []org.Owner {
	return slices.DeleteFunc(owners, func(o org.Owner) bool {
		p, _ := w.Person(o.ID)
		return o.Kind == org.OwnerPerson && hasLeft(p, today)
	})
}

func compareFolded(a, b string) int {
	switch x, y := store.Fold(a), store.Fold(b); {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// foreseeBelow reads the past of all who share, around the first of them.
func (w *World) foreseeBelow(tx *store.Tx, g store.GoalRow, owners []org.Owner, today period.Date) (*foresight, error) {
	if len(owners) == 0 {
		return w.foresee(tx, g.Metric, g.Owner, g.Span(), today)
	}
	return w.foreseeFor(tx, g.Metric, owners[0], g.Span(), owners, today)
}

// fillLine is what is known of one owner before anything is shared.
func (w *World) fillLine(f *foresight, g store.GoalRow, l *WorkshopLine, form WorkshopForm) {
	o := l.Owner
	l.Name, l.Left, l.Ramp = w.OwnerName(o), form.Out[o.ID] && form.Sent == nil, measure.Hundred
	if expected, known := f.expected(o); known {
		l.History = measure.Some(plainly(expected))
	}
	if p, ok := form.Potential[o.ID]; ok {
		l.Potential = measure.Some(p)
	}
	full, here, grown := w.standard(g.Span()).Weight(g.Span()), w.Profile(o, g.Span()).Weight(g.Span()), w.grown(o, g.Span(), f.ramp).Weight(g.Span())
	l.Time, _ = measure.RatioOf(measure.Amount(grown), measure.Amount(full))
	if here > 0 {
		l.Ramp, _ = measure.RatioOf(measure.Amount(grown), measure.Amount(here))
	}
}

// splitLine is the line as plan shares it.
func (w *World) splitLine(f *foresight, g store.GoalRow, l WorkshopLine, form WorkshopForm) plan.Line {
	span := g.Span()
	s := plan.Line{Owner: l.Owner, History: l.History, Potential: l.Potential, Exposure: w.grown(l.Owner, span, f.ramp).Weight(span)}
	if typed, ok := form.Typed[l.Owner.ID]; ok {
		s.Typed, s.By = measure.Some(typed), form.by
	}
	if form.Sent != nil {
		s.Typed = measure.Some(form.Sent[l.Owner.ID])
	}
	if l.Owner.Kind != org.OwnerPerson {
		return s
	}
	p, _ := w.Person(l.Owner.ID)
	s.FullExposure = w.standard(span).Weight(span)
	s.Factors = append(s.Factors, plan.Factor{What: plan.WorkingTime, Share: p.WorkingTime})
	part, _ := p.WorkingTime.Of(measure.Amount(s.FullExposure))
	if here := w.Profile(l.Owner, span).Weight(span); part > 0 && measure.Amount(here) < part {
		share, _ := measure.RatioOf(measure.Amount(here), part)
		s.Factors = append(s.Factors, plan.Factor{What: plan.Absence, Share: share})
	}
	s.Factors = append(s.Factors, plan.Factor{What: plan.GrowingIn, Share: l.Ramp})
	return s
}
