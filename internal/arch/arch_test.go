// Package arch holds the walls of the house: tests of which package may know which, of what the pure ones may not touch, and of
// where data may be changed. Each rule has a control that shows it can fail.
package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rope lists the pure packages: each may import only those before it.
var rope = []string{"fault", "measure", "period", "org", "ledger", "goal", "kudos", "plan", "reward", "game", "forecast", "insight"}

// arrows says what every other package of the house may import, besides the rope.
var arrows = map[string][]string{
	"chart":   {},
	"sheet":   {},
	"letter":  {"i18n"},
	"demo":    {"sheet"},
	"i18n":    {},
	"config":  {},
	"route":   {},
	"store":   {},
	"app":     {"store", "letter", "sheet"},
	"feed":    {"store"},
	"notify":  {"app", "i18n"},
	"web/ui":  {"chart", "i18n"},
	"web":     {"app", "feed", "i18n", "route", "letter", "sheet", "chart", "web/ui", "store"},
	"api":     {"app", "i18n", "route", "letter", "sheet", "store"},
	"cli":     {"app", "i18n", "sheet", "store", "letter"},
	"testkit": {"store", "app", "demo"},
	"arch":    {},
}

// readsStore lists the doors that name store's row types; none may open a database or run a transaction.
var readsStore = map[string]bool{"web": true, "api": true}

// file is one parsed Go file of the house.
type file struct {
	pkg, name string // "app", "internal/app/write.go"
	test      bool
	ast       *ast.File
	text      string
}

func house(t *testing.T) []file {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	var files []file
	err = fs.WalkDir(os.DirFS(root), "internal", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") {
			return err
		}
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ParseComments)
		files = append(files, file{
			pkg: strings.TrimPrefix(path.Dir(name), "internal/"), name: name, test: strings.HasSuffix(name, "_test.go"), ast: parsed, text: string(text),
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func (f file) imports() []string {
	var list []string
	for _, i := range f.ast.Imports {
		p, _ := strconv.Unquote(i.Path.Value)
		list = append(list, p)
	}
	return list
}

// forbidden tells why a file of a package may not import something of the house, "" when it may.
func forbidden(pkg, imported string) string {
	at, ropeAt := slices.Index(rope, pkg), slices.Index(rope, imported)
	switch {
	case at >= 0 && ropeAt >= at:
		return "an arrow to the right"
	case at >= 0 && ropeAt < 0:
		return "the rope knows nothing of the rest of the house"
	case at >= 0, ropeAt >= 0, pkg == imported:
		return ""
	}
	allowed, known := arrows[pkg]
	if !known {
		return "a package the house does not know: add its arrows here, with a reason in docs/adr"
	}
	if !slices.Contains(allowed, imported) {
		return "no such arrow"
	}
	return ""
}

func TestArrows(t *testing.T) {
	for _, f := range house(t) {
		if f.test {
			continue
		}
		for _, p := range f.imports() {
			imported, inside := strings.CutPrefix(p, "cordee/internal/")
			if !inside {
				continue
			}
			if why := forbidden(f.pkg, imported); why != "" {
				t.Errorf("%s imports %s: %s", f.name, imported, why)
			}
		}
	}
}

func TestArrowsCanFail(t *testing.T) {
	for _, bad := range [][2]string{{"measure", "goal"}, {"goal", "store"}, {"web", "api"}, {"store", "app"}, {"feed", "app"}, {"web/ui", "app"}, {"novelty", "app"}} {
		if forbidden(bad[0], bad[1]) == "" {
			t.Errorf("%s -> %s should be refused", bad[0], bad[1])
		}
	}
}

// impure lists what pure packages may not import.
var impure = regexp.MustCompile(`^(os|os/.*|net|net/.*|io/fs|log|log/.*|database/sql|math/rand.*|crypto/rand|syscall|context|embed|path/filepath)$`)

func TestTheRopeIsPure(t *testing.T) {
	for _, f := range house(t) {
		if f.test || !(slices.Contains(rope, f.pkg) || f.pkg == "chart" || f.pkg == "sheet" || f.pkg == "letter" || f.pkg == "demo") {
			continue
		}
		for _, p := range f.imports() {
			if impure.MatchString(p) && !(f.pkg == "demo" && p == "math/rand/v2") {
				t.Errorf("%s imports %s", f.name, p)
			}
		}
		if call := clock(f.ast); call != "" {
			t.Errorf("%s asks for the time: %s", f.name, call)
		}
	}
}

// clock finds a call that depends on when it is made.
func clock(f *ast.File) (found string) {
	ast.Inspect(f, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains([]string{"Now", "Since", "Until", "After", "Sleep", "Tick"}, s.Sel.Name) {
				found = "time." + s.Sel.Name
			}
		}
		return true
	})
	return found
}

func TestTheClockIsFound(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), "x.go", "package x\nimport \"time\"\nvar t = time.Now()", 0)
	if err != nil {
		t.Fatal(err)
	}
	if clock(f) == "" {
		t.Error("time.Now was not seen")
	}
}

func TestTestkitStaysOutOfTheProgram(t *testing.T) {
	for _, f := range house(t) {
		if f.test || f.pkg == "testkit" {
			continue
		}
		if slices.Contains(f.imports(), "cordee/internal/testkit") || slices.Contains(f.imports(), "testing") {
			t.Errorf("%s ships test code", f.name)
		}
	}
}

// TestOneDoor: only app's writer opens a write transaction, and doors run none at all.
func TestOneDoor(t *testing.T) {
	for _, f := range house(t) {
		if f.test || f.pkg == "store" || f.pkg == "testkit" {
			continue
		}
		if strings.Contains(f.text, ".Write(ctx, func(tx *store.Tx)") && f.name != "internal/app/write.go" {
			t.Errorf("%s writes past app's one write function", f.name)
		}
		if readsStore[f.pkg] && regexp.MustCompile(`store\.(Open|DB|Tx)\b`).MatchString(f.text) {
			t.Errorf("%s reaches into the database", f.name)
		}
	}
}

var (
	selectAll   = regexp.MustCompile(`(?i)select\s+\*`)
	ledgerEdits = regexp.MustCompile(`(?is)(update\s+ledger_entry|delete\s+from\s+ledger_entry)`)
	anySQL      = regexp.MustCompile("(?s)`\\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM)\\s")
)

func TestSQLStaysInTheStore(t *testing.T) {
	for _, f := range house(t) {
		if f.test {
			continue
		}
		if selectAll.MatchString(f.text) {
			t.Errorf("%s selects *: name the columns", f.name)
		}
		if ledgerEdits.MatchString(f.text) {
			t.Errorf("%s edits the ledger: append a reversal", f.name)
		}
		if f.pkg != "store" && f.pkg != "testkit" && anySQL.MatchString(f.text) {
			t.Errorf("%s holds SQL", f.name)
		}
	}
}

func TestSQLRulesCanFail(t *testing.T) {
	if !selectAll.MatchString("SELECT  * FROM goal") || !ledgerEdits.MatchString("UPDATE ledger_entry SET") || !anySQL.MatchString("`\n\tSELECT a FROM b`") {
		t.Error("a planted defect was not caught")
	}
}

// maxFile is in lines; generated code and tables of words are not counted.
const maxFile = 500

func TestFilesAreOneThing(t *testing.T) {
	for _, f := range house(t) {
		if strings.HasSuffix(f.name, "_templ.go") || f.test {
			continue
		}
		if n := strings.Count(f.text, "\n"); n > maxFile {
			t.Errorf("%s has %d lines: is it one thing?", f.name, n)
		}
	}
}
