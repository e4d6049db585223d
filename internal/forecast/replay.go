package forecast

import (
	"math"
	"slices"

	"cordee/internal/measure"
	"cordee/internal/period"
)

// usualMoments are the shares of a span at which closed objectives are looked at again to learn from them.
func usualMoments() []float64 { return []float64{0, .1, .25, .5, .75, .9} }

// Told is a forecast that could have been issued for an objective that is over, beside the two baselines.
type Told struct {
	Objective  Objective
	At         float64 // share of its days that was over
	On         period.Date
	Projection Projection
	Base, Pace float64
	Total      measure.Amount // what came in the end, in the metric's unit
}

// Issued is the forecast for scoring.
func (t Told) Issued() Issued {
	return Issued{
		P: t.Projection.Raw, Attained: t.Objective.Attained, Total: Units(t.Total), HasBand: t.Projection.HasLanding,
		Low: Units(t.Projection.Low), Mid: Units(t.Projection.Mid), High: Units(t.Projection.High),
	}
}

// Baseline is one of the two baselines, for scoring: it has no landing.
func (t Told) Baseline(p float64) Issued { return Issued{P: p, Attained: t.Objective.Attained} }

// outcome is what an objective teaches from the day after its end, and to which history it belongs.
type outcome struct {
	history int
	from    period.Date
	won     bool
	pair    *Pair
	checks  []Check
}

// Book is an organisation's histories, and what each objective that is over teaches. It holds nothing of when it is asked: Learned
// takes only what lies before a span.
type Book struct {
	histories []History
	outcomes  []outcome
}

// run is the objectives of one history that share a span.
type run struct {
	history int
	list    []Objective
}

// Replay goes through the objectives that are over in the order in which they began, and forecasts each at some shares of its span
// from what was known on the morning it began and the facts up to then; visit, if any, is told of each forecast. Nothing that came
// later has a say.
func Replay(histories []History, at []float64, visit func(Told)) Book {
	r := replayer{Book: Book{histories: histories}, at: at, moments: slices.Clone(at), visit: visit}
	for _, m := range usualMoments() {
		if !slices.Contains(r.moments, m) {
			r.moments = append(r.moments, m)
		}
	}
	for number, one := range inOrder(histories) {
		r.step(number, one)
	}
	return r.Book
}

// inOrder is every span's objectives, by first day.
func inOrder(histories []History) []run {
	var runs []run
	for h := range histories {
		over := slices.Clone(histories[h].Over)
		slices.SortStableFunc(over, func(a, b Objective) int { return bySpan(a.Span, b.Span) })
		for i := 0; i < len(over); {
			n := i
			for n < len(over) && over[n].Span == over[i].Span {
				n++
			}
			runs = append(runs, run{h, over[i:n]})
			i = n
		}
	}
	slices.SortStableFunc(runs, func(a, b run) int { return bySpan(a.list[0].Span, b.list[0].Span) })
	return runs
}

func bySpan(a, b period.Span) int {
	if a.From != b.From {
		return int(a.From - b.From)
	}
	return int(a.To - b.To)
}

// Learned is what was known of a history on the morning of a span's first day. Where its own objectives are too few to learn from,
// all of the organisation's that are counted the same way speak for them.
func (b Book) Learned(history int, s period.Span) Learned {
	h := b.histories[history]
	own, all := b.lessons(history, s.From)
	k := h.learn(s, own)
	if k.Prior.N < minPairs && h.pools() {
		k.Prior = FitGoalPrior(all.pairs)
	}
	if !k.Stack.ready() && h.pools() {
		k.StackPace = FitPace(all.checks)
		k.Stack = FitStack(all.checks, k.StackPace)
	}
	if k.Width.N <= widthPairs && h.pools() {
		k.Width = FitWidth(all.checks)
	}
	return k
}

// pools tells whether a history's objectives can stand for others: what falls, and what is a rate, cannot.
func (h History) pools() bool { return h.Variant != Rate && h.Direction != measure.Down }

// lessons are what the objectives over before a day taught: those of one history, and those of all that pool.
func (b Book) lessons(history int, before period.Date) (own, all lesson) {
	for _, x := range b.outcomes {
		if x.from > before {
			continue
		}
		if x.history == history {
			own.add(x)
		}
		if b.histories[x.history].pools() {
			all.add(x)
		}
	}
	return own, all
}

func (l *lesson) add(x outcome) {
	l.closed++
	if x.won {
		l.attained++
	}
	if x.pair != nil {
		l.pairs = append(l.pairs, *x.pair)
	}
	l.checks = append(l.checks, x.checks...)
}

type replayer struct {
	Book
	at, moments []float64
	visit       func(Told)
}

// step forecasts the objectives that share a span.
func (r *replayer) step(number int, one run) {
	h := r.histories[one.history]
	k := r.Learned(one.history, one.list[0].Span)
	for _, x := range one.list {
		w := outcome{history: one.history, from: x.Span.To, won: x.Attained}
		if k.Known && x.Target > 0 {
			for _, at := range r.moments {
				w.checks = append(w.checks, r.look(h, k, number, x, at))
			}
			w.pair = h.pair(k, x)
		}
		r.outcomes = append(r.outcomes, w)
	}
}

// look forecasts one objective at one moment.
func (r *replayer) look(h History, k Learned, number int, x Objective, at float64) Check {
	on := x.Span.From.AddDays(int(math.Round(at*float64(x.Span.Len()))) - 1)
	facts := h.Facts(x.Owner, x.Span, on)
	q := k.Ask(h, x, facts, on)
	q.At = at
	c := Check{Period: number, At: at, Attained: x.Attained, Ratio: q.Ratio(), Already: q.decided()}
	c.Fell, c.Landed = q.fell(Units(h.total(x)))
	if r.visit == nil || !slices.Contains(r.at, at) {
		c.P = q.modelled()
		return c
	}
	pr := Project(q)
	c.P = pr.Model
	r.visit(Told{Objective: x, At: at, On: on, Projection: pr, Base: k.Base, Pace: k.Pace.Probability(c.Ratio, at), Total: h.total(x)})
	return c
}

// total is what came in the end: for a rate, in points.
func (h History) total(x Objective) measure.Amount {
	f := h.Facts(x.Owner, x.Span, x.Span.Last())
	if h.Variant != Rate {
		return f.Total
	}
	if f.Den <= 0 {
		return 0
	}
	return amount(100 * Units(f.Num) / Units(f.Den))
}

// pair is what the goal-informed prior learns from an objective; nothing where it is not used.
func (h History) pair(k Learned, x Objective) *Pair {
	if x.SelfSet || !h.pools() {
		return nil
	}
	f := h.Facts(x.Owner, x.Span, x.Span.Last())
	total, events := Units(f.Total), float64(f.N)
	if k.Variant == Counts {
		events = total
	}
	q := k.Ask(h, x, Facts{}, x.Span.From-1)
	p := k.Cohort.Start(k.Own[x.Owner]).Paired(Units(x.Target), total, events, q.Exposure.Whole())
	return &p
}
