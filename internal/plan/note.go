package plan

import "cordee/internal/measure"

// Note is one sentence for people: Code is a key of the catalogues ("plan.how.total"), Args what it fills in, as name, value
// pairs. Amount is the figure one has arrived at with this sentence, if it is one.
type Note struct {
	Code   string
	Args   []any
	Amount measure.Maybe
}

func note(code string, args ...any) Note { return Note{Code: code, Args: args} }

// at returns a copy that has arrived at a figure.
func (n Note) at(a measure.Amount) Note { n.Amount = measure.Some(a); return n }

// In is what a printer needs besides the code, with the unit the amounts are in: p.T(n.Code, n.In("EUR")...).
func (n Note) In(unit string) []any {
	return append(append(make([]any, 0, len(n.Args)+2), n.Args...), "unit", unit)
}
