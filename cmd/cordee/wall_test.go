package main

import (
	"context"
	"maps"

	"cordee/internal/app"
	"cordee/internal/org"
)

// looksAfterWalls is who makes and revokes the links to a team's wall: those who lead it, and those who steer the company.
var looksAfterWalls = &rule{offices: steering, ties: "lead"}

func init() {
	maps.Copy(rules, map[string]rule{
		// A link opens one wall, and shows only what everybody there agreed to.
		"GET /wall/{secret}": {open: true}, "GET /wall/{secret}/live": {open: true},

		"GET /wall":                 {offices: everybody, queries: []string{"?team=zq", "?team={sud}"}},
		"GET /wall/live":            {offices: everybody},
		"GET /walls":                {offices: steering + " manager"},
		"POST /walls":               {offices: steering + " manager"},
		"POST /walls/{wall}/revoke": {offices: steering, ties: "lead", readers: looksAfterWalls, lasting: true},
		"POST /feasts/away":         {offices: everybody},
		"POST /account/walls":       {offices: everybody, lasting: true},
	})
}

// hangWalls gives each team of a company a link, and its people do not agree to be named.
func hangWalls(h *house, o org.Org, teams ...string) error {
	w, err := h.app.World(context.Background(), o.ID)
	if err != nil {
		return err
	}
	for _, key := range teams {
		t, _ := w.TeamByKey(key)
		if _, err := h.app.MakeWall(context.Background(), org.System(o.ID), app.WallForm{Name: "zqwall-" + key, Team: t.ID, Amounts: true}); err != nil {
			return err
		}
	}
	return nil
}

// wallThings are links of each relation to Léa.
func (s *site) wallThings(add func(kind string, x thing, names ...string)) {
	for _, x := range []struct {
		thing
		team string
	}{
		{thing{rel: "one's own team's", org: "alpina", lead: "karim", mates: "lea tom karim", team: true}, "nord"},
		{thing{rel: "another team's", org: "alpina", lead: "sarah", mates: "ines sarah", team: true}, "sud"},
		{thing{rel: "another company's", org: "borealis", team: true}, "b-nord"},
	} {
		add("wall", x.thing, "wall", s.lookup("SELECT wall_id FROM wall WHERE name = $1", "zqwall-"+x.team))
	}
	add("wall", thing{rel: "nonexistent"}, "wall", nobody)
}
