package main

import "maps"

func init() {
	maps.Copy(rules, map[string]rule{
		// One's own page, and what one decides about words received and given: a word of somebody else's looks absent.
		"GET /thanks":         {offices: everybody},
		"POST /thanks/shown":  {offices: everybody, blank: 404},
		"POST /thanks/back":   {offices: everybody, blank: 404},
		"POST /thanks/choice": {offices: everybody},
		"POST /thanks/skills": {offices: everybody},

		// Whoever may see an objective may encourage, and offer a hand to those who pull.
		"POST /goals/{goal}/cheer":  {offices: trusted, ties: "self lead common", readers: readsGoal, lasting: true},
		"POST /goals/{goal}/offer":  {offices: trusted, ties: "self lead common", readers: readsGoal, lasting: true},
		"POST /goals/{goal}/points": {offices: trusted, ties: "self lead common", readers: readsGoal, lasting: true},

		// Whoever may correct a result may name who helped on it.
		"POST /results/{posting}/helper": {offices: desk, ties: "self lead", readers: readsResult, lasting: true},
	})
}
