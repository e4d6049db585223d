package letter

import (
	"regexp"
	"strings"

	"cordee/internal/i18n"
	"cordee/internal/measure"
	"cordee/internal/period"
)

// Say is a sentence of the catalogue in both languages, with its facts filled in.
func Say(key string, args ...any) Text {
	return Text{FR: i18n.For(i18n.FR).T(key, args...), EN: i18n.For(i18n.EN).T(key, args...)}
}

// Counted says in both languages what a metric measures. named gives the other metrics of the organisation, for a ratio.
func Counted(m measure.Metric, named func(key string) measure.Metric) Metric {
	m = m.Norm()
	w := Metric{Name: metricName(m), Kind: m.Kind, Unit: m.Unit, Direction: m.Direction}
	if m.Kind == measure.Steps || m.Kind == "" {
		w.Kind, w.Unit, w.Name = measure.Steps, "", Say("letter.counts.steps_name")
		w.Definition = Say("letter.counts.steps")
		return w
	}
	w.Definition = Text{FR: definition(i18n.For(i18n.FR), m, named), EN: definition(i18n.For(i18n.EN), m, named)}
	return w
}

func metricName(m measure.Metric) Text {
	if key := "metric." + m.Key; (m.Name == "" || m.Name == m.Key) && i18n.For(i18n.FR).Has(key) {
		return Say(key)
	}
	name := m.Name
	if name == "" {
		name = m.Key
	}
	return Text{FR: name, EN: name}
}

func definition(p *i18n.Printer, m measure.Metric, named func(key string) measure.Metric) string {
	if m.Kind == measure.Ratio {
		return p.T("letter.counts.ratio", "numerator", metricName(named(m.Numerator)).In(p.Lang()), "denominator", metricName(named(m.Denominator)).In(p.Lang()))
	}
	what := p.T("letter.counts.everything")
	if m.Where != "" {
		what = p.T("letter.counts.where", "where", strings.Join(clauses(p, m.Where), p.T("letter.counts.and")))
	}
	of := m.Of
	if of == "" || of == "amount" {
		of = p.T("letter.counts.amount")
	}
	return p.T("letter.counts."+string(m.Kind), "of", of, "what", what)
}

var (
	oneClause = regexp.MustCompile(`^(num\()?(\w+)\)? *(==|!=|<=|>=|<|>| in ) *(.+)$`)
	quoted    = regexp.MustCompile(`"([^"]*)"`)
)

// clauses puts a filter into words: each comparison that stands between two « and ». What is written otherwise stays as it is, since
// it is the rule that counts.
func clauses(p *i18n.Printer, where string) (words []string) {
	if strings.Contains(where, "||") || strings.Contains(where, " or ") {
		return []string{where}
	}
	for _, c := range regexp.MustCompile(`&&| and `).Split(where, -1) {
		c = strings.TrimSpace(c)
		m := oneClause.FindStringSubmatch(c)
		if m == nil {
			words = append(words, c)
			continue
		}
		words = append(words, p.T("letter.counts.clause", "field", fieldWord(p, m[2]), "sign", p.T("letter.counts.sign_"+signs[strings.TrimSpace(m[3])]), "value", valueWords(p, m[2], m[4])))
	}
	return words
}

// signs names the comparisons of a filter.
var signs = map[string]string{"==": "is", "!=": "is_not", "<": "under", ">": "over", "<=": "at_most", ">=": "at_least", "in": "among"}

func fieldWord(p *i18n.Printer, field string) string {
	if field == "kind" || field == "amount" {
		return p.T("letter.counts." + field)
	}
	return field
}

func valueWords(p *i18n.Printer, field, value string) string {
	texts := quoted.FindAllStringSubmatch(value, -1)
	if len(texts) == 0 {
		return value
	}
	var words []string
	for _, t := range texts {
		word := t[1]
		if key := "web.kind." + word; field == "kind" && p.Has(key) {
			word = strings.ToLower(p.T(key))
		}
		words = append(words, word)
	}
	return p.List(words)
}

// PeriodName is what people call these days: « T1 2027 », « mars 2027 », « 2027 »; empty when they are no whole period of the
// calendar.
func PeriodName(c period.Calendar, s period.Span) Text {
	for _, k := range []period.Kind{period.Year, period.Semester, period.Quarter, period.Month} {
		if c.Of(k, s.From) == s {
			return Text{FR: i18n.For(i18n.FR).Period(k, s.From, c), EN: i18n.For(i18n.EN).Period(k, s.From, c)}
		}
	}
	return Text{}
}
