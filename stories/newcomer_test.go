package stories

import (
	"fmt"
	"slices"
	"strings"

	"cordee/internal/app"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/plan"
	"cordee/internal/sheet"
)

// plainly says a sentence by its code: stories speak of what is proposed, not of its words.
func plainly(n plan.Note, _ string) string { return n.Code }

// PERSON knows N months [ability N]: experience before joining
func (s *story) know(w words, _ line) error {
	row := sheet.PersonRow{Key: w.next()}
	if a := w.after("ability"); a != "" {
		row.Ability = sheet.Val(count(a))
	}
	row.Experience = sheet.Val(count(w.next()))
	return s.take(sheet.Batch{People: []sheet.PersonRow{row}})
}

func count(word string) int {
	n := 0
	_, _ = fmt.Sscan(word, &n)
	return n
}

// PERSON becomes ROLE from DATE
func (s *story) become(w words, _ line) error {
	row := sheet.PersonRow{Key: w.next()}
	row.Role = sheet.Val(w.next())
	from, err := day(w.after("from"))
	row.RoleSince = sheet.Val(from)
	if err != nil {
		return err
	}
	return s.take(sheet.Batch{People: []sheet.PersonRow{row}})
}

// PERSON sends pack to PERSON [only KEY] [number AMOUNT]
func (s *story) sendPack(w words, _ line) error {
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	who, err := s.owner(w.after("to"))
	if err != nil {
		return err
	}
	pick := app.Pick{All: true, Number: map[string]measure.Amount{}}
	if key := w.after("only"); key != "" {
		pick.All, pick.Keys = false, []string{key}
	}
	if text := w.after("number"); text != "" {
		a, _, err := measure.Parse(text)
		if err != nil {
			return unclear("%q is no number", text)
		}
		pick.Number["outcome.team"] = a
	}
	_, err = s.app.ProposePack(s.t.Context(), actor, who.ID, pick, plainly)
	return err
}

// PERSON takes next after GOAL [as NAME]
func (s *story) takeNext(w words, _ line) error {
	name := w.after("as")
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	g, err := s.standing(w.after("after"))
	if err != nil {
		return err
	}
	id, err := s.app.TakeNext(s.t.Context(), actor, g.ID, plainly)
	if err != nil || name == "" {
		return err
	}
	v, err := s.app.Goal(s.t.Context(), actor, id)
	s.goals[name] = v.Standing.Key
	return err
}

// PERSON repeats OWNER METRIC TARGET every month|quarter|year same|revision [paid] as NAME
func (s *story) repeat(w words, _ line) error {
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	owner, err := s.owner(w.next())
	if err != nil {
		return err
	}
	f := app.TemplateForm{Kind: app.TemplateRecurring, Name: w.after("as"), Every: w.after("every")}
	f.Recurring = app.Recurring{Owner: s.world().Ref(owner), Paid: w.has("paid"), Why: "chaque période compte", Metric: w.next()}
	a, err := w.amount()
	if err != nil {
		return err
	}
	f.Recurring.Target, f.Recurring.Rule = measure.Some(a), w.next()
	_, err = s.app.SaveTemplate(s.t.Context(), actor, f)
	return err
}

// PERSON prepares NAME PERIOD [as GOAL]
func (s *story) prepare(w words, _ line) error {
	goalName := w.after("as")
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	name := w.next()
	span, err := s.span(w.next())
	if err != nil {
		return err
	}
	list, _, err := s.app.Templates(s.t.Context(), s.system())
	if err != nil {
		return err
	}
	for _, t := range list {
		if t.Name != name {
			continue
		}
		id, err := s.app.PrepareNext(s.t.Context(), actor, t.ID, span.From)
		if err != nil {
			return err
		}
		v, err := s.app.Goal(s.t.Context(), actor, id)
		s.goals[goalName] = v.Standing.Key
		return err
	}
	return unclear("no template %q", name)
}

// PERSON copies TEAM METRIC PERIOD; PERSON spreads TEAM METRIC FULL PERIOD: an objective for each of a team's people
func (s *story) batch(w words, l line) error {
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	team, err := s.owner(w.next())
	if err != nil {
		return err
	}
	f := app.BatchForm{BatchAsk: app.BatchAsk{Team: team.ID, Metric: w.next(), Last: l.words[1] == "copies"}, Title: "Le trimestre", Why: "pour tenir ensemble"}
	if !f.Last {
		a, err := w.amount()
		if err != nil {
			return err
		}
		f.Full = measure.Some(a)
	}
	if f.Span, err = s.span(w.next()); err != nil {
		return err
	}
	made, err := s.app.AssignBatch(s.t.Context(), actor, f)
	if err != nil {
		return err
	}
	for _, id := range made {
		v, err := s.app.Goal(s.t.Context(), s.system(), id)
		if err != nil {
			return err
		}
		s.goals[s.world().OwnerKey(v.Standing.Owner)] = v.Standing.Key
	}
	return nil
}

// expect decide PERSON floating|awaiting|due|over|sets|gapped|looks : NAME [WORD], ... | nothing
func (s *story) expectDecide(w words) error {
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	d, err := s.app.Decide(s.t.Context(), actor, plainly)
	if err != nil {
		return err
	}
	var got []string
	name := func(o org.Owner) string { return strings.TrimPrefix(s.world().OwnerKey(o), "team:") }
	standings := func(list []app.Standing) {
		for _, g := range list {
			got = append(got, name(g.Owner))
		}
	}
	switch what := w.next(); what {
	case "floating":
		for _, f := range d.Floating {
			got = append(got, f.Person.Key+" "+string(f.Reason))
		}
	case "awaiting":
		standings(d.Awaiting)
	case "over":
		standings(d.Over)
	case "short":
		for _, x := range d.Short {
			got = append(got, name(x.Owner))
		}
	case "sets":
		for _, g := range d.Sets {
			got = append(got, name(g.Owner))
		}
	case "gapped":
		for _, g := range d.Gapped {
			got = append(got, name(g.Owner))
		}
	case "looks":
		for _, g := range d.Looks {
			got = append(got, name(g.Owner))
		}
	case "due":
		for _, x := range d.Due {
			got = append(got, x.Body.Title+" "+x.Target.String())
		}
	default:
		return unclear("nobody decides %q", what)
	}
	return sameList(got, w)
}

// sameList compares what was found with ": A, B" or ": nothing".
func sameList(got []string, w words) error {
	slices.Sort(got)
	want := strings.TrimSpace(strings.TrimPrefix(strings.Join(w, " "), ":"))
	if want == "nothing" {
		want = ""
	}
	return same("list", strings.Join(got, ", "), want)
}

// expect pack PERSON as MANAGER : KEY[=TARGET], ...
func (s *story) expectPack(w words) error {
	actor, err := s.actor(w.after("as"))
	if err != nil {
		return err
	}
	who, err := s.owner(w.next())
	if err != nil {
		return err
	}
	f, err := s.app.PackFor(s.t.Context(), actor, who.ID, plainly)
	if err != nil {
		return err
	}
	var got []string
	for _, d := range f.Pack.Drafts {
		text := d.Key
		if d.Metric.Key != "" {
			text += "=" + d.Target.String()
		}
		got = append(got, text)
	}
	return sameList(got, w)
}

// expect next PERSON : KIND TARGET|DIFFICULTY, ... | nothing
func (s *story) expectNext(w words) error {
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	list, err := s.app.NextSteps(s.t.Context(), actor)
	if err != nil {
		return err
	}
	var got []string
	for _, n := range list {
		text := string(n.Kind) + " " + fmt.Sprint(n.Difficulty)
		if n.Kind == plan.HigherNumber {
			text = string(n.Kind) + " " + n.Target.String()
		}
		got = append(got, text)
	}
	return sameList(got, w)
}
