package sheet

import (
	"cmp"
	"strings"
)

// Annotations of OData that say a value in words, and what a lookup points to.
const (
	inWords = "@OData.Community.Display.V1.FormattedValue"
	lookup  = "@Microsoft.Dynamics.CRM.lookuplogicalname"
)

// dynamics gives one record per goal: GET /api/data/v9.2/goals, or a static worksheet.
var dynamics = &crm{
	name: "Dynamics 365", key: "dynamics",
	marks: [][]string{
		{"goalid", "goalstartdate"}, {"goalid", "goalenddate"}, {"goalid", "amountdatatype"}, {"goalid", "goalownerid_value"}, {"goalid", "goalownerid"},
		{"goal_owner", "goal_metric"}, {"do_not_modify_goal"},
	},
	props: map[string][]string{
		"id":              {"goalid", "(Do Not Modify) Goal", "Goal"},
		"title":           {"title", "Name"},
		"owner":           {"_goalownerid_value", "goalownerid", "Goal Owner"},
		"owner_type":      {"_goalownerid_value" + lookup, "goalowneridtype", "Goal Owner Type"},
		"owner_name":      {"_goalownerid_value" + inWords, "goalownerid_systemuser.fullname", "goalownerid_team.name", "goalowneridname"},
		"owner_email":     {"goalownerid_systemuser.internalemailaddress", "Goal Owner Email"},
		"metric":          {"_metricid_value", "metricid"},
		"metric_name":     {"_metricid_value" + inWords, "metricid.name", "Goal Metric", "metricidname"},
		"data_type":       {"amountdatatype", "Amount Data Type"},
		"money":           {"targetmoney", "Target (Money)"},
		"decimal":         {"targetdecimal", "Target (Decimal)"},
		"integer":         {"targetinteger", "Target (Integer)"},
		"stretch_money":   {"stretchtargetmoney", "Stretch Target (Money)"},
		"stretch_decimal": {"stretchtargetdecimal", "Stretch Target (Decimal)"},
		"stretch_integer": {"stretchtargetinteger", "Stretch Target (Integer)"},
		"start":           {"goalstartdate", "From"},
		"end":             {"goalenddate", "To"},
		"parent":          {"_parentgoalid_value", "parentgoalid.goalid", "parentgoalid"},
		"status":          {"statuscode", "Status Reason"},
		"currency":        {"transactioncurrencyid.isocurrencycode", "_transactioncurrencyid_value" + inWords, "transactioncurrencyidname", "Currency"},
		"currency_id":     {"_transactioncurrencyid_value"},
	},
	goals: dynamicsGoal,
}

func dynamicsGoal(x *crmRow) {
	id := strings.ToLower(x.needID("id"))
	key := "dynamics:" + id
	status := x.dynamicsStatus()
	if status == "discarded" {
		x.leave(key)
		return
	}
	owners := x.dynamicsOwner()
	g, from := x.base(key, x.text("title", maxTitle), owners, x.first("owner", "owner_name", "owner_email"))
	kind := x.dynamicsType()
	metric, counted := x.dynamicsMetric(kind)
	x.target(&g, from, kind, x.amount(kind), metric, x.first("metric_name", "metric"), counted)
	if kind == "money" {
		x.dynamicsCurrency()
	}
	if s := x.amount("stretch_" + kind); s.OK && s.Amount != 0 {
		g.Stretch = Val(s)
		x.place(from, "stretch", "stretch_"+kind, s.String())
	}
	if parent := strings.ToLower(x.id("parent")); parent != "" { // without one, a link made here stays
		g.Parent = Val("dynamics:" + parent)
		x.place(from, "parent", "parent", parent)
	}
	start, starts := x.needWhen("start")
	end, ends := x.needWhen("end")
	if starts && ends {
		x.span(&g, from, start.day, end.day)
		if status == "closed" && end.day >= x.r.opts.Today {
			x.noteAt("crm.closed_early", "status", status)
		}
	}
	x.keep(x, g, from)
}

// first is the first of some properties that holds anything, else the first.
func (x *crmRow) first(props ...string) string {
	for _, p := range props {
		if x.there(p) {
			return p
		}
	}
	return props[0]
}

// dynamicsWords are codes and the words that a worksheet has instead, folded.
var (
	dynamicsStatuses = map[string]string{
		"0": "open", "open": "open", "ouvert": "open", "ouverte": "open", "1": "closed", "closed": "closed", "ferme": "closed", "fermee": "closed",
		"2": "discarded", "discarded": "discarded", "ignore": "discarded", "ignoree": "discarded", "abandonne": "discarded", "rejete": "discarded",
	}
	dynamicsTypes = map[string]string{
		"0": "money", "money": "money", "argent": "money", "devise": "money", "1": "decimal", "decimal": "decimal", "2": "integer", "integer": "integer",
		"entier": "integer", "nombre_entier": "integer",
	}
)

func (x *crmRow) dynamicsStatus() string {
	s := x.id("status")
	word, known := dynamicsStatuses[fold(s)]
	if s != "" && !known {
		x.wrong("status", s, "choice.unknown", "allowed", "0 (open), 1 (closed), 2 (discarded)")
	}
	return word
}

// dynamicsType tells which of the three targets counts: as said, else the only one that is filled in.
func (x *crmRow) dynamicsType() string {
	if s := x.id("data_type"); s != "" {
		kind, known := dynamicsTypes[fold(s)]
		if !known {
			x.wrong("data_type", s, "choice.unknown", "allowed", "0 (money), 1 (decimal), 2 (integer)")
			return "money"
		}
		return kind
	}
	kind, n := "money", 0
	for _, k := range []string{"money", "decimal", "integer"} {
		if x.there(k) {
			kind, n = k, n+1
		}
	}
	if n > 1 {
		x.missing("data_type")
	}
	return kind
}

func (x *crmRow) dynamicsOwner() []string {
	id, name, email := x.id("owner"), x.text("owner_name", maxName), x.text("owner_email", 254)
	if x.rec.kinds == nil && name == "" && !looksLikeGUID(id) { // a worksheet has names where the API has ids
		_, mail, called := someone(id)
		id, email, name = called, cmp.Or(email, mail), called
	}
	ids := []string{id}
	if lower, upper := strings.ToLower(id), strings.ToUpper(id); lower != upper {
		ids = []string{id, lower, upper}
	}
	switch kind := strings.ToLower(x.text("owner_type", maxKey)); kind {
	case "systemuser", "user", "utilisateur", "8":
		return personRefs(ids, email, name)
	case "team", "equipe", "équipe", "9":
		return teamRefs(id, name)
	case "":
		return append(personRefs(ids, email, name), teamRefs(id, name)...)
	default:
		x.wrong("owner_type", kind, "choice.unknown", "allowed", "systemuser, team")
		return []string{CompanyOwner}
	}
}

func looksLikeGUID(s string) bool {
	return len(s) == 36 && strings.Count(s, "-") == 4 && strings.Trim(s, "0123456789abcdefABCDEF-") == ""
}

// dynamicsMetrics are the names that usual metrics have, folded.
var dynamicsMetrics = map[string]string{
	"revenue": "revenue", "sales_revenue": "revenue", "actual_revenue": "revenue", "chiffre_d_affaires": "revenue", "ca": "revenue", "revenu": "revenue",
	"margin": "margin", "marge": "margin", "profit": "profit",
	"deals": "deals", "deals_won": "deals", "no_of_deals": "deals", "number_of_deals": "deals", "opportunities_won": "deals", "no_of_opportunities_won": "deals",
	"affaires_gagnees": "deals", "nombre_d_affaires": "deals",
	"calls": "calls", "phone_calls": "calls", "no_of_calls": "calls", "no_of_phone_calls": "calls", "appels": "calls", "nombre_d_appels": "calls",
	"meetings": "meetings", "appointments": "meetings", "no_of_appointments": "meetings", "rendez_vous": "meetings", "nombre_de_rendez_vous": "meetings",
}

// dynamicsMetric is what a goal counts in, by the name of its metric; without a name, an amount of money is revenue.
func (x *crmRow) dynamicsMetric(kind string) (metric, counted string) {
	name := x.text("metric_name", maxName)
	if key, known := dynamicsMetrics[fold(name)]; known {
		return key, name
	}
	if name == "" && kind == "money" {
		return "revenue", "money"
	}
	counted = cmp.Or(name, x.id("metric"), kind)
	return "dynamics_" + crmKey(counted), counted
}

func (x *crmRow) dynamicsCurrency() {
	if told := x.text("currency", maxName); told != "" {
		x.currency("currency", told)
	} else if id := x.id("currency_id"); id != "" {
		x.currency("currency_id", id)
	}
}
