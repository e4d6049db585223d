package plan

import "testing"

func TestAPartIsNotNamedForTheTeam(t *testing.T) {
	for _, c := range [][3]string{
		{"Chiffre d’affaires du prochain trimestre, Équipe Nantes", "Équipe Nantes", "Chiffre d’affaires du prochain trimestre"},
		{"Équipe Nantes : chiffre d’affaires", "Équipe Nantes", "chiffre d’affaires"},
		{"Marge de l’équipe Lyon (T1)", "Équipe Lyon", "Marge, T1"},
		{"Revenue for the North team – Q1", "North team", "Revenue, Q1"},
		{"Équiper cent refuges", "Alpina", "Équiper cent refuges"},
		{"Équipe Nantes", "Équipe Nantes", "Équipe Nantes"},
		{"Cent refuges", "", "Cent refuges"},
	} {
		if got := PartTitle(c[0], c[1]); got != c[2] {
			t.Errorf("%q of %q is %q, want %q", c[0], c[1], got, c[2])
		}
	}
}
