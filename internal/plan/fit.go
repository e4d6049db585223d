package plan

import (
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
)

// A set of targets is meant to be attained by 60 to 70 % of the people: more than half prove that it can be done. Outside these
// limits something is said.
const (
	FewAttain  measure.BP = 5_000 // fewer than this: ambitious
	ManyAttain measure.BP = 8_000 // more than this: too easy
	HardlyAny  measure.BP = 3_000 // fewer than this, or a lower chance than this: out of reach
)

// Chance is the probability that one owner attains their target, in basis points and exact: it is rounded only where it is shown, so
// that rows, counts and verdict speak of the same band. Not known when there is too little to go by.
type Chance struct {
	Owner org.Owner
	P     measure.BP
	Known bool
}

// Band is the band of a chance.
func (c Chance) Band() goal.Band {
	if !c.Known {
		return goal.NoEvidence
	}
	return goal.BandOf(c.P)
}

// Seen is how many of a set of comparable targets were attained once the period was over.
type Seen struct{ Attained, Of int }

// Verdict is what is said of a set of targets.
type Verdict string

// The closed list of verdicts. Unproven: neither probabilities nor past periods say anything.
const (
	SetOutOfReach Verdict = "out_of_reach"
	SetAmbitious  Verdict = "ambitious"
	SetFair       Verdict = "fair"
	SetTooEasy    Verdict = "too_easy"
	SetUnproven   Verdict = "unproven"
)

// Fitness is how a set of targets fits the people who carry it.
type Fitness struct {
	Verdict  Verdict
	N        int            // chances known
	Unknown  int            // chances not known
	Expected measure.Amount // how many are expected to attain, in ten-thousandths of a person
	Share    measure.BP     // Expected of N
	Lowest   Chance         // the lowest chance, zero when none is known
	Beyond   int            // how many targets are out of reach of the one who carries them
	Seen     Interval       // what past periods say
	Alarm    bool           // the interval of past periods lies wholly outside 50 to 80 %
	Notes    []Note         // the verdict first
}

// Fit judges a set of targets by the chances of those who carry them, and by what was seen of comparable ones. The chances decide
// when there are any: they are about these targets. Past periods then only add what they say.
func Fit(chances []Chance, seen Seen) Fitness {
	f := Fitness{Seen: Wilson(seen.Attained, seen.Of), Verdict: SetUnproven}
	for _, c := range chances {
		f.add(c)
	}
	f.Alarm = f.Seen.Known && (f.Seen.High < FewAttain || f.Seen.Low > ManyAttain)
	past := f.pastVerdict(seen)
	switch {
	case f.N > 0:
		f.Share = measure.BP(int64(f.Expected) / int64(f.N))
		f.Verdict = verdictOf(f.Share)
		f.Notes = append(f.Notes, note("plan.fit."+string(f.Verdict), "expected", int(nearest(f.Expected, measure.One)/measure.One), "n", f.N, "share", f.Share))
		if f.Alarm {
			f.Notes = append(f.Notes, past)
		}
	case f.Seen.Known:
		f.Verdict = seenVerdict(f.Seen)
		f.Notes = append(f.Notes, past)
	default:
		f.Notes = append(f.Notes, note("plan.fit.unproven"))
	}
	f.aboutSome()
	return f
}

func (f *Fitness) add(c Chance) {
	if !c.Known {
		f.Unknown++
		return
	}
	c.P = min(max(c.P, 0), measure.Hundred)
	if f.N == 0 || c.P < f.Lowest.P {
		f.Lowest = c
	}
	f.N++
	f.Expected += measure.Amount(c.P)
	if c.Band() == goal.OutOfReach {
		f.Beyond++
	}
}

// aboutSome adds what the average hides.
func (f *Fitness) aboutSome() {
	if f.Beyond > 0 {
		code, odds := "plan.fit.beyond", OddsOf(f.Lowest.P)
		if odds.Under {
			code = "plan.fit.beyond_under"
		}
		f.Notes = append(f.Notes, note(code, "n", f.Beyond, "lowest", odds.Share()))
	}
	if f.N > 0 && f.Unknown > 0 {
		f.Notes = append(f.Notes, note("plan.fit.unknown", "n", f.Unknown))
	}
}

func verdictOf(share measure.BP) Verdict {
	switch {
	case share < HardlyAny:
		return SetOutOfReach
	case share < FewAttain:
		return SetAmbitious
	case share > ManyAttain:
		return SetTooEasy
	}
	return SetFair
}

// seenVerdict speaks only where the interval does not reach the limits: few people prove little.
func seenVerdict(seen Interval) Verdict {
	switch {
	case seen.High < FewAttain && seen.Share < HardlyAny:
		return SetOutOfReach
	case seen.High < FewAttain:
		return SetAmbitious
	case seen.Low > ManyAttain:
		return SetTooEasy
	}
	return SetFair
}

func (f *Fitness) pastVerdict(seen Seen) Note {
	return note("plan.fit.seen_"+string(seenVerdict(f.Seen)), "attained", seen.Attained, "n", seen.Of, "share", f.Seen.Share, "low", f.Seen.Low, "high", f.Seen.High)
}

// Odds is a chance as people count: so many out of twenty, which is how finely it is known. Under tells that the chance lies below
// that many, in a lower band: « moins de 6 chances sur 20 » is out of reach, 6 out of 20 is not.
type Odds struct {
	N     int
	Under bool
}

// OddsOf is a chance out of twenty. What is neither impossible nor certain is never told as such.
func OddsOf(p measure.BP) Odds {
	p = min(max(p, 0), measure.Hundred)
	n := int((p + oneInTwenty/2) / oneInTwenty)
	if p > 0 && p < measure.Hundred {
		n = min(max(n, 1), 19)
	}
	o := Odds{N: n}
	o.Under = o.Share() > p && goal.BandOf(o.Share()) != goal.BandOf(p)
	return o
}

const oneInTwenty = measure.Hundred / 20

// Share is the odds as a share.
func (o Odds) Share() measure.BP { return measure.BP(o.N) * oneInTwenty }
