package app

import (
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/store"
)

// Sentence is a key of the catalogue with what fills it in: a door says it in its reader's language.
type Sentence struct {
	Key  string
	Args []any
}

// Line is one line of a message, with the objective it is about where there is one to draw.
type Line struct {
	Sentence
	Goal Standing // ID 0: none
}

// Title is what a message says in one sentence.
func (n News) Title() Sentence {
	say := func(key string, args ...any) Sentence { return Sentence{key, append(args, "title", n.Goal.Title)} }
	switch n.Kind {
	case TellWeek:
		return say("news.week")
	case TellRecap:
		return say("news.recap")
	case TellProposal:
		switch {
		case n.Goal.Sealed:
			return say("news.asked", "by", n.By)
		case n.Body.Counter:
			return say("news.counter", "by", n.By)
		}
		return say("news.proposal", "by", n.By)
	case TellStart:
		return say("news.start", "on", n.Body.On)
	case TellClosing:
		return say("news.closing", "on", n.Body.On)
	case TellAgreed:
		return say("news.agreed", "by", n.By)
	case TellReached:
		return say("news.celebrated")
	case TellHelp, TellHelpYes, TellHelpNo:
		return say("news."+n.Kind, "by", n.By)
	}
	switch {
	case n.Thanks != "" && n.ToAll != "":
		return say("recognition.news_cheer_all", "by", n.By, "team", n.ToAll)
	case n.Thanks == store.ThanksCheer:
		return say("recognition.news_cheer", "by", n.By)
	case n.Thanks == store.ThanksAssist:
		return say("recognition.news_assist", "by", n.By)
	case n.Thanks == thanksOffer:
		return say("recognition.news_offer", "by", n.By)
	}
	if n.ToAll != "" {
		return say("news.thanks_all", "by", n.By, "team", n.ToAll)
	}
	return say("news.thanks", "by", n.By)
}

// Next is what to do about a message: the words of the link and where it leads.
func (n News) Next() (key, path string) {
	objective := "/goals/" + n.Goal.ID.String()
	switch n.Kind {
	case TellHelp:
		return "news.next_answer", "/week#help"
	case TellHelpYes, TellHelpNo:
		return "news.next_help", "/week#help"
	case TellRecap:
		return "news.next_results", "/results/mine"
	case TellProposal:
		return "news.next_answer", objective
	case TellStart, TellAgreed, TellReached:
		return "news.next_goal", objective
	case TellThanks:
		if n.Goal.ID != 0 {
			return "news.next_goal", objective
		}
	}
	return "news.next_rope", "/"
}

// Lines are what a message says beyond its title.
func (n News) Lines() []Line {
	var list []Line
	for _, p := range n.Parts {
		list = append(list, Line{n.part(p), p.Goal})
	}
	switch n.Kind {
	case TellRecap:
		if n.Body.N > 0 {
			list = append(list, Line{Sentence: Sentence{"news.recap_thanks", []any{"n", n.Body.N}}})
		}
	case TellReached:
		why := n.Goal.Why
		if why != "" {
			list = append(list, Line{Sentence: Sentence{"news.why", []any{"why", why}}})
		}
		list = append(list, Line{standingNow(n.Goal), n.Goal})
	case TellThanks:
		if n.Text == "" {
			break
		}
		list = append(list, Line{Sentence: Sentence{"news.quote", []any{"text", n.Text}}})
	case TellStart, TellAgreed:
		if n.Goal.Target.OK && !n.Goal.Sealed {
			list = append(list, Line{Sentence: Sentence{"news.target", []any{"target", n.Goal.Target, "unit", n.Goal.Metric.Unit, "days", n.Goal.Span()}}})
		}
	}
	return list
}

// part is the line of one objective.
func (n News) part(p PartNow) Sentence {
	args := []any{"title", p.Goal.Title, "amount", p.Amount, "unit", p.Goal.Metric.Unit}
	switch {
	case n.Kind == TellWeek && p.Amount.OK && p.Amount.Amount > 0:
		return Sentence{"news.week_line", args}
	case n.Kind == TellRecap && p.Amount.OK && p.Amount.Amount != 0:
		return Sentence{"news.recap_line", args}
	case n.Kind == TellClosing && p.Amount.OK && p.Amount.Amount > 0 && p.Goal.Metric.Direction != measure.Down:
		return Sentence{"news.closing_line", args}
	case p.Goal.Progress.HasAttainment && p.Goal.Progress.AttainmentBP >= measure.Hundred && p.Goal.Progress.Status == goal.Running:
		return Sentence{"news.there_line", args}
	}
	return Sentence{"news.plain_line", args}
}

// standingNow says where an objective stands.
func standingNow(s Standing) Sentence {
	if s.Metric.Kind == measure.Steps && s.Progress.HasAttainment {
		return Sentence{"news.standing_steps", []any{"percent", s.Progress.AttainmentBP}}
	}
	if !s.Progress.Attained.OK || !s.Target.OK {
		return Sentence{"news.plain_line", []any{"title", s.Title}}
	}
	return Sentence{"news.standing", []any{"attained", s.Progress.Attained, "target", s.Target, "percent", s.Progress.AttainmentBP, "unit", s.Metric.Unit}}
}

// Stands says where the objective of a line stands now; false for a line about none.
func (l Line) Stands() (Sentence, bool) {
	s := l.Goal
	known := s.Metric.Kind == measure.Steps || s.Progress.Attained.OK && s.Target.OK
	return standingNow(s), s.ID != 0 && known && s.Progress.HasAttainment
}
