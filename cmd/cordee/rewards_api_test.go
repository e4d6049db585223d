package main

import (
	"maps"

	"cordee/internal/org"
)

func init() {
	maps.Copy(rules, map[string]rule{
		"GET /api/v1/rewards/rules":                  {scope: org.ScopeRewardsRead},
		"PUT /api/v1/rewards/rules":                  {scope: org.ScopeRewardsWrite},
		"GET /api/v1/rewards/statements":             {scope: org.ScopeRewardsRead, queries: []string{"?owner=person:lea", "?owner=person:b-lea"}},
		"GET /api/v1/rewards/awards":                 {scope: org.ScopeRewardsRead, queries: []string{"?owner=person:lea", "?owner=person:b-lea"}},
		"POST /api/v1/rewards/awards/export":         {scope: org.ScopeRewardsWrite},
		"GET /api/v1/rewards/awards/export/{payout}": {scope: org.ScopeRewardsWrite},
	})
}
