package app

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// WallAsk is which wall to read.
type WallAsk struct {
	Team    org.ID
	Slides  []string // none: all
	Amounts bool     // figures in units, else shares of the target only
	Seconds int
	Since   int64 // for a live part: the change it tells of; 0 for a page
}

// WallView is what a room may see. It holds no individual figure, no pay and no forecast, and names nobody who did not agree to it: it
// is the same whoever looks, for a room has no password.
type WallView struct {
	World   *World
	Today   period.Date
	Seq     int64
	Team    org.Team
	Climbs  []WallClimb
	Marks   []WallMark
	Reached []string // people who reached an objective of their own these days, and allow it to be told
	Thanks  []WallThanks
	Plays   []WallPlay
	Owners  []org.ID // teams whose totals it shows
}

// WallClimb is a common objective under way.
type WallClimb struct {
	Standing
	Of    org.Team
	Names []string // members who agreed to be named, in the order of their names: they are on the rope, whatever each brings
}

// WallMark is a milestone of a common objective crossed these days, At in percent.
type WallMark struct {
	Standing
	Of org.Team
	At int
}

// WallThanks is a word of thanks that all it names allow.
type WallThanks struct {
	ID             org.ID
	From, To, Text string
}

// What a wall holds at most, and how long something stays worth celebrating, in days.
const (
	wallClimbs = 4
	wallMarks  = 4
	wallWords  = 3
	wallDays   = 7
	wallPeople = 3 // a total of fewer people is somebody's own figure: it needs the agreement of each
)

// Wall reads the wall of a team, for someone of the organisation or for a link that opens this very wall.
func (a *App) Wall(ctx context.Context, actor org.Actor, ask WallAsk) (WallView, error) {
	var v WallView
	err := a.readSince(ctx, actor, org.ReadWall, ask.Since, func(r *Reading) (err error) {
		t, ok := r.World.Team(ask.Team)
		if !ok {
			return notFound("team")
		}
		if err := r.World.Can(actor, org.ReadWall, org.TeamObject(t.ID), r.Today); err != nil {
			return err
		}
		v, err = r.wall(t, ask)
		return err
	})
	return v, err
}

// hung is a wall while it is put together.
type hung struct {
	*Reading
	shows   func(slide string) bool
	allowed map[org.ID]store.WallChoice
	silent  map[string]bool // parts of the names of those who did not agree; made on first use
	view    WallView
}

func (r *Reading) wall(t org.Team, ask WallAsk) (WallView, error) {
	slides := slidesOf(ask.Slides)
	h := &hung{
		Reading: r, shows: func(s string) bool { return slices.Contains(slides, s) }, allowed: map[org.ID]store.WallChoice{},
		view: WallView{World: r.World, Today: r.Today, Seq: r.seq, Team: t},
	}
	choices, err := r.tx.WallChoices(r.Actor.Org)
	if err != nil {
		return h.view, err
	}
	for _, c := range choices {
		h.allowed[c.Person] = c
	}
	for _, part := range []func() error{h.climbs, h.ownReached, h.thanks, h.plays} {
		if err := part(); err != nil {
			return h.view, err
		}
	}
	return h.view, nil
}

// teams are those whose objectives the wall shows, in the order of the slides.
func (h *hung) teams() []org.Team {
	var list []org.Team
	add := func(id org.ID) {
		if t, ok := h.World.Team(id); ok && !slices.ContainsFunc(list, func(x org.Team) bool { return x.ID == id }) {
			list = append(list, t)
		}
	}
	if h.shows(SlideMountain) || h.shows(SlideMarks) {
		add(h.view.Team.ID)
	}
	if h.shows(SlideCompany) {
		add(h.World.Root().ID)
	}
	if h.shows(SlideBelow) {
		below := slices.Clone(h.World.Children(h.view.Team.ID))
		slices.SortFunc(below, func(x, y org.ID) int {
			return strings.Compare(h.World.Name(org.TeamOwner(x)), h.World.Name(org.TeamOwner(y)))
		})
		for _, id := range below {
			add(id)
		}
	}
	return list
}

// climbs are the running common objectives, and the milestones they crossed.
func (h *hung) climbs() error {
	for _, t := range h.teams() {
		h.view.Owners = append(h.view.Owners, t.ID)
		members := h.members(t.ID)
		if !h.enough(members) {
			continue
		}
		rows, err := h.commonGoals(t.ID)
		if err != nil {
			return err
		}
		now, err := h.standings(rows)
		if err != nil {
			return err
		}
		before, err := h.World.standings(h.tx, rows, h.Today.AddDays(-wallDays))
		if err != nil {
			return err
		}
		for i, s := range now {
			h.climb(t, s, before[i].Progress, members)
		}
	}
	return nil
}

func (h *hung) climb(t org.Team, s Standing, before goal.Progress, members []org.Person) {
	if !s.Progress.HasAttainment {
		return
	}
	running := s.Progress.Status == goal.Running
	if running && h.shown(t.ID) && len(h.view.Climbs) < wallClimbs {
		h.view.Climbs = append(h.view.Climbs, WallClimb{Standing: s, Of: t, Names: h.named(members)})
	}
	if at := crossed(s, before); at > 0 && h.shows(SlideMarks) && len(h.view.Marks) < wallMarks {
		h.view.Marks = append(h.view.Marks, WallMark{Standing: s, Of: t, At: at})
	}
}

// shown tells whether a team's mountains are among the slides; its milestones may be without.
func (h *hung) shown(team org.ID) bool {
	switch team {
	case h.view.Team.ID:
		return h.shows(SlideMountain)
	case h.World.Root().ID:
		return h.shows(SlideCompany)
	}
	return h.shows(SlideBelow)
}

// milestones are in percent of the target.
var milestones = []int{100, 75, 50, 25}

// crossed is the highest milestone reached since an earlier day, 0 for none. What should stay low has none, and nothing is crossed on
// the first day of an objective that began higher.
func crossed(s Standing, before goal.Progress) int {
	if s.Metric.Direction == measure.Down || s.Metric.Kind == measure.Latest || s.Metric.Kind == measure.Ratio {
		return 0
	}
	for _, m := range milestones {
		share := measure.Hundred * measure.BP(m) / 100
		if s.Progress.AttainmentBP >= share && (m < 100 || s.Progress.Reached) {
			if before.HasAttainment && before.AttainmentBP >= share {
				return 0
			}
			return m
		}
	}
	return 0
}

// Share is the milestone as a ratio.
func (m WallMark) Share() measure.BP { return measure.Hundred * measure.BP(m.At) / 100 }

// commonGoals are a team's objectives that everybody may see: published, under way or over for a few days at most, with a target.
func (r *Reading) commonGoals(team org.ID) ([]store.GoalRow, error) {
	rows, err := r.goalsOfTeam(team)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(rows), func(g store.GoalRow) bool {
		over := g.End < r.Today.AddDays(-wallDays)
		return g.Status != goal.Published || g.Tier == goal.Individual || g.Start > r.Today || over || !g.Target.OK
	}), nil
}

// members are the people of a team today, with those of the teams below.
func (h *hung) members(team org.ID) []org.Person {
	var list []org.Person
	for _, s := range h.World.MembersDuring(team, period.Days(h.Today, h.Today)) {
		if p, ok := h.World.Person(s.Person); ok && !p.Erased {
			list = append(list, p)
		}
	}
	slices.SortFunc(list, h.World.ByName)
	return list
}

// enough tells whether a total of these people is nobody's own figure, or each of them agreed to be named.
func (h *hung) enough(members []org.Person) bool {
	return len(members) >= wallPeople || len(h.named(members)) == len(members)
}

// named are those who agreed; who hides their part from teammates hides it from the room as well.
func (h *hung) named(members []org.Person) []string {
	var names []string
	for _, p := range members {
		if h.mayName(p) {
			names = append(names, p.Name)
		}
	}
	return names
}

func (h *hung) mayName(p org.Person) bool {
	_, agreed := h.allowed[p.ID]
	return agreed && !p.Hidden && !hasLeft(p, h.Today)
}

// ownReached are the members who reached an objective of their own these days and want it told. It says neither which nor how much.
func (h *hung) ownReached() error {
	if !h.shows(SlideMarks) {
		return nil
	}
	var ids []org.ID
	for _, p := range h.members(h.view.Team.ID) {
		if h.mayName(p) && h.allowed[p.ID].Own {
			ids = append(ids, p.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	rows, err := h.tx.GoalsOf(h.Actor.Org, ids, h.Today.AddDays(-wallDays), h.Today)
	if err != nil {
		return err
	}
	rows = slices.DeleteFunc(rows, func(g store.GoalRow) bool { return g.Status != goal.Published || !g.Target.OK })
	now, err := h.standings(rows)
	if err != nil {
		return err
	}
	before, err := h.World.standings(h.tx, rows, h.Today.AddDays(-wallDays))
	if err != nil {
		return err
	}
	for i, s := range now {
		name := h.World.Name(s.Owner)
		if s.Progress.Reached && crossed(s, before[i].Progress) == 100 && !slices.Contains(h.view.Reached, name) {
			h.view.Reached = append(h.view.Reached, name)
		}
	}
	return nil
}

// thanks are the latest words for the team or those below it, where all they name agreed. A word for one person is theirs.
func (h *hung) thanks() error {
	if !h.shows(SlideThanks) {
		return nil
	}
	to := append([]org.ID{h.view.Team.ID}, h.World.Children(h.view.Team.ID)...)
	rows, err := h.tx.ThanksTo(h.Actor.Org, to, shownThanks)
	for _, t := range notHidden(rows) {
		if from, ok := h.World.Person(t.From); ok && t.Kind == "" && h.mayTell(t, from) && len(h.view.Thanks) < wallWords {
			h.view.Thanks = append(h.view.Thanks, WallThanks{ID: t.ID, From: from.Name, To: h.World.Name(t.To), Text: t.Text})
		}
	}
	return err
}

// mayTell tells whether a word of thanks may be read by a room: it is recent and short, and everybody it names agreed.
func (h *hung) mayTell(t store.Thanks, from org.Person) bool {
	on := h.World.Today(time.UnixMicro(t.At))
	return h.mayName(from) && on >= h.Today.AddDays(-2*wallDays) && utf8.RuneCountInString(t.Text) <= maxWallText && !h.namesOthers(t)
}

// maxWallText is how many characters are read from across a room.
const maxWallText = 220

// namesOthers tells whether a text speaks of somebody who did not agree to be named, by any part of their name.
func (h *hung) namesOthers(t store.Thanks) bool {
	if h.silent == nil {
		h.silent = map[string]bool{}
		for _, p := range h.World.People {
			for _, part := range words(p.Name) {
				h.silent[part] = h.silent[part] || !h.mayName(p) && !p.Erased && len([]rune(part)) > 2
			}
		}
	}
	return slices.ContainsFunc(words(t.Text), func(w string) bool { return h.silent[w] })
}

// words are those of a text, in small letters.
func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r != '-' && !unicode.IsLetter(r) })
}
