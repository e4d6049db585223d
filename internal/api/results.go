package api

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/route"
	"cordee/internal/sheet"
	"cordee/internal/store"
)

// Result is one result, with the column names of the results file. Amount is a decimal string (a JSON number is taken as it is
// written).
type Result struct {
	Ref        string            `json:"ref" doc:"Unique in its source; the same ref with the same content counts once."`
	Source     string            `json:"source,omitempty" doc:"Where it comes from; default: import."`
	Version    *int64            `json:"version,omitempty" doc:"With versions the highest wins in any order of arrival."`
	OccurredOn string            `json:"occurred_on,omitempty" format:"date"`
	Kind       string            `json:"kind" doc:"deal_won, deal_lost, call, meeting, profit, cancelled, or your own."`
	Person     string            `json:"person,omitempty" doc:"A person key, or team:KEY."`
	Credits    string            `json:"credits,omitempty" doc:"Shares that sum to 100, such as p1:60;p2:40."`
	Assists    string            `json:"assists,omitempty" doc:"Who helped, such as p3;p4."`
	Amount     Decimal           `json:"amount,omitempty"`
	Currency   string            `json:"currency,omitempty"`
	Rate       Decimal           `json:"exchange_rate,omitempty" doc:"One unit of currency in the organisation's, fixed with this result; without it the rates of the organisation say."`
	Attributes map[string]string `json:"attributes,omitempty"`
}

// Decimal is a decimal string; a JSON number is accepted and kept digit by digit.
type Decimal string

// UnmarshalJSON takes a string, a number or null.
func (d *Decimal) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		var s string
		err := json.Unmarshal(b, &s)
		*d = Decimal(s)
		return err
	}
	if string(b) != "null" {
		*d = Decimal(b)
	}
	return nil
}

func (s *Server) resultRoutes(g *route.Registry) {
	s.add(g, spec{method: http.MethodPost, path: "/api/v1/results", action: org.PostResult, request: []Result{}, response: app.Outcome{},
		summary: "Post one result or an array of them, all or nothing; answered once committed.", do: s.postResults})
	s.add(g, spec{method: http.MethodPost, path: "/api/v1/results/stream", action: org.PostResult, request: Result{}, response: StreamOutcome{},
		summary: "Post results as NDJSON, one a line, committed in chunks.", do: s.streamResults})
	s.add(g, spec{method: http.MethodGet, path: "/api/v1/results", action: org.ReadResults, logs: "results", query: resultsQuery{}, response: ResultPage{},
		summary: "Results that count now, the newest first.", do: s.listResults})
}

func (s *Server) postResults(c *call) (any, error) {
	body, err := c.body()
	if err != nil {
		return nil, err
	}
	rows, err := decodeResults(body)
	if err != nil {
		return nil, s.withOthers(c, rows, err)
	}
	key := c.r.Header.Get("Idempotency-Key")
	if key == "" {
		return s.app.Record(c.r.Context(), c.actor, rows)
	}
	return s.app.RecordOnce(c.r.Context(), c.actor, rows, app.Once{Key: key, Hash: app.HashOf(c.r.Method, c.r.URL.Path, body)})
}

// withOthers adds what else is wrong with the rows, so that a program corrects once.
func (s *Server) withOthers(c *call, rows []sheet.ResultRow, err error) error {
	if len(rows) == 0 || len(fault.All(err)) >= maxProblems {
		return err
	}
	return s.app.ReviewResults(c.r.Context(), c.actor, rows, err)
}

func rowOf(e *fault.Error) int {
	if e.Where == nil {
		return 0
	}
	return e.Where.Row
}

// decodeResults reads one result or an array. With an error it returns the rows as far as they could be read, each knowing its number.
func decodeResults(body []byte) ([]sheet.ResultRow, error) {
	var list []Result
	var problems fault.List
	if isArray(body) {
		if err := strict(body, &list); err != nil {
			var raws []json.RawMessage
			if fault.KindOf(err) == fault.TooLarge || json.Unmarshal(body, &raws) != nil {
				return nil, err
			}
			list, problems = readEach(raws)
			if len(problems) == 0 {
				return nil, err
			}
		}
	} else {
		list, problems = readEach([]json.RawMessage{body})
		if len(problems) > 0 && !json.Valid(body) {
			return nil, problems
		}
	}
	rows := make([]sheet.ResultRow, 0, len(list))
	for i, r := range list {
		if len(problems) >= maxProblems { // more are not told
			break
		}
		row, err := r.row(i + 1)
		problems.Add(err)
		rows = append(rows, row)
	}
	return rows, problems.OrNil()
}

// readEach reads results one by one, and tells everything that is wrong with each.
func readEach(raws []json.RawMessage) (list []Result, problems fault.List) {
	for i, raw := range raws {
		if len(problems) >= maxProblems {
			break
		}
		r, err := readResult(raw)
		if err != nil {
			problems.Add(atLine(err, i+1))
		}
		list = append(list, r)
	}
	return list, problems
}

// readResult reads one result. One that cannot be read as a whole is read field by field, as far as it goes.
func readResult(raw json.RawMessage) (Result, error) {
	var r Result
	whole := strict(raw, &r)
	if whole == nil {
		return r, nil
	}
	var cells map[string]json.RawMessage
	if fault.KindOf(whole) == fault.TooLarge || json.Unmarshal(raw, &cells) != nil {
		return Result{}, whole
	}
	r = Result{}
	var l fault.List
	for _, name := range slices.Sorted(maps.Keys(cells)) {
		if len(l) >= maxProblems {
			break
		}
		one, err := json.Marshal(map[string]json.RawMessage{name: cells[name]})
		if err != nil {
			return Result{}, whole
		}
		next := r
		if err := strict(one, &next); err != nil {
			l.Add(err)
			continue
		}
		r = next
	}
	if len(l) == 0 { // each field is right by itself: one came twice
		return r, whole
	}
	return r, l
}

// row turns a JSON result into the same row a file would give.
func (r Result) row(n int) (sheet.ResultRow, error) {
	var l fault.List
	at := fault.Where{Row: n}
	bad := func(err error, field, value string) {
		for _, e := range fault.All(err) {
			where := at
			where.Column, where.Value = field, value
			l = append(l, e.On(field).At(where))
		}
	}
	row := sheet.ResultRow{At: at, Source: r.Source, Ref: r.Ref, Kind: r.Kind, Currency: r.Currency, Attrs: r.Attributes}
	if r.Version != nil {
		row.Version, row.HasVersion = *r.Version, true
	}
	if r.OccurredOn != "" {
		on, err := period.ParseDate(r.OccurredOn)
		bad(err, "occurred_on", r.OccurredOn)
		row.OccurredOn = on
	}
	if r.Amount != "" {
		a, _, err := measure.Parse(string(r.Amount))
		bad(err, "amount", string(r.Amount))
		row.Amount = measure.Some(a)
	}
	if r.Rate != "" {
		var ok bool
		if row.Rate, ok = sheet.ParseRate(string(r.Rate), false); !ok {
			bad(fault.New(fault.Invalid, "rate.invalid", "value", string(r.Rate)), "exchange_rate", string(r.Rate))
		}
	}
	credits, assists, err := sheet.ParseCredits(r.Person, r.Credits, r.Assists)
	for _, e := range fault.All(err) {
		bad(e, e.Field, map[string]string{"credits": r.Credits, "assists": r.Assists}[e.Field])
	}
	row.Credits, row.Assists = credits, assists
	return row, l.OrNil()
}

// StreamOutcome is the answer to a stream: what was committed, and where it stopped if it did.
type StreamOutcome struct {
	app.Outcome
	Lines int `json:"lines"`
}

// Bounds of a stream: the longest line, and how long it may take to arrive.
const (
	maxLine    = 1 << 20
	streamTime = 10 * time.Minute
)

// streamChunk is how many lines share a commit; a line that is refused stops the stream, with all chunks before it committed.
const streamChunk = 1_000

func (s *Server) streamResults(c *call) (any, error) {
	x := stream{server: s, call: c}
	lines := bufio.NewScanner(c.r.Body)
	lines.Buffer(make([]byte, 64<<10), maxLine)
	_ = http.NewResponseController(c.w).SetReadDeadline(time.Now().Add(streamTime))
	for lines.Scan() {
		x.out.Lines++
		if err := x.take(lines.Bytes()); err != nil {
			return nil, x.stopped(err)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, x.stopped(streamError(err, x.out.Lines+1))
	}
	if err := x.flush(); err != nil {
		return nil, x.stopped(err)
	}
	return x.out, nil
}

// stream is one request under way.
type stream struct {
	server *Server
	call   *call
	chunk  []sheet.ResultRow
	out    StreamOutcome
}

// take reads one line; an empty one counts and says nothing.
func (x *stream) take(line []byte) error {
	if len(bytes.TrimSpace(line)) == 0 {
		return nil
	}
	var r Result
	if err := strict(line, &r); err != nil {
		return atLine(err, x.out.Lines)
	}
	row, err := r.row(x.out.Lines)
	if err != nil {
		return err
	}
	if x.chunk = append(x.chunk, row); len(x.chunk) < streamChunk {
		return nil
	}
	return x.flush()
}

func (x *stream) flush() error {
	if len(x.chunk) == 0 {
		return nil
	}
	got, err := x.server.app.Record(x.call.r.Context(), x.call.actor, x.chunk)
	x.out.Accepted, x.out.Duplicate, x.out.Corrected = x.out.Accepted+got.Accepted, x.out.Duplicate+got.Duplicate, x.out.Corrected+got.Corrected
	x.chunk = x.chunk[:0]
	return err
}

// stopped says what had been committed when a line was refused.
func (x *stream) stopped(err error) error { return halfway{err, x.out.Outcome} }

func streamError(err error, line int) error {
	if errors.Is(err, bufio.ErrTooLong) {
		return atLine(fault.New(fault.Invalid, "import.record_too_long", "max", "1"), line)
	}
	return err
}

func atLine(err error, line int) error {
	var l fault.List
	for _, e := range fault.All(err) {
		l = append(l, e.At(fault.Where{Row: line}))
	}
	return l
}

type resultsQuery struct {
	From   string `query:"from" doc:"First day."`
	To     string `query:"to" doc:"Last day, included."`
	Owner  string `query:"owner" doc:"person:KEY or team:KEY; default: everybody."`
	Cursor string `query:"cursor" doc:"From next of the page before."`
	Limit  string `query:"limit" doc:"1 to 500, default 100."`
}

// ResultPage is a page of results; next is empty on the last one.
type ResultPage struct {
	Results []Result `json:"results"`
	Next    string   `json:"next,omitempty"`
}

func (s *Server) listResults(c *call) (any, error) {
	q := c.r.URL.Query()
	ask := app.ResultAsk{Owner: q.Get("owner"), Limit: 100}
	var l fault.List
	ask.From = day(&l, q.Get("from"), "from")
	ask.To = day(&l, q.Get("to"), "to")
	if n, err := strconv.Atoi(q.Get("limit")); err == nil && n >= 1 && n <= 500 {
		ask.Limit = n
	} else if q.Get("limit") != "" {
		l.Add(fault.Bad("limit", "api.limit"))
	}
	if cursor := q.Get("cursor"); cursor != "" {
		var ok bool
		if ask.Before, ok = parseCursor(cursor); !ok {
			l.Add(fault.Bad("cursor", "api.cursor"))
		}
	}
	if len(l) > 0 {
		return nil, l
	}
	rows, next, err := s.app.Results(c.r.Context(), c.actor, ask)
	if err != nil {
		return nil, err
	}
	page := ResultPage{Results: make([]Result, len(rows))}
	for i, row := range rows {
		page.Results[i] = resultOf(row)
	}
	if next != (store.Cursor{}) {
		page.Next = next.On.String() + "." + strconv.FormatInt(next.Posting, 36)
	}
	return page, nil
}

func parseCursor(s string) (store.Cursor, bool) {
	on, posting, ok := strings.Cut(s, ".")
	d, err := period.ParseDate(on)
	id, err2 := strconv.ParseInt(posting, 36, 64)
	return store.Cursor{On: d, Posting: id}, ok && err == nil && err2 == nil
}

func resultOf(r sheet.ResultRow) Result {
	out := Result{Ref: r.Ref, Source: r.Source, OccurredOn: r.OccurredOn.String(), Kind: r.Kind, Amount: Decimal(r.Amount.String()),
		Currency: r.Currency, Attributes: r.Attrs}
	if r.HasVersion {
		out.Version = &r.Version
	}
	if r.Rate != 0 {
		out.Rate = Decimal(sheet.RateText(r.Rate))
	}
	out.Person, out.Credits, out.Assists = sheet.CreditTexts(r.Credits, r.Assists)
	return out
}

func day(l *fault.List, s, field string) period.Date {
	if s == "" {
		return 0
	}
	d, err := period.ParseDate(s)
	for _, e := range fault.All(err) {
		l.Add(e.On(field))
	}
	return d
}
