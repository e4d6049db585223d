package plan

import (
	"math/big"

	"cordee/internal/measure"
)

// Revision is one target, what was attained, and the target that followed.
type Revision struct{ Target, Attained, Next measure.Amount }

// RatchetGap is the difference between the two slopes beyond which targets are said to rise faster than they fall, and ratchetMin
// how many revisions each side must have before anything is said.
const (
	RatchetGap measure.BP = 2_000
	ratchetMin int        = 6
)

// Ratchet is how targets followed results: of each unit above the target, how much came onto the next one (Up), of each unit below,
// how much came off (Down), in basis points.
type Ratchet struct {
	Up, Down     measure.BP
	Above, Below int  // revisions after more, and after less, than the target
	Enough       bool // to say anything
	Asymmetric   bool
	Warnings     []Note
}

// SeenRatchet fits next/target - 1 = c + up x max(a/q - 1, 0) + down x min(a/q - 1, 0) by least squares, exactly. The common c takes
// up what the market did to everybody, so that growth is not taken for a ratchet. Targets of zero or less are left out.
func SeenRatchet(history []Revision) (r Ratchet) {
	var f fit
	for _, h := range history {
		if h.Target <= 0 {
			continue
		}
		off, move := beyondTarget(h.Attained, h.Target), beyondTarget(h.Next, h.Target)
		switch off.Sign() {
		case 1:
			r.Above++
		case -1:
			r.Below++
		}
		f.add(off, move)
	}
	if r.Above < ratchetMin || r.Below < ratchetMin {
		return r
	}
	up, down, ok := f.slopes()
	if !ok {
		return r
	}
	r.Enough, r.Up, r.Down = true, inBP(up), inBP(down)
	gap := new(big.Rat).Sub(up, down)
	if r.Asymmetric = gap.Cmp(big.NewRat(int64(RatchetGap), int64(measure.Hundred))) > 0; r.Asymmetric {
		r.Warnings = []Note{note("plan.warn.ratchet", "up", r.Up, "down", r.Down, "n", r.Above+r.Below)}
	}
	return r
}

// fit is the sums a broken line needs: by side, number aside.
type fit struct {
	n              int64
	y              big.Rat
	x, xx, xy      [2]big.Rat // 0 above, 1 below
	scratch, times big.Rat
}

// precision keeps the fractions short: ten-thousandths of a percent are more than enough to tell slopes apart.
const precision = 1_000_000

func (f *fit) add(off, move *big.Rat) {
	off, move = coarse(off), coarse(move)
	f.n++
	f.y.Add(&f.y, move)
	side := 0
	if off.Sign() < 0 {
		side = 1
	}
	f.x[side].Add(&f.x[side], off)
	f.xx[side].Add(&f.xx[side], f.times.Mul(off, off))
	f.xy[side].Add(&f.xy[side], f.scratch.Mul(off, move))
}

// beyondTarget is a / target - 1.
func beyondTarget(a, target measure.Amount) *big.Rat {
	r := big.NewRat(int64(a), int64(target))
	return r.Sub(r, big.NewRat(1, 1))
}

// coarse is a fraction to six decimals.
func coarse(r *big.Rat) *big.Rat {
	n, ok := round(new(big.Rat).Mul(r, big.NewRat(precision, 1)))
	if !ok {
		return r
	}
	return big.NewRat(n, precision)
}

// slopes solves the normal equations; ok is false when one side does not vary or the two say the same as the constant.
func (f *fit) slopes() (up, down *big.Rat, ok bool) {
	if f.xx[0].Sign() == 0 || f.xx[1].Sign() == 0 {
		return nil, nil, false
	}
	num, den := new(big.Rat).Set(&f.y), big.NewRat(f.n, 1)
	for side := range f.x {
		share := new(big.Rat).Quo(&f.x[side], &f.xx[side])
		num.Sub(num, new(big.Rat).Mul(share, &f.xy[side]))
		den.Sub(den, new(big.Rat).Mul(share, &f.x[side]))
	}
	if den.Sign() == 0 {
		return nil, nil, false
	}
	c := num.Quo(num, den)
	slope := func(side int) *big.Rat {
		s := new(big.Rat).Sub(&f.xy[side], new(big.Rat).Mul(c, &f.x[side]))
		return s.Quo(s, &f.xx[side])
	}
	return slope(0), slope(1), true
}

func inBP(r *big.Rat) measure.BP {
	n, _ := round(new(big.Rat).Mul(r, big.NewRat(int64(measure.Hundred), 1)))
	return measure.BP(n)
}
