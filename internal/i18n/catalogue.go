// Package i18n is the only place that turns facts into words: sentences from the catalogues, numbers, money, dates and faults,
// in French and in English. The catalogues are the files words/AREA.LANG.yaml, embedded in the program; words/AREA.fr-tu.yaml
// holds the sentences that French says otherwise to somebody it calls tu.
package i18n

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"gopkg.in/yaml.v3"
)

//go:embed words/*.yaml
var files embed.FS

// Lang is a language of the product.
type Lang string

// The languages there are. Adding one means adding its catalogues and its number and date habits here.
const (
	FR Lang = "fr"
	EN Lang = "en"
)

// Match chooses a language from an Accept-Language header, by its order of preference; fallback when it asks for neither.
func Match(acceptLanguage string, fallback Lang) Lang {
	if len(acceptLanguage) > 512 {
		return fallback
	}
	tags, weights, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil {
		return fallback
	}
	for i, tag := range tags { // sorted by weight, highest first
		base, _ := tag.Base()
		if l := Lang(base.String()); (l == FR || l == EN) && weights[i] > 0 {
			return l
		}
	}
	return fallback
}

// For is the printer of a language: French when none is named, English for languages we do not speak.
func For(l Lang) *Printer {
	switch l {
	case FR, "":
		return printers().fr
	default:
		return printers().en
	}
}

// Addressing is For, with the French that says tu when the organisation chose so. A sentence without a form of its own addresses
// nobody, and is said the same to all.
func Addressing(l Lang, tutoie bool) *Printer {
	if tutoie && (l == FR || l == "") {
		return printers().tu
	}
	return For(l)
}

// trio is a printer for each manner of speaking.
type trio struct{ fr, tu, en *Printer }

// printers reads the catalogues once. They are part of the program: one that cannot be read is a defect that the tests find, so
// there is nobody to report it to and the program stops.
var printers = sync.OnceValue(func() trio {
	c, err := load(files)
	if err != nil {
		panic(fmt.Errorf("i18n: %w", err))
	}
	return trio{fr: newPrinter(FR, c), tu: newFamiliar(c), en: newPrinter(EN, c)}
})

// familiar names, in the names of files, French that says tu; for everybody outside this package it is French.
const familiar Lang = "fr-tu"

// catalogue is every sentence of every language.
type catalogue struct {
	bundle *goi18n.Bundle
	tu     *goi18n.Bundle // French with its familiar sentences over the others
	words  map[Lang]map[string]entry
	twice  []string // keys written in two files; the last one wins, and a test refuses it
}

// entry is one sentence.
type entry struct {
	text   string   // the form "other" as written
	parts  []string // text cut at its placeholders: words, name, words, name, words; nil when it has none
	plural bool     // it has several forms, or more than placeholders: go-i18n says it
	file   string
}

// missing is what stands for a value that nobody gave, as text/template writes it.
const missing = "<no value>"

var simple = regexp.MustCompile(`\{\{\s*\.(\w+)\s*\}\}`)

func newEntry(m *goi18n.Message, file string) entry {
	e := entry{text: m.Other, file: file, plural: m.One != "" || m.Many != ""}
	at := 0
	for _, span := range simple.FindAllStringSubmatchIndex(m.Other, -1) {
		e.parts = append(e.parts, m.Other[at:span[0]], m.Other[span[2]:span[3]])
		at = span[1]
	}
	if e.parts != nil {
		e.parts = append(e.parts, m.Other[at:])
	}
	if strings.Contains(simple.ReplaceAllString(m.Other, ""), "{{") {
		e.plural = true
	}
	return e
}

// load reads every file words/AREA.LANG.yaml, the familiar ones after the French they stand over.
func load(from fs.FS) (*catalogue, error) {
	c := &catalogue{bundle: newBundle(), tu: newBundle(), words: map[Lang]map[string]entry{FR: {}, EN: {}, familiar: {}}}
	names, err := fs.Glob(from, "words/*.yaml")
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(names, func(a, b string) int { return order(a) - order(b) })
	for _, name := range names {
		if err := c.read(from, name); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return c, nil
}

func newBundle() *goi18n.Bundle {
	b := goi18n.NewBundle(language.French)
	b.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	return b
}

func order(name string) int {
	if langOf(name) == familiar {
		return 1
	}
	return 0
}

// langOf is the language of a file by its name.
func langOf(name string) Lang {
	_, lang, _ := strings.Cut(strings.TrimSuffix(path.Base(name), ".yaml"), ".")
	return Lang(lang)
}

func (c *catalogue) read(from fs.FS, name string) error {
	lang := langOf(name)
	words, ok := c.words[lang]
	if !ok {
		return fmt.Errorf("%q is not a language", lang)
	}
	text, err := fs.ReadFile(from, name)
	if err != nil {
		return err
	}
	file, err := goi18n.ParseMessageFileBytes([]byte(curly(string(text))), name, map[string]goi18n.UnmarshalFunc{"yaml": yaml.Unmarshal})
	if err != nil {
		return err
	}
	if err := c.add(lang, file.Messages); err != nil {
		return err
	}
	for _, m := range file.Messages {
		if other, twice := words[m.ID]; twice {
			c.twice = append(c.twice, fmt.Sprintf("%s stands in %s and in %s", m.ID, other.file, name))
		}
		words[m.ID] = newEntry(m, name)
	}
	return nil
}

// add hands the forms of sentences to go-i18n. French goes into both bundles; what is familiar then takes its place in one.
func (c *catalogue) add(lang Lang, messages []*goi18n.Message) error {
	switch lang {
	case familiar:
		return c.tu.AddMessages(language.French, messages...)
	case FR:
		if err := c.tu.AddMessages(language.French, messages...); err != nil {
			return err
		}
	}
	return c.bundle.AddMessages(language.Make(string(lang)), messages...)
}

// straight is an apostrophe between letters, or before a placeholder: l'objectif, d'{{.name}}.
var straight = regexp.MustCompile(`(\pL)'(\pL|\{\{|«|\d)`)

// curly gives every apostrophe of the catalogues its printed form, so that whoever writes a sentence may type the plain one.
func curly(text string) string { return straight.ReplaceAllString(text, "$1’$2") }
