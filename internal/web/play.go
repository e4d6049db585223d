package web

import (
	"context"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/game"
	"cordee/internal/org"
	"cordee/internal/route"
	"cordee/internal/web/ui"
)

func (s *Server) playRoutes(g *route.Registry) {
	s.get(g, "/play", org.ReadBoard, "", (*visit).playPage)
	s.post(g, "/play/choice", org.EditSelf, "", (*visit).choosePlay)
	s.post(g, "/play/rest", org.EditSelf, "", (*visit).chooseRest)
	s.get(g, "/challenges/new", org.ReadBoard, "", (*visit).newChallenge)
	s.post(g, "/challenges", org.ReadBoard, "", (*visit).draftChallenge)
	s.get(g, "/challenges/{challenge}", org.ReadBoard, "challenge", (*visit).challengePage)
	s.post(g, "/challenges/{challenge}/announce", org.ReadBoard, "challenge", (*visit).announceChallenge)
	s.post(g, "/challenges/{challenge}/off", org.ReadBoard, "challenge", (*visit).callOffChallenge)
	s.post(g, "/challenges/{challenge}/answer", org.ReadBoard, "challenge", (*visit).answerChallenge)
}

func (v *visit) choosePlay() error {
	in := v.r.PostFormValue("in") == "yes"
	if err := v.App.PlayGame(v.ctx(), v.actor(), in); err != nil {
		return err
	}
	if in {
		v.flash("play_joined", "")
	} else {
		v.flash("play_left", "")
	}
	return v.redirect("/play")
}

func (v *visit) newChallenge() error { return v.showChallengeForm(nil, v.freshChallenge()) }

func (v *visit) showChallengeForm(problem error, t typed) error {
	own, err := v.App.OwnGame(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	head := ui.PageHead(ui.PageHeadProps{
		Title: v.T("play.new"), Lead: v.T("play.form.lead"), Crumbs: []ui.Link{{Text: v.T("play.title"), Href: "/play"}}, CrumbsWord: v.T("play.title"),
	})
	return v.showAs(answerTo(problem), page{title: v.T("play.new"), path: "/play"}, ui.Group(head, narrow(v.challengeForm(t, own.Others))))
}

func (v *visit) draftChallenge() error {
	if err := v.parse(); err != nil {
		return err
	}
	f, err := v.typedChallenge()
	var id org.ID
	if err == nil {
		id, err = v.App.DraftChallenge(v.ctx(), v.actor(), f)
	}
	if err != nil {
		if !complete(err) {
			return err
		}
		return v.showChallengeForm(err, v.retyped(err, challengeFields...))
	}
	v.flash("challenge_saved", "")
	return v.redirect(challengePath(id))
}

func challengePath(id org.ID) string { return "/challenges/" + id.String() }

func (v *visit) announceChallenge() error {
	return v.withChallenge("challenge_announced", v.App.AnnounceChallenge)
}

func (v *visit) callOffChallenge() error {
	id, err := v.pathID("challenge")
	if err != nil {
		return err
	}
	if err := v.App.CallOffChallenge(v.ctx(), v.actor(), id); err != nil {
		return err
	}
	v.flash("challenge_off", "")
	return v.redirect("/play")
}

func (v *visit) answerChallenge() error {
	id, err := v.pathID("challenge")
	if err != nil {
		return err
	}
	if _, err := v.App.Challenge(v.ctx(), v.actor(), id); err != nil {
		return err
	}
	join := v.r.PostFormValue("join") == "yes"
	if err := v.App.AnswerChallenge(v.ctx(), v.actor(), id, join, v.trimmed("theme")); err != nil {
		return err
	}
	if !join {
		v.flash("challenge_declined", "")
		return v.redirect("/play")
	}
	v.flash("challenge_joined", "")
	return v.redirect(challengePath(id))
}

// challengePage is one challenge; its maker sees the dry run before it is announced.
func (v *visit) challengePage() error {
	id, err := v.pathID("challenge")
	if err != nil {
		return err
	}
	c, err := v.App.Challenge(v.ctx(), v.actor(), id)
	if err != nil {
		return err
	}
	card := v.challengeCard(c)
	card.ID, card.Href, card.Title, card.State = "", "", v.T("play.theme."+c.Theme), ui.TagProps{}
	head := ui.PageHeadProps{
		Title: c.Title, Meta: []string{v.T("play.dates", "from", v.Date(c.Start), "to", v.Date(c.End))}, Tag: v.challengeState(c.Status),
		Crumbs: []ui.Link{{Text: v.T("play.title"), Href: "/play"}}, CrumbsWord: v.T("play.title"), Actions: v.challengeLead(c),
	}
	parts := []templ.Component{ui.PageHead(head)}
	if c.Status == game.Draft {
		dry, err := v.App.DryRun(v.ctx(), v.actor(), id)
		if err != nil {
			return err
		}
		parts = append(parts, part(ui.SectionProps{Title: v.T("play.dry"), Lead: v.T("play.dry_lead")}, narrow(v.dryRun(dry))))
	} else {
		parts = append(parts, narrow(ui.ChallengeCard(card)))
	}
	return v.show(page{title: c.Title, path: "/play"}, ui.Group(parts...))
}

func (v *visit) dryRun(c app.ChallengeView) templ.Component {
	card := v.challengeCard(c)
	card.ID, card.Href, card.Title, card.Actions, card.State = "", "", v.T("play.kind."+string(c.Kind)), nil, ui.TagProps{}
	if len(card.Sides) == 0 {
		card.Note = v.T("play.dry_none")
	}
	return ui.ChallengeCard(card)
}

// challengeLead are the buttons of who made it.
func (v *visit) challengeLead(c app.ChallengeView) templ.Component {
	if !c.MayLead {
		return nil
	}
	at := challengePath(c.ID)
	switch c.Status {
	case game.Draft:
		return ui.Group(
			ui.Action(ui.ActionProps{Action: at + "/announce", Button: ui.ButtonProps{Text: v.T("play.announce"), Icon: "flag", Kind: ui.ButtonPrimary}}),
			ui.Action(ui.ActionProps{Action: at + "/off", Button: ui.ButtonProps{Text: v.T("play.drop"), Kind: ui.ButtonQuiet}}))
	case game.Announced, game.Running:
		return ui.Action(ui.ActionProps{Action: at + "/off", Button: ui.ButtonProps{Text: v.T("play.call_off"), Kind: ui.ButtonQuiet}})
	case game.Over, game.CalledOff:
	}
	return nil
}

// withChallenge does one thing with the challenge of the path and goes back to its page.
func (v *visit) withChallenge(said string, do func(ctx context.Context, actor org.Actor, id org.ID) error) error {
	id, err := v.pathID("challenge")
	if err != nil {
		return err
	}
	if err := do(v.ctx(), v.actor(), id); err != nil {
		return err
	}
	v.flash(said, "")
	return v.redirect(challengePath(id))
}

// permilleOf is a share of a whole in permille, for a bar; nothing of nothing is absent.
func permilleOf(part, whole int64) ui.Mark {
	if whole <= 0 {
		return ui.Mark{}
	}
	return ui.At(int(min(max(part, 0)*1000/whole, 100_000)))
}
