package stories

import (
	"fmt"
	"strings"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
)

// expect compares what a sentence promises with what is.
func (s *story) expect(l line) error {
	w := l.words[1:]
	if w[0] == "refused" {
		return s.expectRefused(w[1:])
	}
	if s.refusal != nil {
		return fmt.Errorf("the sentence before was refused: %s", explain(s.refusal))
	}
	switch {
	case w[0] == "duplicate":
		return same("outcome", s.outcome, app.Outcome{Duplicate: 1})
	case w[0] == "corrected":
		return same("outcome", s.outcome, app.Outcome{Corrected: 1})
	case w[0] == "accepted":
		return same("outcome", s.outcome, app.Outcome{Accepted: 1})
	case w[0] == "verify":
		return s.clean(s.company)
	case w[0] == "goal":
		return s.expectGoal(w[1:])
	case w[0] == "statement":
		return s.expectStatement(w[1:])
	case w[0] == "talk":
		return s.expectTalk(w[1:])
	case w[0] == "decide":
		return s.expectDecide(w[1:])
	case w[0] == "pack":
		return s.expectPack(w[1:])
	case w[0] == "next":
		return s.expectNext(w[1:])
	case w[0] == "share":
		return s.expectShare(w[1:])
	case w[0] == "how":
		return s.expectHow(w[1:])
	case w[0] == "board":
		return s.expectBoard(l)
	case len(w) > 4 && w[1] == "of":
		return s.expectTotal(w)
	}
	return unclear("no such expectation")
}

// expect refused CODE | expect refused duplicate
func (s *story) expectRefused(w words) error {
	code := w.next()
	if code == "duplicate" && s.refusal == nil {
		return same("outcome", s.outcome, app.Outcome{Duplicate: 1})
	}
	err := s.refusal
	s.refusal = nil
	if err == nil {
		return fmt.Errorf("nothing was refused")
	}
	if !fault.Is(err, code) {
		return fmt.Errorf("refused for another reason: %s", explain(err))
	}
	return nil
}

// expect goal NAME target|attained|expected|gap|pace|status|version ... | absent
func (s *story) expectGoal(w words) error {
	name := w.next()
	on, err := day(w.after("on"))
	if err != nil {
		return err
	}
	g, err := s.standingOn(name, on)
	if w.has("absent") {
		if err == nil {
			return fmt.Errorf("the goal is there")
		}
		return nil
	}
	if err != nil {
		return err
	}
	p := g.Progress
	switch what := w.next(); what {
	case "target":
		return s.expectAmount(w, g.Target)
	case "expected":
		return s.expectAmount(w, p.Expected)
	case "gap":
		return s.expectAmount(w, p.Gap)
	case "attained":
		return s.expectAttained(w, p)
	case "pace":
		return expectPace(w, p)
	case "status":
		return same("status", p.Status, goal.Status(w.next()))
	case "version":
		return same("version", fmt.Sprint(g.Version), w.next())
	case "origin":
		return same("origin", g.Origin, goal.Origin(w.next()))
	default:
		return unclear("a goal has no %q", what)
	}
}

// attained 25% [ahead of pace] | attained 15000 EUR | attained nothing
func (s *story) expectAttained(w words, p goal.Progress) error {
	if !strings.HasSuffix(w[0], "%") {
		return s.expectAmount(w, p.Attained)
	}
	a, err := w.amount()
	if err != nil {
		return err
	}
	if !p.HasAttainment {
		return fmt.Errorf("there is no attainment")
	}
	if err := same("attainment in 1/10,000", p.AttainmentBP, measure.BP(a/100)); err != nil || len(w) == 0 {
		return err
	}
	return expectPace(w, p)
}

func expectPace(w words, p goal.Progress) error {
	pace := goal.Pace(w.next())
	if pace == "silent" {
		pace = goal.NoPace
	}
	return same("pace", p.Pace, pace)
}

func (s *story) expectAmount(w words, got measure.Maybe) error {
	if w.has("nothing") {
		return same("amount", got.String(), "")
	}
	want, err := w.amount()
	if err != nil {
		return err
	}
	if err := same("amount", got.String(), want.String()); err != nil {
		return err
	}
	return w.done()
}

// expect METRIC of WHO in PERIOD AMOUNT [UNIT]
func (s *story) expectTotal(w words) error {
	days, err := s.span(w.after("in"))
	if err != nil {
		return err
	}
	name := w.after("of")
	owner, err := s.owner(name)
	if err != nil {
		return err
	}
	ask := app.BoardAsk{Metric: w.next(), From: days.From, To: days.Last()}
	if owner.Kind == org.OwnerTeam {
		ask.Under, ask.ByTeam = name, true
	}
	b, err := s.app.Board(s.t.Context(), s.system(), ask)
	if err != nil {
		return err
	}
	got := b.Total
	for _, row := range b.Rows {
		if row.Owner == owner {
			got = row.Value
		}
	}
	return s.expectAmount(w, got)
}

// expect board METRIC PERIOD [by team] [under TEAM] [by attainment] : RANK NAME VALUE, ...
func (s *story) expectBoard(l line) error {
	question, list, ok := strings.Cut(l.text, ":")
	if !ok {
		return unclear("a board lists its rows after a colon")
	}
	w := words(strings.Fields(question))[2:]
	ask := app.BoardAsk{Under: w.after("under")}
	switch by := w.after("by"); by {
	case "":
	case "team":
		ask.ByTeam = true
	case "attainment":
		ask.ByAttainment = true
	default:
		return unclear("a board is not by %q", by)
	}
	ask.Metric = w.next()
	days, err := s.span(w.next())
	if err != nil {
		return err
	}
	ask.From, ask.To = days.From, days.Last()
	b, err := s.app.Board(s.t.Context(), s.system(), ask)
	if err != nil {
		return err
	}
	var rows, want []string
	for _, r := range b.Rows {
		rows = append(rows, boardRow(r, ask.ByAttainment))
	}
	for row := range strings.SplitSeq(list, ",") {
		want = append(want, strings.Join(strings.Fields(row), " "))
	}
	return same("board", strings.Join(rows, ", "), strings.Join(want, ", "))
}

func boardRow(r app.BoardRow, byAttainment bool) string {
	rank, value := fmt.Sprint(r.Rank), r.Value.String()
	if byAttainment && r.HasGoal {
		value = (measure.Amount(r.AttainmentBP) * 100).String() + "%"
	}
	if !r.Value.OK || byAttainment && !r.HasGoal {
		value = "nothing"
	}
	if r.Rank == 0 {
		rank = "-"
	}
	return fmt.Sprintf("%s %s %s", rank, r.Key, value)
}

func same[T comparable](what string, got, want T) error {
	if got != want {
		return fmt.Errorf("%s: %v, not %v", what, got, want)
	}
	return nil
}
