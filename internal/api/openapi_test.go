package api

import (
	"encoding/json"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cordee/internal/route"
)

const openAPIGolden = "testdata/openapi.json"

// TestTheDocumentIsKeptAsGolden: a change of the API is reviewed as such.
func TestTheDocumentIsKeptAsGolden(t *testing.T) {
	d := openDesk(t)
	w := d.send("", http.MethodGet, "/api/v1/openapi.json", "")
	wants(t, w, http.StatusOK, "")
	var any any
	must(t, json.Unmarshal(w.Body.Bytes(), &any))
	got, err := json.MarshalIndent(any, "", "  ")
	must(t, err)
	got = append(got, '\n')
	if *update {
		must(t, os.WriteFile(openAPIGolden, got, 0o644))
	}
	want, err := os.ReadFile(openAPIGolden)
	must(t, err)
	if string(want) != string(got) {
		t.Errorf("the document differs; run with -update and review:\n%s", firstDifference(string(want), string(got)))
	}
}

// document is what OpenAPI 3.1 asks of a document, as far as ours goes.
type document struct {
	OpenAPI string `json:"openapi"`
	Info    struct {
		Title, Version string
	} `json:"info"`
	Paths      map[string]map[string]operation `json:"paths"`
	Components struct {
		Schemas         map[string]json.RawMessage `json:"schemas"`
		SecuritySchemes map[string]json.RawMessage `json:"securitySchemes"`
	} `json:"components"`
}

type operation struct {
	OperationID string `json:"operationId"`
	Summary     string `json:"summary"`
	Parameters  []struct {
		Name     string          `json:"name"`
		In       string          `json:"in"`
		Required bool            `json:"required"`
		Schema   json.RawMessage `json:"schema"`
	} `json:"parameters"`
	RequestBody *struct {
		Content map[string]struct{ Schema json.RawMessage } `json:"content"`
	} `json:"requestBody"`
	Responses map[string]struct {
		Description string                                      `json:"description"`
		Content     map[string]struct{ Schema json.RawMessage } `json:"content"`
	} `json:"responses"`
	Security    []map[string][]string `json:"security"`
	Description string                `json:"description"`
}

func readDocument(t *testing.T, d *desk) (document, string) {
	t.Helper()
	text := d.send("", http.MethodGet, "/api/v1/openapi.json", "").Body.String()
	var doc document
	must(t, json.Unmarshal([]byte(text), &doc))
	return doc, text
}

func TestTheDocumentIsSoundAndComplete(t *testing.T) {
	d := openDesk(t)
	doc, text := readDocument(t, d)
	if !strings.HasPrefix(doc.OpenAPI, "3.1.") || doc.Info.Title == "" || doc.Info.Version == "" || len(doc.Components.SecuritySchemes) == 0 {
		t.Errorf("head: %+v", doc.Info)
	}
	seen, described := map[string]bool{}, 0
	for path, item := range doc.Paths {
		for method, op := range item {
			described++
			if op.OperationID == "" || op.Summary == "" || seen[op.OperationID] {
				t.Errorf("%s %s: operation %q is nameless, mute or twice there", method, path, op.OperationID)
			}
			seen[op.OperationID] = true
			sound(t, method+" "+path, path, op)
		}
	}
	for _, r := range d.routes.Routes() {
		if r.Path == "/api/" {
			continue
		}
		op, ok := doc.Paths[r.Path][strings.ToLower(r.Method)]
		described--
		switch {
		case !ok:
			t.Errorf("%s is not described", r.Pattern())
		case (r.Request != nil) != (op.RequestBody != nil):
			t.Errorf("%s: its body is on one side only", r.Pattern())
		case !r.Public && !strings.Contains(op.Description, "scope"):
			t.Errorf("%s does not say which scope it needs", r.Pattern())
		}
	}
	if described != 0 {
		t.Errorf("%d operations are described that do not exist", described)
	}
	for _, ref := range regexp.MustCompile(`"\$ref":"#/components/schemas/([^"]+)"`).FindAllStringSubmatch(text, -1) {
		if doc.Components.Schemas[ref[1]] == nil {
			t.Errorf("schema %s is referred to and not there", ref[1])
		}
	}
}

// sound checks one operation: every name in the path is a required parameter and the other way round, and every answer is described.
func sound(t *testing.T, what, path string, op operation) {
	t.Helper()
	var named []string
	for _, m := range regexp.MustCompile(`\{([a-z]+)\}`).FindAllStringSubmatch(path, -1) {
		named = append(named, m[1])
	}
	for _, p := range op.Parameters {
		if !slices.Contains([]string{"path", "query", "header"}, p.In) || len(p.Schema) == 0 || p.Name == "" {
			t.Errorf("%s: parameter %+v", what, p)
		}
		if p.In == "path" {
			if i := slices.Index(named, p.Name); i >= 0 && p.Required {
				named = slices.Delete(named, i, i+1)
				continue
			}
			t.Errorf("%s: path parameter %s", what, p.Name)
		}
	}
	if len(named) > 0 {
		t.Errorf("%s: %v are not described", what, named)
	}
	for status, answer := range op.Responses {
		if answer.Description == "" {
			t.Errorf("%s: answer %s is not described", what, status)
		}
	}
	if _, ok := op.Responses["default"].Content["application/problem+json"]; !ok {
		t.Errorf("%s: refusals are not described", what)
	}
}

// TestARouteThatIsNotDescribedIsCaught is the positive control of the test above.
func TestARouteThatIsNotDescribedIsCaught(t *testing.T) {
	var g route.Registry
	New(nil, nil).Routes(&g)
	before := len(Document(&g).Paths)
	g.Add(route.Route{Door: route.API, Method: http.MethodGet, Path: "/api/v1/planted", Public: true, Handler: http.NotFoundHandler()})
	if after := len(Document(&g).Paths); after != before+1 {
		t.Errorf("%d paths before, %d after", before, after)
	}
}
