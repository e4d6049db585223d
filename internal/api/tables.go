package api

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/route"
	"cordee/internal/sheet"
)

// Row is one row of a table, with the column names of its file. A column that is absent is kept, one that is null or "" is cleared.
type Row map[string]any

// Counts is what became of the rows that were sent.
type Counts struct {
	Created   int `json:"created"`
	Updated   int `json:"updated"`
	Unchanged int `json:"unchanged"`
}

// tables are the routes PUT /api/v1/{table}: a row or an array of rows, created or updated by key, all or nothing.
var tables = []struct {
	kind   sheet.Kind
	action org.Action
}{
	{sheet.Teams, org.ManagePeople}, {sheet.People, org.ManagePeople}, {sheet.Memberships, org.ManagePeople},
	{sheet.Absences, org.ManagePeople}, {sheet.Metrics, org.ManageMetrics}, {sheet.Rates, org.ManageMetrics},
	{sheet.Goals, org.EditGoal}, {sheet.Steps, org.EditGoal}, {sheet.Tasks, org.EditGoal},
}

func (s *Server) tableRoutes(g *route.Registry) {
	for _, t := range tables {
		s.add(g, spec{method: http.MethodPut, path: "/api/v1/" + string(t.kind), action: t.action, request: []Row{}, response: Counts{},
			summary: fmt.Sprintf("Create or update %s by key, all or nothing.", t.kind),
			do:      func(c *call) (any, error) { return s.put(c, t.kind) }})
	}
}

func (s *Server) put(c *call, kind sheet.Kind) (any, error) {
	body, err := c.body()
	if err != nil {
		return nil, err
	}
	rows, problems := decodeRows(body)
	batch, err := readRows(kind, rows)
	if problems.Add(err); len(problems) > 0 {
		slices.SortStableFunc(problems, func(x, y *fault.Error) int { return rowOf(x) - rowOf(y) })
		if len(rows) == 0 || len(problems) >= maxProblems {
			return nil, problems
		}
		return nil, s.app.ReviewTake(c.r.Context(), c.actor, batch, problems)
	}
	once := app.Once{Key: c.r.Header.Get("Idempotency-Key"), Hash: app.HashOf(c.r.Method, c.r.URL.Path, body)}
	if once.Version, err = c.ifMatch(len(rows)); err != nil {
		return nil, err
	}
	counts, err := s.app.Take(c.r.Context(), c.actor, batch, once)
	n := counts[kind]
	return Counts{n.Created, n.Updated, n.Unchanged}, err
}

// decodeRows reads a row or an array of rows. A cell that cannot be read is left empty, so that all others can be looked at too.
func decodeRows(body []byte) ([]Row, fault.List) {
	var problems fault.List
	if err := wellFormed(body); err != nil {
		problems.Add(err)
		return nil, problems
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	rows := make([]Row, 1)
	var err error
	if isArray(body) {
		err = d.Decode(&rows)
	} else {
		err = d.Decode(&rows[0])
	}
	if err != nil {
		problems.Add(badJSON(err))
		return nil, problems
	}
	for i, r := range rows {
		if len(problems) >= maxProblems { // more are not told, and nothing is taken
			rows[i] = nil
			continue
		}
		problems.Add(r.check(i + 1))
	}
	return rows, problems
}

// check refuses an empty row, and lists and objects where a cell is asked for: it empties those.
func (r Row) check(n int) error {
	if len(r) == 0 {
		return fault.New(fault.Invalid, "api.row_empty").At(fault.Where{Row: n})
	}
	var l fault.List
	for _, name := range slices.Sorted(maps.Keys(r)) {
		kind := ""
		switch r[name].(type) {
		case []any:
			kind = "array"
		case map[string]any:
			kind = "object"
		}
		if kind != "" {
			l.Add(fault.New(fault.Invalid, "api.json_type", "field", name, "value", kind).On(name).At(fault.Where{Row: n, Column: name}))
			r[name] = nil
		}
	}
	return l.OrNil()
}

// readRows hands the rows to the readers of files, grouped by their columns, so that both doors check the same things.
func readRows(kind sheet.Kind, rows []Row) (sheet.Batch, error) {
	all := sheet.Batch{Files: []sheet.FileCount{{Kind: kind, Rows: len(rows)}}}
	var problems fault.List
	for from := 0; from < len(rows); {
		if len(rows[from]) == 0 { // refused already
			from++
			continue
		}
		columns := slices.Sorted(maps.Keys(rows[from]))
		to := from + 1
		for to < len(rows) && slices.Equal(columns, slices.Sorted(maps.Keys(rows[to]))) {
			to++
		}
		for row := from; row < to && len(problems) < maxProblems; row++ {
			problems.Add(unknownColumns(kind, columns, row+1))
		}
		b, err := readGroup(kind, columns, rows[from:to])
		for _, e := range fault.All(err) {
			problems = append(problems, renumber(e, from))
		}
		join(&all, numbered(b, from))
		from = to
	}
	return all, problems.OrNil()
}

func unknownColumns(kind sheet.Kind, columns []string, row int) error {
	if kind == sheet.Tasks {
		return nil
	}
	var l fault.List
	for _, c := range columns {
		if !slices.Contains(sheet.Columns(kind), c) {
			l = append(l, fault.New(fault.Invalid, "api.field_unknown", "field", c).On(c).At(fault.Where{Row: row, Column: c}))
		}
	}
	return l.OrNil()
}

func readGroup(kind sheet.Kind, columns []string, rows []Row) (sheet.Batch, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	records := [][]string{columns}
	for _, r := range rows {
		record := make([]string, len(columns))
		for i, c := range columns {
			record[i] = cellText(r[c])
		}
		records = append(records, record)
	}
	if err := w.WriteAll(records); err != nil {
		return sheet.Batch{}, err
	}
	file := sheet.File{Name: string(kind) + ".csv", Data: bytes.NewReader(b.Bytes()), Size: int64(b.Len())}
	return sheet.Read([]sheet.File{file}, sheet.Options{Kind: kind})
}

// cellText is a JSON value as a cell: null is empty, yes and no for booleans.
func cellText(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case string:
		return v
	case json.Number:
		return v.String()
	default:
		return fmt.Sprint(v)
	}
}

// renumber counts rows of the request from 1 instead of lines of a file.
func renumber(e *fault.Error, from int) *fault.Error {
	w := fault.Where{}
	if e.Where != nil {
		w = *e.Where
	}
	w.File, w.Sheet = "", ""
	if w.Row > 0 {
		w.Row += from - 1
	}
	return e.At(w)
}

// numbered gives the rows of a batch their places in the request, for what is found wrong with them later.
func numbered(b sheet.Batch, from int) sheet.Batch {
	each(b.Teams, func(r *sheet.TeamRow) *fault.Where { return &r.At }, from)
	each(b.People, func(r *sheet.PersonRow) *fault.Where { return &r.At }, from)
	each(b.Memberships, func(r *sheet.MembershipRow) *fault.Where { return &r.At }, from)
	each(b.Absences, func(r *sheet.AbsenceRow) *fault.Where { return &r.At }, from)
	each(b.Metrics, func(r *sheet.MetricRow) *fault.Where { return &r.At }, from)
	each(b.Rates, func(r *sheet.RateRow) *fault.Where { return &r.At }, from)
	each(b.Goals, func(r *sheet.GoalRow) *fault.Where { return &r.At }, from)
	each(b.Steps, func(r *sheet.StepRow) *fault.Where { return &r.At }, from)
	each(b.Tasks, func(r *sheet.TaskRow) *fault.Where { return &r.At }, from)
	if b.Broken != nil {
		broken := numbered(*b.Broken, from)
		b.Broken = &broken
	}
	return b
}

func each[T any](rows []T, at func(*T) *fault.Where, from int) {
	for i := range rows {
		w := at(&rows[i])
		*w = fault.Where{Row: w.Row + from - 1}
	}
}

func join(all *sheet.Batch, b sheet.Batch) {
	all.Teams = append(all.Teams, b.Teams...)
	all.People = append(all.People, b.People...)
	all.Memberships = append(all.Memberships, b.Memberships...)
	all.Absences = append(all.Absences, b.Absences...)
	all.Metrics = append(all.Metrics, b.Metrics...)
	all.Rates = append(all.Rates, b.Rates...)
	all.Goals = append(all.Goals, b.Goals...)
	all.Steps = append(all.Steps, b.Steps...)
	all.Tasks = append(all.Tasks, b.Tasks...)
	if b.Broken != nil {
		if all.Broken == nil {
			all.Broken = &sheet.Batch{}
		}
		join(all.Broken, *b.Broken)
	}
}
