package goal

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"cordee/internal/period"
)

// mention is a day or a stretch of time that a title names. Texts often leave the year out, and some forms have two readings, so
// a mention is the set of days that a deadline it means may fall on.
type mention struct {
	text  string
	year  int  // 0: any
	aside bool // a day that is no deadline: "l’entretien du 3 mai"
	spans func(year int, c period.Calendar) []period.Span
}

// monthNames are the names of both languages, folded, with the short forms that stand next to a day.
var monthNames = []string{
	"janvier|january|janv?", "fevrier|february|fevr?|feb", "mars|march|mar", "avril|april|avr|apr", "mai|may", "juin|june|jun", "juillet|july|juil|jul",
	"aout|august|aug", "septembre|september|sept?", "octobre|october|oct", "novembre|november|nov", "decembre|december|dec",
}

// fullMonth leaves out the short forms, and those that are common words: "sept" is seven, "may" asks for leave.
const fullMonth = `janvier|january|fevrier|february|mars|march|avril|april|mai|may|juin|june|juillet|july|aout|august|septembre|september|octobre|october|novembre|november|decembre|december`

func monthOf(name string) time.Month {
	for i, list := range monthNames {
		if isOneOf(list, name) {
			return time.Month(i + 1)
		}
	}
	return 0
}

// isOneOf tells whether a name is one of the alternatives, of which "janv?" is two.
func isOneOf(list, name string) bool {
	for alternative := range strings.SplitSeq(list, "|") {
		if short, optional := strings.CutSuffix(alternative, "?"); optional {
			if name == short || name == short[:len(short)-1] {
				return true
			}
		} else if name == alternative {
			return true
		}
	}
	return false
}

// dateForm is one way of writing a date. read gets what its pattern caught, and what stands before it.
type dateForm struct {
	needs []string // one of them stands in every such date; none: a digit does
	re    *regexp.Regexp
	read  func(m []string, front string) (mention, bool)
}

// possible spares the work of looking for what cannot be there.
func (d dateForm) possible(text string) bool {
	if d.needs == nil {
		return strings.ContainsAny(text, "0123456789")
	}
	return slices.ContainsFunc(d.needs, func(n string) bool { return strings.Contains(text, n) })
}

// The order matters: what one form took is gone for those after it.
var dateForms = []dateForm{
	{nil, regexp.MustCompile(`\b(\d{4})-(\d{1,2})-(\d{1,2})\b`), func(m []string, front string) (mention, bool) {
		return oneDay(atoi(m[1]), time.Month(atoi(m[2])), atoi(m[3]), 0, 0, front)
	}},
	{nil, regexp.MustCompile(`\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b`), func(m []string, front string) (mention, bool) {
		a, b := atoi(m[1]), atoi(m[2])
		return oneDay(fullYear(m[3]), time.Month(b), a, time.Month(a), b, front)
	}},
	{nil, regexp.MustCompile(`\b(\d{1,2})/(\d{1,2})\b`), func(m []string, front string) (mention, bool) {
		a, b := atoi(m[1]), atoi(m[2])
		if !dayLead.MatchString(front) {
			return mention{}, false // "24/7", "8/10"
		}
		return oneDay(0, time.Month(b), a, time.Month(a), b, front)
	}},
	{nil, regexp.MustCompile(`\b(\d{1,2})(?:er|st|nd|rd|th)? (?:of )?(` + strings.Join(monthNames, "|") + `)\b\.?(?:,? (\d{4})\b)?`), func(m []string, front string) (mention, bool) {
		return oneDay(atoi(m[3]), monthOf(m[2]), atoi(m[1]), 0, 0, front)
	}},
	{nil, regexp.MustCompile(`\b(` + strings.Join(monthNames, "|") + `)\.? (\d{1,2})(?:st|nd|rd|th)?\b(?:,? (\d{4})\b)?`), func(m []string, front string) (mention, bool) {
		return oneDay(atoi(m[3]), monthOf(m[1]), atoi(m[2]), 0, 0, front)
	}},
	{strings.Split(fullMonth, "|"), regexp.MustCompile(`\b(` + monthLead + `) ?(` + fullMonth + `)\b(?: (\d{4})\b)?`), readMonth},
	{strings.Split(fullMonth, "|"), regexp.MustCompile(`\b()(` + fullMonth + `) (\d{4})\b`), readMonth},
	{strings.Split(fullMonth, "|"), regexp.MustCompile(`\b()(` + fullMonth + `)()$`), readMonth},
	{nil, regexp.MustCompile(`\b(\d{4})[ -]?[tq]([1-4])\b`), func(m []string, _ string) (mention, bool) { return part(3, atoi(m[2]), atoi(m[1])) }},
	{nil, regexp.MustCompile(`\b[tq]([1-4])\b(?:[ /-](\d{4})\b)?`), func(m []string, _ string) (mention, bool) { return part(3, atoi(m[1]), atoi(m[2])) }},
	{nil, regexp.MustCompile(`\b[sh]([12])\b(?:[ /-](\d{4})\b)?`), func(m []string, _ string) (mention, bool) { return part(6, atoi(m[1]), atoi(m[2])) }},
	{[]string{"trimestre", "quarter", "semestre", "half", "semester"}, regexp.MustCompile(`\b(` + ordinals + `) (trimestre|quarter|semestre|half|semester)\b(?: (?:de |of )?(\d{4})\b)?`), readPart},
	{nil, regexp.MustCompile(`\b(fin|d'ici (?:a )?(?:la )?fin|end of|year-end|end)(?: de| of)?(?: l'annee| the year)? (20\d\d)\b`), readYearEnd},
	{nil, regexp.MustCompile(`\b(en|in|d'ici(?: a)?|by|avant|before|pour|for|sur|annee|year|exercice|fy) ?(20\d\d)\b`), readYear},
	{[]string{"fin", "end"}, regexp.MustCompile(`\b(?:(?:a la )?fin|end|d'ici (?:a )?(?:la )?fin) (?:du|de|de l'|of|of the|of this) ?(mois|trimestre|semestre|annee|month|quarter|half|year)\b`), readEndOf},
	{nil, regexp.MustCompile(`\b(?:semaine|week|sem\.?|wk) ?(\d{1,2})\b(?: (?:de |of )?(\d{4})\b)?`), readWeek},
}

const (
	monthLead = `d'ici (?:a )?(?:la )?fin(?: de)?|(?:a la )?fin(?: de)?|(?:by |before |until )?(?:the )?end(?: of)?|late|avant(?: la)?(?: fin(?: de)?)?|before|d'ici(?: a)?|by|jusqu'a|until|till` +
		`|courant|au plus tard(?: en| fin)?|en|in|pour|for`
	ordinals = `1er|premier|2e|2eme|deuxieme|second|3e|3eme|troisieme|4e|4eme|quatrieme|dernier|1st|first|2nd|3rd|third|4th|fourth|last`
)

// A length of time is no date and no number to reach: "en 3 mois", "within six weeks".
var duration = regexp.MustCompile(`\b(?:en|dans|sous|within|in|d'ici|pendant|sur|over|for|next|prochaine?s?)(?: les| the| moins de)?(?: prochaine?s?| next)? ` +
	`(?:\d{1,3}|deux|trois|quatre|six|douze|two|three|four|six|twelve) (?:prochaine?s? |next )?(?:jours?|semaines?|mois|trimestres?|ans?|days?|weeks?|months?|quarters?|years?)\b`)

// What a text compares with is no deadline: "plus qu’en 2025".
var comparing = regexp.MustCompile(`(?:\bqu'|\bque|\bthan|\bvs\.?|\bversus|\bdepuis|\bsince|\bcompare[ds]? (?:a|to)|\brapport a) ?$`)

// takeDates reads every date and takes it out of the text.
func (f *folded) takeDates() (list []mention) {
	for _, form := range dateForms {
		if !form.possible(f.text) {
			continue
		}
		for from := 0; from < len(f.text); {
			at := form.re.FindStringSubmatchIndex(f.text[from:])
			if at == nil {
				break
			}
			start, end := from+at[0], from+at[1]
			m := make([]string, len(at)/2)
			for i := range m {
				if at[2*i] >= 0 {
					m[i] = f.text[from+at[2*i] : from+at[2*i+1]]
				}
			}
			from = end
			if bareYear.MatchString(m[len(m)-1]) && f.unitBehind(end) {
				continue // "pour 2050 €", "by 2000 calls"
			}
			front := tail(f.text[:start])
			if d, ok := form.read(m, front); ok {
				d.text = f.original(start, end)
				if !d.aside && !comparing.MatchString(front) {
					list = append(list, d)
				}
				f.blank(start, end)
			}
		}
	}
	for _, at := range duration.FindAllStringIndex(f.text, -1) {
		f.blank(at[0], at[1])
	}
	return list
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

func fullYear(s string) int {
	if len(s) == 2 {
		return 2000 + atoi(s)
	}
	return atoi(s)
}

var dayLead = regexp.MustCompile(`\b(?:le|au|by|before|on|until|till) $`)

// What stands before a day: the deadline is earlier; or the day is that of something else, or where it begins.
var (
	beforeDay = regexp.MustCompile(`\b(?:avant(?: le)?|before(?: the)?) $`)
	asideDay  = regexp.MustCompile(`\b(?:du|from|des le|starting|a partir du|depuis le|since) $`)
)

// oneDay is a day, with the other reading of day and month when there is one; the day before it, too, when the text says before.
func oneDay(year int, month time.Month, day int, otherMonth time.Month, otherDay int, front string) (mention, bool) {
	early := 0
	if beforeDay.MatchString(front) {
		early = 1
	}
	if !couldBe(month, day) && !couldBe(otherMonth, otherDay) {
		return mention{}, false
	}
	return mention{year: year, aside: asideDay.MatchString(front), spans: func(year int, _ period.Calendar) (list []period.Span) {
		for _, r := range []struct {
			m time.Month
			d int
		}{{month, day}, {otherMonth, otherDay}} {
			if on := period.On(year, r.m, r.d); couldBe(r.m, r.d) && on.Day() == r.d {
				list = append(list, period.Span{From: on.AddDays(-early), To: on + 1})
			}
		}
		return list
	}}, true
}

func couldBe(month time.Month, day int) bool {
	return month >= 1 && month <= 12 && day >= 1 && day <= 31
}

// slack lets the end of a month, quarter or year be its last working day.
const slack = 3

// ending is the last days of a stretch; whole leaves it as it is.
func ending(s period.Span) period.Span { return period.Span{From: s.To.AddDays(-1 - slack), To: s.To} }

// readMonth reads "fin mars", "by June", "avant avril", "en mai 2027".
func readMonth(m []string, _ string) (mention, bool) {
	month, year := monthOf(m[2]), atoi(m[3])
	lead := m[1]
	if (m[2] == "may" || m[2] == "march") && year == 0 && (lead == "" || lead == "for") {
		return mention{}, false // the verbs
	}
	return mention{year: year, spans: func(year int, c period.Calendar) []period.Span {
		whole := c.Month(period.On(year, month, 1))
		switch {
		case strings.Contains(lead, "fin") || strings.Contains(lead, "end") || lead == "late":
			return []period.Span{ending(whole)}
		case strings.HasPrefix(lead, "avant") || lead == "before":
			return []period.Span{{From: whole.From.AddDays(-1 - slack), To: whole.From + 1}}
		case strings.HasPrefix(lead, "d'ici") || lead == "by" || lead == "until" || lead == "till" || lead == "jusqu'a":
			return []period.Span{{From: whole.From.AddDays(-1 - slack), To: whole.To}}
		}
		return []period.Span{whole}
	}}, true
}

// part is the n-th quarter or half of a year, calendar or fiscal; a deadline in it is its end.
func part(months, n, year int) (mention, bool) {
	return mention{year: year, spans: func(year int, c period.Calendar) []period.Span {
		list := []period.Span{ending(partOf(period.On(year, time.January, 1), months, n))}
		return append(list, ending(partOf(c.FiscalYear(period.On(year, time.January, 1)).From, months, n)))
	}}, true
}

func partOf(start period.Date, months, n int) period.Span {
	from := start.AddMonths(months * (n - 1))
	return period.Span{From: from, To: from.AddMonths(months)}
}

func readPart(m []string, _ string) (mention, bool) {
	months := 3
	if m[2] == "semestre" || m[2] == "half" || m[2] == "semester" {
		months = 6
	}
	n := 0
	switch m[1] {
	case "dernier", "last":
		n = 12 / months
	case "1er", "premier", "1st", "first":
		n = 1
	case "2e", "2eme", "deuxieme", "second", "2nd":
		n = 2
	case "3e", "3eme", "troisieme", "3rd", "third":
		n = 3
	default:
		n = 4
	}
	if n > 12/months {
		return mention{}, false
	}
	return part(months, n, atoi(m[3]))
}

func readYearEnd(m []string, _ string) (mention, bool) {
	return mention{year: atoi(m[2]), spans: func(year int, c period.Calendar) []period.Span {
		return []period.Span{ending(c.FiscalYear(period.On(year, time.January, 1))), ending(partOf(period.On(year, time.January, 1), 12, 1))}
	}}, true
}

// readYear reads "en 2027", any day of it, and "d’ici 2027", any day of it or the end of the year before.
func readYear(m []string, _ string) (mention, bool) {
	lead := m[1]
	return mention{year: atoi(m[2]), spans: func(year int, c period.Calendar) []period.Span {
		whole := partOf(period.On(year, time.January, 1), 12, 1)
		switch {
		case lead == "avant" || lead == "before":
			return []period.Span{{From: whole.From.AddDays(-1 - slack), To: whole.From + 1}}
		case strings.HasPrefix(lead, "d'ici") || lead == "by":
			return []period.Span{{From: whole.From.AddDays(-1 - slack), To: whole.To}}
		}
		return []period.Span{whole, c.FiscalYear(whole.From)}
	}}, true
}

// readEndOf reads "fin du trimestre": the end of any of them, the nearest one first.
func readEndOf(m []string, _ string) (mention, bool) {
	kind := period.Month
	switch m[1] {
	case "trimestre", "quarter":
		kind = period.Quarter
	case "semestre", "half":
		kind = period.Semester
	case "annee", "year":
		kind = period.Year
	}
	return mention{spans: func(year int, c period.Calendar) (list []period.Span) {
		for _, c := range []period.Calendar{c, {}} {
			for _, s := range c.Cut(kind, partOf(period.On(year, time.January, 1), 12, 1)) {
				list = append(list, ending(c.Of(kind, s.From)))
			}
		}
		return list
	}}, true
}

// readWeek reads "semaine 12": the week, as ISO counts them.
func readWeek(m []string, _ string) (mention, bool) {
	week := atoi(m[1])
	if week < 1 || week > 53 {
		return mention{}, false
	}
	return mention{year: atoi(m[2]), spans: func(year int, _ period.Calendar) []period.Span {
		first := period.Standard.Week(period.On(year, time.January, 4)).From
		return []period.Span{{From: first.AddDays(7 * (week - 1)), To: first.AddDays(7 * week)}}
	}}, true
}

// names tells whether a day is one that the mention may mean.
func (d mention) names(on period.Date, c period.Calendar) bool {
	years := []int{on.Year() - 1, on.Year(), on.Year() + 1}
	if d.year != 0 {
		years = []int{d.year}
	}
	for _, year := range years {
		if slices.ContainsFunc(d.spans(year, c), func(s period.Span) bool { return s.Contains(on) }) {
			return true
		}
	}
	return false
}

// otherDay is a deadline in the title that is not the objective's; one that is, is enough. The day it begins may be named too.
func (t said) otherDay(g Goal, in Grounds) (words string, other bool) {
	for _, d := range t.dates {
		if d.names(g.End, in.Calendar) {
			return "", false
		}
		if g.Start.IsZero() || !d.names(g.Start, in.Calendar) {
			words, other = d.text, true
		}
	}
	return words, other
}

// deadline is the first day after today that the title may mean as its end; none when it names no day, or today is not known.
func (t said) deadline(today period.Date, c period.Calendar) (on period.Date) {
	if today.IsZero() {
		return 0
	}
	for _, d := range t.dates {
		years := []int{today.Year(), today.Year() + 1}
		if d.year != 0 {
			years = []int{d.year}
		}
		for _, year := range years {
			for _, s := range d.spans(year, c) {
				if last := s.Last(); last >= today && (on.IsZero() || last < on) {
					on = last
				}
			}
		}
	}
	return on
}
