package cli_test

import (
	"encoding/csv"
	"os"
	"strconv"
	"strings"
	"testing"

	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/testkit"
)

// The public data sets lie beside the project, in ../shared/data, each with reference answers that unrelated programs computed.
// They are imported and asked for here as a user does: by commands.

// table is a CSV file by column name.
type table []map[string]string

// sharedTable reads a file of the shared data; without it the test is skipped.
func sharedTable(t *testing.T, name string) table {
	t.Helper()
	f, err := os.Open(testkit.Shared(t, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all table
	for _, row := range rows[1:] {
		record := map[string]string{}
		for i, column := range rows[0] {
			record[column] = row[i]
		}
		all = append(all, record)
	}
	return all
}

// by groups rows by a column.
func (rows table) by(column string) map[string]table {
	groups := map[string]table{}
	for _, r := range rows {
		groups[r[column]] = append(groups[r[column]], r)
	}
	return groups
}

// csvText writes rows as a CSV file with a header.
func csvText(t *testing.T, header string, rows [][]string) string {
	t.Helper()
	var b strings.Builder
	w := csv.NewWriter(&b)
	if err := w.WriteAll(append([][]string{strings.Split(header, ",")}, rows...)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// board is the answer of `cordee board --format json`.
type board struct {
	Rows  []boardRow    `json:"rows"`
	Total measure.Maybe `json:"total"`
}

type boardRow struct {
	Key          string        `json:"key"`
	Name         string        `json:"name"`
	Value        measure.Maybe `json:"value"`
	Count        int64         `json:"count"`
	AttainmentBP *int64        `json:"attainment_bp"`
	Rank         *int          `json:"rank"`
}

// of is the row with this key.
func (b board) of(t *testing.T, key string) boardRow {
	t.Helper()
	for _, r := range b.Rows {
		if r.Key == key {
			return r
		}
	}
	t.Fatalf("the board has no %q", key)
	return boardRow{}
}

func (d desk) board(args ...string) (b board) {
	d.t.Helper()
	d.read(&b, append([]string{"board", "--format", "json"}, args...)...)
	return b
}

// goalState is one object of `cordee goals --format json`.
type goalState struct {
	Key          string        `json:"key"`
	Owner        string        `json:"owner"`
	Target       measure.Maybe `json:"target"`
	Attained     measure.Maybe `json:"attained"`
	AttainmentBP *int64        `json:"attainment_bp"`
	Expected     measure.Maybe `json:"expected"`
	Gap          measure.Maybe `json:"gap"`
	Status       goal.Status   `json:"status"`
	Pace         *string       `json:"pace"`
	Parent       *string       `json:"parent"`
	StartOn      string        `json:"start_on"`
	EndOn        string        `json:"end_on"`
}

func (d desk) goals(args ...string) map[string]goalState {
	d.t.Helper()
	var list []goalState
	d.read(&list, append([]string{"goals", "--format", "json"}, args...)...)
	byKey := map[string]goalState{}
	for _, g := range list {
		byKey[g.Key] = g
	}
	return byKey
}

// number reads a decimal of the reference answers.
func number(t *testing.T, s string) measure.Amount {
	t.Helper()
	a, rounded, err := measure.Parse(s)
	if err != nil || rounded {
		t.Fatalf("%q is no exact number: %v", s, err)
	}
	return a
}

// expect compares an amount with a number of the reference answers.
func expect(t *testing.T, what string, got measure.Maybe, want string) {
	t.Helper()
	if !got.OK || got.Amount != number(t, want) {
		t.Errorf("%s: %s, want %s", what, got, want)
	}
}

// expectRank compares a rank with a column of the reference answers.
func expectRank(t *testing.T, what string, got *int, want string) {
	t.Helper()
	if got == nil || strconv.Itoa(*got) != want {
		t.Errorf("%s: rank %v, want %s", what, show(got), want)
	}
}

// expectPercent compares basis points with a percentage of two decimals.
func expectPercent(t *testing.T, what string, bp *int64, percent string) {
	t.Helper()
	if bp == nil || measure.Amount(*bp*100) != number(t, percent) {
		t.Errorf("%s: %v basis points, want %s %%", what, show(bp), percent)
	}
}

func show[T any](p *T) any {
	if p == nil {
		return "none"
	}
	return *p
}
