package api

import (
	"net/http"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"cordee/internal/app"
	"cordee/internal/org"
	"cordee/internal/route"
)

func TestWhoComesTooManyOrTooLateIsToldWhenToComeBack(t *testing.T) {
	d := openDesk(t)
	closing := app.New(d.db, app.Options{})
	closing.Close()
	d.serve(closing)
	for _, path := range []string{"/api/v1/results", "/api/v1/results/stream"} {
		w := d.send(org.ScopeResultsWrite, http.MethodPost, path, sale("r", "1"))
		wants(t, w, http.StatusServiceUnavailable, "app.closing")
		if w.Header().Get("Retry-After") != "2" {
			t.Errorf("%s: Retry-After is %q", path, w.Header().Get("Retry-After"))
		}
	}
}

// serve puts another heart behind the same door.
func (d *desk) serve(a *app.App) {
	routes := &route.Registry{}
	service := New(a, nil)
	service.Routes(routes)
	d.handler = routes.Mux(service.Guard)
}

// Bodies made to fill the memory (SAFETY I1: +256 MB at most), as large as the door lets in.
func TestBombsAtTheDoorOfTheAPIStayWithinTheMemoryBound(t *testing.T) {
	d := openDesk(t)
	full := func(unit string) string { return strings.Repeat(unit, (maxBody-200)/len(unit)) }
	some := func(unit string) string { return strings.Repeat(unit, min(maxRows-1, (maxBody-200)/len(unit))) }
	bombs := map[string]string{
		"empty objects":    "[" + full("{},") + "{}]",
		"empty arrays":     "[" + full("[],") + "[]]",
		"nulls":            "[" + full("null,") + "null]",
		"depth":            full("["),
		"depth of objects": full(`{"a":`),
		"one long text":    `{"ref":"` + full("x") + `"}`,
		"escapes":          `{"ref":"` + full(`\u0041`) + `"}`,
		"many attributes":  `{"ref":"a","attributes":{` + full(`"\u0041":"",`) + `"b":""}}`,
		"many credits":     `{"ref":"a","kind":"call","occurred_on":"2026-11-02","credits":"` + full("a:1;") + `"}`,
		"a long number":    `{"ref":"a","amount":` + full("9") + `}`,
		"wrong rows":       "[" + full(`{"ref":"a"},`) + `{"ref":"b"}]`,
		"unknown people":   "[" + full(`{"ref":"a","kind":"call","occurred_on":"2026-11-02","person":"x"},`) + sale("z", "1") + "]",
		"rows in a row":    `[{"a":[` + full("{},") + `{}]}]`,
		"people unknown":   "[" + some(`{"ref":"a","kind":"call","occurred_on":"2026-11-02","person":"x"},`) + sale("z", "1") + "]",
		"teams unknown":    "[" + some(`{"key":"a","team":"x"},`) + `{"key":"z"}]`,
		"no rows":          "[" + some("{},") + "{}]",
		"nothing":          "[" + some("null,") + "null]",
		"lines":            full("{}\n"),
	}
	for name, body := range bombs {
		for _, r := range d.routes.Routes() {
			if r.Request == nil {
				continue
			}
			var code int
			grown := peak(func() {
				code = d.send(org.ScopeAdmin, r.Method, strings.ReplaceAll(r.Path, "{goal}", "tom-q4"), body).Code
			})
			t.Logf("%s to %s: %d with %d MB", name, r.Pattern(), code, grown>>20)
			if code < 400 || code >= 500 {
				t.Errorf("%s to %s: %d", name, r.Pattern(), code)
			}
			if grown > 256<<20 {
				t.Errorf("%s to %s: memory grew by %d MB, want at most 256", name, r.Pattern(), grown>>20)
			}
		}
	}
}

// peak runs fn and says by how many bytes the heap grew at most.
func peak(fn func()) uint64 {
	var before, now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	// The bound is on what the program needs, not on how late the collector comes on a busy machine.
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(int64(before.Sys) + 64<<20))
	highest, stop, done := before.HeapAlloc, make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
				runtime.ReadMemStats(&now)
				highest = max(highest, now.HeapAlloc)
			}
		}
	}()
	fn()
	close(stop)
	<-done
	runtime.ReadMemStats(&now)
	return max(highest, now.HeapAlloc) - before.HeapAlloc
}
