package sheet

import (
	"slices"

	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
)

// choices is a closed list of words and, folded, what else people write for them.
type choices struct {
	words []string
	also  map[string]string
}

// find is the word that s means.
func (c *choices) find(s string) (string, bool) {
	s = fold(s)
	if slices.Contains(c.words, s) {
		return s, true
	}
	word, ok := c.also[s]
	return word, ok
}

var yesNo = &choices{[]string{"yes", "no"}, map[string]string{
	"oui": "yes", "true": "yes", "vrai": "yes", "1": "yes", "x": "yes", "y": "yes", "o": "yes",
	"non": "no", "false": "no", "faux": "no", "0": "no", "n": "no",
}}

var teamKinds = &choices{
	[]string{string(org.Company), string(org.Department), string(org.TeamUnit), string(org.Group)},
	map[string]string{
		"entreprise": "company", "societe": "company", "departement": "department", "direction": "department",
		"equipe": "team", "groupe": "group",
	},
}

var roles = &choices{
	[]string{string(org.Rep), string(org.Manager), string(org.Director), string(org.Ops), string(org.HR), string(org.Admin)},
	map[string]string{
		"commercial": "rep", "commerciale": "rep", "responsable": "manager", "directeur": "director", "directrice": "director",
		"rh": "hr", "administrateur": "admin", "administratrice": "admin",
	},
}

var metricKinds = &choices{
	[]string{string(measure.Sum), string(measure.Count), string(measure.Ratio), string(measure.Latest), string(measure.Steps)},
	map[string]string{"somme": "sum", "nombre": "count", "dernier": "latest", "derniere": "latest", "etapes": "steps"},
}

var relations = &choices{
	[]string{string(goal.ContributesTo), string(goal.Supports)},
	map[string]string{"contribue_a": "contributes_to", "soutient": "supports"},
}

var modes = &choices{
	[]string{string(goal.Unilateral), string(goal.Contractual)},
	map[string]string{"contractuel": "contractual"},
}

var difficulties = &choices{words: []string{"1", "2", "3", "4", "5"}}

var directions = &choices{
	[]string{string(measure.Up), string(measure.Down)},
	map[string]string{"hausse": "up", "baisse": "down"},
}

var creditRules = &choices{
	[]string{string(measure.Share), string(measure.Full)},
	map[string]string{"part": "share", "partage": "share", "entier": "full"},
}

var tiers = &choices{
	[]string{"strategic", "operational", "collective", "individual"},
	map[string]string{
		"strategique": "strategic", "operationnel": "operational", "operationnelle": "operational", "collectif": "collective",
		"collective": "collective", "individuel": "individual", "individuelle": "individual",
	},
}

var origins = &choices{
	[]string{"assigned", "agreed", "self", "cascaded"},
	map[string]string{"assigne": "assigned", "convenu": "agreed", "soi": "self", "propose": "self", "decline": "cascaded"},
}

var statuses = &choices{
	[]string{"draft", "proposed", "countered", "agreed", "published", "running", "attained", "missed", "cancelled"},
	map[string]string{
		"brouillon": "draft", "propose": "proposed", "contre_propose": "countered", "convenu": "agreed", "publie": "published",
		"en_cours": "running", "atteint": "attained", "manque": "missed", "non_atteint": "missed", "annule": "cancelled",
	},
}
