package cli_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"

	"cordee/internal/period"
)

// peerCase decodes one numeric case from another system's own tests; the file lies beside the project.
func peerCase(t *testing.T, id string, input, expected any) {
	t.Helper()
	b, err := os.ReadFile("../../../shared/cases/peer_cases.json")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("no ../shared/cases/peer_cases.json beside the module: this test needs the shared data sets")
	}
	var all []struct {
		ID              string
		Input, Expected json.RawMessage
	}
	if err := errors.Join(err, json.Unmarshal(b, &all)); err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if c.ID == id {
			if err := errors.Join(json.Unmarshal(c.Input, input), json.Unmarshal(c.Expected, expected)); err != nil {
				t.Fatalf("%s: %v", id, err)
			}
			return
		}
	}
	t.Fatalf("no case %s", id)
}

// They fold a month of gains into one row and keep the rest apart; ours are daily totals, and any dates can be asked for.
func TestPeersMonthlyConsolidation(t *testing.T) {
	var in struct{ Gains string }
	var want struct {
		June  int `json:"june"`
		Left  int `json:"july_rows_left"`
		Total int `json:"after_july_total"`
	}
	peerCase(t, "P095", &in, &want)
	var times, gain, every int
	var from string
	if _, err := fmt.Sscanf(in.Gains, "%dx%d every %d days from %s", &times, &gain, &every, &from); err != nil {
		t.Fatal(err)
	}
	d := newAlpina(t)
	rows := "ref,occurred_on,kind,person,amount\n"
	first := day(t, from)
	for i := range times {
		rows += fmt.Sprintf("g%d,%s,deal_won,old,%d\n", i, first.AddDays(every*i), gain)
	}
	d.do("import", d.file("results.csv", rows))
	june := period.Calendar{}.Month(first)
	ask := func(s period.Span) boardRow {
		return d.board("--metric", "revenue", "--from", s.From.String(), "--to", s.Last().String(), "--under", "alpina").of(t, "old")
	}
	july := ask(period.Calendar{}.Month(june.To))
	expect(t, "June", ask(june).Value, fmt.Sprint(want.June))
	expect(t, "June and July", ask(period.Span{From: june.From, To: period.Calendar{}.Month(june.To).To}).Value, fmt.Sprint(want.Total))
	if july.Count != int64(want.Left) {
		t.Errorf("July holds %d gains, want %d", july.Count, want.Left)
	}
}

// An amount in another currency is fixed at the rate of its day.
func TestPeersForeignCurrency(t *testing.T) {
	var in struct{ USD, Rate int }
	var want int
	peerCase(t, "P176", &in, &want)
	d := newDesk(t)
	d.do("org", "create", "india", "--name", "India", "--currency", "INR", "--locale", "en")
	d.do("import", d.file("people.csv", "key\nasha\n"), d.file("rates.csv", fmt.Sprintf("currency,from,rate\nUSD,2026-01-01,%d\n", in.Rate)),
		d.file("results.csv", fmt.Sprintf("ref,occurred_on,kind,person,amount,currency\n1,2026-01-05,deal_won,asha,%d,USD\n", in.USD)))
	b := d.board("--metric", "revenue", "--from", "2026-01-05", "--to", "2026-01-05")
	expect(t, "ten thousand dollars", b.of(t, "asha").Value, fmt.Sprint(want))
	if out := d.exported()["results.csv"]; !strings.Contains(out, fmt.Sprintf(",%d,USD", in.USD)) {
		t.Errorf("the export no longer says what was sent: %s", out)
	}
}
