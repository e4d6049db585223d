package sheet

import (
	"encoding/json"
	"maps"
	"strings"

	"cordee/internal/period"
)

// pipedrive gives one record per goal, which repeats by interval until its end: GET /v1/goals/find.
var pipedrive = &crm{
	name: "Pipedrive", key: "pipedrive",
	marks: [][]string{{"expected_outcome_target"}, {"expected_outcome_tracking_metric", "assignee_id"}},
	props: map[string][]string{
		"id":         {"id"},
		"title":      {"title"},
		"owner":      {"assignee.id"},
		"owner_type": {"assignee.type"},
		"email":      {"assignee.email"},
		"name":       {"assignee.name"},
		"type":       {"type.name"},
		"pipelines":  {"type.params.pipeline_id"},
		"stage":      {"type.params.stage_id"},
		"activities": {"type.params.activity_type_id"},
		"target":     {"expected_outcome.target"},
		"tracking":   {"expected_outcome.tracking_metric"},
		"currency":   {"expected_outcome.currency_id"},
		"start":      {"duration.start"},
		"end":        {"duration.end"},
		"interval":   {"interval"},
		"active":     {"is_active"},
	},
	goals: pipedriveGoals,
}

var pipedriveIntervals = map[string]period.Kind{"weekly": period.Week, "monthly": period.Month, "quarterly": period.Quarter, "yearly": period.Year}

func pipedriveGoals(x *crmRow) {
	id := x.needID("id")
	if x.over() {
		x.leave("pipedrive:" + id)
		return
	}
	owners, ownerProp := x.pipedriveOwner()
	g, from := x.base("pipedrive:"+id, x.text("title", maxTitle), owners, ownerProp)
	metric, counted := x.pipedriveMetric()
	x.target(&g, from, "target", x.amount("target"), metric, "type", counted)
	if metric == "revenue" {
		x.pipedriveCurrency()
	}
	if s, _ := x.cell("pipelines"); s != "" && s != "[]" {
		x.noteAt("crm.filter_lost", "pipelines", s)
	}
	start, end, ok := x.pipedriveDuration()
	if !ok {
		return
	}
	x.pipedriveRepeat(g, from, start, end)
}

// over tells a goal that was switched off before its time. One that is inactive because its days are behind it stays.
func (x *crmRow) over() bool {
	if !x.there("active") || x.flag("active") {
		return false
	}
	end, ends := x.when("end")
	return !ends || x.r.opts.Today == 0 || end.day >= x.r.opts.Today
}

// pipedriveRepeat makes one goal per interval: each interval is a goal of its own, with the whole target.
func (x *crmRow) pipedriveRepeat(g GoalRow, from *Foreign, start, end period.Date) {
	interval := strings.ToLower(x.text("interval", maxKey))
	kind, known := pipedriveIntervals[interval]
	if interval == "" {
		x.span(&g, from, start, end)
		x.keep(x, g, from)
		return
	}
	if !known {
		x.wrong("interval", interval, "choice.unknown", "allowed", "weekly, monthly, quarterly, yearly")
		return
	}
	if end < start {
		x.span(&g, from, start, end)
		return
	}
	whole, parts := periods(x.r.opts.Calendar, kind, start, end)
	if whole == nil {
		x.wrong("start", start.String(), "crm.too_many_periods", "max", maxPeriods)
		return
	}
	for i, part := range parts {
		one := g
		one.Key = g.Key + ":" + whole[i].From.String()
		own := *from
		own.Paths, own.Values = maps.Clone(from.Paths), maps.Clone(from.Values)
		x.span(&one, &own, part.From, part.Last())
		if part != whole[i] {
			x.noteAt("crm.period_cut", "start", part.From.String())
		}
		x.keep(x, one, &own)
	}
}

// pipedriveDuration is the first and the last day. An open end is the end of the organisation's fiscal year that runs.
func (x *crmRow) pipedriveDuration() (start, end period.Date, ok bool) {
	from, ok := x.needWhen("start")
	if !ok {
		return 0, 0, false
	}
	if to, ends := x.when("end"); ends {
		return from.day, to.day, true
	}
	if x.failed["end"] {
		return 0, 0, false
	}
	end = x.r.opts.Calendar.FiscalYear(max(from.day, x.r.opts.Today)).Last()
	x.noteAt("crm.open_end", "end", "", "until", end)
	return from.day, end, true
}

func (x *crmRow) pipedriveOwner() (refs []string, prop string) {
	id, kind := x.id("owner"), strings.ToLower(x.text("owner_type", maxKey))
	switch kind {
	case "person", "user", "":
		return personRefs([]string{id}, x.text("email", 254), x.text("name", maxName)), "owner"
	case "team":
		return teamRefs(id, x.text("name", maxName)), "owner"
	case "company":
		return []string{CompanyOwner}, "owner_type"
	}
	x.wrong("owner_type", kind, "choice.unknown", "allowed", "person, team, company")
	return []string{CompanyOwner}, "owner_type"
}

// pipedriveMetric is what a goal counts in. Types of activities are numbers that every account chooses itself: only their names
// are read as calls and meetings, a number asks for a metric of its own.
func (x *crmRow) pipedriveMetric() (metric, counted string) {
	kind, tracking := crmKey(x.text("type", maxKey)), strings.ToLower(x.text("tracking", maxKey))
	if kind == "" {
		x.missing("type")
	}
	switch tracking {
	case "sum", "quantity", "":
	default:
		x.wrong("tracking", tracking, "choice.unknown", "allowed", "quantity, sum")
	}
	switch {
	case kind == "deals_won" && tracking == "sum":
		return "revenue", kind
	case kind == "deals_won":
		return "deals", kind
	case kind == "activities_completed":
		types := x.words("activities")
		if metric := activityMetric(types); metric != "" {
			return metric, kind
		}
		return "pipedrive_" + crmKey(append([]string{kind}, types...)...), crmKey(append([]string{kind}, types...)...)
	}
	counted = crmKey(append([]string{kind, tracking}, x.words("stage")...)...)
	return "pipedrive_" + counted, counted
}

func activityMetric(types []string) string {
	if len(types) != 1 {
		return ""
	}
	switch fold(types[0]) {
	case "call", "calls", "appel", "appels":
		return "calls"
	case "meeting", "meetings", "rendez_vous", "rdv", "reunion":
		return "meetings"
	}
	return ""
}

// words are the texts and numbers of a list, or of a single one.
func (x *crmRow) words(prop string) []string {
	s, kind := x.cell(prop)
	if kind != jsonList && !strings.HasPrefix(s, "[") {
		if s == "" {
			return nil
		}
		return []string{s}
	}
	var all []any
	dec := json.NewDecoder(strings.NewReader(s))
	dec.UseNumber()
	if err := dec.Decode(&all); err != nil {
		x.wrong(prop, s, "crm.want_id")
	}
	var words []string
	for _, v := range all {
		switch v := v.(type) {
		case string:
			words = append(words, v)
		case json.Number:
			words = append(words, v.String())
		default:
			x.wrong(prop, s, "crm.want_id")
		}
	}
	return words
}

// pipedriveCurrency checks a currency told by its code; a number of Pipedrive's own list does not tell which it is.
func (x *crmRow) pipedriveCurrency() {
	if id := x.id("currency"); id != "" {
		x.currency("currency", id)
	}
}
