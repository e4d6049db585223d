package sheet_test

import (
	"bytes"
	"strings"
	"testing"

	"cordee/internal/measure"
	"cordee/internal/sheet"
)

func TestNoExportedCellCanRunAsAFormula(t *testing.T) {
	payloads := []string{
		`=HYPERLINK("http://x.example","click")`, "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "=1", "'=1", "-", "+", "--1", "-1-1", "\t=1", "\r=1", "-1e5",
	}
	var b sheet.Batch
	for _, p := range payloads {
		b.Results = append(b.Results, sheet.ResultRow{Ref: p, Kind: p, Attrs: map[string]string{p: p}, Credits: []sheet.CreditKey{{Owner: p, BP: 10_000}}})
		b.Teams = append(b.Teams, sheet.TeamRow{Key: p, Name: sheet.Val(p)})
	}
	for _, k := range []sheet.Kind{sheet.Results, sheet.Teams} {
		var out bytes.Buffer
		if err := sheet.WriteCSV(&out, k, b); err != nil {
			t.Fatal(err)
		}
		for _, cell := range strings.FieldsFunc(out.String(), func(r rune) bool { return r == ',' || r == '\n' }) {
			if cell = strings.TrimLeft(cell, `"`); cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				t.Errorf("%s holds the bare cell %q", k, cell)
			}
		}
	}
}

func TestPlainNumbersKeepTheirSign(t *testing.T) {
	var out bytes.Buffer
	err := sheet.WriteCSV(&out, sheet.Results, sheet.Batch{Results: []sheet.ResultRow{{Ref: "-5", Kind: "refund", Amount: measure.Some(-12_5000)}}})
	if err != nil || !strings.Contains(out.String(), "\n-5,") || !strings.Contains(out.String(), ",-12.5,") {
		t.Errorf("got %q, %v", out.String(), err)
	}
}
