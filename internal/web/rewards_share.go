package web

import (
	"strconv"
	"strings"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/reward"
	"cordee/internal/web/ui"
)

// reckonedProps is an arithmetic under its title, with every result behind it.
type reckonedProps struct {
	title   string
	note    string
	curve   *drawn
	lines   []ui.ReckoningLine
	results []behindProps
}

// behindProps is the results of one objective, folded.
type behindProps struct {
	title string
	table ui.TableProps
	more  ui.Link
	none  string
}

// shareProps is what one person obtains by one rule, line by line.
type shareProps struct {
	head      ui.PageHeadProps
	stats     []ui.Stat
	next      []string
	otherwise string
	nextAt    string
	flags     []string
	gates     []string
	gatesAt   string
	parts     []reckonedProps
	partsAt   ui.SectionProps
	pot       []reckonedProps
	potAt     ui.SectionProps
	total     []ui.ReckoningLine
	totalAt   ui.SectionProps
	awards    ui.TableProps
	awardsAt  ui.SectionProps
	links     []ui.ButtonProps
}

func (v *visit) shareOf() error {
	rule, err := v.pathID("rule")
	if err != nil {
		return err
	}
	person, err := v.pathID("member")
	if err != nil {
		return err
	}
	st, err := v.App.RewardStatement(v.ctx(), v.actor(), rule, smallNumber(v.r.URL.Query().Get("version")), person)
	if fault.KindOf(err) == fault.Forbidden {
		err = fault.New(fault.NotFound, "not_found", "what", "person") // who obtains something by a rule is theirs to know
	}
	if err != nil {
		return err
	}
	p, err := v.sharePage(st)
	if err != nil {
		return err
	}
	return v.show(page{title: p.head.Title, path: "/rewards"}, shareBody(p))
}

func (v *visit) sharePage(st app.RewardStatement) (shareProps, error) {
	t := v.ruleTeller(st.Rule.Rule, st.Goals)
	p := shareProps{
		head: ui.PageHeadProps{Title: st.Rule.Title, Lead: v.T("web.reward.share_lead"), CrumbsWord: v.T("web.crumbs"), Crumbs: []ui.Link{{Text: v.T("web.reward.title"), Href: "/rewards"}},
			Meta: []string{st.Person.Name, v.Span(st.Rule.Span()), v.T("web.reward.version", "n", st.Rule.Version)}, AsOf: v.asOf()},
		stats: t.shareStats(st.Share, st.Possible), nextAt: v.T("web.reward.next"),
	}
	if st.Mine {
		p.otherwise = t.otherwise(st.Next)
		for _, a := range st.Next {
			p.next = append(p.next, t.ahead(a))
		}
	}
	if err := v.reckoned(&p, t, st.Reckoned, st.Share, st.Mine, st.Goals); err != nil {
		return p, err
	}
	p.awards = v.awardTable("awards-table", st.Awards, false)
	p.awardsAt = ui.SectionProps{ID: "awards", Title: v.T("web.reward.awards"), Lead: v.T("web.reward.awards_lead")}
	p.links = []ui.ButtonProps{{Text: v.T("web.reward.the_rule"), Href: versionPath(st.Rule), Icon: "list"}}
	if st.Mine {
		p.links = append(p.links, ui.ButtonProps{Text: v.T("web.reward.try"), Href: "/rewards/try", Icon: "chart"})
	}
	path, query, _ := strings.Cut(shareOfPath(st.Rule.ID, st.Rule.Version, st.Person.ID), "?")
	p.links = append(p.links, v.fileButtons(path, "?"+query)...)
	return p, nil
}

// reckoned puts every step of a share on its page.
func (v *visit) reckoned(p *shareProps, t ruleTeller, st reward.Statement, s reward.Share, mine bool, goals map[org.ID]app.Standing) error {
	for _, f := range s.Flags {
		p.flags = append(p.flags, t.flag(f, mine))
	}
	p.gatesAt = v.T("web.reward.gates")
	for _, g := range s.Gates {
		p.gates = append(p.gates, t.heldWords(g, mine))
	}
	p.partsAt = ui.SectionProps{ID: "lines", Title: v.T("web.reward.line_by_line"), Lead: v.T("web.reward.line_by_line_lead")}
	base := measure.Amount(0)
	if t.rule.Each != nil {
		base = t.rule.Each.Base
	}
	for i, l := range s.Lines {
		r, err := v.reckonedLine(t, l, base, "line-"+strconv.Itoa(i), mine, goals)
		if err != nil {
			return err
		}
		p.parts = append(p.parts, r)
	}
	if st.Pot != nil {
		p.potAt = ui.SectionProps{ID: "pot", Title: v.T("web.reward.legend_pot"), Lead: v.T("web.reward.pot_lead")}
		for i, l := range st.Pot.Lines {
			r, err := v.reckonedLine(t, l, t.rule.Pot.Base, "pot-"+strconv.Itoa(i), mine, goals)
			if err != nil {
				return err
			}
			p.pot = append(p.pot, r)
		}
		pot := reckonedProps{title: v.T("web.reward.pot_total")}
		for _, f := range st.Pot.Flags {
			p.flags = append(p.flags, t.flag(f, mine))
		}
		pot.lines = append(t.steps(st.Pot.Steps, reward.Line{}), ui.ReckoningLine{Label: v.T("web.reward.step.pot"), Value: t.gives(st.Pot.Total), Total: true})
		p.pot = append(p.pot, pot)
	}
	p.totalAt = ui.SectionProps{ID: "total", Title: v.T("web.reward.total")}
	p.total = t.steps(s.Steps, reward.Line{})
	return nil
}

func (v *visit) reckonedLine(t ruleTeller, l reward.Line, base measure.Amount, id string, mine bool, goals map[org.ID]app.Standing) (reckonedProps, error) {
	r := reckonedProps{title: capital(t.subject(l.Of, mine)), lines: t.steps(l.Steps, l)}
	if l.Flag != reward.NoNote {
		r.note = t.T("web.reward.note." + string(l.Flag))
	}
	if l.Reached == nil {
		return r, nil
	}
	r.curve = t.standing(l, base)
	for _, g := range l.Reached.Goals {
		if _, may := goals[g]; !may {
			continue
		}
		b, err := v.behind(g, id)
		if err != nil {
			return r, err
		}
		r.results = append(r.results, b)
	}
	return r, nil
}

// standing draws where somebody stands on a curve.
func (t ruleTeller) standing(l reward.Line, base measure.Amount) *drawn {
	if !t.rule.Kind.Counted() {
		return nil
	}
	var x measure.Amount
	at, ok := l.Reached.Attainment()
	switch {
	case l.Curve.Axis == reward.OnAmount && l.Reached.Value.OK:
		x = l.Reached.Value.Amount
	case l.Curve.Axis == reward.OnAttainment && ok:
		x = at.Amount()
	default:
		return nil
	}
	d := t.draw(reward.Part{Of: l.Of, Weight: l.Weight, Curve: l.Curve}, base, capital(t.subject(l.Of, false)), x)
	d.curve.Here.X, d.curve.Here.Y = float(x), float(l.Brings.Amount())
	d.curve.HereLabel = t.Value(l.Brings.Amount(), t.unit())
	d.curve.Desc += " " + t.T("web.reward.curve.here", "at", t.bound(l.Curve, l.Of, x), "amount", d.curve.HereLabel)
	return &d
}

// behind is every result that counted for an objective, as its own statement has them.
func (v *visit) behind(g org.ID, id string) (behindProps, error) {
	st, err := v.App.Statement(v.ctx(), v.actor(), g)
	if err != nil {
		return behindProps{}, err
	}
	b := behindProps{title: v.T("web.reward.results", "title", st.Standing.Title, "n", len(st.Lines)+st.Hidden), more: ui.Link{Text: v.T("web.reward.results_all"), Href: statementPath(g)}}
	lines := st.Lines
	if len(lines) > firstLines {
		lines = lines[:firstLines]
	}
	b.table = v.statementTable(id+"-"+g.String(), lines, st, st.Brought)
	if len(lines) == 0 {
		b.none = v.T("web.reward.results_none")
	}
	return b, nil
}

func (t ruleTeller) flag(f reward.Flag, mine bool) string {
	if f.Of != (reward.Subject{}) {
		return t.T("web.reward.flagged", "what", capital(t.subject(f.Of, mine)), "note", lowerFirst(t.T("web.reward.note."+string(f.Note))))
	}
	return t.T("web.reward.note." + string(f.Note))
}

func (t ruleTeller) heldWords(h reward.Held, mine bool) string {
	key := "web.reward.gate_open"
	if h.Holds {
		key = "web.reward.gate_holds"
	}
	at := t.percentOf(measure.Whole(100))
	if h.At.OK {
		at = t.percentOf(h.At.Amount)
	}
	now := t.T("web.reward.not_set_yet")
	if h.Reached != nil {
		if x, ok := h.Reached.Attainment(); ok {
			now = t.percentOf(x.Amount())
		}
	}
	return t.T(key, "what", capital(t.subject(h.Of, mine)), "at", at, "now", now)
}
