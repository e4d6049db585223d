package letter_test

import (
	"bytes"
	"strings"
	"testing"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/i18n"
	"cordee/internal/letter"
	"cordee/internal/period"
)

func TestTheFileOfRealismKeepsWhatWasKnown(t *testing.T) {
	pdf, err := letter.DrawRealism(realism(), i18n.EN)
	if err != nil {
		t.Fatal(err)
	}
	for part, words := range map[string][]string{
		"title":              {"Dossier de réalisme", "Léa Martin", "T1 2027"},
		"frozen":             {"18 déc. 2026 à 09:12 (Europe/Paris), soit 08:12 UTC"},
		"letter":             {"LO-2027-T1-lea, version 2, empreinte 0123456789abcdef…"},
		"method":             {"Projection par jours travaillés"},
		"data window":        {"1er janvier 2025 – 17 décembre 2026"},
		"market":             {"Carnets de commandes du meuble de collectivité"},
		"comparable people":  {"Personnes\u202f: 9. Périodes\u202f: 24. Objectif comparable atteint\u202f: 15 fois sur 24."},
		"pseudonyms":         {"Sous pseudonyme", "51\u202f000\u202f€ · 82\u202f%"},
		"chance at start":    {"Entre 55\u202f% et 68\u202f%", "Pas assez de données pour l’estimer."},
		"chance is no basis": {"Elle n’entre ni dans la paie ni dans aucune décision sur la personne."},
		"means":              {"Budget salons de 3\u202f000\u202f€"},
		"ramp":               {"Montée en charge, 4e mois"},
		"absences":           {"15/02/2027 – 19/02/2027", "100\u202f% du temps", "Les raisons ne sont ni demandées ni conservées."},
		"evidence":           {"Spécifique", "Un verbe, un nombre, un lieu.", "à compléter", "Le budget salons n’est pas encore confirmé."},
	} {
		t.Run(part, func(t *testing.T) { says(t, pdf, words...) })
	}
}

func TestFewComparablePeopleAreNotShownOneByOne(t *testing.T) {
	r := realism()
	r.Objectives = r.Objectives[1:] // two people, although the detail of six was handed in
	pdf, err := letter.DrawRealism(r, i18n.FR)
	if err != nil {
		t.Fatal(err)
	}
	says(t, pdf, "Trop peu de personnes pour montrer le détail")
	silent(t, pdf, "51\u202f000")
	v := letter.Verify(pdf, nil)
	if v.State != letter.Intact || !v.Realism || len(v.Dossier.Objectives[0].Comparable.Peers) != 0 {
		t.Errorf("%s; the attached data still tells %v", v.State, v.Dossier.Objectives[0].Comparable.Peers)
	}
	if hash, err := r.Hash(); err != nil || hash != v.Hash {
		t.Errorf("hash %s, printed %s: %v", hash, v.Hash, err)
	}
}

func TestTheFileOfRealismIsSealedToo(t *testing.T) {
	pdf, err := letter.DrawRealism(realism(), i18n.FR)
	if err != nil {
		t.Fatal(err)
	}
	again, _ := letter.DrawRealism(realism(), i18n.FR)
	if !bytes.Equal(pdf, again) {
		t.Error("two drawings differ")
	}
	for i := 0; i < len(pdf); i += len(pdf) / 300 {
		pdf[i] ^= 4
		if v := letter.Verify(pdf, nil); v.State != letter.Changed {
			t.Fatalf("byte %d: %s", i, v.State)
		}
		pdf[i] ^= 4
	}
	known := func(string, int) (string, bool) { return "", false }
	if v := letter.Verify(pdf, known); v.State != letter.Unlisted {
		t.Errorf("unknown to the register, it is %s", v.State)
	}
}

// What the judge of objectives found is kept in words, all five letters of it.
func TestEvidenceIsKeptAsItWasRead(t *testing.T) {
	g := goal.Goal{Key: "a", Title: "Vendre plus", Tier: goal.Individual, Paid: true, Target: euros(62_000), Start: period.On(2027, 1, 1), End: period.On(2027, 3, 31)}
	r := realism()
	r.Objectives[0].Evidence = letter.Findings(goal.SMART(g, goal.Grounds{}))
	if len(r.Objectives[0].Evidence) != 5 {
		t.Fatalf("%d letters", len(r.Objectives[0].Evidence))
	}
	pdf, err := letter.DrawRealism(r, i18n.FR)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Objectives[0].Evidence {
		for _, l := range f.Lines {
			says(t, pdf, l.FR)
			if l.FR == "" || l.EN == "" || strings.Contains(l.FR+l.EN, "⟦") {
				t.Errorf("%s: %+v", f.Letter, l)
			}
		}
	}
}

func TestAnEmptyFileOfRealismIsRefused(t *testing.T) {
	_, err := letter.DrawRealism(letter.Realism{}, i18n.FR)
	if len(fault.All(err)) < 6 || !strings.HasPrefix(fault.All(err)[0].Code, "letter.") {
		t.Errorf("%v", err)
	}
}

func TestElsewhereTheFileSpeaksEnglish(t *testing.T) {
	r := realism()
	r.Compliance = "none"
	pdf, err := letter.DrawRealism(r, i18n.EN)
	if err != nil {
		t.Fatal(err)
	}
	says(t, pdf, "File of realism", "Between 55% and 68%", "to complete")
}
