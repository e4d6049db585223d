package web

import (
	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/game"
	"cordee/internal/measure"
	"cordee/internal/web/ui"
)

// playPage is one's own play; before anybody plays, it says what playing means and for whom it shows what.
func (v *visit) playPage() error {
	own, err := v.App.OwnGame(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	head := ui.PageHeadProps{Title: v.T("play.title"), Lead: v.T("play.lead_out")}
	if own.Plays || v.hangsWalls() {
		head.Actions = ui.LinkButton(ui.ButtonProps{Text: v.T("play.new"), Icon: "flag", Href: "/challenges/new"})
	}
	var parts []templ.Component
	if own.Plays {
		head.Lead = v.T("play.lead_in")
		parts = []templ.Component{ui.PageHead(head), v.playBack(own), v.playStats(own)}
	} else {
		parts = []templ.Component{ui.PageHead(head), narrow(v.playPitch(own))}
	}
	parts = append(parts, v.playChallenges(own))
	if own.Plays {
		board, err := v.playBoard()
		if err != nil {
			return err
		}
		parts = append(parts, board, v.playBadges(own), v.playStreak(own), v.playLeave())
	}
	return v.show(page{title: v.T("play.title"), path: "/play"}, ui.Group(parts...))
}

// plays tells whether the reader plays: only then is the game in the menu.
func (v *visit) plays() bool {
	in, err := v.App.Plays(v.ctx(), v.actor())
	return err == nil && in
}

func (v *visit) playPitch(own app.OwnGame) templ.Component {
	lines := []string{v.T("play.pitch_seen"), v.T("play.pitch_pay"), v.T("play.pitch_leave"), v.T("play.pitch_quiet")}
	if own.KeptUntil != 0 {
		lines = append(lines, v.T("play.kept", "on", v.Date(own.KeptUntil)))
	}
	return playPitch(v.T("play.pitch"), lines, ui.ActionProps{
		Action: "/play/choice", Hidden: []ui.Hidden{{Name: "in", Value: "yes"}}, Button: ui.ButtonProps{Text: v.T("play.join"), Icon: "mountain", Kind: ui.ButtonPrimary},
	})
}

// playBack says kindly that something was taken back with a result that was cancelled.
func (v *visit) playBack(own app.OwnGame) templ.Component {
	if len(own.Back) == 0 {
		return templ.NopComponent
	}
	return ui.Alert(ui.AlertProps{Tone: ui.ToneInfo, Title: v.celebratedWords(own.Back[0]), Text: v.T("play.taken_back")})
}

func (v *visit) playStats(own app.OwnGame) templ.Component {
	badges := 0
	for _, x := range own.Given {
		if x.Kind == app.Badge {
			badges++
		}
	}
	return ui.StatLine([]ui.Stat{
		{Label: v.T("play.level"), Value: itoa(own.Rung.Number), Hint: v.T("play.level_next", "n", own.Rung.Need)},
		{Label: v.T("play.streak"), Value: v.T("play.streak_days", "n", own.Streak.Now), Hint: v.T("play.streak_best", "n", own.Streak.Best)},
		{Label: v.T("play.badges"), Value: itoa(badges), Hint: v.T("play.level_how")},
	})
}

// playChallenges are those one may join, takes part in or made, and those that are over.
func (v *visit) playChallenges(own app.OwnGame) templ.Component {
	var open, mine, past []ui.ChallengeProps
	for _, c := range own.Challenges {
		card := v.challengeCard(c)
		switch {
		case c.Status == game.Over || c.Status == game.CalledOff:
			past = append(past, card)
		case c.MayJoin && c.Mine != app.Declined:
			open = append(open, card)
		case c.Mine == app.Joined || c.MayLead:
			mine = append(mine, card)
		}
	}
	var parts []templ.Component
	add := func(key string, list []ui.ChallengeProps) {
		if len(list) > 0 {
			parts = append(parts, part(ui.SectionProps{ID: key, Title: v.T("play." + key)}, playList(list)))
		}
	}
	add("open", open)
	add("running", mine)
	if own.Plays && len(open)+len(mine) == 0 {
		parts = append(parts, part(ui.SectionProps{ID: "running", Title: v.T("play.running")}, paragraph(v.T("play.running_none"))))
	}
	add("past", past)
	return ui.Group(parts...)
}

// playBadges are the badges won and milestones passed; the kinds of badge that are still ahead are outlines.
func (v *visit) playBadges(own app.OwnGame) templ.Component {
	var badges []ui.BadgeProps
	won := map[game.Kind]bool{}
	for _, x := range own.Given {
		b := ui.BadgeProps{Icon: "flag", Name: v.Percent(measure.Hundred * measure.BP(x.At) / 100), Text: x.Title, When: v.DayMonth(x.On)}
		if x.Kind == app.Badge {
			won[x.Badge] = true
			b.Icon, b.Name = challengeIcon[x.Badge], v.T("play.badge."+string(x.Badge))
		}
		badges = append(badges, b)
	}
	for _, k := range game.Kinds() {
		if !won[k] {
			badges = append(badges, ui.BadgeProps{Icon: challengeIcon[k], Name: v.T("play.badge." + string(k)), Text: v.T("play.badge_ahead")})
		}
	}
	return part(ui.SectionProps{ID: "badges", Title: v.T("play.badges")}, ui.Badges(badges))
}

func (v *visit) celebratedWords(x app.Celebrated) string {
	if x.Kind == app.Badge {
		return v.T("play.badge."+string(x.Badge)) + " · " + x.Title
	}
	return v.T("play.milestone", "percent", v.Percent(measure.Hundred*measure.BP(x.At)/100), "title", x.Title)
}

// playStreak tells of the streak and lets rest days be chosen.
func (v *visit) playStreak(own app.OwnGame) templ.Component {
	s := ui.StreakProps{Text: v.T("play.streak_days", "n", own.Streak.Now), Note: v.T("play.streak_rest")}
	if own.Streak.Now == 0 {
		s.Note = v.T("play.streak_none")
	}
	parts := []templ.Component{ui.Streak(s)}
	for _, d := range own.Rests {
		parts = append(parts, ui.Action(ui.ActionProps{
			Action: "/play/rest", Hidden: []ui.Hidden{{Name: "day", Value: d.String()}, {Name: "take", Value: "no"}},
			Button: ui.ButtonProps{Text: v.T("play.rest_drop", "on", v.Date(d)), Icon: "close", Small: true},
		}))
	}
	if own.RestsLeft > 0 {
		day := known().field(ui.FieldProps{Name: "day", Label: v.T("play.rest"), Hint: v.T("play.rest_left", "n", own.RestsLeft), Kind: ui.FieldDate, Required: true, Narrow: true})
		parts = append(parts, fieldsForm(v.form(known(), ui.FormProps{Action: "/play/rest", Hidden: []ui.Hidden{{Name: "take", Value: "yes"}}}), []ui.FieldProps{day},
			ui.ButtonProps{Text: v.T("play.rest_add"), Small: true}, ui.Link{}))
	}
	return part(ui.SectionProps{ID: "streak", Title: v.T("play.streak")}, narrow(ui.Group(parts...)))
}

func (v *visit) playLeave() templ.Component {
	out := ui.Action(ui.ActionProps{Action: "/play/choice", Hidden: []ui.Hidden{{Name: "in", Value: "no"}}, Button: ui.ButtonProps{Text: v.T("play.leave"), Icon: "sign-out"}})
	return part(ui.SectionProps{ID: "leave", Title: v.T("play.leave_title"), Lead: v.T("play.leave_lead")}, out)
}

func (v *visit) chooseRest() error {
	if err := v.parse(); err != nil {
		return err
	}
	var l fault.List
	day := v.date("day", &l)
	err := l.OrNil()
	if err == nil {
		err = v.App.TakeRest(v.ctx(), v.actor(), day, v.trimmed("take") == "yes")
	}
	if err != nil {
		return err
	}
	v.flash("saved", "")
	return v.redirect("/play#streak")
}
