package org

import "slices"

// Actor is whoever asks: always an argument, never hidden in a context. Its organisation comes from the credential only.
type Actor struct {
	Org     ID
	Person  ID   // zero for tokens and the system
	Role    Role // the person's, as of this request
	Scopes  []string
	Kind    string
	Token   ID
	Session string // opaque, for logs only
	Team    ID     // of a wall's link: the one team whose wall it opens
}

// The kinds of actor. An Actor of no kind is nobody and may do nothing.
const (
	ByPerson = "person"
	ByToken  = "token"
	BySystem = "system" // the scheduler, the command line: may do everything within its organisation
	ByWall   = "wall"   // a link on the screen of a room: reads the wall of one team, and nothing else
)

// The scopes a token can have. ScopeAdmin includes all others.
const (
	ScopeResultsWrite = "results:write"
	ScopeResultsRead  = "results:read"
	ScopeGoalsRead    = "goals:read"
	ScopeGoalsWrite   = "goals:write"
	ScopePeopleRead   = "people:read"
	ScopePeopleWrite  = "people:write"
	ScopeMetricsRead  = "metrics:read"
	ScopeMetricsWrite = "metrics:write"
	ScopeBoardsRead   = "boards:read"
	ScopeRewardsRead  = "rewards:read"
	ScopeRewardsWrite = "rewards:write"
	ScopeAdmin        = "admin"
)

// Scopes is the closed list, in the order people read it.
var Scopes = []string{
	ScopeResultsWrite, ScopeResultsRead, ScopeGoalsRead, ScopeGoalsWrite, ScopePeopleRead, ScopePeopleWrite,
	ScopeMetricsRead, ScopeMetricsWrite, ScopeBoardsRead, ScopeRewardsRead, ScopeRewardsWrite, ScopeAdmin,
}

// System is the program itself acting for an organisation.
func System(o ID) Actor { return Actor{Org: o, Kind: BySystem} }

// Has tells whether a token's scopes include one.
func (a Actor) Has(scope string) bool {
	return slices.Contains(a.Scopes, scope) || slices.Contains(a.Scopes, ScopeAdmin)
}

// Is tells whether the actor is this very person.
func (a Actor) Is(person ID) bool { return a.Kind == ByPerson && person != 0 && a.Person == person }
