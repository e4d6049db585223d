package app

import (
	"context"

	"cordee/internal/letter"
	"cordee/internal/org"
	"cordee/internal/store"
)

// LetterCheck is what the register says of a file.
type LetterCheck struct {
	letter.Verdict
	Newest int // the newest version for the same days, when the letter is recorded; above its own it was replaced
}

// Superseded tells whether the file is a recorded letter that a newer version replaces.
func (c LetterCheck) Superseded() bool {
	version := c.Letter.Terms.Version
	if c.Realism {
		version = c.Dossier.Version
	}
	return c.State == letter.Intact && c.Newest > version
}

// VerifyLetter compares a file with what the organisation has recorded: the register has the last word, for a seal has no secret.
func (a *App) VerifyLetter(ctx context.Context, actor org.Actor, file []byte) (LetterCheck, error) {
	var c LetterCheck
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		alone := letter.Verify(file, nil)
		x, found, err := r.recorded(alone)
		if err != nil {
			return err
		}
		hash := x.Hash
		if found && alone.Realism {
			if hash, err = r.realismHash(x); err != nil {
				return err
			}
		}
		c.Verdict = letter.Verify(file, func(string, int) (string, bool) { return hash, found })
		if !found || c.State != letter.Intact {
			return nil
		}
		all, err := r.tx.LettersOf(actor.Org, x.Person)
		for _, y := range all {
			if y.From == x.From && y.To == x.To {
				c.Newest = max(c.Newest, y.Version)
			}
		}
		return err
	})
	return c, err
}

// recorded is the letter of the register that a file says it is: by its number and version.
func (r *Reading) recorded(v letter.Verdict) (store.Letter, bool, error) {
	number, version, span := v.Letter.Terms.Number, v.Letter.Terms.Version, v.Letter.Terms.Period
	if v.Realism {
		number, version, span = v.Dossier.Number, v.Dossier.Version, v.Dossier.Period
	}
	if span.Empty() || span.Open() || version < 1 {
		return store.Letter{}, false, nil
	}
	rows, err := r.tx.LettersFor(r.Actor.Org, span.From, span.Last(), version)
	for _, x := range rows {
		if t, err := letter.Read(x.Body); err != nil || t.Number == number {
			return x, err == nil, err
		}
	}
	return store.Letter{}, false, err
}

// realismHash is the hash of a letter's file of realism as the register holds it.
func (r *Reading) realismHash(x store.Letter) (string, error) {
	t, err := letter.Read(x.Body)
	if err != nil {
		return "", err
	}
	file, _, err := realismOf(r.tx, r.World, x, t)
	if err != nil {
		return "", err
	}
	return file.Hash()
}
