package web

import (
	"net/http"
	"slices"
	"strings"

	"cordee/internal/org"
	"cordee/internal/web/ui"
)

// laterCookie holds the objectives after which the reader wants nothing for now. It stays in their browser: leaving a proposal is
// nobody else's business.
const (
	laterCookie = "later"
	laterMost   = 40
)

func (v *visit) later() []string {
	c, err := v.r.Cookie(laterCookie)
	if err != nil {
		return nil
	}
	return strings.Split(c.Value, ".")
}

// nextCards are what the reader may do after what they reached.
func (v *visit) nextCards() ([]decisionCard, error) {
	list, err := v.App.NextSteps(v.ctx(), v.actor())
	if err != nil {
		return nil, err
	}
	left := v.later()
	var cards []decisionCard
	for _, n := range list {
		if slices.Contains(left, n.From.String()) {
			continue
		}
		words := "next.take"
		if n.NeedsWord {
			words = "next.propose"
		}
		sentence := v.T("next.after", "title", n.After.Title, "next", v.say(n.Title, n.Metric.Unit))
		c := decisionCard{DecisionProps: ui.DecisionProps{ID: "next-" + n.From.String(), Sentence: sentence, Detail: v.say(n.Why, n.Metric.Unit), When: v.Span(n.Span)}}
		path := goalPath(n.From)
		c.actions = ui.Group(
			ui.Action(ui.ActionProps{Action: path + "/next", Button: ui.ButtonProps{Text: v.T(words), Icon: "flag", Kind: ui.ButtonPrimary}}),
			ui.Action(ui.ActionProps{Action: path + "/later", Button: ui.ButtonProps{Text: v.T("next.leave"), Kind: ui.ButtonQuiet, Small: true}}),
		)
		cards = append(cards, c)
	}
	return cards, nil
}

func (v *visit) takeNext() error {
	id, err := v.goalID()
	if err != nil {
		return err
	}
	made, err := v.App.TakeNext(v.ctx(), v.actor(), id, v.sayForAll)
	if err != nil {
		return err
	}
	v.flash("next_taken", "")
	return v.redirect(goalPath(made))
}

// leaveNext keeps a proposal out of the reader's sight; the server keeps nothing of it.
func (v *visit) leaveNext() error {
	id, err := v.goalID()
	if err != nil {
		return err
	}
	view, err := v.App.Goal(v.ctx(), v.actor(), id)
	if err != nil {
		return err
	}
	if view.Standing.Owner == org.PersonOwner(v.me().ID) {
		left := append(v.later(), id.String())
		http.SetCookie(v.w, &http.Cookie{
			Name: laterCookie, Value: strings.Join(left[max(len(left)-laterMost, 0):], "."), Path: "/", HttpOnly: true, Secure: v.https(),
			SameSite: http.SameSiteLaxMode, MaxAge: 120 * 24 * 3600,
		})
	}
	return v.redirect("/")
}
