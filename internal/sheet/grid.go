package sheet

import (
	"slices"
	"strconv"
	"strings"

	"cordee/internal/measure"
	"cordee/internal/period"
)

// look is how a spreadsheet should take a cell.
type look byte

const (
	asText look = iota
	asNumber
	asDate
)

// out is one cell to write, in the words of our formats.
type out struct {
	text string
	look look
}

// grid is one table ready to write.
type grid struct {
	header []string
	n      int
	row    func(i int) []out
}

// col is one column of a table of T. has tells whether a row knows the column at all: a column that no row knows is left out,
// so that reading the file again keeps what it kept.
type col[T any] struct {
	name string
	has  func(T) bool
	get  func(T) out
}

func must[T any](name string, get func(T) out) col[T] {
	return col[T]{name, func(T) bool { return true }, get}
}

func opt[T, V any](name string, get func(T) Opt[V], show func(V) out) col[T] {
	return col[T]{name, func(t T) bool { return get(t).Set }, func(t T) out {
		if o := get(t); o.Set {
			return show(o.V)
		}
		return out{}
	}}
}

func gridOf[T any](rows []T, cols []col[T]) grid {
	g := grid{n: len(rows)}
	var used []col[T]
	for _, c := range cols {
		if len(rows) == 0 || slices.ContainsFunc(rows, c.has) {
			used = append(used, c)
			g.header = append(g.header, c.name)
		}
	}
	g.row = func(i int) []out {
		cells := make([]out, len(used))
		for j, c := range used {
			cells[j] = c.get(rows[i])
		}
		return cells
	}
	return g
}

func text(s string) out { return out{text: s} }

func date(d period.Date) out { return out{d.String(), asDate} }

func number(a measure.Amount) out { return out{a.String(), asNumber} }

func maybe(m measure.Maybe) out { return out{m.String(), asNumber} }

func share(b measure.BP) out { return number(measure.Amount(b)) }

func yes(b bool) out {
	if b {
		return text("yes")
	}
	return text("no")
}

// percentText is a share as credits write it: 33.33 for 3 333.
func percentText(b measure.BP) string { return measure.Amount(b * 100).String() }

func creditsText(credits []CreditKey) string {
	parts := make([]string, len(credits))
	for i, c := range credits {
		parts[i] = escape(c.Owner) + ":" + percentText(c.BP)
	}
	return strings.Join(parts, ";")
}

func assistsText(people []string) string {
	parts := make([]string, len(people))
	for i, p := range people {
		parts[i] = escape(p)
	}
	return strings.Join(parts, ";")
}

// RateText is a rate with as many of its ten decimals as it needs.
func RateText(n int64) string {
	s := strconv.FormatInt(n, 10)
	if len(s) <= rateDecimals {
		s = strings.Repeat("0", rateDecimals+1-len(s)) + s
	}
	whole, frac := s[:len(s)-rateDecimals], strings.TrimRight(s[len(s)-rateDecimals:], "0")
	if frac == "" {
		return whole
	}
	return whole + "." + frac
}

// attrCols are the columns of all attributes of an open table, in the order of their names.
func attrCols[T any](k Kind, rows []T, attrs func(T) map[string]string) []col[T] {
	names := map[string]bool{}
	for _, r := range rows {
		for name, v := range attrs(r) {
			if v != "" {
				names[name] = true
			}
		}
	}
	var cols []col[T]
	for _, name := range slices.Sorted(keysOf(names)) {
		cols = append(cols, must(attrHeader(k, name), func(t T) out { return text(attrs(t)[name]) }))
	}
	return cols
}

// attrHeader is the attribute's name when reading it gives the name back, else the name after a mark that keeps it to the letter.
func attrHeader(k Kind, name string) string {
	if attributeName(name) == name && tableOf(k).field(fold(name)) == "" && !strings.HasPrefix(name, attrPrefix) {
		return name
	}
	return attrPrefix + name
}
