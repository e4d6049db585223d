package goal

import (
	"slices"
	"testing"
	"time"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// solid is a paid objective of which every letter is proven, with what proves it.
func solid(t testing.TB) (Goal, Grounds) {
	quarter := period.Days(period.On(2027, time.January, 1), period.On(2027, time.March, 31))
	g := Goal{
		ID: 1, Title: "Vendre 12 contrats à de nouveaux clients d’ici au 31 mars 2027", Tier: Individual, Owner: org.PersonOwner(5), Metric: 3,
		Target: amount(t, "12"), Start: quarter.From, End: quarter.Last(), Parent: 9, Why: "Le Nord ouvre deux magasins.", Origin: OriginAssigned, Paid: true,
	}
	return g, Grounds{
		Metric: deals, Currency: "EUR", Calendar: period.Standard, Today: period.On(2026, time.December, 15),
		Source: Source{LastData: period.On(2026, time.December, 14)}, Scope: 2, GuardRail: true,
		Chance: Chance{BP: 6_500, Known: true, Periods: 8}, Means: Means{measure.Whole(3), measure.Whole(4)},
		LiveGoals: 3, TenureMonths: 30, WorkTimeBP: measure.Hundred,
		Checkpoints: Rhythm(quarter, 14), PublishedOn: period.On(2026, time.December, 10), SalesCycleDays: 45,
	}
}

func states(ev []Evidence) (s [5]State) {
	for i, e := range ev {
		s[i] = e.State
	}
	return s
}

func lineCodes(ev []Evidence) (all []string) {
	for _, e := range ev {
		for _, l := range e.Lines {
			all = append(all, l.Code)
		}
	}
	return all
}

func TestEveryLetterCanBeProven(t *testing.T) {
	g, in := solid(t)
	ev := SMART(g, in)
	if got := states(ev); got != [5]State{Proven, Proven, Proven, Proven, Proven} {
		t.Fatalf("got %v: %v", got, lineCodes(ev))
	}
	if OpenLetters(ev) != "" || g.MayBind(Binding{Evidence: ev}) != nil {
		t.Error("a proven objective asks for a reason")
	}
}

// Each row changes one thing of a proven objective: the letter it speaks to, the state that letter gets, and the code that says why.
func TestOneGapOneLetter(t *testing.T) {
	day := func(y int, m time.Month, d int) period.Date { return period.On(y, m, d) }
	for _, x := range []struct {
		code   string
		letter Letter
		state  State
		change func(g *Goal, in *Grounds)
	}{
		{"smart.s.metric_missing", Specific, ToComplete, func(g *Goal, in *Grounds) { g.Metric = 0; in.Metric = measure.Metric{} }},
		{"smart.s.owner_missing", Specific, Contradicted, func(g *Goal, _ *Grounds) { g.Owner = org.Owner{} }},
		{"smart.s.owner_team", Specific, Proven, func(g *Goal, in *Grounds) { g.Owner = org.TeamOwner(7); in.Scope = 0 }},
		{"smart.s.scope_missing", Specific, ToComplete, func(_ *Goal, in *Grounds) { in.Scope = 0 }},
		{"smart.s.split", Specific, Contradicted, func(g *Goal, _ *Grounds) { g.Title = "Vendre 12 contrats et passer 30 appels" }},
		{"smart.s.trait", Specific, Contradicted, func(g *Goal, _ *Grounds) { g.Title = "Montrer de l’enthousiasme au travail" }},
		{"smart.s.vague", Specific, Proven, func(g *Goal, _ *Grounds) { g.Title = "Vendre plus" }},
		{"smart.m.target_missing", Measurable, ToComplete, func(g *Goal, _ *Grounds) { g.Target = measure.Maybe{}; g.Title = "Vendre dans les Alpes du Nord" }},
		{"smart.m.target_in_title", Measurable, ToComplete, func(g *Goal, _ *Grounds) { g.Target = measure.Maybe{} }},
		{"smart.m.unit_missing", Measurable, ToComplete, func(_ *Goal, in *Grounds) { in.Metric.Unit = "" }},
		{"smart.m.number_differs", Measurable, Contradicted, func(g *Goal, _ *Grounds) { g.Target = amount(t, "13") }},
		{"smart.m.unit_differs", Measurable, Contradicted, func(_ *Goal, in *Grounds) { in.Metric = revenue }},
		{"smart.m.verifier_missing", Measurable, Contradicted, func(_ *Goal, in *Grounds) { in.Source.Manual = true }},
		{"smart.m.verified", Measurable, Proven, func(_ *Goal, in *Grounds) { in.Source.Manual, in.Source.Verifier = true, true }},
		{"smart.m.no_data", Measurable, Proven, func(_ *Goal, in *Grounds) { in.Source = Source{} }},
		{"smart.m.tested", Measurable, Proven, func(_ *Goal, in *Grounds) { in.Source = Source{Tested: true} }},
		{"smart.m.stale", Measurable, Proven, func(_ *Goal, in *Grounds) { in.Source.LastData = day(2026, 11, 9) }},
		{"smart.m.baseline_missing", Measurable, ToComplete, func(_ *Goal, in *Grounds) { in.Metric = complaints }},
		{"smart.m.nothing_to_change", Measurable, Contradicted, func(g *Goal, in *Grounds) { in.Metric = complaints; g.Baseline = g.Target }},
		{"smart.m.baseline", Measurable, Proven, func(g *Goal, in *Grounds) { g.Baseline = amount(t, "9"); in.BaselineOn = day(2026, 6, 30) }},
		{"smart.a.accessible", Attainable, Proven, func(_ *Goal, in *Grounds) { in.Chance.BP = 9_000 }},
		{"smart.a.ambitious", Attainable, Proven, func(_ *Goal, in *Grounds) { in.Chance.BP = 5_000 }},
		{"smart.a.very_ambitious", Attainable, ToComplete, func(_ *Goal, in *Grounds) { in.Chance.BP = 4_500 }},
		{"smart.a.out_of_reach", Attainable, Contradicted, func(_ *Goal, in *Grounds) { in.Chance.BP = 2_999 }},
		{"smart.a.unknown", Attainable, ToComplete, func(_ *Goal, in *Grounds) { in.Chance = Chance{} }},
		{"smart.a.comparable", Attainable, Proven, func(_ *Goal, in *Grounds) { in.Chance, in.Comparable = Chance{}, Comparable{6, 9} }},
		{"smart.a.comparable_few", Attainable, ToComplete, func(_ *Goal, in *Grounds) { in.Chance, in.Comparable = Chance{}, Comparable{4, 11} }},
		{"smart.a.own_best", Attainable, Proven, func(_ *Goal, in *Grounds) {
			in.Chance, in.OwnBest = Chance{}, []measure.Amount{measure.Whole(15), measure.Whole(12), measure.Whole(12)}
		}},
		{"smart.a.own_once", Attainable, ToComplete, func(_ *Goal, in *Grounds) { in.Chance, in.OwnBest = Chance{}, []measure.Amount{measure.Whole(15)} }},
		{"smart.a.experience", Attainable, Proven, func(_ *Goal, in *Grounds) { in.Chance, in.Experience = Chance{}, true }},
		{"smart.a.beyond_best", Attainable, Contradicted, func(_ *Goal, in *Grounds) { in.OwnMax = amount(t, "7") }},
		{"smart.a.new_means", Attainable, Proven, func(g *Goal, in *Grounds) { g.Means, in.OwnMax = "Un apprenti.", amount(t, "7") }},
		{"smart.r.means_short", Realistic, ToComplete, func(_ *Goal, in *Grounds) { in.Means.RequiredPerWeek = measure.Whole(5) }},
		{"smart.r.means_missing", Realistic, ToComplete, func(_ *Goal, in *Grounds) { in.Means = Means{} }},
		{"smart.r.means_promised", Realistic, Proven, func(g *Goal, in *Grounds) { g.Means, in.Means = "Un apprenti.", Means{} }},
		{"smart.r.means_promised", Realistic, Proven, func(g *Goal, in *Grounds) { g.Means, in.Means.RequiredPerWeek = "Un apprenti.", measure.Whole(5) }},
		{"smart.r.plan", Realistic, Proven, func(_ *Goal, in *Grounds) { in.Means = Means{}; in.Steps = []Step{{ID: 1}} }},
		{"smart.r.changed", Realistic, Contradicted, func(_ *Goal, in *Grounds) { in.ChangedOn = day(2027, 2, 1) }},
		{"smart.r.many", Realistic, ToComplete, func(_ *Goal, in *Grounds) { in.LiveGoals = 6 }},
		{"smart.r.many_paid", Realistic, ToComplete, func(_ *Goal, in *Grounds) { in.PaidGoals = 4 }},
		{"smart.r.parent_missing", Realistic, ToComplete, func(g *Goal, _ *Grounds) { g.Parent = 0 }},
		{"smart.r.why_missing", Realistic, ToComplete, func(g *Goal, _ *Grounds) { g.Why = " " }},
		{"smart.r.guard_rail_missing", Realistic, ToComplete, func(_ *Goal, in *Grounds) { in.GuardRail = false }},
		{"smart.r.ramp", Realistic, Proven, func(_ *Goal, in *Grounds) { in.TenureMonths, in.RampStage = 2, 5_000 }},
		{"smart.r.ramp_missing", Realistic, ToComplete, func(_ *Goal, in *Grounds) { in.TenureMonths, in.RampStage = 2, 7_500 }},
		{"smart.r.work_time", Realistic, Proven, func(_ *Goal, in *Grounds) { in.WorkTimeBP, in.Prorated = 8_000, true }},
		{"smart.r.work_time_missing", Realistic, Contradicted, func(_ *Goal, in *Grounds) { in.WorkTimeBP = 8_000 }},
		{"smart.r.equal_target", Realistic, Contradicted, func(_ *Goal, in *Grounds) { in.EqualForOther = true }},
		{"smart.t.end_in_title", Timely, ToComplete, func(g *Goal, _ *Grounds) { g.End = 0 }},
		{"smart.t.end_missing", Timely, ToComplete, func(g *Goal, _ *Grounds) { g.End = 0; g.Title = "Vendre 12 contrats dans les Alpes" }},
		{"smart.t.start_missing", Timely, ToComplete, func(g *Goal, _ *Grounds) { g.Start = 0 }},
		{"smart.t.backwards", Timely, Contradicted, func(g *Goal, _ *Grounds) { g.Start = g.End + 1 }},
		{"smart.t.date_differs", Timely, Contradicted, func(g *Goal, _ *Grounds) { g.Title = "Vendre 12 contrats avant fin février" }},
		{"smart.t.looks_missing", Timely, ToComplete, func(_ *Goal, in *Grounds) { in.Checkpoints = in.Checkpoints[:1] }},
		{"smart.t.looks_far", Timely, ToComplete, func(_ *Goal, in *Grounds) { in.Checkpoints = in.Checkpoints[:3] }},
		{"smart.t.cycle_short", Timely, ToComplete, func(_ *Goal, in *Grounds) { in.SalesCycleDays = 91 }},
		{"smart.m.trivial", Measurable, Contradicted, func(g *Goal, _ *Grounds) { g.Target = measure.Some(0) }},
		{"smart.a.trivial", Attainable, ToComplete, func(g *Goal, _ *Grounds) { g.Target = measure.Some(-measure.One) }},
		{"smart.t.own_late", Timely, Proven, func(g *Goal, in *Grounds) { g.Origin, g.Paid, in.PublishedOn = OriginSelf, false, day(2027, 1, 2) }},
		{"smart.t.published_unknown", Timely, Proven, func(g *Goal, in *Grounds) { g.Status, in.PublishedOn = Published, 0 }},
		{"smart.t.published_late", Timely, Contradicted, func(_ *Goal, in *Grounds) { in.PublishedOn = day(2027, 1, 2) }},
		{"smart.t.begun", Timely, Contradicted, func(_ *Goal, in *Grounds) { in.PublishedOn, in.Today = 0, day(2027, 1, 2) }},
		{"smart.t.publish_by", Timely, Proven, func(_ *Goal, in *Grounds) { in.PublishedOn = 0 }},
		{"smart.t.read_waiting", Timely, Proven, func(_ *Goal, _ *Grounds) {}},
		{"smart.t.read", Timely, Proven, func(_ *Goal, in *Grounds) { in.AcknowledgedOn = day(2026, 12, 12) }},
		{"smart.t.read_late", Timely, Proven, func(_ *Goal, in *Grounds) { in.AcknowledgedOn = day(2027, 1, 12) }},
	} {
		t.Run(x.code, func(t *testing.T) {
			g, in := solid(t)
			x.change(&g, &in)
			ev := SMART(g, in)
			e := ev[slices.Index(Letters(), x.letter)]
			if e.State != x.state {
				t.Errorf("%s is %s, want %s: %v", x.letter, e.State, x.state, lineCodes(ev))
			}
			if !slices.ContainsFunc(e.Lines, func(l Line) bool { return l.Code == x.code }) {
				t.Errorf("%s does not say so: %v", x.code, lineCodes([]Evidence{e}))
			}
			if x.state != Proven && !fault.Is(g.MayBind(Binding{Evidence: ev}), "goal.reason_missing") {
				t.Error("a paid objective with an open letter wants a reason")
			}
		})
	}
}

// What one sets for oneself, unpaid, may begin any day and be any number; only the four essentials are asked for.
func TestOwnObjectivesAskForLittle(t *testing.T) {
	g := Goal{Title: "Vendre plus", Tier: Individual, Owner: org.PersonOwner(5), Origin: OriginSelf, Start: first, End: last, Metric: 3, Target: amount(t, "12")}
	in := Grounds{Metric: deals, Today: last, WorkTimeBP: 5_000}
	ev := SMART(g, in)
	if err := g.MayBind(Binding{Evidence: ev}); err != nil {
		t.Errorf("refused: %v", err)
	}
	for _, e := range ev {
		if e.State == Contradicted {
			t.Errorf("%s is contradicted: %v", e.Letter, lineCodes([]Evidence{e}))
		}
	}
	if err := g.MayBind(Binding{Evidence: ev, Unmeasured: true}); !fault.Is(err, "goal.measure_missing") {
		t.Errorf("without metric or step: %v", err)
	}
}

func TestPaidObjectivesWithAGapWantOneReason(t *testing.T) {
	g, in := solid(t)
	in.Chance.BP, in.Means = 4_500, Means{}
	ev := SMART(g, in)
	err := g.MayBind(Binding{Evidence: ev, Reason: " "})
	if !fault.Is(err, "goal.reason_missing") {
		t.Fatalf("got %v", err)
	}
	if got := fault.All(err)[0].Args["letters"]; got != "A, R" {
		t.Errorf("the open letters are %v", got)
	}
	if err := g.MayBind(Binding{Evidence: ev, Reason: "Le marché s’ouvre, un apprenti arrive en janvier."}); err != nil {
		t.Errorf("one reason is enough: %v", err)
	}
}

// Neither old data nor an unread letter ever asks for a reason.
func TestFreshnessAndReadingNeverBlock(t *testing.T) {
	g, in := solid(t)
	for _, s := range []Source{{}, {LastData: period.On(2020, time.May, 4)}, {Tested: true}} {
		in.Source, in.AcknowledgedOn = s, 0
		if ev := SMART(g, in); OpenLetters(ev) != "" {
			t.Errorf("%+v asks for a reason: %v", s, states(ev))
		}
	}
}

// On an empty database « Vendre plus » gets a next step for each letter, and an example made of what is there.
func TestVendrePlusOnAnEmptyDatabase(t *testing.T) {
	ev := SMART(Goal{Title: "Vendre plus"}, Grounds{Today: period.On(2026, time.November, 23), Currency: "EUR", Calendar: period.Standard})
	for _, e := range ev {
		if !slices.ContainsFunc(e.Lines, func(l Line) bool { return l.State != Proven && l.Fix != NoFix }) {
			t.Errorf("%s offers no next step: %v", e.Letter, lineCodes([]Evidence{e}))
		}
	}
	at := slices.IndexFunc(ev[0].Lines, func(l Line) bool { return l.Rewrite() != "" })
	if at < 0 {
		t.Fatal("no example")
	}
	l := ev[0].Lines[at]
	want := []any{"target", measure.Whole(12), "end", period.On(2027, time.March, 31), "n", measure.Whole(12)}
	if l.Rewrite() != "smart.rewrite.deals" || !slices.Equal(l.Args, want) || !l.Advice {
		t.Errorf("%s %v, want %v", l.Rewrite(), l.Args, want)
	}
}

func TestExamplesAreMadeOfWhatIsThere(t *testing.T) {
	today := period.On(2026, time.November, 23)
	for _, x := range []struct {
		title, baseline, kind string
		in                    Grounds
		target                measure.Amount
	}{
		{"Faire plus de rendez-vous", "", "meetings", Grounds{}, measure.Whole(24)},
		{"Améliorer le chiffre d’affaires", "", "revenue", Grounds{Currency: "EUR"}, measure.Whole(60_000)},
		{"Améliorer le chiffre d’affaires", "", "deals", Grounds{}, measure.Whole(12)},
		{"Call more people", "", "calls", Grounds{}, measure.Whole(120)},
		{"Vendre plus", "", "revenue", Grounds{Metric: revenue, OwnBest: []measure.Amount{measure.Whole(84_000)}}, measure.Whole(84_000)},
		{"Faire mieux", "", "metric", Grounds{Metric: winRate}, measure.Whole(12)},
		{"Faire mieux", "70", "metric", Grounds{Metric: score}, measure.Whole(77)},
		{"Faire mieux", "70", "metric", Grounds{Metric: complaints}, measure.Whole(63)},
		{"Apprendre mieux", "", "steps", Grounds{Steps: make([]Step, 4)}, measure.Whole(4)},
		{"30 k€", "", "revenue", Grounds{Currency: "EUR"}, measure.Whole(30_000)},
	} {
		g := Goal{Title: x.title, Baseline: amount(t, x.baseline)}
		if x.in.Metric.Key != "" {
			g.Metric = 3
		}
		x.in.Today, x.in.Calendar = today, period.Standard
		i := slices.IndexFunc(SMART(g, x.in)[0].Lines, func(l Line) bool { return l.Rewrite() != "" })
		if i < 0 {
			t.Errorf("%s: no example", x.title)
			continue
		}
		if l := SMART(g, x.in)[0].Lines[i]; l.Rewrite() != "smart.rewrite."+x.kind || l.Args[1] != x.target {
			t.Errorf("%s: %s %v, want %s of %s", x.title, l.Rewrite(), l.Args, x.kind, x.target)
		}
	}
}

func TestBands(t *testing.T) {
	for chance, want := range map[measure.BP]Band{
		10_000: Accessible, 9_000: Accessible, 8_999: Reachable, 6_000: Reachable, 5_999: Ambitious, 5_000: Ambitious,
		4_999: VeryAmbitious, 3_000: VeryAmbitious, 2_999: OutOfReach, 0: OutOfReach, -5: OutOfReach,
	} {
		if got := BandOf(chance); got != want || !slices.Contains(Bands(), got) {
			t.Errorf("%d is %s, want %s", chance, got, want)
		}
	}
}

func TestSomebodyElsesChanceIsABandWithoutItsFigure(t *testing.T) {
	for _, c := range []struct {
		bp   measure.BP
		code string
		want State
	}{
		{9_500, "smart.a.veiled_accessible", Proven}, {7_000, "smart.a.veiled_reachable", Proven}, {5_500, "smart.a.veiled_ambitious", Proven},
		{4_000, "smart.a.veiled_very_ambitious", ToComplete}, {1_000, "smart.a.veiled_out_of_reach", Contradicted},
	} {
		got := Goal{}.chance(Chance{BP: c.bp, Known: true, Veiled: true})[0]
		if got.Code != c.code || got.State != c.want || len(got.Args) > 0 {
			t.Errorf("%d: %+v", c.bp, got)
		}
	}
}
