package web

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/reward"
)

// A rule's form names its fields as the rule's own check names them, "each.parts.0.weight", so that each problem finds its field.
// Parts that share a curve read it once, from "each.curve"; a part of its own curve has it at "each.parts.1.curve".

// ruleForm reads a form into a rule. What cannot be read is gathered in wrong.
type ruleForm struct {
	t      typed
	world  *app.World
	today  period.Date
	french bool
	wrong  fault.List
}

// rows is how many rows of a name the form has.
func (t typed) rows(name string) (n int) {
	for t.starts(name + "." + strconv.Itoa(n) + ".") {
		n++
	}
	return n
}

func (t typed) starts(prefix string) bool {
	for k := range t.Values {
		if strings.HasPrefix(k, prefix) {
			return true
		}
	}
	return false
}

// compact forgets rows in which none of the fields is filled in, and moves the others up.
func (t typed) compact(name string, fields ...string) {
	kept := 0
	for i := range t.rows(name) {
		from := name + "." + strconv.Itoa(i) + "."
		filled := slices.ContainsFunc(fields, func(f string) bool { return t.text(from+f) != "" })
		if filled {
			t.move(from, name+"."+strconv.Itoa(kept)+".")
			kept++
			continue
		}
		t.move(from, "")
	}
}

// move renames all fields that begin with from; to nothing forgets them.
func (t typed) move(from, to string) {
	if from == to {
		return
	}
	moved := map[string][]string{}
	for k, v := range t.Values {
		if rest, ok := strings.CutPrefix(k, from); ok {
			moved[to+rest] = v
			t.Del(k)
		}
	}
	if to == "" {
		return
	}
	for k, v := range moved {
		t.Values[k] = v
	}
}

func (f *ruleForm) amount(name string) measure.Maybe {
	text := f.t.text(name)
	if text == "" {
		return measure.Maybe{}
	}
	a, rounded, err := measure.ParseLocal(text, f.french)
	if err == nil && rounded {
		err = fault.New(fault.Invalid, "amount.too_precise", "value", text)
	}
	f.wrong.Add(onField(name, err))
	return measure.Maybe{Amount: a, OK: err == nil}
}

// share reads percent into basis points.
func (f *ruleForm) share(name string) measure.BP {
	a := f.amount(name).Amount
	if a < 0 || a > measure.Whole(100) || a%100 != 0 {
		f.wrong.Add(fault.Bad(name, "web.share_range"))
		return 0
	}
	return measure.BP(a / 100)
}

// rule reads the whole form.
func (f *ruleForm) rule() reward.Rule {
	t := f.t
	r := reward.Rule{Title: t.text("title"), Why: t.text("why"), Kind: reward.Kind(t.text("kind")), Label: t.text("label"), Every: reward.Cadence(t.text("every"))}
	if r.Kind == reward.Money {
		r.Unit = f.world.Org().Currency
	}
	if to := t.text("to"); to != "" {
		o, err := ownerNamed(f.world, "to", to, f.today)
		f.wrong.Add(err)
		r.To = o
	}
	var err error
	r.Start, r.End, err = goalForm{Period: t.text("period"), StartOn: t.text("start_on"), EndOn: t.text("end_on")}.dates(f.french, f.world.Org().Calendar)
	f.wrong.Add(err)
	f.gates(&r)
	if t.Get("each") == "yes" {
		r.Each = &reward.Each{Base: f.amount("each.base").Amount, Parts: f.parts("each", r.Kind.Counted())}
	}
	if t.Get("pot") == "yes" && r.Kind.Counted() {
		r.Pot = f.pot()
	}
	return r
}

func (f *ruleForm) gates(r *reward.Rule) {
	f.t.compact("gates", "of", "at")
	for i := range f.t.rows("gates") {
		at := "gates." + strconv.Itoa(i)
		r.Gates = append(r.Gates, reward.Gate{Of: f.subject(at + ".of"), At: f.amount(at + ".at")})
	}
}

func (f *ruleForm) pot() *reward.Pot {
	p := &reward.Pot{Base: f.amount("pot.base").Amount, Parts: f.parts("pot", true), Together: f.amount("pot.together"), Mind: f.subject("pot.mind")}
	p.Split = reward.Split{Equal: f.share("pot.equal"), Time: f.share("pot.time"), Contribution: f.share("pot.contribution")}
	return p
}

// parts reads the measures of one side of a rule. A single one weighs everything.
func (f *ruleForm) parts(side string, counted bool) (list []reward.Part) {
	f.t.compact(side+".parts", "of")
	n := f.t.rows(side + ".parts")
	var common reward.Curve
	if counted {
		common = f.curve(side + ".curve")
	}
	for i := range n {
		at := side + ".parts." + strconv.Itoa(i)
		p := reward.Part{Of: f.subject(at + ".of"), Weight: measure.Hundred, Curve: common}
		switch {
		case !counted:
			if from := f.amount(at + ".from"); from.OK {
				p.Curve = reward.Curve{Axis: reward.OnAttainment, Mode: reward.Flat, Tiers: []reward.Tier{{From: from.Amount, Rate: measure.Whole(100)}}}
			}
		case f.t.text(at+".curve.shape") != "":
			p.Curve = f.curve(at + ".curve")
		}
		if counted && n > 1 && p.Curve.DrawsOnBase() {
			p.Weight = f.share(at + ".weight")
		}
		list = append(list, p)
	}
	return list
}

// curve reads one curve. What its shape does not use is not read.
func (f *ruleForm) curve(at string) reward.Curve {
	axis, mode, _ := strings.Cut(f.t.text(at+".shape"), "-")
	c := reward.Curve{Axis: reward.Axis(axis), Mode: reward.Mode(mode), Cap: f.amount(at + ".cap")}
	switch {
	case c.Mode == reward.Linear && c.Axis == reward.OnAmount:
		c.Tiers = []reward.Tier{{Rate: f.amount(at + ".rate").Amount}}
	case c.Mode == reward.Linear:
		c.Threshold, c.Accelerator = f.amount(at+".threshold").Amount, f.amount(at+".accelerator")
	default:
		f.t.compact(at+".tiers", "from", "rate")
		for i := range f.t.rows(at + ".tiers") {
			row := at + ".tiers." + strconv.Itoa(i)
			c.Tiers = append(c.Tiers, reward.Tier{From: f.amount(row + ".from").Amount, Rate: f.amount(row + ".rate").Amount})
		}
	}
	return c
}

// subject reads what is judged: "goal-ID" is one objective, "own-KEY" each one's own objective of a metric.
func (f *ruleForm) subject(name string) (s reward.Subject) {
	kind, value, _ := strings.Cut(f.t.text(name), "-")
	switch kind {
	case "goal":
		s.Goal, _ = org.ParseID(value)
	case "own":
		if m, ok := f.world.MetricByKey(value); ok {
			s.Metric = m.ID
		}
	}
	return s
}

// knownRule is a rule as its form shows it.
func (v *visit) knownRule(r reward.Rule) typed {
	t := known("title", r.Title, "why", r.Why, "kind", string(r.Kind), "label", r.Label, "every", string(r.Every), "period", customPeriod)
	if !r.Start.IsZero() {
		t.Set("start_on", r.Start.String())
		t.Set("end_on", r.End.String())
		for _, k := range []period.Kind{period.Month, period.Quarter, period.Semester, period.Year} {
			if c := v.world.Org().Calendar; c.Of(k, r.Start) == r.Span() {
				t.Set("period", c.Name(k, r.Start))
			}
		}
	}
	if r.To.ID != 0 {
		t.Set("to", v.world.Ref(r.To))
	}
	for i, g := range r.Gates {
		at := "gates." + strconv.Itoa(i)
		t.Set(at+".of", v.subjectText(g.Of))
		t.Set(at+".at", v.typedMaybe(g.At))
	}
	if r.Each != nil {
		t.Set("each", "yes")
		t.Set("each.base", v.typedMaybe(someOf(r.Each.Base)))
		v.knownParts(t, "each", r.Each.Parts, r.Kind.Counted())
	}
	if r.Pot != nil {
		t.Set("pot", "yes")
		t.Set("pot.base", v.typedMaybe(someOf(r.Pot.Base)))
		v.knownParts(t, "pot", r.Pot.Parts, true)
		s := r.Pot.Split
		for name, part := range map[string]measure.BP{"equal": s.Equal, "time": s.Time, "contribution": s.Contribution} {
			t.Set("pot."+name, v.Number(measure.Amount(part)*100))
		}
		t.Set("pot.together", v.typedMaybe(r.Pot.Together))
		t.Set("pot.mind", v.subjectText(r.Pot.Mind))
	}
	return t
}

// someOf is an amount that is there unless it is nought.
func someOf(a measure.Amount) measure.Maybe { return measure.Maybe{Amount: a, OK: a != 0} }

func (v *visit) typedMaybe(m measure.Maybe) string {
	if !m.OK {
		return ""
	}
	return v.Number(m.Amount)
}

func (v *visit) subjectText(s reward.Subject) string {
	if m, ok := v.world.Metric(s.Metric); ok {
		return "own-" + m.Key
	}
	if s.Goal != 0 {
		return "goal-" + s.Goal.String()
	}
	return ""
}

func (v *visit) knownParts(t typed, side string, parts []reward.Part, counted bool) {
	for i, p := range parts {
		at := side + ".parts." + strconv.Itoa(i)
		t.Set(at+".of", v.subjectText(p.Of))
		t.Set(at+".weight", "")
		if p.Weight > 0 {
			t.Set(at+".weight", v.Number(measure.Amount(p.Weight)*100))
		}
		switch {
		case !counted:
			if p.Curve.Mode == reward.Flat && len(p.Curve.Tiers) > 0 {
				t.Set(at+".from", v.Number(p.Curve.Tiers[0].From))
			}
		case i == 0:
			v.knownCurve(t, side+".curve", p.Curve)
		case !reflect.DeepEqual(p.Curve, parts[0].Curve):
			v.knownCurve(t, at+".curve", p.Curve)
		}
	}
}

func (v *visit) knownCurve(t typed, at string, c reward.Curve) {
	t.Set(at+".shape", string(c.Axis)+"-"+string(c.Mode))
	t.Set(at+".cap", v.typedMaybe(c.Cap))
	switch {
	case c.Mode == reward.Linear && c.Axis == reward.OnAmount:
		if len(c.Tiers) > 0 {
			t.Set(at+".rate", v.Number(c.Tiers[0].Rate))
		}
	case c.Mode == reward.Linear:
		t.Set(at+".threshold", v.Number(c.Threshold))
		t.Set(at+".accelerator", v.typedMaybe(c.Accelerator))
	default:
		for i, tier := range c.Tiers {
			row := at + ".tiers." + strconv.Itoa(i)
			t.Set(row+".from", v.Number(tier.From))
			t.Set(row+".rate", v.Number(tier.Rate))
		}
	}
}
