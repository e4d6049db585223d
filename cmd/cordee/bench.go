package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"cordee/internal/app"
	"cordee/internal/cli"
	"cordee/internal/demo"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/web"
)

// reading is one line of the benchmark: a rate or a pair of times, and what it is of the raw engine in the same run.
type reading struct {
	Name      string  `json:"name"`
	People    int     `json:"people"`
	PerSecond float64 `json:"per_second,omitempty"`
	P50       float64 `json:"p50_ms,omitempty"`
	P99       float64 `json:"p99_ms,omitempty"`
	OfRaw     float64 `json:"of_raw,omitempty"`
	Note      string  `json:"note,omitempty"`
}

// bench measures this machine, each figure beside the raw engine in the same run, on temporary databases and loopback only.
func bench(ctx context.Context, out io.Writer, o cli.BenchOptions) error {
	dir, err := os.MkdirTemp("", "cordee-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	var all []reading
	tell := func(got []reading) {
		all = append(all, got...)
		for _, r := range got {
			if !o.JSON {
				fmt.Fprintln(out, r)
			}
		}
	}
	for _, people := range o.People {
		got, err := benchCompany(ctx, filepath.Join(dir, fmt.Sprint(people)), people, time.Duration(o.Seconds)*time.Second)
		tell(got)
		if err != nil {
			return err
		}
	}
	if o.Refold > 0 {
		got, err := benchRefold(ctx, filepath.Join(dir, "refold"), o.Refold)
		tell(got)
		if err != nil {
			return err
		}
	}
	if o.JSON {
		return json.NewEncoder(out).Encode(all)
	}
	return nil
}

func (r reading) String() string {
	parts := []string{fmt.Sprintf("%-34s %7d", r.Name, r.People)}
	if r.PerSecond > 0 {
		parts = append(parts, fmt.Sprintf("%10.0f/s", r.PerSecond))
	}
	if r.P99 > 0 {
		parts = append(parts, fmt.Sprintf("p50 %.1f ms  p99 %.1f ms", r.P50, r.P99))
	}
	if r.OfRaw > 0 {
		parts = append(parts, fmt.Sprintf("%.2f of raw", r.OfRaw))
	}
	return strings.TrimSpace(strings.Join(append(parts, r.Note), "  "))
}

// lab is one company under measurement: a real server on loopback with a real database behind it.
type lab struct {
	*house
	database string
	large    demo.Large
	org      org.Org
	server   *httptest.Server
	token    string
	cookie   string
	person   string // key of whose page is watched
	next     uint64
}

func benchCompany(ctx context.Context, dir string, people int, span time.Duration) (all []reading, err error) {
	defer func() {
		for i := range all {
			all[i].People = people
		}
	}()
	at := time.Now()
	l, stop, err := newLab(ctx, dir, people)
	if err != nil {
		return nil, err
	}
	defer stop()
	all = append(all, reading{Name: "company and objectives imported", Note: fmt.Sprintf("%.1f s", time.Since(at).Seconds())})
	var raw rawRates
	if raw.one, err = rawRows(ctx, filepath.Join(dir, "raw.db"), span/2); err != nil {
		return nil, err
	}
	if raw.thousand, err = l.rawLedger(ctx, span/2); err != nil {
		return nil, err
	}
	for _, take := range []func(context.Context, time.Duration, rawRates) ([]reading, error){
		l.oneByOne, l.inBatches, l.pages, l.boards, l.screens, l.refolds,
	} {
		got, err := take(ctx, span, raw)
		all = append(all, got...)
		if err != nil {
			return all, err
		}
	}
	return append(all, memory()), nil
}

func newLab(ctx context.Context, dir string, people int) (*lab, func(), error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, nil, err
	}
	h, err := open(ctx, filepath.Join(dir, "cordee.db"))
	if err != nil {
		return nil, nil, err
	}
	l := &lab{house: h, database: filepath.Join(dir, "cordee.db"), large: demo.Org(people, 1, period.Today(time.Now(), time.UTC))}
	if err := l.furnish(ctx); err != nil {
		h.close()
		return nil, nil, err
	}
	feeding, cancel := context.WithCancel(ctx)
	fed := make(chan error, 1)
	go func() { fed <- h.feed.Run(feeding) }()
	l.server = httptest.NewServer(h.handler(web.Config{}))
	return l, func() {
		cancel()
		l.server.CloseClientConnections()
		l.server.Close()
		<-fed
		h.close()
	}, nil
}

func (l *lab) furnish(ctx context.Context) error {
	set := l.large.Settings
	o, err := l.app.CreateOrg(ctx, app.NewOrg{Key: set.Key, Name: set.Name, Currency: set.Currency, Locale: set.Locale, TimeZone: set.TimeZone})
	if err != nil {
		return err
	}
	l.org = o
	actor := org.System(o.ID)
	if _, err := l.app.Import(ctx, actor, "bench", l.large.Batch, false); err != nil {
		return err
	}
	if l.token, err = l.app.CreateToken(ctx, actor, "bench", []string{"admin"}); err != nil {
		return err
	}
	w, err := l.app.World(ctx, o.ID)
	if err != nil {
		return err
	}
	l.person = w.People[0].Key
	l.cookie, err = l.app.DemoSession(ctx, o.ID, w.People[0].ID)
	return err
}

func memory() reading {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return reading{Name: "memory", Note: fmt.Sprintf("%d MB live heap, %d MB from the system", m.HeapAlloc>>20, m.Sys>>20)}
}

// percentiles are in milliseconds.
func percentiles(times []time.Duration) (p50, p99 float64) {
	if len(times) == 0 {
		return 0, 0
	}
	slices.Sort(times)
	at := func(q float64) float64 {
		return float64(times[min(int(q*float64(len(times))), len(times)-1)].Microseconds()) / 1_000
	}
	return at(0.50), at(0.99)
}
