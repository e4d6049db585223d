package measure

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"cordee/internal/fault"
)

var sale = Fact{Kind: "deal_won", Amount: 123_400, Attrs: map[string]string{
	"product": "GTX Pro", "Product line": "Pro", "seats": "12", "discount": "7,5 %", "new_customer": "yes", "count": "x", "num": "n", "if": "maybe",
}}

func TestFilterMatches(t *testing.T) {
	for where, want := range map[string]bool{
		``:                   true,
		`kind == "deal_won"`: true,
		`kind == "deal_won" && product == "GTX Pro"`: true,
		`kind == "deal_won" and product != "MG"`:     true,
		`product in ["GTK 500", "GTX Pro"]`:          true,
		`product in [attr("Product line"), "x"]`:     false,
		`attr("Product line") == "Pro"`:              true,
		`attr("num") == "n" && count == "x"`:         true,
		`if == "maybe"`:                              true,
		`product startsWith "GTX"`:                   true,
		`product endsWith "Basic"`:                   false,
		`lower(product) contains "gtx"`:              true,
		`not (product contains "MG")`:                true,
		`product not contains "MG"`:                  true,
		`region == ""`:                               true, // a missing attribute is an empty text
		`attributes == ""`:                           true,
		`amount == 12.34`:                            true,
		`amount >= 12 && amount < 12.35`:             true,
		`10 < amount < 13`:                           true,
		`num(seats) > 9`:                             true,
		`num(seats) in [10, 12]`:                     true,
		`num(discount) == 7.5`:                       true,
		`num(product) > 0`:                           false, // no number: no comparison holds
		`num(product) <= 0`:                          false,
		`num(region) == 0`:                           false,
		`num(product) > 0 || kind == "deal_won"`:     true,
		`amount * num(seats) / 2 > 74`:               true,
		`amount / 0 > 1`:                             true,
		`seats == "12" ? kind == "call" : true`:      false,
		`kind == "call"`:                             false,
		`true`:                                       true,
		`false`:                                      false,
		`kind == 'deal_won' // won`:                  true,
	} {
		f, err := Compile(where)
		if err != nil {
			t.Errorf("Compile(%s): %v", where, err)
			continue
		}
		if got := f.Match(sale); got != want {
			t.Errorf("%s matches: %v, want %v", where, got, want)
		}
	}
}

func TestFilterOfAFactWithoutAttributes(t *testing.T) {
	f := must(Compile(`product == "" && kind == "call"`))
	if !f.Match(Fact{Kind: "call"}) {
		t.Error("a missing attribute should read as an empty text")
	}
}

func TestFilterRefuses(t *testing.T) {
	for where, code := range map[string]string{
		`kind like "x"`:                 "filter.space_in_name",
		"kind == \"\xff\"":              "filter.syntax",
		`kind`:                          "filter.not_bool",
		`1 + 1`:                         "filter.not_bool",
		`true ? 1 : "x"`:                "filter.not_bool",
		`product > 5`:                   "filter.type",
		`amount == "5"`:                 "filter.type",
		`num(amount) > 1`:               "filter.type",
		`attr(1) == ""`:                 "filter.type",
		`lower == "x"`:                  "filter.type",
		`len(product) > 2`:              "filter.unknown_function",
		`now() == ""`:                   "filter.unknown_function",
		`all(1..9, true)`:               "filter.unknown_function",
		`num() > 1`:                     "filter.arguments",
		`attr("a", "b") == ""`:          "filter.arguments",
		`product matches "(a+)+$"`:      "filter.not_allowed",
		`1 in 1..1000000000`:            "filter.not_allowed",
		`let x = product; x == x`:       "filter.not_allowed",
		`$env.kind == "x"`:              "filter.not_allowed",
		`product.length == 1`:           "filter.not_allowed",
		`product[0] == "G"`:             "filter.not_allowed",
		`(product ?? "x") == "x"`:       "filter.not_allowed",
		`product == nil`:                "filter.not_allowed",
		`{"a": 1} == {"a": 1}`:          "filter.not_allowed",
		`2 ** 99 > 1`:                   "filter.not_allowed",
		`num(seats) % 2 == 0`:           "filter.not_allowed",
		`kind == "x"; true`:             "filter.not_allowed",
		`b"x" == b"x"`:                  "filter.not_allowed",
		strings.Repeat("x", 2_001):      "filter.too_long",
		`1` + strings.Repeat("+1", 300): "filter.too_complex",
	} {
		if _, err := Compile(where); !fault.Is(err, code) {
			t.Errorf("Compile(%.40s) = %v, want %s", where, err, code)
		}
	}
}

// Whoever typed a filter that cannot be read hears what is wrong with it, and near which word.
func TestFilterTellsWhatIsWrong(t *testing.T) {
	for where, want := range map[string]string{
		`kind = "deal_won"`:              "one_equals 6 =",
		`kind == “deal_won”`:             "quotes 9 “",
		`kind == « deal_won »`:           "quotes 9 «",
		`kind == "deal_won`:              "text_unclosed 9 \"",
		`kind == 'call`:                  "text_unclosed 9 '",
		`(kind == "a"`:                   "bracket_unclosed 1 (",
		`kind in ["a", "b"`:              "bracket_unclosed 9 [",
		`kind == "a" AND product == "b"`: "and_or 13 AND",
		`kind == "a" et product == "b"`:  "and_or 13 et",
		`kind == "a" & product == "b"`:   "and_or 13 &",
		`kind ==`:                        "ends_early 7 =",
		`kind == "a" &&`:                 "ends_early 14 &",
		`kind == "a" and`:                "ends_early 15 and",
		`nom produit == "x"`:             "space_in_name 5 produit",
		`montant > 1 000`:                "space_in_name 13 000",
		`kind == "a")`:                   "syntax 12 )",
		`amount > 1,5`:                   "syntax 11 ,",
		`kind <> "a"`:                    "syntax 7 >",
		`kind == "\q"`:                   "syntax 11 q",
		`amount > 100 €`:                 "syntax 14 €",
		`kind == "é" et product == "b"`:  "and_or 13 et",
		"   ":                            "",
		`!`:                              "ends_early 1 !",
		strings.Repeat("(", 900):         "bracket_unclosed 900 (",
	} {
		_, err := Compile(where)
		got := ""
		for _, e := range fault.All(err) {
			got = fmt.Sprint(strings.TrimPrefix(e.Code, "filter."), " ", e.Args["position"], " ", e.Args["near"])
		}
		if got != want {
			t.Errorf("%.40s: %s, want %s", where, got, want)
		}
	}
}

func TestFilterTellsWhere(t *testing.T) {
	for where, want := range map[string]int{
		`kind == "a" && produit > 5`: 24,
		`produit == "é" && len(a)`:   19,
		`kind == "a" &&& b`:          15,
	} {
		_, err := Compile(where)
		if got := fault.All(err)[0].Args["position"]; got != want {
			t.Errorf("%s: position %v, want %d", where, got, want)
		}
	}
}

func TestFilterKinds(t *testing.T) {
	any := []string(nil)
	for where, want := range map[string][]string{
		`kind == "call"`:                              {"call"},
		`"call" == kind`:                              {"call"},
		`kind in ["b", "a", "a"]`:                     {"a", "b"},
		`kind == "call" && amount > 5`:                {"call"},
		`amount > 5 and (kind == "a" or kind == "b")`: {"a", "b"},
		`kind in ["a", "b"] && kind in ["b", "c"]`:    {"b"},
		`kind == "a" && kind == "b"`:                  {},
		`false`:                                       {},
		`kind == "a" || amount > 5`:                   any,
		`kind != "a"`:                                 any,
		`not (kind == "a")`:                           any,
		`lower(kind) == "a"`:                          any,
		`kind in [product, "a"]`:                      any,
		`kind startsWith "deal"`:                      any,
		`true`:                                        any,
		``:                                            any,
		`(kind == "a" ? true : false) && kind == "a"`:  {"a"},
		`kind == "a" && product == "x" || kind == "b"`: {"a", "b"},
	} {
		got, bounded := must(Compile(where)).Kinds()
		if bounded != (want != nil) || !slices.Equal(got, want) {
			t.Errorf("%s: kinds %v, %v; want %v", where, got, bounded, want)
		}
	}
}

// The kinds of a filter are an index in front of it: they must never hide a fact that it accepts.
func TestKindsNeverHideAMatch(t *testing.T) {
	leaf := rapid.SampledFrom([]string{`kind == "a"`, `kind == "b"`, `kind in ["a", "c"]`, `kind != "a"`, `p == "x"`, `amount > 1`, `true`, `false`})
	var tree func(depth int) *rapid.Generator[string]
	tree = func(depth int) *rapid.Generator[string] {
		if depth == 0 {
			return rapid.Map(leaf, func(s string) string { return "(" + s + ")" })
		}
		return rapid.Custom(func(t *rapid.T) string {
			op := rapid.SampledFrom([]string{" && ", " || ", " and not "}).Draw(t, "op")
			return "(" + tree(depth-1).Draw(t, "left") + op + tree(depth-1).Draw(t, "right") + ")"
		})
	}
	rapid.Check(t, func(t *rapid.T) {
		where := tree(rapid.IntRange(0, 3).Draw(t, "depth")).Draw(t, "where")
		f := must(Compile(where))
		slow := f
		slow.kinds = kindSet{any: true} // ask the expression itself
		x := Fact{
			Kind: rapid.SampledFrom([]string{"a", "b", "c", ""}).Draw(t, "kind"), Amount: Whole(rapid.Int64Range(0, 2).Draw(t, "amount")),
			Attrs: map[string]string{"p": rapid.SampledFrom([]string{"x", ""}).Draw(t, "p")},
		}
		if f.Match(x) != slow.Match(x) {
			t.Fatalf("%s: %v by kinds %+v, %v by evaluation of %+v", where, f.Match(x), f.kinds, slow.Match(x), x)
		}
	})
}

func TestFilterIsSafeForConcurrentUse(t *testing.T) {
	f := must(Compile(`num(seats) > 9 && lower(product) contains "gtx"`))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 200 {
				if !f.Match(sale) {
					t.Error("the same filter gave another answer")
				}
			}
		})
	}
	wg.Wait()
}

func FuzzCompile(f *testing.F) {
	for _, seed := range []string{
		``, `kind == "deal_won" && product == "GTX Pro"`, `num(x) > 5 or attr("a b") in ["", 'c']`, `1 < amount < 5`, `not (a contains b)`,
		`a ? b == "" : c == ""`, `lower(lower(x)) == "é"`, `let x = 1; x`, `$env`, `all(a, true)`, `"\u0000" == kind`, `-amount < +1e3`, `((((`,
	} {
		f.Add(seed, "x", "5")
	}
	f.Fuzz(func(t *testing.T, where, kind, value string) {
		filter, err := Compile(where)
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Fatalf("%q: %v is not told as invalid", where, err)
			}
			return
		}
		x := Fact{Kind: kind, Amount: Whole(int64(len(value))), Attrs: map[string]string{"x": value, "a": kind}}
		if first := filter.Match(x); first != filter.Match(x) {
			t.Fatalf("%q answers twice differently", where)
		}
		if kinds, bounded := filter.Kinds(); bounded && filter.Match(x) && !slices.Contains(kinds, kind) {
			t.Fatalf("%q matches %q, which is not in %v", where, kind, kinds)
		}
	})
}

func BenchmarkMatchKind(b *testing.B) {
	f := must(Compile(`kind == "deal_won"`))
	for b.Loop() {
		_ = f.Match(sale)
	}
}

func BenchmarkMatchAttributes(b *testing.B) {
	f := must(Compile(`kind == "deal_won" && product == "GTX Pro" && num(seats) > 9`))
	for b.Loop() {
		_ = f.Match(sale)
	}
}
