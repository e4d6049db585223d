package app

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/plan"
	"cordee/internal/store"
)

// The rules by which the target of a recurring objective follows the last one.
const (
	RuleSame     = "same"     // the same number again
	RuleRevision = "revision" // the printed revision rule (SCIENCE B4)
)

// Recurring is an objective that comes back every period.
type Recurring struct {
	Title  string        `json:"title"`
	Why    string        `json:"why"`
	Owner  string        `json:"owner"`  // as files write it
	Metric string        `json:"metric"` // key
	Target measure.Maybe `json:"target"` // of the first period, and of one without a last
	Rule   string        `json:"rule"`
	Lambda measure.BP    `json:"lambda,omitempty"` // of the rule; 0: the usual one
	Paid   bool          `json:"paid,omitempty"`
}

// Due is a recurring objective whose next period wants preparing.
type Due struct {
	Template store.Template
	Body     Recurring
	Owner    org.Owner
	Metric   measure.Metric
	Span     period.Span
	Target   measure.Amount
	How      []plan.Note
}

// ahead is how many days before a period its objective is offered for preparation.
const ahead = 14

// every is the kind of period of a template.
func every(word string) (period.Kind, bool) {
	for _, k := range []period.Kind{period.Month, period.Quarter, period.Year} {
		if string(k) == word {
			return k, true
		}
	}
	return "", false
}

// dueSpan is the period a template wants to be prepared for: this one when it was never used or was left behind, else the next once it is near.
// ok is false while there is nothing to prepare.
func (w *World) dueSpan(t store.Template, today period.Date) (period.Span, bool) {
	kind, ok := every(t.Every)
	if !ok || t.Archived {
		return period.Span{}, false
	}
	now, next := w.Org().Calendar.Of(kind, today), w.Org().Calendar.Next(kind, today)
	switch {
	case next.From <= today.AddDays(ahead) && t.LastOn < next.From:
		return next, true
	case t.LastOn < now.From && next.From > today.AddDays(ahead):
		return now, true
	}
	return period.Span{}, false
}

// nextSpan is the period a template is prepared for when somebody asks without waiting: the one after the last.
func (w *World) nextSpan(t store.Template, today period.Date) period.Span {
	kind, _ := every(t.Every)
	c := w.Org().Calendar
	if now := c.Of(kind, today); t.LastOn < now.From {
		return now
	}
	return c.Next(kind, t.LastOn)
}

// decideDue finds the recurring objectives to prepare, for those who set objectives of their owner.
func (r *Reading) decideDue(d *Decisions, _ []store.GoalRow) error {
	list, err := r.tx.Templates(r.Actor.Org)
	if err != nil {
		return err
	}
	for _, t := range list {
		span, due := r.World.dueSpan(t, r.Today)
		if t.Kind != TemplateRecurring || !due {
			continue
		}
		x, err := r.World.due(r.tx, t, span, r.Today)
		if err != nil {
			return err
		}
		if answers := r.answersFor(x.Owner); x.Owner.ID == 0 || !answers {
			continue
		}
		d.Due = append(d.Due, x)
	}
	return nil
}

// answersFor tells whether an owner's recurring objective is the reader's to prepare: they lead them most closely. Where nobody
// does, whoever may set it.
func (r *Reading) answersFor(o org.Owner) bool {
	if r.World.Can(r.Actor, org.EditGoal, org.Object{Kind: org.AGoal, Owner: o, Common: o.Kind == org.OwnerTeam}, r.Today) != nil {
		return false
	}
	if o.Kind == org.OwnerPerson {
		leads := r.World.Leads(o.ID, r.Today)
		return len(leads) == 0 || leads[0] == r.Actor.Person
	}
	for _, up := range r.World.Above(o.ID) {
		if t, _ := r.World.Team(up); t.Lead != 0 {
			return t.Lead == r.Actor.Person
		}
	}
	return true
}

// due works out the objective of one period: its number by the rule, from the last one of the same owner and metric.
func (w *World) due(tx *store.Tx, t store.Template, span period.Span, today period.Date) (Due, error) {
	x := Due{Template: t, Span: span}
	if err := json.Unmarshal([]byte(t.Body), &x.Body); err != nil {
		return x, err
	}
	owner, ok := w.OwnerByRef(x.Body.Owner)
	m, known := w.MetricByKey(x.Body.Metric)
	if !ok || !known || (owner.Kind == org.OwnerPerson && w.gone(owner.ID, span.From)) {
		return x, nil
	}
	x.Owner, x.Metric, x.Target = owner, m.Norm(), x.Body.Target.Amount
	if x.Body.Rule != RuleRevision {
		return x, nil
	}
	last, err := w.lastOf(tx, owner, m.ID, span)
	if err != nil || last.ID == 0 {
		return x, err
	}
	copied, err := w.copyLast(tx, []store.GoalRow{last}, plan.Rule{Lambda: x.Body.Lambda}, today)
	if err != nil {
		return x, err
	}
	x.Target, x.How = copied[0].Amount, copied[0].Derivation
	return x, nil
}

func (w *World) gone(person org.ID, on period.Date) bool {
	p, ok := w.Person(person)
	return !ok || p.Erased || (!p.EndOn.IsZero() && p.EndOn < on)
}

// lastOf is the objective of an owner for the period before a span, zero when there was none.
func (w *World) lastOf(tx *store.Tx, o org.Owner, metric org.ID, span period.Span) (store.GoalRow, error) {
	prev := before(span, 1)[0]
	rows, err := tx.GoalsOf(w.Org().ID, []org.ID{o.ID}, prev.From, prev.Last())
	if err != nil {
		return store.GoalRow{}, err
	}
	for _, g := range rows {
		if g.Owner == o && g.Metric == metric && g.Target.OK && g.Status == goal.Published && g.Span() == prev {
			return g, nil
		}
	}
	return store.GoalRow{}, nil
}

// copyLast applies the printed revision rule to objectives of the last period. One that is not over yet has no outcome: its number
// only follows the market.
func (w *World) copyLast(tx *store.Tx, rows []store.GoalRow, rule plan.Rule, today period.Date) ([]plan.Copied, error) {
	standings, err := w.standings(tx, rows, today)
	if err != nil {
		return nil, err
	}
	past := make([]plan.Past, len(rows))
	for i, s := range standings {
		past[i] = plan.Past{Owner: s.Owner, Target: s.Target.Amount}
		if s.End < today {
			past[i].Attained = s.Progress.Attained
		}
	}
	return plan.CopyLast(past, rule)
}

// PrepareNext makes the objective of a template's next period: of the one whose turn it is, or the one after the last. from is the
// first day of the period that was shown; prepared already, nothing happens twice and the objective that is there comes back.
//
// Refusals: template.unknown_owner when the owner or the metric is no longer here; template.too_early for another period than the next.
func (a *App) PrepareNext(ctx context.Context, actor org.Actor, id org.ID, from period.Date) (org.ID, error) {
	var made org.ID
	err := a.write(ctx, actor, func(u *Unit) (err error) {
		made, err = u.prepareNext(id, from)
		return err
	})
	return made, err
}

func (u *Unit) prepareNext(id org.ID, from period.Date) (org.ID, error) {
	t, err := u.tx.Template(u.org(), id)
	if err != nil {
		return 0, err
	}
	if t.Kind != TemplateRecurring {
		return 0, notFound("template")
	}
	today := u.World.Today(u.At)
	kind, _ := every(t.Every)
	span := u.World.Org().Calendar.Of(kind, from)
	x, err := u.World.due(u.tx, t, span, today)
	if err != nil {
		return 0, err
	}
	if x.Owner.ID == 0 {
		return 0, fault.New(fault.Conflict, "template.unknown_owner", "owner", x.Body.Owner)
	}
	g := x.goal(u)
	if err := u.World.Can(u.Actor, org.EditGoal, goalObject(g), today); err != nil {
		return 0, err
	}
	if old, err := u.tx.GoalByKey(u.org(), g.Key); err == nil {
		return old.ID, nil
	} else if fault.KindOf(err) != fault.NotFound {
		return 0, err
	}
	if next := u.World.nextSpan(t, today); span.From != from || (span != next && span != u.World.Org().Calendar.Next(kind, today)) || t.Archived {
		return 0, fault.New(fault.Conflict, "template.too_early", "start", next.From)
	}
	if err := u.createGoal(&g, Said{Reason: x.Body.Why}); err != nil {
		return 0, err
	}
	if len(x.How) > 0 {
		if err := u.freeze(g, x.How, x.Metric.Unit, 0); err != nil {
			return 0, err
		}
	}
	t.LastOn, t.Version = max(t.LastOn, span.From), t.Version+1
	return g.ID, u.tx.UpdateTemplate(u.org(), t)
}

// goal is the objective of the period, named after the template and the period, so that it is made once.
func (x Due) goal(u *Unit) goal.Goal {
	m, _ := u.World.MetricByKey(x.Body.Metric)
	g := goal.Goal{
		Key: org.DerivedID("template", x.Template.ID.String(), x.Span.From.String()).String(), Title: x.Body.Title, Why: x.Body.Why, Owner: x.Owner,
		Metric: m.ID, Target: measure.Some(x.Target), Start: x.Span.From, End: x.Span.Last(), Relation: goal.ContributesTo, Paid: x.Body.Paid,
		Tier: goal.Individual, Origin: goal.OriginAgreed, Status: goal.Proposed,
	}
	if x.Owner.Kind == org.OwnerTeam {
		g.Tier = goal.Collective
	}
	if u.answersFor(x.Owner) && !x.Body.Paid {
		g.Origin, g.Status = goal.OriginAssigned, goal.Published // a team's that the actor leads, or one's own
	}
	return g
}

// checkRecurring tells everything that is wrong with a recurring objective.
func (u *Unit) checkRecurring(t store.Template, x Recurring) error {
	var l fault.List
	if _, ok := every(t.Every); !ok {
		l.Add(fault.Bad("every", "choice.unknown", "value", t.Every, "allowed", "month, quarter, year"))
	}
	owner, ok := u.World.OwnerByRef(x.Owner)
	if !ok {
		l.Add(fault.Bad("owner", "goal.owner_missing"))
	}
	m, known := u.World.MetricByKey(x.Metric)
	if !known {
		l.Add(fault.Bad("metric", "metric.unknown", "key", x.Metric))
	}
	if x.Rule != RuleSame && x.Rule != RuleRevision {
		l.Add(fault.Bad("rule", "choice.unknown", "value", x.Rule, "allowed", RuleSame+", "+RuleRevision))
	}
	if x.Lambda < 0 || x.Lambda > plan.MaxLambda {
		l.Add(fault.Bad("lambda", "plan.lambda", "value", x.Lambda, "max", plan.MaxLambda))
	}
	if x.Title == "" || utf8.RuneCountInString(x.Title) > org.MaxName {
		l.Add(fault.Bad("title", "goal.title_missing"))
	}
	if owner.Kind == org.OwnerTeam && strings.TrimSpace(x.Why) == "" {
		l.Add(fault.Bad("why", "goal.why_missing"))
	}
	if !x.Target.OK {
		l.Add(fault.Bad("target", "goal.target_missing"))
	}
	if len(l) > 0 {
		return l
	}
	if slices.Contains([]measure.Kind{measure.Steps}, m.Norm().Kind) {
		return fault.Bad("metric", "metric.unknown", "key", x.Metric)
	}
	return u.World.Can(u.Actor, org.EditGoal, org.Object{Kind: org.AGoal, Owner: owner, Common: owner.Kind == org.OwnerTeam, Paid: x.Paid}, u.World.Today(u.At))
}
