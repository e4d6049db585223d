package api

import (
	"net/http"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/route"
)

// What a program passes on in somebody's name: said in a chat, written on paper. The journal keeps that it came from a token.
type (
	// Note is one line of the conversation.
	Note struct {
		Person string `json:"person" doc:"Key of whoever said it; they must be able to read the objective."`
		Kind   string `json:"kind" enum:"comment,disagreement,support"`
		Text   string `json:"text" maxLength:"4000"`
	}
	// Bid is someone's own number. Without an amount they give none; either opens a number that waited for it.
	Bid struct {
		Person string  `json:"person" doc:"Key of the owner, or of a member of the team that carries it."`
		Amount Decimal `json:"amount,omitempty"`
	}
	// Acknowledgement is what someone says to a version put before them. To have read is not to agree, and nothing waits for either.
	Acknowledgement struct {
		Person  string `json:"person" doc:"Key of the person before whom the version was put."`
		Version int    `json:"version,omitempty" doc:"Default: the present one."`
		Reply   string `json:"reply" enum:"read,agrees,disagrees"`
		Text    string `json:"text,omitempty" maxLength:"4000" doc:"Why they disagree; it stays on the objective's page."`
	}
	// Direction is the company's direction, a dated text.
	Direction struct {
		Text    string      `json:"text" maxLength:"4000"`
		FromOn  period.Date `json:"from_on"`
		Version int         `json:"version"`
	}
	// NewDirection is what takes its place from today on.
	NewDirection struct {
		Text    string `json:"text" maxLength:"4000"`
		Version int    `json:"version,omitempty" doc:"The version that was read, as in the ETag; default: the present one."`
	}
)

func (s *Server) talkRoutes(g *route.Registry) {
	post := func(what, summary string, request any, do handler) {
		s.add(g, spec{method: http.MethodPost, path: "/api/v1/goals/{goal}/" + what, action: org.ProposeGoal, object: "goal", request: request, response: Answered{}, summary: summary, do: do})
	}
	post("notes", "Add to the conversation on an objective, in somebody's name.", Note{}, s.note)
	post("bid", "Give somebody's own number for an objective.", Bid{}, s.bid)
	post("acknowledge", "Record what somebody says to the version put before them.", Acknowledgement{}, s.acknowledge)
	s.add(g, spec{method: http.MethodGet, path: "/api/v1/direction", action: org.ReadGoal, response: Direction{}, summary: "The company's direction, now in force.", do: s.direction})
	s.add(g, spec{method: http.MethodPut, path: "/api/v1/direction", action: org.EditGoal, request: NewDirection{}, response: Direction{}, summary: "Give the company a new direction from today on; the texts before it stay.", do: s.setDirection})
}

// spoken reads a body about an objective, and finds the objective and the person in whose name it is said.
func (s *Server) spoken(c *call, into any, person *string) (app.GoalView, org.Actor, error) {
	view, err := s.app.GoalByKey(c.r.Context(), asReader(c.actor), c.r.PathValue("goal"))
	if err != nil {
		return view, c.actor, err
	}
	body, err := c.body()
	if err != nil {
		return view, c.actor, err
	}
	if err := strict(body, into); err != nil {
		return view, c.actor, err
	}
	actor, err := s.app.InTheNameOf(c.r.Context(), asReader(c.actor), *person, view.Standing.ID)
	return view, actor, err
}

// now is what became of an objective, and no more.
func (s *Server) now(c *call) (any, error) {
	view, err := s.app.GoalByKey(c.r.Context(), asReader(c.actor), c.r.PathValue("goal"))
	c.etag(view.Standing.Version)
	return Answered{Key: view.Standing.Key, Status: view.Standing.Status, Version: view.Standing.Version}, err
}

func (s *Server) note(c *call) (any, error) {
	var n Note
	view, actor, err := s.spoken(c, &n, &n.Person)
	if err == nil {
		err = s.app.Note(c.r.Context(), actor, view.Standing.ID, n.Kind, n.Text)
	}
	if err != nil {
		return nil, err
	}
	return s.now(c)
}

func (s *Server) bid(c *call) (any, error) {
	var b Bid
	view, actor, err := s.spoken(c, &b, &b.Person)
	if err != nil {
		return nil, err
	}
	var own measure.Maybe
	if b.Amount != "" {
		a, _, err := measure.Parse(string(b.Amount))
		if err != nil {
			return nil, fault.All(err)[0].On("amount")
		}
		own = measure.Some(a)
	}
	if err := s.app.Bid(c.r.Context(), actor, view.Standing.ID, own); err != nil {
		return nil, err
	}
	return s.now(c)
}

func (s *Server) acknowledge(c *call) (any, error) {
	var a Acknowledgement
	view, actor, err := s.spoken(c, &a, &a.Person)
	if err != nil {
		return nil, err
	}
	if a.Version == 0 {
		a.Version = view.Standing.Version
	}
	if err := s.app.Acknowledge(c.r.Context(), actor, view.Standing.ID, a.Version, a.Reply, a.Text); err != nil {
		return nil, err
	}
	return s.now(c)
}

func (s *Server) direction(c *call) (any, error) {
	w, err := s.world(c)
	if err != nil {
		return nil, err
	}
	o := w.Org()
	c.etag(o.Version)
	return Direction{Text: o.Direction, FromOn: o.DirectionOn, Version: o.Version}, nil
}

func (s *Server) setDirection(c *call) (any, error) {
	body, err := c.body()
	if err != nil {
		return nil, err
	}
	var d NewDirection
	if err := strict(body, &d); err != nil {
		return nil, err
	}
	w, err := s.world(c)
	if err != nil {
		return nil, err
	}
	if d.Version == 0 {
		d.Version = w.Org().Version
	}
	if tag, err := c.ifMatch(1); err != nil {
		return nil, err
	} else if tag != 0 {
		d.Version = tag
	}
	if err := s.app.SetDirection(c.r.Context(), c.actor, d.Text, d.Version); err != nil {
		return nil, err
	}
	return s.direction(c)
}
