package stories

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"cordee/internal/app"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/sheet"
)

func init() {
	maps.Copy(byFirst, map[string]sentence{
		"deals": (*story).manyDeals, "task": (*story).setTask, "strengths": (*story).findStrengths, "pairs": (*story).pairUp, "look": (*story).look,
	})
	maps.Copy(bySecond, map[string]sentence{
		"grabs": (*story).actOnTask, "finishes": (*story).actOnTask, "returns": (*story).actOnTask, "declines": (*story).actOnTask,
		"shows": (*story).showStrength, "hides": (*story).showStrength, "objects": (*story).object,
		"pairs": (*story).setPairs, "meets": (*story).meet, "rests": (*story).rest,
	})
}

// deals NAME won N lost N in SEGMENT PERIOD: closed deals spread over the period
func (s *story) manyDeals(w words, _ line) error {
	won, lost, segment := count(w.after("won")), count(w.after("lost")), w.after("in")
	who, err := s.owner(w.next())
	if err != nil {
		return err
	}
	span, err := s.span(w.next())
	if err != nil {
		return err
	}
	var rows []sheet.ResultRow
	for i := range won + lost {
		kind := "deal_won"
		if i >= won {
			kind = "deal_lost"
		}
		rows = append(rows, sheet.ResultRow{
			Source: "crm", Ref: fmt.Sprint(who.ID, segment, i), Kind: kind, OccurredOn: span.From.AddDays(i % span.Len()), Amount: measure.Some(measure.Whole(100)),
			Credits: []sheet.CreditKey{{Owner: s.world().Ref(who), BP: measure.Hundred}}, Attrs: map[string]string{"segment": segment},
		})
	}
	_, err = s.app.Record(s.t.Context(), s.system(), rows)
	return err
}

// task KEY [worth N] [hard N] [in SEGMENT] [for GOAL]
func (s *story) setTask(w words, _ line) error {
	row := sheet.TaskRow{Attrs: map[string]string{}}
	if n := w.after("worth"); n != "" {
		row.Value = sheet.Val(measure.Some(measure.Whole(int64(count(n)))))
	}
	if n := w.after("hard"); n != "" {
		row.Difficulty = sheet.Val(n)
	}
	if v := w.after("in"); v != "" {
		row.Attrs["segment"] = v
	}
	if name := w.after("for"); name != "" {
		g, err := s.standing(name)
		if err != nil {
			return err
		}
		row.Goal = sheet.Val(g.Key)
	}
	row.Key = w.next()
	return s.take(sheet.Batch{Tasks: []sheet.TaskRow{row}})
}

// strengths are found
func (s *story) findStrengths(words, line) error {
	return s.app.FindStrengths(s.t.Context(), s.org.ID, s.clock.now())
}

// pairs are made
func (s *story) pairUp(words, line) error {
	return s.app.PairUp(s.t.Context(), s.org.ID, s.clock.now())
}

// poolOf is what somebody finds on their page of tasks.
func (s *story) poolOf(name string) (app.Pool, org.Actor, error) {
	actor, err := s.actor(name)
	if err != nil {
		return app.Pool{}, actor, err
	}
	v, err := s.app.Pool(s.t.Context(), actor, false)
	return v, actor, err
}

// NAME grabs | finishes | returns | declines TASK
func (s *story) actOnTask(w words, l line) error {
	v, actor, err := s.poolOf(w.next())
	if err != nil {
		return err
	}
	key := w.next()
	all, err := s.app.Export(s.t.Context(), s.system())
	if err != nil || !slices.ContainsFunc(all.Tasks, func(t sheet.TaskRow) bool { return t.Key == key }) {
		return unclear("no task %q (%v)", key, err)
	}
	var id org.ID
	for _, x := range slices.Concat(v.Suggested, v.Open, v.Mine, s.everywhere()) {
		if x.Key == key {
			id = x.ID
		}
	}
	do := map[string]func() error{
		"grabs": func() error { return s.app.TakeTask(s.t.Context(), actor, id) }, "finishes": func() error { return s.app.FinishTask(s.t.Context(), actor, id) },
		"returns": func() error { return s.app.HandBackTask(s.t.Context(), actor, id) }, "declines": func() error { return s.app.SetTaskAside(s.t.Context(), actor, id) },
	}
	return do[l.words[1]]()
}

// everywhere is every task on anybody's page.
func (s *story) everywhere() (list []app.PoolTask) {
	for _, p := range s.world().People {
		v, err := s.app.Pool(s.t.Context(), org.Actor{Org: s.org.ID, Person: p.ID, Role: p.Role, Kind: org.ByPerson}, false)
		if err == nil {
			list = slices.Concat(list, v.Suggested, v.Open, v.Mine)
		}
	}
	return list
}

// named are the values of somebody's named strengths, and the names they go by.
func (s *story) named(actor org.Actor) (values, names []string, err error) {
	own, err := s.app.OwnStrengths(s.t.Context(), actor)
	for _, f := range own.Findings {
		if f.Named {
			values, names = append(values, strings.Join(f.Values, "+")), append(names, app.FindingName(f))
		}
	}
	return values, names, err
}

// NAME shows | hides SEGMENT
func (s *story) showStrength(w words, l line) error {
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	values, names, err := s.named(actor)
	if err != nil {
		return err
	}
	name, i := "none", slices.Index(values, w.next())
	if i >= 0 {
		name = names[i]
	}
	return s.app.ShowStrength(s.t.Context(), actor, name, l.words[1] == "shows")
}

// NAME objects
func (s *story) object(w words, _ line) error {
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	return s.app.Choose(s.t.Context(), actor, func(c *app.OwnChoice) { c.NoStrengths = true })
}

// NAME rests: sits out of pairs
func (s *story) rest(w words, _ line) error {
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	return s.app.Choose(s.t.Context(), actor, func(c *app.OwnChoice) { c.NoPairs = true })
}

// NAME pairs TEAM: starts them
func (s *story) setPairs(w words, _ line) error {
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	team, err := s.owner(w.next())
	if err != nil {
		return err
	}
	return s.app.SetPairs(s.t.Context(), actor, team.ID, true, "Binômes tenus")
}

// NAME meets [because TEXT]
func (s *story) meet(w words, _ line) error {
	text := w.rest("because")
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	v, err := s.app.Pairs(s.t.Context(), actor)
	if err != nil {
		return err
	}
	if v.Now == nil {
		return unclear("no pair this week")
	}
	return s.app.WritePair(s.t.Context(), actor, v.Now.ID, [app.PairQuestions]string{text}, true)
}

// look NAME strengths | suggested | why | open | mine | ended | taken | team TEAM | pair | reads is VALUE, "nothing" for nothing
func (s *story) look(w words, l line) error {
	want := w.rest("is")
	team := w.after("team")
	v, actor, err := s.poolOf(w.next())
	if err != nil {
		return err
	}
	var got []string
	keys := func(list []app.PoolTask) {
		for _, x := range list {
			got = append(got, x.Key)
		}
	}
	what := w.next()
	switch {
	case team != "":
		got, err = s.shown(actor, team)
	case what == "strengths":
		got, _, err = s.named(actor)
	case what == "suggested":
		keys(v.Suggested)
	case what == "why" && len(v.Suggested) > 0:
		got = append(got, string(v.Suggested[0].Why))
	case what == "open":
		keys(slices.Concat(v.Suggested, v.Open))
	case what == "mine":
		keys(v.Mine)
	case what == "ended":
		keys(v.Ended)
	case what == "taken":
		keys(v.Taken)
	case what == "pair", what == "reads":
		got, err = s.paired(actor, what == "reads")
	default:
		return unclear("look at what? %s", l.text)
	}
	if err != nil {
		return err
	}
	if len(got) == 0 {
		got = []string{"nothing"}
	}
	slices.Sort(got)
	if list := strings.Join(got, ", "); list != want {
		return unclear("%s finds %s, not %s", l.words[1], list, want)
	}
	return nil
}

func (s *story) shown(actor org.Actor, team string) (got []string, err error) {
	o, err := s.owner(team)
	if err != nil {
		return nil, err
	}
	list, err := s.app.TeamStrengths(s.t.Context(), actor, o.ID)
	for _, x := range list {
		got = append(got, s.world().Name(org.PersonOwner(x.Person))+" "+strings.Join(x.Values, "+"))
	}
	return got, err
}

// paired is with whom somebody meets this week, or what those wrote.
func (s *story) paired(actor org.Actor, read bool) (got []string, err error) {
	v, err := s.app.Pairs(s.t.Context(), actor)
	if err != nil || v.Now == nil {
		return nil, err
	}
	for _, o := range v.Now.Theirs {
		if !read {
			got = append(got, s.world().Name(org.PersonOwner(o.Person)))
		} else if o.Answers[0] != "" {
			got = append(got, o.Answers[0])
		}
	}
	return got, nil
}
