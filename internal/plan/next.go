package plan

import (
	"slices"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// Done is an objective that is over, as far as the next step needs to know it.
type Done struct {
	Goal       org.ID
	Kind       DraftKind
	Metric     string // key; "" for one measured by steps
	Down       bool   // the less, the better
	Target     measure.Maybe
	Attained   measure.Maybe
	Reached    bool
	Evidence   bool // results or signed-off steps say so, not only a word
	Difficulty int  // declared, 1 to 5; 0 counts as 3
	End        period.Date
}

// NextKind says in what the next step asks more.
type NextKind string

// HigherNumber asks for more of the same; HarderTask for the same kind of thing, declared more difficult.
const (
	HigherNumber NextKind = "higher_number"
	HarderTask   NextKind = "harder_task"
)

// Proposal is one next step that may be proposed. It is never imposed: the person takes it, changes it or leaves it.
type Proposal struct {
	From       org.ID // the objective it follows
	Kind       NextKind
	Metric     string
	Target     measure.Maybe
	Difficulty int
	Title, Why Note
}

// hardest is the highest difficulty one can declare.
const hardest = 5

// NextStep proposes what may follow objectives that were reached on evidence, by what was measured, for the latest of each measure
// only. A number goes up by the revision rule (down when less is better), so never by more than lambda of what was brought beyond;
// one met to the point, a learning objective, and one whose number the rule would not move ask for a harder task instead. Where
// nothing is harder nothing is proposed.
func NextStep(history []Done, r Rule) []Proposal {
	r = r.WithDefaults()
	latest := slices.Clone(history)
	slices.SortStableFunc(latest, func(a, b Done) int { return int(b.End) - int(a.End) })
	var list []Proposal
	seen := map[string]bool{}
	for _, d := range latest {
		key := string(d.Kind) + " " + d.Metric
		if seen[key] {
			continue
		}
		seen[key] = true
		if !d.Reached || !d.Evidence {
			continue
		}
		if s, ok := d.next(r); ok {
			list = append(list, s)
		}
	}
	return list
}

func (d Done) next(r Rule) (Proposal, bool) {
	if s, ok := d.higher(r); ok {
		return s, true
	}
	difficulty := min(max(d.Difficulty, 0), hardest)
	if difficulty == 0 {
		difficulty = 3
	}
	if difficulty == hardest {
		return Proposal{}, false
	}
	return Proposal{
		From: d.Goal, Kind: HarderTask, Metric: d.Metric, Target: d.Target, Difficulty: difficulty + 1,
		Title: note("plan.next.harder", "difficulty", difficulty+1), Why: note("plan.next.harder.why", "from", difficulty, "to", difficulty+1),
	}, true
}

// higher is the number that the rule makes of this one, when it asks more than the last.
func (d Done) higher(r Rule) (Proposal, bool) {
	if d.Kind != Outcome || !d.Target.OK || !d.Attained.OK || d.Target.Amount <= 0 {
		return Proposal{}, false
	}
	last := d.Target.Amount
	exact, err := Next(last, d.Attained.Amount, r.Next, r.Last, r.Lambda)
	if err != nil {
		return Proposal{}, false
	}
	next := nearest(exact, Friendly(exact, 1))
	if more := next > last; (d.Down && next >= last) || (!d.Down && !more) || next < 0 {
		return Proposal{}, false
	}
	title := "plan.next.higher"
	if d.Down {
		title = "plan.next.lower"
	}
	return Proposal{
		From: d.Goal, Kind: HigherNumber, Metric: d.Metric, Target: measure.Some(next), Difficulty: d.Difficulty,
		Title: note(title, "amount", next),
		Why:   note("plan.next.higher.why", "attained", d.Attained.Amount, "target", last, "lambda", r.Lambda),
	}, true
}
