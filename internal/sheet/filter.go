package sheet

import (
	"fmt"
	"slices"
	"strings"

	"cordee/internal/fault"
)

// rowFilter leaves rows out before anything is read of them, and remembers how many and why.
type rowFilter struct {
	only, skip []condition
	needed     []condition // columns that must not be empty
	out        map[string]int
	n          int
}

type condition struct {
	header string
	column int
	values map[string]bool
}

func (b *binder) filter() rowFilter {
	f := rowFilter{only: b.conditions(b.m.Only), skip: b.conditions(b.m.Skip), out: map[string]int{}}
	for _, name := range b.m.SkipEmpty {
		f.needed = append(f.needed, condition{shown(name), indexOf(b.names, name), nil})
	}
	return f
}

func (b *binder) conditions(list []Condition) []condition {
	var out []condition
	for _, c := range list {
		values := map[string]bool{}
		for _, v := range c.Values {
			values[valueKey(v)] = true
		}
		out = append(out, condition{shown(c.Column), indexOf(b.names, c.Column), values})
	}
	return out
}

// skips tells whether a row is none of ours.
func (f *rowFilter) skips(rec record) bool {
	for _, c := range f.only {
		if s := c.cell(rec); !c.values[valueKey(s)] {
			return f.note(c, s)
		}
	}
	for _, c := range f.skip {
		if s := c.cell(rec); c.values[valueKey(s)] {
			return f.note(c, s)
		}
	}
	for _, c := range f.needed {
		if c.cell(rec) == "" {
			return f.note(c, "")
		}
	}
	return false
}

func (c condition) cell(rec record) string {
	if c.column < 0 || c.column >= len(rec.cells) {
		return ""
	}
	return strings.TrimSpace(unguarded(strings.TrimSpace(rec.cells[c.column])))
}

// maxReasons is how many different values of rows left out are told apart.
const maxReasons = 12

func (f *rowFilter) note(c condition, value string) bool {
	f.n++
	reason := c.header + " = " + shown(value)
	if f.out[reason] > 0 || len(f.out) < maxReasons {
		f.out[reason]++
	}
	return true
}

// warning tells how many rows were left out, the most frequent reasons first; nil when none was.
func (f *rowFilter) warning(at fault.Where) *fault.Error {
	if f.n == 0 {
		return nil
	}
	reasons := slices.SortedFunc(keysOf(f.out), func(a, b string) int {
		if f.out[a] != f.out[b] {
			return f.out[b] - f.out[a]
		}
		return strings.Compare(a, b)
	})
	for i, reason := range reasons {
		reasons[i] = fmt.Sprintf("%s (%d)", reason, f.out[reason])
	}
	return fault.New(fault.Invalid, "rows.skipped", "n", f.n, "reasons", strings.Join(reasons, ", ")).At(at)
}
