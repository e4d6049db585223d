package app

import (
	"slices"

	"cordee/internal/forecast"
	"cordee/internal/goal"
	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/plan"
	"cordee/internal/store"
)

// How far back and how wide the past is read: enough to learn from, little enough to read at every page.
const (
	pastPeriods = 8
	maxCohort   = 60    // nearest people: enough periods to learn from
	sampleSize  = 1_000 // results from which the spread of deal sizes is read
)

// foresight is what the past says about one metric, over periods as long as one span, for one kind of owner.
type foresight struct {
	world    *World
	metric   measure.Metric
	span     period.Span
	known    period.Date   // the last day of which all is known
	spans    []period.Span // the periods before, the latest first
	variant  forecast.Variant
	cohort   forecast.Cohort
	rates    forecast.RateCohort
	own      map[org.Owner][]forecast.Past
	ownRates map[org.Owner][]forecast.PastRate
	sums     map[org.Owner][]measure.Amount // of each of spans
	ramp     int                            // months until a full target
	rampWhy  plan.Note
	cycle    int   // median days from opening to winning, where results say when they were opened; 0: not known
	unit     int64 // the standard weight of span
	normal   map[period.Span]period.Profile
	objects  map[org.Owner]bool // those of whom nothing is foretold
}

// before are the periods of the same length that end before a span, the latest first: whole months step by months.
func before(s period.Span, n int) []period.Span {
	months := 0
	if first, end := s.From, s.To; first.Day() == 1 && end.Day() == 1 {
		months = (end.Year()-first.Year())*12 + int(end.Month()) - int(first.Month())
	}
	list := make([]period.Span, 0, n)
	for i := 1; i <= n; i++ {
		if months > 0 {
			list = append(list, period.Span{From: s.From.AddMonths(-months * i), To: s.From.AddMonths(-months * (i - 1))})
			continue
		}
		list = append(list, period.Span{From: s.From.AddDays(-s.Len() * i), To: s.From.AddDays(-s.Len() * (i - 1))})
	}
	return list
}

// foresee reads the past of one metric, as it is known on a day, for a kind of owner around one of them, who is always among those
// read.
func (w *World) foresee(tx *store.Tx, metric org.ID, around org.Owner, span period.Span, today period.Date) (*foresight, error) {
	return w.foreseeFor(tx, metric, around, span, nil, today)
}

// foreseeFor is foresee when some owners must be read whatever the cohort around one of them is.
func (w *World) foreseeFor(tx *store.Tx, metric org.ID, around org.Owner, span period.Span, also []org.Owner, today period.Date) (*foresight, error) {
	row, ok := w.metrics[metric]
	f := &foresight{
		world: w, metric: row.Norm(), span: span, known: today.AddDays(-1), spans: before(span, pastPeriods), own: map[org.Owner][]forecast.Past{},
		ownRates: map[org.Owner][]forecast.PastRate{}, sums: map[org.Owner][]measure.Amount{},
	}
	if !ok || span.Open() || span.Empty() {
		return f, nil
	}
	var err error
	if f.objects, err = objectors(tx, w.Org().ID); err != nil {
		return f, err
	}
	if f.ramp, f.rampWhy, err = w.rampAround(tx, metric, around, span.From); err != nil {
		return f, err
	}
	f.normal = map[period.Span]period.Profile{span: w.standard(span)}
	f.unit = f.normal[span].Weight(span)
	f.variant = forecast.VariantOf(f.metric, true)
	owners := w.cohortOf(around, span.From)
	for _, o := range also {
		if !slices.Contains(owners, o) {
			owners = append(owners, o)
		}
	}
	switch f.variant {
	case forecast.Deals, forecast.Counts:
		return f, f.learn(tx, metric, owners)
	case forecast.Rate:
		return f, f.learnRates(tx, owners)
	case forecast.Amounts, forecast.NoModel:
	}
	return f, nil
}

// cohortOf is the people who do the same work, or the teams of the same kind, those nearest first.
func (w *World) cohortOf(o org.Owner, on period.Date) []org.Owner {
	list := []org.Owner{o}
	add := func(x org.Owner) {
		if len(list) < maxCohort && !slices.Contains(list, x) {
			list = append(list, x)
		}
	}
	if o.Kind == org.OwnerTeam {
		t, _ := w.Team(o.ID)
		for _, x := range w.Teams {
			if x.Kind == t.Kind && t.Kind != org.Group {
				add(org.TeamOwner(x.ID))
			}
		}
		return list
	}
	p, _ := w.Person(o.ID)
	team, _ := w.TeamOf(o.ID, on)
	for _, up := range append([]org.ID{team}, w.Above(team)...) {
		if len(list) >= maxCohort {
			break
		}
		for _, s := range w.MembersDuring(up, period.Days(on, on)) {
			if len(list) >= maxCohort {
				break
			}
			if x, _ := w.Person(s.Person); x.Role == p.Role && !x.Erased {
				add(org.PersonOwner(x.ID))
			}
		}
	}
	return list
}

// standard is one full-time, settled person's profile.
func (w *World) standard(s period.Span) period.Profile {
	o := w.Org()
	if o.Linear {
		return period.Flat(s)
	}
	return period.BuildProfile(s, o.Calendar, o.Season, nil)
}

// grown is an owner's profile with the ramp of someone who is new in their role; experience before joining shortens it.
func (w *World) grown(o org.Owner, s period.Span, months int) period.Profile {
	p := w.Profile(o, s)
	if o.Kind != org.OwnerPerson {
		return p
	}
	who, _ := w.Person(o.ID)
	return plan.Ramped(p, w.inRoleSince(who), months)
}

// inRoleSince is the day someone took up their role, moved back by the months that their past is worth.
func (w *World) inRoleSince(p org.Person) period.Date {
	since := p.RoleSince
	if since.IsZero() {
		since = p.StartOn
	}
	if since.IsZero() {
		return 0
	}
	return since.AddMonths(-plan.Newcomer{Experience: p.Experience, Ability: p.Ability}.Credit())
}

// exposure is how much of a normal full-time period an owner works in a span, up to a day and after it.
func (f *foresight) exposure(o org.Owner, s period.Span, on period.Date) forecast.Exposure {
	normal, known := f.normal[s]
	if !known {
		normal = f.world.standard(s)
		f.normal[s] = normal
	}
	work := forecast.Work{Own: f.world.grown(o, s, f.ramp), Standard: normal, Unit: f.unit}
	return work.At(on)
}

// learn reads each owner's closed periods, and fits what they have in common.
func (f *foresight) learn(tx *store.Tx, metric org.ID, owners []org.Owner) error {
	spread, err := f.spreadOf(tx, metric)
	if err != nil {
		return err
	}
	var all []forecast.Past
	read, err := f.recorded(tx, metric, owners)
	if err != nil {
		return err
	}
	for age, sums := range read {
		s := f.spans[age]
		if len(sums) == 0 {
			continue // nothing at all had been recorded yet: this says nothing of anybody
		}
		for _, o := range owners {
			if s.Last() <= f.known { // one that still runs tells a pace, and no total yet
				f.sums[o] = append(f.sums[o], sums[o.ID].Value)
			}
			if past, ok := f.past(o, s, age+1, sums[o.ID], spread); ok {
				f.own[o] = append(f.own[o], past)
				all = append(all, past)
			}
		}
	}
	fitted := false
	if f.cohort, fitted = forecast.Fit(f.variant, all); !fitted {
		f.cohort = forecast.ColdStart(f.variant, 0, 0)
	}
	return nil
}

// recorded is what was brought in each period, by owner. The oldest one of which nothing is known during its first quarter is one in
// which recording began: as a whole it would tell too little, so it is left out.
func (f *foresight) recorded(tx *store.Tx, metric org.ID, owners []org.Owner) ([]map[org.ID]ledger.Delta, error) {
	read, oldest := make([]map[org.ID]ledger.Delta, len(f.spans)), -1
	for age, s := range f.spans {
		sums, err := tx.SumByOwner(f.world.Org().ID, metric, ids(owners), s.From, f.until(s))
		if err != nil {
			return nil, err
		}
		if read[age] = sums; len(sums) > 0 {
			oldest = age
		}
	}
	if oldest < 0 {
		return read, nil
	}
	s := f.spans[oldest]
	opening, err := tx.SumByOwner(f.world.Org().ID, metric, ids(owners), s.From, s.From.AddDays(s.Len()/4))
	if err == nil && len(opening) == 0 {
		read[oldest] = nil
	}
	return read, err
}

// until is the last day of a period of which all is known; before the period begins when nothing of it is.
func (f *foresight) until(s period.Span) period.Date { return min(s.Last(), f.known) }

// past is one period of one owner as far as it is known: one that still runs counts for the part of it that is over, and one they
// did not work in says nothing.
func (f *foresight) past(o org.Owner, s period.Span, age int, d ledger.Delta, spread float64) (forecast.Past, bool) {
	e := f.exposure(o, s, f.until(s)).Elapsed
	if e <= 0 || s.Last() >= f.span.From {
		return forecast.Past{}, false
	}
	p := forecast.Past{Who: o, Age: age, N: float64(d.N), Exposure: e, X: forecast.Units(d.Value)}
	if d.N > 0 {
		p.Q = p.X * p.X / p.N * (1 + spread)
	}
	return p, true
}

// spreadOf is the squared coefficient of variation of deal sizes, read from the latest results: the stored totals know how much and
// how many, not how unequal.
func (f *foresight) spreadOf(tx *store.Tx, metric org.ID) (float64, error) {
	if f.variant != forecast.Deals {
		return 0, nil
	}
	reach := store.Reach{To: f.span.From.AddDays(-1), Kinds: f.world.kindsOf(metric)}
	page, err := tx.LivePage(f.world.Org().ID, reach, store.Cursor{}, sampleSize)
	if err != nil {
		return 0, err
	}
	gauge, err := measure.NewGauge(f.metric)
	if err != nil {
		return 0, err
	}
	f.cycle = cycleOf(page)
	var n, sum, squares float64
	for _, x := range page {
		value, counted := gauge.Read(x.Result.Fact())
		if !counted {
			continue
		}
		v := forecast.Units(value)
		n, sum, squares = n+1, sum+v, squares+v*v
	}
	if n < 2 || sum <= 0 {
		return 1, nil
	}
	mean := sum / n
	return max(squares/n-mean*mean, 0) / (mean * mean), nil
}

// OpenedOn is the attribute of a result that says on which day what it closes was opened, as YYYY-MM-DD.
const OpenedOn = "opened_on"

// minCycles is how many results must say when they were opened before a usual length is told.
const minCycles = 10

// cycleOf is the median number of days from opening to closing; 0 when too few say so.
func cycleOf(page []store.Posted) int {
	var days []int
	for _, x := range page {
		opened, err := period.ParseDate(x.Attrs[OpenedOn])
		if err == nil && opened <= x.OccurredOn {
			days = append(days, int(x.OccurredOn-opened))
		}
	}
	if len(days) < minCycles {
		return 0
	}
	slices.Sort(days)
	return days[len(days)/2]
}

// learnRates reads each owner's conversions.
func (f *foresight) learnRates(tx *store.Tx, owners []org.Owner) error {
	var all []forecast.PastRate
	num, den := f.world.byKey[f.metric.Numerator], f.world.byKey[f.metric.Denominator]
	for age, s := range f.spans {
		nums, err := tx.SumByOwner(f.world.Org().ID, num, ids(owners), s.From, f.until(s))
		if err != nil {
			return err
		}
		dens, err := tx.SumByOwner(f.world.Org().ID, den, ids(owners), s.From, f.until(s))
		if err != nil {
			return err
		}
		for _, o := range owners {
			d := dens[o.ID]
			r := forecast.PastRate{Who: o, Age: age + 1, Num: forecast.Units(nums[o.ID].Value), Den: forecast.Units(d.Value)}
			f.ownRates[o], all = append(f.ownRates[o], r), append(all, r)
			if past, ok := f.past(o, s, age+1, ledger.Delta{Value: d.Value, N: int64(r.Den)}, 0); ok {
				f.own[o] = append(f.own[o], past)
			}
		}
	}
	var tries []forecast.Past
	for _, o := range owners {
		tries = append(tries, f.own[o]...)
	}
	f.cohort, _ = forecast.Fit(forecast.Counts, tries)
	fitted := false
	if f.rates, fitted = forecast.FitRate(all); !fitted {
		f.rates = forecast.ColdRate(0)
	}
	return nil
}

// project is where a target is heading for one owner. facts are what counts up to a day; with none, the whole period is ahead.
// A proposed or own number never informs its own forecast.
func (f *foresight) project(o org.Owner, target measure.Amount, facts goal.Facts, on period.Date) forecast.Projection {
	if f.objects[o] {
		return noChance()
	}
	return forecast.Project(f.question(o, target, facts, on))
}

func (f *foresight) question(o org.Owner, target measure.Amount, facts goal.Facts, on period.Date) forecast.Question {
	return forecast.Question{
		Variant: f.variant, Direction: f.metric.Direction, Target: target,
		Facts:    forecast.Facts{N: facts.N, Total: facts.Total, Num: facts.Num, Den: facts.Den},
		Exposure: f.exposure(o, f.span, on), Cohort: f.cohort, Own: f.own[o], RateCohort: f.rates, OwnRates: f.ownRates[o], SelfSet: true,
	}
}

// feasible is what an owner reaches with a probability by the end of the span, what counts up to a day included.
func (f *foresight) feasible(o org.Owner, p measure.BP, facts goal.Facts, on period.Date) (measure.Amount, bool) {
	if f.objects[o] {
		return 0, false
	}
	return f.question(o, 0, facts, on).Feasible(float64(p) / float64(measure.Hundred))
}

// expected is the mean of what an owner would bring over the whole span, before any of it.
func (f *foresight) expected(o org.Owner) (measure.Amount, bool) {
	if f.variant != forecast.Deals && f.variant != forecast.Counts {
		return 0, false
	}
	pr := forecast.Project(f.question(o, measure.One, goal.Facts{}, f.span.From-1)) // what they brought before, for a share in proportion
	return pr.Mid, pr.Basis.Enough()
}

func ids(owners []org.Owner) []org.ID {
	list := make([]org.ID, len(owners))
	for i, o := range owners {
		list[i] = o.ID
	}
	return list
}
