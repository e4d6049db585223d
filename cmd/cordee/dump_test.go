package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// passing are the columns and tables that a mere look may change: when a session or token was last used, and who looked. The last change
// number drawn is no fact either: a refused write and a dry run draw one and leave it unused.
var passing = map[string]bool{"org.change_seq": true, "session.seen_at": true, "session.expires_at": true, "token.last_used_at": true, "access_log": true}

// digestOf is what the database keeps of a secret.
func digestOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// dump is every row of every table, but for what a mere look may change.
func (s *site) dump() string {
	s.t.Helper()
	tables, err := s.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name", "")
	if err != nil {
		s.t.Fatal(err)
	}
	var b strings.Builder
	for _, line := range tables {
		table := strings.TrimPrefix(line, "name=")
		if passing[table] {
			continue
		}
		rows, err := s.rows(`SELECT * FROM "`+table+`" ORDER BY 1, 2`, table)
		if err != nil {
			s.t.Fatal(err)
		}
		for _, row := range rows {
			b.WriteString(table + ": " + row + "\n")
		}
	}
	return b.String()
}

func (s *site) rows(query, table string) ([]string, error) {
	found, err := s.raw.Query(query)
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
			if !passing[table+"."+names[i]] {
				cells = append(cells, fmt.Sprintf("%s=%v", names[i], v))
			}
		}
		out = append(out, strings.Join(cells, " "))
	}
	return out, found.Err()
}

// changed names the first line that two dumps do not share.
func changed(before, after string) string {
	a, b := strings.Split(before, "\n"), strings.Split(after, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("%.200s → %.200s", a[i], b[i])
		}
	}
	return fmt.Sprintf("%d lines → %d lines", len(a), len(b))
}
