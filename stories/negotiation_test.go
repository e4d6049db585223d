package stories

import (
	"fmt"
	"strings"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
)

// PERSON asks OWNER METRIC TARGET [UNIT] PERIOD [as KEY] [paid]: their own number first
func (s *story) askFirst(w words, l line) error {
	actor, g, err := s.wanted(&w, l)
	if err != nil {
		return err
	}
	if _, err = s.app.AskFirst(s.t.Context(), actor, g, app.Said{}); err == nil {
		s.goals[s.world().OwnerKey(g.Owner)] = g.Key
	}
	return err
}

func (s *story) wanted(w *words, l line) (org.Actor, goal.Goal, error) {
	var g goal.Goal
	actor, err := s.actor(w.next())
	if err != nil {
		return actor, g, err
	}
	if g.Owner, err = s.owner(w.next()); err != nil {
		return actor, g, err
	}
	g.Key, g.Paid, g.Tier, g.Title = w.after("as"), w.has("paid"), goal.Individual, l.text
	m, ok := s.world().MetricByKey(w.next())
	if !ok {
		return actor, g, unclear("no such metric")
	}
	g.Metric = m.ID
	target, err := w.amount()
	if err != nil {
		return actor, g, err
	}
	g.Target = measure.Some(target)
	days, err := s.span(w.next())
	g.Start, g.End = days.From, days.Last()
	if g.Key == "" {
		g.Key = "g-" + l.words[0]
	}
	return actor, g, err
}

// PERSON bids GOAL AMOUNT [UNIT] | nothing
func (s *story) bid(w words, _ line) error {
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	g, err := s.standing(w.next())
	if err != nil {
		return err
	}
	var own measure.Maybe
	if w[0] != "nothing" {
		a, err := w.amount()
		if err != nil {
			return err
		}
		own = measure.Some(a)
	}
	return s.app.Bid(s.t.Context(), actor, g.ID, own)
}

// PERSON offers METRIC TARGET [UNIT] PERIOD instead GOAL [as KEY]
func (s *story) offer(w words, l line) error {
	old, err := s.standing(w.after("instead"))
	if err != nil {
		return err
	}
	actor, g, err := s.wanted(ref(append(words{w[0], s.world().OwnerKey(old.Owner)}, w[1:]...)), l)
	if err != nil {
		return err
	}
	g.InsteadOf, g.Status, g.Origin = old.ID, goal.Proposed, goal.OriginAgreed
	_, err = s.app.SaveGoal(s.t.Context(), actor, g, app.Said{})
	return err
}

func ref(w words) *words { return &w }

// PERSON notes GOAL comment|disagreement|support because TEXT
func (s *story) noteOn(w words, _ line) error {
	text := w.rest("because")
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	g, err := s.standing(w.next())
	if err != nil {
		return err
	}
	return s.app.Note(s.t.Context(), actor, g.ID, w.next(), text)
}

// PERSON reads|accepts|contests GOAL [because TEXT]
func (s *story) acknowledge(w words, l line) error {
	text := w.rest("because")
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	g, err := s.standing(w.next())
	if err != nil {
		return err
	}
	reply := map[string]string{"reads": app.ReplyRead, "accepts": app.ReplyAgrees, "contests": app.ReplyDisagrees}[l.words[1]]
	return s.app.Acknowledge(s.t.Context(), actor, g.ID, g.Version, reply, text)
}

// PERSON directs because TEXT: the company's direction from today on
func (s *story) direct(w words, _ line) error {
	text := w.rest("because")
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	return s.app.SetDirection(s.t.Context(), actor, text, s.world().Org().Version)
}

// PERSON wants a second look: a paid objective with a proof missing is approved by somebody else
func (s *story) wantSecondLook(w words, l line) error {
	if l.text != l.words[0]+" wants a second look" {
		return unclear("what do they want?")
	}
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	o := s.world().Org()
	o.SecondLook = true
	return s.app.SaveOrg(s.t.Context(), actor, o, o.Version)
}

// PERSON confirms GOAL under the present direction
func (s *story) confirm(w words, _ line) error {
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	g, err := s.standing(w.next())
	if err != nil {
		return err
	}
	return s.app.ConfirmGoal(s.t.Context(), actor, g.ID, g.Version)
}

// expect talk GOAL as PERSON notes|bids|reply|letters|late|how VALUE
func (s *story) expectTalk(w words) error {
	g, err := s.standing(w.next())
	if err != nil {
		return err
	}
	actor, err := s.actor(w.after("as"))
	if err != nil {
		return err
	}
	v, err := s.app.Goal(s.t.Context(), actor, g.ID)
	if err != nil {
		return err
	}
	t := v.Talk
	var got string
	switch what := w.next(); what {
	case "notes":
		got = fmt.Sprint(len(t.Notes))
	case "bids":
		got = fmt.Sprint(len(t.Bids))
	case "letters":
		got = t.Letters
	case "direction":
		got = map[bool]string{true: "current", false: "earlier"}[s.underPresentDirection(g)]
	case "late":
		got = fmt.Sprint(t.Late)
	case "target":
		got = v.Standing.Target.String()
	case "numbers":
		got = numbersOf(t.Bids)
	case "turn":
		got = fmt.Sprint(t.MayAgree)
	case "spoke":
		got = s.world().Name(org.PersonOwner(t.LastWord))
	case "reason":
		got = v.Versions[0].Reason
	case "opened", "reply":
		if t.Mine == nil {
			return fmt.Errorf("nothing was put before them")
		}
		if got = t.Mine.Reply; what == "opened" {
			got = fmt.Sprint(t.Mine.Opened > 0)
		}
	default:
		return unclear("a talk has no %q", what)
	}
	return same("talk", got, w.rest("is"))
}

// underPresentDirection tells whether a strategic objective hangs on the direction in force.
func (s *story) underPresentDirection(g app.Standing) bool {
	d, err := s.app.Directions(s.t.Context(), s.system())
	return err == nil && len(d.Texts) > 0 && !d.Earlier(g)
}

// numbersOf are the own numbers in their order: before seeing the prepared one, or after.
func numbersOf(bids []app.BidGiven) string {
	var list []string
	for _, b := range bids {
		number, when := "none", "after"
		if b.Amount.OK {
			number = b.Amount.Amount.String()
		}
		if b.Blind {
			when = "before"
		}
		list = append(list, number+" "+when)
	}
	return strings.Join(list, ", ")
}
