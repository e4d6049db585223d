package stories

import (
	"fmt"
	"strings"

	"cordee/internal/app"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
)

// sentence is one way of saying something; w is what follows the verb, with the subject first if there was one.
type sentence func(s *story, w words, l line) error

// byFirst are sentences that begin with their verb, bySecond those that begin with who does it.
var (
	byFirst = map[string]sentence{
		"company": (*story).createCompany, "at": (*story).goTo, "on": (*story).setDay, "season": (*story).setSeason, "rate": (*story).setRate,
		"team": (*story).setTeam, "department": (*story).setTeam, "group": (*story).setTeam, "person": (*story).setPerson,
		"metric": (*story).setMetric, "goal": (*story).setGoal, "cascade": (*story).cascade, "step": (*story).setStep, "done": (*story).markStep,
		"cancel": (*story).cancelResult, "import": (*story).importRows, "try": (*story).importRows, "undo": (*story).undoImport,
		"once": (*story).postOnce,
	}
	bySecond = map[string]sentence{
		"joins": (*story).move, "moves": (*story).move, "leaves": (*story).leave, "works": (*story).work, "away": (*story).beAway,
		"proposes": (*story).propose, "sets": (*story).propose, "counters": (*story).counter, "agrees": (*story).answer, "approves": (*story).answer,
		"publishes": (*story).answer, "withdraws": (*story).answer, "closes": (*story).answer, "assigns": (*story).answer, "revises": (*story).revise,
		"shares": (*story).shareOut, "hands-out": (*story).shareOut,
		"asks": (*story).askFirst, "bids": (*story).bid, "offers": (*story).offer, "notes": (*story).noteOn, "reads": (*story).acknowledge,
		"accepts": (*story).acknowledge, "contests": (*story).acknowledge, "directs": (*story).direct, "wants": (*story).wantSecondLook, "confirms": (*story).confirm,
		"knows": (*story).know, "becomes": (*story).become, "sends": (*story).sendPack, "takes": (*story).takeNext, "repeats": (*story).repeat,
		"prepares": (*story).prepare, "copies": (*story).batch, "spreads": (*story).batch,
	}
)

// verb finds what a sentence asks for. One that begins with a date is a result.
func (s *story) verb(l line) (sentence, words) {
	w := l.words
	if do, ok := byFirst[w[0]]; ok {
		if l.words[0] == "try" || l.words[0] == "group" || l.words[0] == "department" || l.words[0] == "team" {
			return do, w
		}
		return do, w[1:]
	}
	if _, err := period.ParseDate(w[0]); err == nil {
		return (*story).post, w
	}
	if len(w) > 1 {
		return bySecond[w[1]], append(words{w[0]}, w[2:]...)
	}
	return nil, nil
}

// company NAME [fiscal MONTH] [currency CODE] [holidays fr]
func (s *story) createCompany(w words, _ line) error {
	name := w.next()
	n := app.NewOrg{Key: name, Name: name, Currency: w.after("currency"), Holidays: w.after("holidays")}
	if n.Holidays == "" {
		n.Holidays = period.NoHolidays // so that days can be counted on one's fingers
	}
	if word := w.after("fiscal"); word != "" {
		m, err := month(word)
		if err != nil {
			return err
		}
		n.FiscalStart = int(m)
	}
	if err := w.done(); err != nil {
		return err
	}
	o, err := s.app.CreateOrg(s.t.Context(), n)
	if err != nil {
		return err
	}
	s.company = &company{org: o, goals: map[string]string{}}
	s.companies[name] = s.company
	return nil
}

// at COMPANY
func (s *story) goTo(w words, _ line) error {
	c, ok := s.companies[w.next()]
	if !ok {
		return unclear("no such company")
	}
	s.company = c
	return nil
}

// on DATE
func (s *story) setDay(w words, _ line) error {
	d, err := day(w.next())
	if err == nil {
		s.clock.set(d)
	}
	return err
}

// season MONTH WEIGHT ...: a usual month weighs 100
func (s *story) setSeason(w words, _ line) error {
	o := s.world().Org()
	for i := range o.Season.Month {
		o.Season.Month[i] = 100
	}
	for len(w) > 0 {
		m, err := month(w.next())
		if err != nil {
			return err
		}
		var n int64
		if _, err := fmt.Sscan(w.next(), &n); err != nil {
			return unclear("a month has a weight")
		}
		o.Season.Month[m-1] = n
	}
	return s.app.SaveOrg(s.t.Context(), s.system(), o, o.Version)
}

// rate CURRENCY RATE from DATE
func (s *story) setRate(w words, _ line) error {
	from, err := day(w.after("from"))
	if err != nil {
		return err
	}
	row := sheet.RateRow{Currency: w.next(), From: from}
	a, err := w.amount()
	if err != nil {
		return err
	}
	row.Rate = int64(a) * (10_000_000_000 / int64(measure.One))
	return s.take(sheet.Batch{Rates: []sheet.RateRow{row}})
}

// take imports rows as an administrator's file would.
func (s *story) take(b sheet.Batch) error {
	r, err := s.app.Import(s.t.Context(), s.system(), "story", b, false)
	if err == nil {
		s.imports = append(s.imports, r.ID)
	}
	return err
}

// team|department|group NAME [in TEAM] [led by PERSON]
func (s *story) setTeam(w words, _ line) error {
	row := sheet.TeamRow{}
	row.Kind = sheet.Val(w.next())
	row.Key = w.next()
	if parent := w.after("in"); parent != "" {
		row.Parent = sheet.Val(parent)
	}
	if w.has("led") {
		row.Lead = sheet.Val(w.after("by"))
	}
	if err := w.done(); err != nil {
		return err
	}
	return s.take(sheet.Batch{Teams: []sheet.TeamRow{row}})
}

// person NAME [joins TEAM [DATE]] [works SHARE] [as ROLE]
func (s *story) setPerson(w words, _ line) error {
	row := sheet.PersonRow{Key: w.next()}
	if role := w.after("as"); role != "" {
		row.Role = sheet.Val(role)
	}
	if text := w.after("works"); text != "" {
		bp, err := share(text)
		if err != nil {
			return err
		}
		row.WorkingTime = sheet.Val(bp)
	}
	if w.has("joins") {
		row.Team = sheet.Val(w.next())
		from, err := day(w.next())
		if err != nil {
			return err
		}
		row.StartOn = sheet.Val(from)
	}
	if err := w.done(); err != nil {
		return err
	}
	return s.take(sheet.Batch{People: []sheet.PersonRow{row}})
}

// PERSON moves to TEAM from DATE [until LAST DAY] [works SHARE]; PERSON joins GROUP from DATE [until LAST DAY]
func (s *story) move(w words, _ line) error {
	row := sheet.MembershipRow{Person: w.next()}
	var err error
	if row.From, err = day(w.after("from")); err != nil {
		return err
	}
	last, err := day(w.after("until"))
	if err != nil {
		return err
	}
	if !last.IsZero() {
		row.To = last.AddDays(1)
	}
	if text := w.after("works"); text != "" {
		bp, err := share(text)
		if err != nil {
			return err
		}
		row.WorkingTime = sheet.Val(bp)
	}
	w.has("to")
	row.Team = w.next()
	if err := w.done(); err != nil {
		return err
	}
	return s.app.SaveMembership(s.t.Context(), s.system(), row)
}

// PERSON leaves LAST DAY
func (s *story) leave(w words, _ line) error {
	row := sheet.PersonRow{Key: w.next()}
	last, err := day(w.next())
	if err != nil {
		return err
	}
	row.EndOn = sheet.Val(last)
	return s.take(sheet.Batch{People: []sheet.PersonRow{row}})
}

// PERSON works SHARE
func (s *story) work(w words, _ line) error {
	row := sheet.PersonRow{Key: w.next()}
	bp, err := share(w.next())
	if err != nil {
		return err
	}
	row.WorkingTime = sheet.Val(bp)
	return s.take(sheet.Batch{People: []sheet.PersonRow{row}})
}

// PERSON away FIRST..LAST [SHARE]
func (s *story) beAway(w words, _ line) error {
	row := sheet.AbsenceRow{Person: w.next(), Share: measure.Hundred}
	days, err := s.span(w.next())
	if err != nil {
		return err
	}
	row.From, row.To = days.From, days.To
	if len(w) > 0 {
		if row.Share, err = share(w.next()); err != nil {
			return err
		}
	}
	return s.app.SaveAbsence(s.t.Context(), s.system(), row)
}

// metric KEY sum of FIELD in UNIT | count | latest of FIELD in UNIT | ratio A over B [in UNIT] [lower is better] [credit full] [where FILTER]
func (s *story) setMetric(w words, _ line) error {
	row := sheet.MetricRow{Key: w.next()}
	if where := w.rest("where"); where != "" {
		row.Where = sheet.Val(where)
	}
	kind := w.next()
	row.Kind = sheet.Val(kind)
	if kind == "ratio" {
		row.Numerator = sheet.Val(w.next())
		row.Denominator = sheet.Val(w.after("over"))
	}
	if of := w.after("of"); of != "" {
		row.Of = sheet.Val(of)
	}
	row.Unit = sheet.Val("count")
	if unit := w.after("in"); unit != "" {
		row.Unit = sheet.Val(unit)
	}
	if credit := w.after("credit"); credit != "" {
		row.Credit = sheet.Val(credit)
	}
	if w.has("lower") && w.has("is") && w.has("better") {
		row.Direction = sheet.Val("down")
	}
	if err := w.done(); err != nil {
		return err
	}
	return s.take(sheet.Batch{Metrics: []sheet.MetricRow{row}})
}

// import TABLE, or try import TABLE for a dry run; the rows stand indented below
func (s *story) importRows(w words, l line) error {
	dry := w[0] == "try"
	if dry {
		w = w[2:]
	}
	text := strings.Join(l.block, "\n") + "\n"
	file := sheet.File{Name: w.next() + ".csv", Data: strings.NewReader(text), Size: int64(len(text))}
	b, err := sheet.Read([]sheet.File{file}, sheet.Options{French: true, Currency: s.org.Currency})
	if err != nil {
		return err
	}
	r, err := s.app.Import(s.t.Context(), s.system(), file.Name, b, dry)
	if err == nil && !dry {
		s.imports = append(s.imports, r.ID)
	}
	return err
}

// undo import: the last one
func (s *story) undoImport(w words, _ line) error {
	if len(s.imports) == 0 {
		return unclear("nothing was imported")
	}
	last := s.imports[len(s.imports)-1]
	return s.app.UndoImport(s.t.Context(), s.system(), last)
}

// owner finds a person, a team, or the company itself by name.
func (s *story) owner(name string) (org.Owner, error) {
	w := s.world()
	if p, ok := w.PersonByKey(name); ok {
		return org.PersonOwner(p.ID), nil
	}
	if t, ok := w.TeamByKey(name); ok {
		return org.TeamOwner(t.ID), nil
	}
	return org.Owner{}, unclear("nobody is called %q", name)
}

// actor is a person of the story, or the administrator's desk when nobody is named.
func (s *story) actor(name string) (org.Actor, error) {
	if name == "" {
		return s.system(), nil
	}
	p, ok := s.world().PersonByKey(name)
	if !ok {
		return org.Actor{}, unclear("nobody is called %q", name)
	}
	return org.Actor{Org: s.org.ID, Person: p.ID, Role: p.Role, Kind: org.ByPerson}, nil
}
