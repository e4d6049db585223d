package stories

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"cordee/internal/app"
	"cordee/internal/org"
)

func init() {
	maps.Copy(byFirst, map[string]sentence{
		"this-week": (*story).thisWeek, "people": (*story).tellFirst, "told": (*story).told, "messages": (*story).prepareMessages, "news": (*story).news,
		"shared": (*story).sharedCheckin,
	})
	maps.Copy(bySecond, map[string]sentence{
		"checks-in": (*story).checkIn, "asks-help": (*story).askHelp, "answers-help": (*story).answerHelp,
	})
}

// this-week NAME [GOAL] whole|done|left|next|away|back|due|help is VALUE: what somebody finds on their own page of the week
func (s *story) thisWeek(w words, _ line) error {
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	want := w.after("is")
	v, err := s.app.Week(s.t.Context(), actor)
	if err != nil {
		return err
	}
	first := w.next()
	switch first {
	case "away":
		return same(first, strconv.FormatBool(v.Away), want)
	case "back":
		return same(first, strconv.FormatBool(v.Back), want)
	case "due":
		return same(first, strconv.FormatBool(v.Due), want)
	case "help":
		return same(first, strconv.Itoa(len(v.Supports)), want)
	}
	i := slices.IndexFunc(v.Asks, func(a app.WeekAsk) bool { return a.Key == s.goalKey(first) })
	if i < 0 {
		return same("the week of "+first, "nothing", want)
	}
	ask := v.Asks[i].Week
	switch what := w.next(); what {
	case "whole":
		return same(what, ask.Whole.String(), want)
	case "done":
		return same(what, ask.Done.String(), want)
	case "left":
		return same(what, ask.Left.String(), want)
	case "next":
		return same(what, ask.Next.String(), want)
	default:
		return unclear("a week has no %q", what)
	}
}

// people are told: what falls short, each about their own, before anybody else
func (s *story) tellFirst(words, line) error {
	return s.app.TellFirst(s.t.Context(), s.org.ID, s.clock.now())
}

// told NAME is GOAL,...: what somebody was told of their own; nothing when they were told nothing
func (s *story) told(w words, _ line) error {
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	v, err := s.app.Week(s.t.Context(), actor)
	if err != nil {
		return err
	}
	var keys []string
	for _, x := range v.Told {
		keys = append(keys, x.Key)
	}
	return same("told", listed(keys), w.after("is"))
}

// messages are prepared
func (s *story) prepareMessages(words, line) error {
	return s.app.PrepareMessages(s.t.Context(), s.org.ID, s.clock.now())
}

// news NAME is KIND,...: what somebody was told, in the order of the alphabet
func (s *story) news(w words, _ line) error {
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	list, err := s.app.NewsList(s.t.Context(), actor)
	if err != nil {
		return err
	}
	var kinds []string
	for _, n := range list {
		kinds = append(kinds, n.Kind)
	}
	slices.Sort(kinds)
	return same("news", listed(kinds), w.after("is"))
}

func listed(list []string) string {
	if len(list) == 0 {
		return "nothing"
	}
	return strings.Join(list, ",")
}

// NAME checks-in N [obstacle WORD] [shares PARTS] [because TEXT]: the point of the week; TEXT is the private note
func (s *story) checkIn(w words, _ line) error {
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	note := w.rest("because")
	x := app.Checkin{Note: note, Obstacle: w.after("obstacle"), Shared: w.after("shares")}
	x.Confidence = count(w.next())
	return s.app.CheckIn(s.t.Context(), actor, x)
}

// shared NAME with NAME confidence|obstacle is VALUE: what a lead may read of somebody's last check-in
func (s *story) sharedCheckin(w words, _ line) error {
	who, err := s.actor(w.next())
	if err != nil {
		return err
	}
	reader, err := s.actor(w.after("with"))
	if err != nil {
		return err
	}
	want := w.after("is")
	x, ok, err := s.app.SharedWith(s.t.Context(), reader, who.Person)
	if err != nil {
		return err
	}
	got := "nothing"
	switch what := w.next(); {
	case ok && what == "confidence" && x.Confidence >= 0:
		got = strconv.Itoa(x.Confidence)
	case ok && what == "obstacle" && x.Obstacle != "":
		got = x.Obstacle
	}
	return same("shared", got, want)
}

// NAME asks-help on GOAL [of NAME]: of their lead when nobody is named
func (s *story) askHelp(w words, _ line) error {
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	g, err := s.standing(w.after("on"))
	if err != nil {
		return err
	}
	var helper org.Actor
	if name := w.after("of"); name != "" {
		if helper, err = s.actor(name); err != nil {
			return err
		}
	}
	return s.app.AskSupport(s.t.Context(), actor, g.ID, helper.Person, "")
}

// NAME answers-help accept|decline|done: the last one they may answer
func (s *story) answerHelp(w words, _ line) error {
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	v, err := s.app.Week(s.t.Context(), actor)
	if err != nil {
		return err
	}
	if len(v.Supports) == 0 {
		return unclear("nobody asked for help")
	}
	open := slices.IndexFunc(v.Supports, func(x app.SupportView) bool { return x.Declined.IsZero() && x.Done.IsZero() })
	return s.app.AnswerSupport(s.t.Context(), actor, v.Supports[max(open, 0)].ID, w.next())
}
