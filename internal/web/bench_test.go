package web

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"cordee/internal/app"
	"cordee/internal/demo"
	"cordee/internal/feed"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/route"
	"cordee/internal/sheet"
	"cordee/internal/testkit"
)

// largeSite is a plain company of any size with results, read by someone who leads a team at the bottom of the tree.
type largeSite struct {
	app    *app.App
	org    org.Org
	world  *app.World
	mux    http.Handler
	cookie *http.Cookie
}

func openLarge(b *testing.B, people int) largeSite {
	b.Helper()
	db := testkit.SQLite(b)
	a := app.New(db, app.Options{})
	b.Cleanup(a.Close)
	large := demo.Org(people, 1, period.Today(time.Now(), time.UTC))
	set := large.Settings
	o, err := a.CreateOrg(b.Context(), app.NewOrg{Key: set.Key, Name: set.Name, Currency: set.Currency, Locale: set.Locale, TimeZone: set.TimeZone})
	must(b, err)
	_, err = a.Import(b.Context(), org.System(o.ID), "bench", large.Batch, false)
	must(b, err)
	rows := make([]sheet.ResultRow, 20_000)
	for i := range rows {
		rows[i] = large.Row(uint64(i))
	}
	_, err = a.Record(b.Context(), org.System(o.ID), rows)
	must(b, err)
	w, err := a.World(b.Context(), o.ID)
	must(b, err)
	secret, err := a.DemoSession(b.Context(), o.ID, w.People[0].ID)
	must(b, err)
	srv := New(Config{App: a, Feed: feed.New(db, nil)})
	var reg route.Registry
	srv.Routes(&reg)
	return largeSite{a, o, w, reg.Mux(srv.Guard), &http.Cookie{Name: plainCookie, Value: secret}}
}

func must(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func (s largeSite) get(b *testing.B, path string) int {
	req := httptest.NewRequestWithContext(context.Background(), http.MethodGet, path, nil)
	req.AddCookie(s.cookie)
	rec := httptest.NewRecorder()
	s.mux.ServeHTTP(rec, req)
	if rec.Code != http.StatusOK {
		b.Fatalf("%s: %d", path, rec.Code)
	}
	return rec.Body.Len()
}

// BenchmarkPages asks for the pages of every day in companies of every size: none should grow with the company.
func BenchmarkPages(b *testing.B) {
	for _, people := range []int{40, 1_000, 10_000, 100_000} {
		b.Run(fmt.Sprintf("people=%d", people), func(b *testing.B) {
			s := openLarge(b, people)
			mine, _, err := s.app.Goals(b.Context(), org.System(s.org.ID), app.GoalFilter{Owner: org.PersonOwner(s.world.People[0].ID)})
			must(b, err)
			pages := map[string]string{
				"rope": "/", "team": "/team", "direction": "/direction", "people": "/people", "goal": goalPath(mine[0].ID),
				"new_goal": "/goals/new", "new_result": "/results/new", "search": "/search?q=person+12", "team_root": teamPath(s.world.Root().ID),
			}
			for _, name := range sortedKeys(pages) {
				b.Run(name, func(b *testing.B) {
					size := 0
					for b.Loop() {
						size = s.get(b, pages[name])
					}
					b.ReportMetric(float64(size)/1024, "KiB")
				})
			}
		})
	}
}
