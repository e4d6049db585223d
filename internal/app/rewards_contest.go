package app

import (
	"context"
	"strings"
	"unicode/utf8"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/reward"
	"cordee/internal/store"
)

// maxContest bounds what a contest and its answer say; maxContestLine, the line it is about.
const maxContest, maxContestLine = 4_000, 300

// ContestAward says that a line of one's own award is not right. Refusals: contest.text_missing, contest.too_late, contest.open_already.
func (a *App) ContestAward(ctx context.Context, actor org.Actor, award org.ID, line, text string) (org.ID, error) {
	var id org.ID
	line, text = strings.TrimSpace(line), strings.TrimSpace(text)
	err := a.write(ctx, actor, func(u *Unit) error {
		r := u.look()
		x, err := u.tx.Award(u.org(), award)
		if err != nil {
			return err
		}
		if !actor.Is(x.Person) {
			if !r.mayReadReward(x.Person) {
				return notFound("award")
			}
			return fault.New(fault.Forbidden, "contest.not_yours")
		}
		if err := checkContest(line, text); err != nil {
			return err
		}
		list, err := r.awardViews([]store.Award{x})
		if err != nil {
			return err
		}
		days, err := settingOf(u.tx, u.org())
		switch {
		case err != nil:
			return err
		case r.Today > list[0].ContestBy:
			return fault.New(fault.Conflict, "contest.too_late", "on", list[0].ContestBy)
		case !list[0].MayContest:
			return fault.New(fault.Conflict, "contest.open_already")
		}
		id = newID()
		c := store.Contest{ID: id, Award: award, Person: actor.Person, Line: line, Text: text, At: u.At.UnixMicro(), Due: r.Today.AddDays(days.Days())}
		if err := u.tx.InsertContest(u.org(), c); err != nil {
			return err
		}
		return u.note("contest.opened", "award", award, nil)
	})
	return id, err
}

func checkContest(line, text string) error {
	var l fault.List
	if text == "" {
		l.Add(fault.Bad("text", "contest.text_missing"))
	}
	if utf8.RuneCountInString(text) > maxContest {
		l.Add(fault.Bad("text", "goal.text_too_long", "max", maxContest))
	}
	if utf8.RuneCountInString(line) > maxContestLine {
		l.Add(fault.Bad("line", "goal.text_too_long", "max", maxContestLine))
	}
	return l.OrNil()
}

// AnswerContest answers, with words always. A correction is added to the award as another one, which is approved like the rest; it never
// takes anything away. Refusals: contest.answer_missing, contest.amount_wrong, contest.answered, award.own.
func (a *App) AnswerContest(ctx context.Context, actor org.Actor, id org.ID, d ContestDecision, answer string, amount measure.Maybe) error {
	answer = strings.TrimSpace(answer)
	return a.write(ctx, actor, func(u *Unit) error {
		c, err := u.tx.Contest(u.org(), id)
		if err != nil {
			return err
		}
		r := u.look()
		switch {
		case !r.mayReadReward(c.Person):
			return notFound("contest")
		case actor.Is(c.Person):
			return fault.New(fault.Forbidden, "award.own")
		}
		if err := u.World.Can(actor, org.ApproveAward, org.PersonObject(c.Person), r.Today); err != nil {
			return err
		}
		if c.Decision != "" {
			return fault.New(fault.Conflict, "contest.answered")
		}
		x, err := u.tx.Award(u.org(), c.Award)
		if err != nil {
			return err
		}
		if err := checkAnswer(d, answer, amount, x); err != nil {
			return err
		}
		c.Decision, c.Answer, c.AnsweredBy, c.AnsweredAt = string(d), answer, actor.Person, u.At.UnixMicro()
		if d == ContestCorrected {
			c.Amount = amount.Amount
			if err := u.correct(x, c); err != nil {
				return err
			}
		}
		if err := u.tx.AnswerContest(u.org(), c); err != nil {
			return err
		}
		return u.note("contest.answered", "award", c.Award, map[string]any{"decision": string(d)})
	})
}

func checkAnswer(d ContestDecision, answer string, amount measure.Maybe, x store.Award) error {
	var l fault.List
	switch d {
	case ContestKept, ContestFacts:
	case ContestCorrected:
		if !amount.OK || amount.Amount <= 0 {
			l.Add(fault.Bad("amount", "contest.amount_wrong"))
		} else if exact, err := rounded(amount.Amount, reward.Rule{Kind: reward.Kind(x.Kind), Unit: x.Unit}); err != nil || exact != amount.Amount {
			l.Add(fault.Bad("amount", "contest.amount_wrong"))
		}
	default:
		l.Add(fault.Bad("decision", "choice.unknown", "value", string(d), "allowed", string(ContestKept+", "+ContestFacts+", "+ContestCorrected)))
	}
	if answer == "" {
		l.Add(fault.Bad("answer", "contest.answer_missing"))
	}
	if utf8.RuneCountInString(answer) > maxContest {
		l.Add(fault.Bad("answer", "goal.text_too_long", "max", maxContest))
	}
	return l.OrNil()
}

// rounded is an amount at the decimals of what a rule brings.
func rounded(a measure.Amount, r reward.Rule) (measure.Amount, error) {
	unit := int64(measure.One)
	for range minorOf(r) {
		unit /= 10
	}
	n, err := measure.MulDiv(int64(a), 1, unit)
	return measure.Amount(n * unit), err
}

// correct adds what a contest brings to an award.
func (u *Unit) correct(x store.Award, c store.Contest) error {
	marks, err := u.tx.AwardMarks(u.org(), x.Rule, x.Version)
	if err != nil {
		return err
	}
	g := given{marks: marks}
	g.count()
	more := x
	more.ID, more.Seq, more.Cause, more.At = newID(), g.seq[partOf{x.Person, x.On}], string(AwardContest), u.At.UnixMicro()
	more.Amount = c.Amount
	if err := u.tx.InsertAwards(u.org(), []store.Award{more}); err != nil {
		return err
	}
	return u.note("award.adjusted", "rule", x.Rule, map[string]any{"version": x.Version, "part": x.On.String(), "count": 1})
}

// contestsAbout are the contests of a person that fit, as pages show them.
func (r *Reading) contestsAbout(person org.ID, fits func(store.Contest) bool) ([]Contest, error) {
	rows, err := r.tx.ContestsOf(r.Actor.Org, person)
	if err != nil {
		return nil, err
	}
	return r.contestViews(rows, fits)
}

func (r *Reading) contestViews(rows []store.Contest, fits func(store.Contest) bool) (list []Contest, err error) {
	if len(rows) == 0 {
		return nil, nil
	}
	rules, err := r.allRules()
	if err != nil {
		return nil, err
	}
	for _, c := range rows {
		if !fits(c) {
			continue
		}
		x, err := r.tx.Award(r.Actor.Org, c.Award)
		if err != nil {
			return nil, err
		}
		list = append(list, Contest{
			ID: c.ID, Award: c.Award, Rule: x.Rule, Title: rules[versionOf{x.Rule, x.Version}].Title, Version: x.Version, Part: period.Days(x.From, x.On), Person: c.Person,
			Line: c.Line, Text: c.Text, At: c.At, Due: c.Due, Overdue: c.Decision == "" && r.Today > c.Due, Decision: ContestDecision(c.Decision),
			Answer: c.Answer, AnsweredBy: c.AnsweredBy, AnsweredAt: c.AnsweredAt, Amount: c.Amount,
			MayAnswer: c.Decision == "" && !r.Actor.Is(c.Person) && r.World.Can(r.Actor, org.ApproveAward, org.PersonObject(c.Person), r.Today) == nil,
		})
	}
	return list, nil
}

// openContests are those that wait for an answer and that the actor may read.
func (r *Reading) openContests() ([]Contest, error) {
	rows, err := r.tx.Contests(r.Actor.Org, maxAwards)
	if err != nil {
		return nil, err
	}
	return r.contestViews(rows, func(c store.Contest) bool { return c.Decision == "" && r.mayReadReward(c.Person) })
}
