package api

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"cordee/internal/app"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/route"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

var update = flag.Bool("update", false, "write the golden files anew")

// desk is a small company behind the API: Nord with Léa and Tom, Sud with Inès; one objective of each tier.
type desk struct {
	t       testing.TB
	db      *store.DB
	app     *app.App
	org     org.ID
	routes  *route.Registry
	handler http.Handler
	tokens  map[string]string // by scope
}

func openDesk(t testing.TB) *desk {
	t.Helper()
	d := &desk{t: t, db: testkit.SQLite(t), routes: &route.Registry{}, tokens: map[string]string{}}
	d.app = app.New(d.db, app.Options{Now: func() time.Time { return time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC) }})
	t.Cleanup(d.app.Close)
	o, err := d.app.CreateOrg(t.Context(), app.NewOrg{Key: "alpina", Name: "Alpina", TimeZone: "Europe/Paris", Holidays: period.NoHolidays})
	must(t, err)
	d.org = o.ID
	w, err := d.app.World(t.Context(), o.ID)
	must(t, err)
	_, err = d.app.Import(t.Context(), org.System(o.ID), "alpina", company(w.Root().Key), false)
	must(t, err)
	for _, scope := range org.Scopes {
		d.tokens[scope], err = d.app.CreateToken(t.Context(), org.System(o.ID), scope, []string{scope})
		must(t, err)
	}
	service := New(d.app, nil)
	service.Routes(d.routes)
	d.handler = d.routes.Mux(service.Guard)
	return d
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func company(root string) sheet.Batch {
	var b sheet.Batch
	for _, key := range []string{"nord", "sud"} {
		b.Teams = append(b.Teams, sheet.TeamRow{Key: key, Name: sheet.Val("Équipe " + key), Parent: sheet.Val(root), Kind: sheet.Val("team")})
	}
	for _, p := range [][3]string{{"lea", "Léa Valbrune", "nord"}, {"tom", "Tom Duval", "nord"}, {"ines", "Inès Dalvigny", "sud"}} {
		b.People = append(b.People, sheet.PersonRow{Key: p[0], Name: sheet.Val(p[1]), Email: sheet.Val(p[0] + "@alpina.fr"), Team: sheet.Val(p[2]),
			Role: sheet.Val("rep"), StartOn: sheet.Val(period.On(2024, 1, 1))})
	}
	goal := func(key, title, tier, owner, parent, status string, target int64) {
		b.Goals = append(b.Goals, sheet.GoalRow{
			Key: key, Title: sheet.Val(title), Tier: sheet.Val(tier), Owner: sheet.Val(owner), Metric: sheet.Val("revenue"), Parent: sheet.Val(parent),
			Target: sheet.Val(measure.Some(measure.Amount(target) * measure.One)), StartOn: sheet.Val(period.On(2026, 10, 1)), EndOn: sheet.Val(period.On(2026, 12, 31)),
			Origin: sheet.Val("agreed"), Status: sheet.Val(status),
		})
	}
	goal("cap", "Un million ensemble", "strategic", "team:"+root, "", "", 1_000_000)
	goal("nord-q4", "Nord au sommet", "collective", "team:nord", "cap", "", 100_000)
	goal("lea-q4", "Le trimestre de Léa", "individual", "person:lea", "nord-q4", "", 40_000)
	goal("tom-q4", "Le trimestre de Tom", "individual", "person:tom", "nord-q4", "proposed", 30_000)
	return b
}

// send makes one request with the token of a scope; "" for none.
func (d *desk) send(scope, method, path, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	if scope != "" {
		token := d.tokens[scope]
		if token == "" {
			token = scope // a secret of its own
		}
		r.Header.Set("Authorization", "Bearer "+token)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	d.handler.ServeHTTP(w, r)
	return w
}

// wants checks an answer's status and, for a refusal, that it is a problem with this code, wherever in the list.
func wants(t testing.TB, w *httptest.ResponseRecorder, status int, code string) Problem {
	t.Helper()
	var p Problem
	if w.Code != status {
		t.Fatalf("status %d, want %d: %.500s", w.Code, status, w.Body)
	}
	if status < 400 {
		return p
	}
	if kind := w.Header().Get("Content-Type"); kind != "application/problem+json" {
		t.Fatalf("a refusal of type %q", kind)
	}
	must(t, json.Unmarshal(w.Body.Bytes(), &p))
	for _, e := range p.Errors {
		if e.Code == code || code == "" {
			return p
		}
	}
	t.Fatalf("no error %s in %.500s", code, w.Body)
	return p
}

// TestExchanges replays the conversations in testdata/exchanges, each with a company of its own. What is refused changes nothing.
func TestExchanges(t *testing.T) {
	files, err := filepath.Glob("testdata/exchanges/*.txt")
	must(t, err)
	if len(files) < 8 {
		t.Fatalf("only %d conversations", len(files))
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			must(t, err)
			d := openDesk(t)
			got := d.replay(string(text))
			if *update {
				must(t, os.WriteFile(file, []byte(got), 0o644))
				return
			}
			if got != string(text) {
				t.Errorf("%s differs; run with -update and review:\n%s", file, firstDifference(string(text), got))
			}
		})
	}
}

// replay sends every request of a conversation and writes the answer under each. A request is
//
//	>>> METHOD /path as SCOPE
//	Header: value
//
//	body
//
// and its answer "<<< STATUS", the headers that matter, and the body. Lines before the first request say what it is about.
func (d *desk) replay(text string) string {
	parts := strings.Split(text, ">>> ")
	var out strings.Builder
	out.WriteString(parts[0])
	for _, part := range parts[1:] {
		request, _, _ := strings.Cut(part, "\n<<< ")
		request = strings.TrimRight(request, "\n")
		out.WriteString(">>> " + request + "\n\n" + d.exchange(request) + "\n")
	}
	return strings.TrimRight(out.String(), "\n") + "\n"
}

func (d *desk) exchange(request string) string {
	head, body, _ := strings.Cut(request, "\n\n")
	lines := strings.Split(head, "\n")
	words := strings.Fields(lines[0])
	scope := ""
	if len(words) == 4 {
		scope = words[3]
	}
	var headers []string
	for _, line := range lines[1:] {
		name, value, _ := strings.Cut(line, ": ")
		headers = append(headers, name, value)
	}
	before := testkit.Dump(d.t, d.db)
	w := d.send(scope, words[0], words[1], body, headers...)
	if after := testkit.Dump(d.t, d.db); w.Code >= 400 && after != before {
		d.t.Errorf("%s: refused, and yet the database changed: %s", lines[0], testkit.Changed(before, after))
	}
	out := "<<< " + strconv.Itoa(w.Code) + "\n"
	for _, name := range []string{"Content-Type", "Content-Language", "Etag", "Allow", "Www-Authenticate"} {
		if v := w.Header().Get(name); v != "" {
			out += name + ": " + v + "\n"
		}
	}
	var pretty bytes.Buffer
	if json.Indent(&pretty, w.Body.Bytes(), "", "  ") != nil {
		return out + "\n" + w.Body.String()
	}
	return out + "\n" + pretty.String()
}

func firstDifference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return "line " + strconv.Itoa(i+1) + ":\n- " + a[i] + "\n+ " + b[i]
		}
	}
	return "one is longer"
}
