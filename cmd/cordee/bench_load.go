package main

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"cordee/internal/api"
	"cordee/internal/app"
	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/store"
)

// rawRates is what the engine alone does: rows a second, one durable commit each with the unique reference that idempotency needs,
// and bare ledger rows a thousand to a commit, without heads, totals or journal.
type rawRates struct{ one, thousand float64 }

const rawTable = `CREATE TABLE raw (org_id INTEGER, source TEXT, ref TEXT, occurred_on TEXT, owner INTEGER, amount INTEGER,
	PRIMARY KEY (org_id, source, ref)) STRICT`

const rawInsert = `INSERT INTO raw (org_id, source, ref, occurred_on, owner, amount) VALUES (1, 'bench', $1, '2026-01-01', 7, 125000)`

// rawRows measures the embedded engine itself, with the same durability settings. It is a yardstick, no part of the product.
func rawRows(ctx context.Context, file string, span time.Duration) (float64, error) {
	db, err := sql.Open("sqlite", "file:"+file+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_txlock=immediate")
	if err != nil {
		return 0, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, rawTable); err != nil {
		return 0, err
	}
	start, n := time.Now(), 0
	for ; time.Since(start) < span; n++ {
		if _, err := db.ExecContext(ctx, rawInsert, fmt.Sprintf("ref-%08d", n*7919%100_000_000)); err != nil {
			return 0, err
		}
	}
	return float64(n) / time.Since(start).Seconds(), nil
}

// rawLedger appends bare ledger rows through the store, a thousand to a commit.
func (l *lab) rawLedger(ctx context.Context, span time.Duration) (float64, error) {
	db, err := store.Open(ctx, l.database+".raw")
	if err != nil {
		return 0, err
	}
	defer db.Close()
	if err := db.Migrate(ctx); err != nil {
		return 0, err
	}
	if err := db.Write(ctx, func(tx *store.Tx) error { return tx.InsertOrg(l.org, 1) }); err != nil {
		return 0, err
	}
	rows := make([]store.Posted, 1_000)
	start, n := time.Now(), 0
	for ; time.Since(start) < span; n += len(rows) {
		for i := range rows {
			rows[i].Posting = bare(n + i)
		}
		if err := db.Write(ctx, func(tx *store.Tx) error { return tx.InsertPostings(l.org.ID, rows) }); err != nil {
			return 0, err
		}
	}
	return float64(n) / time.Since(start).Seconds(), nil
}

// bare is a posting like any sale's.
func bare(n int) ledger.Posting {
	p := ledger.Post(ledger.Result{
		Source: "bench", Ref: fmt.Sprintf("ref-%08d", n*7919%100_000_000), OccurredOn: period.On(2026, 1, 1+n%365), Kind: "deal_won",
		Credits: []ledger.Share{{Owner: org.PersonOwner(org.ID(1 + n%997)), BP: 10_000}}, Amount: measure.Some(125 * measure.One),
		Attrs: map[string]string{"product": "Alpha"},
	})
	p.ID = store.PostingID(1+int64(n/1_000), 1+n%1_000)
	return p
}

// body is n new results as the API takes them.
func (l *lab) body(n int) []byte {
	rows := make([]api.Result, n)
	for i := range rows {
		rows[i] = asJSON(l.large.Row(l.next))
		l.next++
	}
	var v any = rows
	if n == 1 { // what arrives one by one is of these days; batches are histories, spread over the year
		rows[0].OccurredOn = l.large.Today.AddDays(-int(l.next % 3)).String()
		v = rows[0]
	}
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // plain strings always encode
	}
	return b
}

func asJSON(r sheet.ResultRow) api.Result {
	out := api.Result{Ref: r.Ref, Source: r.Source, OccurredOn: r.OccurredOn.String(), Kind: r.Kind, Amount: api.Decimal(r.Amount.String()), Attributes: r.Attrs}
	out.Person, out.Credits, out.Assists = sheet.CreditTexts(r.Credits, r.Assists)
	return out
}

func (l *lab) post(ctx context.Context, client *http.Client, body []byte) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, l.server.URL+"/api/v1/results", bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+l.token)
	return finish(client.Do(req))
}

func finish(res *http.Response, err error) error {
	if err != nil {
		return err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %.200s", res.Status, text)
	}
	return err
}

// connections is how many clients post at once.
const connections = 64

// oneByOne posts single results over HTTP, each answered only when it is durable.
func (l *lab) oneByOne(ctx context.Context, span time.Duration, raw rawRates) ([]reading, error) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections}}
	defer client.CloseIdleConnections()
	var draw sync.Mutex
	var first atomic.Pointer[error]
	times := make([][]time.Duration, connections)
	start := time.Now()
	var wg sync.WaitGroup
	for i := range connections {
		wg.Go(func() {
			for time.Since(start) < span && first.Load() == nil {
				draw.Lock()
				b := l.body(1)
				draw.Unlock()
				at := time.Now()
				if err := l.post(ctx, client, b); err != nil {
					first.CompareAndSwap(nil, &err)
					return
				}
				times[i] = append(times[i], time.Since(at))
			}
		})
	}
	wg.Wait()
	took := time.Since(start).Seconds()
	if err := first.Load(); err != nil {
		return nil, *err
	}
	var all []time.Duration
	for _, t := range times {
		all = append(all, t...)
	}
	rate := float64(len(all)) / took
	p50, p99 := percentiles(all)
	return []reading{{Name: fmt.Sprintf("HTTP, one by one, %d connections", connections), PerSecond: rate, P50: p50, P99: p99, OfRaw: rate / raw.one,
		Note: fmt.Sprintf("(raw: %.0f durable rows/s)", raw.one)}}, nil
}

// inBatches posts a thousand results at a time, with every total current at each answer.
func (l *lab) inBatches(ctx context.Context, span time.Duration, raw rawRates) ([]reading, error) {
	var times []time.Duration
	rows := 0
	for spent := time.Duration(0); spent < span; {
		b := l.body(1_000)
		at := time.Now()
		if err := l.post(ctx, http.DefaultClient, b); err != nil {
			return nil, err
		}
		took := time.Since(at)
		times, spent, rows = append(times, took), spent+took, rows+1_000
	}
	var total time.Duration
	for _, t := range times {
		total += t
	}
	rate := float64(rows) / total.Seconds()
	p50, p99 := percentiles(times)
	return []reading{{Name: "HTTP, batches of 1,000", PerSecond: rate, P50: p50, P99: p99, OfRaw: rate / raw.thousand,
		Note: fmt.Sprintf("(bare ledger rows: %.0f/s)", raw.thousand)}}, nil
}

// pages asks for the first page of a rep and the tree, one after the other.
func (l *lab) pages(ctx context.Context, span time.Duration, _ rawRates) ([]reading, error) {
	var all []reading
	for _, path := range []string{"/", "/team"} {
		var times []time.Duration
		for start := time.Now(); time.Since(start) < span/2; {
			at := time.Now()
			if _, err := l.page(ctx, path); err != nil {
				return nil, err
			}
			times = append(times, time.Since(at))
		}
		p50, p99 := percentiles(times)
		all = append(all, reading{Name: "page " + path, P50: p50, P99: p99})
	}
	return all, nil
}

func (l *lab) page(ctx context.Context, path string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, l.server.URL+path, nil)
	if err != nil {
		return "", err
	}
	req.AddCookie(&http.Cookie{Name: "cordee", Value: l.cookie})
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("page %s: %s", path, res.Status)
	}
	return string(text), err
}

// boards adds up a quarter for everyone.
func (l *lab) boards(ctx context.Context, span time.Duration, _ rawRates) ([]reading, error) {
	today := l.large.Today
	ask := app.BoardAsk{Metric: "revenue", From: today.AddDays(-90), To: today}
	var times []time.Duration
	for start := time.Now(); time.Since(start) < span/2; {
		at := time.Now()
		if _, err := l.app.Board(ctx, org.System(l.org.ID), ask); err != nil {
			return nil, err
		}
		times = append(times, time.Since(at))
	}
	p50, p99 := percentiles(times)
	return []reading{{Name: "board of everyone, 90 days", P50: p50, P99: p99}}, nil
}

var (
	liveAddress = regexp.MustCompile(`data-live="([^"]+)"`)
	liveSeq     = regexp.MustCompile(`data-seq="(\d+)"`)
)

// screens measures from posting a result to the moment each open page has received its new state.
func (l *lab) screens(ctx context.Context, _ time.Duration, _ rawRates) ([]reading, error) {
	var all []reading
	for _, viewers := range []int{1, 50, 500} {
		r, err := l.watch(ctx, viewers)
		if errors.Is(err, errTooLate) { // a finding, not a failure
			r, err = reading{Note: err.Error()}, nil
		}
		if err != nil {
			return all, err
		}
		r.Name = fmt.Sprintf("post to screen, %d viewers", viewers)
		all = append(all, r)
	}
	return all, nil
}

// patience is how long a screen may take before the benchmark gives up on it.
const patience = 20 * time.Second

var errTooLate = fmt.Errorf("somebody saw nothing within %s", patience)

func (l *lab) watch(ctx context.Context, viewers int) (reading, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	page, err := l.page(ctx, "/")
	if err != nil {
		return reading{}, err
	}
	where, seq := liveAddress.FindStringSubmatch(page), liveSeq.FindStringSubmatch(page)
	if where == nil || seq == nil {
		return reading{}, fmt.Errorf("the first page is not live")
	}
	address := l.server.URL + strings.ReplaceAll(where[1], "&amp;", "&")
	arrived := make(chan time.Time, viewers*64)
	var open sync.WaitGroup
	client := &http.Client{Transport: &http.Transport{MaxConnsPerHost: 0}}
	defer client.CloseIdleConnections()
	w, err := l.app.World(ctx, l.org.ID)
	if err != nil {
		return reading{}, err
	}
	for i := range viewers { // each is somebody, on their own device
		cookie, err := l.app.DemoSession(ctx, l.org.ID, w.People[i%len(w.People)].ID)
		if err != nil {
			return reading{}, err
		}
		open.Add(1)
		go view(ctx, client, address, cookie, seq[1], &open, arrived)
	}
	open.Wait()
	var times []time.Duration
	for range 5 {
		time.Sleep(400 * time.Millisecond) // past the feed's merging window, and past the round before
		drain(arrived)
		row := l.mine()
		at := time.Now()
		if _, err := l.app.Record(ctx, org.System(l.org.ID), []sheet.ResultRow{row}); err != nil {
			return reading{}, err
		}
		for range viewers {
			select {
			case t := <-arrived:
				times = append(times, t.Sub(at))
			case <-time.After(patience):
				return reading{}, errTooLate
			}
		}
	}
	p50, p99 := percentiles(times)
	return reading{P50: p50, P99: p99}, nil
}

// mine is a new sale of the person whose page is watched.
func (l *lab) mine() sheet.ResultRow {
	row := l.large.Row(l.next)
	l.next++
	row.Credits = []sheet.CreditKey{{Owner: l.person, BP: 10_000}}
	row.OccurredOn = l.large.Today
	return row
}

func drain(c chan time.Time) {
	for {
		select {
		case <-c:
		default:
			return
		}
	}
}

func view(ctx context.Context, client *http.Client, address, cookie, seq string, open *sync.WaitGroup, arrived chan<- time.Time) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		open.Done()
		return
	}
	req.AddCookie(&http.Cookie{Name: "cordee", Value: cookie})
	req.Header.Set("Last-Event-ID", seq)
	res, err := client.Do(req)
	open.Done()
	if err != nil {
		return
	}
	defer res.Body.Close()
	lines := bufio.NewScanner(res.Body)
	lines.Buffer(nil, 4<<20)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "id:") {
			arrived <- time.Now()
		}
	}
}
