package org

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"cordee/internal/fault"
	"cordee/internal/measure"
)

// MaxKey and MaxName bound, in characters, what files and forms may use.
const (
	MaxKey  = 128
	MaxName = 200
)

// Roles and TeamKinds are the closed lists, in the order people read them.
var (
	Roles     = []Role{Rep, Manager, Director, Ops, HR, Admin}
	TeamKinds = []TeamKind{Company, Department, TeamUnit, Group}
)

// Check tells every problem of a team on its own: org.key_*, org.name_*, org.team_kind_unknown, org.group_parent.
func (t Team) Check() error {
	var list fault.List
	list.Add(checkKey(t.Key))
	list.Add(checkName(t.Name))
	if !slices.Contains(TeamKinds, t.Kind) {
		list.Add(fault.Bad("kind", "org.team_kind_unknown", "value", string(t.Kind)))
	}
	if t.Kind == Group && t.Parent != 0 {
		list.Add(fault.Bad("parent", "org.group_parent", "team", t.Key))
	}
	return list.OrNil()
}

// The most that is said of somebody's past: months in such work, and the top of the scale of ability.
const (
	MaxExperience = 720
	MaxAbility    = 5
)

// Check tells every problem of a person on their own: org.key_*, org.name_*, org.role_unknown, org.working_time_range,
// org.end_before_start, org.email_invalid, org.experience_range, org.ability_range.
func (p Person) Check() error {
	var list fault.List
	list.Add(checkKey(p.Key))
	list.Add(checkName(p.Name))
	if !slices.Contains(Roles, p.Role) {
		list.Add(fault.Bad("role", "org.role_unknown", "value", string(p.Role)))
	}
	if p.WorkingTime < 0 || p.WorkingTime > measure.Hundred {
		list.Add(fault.Bad("working_time", "org.working_time_range"))
	}
	if p.Experience < 0 || p.Experience > MaxExperience {
		list.Add(fault.Bad("experience", "org.experience_range", "max", MaxExperience))
	}
	if p.Ability < 0 || p.Ability > MaxAbility {
		list.Add(fault.Bad("ability", "org.ability_range", "max", MaxAbility))
	}
	if p.StartOn != 0 && p.EndOn != 0 && p.EndOn < p.StartOn {
		list.Add(fault.Bad("end_on", "org.end_before_start", "start", p.StartOn, "end", p.EndOn))
	}
	if p.Email != "" && !plausibleEmail(p.Email) {
		list.Add(fault.Bad("email", "org.email_invalid", "value", p.Email))
	}
	return list.OrNil()
}

// Check tells every problem of an absence: org.absence_share_range, org.absence_span.
func (a Absence) Check() error {
	var list fault.List
	if a.Share < 0 || a.Share > measure.Hundred {
		list.Add(fault.Bad("share", "org.absence_share_range"))
	}
	if a.Span.Open() || a.Span.Valid() != nil {
		list.Add(fault.Bad("to", "org.absence_span", "from", a.Span.From, "to", a.Span.To))
	}
	return list.OrNil()
}

func checkKey(key string) error {
	switch {
	case strings.TrimSpace(key) == "":
		return fault.Bad("key", "org.key_missing")
	case utf8.RuneCountInString(key) > MaxKey:
		return fault.Bad("key", "org.key_too_long", "max", MaxKey)
	case !printable(key):
		return fault.Bad("key", "org.text_invalid")
	}
	return nil
}

func checkName(name string) error {
	switch {
	case utf8.RuneCountInString(name) > MaxName:
		return fault.Bad("name", "org.name_too_long", "max", MaxName)
	case !printable(name):
		return fault.Bad("name", "org.text_invalid")
	}
	return nil
}

func printable(s string) bool {
	return !fault.Broken(s) && strings.IndexFunc(s, fault.HiddenRune) < 0
}

// plausibleEmail wants one @ with something on both sides and no space; only a letter that arrives proves more.
func plausibleEmail(s string) bool {
	name, host, ok := strings.Cut(s, "@")
	return ok && name != "" && host != "" && !strings.ContainsAny(s, " \t\r\n,;<>") && !strings.Contains(host, "@") && utf8.RuneCountInString(s) <= 254
}

// CheckTeams checks a whole tree: org.root_missing, org.root_many, org.team_cycle, org.parent_unknown, org.parent_is_group,
// org.team_key_taken, and what Team.Check says of each. Args "team" and "parent" are keys; a ring of teams blames the last of them in the list. No teams at all is no problem: a new
// organisation has none.
func CheckTeams(teams []Team) error {
	var list fault.List
	byID := make(map[ID]Team, len(teams))
	keys := make(map[string]bool, len(teams))
	for _, t := range teams {
		byID[t.ID] = t
		if keys[t.Key] {
			list.Add(fault.Bad("key", "org.team_key_taken", "team", t.Key))
		}
		keys[t.Key] = true
		for _, e := range fault.All(t.Check()) {
			args := map[string]any{"team": t.Key}
			maps.Copy(args, e.Args)
			e.Args = args
			list.Add(e)
		}
	}
	list.Add(checkRoot(teams))
	for _, t := range teams {
		if t.Parent == 0 || t.Kind == Group {
			continue
		}
		switch p, ok := byID[t.Parent]; {
		case !ok:
			list.Add(fault.Bad("parent", "org.parent_unknown", "team", t.Key))
		case p.Kind == Group:
			list.Add(fault.Bad("parent", "org.parent_is_group", "team", t.Key, "parent", p.Key))
		}
	}
	for _, ring := range cycles(teams, byID) {
		list.Add(fault.Bad("parent", "org.team_cycle", "team", ring[0].Key, "path", spelled(ring)))
	}
	return list.OrNil()
}

func checkRoot(teams []Team) error {
	var roots []string
	tree := 0
	for _, t := range teams {
		if t.Kind == Group {
			continue
		}
		tree++
		if t.Parent == 0 {
			roots = append(roots, t.Key)
		}
	}
	switch {
	case tree > 0 && len(roots) == 0:
		return fault.Bad("parent", "org.root_missing")
	case len(roots) > 1:
		slices.Sort(roots)
		return fault.Bad("parent", "org.root_many", "teams", strings.Join(roots[:min(len(roots), 5)], ", "), "n", len(roots))
	}
	return nil
}

// cycles are the rings of teams that are above themselves, each once, from the team that stands last in the list: were the parents given
// in that order, hers is the one that closes the ring.
func cycles(teams []Team, byID map[ID]Team) [][]Team {
	var found [][]Team
	place := make(map[ID]int, len(teams))
	for i, t := range teams {
		place[t.ID] = i
	}
	state := make(map[ID]int, len(teams)) // the number of the walk that met it
	for walk, t := range teams {
		for at, ok := t, true; ok && at.Kind != Group; at, ok = byID[at.Parent] {
			if seen := state[at.ID]; seen == walk+1 {
				found = append(found, ringFrom(at, byID, place))
				break
			} else if seen != 0 {
				break
			}
			state[at.ID] = walk + 1
		}
	}
	return found
}

// ringFrom is the ring that a team is part of, each followed by its parent.
func ringFrom(t Team, byID map[ID]Team, place map[ID]int) []Team {
	ring, last := []Team{t}, 0
	for at := byID[t.Parent]; at.ID != t.ID; at = byID[at.Parent] {
		ring = append(ring, at)
		if place[at.ID] > place[ring[last].ID] {
			last = len(ring) - 1
		}
	}
	return append(ring[last:len(ring):len(ring)], ring[:last]...)
}

// maxSpelled is how many teams of a ring are named.
const maxSpelled = 8

// spelled is "nord → sud → nord": each team followed by its parent.
func spelled(ring []Team) string {
	keys := make([]string, 0, len(ring)+1)
	for _, t := range ring {
		keys = append(keys, t.Key)
	}
	if len(keys) > maxSpelled {
		keys = append(keys[:maxSpelled], "…")
	}
	return strings.Join(append(keys, ring[0].Key), " → ")
}

// overlaps finds each tree membership that begins before an earlier one of the same person has ended.
func overlaps(ms []Membership, isGroup func(ID) bool) []Overlap {
	order := make([]int, 0, len(ms))
	for i, m := range ms {
		if !isGroup(m.Team) && !m.Span.Empty() {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(ms[i].Person, ms[j].Person), cmp.Compare(ms[i].Span.From, ms[j].Span.From))
	})
	var found []Overlap
	longest := -1 // the membership of this person that lasts longest so far
	for _, i := range order {
		m := ms[i]
		if longest < 0 || ms[longest].Person != m.Person {
			longest = i
			continue
		}
		if ms[longest].Span.Overlaps(m.Span) {
			found = append(found, Overlap{First: longest, Second: i, A: ms[longest], B: m})
		}
		if !ms[longest].Span.Open() && (m.Span.Open() || m.Span.To > ms[longest].Span.To) {
			longest = i
		}
	}
	return found
}
