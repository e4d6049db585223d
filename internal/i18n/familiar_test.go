package i18n

import (
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// What gives away that a sentence says vous: the pronoun and its adjectives, a verb in -ez, the few that end otherwise.
var (
	sayingVous = regexp.MustCompile(`(?i)(^|[^\pL])(vous|votre|vos|vôtres?|êtes|(?:re)?faites-\pL+|refaites|\pL+ez)($|[^\pL])`)
	orderDites = regexp.MustCompile(`(?:^|[.:;,»] |[.:;,]\x{202f}|\x{202f}[;:] |\bou |\bet |\bpuis )([Dd]ites|[Ff]aites) `)
	notAVerb   = regexp.MustCompile(`(?i)(^|[^\pL])(rendez-vous|chez|assez|nez)($|[^\pL])`)
)

// addresses tells whether a French text says vous to its reader.
func addresses(text string) bool {
	bare := expression.ReplaceAllString(text, "x")
	for notAVerb.MatchString(bare) {
		bare = notAVerb.ReplaceAllString(bare, "$1-$3")
	}
	return sayingVous.MatchString(bare) || orderDites.MatchString(bare)
}

// alwaysVous are the sentences that say vous whatever the organisation chose: the command line, which speaks before it knows whose
// program it is, and the letter of objectives, which is kept and may be shown to others.
func alwaysVous(file, key string) bool {
	return strings.HasPrefix(path.Base(file), "cli") || strings.HasPrefix(key, "letter.") && key != "letter.answer"
}

// eachFamiliar calls back with the polite and the familiar sentences of every area; an area that addresses nobody has no second file.
func eachFamiliar(t *testing.T, check func(t *testing.T, file string, vous, tu area)) {
	t.Helper()
	names, err := fs.Glob(files, "words/*.fr.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no catalogue: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(path.Base(name), ".fr.yaml"), func(t *testing.T) {
			tu := area{}
			if over := strings.Replace(name, ".fr.", ".fr-tu.", 1); exists(over) {
				tu = readArea(t, over)
			}
			check(t, name, readArea(t, name), tu)
		})
	}
}

func exists(file string) bool { _, err := fs.Stat(files, file); return err == nil }

func TestWhatSaysVousIsRecognised(t *testing.T) {
	for text, want := range map[string]bool{
		"Ajoutez le premier.": true, "Votre part": true, "Revoyez-le ensemble.": true, "Où êtes-vous ?": true, "Un mot, dites pourquoi.": true,
		"Trois rendez-vous chez le client, c’est assez.": false, "Rendez-vous": false, "Les étapes faites": false, "{{.vous}} suffit": false, "Choisis": false,
	} {
		if got := addresses(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// Whoever adds a French sentence that says vous writes how it sounds with tu, in words/AREA.fr-tu.yaml.
func TestTuHasEverySentenceThatSaysVous(t *testing.T) {
	eachFamiliar(t, func(t *testing.T, file string, vous, tu area) {
		for _, key := range slices.Sorted(maps.Keys(vous)) {
			if tu[key] != nil || alwaysVous(file, key) {
				continue
			}
			for _, form := range slices.Sorted(maps.Keys(vous[key])) {
				if addresses(vous[key][form]) {
					t.Errorf("%s needs its words with tu in %s: %s", key, strings.Replace(file, ".fr.", ".fr-tu.", 1), vous[key][form])
					break
				}
			}
		}
	})
}

func TestTuNeverSaysVous(t *testing.T) {
	eachFamiliar(t, func(t *testing.T, _ string, _, tu area) {
		for key, f := range tu {
			for _, text := range f {
				if addresses(text) {
					t.Errorf("%s says vous: %s", key, text)
				}
			}
		}
	})
}

// A familiar sentence stands over one that says vous, with the same plural forms and the same names to fill in.
func TestTuStandsOverASentenceThatSaysVous(t *testing.T) {
	eachFamiliar(t, func(t *testing.T, _ string, vous, tu area) {
		for key, f := range tu {
			if vous[key] == nil {
				t.Errorf("%s is said with tu only: the sentence is gone, or stands in another file", key)
				continue
			}
			if a, b := slices.Sorted(maps.Keys(vous[key])), slices.Sorted(maps.Keys(f)); !slices.Equal(a, b) {
				t.Errorf("%s has the forms %v, with tu %v", key, a, b)
			}
			says := false
			for form, text := range vous[key] {
				says = says || addresses(text)
				if a, b := placeholders(forms{"": text}), placeholders(forms{"": f[form]}); !slices.Equal(a, b) {
					t.Errorf("%s (%s) fills in %v, with tu %v", key, form, a, b)
				}
			}
			if !says {
				t.Errorf("%s says vous no more: its words with tu can go", key)
			}
		}
	})
	over, _ := fs.Glob(files, "words/*.fr-tu.yaml")
	for _, name := range over {
		if !exists(strings.Replace(name, ".fr-tu.", ".fr.", 1)) {
			t.Errorf("%s stands over no file", name)
		}
	}
}

// The familiar sentences are French: its typography, nobody belittled, nothing exclaimed.
func TestTuIsWrittenLikeTheRest(t *testing.T) {
	eachFamiliar(t, func(t *testing.T, _ string, _, tu area) {
		for key, f := range tu {
			for _, text := range f {
				bare := expression.ReplaceAllString(text, "x")
				if at := plainSpace.FindString(bare) + missingSpace.FindString(bare); at != "" {
					t.Errorf("%s: the space in %q must be U+202F: %s", key, at, text)
				}
				if forbidden[FR].MatchString(text) || strings.Contains(text, "!") && !strings.Contains(key, "celebrat") {
					t.Errorf("%s says what is never said: %s", key, text)
				}
			}
		}
	})
}

func TestTuIsFrenchOfThoseWhoChoseIt(t *testing.T) {
	key := "web.week.proposals"
	for _, c := range []struct {
		printer *Printer
		one     string
		three   string
	}{
		{Addressing(FR, true), "Une proposition t’attend.", "3 propositions t’attendent."},
		{Addressing(FR, false), "Une proposition vous attend.", "3 propositions vous attendent."},
		{Addressing(EN, true), For(EN).T(key, "n", 1), For(EN).T(key, "n", 3)},
	} {
		if one, three := c.printer.T(key, "n", 1), c.printer.T(key, "n", 3); one != c.one || three != c.three {
			t.Errorf("%q, %q; want %q, %q", one, three, c.one, c.three)
		}
	}
	tu := Addressing(FR, true)
	if tu.Lang() != FR || tu.T("ui.skip") != For(FR).T("ui.skip") {
		t.Error("what addresses nobody is the same French")
	}
}

func TestATuSentenceReplacesAllFormsOfItsKey(t *testing.T) {
	c, err := load(fstest.MapFS{
		"words/a.fr-tu.yaml": {Data: []byte("wait: {one: \"{{.n}} t'attend\", other: \"{{.n}} t'attendent\"}")},
		"words/a.fr.yaml":    {Data: []byte("wait: {one: \"{{.n}} vous attend\", other: \"{{.n}} vous attendent\"}\nbye: \"au revoir\"")},
	})
	if err != nil {
		t.Fatal(err)
	}
	tu, vous := newFamiliar(c), newPrinter(FR, c)
	if tu.T("wait", "n", 2) != "2 t’attendent" || tu.T("wait", "n", 1) != "1 t’attend" || tu.T("bye") != "au revoir" || vous.T("wait", "n", 2) != "2 vous attendent" {
		t.Errorf("%q %q %q", tu.T("wait", "n", 2), tu.T("bye"), vous.T("wait", "n", 2))
	}
}
