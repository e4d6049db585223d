package measure

import (
	"encoding/json"
	"math"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

var anyWeights = rapid.SliceOfN(rapid.OneOf(rapid.Int64Range(0, 100), rapid.Int64Range(-5, math.MaxInt64)), 1, 40)

func TestSplitSumsExactlyAndMirrors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := max(anyAmount.Draw(t, "total"), -math.MaxInt64)
		weights := anyWeights.Draw(t, "weights")
		parts := Split(total, weights)
		if parts == nil {
			if slices.Max(weights) > 0 {
				t.Fatalf("nobody received %s by %v", total, weights)
			}
			return
		}
		if sum, err := Total(parts...); err != nil || sum != total {
			t.Fatalf("parts of %s by %v sum to %s, %v", total, weights, sum, err)
		}
		mirror := Split(-total, weights)
		for i := range parts {
			if mirror[i] != -parts[i] {
				t.Fatalf("part %d of %s is %s, of the opposite %s", i, total, parts[i], mirror[i])
			}
		}
	})
}

func TestSplitIsWithinOneOfTheExactShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := rapid.Int64Range(0, math.MaxInt64).Draw(t, "total")
		weights := rapid.SliceOfN(rapid.Int64Range(0, 1<<50), 1, 40).Draw(t, "weights")
		sum := int64(0)
		for _, w := range weights {
			sum += w
		}
		for i, part := range Split(Amount(total), weights) {
			exact := new(big.Int).Mul(big.NewInt(total), big.NewInt(weights[i]))
			low := exact.Quo(exact, big.NewInt(sum)).Int64()
			if int64(part) != low && int64(part) != low+1 {
				t.Fatalf("part %d of %d by %v is %d, exact share %d", i, total, weights, part, low)
			}
			if weights[i] == 0 && part != 0 {
				t.Fatalf("a zero weight received %d", part)
			}
		}
	})
}

func TestSplitByHand(t *testing.T) {
	for _, c := range []struct {
		total   Amount
		weights []int64
		want    []Amount
	}{
		{100, []int64{1, 1, 1}, []Amount{34, 33, 33}}, // ties to the earlier
		{-100, []int64{1, 1, 1}, []Amount{-34, -33, -33}},
		{10, []int64{6, 4}, []Amount{6, 4}},
		{1, []int64{4_999, 5_001}, []Amount{0, 1}}, // the largest remainder
		{Whole(300_000), []int64{1, 4}, []Amount{Whole(60_000), Whole(240_000)}},
		{7, []int64{0, 0, 1}, []Amount{0, 0, 7}},
		{7, []int64{-1, 1}, []Amount{0, 7}},
		{7, []int64{0, 0}, nil},
		{7, nil, nil},
		{math.MinInt64, []int64{1}, []Amount{math.MinInt64}},
	} {
		if got := Split(c.total, c.weights); !slices.Equal(got, c.want) {
			t.Errorf("Split(%d, %v) = %v, want %v", c.total, c.weights, got, c.want)
		}
	}
}

// peerCase is a number read from the test suite of a comparable system, kept beside the project and never copied into it.
type peerCase struct {
	ID       string
	Rule     string
	Input    json.RawMessage
	Expected json.RawMessage
}

// peerCases returns the cases of one rule, or skips when the shared folder is not beside this checkout.
func peerCases(t *testing.T, rule string) []peerCase {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "cases", "peer_cases.json"))
	if os.IsNotExist(err) {
		t.Skip("no ../shared/cases beside the checkout: this test needs the shared data sets")
	}
	var all []peerCase
	if err != nil || json.Unmarshal(text, &all) != nil {
		t.Fatalf("peer_cases.json cannot be read: %v", err)
	}
	found := slices.DeleteFunc(all, func(c peerCase) bool { return c.Rule != rule })
	if len(found) == 0 {
		t.Fatalf("no case has the rule %s", rule)
	}
	return found
}

func read(t *testing.T, raw json.RawMessage, into any) {
	t.Helper()
	if err := json.Unmarshal(raw, into); err != nil {
		t.Fatal(err)
	}
}

func TestPeerSplitOfQuantity(t *testing.T) {
	for _, c := range peerCases(t, "split_credit_variance_qty") {
		var in struct {
			Qty       int64
			Split     []int64
			TargetQty int64 `json:"target_qty"`
		}
		var want struct{ Target, Achieved, Variance int64 }
		read(t, c.Input, &in)
		read(t, c.Expected, &want)
		achieved := Split(Whole(in.Qty), in.Split)[0]
		variance := must(achieved.Sub(Whole(in.TargetQty)))
		if achieved != Whole(want.Achieved) || variance != Whole(want.Variance) {
			t.Errorf("%s: achieved %s, variance %s; want %+v", c.ID, achieved, variance, want)
		}
	}
}

func TestPeerSumOfSplitCredits(t *testing.T) {
	for _, c := range peerCases(t, "split_credit_sum") {
		var in struct{ Orders [][2]int64 }
		var want int64
		read(t, c.Input, &in)
		read(t, c.Expected, &want)
		var credited Amount
		for _, order := range in.Orders {
			quantity, percent := order[0], order[1]
			credited = must(credited.Add(Split(Whole(quantity), []int64{percent, 100 - percent})[0]))
		}
		if credited != Whole(want) {
			t.Errorf("%s: credited %s, want %d", c.ID, credited, want)
		}
	}
}

func TestPeerDealSharedByTwoTeammatesCountsOnceForTheTeam(t *testing.T) {
	for _, c := range peerCases(t, "team_deal_shared_by_two_members") {
		var in struct {
			Won     []int64
			Members int
		}
		var want struct{ Revenue, Deals int64 }
		read(t, c.Input, &in)
		read(t, c.Expected, &want)
		var revenue, deals Amount
		equal := slices.Repeat([]int64{1}, in.Members)
		for _, won := range in.Won {
			revenue = must(revenue.Add(must(Total(Split(Whole(won), equal)...))))
			deals = must(deals.Add(must(Total(Split(One, equal)...))))
		}
		if revenue != Whole(want.Revenue) || deals != Whole(want.Deals) {
			t.Errorf("%s: revenue %s, deals %s; want %+v", c.ID, revenue, deals, want)
		}
	}
}

func BenchmarkSplitTwo(b *testing.B) {
	weights := []int64{6_000, 4_000}
	for b.Loop() {
		_ = Split(804_877_041_832, weights)
	}
}

func BenchmarkSplitDaysOfAYear(b *testing.B) {
	weights := slices.Repeat([]int64{100_000_000, 80_000_000, 0}, 122)
	for b.Loop() {
		_ = Split(804_877_041_832, weights)
	}
}
