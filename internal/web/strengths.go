package web

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/insight"
	"cordee/internal/kudos"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/route"
	"cordee/internal/web/ui"
)

func (s *Server) strengthRoutes(g *route.Registry) {
	s.post(g, "/results/mine/strengths", org.ReadOrg, "", (*visit).saveStrengths)
	s.get(g, "/settings/practice", org.ManageOrg, "", (*visit).practicePage)
	s.post(g, "/settings/practice", org.ManageOrg, "", (*visit).savePractice)
}

// strengthsProps is the part of one's own results that says what is known of one's strengths.
type strengthsProps struct {
	part   ui.SectionProps
	named  []strengthProps
	silent string
	how    string
	table  ui.TableProps
	object ui.ActionProps
	note   string
}

type strengthProps struct {
	title, sentence, detail string
	state                   string
	show                    templ.Component
}

// strengths is nil while there is nothing to say.
func (v *visit) strengths() (*strengthsProps, error) {
	own, err := v.App.OwnStrengths(v.ctx(), v.actor())
	if err != nil || own.Off || own.On.IsZero() && !own.Choice.NoStrengths {
		return nil, err
	}
	t := v.teller()
	p := &strengthsProps{
		part: ui.SectionProps{ID: "strengths", Title: t.T("strengths.title"), Lead: t.T("strengths.lead")},
		how:  t.T("strengths.how"), note: t.T("strengths.object_lead"),
		object: ui.ActionProps{Action: "/results/mine/strengths", Hidden: []ui.Hidden{{Name: "act", Value: "off"}}, Button: ui.ButtonProps{Text: t.T("strengths.object"), Kind: ui.ButtonQuiet}},
	}
	if own.Choice.NoStrengths {
		p.part.Lead, p.note = "", t.T("strengths.off")
		p.object.Hidden[0].Value, p.object.Button.Text = "on", t.T("strengths.again")
		return p, nil
	}
	for _, f := range own.Findings {
		if f.Named {
			p.named = append(p.named, t.strength(f, own.Shown[app.FindingName(f)]))
		}
	}
	if len(p.named) == 0 {
		p.silent = t.T("strengths.none")
	}
	p.table = t.strengthTable(own.Findings)
	return p, nil
}

// segment is a dimension and its values in words.
func (t teller) segment(f app.Finding) string {
	parts := strings.Split(f.Dimension, ">")
	values := make([]string, len(f.Values))
	for i, value := range f.Values {
		if values[i] = t.attributeValue(value); value == app.Others {
			values[i] = t.T("strengths.others")
		}
	}
	return t.T("strengths.segment", "dimension", capital(t.attributeName(parts[len(parts)-1])), "values", values)
}

// chances says a probability as people count it.
func (t teller) chances(wrong float64) string {
	switch p := 1 - wrong; {
	case p >= .99:
		return t.T("strengths.chances_99")
	case p >= .95:
		return t.T("strengths.chances_95")
	case p >= .9:
		return t.T("strengths.chances_90")
	default:
		return t.T("strengths.chances_80")
	}
}

// rate is a share of one in whole percents.
func (t teller) rate(x float64) string { return t.Percent(measure.BP(math.Round(x*100) * 100)) }

// over is how much more than one a ratio is, in whole percents.
func (t teller) over(x float64) string {
	if x < 1 {
		return "−" + t.rate(1-x)
	}
	return "+" + t.rate(x-1)
}

func (t teller) strength(f app.Finding, shown bool) strengthProps {
	p := strengthProps{title: t.segment(f), sentence: t.T("strengths.better", "chances", t.chances(f.Wrong))}
	p.detail = t.T("strengths.winning", "n", f.N, "own", t.rate(f.Own), "expected", t.rate(f.Expected), "low", t.rate(f.Low), "high", t.rate(f.High))
	if f.Measure == insight.Size {
		p.sentence = t.T("strengths.larger", "chances", t.chances(f.Wrong))
		p.detail = t.T("strengths.size", "n", f.N, "own", t.over(f.Own), "low", t.over(f.Low), "high", t.over(f.High))
	}
	act, word := "show", "strengths.show"
	if shown {
		act, word, p.state = "hide", "strengths.hide", t.T("strengths.shown")
	}
	p.show = ui.Action(ui.ActionProps{Action: "/results/mine/strengths", Hidden: []ui.Hidden{{Name: "act", Value: act}, {Name: "name", Value: app.FindingName(f)}},
		Button: ui.ButtonProps{Text: t.T(word), Small: true, Attrs: templ.Attributes{"aria-label": t.T(word) + " – " + p.title}}})
	return p
}

// maxStrengthRows bounds the table of what is too early to name.
const maxStrengthRows = 40

// strengthTable is every segment in figures, those with most tries first, with what may be said of each.
func (t teller) strengthTable(found []app.Finding) ui.TableProps {
	table := ui.TableProps{ID: "segments", Caption: t.T("strengths.table"), HideCaption: true, Dense: true, Heads: []ui.Head{
		{Label: t.T("strengths.where")}, {Label: t.T("strengths.tries"), Numeric: true}, {Label: t.T("strengths.own"), Numeric: true},
		{Label: t.T("strengths.expected"), Numeric: true}, {Label: t.T("strengths.said")},
	}}
	list := slices.DeleteFunc(slices.Clone(found), func(f app.Finding) bool { return f.Measure != insight.Winning })
	slices.SortStableFunc(list, func(x, y app.Finding) int { return cmp.Compare(y.N, x.N) })
	for _, f := range list[:min(len(list), maxStrengthRows)] {
		own, expected, said := t.rate(f.Own), t.rate(f.Expected), t.T("strengths.as_expected")
		switch {
		case f.Named:
			said = t.T("strengths.better_short")
		case f.Weight < insight.FewestTries:
			own, expected, said = "", "", t.T("strengths.too_few", "n", f.N)
		}
		table.Rows = append(table.Rows, ui.Row{Cells: []ui.Cell{{Text: t.segment(f)}, {Text: t.group(f.N)}, {Text: own}, {Text: expected}, {Text: said}}})
	}
	return table
}

func (t teller) group(n int) string { return t.Number(measure.Amount(n) * measure.One) }

// saveStrengths shows one, takes it back, objects to them all, or changes one's mind.
func (v *visit) saveStrengths() error {
	var err error
	switch act := v.trimmed("act"); act {
	case "show", "hide":
		err = v.App.ShowStrength(v.ctx(), v.actor(), v.trimmed("name"), act == "show")
	case "on", "off":
		err = v.App.Choose(v.ctx(), v.actor(), func(c *app.OwnChoice) { c.NoStrengths = act == "off" })
	default:
		err = fault.New(fault.NotFound, "not_found", "what", "strength")
	}
	if err != nil {
		return err
	}
	v.flash("strengths_changed", "")
	return v.redirect("/results/mine#strengths")
}

// teamStrengths are those that members of a team show.
func (v *visit) teamStrengths(team org.ID) (templ.Component, error) {
	list, err := v.App.TeamStrengths(v.ctx(), v.actor(), team)
	if err != nil || len(list) == 0 {
		return ui.Group(), err
	}
	t := v.teller()
	var lines []shownStrength
	for _, s := range list {
		line := t.T("strengths.better", "chances", t.chances(s.Wrong))
		if s.Measure == insight.Size {
			line = t.T("strengths.larger", "chances", t.chances(s.Wrong))
		}
		lines = append(lines, shownStrength{v.world.Name(org.PersonOwner(s.Person)), t.segment(s.Finding), line})
	}
	return part(ui.SectionProps{ID: "strengths", Title: t.T("strengths.team"), Lead: t.T("strengths.team_lead")}, shownStrengths(lines)), nil
}

type shownStrength struct{ who, where, what string }

// practicePage is how the organisation uses strengths, tasks and pairs.
func (v *visit) practicePage() error {
	p, err := v.App.Practice(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	t := known("points", strconv.Itoa(p.Points), "point_days", strconv.Itoa(cmp.Or(p.PointDays, kudos.UsualDays)), "dimensions", strings.Join(p.Dimensions, "\n"), "max_open", measure.Amount(p.Open()*int(measure.One)).String())
	for name, on := range map[string]bool{"strengths": !p.NoStrengths, "matching": !p.NoMatching, "pairs_across": p.PairsAcross} {
		if on {
			t.Set(name, "yes")
		}
	}
	return v.practiceForm(nil, t)
}

func (v *visit) practiceForm(err error, t typed) error {
	fields := []ui.FieldProps{
		t.field(ui.FieldProps{Name: "strengths", Label: v.T("practice.strengths"), Hint: v.T("practice.strengths_hint"), Kind: ui.FieldCheckbox}),
		t.field(ui.FieldProps{Name: "dimensions", Label: v.T("practice.dimensions"), Hint: v.T("practice.dimensions_hint"), Kind: ui.FieldArea, Rows: 4, Optional: v.T("web.form.optional")}),
		t.field(ui.FieldProps{Name: "matching", Label: v.T("practice.matching"), Hint: v.T("practice.matching_hint"), Kind: ui.FieldCheckbox}),
		t.field(ui.FieldProps{Name: "max_open", Label: v.T("practice.max_open"), Kind: ui.FieldNumber, Narrow: true}),
		t.field(ui.FieldProps{Name: "pairs_across", Label: v.T("practice.pairs_across"), Hint: v.T("practice.pairs_across_hint"), Kind: ui.FieldCheckbox}),
		t.field(ui.FieldProps{Name: "points", Label: v.T("recognition.points_each"), Hint: v.T("recognition.points_each_hint"), Kind: ui.FieldNumber, Narrow: true}),
		t.field(ui.FieldProps{Name: "point_days", Label: v.T("recognition.points_days"), Kind: ui.FieldNumber, Narrow: true}),
	}
	title := v.T("practice.title")
	content := ui.Group(
		ui.PageHead(ui.PageHeadProps{Title: title, Lead: v.T("practice.lead")}), v.settingsTabs("practice"),
		narrow(fieldsForm(v.form(t, ui.FormProps{Action: "/settings/practice"}), fields, v.saveButton(), ui.Link{})),
	)
	return v.showAs(answerTo(err), page{title: title, path: "/settings"}, content)
}

func (v *visit) savePractice() error {
	if err := v.parse(); err != nil {
		return err
	}
	var l fault.List
	most, points, days := v.amount("max_open", &l), v.amount("points", &l), v.amount("point_days", &l)
	p := app.Practice{
		NoStrengths: v.trimmed("strengths") != "yes", NoMatching: v.trimmed("matching") != "yes", PairsAcross: v.trimmed("pairs_across") == "yes",
		Dimensions: strings.Split(v.r.PostFormValue("dimensions"), "\n"), MaxOpen: int(most.Amount / measure.One),
		Points: int(points.Amount / measure.One), PointDays: int(days.Amount / measure.One),
	}
	err := l.OrNil()
	if err == nil {
		err = v.App.SavePractice(v.ctx(), v.actor(), p)
	}
	if err != nil {
		if fault.KindOf(err) != fault.Invalid {
			return err
		}
		return v.practiceForm(err, v.retyped(err, "dimensions", "max_open", "points", "point_days"))
	}
	v.flash("practice_saved", "")
	return v.redirect("/settings/practice")
}
