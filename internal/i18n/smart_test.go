package i18n

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// linesInSource are the calls that make a line of evidence, by code, with the names of the facts they give; nil when those come
// from a variable, which TestEvidenceInWords fills in for real.
func linesInSource(t *testing.T) map[string][][]string {
	t.Helper()
	names, err := filepath.Glob("../goal/smart_*.go")
	if err != nil || len(names) == 0 {
		t.Fatalf("no source: %v", err)
	}
	found := map[string][][]string{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			at, isLine := map[string]int{"proof": 0, "gap": 1, "clash": 1}[calledName(call)]
			if !isLine {
				return true
			}
			if code, ok := literal(call.Args[at]); ok {
				found[code] = append(found[code], factsFrom(call, at+1))
			}
			return true
		})
	}
	return found
}

func calledName(c *ast.CallExpr) string {
	if id, ok := c.Fun.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}

func factsFrom(c *ast.CallExpr, from int) []string {
	if c.Ellipsis.IsValid() {
		return nil
	}
	names := []string{}
	for i := from; i < len(c.Args); i += 2 {
		if name, ok := literal(c.Args[i]); ok {
			names = append(names, name)
		}
	}
	return names
}

func TestEveryLineOfEvidenceHasItsSentence(t *testing.T) {
	found := linesInSource(t)
	if len(found) < 60 {
		t.Fatalf("only %d lines found in the source: the search is at fault", len(found))
	}
	eachArea(t, func(t *testing.T, fr, en area) {
		if fr["smart.head"] == nil {
			return
		}
		for code, calls := range found {
			if fr[code] == nil || en[code] == nil {
				t.Errorf("%s is not said in both languages", code)
			}
			for _, given := range calls {
				for _, name := range mandatory(fr[code]) {
					if given != nil && !slices.Contains(given, name) {
						t.Errorf("%s asks for %s, which is not given", code, name)
					}
				}
			}
		}
		line := regexp.MustCompile(`^smart\.[smart]\.`)
		for key := range fr {
			if line.MatchString(key) && found[key] == nil {
				t.Errorf("%s is said by nobody", key)
			}
		}
		for _, kind := range goal.ExampleKinds() {
			if fr["smart.example."+kind] == nil || fr["smart.rewrite."+kind] == nil {
				t.Errorf("no example of %s", kind)
			}
		}
		for _, fix := range goal.Fixes() {
			if fr["smart.fix."+string(fix)] == nil {
				t.Errorf("no words for the button %s", fix)
			}
		}
	})
}

// alpine is an objective of the French Alps with everything a sentence may need; each case changes some of it.
func alpine() (goal.Goal, goal.Grounds) {
	days := period.Days(period.On(2027, time.January, 1), period.On(2027, time.March, 31))
	g := goal.Goal{
		ID: 1, Title: "Réaliser 90 k€ de chiffre d’affaires", Tier: goal.Individual, Owner: org.PersonOwner(5), Metric: 3, Paid: true,
		Target: measure.Some(measure.Whole(120_000)), Start: days.From, End: days.Last(), Origin: goal.OriginAssigned,
	}
	return g, goal.Grounds{
		Metric: measure.Ready("EUR")[0], Currency: "EUR", Calendar: period.Standard, Today: period.On(2026, time.December, 15),
		Chance: goal.Chance{BP: 4_500, Known: true, Periods: 8}, Means: goal.Means{RequiredPerWeek: 33_333, CapacityPerWeek: 25_000},
		OwnMax: measure.Some(measure.Whole(70_000)), TenureMonths: 2, Comparable: goal.Comparable{Attained: 4, People: 11},
	}
}

func TestEvidenceInWords(t *testing.T) {
	cases := []func(*goal.Goal, *goal.Grounds){
		func(*goal.Goal, *goal.Grounds) {},
		func(_ *goal.Goal, in *goal.Grounds) {
			in.Chance.BP, in.Means.CapacityPerWeek, in.Comparable.Attained = 500, 40_000, 9
		},
		func(_ *goal.Goal, in *goal.Grounds) { in.Chance.BP = 5_500 },
		func(_ *goal.Goal, in *goal.Grounds) { in.Chance.BP = 6_500 },
		func(_ *goal.Goal, in *goal.Grounds) { in.Chance.BP = 9_900 },
		func(g *goal.Goal, _ *goal.Grounds) { g.Target, g.Title = measure.Maybe{}, "Vendre plus" },
		func(g *goal.Goal, in *goal.Grounds) {
			g.Title, g.Metric, in.Metric, g.End = "Appeler davantage", 0, measure.Metric{}, 0
		},
		func(g *goal.Goal, in *goal.Grounds) { g.Title, in.Metric = "Mieux", measure.Ready("EUR")[8].Norm() },
		func(g *goal.Goal, in *goal.Grounds) {
			g.Title, g.Metric, in.Metric, in.Steps = "Mieux", 0, measure.Metric{}, []goal.Step{{ID: 1, Due: g.End}}
		},
	}
	for _, change := range cases {
		g, in := alpine()
		change(&g, &in)
		for _, p := range []*Printer{For(FR), For(EN)} {
			for _, e := range goal.SMART(g, in) {
				if head := p.Letter(e); strings.Contains(head, "⟦") || strings.Contains(head, missing) {
					t.Error(head)
				}
				for _, l := range e.Lines {
					for _, text := range []string{p.Evidence(l), p.Rewrite(l)} {
						if strings.Contains(text, "⟦") || strings.Contains(text, missing) {
							t.Errorf("%s: %s: %s", p.Lang(), l.Code, text)
						}
					}
				}
			}
		}
	}
}

// evidenceText is all that is said about an objective, letter by letter.
func evidenceText(p *Printer, g goal.Goal, in goal.Grounds) string {
	var b strings.Builder
	for _, e := range goal.SMART(g, in) {
		b.WriteString(p.Letter(e) + "\n")
		for _, l := range e.Lines {
			b.WriteString("  " + p.Evidence(l) + "\n")
		}
	}
	return b.String()
}

func TestEvidenceReadsWell(t *testing.T) {
	g, in := alpine()
	got := evidenceText(For(FR), g, in)
	for _, want := range []string{
		"Mesurable — contredit", "« Chiffre d’affaires » se compte (somme, plus c’est haut, mieux c’est) ; cible 120 000 €.",
		"Le titre dit « 90 k€ », la cible 120 000 €. Gardez celui des deux qui est juste.",
		"Très ambitieux : probabilité au départ d’environ 45 %. Ajustez, ou dites quels moyens le rendent possible.",
		"4 personnes sur 11 ont atteint un objectif comparable.", "La cible (120 000 €) dépasse de plus de moitié la meilleure période connue (70 000 €)",
		"Il faudrait environ 3,3 opportunités par semaine ; le rythme habituel est de 2,5.",
		"Mois 2 sur 4 dans le poste : une cible d’environ 50 % laisse le temps d’apprendre.", "Du 1er janvier 2027 au 31 mars 2027.",
	} {
		if !strings.Contains(plainSpaces(got), plainSpaces(want)) {
			t.Errorf("%q is not said in\n%s", want, got)
		}
	}
	empty := goal.Grounds{Today: period.On(2026, time.November, 23), Currency: "EUR", Calendar: period.Standard}
	for lang, want := range map[Lang]string{
		FR: "Par exemple : « Vendre 12 contrats à de nouveaux clients d’ici au 31 mars 2027 ».",
		EN: "For instance: “Sell 12 contracts to new customers by 31 March 2027”.",
	} {
		if got := plainSpaces(evidenceText(For(lang), goal.Goal{Title: "Vendre plus"}, empty)); !strings.Contains(got, want) {
			t.Errorf("%q is not said in\n%s", want, got)
		}
	}
}

func plainSpaces(s string) string { return strings.NewReplacer(narrow, " ", nbsp, " ").Replace(s) }
