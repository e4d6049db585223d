package i18n

import (
	"fmt"
	"maps"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/bojanz/currency"
	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"

	"cordee/internal/measure"
	"cordee/internal/period"
)

// Printer speaks one language. It is safe for concurrent use.
type Printer struct {
	lang      Lang
	words     map[string]entry
	localizer *goi18n.Localizer
	locale    currency.Locale
	style     style
	coins     sync.Map // currency code -> coin; holds known currencies only, so it cannot grow without end
}

// style is what a language does with numbers.
type style struct {
	group, decimal string // in 1 234,5
	unitSpace      string // between a number and its unit
	percentSpace   string // between a number and %
	thousands      [3]string
	symbolFirst    bool // €5 or 5 €
}

const (
	narrow = "\u202f" // narrow no-break space
	nbsp   = "\u00a0"
	minus  = "\u2212"
)

var styles = map[Lang]style{
	FR: {group: narrow, decimal: ",", unitSpace: narrow, percentSpace: narrow, thousands: [3]string{"k", "M", "Md"}},
	EN: {group: ",", decimal: ".", unitSpace: nbsp, thousands: [3]string{"k", "M", "bn"}, symbolFirst: true},
}

func newPrinter(l Lang, c *catalogue) *Printer {
	return &Printer{
		lang: l, words: c.words[l], localizer: goi18n.NewLocalizer(c.bundle, string(l)),
		locale: currency.NewLocale(string(l)), style: styles[l],
	}
}

// newFamiliar is the French printer whose familiar sentences stand over the others.
func newFamiliar(c *catalogue) *Printer {
	p := newPrinter(FR, c)
	p.words, p.localizer = maps.Clone(p.words), goi18n.NewLocalizer(c.tu, string(FR))
	maps.Copy(p.words, c.words[familiar])
	return p
}

// Lang is the language of the printer; French is French whether it says tu or vous.
func (p *Printer) Lang() Lang { return p.lang }

// Has tells whether the catalogue has a key.
func (p *Printer) Has(key string) bool { _, ok := p.words[key]; return ok }

// T is the sentence of a key with its placeholders filled from name, value pairs. Values are formatted by their type: amounts
// (with their unit when there is an argument "unit"), basis points, dates, spans, instants, whole numbers, lists of texts.
// The argument n chooses the plural form. An unknown key comes back as ⟦key⟧, which the tests of the pages refuse.
func (p *Printer) T(key string, args ...any) string {
	e, ok := p.words[key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	if e.parts == nil && !e.plural {
		return e.text
	}
	values := make(map[string]any, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		if name, ok := args[i].(string); ok {
			values[name] = args[i+1]
		}
	}
	return p.fill(key, e, values)
}

// fill is T with the values in a map. Sentences with plurals go through go-i18n, which knows the rules of each language.
func (p *Printer) fill(key string, e entry, values map[string]any) string {
	unit, _ := values["unit"].(string)
	if !e.plural {
		var b strings.Builder
		for i, part := range e.parts {
			if i%2 == 0 {
				b.WriteString(part)
				continue
			}
			v, given := values[part]
			if !given {
				v = missing
			}
			fmt.Fprint(&b, p.show(part, v, unit))
		}
		return b.String()
	}
	shown := make(map[string]any, len(values))
	for name, v := range values {
		shown[name] = p.show(name, v, unit)
	}
	config := goi18n.LocalizeConfig{MessageID: key, TemplateData: shown}
	if n, ok := values["n"]; ok {
		config.PluralCount = count(n)
	}
	text, err := p.localizer.Localize(&config)
	if text == "" && err != nil {
		return "⟦" + key + "⟧"
	}
	return text
}

// plainNumbers are the arguments whose digits are a name or a limit, not a quantity: the year 2026 is not 2,026.
var plainNumbers = map[string]bool{
	"year": true, "week": true, "port": true, "min": true, "max": true, "have": true, "know": true, "position": true,
}

// show formats a value for a sentence; texts and unknown types stay as they are.
func (p *Printer) show(name string, v any, unit string) any {
	switch x := v.(type) {
	case measure.Amount:
		if unit != "" {
			return p.Value(x, unit)
		}
		return p.Number(x)
	case measure.Maybe:
		if !x.OK {
			return "–"
		}
		return p.show(name, x.Amount, unit)
	case measure.BP:
		return p.Percent(x)
	case period.Date:
		return p.Date(x)
	case period.Span:
		return p.Span(x)
	case time.Time:
		return p.Instant(x)
	case []string:
		return p.List(x)
	case int, int32, int64:
		if plainNumbers[name] {
			return x
		}
		return p.group(fmt.Sprint(x))
	}
	return v
}

// count is a value as go-i18n wants it to choose a plural: a whole number, or the text of a decimal one.
func count(n any) any {
	switch x := n.(type) {
	case measure.Amount:
		return strings.TrimPrefix(x.String(), "-")
	case int, int32, int64:
		return x
	case string:
		if _, err := strconv.ParseFloat(x, 64); err == nil {
			return strings.TrimPrefix(x, "-")
		}
	}
	return nil
}

// List joins items as a person would say them: "a, b et c".
func (p *Printer) List(items []string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	}
	last := len(items) - 1
	return p.T("list.pair", "first", strings.Join(items[:last], ", "), "last", items[last])
}
