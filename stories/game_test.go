package stories

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"cordee/internal/app"
	"cordee/internal/game"
	"cordee/internal/measure"
	"cordee/internal/org"
)

func init() {
	maps.Copy(byFirst, map[string]sentence{
		"games": (*story).playRounds, "game": (*story).lookAtGame, "play": (*story).lookAtPlay, "celebrated": (*story).lookAtFeasts,
	})
	maps.Copy(bySecond, map[string]sentence{
		"plays": (*story).join, "stops-playing": (*story).join, "rests-on": (*story).restOn, "dares": (*story).dare, "proclaims": (*story).onChallenge,
		"calls-off": (*story).onChallenge, "takes-up": (*story).onChallenge, "passes": (*story).onChallenge,
	})
}

// games are played: what the clock asks for
func (s *story) playRounds(words, line) error {
	return s.app.PlayRounds(s.t.Context(), s.org.ID, s.clock.now())
}

// NAME plays | stops-playing
func (s *story) join(w words, l line) error {
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	return s.app.PlayGame(s.t.Context(), actor, l.words[1] == "plays")
}

// NAME rests-on DATE
func (s *story) restOn(w words, _ line) error {
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	d, err := day(w.next())
	if err != nil {
		return err
	}
	return s.app.TakeRest(s.t.Context(), actor, d, true)
}

// NAME dares KIND MEASURE METRIC FIRST..LAST [target N] [rounds N] [leave N] [between A,B] [with NAME] as TITLE: prepares a challenge
func (s *story) dare(w words, _ line) error {
	form := app.ChallengeForm{Title: w.rest("as"), Rounds: count(w.after("rounds")), Leave: count(w.after("leave"))}
	if n := w.after("target"); n != "" {
		a, _, err := measure.Parse(strings.TrimSuffix(n, "%"))
		if err != nil {
			return unclear("%q is no target", n)
		}
		if form.Target = measure.Some(a); strings.HasSuffix(n, "%") {
			form.Target.Amount /= 100
		}
	}
	for _, name := range strings.Split(w.after("between"), ",") {
		if name == "" {
			continue
		}
		o, err := s.owner(name)
		if err != nil {
			return err
		}
		form.Teams = append(form.Teams, o.ID)
	}
	if name := w.after("with"); name != "" {
		o, err := s.owner(name)
		if err != nil {
			return err
		}
		form.Opponent = o.ID
	}
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	form.Kind, form.Measure, form.Metric = game.Kind(w.next()), game.Measure(w.next()), w.next()
	span, err := s.span(w.next())
	if err != nil {
		return err
	}
	form.Start, form.End = span.From, span.Last()
	_, err = s.app.DraftChallenge(s.t.Context(), actor, form)
	return err
}

// challengeAs finds a challenge by its title, among those somebody may know of; zero when they know of none.
func (s *story) challengeAs(actor org.Actor, title string) (app.ChallengeView, error) {
	list, err := s.app.Challenges(s.t.Context(), actor)
	if i := slices.IndexFunc(list, func(v app.ChallengeView) bool { return v.Title == title }); i >= 0 {
		return list[i], err
	}
	return app.ChallengeView{}, err
}

// NAME proclaims | calls-off | takes-up | passes TITLE [theme T]
func (s *story) onChallenge(w words, l line) error {
	theme := w.after("theme")
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	does, title := l.words[1], strings.Join(w, " ")
	v, err := s.challengeAs(actor, title)
	if err != nil {
		return err
	}
	switch does {
	case "proclaims":
		return s.app.AnnounceChallenge(s.t.Context(), actor, v.ID)
	case "calls-off":
		return s.app.CallOffChallenge(s.t.Context(), actor, v.ID)
	default:
		return s.app.AnswerChallenge(s.t.Context(), actor, v.ID, does == "takes-up", theme)
	}
}

// game NAME status|theme|sides|won|level|dry is VALUE of TITLE: what somebody sees of a challenge; sides are RANK NAME SHARE, ...
func (s *story) lookAtGame(w words, _ line) error {
	title := w.rest("of")
	want := w.rest("is")
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	v, err := s.challengeAs(actor, title)
	if err != nil {
		return err
	}
	what := w.next()
	if what == "dry" {
		if v, err = s.app.DryRun(s.t.Context(), actor, v.ID); err != nil {
			return err
		}
		what = "sides"
	}
	switch what {
	case "status":
		if v.ID == 0 {
			return same(what, "hidden", want)
		}
		return same(what, string(v.Status), want)
	case "theme":
		return same(what, v.Theme, want)
	case "level":
		return same(what, strconv.FormatBool(v.Level), want)
	case "won":
		return same(what, orNothing(sidesOf(v, func(x app.SideView) bool { return x.Won }, func(x app.SideView) string { return x.Name })), want)
	case "sides":
		return same(what, orNothing(sidesOf(v, nil, sideInWords)), want)
	default:
		return unclear("a challenge has no %q", what)
	}
}

func sideInWords(x app.SideView) string {
	name, value := x.Name, strconv.Itoa(int(x.BP)/100)+"%"
	if name == "" {
		name = "somebody"
	}
	switch {
	case x.Left > 0:
		return "left " + name
	case x.Value.OK:
		value = x.Value.Amount.String()
	case !x.Score.OK:
		return "- " + name
	}
	return strconv.Itoa(x.Rank) + " " + name + " " + value
}

func sidesOf(v app.ChallengeView, keep func(app.SideView) bool, say func(app.SideView) string) (list []string) {
	for _, x := range v.Sides {
		if keep == nil || keep(x) {
			list = append(list, say(x))
		}
	}
	return list
}

func orNothing(list []string) string {
	if len(list) == 0 {
		return "nothing"
	}
	return strings.Join(list, ", ")
}

// play NAME streak|best|level|badges|milestones|back|in is VALUE: what somebody finds of their own play
func (s *story) lookAtPlay(w words, _ line) error {
	want := w.rest("is")
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	v, err := s.app.OwnGame(s.t.Context(), actor)
	if err != nil {
		return err
	}
	switch what := w.next(); what {
	case "streak":
		return same(what, strconv.Itoa(v.Streak.Now), want)
	case "level":
		return same(what, strconv.Itoa(v.Rung.Number), want)
	case "in":
		return same(what, strconv.FormatBool(v.Plays), want)
	case "badges":
		return same(what, celebratedInWords(v.Given, app.Badge), want)
	case "milestones":
		return same(what, celebratedInWords(v.Given, app.Milestone), want)
	case "back":
		return same(what, celebratedInWords(v.Back, app.Badge, app.Milestone), want)
	default:
		return unclear("play has no %q", what)
	}
}

func celebratedInWords(list []app.Celebrated, kinds ...string) string {
	var out []string
	for _, c := range list {
		switch {
		case !slices.Contains(kinds, c.Kind):
		case c.Kind == app.Badge:
			out = append(out, string(c.Badge))
		default:
			out = append(out, strconv.Itoa(c.At)+"%")
		}
	}
	return orNothing(out)
}

// celebrated NAME is OWNER AT%, ...: what is worth celebrating together, as somebody sees it
func (s *story) lookAtFeasts(w words, _ line) error {
	want := w.rest("is")
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	list, err := s.app.Celebrations(s.t.Context(), actor)
	var out []string
	for _, c := range list {
		out = append(out, c.Name+" "+celebratedInWords([]app.Celebrated{c}, c.Kind))
	}
	if err != nil {
		return err
	}
	return same("celebrated", orNothing(out), want)
}
