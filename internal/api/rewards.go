package api

import (
	"bytes"
	"io"
	"net/http"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/route"
)

// NewRule is a rule to keep, by its key.
type NewRule struct {
	app.RuleText
	Publish bool `json:"publish,omitempty" doc:"Put it before those it is for; from its first day on it stays as it is."`
}

// PayOrder asks for what is approved to leave.
type PayOrder struct {
	DryRun bool `json:"dry_run,omitempty" doc:"Only tell what would leave; nothing is marked."`
}

type sharesQuery struct {
	Rule  string `query:"rule" doc:"Key of a rule; default every rule that runs."`
	Owner string `query:"owner" doc:"person:KEY; default everybody whom the token may read."`
}

type awardsQuery struct {
	Rule  string `query:"rule" doc:"Key of a rule."`
	Owner string `query:"owner" doc:"person:KEY."`
	State string `query:"state" doc:"nothing, waiting, approved or exported."`
	From  string `query:"from" doc:"Parts that end on this day or later."`
	To    string `query:"to" doc:"Parts that end on this day or earlier."`
}

func (s *Server) rewardRoutes(g *route.Registry) {
	s.add(g, spec{method: http.MethodGet, path: "/api/v1/rewards/rules", action: org.ReadRule, response: []app.RuleStanding{},
		summary: "Every version of every rule, the latest days first.", do: s.rules})
	s.add(g, spec{method: http.MethodPut, path: "/api/v1/rewards/rules", action: org.ManageRewards, request: NewRule{}, response: app.RuleStanding{},
		summary: "Create or change a rule by key: the newest version until its first day, its next version afterwards.", do: s.putRule})
	s.add(g, spec{method: http.MethodGet, path: "/api/v1/rewards/statements", action: org.ReadReward, logs: "reward", query: sharesQuery{},
		response: []app.ShareStanding{}, summary: "What a rule gives each beneficiary to date, with every step of the arithmetic.", do: s.shares})
	s.add(g, spec{method: http.MethodGet, path: "/api/v1/rewards/awards", action: org.ReadReward, logs: "reward", query: awardsQuery{},
		response: []app.AwardStanding{}, summary: "Awards and their adjustments, the latest part first, at most 1,000.", do: s.awards})
	s.add(g, spec{method: http.MethodPost, path: "/api/v1/rewards/awards/export", action: org.PayRewards, request: PayOrder{}, response: app.PayoutStanding{},
		summary: "Hand every approved award that has not left yet to payroll. Each leaves once.", do: s.payOut})
	s.add(g, spec{method: http.MethodGet, path: "/api/v1/rewards/awards/export/{payout}", action: org.PayRewards, object: "payout", response: app.PayoutStanding{},
		summary: "A batch that left, again.", do: s.payout})
}

func (s *Server) rules(c *call) (any, error) { return s.app.RuleStandings(c.r.Context(), c.actor) }

func (s *Server) putRule(c *call) (any, error) {
	body, err := c.body()
	if err != nil {
		return nil, err
	}
	var n NewRule
	if err := strict(body, &n); err != nil {
		return nil, err
	}
	return s.app.PutRule(c.r.Context(), c.actor, n.RuleText, n.Publish)
}

// beneficiary is the person of ?owner=, 0 when nobody is named.
func (s *Server) beneficiary(c *call, l *fault.List) (org.ID, error) {
	ref := c.r.URL.Query().Get("owner")
	if ref == "" {
		return 0, nil
	}
	w, err := s.app.World(c.r.Context(), c.actor.Org)
	if err != nil {
		return 0, err
	}
	owner, ok := w.OwnerByRef(ref)
	if !ok || owner.Kind != org.OwnerPerson {
		l.Add(fault.Bad("owner", "person.unknown", "key", ref))
	}
	return owner.ID, nil
}

func (s *Server) shares(c *call) (any, error) {
	var l fault.List
	person, err := s.beneficiary(c, &l)
	if err != nil || len(l) > 0 {
		return nil, orList(err, l)
	}
	return s.app.ShareStandings(c.r.Context(), c.actor, c.r.URL.Query().Get("rule"), person)
}

func orList(err error, l fault.List) error {
	if err != nil {
		return err
	}
	return l.OrNil()
}

func (s *Server) awards(c *call) (any, error) {
	q := c.r.URL.Query()
	var l fault.List
	person, err := s.beneficiary(c, &l)
	f := app.AwardFilter{Person: person, State: app.AwardState(q.Get("state")), From: day(&l, q.Get("from"), "from"), To: day(&l, q.Get("to"), "to")}
	if err != nil || len(l) > 0 {
		return nil, orList(err, l)
	}
	return s.app.AwardStandings(c.r.Context(), c.actor, q.Get("rule"), f)
}

func (s *Server) payOut(c *call) (any, error) {
	body, err := io.ReadAll(c.r.Body)
	if err != nil {
		return nil, err
	}
	var order PayOrder
	if len(bytes.TrimSpace(body)) > 0 {
		if err := strict(body, &order); err != nil {
			return nil, err
		}
	}
	leave := s.app.ExportPayroll
	if order.DryRun {
		leave = s.app.ReadyToPay
	}
	p, err := leave(c.r.Context(), c.actor)
	if err != nil {
		return nil, err
	}
	return s.app.PayoutStanding(c.r.Context(), c.actor, p)
}

func (s *Server) payout(c *call) (any, error) {
	id, ok := org.ParseID(c.r.PathValue("payout"))
	if !ok {
		return nil, fault.New(fault.NotFound, "not_found", "what", "payout")
	}
	p, err := s.app.Payout(c.r.Context(), c.actor, id)
	if err != nil {
		return nil, err
	}
	return s.app.PayoutStanding(c.r.Context(), c.actor, p)
}
