// Package ledger is what happened: results are posted, never edited; a correction reverses and posts anew. It knows nothing of
// objectives. Totals (tallies) are folds of postings and can always be folded again.
package ledger

import (
	"crypto/sha256"
	"encoding/binary"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// Cancelled is the kind of a result that takes back an earlier one of the same source and ref.
const Cancelled = "cancelled"

// Bounds on one result, in characters and in number.
const (
	MaxText    = 128   // source, ref, kind, names of attributes
	MaxValue   = 2_000 // value of an attribute
	MaxAttrs   = 100
	MaxCredits = 50
	MaxAssists = 50
)

// Share is one credit: who, and how much of the result in basis points. The credits of a result sum to exactly 10,000.
type Share struct {
	Owner org.Owner
	BP    measure.BP
}

// Result is one thing that happened: a sale, a call, a step. Source and Ref name it for good.
type Result struct {
	Source, Ref string
	Version     int64 // of the source; meaningful when HasVersion
	HasVersion  bool
	OccurredOn  period.Date // may be zero for a cancellation: then the day of what it cancels
	Kind        string
	Credits     []Share  // in the order listed: the earlier gets the odd ten-thousandth
	Assists     []org.ID // people who helped; they enter no total
	Amount      measure.Maybe
	Currency    string
	Attrs       map[string]string
}

// Fact is what a metric's filter sees of the result.
func (r Result) Fact() measure.Fact {
	return measure.Fact{Kind: r.Kind, Amount: r.Amount.Or(0), Attrs: r.Attrs}
}

// Check tells every problem at once, as codes result.*; fields are the columns of the results file. A cancellation needs no more
// than source and ref.
func (r Result) Check() error {
	var list fault.List
	list.Add(checkWord("source", r.Source, "result.source_missing"))
	list.Add(checkWord("ref", r.Ref, "result.ref_missing"))
	list.Add(checkWord("kind", r.Kind, "result.kind_missing"))
	if r.Kind == Cancelled {
		return list.OrNil()
	}
	if r.OccurredOn.IsZero() {
		list.Add(fault.Bad("occurred_on", "result.date_missing"))
	}
	if r.Currency != "" && !measure.IsCurrency(r.Currency) {
		list.Add(fault.Bad("currency", "result.currency_invalid", "value", r.Currency))
	}
	list.Add(checkAmount(r.Amount))
	list.Add(checkCredits(r.Credits))
	list.Add(checkAssists(r.Assists))
	list.Add(checkAttrs(r.Attrs))
	return list.OrNil()
}

func checkWord(field, s, missing string) error {
	switch {
	case strings.TrimSpace(s) == "":
		return fault.Bad(field, missing)
	case fault.Broken(s):
		return fault.Bad(field, "result.text_broken")
	case utf8.RuneCountInString(s) > MaxText:
		return fault.Bad(field, "result.text_too_long", "max", MaxText)
	case strings.IndexFunc(s, fault.HiddenRune) >= 0:
		return fault.Bad(field, "result.text_invalid")
	}
	return nil
}

func checkAmount(a measure.Maybe) error {
	if a.OK && (a.Amount > measure.MaxReading || a.Amount < -measure.MaxReading) {
		return fault.Bad("amount", "amount.too_large", "value", a.Amount.String())
	}
	return nil
}

func checkCredits(credits []Share) error {
	if len(credits) == 0 {
		return fault.Bad("person", "result.credits_missing")
	}
	if len(credits) > MaxCredits {
		return fault.Bad("credits", "result.credits_too_many", "max", MaxCredits)
	}
	var sum measure.BP
	for i, c := range credits {
		if c.BP <= 0 || c.BP > measure.Hundred {
			return fault.Bad("credits", "result.credit_range")
		}
		if slices.ContainsFunc(credits[:i], func(s Share) bool { return s.Owner == c.Owner }) {
			return fault.Bad("credits", "result.credit_twice")
		}
		sum += c.BP
	}
	if sum != measure.Hundred {
		return fault.Bad("credits", "result.credits_sum", "sum", measure.Amount(sum*100)) // BP to points, in ten-thousandths
	}
	return nil
}

func checkAssists(assists []org.ID) error {
	if len(assists) > MaxAssists {
		return fault.Bad("assists", "result.assists_too_many", "max", MaxAssists)
	}
	return nil
}

func checkAttrs(attrs map[string]string) error {
	if len(attrs) > MaxAttrs {
		return fault.Bad("attributes", "result.attributes_too_many", "max", MaxAttrs)
	}
	for _, name := range slices.Sorted(maps.Keys(attrs)) {
		if err := checkAttr(name, attrs[name]); err != nil {
			return err
		}
	}
	return nil
}

// checkAttr tells the first problem of an attribute: a name is one line, a value may have several.
func checkAttr(name, value string) error {
	switch {
	case fault.Broken(name):
		return fault.Bad("attributes", "result.attribute_broken", "name", strings.ToValidUTF8(name, "\uFFFD"))
	case strings.TrimSpace(name) == "" || utf8.RuneCountInString(name) > MaxText:
		return fault.Bad("attributes", "result.attribute_name", "max", MaxText)
	case strings.IndexFunc(name, fault.HiddenRune) >= 0:
		return fault.Bad("attributes", "result.attribute_hidden", "name", shown(name))
	case fault.Broken(value):
		return fault.Bad("attributes", "result.attribute_broken", "name", name)
	case utf8.RuneCountInString(value) > MaxValue:
		return fault.Bad("attributes", "result.attribute_value", "name", name, "max", MaxValue)
	case strings.IndexFunc(value, fault.HiddenInText) >= 0:
		return fault.Bad("attributes", "result.attribute_hidden", "name", name)
	}
	return nil
}

// shown is a text with something to see where there is nothing.
func shown(s string) string {
	return strings.Map(func(r rune) rune {
		if fault.HiddenRune(r) {
			return '\uFFFD'
		}
		return r
	}, s)
}

// Trimmed is the attributes without blanks around names and values, with line ends of one sort and without those that say nothing: the
// same whatever door they came through. Of two names that only differ by their blanks, the one without any stays.
func Trimmed(attrs map[string]string) map[string]string {
	var out map[string]string
	for _, name := range slices.Sorted(maps.Keys(attrs)) { // blanks sort before letters
		value := strings.TrimSpace(lineEnds.Replace(attrs[name]))
		if value == "" {
			continue
		}
		if out == nil {
			out = make(map[string]string, len(attrs))
		}
		out[strings.TrimSpace(name)] = value
	}
	return out
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// Hash tells two contents apart: everything but source, ref and version. Attributes have no order, and an empty one is a missing
// one; the order of credits counts, since it decides who gets the odd ten-thousandth.
func (r Result) Hash() (sum [16]byte) {
	var room [512]byte
	b := putTexts(room[:0], r.Kind, r.Currency)
	b = putInts(b, int64(r.OccurredOn), int64(len(r.Credits)), int64(len(r.Assists)))
	for _, c := range r.Credits {
		b = putTexts(b, string(c.Owner.Kind))
		b = putInts(b, int64(c.Owner.ID), int64(c.BP))
	}
	assists := slices.Clone(r.Assists)
	slices.Sort(assists)
	for _, a := range assists {
		b = putInts(b, int64(a))
	}
	if r.Amount.OK {
		b = putInts(b, 1, int64(r.Amount.Amount))
	} else {
		b = putInts(b, 0, 0)
	}
	names := make([]string, 0, len(r.Attrs))
	for name, value := range r.Attrs {
		if value != "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		b = putTexts(b, name, r.Attrs[name])
	}
	full := sha256.Sum256(b)
	copy(sum[:], full[:])
	return sum
}

// putTexts writes texts with their lengths, so that no two different lists of texts read the same.
func putTexts(b []byte, texts ...string) []byte {
	for _, s := range texts {
		b = append(putInts(b, int64(len(s))), s...)
	}
	return b
}

func putInts(b []byte, ns ...int64) []byte {
	for _, n := range ns {
		b = binary.BigEndian.AppendUint64(b, uint64(n))
	}
	return b
}
