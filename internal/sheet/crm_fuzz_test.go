package sheet_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cordee/internal/fault"
	"cordee/internal/period"
	"cordee/internal/sheet"
)

// Whatever a CRM's export holds, reading ends with goals that make sense or with a report, and never takes more than it may.

func FuzzHubSpot(f *testing.F)   { fuzzCRM(f, "hubspot.json", "hubspot.csv") }
func FuzzPipedrive(f *testing.F) { fuzzCRM(f, "pipedrive.json") }
func FuzzDynamics(f *testing.F)  { fuzzCRM(f, "dynamics.json", "dynamics.csv") }
func FuzzSalesforce(f *testing.F) {
	fuzzCRM(f, "salesforce.json", "salesforce.csv", "salesforce_quarters.csv")
}

func fuzzCRM(f *testing.F, names ...string) {
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join("testdata", "crm", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, true)
		if one, ok := oneRecord(data); ok { // small ones are where a fuzzer gets furthest
			f.Add(one, false)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte, french bool) {
		o := paris(t)
		o.French, o.Limits = french, small
		b, err := sheet.Read([]sheet.File{fileOf("export.txt", data)}, o)
		checkReport(t, err)
		for _, w := range b.Warnings {
			if w.Where == nil || w.Where.File != "export.txt" {
				t.Fatalf("a warning without its place: %+v", w)
			}
		}
		for _, g := range b.Goals {
			checkForeign(t, b, g)
		}
		if err == nil && len(b.Foreign) > 0 {
			readsBack(t, b)
		}
	})
}

// checkForeign wants a goal that could be written: days in order, a number, an owner, and where it comes from.
func checkForeign(t *testing.T, b sheet.Batch, g sheet.GoalRow) {
	t.Helper()
	from := b.Foreign[g.Key]
	if from == nil {
		return // a table of ours
	}
	if g.EndOn.V < g.StartOn.V || g.StartOn.V.Year() < 1 || g.EndOn.V.Year() > 9999 || !g.Target.V.OK || g.Metric.V == "" || g.Owner.V == "" || len(from.Owners) == 0 || g.At.File == "" {
		t.Fatalf("%+v from %+v", g, from)
	}
	if _, err := period.ParseDate(g.EndOn.V.String()); err != nil {
		t.Fatalf("%s ends on %s", g.Key, g.EndOn.V)
	}
	if len([]rune(g.Key)) > 128 {
		t.Fatalf("a key of %d characters", len([]rune(g.Key)))
	}
}

// oneRecord is the first record of an answer, without its envelope.
func oneRecord(data []byte) ([]byte, bool) {
	var v map[string]json.RawMessage
	if json.Unmarshal(data, &v) != nil {
		return nil, false
	}
	for _, raw := range v {
		var list []json.RawMessage
		if json.Unmarshal(raw, &list) == nil && len(list) > 0 {
			return list[0], true
		}
	}
	return nil, false
}

// What an API gives comes in many envelopes; the records are found in each.
func TestRecordsAreFoundInEveryEnvelope(t *testing.T) {
	goal := `{"id": "a", "title": "T", "type": {"name": "deals_won"}, "assignee": {"id": 1, "type": "person"}, "interval": "yearly", "duration": {"start": "2026-01-01", "end": "2026-12-31"},
		"expected_outcome": {"target": 5, "tracking_metric": "sum", "currency_id": null}}`
	other := strings.Replace(goal, `"a"`, `"b"`, 1)
	for name, c := range map[string]struct {
		text string
		n    int
		more bool
	}{
		"bare":             {goal, 1, false},
		"list":             {"[" + goal + "," + other + "]", 2, false},
		"data":             {`{"success": true, "data": [` + goal + `]}`, 1, false},
		"data.goals":       {`{"data": {"goals": [` + goal + `]}, "success": true}`, 1, false},
		"an answer to add": {`{"success": true, "data": {"goal": ` + goal + `}}`, 1, false},
		"results of one":   {`{"success": true, "data": {"progress": 4, "goal": ` + goal + `}}`, 1, false},
		"one in data":      {`{"success": true, "data": ` + goal + `}`, 1, false},
		"sf data query":    {`{"status": 0, "result": {"records": [` + goal + `], "totalSize": 9, "done": false}}`, 1, true},
		"pages":            {`{"data": [` + goal + `], "additional_data": {"pagination": {"more_items_in_collection": true}}}`, 1, true},
		"a cursor":         {`{"data": [` + goal + `], "additional_data": {"next_cursor": "x"}}`, 1, true},
		"the last page":    {`{"data": [` + goal + `], "additional_data": {"next_cursor": null}}`, 1, false},
		"lines":            {goal + "\n" + other + "\n", 2, false},
		"a byte mark":      {"\xef\xbb\xbf  " + goal, 1, false},
	} {
		b, err := sheet.Read([]sheet.File{fileOf("x.json", []byte(c.text))}, paris(t))
		more := len(withCode(b.Warnings, "crm.more_pages")) == 1
		if err != nil || len(b.Goals) != c.n || more != c.more {
			t.Errorf("%s: %d goals, more pages %v, %v", name, len(b.Goals), more, err)
		}
	}
}

// Bad input of each kind, each with the code that tells what to do, in JSON and in tables.
func TestBadExportsAreRefusedWithTheReason(t *testing.T) {
	hubspot := func(property, value string) string {
		p := map[string]any{
			"hs_goal_name": "N", "hs_goal_type": "sales_quota", "hs_target_amount": "5", "hs_start_datetime": "2026-01-01", "hs_end_datetime": "2026-01-31", "hubspot_owner_id": "1",
		}
		var v any
		if err := json.Unmarshal([]byte(value), &v); err != nil {
			t.Fatal(err)
		}
		p[property] = v
		out, _ := json.Marshal(map[string]any{"results": []any{map[string]any{"id": "1", "properties": p}}})
		return string(out)
	}
	for _, c := range []struct{ name, text, code, column string }{
		{"a number for a name", hubspot("hs_goal_name", `5`), "crm.want_text", "properties.hs_goal_name"},
		{"a name without end", hubspot("hs_goal_name", `"`+strings.Repeat("x", 301)+`"`), "text.too_long", "properties.hs_goal_name"},
		{"invisible characters", hubspot("hs_goal_name", `"a\u0007b"`), "control_character", "properties.hs_goal_name"},
		{"no target", hubspot("hs_target_amount", `null`), "crm.missing", "properties.hs_target_amount"},
		{"a target that is none", hubspot("hs_target_amount", `"NaN"`), "number.invalid", "properties.hs_target_amount"},
		{"a list for a target", hubspot("hs_target_amount", `["5"]`), "crm.want_number", "properties.hs_target_amount"},
		{"a yes for a target", hubspot("hs_target_amount", `true`), "crm.want_number", "properties.hs_target_amount"},
		{"a target beyond counting", hubspot("hs_target_amount", `"99999999999999999999"`), "number.too_large", "properties.hs_target_amount"},
		{"a French number in JSON", hubspot("hs_target_amount", `"5,50"`), "number.invalid", "properties.hs_target_amount"},
		{"no day", hubspot("hs_start_datetime", `null`), "crm.missing", "properties.hs_start_datetime"},
		{"a day that is none", hubspot("hs_start_datetime", `"2026-02-30"`), "crm.want_date", "properties.hs_start_datetime"},
		{"a French day in JSON", hubspot("hs_start_datetime", `"01/02/2026"`), "crm.want_date", "properties.hs_start_datetime"},
		{"an end before the start", hubspot("hs_end_datetime", `"2025-12-31"`), "date.order", "properties.hs_end_datetime"},
		{"nobody", hubspot("hubspot_owner_id", `null`), "crm.owner_missing", "properties.hubspot_owner_id"},
		{"a part of somebody", hubspot("hubspot_owner_id", `1.5`), "crm.want_id", "properties.hubspot_owner_id"},
		{"another currency", hubspot("hs_goal_target_currency_code", `"USD"`), "crm.currency", "properties.hs_goal_target_currency_code"},
		{"no type", hubspot("hs_goal_type", `null`), "crm.missing", "properties.hs_goal_type"},
		{"the same record twice", `[` + strings.Repeat(`{"id":"1","hs_goal_name":"N","hs_goal_type":"sales_quota","hs_target_amount":"5","hs_start_datetime":"2026-01-01","hs_end_datetime":"2026-01-31","hubspot_owner_id":"1"},`, 2) + `8]`, "key.duplicate", "id"},
		{"cut off", hubspot("x", `1`)[:80], "crm.json_invalid", ""},
		{"deep", `{"hs_goal_name":` + strings.Repeat(`{"a":`, 12) + "1" + strings.Repeat("}", 13), "crm.too_deep", ""},
		{"a deep list", `{"hs_goal_name": "x", "a": ` + strings.Repeat("[", 100) + strings.Repeat("]", 100) + "}", "crm.too_deep", ""},
		{"a table of another width", "User Name,Quota Amount,Start Date\nLéa,1\n", "import.row_width", ""},
		{"months or quarters", "User Name,Quota Amount,Start Date\nLéa,1,2026-01-01\n", "crm.period_unknown", "Period Type"},
		{"a period of nobody's", "User Name,Quota Amount,Start Date,Period Type\nLéa,1,2026-01-01,Fortnight\n", "choice.unknown", "Period Type"},
	} {
		_, err := sheet.Read([]sheet.File{fileOf("x.json", []byte(c.text))}, paris(t))
		found := withCode(fault.All(err), c.code)
		if len(found) == 0 || found[0].Where == nil || found[0].Where.File != "x.json" || found[0].Where.Column != c.column {
			t.Errorf("%s: %+v", c.name, said(sheet.Batch{}, err))
		}
	}
}

func TestExportsStayWithinTheLimits(t *testing.T) {
	record := `{"id":"%d","hs_goal_name":"N","hs_target_amount":"5"},`
	many := "[" + strings.TrimSuffix(strings.Repeat(record, 201), ",") + "]"
	wide := `[{"hs_goal_name":"N"` + strings.Repeat(`,"x":1`, 2) + "}]"
	var columns bytes.Buffer
	for i := range 1_001 {
		columns.WriteString(`,"p` + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + period.Date(i).String() + `":1`)
	}
	for name, c := range map[string]struct{ text, code string }{
		"records":         {many, "import.too_many_rows"},
		"one long record": {`[{"hs_goal_name":"` + strings.Repeat("x", 5<<10) + `"}]`, "import.record_too_long"},
		"one huge record": {`[{"hs_goal_name":"` + strings.Repeat("x", 900<<10) + `"}]`, "import.record_too_long"},
		"one huge object": {`{"hs_goal_name":"` + strings.Repeat("x", 900<<10) + `"}`, "import.record_too_long"},
		"a twin property": {wide, "crm.property_twice"},
		"properties":      {`[{"hs_goal_name":"N"` + columns.String() + "}]", "import.too_many_columns"},
	} {
		o := paris(t)
		o.Limits = small
		if name == "properties" {
			o.Limits.RecordBytes = 1 << 20
		}
		_, err := sheet.Read([]sheet.File{fileOf("x.json", []byte(c.text))}, o)
		if !fault.Is(err, c.code) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A very large export is read record by record: the machine holds its goals, never its text.
func TestALargeExportTakesLittleMemory(t *testing.T) {
	var out bytes.Buffer
	out.WriteString(`{"results":[`)
	for i := 0; out.Len() < 45<<20; i++ {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString(`{"id":"` + period.Date(i+1).String() + `","archived":true,"properties":{"hs_goal_name":"N","junk":"` + strings.Repeat("y", 400) + `"}}`)
	}
	out.WriteString("]}")
	grown := peak(func() {
		b, err := sheet.Read([]sheet.File{fileOf("x.json", out.Bytes())}, paris(t))
		if err != nil || len(b.Goals) != 0 || len(withCode(b.Warnings, "crm.left_out")) != 1 {
			t.Errorf("%d goals, %v", len(b.Goals), err)
		}
	})
	t.Logf("%d MB of file took %d MB", out.Len()>>20, grown>>20)
	if grown > 128<<20 { // what the collector has not come to yet included
		t.Errorf("memory grew by %d MB, want at most 128", grown>>20)
	}
}

// A JSON file is a table like any other: it can be looked at, and read by a mapping whose columns are paths.
func TestJSONIsATableOfPaths(t *testing.T) {
	columns, rows, err := sheet.Preview(crmFile(t, "hubspot.json"), paris(t), 3)
	if err != nil || len(rows) != 3 || columns[0] != "id" || columns[1] != "properties.hs_goal_name" || rows[1][1] != "Chiffre 2026" {
		t.Errorf("%v %v %v", columns, rows, err)
	}
	m, err := sheet.ParseMapping([]byte("table: results\npeople: external_id\ncolumns: {ref: id, occurred_on: properties.closedate, amount: properties.amount, person: properties.hubspot_owner_id}\nconstants: {kind: deal_won}\n"))
	if err != nil {
		t.Fatal(err)
	}
	o := paris(t)
	o.Mapping = &m
	b, err := sheet.Read([]sheet.File{fileOf("deals.json", []byte(`{"results": [{"id": "9", "properties": {"amount": "1500.5", "closedate": "2026-11-02", "hubspot_owner_id": "42"}}]}`))}, o)
	if err != nil || len(b.Results) != 1 || b.Results[0].Credits[0].Owner != "external:42" || b.Results[0].Amount.String() != "1500.5" {
		t.Errorf("%+v %v", b.Results, said(b, err))
	}
}

func TestDaysAreThoseThatPeopleMean(t *testing.T) {
	for _, c := range []struct{ start, end, milestone, want string }{
		{"2026-11-01T00:00:00Z", "2026-11-30T23:59:59.999Z", "monthly", "2026-11-01..2026-11-30"},
		{"2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z", "monthly", "2026-12-01..2026-12-31"},
		{"2026-11-02T00:00:00Z", "2026-11-09T00:00:00Z", "weekly", "2026-11-02..2026-11-08"},
		{"2026-11-01T00:00:00Z", "2026-11-30T00:00:00Z", "monthly", "2026-11-01..2026-11-30"},
		{"2026-10-31T23:00:00Z", "2026-11-30T22:59:59Z", "", "2026-11-01..2026-11-30"},           // midnights of Paris in winter
		{"2026-06-30T22:00:00Z", "2026-07-31T21:59:59.999Z", "", "2026-07-01..2026-07-31"},       // and in summer
		{"2026-11-01T00:00:00+01:00", "2026-12-01T00:00:00+01:00", "", "2026-11-01..2026-11-30"}, // told with their zone
		{"1793491200000", "1796083199999", "", "2026-11-01..2026-11-30"},
		{"2026-11-01", "2026-11-30", "", "2026-11-01..2026-11-30"},
		{"2026-11-01 00:00:00", "2026-11-30 23:59", "", "2026-11-01..2026-11-30"},
	} {
		text := `[{"id":"1","hs_goal_name":"N","hs_goal_type":"sales_quota","hs_target_amount":"5","hubspot_owner_id":"1","hs_start_datetime":"` + c.start + `","hs_end_datetime":"` + c.end + `","hs_milestone":"` + c.milestone + `"}]`
		b, err := sheet.Read([]sheet.File{fileOf("x.json", []byte(text))}, paris(t))
		if err != nil || len(b.Goals) != 1 || b.Goals[0].StartOn.V.String()+".."+b.Goals[0].EndOn.V.String() != c.want {
			t.Errorf("%s to %s: %s", c.start, c.end, said(b, err))
		}
	}
}
