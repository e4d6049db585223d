package main

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"cordee/internal/app"
	"cordee/internal/feed"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/web"
)

// monday is when everything in these tests happens: nine in the morning in Paris.
var monday = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// caller is one kind of principal and the credential it shows.
type caller struct {
	name   string // of a person: their key
	org    string // alpina or borealis; "" for nobody
	role   org.Role
	scope  string // of a token
	cookie string
	bearer string
}

func (c caller) person() bool { return c.cookie != "" && c.org != "" }
func (c caller) token() bool  { return c.bearer != "" && c.org != "" }

// site is two companies, Alpina and Borealis, behind every door of the program, with a canary in every private text.
type site struct {
	*house
	t       testing.TB
	doors   doors
	handler http.Handler
	path    string
	raw     *sql.DB // a look at the file from outside the program
	stop    func()
}

// blueprint is the furnished file, made once, and what cannot be read from it: the secrets.
type blueprint struct {
	file    []byte
	callers []caller
	orgs    map[string]org.ID
}

var furnished = sync.OnceValues(func() (blueprint, error) {
	dir, err := os.MkdirTemp("", "cordee-site-")
	if err != nil {
		return blueprint{}, err
	}
	defer os.RemoveAll(dir)
	h, err := openAt(context.Background(), filepath.Join(dir, "cordee.db"))
	if err != nil {
		return blueprint{}, err
	}
	b := blueprint{orgs: map[string]org.ID{}}
	err = b.furnish(h)
	if err == nil {
		err = h.db.Backup(context.Background(), filepath.Join(dir, "copy.db"))
	}
	h.close()
	if err == nil {
		b.file, err = os.ReadFile(filepath.Join(dir, "copy.db"))
	}
	return b, err
})

func openAt(ctx context.Context, path string) (*house, error) {
	db, err := store.Open(ctx, path)
	if err != nil {
		return nil, err
	}
	if err := db.Migrate(ctx); err != nil {
		return nil, err
	}
	log := slog.New(slog.DiscardHandler)
	a := app.New(db, app.Options{Now: func() time.Time { return monday }, Log: log})
	return &house{db: db, app: a, feed: feed.New(db, log), log: log}, nil
}

// openSite opens a copy of the two companies. Close it, or the test's end does.
func openSite(t testing.TB) *site {
	t.Helper()
	b, err := furnished()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "cordee.db")
	if err := os.WriteFile(path, b.file, 0o600); err != nil {
		t.Fatal(err)
	}
	h, err := openAt(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := sql.Open("sqlite", "file:"+path+"?mode=ro&_pragma=busy_timeout(10000)")
	if err != nil {
		t.Fatal(err)
	}
	demo := &web.Demo{Org: b.orgs["alpina"], Faces: []web.Face{{Slug: "rep", Name: "Zoé Vitrine", Person: h.key(b, "zoe")}}}
	s := &site{house: h, t: t, path: path, raw: raw, doors: h.doors(web.Config{Demo: demo, Addr: "127.0.0.1:8080", Dev: true})}
	s.handler = s.doors.handler()
	ctx, cancel := context.WithCancel(context.Background())
	fed := make(chan error, 1)
	go func() { fed <- h.feed.Run(ctx) }()
	s.stop = sync.OnceFunc(func() { cancel(); <-fed; _ = raw.Close(); h.close() })
	t.Cleanup(s.stop)
	return s
}

func (h *house) key(b blueprint, key string) org.ID {
	w, err := h.app.World(context.Background(), b.orgs["alpina"])
	if err != nil {
		return 0
	}
	p, _ := w.PersonByKey(key)
	return p.ID
}

func (b *blueprint) furnish(h *house) error {
	for _, c := range []struct{ key, prefix, mark string }{{"alpina", "", "zqa"}, {"borealis", "b-", "zqborealis"}} {
		o, err := h.app.CreateOrg(context.Background(), app.NewOrg{Key: c.key, Name: strings.ToTitle(c.key[:1]) + c.key[1:], TimeZone: "Europe/Paris"})
		if err != nil {
			return err
		}
		b.orgs[c.key] = o.ID
		w, err := h.app.World(context.Background(), o.ID)
		if err != nil {
			return err
		}
		if c.key == "borealis" { // so that the two companies never draw the same numbers
			if _, err := h.app.Import(context.Background(), org.System(o.ID), c.mark, sheet.Batch{}, false); err != nil {
				return err
			}
		}
		if report, err := h.app.Import(context.Background(), org.System(o.ID), c.mark+"import", company(w.Root().Key, c.prefix, c.mark), false); err != nil {
			return fmt.Errorf("%w: %+v", err, report.Errors)
		}
		if err := keepTemplates(h, o, c.prefix+"nord", c.prefix+"sud"); err != nil {
			return err
		}
		if err := addHooks(h, o); err != nil {
			return err
		}
		if err := giveLetters(h, o, c.prefix); err != nil {
			return err
		}
		if err := giveRewards(h, o, c.prefix); err != nil {
			return err
		}
		if err := hangWalls(h, o, c.prefix+"nord", c.prefix+"sud"); err != nil {
			return err
		}
		for _, who := range []string{"lea", "tom"} {
			if err := play(h, o, c.prefix+who); err != nil {
				return err
			}
		}
		if err := openGoals(h, o); err != nil {
			return err
		}
		if err := b.sign(h, o); err != nil {
			return err
		}
	}
	return nil
}

// company is a small house: Nord (led by Karim, with Léa and Tom) and Sud (led by Sarah, with Inès). Every text that not everybody may
// read begins with the mark; in the other company every text does.
func company(root, prefix, mark string) sheet.Batch {
	var b sheet.Batch
	text := func(s string) sheet.Opt[string] {
		if mark == "zqborealis" {
			s = mark + " " + s
		}
		return sheet.Val(s)
	}
	since := sheet.Val(period.On(2024, 1, 1))
	for _, t := range [][2]string{{"nord", "karim"}, {"sud", "sarah"}} {
		b.Teams = append(b.Teams, sheet.TeamRow{Key: prefix + t[0], Name: text("Équipe " + t[0]), Parent: sheet.Val(root), Kind: sheet.Val("team"), Lead: sheet.Val(prefix + t[1])})
	}
	for _, p := range [][3]string{
		{"lea", "nord", "rep"}, {"tom", "nord", "rep"}, {"karim", "nord", "manager"}, {"ines", "sud", "rep"}, {"sarah", "sud", "manager"}, {"luc", "nord", "rep"},
		{"zoe", "sud", "rep"}, {"dora", "", "director"}, {"otto", "", "ops"}, {"hana", "", "hr"}, {"ada", "", "admin"},
	} {
		row := sheet.PersonRow{Key: prefix + p[0], Name: text("Nom " + p[0]), Email: sheet.Val(mark + "mail-" + p[0] + "@example.org"), Role: sheet.Val(p[2]), StartOn: since}
		row.Team = sheet.Val(prefix + p[1])
		if p[1] == "" {
			row.Team = sheet.Val(root)
		}
		if p[0] == "luc" {
			row.EndOn = sheet.Val(period.On(2026, 11, 20))
		}
		b.People = append(b.People, row)
	}
	away := period.On(2025, 3, 17)
	if prefix != "" {
		away = period.On(2024, 3, 17)
	}
	b.Absences = []sheet.AbsenceRow{{Person: prefix + "lea", From: away, To: away.AddDays(2), Share: measure.Hundred},
		{Person: prefix + "ines", From: away.AddDays(57), To: away.AddDays(59), Share: measure.Hundred}}
	b.Metrics = []sheet.MetricRow{{Key: prefix + "own", Name: text("Le nôtre"), Unit: sheet.Val("count"), Kind: sheet.Val("count"), Where: sheet.Val(`kind == "visit"`)}}
	b.Goals, b.Steps = objectives(root, prefix, mark, text)
	for _, who := range []string{"lea", "tom", "ines"} {
		b.Results = append(b.Results, sheet.ResultRow{
			Source: "web", Ref: prefix + "ref-" + who, OccurredOn: period.On(2026, 11, 2), Kind: "deal_won", Amount: measure.Some(1_000 * measure.One),
			Credits: []sheet.CreditKey{{Owner: prefix + who, BP: measure.Hundred}}, Attrs: map[string]string{"customer": mark + "attr-" + who, "product": mark + "attr-" + who},
		})
	}
	return b
}

func objectives(root, prefix, mark string, text func(string) sheet.Opt[string]) (goals []sheet.GoalRow, steps []sheet.StepRow) {
	from, to := sheet.Val(period.On(2026, 10, 1)), sheet.Val(period.On(2026, 12, 31))
	add := func(key, tier, owner, parent string, title, why sheet.Opt[string], status string, paid bool) {
		goals = append(goals, sheet.GoalRow{
			Key: prefix + key, Title: title, Why: why, Tier: sheet.Val(tier), Owner: sheet.Val(owner), Metric: sheet.Val("revenue"), Parent: sheet.Val(parent), Paid: sheet.Val(paid),
			Target: sheet.Val(measure.Some(50_000 * measure.One)), StartOn: from, EndOn: to, Origin: sheet.Val("agreed"), Status: sheet.Val(status),
		})
	}
	add("cap", "strategic", "team:"+root, "", text("Le cap"), text(""), "", false)
	add("nord-q4", "collective", "team:"+prefix+"nord", prefix+"cap", text("Nord au sommet"), text(""), "", false)
	add("sud-q4", "collective", "team:"+prefix+"sud", prefix+"cap", text("Sud au sommet"), text(""), "", false)
	for _, who := range []string{"lea", "tom", "ines"} {
		team := map[string]string{"lea": "nord", "tom": "nord", "ines": "sud"}[who]
		owner := "person:" + prefix + who
		add(who+"-q4", "individual", owner, prefix+team+"-q4", sheet.Val(mark+"goal-"+who), sheet.Val(mark+"why-"+who), "", false)
		add(who+"-paid", "individual", owner, "", sheet.Val(mark+"pay-"+who), sheet.Val(""), "", true)
		add(who+"-next", "individual", owner, "", sheet.Val(mark+"proposal-"+who), sheet.Val(""), "proposed", false)
		steps = append(steps, sheet.StepRow{Goal: prefix + who + "-q4", Key: prefix + who + "-step", Title: sheet.Val(mark + "step-" + who), DueOn: to})
	}
	return goals, steps
}

// sign gives everybody a session and makes one token of each kind.
func (b *blueprint) sign(h *house, o org.Org) error {
	ctx := context.Background()
	w, err := h.app.World(ctx, o.ID)
	if err != nil {
		return err
	}
	for _, p := range w.People {
		if p.Key == "zoe" || strings.HasPrefix(p.Key, "b-") && p.Key != "b-ada" && p.Key != "b-lea" {
			continue
		}
		secret, err := h.app.DemoSession(ctx, o.ID, p.ID)
		if err != nil {
			return err
		}
		c := caller{name: p.Key, org: o.Key, role: p.Role, cookie: secret}
		if p.Key == "luc" { // whoever has left is nobody
			c.org = ""
		}
		b.callers = append(b.callers, c)
	}
	return b.tokens(h, o)
}

func (b *blueprint) tokens(h *house, o org.Org) error {
	ctx := context.Background()
	make := func(name, scope string) (caller, error) {
		secret, err := h.app.CreateToken(ctx, org.System(o.ID), name, []string{scope})
		return caller{name: name, org: o.Key, scope: scope, bearer: secret}, err
	}
	if o.Key == "borealis" {
		c, err := make("zqborealis-token", org.ScopeAdmin)
		b.callers = append(b.callers, c)
		return err
	}
	for _, scope := range org.Scopes {
		c, err := make("token "+scope, scope)
		if err != nil {
			return err
		}
		b.callers = append(b.callers, c)
	}
	gone, err := make("revoked token", org.ScopeAdmin)
	if err != nil {
		return err
	}
	tokens, err := h.app.Tokens(ctx, org.System(o.ID))
	if err != nil {
		return err
	}
	i := slices.IndexFunc(tokens, func(t store.Token) bool { return t.Name == gone.name })
	if err := h.app.RevokeToken(ctx, org.System(o.ID), tokens[i].ID); err != nil {
		return err
	}
	none, err := make("token without scope", org.ScopeBoardsRead)
	if err != nil {
		return err
	}
	ended, err := h.app.DemoSession(ctx, o.ID, h.key(*b, "ada"))
	if err != nil {
		return err
	}
	if err := h.app.SignOut(ctx, ended); err != nil {
		return err
	}
	b.callers = append(b.callers, none, caller{name: gone.name, bearer: gone.bearer}, caller{name: "ended session", cookie: ended}, caller{name: "anonymous"},
		caller{name: "made-up token", bearer: "cordee_" + strings.Repeat("0", 43)})
	return h.db.Write(ctx, func(tx *store.Tx) error {
		t, _, err := tx.TokenByHash(digestOf(none.bearer))
		if err != nil {
			return err
		}
		t.ID, t.Hash, t.Scopes = t.ID+1, digestOf(none.bearer+"0"), []string{}
		b.scopeless(none.bearer + "0")
		return tx.InsertToken(o.ID, t)
	})
}

// scopeless gives the token that may do nothing its own secret.
func (b *blueprint) scopeless(secret string) {
	i := slices.IndexFunc(b.callers, func(c caller) bool { return c.name == "token without scope" })
	b.callers[i].bearer, b.callers[i].scope = secret, ""
}

func callers(t testing.TB) []caller {
	t.Helper()
	b, err := furnished()
	if err != nil {
		t.Fatal(err)
	}
	return b.callers
}

func called(t testing.TB, name string) caller {
	t.Helper()
	all := callers(t)
	i := slices.IndexFunc(all, func(c caller) bool { return c.name == name })
	if i < 0 {
		t.Fatalf("nobody called %s", name)
	}
	return all[i]
}

func (s *site) world(key string) *app.World {
	s.t.Helper()
	b, _ := furnished()
	w, err := s.app.World(context.Background(), b.orgs[key])
	if err != nil {
		s.t.Fatal(err)
	}
	return w
}

// ask sends one request through every guard, as a browser or a program would.
func (s *site) ask(c caller, method, path, kind string, body []byte) *httptest.ResponseRecorder {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	if strings.Contains(path, "/live") { // it has no end
		cancel()
		ctx, cancel = context.WithTimeout(context.Background(), 40*time.Millisecond)
	}
	defer cancel()
	r := httptest.NewRequestWithContext(ctx, method, "http://127.0.0.1:8080"+path, bytes.NewReader(body))
	r.Host, r.RemoteAddr = "127.0.0.1:8080", "127.0.0.1:50000"
	if c.cookie != "" {
		r.AddCookie(&http.Cookie{Name: "cordee", Value: c.cookie})
	}
	if c.bearer != "" {
		r.Header.Set("Authorization", "Bearer "+c.bearer)
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return w
}

const formKind = "application/x-www-form-urlencoded"

// upload leaves a file for review and returns the name of the draft.
func (s *site) upload(c caller, file string) string {
	s.t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	part, err := form.CreateFormFile("file", "upload.csv")
	if err == nil {
		_, err = part.Write([]byte(file))
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		s.t.Fatal(err)
	}
	w := s.ask(c, http.MethodPost, "/imports", form.FormDataContentType(), b.Bytes())
	_, draft, ok := strings.Cut(w.Header().Get("Location"), "/uploads/")
	if !ok {
		s.t.Fatalf("upload: %d %s", w.Code, w.Body)
	}
	draft, _, _ = strings.Cut(draft, "/")
	return draft
}
