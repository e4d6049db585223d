package api

import (
	"net/http"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"sync/atomic"
	"testing"

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

// peak runs fn and says by how many bytes the heap would grow at most. It does not look at the heap as it happens to be, which on a busy
// machine tells how late the collector comes: it has the collector run at every tenth of growth, asks after each run what was still in
// use, and doubles that, which is what the heap grows to at the collector's usual pace.
func peak(fn func()) uint64 {
	runtime.GC()
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	before := inUse()
	var highest atomic.Uint64
	var over atomic.Bool
	var watch func(*[64]byte)
	watch = func(*[64]byte) { // a thing nobody holds is let go by every run of the collector
		if over.Load() {
			return
		}
		highest.Store(max(highest.Load(), inUse()))
		runtime.SetFinalizer(new([64]byte), watch)
	}
	runtime.SetFinalizer(new([64]byte), watch)
	fn()
	over.Store(true)
	return 2 * (max(highest.Load(), before) - before)
}

// inUse is what the collector's last run found in use, in bytes.
func inUse() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// The measure itself: it sees what is held for a while, and not what is let go at once.
func TestThePeakIsWhatIsHeld(t *testing.T) {
	held := peak(func() {
		var parts [][]byte
		for range 64 {
			parts = append(parts, make([]byte, 1<<20))
		}
		runtime.KeepAlive(parts)
	})
	passing := peak(func() {
		for range 640 {
			runtime.KeepAlive(make([]byte, 1<<20))
		}
	})
	if held < 90<<20 || held > 160<<20 || passing > 24<<20 {
		t.Errorf("64 MB held: %d MB; 640 MB let go: %d MB", held>>20, passing>>20)
	}
}
