package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"

	"cordee/internal/org"
	"cordee/internal/store"
)

// chainJournal ties the lines about to be written to the last one: each carries a hash of itself and of the line before, so that
// nothing can be changed, taken out or put in between without every later line telling.
func (u *Unit) chainJournal() error {
	if len(u.journal) == 0 {
		return nil
	}
	tail, _, err := u.tx.JournalTail(u.org())
	if err != nil {
		return err
	}
	before := tail.Chain
	for i := range u.journal {
		u.journal[i].Chain = chainHash(u.org(), before, u.journal[i])
		before = u.journal[i].Chain
	}
	return nil
}

// chainHash covers everything a line says and the hash of the line before. Each field is preceded by its length, so that no two
// lines read the same.
func chainHash(o org.ID, before string, c store.Change) string {
	h := sha256.New()
	field(h, before)
	for _, n := range []int64{int64(o), c.Seq, int64(c.Line), c.At, int64(c.Actor), int64(c.Subject)} {
		field(h, fmt.Sprint(n))
	}
	for _, s := range []string{c.ActorKind, c.Kind, c.SubjectKind, c.Data} {
		field(h, s)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func field(h hash.Hash, s string) { _, _ = fmt.Fprintf(h, "%d:%s", len(s), s) }

// Checkpoint is the journal's last line at some moment. Kept elsewhere, it proves later that nothing up to it was touched, not
// even cut off at the end.
type Checkpoint struct {
	Seq   int64  `json:"seq"`
	Line  int    `json:"line"`
	Chain string `json:"chain"`
}

// JournalCheck is the outcome of reading the whole journal again.
type JournalCheck struct {
	Lines  int
	Last   Checkpoint
	Broken *Checkpoint // the first line that does not fit the ones before; nil when all do
	Lost   bool        // the checkpoint asked for is not in the journal
}

// Sound tells whether the journal is whole.
func (c JournalCheck) Sound() bool { return c.Broken == nil && !c.Lost }

const chainPage = 5_000

// VerifyJournal reads an organisation's journal from its first line and checks every tie; known is a checkpoint kept from before,
// the zero one for none.
func (a *App) VerifyJournal(ctx context.Context, o org.ID, known Checkpoint) (JournalCheck, error) {
	c := journalReader{org: o, known: known}
	err := a.db.Read(ctx, func(tx *store.Tx) error {
		c.check = JournalCheck{Lost: known != Checkpoint{}}
		for {
			page, err := tx.JournalAfter(o, c.check.Last.Seq, c.check.Last.Line, chainPage)
			if err != nil || len(page) == 0 || !c.read(page) {
				return err
			}
		}
	})
	return c.check, err
}

// journalReader walks along a chain.
type journalReader struct {
	org   org.ID
	known Checkpoint
	check JournalCheck
}

// read goes on along the chain; false at the first line that does not fit.
func (r *journalReader) read(page []store.Change) bool {
	for _, c := range page {
		at := Checkpoint{c.Seq, c.Line, c.Chain}
		last := r.check.Last
		rises := c.Seq > last.Seq || c.Seq == last.Seq && c.Line > last.Line
		if !rises || c.Chain != chainHash(r.org, last.Chain, c) {
			r.check.Broken = &at
			return false
		}
		if at == r.known {
			r.check.Lost = false
		}
		r.check.Lines++
		r.check.Last = at
	}
	return true
}
