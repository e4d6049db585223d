package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"cordee/internal/org"
	"cordee/internal/sheet"
)

// refoldPeople is how many people the large ledger is shared by.
const refoldPeople = 10_000

// benchRefold fills a ledger with many results, then folds all of it anew and compares every total.
func benchRefold(ctx context.Context, dir string, results int) (all []reading, err error) {
	defer func() {
		for i := range all {
			all[i].People = refoldPeople
		}
	}()
	l, stop, err := newLab(ctx, dir, refoldPeople)
	if err != nil {
		return nil, err
	}
	defer stop()
	at := time.Now()
	if err := l.fill(ctx, results); err != nil {
		return nil, err
	}
	took := time.Since(at)
	all = append(all, reading{Name: "large sets of results", PerSecond: float64(results) / took.Seconds(),
		Note: fmt.Sprintf("(%d results, %.0f s, %d MB on disk)", results, took.Seconds(), l.onDisk()>>20)})
	got, err := l.refolds(ctx, 0, rawRates{})
	return append(all, got...), err
}

// fillSet is how many results are posted at once to fill a ledger: what a company's whole history would be imported by.
const fillSet = 20_000

func (l *lab) fill(ctx context.Context, results int) error {
	for left := results; left > 0; {
		rows := make([]sheet.ResultRow, min(left, fillSet))
		for i := range rows {
			rows[i] = l.large.Row(l.next)
			l.next++
		}
		if _, err := l.app.Record(ctx, org.System(l.org.ID), rows); err != nil {
			return err
		}
		left -= len(rows)
	}
	return nil
}

// onDisk is the size of the database with its log, in bytes.
func (l *lab) onDisk() (n int64) {
	files, _ := filepath.Glob(l.database + "*") // the pattern is our own
	for _, name := range files {
		if info, err := os.Stat(name); err == nil {
			n += info.Size()
		}
	}
	return n
}

// refolds folds the whole ledger anew and compares every total.
func (l *lab) refolds(ctx context.Context, _ time.Duration, _ rawRates) ([]reading, error) {
	runtime.GC()
	peak := watchMemory()
	at := time.Now()
	v, err := l.app.Verify(ctx, l.org.ID)
	took := time.Since(at)
	most := peak()
	if err != nil {
		return nil, err
	}
	if len(v.Wrong) > 0 {
		return nil, fmt.Errorf("%d totals are wrong", len(v.Wrong))
	}
	return []reading{{Name: "fold the ledger again and compare", PerSecond: float64(v.Postings) / took.Seconds(),
		Note: fmt.Sprintf("(%d postings, %d totals, %.2f s, %d MB at most)", v.Postings, v.Tallies, took.Seconds(), most>>20)}}, nil
}

// watchMemory looks at the memory of the process until the returned function is called, which tells the most that was seen, in bytes.
func watchMemory() (peak func() uint64) {
	stop, most := make(chan struct{}), make(chan uint64)
	go func() {
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		seen := resident()
		for {
			select {
			case <-tick.C:
				seen = max(seen, resident())
			case <-stop:
				most <- max(seen, resident())
				return
			}
		}
	}()
	return func() uint64 {
		close(stop)
		return <-most
	}
}

// resident is the memory the process occupies, in bytes: by the kernel's count on Linux, elsewhere what the Go runtime holds.
func resident() uint64 {
	if text, err := os.ReadFile("/proc/self/statm"); err == nil {
		if fields := strings.Fields(string(text)); len(fields) > 1 {
			if pages, err := strconv.ParseUint(fields[1], 10, 64); err == nil {
				return pages * uint64(os.Getpagesize())
			}
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Sys - m.HeapReleased
}
