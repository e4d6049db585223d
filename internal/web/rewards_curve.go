package web

import (
	"slices"
	"strconv"
	"strings"

	"cordee/internal/app"
	"cordee/internal/chart"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/reward"
	"cordee/internal/web/ui"
)

// ruleTeller puts a rule into words and drawings: with the reader's words, the names of objectives and the units of metrics.
type ruleTeller struct {
	teller
	rule  reward.Rule
	world *app.World
	goals map[org.ID]app.Standing // those the reader may open
}

func (v *visit) ruleTeller(r reward.Rule, goals map[org.ID]app.Standing) ruleTeller {
	return ruleTeller{teller: v.teller(), rule: r.Norm(), world: v.world, goals: goals}
}

// unit is what the reward is counted in.
func (t ruleTeller) unit() string { return rewardUnit(t.rule.Kind, t.rule.Unit) }

func rewardUnit(k reward.Kind, currency string) string {
	switch k {
	case reward.Money:
		return currency
	case reward.Points:
		return "points"
	case reward.TimeOff:
		return "days"
	case reward.Badge, reward.Training, reward.Career:
	}
	return ""
}

// gives is a quantity of the reward in words; of what is obtained or not, its name.
func (t ruleTeller) gives(a measure.Amount) string {
	return t.given(t.rule.Kind, t.rule.Unit, t.rule.Label, a)
}

func (t teller) given(k reward.Kind, currency, label string, a measure.Amount) string {
	switch {
	case k.Counted():
		return t.Value(a, rewardUnit(k, currency))
	case a > 0:
		return label
	case a < 0:
		return t.T("web.reward.taken", "label", label)
	}
	return t.T("web.reward.not_yet")
}

// percentOf prints a number that is percent.
func (t ruleTeller) percentOf(a measure.Amount) string { return t.Value(a, measure.Percent) }

// subject names what is judged, for the reader: "votre chiffre d'affaires" on their own page, else "le chiffre d'affaires de chacun".
func (t ruleTeller) subject(s reward.Subject, mine bool) string {
	if m, ok := t.world.Metric(s.Metric); ok {
		if mine {
			return t.T("web.reward.subject_mine", "metric", lowerFirst(t.metricName(m.Metric)))
		}
		return t.T("web.reward.subject_own", "metric", lowerFirst(t.metricName(m.Metric)))
	}
	if g, ok := t.goals[s.Goal]; ok {
		return goalSubject(t.teller, t.world, g.Title, g.Owner)
	}
	return t.T("web.reward.subject_hidden")
}

// goalSubject names an objective and whose it is, unless its title says so already.
func goalSubject(t teller, w *app.World, title string, o org.Owner) string {
	owner := w.Name(o)
	if strings.Contains(title, owner) {
		return title
	}
	return t.T("web.reward.subject_goal", "title", title, "owner", owner)
}

// unitOf is what a subject is counted in.
func (t ruleTeller) unitOf(s reward.Subject) string {
	if m, ok := t.world.Metric(s.Metric); ok {
		return m.Unit
	}
	return t.goals[s.Goal].Metric.Unit
}

// bound is a bound of a curve: percent of the target, or an amount.
func (t ruleTeller) bound(c reward.Curve, of reward.Subject, a measure.Amount) string {
	if c.Axis == reward.OnAmount {
		return t.Value(a, t.unitOf(of))
	}
	return t.percentOf(a)
}

// ofBase is so much percent of a part's weight in the base, as a quantity.
func (t ruleTeller) ofBase(base measure.Amount, weight measure.BP, percent measure.Amount) measure.Amount {
	whole, err := measure.MulDiv(int64(base), int64(weight), int64(measure.Hundred))
	if err != nil {
		return 0
	}
	part, err := measure.MulDiv(whole, int64(percent), int64(measure.Whole(100)))
	if err != nil {
		return 0
	}
	return measure.Amount(part)
}

// curveWords says a curve as one would to a colleague, a sentence a turn.
func (t ruleTeller) curveWords(p reward.Part, base measure.Amount) (lines []string) {
	c := p.Curve
	pays := func(percent measure.Amount) string { return t.gives(t.ofBase(base, p.Weight, percent)) }
	say := func(key string, args ...any) { lines = append(lines, t.T("web.reward.curve."+key, args...)) }
	switch {
	case c.Mode == reward.Linear && c.Axis == reward.OnAmount && len(c.Tiers) > 0:
		say("rate", "rate", t.percentOf(c.Tiers[0].Rate))
	case c.Mode == reward.Linear:
		if c.Threshold > 0 {
			say("threshold", "from", t.percentOf(c.Threshold))
		}
		say("full", "amount", pays(measure.Whole(100)))
		if rate := c.Accelerator.Or(measure.Whole(100)); rate > 0 {
			say("beyond", "amount", pays(rate/100))
		} else {
			say("level")
		}
	case c.Mode == reward.Flat:
		for _, tier := range c.Tiers {
			say("flat", "from", t.bound(c, p.Of, tier.From), "amount", pays(tier.Rate))
		}
	default:
		for i, tier := range c.Tiers {
			lines = append(lines, t.tierWords(p, base, i, tier))
		}
	}
	if c.Cap.OK {
		most := c.Cap.Amount
		if c.DrawsOnBase() {
			most = t.ofBase(base, p.Weight, most)
		}
		say("cap", "amount", t.gives(most))
	}
	return lines
}

// tierWords says one stretch of a curve whose tiers are rates.
func (t ruleTeller) tierWords(p reward.Part, base measure.Amount, i int, tier reward.Tier) string {
	c := p.Curve
	args := []any{"from", t.bound(c, p.Of, tier.From), "rate", t.percentOf(tier.Rate), "amount", t.gives(t.ofBase(base, p.Weight, tier.Rate/100))}
	key := string(c.Mode)
	if !c.DrawsOnBase() {
		key += "_amount"
	}
	if c.Mode == reward.Marginal && i+1 < len(c.Tiers) {
		return t.T("web.reward.curve."+key+"_to", append(args, "to", t.bound(c, p.Of, c.Tiers[i+1].From))...)
	}
	return t.T("web.reward.curve."+key, args...)
}

// drawn is one curve of a rule with its words.
type drawn struct {
	title string
	lines []string
	chart ui.ChartProps
	curve chart.Curve
}

// drawings are the curves of one side of a rule. Measures that share a curve on attainment are drawn as one.
func (t ruleTeller) drawings(parts []reward.Part, base measure.Amount) (list []drawn) {
	if len(parts) == 0 || !t.rule.Kind.Counted() {
		return nil
	}
	if together(parts) {
		all := parts[0]
		all.Weight = measure.Hundred
		d := t.draw(all, base, t.T("web.reward.curve.all"))
		if len(parts) == 1 {
			d.title = capital(t.subject(parts[0].Of, false))
		}
		return []drawn{d}
	}
	for _, p := range parts {
		list = append(list, t.draw(p, base, capital(t.subject(p.Of, false))))
	}
	return list
}

// together tells whether parts are judged by attainment on one and the same curve.
func together(parts []reward.Part) bool {
	return !slices.ContainsFunc(parts, func(p reward.Part) bool {
		return p.Curve.Axis == reward.OnAmount || !sameCurve(p.Curve, parts[0].Curve)
	})
}

func sameCurve(a, b reward.Curve) bool {
	return a.Axis == b.Axis && a.Mode == b.Mode && a.Threshold == b.Threshold && a.Accelerator == b.Accelerator && a.Cap == b.Cap && slices.Equal(a.Tiers, b.Tiers)
}

func (t ruleTeller) draw(p reward.Part, base measure.Amount, title string, here ...measure.Amount) drawn {
	d := drawn{title: title, lines: t.curveWords(p, base)}
	c := p.Curve
	paid := func(y measure.Amount) measure.Amount {
		if c.DrawsOnBase() {
			return t.ofBase(base, p.Weight, y)
		}
		return y
	}
	d.curve = chart.Curve{Title: title, Desc: strings.Join(d.lines, " ")}
	var most, far measure.Amount
	for _, s := range reward.Samples(c, here...) {
		y := paid(s.Y)
		most, far = max(most, y), max(far, s.X)
		d.curve.Spots = append(d.curve.Spots, chart.Spot{X: float(s.X), Y: float(y)})
	}
	t.names(&d.curve, p, most, far, paid)
	return d
}

// names puts the words on a curve: where it begins, 100 %, where it turns, the cap, the figures at its sides.
func (t ruleTeller) names(c *chart.Curve, p reward.Part, most, far measure.Amount, paid func(measure.Amount) measure.Amount) {
	k := p.Curve
	tick := func(a measure.Amount, label string) chart.Tick { return chart.Tick{At: float(a), Label: label} }
	if k.Axis == reward.OnAmount {
		for i := range int64(4) {
			x := measure.Amount(int64(far) * i / 3)
			c.XTicks = append(c.XTicks, tick(x, t.Compact(x, t.unitOf(p.Of))))
		}
	} else {
		c.Full = chart.LevelAt(100, t.percentOf(measure.Whole(100)))
		for x := measure.Amount(0); x <= far; x += measure.Whole(50) {
			c.XTicks = append(c.XTicks, tick(x, t.percentOf(x)))
		}
	}
	if k.Mode == reward.Linear && k.Axis == reward.OnAttainment && k.Threshold > 0 {
		c.Threshold = chart.LevelAt(float(k.Threshold), t.T("web.reward.curve.threshold_mark", "from", t.percentOf(k.Threshold)))
	}
	if k.Mode != reward.Linear {
		for _, tier := range k.Tiers {
			if tier.From > 0 && !(k.Axis == reward.OnAttainment && tier.From == measure.Whole(100)) {
				c.Turns = append(c.Turns, tick(tier.From, t.shortBound(k, p.Of, tier.From)))
			}
		}
	}
	if k.Cap.OK {
		limit := paid(k.Cap.Amount)
		c.Cap = chart.LevelAt(float(limit), t.T("web.reward.curve.cap_mark", "amount", t.gives(limit)))
	}
	full := paid(measure.Whole(100))
	c.YTicks = []chart.Tick{tick(0, t.Compact(0, t.unit()))}
	if k.DrawsOnBase() && full > 0 && full*5 > most {
		c.YTicks = append(c.YTicks, tick(full, t.Compact(full, t.unit())))
	}
	if most > full+full/4 || !k.DrawsOnBase() {
		c.YTicks = append(c.YTicks, tick(most, t.Compact(most, t.unit())))
	}
}

func (t ruleTeller) shortBound(c reward.Curve, of reward.Subject, a measure.Amount) string {
	if c.Axis == reward.OnAmount {
		return t.Compact(a, t.unitOf(of))
	}
	return t.percentOf(a)
}

// warnings puts what deserves a second thought into words, each said once.
func (t ruleTeller) warnings(list []reward.Warning) (lines []string) {
	for _, w := range list {
		at := t.percentOf(w.At)
		if p, ok := t.partAt(w.Place); ok {
			at = t.bound(reward.Curve{Axis: w.Axis}, p.Of, w.At)
		}
		by := t.Number(w.By)
		if w.Code == reward.Cliff || w.Code == reward.WeightLow || w.Code == reward.WeightLight {
			by = t.percentOf(w.By)
		}
		if line := t.T("web.reward.warn."+string(w.Code), "at", at, "by", by); !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return lines
}

// partAt finds the part that a place names: "each.parts.1.curve".
func (t ruleTeller) partAt(place string) (p reward.Part, ok bool) {
	words := strings.Split(place, ".")
	if len(words) < 3 {
		return p, false
	}
	var parts []reward.Part
	switch {
	case words[0] == "each" && t.rule.Each != nil:
		parts = t.rule.Each.Parts
	case words[0] == "pot" && t.rule.Pot != nil:
		parts = t.rule.Pot.Parts
	}
	i, err := strconv.Atoi(words[2])
	if err != nil || i < 0 || i >= len(parts) {
		return p, false
	}
	return parts[i], true
}
