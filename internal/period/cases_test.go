package period

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"
)

// peerCase is one fact read from the tests of a comparable system.
type peerCase struct {
	ID       string
	Source   string
	Rule     string
	Input    json.RawMessage
	Expected json.RawMessage
}

func peerCases(t *testing.T, rules ...string) (found []peerCase) {
	t.Helper()
	b, err := os.ReadFile("../../../shared/cases/peer_cases.json")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("no ../shared/cases/peer_cases.json beside the module: this test needs the shared data sets")
	}
	var all []peerCase
	if err == nil {
		err = json.Unmarshal(b, &all)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		for _, r := range rules {
			if c.Rule == r {
				found = append(found, c)
			}
		}
	}
	if len(found) == 0 {
		t.Fatalf("no case for %v", rules)
	}
	return found
}

func read(t *testing.T, raw json.RawMessage, into any) {
	t.Helper()
	if err := json.Unmarshal(raw, into); err != nil {
		t.Fatal(err)
	}
}

func TestPeersFiscalQuarters(t *testing.T) {
	for _, p := range peerCases(t, "fiscal_quarter") {
		var in struct {
			Start int `json:"fy_start_month"`
			Month int `json:"month"`
		}
		var want int
		read(t, p.Input, &in)
		read(t, p.Expected, &want)
		if _, got := (Calendar{FiscalStart: in.Start}).QuarterNumber(On(2026, time.Month(in.Month), 15)); got != want {
			t.Errorf("%s: month %d of a year starting in %d is in quarter %d, want %d", p.ID, in.Month, in.Start, got, want)
		}
	}
}

// Their labels show the years a fiscal year starts and ends in; ours is the year it ends in. Both say the same quarter.
func TestPeersFiscalQuarterLabels(t *testing.T) {
	for _, p := range peerCases(t, "next_fiscal_quarter_label") {
		var in struct {
			Start   int    `json:"fy_start_month"`
			Format  string `json:"format"`
			Current string `json:"current"`
		}
		var want string
		read(t, p.Input, &in)
		read(t, p.Expected, &want)
		c := Calendar{FiscalStart: in.Start}
		next := c.Next(Quarter, day(t, in.Current+"-01"))
		if got := strings.NewReplacer(labelParts(c, next)...).Replace(in.Format); got != want {
			t.Errorf("%s: got %s, want %s", p.ID, got, want)
		}
	}
}

func labelParts(c Calendar, s Span) []string {
	end, q := c.QuarterNumber(s.From)
	start := c.FiscalYear(s.From).From.Year()
	return []string{
		"xxxx", fmt.Sprint(start), "xx", fmt.Sprintf("%02d", start%100), "yy", fmt.Sprintf("%02d", end%100), "zz", fmt.Sprint(q),
	}
}

func TestPeersFiscalQuarterDates(t *testing.T) {
	for _, p := range peerCases(t, "fiscal_quarter_dates") {
		var in struct {
			Start int    `json:"fy_start_month"`
			Date  string `json:"date"`
		}
		var want struct{ Current, Next string }
		read(t, p.Input, &in)
		read(t, p.Expected, &want)
		c := Calendar{FiscalStart: in.Start}
		on := day(t, in.Date)
		say := func(s Span) string {
			r := strings.NewReplacer(labelParts(c, s)...)
			return r.Replace("xx/yy-Qzz ") + s.From.String() + ".." + s.Last().String()
		}
		if got := say(c.Quarter(on)); got != want.Current {
			t.Errorf("%s: got %s, want %s", p.ID, got, want.Current)
		}
		if got := say(c.Next(Quarter, on)); got != want.Next {
			t.Errorf("%s: got %s, want %s", p.ID, got, want.Next)
		}
	}
}

func TestPeersLocalDay(t *testing.T) {
	for _, p := range peerCases(t, "local_day") {
		var in struct{ UTC, TZ string }
		var want string
		read(t, p.Input, &in)
		read(t, p.Expected, &want)
		at, err := time.Parse("2006-01-02T15:04Z", in.UTC)
		if err != nil {
			t.Fatal(err)
		}
		loc, err := time.LoadLocation(in.TZ)
		if err != nil {
			t.Fatal(err)
		}
		if got := Today(at, loc); got.String() != want {
			t.Errorf("%s: got %s, want %s", p.ID, got, want)
		}
	}
}

// One of the two counted each Monday in two weeks (8 inclusive days). Ours has the 7 days of the one that repaired it.
func TestPeersWeeklyWindow(t *testing.T) {
	for _, p := range peerCases(t, "weekly_window_inclusive_days") {
		var want struct{ Fork int }
		read(t, p.Expected, &want)
		week := Standard.Week(day(t, "2026-11-25"))
		if week.Len() != want.Fork || week.Overlaps(Standard.Next(Week, week.From)) {
			t.Errorf("%s: a week has %d days", p.ID, week.Len())
		}
	}
}

// Their default season is 12 x 100/12 and must total 100 within two decimals. Ours are integer weights that need not total
// anything: a quarter weighs the sum of its three months exactly, whatever they are.
func TestPeersSeasonQuarterIsTheSumOfItsMonths(t *testing.T) {
	for _, p := range peerCases(t, "seasonality_sum") {
		year := Days(day(t, "2026-01-01"), day(t, "2026-12-31"))
		profile := BuildProfile(year, Standard, Season{Month: [12]int64{80, 90, 130, 80, 90, 130, 70, 40, 110, 90, 110, 180}}, nil)
		for _, q := range Standard.Cut(Quarter, year) {
			var months int64
			for _, m := range Standard.Cut(Month, q) {
				months += profile.Weight(m)
			}
			if months != profile.Weight(q) {
				t.Errorf("%s: quarter from %s weighs %d, its months %d", p.ID, q.From, profile.Weight(q), months)
			}
		}
	}
}
