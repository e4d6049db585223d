package letter_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"sync"
	"testing"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/i18n"
	"cordee/internal/letter"
	"cordee/internal/measure"
	"cordee/internal/period"
)

func drawn(t *testing.T, l letter.Letter, lang i18n.Lang) []byte {
	t.Helper()
	pdf, err := letter.Draw(l, lang)
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}

// What the law lists, in its order: each part with the words it is printed in.
func TestALetterSaysEverythingTheLawLists(t *testing.T) {
	pdf := drawn(t, lea(), i18n.FR)
	hash, err := lea().Terms.Hash()
	if err != nil {
		t.Fatal(err)
	}
	for part, words := range map[string][]string{
		"title":                 {"Lettre d’objectifs"},
		"person":                {"Léa Martin", "Commerciale", "Équipe Nantes", "Karim Benali"},
		"employer":              {"Atelier des Bois", "12 quai de la Fosse", "Inès Caron"},
		"period":                {"T1 2027", "1er janvier – 31 mars 2027"},
		"mode":                  {"Unilatéral\u202f: prise de connaissance"},
		"metric definition":     {"Somme hors taxes des affaires gagnées, à la date de signature, remises déduites."},
		"source":                {"HubSpot, affaires au stade «\u202fGagné\u202f»"},
		"scope":                 {"Clients professionnels de Loire-Atlantique"},
		"unit":                  {"€, plus c’est haut, mieux c’est"},
		"baseline":              {"Départ", "0\u202f€"},
		"target":                {"Cible", "62\u202f000\u202f€"},
		"floor and stretch":     {"45\u202f000\u202f€", "70\u202f000\u202f€"},
		"weight":                {"POIDS 60\u202f%"},
		"parent and why":        {"Signer 360\u202f000\u202f€ à Nantes au T1", "Faire de Nantes un atelier qui vit de ses clients.", "L’atelier de Nantes tourne aux deux tiers"},
		"direction":             {"devenir la référence des ateliers partagés de l’Ouest."},
		"derivation":            {"D’où vient le chiffre", "×\u202f21,5\u202f%", "77\u202f400\u202f€"},
		"proration and ramp":    {"Prorata et montée en charge", "Montée en charge, 4e mois"},
		"means":                 {"Véhicule de service et fichier de 240 prospects qualifiés"},
		"support":               {"Une heure par quinzaine avec Karim"},
		"formula":               {"Atteinte = chiffre d’affaires signé ÷ 62\u202f000\u202f€. Aucun plafond."},
		"thresholds, unrounded": {"À partir de 72,58\u202f% d’atteinte", "À partir de 112,9\u202f% d’atteinte", "100\u202f% de la prime, soit 1\u202f800\u202f€"},
		"steps":                 {"Journée portes ouvertes à l’atelier", "Karim Benali · 19/02/2027"},
		"checkpoints":           {"29 janvier 2027\u202f: tour d’horizon avec Karim", "attendu 39\u202f100\u202f€"},
		"guard-rails":           {"Marge\u202f: la remise moyenne reste sous 8\u202f%"},
		"revision reasons":      {"retrait ou pénurie d’un produit", "n’augmente pas en cours de période sans votre accord"},
		"ratchet":               {"La prochaine cible suit l’indice du marché"},
		"a miss is no fault":    {"Ne pas atteindre un objectif n’est pas une faute."},
		"who can see it":        {"Karim Benali, responsable\u202f: objectifs, résultats, atteinte"},
		"rights":                {"règlement européen 2016/679", "CNIL", "donnees@atelier-des-bois.example"},
		"contact to contest":    {"Nadia Petit", "nadia.petit@atelier-des-bois.example"},
		"version":               {"Version 2 du 18 décembre 2026", "LO-2027-T1-lea, version 2"},
		"version before":        {"La version 1, 11 déc. 2026 à 16:40 (Europe/Paris), soit 15:40 UTC", "0123456789abcdef…", "Temps de travail passé de 100\u202f% à 80\u202f%"},
		"hash":                  {hash[:16], hash[:8] + " " + hash[8:16], hash[56:]},
		"published":             {"18 déc. 2026 à 09:12 (Europe/Paris), soit 08:12 UTC"},
		"opened":                {"18 déc. 2026 à 14:05 (Europe/Paris), soit 13:05 UTC"},
		"acknowledged":          {"Prise de connaissance", "21 déc. 2026 à 08:30 (Europe/Paris), soit 07:30 UTC"},
		"silence":               {"Aucune\u202f; le silence ne vaut ni accord ni refus"},
		"pages":                 {"page 1 / 3", "page 3 / 3"},
	} {
		t.Run(part, func(t *testing.T) { says(t, pdf, words...) })
	}
}

func TestTheSameLetterGivesTheSameBytes(t *testing.T) {
	for range 5 {
		if !bytes.Equal(drawn(t, five(), i18n.EN), drawn(t, five(), i18n.EN)) {
			t.Fatal("two drawings of one letter differ")
		}
	}
}

// A page may draw many letters at once.
func TestLettersAreDrawnSideBySide(t *testing.T) {
	want := drawn(t, lea(), i18n.FR)
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			if pdf, err := letter.Draw(lea(), i18n.FR); err != nil || !bytes.Equal(pdf, want) {
				t.Errorf("drawn beside others it differs: %v", err)
			}
			if _, err := letter.Draw(five(), i18n.EN); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

func TestTheHashIsOfTheTermsAlone(t *testing.T) {
	before, after := lea(), lea()
	before.Stamps = letter.Stamps{Published: before.Stamps.Published}
	a, errA := before.Terms.Hash()
	b, errB := after.Terms.Hash()
	if a != b || errA != nil || errB != nil {
		t.Errorf("opening a letter changed its hash: %s, %s", a, b)
	}
	after.Terms.Objectives[0].Target = euros(62_001)
	if c, _ := after.Terms.Hash(); c == a {
		t.Error("another target has the same hash")
	}
}

func TestTermsComeBackFromTheirJSON(t *testing.T) {
	var back letter.Letter
	text, err := json.Marshal(late())
	if err == nil {
		err = json.Unmarshal(text, &back)
	}
	again, err2 := json.Marshal(back)
	if err != nil || err2 != nil || !bytes.Equal(text, again) {
		t.Errorf("%v, %v: %s", err, err2, again)
	}
}

func TestAUnilateralLetterIsTakenNoteOf(t *testing.T) {
	pdf := drawn(t, lea(), i18n.FR)
	says(t, pdf, "En prendre connaissance n’est pas les accepter", "J’ai pris connaissance de cette lettre")
	silent(t, pdf, "avenant", "Lu et approuvé", "Pour l’employeur")
	silent(t, drawn(t, lea(), i18n.EN), "amendment")
}

func TestAContractualLetterWaitsForTwoSignatures(t *testing.T) {
	l := contractual()
	says(t, drawn(t, l, i18n.FR), "Contractuel\u202f: accord des deux parties", "Pour l’employeur", "Lu et approuvé", "Sans l’une des deux signatures, elle reste une proposition.",
		"Désaccord exprimé", "«\u202fJe demande que le salon de mars soit confirmé avant de signer.\u202f»")
	silent(t, drawn(t, l, i18n.FR), "Enregistré dans Cordée", "J’ai pris connaissance de cette lettre")
	l.Stamps.Answer, l.Stamps.SignedBy, l.Stamps.SignedAt = letter.Accepted, "Inès Caron", at(12, 23, 10, 0)
	says(t, drawn(t, l, i18n.FR), "Enregistré dans Cordée\u202f: 22 déc. 2026 à 17:03", "Enregistré dans Cordée\u202f: 23 déc. 2026 à 10:00")
}

func TestALateLetterSaysSoAndWarnsPayroll(t *testing.T) {
	l := late()
	says(t, drawn(t, l, i18n.FR), "Publiée hors délai", "12 jours après le début de la période", "Raison\u202f: arrivée dans l’équipe en cours de période",
		"la part variable peut être due à 100\u202f%. La paie n’a pas encore été avertie.", "Hors délai\u202f: 12 jours", "en main propre, sur papier", "Pas encore")
	l.Terms.Late.PayrollWarned = true
	says(t, drawn(t, l, i18n.FR), "La paie en a été avertie.")
	silent(t, drawn(t, lea(), i18n.FR), "hors délai")
}

func TestFrenchComesFirstWhereItIsRequired(t *testing.T) {
	page := printed(t, drawn(t, five(), i18n.EN))
	fr, en := strings.Index(page, "Lettre d’objectifs"), strings.Index(page, "Letter of objectives")
	if fr < 0 || en < fr {
		t.Errorf("French at %d, English at %d", fr, en)
	}
	says(t, drawn(t, five(), i18n.EN), "Cible", "Target", "The French text prevails.", "Nobody has yet said they checked this translation.", "€62,000", "62\u202f000\u202f€", "Together, sign €360,000 in Nantes")
	l := five()
	l.Terms.English = &letter.Translation{CheckedBy: "Oscar Webb", At: at(12, 17, 11, 0)}
	says(t, drawn(t, l, i18n.EN), "Translation checked by Oscar Webb, 17 Dec 2026 at 11:00")
	silent(t, drawn(t, five(), i18n.FR), "Letter of objectives")
}

func TestElsewhereALetterSpeaksOneLanguage(t *testing.T) {
	l := lea()
	l.Terms.Compliance = "none"
	pdf := drawn(t, l, i18n.EN)
	says(t, pdf, "Letter of objectives", "your data protection authority")
	silent(t, pdf, "objectifs", "CNIL")
}

func TestNothingIsLeftUnsaid(t *testing.T) {
	for name, l := range map[string]letter.Letter{"one": lea(), "five": five(), "contractual": contractual(), "late": late()} {
		for _, lang := range []i18n.Lang{i18n.FR, i18n.EN} {
			if page := printed(t, drawn(t, l, lang)); strings.ContainsAny(page, "⟦") || strings.Contains(page, "<no value>") {
				t.Errorf("%s in %s: a sentence is missing", name, lang)
			}
		}
	}
}

// What nobody promised is said, so that an empty part cannot be taken for a forgotten one.
func TestAnEmptyPartSaysThatItIsEmpty(t *testing.T) {
	l := lea()
	l.Terms.Guards, l.Terms.Reasons, l.Terms.Ratchet, l.Terms.Readers = nil, nil, letter.Text{}, nil
	l.Terms.Objectives = []letter.Objective{{Key: "a", Tier: goal.Individual, Title: both("Appeler", ""), Target: euros(10), Paid: true, Metric: letter.Metric{Unit: "count"}}}
	says(t, drawn(t, l, i18n.FR), "Aucun moyen particulier n’a été convenu.", "Aucun accompagnement particulier n’a été convenu.", "Aucun garde-fou particulier.",
		"Cet objectif ne dépend d’aucun objectif collectif.", "Aucun prorata ni montée en charge.", "Aucune raison de révision", "Atteinte = réalisé ÷ cible",
		"Aucune règle ne relie", "Vous, votre responsable direct et les ressources humaines.", "Aucune date fixée")
}

// Where no pay hangs on anything there is no word of law, contract or payroll.
func TestWithoutPayThereIsNoLaw(t *testing.T) {
	l := lea()
	l.Terms.Compliance, l.Terms.Reasons, l.Terms.Ratchet, l.Terms.Pay = "none", nil, letter.Text{}, letter.Text{}
	for i := range l.Terms.Objectives {
		l.Terms.Objectives[i].Paid = false
	}
	pdf := drawn(t, l, i18n.FR)
	says(t, pdf, "SANS EFFET SUR LA PAIE", "ils se révisent ensemble")
	silent(t, pdf, "règlement européen", "CNIL", "conseil juridique", "contrat reste", "Unilatéral", "rémunérée")
}

func TestTheFormulaIsTheOneThatScores(t *testing.T) {
	for name, c := range map[string]struct {
		o    letter.Objective
		says string
	}{
		"a sum, whatever it stood at before": {letter.Objective{Baseline: euros(3), Target: euros(10), Metric: letter.Metric{Kind: measure.Sum}}, "Atteinte = réalisé ÷ cible"},
		"a value that starts somewhere":      {letter.Objective{Baseline: euros(3), Target: euros(10), Metric: letter.Metric{Kind: measure.Latest}}, "(réalisé − départ) ÷ (cible − départ)"},
		"less is better, from somewhere":     {letter.Objective{Baseline: euros(12), Target: euros(7), Metric: letter.Metric{Kind: measure.Sum, Direction: measure.Down}}, "(réalisé − départ) ÷ (cible − départ)"},
		"less is better, from nowhere":       {letter.Objective{Target: euros(7), Metric: letter.Metric{Kind: measure.Ratio, Direction: measure.Down}}, "Atteint si le réalisé ne dépasse pas la cible"},
		"steps":                              {letter.Objective{Steps: []letter.Step{{Title: both("Un", "")}}}, "poids des étapes faites"},
	} {
		t.Run(name, func(t *testing.T) {
			l := lea()
			c.o.Title = both("Essai", "")
			l.Terms.Objectives = []letter.Objective{c.o}
			says(t, drawn(t, l, i18n.FR), c.says)
		})
	}
}

func TestLongTextsAreWrappedAndWhole(t *testing.T) {
	l := lea()
	title := strings.TrimSpace(strings.Repeat("Réduire le délai entre la visite et le devis, plans compris, ", 12))
	address := strings.Repeat("tres-longue-adresse.", 15) + "example"
	l.Terms.Objectives[0].Title, l.Terms.Contest.Address = both(title, ""), strings.ReplaceAll(address, "-", "_")
	l.Terms.Objectives[0].Means = nil
	for range 120 {
		l.Terms.Objectives[0].Means = append(l.Terms.Objectives[0].Means, both("Un moyen parmi d'autres, décrit assez longuement pour tenir sur deux lignes du papier, voire un peu plus encore", ""))
	}
	pdf := drawn(t, l, i18n.FR)
	says(t, pdf, title)
	joined := strings.Join(strings.Fields(printed(t, pdf)), "")
	if !strings.Contains(joined, l.Terms.Contest.Address) {
		t.Error("a long address was cut")
	}
	if n := strings.Count(flat(printed(t, pdf)), "voire un peu plus encore"); n != 120 {
		t.Errorf("%d of 120 means are printed", n)
	}
	if !regexp.MustCompile(`page 1 / [6-9]`).MatchString(flat(printed(t, pdf))) {
		t.Error("the pages were not counted anew")
	}
}

func TestAnIncompleteLetterIsRefusedWhole(t *testing.T) {
	_, err := letter.Draw(letter.Letter{}, i18n.FR)
	codes := map[string]bool{}
	for _, e := range fault.All(err) {
		codes[e.Code] = true
	}
	for _, want := range []string{"number_missing", "version_missing", "issued_missing", "employer_missing", "person_missing", "period_missing", "mode_missing", "objectives_missing"} {
		if !codes["letter."+want] {
			t.Errorf("%s is not told: %v", want, err)
		}
	}
	for want, spoil := range map[string]func(*letter.Terms){
		"letter.french_missing":      func(t *letter.Terms) { t.Objectives[0].Title.FR = "" },
		"letter.target_missing":      func(t *letter.Terms) { t.Objectives[0].Target, t.Objectives[0].Steps = measure.Maybe{}, nil },
		"letter.title_missing":       func(t *letter.Terms) { t.Objectives[0].Title = letter.Text{} },
		"letter.late_reason_missing": func(t *letter.Terms) { t.Late = &letter.Late{Days: 3} },
		"letter.period_missing":      func(t *letter.Terms) { t.Period = period.Span{From: t.Period.From} },
		"letter.previous_hash_wrong": func(t *letter.Terms) { t.Previous = &letter.Reference{Version: 1, Hash: "abc"} },
	} {
		l := lea()
		spoil(&l.Terms)
		if _, err := letter.Draw(l, i18n.FR); fault.All(err) == nil || fault.All(err)[0].Code != want {
			t.Errorf("%s is not told, but %v", want, err)
		}
	}
}

func TestTheFileSaysWhatItIs(t *testing.T) {
	pdf := drawn(t, lea(), i18n.FR)
	for _, want := range []string{"/Lang (fr)", "/CreationDate (D:20261218081000", utf16of("Lettre d’objectifs – Léa Martin – T1 2027"), utf16of("Atelier des Bois"), utf16of("objectifs.json")} {
		if !bytes.Contains(pdf, []byte(want)) {
			t.Errorf("%q is not in the file", want)
		}
	}
	if !bytes.HasPrefix(pdf, []byte("%PDF-1.")) || !bytes.HasSuffix(pdf, []byte("%%EOF\n")) {
		t.Error("it does not begin and end as a PDF does")
	}
}

// utf16of is a text as PDF strings hold it.
func utf16of(text string) string {
	var b strings.Builder
	for _, r := range text {
		for _, c := range []byte{byte(r >> 8), byte(r)} {
			if c == '(' || c == ')' || c == '\\' {
				b.WriteByte('\\')
			}
			b.WriteByte(c)
		}
	}
	return b.String()
}
