package app

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// Checkin is what one person wrote in one week.
type Checkin = store.Checkin

// Obstacles are what may stand in the way; the last one is told in words.
var Obstacles = []string{"time", "leads", "price", "product", "skill", "other"}

// The parts of a check-in that its author may share with their direct lead. The note is none of them.
const (
	ShareConfidence = "c"
	ShareObstacle   = "o"
	ShareIntention  = "i"
)

// LowConfidence is at or under what a check-in offers to talk about the objective again (SCIENCE A8).
const LowConfidence = 4

// maxLine bounds each text, in characters; longWords the note.
const (
	maxLine   = 300
	longWords = 2_000
)

// CheckIn keeps what the actor writes of this week, in place of what they wrote before in the same week. Only they ever read it, but for
// the parts they share.
func (a *App) CheckIn(ctx context.Context, actor org.Actor, x Checkin) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.personOnly("checkin"); err != nil {
			return err
		}
		today := u.World.Today(u.At)
		x.Person, x.On, x.Week = actor.Person, today, u.World.Org().Calendar.Week(today).From
		if err := tidyCheckin(&x); err != nil {
			return err
		}
		return u.tx.PutCheckin(u.org(), x) // no line in the journal: others read it
	})
}

func tidyCheckin(x *Checkin) error {
	var l fault.List
	if x.Confidence < 0 || x.Confidence > 10 {
		l.Add(fault.Bad("confidence", "checkin.confidence"))
	}
	if x.Obstacle != "" && !slices.Contains(Obstacles, x.Obstacle) {
		l.Add(fault.Bad("obstacle", "choice.unknown", "value", x.Obstacle, "allowed", strings.Join(Obstacles, ", ")))
	}
	for _, f := range []struct {
		name string
		text *string
		max  int
	}{{"detail", &x.Detail, maxLine}, {"intention", &x.Intention, maxLine}, {"note", &x.Note, longWords}} {
		*f.text = strings.TrimSpace(*f.text)
		if utf8.RuneCountInString(*f.text) > f.max {
			l.Add(fault.Bad(f.name, "checkin.long", "max", f.max))
		}
		if !utf8.ValidString(*f.text) {
			l.Add(fault.Bad(f.name, "org.text_invalid"))
		}
	}
	kept := ""
	for _, part := range []string{ShareConfidence, ShareObstacle, ShareIntention} {
		if strings.Contains(x.Shared, part) {
			kept += part
		}
	}
	x.Shared = kept
	return l.OrNil()
}

// weekCheckins fills what was written before and whether there is something to write now: nothing without a running objective, on
// leave, or once it is done this week.
func (r *Reading) weekCheckins(v *WeekView) error {
	list, err := r.tx.Checkins(r.Actor.Org, r.Actor.Person, shownWeeks)
	if err != nil {
		return err
	}
	v.Before = list
	since := v.Days.From
	if len(list) > 0 {
		v.Last = &list[0]
		since = max(list[0].On, v.Today.AddDays(-28))
	}
	v.Due = !v.Away && !r.World.awayOn(r.Actor.Person, v.Today) && anythingRuns(v.Asks) && (v.Last == nil || v.Last.Week != v.Days.From)
	if !v.Due {
		return nil
	}
	for _, a := range v.Asks {
		if a.Metric.Kind != measure.Sum && a.Metric.Kind != measure.Count {
			continue
		}
		if a.Week.Done, err = r.broughtIn(a.Standing, period.Days(max(since, a.Start), v.Today)); err != nil {
			return err
		}
		v.Facts = append(v.Facts, a)
	}
	return nil
}

// SharedCheckin is what somebody chose to share of their latest check-in. Zero parts were not shared.
type SharedCheckin struct {
	On               period.Date
	Confidence       int // -1: not shared
	Obstacle, Detail string
	Intention        string
}

// SharedWith reads what a person shares of their latest check-in, for their most direct lead alone.
func (a *App) SharedWith(ctx context.Context, actor org.Actor, person org.ID) (s SharedCheckin, ok bool, err error) {
	err = a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		leads := r.World.Leads(person, r.Today)
		if len(leads) == 0 || leads[0] != actor.Person || actor.Person == 0 {
			return nil
		}
		list, err := r.tx.Checkins(actor.Org, person, 1)
		if err != nil || len(list) == 0 {
			return err
		}
		s, ok = sharedOf(list[0])
		return nil
	})
	return s, ok, err
}

func sharedOf(x Checkin) (SharedCheckin, bool) {
	s := SharedCheckin{On: x.On, Confidence: -1}
	if strings.Contains(x.Shared, ShareConfidence) {
		s.Confidence = x.Confidence
	}
	if strings.Contains(x.Shared, ShareObstacle) {
		s.Obstacle, s.Detail = x.Obstacle, x.Detail
	}
	if strings.Contains(x.Shared, ShareIntention) {
		s.Intention = x.Intention
	}
	return s, x.Shared != ""
}
