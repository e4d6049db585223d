package api

import (
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/reward"
	"cordee/internal/route"
)

// openAPI serves the document made from the registry.
func (s *Server) openAPI(w http.ResponseWriter, _ *http.Request) {
	send(w, http.StatusOK, "application/json", Document(s.routes))
}

// Document describes every API route as OpenAPI 3.1.
func Document(g *route.Registry) *huma.OpenAPI {
	schemas := huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer)
	schemas.RegisterTypeAlias(reflect.TypeFor[measure.Maybe](), reflect.TypeFor[*decimalText]())
	schemas.RegisterTypeAlias(reflect.TypeFor[measure.Amount](), reflect.TypeFor[decimalText]())
	schemas.RegisterTypeAlias(reflect.TypeFor[reward.Exact](), reflect.TypeFor[decimalText]())
	schemas.RegisterTypeAlias(reflect.TypeFor[period.Date](), reflect.TypeFor[*dateText]())
	schemas.RegisterTypeAlias(reflect.TypeFor[Decimal](), reflect.TypeFor[*decimalText]())
	doc := &huma.OpenAPI{
		OpenAPI: "3.1.0",
		Info: &huma.Info{Title: "Cordée", Version: "1",
			Description: "Objectives and results. Amounts are decimal strings; dates are YYYY-MM-DD; every problem is an application/problem+json."},
		Servers:    []*huma.Server{{URL: "/"}},
		Security:   []map[string][]string{{"token": {}}},
		Components: &huma.Components{Schemas: schemas, SecuritySchemes: map[string]*huma.SecurityScheme{"token": {Type: "http", Scheme: "bearer"}}},
		Paths:      map[string]*huma.PathItem{},
	}
	problem := schemas.Schema(reflect.TypeFor[Problem](), true, "Problem")
	for _, r := range g.Routes() {
		if r.Door == route.API && strings.HasPrefix(r.Path, "/api/v1/") {
			describe(doc, r, problem)
		}
	}
	return doc
}

type (
	decimalText string
	dateText    string
)

func describe(doc *huma.OpenAPI, r route.Route, problem *huma.Schema) {
	schemas := doc.Components.Schemas
	op := &huma.Operation{OperationID: operationID(r), Summary: r.Summary, Parameters: parameters(r), Responses: map[string]*huma.Response{
		"default": {Description: "A problem.", Content: media("application/problem+json", problem)},
	}}
	ok := &huma.Response{Description: "Done."}
	if r.Response != nil {
		ok.Content = media("application/json", schemas.Schema(r.Response, true, op.OperationID+"Response"))
	}
	op.Responses["200"] = ok
	if r.Request != nil {
		kind := "application/json"
		if strings.HasSuffix(r.Path, "/stream") {
			kind = "application/x-ndjson"
		}
		schema := schemas.Schema(r.Request, true, op.OperationID+"Request")
		if r.Request.Kind() == reflect.Slice {
			schema = &huma.Schema{OneOf: []*huma.Schema{schemas.Schema(r.Request.Elem(), true, op.OperationID+"Item"), schema}}
		}
		op.RequestBody = &huma.RequestBody{Required: true, Content: media(kind, schema)}
	}
	op.Parameters = append(op.Parameters, headers(r)...)
	if r.Public {
		op.Security = []map[string][]string{{}}
	} else if scope := org.ScopeOf(r.Action); scope != "" {
		op.Description = "Needs a token with the scope " + scope + "."
	}
	switch {
	case r.Method == http.MethodPut:
		op.Description += ` A column that is absent is kept; one that is null or "" is cleared, as an empty cell of a file, and reads back as null.` + everyProblem
	case r.Method == http.MethodPost && r.Request != nil && r.Request.Kind() == reflect.Slice:
		op.Description += ` A field that is null or "" says nothing, as an empty cell of a file.` + everyProblem
	}
	item := doc.Paths[r.Path]
	if item == nil {
		item = &huma.PathItem{}
		doc.Paths[r.Path] = item
	}
	switch r.Method {
	case http.MethodGet:
		item.Get = op
	case http.MethodPost:
		item.Post = op
	case http.MethodPut:
		item.Put = op
	}
}

// everyProblem is what a caller may count on when rows are refused.
const everyProblem = ` A refusal tells every problem of every row at once, up to 1,000, in the order of the rows.`

func media(kind string, s *huma.Schema) map[string]*huma.MediaType {
	return map[string]*huma.MediaType{kind: {Schema: s}}
}

// headers are the request headers that a route heeds.
func headers(r route.Route) []*huma.Param {
	header := func(name, text string) *huma.Param {
		return &huma.Param{Name: name, In: "header", Schema: &huma.Schema{Type: huma.TypeString}, Description: text}
	}
	once := header("Idempotency-Key", "The same key with the same request gives the same answer; with another request it is refused.")
	match := header("If-Match", "The ETag of the one object to change; when it has changed since, 412.")
	switch {
	case strings.HasSuffix(r.Path, "/export"): // each award leaves once, whatever is asked twice
		return nil
	case r.Method == http.MethodPut && strings.HasSuffix(r.Path, "/rules"):
		return nil // the same text again changes nothing
	case r.Method == http.MethodPut:
		return []*huma.Param{once, match}
	case strings.HasSuffix(r.Path, "/answer"):
		return []*huma.Param{match}
	case r.Method == http.MethodPost && !strings.HasSuffix(r.Path, "/stream"):
		return []*huma.Param{once}
	}
	return nil
}

// operationID is the method and the path in one word: getGoalsByGoal.
func operationID(r route.Route) string {
	id := strings.ToLower(r.Method)
	for _, part := range strings.Split(strings.TrimPrefix(r.Path, "/api/v1/"), "/") {
		if strings.HasPrefix(part, "{") {
			part = "by" + strings.ToUpper(part[1:2]) + strings.Trim(part[2:], "}")
		}
		part = strings.TrimSuffix(part, ".json")
		id += strings.ToUpper(part[:1]) + part[1:]
	}
	return id
}

// parameters are the names in the path and the fields of the query struct.
func parameters(r route.Route) []*huma.Param {
	var list []*huma.Param
	for _, part := range strings.Split(r.Path, "/") {
		if strings.HasPrefix(part, "{") {
			list = append(list, &huma.Param{Name: strings.Trim(part, "{}"), In: "path", Required: true, Schema: &huma.Schema{Type: huma.TypeString},
				Description: "Key."})
		}
	}
	if r.Query == nil {
		return list
	}
	for _, f := range reflect.VisibleFields(r.Query) {
		if f.Anonymous {
			continue
		}
		list = append(list, &huma.Param{Name: f.Tag.Get("query"), In: "query", Required: f.Tag.Get("required") == "true",
			Description: f.Tag.Get("doc"), Schema: &huma.Schema{Type: huma.TypeString}})
	}
	return list
}
