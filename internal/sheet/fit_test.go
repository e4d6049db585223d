package sheet

import (
	"slices"
	"testing"
)

func TestFitSaysWhatIsGuessedAndWhatMeansNothing(t *testing.T) {
	for _, c := range []struct {
		file    string
		columns []string
		kind    Kind
		named   bool
		unknown []string
	}{
		{"resultats.csv", []string{"ref", "type", "personne", "Canal"}, Results, true, []string{"Canal"}},
		{"export.csv", []string{"ref", "kind", "person", "amount"}, Results, false, nil},
		{"personnes.csv", []string{"clé", "nom", "Téléphone"}, People, true, []string{"Téléphone"}},
		{"export.csv", []string{"a", "b"}, "", false, nil},
	} {
		kind, named, unknown := Fit(c.file, c.columns)
		if kind != c.kind || named != c.named || !slices.Equal(unknown, c.unknown) {
			t.Errorf("%s %v: %s %v %v", c.file, c.columns, kind, named, unknown)
		}
	}
}
