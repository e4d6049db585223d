package sheet

import (
	"strconv"
	"strings"
	"time"

	"cordee/internal/fault"
	"cordee/internal/period"
)

// moment is a day as a CRM writes it: a civil day, or an instant of which the day is meant.
type moment struct {
	day      period.Date
	midnight bool // an instant at the very start of the day
}

// instantLayouts are how APIs write instants; Salesforce leaves the colon of the zone out.
var instantLayouts = []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999Z0700"}

// when is a property that is a day or an instant; ok is false when it is absent or refused.
//
// Most CRMs write civil days as instants in UTC, from 00:00:00Z to 23:59:59.999Z: these are taken as the days they look like,
// whatever the zone, for in Paris such an end would already be the next day. Any other instant is its day in the organisation's zone.
func (x *crmRow) when(prop string) (moment, bool) {
	s, kind := x.cell(prop)
	switch kind {
	case absent:
		return moment{}, false
	case jsonText, anyText:
	case jsonNumber:
		if len(s) < 12 {
			x.wrong(prop, s, "crm.want_date")
			return moment{}, false
		}
	default:
		x.wrong(prop, s, "crm.want_date")
		return moment{}, false
	}
	if t, ok := instant(s); ok {
		return x.moment(prop, s, t)
	}
	d, err := period.ParseLocalDate(withoutTime(s), x.r.opts.French && kind == anyText)
	if err != nil {
		code := "crm.want_date"
		if fault.Is(err, "date.out_of_range") {
			code = "date.out_of_range"
		}
		x.wrong(prop, s, code)
		return moment{}, false
	}
	return moment{day: d, midnight: len(s) > 10 && strings.Trim(s[10:], " T0:.") == ""}, true
}

// instant reads an instant with its zone, or milliseconds since 1970.
func instant(s string) (time.Time, bool) {
	if (len(s) == 12 || len(s) == 13) && digitsOnly(s) {
		ms, _ := strconv.ParseInt(s, 10, 64) // thirteen digits always fit
		return time.UnixMilli(ms).UTC(), true
	}
	for _, layout := range instantLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

func (x *crmRow) moment(prop, s string, t time.Time) (moment, bool) {
	zone := x.r.opts.Zone
	if zone == nil {
		zone = time.UTC
	}
	utc, local := t.UTC(), t.In(zone)
	midnight := clock(utc) == "00:00:00" || clock(local) == "00:00:00"
	if c := clock(utc); c == "00:00:00" || c == "23:59:59" {
		local = utc
	}
	d, err := period.ParseDate(local.Format(time.DateOnly))
	if err != nil {
		x.wrong(prop, s, "crm.want_date")
		return moment{}, false
	}
	return moment{day: d, midnight: midnight}, true
}

func clock(t time.Time) string { return t.Format(time.TimeOnly) }

// needWhen is a day without which the record makes no sense.
func (x *crmRow) needWhen(prop string) (moment, bool) {
	m, ok := x.when(prop)
	if !ok && !x.failed[prop] {
		x.missing(prop)
	}
	return m, ok
}

// maxPeriods is how many goals one repeating goal may become: ten years of weeks.
const maxPeriods = 522

// periods cuts days into the organisation's weeks, months, quarters or years. The first and the last are cut at the ends.
// It is nil when there would be more than maxPeriods.
func periods(c period.Calendar, kind period.Kind, start, end period.Date) (whole, part []period.Span) {
	days := period.Days(start, end)
	for s := c.Of(kind, start); s.From <= end; s = c.Next(kind, s.From) {
		if len(whole) == maxPeriods {
			return nil, nil
		}
		both, _ := s.Intersect(days)
		whole, part = append(whole, s), append(part, both)
	}
	return whole, part
}
