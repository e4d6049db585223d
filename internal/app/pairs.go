package app

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/insight"
	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/store"
)

// Bounds of a pair's sheet.
const (
	PairQuestions = 4
	maxAnswer     = 600 // characters
	repeatWeeks   = 8   // before the same two meet again, as far as possible
)

// PairUp puts the members of each team that wants it two by two for this week (SCIENCE A18): once a week, whoever is away or sits out
// left alone, those who met lately kept apart.
func (a *App) PairUp(ctx context.Context, o org.ID, now time.Time) error {
	wanted := false
	err := a.read(ctx, org.System(o), org.ReadOrg, func(r *Reading) error {
		p, err := practiceOf(r.tx, o)
		wanted = len(p.PairTeams) > 0
		return err
	})
	if err != nil || !wanted {
		return err
	}
	return a.write(ctx, org.System(o), func(u *Unit) error {
		practice, err := practiceOf(u.tx, o)
		if err != nil {
			return err
		}
		today := u.World.Today(now)
		week := u.World.Org().Calendar.Week(today).From
		past, err := u.tx.PairsSince(o, week.AddDays(-7*repeatWeeks))
		if err != nil {
			return err
		}
		for _, g := range u.World.meeting(practice, past, week) {
			if err := u.pairUp(g, past, week, today); err != nil {
				return err
			}
		}
		return nil
	})
}

// circle is a team whose members meet, or the first of several when they meet across.
type circle struct {
	team   org.ID
	people []org.ID
}

// meeting are the circles that have no pairs in a week yet.
func (w *World) meeting(p Practice, past []store.Pair, week period.Date) []circle {
	var out []circle
	for _, team := range p.PairTeams {
		if _, ok := w.Team(team); !ok || slices.ContainsFunc(past, func(x store.Pair) bool { return x.Week == week && (x.Team == team || p.PairsAcross) }) {
			continue
		}
		c := circle{team: team}
		for _, s := range w.MembersDuring(team, period.Days(week, week.AddDays(6))) {
			c.people = append(c.people, s.Person)
		}
		if t, _ := w.Team(team); t.Lead != 0 && !slices.Contains(c.people, t.Lead) && p.PairsAcross {
			c.people = append(c.people, t.Lead)
		}
		if p.PairsAcross && len(out) > 0 {
			out[0].people = append(out[0].people, c.people...)
			continue
		}
		out = append(out, c)
	}
	return out
}

func (u *Unit) pairUp(c circle, past []store.Pair, week, today period.Date) error {
	choices, err := u.tx.OwnChoices(u.org())
	if err != nil {
		return err
	}
	slices.Sort(c.people)
	var mates []insight.Mate
	for _, id := range slices.Compact(c.people) {
		p, _ := u.World.Person(id)
		out := slices.ContainsFunc(choices, func(x OwnChoice) bool { return x.Person == id && x.NoPairs })
		if out || p.Erased || p.StartOn > today || !p.EndOn.IsZero() && p.EndOn < today || u.World.awayAllWeek(id, max(week, today), week.AddDays(7)) {
			continue
		}
		mates = append(mates, insight.Mate{ID: id, Months: monthsSince(u.World.inRoleSince(p), today)})
	}
	seed := uint64(org.DerivedID("pairs", c.team.String(), week.String()))
	for _, group := range insight.Pairs(mates, sinceMet(past, week), seed) {
		x := store.Pair{ID: newID(), Team: c.team, Week: week}
		for _, id := range group {
			x.Members = append(x.Members, store.PairMember{Person: id})
		}
		if err := u.tx.InsertPair(u.org(), x); err != nil {
			return err
		}
		if err := u.note("pair.made", "pair", x.ID, map[string]any{"team": c.team.String()}); err != nil {
			return err
		}
	}
	return nil
}

// awayAllWeek tells whether somebody has no working day between two days, the second excluded.
func (w *World) awayAllWeek(person org.ID, from, to period.Date) bool {
	for d := from; d < to; d++ {
		if w.Org().Calendar.Working(d) && !w.awayOn(person, d) {
			return false
		}
	}
	return true
}

// monthsSince is how many months lie between two days, none when the first is not known.
func monthsSince(from, to period.Date) int {
	if from.IsZero() || from > to {
		return 0
	}
	return (to.Year()-from.Year())*12 + int(to.Month()) - int(from.Month())
}

// sinceMet tells how many weeks ago two people last met, 0 for not lately.
func sinceMet(past []store.Pair, week period.Date) func(a, b org.ID) int {
	last := map[[2]org.ID]int{}
	for _, p := range past { // oldest first: the latest stays
		for i, x := range p.Members {
			for _, y := range p.Members[:i] {
				last[[2]org.ID{min(x.Person, y.Person), max(x.Person, y.Person)}] = int(week-p.Week) / 7
			}
		}
	}
	return func(a, b org.ID) int { return last[[2]org.ID{min(a, b), max(a, b)}] }
}

// PairSheet is what two people wrote for each other.
type PairSheet struct {
	store.Pair
	Mine   [PairQuestions]string
	Theirs []PairPage
	Met    bool // the reader said so
}

// PairPage is what one of the others wrote.
type PairPage struct {
	Person  org.ID
	Answers [PairQuestions]string
	Met     bool
}

// PairTeam is a team whose pairs the reader may switch on or off.
type PairTeam struct {
	Team org.Team
	On   bool
}

// PairsView is the page of the reader's pairs. What is written there only its members read.
type PairsView struct {
	World  *World
	Today  period.Date
	Now    *PairSheet  // this week's
	Before []PairSheet // newest first
	Choice OwnChoice
	Wanted bool       // a team of the reader's meets two by two
	Teams  []PairTeam // that the reader leads
}

const shownPairs = 12

// Pairs reads the actor's own.
func (a *App) Pairs(ctx context.Context, actor org.Actor) (v PairsView, err error) {
	err = a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		if actor.Person == 0 {
			return fault.New(fault.Forbidden, "access.forbidden", "action", "pairs")
		}
		return r.pairs(&v)
	})
	return v, err
}

func (r *Reading) pairs(v *PairsView) error {
	v.World, v.Today = r.World, r.Today
	practice, err := practiceOf(r.tx, r.Actor.Org)
	if err != nil {
		return err
	}
	me := r.Actor.Person
	if v.Choice, err = choiceOf(r.tx, r.Actor.Org, me); err != nil {
		return err
	}
	v.Wanted = slices.ContainsFunc(practice.PairTeams, func(t org.ID) bool { return r.World.Under(me, t, r.Today) })
	for _, t := range r.World.Teams {
		led := t.Lead == me || len(r.World.Children(t.ID)) == 0 && t.Kind != org.Company && r.World.LeadsTeam(me, t.ID)
		if led && t.Kind != org.Group {
			v.Teams = append(v.Teams, PairTeam{Team: t, On: practice.Pairs(t.ID)})
		}
	}
	list, err := r.tx.PairsOf(r.Actor.Org, me)
	if err != nil {
		return err
	}
	week := r.World.Org().Calendar.Week(r.Today).From
	for _, p := range list {
		s, err := sheetOf(p, me)
		if err != nil {
			return err
		}
		switch {
		case p.Week == week && v.Now == nil:
			v.Now = &s
		case len(v.Before) < shownPairs:
			v.Before = append(v.Before, s)
		}
	}
	return nil
}

func sheetOf(p store.Pair, me org.ID) (PairSheet, error) {
	s := PairSheet{Pair: p}
	for _, m := range p.Members {
		answers, err := answersOf(m.Answers)
		if err != nil {
			return s, err
		}
		if m.Person == me {
			s.Mine, s.Met = answers, !m.Ended.IsZero()
			continue
		}
		s.Theirs = append(s.Theirs, PairPage{Person: m.Person, Answers: answers, Met: !m.Ended.IsZero()})
	}
	return s, nil
}

func answersOf(body string) (a [PairQuestions]string, err error) {
	if body != "" {
		err = json.Unmarshal([]byte(body), &a)
	}
	return a, err
}

// WritePair keeps what the actor writes for the others of their pair; met says that the twenty minutes took place. When all have said
// so, the pair counts: one result, each their part, and a step of a team's objective that waits for it.
func (a *App) WritePair(ctx context.Context, actor org.Actor, id org.ID, answers [PairQuestions]string, met bool) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.personOnly("pairs"); err != nil {
			return err
		}
		p, err := u.tx.Pair(u.org(), id)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(p.Members, func(m store.PairMember) bool { return m.Person == actor.Person })
		if i < 0 {
			return notFound("pair")
		}
		m := &p.Members[i]
		if m.Answers, err = keepAnswers(answers); err != nil {
			return err
		}
		if met && m.Ended.IsZero() {
			m.Ended = u.World.Today(u.At)
		}
		if err := u.tx.PutPairMember(u.org(), id, *m); err != nil {
			return err
		}
		if !p.Ended.IsZero() || slices.ContainsFunc(p.Members, func(m store.PairMember) bool { return m.Ended.IsZero() }) {
			return nil
		}
		return u.completed(p)
	})
}

func keepAnswers(answers [PairQuestions]string) (string, error) {
	for i := range answers {
		answers[i] = strings.TrimSpace(answers[i])
		if utf8.RuneCountInString(answers[i]) > maxAnswer {
			return "", fault.Bad("answer", "pair.answer_long", "max", maxAnswer)
		}
		if !utf8.ValidString(answers[i]) {
			return "", fault.Bad("answer", "org.text_invalid")
		}
	}
	b, err := json.Marshal(answers)
	return string(b), err
}

// completed counts a pair for everybody above: the result is credited to its members in equal parts.
func (u *Unit) completed(p store.Pair) error {
	today := u.World.Today(u.At)
	if err := u.tx.EndPair(u.org(), p.ID, today); err != nil {
		return err
	}
	row := sheet.ResultRow{Source: "cordee", Ref: "pair-" + p.ID.String(), Kind: PairDone, OccurredOn: today}
	weights := make([]int64, len(p.Members))
	for i := range weights {
		weights[i] = 1
	}
	for i, part := range measure.Split(measure.Amount(measure.Hundred), weights) {
		who := u.World.Ref(org.PersonOwner(p.Members[i].Person))
		row.Credits = append(row.Credits, sheet.CreditKey{Owner: who, BP: measure.BP(part)})
	}
	if err := u.postOwn(row); err != nil {
		return err
	}
	if err := u.pairStep(p.Team, today); err != nil {
		return err
	}
	return u.note("pair.done", "pair", p.ID, map[string]any{"team": p.Team.String()})
}

// postOwn posts a result that the program itself observed.
func (u *Unit) postOwn(row sheet.ResultRow) error {
	ready, err := u.World.resolve([]sheet.ResultRow{row}, func(ledger.Result) error { return nil })
	if err != nil {
		return err
	}
	ps := &poster{unit: u, sums: newSums(u, u.World.meters)}
	if err := ps.load([][]incoming{ready}); err != nil {
		return err
	}
	if _, err := ps.post(ready, 0); err != nil {
		return err
	}
	return ps.write()
}

// pairSteps begin the keys of steps that a completed pair ticks.
var pairSteps = []string{"pair", "binome", "binôme"}

// pairStep ticks the next step that waits for a pair, on an objective made of steps that the team or one above it carries.
func (u *Unit) pairStep(team org.ID, today period.Date) error {
	rows, err := u.tx.GoalsOf(u.org(), u.World.Above(team), today, today)
	if err != nil {
		return err
	}
	for _, g := range rows {
		if g.Status != goal.Published || u.World.metricOf(g.Goal).Kind != measure.Steps {
			continue
		}
		steps, err := u.tx.Steps(u.org(), []org.ID{g.ID})
		if err != nil {
			return err
		}
		for _, s := range steps {
			waits := slices.ContainsFunc(pairSteps, func(k string) bool { return strings.HasPrefix(strings.ToLower(s.Key), k) })
			if waits && s.Done.IsZero() {
				return u.markStep(s, true)
			}
		}
	}
	return nil
}
