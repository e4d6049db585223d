package period

import (
	"math/bits"

	"cordee/internal/fault"
)

// FlatSeason is the month weight of an ordinary month, and maxSeason the heaviest one may be: a hundred ordinary ones.
// FullPresence is the presence of one person working full time and not absent.
const (
	FlatSeason   = 100
	maxSeason    = 100 * FlatSeason
	FullPresence = 100_000_000
)

// Season is how much each calendar month weighs, January first; 100 is an ordinary month. The zero value is flat.
type Season struct{ Month [12]int64 }

// Check refuses month weights outside 0..10 000: season.out_of_range.
func (sn Season) Check() error {
	var list fault.List
	for i, w := range sn.Month {
		if w < 0 || w > maxSeason {
			list.Add(fault.Bad("season", "season.out_of_range", "month", i+1, "value", w, "max", maxSeason))
		}
	}
	return list.OrNil()
}

// Weight is the weight of a day's month, within 0..10 000.
func (sn Season) Weight(d Date) int64 {
	if sn == (Season{}) {
		return FlatSeason
	}
	return min(max(sn.Month[d.Month()-1], 0), maxSeason)
}

// Presence is how much of a person, or of several added up, is at work on each day of a span: working time x (1 - absence),
// in hundred-millionths of one full-time person. An absence is best told by splitting the span.
type Presence struct {
	Span   Span
	Weight int64
}

// Profile is how much of a period's work each of its days carries. Only the proportions mean something.
type Profile struct {
	From Date
	Day  []int64
}

// BuildProfile weighs each day of a span: working day x season x presence. Presences add up; nil means one full-time person,
// an empty list means nobody, and then every weight is 0. An open or reversed span has no days.
func BuildProfile(s Span, c Calendar, sn Season, presence []Presence) Profile {
	n := max(s.Len(), 0)
	p := Profile{From: s.From, Day: make([]int64, n)}
	present := presentDays(s, n, presence)
	for i := range p.Day {
		d := s.From + Date(i)
		if present[i] > 0 && c.Working(d) {
			p.Day[i] = product(present[i], sn.Weight(d))
		}
	}
	return p
}

// presentDays adds the presences up for each day of the span, in one pass however many people there are.
func presentDays(s Span, n int, presence []Presence) []int64 {
	days := make([]int64, n+1)
	if presence == nil {
		days[0] = FullPresence
	}
	for _, pr := range presence {
		in, ok := pr.Span.Intersect(s)
		if !ok || n == 0 {
			continue
		}
		days[in.From-s.From] += pr.Weight
		days[in.To-s.From] -= pr.Weight
	}
	for i := 1; i < len(days); i++ {
		days[i] += days[i-1]
	}
	return days[:n]
}

// Flat is a profile in which every calendar day of the span weighs the same.
func Flat(s Span) Profile {
	p := Profile{From: s.From, Day: make([]int64, max(s.Len(), 0))}
	for i := range p.Day {
		p.Day[i] = 1
	}
	return p
}

// Span is the days the profile knows.
func (p Profile) Span() Span { return Span{From: p.From, To: p.From + Date(len(p.Day))} }

// Weight is the work that falls into a span, as far as the profile knows its days; never negative.
func (p Profile) Weight(s Span) int64 {
	in, ok := p.Span().Intersect(s)
	if !ok || len(p.Day) == 0 {
		return 0
	}
	var sum int64
	for _, w := range p.Day[in.From-p.From : in.To-p.From] {
		sum = saturate(sum, w)
	}
	return sum
}

// WorkDays is how many days of a span have any work in them.
func (p Profile) WorkDays(s Span) (n int) {
	both, ok := p.Span().Intersect(s)
	if !ok {
		return 0
	}
	for _, w := range p.Day[both.From-p.From : both.To-p.From] {
		if w > 0 {
			n++
		}
	}
	return n
}

// A day of ten thousand people in the heaviest season weighs 10^16, so two years of them fit an int64. Beyond
// that the weights stop growing rather than turning negative.
const most = 1<<63 - 1

func saturate(a, b int64) int64 {
	if a > most-b {
		return most
	}
	return a + b
}

func product(a, b int64) int64 {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	if hi != 0 || lo > most {
		return most
	}
	return int64(lo)
}
