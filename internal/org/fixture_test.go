package org_test

import (
	"testing"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// Alpina, as small as it can be while having every tie: a company led by Diane, a department led by Denis, two teams led by Nadia
// and Eric, and a task force across the teams led by Gaston.
const (
	alpina, sales, nord, est, force             org.ID = 1, 2, 3, 4, 5
	diane, denis, nadia, eric, gaston           org.ID = 11, 12, 13, 14, 15
	lea, karim, hugo, emma, ops, hr, admin, sam org.ID = 21, 22, 23, 24, 25, 26, 27, 28
	alpinaOrg                                   org.ID = 900
)

func day(t testing.TB, s string) period.Date {
	t.Helper()
	d, err := period.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func alpinaTeams() []org.Team {
	return []org.Team{
		{ID: alpina, Key: "alpina", Name: "Alpina", Kind: org.Company, Lead: diane},
		{ID: sales, Key: "sales", Name: "Ventes", Kind: org.Department, Parent: alpina, Lead: denis},
		{ID: nord, Key: "nord", Name: "Nord", Kind: org.TeamUnit, Parent: sales, Lead: nadia},
		{ID: est, Key: "est", Name: "Est", Kind: org.TeamUnit, Parent: sales, Lead: eric},
		{ID: force, Key: "force", Name: "Force GTX", Kind: org.Group, Lead: gaston},
	}
}

func alpinaPeople() []org.Person {
	person := func(id org.ID, key string, role org.Role) org.Person {
		return org.Person{ID: id, Key: key, Name: key, Email: key + "@Alpina.example", Role: role, WorkingTime: measure.Hundred}
	}
	people := []org.Person{
		person(diane, "diane", org.Director), person(denis, "denis", org.Manager), person(nadia, "nadia", org.Manager),
		person(eric, "eric", org.Manager), person(gaston, "gaston", org.Rep), person(lea, "lea", org.Rep),
		person(karim, "karim", org.Rep), person(hugo, "hugo", org.Rep), person(emma, "emma", org.Rep),
		person(ops, "ops", org.Ops), person(hr, "hr", org.HR), person(admin, "admin", org.Admin), person(sam, "sam", org.Rep),
	}
	for i := range people {
		people[i].Hidden = people[i].ID == hugo
	}
	return people
}

func alpinaMemberships(t testing.TB) []org.Membership {
	year := period.Span{From: day(t, "2026-01-01")}
	in := func(person, team org.ID) org.Membership {
		return org.Membership{Person: person, Team: team, Span: year, WorkingTime: -1}
	}
	return []org.Membership{
		in(denis, sales), in(nadia, nord), in(eric, est), in(gaston, est),
		in(lea, nord), in(karim, nord), in(hugo, nord), in(emma, est),
		in(lea, force), in(emma, force), in(hugo, force),
	}
}

func alpinaRoster(t testing.TB) *org.Roster {
	return org.NewRoster(org.Org{ID: alpinaOrg, Key: "alpina"}, alpinaTeams(), alpinaPeople(), alpinaMemberships(t), nil)
}
