package sheet

import (
	"strconv"

	"cordee/internal/fault"
	"cordee/internal/measure"
)

// whole is a whole number from 0 to a greatest one; an empty cell says zero.
func (w *row) whole(field string, greatest int) Opt[int] {
	s, c, there := w.cellOf(field)
	if s == "" {
		return Opt[int]{Set: there}
	}
	a, ok := w.parseAmount(c, s)
	if ok && (a < 0 || a > measure.Whole(int64(greatest)) || a%measure.One != 0) {
		w.refuse(c, s, fault.New(fault.Invalid, "number.whole", "max", greatest))
	}
	return Opt[int]{V: int(a / measure.One), Set: there}
}

// whole is the cell of a whole number; none is an empty cell.
func whole(n int) out {
	if n == 0 {
		return text("")
	}
	return text(strconv.Itoa(n))
}
