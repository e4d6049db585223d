package app

import (
	"context"
	"slices"

	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// What a reminder is about.
const (
	LetterToIssue     = "to_issue"    // a period with paid objectives begins soon, and no letter says so yet
	LetterUnopened    = "unopened"    // given three working days ago or more, and not opened
	LetterUnpublished = "unpublished" // a paid objective of a period that begins soon is not binding yet
)

// LetterReminder is one thing to think of before a period begins, or after a letter was given. It waits for nobody and blocks nothing.
type LetterReminder struct {
	What   string
	Person org.Person
	Span   period.Span
	Days   int    // until the period begins, or since the letter was given
	Alarm  int    // the alarm that has rung: 30, 15, 7 or 1 days before; 0 for what is not about a start
	Letter org.ID // the one given
	Goal   org.ID // the objective still to be made binding
	Title  string
}

// alarms are how many days before a period begins its letters are thought of (LAW F1), the nearest first.
var alarms = []int{1, 7, 15, 30}

// unopenedAfter is how many working days a letter may stay closed before whoever gave it is told.
const unopenedAfter = 3

// alarm is the nearest alarm that has rung, 0 for none.
func alarm(days int) int {
	for _, a := range alarms {
		if days >= 0 && days <= a {
			return a
		}
	}
	return 0
}

// LetterReminders are what the actor may want to do about letters of the people they lead, the most pressing first: what begins
// soon without its paid objectives being made known, and what was given and not opened. Human resources see the whole company.
func (a *App) LetterReminders(ctx context.Context, actor org.Actor) ([]LetterReminder, error) {
	var list []LetterReminder
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		people := map[org.ID]org.Person{}
		for _, p := range r.lettersFor() {
			people[p.ID] = p
		}
		if len(people) == 0 {
			return nil
		}
		ids := make([]org.ID, 0, len(people))
		for id := range people {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		letters, err := r.tx.LettersUntil(actor.Org, ids, r.Today)
		if err != nil {
			return err
		}
		coming, err := r.comingLetters(ids, people, letters)
		if err != nil {
			return err
		}
		given, err := r.givenLetters(people, letters)
		list = append(coming, given...)
		return err
	})
	return list, err
}

// lettersFor are those to whom the reader gives letters: the people they lead most closely, or everybody for human resources.
func (r *Reading) lettersFor() []org.Person {
	if r.Actor.Role != org.HR {
		return slices.DeleteFunc(r.World.led(r.Actor.Person, r.Today), func(p org.Person) bool {
			leads := r.World.Leads(p.ID, r.Today)
			return len(leads) > 0 && leads[0] != r.Actor.Person
		})
	}
	var all []org.Person
	for _, p := range r.World.People {
		if !p.Erased && p.ID != r.Actor.Person && p.HereOn(r.Today) && len(all) < maxLed {
			all = append(all, p)
		}
	}
	return all
}

// comingLetters looks at paid objectives that begin within the first alarm: those not binding yet, and those no letter tells of.
func (r *Reading) comingLetters(ids []org.ID, people map[org.ID]org.Person, letters []store.Letter) ([]LetterReminder, error) {
	rows, err := r.tx.GoalsOf(r.Actor.Org, ids, r.Today, r.Today.AddDays(alarms[len(alarms)-1]))
	if err != nil {
		return nil, err
	}
	var list []LetterReminder
	asked := map[LetterReminder]bool{}
	for _, g := range rows {
		days := int(g.Start - r.Today)
		if !g.Paid || g.Closed != nil || g.Status == goal.Cancelled || alarm(days) == 0 {
			continue
		}
		x := LetterReminder{What: LetterToIssue, Person: people[g.Owner.ID], Span: g.Span(), Days: days, Alarm: alarm(days)}
		if g.Status != goal.Published {
			x.What, x.Goal, x.Title = LetterUnpublished, g.ID, g.Title
		} else if covered(letters, g) {
			continue
		}
		if !asked[x] {
			asked[x] = true
			list = append(list, x)
		}
	}
	slices.SortStableFunc(list, func(x, y LetterReminder) int { return x.Days - y.Days })
	return list, nil
}

// covered tells whether a letter for these days was made after the objective was published.
func covered(letters []store.Letter, g store.GoalRow) bool {
	return slices.ContainsFunc(letters, func(x store.Letter) bool {
		return x.Person == g.Owner.ID && x.From <= g.Start && x.To >= g.End && x.At >= g.PublishedAt
	})
}

// givenLetters finds the newest letters that nobody has opened after three working days.
func (r *Reading) givenLetters(people map[org.ID]org.Person, letters []store.Letter) ([]LetterReminder, error) {
	type days struct {
		person   org.ID
		from, to period.Date
	}
	newest := map[days]store.Letter{}
	for _, x := range letters {
		if k := (days{x.Person, x.From, x.To}); newest[k].Version < x.Version {
			newest[k] = x
		}
	}
	var closed []org.ID
	var list []LetterReminder
	for _, x := range letters {
		given := r.World.dayOf(x.At)
		waited := r.World.Org().Calendar.WorkingDays(period.Span{From: given.AddDays(1), To: r.Today.AddDays(1)})
		if newest[days{x.Person, x.From, x.To}].ID != x.ID || x.Opened > 0 || waited < unopenedAfter {
			continue
		}
		closed = append(closed, x.ID)
		list = append(list, LetterReminder{What: LetterUnopened, Person: people[x.Person], Span: period.Days(x.From, x.To), Days: waited, Letter: x.ID})
	}
	events, err := r.tx.LetterEvents(r.Actor.Org, closed)
	return slices.DeleteFunc(list, func(m LetterReminder) bool {
		return slices.ContainsFunc(events, func(e store.LetterEvent) bool { return e.Letter == m.Letter && e.Kind == letterByHand })
	}), err
}

// LetterNotice is a letter that waits for its person's first look.
type LetterNotice struct {
	ID       org.ID
	Span     period.Span
	Version  int
	Opened   bool // opened, and not acknowledged yet
	IssuedOn period.Date
}

// MyLetters are the actor's own newest letters that they have not opened or not taken note of yet, newest first.
func (a *App) MyLetters(ctx context.Context, actor org.Actor) ([]LetterNotice, error) {
	var list []LetterNotice
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		if actor.Person == 0 {
			return nil
		}
		rows, err := r.tx.LettersUntil(actor.Org, []org.ID{actor.Person}, r.Today)
		for _, x := range rows {
			newer := slices.ContainsFunc(rows, func(y store.Letter) bool { return y.From == x.From && y.To == x.To && y.Version > x.Version })
			if !newer && x.Acknowledged == 0 {
				list = append(list, LetterNotice{ID: x.ID, Span: period.Days(x.From, x.To), Version: x.Version, Opened: x.Opened > 0, IssuedOn: r.World.dayOf(x.At)})
			}
		}
		return err
	})
	return list, err
}
