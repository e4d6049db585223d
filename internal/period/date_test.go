package period

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cordee/internal/fault"
)

func day(t testing.TB, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatalf("ParseDate(%q): %v", s, err)
	}
	return d
}

func TestADateCountsDaysFromTheFirstOne(t *testing.T) {
	for _, x := range []struct {
		y    int
		m    time.Month
		d    int
		want Date
	}{
		{1, time.January, 1, 1},
		{1, time.December, 31, 365},
		{1970, time.January, 1, 719163},
		{2000, time.February, 29, 730179},
	} {
		if got := On(x.y, x.m, x.d); got != x.want {
			t.Errorf("On(%d, %d, %d) = %d, want %d", x.y, x.m, x.d, got, x.want)
		}
	}
}

func TestMonthsAndDaysBeyondTheirRangeCarryOver(t *testing.T) {
	for _, x := range []struct {
		y, m, d int
		want    string
	}{
		{2026, 13, 1, "2027-01-01"},
		{2026, 0, 1, "2025-12-01"},
		{2026, -11, 1, "2025-01-01"},
		{2026, 3, 0, "2026-02-28"},
		{2028, 3, 0, "2028-02-29"},
		{2026, 12, 32, "2027-01-01"},
	} {
		if got := On(x.y, time.Month(x.m), x.d); got.String() != x.want {
			t.Errorf("On(%d, %d, %d) = %s, want %s", x.y, x.m, x.d, got, x.want)
		}
	}
}

func TestAddMonthsStopsAtTheEndOfAShorterMonth(t *testing.T) {
	for _, x := range []struct {
		from   string
		months int
		want   string
	}{
		{"2026-01-31", 1, "2026-02-28"},
		{"2028-01-31", 1, "2028-02-29"},
		{"2028-02-29", 12, "2029-02-28"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-11-15", 3, "2027-02-15"},
		{"2026-01-15", -13, "2024-12-15"},
	} {
		if got := day(t, x.from).AddMonths(x.months); got.String() != x.want {
			t.Errorf("%s + %d months = %s, want %s", x.from, x.months, got, x.want)
		}
	}
}

func TestParseDateTakesOnlyDaysThatExist(t *testing.T) {
	for _, s := range []string{
		"", "2026", "2026-2-1", "2026-02-30", "2027-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-01-32",
		"20260101", "2026/01/01", "01/02/2026", " 2026-01-01", "2026-01-01T00:00:00", "2026-01-0x", "-026-01-01", "٢٠٢٦-٠١-٠١",
	} {
		if d, err := ParseDate(s); !fault.Is(err, "date.invalid") || d != 0 {
			t.Errorf("ParseDate(%q) = %v, %v; want date.invalid", s, d, err)
		}
	}
	for _, s := range []string{"1899-12-31", "2201-01-01", "0206-05-01"} {
		if _, err := ParseDate(s); !fault.Is(err, "date.out_of_range") {
			t.Errorf("ParseDate(%q) = %v; want date.out_of_range", s, err)
		}
	}
}

func TestAPersonMayTypeFrenchDates(t *testing.T) {
	for _, x := range []struct {
		typed  string
		french bool
		want   string
	}{
		{"23/11/2026", true, "2026-11-23"},
		{"1/2/2026", true, "2026-02-01"},
		{" 2026-11-23 ", true, "2026-11-23"},
		{"2026-11-23", false, "2026-11-23"},
		{"23/11/2026", false, ""}, // in English nobody knows which comes first
		{"23/11/26", true, ""},
		{"31/02/2026", true, ""},
		{"1//2026", true, ""},
		{"1/2/3/2026", true, ""},
	} {
		got, err := ParseLocalDate(x.typed, x.french)
		if got.String() != x.want || (err == nil) != (x.want != "") {
			t.Errorf("ParseLocalDate(%q, french %v) = %q, %v; want %q", x.typed, x.french, got, err, x.want)
		}
	}
}

func TestALongTypingMistakeIsNotEchoedWhole(t *testing.T) {
	_, err := ParseDate(string(make([]rune, 5_000)))
	if got := len([]rune(fault.All(err)[0].Args["value"].(string))); got > 41 {
		t.Errorf("the refusal repeats %d characters", got)
	}
}

func TestDatesTravelAsText(t *testing.T) {
	type doc struct {
		On   Date `json:"on"`
		None Date `json:"none"`
	}
	b, err := json.Marshal(doc{On: On(2026, 11, 23)})
	if err != nil || string(b) != `{"on":"2026-11-23","none":null}` {
		t.Fatalf("got %s, %v", b, err)
	}
	var back doc
	if err := json.Unmarshal([]byte(`{"on":"2026-11-23","none":""}`), &back); err != nil || back.On != On(2026, 11, 23) || back.None != 0 {
		t.Fatalf("got %+v, %v", back, err)
	}
	for _, bad := range []string{`{"on":"2026-02-30"}`, `{"on":20261123}`, `{"on":{}}`} {
		if err := json.Unmarshal([]byte(bad), &back); err == nil {
			t.Errorf("%s was accepted", bad)
		}
	}
}

func TestDatesAreStoredAsTextOrNull(t *testing.T) {
	for _, d := range []Date{0, On(2026, 11, 23)} {
		v, err := d.Value()
		if err != nil {
			t.Fatal(err)
		}
		var back Date
		if err := back.Scan(v); err != nil || back != d {
			t.Errorf("%v stored as %v came back as %v, %v", d, v, back, err)
		}
	}
	var d Date
	if err := d.Scan([]byte("2026-11-23")); err != nil || d != On(2026, 11, 23) {
		t.Errorf("bytes: %v, %v", d, err)
	}
	if err := d.Scan(int64(3)); err == nil {
		t.Error("a number was taken for a day")
	}
	if err := d.Scan("23/11/2026"); err == nil {
		t.Error("a day in another form was taken from the database")
	}
}

// The standard library is the independent witness of our own calendar arithmetic.
func TestEveryDayOfFiveCenturiesAgreesWithTheStandardLibrary(t *testing.T) {
	at := time.Date(1800, 1, 1, 12, 0, 0, 0, time.UTC)
	d := On(1800, 1, 1)
	for at.Year() < 2300 {
		y, m, n := d.Civil()
		if y != at.Year() || m != at.Month() || n != at.Day() || d.Weekday() != at.Weekday() || On(y, m, n) != d {
			t.Fatalf("day %d: got %d-%d-%d %s, want %s", d, y, m, n, d.Weekday(), at)
		}
		d, at = d+1, at.AddDate(0, 0, 1)
	}
}

func TestDateLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Date(rapid.Int32Range(int32(On(1900, 1, 1)), int32(On(2200, 12, 31))).Draw(t, "day"))
		n := rapid.IntRange(-600, 600).Draw(t, "months")
		if back, err := ParseDate(d.String()); err != nil || back != d {
			t.Fatalf("%s does not read back: %v, %v", d, back, err)
		}
		later := d.AddMonths(n)
		if months := (later.Year()-d.Year())*12 + int(later.Month()) - int(d.Month()); months != n {
			t.Fatalf("%s + %d months = %s, which is %d months on", d, n, later, months)
		}
		if later.Day() > d.Day() || (later.Day() < d.Day() && later.AddDays(1).Day() != 1) {
			t.Fatalf("%s + %d months = %s", d, n, later)
		}
	})
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"2026-11-23", "23/11/2026", "1/1/1900", "2028-02-29", "0000-00-00", "9999-12-31", "--", "//", "２０２６-01-01", ""} {
		f.Add(s, true)
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, s string, french bool) {
		d, err := ParseLocalDate(s, french)
		if err != nil {
			if d != 0 || fault.KindOf(err) != fault.Invalid {
				t.Fatalf("%q: %v, %v", s, d, err)
			}
			return
		}
		if back, err := ParseDate(d.String()); err != nil || back != d || d.Year() < minYear || d.Year() > maxYear {
			t.Fatalf("%q read as %s, which reads as %s, %v", s, d, back, err)
		}
	})
}
