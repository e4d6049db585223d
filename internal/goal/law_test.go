package goal

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// scene is any objective, metric, facts and day a house could come up with, and some it could not.
type scene struct {
	goal    Goal
	metric  measure.Metric
	facts   Facts
	profile period.Profile
	on      period.Date
}

func (s scene) score() Progress {
	return Score(s.goal, s.metric, s.facts, s.profile, s.on, org.Thresholds{})
}

func drawMaybe(t *rapid.T, name string, among *rapid.Generator[int64]) measure.Maybe {
	if !rapid.Bool().Draw(t, name+" given") {
		return measure.Maybe{}
	}
	return measure.Some(measure.Amount(among.Draw(t, name)))
}

func drawScene(t *rapid.T) scene {
	amounts := rapid.OneOf(rapid.Int64Range(-50, 50), rapid.Int64Range(-1e6, 1e9), rapid.Int64Range(-1e17, 1e17))
	counts := rapid.OneOf(rapid.Int64Range(0, 9), rapid.Int64Range(0, 1e12))
	one := func(name string) measure.Amount { return measure.Amount(amounts.Draw(t, name)) }
	done := counts.Draw(t, "done")
	return scene{
		goal: Goal{
			ID: 1, Title: "x", Status: Published, Start: first, End: last,
			Baseline: drawMaybe(t, "baseline", amounts), Target: drawMaybe(t, "target", amounts),
			Floor: drawMaybe(t, "floor", amounts), Stretch: drawMaybe(t, "stretch", amounts),
			Linear: rapid.Bool().Draw(t, "linear"),
		},
		metric: measure.Metric{
			Kind:      rapid.SampledFrom([]measure.Kind{measure.Sum, measure.Count, measure.Ratio, measure.Latest, measure.Steps}).Draw(t, "kind"),
			Unit:      rapid.SampledFrom([]string{measure.Percent, "EUR"}).Draw(t, "unit"),
			Direction: rapid.SampledFrom([]measure.Direction{"", measure.Up, measure.Down}).Draw(t, "direction"),
		},
		facts: Facts{
			Total: one("total"), Num: one("num"), Den: measure.Amount(counts.Draw(t, "den")), Latest: drawMaybe(t, "latest", amounts),
			StepsDone: measure.Amount(done), StepsTotal: measure.Amount(done + counts.Draw(t, "to do")),
		},
		profile: period.Profile{From: first, Day: rapid.SliceOfN(rapid.Int64Range(0, 300), 10, 10).Draw(t, "weights")},
		on:      first.AddDays(rapid.IntRange(-2, 13).Draw(t, "on")),
	}
}

// witness says what FORMATS says, in fractions and without any care for speed; the code under test must agree in every figure.
type witness struct {
	value, from, target, share *big.Rat
	scene
}

func (w witness) total() bool {
	return w.metric.Kind != measure.Latest && w.metric.Kind != measure.Ratio
}
func (w witness) down() bool { return w.metric.Direction == measure.Down }

func rat(a measure.Amount) *big.Rat { return big.NewRat(int64(a), 1) }

func over(num, den measure.Amount, times int64) *big.Rat {
	if den == 0 {
		return nil
	}
	return new(big.Rat).Mul(big.NewRat(int64(num), int64(den)), big.NewRat(times, 1))
}

func testify(s scene) witness {
	w := witness{scene: s}
	if s.goal.Target.OK {
		w.target = rat(s.goal.Target.Amount)
	}
	switch s.metric.Kind {
	case measure.Sum, measure.Count:
		w.value = rat(s.facts.Total)
	case measure.Steps:
		w.value = over(s.facts.StepsDone, s.facts.StepsTotal, 1_000_000)
	case measure.Ratio:
		scale := int64(10_000)
		if s.metric.Unit == measure.Percent {
			scale = 1_000_000
		}
		w.value = over(s.facts.Num, s.facts.Den, scale)
	case measure.Latest:
		if s.facts.Latest.OK {
			w.value = rat(s.facts.Latest.Amount)
		} else if s.goal.Baseline.OK {
			w.value = rat(s.goal.Baseline.Amount)
		}
	}
	w.from = new(big.Rat)
	if !w.total() && s.goal.Baseline.OK {
		w.from = rat(s.goal.Baseline.Amount)
	}
	w.share = elapsed(s)
	return w
}

func elapsed(s scene) *big.Rat {
	weights := append([]int64(nil), s.profile.Day...)
	var all int64
	for _, d := range weights {
		all += d
	}
	if all == 0 || s.goal.Linear {
		for i := range weights {
			weights[i] = 1
		}
		all = int64(len(weights))
	}
	var done int64
	for i, d := range weights {
		if first.AddDays(i) <= s.on {
			done += d
		}
	}
	return big.NewRat(done, all)
}

// rounded is half away from zero; nil when it is no real amount.
func rounded(r *big.Rat) *int64 {
	if r == nil {
		return nil
	}
	half := big.NewRat(1, 2)
	if r.Sign() < 0 {
		half.Neg(half)
	}
	x := new(big.Rat).Add(r, half)
	q := new(big.Int).Quo(x.Num(), x.Denom()) // towards zero
	if !q.IsInt64() {
		return nil
	}
	n := q.Int64()
	return &n
}

func (w witness) attainment() *big.Rat {
	if w.value == nil || w.target == nil {
		return nil
	}
	from := new(big.Rat)
	if base := w.goal.Baseline; base.OK && (w.down() || !w.total()) {
		from = rat(base.Amount)
	} else if w.down() {
		return nil
	}
	way := new(big.Rat).Sub(w.target, from)
	if way.Sign() == 0 {
		return nil
	}
	gone := new(big.Rat).Sub(w.value, from)
	return gone.Mul(gone.Quo(gone, way), big.NewRat(10_000, 1))
}

func (w witness) expected() *big.Rat {
	if w.target == nil || (!w.total() && !w.goal.Baseline.OK) {
		return w.target
	}
	way := new(big.Rat).Sub(w.target, w.from)
	return way.Add(w.from, way.Mul(way, w.share))
}

func (w witness) pace(status Status) Pace {
	if status != Running || w.value == nil || w.target == nil || w.share.Cmp(big.NewRat(1, 10)) <= 0 {
		return NoPace
	}
	gone, due := new(big.Rat).Sub(w.value, w.from), new(big.Rat).Sub(w.expected(), w.from)
	lower := w.down()
	if lower && !w.total() && w.goal.Baseline.OK {
		gone, due, lower = gone.Neg(gone), due.Neg(due), false
	}
	if due.Sign() <= 0 {
		return NoPace
	}
	r := gone.Quo(gone, due)
	atLeast := func(percent int64) bool {
		if lower {
			return r.Cmp(big.NewRat(200-percent, 100)) <= 0
		}
		return r.Cmp(big.NewRat(percent, 100)) >= 0
	}
	switch {
	case atLeast(105):
		return Ahead
	case atLeast(95):
		return OnTrack
	case atLeast(80):
		return Watch
	}
	return Behind
}

func (w witness) status() Status {
	switch {
	case w.on < first:
		return Published
	case w.on <= last:
		return Running
	case w.value != nil && w.target != nil && (w.down() && w.value.Cmp(w.target) <= 0 || !w.down() && w.value.Cmp(w.target) >= 0):
		return Attained
	}
	return Missed
}

func sameFigure(t *rapid.T, name string, got measure.Maybe, want *int64) {
	if got.OK != (want != nil) || (got.OK && int64(got.Amount) != *want) {
		t.Fatalf("%s: got %+v, the witness says %v", name, got, show(want))
	}
}

func show(n *int64) any {
	if n == nil {
		return "nothing"
	}
	return *n
}

func TestScoreAgreesWithAWitnessInFractions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScene(t)
		w, pr := testify(s), s.score()
		sameFigure(t, "attained", pr.Attained, rounded(w.value))
		sameFigure(t, "expected", pr.Expected, rounded(w.expected()))
		sameFigure(t, "attainment", measure.Maybe{Amount: measure.Amount(pr.AttainmentBP), OK: pr.HasAttainment}, rounded(w.attainment()))
		if want := w.status(); pr.Status != want {
			t.Fatalf("status %s, the witness says %s", pr.Status, want)
		}
		if want := w.pace(pr.Status); pr.Pace != want {
			t.Fatalf("pace %q, the witness says %q", pr.Pace, want)
		}
		if pr.Gap.OK && pr.Gap.Amount+pr.Attained.Amount != s.goal.Target.Amount {
			t.Fatalf("gap %s does not close to the target", pr.Gap)
		}
	})
}

var paceRank = map[Pace]int{Behind: 1, Watch: 2, OnTrack: 3, Ahead: 4}

// More of what is wanted never lowers attainment, pace, level or outcome; for "less is better" the other way round.
func TestMoreOfWhatIsWantedIsNeverWorse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScene(t)
		s.metric.Kind = rapid.SampledFrom([]measure.Kind{measure.Sum, measure.Count, measure.Latest}).Draw(t, "kind of amount")
		s.facts.Latest = measure.Some(s.facts.Total)
		up := s.metric.Direction != measure.Down
		if from, ok := attainedFrom(s.goal, s.metric); ok && s.goal.Target.OK && !better(s.metric, s.goal.Target.Amount, from) {
			s.goal.Baseline = measure.Maybe{} // a target on the wrong side of its start has no sense of better
			s.goal.Target = measure.Some(max(s.goal.Target.Amount, -s.goal.Target.Amount, 1))
		}
		more := measure.Amount(rapid.Int64Range(0, 1e9).Draw(t, "more"))
		if !up {
			more = -more
		}
		worse := s.score()
		s.facts.Total += more
		s.facts.Latest.Amount += more
		best := s.score()
		if worse.HasAttainment != best.HasAttainment || best.AttainmentBP < worse.AttainmentBP || paceRank[best.Pace] < paceRank[worse.Pace] {
			t.Fatalf("from %+v to %+v", worse, best)
		}
		if worse.Reached && !best.Reached || worse.Status == Attained && best.Status != Attained {
			t.Fatalf("from %+v to %+v", worse, best)
		}
	})
}

// While nothing is added, a growing total falls behind as days pass, and what is expected never shrinks.
func TestExpectedRisesWithTimeAndIsTheTargetAtTheEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScene(t)
		s.metric = revenue
		s.goal.Target = measure.Some(measure.Amount(rapid.Int64Range(1, 1e12).Draw(t, "positive target")))
		s.on = first - 1
		before := s.score()
		for s.on = first; s.on <= last; s.on++ {
			now := s.score()
			if now.Expected.Amount < before.Expected.Amount || now.Worked < before.Worked || now.Work != before.Work {
				t.Fatalf("on %s: from %+v to %+v", s.on, before, now)
			}
			if before.Pace != NoPace && now.Pace != NoPace && paceRank[now.Pace] > paceRank[before.Pace] {
				t.Fatalf("on %s the pace rose from %s to %s though nothing came", s.on, before.Pace, now.Pace)
			}
			before = now
		}
		if before.Expected != s.goal.Target || before.ElapsedBP != measure.Hundred {
			t.Fatalf("at the end %+v", before)
		}
	})
}

// Asking twice, before and after closing, gives the same figures; and later facts move nothing but the adjustment.
func TestClosingKeepsWhatScoreSaid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawScene(t)
		s.on = last + 1
		open := s.score()
		closed, err := s.goal.Close(open, 42)
		if err != nil {
			t.Fatal(err)
		}
		s.goal = closed
		s.facts.Total += measure.Amount(rapid.Int64Range(-1e9, 1e9).Draw(t, "late"))
		later := s.score()
		if later.Status != open.Status || later.Attained != open.Attained || later.Gap != open.Gap || later.Expected != open.Expected {
			t.Fatalf("from %+v to %+v", open, later)
		}
	})
}

// However large the numbers, Score answers.
func FuzzScore(f *testing.F) {
	f.Add(int64(0), int64(0), int64(0), int64(0), uint8(0), int64(1))
	f.Add(int64(-1<<63), int64(1<<63-1), int64(-1<<63), int64(-1<<63), uint8(31), int64(1<<63-1))
	f.Add(int64(1), int64(-1<<63), int64(1<<62), int64(-1), uint8(13), int64(0))
	kinds := []measure.Kind{measure.Sum, measure.Count, measure.Ratio, measure.Latest, measure.Steps}
	f.Fuzz(func(t *testing.T, a, b, c, d int64, how uint8, weight int64) {
		g := Goal{
			Status: Published, Start: first, End: last, Linear: how&64 != 0,
			Baseline: measure.Maybe{Amount: measure.Amount(b), OK: how&8 != 0}, Target: measure.Some(measure.Amount(c)),
		}
		m := measure.Metric{Kind: kinds[int(how%5)], Unit: measure.Percent}
		if how&16 != 0 {
			m.Direction = measure.Down
		}
		facts := Facts{Total: measure.Amount(a), Num: measure.Amount(a), Den: measure.Amount(d), StepsDone: measure.Amount(a), StepsTotal: measure.Amount(d)}
		p := period.Profile{From: first, Day: []int64{max(weight, 0), 3, max(weight, 0)}}
		for on := first - 1; on <= last+1; on++ {
			pr := Score(g, m, facts, p, on, org.Thresholds{})
			if (pr.Status == Attained) != (pr.Reached && on > last) || pr.Worked > pr.Work {
				t.Fatalf("%+v", pr)
			}
		}
	})
}
