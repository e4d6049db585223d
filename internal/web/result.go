package web

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/web/ui"
)

// resultProps is the page of one result.
type resultProps struct {
	head   ui.PageHeadProps
	facts  []factProps
	moved  []movedProps
	words  resultWords
	thanks thanksForm
	helper helperForm
	undo   ui.ActionProps
}

type resultWords struct{ facts, moved, movedLead, none string }

type factProps struct{ label, value, href string }

type movedProps struct {
	href, title, owner, by string
	tier                   ui.Tier
	tierWord               string
	bar                    ui.ObjectiveBarProps
}

func (v *visit) result() error {
	posting, err := strconv.ParseInt(v.r.PathValue("posting"), 10, 64)
	if err != nil {
		return fault.New(fault.NotFound, "not_found", "what", "result")
	}
	view, err := v.App.Result(v.ctx(), v.actor(), posting)
	if err != nil {
		return err
	}
	p := v.teller().resultPage(view)
	p.thanks = v.thanksForm(0, posting, creditedTo(view.Posting, v.me().ID))
	if view.MayUndo {
		p.helper = v.helperForm(view.Posting)
	}
	return v.show(page{title: p.head.Title}, resultPage(p))
}

func (t teller) resultPage(v app.ResultView) resultProps {
	x := v.Posting
	p := resultProps{words: resultWords{facts: t.T("web.result.facts"), moved: t.T("web.result.moved"), movedLead: t.T("web.result.moved_lead"), none: t.T("web.result.moved_none")}}
	p.head = ui.PageHeadProps{Title: t.resultTitle(x, v.World), Meta: []string{t.Date(x.OccurredOn)}}
	if !v.Live {
		p.head.Tag = ui.TagProps{Text: t.T("web.result.replaced"), Tone: ui.ToneWarn}
	}
	if len(v.Moved) == 0 {
		p.words.movedLead = ""
	}
	for _, c := range x.Credits {
		value := v.World.Name(c.Owner)
		if len(x.Credits) > 1 {
			value = t.T("web.result.part_of", "name", value, "part", c.BP)
		}
		href := personPath(c.Owner.ID)
		if c.Owner.Kind == org.OwnerTeam {
			href = teamPath(c.Owner.ID)
		}
		p.facts = append(p.facts, factProps{label: t.T("web.result.person"), value: value, href: href})
	}
	for _, id := range x.Assists {
		p.facts = append(p.facts, factProps{label: t.T("web.result.assist"), value: v.World.Name(org.PersonOwner(id)), href: personPath(id)})
	}
	for _, name := range sortedKeys(x.Attrs) {
		p.facts = append(p.facts, factProps{label: t.attributeName(name), value: t.attributeValue(x.Attrs[name])})
	}
	for _, m := range v.Moved {
		one := movedProps{href: goalPath(m.ID), title: m.Title, owner: m.OwnerName, tier: ui.Tier(m.Tier), tierWord: t.tierWord(m.Tier), bar: t.bar(m.Standing, m.By)}
		one.bar.ID = ""
		if m.By.OK {
			one.by = t.T("web.result.by", "amount", t.Value(m.By.Amount, m.Metric.Unit))
		}
		p.moved = append(p.moved, one)
	}
	if v.MayUndo && x.Source == webSource {
		p.undo = ui.ActionProps{Action: "/results/" + x.Ref + "/undo", Button: ui.ButtonProps{Text: t.T("web.result.undo"), Icon: "undo"}}
	}
	return p
}

// resultTitle is what happened in a few words: "Vente signée : 12 800 €".
func (t teller) resultTitle(x app.Posted, w *app.World) string {
	kind := t.kindName(x.Kind)
	if !x.Amount.OK || x.Amount.Amount == 0 {
		return kind
	}
	return t.T("web.result.title", "kind", kind, "amount", t.Value(x.Amount.Amount, w.Org().Currency))
}

// attributeName is the name of an attribute in words, where it is a common one.
func (t teller) attributeName(name string) string {
	if key := "web.attribute." + strings.ToLower(name); t.Has(key) {
		return t.T(key)
	}
	return strings.ReplaceAll(name, "_", " ")
}

func (t teller) attributeValue(value string) string {
	if value == "yes" || value == "no" {
		return t.T("answer." + value)
	}
	if strings.Contains(value, ".") { // a whole number may be a reference; one with decimals is an amount
		if a, _, err := measure.Parse(value); err == nil {
			return t.Number(a)
		}
	}
	return value
}

// moments are results as a story, newest first.
func (t teller) moments(list []app.Posted, w *app.World, me org.ID) []ui.Moment {
	out := make([]ui.Moment, 0, len(list))
	for _, x := range list {
		m := ui.Moment{Icon: kindIcon(x.Kind), When: t.DayMonth(x.OccurredOn), At: x.OccurredOn.String(), Href: resultPath(x), Text: t.resultTitle(x, w)}
		if customer := x.Attrs["customer"]; customer != "" {
			m.Text = t.T("web.result.with_customer", "title", m.Text, "customer", customer)
		}
		if part := ownPart(x, me); part != 0 && part != measure.Hundred {
			m.Text = t.T("web.result.with_part", "title", m.Text, "part", part)
		} else if part == 0 && len(x.Credits) > 0 {
			m.Who = w.Name(x.Credits[0].Owner)
			if slices.Contains(x.Assists, me) {
				m.Text = t.T("web.result.with_help", "title", m.Text)
			}
		}
		out = append(out, m)
	}
	return out
}

func ownPart(x app.Posted, me org.ID) (part measure.BP) {
	for _, c := range x.Credits {
		if c.Owner == org.PersonOwner(me) {
			part += c.BP
		}
	}
	return part
}

func kindIcon(kind string) string {
	switch kind {
	case "deal_won":
		return "star"
	case "meeting":
		return "people"
	case "call":
		return "chat"
	}
	return "bolt"
}

func resultPath(x app.Posted) string { return "/results/" + strconv.FormatInt(x.ID, 10) }

// creditedTo are the people to thank for a result.
func creditedTo(x app.Posted, but org.ID) []org.Owner {
	var list []org.Owner
	for _, c := range x.Credits {
		if c.Owner != org.PersonOwner(but) {
			list = append(list, c.Owner)
		}
	}
	for _, id := range x.Assists {
		if id != but {
			list = append(list, org.PersonOwner(id))
		}
	}
	return list
}

// dayOf is the civil day of an instant in microseconds.
func dayOf(at int64, w *app.World) period.Date { return period.Today(time.UnixMicro(at), w.Location()) }

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
