package org

import (
	"slices"

	"cordee/internal/fault"
	"cordee/internal/period"
)

// Action is something an actor wants to do. The list is closed; an action without a rule is refused to everybody.
type Action string

// The actions.
const (
	ReadOrg           Action = "read_org"            // the organisation, its teams, its directory of people
	ReadPersonPrivate Action = "read_person_private" // pay, forecast, private pages, absences of one person
	EditSelf          Action = "edit_self"           // one's own name, language, what one shows
	InvitePerson      Action = "invite_person"       // a newcomer into a team
	ManagePeople      Action = "manage_people"       // people, teams, memberships, absences
	ErasePerson       Action = "erase_person"
	ReadMetrics       Action = "read_metrics"
	ManageMetrics     Action = "manage_metrics" // metrics and rates
	ReadGoal          Action = "read_goal"
	ProposeGoal       Action = "propose_goal"
	AnswerGoal        Action = "answer_goal" // counter, agree, acknowledge: the workflow says whose turn it is
	EditGoal          Action = "edit_goal"   // create, revise, publish, cancel without asking
	ReadResults       Action = "read_results_of"
	ReadContribution  Action = "read_contribution" // what someone brings to a common objective
	PostResult        Action = "post_result"       // ask for the credits of the new content and, for a correction, of the old one
	ReadBoard         Action = "read_board"
	ReadRule          Action = "read_rule"      // what a reward asks for and brings
	ManageRewards     Action = "manage_rewards" // write, publish and withdraw rules
	ReadReward        Action = "read_reward"    // what one person obtains, their awards, their path
	ApproveAward      Action = "approve_award"  // say yes to what one person obtained, and answer when they contest it
	PayRewards        Action = "pay_rewards"    // hand approved awards to payroll
	Thank             Action = "thank"
	Import            Action = "import"
	Export            Action = "export"
	ManageOrg         Action = "manage_org"
	ManageTokens      Action = "manage_tokens"
	ReadAudit         Action = "read_audit"
	ReadWall          Action = "read_wall"    // the screen of a room, with what each allows there
	ManageWalls       Action = "manage_walls" // links to a team's wall
	ManageGames       Action = "manage_games" // challenges for the people of a team; each of them decides whether to take part
)

// tie is how an actor is bound to an object.
type tie uint8

const (
	self    tie = 1 << iota // it is about them, or they are among those credited
	lead                    // they lead a team above someone it is about, or the team it belongs to or one above that team
	nearest                 // they lead the team that the person it is about belongs to: their direct manager
	leadAll                 // the same for everyone it is about who is not themselves
	member                  // it is a team's they belong to, and nobody's in particular
	mate                    // they share a tree team with the person it is about, or the group it counts for; and that person shows it
	author                  // they made it for themselves, and no pay hangs on it
	common                  // it is common to the organisation: a collective objective, a team's
)

// Sets of roles.
var (
	everyone = []Role{Rep, Manager, Director, Ops, HR, Admin}
	trusted  = []Role{Director, Ops, HR, Admin} // see individual data throughout the organisation
	steering = []Role{Director, Ops, Admin}     // decide on objectives throughout the organisation
	staff    = []Role{Ops, HR, Admin}           // keep people and teams in order
	desk     = []Role{Ops, Admin}               // keep metrics and files in order
	keys     = []Role{Admin}
	payers   = []Role{Ops, HR, Admin} // answer for what is paid
)

// rule says who may do something: people by role whatever the object, people by a tie whatever their role, tokens by scope.
type rule struct {
	scope string
	roles []Role
	ties  tie
}

// rules is the whole policy. A manager has no power by role: leading a team is what counts. The ties of ReadResults and
// ReadPersonPrivate are LAW F8's access matrix (the person, those who lead them, HR and who answers for the organisation).
var rules = map[Action]rule{
	ReadOrg:           {ScopePeopleRead, everyone, 0},
	ReadPersonPrivate: {ScopePeopleRead, trusted, self | lead},
	EditSelf:          {ScopePeopleWrite, nil, self},
	InvitePerson:      {ScopePeopleWrite, staff, lead},
	ManagePeople:      {ScopePeopleWrite, staff, 0},
	ErasePerson:       {ScopeAdmin, []Role{HR, Admin}, 0},
	ReadMetrics:       {ScopeMetricsRead, everyone, 0},
	ManageMetrics:     {ScopeMetricsWrite, desk, 0},
	ReadGoal:          {ScopeGoalsRead, trusted, self | lead | common},
	ProposeGoal:       {ScopeGoalsWrite, trusted, self | lead | member},
	AnswerGoal:        {ScopeGoalsWrite, steering, self | lead},
	EditGoal:          {ScopeGoalsWrite, steering, lead | author},
	ReadResults:       {ScopeResultsRead, trusted, self | lead | member},
	ReadContribution:  {ScopeResultsRead, trusted, self | lead | mate},
	PostResult:        {ScopeResultsWrite, desk, self | leadAll},
	ReadBoard:         {ScopeBoardsRead, everyone, 0},
	ReadRule:          {ScopeRewardsRead, trusted, self | lead | member},
	ManageRewards:     {ScopeRewardsWrite, trusted, lead},
	ReadReward:        {ScopeRewardsRead, payers, self | nearest},
	ApproveAward:      {ScopeRewardsWrite, payers, nearest},
	PayRewards:        {ScopeRewardsWrite, payers, 0},
	Thank:             {ScopeAdmin, everyone, 0},
	Import:            {ScopeAdmin, desk, 0},
	Export:            {ScopeAdmin, desk, 0},
	ManageOrg:         {ScopeAdmin, keys, 0},
	ManageTokens:      {ScopeAdmin, keys, 0},
	ReadAudit:         {ScopeAdmin, keys, 0},
	ReadWall:          {ScopeAdmin, everyone, 0},
	ManageWalls:       {ScopeAdmin, steering, lead},
	ManageGames:       {ScopeAdmin, steering, lead},
}

// grants says which roles each role may give to others; it also says whose account they may change, or changing someone's
// address would be a way to become them. Those who lead a team may invite reps into it.
var grants = map[Role][]Role{
	Admin: {Rep, Manager, Director, Ops, HR, Admin},
	Ops:   {Rep, Manager, Director},
	HR:    {Rep, Manager, Director},
}

// The kinds of object the policy treats apart.
const (
	AGoal   = "goal"
	AResult = "result"
	APerson = "person"
	ATeam   = "team"
)

// Object is what an action is about. The zero Object is the organisation itself.
type Object struct {
	Kind     string
	Org      ID      // the organisation it belongs to; zero when it was looked up within the actor's own
	Owner    Owner   // who carries it
	Person   ID      // the person it is about
	Credited []Owner // for a result, everyone credited
	Towards  []Owner // for what someone brings, who carries the objectives it counts for: opens it to an ad-hoc group, if one is named
	Common   bool    // for a goal, a tier above individual
	Author   ID      // for a goal, who set it
	Paid     bool    // for a goal, pay hangs on it
}

// PersonObject is a person, as an object.
func PersonObject(id ID) Object { return Object{Kind: APerson, Person: id} }

// TeamObject is a team, as an object.
func TeamObject(id ID) Object { return Object{Kind: ATeam, Owner: TeamOwner(id)} }

// ContributionObject is what a person brings towards the objectives of these owners. Without one it is theirs alone and their tree team's.
func ContributionObject(person ID, towards ...Owner) Object {
	return Object{Kind: APerson, Person: person, Towards: towards}
}

// ResultObject is a result, as an object.
func ResultObject(credited ...Owner) Object { return Object{Kind: AResult, Credited: credited} }

// Can is the one authoriser: nil when the actor may do this to the object on that day, else a fault. The day decides who leads
// and belongs where. What is refused looks like this:
//
//   - nobody signed in: Unauthenticated, access.sign_in
//   - another organisation's object, whatever the action: NotFound, access.not_found
//   - an individual goal or a result that the actor may not even read: NotFound, since its existence is private
//   - a token without the scope: Forbidden, access.scope_missing with arg "scope"
//   - everything else: Forbidden, access.forbidden with arg "action"
//   - whoever holds a wall's link, beyond that wall: NotFound, access.not_found
func (r *Roster) Can(a Actor, act Action, o Object, on period.Date) error {
	if a.Kind == ByWall {
		return r.onWall(a, act, o)
	}
	if a.Kind != ByPerson && a.Kind != ByToken && a.Kind != BySystem {
		return fault.New(fault.Unauthenticated, "access.sign_in")
	}
	if a.Org != r.Org.ID || (o.Org != 0 && o.Org != r.Org.ID) {
		return fault.New(fault.NotFound, "access.not_found")
	}
	ru, known := rules[act]
	switch {
	case known && a.Kind == BySystem:
		return nil
	case known && a.Kind == ByToken && !a.Has(ru.scope):
		return fault.New(fault.Forbidden, "access.scope_missing", "scope", ru.scope)
	case known && (a.Kind == ByToken || r.allows(act, a, o, on)) && r.mayTouch(a, act, o):
		return nil
	}
	if read, private := privateTo[o.Kind]; private && !o.Common && !r.allows(read, a, o, on) {
		return fault.New(fault.NotFound, "access.not_found")
	}
	return fault.New(fault.Forbidden, "access.forbidden", "action", string(act))
}

// onWall is all that a wall's link opens: the wall of its own team.
func (r *Roster) onWall(a Actor, act Action, o Object) error {
	own := o.Owner == Owner{} || o.Owner == TeamOwner(a.Team)
	if act == ReadWall && own && a.Org == r.Org.ID && (o.Org == 0 || o.Org == r.Org.ID) && o.Person == 0 && a.Team != 0 {
		return nil
	}
	return fault.New(fault.NotFound, "access.not_found")
}

// privateTo names the kinds whose existence is itself private, with the action that reading them is.
var privateTo = map[string]Action{AGoal: ReadGoal, AResult: ReadResults}

// CanGrant tells whether the actor may give a role to someone: Forbidden, access.role_not_yours with arg "role", if not.
func (r *Roster) CanGrant(a Actor, role Role, on period.Date) error {
	if a.Org != r.Org.ID {
		return fault.New(fault.NotFound, "access.not_found")
	}
	inOffice := a.Kind != ByPerson || r.inOffice(a, on)
	invites := a.Kind == ByPerson && role == Rep && r.leadsAny(a.Person)
	if inOffice && (invites || slices.Contains(a.grants(), role)) {
		return nil
	}
	return fault.New(fault.Forbidden, "access.role_not_yours", "role", string(role))
}

// mayTouch keeps those who manage people away from accounts above their own powers.
func (r *Roster) mayTouch(a Actor, act Action, o Object) bool {
	if act != ManagePeople && act != ErasePerson {
		return true
	}
	p, ok := r.Person(o.Person)
	return !ok || slices.Contains(a.grants(), p.Role)
}

// grants is the roles the actor may give by office or scope. A token that writes people has the powers of HR.
func (a Actor) grants() []Role {
	switch {
	case a.Kind == ByPerson:
		return grants[a.Role]
	case a.Kind == BySystem, a.Kind == ByToken && a.Has(ScopeAdmin):
		return grants[Admin]
	case a.Kind == ByToken && a.Has(ScopePeopleWrite):
		return grants[HR]
	default:
		return nil
	}
}

func (r *Roster) allows(act Action, a Actor, o Object, on period.Date) bool {
	if a.Kind != ByPerson {
		return false
	}
	if !r.inOffice(a, on) {
		return lasting[act] && a.isAbout(o)
	}
	ru := rules[act]
	return slices.Contains(ru.roles, a.Role) || r.tied(ru.ties, a, o, on)
}

// lasting is what one may still do about oneself after leaving: read.
var lasting = map[Action]bool{ReadReward: true, ReadPersonPrivate: true, ReadGoal: true, ReadResults: true, ReadContribution: true}

// inOffice tells whether the actor's role and team still count: they end with the person's last day.
func (r *Roster) inOffice(a Actor, on period.Date) bool {
	p, ok := r.Person(a.Person)
	return ok && (p.EndOn == 0 || on <= p.EndOn)
}

// Conceivable tells whether the actor might do this to some object or other: what a door asks before it has looked for the
// object. Whoever could only do it to what they are tied to is let through here and asked again by Can.
func (r *Roster) Conceivable(a Actor, act Action, on period.Date) error {
	if a.Kind == ByPerson && a.Org == r.Org.ID && rules[act].ties != 0 {
		return nil
	}
	return r.Can(a, act, Object{}, on)
}

// ScopeOf is the scope that lets a token do something, "" for unknown actions.
func ScopeOf(act Action) string { return rules[act].scope }
