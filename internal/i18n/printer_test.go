package i18n

import (
	"math"
	"strings"
	"sync"
	"testing"
	"time"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/period"
)

// amount reads a canonical number.
func amount(t *testing.T, s string) measure.Amount {
	t.Helper()
	a, _, err := measure.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// same compares texts and shows the spaces that cannot be seen.
func same(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %+q, want %+q", what, got, want)
	}
}

func TestMatch(t *testing.T) {
	for header, want := range map[string]Lang{
		"fr":                            FR,
		"fr-CA,fr;q=0.9,en;q=0.8":       FR,
		"de,en-GB;q=0.7,fr;q=0.3":       EN,
		"en;q=0, fr;q=0.1":              FR,
		"de, it":                        FR, // the fallback
		"":                              FR,
		"☃":                             FR,
		strings.Repeat("en,", 400):      FR,
		"en-US,en;q=0.5,fr-FR;q=0.4,*":  EN,
		"fr-FR;q=0.4, en-US;q=0.5, *;q": FR,
	} {
		if got := Match(header, FR); got != want {
			t.Errorf("Match(%.40q) = %s, want %s", header, got, want)
		}
	}
}

func TestFor(t *testing.T) {
	for l, want := range map[Lang]Lang{FR: FR, EN: EN, "": FR, "de": EN} {
		if got := For(l).Lang(); got != want {
			t.Errorf("For(%q) speaks %s, want %s", l, got, want)
		}
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct{ amount, fr, en string }{
		{"0", "0", "0"},
		{"12", "12", "12"},
		{"1234.5", "1\u202f234,5", "1,234.5"},
		{"-1234567.0001", "\u22121\u202f234\u202f567,0001", "\u22121,234,567.0001"},
		{"999", "999", "999"},
		{"100000", "100\u202f000", "100,000"},
	} {
		same(t, c.amount, For(FR).Number(amount(t, c.amount)), c.fr)
		same(t, c.amount, For(EN).Number(amount(t, c.amount)), c.en)
	}
}

func TestValue(t *testing.T) {
	for _, c := range []struct{ amount, unit, fr, en string }{
		{"1234.56", "EUR", "1\u202f234,56\u202f€", "€1,234.56"},
		{"62000", "EUR", "62\u202f000\u202f€", "€62,000"},
		{"1234.5", "EUR", "1\u202f234,50\u202f€", "€1,234.50"},
		{"62000.001", "EUR", "62\u202f000\u202f€", "€62,000"},
		{"0.005", "EUR", "0,01\u202f€", "€0.01"},
		{"-17400", "EUR", "\u221217\u202f400\u202f€", "\u2212€17,400"},
		{"-0.001", "EUR", "0\u202f€", "€0"},
		{"5", "USD", "5\u202f$US", "$5"},
		{"5.5", "CHF", "5,50\u202fCHF", "CHF\u00a05.50"},
		{"1500.4", "JPY", "1\u202f500\u202f¥", "¥1,500"},
		{"1.2345", "TND", "1,235\u202fTND", "TND\u00a01.235"},
		{"7.5", "XYZ", "7,50\u202fXYZ", "7.50\u00a0XYZ"},
		{"63.15", "percent", "63,15\u202f%", "63.15%"},
		{"66.6667", "percent", "66,67\u202f%", "66.67%"},
		{"12", "count", "12", "12"},
		{"0.3333", "count", "0,33", "0.33"},
		{"3.5", "hours", "3,5\u202fh", "3.5\u00a0h"},
		{"1", "days", "1\u202fjour", "1\u00a0day"},
		{"1.5", "days", "1,5\u202fjour", "1.5\u00a0days"},
		{"0", "days", "0\u202fjour", "0\u00a0days"},
		{"2", "days", "2\u202fjours", "2\u00a0days"},
		{"1000000", "days", "1\u202f000\u202f000\u202fjours", "1,000,000\u00a0days"},
		{"12.5", "kg", "12,5\u202fkg", "12.5\u00a0kg"},
	} {
		same(t, c.amount+" "+c.unit, For(FR).Value(amount(t, c.amount), c.unit), c.fr)
		same(t, c.amount+" "+c.unit, For(EN).Value(amount(t, c.amount), c.unit), c.en)
	}
}

func TestCompact(t *testing.T) {
	for _, c := range []struct{ amount, unit, fr, en string }{
		{"4200000", "EUR", "4,2\u202fM€", "€4.2M"},
		{"360000", "EUR", "360\u202fk€", "€360k"},
		{"62450", "EUR", "62,5\u202fk€", "€62.5k"},
		{"9999.4", "EUR", "9\u202f999\u202f€", "€9,999"},
		{"9999.5", "EUR", "10\u202fk€", "€10k"},
		{"99960", "EUR", "100\u202fk€", "€100k"},
		{"999499", "EUR", "999\u202fk€", "€999k"},
		{"999500", "EUR", "1\u202fM€", "€1M"},
		{"1234567890", "EUR", "1,23\u202fMd€", "€1.23bn"},
		{"5950000", "EUR", "5,95\u202fM€", "€5.95M"},
		{"900000000000000", "EUR", "900\u202f000\u202fMd€", "€900,000bn"},
		{"-4200000", "EUR", "\u22124,2\u202fM€", "\u2212€4.2M"},
		{"4200000", "CHF", "4,2\u202fM\u202fCHF", "CHF\u00a04.2M"},
		{"4200000", "USD", "4,2\u202fM$US", "$4.2M"},
		{"12.34", "EUR", "12,34\u202f€", "€12.34"},
		{"1234.56", "EUR", "1\u202f235\u202f€", "€1,235"},
		{"12300", "count", "12,3\u202fk", "12.3k"},
		{"12300", "hours", "12,3\u202fk\u202fh", "12.3k\u00a0h"},
		{"66.6667", "percent", "66,7\u202f%", "66.7%"},
	} {
		same(t, c.amount+" "+c.unit, For(FR).Compact(amount(t, c.amount), c.unit), c.fr)
		same(t, c.amount+" "+c.unit, For(EN).Compact(amount(t, c.amount), c.unit), c.en)
	}
}

func TestTheLargestAmountsCanBeSaid(t *testing.T) {
	for _, a := range []measure.Amount{math.MaxInt64, math.MinInt64} {
		for _, unit := range []string{"EUR", "JPY", "count", "percent", "kg"} {
			if For(FR).Value(a, unit) == "" || For(EN).Compact(a, unit) == "" {
				t.Errorf("%s %s cannot be said", a, unit)
			}
		}
	}
}

func TestPercent(t *testing.T) {
	for bp, want := range map[measure.BP][2]string{
		6_600:   {"66\u202f%", "66%"},
		6_649:   {"66\u202f%", "66%"},
		6_650:   {"67\u202f%", "67%"},
		950:     {"9,5\u202f%", "9.5%"},
		0:       {"0\u202f%", "0%"},
		13_500:  {"135\u202f%", "135%"},
		123_400: {"1\u202f234\u202f%", "1,234%"},
		-2_500:  {"\u221225\u202f%", "\u221225%"},
		10_000:  {"100\u202f%", "100%"},
		9_999:   {"99,9\u202f%", "99.9%"}, // not reached, and not said to be
		9_951:   {"99,5\u202f%", "99.5%"},
		9_950:   {"99,5\u202f%", "99.5%"},
		9_949:   {"99\u202f%", "99%"},
	} {
		same(t, "fr", For(FR).Percent(bp), want[0])
		same(t, "en", For(EN).Percent(bp), want[1])
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct {
		date                             period.Date
		frLong, frShort, frDay           string
		enLong, enShort, enDay, frDayTag string
	}{
		{period.On(2026, 2, 1), "1er février 2026", "01/02/2026", "1er févr.", "1 February 2026", "1 Feb 2026", "1 Feb", "dimanche"},
		{period.On(2026, 11, 23), "23 novembre 2026", "23/11/2026", "23 nov.", "23 November 2026", "23 Nov 2026", "23 Nov", "lundi"},
		{period.On(2026, 8, 31), "31 août 2026", "31/08/2026", "31 août", "31 August 2026", "31 Aug 2026", "31 Aug", "lundi"},
	} {
		same(t, "date", For(FR).Date(c.date), c.frLong)
		same(t, "short", For(FR).DateShort(c.date), c.frShort)
		same(t, "day", For(FR).DayMonth(c.date), c.frDay)
		same(t, "date", For(EN).Date(c.date), c.enLong)
		same(t, "short", For(EN).DateShort(c.date), c.enShort)
		same(t, "day", For(EN).DayMonth(c.date), c.enDay)
		same(t, "weekday", For(FR).Weekday(c.date), c.frDayTag)
	}
	same(t, "no date", For(FR).Date(0)+For(EN).DateShort(0)+For(EN).DayMonth(0), "")
}

func TestSpan(t *testing.T) {
	on := period.On
	for _, c := range []struct {
		span   period.Span
		fr, en string
	}{
		{period.Days(on(2026, 3, 1), on(2026, 3, 31)), "1er – 31 mars 2026", "1 – 31 March 2026"},
		{period.Days(on(2026, 1, 1), on(2026, 3, 31)), "1er janvier – 31 mars 2026", "1 January – 31 March 2026"},
		{period.Days(on(2026, 12, 28), on(2027, 1, 3)), "28 décembre 2026 – 3 janvier 2027", "28 December 2026 – 3 January 2027"},
		{period.Day(on(2026, 3, 1)), "1er mars 2026", "1 March 2026"},
		{period.Span{From: on(2026, 3, 1)}, "depuis le 1er mars 2026", "since 1 March 2026"},
		{period.Span{To: on(2026, 4, 1)}, "jusqu’au 31 mars 2026", "until 31 March 2026"},
		{period.Span{}, "", ""},
		{period.Span{From: on(2026, 3, 2), To: on(2026, 3, 2)}, "", ""},
	} {
		same(t, "fr", For(FR).Span(c.span), c.fr)
		same(t, "en", For(EN).Span(c.span), c.en)
	}
}

func TestPeriod(t *testing.T) {
	july := period.Standard
	july.FiscalStart = 7
	day := period.On(2026, 11, 23)
	for _, c := range []struct {
		kind   period.Kind
		cal    period.Calendar
		fr, en string
	}{
		{period.Quarter, period.Standard, "T4 2026", "Q4 2026"},
		{period.Month, period.Standard, "novembre 2026", "November 2026"},
		{period.Week, period.Standard, "semaine 48", "week 48"},
		{period.Semester, period.Standard, "2e semestre 2026", "H2 2026"},
		{period.Year, period.Standard, "2026", "2026"},
		{period.Quarter, july, "T2 2027", "Q2 2027"},
		{period.Semester, july, "1er semestre 2027", "H1 2027"},
		{period.Year, july, "exercice 2027", "FY 2027"},
	} {
		same(t, "fr", For(FR).Period(c.kind, day, c.cal), c.fr)
		same(t, "en", For(EN).Period(c.kind, day, c.cal), c.en)
	}
}

func TestInstant(t *testing.T) {
	at := time.Date(2026, 11, 23, 14, 5, 9, 0, time.UTC)
	same(t, "fr", For(FR).Instant(at), "23 nov. 2026 à 14:05")
	same(t, "en", For(EN).Instant(at), "23 Nov 2026 at 14:05")
	same(t, "no instant", For(FR).Instant(time.Time{}), "")
}

func TestList(t *testing.T) {
	same(t, "none", For(FR).List(nil), "")
	same(t, "one", For(FR).List([]string{"Léa"}), "Léa")
	same(t, "two", For(FR).List([]string{"Léa", "Karim"}), "Léa et Karim")
	same(t, "three", For(EN).List([]string{"a", "b", "c"}), "a, b and c")
}

func TestUnitName(t *testing.T) {
	for unit, want := range map[string]string{"EUR": "€", "CHF": "CHF", "XYZ": "XYZ", "hours": "heures", "percent": "%", "kg": "kg"} {
		same(t, unit, For(FR).UnitName(unit), want)
	}
}

func TestAnUnknownKeyIsSeen(t *testing.T) {
	same(t, "unknown", For(FR).T("no.such.key", "n", 1), "⟦no.such.key⟧")
	if For(EN).Has("no.such.key") || !For(EN).Has("month.1") {
		t.Error("Has does not know the catalogue")
	}
}

func TestFaultsSpeak(t *testing.T) {
	for _, c := range []struct {
		fault  *fault.Error
		fr, en string
	}{
		{
			fault.Bad("amount", "amount.invalid", "value", "12a"),
			"«\u202f12a\u202f» n’est pas un nombre. Écrivez par exemple 1234,56.", "“12a” is not a number. Write for example 1234.56.",
		},
		{
			fault.Bad("floor", "goal.floor_order", "floor", measure.Whole(70_000), "target", measure.Whole(62_000), "unit", "EUR"),
			"Le plancher (70\u202f000\u202f€) doit rester en deçà de la cible (62\u202f000\u202f€).",
			"The floor (€70,000) must stay short of the target (€62,000).",
		},
		{
			fault.New(fault.Invalid, "span.reversed", "from", "2026-03-01", "to", "2026-02-01"),
			"La période finit avant de commencer\u202f: du 1er mars 2026 au 1er février 2026.",
			"The period ends before it begins: from 1 March 2026 to 1 February 2026.",
		},
		{
			fault.Bad("owner", "goal.tier_owner", "tier", "individual", "want", "person"),
			"Un objectif de niveau individuel est porté par une personne.", "An objective of the individual tier is carried by a person.",
		},
		{
			fault.New(fault.Conflict, "moon.full"),
			"Cette action ne s’accorde pas avec l’état actuel. (code moon.full)", "This does not agree with how things stand now. (code moon.full)",
		},
		{
			fault.Bad("amount", "amount.invalid"), // the fact for the sentence is missing
			"Une information ne convient pas. Vérifiez votre saisie. (code amount.invalid)",
			"Something here does not fit. Please check what you entered. (code amount.invalid)",
		},
	} {
		same(t, c.fault.Code, For(FR).Fault(c.fault), c.fr)
		same(t, c.fault.Code, For(EN).Fault(c.fault), c.en)
	}
	same(t, "none", For(FR).Fault(nil), "")
}

func TestFaultsTellsAll(t *testing.T) {
	err := measure.Metric{Kind: measure.Sum}.Check()
	told := For(FR).Faults(err)
	if len(told) != 2 || told[0] != "Donnez une clé à l’indicateur." {
		t.Errorf("told %q", told)
	}
	if For(FR).Faults(nil) != nil {
		t.Error("no error, yet something is told")
	}
}

func TestWhere(t *testing.T) {
	w := &fault.Where{File: "ventes.xlsx", Sheet: "Mars", Row: 1_012, Column: "montant"}
	same(t, "fr", For(FR).Where(w), "ventes.xlsx, feuille «\u202fMars\u202f», ligne 1\u202f012, colonne «\u202fmontant\u202f»")
	same(t, "en", For(EN).Where(w), "ventes.xlsx, sheet “Mars”, row 1,012, column “montant”")
	same(t, "nowhere", For(EN).Where(nil), "")
}

func TestPrintersAreSafeForConcurrentUse(t *testing.T) {
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 100 {
				if For(FR).Value(measure.Whole(2), "days") != "2\u202fjours" || For(EN).Date(period.On(2026, 2, 1)) != "1 February 2026" {
					t.Error("the same question gave another answer")
				}
			}
		})
	}
	wg.Wait()
}

func BenchmarkStaticSentence(b *testing.B) {
	p := For(FR)
	for b.Loop() {
		_ = p.T("fault.goal.target_missing")
	}
}

func BenchmarkFilledSentence(b *testing.B) {
	p := For(FR)
	for b.Loop() {
		_ = p.T("period.quarter", "quarter", 4, "year", 2026)
	}
}

func BenchmarkMoney(b *testing.B) {
	p := For(FR)
	for b.Loop() {
		_ = p.Value(12_345_600, "EUR")
	}
}
