package sheet

import (
	"fmt"
	"strings"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// decode reads one row into the batch, or among its broken rows when it has a problem.
func (w *row) decode() {
	b, broken := &w.r.batch, w.r.batch.brokenRows()
	switch w.p.table.kind {
	case Teams:
		keep(w, &b.Teams, &broken.Teams, w.team())
	case People:
		keep(w, &b.People, &broken.People, w.someone())
	case Memberships:
		keep(w, &b.Memberships, &broken.Memberships, w.membership())
	case Absences:
		keep(w, &b.Absences, &broken.Absences, w.absence())
	case Metrics:
		keep(w, &b.Metrics, &broken.Metrics, w.metric())
	case Goals:
		keep(w, &b.Goals, &broken.Goals, w.goal())
	case Steps:
		keep(w, &b.Steps, &broken.Steps, w.step())
	case Tasks:
		keep(w, &b.Tasks, &broken.Tasks, w.task())
	case Rates:
		keep(w, &b.Rates, &broken.Rates, w.rate())
	case Results:
		keep(w, &b.Results, &broken.Results, w.result())
	}
}

func keep[T any](w *row, to, broken *[]T, r T) {
	if w.bad {
		to = broken
	}
	*to = append(*to, r)
}

// unique refuses a key that another row of this import already has.
func (w *row) unique(field string, parts ...string) {
	if w.bad {
		return
	}
	id := string(w.p.table.kind) + "\x00" + strings.Join(parts, "\x00")
	if first, twice := w.r.keys[id]; twice {
		_, c, _ := w.cellOf(field)
		w.refuse(c, parts[len(parts)-1], fault.New(fault.Invalid, "key.duplicate", "row", first.Row, "file", first.File))
		return
	}
	w.r.keys[id] = w.at
}

func (w *row) team() TeamRow {
	t := TeamRow{
		At: w.at, Key: w.key("key"), Name: w.text("name", maxName), Parent: w.ref("parent"),
		Kind: w.choice("kind", teamKinds), Lead: w.person("lead"),
	}
	w.unique("key", t.Key)
	return t
}

func (w *row) someone() PersonRow {
	p := PersonRow{
		At: w.at, Key: w.key("key"), Name: w.text("name", maxName), Email: w.email("email"), Team: w.ref("team"),
		Role: w.choice("role", roles), StartOn: w.date("start_on"), EndOn: w.date("end_on"), RoleSince: w.date("role_since"),
		WorkingTime: w.share("working_time", fullShare), ExternalID: w.text("external_id", maxKey),
		Experience: w.whole("experience", org.MaxExperience), Ability: w.whole("ability", org.MaxAbility),
	}
	w.ordered("end_on", p.StartOn.V, p.EndOn.V, true)
	w.unique("key", p.Key)
	return p
}

// email refuses only what cannot be an address at all; whether it works is for the post to find out.
func (w *row) email(field string) Opt[string] {
	o := w.text(field, 254)
	name, host, ok := strings.Cut(o.V, "@")
	if o.V != "" && (!ok || name == "" || host == "" || strings.ContainsAny(o.V, " <>,;") || strings.Contains(host, "@")) {
		_, c, _ := w.cellOf(field)
		w.refuse(c, o.V, fault.New(fault.Invalid, "email.invalid"))
	}
	return o
}

// ordered refuses an end before its start; inclusive ends may be the same day.
func (w *row) ordered(field string, from, to period.Date, inclusive bool) {
	if from.IsZero() || to.IsZero() || to > from || (inclusive && to == from) { // a day that could not be read is zero
		return
	}
	_, c, _ := w.cellOf(field)
	w.refuse(c, to.String(), fault.New(fault.Invalid, "date.order", "from", from, "to", to))
}

func (w *row) membership() MembershipRow {
	m := MembershipRow{
		At: w.at, Person: w.personKey("person"), Team: w.key("team"), From: w.date("from").V, To: w.date("to").V,
		WorkingTime: w.share("working_time", 0),
	}
	if s, _, _ := w.cellOf("working_time"); s == "" {
		m.WorkingTime = Opt[measure.BP]{}
	}
	w.need("from", m.From.IsZero())
	w.ordered("to", m.From, m.To, false)
	return m
}

func (w *row) personKey(field string) string { return w.lookup(w.key(field)) }

func (w *row) absence() AbsenceRow {
	a := AbsenceRow{
		At: w.at, Person: w.personKey("person"), From: w.date("from").V, To: w.date("to").V,
		Share: w.share("share", fullShare).Or(fullShare),
	}
	w.need("from", a.From.IsZero())
	w.ordered("to", a.From, a.To, false)
	return a
}

func (w *row) metric() MetricRow {
	m := MetricRow{
		At: w.at, Key: w.key("key"), Name: w.text("name", maxName), Unit: w.text("unit", maxKey),
		Kind: w.choice("kind", metricKinds), Of: w.text("of", maxKey), Where: w.text("where", maxText),
		Numerator: w.ref("numerator"), Denominator: w.ref("denominator"),
		Direction: w.choice("direction", directions), Credit: w.choice("credit", creditRules),
	}
	w.unique("key", m.Key)
	return m
}

func (w *row) goal() GoalRow {
	g := GoalRow{
		At: w.at, Key: w.key("key"), Title: w.text("title", maxTitle), Tier: w.choice("tier", tiers),
		Owner: w.owner("owner"), Metric: w.ref("metric"),
		Baseline: w.amount("baseline"), Target: w.amount("target"), Floor: w.amount("floor"), Stretch: w.amount("stretch"),
		StartOn: w.date("start_on"), EndOn: w.date("end_on"), Parent: w.ref("parent"), Why: w.text("why", maxText),
		Origin: w.choice("origin", origins), Paid: w.flag("paid"), Status: w.choice("status", statuses),
		Relation: w.choice("relation", relations), Skills: w.text("skills", maxText), Helping: w.text("helping", maxText),
		Means: w.text("means", maxText), Guard: w.ref("guard"), Mode: w.choice("mode", modes), Learning: w.flag("learning"),
		Difficulty: w.choice("difficulty", difficulties),
	}
	w.ordered("end_on", g.StartOn.V, g.EndOn.V, true)
	w.unique("key", g.Key)
	return g
}

const (
	teamPrefix   = "team:"
	personPrefix = "person:"
)

// owner is "team:KEY" or "person:KEY"; French words for the two are understood.
func (w *row) owner(field string) Opt[string] {
	o := w.text(field, maxKey+len(personPrefix))
	if o.V == "" {
		return o
	}
	kind, key, _ := strings.Cut(o.V, ":")
	switch key = strings.TrimSpace(key); {
	case key != "" && (fold(kind) == "team" || fold(kind) == "equipe"):
		o.V = w.r.names.keep(teamPrefix + key)
	case key != "" && (fold(kind) == "person" || fold(kind) == "personne"):
		o.V = w.r.names.keep(personPrefix + w.lookup(key))
	default:
		_, c, _ := w.cellOf(field)
		w.refuse(c, o.V, fault.New(fault.Invalid, "owner.invalid"))
	}
	return o
}

func (w *row) step() StepRow {
	s := StepRow{
		At: w.at, Goal: w.key("goal"), Key: w.key("key"), Title: w.text("title", maxTitle), Owner: w.person("owner"),
		DueOn: w.date("due_on"), DoneOn: w.date("done_on"),
	}
	weight := w.amount("weight")
	s.Weight = Opt[measure.Amount]{V: weight.V.Amount, Set: weight.Set}
	if weight.Set && !weight.V.OK {
		s.Weight.V = measure.One
	}
	if !w.bad && s.Weight.Set && s.Weight.V < 0 {
		text, c, _ := w.cellOf("weight")
		w.refuse(c, text, fault.New(fault.Invalid, "number.negative"))
	}
	w.unique("key", s.Goal, s.Key)
	return s
}

func (w *row) task() TaskRow {
	t := TaskRow{
		At: w.at, Key: w.key("key"), Title: w.text("title", maxTitle), Kind: w.text("kind", maxKey), Stage: w.text("stage", maxKey),
		Value: w.amount("value"), Difficulty: w.text("difficulty", maxKey), Goal: w.ref("goal"), DueOn: w.date("due_on"),
		Attrs: w.attrs(),
	}
	w.unique("key", t.Key)
	return t
}

func (w *row) rate() RateRow {
	r := RateRow{At: w.at, Currency: w.currency("currency"), From: w.date("from").V, Rate: w.exchange("rate")}
	w.need("currency", r.Currency == "")
	w.need("rate", r.Rate == 0 && w.empty("rate"))
	w.need("from", r.From.IsZero())
	w.unique("currency", r.Currency, fmt.Sprint(int32(r.From)))
	return r
}

// currency is three letters, in capitals whatever was typed.
func (w *row) currency(field string) string {
	s, c, _ := w.cellOf(field)
	code := strings.ToUpper(s)
	if s != "" && (len(code) != 3 || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "") {
		w.refuse(c, s, fault.New(fault.Invalid, "currency.invalid"))
	}
	return w.r.names.keep(code)
}
