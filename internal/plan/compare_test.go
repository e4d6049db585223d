package plan

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
)

func TestTwoScenariosSideBySide(t *testing.T) {
	lines := func(ids ...org.ID) (list []Line) {
		for _, id := range ids {
			list = append(list, Line{Owner: org.PersonOwner(id)})
		}
		return list
	}
	three := cascade(t, Split{Total: amount(t, "90000"), Lines: lines(1, 2, 3)})
	two := cascade(t, Split{Total: amount(t, "90000"), Lines: lines(4, 2)})
	got := Compare(three, two)
	for i, want := range []struct {
		id           org.ID
		from, to, by string
	}{{1, "30000", "", "-30000"}, {2, "30000", "45000", "15000"}, {3, "30000", "", "-30000"}, {4, "", "45000", "45000"}} {
		if m := got[i]; m.Owner != org.PersonOwner(want.id) || m.From.String() != want.from || m.To.String() != want.to || m.By.String() != want.by {
			t.Errorf("%+v", m)
		}
	}
	if three.Level() != (Level{amount(t, "90000"), amount(t, "90000")}) {
		t.Errorf("%+v", three.Level())
	}
}

func TestWhatPeopleProposedStandsBesideWhatTheyAreAsked(t *testing.T) {
	tb := cascade(t, Split{Total: amount(t, "90000"), Lines: []Line{{Owner: org.PersonOwner(1)}, {Owner: org.PersonOwner(2)}, {Owner: org.PersonOwner(3)}}})
	for _, x := range []struct {
		name string
		own  map[org.Owner]measure.Amount
		code string
		gap  string
	}{
		{"nobody said anything", nil, "plan.bottom_up.none", ""},
		{"more, from one of them", map[org.Owner]measure.Amount{org.PersonOwner(1): amount(t, "32000")}, "plan.bottom_up.more", "2000"},
		{"less", map[org.Owner]measure.Amount{org.PersonOwner(1): amount(t, "0"), org.PersonOwner(2): amount(t, "40000")}, "plan.bottom_up.less", "-30000"},
		{"the same", map[org.Owner]measure.Amount{org.PersonOwner(1): amount(t, "30000")}, "plan.bottom_up.same", "0"},
	} {
		p, err := BottomUp(tb, x.own)
		if err != nil || p.Note.Code != x.code || p.Gaps[0].String() != x.gap || p.Gaps[2].OK || p.Made != len(x.own) {
			t.Errorf("%s: %+v, %v", x.name, p, err)
		}
	}
	if _, err := BottomUp(tb, map[org.Owner]measure.Amount{org.PersonOwner(1): -1 << 63}); !fault.Is(err, "amount.overflow") {
		t.Errorf("less than any amount: %v", err)
	}
}

// Weights that fit 64 bits are shared as Rounded shares them.
func TestApportionIsRoundedForLargerWeights(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := measure.Amount(rapid.Int64Range(-1e15, 1e15).Draw(t, "total"))
		unit := measure.Amount(rapid.Int64Range(1, 1e6).Draw(t, "unit"))
		weights := rapid.SliceOfN(rapid.Int64Range(0, 1e15), 1, 20).Draw(t, "weights")
		large := make([]*big.Int, len(weights))
		for i, w := range weights {
			large[i] = new(big.Int).Lsh(big.NewInt(w), 70)
		}
		if got, want := apportion(total, large, unit), Rounded(total, weights, unit); !slices.Equal(got, want) {
			t.Fatalf("%s, want %s", say(got), say(want))
		}
	})
}

func TestProrateLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		target := measure.Amount(rapid.Int64Range(0, 1e15).Draw(t, "target"))
		full := rapid.Int64Range(-5, 1e15).Draw(t, "full")
		present := rapid.Int64Range(-5, 2e15).Draw(t, "present")
		more := rapid.Int64Range(0, 1e15).Draw(t, "more")
		less, got := Prorate(target, present, full), Prorate(target, present+more, full)
		if got > target || less < 0 || less > got {
			t.Fatalf("%s for %d of %d, %s for %d more", less, present, full, got, more)
		}
	})
}
