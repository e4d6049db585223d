package org_test

import (
	"slices"
	"strings"
	"testing"

	"cordee/internal/fault"
	"cordee/internal/org"
)

// policy is the permission table as a reader expects it, written independently of the code: for each action on something that is
// Léa's, which roles may although they have no tie to her (R rep, M manager, D director, O ops, H hr, A admin), and who
// may through a tie although they are only a rep.
var policy = []struct {
	act    org.Action
	scope  string
	roles  string
	ties   []org.ID
	object org.Object
}{
	{org.ReadOrg, "people:read", "RMDOHA", all, org.Object{}},
	{org.ReadMetrics, "metrics:read", "RMDOHA", all, org.Object{}},
	{org.ReadBoard, "boards:read", "RMDOHA", all, org.Object{}},
	{org.Thank, "admin", "RMDOHA", all, org.PersonObject(lea)},
	{org.ReadPersonPrivate, "people:read", "DOHA", above, org.PersonObject(lea)},
	{org.EditSelf, "people:write", "", []org.ID{lea}, org.PersonObject(lea)},
	{org.InvitePerson, "people:write", "OHA", []org.ID{nadia, denis, diane}, org.TeamObject(nord)},
	{org.ManagePeople, "people:write", "OHA", nil, org.PersonObject(lea)},
	{org.ErasePerson, "admin", "HA", nil, org.PersonObject(lea)},
	{org.ManageMetrics, "metrics:write", "OA", nil, org.Object{}},
	{org.ReadGoal, "goals:read", "DOHA", above, goalOf(lea)},
	{org.ProposeGoal, "goals:write", "DOHA", above, goalOf(lea)},
	{org.AnswerGoal, "goals:write", "DOA", above, goalOf(lea)},
	{org.EditGoal, "goals:write", "DOA", []org.ID{nadia, denis, diane}, goalOf(lea)},
	{org.ReadResults, "results:read", "DOHA", above, org.ResultObject(org.PersonOwner(lea))},
	{org.ReadContribution, "results:read", "DOHA", append([]org.ID{karim, hugo}, above...), org.PersonObject(lea)},
	{org.ReadContribution, "results:read", "DOHA", append([]org.ID{karim, hugo}, above...), org.ContributionObject(lea, org.TeamOwner(alpina))},
	{org.ReadContribution, "results:read", "DOHA", append([]org.ID{karim, hugo, emma}, above...), org.ContributionObject(lea, org.TeamOwner(force))},
	{org.PostResult, "results:write", "OA", above, org.ResultObject(org.PersonOwner(lea))},
	{org.ReadRule, "rewards:read", "DOHA", append([]org.ID{karim, hugo}, above...), org.TeamObject(nord)},
	{org.ManageRewards, "rewards:write", "DOHA", []org.ID{nadia, denis, diane}, org.TeamObject(nord)},
	{org.ReadReward, "rewards:read", "OHA", []org.ID{lea, nadia}, org.PersonObject(lea)},
	{org.ApproveAward, "rewards:write", "OHA", []org.ID{nadia}, org.PersonObject(lea)},
	{org.PayRewards, "rewards:write", "OHA", nil, org.Object{}},
	{org.Import, "admin", "OA", nil, org.Object{}},
	{org.Export, "admin", "OA", nil, org.Object{}},
	{org.ManageOrg, "admin", "A", nil, org.Object{}},
	{org.ManageTokens, "admin", "A", nil, org.Object{}},
	{org.ReadAudit, "admin", "A", nil, org.Object{}},
	{org.ReadWall, "admin", "RMDOHA", all, org.TeamObject(nord)},
	{org.ManageWalls, "admin", "DOA", []org.ID{nadia, denis, diane}, org.TeamObject(nord)},
	{org.ManageGames, "admin", "DOA", []org.ID{nadia, denis, diane}, org.TeamObject(nord)},
}

// above is Léa herself and those who lead her. Gaston leads only her task force; Karim and Hugo are in her team, Emma in the
// task force; Eric leads another team; Sam is nowhere.
var (
	above = []org.ID{lea, nadia, denis, diane}
	all   = []org.ID{lea, nadia, denis, diane, karim, hugo, emma, gaston, eric, sam}
)

func goalOf(person org.ID) org.Object {
	return org.Object{Kind: org.AGoal, Owner: org.PersonOwner(person)}
}

func as(person org.ID, role org.Role) org.Actor {
	return org.Actor{Org: alpinaOrg, Person: person, Role: role, Kind: org.ByPerson}
}

func TestEveryRoleOnEveryAction(t *testing.T) {
	r, on := alpinaRoster(t), day(t, "2026-03-01")
	letters := map[org.Role]string{org.Rep: "R", org.Manager: "M", org.Director: "D", org.Ops: "O", org.HR: "H", org.Admin: "A"}
	for _, p := range policy {
		for _, role := range org.Roles {
			err := r.Can(as(sam, role), p.act, p.object, on)
			if want := strings.Contains(p.roles, letters[role]); (err == nil) != want {
				t.Errorf("a %s with no tie, %s: %v, want allowed %v", role, p.act, err, want)
			}
		}
	}
}

func TestEveryTieOnEveryAction(t *testing.T) {
	r, on := alpinaRoster(t), day(t, "2026-03-01")
	for _, p := range policy {
		for _, who := range all {
			err := r.Can(as(who, org.Rep), p.act, p.object, on)
			if want := slices.Contains(p.ties, who); (err == nil) != want {
				person, _ := r.Person(who)
				t.Errorf("%s, %s: %v, want allowed %v", person.Key, p.act, err, want)
			}
		}
	}
}

func TestEveryScopeOnEveryAction(t *testing.T) {
	r, on := alpinaRoster(t), day(t, "2026-03-01")
	for _, p := range policy {
		for _, scope := range org.Scopes {
			err := r.Can(org.Actor{Org: alpinaOrg, Kind: org.ByToken, Scopes: []string{scope}}, p.act, p.object, on)
			if want := scope == p.scope || scope == org.ScopeAdmin; (err == nil) != want {
				t.Errorf("a token with %s, %s: %v, want allowed %v", scope, p.act, err, want)
			}
			if err != nil && !fault.Is(err, "access.scope_missing") {
				t.Errorf("a token with %s, %s: %v does not name the scope", scope, p.act, err)
			}
		}
	}
}

func TestNobodyAndTheSystem(t *testing.T) {
	r, on := alpinaRoster(t), day(t, "2026-03-01")
	for _, p := range policy {
		if err := r.Can(org.Actor{Org: alpinaOrg, Person: admin, Role: org.Admin}, p.act, p.object, on); fault.KindOf(err) != fault.Unauthenticated {
			t.Errorf("someone of no kind, %s: %v", p.act, err)
		}
		if err := r.Can(org.System(alpinaOrg), p.act, p.object, on); err != nil {
			t.Errorf("the system, %s: %v", p.act, err)
		}
		if err := r.Can(as(4242, org.Admin), p.act, p.object, on); err == nil {
			t.Errorf("a person who is not in the roster, %s: allowed", p.act)
		}
	}
	if err := r.Can(org.System(alpinaOrg), "dance", org.Object{}, on); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("an action without a rule: %v", err)
	}
}

func TestALinkToAWallOpensThatWallAndNothingElse(t *testing.T) {
	r, on := alpinaRoster(t), day(t, "2026-03-01")
	link := org.Actor{Org: alpinaOrg, Kind: org.ByWall, Team: nord}
	if err := r.Can(link, org.ReadWall, org.TeamObject(nord), on); err != nil {
		t.Errorf("its own wall: %v", err)
	}
	for _, p := range policy {
		object := p.object
		if p.act == org.ReadWall {
			object = org.TeamObject(alpina)
		}
		if err := r.Can(link, p.act, object, on); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: %v", p.act, err)
		}
	}
	link.Org = 901
	if err := r.Can(link, org.ReadWall, org.TeamObject(nord), on); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another company's link: %v", err)
	}
}

func TestAnotherOrganisationLooksLikeNothing(t *testing.T) {
	r, on := alpinaRoster(t), day(t, "2026-03-01")
	elsewhere := as(admin, org.Admin)
	elsewhere.Org = 901
	for _, p := range policy {
		theirs := p.object
		theirs.Org = 901
		for name, err := range map[string]error{
			"their actor, our object":  r.Can(elsewhere, p.act, p.object, on),
			"our admin, their object":  r.Can(as(admin, org.Admin), p.act, theirs, on),
			"our system, their object": r.Can(org.System(alpinaOrg), p.act, theirs, on),
			"our token, their object":  r.Can(org.Actor{Org: alpinaOrg, Kind: org.ByToken, Scopes: org.Scopes}, p.act, theirs, on),
		} {
			if fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s, %s: %v", name, p.act, err)
			}
		}
	}
}

func TestWhatARefusalGivesAway(t *testing.T) {
	r, on := alpinaRoster(t), day(t, "2026-03-01")
	team := org.Object{Kind: org.AGoal, Owner: org.TeamOwner(nord), Common: true}
	for name, c := range map[string]struct {
		who    org.ID
		act    org.Action
		object org.Object
		want   fault.Kind
	}{
		"a colleague's goal seems not to exist":         {karim, org.ReadGoal, goalOf(lea), fault.NotFound},
		"not even by trying to change it":               {karim, org.EditGoal, goalOf(lea), fault.NotFound},
		"nor does a colleague's sale":                   {emma, org.PostResult, org.ResultObject(org.PersonOwner(karim)), fault.NotFound},
		"one's own assigned goal exists but stands":     {lea, org.EditGoal, goalOf(lea), fault.Forbidden},
		"the team's goal is seen by all":                {sam, org.ReadGoal, team, ""},
		"but not changed by all":                        {sam, org.EditGoal, team, fault.Forbidden},
		"nor by those who carry it":                     {lea, org.EditGoal, team, fault.Forbidden},
		"who may propose another way":                   {lea, org.ProposeGoal, team, ""},
		"while another team may not":                    {emma, org.ProposeGoal, team, fault.Forbidden},
		"a colleague exists, their pay page is closed":  {karim, org.ReadPersonPrivate, org.PersonObject(lea), fault.Forbidden},
		"a collective goal of a person is seen by all":  {sam, org.ReadGoal, org.Object{Kind: org.AGoal, Owner: org.PersonOwner(diane), Common: true}, ""},
		"someone who hides contributions, to teammates": {lea, org.ReadContribution, org.PersonObject(hugo), fault.Forbidden},
		"and to those who lead":                         {nadia, org.ReadContribution, org.PersonObject(hugo), ""},
		"a department does not make teammates":          {karim, org.ReadContribution, org.PersonObject(emma), fault.Forbidden},
		"an ad-hoc group opens what counts for it":      {lea, org.ReadContribution, org.ContributionObject(emma, org.TeamOwner(force)), ""},
		"to those in it":                                {karim, org.ReadContribution, org.ContributionObject(emma, org.TeamOwner(force)), fault.Forbidden},
		"and not the year of the people in it":          {lea, org.ReadContribution, org.ContributionObject(emma, org.TeamOwner(alpina)), fault.Forbidden},
		"nor what they do in their own team":            {lea, org.ReadContribution, org.ContributionObject(emma, org.TeamOwner(est)), fault.Forbidden},
		"nor a result that counts for no one else":      {lea, org.ReadContribution, org.ResultObject(org.PersonOwner(emma)), fault.NotFound},
	} {
		t.Run(name, func(t *testing.T) {
			if got := fault.KindOf(r.Can(as(c.who, org.Rep), c.act, c.object, on)); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestOnesOwnUnpaidGoalNeedsNobody(t *testing.T) {
	r, on := alpinaRoster(t), day(t, "2026-03-01")
	own := goalOf(lea)
	own.Author = lea
	paid, forAnother := own, own
	paid.Paid = true
	forAnother.Owner = org.PersonOwner(karim)
	for name, c := range map[string]struct {
		o    org.Object
		want bool
	}{"own": {own, true}, "own, paid": {paid, false}, "set for a colleague": {forAnother, false}, "assigned": {goalOf(lea), false}} {
		if got := r.Can(as(lea, org.Rep), org.EditGoal, c.o, on) == nil; got != c.want {
			t.Errorf("%s: allowed %v, want %v", name, got, c.want)
		}
	}
}

func TestWhoMayPostASharedSale(t *testing.T) {
	r, on := alpinaRoster(t), day(t, "2026-03-01")
	p := func(ids ...org.ID) (o org.Object) {
		for _, id := range ids {
			o.Credited = append(o.Credited, org.PersonOwner(id))
		}
		o.Kind = org.AResult
		return o
	}
	team := org.ResultObject(org.TeamOwner(nord))
	for name, c := range map[string]struct {
		who    org.ID
		object org.Object
		want   bool
	}{
		"a rep, own sale": {lea, p(lea), true},
		"a rep, shared with a colleague of another team": {lea, p(lea, emma), true},
		"a rep, a colleague's":                           {lea, p(karim), false},
		"a lead, of two of hers":                         {nadia, p(lea, karim), true},
		"a lead, hers and her own":                       {nadia, p(lea, nadia), true},
		"a lead, of one of hers and one who is not":      {nadia, p(lea, emma), false},
		"who leads both teams":                           {denis, p(lea, emma), true},
		"a lead, the team's":                             {nadia, team, true},
		"a member, the team's":                           {lea, team, false},
		"nobody's":                                       {nadia, org.ResultObject(), false},
		"a task force's lead":                            {gaston, p(lea), false},
		"a task force's lead, the force's":               {gaston, org.ResultObject(org.TeamOwner(force)), true},
	} {
		t.Run(name, func(t *testing.T) {
			if got := r.Can(as(c.who, org.Rep), org.PostResult, c.object, on) == nil; got != c.want {
				t.Errorf("allowed %v, want %v", got, c.want)
			}
		})
	}
}

func TestNobodyRaisesThemselves(t *testing.T) {
	r, on := alpinaRoster(t), day(t, "2026-03-01")
	for _, c := range []struct {
		actor org.Actor
		grant string // the roles they may give
	}{
		{as(admin, org.Admin), "rep manager director ops hr admin"},
		{as(ops, org.Ops), "rep manager director"},
		{as(hr, org.HR), "rep manager director"},
		{as(sam, org.Director), ""},
		{as(nadia, org.Manager), "rep"},
		{as(sam, org.Manager), ""},
		{as(lea, org.Rep), ""},
		{org.System(alpinaOrg), "rep manager director ops hr admin"},
		{org.Actor{Org: alpinaOrg, Kind: org.ByToken, Scopes: []string{"people:write"}}, "rep manager director"},
		{org.Actor{Org: alpinaOrg, Kind: org.ByToken, Scopes: []string{"admin"}}, "rep manager director ops hr admin"},
		{org.Actor{Org: alpinaOrg, Kind: org.ByToken, Scopes: []string{"goals:write"}}, ""},
		{org.Actor{Org: alpinaOrg}, ""},
	} {
		for _, role := range org.Roles {
			err := r.CanGrant(c.actor, role, on)
			if want := slices.Contains(strings.Fields(c.grant), string(role)); (err == nil) != want {
				t.Errorf("%s %s gives %s: %v, want allowed %v", c.actor.Kind, c.actor.Role, role, err, want)
			}
		}
	}
	for name, c := range map[string]struct {
		who    org.Actor
		victim org.ID
		want   bool
	}{
		"ops changes a rep":                     {as(ops, org.Ops), lea, true},
		"ops changes an admin's address":        {as(ops, org.Ops), admin, false},
		"hr changes ops":                        {as(hr, org.HR), ops, false},
		"admin changes ops":                     {as(admin, org.Admin), ops, true},
		"ops creates someone who is not yet":    {as(ops, org.Ops), 0, true},
		"a people token changes an admin's too": {org.Actor{Org: alpinaOrg, Kind: org.ByToken, Scopes: []string{"people:write"}}, admin, false},
	} {
		if got := r.Can(c.who, org.ManagePeople, org.PersonObject(c.victim), on) == nil; got != c.want {
			t.Errorf("%s: allowed %v, want %v", name, got, c.want)
		}
	}
}

func TestPowersEndWithTheLastDay(t *testing.T) {
	people := alpinaPeople()
	last := day(t, "2026-03-01")
	for i := range people {
		people[i].EndOn = last
	}
	r := org.NewRoster(org.Org{ID: alpinaOrg}, alpinaTeams(), people, alpinaMemberships(t), nil)
	for name, c := range map[string]struct {
		who    org.Actor
		act    org.Action
		object org.Object
		after  bool
	}{
		"a lead":              {as(nadia, org.Manager), org.ReadGoal, goalOf(lea), false},
		"an admin":            {as(admin, org.Admin), org.ManageOrg, org.Object{}, false},
		"a rep, their own":    {as(lea, org.Rep), org.ReadGoal, goalOf(lea), true},
		"a rep, the company":  {as(lea, org.Rep), org.ReadOrg, org.Object{}, false},
		"a rep, a sale":       {as(lea, org.Rep), org.PostResult, org.ResultObject(org.PersonOwner(lea)), false},
		"a rep, own pay page": {as(lea, org.Rep), org.ReadPersonPrivate, org.PersonObject(lea), true},
	} {
		if err := r.Can(c.who, c.act, c.object, last); err != nil {
			t.Errorf("%s, on the last day: %v", name, err)
		}
		if got := r.Can(c.who, c.act, c.object, last+1) == nil; got != c.after {
			t.Errorf("%s, the day after: allowed %v, want %v", name, got, c.after)
		}
	}
}
