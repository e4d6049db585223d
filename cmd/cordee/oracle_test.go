package main

import (
	"slices"
	"strings"

	"cordee/internal/org"
)

// rule says, independently of the program's own policy, who may use a route: people by office or by what ties them to the object,
// tokens by scope. The file is meant to be read by whoever answers for the data.
type rule struct {
	open    bool   // needs nobody
	offices string // roles that may whatever the object; "all" for everybody
	ties    string // self, lead, mate, member: to the object
	scope   string // of a token, for the API
	readers *rule  // who may know that the object exists; to others it looks absent. nil: everybody in the company
	guarded bool   // accounts of administrators are for administrators
	holder  bool   // only whoever made the object
	ok      int    // status of a permitted GET, 200 unless said
	blank   int    // how a permitted POST with nothing in it is refused, where that is 404
	lasting bool   // a permitted probe with an empty body changes something: each one gets a fresh copy
	query   string // what the address needs to make sense
	queries []string
}

// Offices.
const (
	everybody = "all"
	trusted   = "director ops hr admin"
	steering  = "director ops admin"
	staff     = "ops hr admin"
	desk      = "ops admin"
	keys      = "admin"
)

var (
	readsGoal   = &rule{offices: trusted, ties: "self lead common"}
	addsUp      = &rule{offices: trusted, ties: "self lead member"} // line by line: the figure of an objective
	readsResult = &rule{offices: trusted, ties: "self lead"}
	seesBrought = &rule{offices: trusted, ties: "self lead mate"}
)

// rules is every route of the program.
var rules = map[string]rule{
	// Nobody needs to be signed in.
	"GET /assets/{file...}": {open: true}, "GET /favicon.svg": {open: true}, "GET /gallery": {open: true}, "GET /health": {open: true}, "GET /lang/{lang}": {open: true},
	"GET /sign-in": {open: true}, "POST /sign-in": {open: true}, "GET /setup/{secret}": {open: true}, "POST /setup/{secret}": {open: true},
	"GET /join/{secret}": {open: true}, "POST /join/{secret}": {open: true}, "GET /reset/{secret}": {open: true}, "POST /reset/{secret}": {open: true},
	"GET /demo/{slug}": {open: true}, "GET /new-company": {open: true}, "POST /new-company": {open: true},
	"GET /api/v1/openapi.json": {open: true}, "GET /api/": {open: true}, "POST /api/": {open: true}, "PUT /api/": {open: true},
	"PATCH /api/": {open: true}, "DELETE /api/": {open: true},

	// One's own account.
	"POST /sign-out": {offices: everybody, lasting: true}, "GET /account": {offices: everybody}, "POST /account/identity": {offices: everybody},
	"POST /account/password": {offices: everybody}, "POST /account/shown": {offices: everybody}, "POST /account/forecast": {offices: everybody},
	"POST /account/look": {offices: everybody}, "GET /account/access": {offices: everybody}, "GET /account/data": {offices: everybody},

	// The rope.
	"GET /{$}":       {offices: everybody},
	"GET /search":    {offices: everybody, queries: []string{"?q=zq", "?q=zqagoal", "?q=borealis", "?q=mail"}},
	"GET /live":      {offices: everybody, ok: 200, queries: []string{"?page=/", "?page=/goals/{lea}", "?page=/goals/{ines}", "?page=/goals/{b-lea}", "?page=/direction"}},
	"GET /team":      {offices: everybody},
	"GET /direction": {offices: everybody, queries: []string{"?tier=individual", "?on=2026-11-20"}},
	"GET /boards":    {offices: everybody, queries: []string{"?metric=revenue&from=2026-10-01&to=2026-12-31&by=person", "?metric=deals&by=person"}},
	"POST /thanks":   {offices: everybody, blank: 404},

	// Objectives.
	"GET /goals/new":                   {offices: everybody, queries: []string{"?parent={lea}", "?parent={ines}", "?parent={b-lea}", "?from={ines}"}},
	"POST /goals":                      {offices: everybody},
	"GET /goals/{goal}":                {offices: trusted, ties: "self lead common", readers: readsGoal},
	"GET /goals/{goal}/statement":      *addsUp.as(addsUp),
	"GET /goals/{goal}/statement.csv":  *addsUp.as(addsUp),
	"GET /goals/{goal}/edit":           {offices: steering, ties: "lead", readers: readsGoal},
	"POST /goals/{goal}":               {offices: steering, ties: "lead", readers: readsGoal},
	"POST /goals/{goal}/answer":        {offices: steering, ties: "lead", readers: readsGoal},
	"POST /goals/{goal}/counter":       {offices: steering, ties: "self lead", readers: readsGoal},
	"POST /goals/{goal}/steps":         {offices: steering, ties: "self lead member", readers: readsGoal},
	"POST /goals/{goal}/steps/{step}":  {offices: steering, ties: "self lead member", readers: readsGoal},
	"GET /goals/{goal}/parts":          {offices: steering, ties: "lead", readers: readsGoal},
	"POST /goals/{goal}/parts":         {offices: steering, ties: "lead", readers: readsGoal},
	"GET /goals/{goal}/parts/compare":  {offices: steering, ties: "lead", readers: readsGoal},
	"POST /goals/{goal}/ask":           {offices: steering, ties: "lead", readers: readsGoal, lasting: true},
	"POST /goals/{goal}/bid":           {ties: "self member", readers: readsGoal, lasting: true},
	"POST /goals/{goal}/notes":         {offices: trusted, ties: "self lead common", readers: readsGoal, lasting: true},
	"POST /goals/{goal}/acknowledge":   {offices: trusted, ties: "self lead common", readers: readsGoal},
	"POST /goals/{goal}/confirm":       {offices: steering, ties: "lead", readers: readsGoal},
	"GET /direction/text":              {offices: everybody},
	"POST /direction/text":             {offices: steering},
	"GET /start":                       {offices: staff},
	"GET /start/people":                {offices: staff},
	"POST /start/links":                {offices: staff, lasting: true},
	"GET /start/links.csv":             {offices: staff},
	"POST /start/people":               {offices: staff},
	"GET /start/goal":                  {offices: everybody},
	"POST /start/goal":                 {offices: everybody},
	"GET /start/parts/{goal}":          {offices: steering, readers: readsGoal},
	"POST /start/parts/{goal}":         {offices: steering, ties: "lead", readers: readsGoal},
	"GET /start/done":                  {offices: everybody},
	"GET /api/v1/goals":                {scope: org.ScopeGoalsRead, queries: []string{"?owner=person:lea", "?tier=individual", "?owner=person:b-lea"}},
	"GET /api/v1/goals/{goal}":         {scope: org.ScopeGoalsRead},
	"POST /api/v1/goals/{goal}/answer": {scope: org.ScopeGoalsWrite},
	"POST /api/v1/goals/{goal}/notes":  {scope: org.ScopeGoalsWrite}, "POST /api/v1/goals/{goal}/bid": {scope: org.ScopeGoalsWrite},
	"POST /api/v1/goals/{goal}/acknowledge": {scope: org.ScopeGoalsWrite},
	"GET /api/v1/direction":                 {scope: org.ScopeGoalsRead}, "PUT /api/v1/direction": {scope: org.ScopeGoalsWrite},
	"PUT /api/v1/goals": {scope: org.ScopeGoalsWrite}, "PUT /api/v1/steps": {scope: org.ScopeGoalsWrite}, "PUT /api/v1/tasks": {scope: org.ScopeGoalsWrite},

	// Results.
	"GET /results/new":            {offices: everybody, queries: []string{"?person={ines}"}},
	"POST /results":               {offices: everybody},
	"GET /results/mine":           {offices: everybody, queries: []string{"?from=2026-01-01&to=2026-12-31", "?person={ines}&owner=ines"}},
	"GET /results/{posting}":      {offices: trusted, ties: "self lead mate", readers: seesBrought},
	"POST /results/{ref}/undo":    {offices: desk, ties: "self lead", readers: readsResult, lasting: true},
	"GET /api/v1/results":         {scope: org.ScopeResultsRead, queries: []string{"?owner=person:lea", "?owner=person:b-lea", "?owner=team:nord", "?limit=1"}},
	"POST /api/v1/results":        {scope: org.ScopeResultsWrite},
	"POST /api/v1/results/stream": {scope: org.ScopeResultsWrite},
	"GET /api/v1/boards":          {scope: org.ScopeBoardsRead, queries: []string{"?metric=revenue&from=2026-10-01&to=2026-12-31", "?metric=revenue&from=2026-10-01&to=2026-12-31&rank_by=attainment"}},

	// People and teams.
	"GET /people": {offices: everybody, queries: []string{"?q=zq", "?team={sud}"}}, "GET /people/new": {offices: staff}, "POST /people": {offices: staff},
	"GET /people/lookup":            {offices: everybody, queries: []string{"?q=zq", "?q=borealis&teams=yes", "?teams=yes"}},
	"GET /people/{person}":          {offices: everybody},
	"GET /people/{person}/edit":     {offices: staff, guarded: true},
	"POST /people/{person}":         {offices: staff, guarded: true},
	"POST /people/{person}/place":   {offices: staff, guarded: true},
	"POST /people/{person}/absence": {offices: staff, guarded: true},
	"POST /people/{person}/invite":  {offices: staff, ties: "lead", guarded: true},
	"POST /people/{person}/reset":   {offices: staff, guarded: true},
	"GET /people/{person}/erase":    {offices: "hr admin", guarded: true},
	"POST /people/{person}/erase":   {offices: "hr admin", guarded: true, lasting: true},
	"GET /teams":                    {offices: everybody},
	"GET /teams/new":                {offices: staff},
	"POST /teams":                   {offices: staff},
	"GET /teams/{team}":             {offices: everybody},
	"GET /teams/{team}/edit":        {offices: staff},
	"POST /teams/{team}":            {offices: staff},
	"POST /teams/{team}/members":    {offices: staff, blank: 404},
	"GET /api/v1/people":            {scope: org.ScopePeopleRead},
	"GET /api/v1/people/{person}":   {scope: org.ScopePeopleRead},
	"GET /api/v1/teams":             {scope: org.ScopePeopleRead},
	"GET /api/v1/teams/{team}":      {scope: org.ScopePeopleRead},
	"PUT /api/v1/people":            {scope: org.ScopePeopleWrite}, "PUT /api/v1/teams": {scope: org.ScopePeopleWrite},
	"PUT /api/v1/memberships": {scope: org.ScopePeopleWrite}, "PUT /api/v1/absences": {scope: org.ScopePeopleWrite},

	// Metrics.
	"GET /metrics": {offices: everybody}, "GET /metrics/new": {offices: desk}, "POST /metrics": {offices: desk},
	"GET /metrics/{metric}": {offices: desk}, "GET /api/v1/metrics": {scope: org.ScopeMetricsRead},
	"GET /api/v1/metrics/{metric}": {scope: org.ScopeMetricsRead},
	"PUT /api/v1/metrics":          {scope: org.ScopeMetricsWrite}, "PUT /api/v1/rates": {scope: org.ScopeMetricsWrite},

	// Keeping house.
	"GET /imports": {offices: desk}, "POST /imports": {offices: desk},
	"GET /uploads/{draft}": {offices: desk, holder: true}, "POST /uploads/{draft}": {offices: desk, holder: true, lasting: true},
	"GET /uploads/{draft}/map": {offices: desk, holder: true, query: "?file=0"}, "POST /uploads/{draft}/map": {offices: desk, holder: true, query: "?file=0"},
	"GET /uploads/{draft}/problems.csv": {offices: desk, holder: true},
	"POST /imports/{import}/undo":       {offices: desk, lasting: true},
	"GET /export.xlsx":                  {offices: desk}, "GET /export/{table}": {offices: desk},
	"GET /settings": {offices: keys}, "POST /settings": {offices: keys}, "GET /settings/tokens": {offices: keys},
	"POST /settings/tokens": {offices: keys}, "POST /settings/tokens/{token}/revoke": {offices: keys, lasting: true},
	"GET /settings/journal": {offices: keys},
}

// thing is an object of one relation to Léa.
type thing struct {
	rel    string
	params map[string]string // what the path calls it
	org    string            // "" when it does not exist
	owner  string            // who carries it, or who it is about
	lead   string            // who leads above the owner, or the team
	mates  string            // who shares a team with its owner
	team   bool              // a team's, common to all
	admin  bool              // an administrator's account
	maker  string
}

// tied tells whether one of the ties binds a caller to a thing.
func tied(ties string, c caller, x thing) bool {
	for _, tie := range strings.Fields(ties) {
		switch tie {
		case "self":
			if c.name == x.owner {
				return true
			}
		case "lead":
			if c.name == x.lead {
				return true
			}
		case "common":
			if x.team {
				return true
			}
		case "mate", "member":
			if (tie == "mate" || x.team) && slices.Contains(strings.Fields(x.mates), c.name) {
				return true
			}
		}
	}
	return false
}

func (r rule) allows(c caller, x thing) bool {
	switch {
	case r.guarded && x.admin && c.role != org.Admin, r.holder && c.name != x.maker:
		return false
	}
	return r.offices == everybody || slices.Contains(strings.Fields(r.offices), string(c.role)) || tied(r.ties, c, x)
}

// canary is a private text.
type canary struct {
	text, org, kind, owner string
}

var leadOf = map[string]string{"lea": "karim", "tom": "karim", "ines": "sarah"}

// canaries are the private texts of both companies; of Borealis, every text.
func canaries() []canary {
	list := []canary{{text: "zqborealis", org: "borealis", kind: "all"}, {text: "zqaimport", org: "alpina", kind: "import"}, {text: "zqadraft", org: "alpina", kind: "draft"},
		{text: "17 mars 2025", org: "alpina", kind: "away", owner: "lea"}, {text: "2025-03-17", org: "alpina", kind: "away", owner: "lea"},
		{text: "13 mai 2025", org: "alpina", kind: "away", owner: "ines"}, {text: "2025-05-13", org: "alpina", kind: "away", owner: "ines"}}
	for who := range leadOf {
		list = append(list, canary{"zqagoal-" + who, "alpina", "goal", who}, canary{"zqawhy-" + who, "alpina", "goal", who}, canary{"zqapay-" + who, "alpina", "goal", who},
			canary{"zqaproposal-" + who, "alpina", "goal", who}, canary{"zqastep-" + who, "alpina", "goal", who}, canary{"zqaattr-" + who, "alpina", "attr", who})
	}
	for _, who := range []string{"lea", "tom", "karim", "ines", "sarah", "luc", "zoe", "dora", "otto", "hana", "ada"} {
		list = append(list, canary{"zqamail-" + who, "alpina", "mail", who})
	}
	return list
}

// mayRead tells who may meet a private text anywhere at all.
func (x canary) mayRead(c caller) bool {
	if c.org != x.org {
		return false
	}
	near := rule{offices: trusted, ties: "self lead"}.allows(c, thing{owner: x.owner, lead: leadOf[x.owner]})
	scopes := map[string]string{"goal": org.ScopeGoalsRead, "attr": org.ScopeResultsRead, "mail": org.ScopePeopleRead}
	if c.token() {
		return c.scope == org.ScopeAdmin || c.scope == scopes[x.kind] && c.scope != ""
	}
	switch x.kind {
	case "all", "mail":
		return c.person()
	case "import", "draft":
		return c.role == org.Ops || c.role == org.Admin
	default:
		return near
	}
}
