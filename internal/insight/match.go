package insight

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"

	"cordee/internal/org"
)

// Offer is an open lead or task as one person may see it: what it may bring in units, and the chances that this person brings it
// off, as Beta(Alpha, Beta). Tried is how often they did the like; Strong, that it lies in a strength that may be named.
type Offer struct {
	ID          org.ID
	Value       float64
	Alpha, Beta float64
	Tried       int
	Strong      bool
	Top         bool // among the tenth of highest value
	Hardness    int  // 1 to 5, 0 not said
}

// Taker is who looks for something to do. Received and Fair are potential over the last eight weeks, in units: what they took, and
// what their working time among all others gives them.
type Taker struct {
	Received, Fair float64
	Tops           int // of the highest tenth, taken by them over the same weeks
	FairTops       float64
	Waiting        bool // somebody else is below the least anybody should get
	Novice         bool
}

// Why is the reason that goes with a suggestion.
type Why string

// The reasons, each a line on the screen.
const (
	WhyStrength Why = "strength" // in a segment where they do better than expected
	WhyShare    Why = "share"    // they had less than their fair share lately
	WhyLearning Why = "learning" // easy and new to them
	WhyTrying   Why = "trying"   // drawn, so that chances are not made by past ones
	WhyKnown    Why = "known"    // they have done the like
	WhyOpen     Why = "open"     // nothing speaks against it
)

// Suggestion is an offer that fits, and why.
type Suggestion struct {
	ID    org.ID
	Score float64
	Why   Why
}

// Bounds of E2.
const (
	Most      = 5   // suggestions at once
	leastSeen = 2   // however much somebody had
	Floor     = .8  // of the fair share, the least anybody should get
	topCap    = 2.  // times the fair share of the highest tenth, the most
	exploring = .10 // of suggestions are drawn rather than ranked
	easiest   = 2   // hardness a learning offer has at most
)

// Surplus is how much more than their fair share somebody had: 0 is even, -1 nothing, 1 twice.
func (t Taker) Surplus() float64 {
	if t.Fair <= 0 {
		return 0
	}
	return (t.Received - t.Fair) / t.Fair
}

// Weight is exp(-surplus), at most e.
func (t Taker) Weight() float64 { return math.Exp(-t.Surplus()) }

// Below tells that somebody had less than the least anybody should get.
func (t Taker) Below() bool { return t.Fair > 0 && t.Received < Floor*t.Fair }

// TopFull tells that somebody had as many of the highest tenth as one may: twice the fair share, and always one.
func (t Taker) TopFull() bool { return float64(t.Tops) >= max(1, math.Ceil(topCap*t.FairTops)) }

// Had is what somebody took over the last eight weeks, and the working time that says what their fair share is.
type Had struct{ Received, Capacity float64 }

// LeavesEnough tells whether the others can still come to the least anybody should get once somebody takes an offer: what they lack of it,
// counted on all that was taken and is open, must fit in what stays open. Whoever had nothing may always take one.
func LeavesEnough(value, open float64, me Had, others []Had) bool {
	if me.Received <= 0 {
		return true
	}
	all, capacity := me.Received+open, me.Capacity
	for _, h := range others {
		all += h.Received
		capacity += h.Capacity
	}
	if capacity <= 0 {
		return true
	}
	lack := 0.
	for _, h := range others {
		lack += max(Floor*all*h.Capacity/capacity-h.Received, 0)
	}
	return lack <= open-value
}

// slots is how many suggestions somebody sees: fewer when they had much.
func (t Taker) slots() int {
	return int(min(max(math.Ceil(Most*t.Weight()), leastSeen), Most))
}

// sees tells whether an offer is suggested to somebody at all: the highest tenth goes first to who is below, and never beyond the cap.
func (t Taker) sees(o Offer) bool {
	return !o.Top || !t.TopFull() && (t.Below() || !t.Waiting || t.Surplus() <= 0)
}

// Match suggests up to five offers, the best first: by value times the chance of bringing it off times the fairness weight. One in
// ten is drawn from what is not known well, and a novice's last one is easy and new to them. The seed makes the draw: the same seed,
// the same page.
func Match(t Taker, open []Offer, seed uint64) []Suggestion {
	d := dice(seed)
	left := slices.DeleteFunc(slices.Clone(open), func(o Offer) bool { return !t.sees(o) })
	slices.SortFunc(left, func(x, y Offer) int {
		return cmp.Or(cmp.Compare(t.score(y, y.mean()), t.score(x, x.mean())), cmp.Compare(x.ID, y.ID))
	})
	var out []Suggestion
	take := func(i int, why Why) {
		o := left[i]
		out = append(out, Suggestion{ID: o.ID, Score: t.score(o, o.mean()), Why: why})
		left = slices.Delete(left, i, i+1)
	}
	for n := t.slots(); n > 0 && len(left) > 0; n-- {
		if i := t.lesson(left); n == 1 && i >= 0 {
			take(i, WhyLearning)
			continue
		}
		if d.unit() < exploring && len(left) > 1 {
			take(t.drawn(left, &d), WhyTrying)
			continue
		}
		take(0, t.why(left[0]))
	}
	return out
}

// lesson is where a novice's learning offer is, -1 for none: the easiest that is new to them.
func (t Taker) lesson(left []Offer) int {
	best := -1
	for i, o := range left {
		fits := t.Novice && o.Tried < FewestTries && o.Hardness > 0 && o.Hardness <= easiest
		if fits && (best < 0 || o.Hardness < left[best].Hardness) {
			best = i
		}
	}
	return best
}

// drawn is Thompson's choice: every chance is drawn from what is known of it, and the best draw wins.
func (t Taker) drawn(left []Offer, d *dice) int {
	best, most := 0, math.Inf(-1)
	for i, o := range left {
		if s := t.score(o, o.draw(d.unit())); s > most {
			best, most = i, s
		}
	}
	return best
}

func (t Taker) why(o Offer) Why {
	switch {
	case o.Strong:
		return WhyStrength
	case t.Below():
		return WhyShare
	case o.Tried >= FewestTries:
		return WhyKnown
	default:
		return WhyOpen
	}
}

// score values an offer without a value as one: only chances count then.
func (t Taker) score(o Offer, chance float64) float64 { return max(o.Value, 1) * chance * t.Weight() }

// mean is the chance of bringing an offer off; nothing known is one half.
func (o Offer) mean() float64 {
	if o.Alpha <= 0 || o.Beta <= 0 {
		return .5
	}
	return o.Alpha / (o.Alpha + o.Beta)
}

// draw is the chance at a share u of what is thought possible.
func (o Offer) draw(u float64) float64 {
	if o.Alpha <= 0 || o.Beta <= 0 {
		return u
	}
	return mathext.InvRegIncBeta(o.Alpha, o.Beta, unit(u))
}

// dice are Steele, Lea and Flood's SplitMix64: pure code draws from its seed alone.
type dice uint64

func (d *dice) next() uint64 {
	*d += 0x9e3779b97f4a7c15
	z := uint64(*d)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// unit is even between 0 and 1.
func (d *dice) unit() float64 { return float64(d.next()>>11) / (1 << 53) }

// below is an even number from 0 to n-1.
func (d *dice) below(n int) int { return int(d.next() % uint64(n)) }

// TopValue is the value from which on an offer is among the highest tenth, at least one unit.
func TopValue(values []float64) float64 {
	if len(values) == 0 {
		return 1
	}
	sorted := slices.Sorted(slices.Values(values))
	return max(sorted[len(sorted)*9/10], 1)
}
