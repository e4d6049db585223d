package i18n

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"gopkg.in/yaml.v3"
)

// forms are the texts of one key: "other" alone, or one per plural form.
type forms map[string]string

// area is one catalogue file as it is written, before anything is made typographic.
type area map[string]forms

func readArea(t *testing.T, file string) area {
	t.Helper()
	text, err := fs.ReadFile(files, file)
	if err != nil {
		t.Fatal(err)
	}
	var raw map[string]any
	if err := yaml.Unmarshal(text, &raw); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	a := area{}
	for key, v := range raw {
		a[key] = forms{}
		switch v := v.(type) {
		case string:
			a[key]["other"] = v
		case map[string]any:
			for form, text := range v {
				a[key][form] = fmt.Sprint(text)
			}
		default:
			t.Errorf("%s: %s is no text but %v; put it in quotes", file, key, v)
		}
	}
	return a
}

// eachArea calls back with both languages of every area.
func eachArea(t *testing.T, check func(t *testing.T, fr, en area)) {
	t.Helper()
	names, err := fs.Glob(files, "words/*.fr.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no catalogue: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(path.Base(name), ".fr.yaml"), func(t *testing.T) {
			check(t, readArea(t, name), readArea(t, strings.Replace(name, ".fr.", ".en.", 1)))
		})
	}
}

func TestBothLanguagesHaveTheSameFiles(t *testing.T) {
	all, _ := fs.Glob(files, "words/*.yaml")
	fr, _ := fs.Glob(files, "words/*.fr.yaml")
	tu, _ := fs.Glob(files, "words/*.fr-tu.yaml")
	if len(all)-len(tu) != 2*len(fr) {
		t.Errorf("%d files, %d of them French: %v", len(all)-len(tu), len(fr), all)
	}
}

func TestBothLanguagesHaveTheSameKeys(t *testing.T) {
	eachArea(t, func(t *testing.T, fr, en area) {
		for key := range fr {
			if en[key] == nil {
				t.Errorf("%s is not said in English", key)
			}
		}
		for key := range en {
			if fr[key] == nil {
				t.Errorf("%s is not said in French", key)
			}
		}
	})
}

var placeholder = regexp.MustCompile(`\{\{[^}]*?\.(\w+)`)

// placeholders are the names that any form of a key fills in, sorted.
func placeholders(f forms) []string {
	names := map[string]bool{}
	for _, text := range f {
		for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
			names[m[1]] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

func TestBothLanguagesFillInTheSameNames(t *testing.T) {
	eachArea(t, func(t *testing.T, fr, en area) {
		for key := range fr {
			if a, b := placeholders(fr[key]), placeholders(en[key]); en[key] != nil && !slices.Equal(a, b) {
				t.Errorf("%s fills in %v in French, %v in English", key, a, b)
			}
		}
	})
}

func TestPluralsHaveTheirForms(t *testing.T) {
	eachArea(t, func(t *testing.T, fr, en area) {
		for lang, words := range map[Lang]area{FR: fr, EN: en} {
			for key, f := range words {
				if f["other"] == "" {
					t.Errorf("%s: %s has no form \"other\", or it is empty", lang, key)
				}
				if len(f) > 1 && f["one"] == "" {
					t.Errorf("%s: %s has several forms but no \"one\"", lang, key)
				}
				for form := range f {
					if !slices.Contains([]string{"one", "many", "other"}, form) {
						t.Errorf("%s: %s has a form %q, which the language has not", lang, key, form)
					}
				}
			}
		}
	})
}

// The typography of French: a no-break space before ; : ! ? » % € and after «, never a plain one, never none before ; ! ? ».
var (
	plainSpace   = regexp.MustCompile(`[ \t][;:!?»%€]|«[ \t]`)
	missingSpace = regexp.MustCompile(`[\pL\d).][;!?»]|«[^\x{202f}\x{a0}]`)
	expression   = regexp.MustCompile(`\{\{[^}]*\}\}`)
)

func TestFrenchTypography(t *testing.T) {
	eachArea(t, func(t *testing.T, fr, _ area) {
		for key, f := range fr {
			for _, text := range f {
				bare := expression.ReplaceAllString(text, "x")
				if at := plainSpace.FindString(bare); at != "" {
					t.Errorf("%s: a plain space in %q; it must be U+202F: %s", key, at, text)
				}
				if at := missingSpace.FindString(bare); at != "" {
					t.Errorf("%s: no space in %q; it must be U+202F: %s", key, at, text)
				}
			}
		}
	})
}

// forbidden are the words the product never says to anyone.
var forbidden = map[Lang]*regexp.Regexp{
	FR: regexp.MustCompile(`(?i)(^|\PL)(retardataires?|mauvais(es?)?|dernier du classement|classée?s? derni(er|ère)s?|échecs?|échoué(e|s|es)?|perdants?|nuls?|médiocres?)(\PL|$)`),
	EN: regexp.MustCompile(`(?i)\b(laggards?|losers?|ranked last|underperform\w*|bad|poor|failures?|failed|worst)\b`),
}

func TestNobodyIsBelittled(t *testing.T) {
	eachArea(t, func(t *testing.T, fr, en area) {
		for lang, words := range map[Lang]area{FR: fr, EN: en} {
			for key, f := range words {
				for _, text := range f {
					if word := forbidden[lang].FindString(text); word != "" {
						t.Errorf("%s: %s says %q: %s", lang, key, strings.TrimSpace(word), text)
					}
				}
			}
		}
	})
}

func TestExclamationMarksAreForCelebrations(t *testing.T) {
	eachArea(t, func(t *testing.T, fr, en area) {
		for lang, words := range map[Lang]area{FR: fr, EN: en} {
			for key, f := range words {
				for _, text := range f {
					if strings.Contains(text, "!") && !strings.Contains(key, "celebrat") {
						t.Errorf("%s: %s exclaims: %s", lang, key, text)
					}
				}
			}
		}
	})
}

func TestSentencesCanBeSaid(t *testing.T) {
	for lang, p := range map[Lang]*Printer{FR: For(FR), EN: For(EN), familiar: Addressing(FR, true)} {
		for key := range p.words {
			for _, n := range []any{0, 1, 2, 1_000_000} {
				if text := p.T(key, "n", n); text == "" || strings.Contains(text, "⟦") {
					t.Errorf("%s: %s cannot be said of %v", lang, key, n)
				}
			}
		}
	}
}

func TestAKeyStandsInOneFileOnly(t *testing.T) {
	c, err := load(files)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range c.twice {
		t.Error(key)
	}
	control, err := load(fstest.MapFS{
		"words/a.fr.yaml": {Data: []byte(`hello: "bonjour"`)},
		"words/b.fr.yaml": {Data: []byte(`hello: "salut"`)},
	})
	if err != nil || len(control.twice) != 1 {
		t.Errorf("a key written twice was not noticed: %v, %v", control, err)
	}
}

func TestAFileOfAnotherLanguageIsRefused(t *testing.T) {
	if _, err := load(fstest.MapFS{"words/a.de.yaml": {Data: []byte(`hello: "hallo"`)}}); err == nil {
		t.Error("a file of a language nobody can choose was accepted")
	}
}

func TestApostrophesArePrinted(t *testing.T) {
	if got, want := curly("l'objectif d'{{.name}} s'arrête, 'x'"), "l’objectif d’{{.name}} s’arrête, 'x'"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
