package web

import (
	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/game"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/web/ui"
)

// challengeCard is a challenge as one card: how it is told, where its sides are, what the reader may do.
func (v *visit) challengeCard(c app.ChallengeView) ui.ChallengeProps {
	t := v.teller()
	p := ui.ChallengeProps{
		ID: "challenge-" + c.ID.String(), Href: challengePath(c.ID), Title: c.Title, State: v.challengeState(c.Status),
		Kind: ui.TagProps{Text: t.T("play.kind." + string(c.Kind)), Icon: challengeIcon[c.Kind]}, When: v.challengeDays(c),
		Rule: t.T("play.rule."+string(c.Measure), "metric", lowerFirst(t.metricName(c.Metric.Metric))), Note: v.challengeNote(c), Actions: v.challengeAnswer(c),
	}
	for i, s := range c.Sides {
		p.Sides = append(p.Sides, t.side(c, s, i))
	}
	return p
}

var challengeIcon = map[game.Kind]string{game.Solo: "target", game.Duel: "people", game.Teams: "team", game.Elimination: "flag", game.Mountain: "mountain"}

func (v *visit) challengeState(s game.Status) ui.TagProps {
	tone := map[game.Status]ui.Tone{game.Running: ui.ToneInfo, game.Over: ui.ToneGood, game.Draft: ui.ToneViolet}[s]
	return ui.TagProps{Text: v.T("play.status." + string(s)), Tone: tone}
}

func (v *visit) challengeDays(c app.ChallengeView) string {
	if c.Status == game.Running && c.Round > 0 {
		return v.T("play.round", "n", c.Round, "of", c.Rounds, "on", v.DayMonth(c.RoundTo))
	}
	if c.Status == game.Running || c.Status == game.Announced && c.Start <= c.Today {
		return v.T("play.until", "on", v.DayMonth(c.End))
	}
	return v.T("play.dates", "from", v.DayMonth(c.Start), "to", v.DayMonth(c.End))
}

// challengeNote is what is to be said of a challenge: a tie, those in front once it is over, an answer that is awaited.
func (v *visit) challengeNote(c app.ChallengeView) string {
	var won []string
	for _, s := range c.Sides {
		if s.Won {
			won = append(won, v.sideName(c, s, 0))
		}
	}
	switch {
	case c.DryRun:
		return ""
	case c.Waiting && c.Status != game.CalledOff && c.Status != game.Over:
		return v.T("play.waiting")
	case c.Status != game.Over:
		return v.level(c)
	case len(won) == 0:
		return v.T("play.nobody")
	case c.Kind == game.Mountain:
		return v.T("play.reached")
	case c.Kind == game.Solo:
		return v.T("play.reached_solo")
	case len(won) > 1:
		return v.T("play.won_many", "names", v.List(won))
	}
	return v.T("play.won", "names", won[0])
}

// level says that a contest under way is perfectly level.
func (v *visit) level(c app.ChallengeView) string {
	if len(c.Sides) == 2 && c.Sides[0].Rank == 1 && c.Sides[1].Rank == 1 && c.Sides[0].Score.Num > 0 {
		return v.T("play.level_tie")
	}
	return ""
}

func (v *visit) sideName(c app.ChallengeView, s app.SideView, i int) string {
	switch {
	case s.Name == "":
		return v.T("play.someone", "n", i+1)
	case c.Kind == game.Mountain:
		return v.T("play.all_together")
	}
	return s.Name
}

// side is one side of a challenge, on the scale that all of its sides share.
func (t teller) side(c app.ChallengeView, s app.SideView, i int) ui.SideProps {
	p := ui.SideProps{Name: s.Name, Me: s.Mine && s.Owner.Kind == org.OwnerPerson, Done: s.Left > 0}
	switch {
	case s.Name == "":
		p.Name = t.T("play.someone", "n", i+1)
	case c.Kind == game.Mountain:
		p.Name = t.T("play.all_together")
	}
	p.Value, p.At = t.sideValue(c, s)
	switch {
	case s.Left > 0:
		p.Note, p.At = t.T("play.left_after", "n", s.Left), ui.Mark{}
	case s.Short > 0:
		p.Note = t.T("play.short", "n", s.Short)
	case p.Value != "" && !s.Score.OK:
		p.Note = t.T("play.alone")
	}
	if s.Won || s.Reach {
		p.Tag = ui.TagProps{Text: t.T("play.front"), Tone: ui.ToneGood, Icon: "star"}
	}
	p.Spoken = t.T("play.spoken", "name", p.Name, "value", p.Value)
	return p
}

// sideValue is the figure of a side, and its place on the bar: the way to the mark where there is one, else beside the largest.
func (t teller) sideValue(c app.ChallengeView, s app.SideView) (string, ui.Mark) {
	begun := c.Status == game.Running || c.Status == game.Over || c.DryRun
	known := c.DryRun && c.Kind == game.Duel && !s.Mine // nameless, but who else could it be
	if !begun || known || s.Short > 0 {
		return "", ui.Mark{}
	}
	unit := c.Metric.Unit
	switch {
	case c.Kind == game.Mountain:
		return t.T("play.of", "value", t.Value(s.Score.Num, unit), "target", t.Value(c.Target.Amount, unit)), permilleOf(int64(s.Score.Num), int64(c.Target.Amount))
	case c.Measure != game.Value:
		return t.Percent(s.BP), permilleOf(int64(s.BP), int64(shareScale(c)))
	case !s.Value.OK:
		return "", ui.Mark{}
	}
	return t.Value(s.Value.Amount, unit), permilleOf(int64(s.Value.Amount), int64(valueScale(c)))
}

// shareScale is 100 %, or the mark where one is set, or the largest share beyond.
func shareScale(c app.ChallengeView) measure.BP {
	top := measure.Hundred
	if c.Target.OK {
		return measure.BP(c.Target.Amount)
	}
	for _, s := range c.Sides {
		top = max(top, s.BP)
	}
	return top
}

func valueScale(c app.ChallengeView) (top measure.Amount) {
	if c.Target.OK {
		return c.Target.Amount
	}
	for _, s := range c.Sides {
		top = max(top, s.Value.Amount)
	}
	return top
}

// challengeAnswer are the buttons of who may take part, or does.
func (v *visit) challengeAnswer(c app.ChallengeView) templ.Component {
	at := challengePath(c.ID) + "/answer"
	no := func(key string) templ.Component {
		return ui.Action(ui.ActionProps{Action: at, Hidden: []ui.Hidden{{Name: "join", Value: "no"}}, Button: ui.ButtonProps{Text: v.T(key), Kind: ui.ButtonQuiet, Small: true}})
	}
	live := c.Status == game.Announced || c.Status == game.Running
	switch {
	case c.MayJoin:
		join := challengeJoin(v.form(known(), ui.FormProps{Action: at, Inline: true, Hidden: []ui.Hidden{{Name: "join", Value: "yes"}}}), known().field(v.themeField()),
			ui.ButtonProps{Text: v.T("play.accept"), Icon: "check", Kind: ui.ButtonPrimary, Small: true})
		if c.Mine == app.Declined {
			return join
		}
		return ui.Group(join, no("play.decline"))
	case c.Mine == app.Joined && live:
		return no("play.withdraw")
	}
	return nil
}
