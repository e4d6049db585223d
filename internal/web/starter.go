package web

import (
	"strconv"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/web/ui"
)

// sayIf is a number as typed, "" for none.
func sayIf(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// wholeNumber reads a whole number from 0 to a greatest one; an empty field is 0.
func (v *visit) wholeNumber(name string, greatest int, l *fault.List) int {
	a := v.amount(name, l)
	if a.Amount < 0 || a.Amount > measure.Whole(int64(greatest)) || a.Amount%measure.One != 0 {
		l.Add(fault.Bad(name, "number.whole", "value", v.trimmed(name), "max", greatest))
		return 0
	}
	return int(a.Amount / measure.One)
}

// abilityOptions are the five marks of a scale that two people agree on.
func (v *visit) abilityOptions() []ui.Option {
	var options []ui.Option
	for n := 1; n <= org.MaxAbility; n++ {
		options = append(options, ui.Option{Value: strconv.Itoa(n), Label: v.T("newcomer.ability_" + strconv.Itoa(n))})
	}
	return options
}
