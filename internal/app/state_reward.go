package app

import (
	"time"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/period"
	"cordee/internal/reward"
	"cordee/internal/store"
)

// SubjectState is what is judged: a named objective, or everybody's own objectives on a metric.
type SubjectState struct {
	Goal string `json:"goal,omitempty" doc:"Key of a named objective."`
	Own  string `json:"own,omitempty" doc:"Key of a metric: everybody's own objectives on it within the rule's days."`
}

// GateState is a condition without which nothing is obtained.
type GateState struct {
	Of SubjectState  `json:"of"`
	At measure.Maybe `json:"at" doc:"Attainment of at least so much, in percent; null: the objective is attained."`
}

// PartState is one measure of a reward.
type PartState struct {
	Of     SubjectState `json:"of"`
	Weight measure.BP   `json:"weight" doc:"In ten-thousandths; all parts that draw on the base sum to 10000."`
	Curve  reward.Curve `json:"curve"`
}

// EachState is what everybody obtains on their own.
type EachState struct {
	Base  measure.Amount `json:"base"`
	Parts []PartState    `json:"parts"`
}

// PotState is what the group obtains together, and how it is shared.
type PotState struct {
	Base     measure.Amount `json:"base"`
	Parts    []PartState    `json:"parts"`
	Split    reward.Split   `json:"split"`
	Together measure.Maybe  `json:"together"`
	Mind     SubjectState   `json:"mind"`
}

// RuleText is one version of a rule with keys instead of ids: what the API and the command line read and write.
type RuleText struct {
	Key     string         `json:"key"`
	Title   string         `json:"title"`
	Why     string         `json:"why,omitempty"`
	Kind    reward.Kind    `json:"kind" enum:"amount,points,time_off,badge,training,career_step"`
	Unit    string         `json:"unit,omitempty" doc:"Currency of an amount."`
	Label   string         `json:"label,omitempty"`
	To      string         `json:"to" doc:"person:KEY or team:KEY."`
	StartOn period.Date    `json:"start_on"`
	EndOn   period.Date    `json:"end_on" doc:"Last day, included."`
	Every   reward.Cadence `json:"every,omitempty" enum:"end,month,quarter"`
	Gates   []GateState    `json:"gates,omitempty"`
	Each    *EachState     `json:"each,omitempty"`
	Pot     *PotState      `json:"pot,omitempty"`
}

// RuleStanding is a rule's text with where it stands.
type RuleStanding struct {
	RuleText
	Version int       `json:"version"`
	Edition int       `json:"edition"`
	State   RuleState `json:"state" enum:"draft,announced,running,over,withdrawn"`
	People  int       `json:"people"`
}

// keyring finds keys of objectives and metrics, either way. A failure of the database is kept and told at the end.
type keyring struct {
	w   *World
	tx  *store.Tx
	may func(goal.Goal) bool // whether the reader may see an objective
	err error
}

func (k *keyring) subject(s reward.Subject) (of SubjectState) {
	if s.Own() {
		m, _ := k.w.Metric(s.Metric)
		return SubjectState{Own: m.Key}
	}
	if s.Goal == 0 {
		return of
	}
	g, err := k.tx.Goal(k.w.Org().ID, s.Goal)
	if k.found(err) && k.may(g.Goal) {
		of.Goal = g.Key
	}
	return of
}

// found tells whether a row is there.
func (k *keyring) found(err error) bool {
	if err != nil && fault.KindOf(err) != fault.NotFound {
		k.err = err
	}
	return err == nil
}

func (k *keyring) read(s SubjectState, l *fault.List) (of reward.Subject) {
	if s.Own != "" {
		m, ok := k.w.MetricByKey(s.Own)
		if !ok {
			l.Add(fault.Bad("own", "metric.unknown", "key", s.Own))
		}
		of.Metric = m.ID
	}
	if s.Goal != "" {
		g, err := k.tx.GoalByKey(k.w.Org().ID, s.Goal)
		if !k.found(err) || !k.may(g.Goal) {
			l.Add(fault.Bad("goal", "goal.unknown", "key", s.Goal))
		}
		of.Goal = g.ID
	}
	return of
}

func (k *keyring) parts(list []reward.Part) []PartState {
	out := make([]PartState, len(list))
	for i, p := range list {
		out[i] = PartState{k.subject(p.Of), p.Weight, p.Curve}
	}
	return out
}

func (k *keyring) readParts(list []PartState, l *fault.List) []reward.Part {
	out := make([]reward.Part, len(list))
	for i, p := range list {
		out[i] = reward.Part{Of: k.read(p.Of, l), Weight: p.Weight, Curve: p.Curve}
	}
	return out
}

// text is a rule with keys.
func (k *keyring) text(r reward.Rule) RuleText {
	t := RuleText{
		Key: r.Key, Title: r.Title, Why: r.Why, Kind: r.Kind, Unit: r.Unit, Label: r.Label, To: k.w.Ref(r.To),
		StartOn: r.Start, EndOn: r.End, Every: r.Every,
	}
	for _, g := range r.Gates {
		t.Gates = append(t.Gates, GateState{k.subject(g.Of), g.At})
	}
	if r.Each != nil {
		t.Each = &EachState{r.Each.Base, k.parts(r.Each.Parts)}
	}
	if r.Pot != nil {
		t.Pot = &PotState{r.Pot.Base, k.parts(r.Pot.Parts), r.Pot.Split, r.Pot.Together, k.subject(r.Pot.Mind)}
	}
	return t
}

// rule is a text with ids, or every key that names nothing.
func (k *keyring) rule(t RuleText) (reward.Rule, error) {
	var l fault.List
	to, ok := k.w.OwnerByRef(t.To)
	if !ok {
		l.Add(fault.Bad("to", "person.unknown", "key", t.To))
	}
	r := reward.Rule{
		Key: t.Key, Title: t.Title, Why: t.Why, Kind: t.Kind, Unit: t.Unit, Label: t.Label, To: to, Start: t.StartOn, End: t.EndOn, Every: t.Every,
	}
	for _, g := range t.Gates {
		r.Gates = append(r.Gates, reward.Gate{Of: k.read(g.Of, &l), At: g.At})
	}
	if t.Each != nil {
		r.Each = &reward.Each{Base: t.Each.Base, Parts: k.readParts(t.Each.Parts, &l)}
	}
	if t.Pot != nil {
		r.Pot = &reward.Pot{Base: t.Pot.Base, Parts: k.readParts(t.Pot.Parts, &l), Split: t.Pot.Split, Together: t.Pot.Together, Mind: k.read(t.Pot.Mind, &l)}
	}
	if k.err != nil {
		return r, k.err
	}
	return r, l.OrNil()
}

// LineStanding is one part of a reward for one person.
type LineStanding struct {
	Of     SubjectState   `json:"of"`
	Weight measure.BP     `json:"weight"`
	Value  measure.Maybe  `json:"value"`
	Target measure.Maybe  `json:"target"`
	Brings measure.Amount `json:"brings" doc:"Before presence and the last rounding, at four decimals."`
	Steps  []reward.Step  `json:"steps,omitempty"`
	Note   reward.Note    `json:"note,omitempty"`
}

// ShareStanding is what a rule gives one person to date.
type ShareStanding struct {
	Rule     string         `json:"rule"`
	Version  int            `json:"version"`
	Person   string         `json:"person"`
	On       period.Date    `json:"on"`
	Kind     reward.Kind    `json:"kind"`
	Unit     string         `json:"unit,omitempty"`
	Entitled measure.Amount `json:"entitled"`
	Paid     measure.Amount `json:"paid"`
	Due      measure.Amount `json:"due"`
	Obtained bool           `json:"obtained"`
	Closed   bool           `json:"closed" doc:"Every objective looked at is decided: nothing here is provisional."`
	Lines    []LineStanding `json:"lines,omitempty"`
	Steps    []reward.Step  `json:"steps,omitempty"`
}

// AwardStanding is one award or one adjustment.
type AwardStanding struct {
	ID         string         `json:"id"`
	Rule       string         `json:"rule"`
	Version    int            `json:"version"`
	Person     string         `json:"person"`
	From       period.Date    `json:"from"`
	To         period.Date    `json:"to" doc:"Last day of the part, included."`
	Number     int            `json:"number" doc:"0: the award; 1 and more: adjustments of it, in order."`
	Cause      AwardCause     `json:"cause" enum:"grant,late,contest"`
	Kind       reward.Kind    `json:"kind"`
	Unit       string         `json:"unit,omitempty"`
	Label      string         `json:"label,omitempty"`
	Amount     measure.Amount `json:"amount"`
	State      AwardState     `json:"state" enum:"nothing,waiting,approved,exported"`
	GrantedAt  time.Time      `json:"granted_at"`
	ExportedAt *time.Time     `json:"exported_at"`
}

// PayoutStanding is one batch handed to payroll.
type PayoutStanding struct {
	ID     string          `json:"id"`
	At     time.Time       `json:"at"`
	Awards []AwardStanding `json:"awards"`
}
