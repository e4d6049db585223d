package proof

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"cordee/internal/app"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// size is a number from the environment: how much of a proof to run. The make targets ask for all of it.
func size(t *testing.T, name string, usual int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return usual
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

// engine is a database that a test reaches twice: through the program, and by bare SQL beside it.
type engine struct {
	url, driver, raw string
}

func sqlite(t *testing.T) engine {
	t.Helper()
	path := filepath.Join(t.TempDir(), "cordee.db")
	return engine{url: "sqlite:" + path, driver: "sqlite", raw: "file:" + path + "?_pragma=busy_timeout(10000)"}
}

func postgres(t *testing.T) engine {
	t.Helper()
	url := testkit.PostgresURL(t)
	return engine{url: url, driver: "pgx", raw: url}
}

// engines runs a proof on both.
func engines(t *testing.T, body func(t *testing.T, e engine)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { body(t, sqlite(t)) })
	t.Run("postgres", func(t *testing.T) { body(t, postgres(t)) })
}

// open starts the program on the database, migrating it if need be.
func (e engine) open(t *testing.T) *app.App {
	t.Helper()
	db, err := store.Open(t.Context(), e.url)
	ok(t, err)
	ok(t, db.Migrate(t.Context()))
	a := app.New(db, app.Options{Now: func() time.Time { return time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC) }})
	t.Cleanup(func() {
		a.Close()
		if err := db.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return a
}

// beside opens the same database for bare SQL.
func (e engine) beside(t *testing.T) *sql.DB {
	t.Helper()
	db, err := sql.Open(e.driver, e.raw)
	ok(t, err)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("refused: %v", err)
	}
}

// alpina is a company of teams and people, in the database and in the model alike.
type alpina struct {
	t      *testing.T
	app    *app.App
	org    org.Org
	rnd    *rand.Rand
	model  *model
	people []string
	teams  []string // of the tree, without the root
	groups []string
}

var firstDay = period.On(2026, time.January, 1)

func date(day int) period.Date {
	if day < 0 {
		return 0
	}
	return firstDay.AddDays(day)
}

func newAlpina(t *testing.T, a *app.App, seed uint64) *alpina {
	t.Helper()
	o, err := a.CreateOrg(t.Context(), app.NewOrg{Key: "Alpina"})
	ok(t, err)
	c := &alpina{t: t, app: a, org: o, rnd: rand.New(rand.NewPCG(seed, 7)), model: newModel("Alpina")}
	c.readyMetrics()
	b := sheet.Batch{}
	for i := range 9 {
		key := fmt.Sprint("T", i)
		parent := "Alpina"
		if i >= 3 {
			parent = fmt.Sprint("T", i%3)
		}
		b.Teams = append(b.Teams, sheet.TeamRow{Key: key, Parent: sheet.Val(parent)})
		c.model.parent[key] = parent
		c.teams = append(c.teams, key)
	}
	for _, key := range []string{"G0", "G1"} {
		b.Teams = append(b.Teams, sheet.TeamRow{Key: key, Kind: sheet.Val("group")})
		c.model.groups[key] = true
		c.groups = append(c.groups, key)
	}
	for i := range 40 {
		key := fmt.Sprint("P", i)
		row := sheet.PersonRow{Key: key}
		stays := &[days]string{}
		if i%10 != 0 { // every tenth is unassigned
			team := c.teams[i%len(c.teams)]
			row.Team = sheet.Val(team)
			for d := range stays {
				stays[d] = team
			}
		}
		c.model.team[key], c.model.member[key] = stays, map[string]*[days]bool{}
		b.People = append(b.People, row)
		c.people = append(c.people, key)
	}
	_, err = a.Import(t.Context(), c.actor(), "start", b, false)
	ok(t, err)
	return c
}

func (c *alpina) actor() org.Actor { return org.System(c.org.ID) }

// readyMetrics says in Go what the metrics of a new company count.
func (c *alpina) readyMetrics() {
	kind := func(k string) func(content) bool { return func(x content) bool { return x.kind == k } }
	c.model.metrics = map[string]metric{
		"revenue":       {kind: "sum", match: kind("deal_won")},
		"deals":         {kind: "count", match: kind("deal_won")},
		"calls":         {kind: "count", match: kind("call")},
		"meetings":      {kind: "count", match: kind("meeting")},
		"deals_lost":    {kind: "count", match: kind("deal_lost")},
		"deals_closed":  {kind: "count", match: func(x content) bool { return x.kind == "deal_won" || x.kind == "deal_lost" }},
		"new_customers": {kind: "count", match: func(x content) bool { return x.kind == "deal_won" && x.attrs["new_customer"] == "yes" }},
		"margin":        {kind: "sum", of: "margin", match: kind("deal_won")},
		"profit":        {kind: "sum", match: kind("profit")},
	}
}

// shapes are what a metric of our own may be changed into, as an expression and as a Go function.
var shapes = []metric{
	{kind: "sum", where: `kind == "deal_won" && product == "Skis"`, match: func(c content) bool { return c.kind == "deal_won" && c.attrs["product"] == "Skis" }},
	{kind: "sum", full: true, where: `kind == "deal_won"`, match: func(c content) bool { return c.kind == "deal_won" }},
	{kind: "count", full: true, where: `product != ""`, match: func(c content) bool { return c.attrs["product"] != "" }},
	{kind: "count", where: `kind in ["call", "meeting"]`, match: func(c content) bool { return c.kind == "call" || c.kind == "meeting" }},
	{kind: "latest", of: "margin", where: `kind == "deal_won"`, match: func(c content) bool { return c.kind == "deal_won" && c.attrs["margin"] != "" }},
	{kind: "latest", full: true, of: "amount", where: `kind == "call"`, match: func(c content) bool { return c.kind == "call" }},
	{kind: "sum", of: "margin", where: `num(margin) > 50`, match: func(c content) bool { n, _ := strconv.Atoi(c.attrs["margin"]); return n > 50 }},
}

func (m metric) row(key string) sheet.MetricRow {
	row := sheet.MetricRow{Key: key, Kind: sheet.Val(m.kind), Where: sheet.Val(m.where), Unit: sheet.Val("count"), Of: sheet.Val(m.of), Credit: sheet.Val("share")}
	if m.full {
		row.Credit = sheet.Val("full")
	}
	return row
}

func (c content) row(r ref, version int64) sheet.ResultRow {
	row := sheet.ResultRow{
		Source: r.source, Ref: r.name, Version: version, HasVersion: version > 0, OccurredOn: date(c.day), Kind: c.kind,
		Assists: c.assists, Amount: measure.Some(measure.Amount(c.amount)), Attrs: c.attrs,
	}
	for _, x := range c.credits {
		row.Credits = append(row.Credits, sheet.CreditKey{Owner: x.owner, BP: measure.BP(x.bp)})
	}
	return row
}
