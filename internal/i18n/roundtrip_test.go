package i18n

import (
	"testing"

	"pgregory.net/rapid"

	"cordee/internal/measure"
)

// Whatever the program prints in a form, a person may send back unchanged.
func TestWhatIsPrintedCanBeTypedBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := measure.Amount(rapid.Int64().Draw(t, "a"))
		for _, p := range []*Printer{For(FR), For(EN)} {
			french := p.Lang() == FR
			if got, _, err := measure.ParseLocal(p.Number(a), french); err != nil || got != a {
				t.Fatalf("%s: %q reads back as %s, %v", p.Lang(), p.Number(a), got, err)
			}
			cents := round(a, 2)
			for _, unit := range []string{"EUR", "CHF", "GBP", measure.Percent} {
				if got, _, err := measure.ParseLocal(p.Value(cents, unit), french); err != nil || got != cents {
					t.Fatalf("%s: %q reads back as %s, %v", p.Lang(), p.Value(cents, unit), got, err)
				}
			}
		}
	})
}
