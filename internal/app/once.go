package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"

	"cordee/internal/fault"
	"cordee/internal/ledger"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/store"
)

// Once is an Idempotency-Key with what was asked under it: the same key again gives the same answer, and another request under the
// same key is refused.
type Once struct {
	Key     string
	Hash    string
	Version int // of the one row to change: refused as stale when it is no longer that; 0 for whatever it is
}

// maxOnceKey bounds the keys that clients choose.
const maxOnceKey = 255

// HashOf fingerprints a request.
func HashOf(method, path string, body []byte) string {
	h := sha256.New()
	h.Write([]byte(method + " " + path + "\n"))
	h.Write(body)
	return hex.EncodeToString(h.Sum(nil))
}

// once runs fn unless its key has been answered before; key, effect and answer are one transaction.
func once[T any](u *Unit, o Once, fn func() (T, error)) (T, error) {
	var out T
	if o.Key == "" {
		return fn()
	}
	if len(o.Key) > maxOnceKey {
		return out, fault.Bad("Idempotency-Key", "idempotency.too_long", "max", maxOnceKey)
	}
	old, found, err := u.tx.Answer(u.org(), o.Key)
	if err != nil {
		return out, err
	}
	if found {
		if old.RequestHash != o.Hash {
			return out, fault.New(fault.Invalid, "idempotency.reused").On("Idempotency-Key")
		}
		return out, json.Unmarshal([]byte(old.Response), &out)
	}
	if out, err = fn(); err != nil {
		return out, err
	}
	body, err := json.Marshal(out)
	if err != nil {
		return out, err
	}
	return out, u.tx.InsertAnswer(u.org(), store.Answer{Key: o.Key, RequestHash: o.Hash, Status: 200, Response: string(body), At: u.At.UnixMicro()})
}

// RecordOnce is Record under an idempotency key.
func (a *App) RecordOnce(ctx context.Context, actor org.Actor, rows []sheet.ResultRow, o Once) (Outcome, error) {
	var out Outcome
	err := a.write(ctx, actor, func(u *Unit) (err error) {
		out, err = once(u, o, func() (Outcome, error) {
			ready, err := u.World.resolve(rows, func(r ledger.Result) error { return u.mayPost(actor, r) })
			if err != nil {
				return Outcome{}, err
			}
			return u.postNow(ready)
		})
		return err
	})
	return out, err
}

// Take creates or updates rows of the tables, each with the permission its table needs: the API's PUT.
func (a *App) Take(ctx context.Context, actor org.Actor, b sheet.Batch, o Once) (map[sheet.Kind]Count, error) {
	var counts map[sheet.Kind]Count
	err := a.write(ctx, actor, func(u *Unit) (err error) {
		counts, err = once(u, o, func() (map[sheet.Kind]Count, error) { return u.takeTables(b, o.Version) })
		return err
	})
	return counts, err
}

func (u *Unit) takeTables(b sheet.Batch, version int) (map[sheet.Kind]Count, error) {
	if err := u.mayTake(b); err != nil {
		return nil, err
	}
	if err := u.stillAt(b, version); err != nil {
		return nil, err
	}
	in := u.intake()
	if err := in.take(b); err != nil {
		return nil, err
	}
	if len(in.problems) > 0 {
		problems := ownProblems(in.problems, b)
		sortByPlace(problems)
		return nil, problems
	}
	got := map[sheet.Kind]Count{}
	for t, c := range in.counts {
		sum := got[t.kind]
		got[t.kind] = Count{sum.Created + c.Created, sum.Updated + c.Updated, sum.Unchanged + c.Unchanged, sum.Rejected + c.Rejected}
	}
	return got, u.note("tables.changed", "org", u.org(), got)
}

// ReviewTake looks further into rows that could not be read completely, so that a program corrects once: b holds what could be read,
// found is what was said about the rest. Nothing is ever written; the answer begins with what was found and is never nil.
func (a *App) ReviewTake(ctx context.Context, actor org.Actor, b sheet.Batch, found error) error {
	err := a.write(ctx, actor, func(u *Unit) error {
		if _, err := u.takeTables(b.Whole(), 0); err != nil {
			return err
		}
		return errRollback
	})
	if errors.Is(err, errRollback) {
		err = nil
	}
	if k := fault.KindOf(err); k != "" && k != fault.Invalid && k != fault.Conflict { // not allowed, or no answer: the rows have nothing to do with it
		return err
	}
	return further(b, found, fault.All(err))
}

// stillAt refuses to change a row that is no longer at the version the caller read. One that does not exist is at none.
func (u *Unit) stillAt(b sheet.Batch, version int) error {
	if version == 0 {
		return nil
	}
	now := 0
	switch {
	case len(b.People) == 1:
		p, _ := u.World.PersonByKey(b.People[0].Key)
		now = p.Version
	case len(b.Teams) == 1:
		t, _ := u.World.TeamByKey(b.Teams[0].Key)
		now = t.Version
	case len(b.Metrics) == 1:
		m, _ := u.World.MetricByKey(b.Metrics[0].Key)
		now = m.Version
	case len(b.Goals) == 1:
		rows, err := u.tx.Goals(u.org())
		if err != nil {
			return err
		}
		if i := slices.IndexFunc(rows, func(g store.GoalRow) bool { return g.Key == b.Goals[0].Key }); i >= 0 {
			now = rows[i].Version
		}
	}
	if now != version {
		return fault.New(fault.Stale, "stale")
	}
	return nil
}

// ReviewResults tells everything that is wrong with results, those included that could not be read completely; found is what was said
// of them. Nothing is posted.
func (a *App) ReviewResults(ctx context.Context, actor org.Actor, rows []sheet.ResultRow, found error) error {
	err := a.read(ctx, actor, org.PostResult, func(r *Reading) error {
		_, err := r.World.resolve(rows, func(ledger.Result) error { return nil })
		return err
	})
	if k := fault.KindOf(err); k != "" && k != fault.Invalid {
		return err
	}
	return further(sheet.Batch{Files: []sheet.FileCount{{Kind: sheet.Results}}}, found, fault.All(err))
}

// mayTake asks for every table in the batch whether the actor may write it.
func (u *Unit) mayTake(b sheet.Batch) error {
	today := u.World.Today(u.At)
	for _, x := range []struct {
		rows int
		act  org.Action
	}{
		{len(b.Teams) + len(b.People) + len(b.Memberships) + len(b.Absences), org.ManagePeople},
		{len(b.Metrics) + len(b.Rates), org.ManageMetrics},
		{len(b.Goals) + len(b.Steps) + len(b.Tasks), org.EditGoal},
		{len(b.Results), org.PostResult},
	} {
		if x.rows == 0 {
			continue
		}
		if err := u.World.Can(u.Actor, x.act, org.Object{}, today); err != nil {
			return err
		}
	}
	return nil
}

// ResultAsk is a question for results.
type ResultAsk struct {
	Owner    string // "person:KEY" or "team:KEY"; empty: everybody
	From, To period.Date
	Before   store.Cursor
	Limit    int
}

// Results lists live results as rows, the newest first, with where the next page begins.
func (a *App) Results(ctx context.Context, actor org.Actor, ask ResultAsk) ([]sheet.ResultRow, store.Cursor, error) {
	var rows []sheet.ResultRow
	var next store.Cursor
	err := a.read(ctx, actor, org.ReadResults, func(r *Reading) error {
		reach := store.Reach{From: ask.From, To: ask.To}
		if ask.Owner != "" {
			owner, ok := r.World.OwnerByRef(ask.Owner)
			if !ok {
				return notFound("owner")
			}
			reach.Owners = r.ownersUnder(owner, ask)
		}
		page, err := r.tx.LivePage(actor.Org, reach, ask.Before, ask.Limit+1)
		if err != nil {
			return err
		}
		if len(page) > ask.Limit {
			last := page[ask.Limit-1]
			page, next = page[:ask.Limit], store.Cursor{On: last.OccurredOn, Posting: last.ID}
		}
		for _, p := range page {
			rows = append(rows, r.resultRow(p))
		}
		return nil
	})
	return rows, next, err
}

// ownersUnder is a person alone, or a team with everyone who was in it within the dates.
func (r *Reading) ownersUnder(o org.Owner, ask ResultAsk) []org.ID {
	owners := []org.ID{o.ID}
	if o.Kind == org.OwnerTeam {
		owners = append(owners, r.World.Descendants(o.ID)...)
		owners = append(owners, r.World.peopleUnder(o.ID, period.Span{From: ask.From, To: dayAfter(ask.To)})...)
	}
	return owners
}
