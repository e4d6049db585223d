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
		f.Notes = append(f.Notes, f.said())
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

// said is the verdict in numbers people count with: of one person their odds, of several how many are expected to attain.
func (f *Fitness) said() Note {
	if f.N == 1 {
		return oddsNote("plan.fit.alone", f.Lowest.P)
	}
	expected := int(nearest(f.Expected, measure.One) / measure.One)
	if expected == 0 && f.Expected > 0 {
		return note("plan.fit.hardly", "n", f.N)
	}
	return note("plan.fit."+string(f.Verdict), "expected", expected, "n", f.N)
}

// oddsNote is a note with a chance in it: n of it chooses the words.
func oddsNote(code string, p measure.BP) Note {
	odds := OddsOf(p)
	if odds.Under {
		code += "_under"
	}
	times, of := odds.Counted()
	return note(code, "n", times, "of", of)
}

// fewest is how few people's chances a summary may stand for: of fewer, whoever knows one of them knows the others.
const fewest = 3

// Veiled is what may be told of a set to whoever shares it out without leading each of its people directly: how the set fits as a
// whole, never one person's chance (LAW F8; SCIENCE C2, presentation). Of fewer than three people nothing is left to tell.
func (f Fitness) Veiled() Fitness {
	f.Lowest = Chance{}
	if f.N > 0 && f.N < fewest {
		return Fitness{Verdict: SetUnproven, Unknown: f.N + f.Unknown, Seen: f.Seen, Alarm: f.Alarm, Notes: []Note{note("plan.fit.private")}}
	}
	notes := make([]Note, 0, len(f.Notes))
	for _, n := range f.Notes {
		switch n.Code {
		case "plan.fit.beyond", "plan.fit.beyond_under":
			n = note("plan.fit.beyond_some", "n", f.Beyond)
		}
		notes = append(notes, n)
	}
	f.Notes = notes
	return f
}

// aboutSome adds what the average hides.
func (f *Fitness) aboutSome() {
	if f.Beyond > 0 && f.N > 1 {
		code, odds := "plan.fit.beyond", OddsOf(f.Lowest.P)
		if odds.Under {
			code = "plan.fit.beyond_under"
		}
		times, of := odds.Counted()
		f.Notes = append(f.Notes, note(code, "n", f.Beyond, "times", times, "of", of))
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

const oneInTwenty = goal.Twentieth

// Counted is the odds in their smallest numbers: 1 of 4 for 5 of 20.
func (o Odds) Counted() (times, of int) { return goal.Odds(o.Share()) }

// Share is the odds as a share.
func (o Odds) Share() measure.BP { return measure.BP(o.N) * oneInTwenty }
