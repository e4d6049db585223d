package letter

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cordee/internal/i18n"
)

func blank() *paper {
	p := newPaper(about{lang: i18n.FR, at: time.Unix(0, 0)}, i18n.For(i18n.FR), extent{})
	p.turn()
	return p
}

func TestTypesettingOfFrench(t *testing.T) {
	for typed, want := range map[string]string{
		"Objectif : vendre":        "Objectif\u202f: vendre",
		"l'équipe d'Ouest":         "l’équipe d’Ouest",
		"« Gagné »":                "«\u202fGagné\u202f»",
		"62 000 € et 12 %":         "62\u202f000\u202f€ et 12\u202f%",
		"4 200 000 €":              "4\u202f200\u202f000\u202f€",
		"en 2027 100 visites":      "en 2027 100 visites", // a year is not thousands
		"12 visites, 3 fois":       "12 visites, 3 fois",
		"https://exemple.fr ; oui": "https://exemple.fr\u202f; oui",
		"5' et 'x'":                "5' et 'x'",
		"é = e\u0301":              "é = é",
		"a\u202eb\x00c\u200b":      "abc",
		"Bravo 🎉":                  "Bravo □",
		"mot\u00adcoupé":           "motcoupé",
	} {
		if got := clean(typed, i18n.FR); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
	if got := clean("it's 5 000 : ok", i18n.EN); got != "it’s 5 000 : ok" {
		t.Errorf("English was made French: %q", got)
	}
}

// Whatever is written, no line is wider than its column and no letter is lost.
func TestWrappingKeepsEverythingWithinTheColumn(t *testing.T) {
	p := blank()
	word := rapid.StringMatching(`[a-zàéœA-Z0-9€«»;:’\-/]{1,60}`)
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(word, 1, 30).Draw(t, "words")
		w := rapid.Float64Range(12, width).Draw(t, "width")
		text := strings.Join(words, " ")
		lines := p.wrap(text, plain, w)
		for _, l := range lines {
			if got := p.measure(l, plain); got > w+0.01 {
				t.Fatalf("%q is %.1f mm wide in a column of %.1f", l, got, w)
			}
		}
		if got := strings.ReplaceAll(strings.Join(lines, ""), " ", ""); got != strings.ReplaceAll(text, " ", "") {
			t.Fatalf("%q became %q", text, got)
		}
	})
}

func TestALineNeverBreaksAtANoBreakSpace(t *testing.T) {
	p := blank()
	for _, l := range p.wrap(strings.Repeat("62\u202f000\u202f€ ; ", 40), plain, 40) {
		if strings.HasPrefix(l, "000") || strings.HasPrefix(l, "€") || strings.HasSuffix(l, "62") {
			t.Errorf("%q", l)
		}
	}
}

// A font that lacks a sign we print would show a box.
func TestTheFontHasEverySignOfTheCatalogue(t *testing.T) {
	p := blank()
	for _, f := range []face{plain, strong, slanted} {
		p.set(f)
		for _, sign := range "\u202f\u00a0’«»€…–−÷×·•éèàùçœÉÀŒ□" {
			if p.pdf.GetStringSymbolWidth(string(sign)) == 0 {
				t.Errorf("style %q has no %q", f.style, sign)
			}
		}
	}
}

func TestAHashIsPrintedInGroups(t *testing.T) {
	if got := grouped("0123456789abcdef01"); got != "01234567 89abcdef 01" {
		t.Error(got)
	}
}
