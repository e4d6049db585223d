package app

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// TemplateForm is a template as somebody wants it: a recurring objective, or a role's pack.
type TemplateForm struct {
	ID        org.ID
	Version   int
	Name      string
	Kind      string
	Role      org.Role
	Every     string
	Recurring Recurring
	Pack      PackBody
}

// TemplateView is one template with what its reader may do.
type TemplateView struct {
	TemplateForm
	Archived bool
	LastOn   period.Date
	Owner    org.Owner
	Next     period.Span // that would be prepared now
	MayEdit  bool
}

// Bounds of what a template holds.
const (
	maxDrafts    = 12
	maxPackSteps = 20
	maxTemplates = 500
	maxPackDays  = 366
)

// Templates lists those that the actor may see: recurring objectives of those they answer for, and the packs.
func (a *App) Templates(ctx context.Context, actor org.Actor) ([]TemplateView, *World, error) {
	var list []TemplateView
	var w *World
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		w, list = r.World, nil
		rows, err := r.tx.Templates(actor.Org)
		if err != nil {
			return err
		}
		for _, t := range rows {
			v, err := r.World.templateView(actor, t, r.Today)
			if err != nil {
				return err
			}
			if v.MayEdit || v.Kind == TemplatePack {
				list = append(list, v)
			}
		}
		return nil
	})
	return list, w, err
}

// Template reads one to edit. What the actor may not edit looks absent.
func (a *App) Template(ctx context.Context, actor org.Actor, id org.ID) (TemplateView, error) {
	var v TemplateView
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		t, err := r.tx.Template(actor.Org, id)
		if err != nil {
			return err
		}
		if v, err = r.World.templateView(actor, t, r.Today); err == nil && !v.MayEdit {
			err = notFound("template")
		}
		return err
	})
	return v, err
}

func (w *World) templateView(actor org.Actor, t store.Template, today period.Date) (TemplateView, error) {
	v := TemplateView{TemplateForm: TemplateForm{ID: t.ID, Version: t.Version, Name: t.Name, Kind: t.Kind, Role: t.Role, Every: t.Every}, Archived: t.Archived, LastOn: t.LastOn}
	if t.Kind == TemplatePack {
		v.MayEdit = w.Can(actor, org.ManageOrg, org.Object{}, today) == nil
		return v, json.Unmarshal([]byte(t.Body), &v.Pack)
	}
	if err := json.Unmarshal([]byte(t.Body), &v.Recurring); err != nil {
		return v, err
	}
	v.Owner, _ = w.OwnerByRef(v.Recurring.Owner)
	v.Next = w.nextSpan(t, today)
	v.MayEdit = w.Can(actor, org.EditGoal, org.Object{Kind: org.AGoal, Owner: v.Owner, Common: v.Owner.Kind == org.OwnerTeam}, today) == nil
	return v, nil
}

// SaveTemplate creates a template (ID 0) or changes the one read at Version. A role has one pack at a time.
//
// Refusals: template.name_missing, template.pack_empty, template.pack_taken; those of a recurring objective's terms; stale.
func (a *App) SaveTemplate(ctx context.Context, actor org.Actor, f TemplateForm) (org.ID, error) {
	var id org.ID
	err := a.write(ctx, actor, func(u *Unit) (err error) {
		id, err = u.saveTemplate(f)
		return err
	})
	return id, err
}

func (u *Unit) saveTemplate(f TemplateForm) (org.ID, error) {
	f.Name = strings.TrimSpace(f.Name)
	t := store.Template{ID: newID(), Version: 1, Kind: f.Kind}
	if f.ID != 0 {
		old, err := u.tx.Template(u.org(), f.ID)
		if err != nil {
			return 0, err
		}
		if v, err := u.World.templateView(u.Actor, old, u.World.Today(u.At)); err != nil || !v.MayEdit {
			return 0, notFound("template")
		}
		t = old
		t.Version = f.Version + 1
	} else {
		t.Key = t.ID.String()
	}
	t.Name, t.Role, t.Every = f.Name, "", ""
	var l fault.List
	if f.Name == "" || utf8.RuneCountInString(f.Name) > org.MaxName {
		l.Add(fault.Bad("name", "template.name_missing", "max", org.MaxName))
	}
	body, err := u.templateBody(&t, f)
	l.Add(err)
	if len(l) > 0 {
		return 0, l
	}
	t.Body = string(body)
	if f.ID != 0 {
		return t.ID, u.keepTemplate(t, u.tx.UpdateTemplate)
	}
	all, err := u.tx.Templates(u.org())
	if err != nil {
		return 0, err
	}
	if len(all) >= maxTemplates {
		return 0, fault.New(fault.Conflict, "template.too_many", "max", maxTemplates)
	}
	return t.ID, u.keepTemplate(t, u.tx.InsertTemplate)
}

func (u *Unit) keepTemplate(t store.Template, keep func(org.ID, store.Template) error) error {
	if err := keep(u.org(), t); err != nil {
		return err
	}
	return u.note("template.saved", "template", t.ID, map[string]any{"kind": t.Kind})
}

// templateBody checks what a template holds and writes it down.
func (u *Unit) templateBody(t *store.Template, f TemplateForm) ([]byte, error) {
	switch t.Kind {
	case TemplateRecurring:
		f.Recurring.Title, f.Recurring.Why = strings.TrimSpace(f.Recurring.Title), strings.TrimSpace(f.Recurring.Why)
		if t.Every = f.Every; f.Recurring.Title == "" {
			f.Recurring.Title = f.Name
		}
		if err := u.checkRecurring(*t, f.Recurring); err != nil {
			return nil, err
		}
		return json.Marshal(f.Recurring)
	case TemplatePack:
		t.Role = f.Role
		if err := u.checkPack(*t, f.Pack); err != nil {
			return nil, err
		}
		return json.Marshal(f.Pack)
	}
	return nil, fault.Bad("kind", "choice.unknown", "value", t.Kind, "allowed", TemplateRecurring+", "+TemplatePack)
}

func (u *Unit) checkPack(t store.Template, p PackBody) error {
	if err := u.World.Can(u.Actor, org.ManageOrg, org.Object{}, u.World.Today(u.At)); err != nil {
		return err
	}
	var l fault.List
	if !slices.Contains(org.Roles, t.Role) {
		l.Add(fault.Bad("role", "org.role_unknown", "value", string(t.Role)))
	}
	if len(p.Drafts) == 0 || len(p.Drafts) > maxDrafts {
		l.Add(fault.Bad("drafts", "template.pack_empty", "max", maxDrafts))
	}
	for _, d := range p.Drafts {
		if d.Title == "" || len(d.Steps) == 0 || len(d.Steps) > maxPackSteps || d.Days < 1 || d.Days > maxPackDays || d.Difficulty < 0 || d.Difficulty > 5 {
			l.Add(fault.Bad("drafts", "template.pack_draft", "title", d.Title, "max", maxPackSteps))
		}
	}
	if len(l) > 0 {
		return l
	}
	list, err := u.tx.Templates(u.org())
	if err != nil {
		return err
	}
	if slices.ContainsFunc(list, func(o store.Template) bool {
		return o.Kind == TemplatePack && o.Role == t.Role && !o.Archived && o.ID != t.ID
	}) {
		return fault.Bad("role", "template.pack_taken", "role", string(t.Role))
	}
	return nil
}

// ArchiveTemplate puts a template aside, or brings it back; what was made from it stays.
func (a *App) ArchiveTemplate(ctx context.Context, actor org.Actor, id org.ID, version int, archived bool) error {
	return a.write(ctx, actor, func(u *Unit) error {
		t, err := u.tx.Template(u.org(), id)
		if err != nil {
			return err
		}
		if v, err := u.World.templateView(u.Actor, t, u.World.Today(u.At)); err != nil || !v.MayEdit {
			return notFound("template")
		}
		if t.Kind == TemplatePack && !archived {
			if other, err := u.World.packOf(u.tx, t.Role); err != nil || other.ID != 0 {
				return fault.Bad("role", "template.pack_taken", "role", string(t.Role))
			}
		}
		t.Archived, t.Version = archived, version+1
		return u.keepTemplate(t, u.tx.UpdateTemplate)
	})
}
