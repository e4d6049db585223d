package reward

import (
	"encoding/json"
	"errors"
	"io/fs"
	"math/big"
	"os"
	"testing"

	"cordee/internal/fault"
	"cordee/internal/measure"
)

// peerCase is one fact read from the tests of a comparable system. Where we decide differently the test below says so, and why.
type peerCase struct {
	ID       string
	Rule     string
	Input    json.RawMessage
	Expected json.RawMessage
}

func peerCases(t *testing.T, rule string) (found []peerCase) {
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
		if c.Rule == rule {
			found = append(found, c)
		}
	}
	if len(found) == 0 {
		t.Fatalf("no case for %s", rule)
	}
	return found
}

func read1[T any](t *testing.T, raw json.RawMessage) (v T) {
	t.Helper()
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// num is an exact decimal of the cases.
type num struct{ *big.Rat }

func (n *num) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		return nil
	}
	r, ok := new(big.Rat).SetString(string(b))
	if !ok {
		return errors.New(string(b) + " is no number")
	}
	n.Rat = r
	return nil
}

func (n num) amount(t *testing.T) measure.Amount {
	t.Helper()
	a, err := Exact{n.Rat}.Round(4)
	if err != nil || exactly(a).Cmp(Exact{n.Rat}) != 0 {
		t.Fatalf("%s has more than four decimals", n)
	}
	return a
}

// percent is a rate as a factor, in percent: 1.4 is 140.
func (n num) percent(t *testing.T) measure.Amount {
	return num{new(big.Rat).Mul(n.Rat, big.NewRat(100, 1))}.amount(t)
}

func times(a, b num) num { return num{new(big.Rat).Mul(a.Rat, b.Rat)} }

func hundredOf(t *testing.T) measure.Maybe { return measure.Some(measure.Whole(100)) }

// bands reads [[from, to, rate], ...]; a rate of zero up to the first bound is our silence below the first tier.
func bands(t *testing.T, list [][3]num) (tiers []Tier) {
	for _, b := range list {
		if b[2].Sign() != 0 {
			tiers = append(tiers, Tier{b[0].amount(t), b[2].percent(t)})
		}
	}
	return tiers
}

func obtains(t *testing.T, id string, r Rule, f Facts, want measure.Amount) {
	t.Helper()
	if got := share(t, reckon(t, r, f), léa).Entitled; got != want {
		t.Errorf("%s: obtained %s, want %s", id, got, want)
	}
}

func reachedOf(value, target measure.Amount) Reached {
	return Reached{Value: measure.Some(value), Target: measure.Some(target), Num: value, Den: target, Attained: value >= target}
}

// The accelerator of the cases: once for below 100 %, then 1.5, 2 and 2.5 times for all that lies over it.
func accelerated(t *testing.T) []Tier {
	return tiers(t, "0", "100", "100", "150", "125", "200", "150", "250")
}

// A commission of a rate of the target is a base at 100 %; what lies over is paid at the rate of the tier reached.
func TestPeersOverageAtTheTierReached(t *testing.T) {
	for _, p := range peerCases(t, "overage_at_reached_tier") {
		in := read1[struct{ Quota, Rate, Revenue num }](t, p.Input)
		r := bonus(t, "1", Curve{Mode: Overage, Tiers: accelerated(t)})
		r.Each.Base = times(in.Quota, in.Rate).amount(t)
		obtains(t, p.ID, r, alone(reachedOf(in.Revenue.amount(t), in.Quota.amount(t))), read1[num](t, p.Expected).amount(t))
	}
}

func TestPeersOverageWithoutTiersIsALine(t *testing.T) {
	for _, p := range peerCases(t, "overage_no_plan") {
		in := read1[struct{ Quota, Rate, Revenue num }](t, p.Input)
		r := bonus(t, "1", Curve{Mode: Linear})
		r.Each.Base = times(in.Quota, in.Rate).amount(t)
		obtains(t, p.ID, r, alone(reachedOf(in.Revenue.amount(t), in.Quota.amount(t))), read1[num](t, p.Expected).amount(t))
	}
}

// Their bounds belong to the tier above, as ours do.
func TestPeersTierBoundary(t *testing.T) {
	for _, p := range peerCases(t, "tier_boundary") {
		in := read1[struct{ Att []num }](t, p.Input)
		want := read1[[]num](t, p.Expected)
		c := Curve{Axis: OnAttainment, Mode: Flat, Tiers: accelerated(t)}
		for i, a := range in.Att {
			if got := c.At(exactly(a.amount(t))).Amount(); got != want[i].percent(t) {
				t.Errorf("%s: %s pays %s %%", p.ID, a, got)
			}
		}
	}
}

func TestPeersMarginalAccelerator(t *testing.T) {
	for _, p := range peerCases(t, "marginal_accelerator") {
		in := read1[struct {
			Bonus, Attainment num
			Tiers             [][3]num
		}](t, p.Input)
		r := bonus(t, "1", Curve{Mode: Marginal, Tiers: bands(t, in.Tiers)})
		r.Each.Base = in.Bonus.amount(t)
		obtains(t, p.ID, r, alone(reachedOf(in.Attainment.amount(t), hundredOf(t).Amount)), read1[num](t, p.Expected).amount(t))
	}
}

// 60 % of the bonus goes by the accelerator of the other cases, 40 % by bands that pay only what lies in them.
func TestPeersTwoMetrics(t *testing.T) {
	for _, p := range peerCases(t, "two_metrics_60_40") {
		in := read1[struct {
			Bonus      num
			Attainment [2]num
			Gate       [][3]num
		}](t, p.Input)
		want := read1[struct{ A, B, Total num }](t, p.Expected)
		r := bonus(t, "1", Curve{Mode: Marginal, Tiers: tiers(t, "0", "100", "100", "140", "120", "160")})
		r.Each.Base = in.Bonus.amount(t)
		r.Each.Parts[0].Weight = 6_000
		r.Each.Parts = append(r.Each.Parts, Part{Of: ownMargin, Weight: 4_000, Curve: Curve{Mode: Marginal, Tiers: bands(t, in.Gate)}})
		f := alone(reachedOf(in.Attainment[0].amount(t), measure.Whole(100)))
		f.Members[0].Own[ownMargin] = reachedOf(in.Attainment[1].amount(t), measure.Whole(100))
		s := share(t, reckon(t, r, f), léa)
		got := [3]measure.Amount{s.Lines[0].Brings.Amount(), s.Lines[1].Brings.Amount(), s.Entitled}
		if got != [3]measure.Amount{want.A.amount(t), want.B.amount(t), want.Total.amount(t)} {
			t.Errorf("%s: %v", p.ID, got)
		}
	}
}

// Below their gate of 95 % nothing is paid.
func TestPeersGate(t *testing.T) {
	for _, p := range peerCases(t, "gate") {
		in := read1[struct{ Bonus, Attainment num }](t, p.Input)
		r := bonus(t, "1", Curve{Mode: Linear})
		r.Each.Base = in.Bonus.amount(t)
		r.Gates = []Gate{{Of: ownSales, At: maybe(t, "95")}}
		obtains(t, p.ID, r, alone(reachedOf(in.Attainment.amount(t), measure.Whole(100))), read1[num](t, p.Expected).amount(t))
	}
}

func TestPeersLinear(t *testing.T) {
	for _, p := range peerCases(t, "linear") {
		in := read1[struct{ Bonus, Attainment num }](t, p.Input)
		r := bonus(t, "1", Curve{Mode: Linear})
		r.Each.Base = in.Bonus.amount(t)
		obtains(t, p.ID, r, alone(reachedOf(in.Attainment.amount(t), measure.Whole(100))), read1[num](t, p.Expected).amount(t))
	}
}

func TestPeersWholeAmount(t *testing.T) {
	for _, p := range peerCases(t, "slab_whole_amount") {
		in := read1[struct{ Bonus, Attainment, Multiplier num }](t, p.Input)
		r := bonus(t, "1", Curve{Mode: Whole, Tiers: []Tier{{0, measure.Whole(100)}, {measure.Whole(120), in.Multiplier.percent(t)}}})
		r.Each.Base = in.Bonus.amount(t)
		obtains(t, p.ID, r, alone(reachedOf(in.Attainment.amount(t), measure.Whole(100))), read1[num](t, p.Expected).amount(t))
	}
}

// Their "flat" is one rate of an amount: our linear on an amount. Our flat is a lump for the tier reached.
func TestPeersFlatRate(t *testing.T) {
	for _, p := range peerCases(t, "flat") {
		in := read1[struct{ Base, Amount, Rate num }](t, p.Input)
		if in.Base.Rat == nil {
			in.Base = in.Amount
		}
		r := bonus(t, "0", Curve{Axis: OnAmount, Mode: Linear, Tiers: []Tier{{0, in.Rate.percent(t)}}})
		obtains(t, p.ID, r, alone(reachedOf(in.Base.amount(t), 0)), read1[num](t, p.Expected).amount(t))
	}
}

// A spiff is a share of the yearly variable for one deal: its share of the target x a rate, from a least size on.
func TestPeersSpiff(t *testing.T) {
	for _, p := range peerCases(t, "spiff") {
		in := read1[struct{ Ote, Deal, Target, Rate, Min num }](t, p.Input)
		from := Exact{}
		if in.Min.Rat != nil {
			from = Exact{in.Min.Rat}.over(Exact{in.Target.Rat}).times(hundred)
		}
		r := bonus(t, "1", Curve{Mode: Whole, Tiers: []Tier{{from.Amount(), in.Rate.percent(t)}}})
		r.Each.Base = in.Ote.amount(t)
		obtains(t, p.ID, r, alone(reachedOf(in.Deal.amount(t), in.Target.amount(t))), read1[num](t, p.Expected).amount(t))
	}
}

// Each month is what is obtained since the start of the year, less what was given.
func TestPeersYearToDate(t *testing.T) {
	for _, p := range peerCases(t, "ytd_incremental") {
		in := read1[struct {
			Bonus, Target num
			YTD           []num
			PriorPaid     []num `json:"prior_paid"`
		}](t, p.Input)
		want := read1[[]num](t, p.Expected)
		r := bonus(t, "1", Curve{Mode: Marginal, Tiers: tiers(t, "0", "100", "100", "140", "120", "160")})
		r.Each.Base, r.Every = in.Bonus.amount(t), Monthly
		for i, ytd := range in.YTD {
			f := alone(reachedOf(ytd.amount(t), in.Target.amount(t)))
			f.Members[0].Paid = in.PriorPaid[i].amount(t)
			if got := share(t, reckon(t, r, f), léa).Due; got != want[i].amount(t) {
				t.Errorf("%s: month %d gives %s, want %s", p.ID, i, got, want[i])
			}
		}
	}
}

// Two bonuses in one year are two rules, each prorated by its days. Theirs adds them up before rounding (22,345.21) and rounds to
// whole units; ours rounds each statement, since each must be checked alone. In whole units both give the same.
func TestPeersProratedBlend(t *testing.T) {
	for _, p := range peerCases(t, "prorata_blend") {
		in := read1[struct{ A, B [2]num }](t, p.Input)
		var sum measure.Amount
		for _, x := range [][2]num{in.A, in.B} {
			r := bonus(t, "1", Curve{Mode: Linear})
			r.Each.Base = x[0].amount(t)
			f := alone(of(t, "100", "100"))
			f.Full, f.Minor, f.Members[0].Present = 365, 0, x[1].Num().Int64()
			sum += share(t, reckon(t, r, f), léa).Entitled
		}
		if want := read1[num](t, p.Expected).amount(t); sum != want {
			t.Errorf("%s: %s, want %s", p.ID, sum, want)
		}
	}
}

func TestPeersMarginalAmountTiers(t *testing.T) {
	for _, p := range peerCases(t, "marginal_amount_tiers") {
		in := read1[struct {
			Amount num
			Tiers  [][3]num
		}](t, p.Input)
		r := bonus(t, "0", Curve{Axis: OnAmount, Mode: Marginal, Tiers: bands(t, in.Tiers)})
		obtains(t, p.ID, r, alone(reachedOf(in.Amount.amount(t), 0)), read1[num](t, p.Expected).amount(t))
	}
}

// Theirs re-rates strictly above the threshold. Ours re-rates at it, as everywhere: a bound belongs to the tier above it. Their
// cases lie on neither side of the difference.
func TestPeersWholeAmountAccelerator(t *testing.T) {
	for _, p := range peerCases(t, "whole_amount_accelerator") {
		in := read1[struct{ Amount, Base, Threshold, Rate num }](t, p.Input)
		c := Curve{Axis: OnAmount, Mode: Whole, Tiers: []Tier{{0, in.Base.percent(t)}, {in.Threshold.amount(t), in.Rate.percent(t)}}}
		obtains(t, p.ID, bonus(t, "0", c), alone(reachedOf(in.Amount.amount(t), 0)), read1[num](t, p.Expected).amount(t))
	}
}

// An invoice and its refund after the first settlement: the second settlement takes back what the first gave.
func TestPeersNegativeSettlement(t *testing.T) {
	for _, p := range peerCases(t, "negative_settlement") {
		in := read1[struct{ Invoice, Refund num }](t, p.Input)
		r := bonus(t, "0", Curve{Axis: OnAmount, Mode: Linear, Tiers: tiers(t, "0", "10")})
		first := share(t, reckon(t, r, alone(reachedOf(in.Invoice.amount(t), 0))), léa)
		f := alone(reachedOf(in.Invoice.amount(t)+in.Refund.amount(t), 0))
		f.Members[0].Paid = first.Due
		second := share(t, reckon(t, r, f), léa)
		if first.Due <= 0 || second.Due >= 0 || first.Due+second.Due != 0 || !noted(second.Flags, TakenBack) {
			t.Errorf("%s: %s then %s", p.ID, first.Due, second.Due)
		}
	}
}

func TestPeersWeightsMustMakeAHundred(t *testing.T) {
	for _, p := range peerCases(t, "weights_must_total_100") {
		in := read1[struct{ Weights []num }](t, p.Input)
		r := bonus(t, "1000", Curve{Mode: Linear})
		r.Each.Parts = nil
		for _, w := range in.Weights {
			r.Each.Parts = append(r.Each.Parts, Part{Of: ownSales, Weight: measure.BP(w.amount(t) / 100)})
		}
		if err := Check(r); !fault.Is(err, "reward.weights_total") {
			t.Errorf("%s: %v", p.ID, err)
		}
	}
}

// A credit shared half and half counts half for each: in the attainment that pays, too.
func TestPeersSplitCreditPaysItsShare(t *testing.T) {
	for _, p := range peerCases(t, "split_credit_variance_qty") {
		in := read1[struct {
			Qty       num
			Split     []num
			TargetQty num `json:"target_qty"`
		}](t, p.Input)
		want := read1[struct{ Target, Achieved num }](t, p.Expected)
		weights := []int64{int64(in.Split[0].amount(t)), int64(in.Split[1].amount(t))}
		half := measure.Split(in.Qty.amount(t), weights)[0]
		if half != want.Achieved.amount(t) {
			t.Fatalf("%s: credited %s", p.ID, half)
		}
		obtains(t, p.ID, bonus(t, "1000", Curve{Mode: Linear}), alone(reachedOf(half, in.TargetQty.amount(t))), measure.Whole(200)) // 10 of 50
	}
}

func TestPeersSplitCreditSum(t *testing.T) {
	for _, p := range peerCases(t, "split_credit_sum") {
		in := read1[struct{ Orders [][2]num }](t, p.Input)
		var credited measure.Amount
		for _, o := range in.Orders {
			credited += measure.Split(o[0].amount(t), []int64{int64(o[1].amount(t)), int64(measure.Whole(100) - o[1].amount(t))})[0]
		}
		want := read1[num](t, p.Expected).amount(t)
		r := bonus(t, "0", Curve{Axis: OnAmount, Mode: Linear, Tiers: tiers(t, "0", "100")}) // one for one
		obtains(t, p.ID, r, alone(reachedOf(credited, 0)), want)
	}
}
