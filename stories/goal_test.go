package stories

import (
	"strings"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
)

// goal OWNER METRIC TARGET [UNIT] PERIOD [tier T] [as KEY] [under KEY] [from BASELINE] [floor N] [stretch N] [paid]
// goal OWNER steps PERIOD ...
// The same key again revises it.
func (s *story) setGoal(w words, _ line) error {
	name := w.next()
	row := sheet.GoalRow{Key: w.after("as")}
	if row.Key == "" {
		row.Key = name
	}
	owner, err := s.owner(name)
	if err != nil {
		return err
	}
	row.Owner, row.Tier = sheet.Val("person:"+name), sheet.Val(string(goal.Individual))
	if owner.Kind == org.OwnerTeam {
		row.Owner, row.Tier = sheet.Val("team:"+name), sheet.Val(string(goal.Collective))
	}
	if tier := w.after("tier"); tier != "" {
		row.Tier = sheet.Val(tier)
	}
	if parent := w.after("under"); parent != "" {
		row.Parent = sheet.Val(s.goalKey(parent))
	}
	row.Paid = sheet.Val(w.has("paid"))
	for name, to := range map[string]*sheet.Opt[measure.Maybe]{"from": &row.Baseline, "floor": &row.Floor, "stretch": &row.Stretch} {
		if text := w.after(name); text != "" {
			a, _, err := measure.Parse(strings.TrimSuffix(text, "%"))
			if err != nil {
				return unclear("%s %q is no amount", name, text)
			}
			*to = sheet.Val(measure.Some(a))
		}
	}
	if metric := w.next(); metric != "steps" {
		row.Metric = sheet.Val(metric)
		if w[0] != "none" {
			target, err := w.amount()
			if err != nil {
				return err
			}
			row.Target = sheet.Val(measure.Some(target))
		} else {
			w.next()
		}
	}
	days, err := s.span(w.next())
	if err != nil {
		return err
	}
	row.StartOn, row.EndOn = sheet.Val(days.From), sheet.Val(days.Last())
	if err := w.done(); err != nil {
		return err
	}
	err = s.take(sheet.Batch{Goals: []sheet.GoalRow{row}})
	if err == nil {
		s.goals[name], s.goals[row.Key] = row.Key, row.Key
	}
	return err
}

func (s *story) goalKey(name string) string {
	if key, ok := s.goals[name]; ok {
		return key
	}
	return name
}

// cascade GOAL to PERSON:WEIGHT ...: parts that sum exactly, sent as proposals
func (s *story) cascade(w words, _ line) error {
	top, err := s.standing(w.next())
	if err != nil {
		return err
	}
	w.has("to")
	var people []org.Owner
	var weights []int64
	for len(w) > 0 {
		name, weight, _ := strings.Cut(w.next(), ":")
		owner, err := s.owner(name)
		if err != nil {
			return err
		}
		n, _, err := measure.Parse(weight)
		if err != nil {
			return unclear("%q is no weight", weight)
		}
		people, weights = append(people, owner), append(weights, int64(n))
	}
	parts := map[org.ID]measure.Amount{}
	for i, part := range measure.Split(top.Target.Amount, weights) {
		parts[people[i].ID] = part
	}
	if err := s.app.SendParts(s.t.Context(), s.system(), top.ID, parts); err != nil {
		return err
	}
	return s.rememberParts(top)
}

// rememberParts lets the story speak of a part by its owner's name.
func (s *story) rememberParts(top app.Standing) error {
	all, w, err := s.app.Goals(s.t.Context(), s.system(), app.GoalFilter{})
	for _, g := range all {
		if g.Parent == top.ID && g.Owner.Kind == org.OwnerPerson {
			s.goals[w.OwnerKey(g.Owner)] = g.Key
		}
	}
	return err
}

// standing is a goal, by its key or its owner's name, with where it stands today.
func (s *story) standing(name string) (app.Standing, error) { return s.standingOn(name, 0) }

// standingOn is the same as of another day, zero for today.
func (s *story) standingOn(name string, on period.Date) (app.Standing, error) {
	all, _, err := s.app.Goals(s.t.Context(), s.system(), app.GoalFilter{On: on})
	if err != nil {
		return app.Standing{}, err
	}
	for _, g := range all {
		if g.Key == s.goalKey(name) {
			return g, nil
		}
	}
	return app.Standing{}, unclear("there is no goal %q", name)
}

// PERSON proposes|sets METRIC TARGET [UNIT] PERIOD [as KEY] [under KEY] [for OWNER] [paid]
func (s *story) propose(w words, l line) error {
	why := w.said()
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	g := goal.Goal{Key: w.after("as"), Tier: goal.Individual, Owner: org.PersonOwner(actor.Person), Paid: w.has("paid")}
	if other := w.after("for"); other != "" {
		if g.Owner, err = s.owner(other); err != nil {
			return err
		}
	}
	if tier := w.after("tier"); tier != "" {
		g.Tier = goal.Tier(tier)
	}
	if l.words[1] == "proposes" {
		g.Status = goal.Proposed
	}
	if parent := w.after("under"); parent != "" {
		top, err := s.standing(parent)
		if err != nil {
			return err
		}
		g.Parent = top.ID
	}
	m, ok := s.world().MetricByKey(w.next())
	if !ok {
		return unclear("no such metric")
	}
	g.Metric = m.ID
	target, err := w.amount()
	if err != nil {
		return err
	}
	g.Target = measure.Some(target)
	days, err := s.span(w.next())
	if err != nil {
		return err
	}
	g.Start, g.End, g.Title = days.From, days.Last(), l.text
	if g.Key == "" {
		g.Key = "g-" + l.words[0]
	}
	_, err = s.app.SaveGoal(s.t.Context(), actor, g, why)
	if err == nil {
		s.goals[s.world().OwnerKey(g.Owner)] = g.Key
	}
	return err
}

// PERSON counters GOAL TARGET [UNIT]
func (s *story) counter(w words, _ line) error {
	why := w.said()
	actor, g, err := s.change(&w)
	if err != nil {
		return err
	}
	return s.app.Counter(s.t.Context(), actor, g, why)
}

// PERSON revises GOAL TARGET [UNIT] [paid] [mode MODE]
func (s *story) revise(w words, _ line) error {
	why := w.said()
	actor, g, err := s.change(&w)
	if err != nil {
		return err
	}
	_, err = s.app.SaveGoal(s.t.Context(), actor, g, why)
	return err
}

func (s *story) change(w *words) (org.Actor, goal.Goal, error) {
	actor, err := s.actor(w.next())
	if err != nil {
		return actor, goal.Goal{}, err
	}
	st, err := s.standing(w.next())
	if err != nil {
		return actor, goal.Goal{}, err
	}
	g := st.Goal
	g.Paid = g.Paid || w.has("paid")
	if mode := w.after("mode"); mode != "" {
		g.Mode = goal.Mode(mode)
	}
	target, err := w.amount()
	g.Target = measure.Some(target)
	return actor, g, err
}

// PERSON agrees|publishes|withdraws|closes [to] [GOAL]
func (s *story) answer(w words, l line) error {
	why := w.said()
	name := w.next()
	actor, err := s.actor(name)
	if err != nil {
		return err
	}
	w.has("to")
	if which := w.next(); which != "" {
		name = which
	}
	g, err := s.standing(name)
	if err != nil {
		return err
	}
	answers := map[string]app.Answer{"agrees": app.Agree, "publishes": app.Publish, "withdraws": app.Withdraw, "approves": app.Approve, "closes": app.Close, "assigns": app.Assign}
	return s.app.AnswerGoal(s.t.Context(), actor, g.ID, g.Version, answers[l.words[1]], why)
}

// step GOAL KEY [weight N] [by PERSON] [due DATE]
func (s *story) setStep(w words, _ line) error {
	row := sheet.StepRow{}
	if text := w.after("weight"); text != "" {
		a, _, err := measure.Parse(text)
		if err != nil {
			return unclear("%q is no weight", text)
		}
		row.Weight = sheet.Val(a)
	}
	if owner := w.after("by"); owner != "" {
		row.Owner = sheet.Val(owner)
	}
	due, err := day(w.after("due"))
	if err != nil {
		return err
	}
	row.DueOn = sheet.Val(due)
	row.Goal, row.Key = s.goalKey(w.next()), w.next()
	return s.take(sheet.Batch{Steps: []sheet.StepRow{row}})
}

// done GOAL KEY [by PERSON]
func (s *story) markStep(w words, _ line) error {
	actor, err := s.actor(w.after("by"))
	if err != nil {
		return err
	}
	g, err := s.standing(w.next())
	if err != nil {
		return err
	}
	key := w.next()
	for _, step := range g.Steps {
		if step.Key == key {
			return s.app.MarkStep(s.t.Context(), actor, g.ID, step.ID, true)
		}
	}
	return unclear("there is no step %q", key)
}
