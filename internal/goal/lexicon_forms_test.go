package goal

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"cordee/internal/measure"
	"cordee/internal/period"
)

// Every way of writing a deadline, with an end it means and one it does not, in a calendar year and in a fiscal year from October.
func TestDaysInTitles(t *testing.T) {
	autumn := period.Calendar{FiscalStart: 10, WeekStart: time.Monday}
	for _, x := range []struct{ words, means, not string }{
		{"le 31/03/2027", "2027-03-31", "2027-03-30"},
		{"le 31.03.27", "2027-03-31", "2026-03-31"},
		{"le 31-03-2027", "2027-03-31", "2027-04-01"},
		{"by 03/31/2027", "2027-03-31", "2027-03-30"},
		{"by 04/05/2027", "2027-04-05", "2027-04-06"},
		{"le 04/05/2027", "2027-05-04", "2027-05-05"},
		{"avant le 1er juillet 2027", "2027-06-30", "2027-07-02"},
		{"before the 1st of July 2027", "2027-06-30", "2027-06-29"},
		{"au 15 sept. 2027", "2027-09-15", "2027-09-14"},
		{"by Sept 15, 2027", "2027-09-15", "2027-09-14"},
		{"by February 1st", "2027-02-01", "2027-03-01"},
		{"fin février", "2027-02-28", "2027-03-31"},
		{"d’ici la fin de mai 2027", "2027-05-31", "2026-05-31"},
		{"late August", "2027-08-31", "2027-08-15"},
		{"d’ici juin", "2027-06-01", "2027-07-01"},
		{"by June 2027", "2027-05-31", "2027-07-01"},
		{"until November", "2027-11-30", "2027-12-31"},
		{"avant avril", "2027-03-31", "2027-04-30"},
		{"en mai 2027", "2027-05-12", "2027-06-12"},
		{"in May", "2027-05-12", "2027-06-12"},
		{"décembre 2027", "2027-12-31", "2027-11-30"},
		{"au T3", "2027-09-30", "2027-12-31"},
		{"in Q4 2027", "2027-12-31", "2026-12-31"},
		{"en 2027 T2", "2027-06-30", "2027-03-31"},
		{"au 2e trimestre", "2027-06-30", "2027-03-31"},
		{"in the third quarter of 2027", "2027-09-30", "2027-06-30"},
		{"au dernier trimestre 2027", "2027-12-31", "2027-09-30"},
		{"au S1 2027", "2027-06-30", "2027-12-31"},
		{"in H2", "2027-12-31", "2027-06-30"},
		{"au second semestre", "2027-12-31", "2027-06-30"},
		{"in the first half of 2027", "2027-06-30", "2027-09-30"},
		{"d’ici fin 2027", "2027-12-31", "2027-06-30"},
		{"by the end of 2027", "2027-12-31", "2026-12-31"},
		{"en 2027", "2027-07-14", "2028-01-14"},
		{"d’ici 2028", "2027-12-31", "2027-06-30"},
		{"before 2028", "2027-12-31", "2028-06-30"},
		{"fin du trimestre", "2027-06-30", "2027-05-31"},
		{"by the end of the month", "2027-05-31", "2027-05-15"},
		{"d’ici la fin de l’année", "2027-12-31", "2027-11-30"},
		{"by the end of the half", "2027-06-30", "2027-09-30"},
		{"semaine 12", "2027-03-26", "2027-03-29"},
		{"in week 12 of 2027", "2027-03-22", "2027-03-21"},
	} {
		text := readTitle("Vendre 12 contrats " + x.words)
		if len(text.dates) != 1 {
			t.Errorf("%s: %d dates", x.words, len(text.dates))
			continue
		}
		d := text.dates[0]
		if !d.names(mustDate(t, x.means), period.Standard) {
			t.Errorf("%s does not mean %s", x.words, x.means)
		}
		if d.names(mustDate(t, x.not), period.Standard) {
			t.Errorf("%s means %s", x.words, x.not)
		}
		if on := text.deadline(mustDate(t, "2027-01-02"), period.Standard); !d.names(on, period.Standard) {
			t.Errorf("%s: the deadline would be %s", x.words, on)
		}
	}
	for words, end := range map[string]string{"au T1 2027": "2026-12-31", "au S1 2027": "2027-03-31", "fin 2027": "2027-09-30", "en 2027": "2026-11-30"} {
		if text := readTitle("Vendre 12 contrats " + words); !text.dates[0].names(mustDate(t, end), autumn) {
			t.Errorf("%s does not mean %s in a year from October", words, end)
		}
	}
}

func mustDate(t *testing.T, s string) period.Date {
	t.Helper()
	d, err := period.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// What looks like a date and is none.
func TestNoDaysInTitles(t *testing.T) {
	for _, title := range []string{
		"Répondre 24/7 aux clients", "Noter 8/10 au questionnaire", "Vendre en 3 mois", "Win 5 deals within six weeks", "Vendre plus qu’en 2026", "More than in 2026",
		"We may win it", "March on", "Livrer le 45/13/2027", "Réussir l’entretien du 3 mai", "Semaine 99", "Sell it by the sixth quarter", "Vendre au 4e semestre",
	} {
		if got := readTitle(title).dates; len(got) != 0 {
			t.Errorf("%s: %q", title, got[0].text)
		}
	}
}

// Every way of writing a quantity: its readings, its unit or what it counts, and the part it plays.
func TestQuantitiesInTitles(t *testing.T) {
	for title, want := range map[string]string{
		"12 500 €":                       "12500 EUR",
		"12\u202f500,50 €":               "12500.5 EUR",
		"12.500 €":                       "12500|12.5 EUR",
		"1.234.567 €":                    "1234567 EUR",
		"1,234,567.89 €":                 "1234567.89 EUR",
		"€1,250":                         "1250|1.25 EUR",
		"$1.2bn":                         "1200000000 $",
		"CHF 1'200":                      "1200 CHF",
		"USD80k":                         "80000 USD",
		"12 k€":                          "12000 EUR",
		"12ke":                           "12000 EUR",
		"1,5 milliard d’euros":           "1500000000 EUR",
		"2 millions de clients":          "2000000 customer",
		"3 mille euros":                  "3000 EUR",
		"40 livres sterling":             "40 GBP",
		"40 francs suisses":              "40 CHF",
		"40 dollars":                     "40 $",
		"120k":                           "120000",
		"12,5 %":                         "12.5 percent",
		"12 pour cent":                   "12 percent",
		"5 points":                       "5 points",
		"3 nouveaux comptes":             "3 customer",
		"3 first sales calls":            "3 deal+call",
		"20 visites clients":             "20 meeting+customer",
		"sept démos":                     "7 meeting",
		"quatre-vingt-dix devis":         "90 thing",
		"twenty-two leads":               "22 thing",
		"10 à 12 contrats":               "12 deal from 10",
		"20 appels par jour":             "20 call per 1",
		"20 appels chaque mois":          "20 call per 30",
		"20 calls each quarter":          "20 call per 91",
		"20 calls every year":            "20 call per 365",
		"20 appels mensuels":             "20 call per 30",
		"20 daily calls, 5 leads weekly": "20 call, 5 thing per 7",
		"24 heures":                      "24 hours",
		"8 jours":                        "8 days",
		"45 minutes de réunion":          "45 minutes",
		"6 semaines de formation":        "6 weeks",
		"T1 B2B Office365 x9":            "",
		"n° 1 de la région":              "",
		strings.Repeat("9", 40) + " €":   "",
		"9000000000000 Md€":              "",
	} {
		text := readTitle(title)
		var all []string
		for _, q := range append(text.amounts, text.times...) {
			all = append(all, told(q))
		}
		if got := strings.Join(all, ", "); got != want {
			t.Errorf("%s: got %q, want %q", title, got, want)
		}
	}
}

func told(q quantity) string {
	var reads []string
	for _, r := range q.reads {
		reads = append(reads, r.String())
	}
	s := strings.Join(reads, "|")
	switch {
	case q.unit != "":
		s += " " + q.unit
	case q.also != "":
		s += " " + string(q.family) + "+" + string(q.also)
	case q.family != "":
		s += " " + string(q.family)
	}
	if q.low.OK {
		s += " from " + q.low.String()
	}
	if q.rateDays > 0 {
		s += fmt.Sprint(" per ", q.rateDays)
	}
	return s
}

func TestUnitsThatFit(t *testing.T) {
	for _, x := range []struct {
		title string
		unit  string
		fits  bool
	}{
		{"12 k€", "EUR", true}, {"12 k€", "USD", false}, {"$12k", "USD", true}, {"$12k", "CAD", true}, {"$12k", "EUR", false}, {"12k", "EUR", true},
		{"12 %", measure.Percent, true}, {"12 points", measure.Percent, true}, {"12 €", measure.Percent, false}, {"12 points", "pts", true}, {"12 %", "points", false},
		{"12 jours", "days", true}, {"12 jours", "hours", false}, {"12 heures", "hours", true}, {"12 min", "minutes", true}, {"12 weeks", "weeks", true}, {"12 mois", "months", true},
		{"12 visites", "visits", true}, {"12 appels", "visits", false}, {"12 clients", "customers", true}, {"12 devis", "anything", true}, {"12 €", "anything", false},
		{"12 appels", measure.Unitless, true}, {"12 %", measure.Unitless, false},
	} {
		text := readTitle(x.title)
		q := append(text.amounts, text.times...)[0]
		if got := q.fits(measure.Metric{Key: "own", Unit: x.unit}); got != x.fits {
			t.Errorf("%s fits %s: %v", x.title, x.unit, got)
		}
	}
}
