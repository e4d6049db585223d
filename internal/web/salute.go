package web

import (
	"strconv"
	"time"

	"cordee/internal/app"
	"cordee/internal/chart"
	"cordee/internal/org"
	"cordee/internal/web/ui"
)

// saluteProps is one fact worth thanking for, and the one tap that says so.
type saluteProps struct {
	title string
	card  ui.DecisionProps
	thank ui.ActionProps
}

func (v *visit) saluteCard(d app.Decisions) *saluteProps {
	s := d.Salute
	if s == nil {
		return nil
	}
	args, href := []any{"name", s.Who.Name, "first", firstName(s.Who.Name)}, personPath(s.Who.ID)
	hidden := []ui.Hidden{{Name: "to", Value: v.world.Ref(org.PersonOwner(s.Who.ID))}, {Name: "back", Value: "/decide"}}
	switch {
	case s.Standing != nil:
		args, href = append(args, "title", s.Standing.Title), goalPath(s.Standing.ID)
		hidden = append(hidden, ui.Hidden{Name: "goal", Value: s.Standing.ID.String()})
	case s.Result != nil:
		var names []string
		for _, o := range s.For {
			names = append(names, v.world.Name(o))
		}
		args, href = append(args, "on", s.On, "whose", v.List(names)), resultPath(*s.Result)
		hidden = append(hidden, ui.Hidden{Name: "posting", Value: strconv.FormatInt(s.Result.ID, 10)})
	}
	word := string(s.Deed)
	hidden = append(hidden, ui.Hidden{Name: "text", Value: v.T("decide.salute.say_"+word, args...)})
	return &saluteProps{
		title: v.T("decide.salute"),
		card:  ui.DecisionProps{ID: "salute-card", Sentence: v.T("decide.salute."+word, args...), Detail: v.T("decide.salute.say_"+word, args...), Who: s.Who.Name, Href: href},
		thank: ui.ActionProps{Action: "/thanks", Hidden: hidden, Button: ui.ButtonProps{Text: v.T("decide.salute.thank"), Icon: "heart"}},
	}
}

// weeksAsked says how much attention this week and the last one took; nothing before the first look.
func (v *visit) weeksAsked(weeks []app.Week) string {
	if len(weeks) == 0 {
		return ""
	}
	now := minutes(weeks[len(weeks)-1])
	if len(weeks) == 1 {
		return v.T("decide.weeks_first", "n", now)
	}
	return v.T("decide.weeks", "n", now, "before", minutes(weeks[len(weeks)-2]))
}

// minutes are those of a week, any started one counted.
func minutes(w app.Week) int64 {
	const minute = int64(time.Minute / time.Second)
	return (w.Seconds + minute - 1) / minute
}

func trendOf(title string, weeks []app.Week) chart.Spark {
	s := chart.Spark{Title: title}
	for _, w := range weeks {
		s.Values = append(s.Values, float64(w.Seconds))
	}
	return s
}
