package main

import "maps"

func init() {
	maps.Copy(rules, map[string]rule{"GET /forecast/trust": {offices: everybody}})
}
