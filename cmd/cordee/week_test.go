package main

import "maps"

func init() {
	maps.Copy(rules, map[string]rule{
		"GET /week":               {offices: everybody},
		"POST /week":              {offices: everybody, lasting: true},
		"POST /goals/{goal}/help": {ties: "self", readers: readsGoal, lasting: true},
		"POST /help":              {offices: everybody, blank: 404},
	})
}
