// Package kudos is the rules of recognition between people: nobody thanks themselves, whoever receives a word decides where it shows,
// and on a common success each gives away the same number of points. None of it is pay, and no list orders who received what.
package kudos

import (
	"slices"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/period"
)

// Shown is how far a word travels, as its receiver decides.
type Shown string

// The closed list. A word that nothing was decided about goes by the receiver's general choice, and that is Mine until they make one.
const (
	Unsaid Shown = ""
	Mine   Shown = "me"     // whoever received it
	Team   Shown = "team"   // those who share a team or group with them too
	All    Shown = "all"    // everybody in the organisation
	Hidden Shown = "hidden" // put away, even from one's own pages
)

// Known tells whether a choice is of the list; only a single word can be put away or left to the general choice.
func (s Shown) Known(oneWord bool) bool {
	return s == Mine || s == Team || s == All || oneWord && (s == Hidden || s == Unsaid)
}

// Effective is what holds for one word, given its receiver's general choice.
func Effective(word, general Shown) Shown {
	switch {
	case word != Unsaid:
		return word
	case general != Unsaid:
		return general
	}
	return Mine
}

// Opens tells whether a word shown so far is for somebody who is not its receiver.
func (s Shown) Opens(teammate bool) bool { return s == All || s == Team && teammate }

// CheckReceiver refuses a word to oneself, directly or through a team whose only member one is: Invalid, thanks.self. members are the
// team's on the day, ignored for a person.
func CheckReceiver(from org.ID, to org.Owner, members []org.ID) error {
	alone := to.Kind == org.OwnerTeam && slices.Contains(members, from) && !slices.ContainsFunc(members, func(id org.ID) bool { return id != from })
	if to == org.PersonOwner(from) || alone {
		return fault.Bad("to", "thanks.self")
	}
	return nil
}

// Bounds of an allotment.
const (
	UsualDays  = 14
	MaxDays    = 60
	MaxPoints  = 100 // for each
	LeastGroup = 2   // alone, there is nobody to give to
)

// Allotment is what a common success lets each of those present give away: the same number of points, until a day.
type Allotment struct {
	Points  int64 // for each of those present
	Opened  period.Date
	Ends    period.Date // the last day
	Present []org.ID
}

// Gift is what one person gave another out of an allotment. One gift a pair: giving again says the new number.
type Gift struct {
	From, To org.ID
	Points   int64
}

// Open tells whether points can still be given on a day.
func (a Allotment) Open(on period.Date) bool { return on >= a.Opened && on <= a.Ends }

// Given is what somebody has given away so far.
func Given(gifts []Gift, from org.ID) (n int64) {
	for _, g := range gifts {
		if g.From == from {
			n += g.Points
		}
	}
	return n
}

// Left is what somebody may still give on a day: nothing once the time is over, nothing for who was not there.
func (a Allotment) Left(gifts []Gift, from org.ID, on period.Date) int64 {
	if !a.Open(on) || !slices.Contains(a.Present, from) {
		return 0
	}
	return a.Points - Given(gifts, from)
}

// Lapsed is what was given to nobody in time; 0 while there is time.
func (a Allotment) Lapsed(gifts []Gift, on period.Date) int64 {
	if on <= a.Ends {
		return 0
	}
	left := a.Points * int64(len(a.Present))
	for _, g := range gifts {
		left -= g.Points
	}
	return left
}

// Give is the gifts with one more. The same gift again changes nothing, a larger one to the same person takes its place, and what was
// given is never taken back. Refusals: points.over_time, points.not_there, thanks.self, points.number, points.taken_back, points.too_many.
func (a Allotment) Give(gifts []Gift, g Gift, on period.Date) ([]Gift, error) {
	i := slices.IndexFunc(gifts, func(x Gift) bool { return x.From == g.From && x.To == g.To })
	var before int64
	if i >= 0 {
		before = gifts[i].Points
	}
	switch left := a.Left(gifts, g.From, on); {
	case !a.Open(on):
		return gifts, fault.New(fault.Conflict, "points.over_time", "on", a.Ends)
	case g.From == g.To:
		return gifts, fault.Bad("to", "thanks.self")
	case !slices.Contains(a.Present, g.From), !slices.Contains(a.Present, g.To):
		return gifts, fault.Bad("to", "points.not_there")
	case g.Points <= 0:
		return gifts, fault.Bad("points", "points.number")
	case g.Points < before:
		return gifts, fault.Bad("points", "points.taken_back", "n", before)
	case g.Points-before > left:
		return gifts, fault.Bad("points", "points.too_many", "left", left+before)
	}
	if i >= 0 {
		gifts = slices.Clone(gifts)
		gifts[i].Points = g.Points
		return gifts, nil
	}
	return append(slices.Clip(gifts), g), nil
}
