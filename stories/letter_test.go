package stories

import (
	"fmt"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/period"
	"cordee/internal/store"
)

func init() {
	byFirst["see"] = (*story).see
	bySecond["issues"] = (*story).issueLetter
	bySecond["opens"], bySecond["acknowledges"], bySecond["signs"] = (*story).onLetter, (*story).onLetter, (*story).onLetter
	bySecond["hands"] = (*story).handLetter
	onGoal := bySecond["accepts"]
	answer := func(s *story, w words, l line) error {
		if len(l.words) > 2 && l.words[2] == "letter" {
			return s.onLetter(w, l)
		}
		return onGoal(s, w, l)
	}
	bySecond["accepts"], bySecond["contests"] = answer, answer
}

// PERSON issues PERSON PERIOD [contractual|unilateral] [with unpaid] [cause CAUSE] [because TEXT]
func (s *story) issueLetter(w words, _ line) error {
	form := app.LetterForm{Late: w.said()}
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	owner, err := s.owner(w.next())
	if err != nil {
		return err
	}
	days, err := s.span(w.next())
	if err != nil {
		return err
	}
	form.Unpaid = w.after("with") == "unpaid"
	form.Mode, form.Change = goal.Mode(w.next()), form.Late.Reason
	_, err = s.app.IssueLetter(s.t.Context(), actor, owner.ID, days, form)
	return err
}

// version is the letter of these days for a person: the newest one, or one of its versions.
func (s *story) letterOf(person string, days period.Span, version int) (store.Letter, error) {
	owner, err := s.owner(person)
	if err != nil {
		return store.Letter{}, err
	}
	list, err := s.app.Letters(s.t.Context(), s.system(), owner.ID)
	for _, v := range list {
		if v.Span == days && (version == 0 || v.Row.Version == version) {
			return v.Row, err
		}
	}
	return store.Letter{}, fmt.Errorf("there is no such letter: %w", err)
}

// PERSON opens|acknowledges|accepts|contests|signs letter [of PERSON] PERIOD [version N] [because TEXT]
func (s *story) onLetter(w words, l line) error {
	text := w.rest("because")
	name := w.next()
	actor, err := s.actor(name)
	if err != nil {
		return err
	}
	if other := w.after("of"); other != "" {
		name = other
	}
	version := 0
	if v := w.after("version"); v != "" {
		version = int(v[0] - '0')
	}
	w.has("letter")
	days, err := s.span(w.next())
	if err != nil {
		return err
	}
	x, err := s.letterOf(name, days, version)
	if err != nil {
		return err
	}
	switch l.words[1] {
	case "opens":
		return s.app.OpenLetter(s.t.Context(), actor, x.ID)
	case "signs":
		return s.app.SignLetter(s.t.Context(), actor, x.ID)
	}
	reply := map[string]string{"acknowledges": app.LetterAcknowledged, "accepts": app.LetterAccepted, "contests": app.LetterDisputed}[l.words[1]]
	return s.app.AnswerLetter(s.t.Context(), actor, x.ID, reply, text)
}

// PERSON hands letter of PERSON PERIOD on DATE
func (s *story) handLetter(w words, _ line) error {
	on, err := day(w.after("on"))
	if err != nil {
		return err
	}
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	name := w.after("of")
	w.has("letter")
	days, err := s.span(w.next())
	if err != nil {
		return err
	}
	x, err := s.letterOf(name, days, 0)
	if err != nil {
		return err
	}
	return s.app.HandOver(s.t.Context(), actor, x.ID, on)
}

// see letter PERSON PERIOD [version N] [as PERSON] WHAT is VALUE
func (s *story) expectLetter(w words) error {
	as := w.after("as")
	version := 0
	if len(w) > 3 && w[2] == "version" && w[3] != "is" {
		version = int(w.after("version")[0] - '0')
	}
	name := w.next()
	days, err := s.span(w.next())
	if err != nil {
		return err
	}
	x, err := s.letterOf(name, days, version)
	if err != nil {
		return err
	}
	actor, err := s.actor(as)
	if err != nil {
		return err
	}
	v, err := s.app.Letter(s.t.Context(), actor, x.ID)
	if err != nil {
		return err
	}
	what := w.next()
	return same("letter", letterFact(v, what), w.rest("is"))
}

func letterFact(v app.LetterView, what string) string {
	switch what {
	case "version":
		return fmt.Sprint(v.Row.Version)
	case "opened":
		return fmt.Sprint(v.Stamps.Opened.Set())
	case "acknowledged":
		return fmt.Sprint(v.Stamps.Acknowledged.Set())
	case "answer":
		return string(v.Stamps.Answer)
	case "comment":
		return v.Stamps.Comment
	case "holds":
		return fmt.Sprint(v.Holds())
	case "superseded":
		return fmt.Sprint(v.Superseded())
	case "mode":
		return string(v.Terms.Mode)
	case "late":
		if v.Terms.Late == nil {
			return "no"
		}
		return fmt.Sprintf("%d days, %s", v.Terms.Late.Days, v.Terms.Late.Reason.FR)
	case "objectives":
		return fmt.Sprint(len(v.Terms.Objectives))
	case "target":
		return v.Terms.Objectives[0].Target.String()
	case "law":
		return v.Terms.Compliance
	case "realism":
		return fmt.Sprint(v.HasRealism)
	case "handed":
		return v.HandedOn.String()
	}
	return "no such fact"
}

// see reminders of PERSON is WHAT PERSON DAYS, …: what the reader is reminded of.
func (s *story) expectReminders(w words) error {
	actor, err := s.actor(w.after("of"))
	if err != nil {
		return err
	}
	list, err := s.app.LetterReminders(s.t.Context(), actor)
	got := ""
	for i, m := range list {
		if i > 0 {
			got += ", "
		}
		got += fmt.Sprintf("%s %s %d", m.What, m.Person.Key, m.Days)
	}
	if err != nil {
		return err
	}
	return same("reminders", got, w.rest("is"))
}

// see letter … | see reminders …: what somebody finds when they look. A look may be refused like anything else.
func (s *story) see(w words, _ line) error {
	switch w.next() {
	case "letter":
		return s.expectLetter(w)
	case "reminders":
		return s.expectReminders(w)
	}
	return unclear("nothing to see")
}
