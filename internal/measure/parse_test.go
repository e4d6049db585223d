package measure

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cordee/internal/fault"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		text    string
		want    Amount
		rounded bool
	}{
		{"1234.5678", 12_345_678, false},
		{"-12", Whole(-12), false},
		{"+0.5", 5_000, false},
		{".5", 5_000, false},
		{"007", Whole(7), false},
		{"1.23450000", 12_345, false},
		{"0.00005", 1, true}, // half away from zero
		{"-0.00005", -1, true},
		{"0.00004999", 0, true},
		{"0.000004", 0, true},
		{"2.99995", Whole(3), true},
		{"80487704.183200002", 804_877_041_832, true},
		{"0000000000000000000000001.5", 15_000, false},
		{"922337203685477.5807", 9_223_372_036_854_775_807, false},
	} {
		got, rounded, err := Parse(c.text)
		if err != nil || got != c.want || rounded != c.rounded {
			t.Errorf("Parse(%q) = %s, %v, %v; want %s, %v", c.text, got, rounded, err, c.want, c.rounded)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for text, code := range map[string]string{
		"": "amount.invalid", " 1": "amount.invalid", "1,5": "amount.invalid", "--1": "amount.invalid", "1.": "amount.invalid",
		"1e5": "amount.invalid", "1E+05": "amount.invalid", "4.5e-2": "amount.invalid", "0e0": "amount.invalid", "1e1e1": "amount.invalid", "0x10": "amount.invalid", "NaN": "amount.invalid", "Inf": "amount.invalid",
		"0b1": "amount.invalid", "0o7": "amount.invalid", "0x1p4": "amount.invalid", "-Infinity": "amount.invalid", "1d": "amount.invalid",
		"1_000": "amount.invalid", "١٢": "amount.invalid", ".": "amount.invalid", "-": "amount.invalid", "1e1000": "amount.invalid",
		strings.Repeat("9", 65): "amount.invalid",
		"922337203685477.5808":  "amount.too_large", "922337203685477.58075": "amount.too_large", "-922337203685477.5809": "amount.too_large",
		"99999999999999999999999999": "amount.too_large",
	} {
		if got, _, err := Parse(text); !fault.Is(err, code) {
			t.Errorf("Parse(%q) = %s, %v; want %s", text, got, err, code)
		}
	}
}

func TestParseLocal(t *testing.T) {
	for _, c := range []struct {
		text   string
		french bool
		want   string
	}{
		{"1 234,56 €", true, "1234.56"},
		{"1\u00a0234,56\u00a0€", true, "1234.56"},
		{"1\u202f234\u202f567", true, "1234567"},
		{"1.234,56", true, "1234.56"},
		{"1234.56", true, "1234.56"},
		{"1,234", true, "1.234"},
		{"12 %", true, "12"},
		{"−3,5", true, "-3.5"},
		{"(1 200)", true, "-1200"},
		{"CHF 1'250.50", false, "1250.5"},
		{"1,234", false, "1234"},
		{"1,234.56", false, "1234.56"},
		{"$1,234,567", false, "1234567"},
		{"-$5", false, "-5"},
		{"€ -5", false, "-5"},
		{"12 EUR", false, "12"},
		{"5 $US", true, "5"},
		{"CA$5", false, "5"},
		{"500 FCFP", true, "500"},
		{" 7 ", false, "7"},
	} {
		got, _, err := ParseLocal(c.text, c.french)
		if err != nil || got.String() != c.want {
			t.Errorf("ParseLocal(%q, french=%v) = %s, %v; want %s", c.text, c.french, got, err, c.want)
		}
	}
}

func TestParseLocalDoesNotGuess(t *testing.T) {
	for _, c := range []struct {
		text   string
		french bool
	}{
		{"1,234.56", true}, // elsewhere in this file a comma would be read as a decimal mark
		{"1.234,56", false},
		{"1,5", false},
		{"12 34", true},
		{"1 2345", true},
		{"1,23,456", false},
		{"12,", true},
		{"€", true},
		{"5 € €", true},
		{"-€-5", true},
		{"12 kg", true},
		{"1e5", true},
		{"1 234,5e3 €", true},
		{"0x10", false},
		{"1_000", false},
		{"Inf", false},
		{"NaN", true},
		{"NAN", true},
		{"12 K", true},
		{"EUR", true},
		{"", false},
		{"-", true},
	} {
		if got, _, err := ParseLocal(c.text, c.french); !fault.Is(err, "amount.invalid") {
			t.Errorf("ParseLocal(%q, french=%v) = %s, %v; want a refusal", c.text, c.french, got, err)
		}
	}
}

func TestParseRoundsOnceHalfAwayFromZero(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := rapid.StringMatching(`[0-9]{1,12}\.[0-9]{5,12}`).Draw(t, "digits")
		up, rounded, err := Parse(digits)
		if err != nil {
			t.Fatal(err)
		}
		down, _, _ := Parse("-" + digits)
		dot := strings.IndexByte(digits, '.')
		kept, dropped := digits[:dot+5], digits[dot+5:]
		want, _, _ := Parse(kept)
		if dropped[0] >= '5' {
			want++
		}
		if up != want || down != -want || rounded != (strings.Trim(dropped, "0") != "") {
			t.Fatalf("Parse(%q) = %s rounded %v, negative %s; want %s", digits, up, rounded, down, want)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"1234.5678", "-0.5", "1e5", "0x10", "1_000", "Inf", "NaN", "1 234,56 €", "12 %", "(1 200)", "1,234.56", "922337203685477.5808", "€", "−1", "1\u202f234"} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, text string, french bool) {
		if a, _, err := Parse(text); err == nil {
			if strings.Trim(text, "+-.0123456789") != "" {
				t.Fatalf("%q is read as %s", text, a)
			}
			if back, rounded, err := Parse(a.String()); back != a || rounded || err != nil {
				t.Fatalf("%q became %s, which reads back as %s", text, a, back)
			}
		}
		if a, _, err := ParseLocal(text, french); err == nil {
			if b, _, err := Parse(a.String()); b != a || err != nil {
				t.Fatalf("%q became %s", text, a)
			}
		} else if fault.KindOf(err) != fault.Invalid {
			t.Fatalf("%q: %v is not told as invalid", text, err)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		_, _, _ = Parse("80487704.1832")
	}
}
