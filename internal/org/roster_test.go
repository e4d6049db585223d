package org_test

import (
	"fmt"
	"slices"
	"testing"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

func TestAResultCountsForEveryTeamAboveThePerson(t *testing.T) {
	r := alpinaRoster(t)
	on := day(t, "2026-03-01")
	for _, c := range []struct {
		name   string
		person org.ID
		on     period.Date
		want   []org.ID
	}{
		{"in a team", karim, on, []org.ID{nord, sales, alpina}},
		{"in a team and a group: the group itself, not rolled up", lea, on, []org.ID{nord, sales, alpina, force}},
		{"in a department", denis, on, []org.ID{sales, alpina}},
		{"without a team: the root", sam, on, []org.ID{alpina}},
		{"before they joined: the root", lea, day(t, "2025-12-31"), []org.ID{alpina}},
		{"unknown here: the root", 4242, on, []org.ID{alpina}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := r.TeamsOf(c.person, c.on); !slices.Equal(got, c.want) {
				t.Errorf("TeamsOf = %v, want %v", got, c.want)
			}
		})
	}
}

func TestMovingChangesTheTeamFromThatDayOn(t *testing.T) {
	ms := []org.Membership{
		{Person: lea, Team: est, Span: period.Span{From: day(t, "2026-04-01")}, WorkingTime: -1},
		{Person: lea, Team: nord, Span: period.Span{From: day(t, "2026-01-01"), To: day(t, "2026-04-01")}, WorkingTime: -1},
		{Person: karim, Team: nord, Span: period.Span{From: day(t, "2026-01-01"), To: day(t, "2026-02-01")}, WorkingTime: -1},
	}
	r := org.NewRoster(org.Org{}, alpinaTeams(), alpinaPeople(), ms, nil)

	for on, want := range map[string]org.ID{"2026-03-31": nord, "2026-04-01": est, "2030-01-01": est} {
		if got, ok := r.TeamOf(lea, day(t, on)); !ok || got != want {
			t.Errorf("on %s: team %v %v, want %v", on, got, ok, want)
		}
	}
	if _, ok := r.TeamOf(karim, day(t, "2026-02-01")); ok {
		t.Error("Karim still has a team on the day his membership ends")
	}
	if got := r.TeamsOf(karim, day(t, "2026-02-01")); !slices.Equal(got, []org.ID{alpina}) {
		t.Errorf("Karim, unassigned, counts for %v", got)
	}
}

func TestMembersDuring(t *testing.T) {
	ms := append(alpinaMemberships(t)[1:], // Denis is nowhere
		org.Membership{Person: denis, Team: nord, Span: period.Span{From: day(t, "2026-01-01"), To: day(t, "2026-02-01")}, WorkingTime: -1},
		org.Membership{Person: denis, Team: est, Span: period.Span{From: day(t, "2026-02-01"), To: day(t, "2026-03-01")}, WorkingTime: -1},
		org.Membership{Person: denis, Team: nord, Span: period.Span{From: day(t, "2026-03-15")}, WorkingTime: -1})
	people := alpinaPeople()
	karimAt := slices.IndexFunc(people, func(p org.Person) bool { return p.ID == karim })
	people[karimAt].EndOn = day(t, "2026-01-31")
	r := org.NewRoster(org.Org{}, alpinaTeams(), people, ms, nil)
	quarter := period.Days(day(t, "2026-01-01"), day(t, "2026-03-31"))

	show := func(stays []org.Stay) (out []string) {
		for _, s := range stays {
			p, _ := r.Person(s.Person)
			out = append(out, fmt.Sprintf("%s %s..%s", p.Key, s.Span.From, s.Span.Last()))
		}
		return out
	}
	for name, c := range map[string]struct {
		team org.ID
		want []string
	}{
		"a team sees who came back, and who left the company only until then": {nord, []string{
			"denis 2026-01-01..2026-01-31", "denis 2026-03-15..2026-03-31", "hugo 2026-01-01..2026-03-31",
			"karim 2026-01-01..2026-01-31", "lea 2026-01-01..2026-03-31", "nadia 2026-01-01..2026-03-31",
		}},
		"a department joins moves between its teams": {sales, []string{
			"denis 2026-01-01..2026-02-28", "denis 2026-03-15..2026-03-31", "emma 2026-01-01..2026-03-31",
			"eric 2026-01-01..2026-03-31", "gaston 2026-01-01..2026-03-31", "hugo 2026-01-01..2026-03-31",
			"karim 2026-01-01..2026-01-31", "lea 2026-01-01..2026-03-31", "nadia 2026-01-01..2026-03-31",
		}},
		"a group": {force, []string{"emma 2026-01-01..2026-03-31", "hugo 2026-01-01..2026-03-31", "lea 2026-01-01..2026-03-31"}},
		"nobody":  {4242, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if got := show(r.MembersDuring(c.team, quarter)); !slices.Equal(got, c.want) {
				t.Errorf("got  %v\nwant %v", got, c.want)
			}
		})
	}
	march := period.Days(day(t, "2026-03-01"), day(t, "2026-03-31"))
	want := []string{
		"admin 2026-03-01..2026-03-31", "denis 2026-03-01..2026-03-14", "diane 2026-03-01..2026-03-31",
		"hr 2026-03-01..2026-03-31", "ops 2026-03-01..2026-03-31", "sam 2026-03-01..2026-03-31",
	}
	if got := show(r.Unassigned(march)); !slices.Equal(got, want) {
		t.Errorf("unassigned in March: %v, want %v", got, want)
	}
}

func TestLeadsAreThoseAbove(t *testing.T) {
	r := alpinaRoster(t)
	on := day(t, "2026-03-01")
	for name, c := range map[string]struct {
		person org.ID
		want   []org.ID
	}{
		"a rep, even when led in a group too":     {lea, []org.ID{nadia, denis, diane}},
		"a team lead, who does not lead herself":  {nadia, []org.ID{denis, diane}},
		"the director":                            {diane, nil},
		"someone unassigned: the company's leads": {sam, []org.ID{diane}},
	} {
		if got := r.Leads(c.person, on); !slices.Equal(got, c.want) {
			t.Errorf("%s: leads %v, want %v", name, got, c.want)
		}
	}
}

func TestTheTree(t *testing.T) {
	r := alpinaRoster(t)
	if got := r.Root().ID; got != alpina {
		t.Errorf("root = %v", got)
	}
	if got := r.Descendants(sales); !slices.Equal(got, []org.ID{sales, est, nord}) {
		t.Errorf("below sales: %v", got)
	}
	if got := r.Above(nord); !slices.Equal(got, []org.ID{nord, sales, alpina}) {
		t.Errorf("above nord: %v", got)
	}
	if got := r.Above(force); !slices.Equal(got, []org.ID{force, alpina}) {
		t.Errorf("above a group: %v", got)
	}
	if p, ok := r.PersonByEmail(" LEA@alpina.EXAMPLE "); !ok || p.ID != lea {
		t.Errorf("by address: %v %v", p, ok)
	}
	for _, o := range []org.Owner{org.PersonOwner(lea), org.TeamOwner(nord)} {
		if got, ok := r.OwnerByRef(r.Ref(o)); !ok || got != o {
			t.Errorf("%v reads back as %v", r.Ref(o), got)
		}
	}
	if got, ok := r.OwnerByRef("lea"); !ok || got != org.PersonOwner(lea) {
		t.Errorf("a bare key: %v", got)
	}
	if _, ok := r.OwnerByRef("team:lea"); ok {
		t.Error("a person is not a team")
	}
}

func TestAnEmptyOrganisationAnswers(t *testing.T) {
	r := org.NewRoster(org.Org{}, nil, nil, nil, nil)
	if r.Root().ID != 0 || len(r.TeamsOf(1, 1)) != 0 || len(r.Above(1)) != 0 || len(r.Descendants(1)) != 0 {
		t.Error("an organisation without teams has owners above people")
	}
}

func TestProfileFollowsPresence(t *testing.T) {
	week := period.Days(day(t, "2026-03-02"), day(t, "2026-03-08")) // Monday to Sunday, no holiday
	people := alpinaPeople()
	for i := range people {
		switch people[i].ID {
		case karim:
			people[i].WorkingTime = 5_000
		case hugo:
			people[i].StartOn = day(t, "2026-03-05")
		}
	}
	ms := []org.Membership{
		{Person: lea, Team: nord, Span: period.Span{From: day(t, "2026-01-01")}, WorkingTime: -1},
		{Person: karim, Team: nord, Span: period.Span{From: day(t, "2026-01-01")}, WorkingTime: -1},
		{Person: hugo, Team: nord, Span: period.Span{From: day(t, "2026-01-01")}, WorkingTime: 8_000},
	}
	absences := []org.Absence{
		{Person: lea, Span: period.Span{From: day(t, "2026-03-03"), To: day(t, "2026-03-05")}, Share: 6_000},
		{Person: lea, Span: period.Span{From: day(t, "2026-03-04"), To: day(t, "2026-03-05")}, Share: 6_000},
	}
	r := org.NewRoster(org.Org{}, alpinaTeams(), people, ms, absences)

	const full = period.FullPresence * period.FlatSeason
	part := func(tenths int64) int64 { return full / 10 * tenths }
	for name, c := range map[string]struct {
		owner org.Owner
		want  []int64
	}{
		"absences add up to the whole day at most": {org.PersonOwner(lea), []int64{full, part(4), 0, full, full, 0, 0}},
		"half time": {org.PersonOwner(karim), []int64{part(5), part(5), part(5), part(5), part(5), 0, 0}},
		"the membership's working time, from the first day": {org.PersonOwner(hugo), []int64{0, 0, 0, part(8), part(8), 0, 0}},
		"a team is the sum":               {org.TeamOwner(nord), []int64{part(15), part(9), part(5), part(23), part(23), 0, 0}},
		"a team of nobody weighs nothing": {org.TeamOwner(est), []int64{0, 0, 0, 0, 0, 0, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			for range 2 { // the second answer comes from memory
				if got := r.Profile(c.owner, week); !slices.Equal(got.Day, c.want) {
					t.Errorf("got  %v\nwant %v", got.Day, c.want)
				}
			}
		})
	}
}

func TestCalendarDaysWhenTheOrganisationSaysSo(t *testing.T) {
	week := period.Days(day(t, "2026-03-02"), day(t, "2026-03-08"))
	r := org.NewRoster(org.Org{Linear: true}, alpinaTeams(), alpinaPeople(), nil, nil)
	if got := r.Profile(org.PersonOwner(lea), week); got.Weight(week) != 7 {
		t.Errorf("seven days weigh %d", got.Weight(week))
	}
}

// bigRoster has 100,000 people in 10,000 teams, five levels deep.
func bigRoster(b *testing.B) *org.Roster {
	const teams, people = 10_000, 100_000
	from := period.Span{From: day(b, "2026-01-01")}
	ts := make([]org.Team, teams)
	for i := range ts {
		ts[i] = org.Team{ID: org.ID(i + 1), Key: fmt.Sprint("t", i), Kind: org.TeamUnit, Parent: org.ID((i-1)/10 + 1)}
	}
	ts[0].Parent, ts[0].Kind = 0, org.Company
	ps, ms := make([]org.Person, people), make([]org.Membership, people)
	for i := range ps {
		id := org.ID(1_000_000 + i)
		ps[i] = org.Person{ID: id, Key: fmt.Sprint("p", i), WorkingTime: measure.Hundred}
		ms[i] = org.Membership{Person: id, Team: org.ID(teams - i%9_000), Span: from, WorkingTime: -1}
	}
	return org.NewRoster(org.Org{}, ts, ps, ms, nil)
}

func BenchmarkNewRoster100k(b *testing.B) {
	for b.Loop() {
		bigRoster(b)
	}
}

func BenchmarkTeamsOf(b *testing.B) {
	r, on := bigRoster(b), day(b, "2026-06-01")
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if len(r.TeamsOf(org.ID(1_000_000+i%100_000), on)) < 4 {
			b.Fatal("a short chain")
		}
	}
}

func BenchmarkProfileOfTheCompany(b *testing.B) {
	r := bigRoster(b)
	from := day(b, "2026-01-01")
	for i := 0; b.Loop(); i++ {
		r.Profile(org.TeamOwner(1), period.Days(from, from.AddDays(90+i%1000)))
	}
}
