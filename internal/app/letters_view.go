package app

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/letter"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// LetterView is one letter as its page shows it: what it says, and what has happened to it.
type LetterView struct {
	Row        store.Letter
	Terms      letter.Terms
	Stamps     letter.Stamps
	Span       period.Span
	Latest     int  // the newest version for the same days; of this letter unless it was replaced
	Mine       bool // it is for the reader
	MayIssue   bool // the reader acts for the employer
	HasRealism bool // what was known when its paid objectives were published is frozen
	HandedOn   period.Date
	PersonName string // as it is known today
}

// Superseded tells whether another version replaces this one.
func (v LetterView) Superseded() bool { return v.Latest > v.Row.Version }

// Holds tells whether a contractual letter binds: both have signed. A unilateral one only makes known.
func (v LetterView) Holds() bool {
	return v.Terms.Mode != goal.Contractual || v.Stamps.SignedAt.Set() && v.Stamps.Answer == letter.Accepted
}

// maySeeLetter: a letter is private to its person, to those who lead them, and to those who answer for the company (LAW F8). Once the
// person is erased it is evidence only: human resources and administrators may still open it (LAW F16).
func (w *World) maySeeLetter(actor org.Actor, x store.Letter, on period.Date) error {
	if p, ok := w.Person(x.Person); ok && p.Erased && actor.Kind == org.ByPerson {
		return w.Can(actor, org.ErasePerson, org.Object{}, on)
	}
	return w.Can(actor, org.ReadPersonPrivate, org.PersonObject(x.Person), on)
}

// Letters are someone's letters, the latest period and version first, for themselves and for those who may read what is private of them.
func (a *App) Letters(ctx context.Context, actor org.Actor, person org.ID) ([]LetterView, error) {
	var list []LetterView
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		if err := r.World.Can(actor, org.ReadPersonPrivate, org.PersonObject(person), r.Today); err != nil {
			return err
		}
		rows, err := r.tx.LettersOf(actor.Org, person)
		if err != nil {
			return err
		}
		slices.SortStableFunc(rows, func(x, y store.Letter) int {
			return cmp.Or(cmp.Compare(y.From, x.From), cmp.Compare(y.To, x.To), cmp.Compare(y.Version, x.Version))
		})
		list, err = r.letterViews(rows, rows)
		return err
	})
	return list, err
}

// Letter is one letter. What the actor may not see looks like what does not exist.
func (a *App) Letter(ctx context.Context, actor org.Actor, id org.ID) (LetterView, error) {
	var v LetterView
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) (err error) {
		v, err = r.letterView(id)
		return err
	})
	return v, err
}

func (r *Reading) letterView(id org.ID) (LetterView, error) {
	x, err := r.tx.Letter(r.Actor.Org, id)
	if err != nil {
		return LetterView{}, err
	}
	if r.World.maySeeLetter(r.Actor, x, r.Today) != nil {
		return LetterView{}, notFound("letter")
	}
	all, err := r.tx.LettersOf(r.Actor.Org, x.Person)
	if err != nil {
		return LetterView{}, err
	}
	list, err := r.letterViews([]store.Letter{x}, all)
	if err != nil {
		return LetterView{}, err
	}
	list[0].HasRealism, err = r.hasRealism(list[0].Terms)
	return list[0], err
}

// letterViews reads letters with what has happened to them; all are those of the same people, to know which is the newest.
func (r *Reading) letterViews(rows, all []store.Letter) ([]LetterView, error) {
	ids := make([]org.ID, len(rows))
	for i, x := range rows {
		ids[i] = x.ID
	}
	events, err := r.tx.LetterEvents(r.Actor.Org, ids)
	if err != nil {
		return nil, err
	}
	list := make([]LetterView, len(rows))
	for i, x := range rows {
		v := LetterView{Row: x, Span: period.Days(x.From, x.To), Latest: x.Version, Mine: r.Actor.Is(x.Person)}
		if v.Terms, err = letter.Read(x.Body); err != nil {
			return nil, err
		}
		v.MayIssue = r.World.mayIssueLetter(r.Actor, x.Person, r.Today) == nil
		v.PersonName = r.World.Name(org.PersonOwner(x.Person))
		for _, other := range all {
			if other.Person == x.Person && other.From == x.From && other.To == x.To {
				v.Latest = max(v.Latest, other.Version)
			}
		}
		v.stamp(r.World, events)
		list[i] = v
	}
	return list, nil
}

// stamp folds what has happened into what the letter prints. Issuing a letter puts it before its person: published and delivered at
// once; a paper copy is a second way.
func (v *LetterView) stamp(w *World, events []store.LetterEvent) {
	at := func(micro int64) letter.Stamp {
		if micro == 0 {
			return letter.Stamp{}
		}
		return letter.Stamp{At: time.UnixMicro(micro).In(w.Location()).Truncate(time.Second), Zone: w.Location().String()}
	}
	v.Stamps = letter.Stamps{Published: at(v.Row.At), Delivered: at(v.Row.At), Opened: at(v.Row.Opened), Acknowledged: at(v.Row.Acknowledged)}
	for _, e := range events {
		if e.Letter != v.Row.ID {
			continue
		}
		switch e.Kind {
		case LetterAccepted, LetterDisputed:
			v.Stamps.Answer, v.Stamps.Answered, v.Stamps.Comment = letter.Answer(e.Kind), at(e.At), e.Text
		case letterSigned:
			v.Stamps.SignedBy, v.Stamps.SignedAt = w.Name(org.PersonOwner(e.Actor)), at(e.At)
		case letterByHand:
			v.Stamps.ByHand, v.HandedOn = true, e.On
		}
	}
}

// LetterDraft is what a letter would say, for the form that issues it.
type LetterDraft struct {
	Person     org.Person
	Span       period.Span
	PeriodName letter.Text
	Objectives []letter.Objective
	Unpaid     int // objectives of the same days that no pay hangs on and that stay out
	Mode       goal.Mode
	Contract   bool // an objective is fixed by contract: the mode is no choice
	Late       *letter.Late
	Version    int // that it would have
	Unchanged  bool
	Contest    letter.Contest
	Signatory  string
	Employer   letter.Employer // as the latest letter for the same person or the same days named it, to be typed once only
	Periods    []period.Span   // of the person's published objectives, those that pay hangs on first
}

// Paid tells whether pay hangs on it.
func (d LetterDraft) Paid() bool { return letter.Terms{Objectives: d.Objectives}.Paid() }

// DraftLetter composes a letter without writing anything. Without days it is for the period that asks for one most; a period without
// objectives gives an empty draft.
func (a *App) DraftLetter(ctx context.Context, actor org.Actor, person org.ID, span period.Span, form LetterForm) (LetterDraft, error) {
	v := LetterDraft{Span: span}
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		p, ok := r.World.Person(person)
		if !ok || p.Erased {
			return notFound("person")
		}
		v.Person = p
		if err := r.World.mayIssueLetter(actor, person, r.Today); err != nil {
			return err
		}
		var err error
		if v.Periods, err = r.letterPeriods(person); err != nil {
			return err
		}
		if span == (period.Span{}) {
			span = r.World.Org().Calendar.Quarter(r.Today)
			if len(v.Periods) > 0 {
				span = v.Periods[0]
			}
			v.Span = span
		}
		d := drafter{tx: r.tx, w: r.World, at: a.now(), actor: actor, form: form}
		t, rows, err := d.terms(p, span)
		v.Unchanged = fault.Is(err, "letter.unchanged")
		if err != nil && !v.Unchanged && !fault.Is(err, "letter.objectives_missing") {
			return err
		}
		if v.Employer, err = r.employerBefore(person, span); err != nil {
			return err
		}
		v.PeriodName, v.Objectives, v.Mode, v.Late, v.Version, v.Contest, v.Signatory = t.PeriodName, t.Objectives, t.Mode, t.Late, t.Version, t.Contest, t.Employer.Signatory
		for _, g := range rows {
			v.Contract = v.Contract || g.Mode == goal.Contractual
		}
		d.form.Unpaid = true
		every, err := d.objectives(p, span)
		v.Unpaid = len(every) - len(t.Objectives)
		return err
	})
	return v, err
}

// employerBefore is the employer as the latest letter named it, of the same person or for the same days.
func (r *Reading) employerBefore(person org.ID, span period.Span) (letter.Employer, error) {
	own, err := r.tx.LettersOf(r.Actor.Org, person)
	if err != nil {
		return letter.Employer{}, err
	}
	same, err := r.tx.LettersFor(r.Actor.Org, span.From, span.Last(), 1)
	if err != nil {
		return letter.Employer{}, err
	}
	var last store.Letter
	for _, x := range append(own, same...) {
		if x.At > last.At {
			last = x
		}
	}
	if last.ID == 0 {
		return letter.Employer{}, nil
	}
	t, err := letter.Read(last.Body)
	return t.Employer, err
}

// lettersBack is for how many days after its end a period can still be given a letter from the list of the form.
const lettersBack = 120

// letterPeriods are the days of someone's published objectives: those that pay hangs on and that no letter tells of first, then the
// nearest.
func (r *Reading) letterPeriods(person org.ID) ([]period.Span, error) {
	rows, err := r.tx.GoalsOf(r.Actor.Org, []org.ID{person}, r.Today.AddDays(-lettersBack), 0)
	if err != nil {
		return nil, err
	}
	letters, err := r.tx.LettersUntil(r.Actor.Org, []org.ID{person}, r.Today.AddDays(-lettersBack))
	if err != nil {
		return nil, err
	}
	rank := map[period.Span]int{}
	for _, g := range rows {
		s := g.Span()
		if g.Status != goal.Published || s.Empty() || s.Open() {
			continue
		}
		urgency := 2
		if g.Paid && !covered(letters, g) && g.End >= r.Today {
			urgency = 0
		} else if g.Paid {
			urgency = 1
		}
		if have, known := rank[s]; !known || urgency < have {
			rank[s] = urgency
		}
	}
	return slices.SortedFunc(maps.Keys(rank), func(x, y period.Span) int {
		return cmp.Or(cmp.Compare(rank[x], rank[y]), cmp.Compare(y.From, x.From), cmp.Compare(y.To, x.To))
	}), nil
}
