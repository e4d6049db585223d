package goal

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// drawCase is any objective with any grounds.
func drawCase(t *rapid.T) (Goal, Grounds) {
	yes := func(name string) bool { return rapid.Bool().Draw(t, name) }
	n := func(name string, most int) int { return rapid.IntRange(0, most).Draw(t, name) }
	amounts := rapid.OneOf(rapid.Int64Range(0, 50), rapid.Int64Range(0, 1e10), rapid.Int64())
	someAmount := func(name string) measure.Amount { return measure.Amount(amounts.Draw(t, name)) }
	date := func(name string) period.Date {
		if yes(name + " none") {
			return 0
		}
		return period.On(2027, time.January, 1).AddDays(rapid.IntRange(-400, 400).Draw(t, name))
	}
	titles := make([]string, 0, len(sentences))
	for _, s := range sentences {
		titles = append(titles, s.title)
	}
	g := Goal{
		ID: 1, Title: rapid.OneOf(rapid.SampledFrom(titles), rapid.String()).Draw(t, "title"), Tier: rapid.SampledFrom(Tiers()).Draw(t, "tier"),
		Origin: rapid.SampledFrom(Origins()).Draw(t, "origin"), Paid: yes("paid"), Metric: org.ID(n("metric", 1)), Parent: org.ID(n("parent", 1)),
		Owner:    org.Owner{Kind: rapid.SampledFrom([]org.OwnerKind{org.OwnerPerson, org.OwnerTeam}).Draw(t, "owner kind"), ID: org.ID(n("owner", 1))},
		Baseline: drawMaybe(t, "baseline", amounts), Target: drawMaybe(t, "target", amounts), Start: date("start"), End: date("end"),
		Why: rapid.SampledFrom([]string{"", "Parce que."}).Draw(t, "why"),
	}
	in := Grounds{
		Metric:   rapid.SampledFrom([]measure.Metric{{}, revenue, deals, complaints, winRate, score, delay, steps, callsMade}).Draw(t, "kind"),
		Calendar: period.Calendar{FiscalStart: n("fiscal", 12)}, Today: date("today"), Currency: "EUR", BaselineOn: date("baseline on"),
		Source: Source{LastData: date("data"), Manual: yes("manual"), Verifier: yes("verifier"), Tested: yes("tested")}, Scope: n("scope", 2),
		GuardRail: yes("guard"), Chance: Chance{BP: measure.BP(n("chance", 10_000)), Known: yes("known"), Periods: n("periods", 3)},
		Comparable: Comparable{n("attained", 5), n("people", 9)}, OwnMax: drawMaybe(t, "max", amounts), Experience: yes("experience"),
		Means: Means{someAmount("need"), someAmount("can")}, LiveGoals: n("live", 7), PaidGoals: n("paid goals", 5), ChangedOn: date("changed"),
		RampStage: measure.BP(n("ramp", 10_000)), TenureMonths: n("tenure", 8), WorkTimeBP: measure.BP(n("work", 10_000)), Prorated: yes("prorated"),
		EqualForOther: yes("equal"), PublishedOn: date("published"), AcknowledgedOn: date("read"), SalesCycleDays: n("cycle", 120),
	}
	for range n("best", 3) {
		in.OwnBest = append(in.OwnBest, someAmount("one best"))
	}
	for range n("looks", 6) {
		in.Checkpoints = append(in.Checkpoints, date("look"))
	}
	for range n("steps", 2) {
		in.Steps = append(in.Steps, Step{ID: 1, Due: date("due")})
	}
	return g, in
}

func TestAlwaysFiveLettersThatCanBeSaid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, in := drawCase(t)
		ev := SMART(g, in)
		if len(ev) != 5 {
			t.Fatalf("%d letters", len(ev))
		}
		for i, e := range ev {
			if e.Letter != Letters()[i] || !slices.Contains(States(), e.State) || len(e.Lines) == 0 {
				t.Fatalf("%d: %+v", i, e)
			}
			for _, l := range e.Lines {
				own := strings.HasPrefix(l.Code, "smart."+string(e.Letter)+".") || l.Rewrite() != ""
				if !own || !slices.Contains(States(), l.State) || !slices.Contains(Fixes(), l.Fix) || len(l.Args)%2 != 0 {
					t.Fatalf("%s: %+v", e.Letter, l)
				}
			}
		}
		if !reflect.DeepEqual(ev, SMART(g, in)) {
			t.Fatal("the same grounds say two things")
		}
		if !g.Paid && fault.Is(g.MayBind(Binding{Evidence: ev}), "goal.reason_missing") {
			t.Fatal("an unpaid objective asks for a reason")
		}
	})
}

// proofs are facts that speak for an objective; having one more never makes any letter worse.
var proofs = map[string]func(*Goal, *Grounds){
	"scope":      func(_ *Goal, in *Grounds) { in.Scope++ },
	"owner":      func(g *Goal, _ *Grounds) { g.Owner.ID = 5 },
	"guard rail": func(_ *Goal, in *Grounds) { in.GuardRail = true },
	"verifier":   func(_ *Goal, in *Grounds) { in.Source.Verifier = true },
	"tested":     func(_ *Goal, in *Grounds) { in.Source.Tested = true },
	"fresh data": func(_ *Goal, in *Grounds) { in.Source.LastData = in.Today },
	"comparable": func(_ *Goal, in *Grounds) { in.Comparable.Attained++; in.Comparable.People++ },
	"experience": func(_ *Goal, in *Grounds) { in.Experience = true },
	"own best":   func(g *Goal, in *Grounds) { in.OwnBest = append(slices.Clone(in.OwnBest), g.Target.Amount) },
	"new means":  func(g *Goal, _ *Grounds) { g.Means = "Un apprenti." },
	"capacity":   func(_ *Goal, in *Grounds) { in.Means.CapacityPerWeek = max(in.Means.RequiredPerWeek, 1) },
	"dated step": func(g *Goal, in *Grounds) {
		in.Steps = append(slices.Clone(in.Steps), Step{ID: 2, Due: max(g.Start, 1)})
	},
	"parent":      func(g *Goal, _ *Grounds) { g.Parent = 9 },
	"why":         func(g *Goal, _ *Grounds) { g.Why = "Pour les Alpes." },
	"prorated":    func(_ *Goal, in *Grounds) { in.Prorated = true },
	"read":        func(g *Goal, in *Grounds) { in.AcknowledgedOn = max(g.Start-1, 1) },
	"better odds": func(_ *Goal, in *Grounds) { in.Chance.BP = max(in.Chance.BP, 7_000) },
	"looks": func(g *Goal, in *Grounds) {
		in.Checkpoints = append(slices.Clone(in.Checkpoints), Rhythm(g.Span(), 7)...)
	},
}

func TestMoreProofNeverMakesALetterWorse(t *testing.T) {
	names := make([]string, 0, len(proofs))
	for name := range proofs {
		names = append(names, name)
	}
	slices.Sort(names)
	rapid.Check(t, func(t *rapid.T) {
		g, in := drawCase(t)
		before := SMART(g, in)
		name := rapid.SampledFrom(names).Draw(t, "proof")
		proofs[name](&g, &in)
		if name == "dated step" && !g.End.IsZero() && g.Start > g.End {
			return // no day is within a period that runs backwards
		}
		for i, e := range SMART(g, in) {
			if slices.Index(States(), e.State) > slices.Index(States(), before[i].State) {
				t.Fatalf("%s went from %s to %s with %s:\n%+v\n%+v", e.Letter, before[i].State, e.State, name, before[i].Lines, e.Lines)
			}
		}
	})
}

// Advice never decides: taking every line of it away leaves every state as it is.
func TestAdviceNeverDecides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, in := drawCase(t)
		for _, e := range SMART(g, in) {
			weighing := slices.DeleteFunc(slices.Clone(e.Lines), func(l Line) bool { return l.Advice })
			if stateOf(weighing) != e.State {
				t.Fatalf("%s: %+v", e.Letter, e.Lines)
			}
		}
	})
}

func TestRhythm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := period.Span{From: first, To: first.AddDays(rapid.IntRange(0, 400).Draw(t, "days"))}
		every := rapid.IntRange(-3, 500).Draw(t, "every")
		before := days.From
		for _, on := range Rhythm(days, every) {
			if int(on-before) != every || !days.Contains(on) {
				t.Fatalf("%s after %s", on, before)
			}
			before = on
		}
		if every > 0 && int(days.Last()-before) >= every {
			t.Fatalf("nobody looks after %s", before)
		}
	})
}

func FuzzText(f *testing.F) {
	for _, s := range sentences {
		f.Add(s.title, int64(120_000), int32(739_000))
	}
	for _, s := range []string{"", "€", "1.", "12,,", "01EUR7", "\xff12 k€", "İ 12 € ẞ", "١٢ contrats", strings.Repeat("9", 400) + " €", "99999999999999999 Md€", "00/00/0000 S99 T0", "29/02/2027"} {
		f.Add(s, int64(0), int32(0))
	}
	f.Fuzz(func(t *testing.T, title string, target int64, end int32) {
		g := Goal{Title: title, Metric: 3, Target: measure.Some(measure.Amount(target)), Start: 1, End: period.Date(end)}
		in := Grounds{Metric: revenue, Today: 739_000}
		text := readTitle(title)
		for _, q := range text.amounts {
			if utf8.ValidString(title) && !strings.Contains(title, q.text) {
				t.Errorf("%q is not in %q", q.text, title)
			}
		}
		for _, words := range []string{text.vague, text.effort, text.trait} {
			if utf8.ValidString(title) && !strings.Contains(title, words) {
				t.Errorf("%q is not in %q", words, title)
			}
		}
		if got := len(SMART(g, in)); got != 5 {
			t.Errorf("%d letters", got)
		}
		if got := len(SMART(Goal{Title: title}, Grounds{Today: in.Today})); got != 5 {
			t.Errorf("%d letters on an empty database", got)
		}
	})
}

func BenchmarkSMART(b *testing.B) {
	g, in := solid(b)
	b.ReportAllocs()
	for b.Loop() {
		SMART(g, in)
	}
}

func BenchmarkReadTitle(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		readTitle("De 84 k€ à 120 k€ de CA et 5 nouveaux clients d’ici au 31 mars 2027")
	}
}
