package testkit

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"cordee/internal/store"
)

// passing are the tables and columns that a mere look may change: when a session or token was last used, and who looked.
var passing = []string{"session.seen_at", "session.expires_at", "token.last_used_at", "access_log", "attention"}

// Dump is every row of every table of an SQLite database as the file holds it, but for what a mere look may change: two dumps are
// the same exactly when nothing was written in between.
func Dump(t testing.TB, db *store.DB) string {
	t.Helper()
	raw, err := sql.Open("sqlite", "file:"+db.Path()+"?mode=ro&_pragma=busy_timeout(10000)")
	if err != nil {
		t.Fatalf("testkit: dump: %v", err)
	}
	defer raw.Close()
	tables, err := dumpRows(raw, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name", "")
	if err != nil {
		t.Fatalf("testkit: dump: %v", err)
	}
	var b strings.Builder
	for _, line := range tables {
		table := strings.TrimPrefix(line, "name=")
		if slices.Contains(passing, table) {
			continue
		}
		rows, err := tableRows(raw, table)
		if err != nil {
			t.Fatalf("testkit: dump of %s: %v", table, err)
		}
		for _, row := range rows {
			b.WriteString(table + ": " + row + "\n")
		}
	}
	return b.String()
}

// tableRows reads every column of a table that a look does not change.
func tableRows(raw *sql.DB, table string) ([]string, error) {
	columns, err := dumpRows(raw, "SELECT name FROM pragma_table_info('"+table+"') ORDER BY cid", "")
	if err != nil {
		return nil, err
	}
	var names []string
	for _, c := range columns {
		names = append(names, `"`+strings.TrimPrefix(c, "name=")+`"`)
	}
	return dumpRows(raw, "SELECT "+strings.Join(names, ", ")+` FROM "`+table+`"`, table)
}

func dumpRows(raw *sql.DB, query, table string) ([]string, error) {
	found, err := raw.Query(query)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	names, err := found.Columns()
	if err != nil {
		return nil, err
	}
	var out []string
	for found.Next() {
		values, into := make([]any, len(names)), make([]any, len(names))
		for i := range values {
			into[i] = &values[i]
		}
		if err := found.Scan(into...); err != nil {
			return nil, err
		}
		var cells []string
		for i, v := range values {
			if !slices.Contains(passing, table+"."+names[i]) {
				cells = append(cells, fmt.Sprintf("%s=%v", names[i], v))
			}
		}
		out = append(out, strings.Join(cells, " "))
	}
	slices.Sort(out)
	return out, found.Err()
}

// Changed names the first line in which two dumps differ.
func Changed(before, after string) string {
	a, b := strings.Split(before, "\n"), strings.Split(after, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("%.200s → %.200s", a[i], b[i])
		}
	}
	return fmt.Sprintf("%d lines → %d lines", len(a), len(b))
}
