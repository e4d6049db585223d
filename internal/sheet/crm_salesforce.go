package sheet

import (
	"cmp"
	"slices"
	"strings"

	"cordee/internal/period"
)

// salesforce gives one record per owner, forecast type and period: a query of ForecastingQuota, or the CSV that is loaded into it.
var salesforce = &crm{
	name: "Salesforce", key: "salesforce",
	marks: [][]string{
		{"quotaownerid", "startdate"}, {"user_id", "quota_amount", "start_date"}, {"user_name", "quota_amount", "start_date"},
		{"user_id", "quota_quantity", "start_date"}, {"user_name", "quota_quantity", "start_date"}, {"territory_id", "quota_amount", "start_date"},
	},
	props: map[string][]string{
		"id":             {"Id", "Quota ID"},
		"owner":          {"QuotaOwnerId", "User ID"},
		"name":           {"QuotaOwner.Name", "User Name", "Forecast Owner Name"},
		"email":          {"QuotaOwner.Email", "User Email"},
		"territory":      {"Territory2Id", "Territory ID"},
		"territory_name": {"Territory2.Name", "Territory Name"},
		"start":          {"StartDate", "Start Date", "Period Start Date"},
		"end":            {"Period.EndDate", "End Date", "Period End Date"},
		"period":         {"Period.Type", "Period Type"},
		"amount":         {"QuotaAmount", "Quota Amount"},
		"quantity":       {"QuotaQuantity", "Quota Quantity"},
		"is_quantity":    {"IsQuantity"},
		"type":           {"ForecastingType.DeveloperName", "ForecastingType.MasterLabel", "Forecast Type Name"},
		"type_id":        {"ForecastingTypeId", "Forecast Type ID"},
		"product_family": {"ProductFamily", "Product Family"},
		"currency":       {"CurrencyIsoCode", "Currency Code"},
		"deleted":        {"IsDeleted"},
	},
	goals: salesforceGoal, done: (*crmFile).resolveQuotas,
}

// crmQuota is a quota whose period is still to be told.
type crmQuota struct {
	row    *crmRow
	goal   GoalRow
	from   *Foreign
	series string // owner and type
	start  period.Date
}

func salesforceGoal(x *crmRow) {
	if x.flag("deleted") {
		x.leave("salesforce:" + x.id("id"))
		return
	}
	start, starts := x.needWhen("start")
	kind := x.text("type", maxName)
	owners, ownerProp, who := x.salesforceOwner()
	series := who + ":" + crmKey(cmp.Or(kind, x.id("type_id")))
	key := "salesforce:" + x.id("id")
	if !x.there("id") {
		key = "salesforce:" + series + ":" + crmKey(x.text("product_family", maxKey)) + ":" + x.r.opts.Calendar.Month(start.day).From.String()
	}
	g, from := x.base(key, "", owners, ownerProp)
	prop := x.salesforceNumber()
	metric, counted := x.salesforceMetric(prop, kind)
	x.target(&g, from, prop, x.amount(prop), metric, "type", counted)
	if prop == "amount" {
		x.currency("currency", x.text("currency", maxKey))
	}
	if family := x.text("product_family", maxKey); family != "" {
		x.noteAt("crm.filter_lost", "product_family", family)
	}
	g.Title = Val(strings.TrimSpace("Quota " + cmp.Or(x.text("product_family", maxKey), x.text("territory_name", maxName))))
	if x.bad || !starts {
		return
	}
	if span, ok, told := x.salesforcePeriod(start.day); told {
		if ok {
			x.keepQuota(crmQuota{x, g, from, series, start.day}, span)
		}
		return
	}
	kept := *x
	kept.rec = record{row: x.rec.row, cells: slices.Clone(x.rec.cells), kinds: x.rec.kinds} // the next record takes the room of this one
	x.quotas = append(x.quotas, crmQuota{&kept, g, from, series, start.day})
}

// salesforceOwner is a person, or the territory of a quota without one. who stays the same for the same owner.
func (x *crmRow) salesforceOwner() (refs []string, prop, who string) {
	id, name, email := x.id("owner"), x.text("name", maxName), x.text("email", 254)
	if id != "" || name != "" || email != "" {
		return personRefs(salesforceIDs(id), email, name), x.first("owner", "name", "email"), cmp.Or(shortID(id), email, name)
	}
	territory := x.id("territory")
	refs = teamRefs(territory, x.text("territory_name", maxName))
	if len(refs) == 0 {
		return nil, "owner", ""
	}
	return refs, x.first("territory", "territory_name"), cmp.Or(shortID(territory), crmKey(x.text("territory_name", maxName)))
}

// shortID is an id without the three letters that only make it safe where case is lost.
func shortID(id string) string {
	if len(id) == 18 {
		return id[:15]
	}
	return id
}

// salesforceIDs are the two ways to write an id, of 15 and of 18 characters.
func salesforceIDs(id string) []string {
	switch len(id) {
	case 18:
		return []string{id, id[:15]}
	case 15:
		return []string{id, id + suffix(id)}
	}
	return []string{id}
}

// suffix is the last three characters of a long id: each tells, bit by bit, which of five characters are capitals.
func suffix(id string) string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
	out := make([]byte, 3)
	for i := range out {
		n := 0
		for j := range 5 {
			if c := id[5*i+j]; c >= 'A' && c <= 'Z' {
				n |= 1 << j
			}
		}
		out[i] = letters[n]
	}
	return string(out)
}

// salesforceNumber tells which of the two numbers counts.
func (x *crmRow) salesforceNumber() string {
	if x.flag("is_quantity") || !x.there("amount") && x.there("quantity") {
		return "quantity"
	}
	return "amount"
}

// salesforceMetric is what a quota counts in: opportunity revenue, its splits included; other forecast types ask for a metric of
// their own, for a quantity of products or an overlay is no revenue.
func (x *crmRow) salesforceMetric(prop, kind string) (metric, counted string) {
	name := strings.ReplaceAll(fold(kind), "_", "")
	name = strings.TrimSuffix(strings.TrimPrefix(name, "opportunity"), "s")
	switch name {
	case "", "revenue", "split", "splitrevenue", "splitsrevenue", "chiffredaffaire", "revenue1":
		if prop == "amount" {
			return "revenue", cmp.Or(kind, prop)
		}
	}
	counted = cmp.Or(kind, prop)
	return "salesforce_" + crmKey(counted), counted
}

var salesforcePeriods = map[string]period.Kind{
	"month": period.Month, "mois": period.Month, "quarter": period.Quarter, "trimestre": period.Quarter, "week": period.Week, "semaine": period.Week,
	"year": period.Year, "annee": period.Year,
}

// salesforcePeriod is the days of a quota when its record tells them. told is false when it says nothing.
func (x *crmRow) salesforcePeriod(start period.Date) (s period.Span, ok, told bool) {
	if end, ends := x.when("end"); ends {
		return period.Days(start, end.day), true, true
	}
	word := x.text("period", maxKey)
	if word == "" {
		return s, !x.bad, x.bad
	}
	kind, known := salesforcePeriods[fold(word)]
	if !known {
		x.wrong("period", word, "choice.unknown", "allowed", "Month, Quarter, Week, Year")
		return s, false, true
	}
	return x.r.opts.Calendar.Of(kind, start), true, true
}

func (x *crmRow) keepQuota(q crmQuota, s period.Span) {
	if q.goal.Title.V == "Quota" {
		q.goal.Title = Val(strings.TrimSpace("Quota " + cmp.Or(x.text("type", maxName), x.text("name", maxName))))
	}
	x.span(&q.goal, q.from, s.From, s.Last())
	x.keep(x, q.goal, q.from)
}

// resolveQuotas tells months from quarters by the days on which the quotas start, since the record itself does not: one day that
// starts no quarter means months; quarters on which somebody has two in a row mean quarters; else nobody can tell.
func (f *crmFile) resolveQuotas() {
	if len(f.quotas) == 0 {
		return
	}
	c := f.r.opts.Calendar
	kind := period.Kind("")
	bySeries := map[string]map[period.Date]bool{}
	for _, q := range f.quotas {
		month := c.Month(q.start).From
		if c.Quarter(q.start).From != month {
			kind = period.Month
		}
		if bySeries[q.series] == nil {
			bySeries[q.series] = map[period.Date]bool{}
		}
		bySeries[q.series][month] = true
	}
	for _, starts := range bySeries {
		for day := range starts {
			if kind == "" && starts[c.Next(period.Quarter, day).From] {
				kind = period.Quarter
			}
		}
	}
	for _, q := range f.quotas {
		switch kind {
		case "":
			q.row.wrong("period", q.start.String(), "crm.period_unknown")
			f.rows++
			f.refused++
			continue
		case period.Quarter:
			q.row.noteAt("crm.quarters", "start", q.start.String())
		}
		q.row.keepQuota(q, c.Of(kind, q.start))
		if q.row.bad {
			f.rows++
			f.refused++
		}
	}
}
