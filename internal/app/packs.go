package app

import (
	"context"
	"encoding/json"
	"fmt"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/plan"
	"cordee/internal/store"
)

// Pick is what somebody keeps of a pack: which drafts, and which numbers instead of those proposed.
type Pick struct {
	All    bool // everything as it was proposed
	Keys   []string
	Number map[string]measure.Amount
}

func (p Pick) keeps(key string) bool {
	if p.All {
		return true
	}
	for _, k := range p.Keys {
		if k == key {
			return true
		}
	}
	return false
}

// PackFor reads the pack that would be proposed to somebody today. Refusal: not found for whom the actor sets no objectives.
func (a *App) PackFor(ctx context.Context, actor org.Actor, person org.ID, say Say) (Floating, error) {
	var f Floating
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		p, err := r.World.packable(actor, person, r.Today)
		if err != nil {
			return err
		}
		if f, err = r.World.floatingOne(r.tx, p, r.Today); err != nil {
			return err
		}
		f.Pack, err = r.World.pack(r.tx, p, r.Today, say)
		return err
	})
	return f, err
}

// packable is a person to whom the actor may propose a pack.
func (w *World) packable(actor org.Actor, person org.ID, today period.Date) (org.Person, error) {
	p, ok := w.Person(person)
	if !ok || p.Erased || hasLeft(p, today) {
		return p, notFound("person")
	}
	object := org.Object{Kind: org.AGoal, Owner: org.PersonOwner(person)}
	return p, w.Can(actor, org.EditGoal, object, today)
}

// ProposePack puts a pack before somebody: every objective kept becomes a proposal they agree to, counter or leave, all of them or
// none. It is worked out anew from today's facts. The same pack sent twice on a day is sent once.
//
// Refusals: pack.empty when nothing is kept; those of any new objective.
func (a *App) ProposePack(ctx context.Context, actor org.Actor, person org.ID, pick Pick, say Say) ([]org.ID, error) {
	var made []org.ID
	err := a.write(ctx, actor, func(u *Unit) error {
		made = nil
		p, err := u.World.packable(actor, person, u.World.Today(u.At))
		if err != nil {
			return err
		}
		pack, err := u.World.pack(u.tx, p, u.World.Today(u.At), say)
		if err != nil {
			return err
		}
		for i, d := range pack.Drafts {
			if !pick.keeps(d.Key) {
				continue
			}
			if n, ok := pick.Number[d.Key]; ok && d.Metric.Key != "" {
				d.retarget(n, say)
			}
			id, err := u.proposeDraft(p, i, d)
			if err != nil {
				return err
			}
			made = append(made, id)
		}
		if len(made) == 0 {
			return fault.Bad("drafts", "pack.empty")
		}
		return u.note("pack.proposed", "person", person, map[string]any{"n": len(made)})
	})
	return made, err
}

// packKey begins the keys of what a pack proposes from a day on.
func packKey(p org.Person, on period.Date) string {
	return fmt.Sprintf("pack-%s-", org.DerivedID("pack", p.ID.String(), on.String()))
}

// retarget gives a draft another number; the marks on the way to it follow.
func (d *PackDraft) retarget(n measure.Amount, say Say) {
	old := d.Target.Amount
	d.Target = measure.Some(n)
	if n == old || old <= 0 {
		return
	}
	for i, m := range d.marks {
		exact, err := measure.MulDiv(int64(m.Title.Amount.Amount), int64(n), int64(old))
		if err != nil {
			return
		}
		figure, step := measure.Amount(exact), max(plan.Friendly(n, 1), 1)
		if i < len(d.marks)-1 {
			figure = (figure + step/2) / step * step
		} else {
			figure = n
		}
		title := m.Title
		title.Args, title.Amount = []any{"amount", figure}, measure.Some(figure)
		d.Steps[i].Title = say(title, d.Metric.Unit)
	}
}

// proposeDraft makes one proposal; the same one made before on the same day is that one. Keys keep the order of the pack.
func (u *Unit) proposeDraft(p org.Person, at int, d PackDraft) (org.ID, error) {
	g := goal.Goal{
		Key: fmt.Sprintf("%s%02d-%s", packKey(p, d.Start), at+1, d.Key), Title: d.Title, Why: d.Why, Tier: goal.Individual,
		Owner: org.PersonOwner(p.ID), Metric: d.metric, Target: d.Target, Start: d.Start, End: d.End, Parent: d.Parent,
		Relation: goal.Supports, Origin: goal.OriginAgreed, Status: goal.Proposed, Learning: d.Learning, Difficulty: d.Difficulty,
	}
	switch old, err := u.tx.GoalByKey(u.org(), g.Key); {
	case err == nil && old.Status != goal.Cancelled:
		return old.ID, nil
	case err == nil:
		g.Key = ""
	case fault.KindOf(err) != fault.NotFound:
		return 0, err
	}
	if d.Parent != 0 {
		top, err := u.tx.Goal(u.org(), d.Parent)
		if err != nil {
			return 0, err
		}
		if top.Metric == d.metric {
			g.Relation = goal.ContributesTo
		}
	}
	if err := u.createGoal(&g, Said{}); err != nil {
		return 0, err
	}
	if len(d.Steps) > 0 {
		if err := u.addSteps(g.ID, d.Steps); err != nil {
			return 0, err
		}
	}
	return g.ID, u.freezeDraft(g, d)
}

// freezeDraft keeps how the number came about. A number somebody typed instead is theirs: nothing is said of it.
func (u *Unit) freezeDraft(g goal.Goal, d PackDraft) error {
	if len(d.How) == 0 {
		return nil
	}
	last := d.How[len(d.How)-1]
	if last.Amount.OK && last.Amount != g.Target {
		d.How = append(d.How, plan.Note{Code: "plan.how.typed", Args: []any{"amount", g.Target.Amount, "fair", last.Amount.Amount}, Amount: g.Target})
	}
	return u.freeze(g, d.How, d.Metric.Unit, d.ramp)
}

// freeze keeps how a number came about beside the version that carries it.
func (u *Unit) freeze(g goal.Goal, notes []plan.Note, unit string, ramp measure.BP) error {
	how := Derivation{Unit: unit, Ramp: ramp}
	for _, n := range notes {
		how.Lines = append(how.Lines, newSaying(n.Code, n.Args, n.Amount))
	}
	body, err := json.Marshal(how)
	if err != nil {
		return err
	}
	return u.tx.PutGround(u.org(), store.Ground{Goal: g.ID, Version: g.Version, Kind: groundDerivation, At: u.At.UnixMicro(), Body: string(body)})
}

// The kinds of template.
const (
	TemplateRecurring = "recurring"
	TemplatePack      = "pack"
)

// PackBody is what an organisation's own pack holds.
type PackBody struct {
	Drafts []PackItem `json:"drafts"`
}

// PackItem is one learning objective of an organisation's own pack: so many days for it, told by its steps.
type PackItem struct {
	Title      string   `json:"title"`
	Why        string   `json:"why"`
	Days       int      `json:"days"` // until its last day, the first included
	Difficulty int      `json:"difficulty,omitempty"`
	Steps      []string `json:"steps"`
}

// ownPack is an organisation's pack for a role, zero when it has none.
type ownPack struct {
	store.Template
	body PackBody
}

func (w *World) packOf(tx *store.Tx, role org.Role) (ownPack, error) {
	list, err := tx.Templates(w.Org().ID)
	if err != nil {
		return ownPack{}, err
	}
	for _, t := range list {
		if t.Kind == TemplatePack && t.Role == role && !t.Archived {
			p := ownPack{Template: t}
			return p, json.Unmarshal([]byte(t.Body), &p.body)
		}
	}
	return ownPack{}, nil
}

// drafts are the pack's objectives from a day on, their steps spread evenly over the days each is given.
func (p ownPack) drafts(span period.Span) ([]PackDraft, error) {
	var list []PackDraft
	for i, item := range p.body.Drafts {
		d := PackDraft{
			Key: p.Key + "." + org.DerivedID(item.Title, item.Why).String(), Title: item.Title, Why: item.Why, Learning: true, Early: i < 2,
			Difficulty: item.Difficulty, Start: span.From, End: span.From.AddDays(max(item.Days, 1) - 1),
		}
		for k, s := range item.Steps {
			d.Steps = append(d.Steps, goal.Step{Title: s, Due: span.From.AddDays(max(item.Days*(k+1)/len(item.Steps), 1) - 1)})
		}
		list = append(list, d)
	}
	return list, nil
}
