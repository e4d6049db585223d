package app

import (
	"context"
	"strings"
	"unicode/utf8"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/letter"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// What can be said and done about a letter once it is issued. To have read is not to agree, and neither is waited for.
const (
	LetterAcknowledged = "acknowledged" // « J’ai pris connaissance »
	LetterAccepted     = "accepted"
	LetterDisputed     = "disputed"
	letterSigned       = "signed"
	letterByHand       = "by_hand"
)

// theirs is a letter and its terms, for the person it is for.
func (u *Unit) theirs(id org.ID) (store.Letter, letter.Terms, error) {
	x, t, err := u.letter(id)
	if err == nil && !u.Actor.Is(x.Person) {
		err = fault.New(fault.Forbidden, "letter.reader")
	}
	return x, t, err
}

// letter is a letter that the actor may see; one that they may not looks absent.
func (u *Unit) letter(id org.ID) (x store.Letter, t letter.Terms, err error) {
	if x, err = u.tx.Letter(u.org(), id); err != nil {
		return x, t, err
	}
	if u.World.maySeeLetter(u.Actor, x, u.World.Today(u.At)) != nil {
		return x, t, notFound("letter")
	}
	t, err = letter.Read(x.Body)
	return x, t, err
}

// OpenLetter stamps that its person has opened a letter; the first time counts, and somebody else's look stamps nothing.
func (a *App) OpenLetter(ctx context.Context, actor org.Actor, id org.ID) error {
	return a.write(ctx, actor, func(u *Unit) error {
		x, _, err := u.theirs(id)
		if err != nil {
			return err
		}
		return u.open(x)
	})
}

func (u *Unit) open(x store.Letter) error {
	if x.Opened > 0 {
		return nil
	}
	if err := u.tx.OpenLetter(u.org(), x.ID, u.At.UnixMicro()); err != nil {
		return err
	}
	return u.note("letter.opened", "letter", x.ID, map[string]any{"person": x.Person.String()})
}

// AnswerLetter records what its person says to a letter: that they have read it, that they accept it, or that they do not, in their
// own words. Each is apart from the others, a later answer stands beside the earlier one, and nothing waits for any of them.
func (a *App) AnswerLetter(ctx context.Context, actor org.Actor, id org.ID, reply, text string) error {
	return a.write(ctx, actor, func(u *Unit) error {
		x, _, err := u.theirs(id)
		if err != nil {
			return err
		}
		text = strings.TrimSpace(text)
		if utf8.RuneCountInString(text) > maxNote {
			return fault.Bad("text", "letter.text_too_long", "max", maxNote)
		}
		if err := u.open(x); err != nil {
			return err
		}
		switch reply {
		case LetterAcknowledged:
			return u.acknowledgeLetter(x)
		case LetterAccepted, LetterDisputed:
			if err := u.latest(x); err != nil {
				return err
			}
			return u.happened(x, store.LetterEvent{Kind: reply, Text: text})
		}
		return fault.Bad("reply", "choice.unknown", "value", reply, "allowed", LetterAcknowledged+", "+LetterAccepted+", "+LetterDisputed)
	})
}

func (u *Unit) acknowledgeLetter(x store.Letter) error {
	if x.Acknowledged > 0 {
		return nil
	}
	if err := u.tx.AcknowledgeLetter(u.org(), x.ID, u.At.UnixMicro()); err != nil {
		return err
	}
	return u.note("letter.acknowledged", "letter", x.ID, map[string]any{"person": x.Person.String()})
}

// latest refuses to answer a version that another has replaced.
func (u *Unit) latest(x store.Letter) error {
	last, _, err := latestLetter(u.tx, u.org(), x.Person, period.Days(x.From, x.To))
	if err == nil && last.ID != x.ID {
		err = fault.New(fault.Conflict, "letter.superseded", "version", last.Version)
	}
	return err
}

// linesPerChange is more lines than one change writes into the journal.
const linesPerChange = 1 << 20

// happened appends to what is known of a letter. Events are numbered as the journal tells them: of two answers the later one counts,
// even within one instant.
func (u *Unit) happened(x store.Letter, e store.LetterEvent) error {
	e.Letter, e.ID, e.At, e.Actor = x.ID, org.ID(u.Seq*linesPerChange+int64(len(u.journal))), u.At.UnixMicro(), u.Actor.Person
	if err := u.tx.InsertLetterEvent(u.org(), e); err != nil {
		return err
	}
	return u.note("letter."+e.Kind, "letter", x.ID, map[string]any{"person": x.Person.String()})
}

// issuers is a letter that the actor may act on for the employer.
func (u *Unit) issuers(id org.ID) (store.Letter, letter.Terms, error) {
	x, t, err := u.letter(id)
	if err == nil {
		err = u.World.mayIssueLetter(u.Actor, x.Person, u.World.Today(u.At))
	}
	return x, t, err
}

// SignLetter is the employer's signature of a contractual letter; the person's is that they accept it. Signing again changes nothing.
func (a *App) SignLetter(ctx context.Context, actor org.Actor, id org.ID) error {
	return a.write(ctx, actor, func(u *Unit) error {
		x, t, err := u.issuers(id)
		if err != nil {
			return err
		}
		if t.Mode != goal.Contractual {
			return fault.New(fault.Conflict, "letter.not_contractual")
		}
		if err := u.latest(x); err != nil {
			return err
		}
		events, err := u.tx.LetterEvents(u.org(), []org.ID{id})
		if err != nil || signed(events) {
			return err
		}
		return u.happened(x, store.LetterEvent{Kind: letterSigned})
	})
}

func signed(events []store.LetterEvent) bool {
	for _, e := range events {
		if e.Kind == letterSigned {
			return true
		}
	}
	return false
}

// HandOver records that a paper copy was given on a day, between the one on which the letter was made and today.
func (a *App) HandOver(ctx context.Context, actor org.Actor, id org.ID, on period.Date) error {
	return a.write(ctx, actor, func(u *Unit) error {
		x, _, err := u.issuers(id)
		if err != nil {
			return err
		}
		if on.IsZero() || on > u.World.Today(u.At) || on < u.World.dayOf(x.At) {
			return fault.Bad("on", "letter.hand_date")
		}
		return u.happened(x, store.LetterEvent{Kind: letterByHand, On: on})
	})
}
