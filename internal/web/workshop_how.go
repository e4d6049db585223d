package web

import (
	"slices"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/web/ui"
)

// howProps is how a number came about, line by line, from the company's figure down.
type howProps struct {
	title string
	lines []string
}

// how reads what was frozen when the number was sent. Nothing when nobody worked it out.
func (t teller) how(d *app.Derivation) howProps {
	if d == nil {
		return howProps{}
	}
	p := howProps{title: t.T("workshop.how.title")}
	for _, s := range d.Lines {
		if now, old := earlierWords[s.Code]; old {
			s.Code = now
		}
		if s.Code == "" {
			continue
		}
		p.lines = append(p.lines, t.T(s.Code, append(calculated(s), "unit", d.Unit)...))
	}
	return p
}

// earlierWords are sentences that are no longer written but were frozen, and what says them now: nothing for one that told what others
// were asked for.
var earlierWords = map[string]string{"plan.how.share": "workshop.how.share", "plan.how.rest": ""}

// calculated are the facts of a sentence, without false precision in what a formula gave: whole units from one hundred up.
func calculated(s app.Saying) []any {
	args := s.Args()
	for i := 0; i+1 < len(args); i += 2 {
		a, isAmount := args[i+1].(measure.Amount)
		if isAmount && a >= 100*measure.One && (args[i] == "fair" || s.Code == "plan.how.share_of" || s.Code == "workshop.how.share") {
			args[i+1] = (a + measure.One/2) / measure.One * measure.One
		}
	}
	return args
}

// bidProps is the form for one's own number.
type bidProps struct {
	title, lead string
	given       string // what was given already, in words
	form        ui.FormProps
	field       ui.FieldProps
	send, none  ui.ButtonProps
}

// sharesOrCarries tells whether a team's objective has nothing to ask the reader before it is shared: they lead the team and share it out
// themselves, or their part of it is agreed.
func (v *visit) sharesOrCarries(view app.GoalView) bool {
	team, isTeam := v.world.Team(view.Standing.Owner.ID)
	if !isTeam {
		return false
	}
	return team.Lead == v.me().ID || slices.ContainsFunc(view.Children, func(c app.Standing) bool {
		return c.Owner == org.PersonOwner(v.me().ID) && (c.Status == goal.Agreed || c.Status == goal.Published)
	})
}

// bidForm is the small form « Votre propre chiffre » of an objective's page; nil for whom it is not meant. It is for the members of
// a team's objective, and for whoever is asked first.
func (v *visit) bidForm(view app.GoalView) *bidProps {
	s := view.Standing
	if !view.Talk.MayBid || (s.Owner.Kind == org.OwnerPerson && !view.Talk.Sealed) || s.Metric.Kind == measure.Steps || v.sharesOrCarries(view) {
		return nil
	}
	p := &bidProps{
		title: v.T("workshop.bid.title"), lead: v.T("workshop.bid.lead_team"),
		form:  ui.FormProps{ID: "bid", Action: goalPath(s.ID) + "/bid", Inline: true, Hidden: []ui.Hidden{{Name: "back", Value: goalPath(s.ID)}}},
		field: ui.FieldProps{Name: "amount", Label: v.T("workshop.bid.label"), Kind: ui.FieldNumber, Suffix: v.UnitName(s.Metric.Unit), Narrow: true},
		send:  ui.ButtonProps{Text: v.T("workshop.bid.send"), Icon: "check"},
		none:  ui.ButtonProps{Text: v.T("workshop.bid.none"), Kind: ui.ButtonQuiet, Name: "do", Value: "none"},
	}
	if view.Talk.Sealed {
		p.lead = v.T("workshop.bid.lead_sealed")
	}
	for _, b := range view.Talk.Bids {
		switch {
		case b.Person != v.me().ID:
		case b.Amount.OK:
			p.given, p.field.Value = v.T("workshop.bid.given", "amount", v.Value(b.Amount.Amount, s.Metric.Unit)), v.Number(b.Amount.Amount)
		default:
			p.given = v.T("workshop.bid.given_none")
		}
	}
	return p
}
