package measure

import (
	"encoding/json"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"cordee/internal/fault"
)

var anyAmount = rapid.Custom(func(t *rapid.T) Amount {
	return Amount(rapid.OneOf(
		rapid.Int64(),
		rapid.Int64Range(-1_000_000, 1_000_000),
		rapid.SampledFrom([]int64{math.MinInt64, math.MinInt64 + 1, -1, 0, 1, math.MaxInt64 - 1, math.MaxInt64}),
	).Draw(t, "amount"))
})

// must returns the value of a call that cannot fail here.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// agrees tells whether a checked result equals the unbounded one, or was refused because that does not fit.
func agrees(got int64, err error, want *big.Int) bool {
	if !want.IsInt64() {
		return fault.Is(err, "amount.overflow")
	}
	return err == nil && got == want.Int64()
}

func TestArithmeticIsExactOrRefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyAmount.Draw(t, "a"), anyAmount.Draw(t, "b")
		x, y := big.NewInt(int64(a)), big.NewInt(int64(b))
		add, addErr := a.Add(b)
		sub, subErr := a.Sub(b)
		mul, mulErr := a.Mul(int64(b))
		neg, negErr := a.Neg()
		total, totalErr := Total(a, b)
		for name, ok := range map[string]bool{
			"add":   agrees(int64(add), addErr, new(big.Int).Add(x, y)),
			"sub":   agrees(int64(sub), subErr, new(big.Int).Sub(x, y)),
			"mul":   agrees(int64(mul), mulErr, new(big.Int).Mul(x, y)),
			"neg":   agrees(int64(neg), negErr, new(big.Int).Neg(x)),
			"total": agrees(int64(total), totalErr, new(big.Int).Add(x, y)),
		} {
			if !ok {
				t.Fatalf("%s of %d and %d is wrong", name, a, b)
			}
		}
	})
}

// roundedQuotient is a*b/c half away from zero, the slow and obvious way.
func roundedQuotient(a, b, c int64) *big.Int {
	num := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
	den := big.NewInt(c)
	negative := num.Sign()*den.Sign() < 0
	num.Abs(num)
	den.Abs(den)
	num.Lsh(num, 1).Add(num, den).Quo(num, new(big.Int).Lsh(den, 1))
	if negative {
		num.Neg(num)
	}
	return num
}

func TestMulDivRoundsHalfAwayFromZero(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := int64(anyAmount.Draw(t, "a")), int64(anyAmount.Draw(t, "b")), int64(anyAmount.Draw(t, "c"))
		got, err := MulDiv(a, b, c)
		if c == 0 {
			if !fault.Is(err, "amount.zero_divisor") {
				t.Fatalf("MulDiv by zero: %v", err)
			}
			return
		}
		if !agrees(got, err, roundedQuotient(a, b, c)) {
			t.Fatalf("MulDiv(%d, %d, %d) = %d, %v; want %s", a, b, c, got, err, roundedQuotient(a, b, c))
		}
	})
}

func TestRatioOf(t *testing.T) {
	for _, c := range []struct {
		num, den Amount
		want     BP
		ok       bool
	}{
		{Whole(15), Whole(60), 2_500, true},
		{Whole(135), Whole(100), 13_500, true}, // never capped
		{Whole(1), Whole(3), 3_333, true},
		{Whole(2), Whole(3), 6_667, true},
		{Whole(-1), Whole(3), -3_333, true},
		{1, 20_000, 1, true}, // 0.5 basis points round away from zero
		{-1, 20_000, -1, true},
		{Whole(5), 0, 0, false},
	} {
		if got, ok := RatioOf(c.num, c.den); got != c.want || ok != c.ok {
			t.Errorf("RatioOf(%s, %s) = %d, %v; want %d, %v", c.num, c.den, got, ok, c.want, c.ok)
		}
	}
	if got := must(BP(1_200).Of(Whole(360_000))); got != Whole(43_200) {
		t.Errorf("12%% of 360000 = %s", got)
	}
}

func TestStringAndParseAreMirrors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyAmount.Draw(t, "a")
		got, rounded, err := Parse(a.String())
		if err != nil || rounded || got != a {
			t.Fatalf("Parse(%q) = %d, %v, %v; want %d", a, got, rounded, err, a)
		}
		var back struct{ A Amount }
		if err := json.Unmarshal(must(json.Marshal(struct{ A Amount }{a})), &back); err != nil || back.A != a {
			t.Fatalf("JSON round trip of %s = %s, %v", a, back.A, err)
		}
	})
}

func TestAmountString(t *testing.T) {
	for want, a := range map[string]Amount{
		"80487704.1832": 804_877_041_832, "12": Whole(12), "-0.5": -5_000, "0": 0, "0.0001": 1, "-0.001": -10, "0.012": 120,
		"-922337203685477.5808": math.MinInt64, "922337203685477.5807": math.MaxInt64,
	} {
		if got := a.String(); got != want {
			t.Errorf("String(%d) = %q, want %q", int64(a), got, want)
		}
	}
}

func TestWholeStopsAtTheEnds(t *testing.T) {
	if Whole(3) != 30_000 || Whole(math.MaxInt64) != math.MaxInt64 || Whole(math.MinInt64) != math.MinInt64 {
		t.Error("Whole neither multiplies nor saturates as promised")
	}
	if _, err := FromInt(math.MaxInt64); !fault.Is(err, "amount.overflow") {
		t.Errorf("FromInt of the largest integer: %v", err)
	}
}

func TestMaybeInJSON(t *testing.T) {
	type goal struct{ Target, Floor Maybe }
	text := string(must(json.Marshal(goal{Target: Some(Whole(62_000) + 5)})))
	if want := `{"Target":"62000.0005","Floor":null}`; text != want {
		t.Errorf("got %s, want %s", text, want)
	}
	var g goal
	if err := json.Unmarshal([]byte(`{"Target": 12.5, "Floor": ""}`), &g); err != nil || g.Target != Some(125_000) || g.Floor.OK {
		t.Errorf("read %+v, %v", g, err)
	}
	if err := json.Unmarshal([]byte(`{"Target": "0.00001"}`), &g); !fault.Is(err, "amount.too_precise") {
		t.Errorf("a fifth decimal was not refused: %v", err)
	}
	if err := json.Unmarshal([]byte(`{"Target": true}`), &g); !fault.Is(err, "amount.invalid") {
		t.Errorf("true is no amount: %v", err)
	}
	if (Maybe{}).String() != "" || Some(0).String() != "0" || (Maybe{}).Or(7) != 7 {
		t.Error("absent is not zero")
	}
}

func BenchmarkMulDiv(b *testing.B) {
	for b.Loop() {
		_, _ = MulDiv(804_877_041_832, 9_999, 10_000)
	}
}

func BenchmarkString(b *testing.B) {
	for b.Loop() {
		_ = Amount(804_877_041_832).String()
	}
}
