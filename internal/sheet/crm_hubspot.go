package sheet

import (
	"cmp"
	"slices"
	"strings"

	"cordee/internal/fault"
	"cordee/internal/period"
)

// hubspot gives one record per slice of time: GET /crm/v3/objects/goal_targets, its search and its batches.
var hubspot = &crm{
	name: "HubSpot", key: "hubspot",
	marks: [][]string{
		{"properties_hs_target_amount"}, {"properties_hs_goal_name"}, {"hs_target_amount"}, {"hs_goal_name"}, {"goal_name", "target_amount"},
	},
	props: map[string][]string{
		"id":        {"id", "properties.hs_object_id", "hs_object_id", "Record ID", "Goal ID"},
		"title":     {"properties.hs_goal_name", "hs_goal_name", "Goal name"},
		"type":      {"properties.hs_goal_type", "hs_goal_type", "Goal type"},
		"milestone": {"properties.hs_milestone", "hs_milestone", "Milestone"},
		"target":    {"properties.hs_target_amount", "hs_target_amount", "Target amount"},
		"start":     {"properties.hs_start_datetime", "hs_start_datetime", "Start date"},
		"end":       {"properties.hs_end_datetime", "hs_end_datetime", "End date"},
		"owner":     {"properties.hubspot_owner_id", "hubspot_owner_id", "Goal owner", "Owner"},
		"user":      {"properties.hs_assignee_user_id", "hs_assignee_user_id"},
		"email":     {"owner.email", "Owner email"},
		"team":      {"properties.hs_assignee_team_id", "hs_assignee_team_id", "Assigned team"},
		"own_team":  {"properties.hubspot_team_id", "hubspot_team_id", "HubSpot team", "Team"},
		"currency":  {"properties.hs_goal_target_currency_code", "hs_goal_target_currency_code", "Currency"},
		"object":    {"properties.hs_kpi_object_type_id", "hs_kpi_object_type_id"},
		"counting":  {"properties.hs_kpi_metric_type", "hs_kpi_metric_type"},
		"property":  {"properties.hs_kpi_property_name", "hs_kpi_property_name"},
		"dated_by":  {"properties.hs_kpi_time_period_property", "hs_kpi_time_period_property"},
		"pipelines": {"properties.hs_pipeline_ids", "hs_pipeline_ids"},
		"family":    {"properties.hs_group_correlation_uuid", "hs_group_correlation_uuid"},
		"schedule":  {"properties.hs_goal_target_group_id", "hs_goal_target_group_id"},
		"archived":  {"archived", "Archived"},
	},
	goals: hubspotGoal, done: (*crmFile).missingSlices,
}

func hubspotGoal(x *crmRow) {
	id := x.needID("id")
	key := "hubspot:" + id
	if x.flag("archived") {
		x.leave(key)
		return
	}
	owners, prop := x.hubspotOwner()
	g, from := x.base(key, x.text("title", maxTitle), owners, prop)
	metric, counted := x.hubspotMetric()
	x.target(&g, from, "target", x.amount("target"), metric, "type", counted)
	if metric == "revenue" {
		x.currency("currency", x.text("currency", maxKey))
	}
	start, starts := x.needWhen("start")
	end, ends := x.needWhen("end")
	if starts && ends {
		x.span(&g, from, start.day, hubspotEnd(start, end, x.text("milestone", maxKey)))
	}
	if s, _ := x.cell("pipelines"); s != "" && s != "[]" {
		x.noteAt("crm.filter_lost", "pipelines", s)
	}
	family := crmSlice{family: x.id("family") + "\x00" + x.id("schedule"), owner: g.Owner.V, from: g.StartOn.V, to: g.EndOn.V, at: x.at}
	x.keep(x, g, from)
	if !x.bad && x.there("family") {
		x.slices = append(x.slices, family)
	}
}

// hubspotEnd is the last day. An end at midnight that closes a whole number of weeks or months stands for the day before, as the
// examples of HubSpot's guide have it; ends of the form 23:59:59.999Z are the day they look like.
func hubspotEnd(start, end moment, milestone string) period.Date {
	weekly := strings.EqualFold(milestone, "weekly") && (end.day-start.day)%7 == 0
	if end.midnight && end.day > start.day && (weekly || end.day.Day() == start.day.Day()) {
		return end.day - 1
	}
	return end.day
}

// hubspotOwner is a person if one is named, else a team: HubSpot fills the team of the person in by itself.
func (x *crmRow) hubspotOwner() (refs []string, prop string) {
	owner, user, email := x.id("owner"), x.id("user"), x.text("email", 254)
	if owner != "" || user != "" || email != "" {
		prop = "owner"
		if owner == "" && user != "" {
			prop = "user"
		}
		id, mail, name := someone(owner)
		return personRefs([]string{id, user}, cmp.Or(email, mail), name), prop
	}
	for _, prop := range []string{"team", "own_team"} {
		if team := x.id(prop); team != "" {
			return teamRefs(team, ""), prop
		}
	}
	return nil, "owner"
}

// hubspotObjects are the kinds of records that HubSpot counts, by their number.
var hubspotObjects = map[string]string{"0-3": "deals", "0-47": "meetings", "0-48": "calls", "0-5": "tickets"}

// hubspotMetric is what a goal counts in: the object and how it is counted when the export says so, else the type of the goal.
func (x *crmRow) hubspotMetric() (metric, counted string) {
	kind, counting := crmKey(x.text("type", maxKey)), strings.ToUpper(x.text("counting", maxKey))
	object, dated := hubspotObjects[x.text("object", maxKey)], x.text("dated_by", maxKey)
	property := x.text("property", maxKey)
	switch {
	case object == "deals" && counting == "SUM" && (property == "" || strings.HasPrefix(property, "amount")):
		return "revenue", kind
	case object == "deals" && counting == "COUNT" && (dated == "" || dated == "closedate"):
		return "deals", kind
	case (object == "calls" || object == "meetings") && counting == "COUNT":
		return object, kind
	case object != "" || counting != "":
		counted := crmKey(kind, object, strings.ToLower(counting), property)
		return "hubspot_" + counted, counted
	}
	switch kind {
	case "sales_quota", "revenue", "revenu", "chiffre_d_affaires":
		return "revenue", kind
	case "deals_closed", "deals_won":
		return "deals", kind
	case "calls_made", "calls", "calls_completed":
		return "calls", kind
	case "meetings_booked", "meetings", "meetings_completed":
		return "meetings", kind
	case "":
		x.missing("type")
	}
	return "hubspot_" + kind, kind
}

// crmSlice is one slice of time of a family of goals.
type crmSlice struct {
	family, owner string
	from, to      period.Date
	at            fault.Where
}

// missingSlices warns when a family of slices has a hole: somebody deleted a month, or it is on another page.
func (f *crmFile) missingSlices() {
	slices.SortStableFunc(f.slices, func(a, b crmSlice) int {
		return cmp.Or(strings.Compare(a.family, b.family), strings.Compare(a.owner, b.owner), int(a.from)-int(b.from))
	})
	for i := 1; i < len(f.slices); i++ {
		a, b := f.slices[i-1], f.slices[i]
		if a.family != b.family || a.owner != b.owner || b.from <= a.to+1 {
			continue
		}
		at := b.at
		at.Column, at.Value = shown((&crmRow{crmFile: f}).path("start")), b.from.String()
		f.r.warn(fault.New(fault.Invalid, "crm.slice_missing", "from", a.to+1, "to", b.from-1).At(at))
	}
}
