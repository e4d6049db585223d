package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"cordee/internal/org"
	"cordee/internal/testkit"
)

func sale(ref, amount string) string {
	return fmt.Sprintf(`{"ref":%q,"occurred_on":"2026-11-02","kind":"deal_won","person":"lea","amount":%q}`, ref, amount)
}

func TestABodyBeyondTheLimitIsRefused(t *testing.T) {
	d := openDesk(t)
	long := `[` + strings.Repeat(sale("r", "1")+",", maxBody/80) + sale("r", "1") + `]`

	p := wants(t, d.send(org.ScopeResultsWrite, http.MethodPost, "/api/v1/results", long), http.StatusRequestEntityTooLarge, "api.body_too_large")
	if !strings.Contains(p.Title, "8") {
		t.Errorf("%q does not say how much is allowed", p.Title)
	}
	wants(t, d.send(org.ScopePeopleWrite, http.MethodPut, "/api/v1/people", long), http.StatusRequestEntityTooLarge, "api.body_too_large")
	line := `{"ref":"` + strings.Repeat("x", maxLine) + `"}`
	wants(t, d.send(org.ScopeResultsWrite, http.MethodPost, "/api/v1/results/stream", line), http.StatusUnprocessableEntity, "import.record_too_long")
}

func TestARevokedTokenOpensNothingFromTheNextRequestOn(t *testing.T) {
	d := openDesk(t)
	wants(t, d.send(org.ScopeGoalsRead, http.MethodGet, "/api/v1/goals", ""), http.StatusOK, "")
	tokens, err := d.app.Tokens(t.Context(), org.System(d.org))
	must(t, err)
	for _, x := range tokens {
		if x.Name == org.ScopeGoalsRead {
			must(t, d.app.RevokeToken(t.Context(), org.System(d.org), x.ID))
		}
	}

	wants(t, d.send(org.ScopeGoalsRead, http.MethodGet, "/api/v1/goals", ""), http.StatusUnauthorized, "auth.token_refused")
}

func TestEveryRouteNamesTheScopeThatIsMissing(t *testing.T) {
	d := openDesk(t)
	for _, r := range d.routes.Routes() {
		if r.Public {
			continue
		}
		scope := org.ScopeOf(r.Action)
		other := org.ScopeBoardsRead
		if scope == other {
			other = org.ScopeMetricsRead
		}
		path := strings.NewReplacer("{goal}", "lea-q4", "{person}", "lea", "{team}", "nord", "{metric}", "revenue").Replace(r.Path)
		p := wants(t, d.send(other, r.Method, path, "{}"), http.StatusForbidden, "access.scope_missing")
		if !strings.Contains(p.Title, scope) {
			t.Errorf("%s: %q does not name %s", r.Pattern(), p.Title, scope)
		}
	}
}

func TestPagesFollowEachOtherWithoutGapOrOverlap(t *testing.T) {
	d := openDesk(t)
	var rows []string
	for i := range 25 {
		rows = append(rows, fmt.Sprintf(`{"ref":"p%02d","occurred_on":"2026-11-%02d","kind":"deal_won","person":"lea","amount":"1"}`, i, 1+i%5))
	}
	wants(t, d.send(org.ScopeResultsWrite, http.MethodPost, "/api/v1/results", "["+strings.Join(rows, ",")+"]"), http.StatusOK, "")
	seen, cursor, pages, last := map[string]bool{}, "", 0, "9999"
	for {
		w := d.send(org.ScopeResultsRead, http.MethodGet, "/api/v1/results?limit=10&cursor="+cursor, "")
		wants(t, w, http.StatusOK, "")
		var page ResultPage
		must(t, json.Unmarshal(w.Body.Bytes(), &page))
		pages++
		for _, r := range page.Results {
			if seen[r.Ref] || r.OccurredOn > last {
				t.Errorf("%s comes twice or out of order", r.Ref)
			}
			seen[r.Ref], last = true, r.OccurredOn
		}
		if cursor = page.Next; cursor == "" {
			break
		}
	}
	if len(seen) != 25 || pages != 3 {
		t.Errorf("%d results on %d pages", len(seen), pages)
	}
}

// bad is one request that must be refused, by the class of what is wrong with it.
type bad struct{ class, body string }

// badBodies is what the world sends: classes of SAFETY I1 that JSON can hold.
func badBodies() []bad {
	list := []bad{
		{"empty", ""}, {"empty", "   "}, {"empty", "[]]"}, {"scalar", "1"}, {"scalar", `"x"`}, {"scalar", "null"}, {"scalar", "true"},
		{"cut", `{"ref":"a"`}, {"cut", `[{"ref":"a"},`}, {"cut", `{"ref":"a`}, {"cut", `[`}, {"trailing", sale("a", "1") + "x"}, {"trailing", sale("a", "1") + sale("b", "1")},
		{"comment", `{"ref":"a" /* x */}`}, {"quotes", `{'ref':'a'}`}, {"comma", `{"ref":"a",}`}, {"bom", "\ufeff" + sale("a", "1")},
		{"nan", `{"ref":"a","occurred_on":"2026-11-02","kind":"deal_won","person":"lea","amount":NaN}`}, {"binary", "\x00\x01\x02"}, {"binary", "PK\x03\x04"},
		{"utf8", "{\"ref\":\"\xff\xfe\"}"}, {"utf8", `{"ref":"\ud800"}`}, {"utf8", `{"ref":"\udc00\ud800"}`}, {"utf16", "\xff\xfe{\x00}\x00"},
		{"nul", `{"ref":"a\u0000b","occurred_on":"2026-11-02","kind":"deal_won","person":"lea","amount":"1"}`},
		{"twice", `{"ref":"a","ref":"b"}`}, {"twice", `{"ref":"a","Ref":"b"}`}, {"twice", `{"ref":"a","\u0072ef":"b"}`},
		{"deep", strings.Repeat("[", 100_000)}, {"deep", strings.Repeat(`{"a":`, 20_000) + "1" + strings.Repeat("}", 20_000)},
		{"deep", strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000)}, {"many", "[" + strings.Repeat("{},", 99_999) + "{}]"},
		{"many", "[" + strings.Repeat("null,", 99_999) + "null]"}, {"many", `{"ref":"a",` + strings.Repeat(`"x":1,`, 50_000) + `"y":1}`},
	}
	for _, amount := range []string{`"NaN"`, `"Infinity"`, `"-Infinity"`, `1e400`, `1e5`, `"1e5"`, `"0x10"`, `"1_000"`, `"Inf"`, `"1,5"`, `"--1"`, `"99999999999999999999"`, `-1e400`, `{}`, `[]`, `true`, `"١٢"`,
		`"` + strings.Repeat("9", 100_000) + `"`, strings.Repeat("9", 100_000)} {
		list = append(list, bad{"amount", `{"ref":"a","occurred_on":"2026-11-02","kind":"deal_won","person":"lea","amount":` + amount + `}`})
	}
	for _, on := range []string{`"2026-02-30"`, `"26-11-02"`, `"02/11/2026"`, `"2026-11-02T10:00:00Z"`, `"tomorrow"`, `20261102`, `"9999-99-99"`, `"0000-00-00"`, `""`, `{}`, `null`} {
		list = append(list, bad{"date", `{"ref":"a","occurred_on":` + on + `,"kind":"deal_won","person":"lea","amount":"1"}`})
	}
	for _, field := range []string{`"ref":""`, `"ref":1`, `"ref":null`, `"ref":["a"]`, `"ref":"` + strings.Repeat("k", 2_000) + `"`} {
		list = append(list, bad{"ref", `{` + field + `,"occurred_on":"2026-11-02","kind":"deal_won","person":"lea","amount":"1"}`})
	}
	for _, who := range []string{`"person":"nobody"`, `"person":""`, `"person":"team:none"`, `"credits":"lea:60;tom:30"`, `"credits":"lea:101"`, `"credits":"lea:-1;tom:101"`, `"credits":"lea:33.333;tom:66.667"`,
		`"credits":"lea:50;lea:50"`, `"credits":";;"`, `"person":"lea","credits":"tom:100"`, `"person":"lea","assists":"nobody"`, `"person":{}`, `"person":"lea","version":"x"`, `"person":"lea","version":1.5`,
		`"person":"lea","version":1e99`, `"person":"lea","currency":"XXX"`, `"person":"lea","currency":"euro"`, `"person":"lea","attributes":[]`, `"person":"lea","attributes":{"a":1}`,
		`"person":"lea","attributes":{"a":{"b":"c"}}`, `"person":"lea","unknown":1`, `"person":"lea","kind":""`} {
		list = append(list, bad{"who", `{"ref":"a","occurred_on":"2026-11-02","amount":"1",` + who + `,"kind":"deal_won"}`})
	}
	return list
}

// TestBadInputIsRefusedInWordsAndChangesNothing sends every bad body to every route that takes one.
func TestBadInputIsRefusedInWordsAndChangesNothing(t *testing.T) {
	d := openDesk(t)
	before := testkit.Dump(t, d.db)
	sent := 0
	for _, r := range d.routes.Routes() {
		if r.Request == nil {
			continue
		}
		path := strings.ReplaceAll(r.Path, "{goal}", "tom-q4")
		for i, x := range badBodies() {
			lang := []string{"en", "fr"}[i%2]
			if strings.HasSuffix(path, "/stream") && (x.class == "empty" || x.class == "many") && !strings.Contains(x.body, "]]") && x.class != "many" {
				continue // no line at all is no error of a stream
			}
			w := d.send(org.ScopeAdmin, r.Method, path, x.body, "Accept-Language", lang)
			sent++
			if w.Code < 400 || w.Code >= 500 {
				t.Errorf("%s took %s %.80s: %d %.200s", r.Pattern(), x.class, x.body, w.Code, w.Body)
				continue
			}
			p := wants(t, w, w.Code, "")
			if p.Title == "" || len(p.Errors) == 0 || strings.Contains(p.Title, "fault.") {
				t.Errorf("%s on %s: %+v", r.Pattern(), x.class, p)
			}
		}
	}
	if after := testkit.Dump(t, d.db); after != before {
		t.Errorf("the database changed: %s", testkit.Changed(before, after))
	}
	if sent < 320 {
		t.Errorf("only %d requests", sent)
	}
}

// FuzzResults: whatever bytes arrive, the answer is a count or a problem, and never the program's own failure.
func FuzzResults(f *testing.F) {
	for _, x := range badBodies() {
		if len(x.body) < 4_096 {
			f.Add([]byte(x.body))
		}
	}
	f.Add([]byte(sale("a", "1")))
	f.Add([]byte("[" + sale("a", "1") + "," + sale("b", "2.5") + "]"))
	d := openDesk(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, path := range []string{"/api/v1/results", "/api/v1/results/stream"} {
			if w := d.send(org.ScopeResultsWrite, http.MethodPost, path, string(body)); w.Code >= 500 || !json.Valid(w.Body.Bytes()) {
				t.Errorf("%s: %d %.300s", path, w.Code, w.Body)
			}
		}
		if w := d.send(org.ScopePeopleWrite, http.MethodPut, "/api/v1/people", string(body)); w.Code >= 500 || !json.Valid(w.Body.Bytes()) {
			t.Errorf("people: %d %.300s", w.Code, w.Body)
		}
	})
}
