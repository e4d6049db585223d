package main

import (
	"context"
	"maps"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/period"
)

// readsLetter is who may know of somebody's letter of objectives: the person, those who lead them, those who answer for the company.
var readsLetter = &rule{offices: trusted, ties: "self lead"}

func init() {
	maps.Copy(rules, map[string]rule{
		"GET /letters":                                  {offices: everybody},
		"GET /people/{person}/letters/new":              {offices: trusted, ties: "lead", readers: readsLetter},
		"POST /people/{person}/letters":                 {offices: trusted, ties: "lead", readers: readsLetter},
		"GET /people/{person}/letters/{letter}":         *readsLetter.as(readsLetter),
		"GET /people/{person}/letters/{letter}/pdf":     *readsLetter.as(readsLetter),
		"GET /people/{person}/letters/{letter}/realism": *readsLetter.as(readsLetter),
		"POST /people/{person}/letters/{letter}/answer": {ties: "self", readers: readsLetter},
		"POST /people/{person}/letters/{letter}/sign":   {offices: trusted, ties: "lead", readers: readsLetter},
		"POST /people/{person}/letters/{letter}/hand":   {offices: trusted, ties: "lead", readers: readsLetter},
	})
}

// as is a rule with those who may know of the object.
func (r rule) as(readers *rule) *rule { r.readers = readers; return &r }

// notForOneself are routes that nobody uses on their own behalf, whatever their office.
var notForOneself = map[string]bool{"GET /people/{person}/letters/new": true, "POST /people/{person}/letters": true}

// giveLetters gives each rep of a company a letter for the quarter, which they have opened.
func giveLetters(h *house, o org.Org, prefix string) error {
	ctx := context.Background()
	w, err := h.app.World(ctx, o.ID)
	if err != nil {
		return err
	}
	as := func(key string) org.Actor {
		p, _ := w.PersonByKey(prefix + key)
		return org.Actor{Org: o.ID, Person: p.ID, Role: p.Role, Kind: org.ByPerson}
	}
	for who, lead := range leadOf {
		form := app.LetterForm{Late: app.Said{Cause: goal.ReasonAgreed}}
		id, err := h.app.IssueLetter(ctx, as(lead), as(who).Person, period.Days(period.On(2026, 10, 1), period.On(2026, 12, 31)), form)
		if err != nil {
			return err
		}
		if err := h.app.OpenLetter(ctx, as(who), id); err != nil {
			return err
		}
	}
	return nil
}

// letterThings are letters of each relation to Léa.
func (s *site) letterThings(add func(kind string, x thing, names ...string)) {
	for _, x := range []struct {
		thing
		key string
	}{
		{thing{rel: "one's own", org: "alpina", owner: "lea", lead: "karim"}, "lea"},
		{thing{rel: "a teammate's", org: "alpina", owner: "tom", lead: "karim"}, "tom"},
		{thing{rel: "another team's", org: "alpina", owner: "ines", lead: "sarah"}, "ines"},
		{thing{rel: "another company's", org: "borealis", owner: "b-lea", lead: "b-karim"}, "b-lea"},
	} {
		person := s.lookup("SELECT person_id FROM person WHERE key = $1", x.key)
		add("letter", x.thing, "person", person,
			"letter", s.lookup("SELECT letter_id FROM letter WHERE person_id = (SELECT person_id FROM person WHERE key = $1)", x.key))
	}
	add("letter", thing{rel: "nonexistent"}, "person", nobody, "letter", nobody)
}
