package web

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
	"cordee/internal/web/ui"
)

// story tells every version of an objective: who changed what, and from what to what.
func (t teller) story(view app.GoalView) ui.TimelineProps {
	p := ui.TimelineProps{ID: "story", Label: t.T("web.goal.story")}
	for i, x := range view.Versions {
		at := time.UnixMicro(x.At).In(view.World.Location())
		m := ui.Moment{Icon: changeIcon(x.Change), When: t.Instant(at), At: at.Format(time.RFC3339), Text: t.change(x.Change)}
		if x.Actor == 0 {
			m.Text = t.T("web.change.goal.imported")
		} else {
			m.Who = view.World.Name(org.PersonOwner(x.Actor))
		}
		now, okNow := versionBody(x.Body)
		if okNow && i+1 < len(view.Versions) {
			if before, ok := versionBody(view.Versions[i+1].Body); ok {
				m.Quote = t.differences(before, now, view.Standing.Metric.Unit)
			}
		}
		m.Quote = t.because(m.Quote, x)
		p.Moments = append(p.Moments, m)
	}
	return p
}

// because adds the cause and the reason that somebody gave to what a version changed: whoever it concerns reads them.
func (t teller) because(what string, x store.GoalVersion) string {
	parts := []string{what}
	if x.Cause != "" {
		parts = append(parts, t.T("web.cause."+string(x.Cause)))
	}
	if x.Reason != "" {
		parts = append(parts, t.T("web.talk.quoted", "reason", x.Reason))
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " — ")
}

func versionBody(body string) (g goal.Goal, ok bool) {
	return g, json.Unmarshal([]byte(body), &g) == nil
}

// change is a kind of change in words; one that is not in the catalogue is simply a change.
func (t teller) change(kind string) string {
	if key := "web.change." + kind; t.Has(key) {
		return t.T(key)
	}
	return t.T("web.change.goal.revised")
}

func changeIcon(kind string) string {
	switch kind {
	case "goal.agreed", "goal.published", "goal.assigned":
		return "check"
	case "goal.cancelled":
		return "close"
	case "goal.countered", "goal.proposed":
		return "chat"
	}
	return "pen"
}

// differences says what a version changed in the terms, both values side by side.
func (t teller) differences(before, now goal.Goal, unit string) string {
	var parts []string
	amount := func(key string, a, b measure.Maybe) {
		if a != b {
			parts = append(parts, t.T("web.goal.was", "what", t.T("web.goal."+key), "before", t.maybe(a, unit), "now", t.maybe(b, unit)))
		}
	}
	day := func(key string, a, b period.Date) {
		if a != b {
			parts = append(parts, t.T("web.goal.was", "what", t.T("web.goal."+key), "before", t.Date(a), "now", t.Date(b)))
		}
	}
	if before.Title != now.Title {
		parts = append(parts, t.T("web.goal.was", "what", t.T("web.goal.title"), "before", before.Title, "now", now.Title))
	}
	amount("target", before.Target, now.Target)
	amount("baseline", before.Baseline, now.Baseline)
	amount("floor", before.Floor, now.Floor)
	amount("stretch", before.Stretch, now.Stretch)
	day("start_on", before.Start, now.Start)
	day("end_on", before.End, now.End)
	switch {
	case !before.Paid && now.Paid:
		parts = append(parts, t.T("web.goal.pay_added"))
	case before.Paid && !now.Paid:
		parts = append(parts, t.T("web.goal.pay_removed"))
	}
	if len(parts) == 0 {
		return ""
	}
	return t.List(parts)
}

func (t teller) maybe(m measure.Maybe, unit string) string {
	if !m.OK {
		return "–"
	}
	return t.Value(m.Amount, unit)
}

// capital makes the first letter a capital.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

func monthNumber(d period.Date) string { return itoa(int(d.Month())) }

func itoa(n int) string { return strconv.Itoa(n) }
