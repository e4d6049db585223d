package main

import (
	"context"
	"maps"

	"cordee/internal/org"
)

func init() {
	maps.Copy(rules, map[string]rule{
		"GET /news":              {offices: everybody},
		"GET /account/messages":  {offices: everybody},
		"POST /account/messages": {offices: everybody, lasting: true},
		// The way out of mails works without signing in; one that nobody signed is as if it did not exist.
		"GET /unsubscribe/{secret}":  {open: true},
		"POST /unsubscribe/{secret}": {open: true},

		"GET /settings/messages":                    {offices: keys},
		"POST /settings/messages/try":               {offices: keys},
		"POST /settings/messages/hooks":             {offices: keys},
		"POST /settings/messages/hooks/{hook}/try":  {offices: keys},
		"POST /settings/messages/hooks/{hook}/drop": {offices: keys, lasting: true},
	})
}

// addHooks gives a company a channel in its chat.
func addHooks(h *house, o org.Org) error {
	return h.app.AddHook(context.Background(), org.System(o.ID), "slack", "zqahook "+o.Key, "https://hooks.slack.com/services/zq/"+o.Key)
}

// hookThings are channels of each company.
func (s *site) hookThings(add func(kind string, x thing, names ...string)) {
	for _, company := range []string{"alpina", "borealis"} {
		add("hook", thing{rel: "of " + company, org: company}, "hook", s.lookup("SELECT hook_id FROM message_hook WHERE org_id = (SELECT org_id FROM org WHERE key = $1)", company))
	}
	add("hook", thing{rel: "nonexistent"}, "hook", nobody)
}
