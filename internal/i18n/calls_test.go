package i18n

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// call is a place in the source that asks for a sentence by a key written there.
type call struct {
	place, key string
	names      []string // of the values it gives; nil when they come from elsewhere
}

// calls finds x.T("key", "name", value, ...) in the Go files under root, generated pages included.
func calls(t *testing.T, root string) []call {
	t.Helper()
	var found []call
	set := token.NewFileSet()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); path != root && (strings.HasPrefix(name, ".") || name == "testdata") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil // half written; the compiler says so better
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok {
				if key, names, ok := sentenceCall(c); ok {
					found = append(found, call{set.Position(c.Pos()).String(), key, names})
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func sentenceCall(c *ast.CallExpr) (key string, names []string, ok bool) {
	f, isMethod := c.Fun.(*ast.SelectorExpr)
	if !isMethod || f.Sel.Name != "T" || len(c.Args) == 0 {
		return "", nil, false
	}
	key, ok = literal(c.Args[0])
	if !ok || !codeForm.MatchString(key) {
		return "", nil, false
	}
	if c.Ellipsis.IsValid() {
		return key, nil, true
	}
	names = []string{}
	for i := 1; i < len(c.Args); i += 2 {
		name, isText := literal(c.Args[i])
		if !isText {
			return key, nil, true
		}
		names = append(names, name)
	}
	return key, names, true
}

// Every sentence that the source asks for exists, and gets the values it needs.
func TestEverySentenceAskedForCanBeSaid(t *testing.T) {
	found := calls(t, filepath.Join("..", ".."))
	if len(found) < 20 {
		t.Fatalf("only %d sentences asked for in the source: the search is at fault", len(found))
	}
	needs := map[string][]string{}
	eachArea(t, func(_ *testing.T, fr, _ area) {
		for key, f := range fr {
			needs[key] = mandatory(f)
		}
	})
	for _, c := range found {
		if !For(FR).Has(c.key) {
			t.Errorf("%s asks for %s, which no catalogue has", c.place, c.key)
			continue
		}
		for _, name := range needs[c.key] {
			if c.names != nil && !slices.Contains(c.names, name) {
				t.Errorf("%s asks for %s without giving %s", c.place, c.key, name)
			}
		}
	}
}

// mandatory are the placeholders of a sentence that are not said only when they are there.
func mandatory(f forms) []string {
	return slices.DeleteFunc(placeholders(f), func(name string) bool {
		return strings.Contains(f["other"], "{{with ."+name+"}}") || strings.Contains(f["other"], "{{if ."+name+"}}")
	})
}
