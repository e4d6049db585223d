package forecast

import (
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// Objective is one objective as the forecast learns from it: whose, when, how much, and, once it is over, how it ended.
type Objective struct {
	ID       org.ID
	Owner    org.Owner
	Span     period.Span
	Target   measure.Amount
	SelfSet  bool // the owner set it: it then never informs its own forecast
	Attained bool // once over
}

// History is everything known of one measure among owners who are compared with their own past: what each brought by day, and the
// objectives that are over. Nothing in it depends on when it is asked; Replay takes only what lies before a day.
type History struct {
	Variant   Variant // Deals is taken for Amounts where the results turn out to be totals
	Direction measure.Direction
	Owners    []org.Owner // in a fixed order
	Tracks    map[org.Owner]Track
	Won       map[org.Owner]Track // Rate only: the successes; Tracks then holds the tries
	Over      []Objective         // by first day

	// Own is an owner's work over a span, with presence and, as it was known on a day, ramp; Standard one full-time person's.
	Own      func(o org.Owner, s period.Span, asOf period.Date) period.Profile
	Standard func(s period.Span) period.Profile
}

// How far back the past is read, and what a total looks like: results that come at most once a day and owner, on days that all
// owners share. Of events that come by chance, fifty would hardly leave no day with two.
const (
	maxSpans   = 12
	minCells   = 50
	totalsFill = .3
)

// Learned is what was known on the morning of a span's first day: everything a forecast within that span needs besides the facts.
// It does not change while the span runs.
type Learned struct {
	Span     period.Span
	Variant  Variant
	Cohort   Cohort
	Rates    RateCohort
	Own      map[org.Owner][]Past
	OwnRates map[org.Owner][]PastRate
	Shape    Shape
	Unit     int64
	Prior    GoalPrior
	Pace     Pace // B2 of these objectives
	Stack    Stack
	// StackPace is B2 as the last layer learnt beside it.
	StackPace Pace
	Width     Width
	Base      float64 // B1, the share attained so far
	Closed    int     // objectives over by then
	Known     bool    // anything was ever brought
}

// lesson is what the objectives that were over by some day teach.
type lesson struct {
	pairs            []Pair
	checks           []Check
	attained, closed int
}

// spans are those before one, the latest first: the spans that objectives really had, else spans of the same length; none that
// ends before the first day of which anything is known.
func (h History) spans(s period.Span) []period.Span {
	first := h.first()
	var list []period.Span
	for at := s; len(list) < maxSpans; {
		at = h.preceding(at, s)
		if first == 0 || at.To <= first || at.Empty() {
			break
		}
		list = append(list, at)
	}
	if n := len(list); n > 0 && h.began(list[n-1]) {
		list = list[:n-1]
	}
	return list
}

// preceding is the span right before another, like s in length.
func (h History) preceding(at, s period.Span) period.Span {
	for i := len(h.Over) - 1; i >= 0; i-- {
		x := h.Over[i].Span
		if x.To == at.From && 2*x.Len() >= s.Len() && x.Len() <= 2*s.Len() {
			return x
		}
	}
	months := 0
	if s.From.Day() == 1 && s.To.Day() == 1 {
		months = (s.To.Year()-s.From.Year())*12 + int(s.To.Month()) - int(s.From.Month())
	}
	if months > 0 && at.From.Day() == 1 {
		return period.Span{From: at.From.AddMonths(-months), To: at.From}
	}
	return period.Span{From: at.From.AddDays(-s.Len()), To: at.From}
}

func (h History) first() (first period.Date) {
	for _, o := range h.Owners {
		if t := h.Tracks[o]; len(t.days) > 0 && (first == 0 || t.days[0] < first) {
			first = t.days[0]
		}
	}
	return first
}

// began tells whether a span is one in which recording began: nothing is known of its first quarter. As a whole it would tell too
// little.
func (h History) began(s period.Span) bool { return h.first() >= s.From.AddDays(s.Len()/4) }

// learn is what was known before a span, given what the objectives over by then taught.
func (h History) learn(s period.Span, l lesson) Learned {
	spans := h.spans(s)
	k := Learned{
		Span: s, Variant: h.variant(spans), Own: map[org.Owner][]Past{}, OwnRates: map[org.Owner][]PastRate{},
		Unit: h.Standard(s).Weight(s), Base: BaseRate(l.attained, l.closed), Closed: l.closed,
	}
	k.Shape = h.shape(s, spans, k.Variant)
	all := h.pasts(&k, spans)
	fit := k.Variant
	if fit == Rate {
		fit = Counts
		k.Known = h.rates(&k, spans)
	}
	cohort, ok := Fit(fit, all)
	k.Cohort = cohort
	if fit == k.Variant {
		k.Known = ok
	}
	if !ok {
		k.Cohort = ColdStart(fit, 0, 0)
	}
	if l.closed > 0 {
		k.Prior, k.Pace = FitGoalPrior(l.pairs), FitPace(l.checks)
		k.StackPace, k.Stack = k.Pace, FitStack(l.checks, k.Pace)
		k.Width = FitWidth(l.checks)
	}
	return k
}

// variant tells totals from deals by how they came.
func (h History) variant(spans []period.Span) Variant {
	if h.Variant != Deals || len(spans) == 0 {
		return h.Variant
	}
	whole := period.Span{From: spans[len(spans)-1].From, To: spans[0].To}
	days := h.beats(whole)
	cells, owners, busy := 0, 0, 0
	for _, o := range h.Owners {
		if b := h.Tracks[o].between(whole); b.days > 0 {
			cells, owners, busy = cells+b.days, owners+1, busy+b.busy
		}
	}
	if busy == 0 && cells >= minCells && owners > 1 && float64(cells) >= totalsFill*float64(owners*days) {
		return Amounts
	}
	return Deals
}

// beats is the number of days of a span on which anybody brought anything.
func (h History) beats(s period.Span) int {
	seen := map[period.Date]bool{}
	for _, o := range h.Owners {
		t := h.Tracks[o]
		for i := t.before(s.From); i < t.before(s.To); i++ {
			seen[t.days[i]] = true
		}
	}
	return len(seen)
}

// working is, for each day of a span, the place of its working day, and how many of those there are.
func working(standard period.Profile, s period.Span) (at []int, days int) {
	at = make([]int, s.Len())
	for i := range at {
		if standard.Weight(period.Day(s.From.AddDays(i))) > 0 {
			days++
		}
		at[i] = max(days-1, 0)
	}
	return at, days
}

// pasts is each owner's part in each span before.
func (h History) pasts(k *Learned, spans []period.Span) (all []Past) {
	within := h.withinDays(spans)
	for age, s := range spans {
		standard, beats := h.Standard(s), 0
		if k.Variant == Amounts {
			beats = h.beats(s)
		}
		for _, o := range h.Owners {
			e := Work{Own: h.Own(o, s, k.Span.From), Standard: standard, Unit: k.Unit}.At(s.Last()).Elapsed
			if e <= 0 {
				continue
			}
			b := h.Tracks[o].between(s)
			p := Past{Who: o, Age: age + 1, N: float64(b.n), Exposure: e, X: Units(b.x), Parts: beats}
			switch k.Variant {
			case Counts, Rate:
				p.N = p.X
			case Amounts:
				p.Spread = max(float64(beats)*b.q-p.X*p.X, 0)
			case Deals, NoModel:
				p.Q = b.q + max(p.N-float64(b.days), 0)*within
			}
			k.Own[o], all = append(k.Own[o], p), append(all, p)
		}
	}
	return all
}

// Joined is what was known with one more owner's own past in it: one who was left out when the cohort was read. one is a history that
// holds them.
func (h History) Joined(k Learned, one History, o org.Owner) Learned {
	spans := h.spans(k.Span)
	one.Owners, one.Variant = []org.Owner{o}, h.Variant
	one.Own, one.Standard = h.Own, h.Standard
	own := Learned{Span: k.Span, Variant: k.Variant, Unit: k.Unit, Own: map[org.Owner][]Past{}, OwnRates: map[org.Owner][]PastRate{}}
	one.pasts(&own, spans)
	if k.Variant == Rate {
		one.rates(&own, spans)
	}
	k.Own, k.OwnRates = own.Own, own.OwnRates
	return k
}

// withinDays is the variance of one deal, from how unequal the days are: the days' totals are kept, not every deal.
func (h History) withinDays(spans []period.Span) float64 {
	var squares, freedom float64
	for _, s := range spans {
		for _, o := range h.Owners {
			if b := h.Tracks[o].between(s); b.days > 1 && b.n > 0 {
				squares += max(b.q-Units(b.x)*Units(b.x)/float64(b.n), 0)
				freedom += float64(b.days - 1)
			}
		}
	}
	if freedom == 0 {
		return 0
	}
	return squares / freedom
}

func (h History) rates(k *Learned, spans []period.Span) bool {
	var all []PastRate
	for age, s := range spans {
		for _, o := range h.Owners {
			r := PastRate{Who: o, Age: age + 1, Num: Units(h.Won[o].between(s).x), Den: Units(h.Tracks[o].between(s).x)}
			k.OwnRates[o], all = append(k.OwnRates[o], r), append(all, r)
		}
	}
	rates, ok := FitRate(all)
	if k.Rates = rates; !ok {
		k.Rates = ColdRate(.5)
	}
	return ok
}

// Facts is what an owner brought within a span by the end of a day.
func (h History) Facts(o org.Owner, s period.Span, on period.Date) Facts {
	part := period.Span{From: s.From, To: min(s.To, on.AddDays(1))}
	if part.To <= part.From {
		return Facts{}
	}
	b := h.Tracks[o].between(part)
	if h.Variant == Rate {
		won := h.Won[o].between(part)
		return Facts{N: b.n, Num: won.x, Den: b.x}
	}
	return Facts{N: b.n, Total: b.x}
}

// Ask is the question about an objective at the end of a day, from the facts by then.
func (k Learned) Ask(h History, x Objective, facts Facts, on period.Date) Question {
	work := Work{Own: h.Own(x.Owner, x.Span, k.Span.From), Standard: h.Standard(x.Span), Shape: k.Shape, Unit: k.Unit}
	return Question{
		Variant: k.Variant, Direction: h.Direction, Target: x.Target, Facts: facts, Exposure: work.At(on), Cohort: k.Cohort,
		Own: k.Own[x.Owner], RateCohort: k.Rates, OwnRates: k.OwnRates[x.Owner], SelfSet: x.SelfSet, Prior: &k.Prior, Pace: &k.StackPace,
		Stack: &k.Stack, Width: &k.Width, At: min(max(float64(on+1-x.Span.From)/float64(x.Span.Len()), 0), 1),
	}
}
