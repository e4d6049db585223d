package app

import (
	"slices"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/store"
)

// people creates and updates people. A new person's team applies from the day they start; a changed team applies from today.
func (in *intake) people(rows []sheet.PersonRow) error {
	if len(rows) == 0 {
		return nil
	}
	for _, r := range rows {
		in.here = r.At
		old, existed := in.World.PersonByKey(r.Key)
		p := merge(old, r)
		team, ok := in.acceptable(old, p, r)
		if !ok {
			continue
		}
		var err error
		if existed {
			err = in.updatePerson(old, p, r, team)
		} else {
			err = in.createPerson(p, team)
		}
		if fault.KindOf(err) == fault.Conflict {
			in.reject(sheet.People, r.At, "email", p.Email, fault.New(fault.Conflict, "person.email_taken", "email", p.Email))
			continue
		}
		if err != nil {
			return err
		}
	}
	return in.reload()
}

// acceptable tells everything that is wrong with a person's row at once, and which team it names.
func (in *intake) acceptable(old, p org.Person, r sheet.PersonRow) (team org.ID, ok bool) {
	before := len(in.problems)
	if err := in.checkPerson(p); err != nil {
		in.rejectAll(sheet.People, r.At, personCells(r), err)
	} else if err := in.mayMake(old, p); err != nil {
		in.reject(sheet.People, r.At, "role", string(p.Role), fault.All(err)[0])
	} else if err := in.keepsAnAdmin(p); err != nil {
		in.rejectAll(sheet.People, r.At, personCells(r), err)
	}
	team, err := in.teamRef(r.Team)
	if err != nil {
		in.reject(sheet.People, r.At, "team", r.Team.V, fault.All(err)[0])
	}
	return team, len(in.problems) == before
}

// merge fills a person from a row: an absent column is kept, an empty cell is cleared.
func merge(p org.Person, r sheet.PersonRow) org.Person {
	p.Key = r.Key
	p.Name = orKey(r.Name.Or(p.Name), r.Key)
	p.Email = r.Email.Or(p.Email)
	p.ExternalID = r.ExternalID.Or(p.ExternalID)
	p.Role = org.Role(orKey(r.Role.Or(string(p.Role)), string(org.Rep)))
	p.StartOn = r.StartOn.Or(p.StartOn)
	p.EndOn = r.EndOn.Or(p.EndOn)
	p.RoleSince = r.RoleSince.Or(p.RoleSince)
	if p.ID == 0 {
		p.WorkingTime = fullTime
	}
	p.WorkingTime = r.WorkingTime.Or(p.WorkingTime)
	p.Experience, p.Ability = r.Experience.Or(p.Experience), r.Ability.Or(p.Ability)
	return p
}

// personCells is what a row says, for the report.
func personCells(r sheet.PersonRow) map[string]string {
	return map[string]string{
		"key": r.Key, "name": r.Name.V, "email": r.Email.V, "team": r.Team.V, "role": r.Role.V, "external_id": r.ExternalID.V,
		"start_on": r.StartOn.V.String(), "end_on": r.EndOn.V.String(), "role_since": r.RoleSince.V.String(),
	}
}

const fullTime measure.BP = 10_000

// mayMake keeps everyone, whatever the door, from giving powers they do not have themselves or changing accounts above them.
func (in *intake) mayMake(old, p org.Person) error {
	today := in.World.Today(in.At)
	if old.ID != 0 && p != old {
		if err := in.World.Can(in.Actor, org.ManagePeople, org.PersonObject(old.ID), today); err != nil {
			return err
		}
	}
	if old.Role == p.Role {
		return nil
	}
	return in.World.CanGrant(in.Actor, p.Role, today)
}

func (in *intake) checkPerson(p org.Person) error {
	var l fault.List
	l.Add(p.Check())
	if other, ok := in.World.PersonByEmail(p.Email); ok && p.Email != "" && other.ID != p.ID {
		l.Add(fault.Bad("email", "person.email_taken", "email", p.Email))
	}
	return l.OrNil()
}

func (in *intake) teamRef(key sheet.Opt[string]) (org.ID, error) {
	if key.V == "" {
		return 0, nil
	}
	t, ok := in.World.TeamByKey(key.V)
	if !ok {
		return 0, fault.New(fault.Invalid, "team.unknown", "key", key.V)
	}
	return t.ID, nil
}

func (in *intake) createPerson(p org.Person, team org.ID) error {
	p.ID, p.Version = newID(), 1
	if err := in.tx.InsertPerson(in.org(), p); err != nil {
		return err
	}
	in.count(sheet.People).Created++
	in.undo.NewPeople = append(in.undo.NewPeople, p.ID)
	if team == 0 {
		return nil
	}
	from := p.StartOn
	if from.IsZero() {
		from = always
	}
	m := org.Membership{Person: p.ID, Team: team, Span: period.Span{From: from, To: dayAfter(p.EndOn)}, WorkingTime: ownTime}
	in.undo.NewMemberships = append(in.undo.NewMemberships, m)
	return in.tx.InsertMemberships(in.org(), []org.Membership{m})
}

// ownTime in a membership means the person's own working time.
const ownTime measure.BP = -1

func dayAfter(d period.Date) period.Date {
	if d.IsZero() {
		return 0
	}
	return d.AddDays(1)
}

// updatePerson changes someone. A changed team applies from today, or from the first day of someone who is still to come; it
// means nothing for someone who has left.
func (in *intake) updatePerson(old, p org.Person, r sheet.PersonRow, team org.ID) error {
	from := max(in.World.Today(in.At), p.StartOn)
	current, _ := in.World.TeamOf(p.ID, from)
	moves := r.Team.Set && team != current && (p.EndOn.IsZero() || from <= p.EndOn)
	if p == old && !moves {
		in.count(sheet.People).Unchanged++
		return nil
	}
	in.count(sheet.People).Updated++
	if p != old {
		in.undo.People = append(in.undo.People, old)
		p.Version = old.Version + 1
		if err := in.tx.UpdatePerson(in.org(), p); err != nil {
			return err
		}
	}
	if moves {
		return in.move(p.ID, team, period.Span{From: from, To: dayAfter(p.EndOn)}, ownTime)
	}
	return nil
}

// move places a person in a tree team (0: in none) over a span, cutting whatever tree memberships stood there.
func (in *intake) move(person, team org.ID, span period.Span, time measure.BP) error {
	var drop, add []org.Membership
	for _, m := range in.membershipsOf(person) {
		if in.isGroup(m.Team) || !m.Span.Overlaps(span) {
			continue
		}
		drop = append(drop, m)
		add = append(add, cut(m, span)...)
	}
	if team != 0 {
		add = append(add, org.Membership{Person: person, Team: team, Span: span, WorkingTime: time})
	}
	return in.replaceMemberships(person, drop, add)
}

func (in *intake) isGroup(team org.ID) bool {
	t, _ := in.World.Team(team)
	return t.Kind == org.Group
}

// cut returns what is left of a membership outside a span.
func cut(m org.Membership, span period.Span) []org.Membership {
	var left []org.Membership
	if m.Span.From < span.From {
		before := m
		before.Span.To = span.From
		left = append(left, before)
	}
	if !span.To.IsZero() && (m.Span.To.IsZero() || m.Span.To > span.To) {
		after := m
		after.Span.From = span.To
		left = append(left, after)
	}
	return left
}

func (in *intake) replaceMemberships(person org.ID, drop, add []org.Membership) error {
	kept := slices.DeleteFunc(in.membershipsOf(person), func(m org.Membership) bool { return slices.Contains(drop, m) })
	in.stays[person] = append(kept, add...)
	in.undo.OldMemberships = append(in.undo.OldMemberships, drop...)
	in.undo.NewMemberships = append(in.undo.NewMemberships, add...)
	in.refold.person(person)
	if err := in.tx.DeleteMemberships(in.org(), drop); err != nil {
		return err
	}
	return in.tx.InsertMemberships(in.org(), add)
}

// memberships corrects who belonged where: the rows of a person replace their tree memberships for the dates they cover; rows of
// a group are added.
func (in *intake) memberships(rows []sheet.MembershipRow) error {
	if len(rows) == 0 {
		return nil
	}
	taken := map[org.ID][]period.Span{}
	for _, r := range rows {
		in.here = r.At
		person, err := in.World.personRef(r.Person)
		if err != nil {
			in.reject(sheet.Memberships, r.At, "person", r.Person, fault.All(err)[0])
			continue
		}
		team, ok := in.World.TeamByKey(r.Team)
		if !ok && r.Team != noTeam {
			in.reject(sheet.Memberships, r.At, "team", r.Team, fault.New(fault.Invalid, "team.unknown", "key", r.Team))
			continue
		}
		span := period.Span{From: r.From, To: r.To}
		if team.Kind != org.Group && overlapsAny(span, taken[person]) {
			in.reject(sheet.Memberships, r.At, "from", r.From.String(), fault.New(fault.Invalid, "membership.overlap", "person", r.Person, "from", r.From))
			continue
		}
		if team.Kind != org.Group {
			taken[person] = append(taken[person], span)
		}
		if !ok {
			err = in.unplace(person, span)
		} else {
			err = in.place(person, team, span, r.WorkingTime.Or(ownTime))
		}
		if err != nil {
			return err
		}
	}
	return in.reload()
}

func overlapsAny(s period.Span, others []period.Span) bool {
	return slices.ContainsFunc(others, s.Overlaps)
}

// place records one membership row; the same row again changes nothing.
func (in *intake) place(person org.ID, team org.Team, span period.Span, time measure.BP) error {
	m := org.Membership{Person: person, Team: team.ID, Span: span, WorkingTime: time}
	if slices.Contains(in.membershipsOf(person), m) {
		in.count(sheet.Memberships).Unchanged++
		return nil
	}
	in.count(sheet.Memberships).Created++
	if team.Kind == org.Group {
		return in.joinGroup(m)
	}
	return in.move(person, team.ID, span, time)
}

// joinGroup adds days in a group and takes none away: what overlaps becomes one. A row with the same first day is that row, changed.
func (in *intake) joinGroup(m org.Membership) error {
	var drop []org.Membership
	for _, o := range in.membershipsOf(m.Person) {
		switch {
		case o.Team != m.Team:
		case o.Span.From == m.Span.From:
			drop = append(drop, o)
		case o.Span.Overlaps(m.Span):
			drop = append(drop, o)
			m.Span = union(o.Span, m.Span)
		}
	}
	return in.replaceMemberships(m.Person, drop, []org.Membership{m})
}

// union is the span from the first day of either to the last of either.
func union(a, b period.Span) period.Span {
	u := period.Span{From: min(a.From, b.From), To: max(a.To, b.To)}
	if a.To.IsZero() || b.To.IsZero() {
		u.To = 0
	}
	return u
}

// absences records shares of time away; a row replaces what was recorded for its dates.
func (in *intake) absences(rows []sheet.AbsenceRow) error {
	for _, r := range rows {
		in.here = r.At
		person, err := in.World.personRef(r.Person)
		if err != nil {
			in.reject(sheet.Absences, r.At, "person", r.Person, fault.All(err)[0])
			continue
		}
		x := org.Absence{Person: person, Span: period.Span{From: r.From, To: r.To}, Share: r.Share}
		if err := x.Check(); err != nil {
			in.rejectAll(sheet.Absences, r.At, nil, err)
			continue
		}
		if err := in.absent(x); err != nil {
			return err
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return in.reload()
}

func (in *intake) absent(x org.Absence) error {
	var drop, add []org.Absence
	for _, old := range in.absencesOf(x.Person) {
		if old == x {
			in.count(sheet.Absences).Unchanged++
			return nil
		}
		if !old.Span.Overlaps(x.Span) {
			continue
		}
		drop = append(drop, old)
		for _, left := range cut(org.Membership{Span: old.Span}, x.Span) {
			add = append(add, org.Absence{Person: x.Person, Span: left.Span, Share: old.Share})
		}
	}
	add = append(add, x)
	in.count(sheet.Absences).Created++
	in.undo.OldAbsences = append(in.undo.OldAbsences, drop...)
	in.undo.NewAbsences = append(in.undo.NewAbsences, add...)
	in.away[x.Person] = append(slices.DeleteFunc(in.absencesOf(x.Person), func(o org.Absence) bool { return slices.Contains(drop, o) }), add...)
	if err := in.tx.DeleteAbsences(in.org(), drop); err != nil {
		return err
	}
	return in.tx.InsertAbsences(in.org(), add)
}

// membershipsOf is where a person belongs now, rows of this import included.
func (in *intake) membershipsOf(person org.ID) []org.Membership {
	if list, ok := in.stays[person]; ok {
		return slices.Clone(list)
	}
	return slices.Clone(in.World.stays[person])
}

// absencesOf is what is recorded now, rows of this import included.
func (in *intake) absencesOf(person org.ID) []org.Absence {
	if list, ok := in.away[person]; ok {
		return list
	}
	return slices.Clone(in.World.away[person])
}

// rates records currency rates; a row of the same currency and day replaces the former.
func (in *intake) rates(rows []sheet.RateRow) error {
	if len(rows) == 0 {
		return nil
	}
	var put []store.Rate
	for _, r := range rows {
		in.here = r.At
		if own := in.World.Org().Currency; r.Currency == own && r.Rate != rateScale {
			in.reject(sheet.Rates, r.At, "currency", r.Currency, fault.New(fault.Invalid, "rate.own_currency", "currency", own))
			continue
		}
		old, had := in.World.rateOn(r.Currency, r.From)
		switch {
		case had && old.Rate == r.Rate:
			in.count(sheet.Rates).Unchanged++
			continue
		case had:
			in.count(sheet.Rates).Updated++
			in.undo.OldRates = append(in.undo.OldRates, old)
		default:
			in.count(sheet.Rates).Created++
			in.undo.NewRates = append(in.undo.NewRates, store.Rate{Currency: r.Currency, From: r.From})
		}
		put = append(put, store.Rate{Currency: r.Currency, From: r.From, Rate: r.Rate})
	}
	if err := in.tx.PutRates(in.org(), put); err != nil {
		return err
	}
	return in.reload()
}
