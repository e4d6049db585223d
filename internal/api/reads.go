package api

import (
	"net/http"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/route"
	"cordee/internal/store"
)

// Person, Team and Metric are rows of the tables as they now stand; what nobody said, or cleared, is null.
type (
	// Person is someone in the organisation.
	Person struct {
		Key         string      `json:"key"`
		Name        string      `json:"name"`
		Email       *string     `json:"email"`
		Team        *string     `json:"team"`
		Role        org.Role    `json:"role"`
		StartOn     period.Date `json:"start_on"`
		EndOn       period.Date `json:"end_on"`
		WorkingTime string      `json:"working_time"`
		ExternalID  *string     `json:"external_id"`
		Experience  int         `json:"experience"` // months in such work before joining
		Ability     int         `json:"ability"`    // declared, 1 to 5; 0 is not said
	}
	// Team is a node of the tree or a group.
	Team struct {
		Key    string       `json:"key"`
		Name   string       `json:"name"`
		Parent *string      `json:"parent"`
		Kind   org.TeamKind `json:"kind"`
		Lead   *string      `json:"lead"`
	}
	// Metric is what is measured.
	Metric struct {
		Key         string            `json:"key"`
		Name        string            `json:"name"`
		Unit        string            `json:"unit"`
		Kind        measure.Kind      `json:"kind"`
		Of          *string           `json:"of"`
		Where       *string           `json:"where"`
		Numerator   *string           `json:"numerator"`
		Denominator *string           `json:"denominator"`
		Direction   measure.Direction `json:"direction"`
		Credit      measure.Credit    `json:"credit"`
	}
)

type goalsQuery struct {
	On    string `query:"on" doc:"State on this day; default today."`
	Owner string `query:"owner" doc:"person:KEY or team:KEY."`
	Tier  string `query:"tier" doc:"strategic, operational, collective or individual."`
	pageQuery
}

type boardQuery struct {
	Metric string `query:"metric" doc:"Metric key." required:"true"`
	From   string `query:"from" doc:"First day." required:"true"`
	To     string `query:"to" doc:"Last day, included." required:"true"`
	By     string `query:"by" doc:"person (default) or team."`
	Under  string `query:"under" doc:"Team key; default the root."`
	Kind   string `query:"kind" doc:"With by=team: all descendants of this kind."`
	RankBy string `query:"rank_by" doc:"value (default) or attainment."`
}

func (s *Server) readRoutes(g *route.Registry) {
	s.add(g, spec{method: http.MethodGet, path: "/api/v1/goals", action: org.ReadGoal, logs: "goals", query: goalsQuery{}, response: []app.GoalState{},
		summary: "Every objective with its progress on a day.", do: s.goals})
	s.add(g, spec{method: http.MethodGet, path: "/api/v1/goals/{goal}", action: org.ReadGoal, object: "goal", logs: "goal", response: app.GoalState{},
		summary: "One objective with its progress today, by key.", do: s.goal})
	s.add(g, spec{method: http.MethodGet, path: "/api/v1/boards", action: org.ReadBoard, query: boardQuery{}, response: app.BoardState{},
		summary: "Totals and competition ranks of people or teams.", do: s.board})
	s.add(g, spec{method: http.MethodGet, path: "/api/v1/people", action: org.ReadOrg, query: pageQuery{}, response: []Person{},
		summary: "Everyone, by key.", do: s.people})
	s.add(g, spec{method: http.MethodGet, path: "/api/v1/people/{person}", action: org.ReadOrg, object: "person", logs: "person", response: Person{},
		summary: "One person, by key.", do: s.person})
	s.add(g, spec{method: http.MethodGet, path: "/api/v1/teams", action: org.ReadOrg, response: []Team{}, summary: "Every team.", do: s.teams})
	s.add(g, spec{method: http.MethodGet, path: "/api/v1/teams/{team}", action: org.ReadOrg, object: "team", response: Team{},
		summary: "One team, by key.", do: s.team})
	s.add(g, spec{method: http.MethodGet, path: "/api/v1/metrics", action: org.ReadMetrics, response: []Metric{}, summary: "Every metric.", do: s.metrics})
	s.add(g, spec{method: http.MethodGet, path: "/api/v1/metrics/{metric}", action: org.ReadMetrics, object: "metric", response: Metric{},
		summary: "One metric, by key.", do: s.metric})
}

func (s *Server) goals(c *call) (any, error) {
	q := c.r.URL.Query()
	var l fault.List
	f := app.GoalFilter{On: day(&l, q.Get("on"), "on"), Tier: goal.Tier(q.Get("tier"))}
	w, err := s.app.World(c.r.Context(), c.actor.Org)
	if err != nil {
		return nil, err
	}
	if ref := q.Get("owner"); ref != "" {
		owner, ok := w.OwnerByRef(ref)
		if !ok {
			l.Add(fault.Bad("owner", "person.unknown", "key", ref))
		}
		f.Owner = owner
	}
	limit, err := c.limit()
	l.Add(err)
	if len(l) > 0 {
		return nil, l
	}
	page, err := s.app.GoalsAfter(c.r.Context(), c.actor, f, q.Get("cursor"), limit)
	if err != nil {
		return nil, err
	}
	c.next(page.Next)
	keys := app.GoalKeys(page.Goals)
	out := make([]app.GoalState, len(page.Goals))
	for i, x := range page.Goals {
		if x.Owner.Kind == org.OwnerPerson && f.Owner == (org.Owner{}) {
			c.saw = append(c.saw, x.Owner.ID)
		}
		out[i] = app.NewGoalState(x, page.World, keys)
	}
	return out, nil
}

func (s *Server) goal(c *call) (any, error) {
	v, err := s.app.GoalByKey(c.r.Context(), c.actor, c.r.PathValue("goal"))
	if err != nil {
		return nil, err
	}
	c.etag(v.Standing.Version)
	keys := map[org.ID]string{}
	for _, k := range v.Above {
		keys[k.ID] = k.Key
	}
	out := app.NewGoalState(v.Standing, v.World, keys)
	out.Talk = app.NewGoalTalk(v, c.words.Evidence)
	return out, nil
}

func (s *Server) board(c *call) (any, error) {
	q := c.r.URL.Query()
	var l fault.List
	ask := app.BoardAsk{
		Metric: q.Get("metric"), From: day(&l, q.Get("from"), "from"), To: day(&l, q.Get("to"), "to"), ByTeam: q.Get("by") == "team",
		Under: q.Get("under"), Kind: org.TeamKind(q.Get("kind")), ByAttainment: q.Get("rank_by") == "attainment",
	}
	for _, name := range []string{"from", "to"} {
		if q.Get(name) == "" {
			l.Add(fault.Bad(name, "value.missing", "column", name))
		}
	}
	if len(l) > 0 {
		return nil, l
	}
	b, err := s.app.Board(c.r.Context(), c.actor, ask)
	return app.NewBoardState(b), err
}

// world is the organisation as it is configured; the directory is open to every token that may read people.
func (s *Server) world(c *call) (*app.World, error) { return s.app.World(c.r.Context(), c.actor.Org) }

func (s *Server) people(c *call) (any, error) {
	w, err := s.world(c)
	if err != nil {
		return nil, err
	}
	limit, err := c.limit()
	if err != nil {
		return nil, err
	}
	list := w.PeopleAfter(c.r.URL.Query().Get("cursor"))
	if len(list) > limit {
		list = list[:limit]
		c.next(list[limit-1].Key)
	}
	out := make([]Person, len(list))
	for i, p := range list {
		out[i] = s.personOf(w, p)
	}
	return out, nil
}

func (s *Server) person(c *call) (any, error) {
	w, err := s.world(c)
	if err != nil {
		return nil, err
	}
	p, ok := w.PersonByKey(c.r.PathValue("person"))
	if !ok {
		return nil, fault.New(fault.NotFound, "not_found", "what", "person")
	}
	c.etag(p.Version)
	return s.personOf(w, p), nil
}

func (s *Server) personOf(w *app.World, p org.Person) Person {
	id, _ := w.TeamOf(p.ID, w.Today(s.app.Now()))
	t, _ := w.Team(id)
	return Person{Key: p.Key, Name: p.Name, Email: said(p.Email), Team: said(t.Key), Role: p.Role, StartOn: p.StartOn, EndOn: p.EndOn,
		WorkingTime: measure.Amount(p.WorkingTime).String(), ExternalID: said(p.ExternalID), Experience: p.Experience, Ability: p.Ability}
}

func (s *Server) teams(c *call) (any, error) {
	w, err := s.world(c)
	if err != nil {
		return nil, err
	}
	out := make([]Team, len(w.Teams))
	for i, t := range w.Teams {
		out[i] = teamOf(w, t)
	}
	return out, nil
}

func (s *Server) team(c *call) (any, error) {
	w, err := s.world(c)
	if err != nil {
		return nil, err
	}
	t, ok := w.TeamByKey(c.r.PathValue("team"))
	if !ok {
		return nil, fault.New(fault.NotFound, "not_found", "what", "team")
	}
	c.etag(t.Version)
	return teamOf(w, t), nil
}

func teamOf(w *app.World, t org.Team) Team {
	parent, _ := w.Team(t.Parent)
	lead, _ := w.Person(t.Lead)
	return Team{Key: t.Key, Name: t.Name, Parent: said(parent.Key), Kind: t.Kind, Lead: said(lead.Key)}
}

func (s *Server) metrics(c *call) (any, error) {
	w, err := s.world(c)
	if err != nil {
		return nil, err
	}
	list := w.Metrics()
	out := make([]Metric, len(list))
	for i, m := range list {
		out[i] = metricOf(m)
	}
	return out, nil
}

func (s *Server) metric(c *call) (any, error) {
	w, err := s.world(c)
	if err != nil {
		return nil, err
	}
	m, ok := w.MetricByKey(c.r.PathValue("metric"))
	if !ok {
		return nil, fault.New(fault.NotFound, "not_found", "what", "metric")
	}
	c.etag(m.Version)
	return metricOf(m), nil
}

func metricOf(m store.Metric) Metric {
	return Metric{Key: m.Key, Name: m.Name, Unit: m.Unit, Kind: m.Kind, Of: said(m.Of), Where: said(m.Where), Numerator: said(m.Numerator),
		Denominator: said(m.Denominator), Direction: m.Direction, Credit: m.Credit}
}

// said is a text, or null when there is none.
func said(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
