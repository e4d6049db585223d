package main

import (
	"context"
	"maps"

	"cordee/internal/app"
	"cordee/internal/game"
	"cordee/internal/org"
	"cordee/internal/period"
)

// knowsChallenge is who may know of a challenge against oneself: whoever made it.
var knowsChallenge = &rule{ties: "self"}

func init() {
	maps.Copy(rules, map[string]rule{
		"GET /play":           {offices: everybody},
		"POST /play/choice":   {offices: everybody, lasting: true},
		"POST /play/rest":     {offices: everybody, lasting: true},
		"GET /challenges/new": {offices: everybody},
		"POST /challenges":    {offices: everybody},

		"GET /challenges/{challenge}":           *knowsChallenge.as(knowsChallenge),
		"POST /challenges/{challenge}/announce": {ties: "self", readers: knowsChallenge, lasting: true},
		"POST /challenges/{challenge}/off":      {ties: "self", readers: knowsChallenge, lasting: true},
		"POST /challenges/{challenge}/answer":   {ties: "self", readers: knowsChallenge, lasting: true},
	})
}

// play lets a rep of a company play, with a challenge against herself.
func play(h *house, o org.Org, who string) error {
	w, err := h.app.World(context.Background(), o.ID)
	if err != nil {
		return err
	}
	p, _ := w.PersonByKey(who)
	actor := org.Actor{Org: o.ID, Person: p.ID, Role: p.Role, Kind: org.ByPerson}
	if err := h.app.PlayGame(context.Background(), actor, true); err != nil {
		return err
	}
	_, err = h.app.DraftChallenge(context.Background(), actor, app.ChallengeForm{
		Kind: game.Solo, Measure: game.OwnShare, Metric: "revenue", Title: "zqplay-" + who, Start: period.On(2026, 12, 1), End: period.On(2026, 12, 11),
	})
	return err
}

// playThings are challenges of each relation to Léa.
func (s *site) playThings(add func(kind string, x thing, names ...string)) {
	for _, x := range []struct {
		thing
		who string
	}{
		{thing{rel: "one's own", org: "alpina", owner: "lea"}, "lea"},
		{thing{rel: "a teammate's", org: "alpina", owner: "tom"}, "tom"},
		{thing{rel: "another company's", org: "borealis", owner: "b-lea"}, "b-lea"},
	} {
		add("challenge", x.thing, "challenge", s.lookup("SELECT challenge_id FROM challenge WHERE title = $1", "zqplay-"+x.who))
	}
	add("challenge", thing{rel: "nonexistent"}, "challenge", nobody)
}
