package web

import (
	"strconv"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/kudos"
	"cordee/internal/org"
	"cordee/internal/route"
	"cordee/internal/store"
	"cordee/internal/web/ui"
)

func (s *Server) recognitionRoutes(g *route.Registry) {
	s.get(g, "/thanks", org.ReadOrg, "", (*visit).thanksPage)
	s.post(g, "/thanks", org.Thank, "", (*visit).thank)
	s.post(g, "/thanks/shown", org.ReadOrg, "", (*visit).showThanks)
	s.post(g, "/thanks/back", org.ReadOrg, "", (*visit).takeBackThanks)
	s.post(g, "/thanks/choice", org.ReadOrg, "", (*visit).chooseThanks)
	s.post(g, "/thanks/skills", org.ReadOrg, "", (*visit).showSkill)
	s.post(g, "/goals/{goal}/cheer", org.ReadGoal, "goal", (*visit).cheer)
	s.post(g, "/goals/{goal}/offer", org.ReadGoal, "goal", (*visit).offerHelp)
	s.post(g, "/goals/{goal}/points", org.ReadGoal, "goal", (*visit).givePoints)
}

// wordOf is one word of thanks; an encouragement or thanks for help need no words of their author.
func (t teller) wordOf(x store.Thanks, w *app.World) ui.ThanksProps {
	p := ui.ThanksProps{From: w.Name(org.PersonOwner(x.From)), Text: x.Text, Skill: x.Skill, When: t.DayMonth(dayOf(x.At, w))}
	if x.Text == "" {
		p.Text = t.T("recognition.said_"+x.Kind, "name", firstName(p.From))
	}
	if x.Kind == store.ThanksAssist && x.Posting != 0 {
		p.About = ui.Link{Text: t.T("recognition.the_result"), Href: "/results/" + strconv.FormatInt(x.Posting, 10)}
	}
	return p
}

// giftsShown are points received, as words.
func (t teller) giftsShown(list []app.GiftShown, w *app.World) []ui.ThanksProps {
	out := make([]ui.ThanksProps, len(list))
	for i, g := range list {
		out[i] = ui.ThanksProps{From: g.FromName, Text: t.T("recognition.gift", "n", g.Points, "text", g.Words), When: t.DayMonth(dayOf(g.At, w)),
			About: ui.Link{Text: g.GoalTitle, Href: goalPath(g.Goal)}}
	}
	return out
}

func (v *visit) thanksPage() error {
	view, err := v.App.Recognition(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	t := v.teller()
	parts := []templ.Component{ui.PageHead(ui.PageHeadProps{Title: v.T("recognition.title"), Lead: v.T("recognition.lead")})}
	var received, given, points []templ.Component
	for _, x := range view.Received {
		received = append(received, ui.Thanks(v.received(x, view)))
	}
	for _, x := range view.Given {
		p := t.wordOf(x.Thanks, view.World)
		p.Face, p.From, p.About = x.ToName, v.T("recognition.to", "name", x.ToName), aboutGoal(x)
		p.Actions = ui.Action(ui.ActionProps{Action: "/thanks/back", Hidden: []ui.Hidden{{Name: "thanks", Value: x.ID.String()}},
			Button: ui.ButtonProps{Text: v.T("recognition.take_back"), Kind: ui.ButtonQuiet, Small: true}})
		given = append(given, ui.Thanks(p))
	}
	for _, p := range t.giftsShown(view.Points, view.World) {
		points = append(points, ui.Thanks(p))
	}
	if len(received) == 0 {
		received = append(received, quietLine(v.T("web.rope.no_thanks")))
	}
	main := []templ.Component{part(ui.SectionProps{ID: "received", Title: v.T("recognition.received")}, ui.Group(received...))}
	if len(points) > 0 {
		main = append(main, part(ui.SectionProps{ID: "points", Title: v.T("recognition.points"), Lead: v.T("recognition.points_lead")}, ui.Group(points...)))
	}
	if len(given) > 0 {
		main = append(main, part(ui.SectionProps{ID: "given", Title: v.T("recognition.given")}, ui.Group(given...)))
	}
	aside := []templ.Component{v.choiceForm(view)}
	if len(view.Skills) > 0 {
		aside = append(aside, v.skillsPart(view.Skills, true))
	}
	parts = append(parts, twoColumns(ui.Group(main...), ui.Group(aside...)))
	return v.show(page{title: v.T("recognition.title"), path: "/thanks"}, ui.Group(parts...))
}

func aboutGoal(x app.ThanksShown) ui.Link {
	if x.GoalTitle == "" {
		return ui.Link{}
	}
	return ui.Link{Text: x.GoalTitle, Href: goalPath(x.Goal)}
}

// received is a word with what its receiver may decide about it.
func (v *visit) received(x app.ThanksShown, view app.RecognitionView) ui.ThanksProps {
	p := v.teller().wordOf(x.Thanks, view.World)
	if p.About.Text == "" {
		p.About = aboutGoal(x)
	}
	if x.To.Kind == org.OwnerTeam {
		p.Face, p.From = p.From, v.T("recognition.from_to", "from", p.From, "to", x.ToName)
		return p
	}
	if x.Kind != "" {
		return p
	}
	now := kudos.Effective(kudos.Shown(x.Shown), view.Shown)
	var ways []templ.Component
	for _, s := range []kudos.Shown{kudos.Mine, kudos.Team, kudos.All, kudos.Hidden} {
		if s == now {
			continue
		}
		hidden := []ui.Hidden{{Name: "thanks", Value: x.ID.String()}, {Name: "shown", Value: string(s)}}
		ways = append(ways, ui.Action(ui.ActionProps{Action: "/thanks/shown", Hidden: hidden, Button: ui.ButtonProps{Text: v.T("recognition.show_" + string(s)), Small: true}}))
	}
	p.Actions = waysFolded(v.T("recognition.now_"+string(now)), ways)
	return p
}

// choiceForm is where words one receives are shown, unless said otherwise of one.
func (v *visit) choiceForm(view app.RecognitionView) templ.Component {
	f := ui.FieldProps{Name: "shown", Label: v.T("recognition.choice"), Kind: ui.FieldRadio}
	for _, s := range []kudos.Shown{kudos.Mine, kudos.Team, kudos.All} {
		f.Options = append(f.Options, ui.Option{Value: string(s), Label: v.T("recognition.choice_" + string(s)), Selected: s == view.Shown})
	}
	wall := "recognition.wall_off"
	if view.OnWalls {
		wall = "recognition.wall_on"
	}
	form := fieldsForm(ui.FormProps{Action: "/thanks/choice"}, []ui.FieldProps{f}, v.saveButton(), ui.Link{})
	return part(ui.SectionProps{ID: "choice", Title: v.T("recognition.choice_title"), Lead: v.T("recognition.choice_lead")}, ui.Group(form, lineTo(ui.Link{Text: v.T(wall), Href: "/account"})))
}

func (v *visit) thanksID() (org.ID, error) {
	id, ok := org.ParseID(v.trimmed("thanks"))
	if !ok {
		return 0, fault.New(fault.NotFound, "not_found", "what", "thanks")
	}
	return id, nil
}

func (v *visit) showThanks() error {
	id, err := v.thanksID()
	if err != nil {
		return err
	}
	if err := v.App.ShowThanks(v.ctx(), v.actor(), id, kudos.Shown(v.trimmed("shown"))); err != nil {
		return err
	}
	return v.redirect("/thanks")
}

func (v *visit) takeBackThanks() error {
	id, err := v.thanksID()
	if err != nil {
		return err
	}
	if err := v.App.TakeBackThanks(v.ctx(), v.actor(), id); err != nil {
		return err
	}
	v.flash("thanks_back", "")
	return v.redirect("/thanks")
}

func (v *visit) chooseThanks() error {
	if err := v.App.ChooseThanks(v.ctx(), v.actor(), kudos.Shown(v.trimmed("shown"))); err != nil {
		return err
	}
	v.flash("saved", "")
	return v.redirect("/thanks")
}

func (v *visit) showSkill() error {
	if err := v.App.ShowSkill(v.ctx(), v.actor(), v.trimmed("skill"), v.trimmed("act") == "show"); err != nil {
		return err
	}
	return v.redirect("/thanks")
}

// cheer encourages whom the form names, else whoever carries the objective.
func (v *visit) cheer() error {
	id, err := v.goalID()
	if err != nil {
		return err
	}
	view, err := v.App.Goal(v.ctx(), v.actor(), id)
	if err != nil {
		return err
	}
	to := view.Standing.Owner
	if typed := v.trimmed("to"); typed != "" {
		if to, err = ownerNamed(v.world, "to", typed, v.today); err != nil {
			return err
		}
	}
	if err := v.App.Cheer(v.ctx(), v.actor(), id, to); err != nil {
		return err
	}
	v.flash("cheered", "")
	return v.redirect(v.back(goalPath(id)))
}

func (v *visit) offerHelp() error {
	id, err := v.goalID()
	if err != nil {
		return err
	}
	to, _ := org.ParseID(v.trimmed("to")) // none is refused with the rest
	if err := v.App.OfferHelp(v.ctx(), v.actor(), id, to, v.trimmed("words"), v.trimmed("slot")); err != nil {
		return err
	}
	v.flash("offered", "")
	return v.redirect(v.back(goalPath(id)))
}

func (v *visit) givePoints() error {
	id, err := v.goalID()
	if err != nil {
		return err
	}
	to, _ := org.ParseID(v.trimmed("to"))
	n, _ := strconv.ParseInt(v.trimmed("points"), 10, 64) // no number gives nothing, and is refused
	if err := v.App.GivePoints(v.ctx(), v.actor(), id, to, n, v.trimmed("text")); err != nil {
		return err
	}
	v.flash("points_given", "")
	return v.redirect(v.back("/team"))
}

func (v *visit) creditHelper() error {
	posting, err := strconv.ParseInt(v.r.PathValue("posting"), 10, 64)
	if err != nil {
		return fault.New(fault.NotFound, "not_found", "what", "result")
	}
	var helper org.ID
	if p, err := personNamed(v.world, "helper", v.trimmed("helper"), v.today); err == nil {
		helper = p.ID
	}
	now, err := v.App.CreditHelper(v.ctx(), v.actor(), posting, helper)
	if err != nil {
		return err
	}
	v.flash("helper_credited", "")
	return v.redirect("/results/" + strconv.FormatInt(now, 10))
}
