package goal

import (
	"slices"

	"cordee/internal/org"
)

// Letter is one of the five of SMART.
type Letter string

// The closed list of letters. Attainable speaks of the person's chances; Realistic of means, load and sense.
const (
	Specific   Letter = "s"
	Measurable Letter = "m"
	Attainable Letter = "a"
	Realistic  Letter = "r"
	Timely     Letter = "t"
)

// Letters lists all five, in order.
func Letters() []Letter { return []Letter{Specific, Measurable, Attainable, Realistic, Timely} }

// State says what the evidence shows, of a letter or of one line. There is no score and no sum.
type State string

// The closed list of states, best first.
const (
	Proven       State = "proven"
	ToComplete   State = "to_complete"
	Contradicted State = "contradicted"
)

// States lists all three, best first.
func States() []State { return []State{Proven, ToComplete, Contradicted} }

// Fix is what a button next to a line opens.
type Fix string

// The closed list of fixes.
const (
	NoFix         Fix = "none"
	FixTitle      Fix = "title"
	FixMetric     Fix = "metric"
	FixScope      Fix = "scope"
	FixOwner      Fix = "owner"
	FixTarget     Fix = "target"
	FixBaseline   Fix = "baseline"
	FixSource     Fix = "source"
	FixDates      Fix = "dates"
	FixParent     Fix = "parent"
	FixWhy        Fix = "why"
	FixMeans      Fix = "means"
	FixGuardRail  Fix = "guard_rail"
	FixSteps      Fix = "steps"
	FixSplit      Fix = "split"
	FixExperience Fix = "experience"
)

// Fixes lists every fix.
func Fixes() []Fix {
	return []Fix{
		NoFix, FixTitle, FixMetric, FixScope, FixOwner, FixTarget, FixBaseline, FixSource, FixDates, FixParent, FixWhy, FixMeans,
		FixGuardRail, FixSteps, FixSplit, FixExperience,
	}
}

// SubjectKind says what kind of data a line rests on.
type SubjectKind string

// The closed list of subjects. "" is none.
const (
	AboutNothing SubjectKind = ""
	AboutMetric  SubjectKind = "metric"  // the metric of ID, with its source
	AboutResults SubjectKind = "results" // the results that metric counts
	AboutParent  SubjectKind = "parent"  // the objective above, of ID
	AboutSteps   SubjectKind = "steps"   // the steps of this very objective
	AboutPast    SubjectKind = "past"    // the owner's own past periods; ID is the owner
	AboutPeers   SubjectKind = "peers"   // how many comparable people attained; never who
	AboutLoad    SubjectKind = "load"    // the owner's live objectives; ID is the owner
	AboutLetter  SubjectKind = "letter"  // publication and acknowledgement
)

// Subject is what a line rests on, for the screen to link to.
type Subject struct {
	Kind SubjectKind `json:"kind"`
	ID   org.ID      `json:"id"`
}

// Line is one piece of evidence, or one gap.
type Line struct {
	State  State   `json:"state"`
	Code   string  `json:"code"` // key of the catalogues, "smart.s.metric"
	Args   []any   `json:"args"` // name, value pairs for the sentence, as fault.New takes them
	Fix    Fix     `json:"fix"`
	Link   Subject `json:"link"`
	Advice bool    `json:"advice"` // useful to know, but never changes the state of its letter nor asks for a reason
}

// Evidence is what is known about one letter.
type Evidence struct {
	Letter Letter `json:"letter"`
	State  State  `json:"state"`
	Lines  []Line `json:"lines"`
}

// SMART weighs an objective against what is known: always five letters, in order. The text of the title only reveals
// contradictions and vagueness, it never proves anything. Nothing is computed here that is not in the grounds: the chance of
// attaining is given. Source of the rules: Doran 1981, with different evidence for A and R.
func SMART(g Goal, in Grounds) []Evidence {
	text := readTitle(g.Title)
	return []Evidence{
		evidence(Specific, g.specific(in, text)),
		evidence(Measurable, g.measurable(in, text)),
		evidence(Attainable, g.attainable(in)),
		evidence(Realistic, g.realistic(in)),
		evidence(Timely, g.timely(in, text)),
	}
}

// evidence puts what asks for something first, and what is proven after it.
func evidence(l Letter, lines []Line) Evidence {
	slices.SortStableFunc(lines, func(a, b Line) int { return slices.Index(States(), b.State) - slices.Index(States(), a.State) })
	return Evidence{Letter: l, State: stateOf(lines), Lines: lines}
}

// stateOf is the state of a letter: one contradiction contradicts it, one gap leaves it open, and without any proof it is open too.
func stateOf(lines []Line) State {
	state := ToComplete
	for _, l := range lines {
		switch {
		case l.Advice:
		case l.State == Contradicted:
			return Contradicted
		case l.State == Proven:
			state = Proven
		}
	}
	open := slices.ContainsFunc(lines, func(l Line) bool { return !l.Advice && l.State == ToComplete })
	if open {
		return ToComplete
	}
	return state
}

// proof, gap and clash make the three kinds of line; args are name, value pairs.
func proof(code string, args ...any) Line {
	return Line{State: Proven, Code: code, Args: args, Fix: NoFix}
}

func gap(fix Fix, code string, args ...any) Line {
	return Line{State: ToComplete, Code: code, Args: args, Fix: fix}
}

func clash(fix Fix, code string, args ...any) Line {
	return Line{State: Contradicted, Code: code, Args: args, Fix: fix}
}

// about links the line to its data.
func (l Line) about(kind SubjectKind, id org.ID) Line { l.Link = Subject{kind, id}; return l }

// advice makes the line one that never weighs on its letter; if is false leaves it as it is.
func (l Line) advice(when bool) Line { l.Advice = l.Advice || when; return l }
