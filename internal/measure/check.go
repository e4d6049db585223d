package measure

import (
	"strings"
	"unicode/utf8"

	"cordee/internal/fault"
)

// Bounds on what a person types, in characters.
const (
	maxKey   = 128
	maxUnit  = 32
	maxField = 128
)

// AmountField is the name of the value field that is the amount itself.
const AmountField = "amount"

// Norm fills the defaults: direction up, credit share, value field "amount", and the unit where the kind implies one (count for
// counts, percent for steps). It also trims the texts.
func (m Metric) Norm() Metric {
	m.Key, m.Name, m.Unit = strings.TrimSpace(m.Key), strings.TrimSpace(m.Name), strings.TrimSpace(m.Unit)
	m.Of, m.Where = strings.TrimSpace(m.Of), strings.TrimSpace(m.Where)
	if m.Name == "" {
		m.Name = m.Key
	}
	if m.Of == "" {
		m.Of = AmountField
	}
	if m.Direction == "" {
		m.Direction = Up
	}
	if m.Credit == "" {
		m.Credit = Share
	}
	if m.Unit == "" && m.Kind == Count {
		m.Unit = Unitless
	}
	if m.Unit == "" && m.Kind == Steps {
		m.Unit = Percent
	}
	return m
}

// Check tells every problem of the definition at once, as a fault.List of codes "metric.*" and "filter.*". Whether the metrics
// named by a ratio exist is for the caller to know.
func (m Metric) Check() error {
	m = m.Norm()
	var problems fault.List
	problems.Add(checkText("key", m.Key, "metric.key_missing", "metric.key_too_long", maxKey))
	problems.Add(checkText("unit", m.Unit, "metric.unit_missing", "metric.unit_too_long", maxUnit))
	if up := strings.ToUpper(m.Unit); up != m.Unit && commonCurrency[up] {
		problems.Add(fault.Bad("unit", "metric.unit_case", "value", m.Unit, "want", up))
	}
	if m.Direction != Up && m.Direction != Down {
		problems.Add(fault.Bad("direction", "metric.direction_unknown", "value", string(m.Direction)))
	}
	if m.Credit != Share && m.Credit != Full {
		problems.Add(fault.Bad("credit", "metric.credit_unknown", "value", string(m.Credit)))
	}
	problems.Add(m.checkKind())
	return problems.OrNil()
}

// checkKind checks what depends on the kind.
func (m Metric) checkKind() error {
	var problems fault.List
	switch m.Kind {
	case Sum, Count, Latest:
		if utf8.RuneCountInString(m.Of) > maxField {
			problems.Add(fault.Bad("of", "metric.of_too_long", "max", maxField))
		}
		problems.Add(m.checkWhere())
	case Ratio:
		problems.Add(m.checkRatio())
	case Steps:
		if m.Where != "" {
			problems.Add(fault.Bad("where", "metric.where_unused", "kind", string(m.Kind)))
		}
	case "":
		problems.Add(fault.Bad("kind", "metric.kind_missing"))
		problems.Add(m.checkWhere())
	default:
		problems.Add(fault.Bad("kind", "metric.kind_unknown", "value", string(m.Kind)))
		problems.Add(m.checkWhere())
	}
	return problems.OrNil()
}

func (m Metric) checkWhere() error {
	var problems fault.List
	_, err := Compile(m.Where)
	for _, e := range fault.All(err) {
		problems.Add(e.On("where"))
	}
	return problems.OrNil()
}

// checkRatio wants two other metrics, and no filter: a filter here would be ignored, and the person would read a wrong number.
func (m Metric) checkRatio() error {
	var problems fault.List
	if m.Numerator == "" {
		problems.Add(fault.Bad("numerator", "metric.numerator_missing"))
	}
	if m.Denominator == "" {
		problems.Add(fault.Bad("denominator", "metric.denominator_missing"))
	}
	if m.Numerator == m.Key && m.Key != "" {
		problems.Add(fault.Bad("numerator", "metric.ratio_of_itself"))
	}
	if m.Denominator == m.Key && m.Key != "" {
		problems.Add(fault.Bad("denominator", "metric.ratio_of_itself"))
	}
	if m.Where != "" {
		problems.Add(fault.Bad("where", "metric.where_unused", "kind", string(m.Kind)))
	}
	return problems.OrNil()
}

func checkText(field, s, missing, tooLong string, limit int) error {
	switch {
	case s == "":
		return fault.Bad(field, missing)
	case utf8.RuneCountInString(s) > limit:
		return fault.Bad(field, tooLong, "max", limit)
	case fault.Broken(s) || strings.IndexFunc(s, fault.HiddenRune) >= 0:
		return fault.Bad(field, "metric.text_invalid")
	}
	return nil
}

// commonCurrency lists the currencies whose code in lower case is surely a slip ("eur") and not a unit of one's own ("pts").
var commonCurrency = map[string]bool{
	"EUR": true, "USD": true, "GBP": true, "CHF": true, "CAD": true, "AUD": true, "JPY": true, "CNY": true, "SEK": true, "NOK": true,
	"DKK": true, "PLN": true, "CZK": true, "MAD": true, "TND": true, "XOF": true, "XAF": true, "XPF": true, "BRL": true, "INR": true,
}

// IsCurrency tells whether a unit is money: any three upper-case letters.
func IsCurrency(unit string) bool { return isCurrencyCode(unit) }

// Ready is the set of metrics every organisation starts with, in its currency. Names are the keys; the catalogues translate them.
// deals_lost and deals_closed are the helpers of win_rate.
func Ready(currency string) []Metric {
	metrics := []Metric{
		{Key: "revenue", Unit: currency, Kind: Sum, Where: `kind == "deal_won"`},
		{Key: "deals", Kind: Count, Where: `kind == "deal_won"`},
		{Key: "calls", Kind: Count, Where: `kind == "call"`},
		{Key: "meetings", Kind: Count, Where: `kind == "meeting"`},
		{Key: "new_customers", Kind: Count, Where: `kind == "deal_won" && new_customer == "yes"`},
		{Key: "average_deal", Unit: currency, Kind: Ratio, Numerator: "revenue", Denominator: "deals"},
		{Key: "deals_lost", Kind: Count, Where: `kind == "deal_lost"`, Direction: Down},
		{Key: "deals_closed", Kind: Count, Where: `kind in ["deal_won", "deal_lost"]`},
		{Key: "win_rate", Unit: Percent, Kind: Ratio, Numerator: "deals", Denominator: "deals_closed"},
		{Key: "margin", Unit: currency, Kind: Sum, Of: "margin", Where: `kind == "deal_won"`},
		{Key: "profit", Unit: currency, Kind: Sum, Where: `kind == "profit"`},
	}
	for i, m := range metrics {
		metrics[i] = m.Norm()
	}
	return metrics
}
