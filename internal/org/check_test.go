package org_test

import (
	"slices"
	"strings"
	"testing"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/period"
)

func codes(err error) (list []string) {
	for _, e := range fault.All(err) {
		list = append(list, e.Code)
	}
	slices.Sort(list)
	return list
}

func team(id org.ID, key string, kind org.TeamKind, parent org.ID) org.Team {
	return org.Team{ID: id, Key: key, Kind: kind, Parent: parent}
}

func TestCheckTeams(t *testing.T) {
	for name, c := range map[string]struct {
		teams []org.Team
		want  []string
	}{
		"none yet":     {nil, nil},
		"a good tree":  {alpinaTeams(), nil},
		"groups alone": {[]org.Team{team(1, "g", org.Group, 0)}, nil},
		"two roots":    {[]org.Team{team(1, "a", org.Company, 0), team(2, "b", org.Department, 0)}, []string{"org.root_many"}},
		"a cycle away from the root": {
			[]org.Team{team(1, "a", org.Company, 0), team(2, "b", org.TeamUnit, 3), team(3, "c", org.TeamUnit, 2), team(4, "d", org.TeamUnit, 3)},
			[]string{"org.team_cycle"},
		},
		"its own parent":      {[]org.Team{team(1, "a", org.Company, 1)}, []string{"org.root_missing", "org.team_cycle"}},
		"an unknown parent":   {[]org.Team{team(1, "a", org.Company, 0), team(2, "b", org.TeamUnit, 9)}, []string{"org.parent_unknown"}},
		"below a group":       {[]org.Team{team(1, "a", org.Company, 0), team(2, "g", org.Group, 0), team(3, "b", org.TeamUnit, 2)}, []string{"org.parent_is_group"}},
		"a group below":       {[]org.Team{team(1, "a", org.Company, 0), team(2, "g", org.Group, 1)}, []string{"org.group_parent"}},
		"the same key twice":  {[]org.Team{team(1, "a", org.Company, 0), team(2, "a", org.TeamUnit, 1)}, []string{"org.team_key_taken"}},
		"an unknown kind":     {[]org.Team{team(1, "a", "gang", 0)}, []string{"org.team_kind_unknown"}},
		"no key":              {[]org.Team{team(1, " ", org.Company, 0)}, []string{"org.key_missing"}},
		"an overlong key":     {[]org.Team{team(1, strings.Repeat("é", 129), org.Company, 0)}, []string{"org.key_too_long"}},
		"a line break in one": {[]org.Team{team(1, "a\nb", org.Company, 0)}, []string{"org.text_invalid"}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := codes(org.CheckTeams(c.teams)); !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestOfTwoTeamsTheOneThatBeganLaterCounts(t *testing.T) {
	ms := []org.Membership{
		{Person: lea, Team: est, Span: period.Span{From: day(t, "2026-02-01")}},
		{Person: lea, Team: nord, Span: period.Span{From: day(t, "2026-01-01"), To: day(t, "2026-03-01")}},
	}
	r := org.NewRoster(org.Org{}, alpinaTeams(), alpinaPeople(), ms, nil)
	if got := r.WarnOverlaps(); len(got) != 1 {
		t.Errorf("overlaps %v", got)
	}
	if got, _ := r.TeamOf(lea, day(t, "2026-02-15")); got != est {
		t.Errorf("of two teams, %v counts, not the one that began later", got)
	}
}

func TestCheckPersonAndAbsence(t *testing.T) {
	good := org.Person{Key: "lea", Name: "Léa Müller", Email: "lea@alpina.example", Role: org.Rep, WorkingTime: 8_000, StartOn: 10, EndOn: 10}
	if err := good.Check(); err != nil {
		t.Errorf("a good person: %v", err)
	}
	bad := org.Person{Name: "a\tb", Email: "lea@", Role: "boss", WorkingTime: 10_001, StartOn: 10, EndOn: 9}
	want := []string{"org.email_invalid", "org.end_before_start", "org.key_missing", "org.role_unknown", "org.text_invalid", "org.working_time_range"}
	if got := codes(bad.Check()); !slices.Equal(got, want) {
		t.Errorf("all problems at once: %v", got)
	}
	if err := (org.Absence{Span: period.Span{From: 1, To: 2}, Share: 10_000}).Check(); err != nil {
		t.Errorf("a good absence: %v", err)
	}
	if got := codes(org.Absence{Span: period.Span{From: 1}, Share: -1}.Check()); !slices.Equal(got, []string{"org.absence_share_range", "org.absence_span"}) {
		t.Errorf("an absence without end: %v", got)
	}
}

func TestATreeThatSlippedInIsStillReadable(t *testing.T) {
	teams := []org.Team{team(1, "a", org.Company, 0), team(2, "b", org.TeamUnit, 3), team(3, "c", org.TeamUnit, 2)}
	r := org.NewRoster(org.Org{}, teams, nil, nil, nil)
	if got := r.Above(2); !slices.Equal(got, []org.ID{2, 3}) {
		t.Errorf("above a team in a cycle: %v", got)
	}
	if got := r.Descendants(2); len(got) > 4 {
		t.Errorf("below a team in a cycle: %v", got)
	}
}
