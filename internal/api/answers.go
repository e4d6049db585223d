package api

import (
	"net/http"
	"slices"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/route"
)

// Answer moves an objective on. The terms are for counter only; what is left out stays as proposed.
type Answer struct {
	Answer  string  `json:"answer" doc:"agree, counter, publish, approve, close or cancel."`
	Version int     `json:"version,omitempty" doc:"The version that is answered, as in the ETag; default: the present one."`
	Target  Decimal `json:"target,omitempty"`
	Floor   Decimal `json:"floor,omitempty"`
	Stretch Decimal `json:"stretch,omitempty"`
	StartOn string  `json:"start_on,omitempty" format:"date"`
	EndOn   string  `json:"end_on,omitempty" format:"date"`

	Cause  goal.Reason `json:"cause,omitempty" enum:"absence,scope,market,data_error,agreed" doc:"Why, of a closed list: needed for what pay depends on, once its period has begun."`
	Reason string      `json:"reason,omitempty" maxLength:"2000" doc:"Why, in words: needed to publish what pay depends on while its evidence has a gap."`
}

// Answered is what became of the objective, and no more: a token that writes need not read.
type Answered struct {
	Key     string      `json:"key"`
	Status  goal.Status `json:"status"`
	Version int         `json:"version"`
}

func (s *Server) answerRoutes(g *route.Registry) {
	s.add(g, spec{method: http.MethodPost, path: "/api/v1/goals/{goal}/answer", action: org.AnswerGoal, object: "goal", request: Answer{}, response: Answered{},
		summary: "Agree to an objective, counter it, publish it or cancel it.", do: s.answer})
}

const counter = "counter"

var answers = []string{string(app.Agree), counter, string(app.Publish), string(app.Withdraw), string(app.Close), string(app.Approve)}

func (s *Server) answer(c *call) (any, error) {
	view, err := s.app.GoalByKey(c.r.Context(), asReader(c.actor), c.r.PathValue("goal"))
	if err != nil {
		return nil, err
	}
	body, err := c.body()
	if err != nil {
		return nil, err
	}
	var a Answer
	if err := strict(body, &a); err != nil {
		return nil, err
	}
	if !slices.Contains(answers, a.Answer) {
		return nil, fault.Bad("answer", "choice.unknown", "value", a.Answer, "allowed", "agree, counter, publish, approve, close, cancel")
	}
	if a.Version == 0 {
		a.Version = view.Standing.Version
	}
	if tag, err := c.ifMatch(1); err != nil {
		return nil, err
	} else if tag != 0 {
		a.Version = tag
	}
	if a.Answer == counter {
		err = s.counter(c, a, view.Standing.Goal)
	} else {
		err = s.app.AnswerGoal(c.r.Context(), c.actor, view.Standing.ID, a.Version, app.Answer(a.Answer), app.Said{Cause: a.Cause, Reason: a.Reason})
	}
	if err != nil {
		return nil, err
	}
	view, err = s.app.GoalByKey(c.r.Context(), asReader(c.actor), c.r.PathValue("goal"))
	c.etag(view.Standing.Version)
	return Answered{Key: view.Standing.Key, Status: view.Standing.Status, Version: view.Standing.Version}, err
}

// asReader lets a token that writes objectives find the one it names. What it says goes to nobody: see Answered.
func asReader(a org.Actor) org.Actor {
	a.Scopes = append(slices.Clone(a.Scopes), org.ScopeGoalsRead)
	return a
}

func (s *Server) counter(c *call, a Answer, g goal.Goal) error {
	var l fault.List
	amount := func(field string, d Decimal, to *measure.Maybe) {
		if d == "" {
			return
		}
		v, _, err := measure.Parse(string(d))
		for _, e := range fault.All(err) {
			l.Add(e.On(field))
		}
		*to = measure.Some(v)
	}
	date := func(field, text string, to *period.Date) {
		if text != "" {
			*to = day(&l, text, field)
		}
	}
	amount("target", a.Target, &g.Target)
	amount("floor", a.Floor, &g.Floor)
	amount("stretch", a.Stretch, &g.Stretch)
	date("start_on", a.StartOn, &g.Start)
	date("end_on", a.EndOn, &g.End)
	if len(l) > 0 {
		return l
	}
	g.Version = a.Version
	return s.app.Counter(c.r.Context(), c.actor, g, app.Said{Cause: a.Cause, Reason: a.Reason})
}
