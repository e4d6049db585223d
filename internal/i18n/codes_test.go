package i18n

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Every fault code in the source has a sentence in both languages.
func TestEveryFaultHasASentence(t *testing.T) {
	codes := faultCodes(t, filepath.Join("..", ".."))
	if len(codes) < 20 {
		t.Fatalf("only %d fault codes found in the source: the search is at fault", len(codes))
	}
	for _, code := range slices.Sorted(maps.Keys(codes)) {
		for _, l := range []Lang{FR, EN} {
			if !For(l).Has("fault." + code) {
				t.Errorf("%s: fault.%s is missing (%s)", l, code, codes[code][0].place)
			}
		}
	}
}

// A sentence may only ask for facts that every place in the source gives.
func TestFaultSentencesAskForFactsThatAreGiven(t *testing.T) {
	asked := map[string][]string{}
	eachArea(t, func(t *testing.T, fr, _ area) {
		for key, f := range fr {
			asked[strings.TrimPrefix(key, "fault.")] = mandatory(f)
		}
	})
	for code, sites := range faultCodes(t, filepath.Join("..", "..")) {
		for _, site := range sites {
			for _, name := range asked[code] {
				fromCell := name == "value" && strings.Contains(site.place, "sheet") // the printer takes it from the place
				if site.args != nil && !slices.Contains(site.args, name) && !fromCell {
					t.Errorf("fault.%s asks for %s, which %s does not give", code, name, site.place)
				}
			}
		}
	}
}

// Every sentence about a fault names a code that looks like one, so that a slip in a key is seen.
func TestFaultKeysLookLikeCodes(t *testing.T) {
	for key := range For(FR).words {
		if code, ok := strings.CutPrefix(key, "fault."); ok && !codeForm.MatchString(code) {
			t.Errorf("%s is not the key of a fault code", key)
		}
	}
}

var codeForm = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$`)

// site is a place in the source that makes a fault, with the names of the facts it gives: nil when that cannot be seen there.
type site struct {
	place string
	args  []string
}

// faultCodes finds the codes in the Go files under root, each with the places where it stands.
func faultCodes(t *testing.T, root string) map[string][]site {
	t.Helper()
	codes := map[string][]site{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		if name := d.Name(); path != root && (strings.HasPrefix(name, ".") || name == "testdata") {
			return filepath.SkipDir
		}
		for code, sites := range packageCodes(t, path) {
			codes[code] = append(codes[code], sites...)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return codes
}

// packageCodes finds codes given to fault.New, fault.Bad and fault.Error directly, by a constant, or through a function of the
// package that hands one of its parameters on as the code.
func packageCodes(t *testing.T, dir string) map[string][]site {
	t.Helper()
	names, _ := filepath.Glob(filepath.Join(dir, "*.go"))
	set := token.NewFileSet()
	s := &codeScan{set: set, consts: map[string]string{}, passers: map[string]map[int]bool{}, codes: map[string][]site{}}
	var parsed []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "_templ.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil || !strings.Contains(string(text), "fault") && !strings.Contains(string(text), "package fault") {
			continue
		}
		file, err := parser.ParseFile(set, name, text, parser.SkipObjectResolution)
		if err != nil {
			continue // half written; the compiler says so better
		}
		parsed = append(parsed, file)
	}
	for _, file := range parsed {
		s.findConstants(file)
	}
	for range 3 { // a helper may call a helper
		for _, file := range parsed {
			s.findPassers(file)
		}
	}
	for _, file := range parsed {
		s.findCodes(file)
	}
	return s.codes
}

type codeScan struct {
	set     *token.FileSet
	consts  map[string]string
	passers map[string]map[int]bool // function name -> indexes of its code parameters
	codes   map[string][]site
}

func (s *codeScan) findConstants(file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok {
			for i, name := range v.Names {
				if i < len(v.Values) {
					if text, ok := literal(v.Values[i]); ok {
						s.consts[name.Name] = text
					}
				}
			}
		}
		return true
	})
}

// codeArgs are the arguments of a call that are fault codes.
func (s *codeScan) codeArgs(call *ast.CallExpr) (args []ast.Expr) {
	var name string
	indexes := map[int]bool{}
	switch f := call.Fun.(type) {
	case *ast.SelectorExpr:
		if pkg, ok := f.X.(*ast.Ident); ok && pkg.Name == "fault" && (f.Sel.Name == "New" || f.Sel.Name == "Bad") {
			indexes[1] = true
		} else {
			name = f.Sel.Name
		}
	case *ast.Ident:
		name = f.Name
	}
	maps.Copy(indexes, s.passers[name])
	for i := range indexes {
		if i < len(call.Args) {
			args = append(args, call.Args[i])
		}
	}
	return args
}

func (s *codeScan) findPassers(file *ast.File) {
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Body == nil {
			continue
		}
		params := map[string]int{}
		for _, field := range f.Type.Params.List {
			for _, name := range field.Names {
				params[name.Name] = len(params)
			}
		}
		ast.Inspect(f.Body, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				for _, arg := range s.codeArgs(call) {
					if id, ok := arg.(*ast.Ident); ok {
						if i, ok := params[id.Name]; ok {
							if s.passers[f.Name.Name] == nil {
								s.passers[f.Name.Name] = map[int]bool{}
							}
							s.passers[f.Name.Name][i] = true
						}
					}
				}
			}
			return true
		})
	}
}

func (s *codeScan) findCodes(file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.CallExpr:
			for _, arg := range s.codeArgs(x) {
				s.note(arg, factNames(x))
			}
		case *ast.CompositeLit:
			if !isFaultError(x.Type, file.Name.Name) {
				return true
			}
			for _, e := range x.Elts {
				if kv, ok := e.(*ast.KeyValueExpr); ok {
					if key, ok := kv.Key.(*ast.Ident); ok && key.Name == "Code" {
						s.note(kv.Value, nil)
					}
				}
			}
		}
		return true
	})
}

// isFaultError tells fault.Error, and Error or an elided type inside the package fault itself.
func isFaultError(t ast.Expr, pkg string) bool {
	switch x := t.(type) {
	case *ast.SelectorExpr:
		id, ok := x.X.(*ast.Ident)
		return ok && id.Name == "fault" && x.Sel.Name == "Error"
	case nil:
		return pkg == "fault"
	case *ast.Ident:
		return pkg == "fault" && x.Name == "Error"
	}
	return false
}

// factNames are the names of the facts given to fault.New or fault.Bad; nil for other calls, and when they come from elsewhere.
func factNames(call *ast.CallExpr) []string {
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || call.Ellipsis.IsValid() || f.Sel.Name != "New" && f.Sel.Name != "Bad" {
		return nil
	}
	names := []string{}
	for i := 2; i < len(call.Args); i += 2 {
		if name, ok := literal(call.Args[i]); ok {
			names = append(names, name)
		}
	}
	return names
}

func (s *codeScan) note(arg ast.Expr, facts []string) {
	text, ok := literal(arg)
	if id, isIdent := arg.(*ast.Ident); isIdent {
		text, ok = s.consts[id.Name], s.consts[id.Name] != ""
	}
	if ok && codeForm.MatchString(text) {
		s.codes[text] = append(s.codes[text], site{s.set.Position(arg.Pos()).String(), facts})
	}
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}
