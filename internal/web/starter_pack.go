package web

import (
	"slices"
	"strings"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/web/ui"
)

// packProps is a path before it is proposed: what to keep, which numbers.
type packProps struct {
	head   ui.PageHeadProps
	form   ui.FormProps
	drafts []packDraftProps
	left   []string // what is not proposed, and why
	send   ui.ButtonProps
	cancel ui.ButtonProps
}

type packDraftProps struct {
	title, why   string
	tags         []ui.TagProps
	meta         []string
	keep, number ui.FieldProps
	steps        []stepProps
	how          []string
	howTitle     string
}

func (v *visit) packPage() error {
	id, err := v.pathID(org.APerson)
	if err != nil {
		return err
	}
	return v.showPack(id, nil)
}

func (v *visit) showPack(person org.ID, err error) error {
	f, errRead := v.App.PackFor(v.ctx(), v.actor(), person, v.say)
	if errRead != nil {
		return errRead
	}
	name := f.Person.Name
	p := packProps{
		head:   ui.PageHeadProps{Title: v.T("pack.title", "name", name), Lead: v.T("pack.lead", "name", firstName(name)), Meta: v.packMeta(f), CrumbsWord: v.T("web.crumbs"), Crumbs: []ui.Link{{Text: v.T("decide.title"), Href: "/decide"}}},
		send:   ui.ButtonProps{Text: v.T("pack.send"), Icon: "check", Kind: ui.ButtonPrimary},
		cancel: ui.ButtonProps{Text: v.T("web.form.cancel"), Href: "/decide", Kind: ui.ButtonQuiet},
	}
	t := typed{}
	if err != nil {
		t = v.retyped(err, numberFields(f.Pack)...)
	}
	p.form, p.left = v.form(t, ui.FormProps{Action: personPath(person) + "/pack"}), f.Pack.Left
	p.send.Disabled = len(f.Pack.Drafts) == 0
	for _, d := range f.Pack.Drafts {
		p.drafts = append(p.drafts, v.packDraft(d, t))
	}
	return v.showAs(answerTo(err), page{title: p.head.Title, path: "/decide"}, packBody(p))
}

func numberField(key string) string { return "number_" + key }

func numberFields(p app.Pack) []string {
	var names []string
	for _, d := range p.Drafts {
		names = append(names, numberField(d.Key))
	}
	return names
}

// packMeta is what the proposal was made from.
func (v *visit) packMeta(f app.Floating) []string {
	var meta []string
	if f.Pack.Month > 0 {
		meta = append(meta, v.T("pack.month", "n", f.Pack.Month))
	}
	if f.Person.Experience > 0 {
		meta = append(meta, v.T("pack.experience", "n", f.Person.Experience))
	}
	if f.Person.Ability > 0 {
		meta = append(meta, v.T("pack.ability", "n", f.Person.Ability))
	}
	if f.Pack.Custom != "" {
		meta = append(meta, v.T("pack.custom", "name", f.Pack.Custom))
	}
	return meta
}

func (v *visit) packDraft(d app.PackDraft, t typed) packDraftProps {
	p := packDraftProps{title: d.Title, why: d.Why, howTitle: v.T("pack.how")}
	kind := "pack.outcome"
	if d.Learning {
		kind = "pack.learning"
	}
	p.tags = append(p.tags, ui.TagProps{Text: v.T(kind)})
	if d.Early {
		p.tags = append(p.tags, ui.TagProps{Text: v.T("pack.early"), Tone: ui.ToneGood})
	}
	if d.Difficulty > 0 {
		p.meta = append(p.meta, v.T("pack.difficulty", "n", d.Difficulty))
	}
	p.meta = append(p.meta, v.DayMonth(d.Start)+" – "+v.DayMonth(d.End))
	kept := t.Values == nil || slices.Contains(t.Values["keep"], d.Key)
	p.keep = ui.FieldProps{ID: "keep-" + d.Key, Name: "keep", Label: v.T("pack.keep"), Kind: ui.FieldCheckbox, Value: d.Key, Checked: kept}
	if d.Metric.Key != "" {
		name := numberField(d.Key)
		p.number = ui.FieldProps{ID: name, Name: name, Label: v.teller().metricName(d.Metric), Kind: ui.FieldNumber, Value: v.Number(d.Target.Amount), Suffix: v.UnitName(d.Metric.Unit), Error: t.wrong[name]}
		if t.Values != nil {
			p.number.Value = t.Get(name)
		}
	}
	for _, s := range d.Steps {
		p.steps = append(p.steps, stepProps{title: s.Title, due: v.DayMonth(s.Due)})
	}
	for _, n := range d.How {
		p.how = append(p.how, v.say(n, d.Metric.Unit))
	}
	return p
}

func (v *visit) sendPack() error {
	id, err := v.pathID(org.APerson)
	if err != nil {
		return err
	}
	pick, err := v.pick()
	if err == nil {
		_, err = v.App.ProposePack(v.ctx(), v.actor(), id, pick, v.sayForAll)
	}
	if err != nil {
		if !complete(err) {
			return err
		}
		return v.showPack(id, err)
	}
	v.flash("pack_sent", "")
	return v.redirect("/decide")
}

// pick reads what was kept of a pack, and the numbers typed.
func (v *visit) pick() (app.Pick, error) {
	if err := v.parse(); err != nil {
		return app.Pick{}, err
	}
	var l fault.List
	pick := app.Pick{All: v.trimmed("all") == "yes", Keys: v.r.PostForm["keep"], Number: map[string]measure.Amount{}}
	for name := range v.r.PostForm {
		key, ok := strings.CutPrefix(name, "number_")
		if !ok || !slices.Contains(pick.Keys, key) {
			continue
		}
		if a := v.amount(name, &l); a.OK {
			pick.Number[key] = a.Amount
		}
	}
	return pick, l.OrNil()
}
