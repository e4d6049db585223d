package app

import (
	"encoding/json"
	"slices"
	"strings"

	"cordee/internal/goal"
	"cordee/internal/letter"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/plan"
	"cordee/internal/store"
)

// objective is one objective of the letter, whole, at the version in force.
func (d drafter) objective(g store.GoalRow) (letter.Objective, error) {
	m := d.w.metricOf(g.Goal)
	x := letter.Objective{
		Key: g.ID.String(), Version: g.Version, Title: d.typed(g.Title), Tier: g.Tier, Origin: g.Origin, Paid: g.Paid, Span: g.Span(),
		Metric: letter.Counted(m, d.named), Baseline: g.Baseline, Floor: g.Floor, Target: g.Target, Stretch: g.Stretch, Why: d.typed(g.Why),
		Means: d.lines(g.Means), Checkpoints: d.checkpoints(g, m),
	}
	if m.Kind == measure.Steps { // all of them, whatever a file put as their number
		x.Baseline, x.Floor, x.Target, x.Stretch = measure.Maybe{}, measure.Maybe{}, measure.Maybe{}, measure.Maybe{}
	}
	if x.Baseline.OK {
		x.BaselineOn = g.Start
	}
	x.Metric.Scope = d.scope(g)
	for _, part := range []func(store.GoalRow, *letter.Objective) error{d.source, d.above, d.derivation, d.steps, d.support, d.said} {
		if err := part(g, &x); err != nil {
			return x, err
		}
	}
	return x, nil
}

func (d drafter) named(key string) measure.Metric {
	m, ok := d.w.MetricByKey(key)
	if !ok {
		return measure.Metric{Key: key}
	}
	return m.Metric
}

func (d drafter) scope(g store.GoalRow) letter.Text {
	name := d.w.OwnerName(g.Owner)
	if g.Owner.Kind == org.OwnerTeam {
		return letter.Say("letter.scope_team", "name", name)
	}
	if id, ok := d.w.TeamOf(g.Owner.ID, g.Start); ok {
		team, _ := d.w.Team(id)
		return letter.Say("letter.scope_person_team", "name", name, "team", team.Name)
	}
	return letter.Say("letter.scope_person", "name", name)
}

// sampled is how many of the latest results tell where figures come from.
const sampled = 200

// source says where the figures are read.
func (d drafter) source(g store.GoalRow, x *letter.Objective) error {
	if d.w.metricOf(g.Goal).Kind == measure.Steps {
		x.Metric.Source = letter.Say("letter.source_steps")
		return nil
	}
	metric := g.Metric
	if m := d.w.metricOf(g.Goal); m.Kind == measure.Ratio {
		metric = d.w.byKey[m.Denominator]
	}
	page, err := d.tx.LivePage(d.w.Org().ID, store.Reach{Owners: []org.ID{g.Owner.ID}, Kinds: d.w.kindsOf(metric)}, store.Cursor{}, sampled)
	if err != nil {
		return err
	}
	var sources []string
	for _, p := range page {
		if p.Source != "" && !slices.Contains(sources, p.Source) {
			sources = append(sources, p.Source)
		}
	}
	slices.Sort(sources)
	x.Metric.Source = letter.Say("letter.source_none")
	if len(sources) > 0 {
		x.Metric.Source = letter.Say("letter.source_of", "sources", sources)
	}
	return nil
}

// above are the common objectives it serves, nearest first.
func (d drafter) above(g store.GoalRow, x *letter.Objective) error {
	for g.Parent != 0 && len(x.Above) < maxHeight {
		up, err := d.tx.Goal(d.w.Org().ID, g.Parent)
		if err != nil {
			return err
		}
		g = up
		if g.Tier == goal.Individual || g.Sealed {
			continue
		}
		x.Above = append(x.Above, letter.Knot{
			Tier: g.Tier, Title: d.typed(g.Title), Owner: d.w.OwnerName(g.Owner), Target: g.Target, Unit: d.w.metricOf(g.Goal).Unit, Why: d.typed(g.Why),
		})
	}
	return nil
}

// prorata are the sentences of a derivation that tell of time: they stand apart in a letter.
var prorata = []string{"plan.how.working_time", "plan.how.absence", "plan.how.ramp", "plan.how.presence", "plan.how.growing"}

// derivation is how the number came about, line by line, and the time it was fitted to. There is never a reason for an absence.
func (d drafter) derivation(g store.GoalRow, x *letter.Objective) error {
	how, err := derivationOf(d.tx, d.w.Org().ID, g.ID)
	if err != nil || how == nil {
		return err
	}
	for _, s := range how.Lines {
		line := letter.Line{Label: letter.Say(s.Code, append(s.Args(), "unit", how.Unit)...), Amount: s.Amount, Unit: how.Unit}
		if slices.Contains(prorata, s.Code) {
			x.Adjustments = append(x.Adjustments, line)
			continue
		}
		x.Derivation = append(x.Derivation, line)
	}
	return nil
}

// derivationOf is the latest frozen way in which a number came about, nil when nobody worked it out.
func derivationOf(tx *store.Tx, o, id org.ID) (*Derivation, error) {
	grounds, err := tx.Grounds(o, id)
	for _, x := range grounds {
		if x.Kind == groundDerivation {
			how := &Derivation{}
			return how, json.Unmarshal([]byte(x.Body), how)
		}
	}
	return nil, err
}

func (d drafter) steps(g store.GoalRow, x *letter.Objective) error {
	steps, err := d.tx.Steps(d.w.Org().ID, []org.ID{g.ID})
	for _, s := range steps {
		x.Steps = append(x.Steps, letter.Step{Title: d.typed(s.Title), Owner: d.w.Name(org.PersonOwner(s.Owner)), Due: s.Due})
	}
	return err
}

// support is what was promised or offered on the objective's page.
func (d drafter) support(g store.GoalRow, x *letter.Objective) error {
	notes, err := d.tx.Notes(d.w.Org().ID, g.ID)
	for _, n := range notes {
		if n.Kind == NoteSupport {
			x.Support = append(x.Support, d.typed(strings.Join(strings.Fields(n.Text), " ")))
		}
	}
	return err
}

// maxReasonsTold bounds the reasons that one objective of a letter repeats, the latest ones.
const maxReasonsTold = 8

// said are the reasons that were written to the versions of the objective: what is given, changed or paid in spite of a gap says why
// to the person it concerns.
func (d drafter) said(g store.GoalRow, x *letter.Objective) error {
	versions, err := d.tx.GoalVersions(d.w.Org().ID, g.ID)
	for _, v := range slices.Backward(versions) {
		if strings.TrimSpace(v.Reason) == "" || v.Version > g.Version {
			continue
		}
		x.Said = append(x.Said, d.saidLine(v))
	}
	x.Said = x.Said[max(len(x.Said)-maxReasonsTold, 0):]
	return err
}

func (d drafter) saidLine(v store.GoalVersion) letter.Text {
	args := []any{"on", d.w.dayOf(v.At), "name", d.w.Name(org.PersonOwner(v.Actor)), "reason", strings.Join(strings.Fields(v.Reason), " ")}
	if v.Cause == "" {
		return letter.Say("letter.said_line", args...)
	}
	cause := letter.Say("letter.reason." + string(v.Cause))
	fr, en := letter.Say("letter.said_cause", append(args, "cause", cause.FR)...), letter.Say("letter.said_cause", append(args, "cause", cause.EN)...)
	return letter.Text{FR: fr.FR, EN: en.EN}
}

// checkpoints are looks at progress about once a month, with what the days before should have brought.
func (d drafter) checkpoints(g store.GoalRow, m measure.Metric) []letter.Checkpoint {
	span := g.Span()
	if span.Empty() || span.Open() {
		return nil
	}
	profile := d.w.Profile(g.Owner, span)
	if g.Linear {
		profile = period.Flat(span)
	}
	whole := profile.Weight(span)
	var list []letter.Checkpoint
	for _, on := range goal.Rhythm(span, min(max(span.Len()/4, 1), daysInMonth)) {
		for !d.w.Org().Calendar.Working(on) && on < span.Last() {
			on++
		}
		c := letter.Checkpoint{On: on}
		adds := m.Kind == measure.Sum || m.Kind == measure.Count
		if adds && g.Target.OK && m.Direction == measure.Up && whole > 0 {
			so := profile.Weight(period.Span{From: span.From, To: on})
			if part, err := measure.MulDiv(int64(g.Target.Amount), so, whole); err == nil {
				step := plan.Friendly(g.Target.Amount, 1)
				c.Expected = measure.Some((measure.Amount(part) + step/2) / step * step)
			}
		}
		list = append(list, c)
	}
	return list
}
