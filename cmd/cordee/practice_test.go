package main

import "maps"

func init() {
	maps.Copy(rules, map[string]rule{
		"GET /tasks":                   {offices: everybody, queries: []string{"?harder=yes"}},
		"GET /tasks/new":               {offices: everybody},
		"POST /tasks":                  {offices: everybody},
		"POST /tasks/act":              {offices: everybody, blank: 404},
		"GET /pairs":                   {offices: everybody},
		"POST /pairs":                  {offices: everybody, blank: 404},
		"POST /pairs/choice":           {offices: everybody, lasting: true},
		"POST /pairs/team":             {offices: everybody, blank: 404},
		"POST /results/mine/strengths": {offices: everybody, blank: 404},
		"GET /settings/practice":       {offices: keys},
		"POST /settings/practice":      {offices: keys, lasting: true},
	})
}
