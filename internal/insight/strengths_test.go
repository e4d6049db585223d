package insight_test

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"cordee/internal/insight"
	"cordee/internal/org"
)

// drawCells is any company's work: a few people, a few segments of two levels, any number of tries.
func drawCells(t *rapid.T) []insight.Cell {
	var cells []insight.Cell
	for who := range rapid.IntRange(1, 6).Draw(t, "people") {
		for s := range rapid.IntRange(1, 6).Draw(t, "segments") {
			n := rapid.IntRange(0, 60).Draw(t, "tries")
			won := rapid.IntRange(0, n).Draw(t, "won")
			cells = append(cells, insight.Cell{
				Who: org.ID(who + 1), Path: []string{string(rune('A' + s/2)), string(rune('a' + s))}, Seen: n, Tries: float64(n), Wins: float64(won),
				Priced: float64(won), LogSum: 7 * float64(won), LogSquares: 50 * float64(won),
			})
		}
	}
	return cells
}

func TestLawsOfStrengths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cells := drawCells(t)
		found := insight.Strengths([]insight.Dimension{{Name: "d", Cells: cells}})
		tries, sum, named := map[org.ID]float64{}, 0.0, 0.0
		for _, f := range found {
			if f.Low > f.High || f.Wrong < 0 || f.Wrong > 1 || f.Measure == insight.Winning && (f.Expected <= 0 || f.Expected >= 1) {
				t.Fatalf("nonsense: %+v", f)
			}
			if f.Measure == insight.Winning {
				tries[f.Who] += f.Weight
			}
			if f.Named {
				if f.Weight < insight.FewestTries || f.Wrong >= insight.MaxWrong {
					t.Fatalf("named too early: %+v", f)
				}
				sum, named = sum+f.Wrong, named+1
			}
		}
		if named > 0 && sum/named > insight.MaxFalse {
			t.Fatalf("on average %.3f of the claims are expected false", sum/named)
		}
		for _, c := range cells { // merging loses nobody's tries
			tries[c.Who] -= c.Tries
		}
		said := slices.ContainsFunc(found, func(f insight.Finding) bool { return f.Measure == insight.Winning })
		for who, rest := range tries {
			if said && (rest > 1e-6 || rest < -1e-6) {
				t.Fatalf("%v tries of %d went missing", rest, who)
			}
		}
		slices.Reverse(cells)
		if again := insight.Strengths([]insight.Dimension{{Name: "d", Cells: cells}}); !reflect.DeepEqual(shape(found), shape(again)) {
			t.Fatal("the order of facts matters")
		}
	})
}

// shape is what people read of findings: sums in another order differ in the last bits of a float.
func shape(list []insight.Finding) []insight.Finding {
	out := slices.Clone(list)
	for i, f := range out {
		out[i] = insight.Finding{Who: f.Who, Dimension: f.Dimension, Values: f.Values, Measure: f.Measure, N: f.N}
	}
	return out
}

// Small segments are taken together with their neighbours under the same outer value, then with all that is left, and stay silent
// when that is too little still.
func TestSmallSegmentsAreTakenTogether(t *testing.T) {
	cell := func(outer, inner string, n int) insight.Cell {
		return insight.Cell{Who: 1, Path: []string{outer, inner}, Seen: n, Tries: float64(n), Wins: float64(n) / 2}
	}
	found := insight.Strengths([]insight.Dimension{{Name: "d", Cells: []insight.Cell{
		cell("wine", "red", 30), cell("wine", "white", 6), cell("wine", "rosé", 6), cell("beer", "pale", 4), cell("tea", "green", 7),
	}}})
	got := map[string]int{}
	for _, f := range found {
		for _, v := range f.Values {
			got[v] = f.N
		}
	}
	if want := map[string]int{"red": 30, "wine": 12, "beer": 11, "tea": 11}; !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// A product ten times dearer than the others, sold by few: what is usual there is its own price, not the average of everything.
func TestADearProductIsNoStrength(t *testing.T) {
	var cells []insight.Cell
	for who := range 10 {
		for _, p := range []struct {
			name string
			n    int
			log  float64
		}{{"basic", 60, 6}, {"pro", 40, 8}, {"rare", 12, 10}} {
			if p.name == "rare" && who > 2 {
				continue
			}
			c := insight.Cell{Who: org.ID(who + 1), Path: []string{p.name}, Seen: p.n, Tries: float64(p.n), Wins: float64(p.n), Priced: float64(p.n)}
			for i := range p.n {
				x := p.log + .1*float64(i%5-2)
				c.LogSum, c.LogSquares = c.LogSum+x, c.LogSquares+x*x
			}
			cells = append(cells, c)
		}
	}
	for _, f := range insight.Strengths([]insight.Dimension{{Name: "product", Cells: cells}}) {
		if f.Named {
			t.Errorf("all sell at the same prices, and %d is named for %v: %+v", f.Who, f.Values, f)
		}
	}
}
