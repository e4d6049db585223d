package web

import (
	"net/http"
	"strconv"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/route"
	"cordee/internal/web/ui"
)

func (s *Server) directionTextRoutes(g *route.Registry) {
	s.get(g, "/direction/text", org.ReadOrg, "", (*visit).directionText)
	s.post(g, "/direction/text", org.ReadOrg, "", (*visit).saveDirection)
	s.post(g, "/goals/{goal}/confirm", org.EditGoal, "goal", (*visit).confirmGoal)
}

// directionTextProps is the company's direction through time, and what hangs on it.
type directionTextProps struct {
	head     ui.PageHeadProps
	form     *ui.FormProps
	text     ui.FieldProps
	save     string
	affected string
	top      []directedProps
	topTitle string
	topLead  string
	past     ui.TimelineProps
	empty    string
}

// directedProps is a strategic objective with what its results say, and whether somebody should look at it again.
type directedProps struct {
	line    childProps
	earlier string
	confirm ui.ActionProps
	revise  ui.Link
	below   affectedProps
}

// affectedProps is what hangs on a strategic objective of an earlier direction, to be looked at again with it.
type affectedProps struct {
	head string
	rows []affectedRow
	more string
}

type affectedRow struct {
	tier     ui.Tier
	tierWord string
	link     ui.Link
	owner    string
}

// maxAffected bounds what one strategic objective lists; the whole rope is one link away.
const maxAffected = 100

func (v *visit) affectedBelow(t teller, view app.DirectionsView, s app.Standing) affectedProps {
	list := view.Below[s.ID]
	if len(list) == 0 {
		return affectedProps{}
	}
	p := affectedProps{head: v.T("web.cap.below", "n", len(list))}
	for i, g := range list {
		if i == maxAffected {
			p.more = v.T("web.cap.below_more", "n", len(list)-maxAffected)
			break
		}
		p.rows = append(p.rows, affectedRow{
			tier: ui.Tier(g.Tier), tierWord: t.tierWord(g.Tier), link: ui.Link{Text: g.Title, Href: goalPath(g.ID)}, owner: view.World.Name(g.Owner),
		})
	}
	return p
}

func (v *visit) directionText() error {
	view, err := v.App.Directions(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	return v.show(page{title: v.T("web.cap.title")}, directionTextBody(v.directionProps(view, v.world.Org().Direction, nil)))
}

func (v *visit) directionProps(view app.DirectionsView, typed string, err error) directionTextProps {
	t := v.teller()
	p := directionTextProps{
		head:     ui.PageHeadProps{Title: v.T("web.cap.title"), Lead: v.T("web.cap.lead"), Crumbs: []ui.Link{{Text: v.T("web.nav.direction"), Href: "/direction"}}, CrumbsWord: v.T("web.goal.crumbs"), AsOf: v.asOf()},
		topTitle: v.T("web.cap.top"), topLead: v.T("web.cap.top_lead"), past: ui.TimelineProps{ID: "past", Label: v.T("web.cap.past")},
	}
	if view.MayEdit {
		byField, rest := v.fieldFaults(err, "direction")
		p.form = &ui.FormProps{Action: "/direction/text", Errors: rest, ErrorTitle: v.T("web.form.errors"), Hidden: []ui.Hidden{{Name: "version", Value: strconv.Itoa(v.world.Org().Version)}}}
		p.text = ui.FieldProps{Name: "direction", Label: v.T("web.cap.text"), Hint: v.T("web.cap.text_hint"), Kind: ui.FieldArea, Rows: 4, Value: typed, Error: byField["direction"], Required: true}
		p.save = v.T("web.cap.save")
	}
	for _, tier := range goal.Tiers() {
		if n := view.Affected[tier]; n > 0 {
			if p.affected != "" {
				p.affected += v.T("web.cap.and")
			}
			p.affected += v.T("web.cap.affected_"+string(tier), "n", n)
		}
	}
	if p.affected != "" {
		p.affected = v.T("web.cap.affected", "list", p.affected)
	}
	for _, s := range view.Top {
		p.top = append(p.top, v.directed(t, view, s))
	}
	for i, d := range view.Texts {
		m := ui.Moment{Icon: "flag", When: v.Date(d.From), At: d.From.String(), Who: v.world.Name(org.PersonOwner(d.Actor)), Text: v.T("web.cap.was"), Quote: d.Text}
		if i == 0 {
			m.Text = v.T("web.cap.now")
		}
		p.past.Moments = append(p.past.Moments, m)
	}
	if len(view.Texts) == 0 {
		p.empty = v.T("web.cap.empty")
	}
	return p
}

func (v *visit) directed(t teller, view app.DirectionsView, s app.Standing) directedProps {
	d := directedProps{line: t.child(s, view.World)}
	over := s.Progress.Over()
	if over {
		d.earlier = v.outcome(t, view, s)
		if view.MayEdit && len(view.Texts) > 0 && s.End >= view.Texts[0].From {
			d.revise = ui.Link{Text: v.T("web.cap.revise_text"), Href: "#f-direction"}
		}
		return d
	}
	if !view.Earlier(s) {
		return d
	}
	d.earlier, d.below = v.T("web.cap.earlier"), v.affectedBelow(t, view, s)
	if view.MayEdit {
		d.confirm = ui.ActionProps{
			Action: goalPath(s.ID) + "/confirm", Hidden: versionHidden(s), Button: ui.ButtonProps{Text: v.T("web.cap.confirm"), Icon: "check", Small: true},
		}
		d.revise = ui.Link{Text: v.T("web.cap.revise"), Href: goalPath(s.ID) + "/edit"}
	}
	return d
}

// outcome says what the results of a period that is over say of the direction it served.
func (v *visit) outcome(t teller, view app.DirectionsView, s app.Standing) string {
	key := "web.cap.over_" + string(s.Progress.Status)
	text := v.T(key, "on", s.End, "value", t.attained(s), "percent", t.percent(s.Progress))
	if len(view.Texts) > 0 && s.End < view.Texts[0].From {
		return text + " " + v.T("web.cap.over_before")
	}
	return text
}

func (v *visit) saveDirection() error {
	text := v.trimmed("direction")
	if err := v.App.SetDirection(v.ctx(), v.actor(), text, v.version()); err != nil {
		if !complete(err) {
			return err
		}
		view, readErr := v.App.Directions(v.ctx(), v.actor())
		if readErr != nil {
			return readErr
		}
		return v.showAs(http.StatusUnprocessableEntity, page{title: v.T("web.cap.title")}, directionTextBody(v.directionProps(view, text, err)))
	}
	v.flash("direction_saved", "")
	return v.redirect("/direction/text")
}

func (v *visit) confirmGoal() error {
	id, err := v.goalID()
	if err != nil {
		return err
	}
	if err := v.App.ConfirmGoal(v.ctx(), v.actor(), id, v.version()); err != nil {
		return v.goalAgain(id, err)
	}
	v.flash("goal_confirmed", "")
	return v.redirect(v.back("/direction/text"))
}
