package app

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// maySeeGoal tells whether the actor may read an objective.
func (w *World) maySeeGoal(actor org.Actor, g goal.Goal, on period.Date) error {
	return w.Can(actor, org.ReadGoal, goalObject(g), on)
}

func goalObject(g goal.Goal) org.Object {
	return org.Object{Kind: org.AGoal, Owner: g.Owner, Common: g.Tier != goal.Individual, Author: g.CreatedBy, Paid: g.Paid}
}

// Said is why someone does what they do: a cause of the closed list, and a sentence of their own.
type Said struct {
	Cause  goal.Reason
	Reason string
}

// maxReason bounds a written reason, in characters.
const maxReason = 2_000

// check refuses a cause outside the list and a reason longer than a page.
func (s Said) check() error {
	var l fault.List
	if s.Cause != "" && !slices.Contains(goal.Reasons(), s.Cause) {
		l.Add(fault.Bad("cause", "choice.unknown", "value", string(s.Cause), "allowed", allowedReasons()))
	}
	if utf8.RuneCountInString(s.Reason) > maxReason {
		l.Add(fault.Bad("reason", "goal.text_too_long", "max", maxReason))
	}
	return l.OrNil()
}

func allowedReasons() string {
	var words []string
	for _, r := range goal.Reasons() {
		words = append(words, string(r))
	}
	return strings.Join(words, ", ")
}

func (u *Unit) insertGoal(g store.GoalRow, change string, why Said) error {
	if err := u.tx.InsertGoal(u.org(), g); err != nil {
		return err
	}
	return u.keepVersion(g, store.GoalVersion{Change: change, Cause: why.Cause, Reason: why.Reason})
}

// updateGoal stores the next version of an objective. New terms of a running one are in force from today on; a correction of wrong
// figures, and whatever is settled before the first day or after the last, from the first day.
func (u *Unit) updateGoal(g store.GoalRow, change string, why Said) error {
	if err := u.tx.UpdateGoal(u.org(), g); err != nil {
		return err
	}
	v := store.GoalVersion{Change: change, Cause: why.Cause, Reason: why.Reason}
	today := u.World.Today(u.At)
	if change == "goal.revised" && why.Cause != goal.ReasonData && g.On(today) == goal.Running && today > g.Start && today <= g.End {
		v.Effective = today
	}
	return u.keepVersion(g, v)
}

// keepVersion records the objective as it now stands, so that nothing that was ever agreed is lost, and tells the journal. What
// becomes binding is put before those it binds.
func (u *Unit) keepVersion(g store.GoalRow, v store.GoalVersion) error {
	body, err := json.Marshal(g.Goal)
	if err != nil {
		return err
	}
	v.Goal, v.Version, v.At, v.Body = g.ID, g.Version, u.At.UnixMicro(), string(body)
	if v.Actor == 0 {
		v.Actor = u.Actor.Person
	}
	if err := u.tx.InsertGoalVersion(u.org(), v); err != nil {
		return err
	}
	if err := u.deliver(g, v.Change); err != nil {
		return err
	}
	if err := u.freezeRealism(g, u.Actor.Kind); err != nil {
		return err
	}
	whom, err := u.concern(g)
	if err != nil {
		return err
	}
	return u.note(v.Change, "goal", g.ID, whom)
}

// SaveGoal creates an objective (Version 0) or revises one that the caller read at Version. It returns the objective's id.
func (a *App) SaveGoal(ctx context.Context, actor org.Actor, g goal.Goal, why Said) (org.ID, error) {
	err := a.write(ctx, actor, func(u *Unit) error {
		if g.ID == 0 {
			return u.createGoal(&g, why)
		}
		return u.reviseGoal(g, why)
	})
	return g.ID, err
}

// concern is on whose pages a change of an objective shows: carriers are whoever carries it and those who lead the teams they are
// in; above are those teams, groups too, and whoever carries the objective it serves.
type concern struct {
	Version int      `json:"version"`
	Owner   string   `json:"owner"`
	Owners  []string `json:"owners"`
	Above   []string `json:"above"`
}

func (u *Unit) concern(g store.GoalRow) (concern, error) {
	var teams []org.ID
	if g.Owner.Kind == org.OwnerPerson {
		today := u.World.Today(u.At)
		teams = slices.Concat(u.World.TeamsOf(g.Owner.ID, today), u.World.GroupsOf(g.Owner.ID, today))
	} else {
		teams = u.World.Above(g.Owner.ID)
	}
	root := u.World.Root().ID
	c := concern{Version: g.Version, Owner: g.Owner.ID.String(), Owners: []string{g.Owner.ID.String()}, Above: []string{root.String()}}
	for _, id := range teams {
		c.Above = append(c.Above, id.String())
		if t, ok := u.World.Team(id); ok && t.Lead != 0 {
			c.Owners = append(c.Owners, t.Lead.String())
		}
	}
	if g.Parent != 0 {
		parent, err := u.tx.Goal(u.org(), g.Parent)
		if err != nil {
			return c, err
		}
		c.Above = append(c.Above, parent.Owner.ID.String())
	}
	return c, nil
}

// createGoal checks and stores a new objective. Its status follows from who asks: an own unpaid one is published at once, one
// that the actor may assign is published, anything else is a proposal.
func (u *Unit) createGoal(g *goal.Goal, why Said) error {
	today, asked := u.World.Today(u.At), g.Status
	g.ID, g.Version, g.CreatedBy = newID(), 1, u.Actor.Person
	if g.Key == "" {
		g.Key = g.ID.String()
	}
	own := g.Owner == org.PersonOwner(u.Actor.Person)
	switch given := g.Origin == "" || g.Origin == goal.OriginAssigned; {
	case own && given:
		g.Origin = goal.OriginSelf
	case g.Origin == "":
		g.Origin = goal.OriginAssigned
	}
	*g = g.Norm(u.World.metricOf(*g))
	if err := u.checkNew(g, why); err != nil {
		return err
	}
	may := u.World.Can(u.Actor, org.EditGoal, goalObject(*g), today) == nil
	byPerson := u.Actor.Kind == org.ByPerson
	// What pays is not given to oneself, what takes the place of another waits for its owner's word, and « agreed » is not said alone.
	alone := byPerson && (g.InsteadOf != 0 || own && g.Paid && u.someoneElse(store.GoalRow{Goal: *g}))
	switch {
	case asked == goal.Draft && (may || own):
		g.Status = goal.Draft
	case (asked == goal.Proposed || alone) && (may || own):
		g.Status = goal.Proposed
	case may || (own && !g.Paid):
		g.Status = goal.Published
		if byPerson {
			g.Origin = aloneOrigin(*g, own)
		}
	default:
		if err := u.World.Can(u.Actor, org.ProposeGoal, goalObject(*g), today); err != nil {
			return err
		}
		g.Status = goal.Proposed
	}
	row := store.GoalRow{Goal: *g, CreatedAt: u.At.UnixMicro()}
	if g.Status == goal.Published {
		if err := u.mayBind(row, why, true); err != nil {
			return err
		}
		row.PublishedAt = u.At.UnixMicro()
	}
	return u.insertGoal(row, "goal.created", why)
}

// aloneOrigin is what an objective is called that one person makes binding alone, whatever they call it: own, or given. A part that one
// takes for oneself stays a part.
func aloneOrigin(g goal.Goal, own bool) goal.Origin {
	switch {
	case own && g.ByBoth() && g.Origin != goal.OriginCascaded:
		return goal.OriginSelf
	case !own && g.ByBoth():
		return goal.OriginAssigned
	}
	return g.Origin
}

// checkNew is everything a new objective must satisfy before anybody looks at who asks.
func (u *Unit) checkNew(g *goal.Goal, why Said) error {
	var l fault.List
	l.Add(why.check())
	l.Add(u.aloneAgreed(why))
	l.Add(u.checkGoal(*g))
	if len(l) == 0 {
		l.Add(u.hang(g))
	}
	return l.OrNil()
}

// checkGoal gathers everything that is wrong with an objective, its metric and its place on the rope.
func (u *Unit) checkGoal(g goal.Goal) error {
	var l fault.List
	if g.Metric != 0 {
		if _, ok := u.World.Metric(g.Metric); !ok {
			l.Add(fault.Bad("metric", "metric.unknown", "key", ""))
		}
	}
	if g.Owner.ID != 0 && u.World.OwnerName(g.Owner) == "" {
		l.Add(fault.Bad("owner", "goal.owner_missing"))
	}
	l.Add(g.Check(u.World.metricOf(g)))
	if g.Parent != 0 && len(l) == 0 {
		l.Add(u.checkPlace(g))
	}
	return l.OrNil()
}

func (u *Unit) checkPlace(g goal.Goal) error {
	rows, err := u.tx.Goals(u.org())
	if err != nil {
		return err
	}
	list := make([]goal.Goal, 0, len(rows)+1)
	for _, r := range rows {
		if r.ID != g.ID {
			list = append(list, r.Goal)
		}
	}
	return goal.CheckTree(append(list, g))
}

// reviseGoal stores the next version of an objective; a stale version is refused.
func (u *Unit) reviseGoal(g goal.Goal, why Said) error {
	old, err := u.goalFor(g.ID, org.EditGoal)
	if err != nil {
		return err
	}
	if err := why.check(); err != nil {
		return err
	}
	if old.Version != g.Version {
		return fault.New(fault.Stale, "goal.stale", "have", g.Version, "now", old.Version)
	}
	g.Key, g.Status, g.Closed, g.CreatedBy, g.Origin = old.Key, old.Status, old.Closed, old.CreatedBy, old.Origin
	if err := u.keepSealed(old, &g); err != nil {
		return err
	}
	if err := staysSealed(old, g); err != nil {
		return err
	}
	if err := u.checkGoal(g); err != nil {
		return err
	}
	next, err := u.revised(old, g, why)
	if err != nil {
		return err
	}
	if next.Version == old.Version {
		return nil // nothing differs
	}
	paid, status := old.Paid, old.Status
	old.Goal = next
	if next.Status == goal.Proposed && status == goal.Published {
		old.PublishedAt = 0 // what binds next is made known anew
	}
	if next.Paid && !paid && next.Status == goal.Published {
		if err := u.mayBind(old, why, false); err != nil {
			return err
		}
	}
	return u.updateGoal(old, "goal.revised", why)
}

// revised is the next version of an objective: by the rules of the two sides for a person, as it stands for an import or a program.
func (u *Unit) revised(old store.GoalRow, g goal.Goal, why Said) (goal.Goal, error) {
	if err := u.guardPay(old, g, why); err != nil {
		return g, err
	}
	m := u.World.metricOf(g)
	if u.Actor.Kind != org.ByPerson {
		return old.Goal.Revise(g, m, u.World.Today(u.At))
	}
	return old.Goal.ReviseBy(g, m, u.change(old, why))
}

// goalFor reads an objective the actor wants to act on. Not being allowed to see it looks like its absence.
func (u *Unit) goalFor(id org.ID, action org.Action) (store.GoalRow, error) {
	row, err := u.tx.Goal(u.org(), id)
	if err != nil {
		return row, err
	}
	today := u.World.Today(u.At)
	err = u.World.Can(u.Actor, action, goalObject(row.Goal), today)
	if err != nil && u.World.maySeeGoal(u.Actor, row.Goal, today) != nil {
		return row, notFound("goal")
	}
	return row, err
}

// Answer is what someone says to a proposal.
type Answer string

// The possible answers to a proposal, and the moves of its author.
const (
	Agree    Answer = "agree"
	Publish  Answer = "publish"
	Withdraw Answer = "cancel"
	Close    Answer = "close"   // after its last day: figure and outcome stay, what comes later is an adjustment
	Approve  Answer = "approve" // the second pair of eyes, where the organisation asks for one
	Assign   Answer = "assign"  // given by those who lead, with the reason, where the other side has not agreed
)

// AnswerGoal moves an objective on: agree to a proposal (the owner, or whoever may assign), publish what was agreed, or cancel.
func (a *App) AnswerGoal(ctx context.Context, actor org.Actor, id org.ID, version int, answer Answer, why Said) error {
	return a.write(ctx, actor, func(u *Unit) error {
		action := org.EditGoal
		if answer == Agree {
			action = org.AnswerGoal
		}
		row, err := u.goalFor(id, action)
		if err != nil {
			return err
		}
		if err := why.check(); err != nil {
			return err
		}
		if row.Version != version {
			return fault.New(fault.Stale, "goal.stale", "have", version, "now", row.Version)
		}
		if answer == Agree {
			if err := u.othersTurn(row); err != nil {
				return err
			}
		}
		if answer == Approve {
			return u.approve(row, why)
		}
		return u.answer(row, answer, why)
	})
}

func (u *Unit) answer(row store.GoalRow, answer Answer, why Said) (err error) {
	change, m, before := "goal.agreed", u.World.metricOf(row.Goal), row.Version
	switch answer {
	case Agree:
		if row.Goal, err = row.Goal.Agree(); err == nil && u.mayBind(row, why, false) == nil {
			row.Goal, err = row.Goal.Publish(m) // else it stays agreed until what is missing is written
		}
	case Publish:
		change = "goal.published"
		if err = u.mayBind(row, why, false); err == nil {
			row.Goal, err = row.Goal.Publish(m)
		}
	case Assign:
		change = "goal.assigned"
		row.Goal, err = u.assigned(row, why)
	case Withdraw:
		change = "goal.cancelled"
		if err = u.mayCancel(row, why); err == nil {
			row.Goal, err = row.Goal.Cancel()
		}
	case Close:
		change = "goal.closed"
		row.Goal, err = u.closed(row)
	default:
		err = fault.Bad("answer", "choice.unknown", "value", string(answer), "allowed", string(Agree+", "+Publish+", "+Withdraw+", "+Close+", "+Approve+", "+Assign))
	}
	if err != nil {
		return err
	}
	row.Version = before + 1 // agreeing and publishing at once is one version
	if row.Status == goal.Published && row.PublishedAt == 0 {
		row.PublishedAt = u.At.UnixMicro()
	}
	if err := u.updateGoal(row, change, why); err != nil {
		return err
	}
	if row.Status == goal.Published && row.InsteadOf != 0 {
		return u.replace(row)
	}
	return nil
}

// assigned is what was on the table, given by those who lead with a reason that says something.
func (u *Unit) assigned(row store.GoalRow, why Said) (goal.Goal, error) {
	if u.World.sideOf(row.Goal, u.Actor.Person) == goal.Carrying && u.someoneElse(row) {
		return row.Goal, fault.New(fault.Conflict, "goal.not_your_turn")
	}
	if err := goal.WantReason("reason", why.Reason, "goal.assign_reason_missing"); err != nil {
		return row.Goal, err
	}
	next, err := row.Goal.Assign(u.World.metricOf(row.Goal))
	if err != nil {
		return row.Goal, err
	}
	given := row
	given.Goal = next
	return next, u.mayBind(given, why, false)
}

// mayCancel asks a person why they end what pay depends on.
func (u *Unit) mayCancel(row store.GoalRow, why Said) error {
	if u.Actor.Kind != org.ByPerson {
		return nil
	}
	pays, err := u.judgedForPay(row)
	if err != nil {
		return err
	}
	asked := row.Goal
	asked.Paid = asked.Paid || pays
	if err := asked.MayCancel(u.change(row, why)); err != nil {
		return err
	}
	beside, err := u.besideSince(row)
	if err != nil {
		return err
	}
	return row.MayEndBeside(beside, u.World.metricOf(row.Goal), u.World.Today(u.At))
}

// closed is an objective whose figure and outcome are frozen as they stand today. Its last day must be over.
func (u *Unit) closed(row store.GoalRow) (goal.Goal, error) {
	standings, err := u.World.standings(u.tx, []store.GoalRow{row}, u.World.Today(u.At))
	if err != nil {
		return row.Goal, err
	}
	return row.Goal.Close(standings[0].Progress, u.At.UnixMicro())
}

// Counter answers a proposal with another target or date; both versions stay.
func (a *App) Counter(ctx context.Context, actor org.Actor, g goal.Goal, why Said) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if err := cmp.Or(why.check(), u.aloneAgreed(why)); err != nil {
			return err
		}
		row, err := u.goalFor(g.ID, org.AnswerGoal)
		if err != nil {
			return err
		}
		if row.Version != g.Version {
			return fault.New(fault.Stale, "goal.stale", "have", g.Version, "now", row.Version)
		}
		next, err := row.Goal.Counter(g.Terms(), u.World.metricOf(g))
		if err != nil {
			return err
		}
		if err := u.checkGoal(next); err != nil {
			return err
		}
		row.Goal = next
		return u.updateGoal(row, "goal.countered", why)
	})
}
