package store

import (
	"database/sql"
	"fmt"
	"math"
	"slices"
	"strings"

	"cordee/internal/org"
	"cordee/internal/period"
)

// Reach is which results are meant: of these owners (none named: of everybody), on these days (both included, zero = open), of these kinds
// (none named: of all).
type Reach struct {
	Owners   []org.ID
	From, To period.Date
	Kinds    []string
}

// clause collects conditions with their numbered arguments.
type clause struct {
	parts []string
	args  []any
}

// and adds a condition; %d in it becomes the number of the argument.
func (c *clause) and(condition string, arg any) {
	c.args = append(c.args, arg)
	c.parts = append(c.parts, fmt.Sprintf(condition, len(c.args)))
}

// arg adds an argument and gives its "$n".
func (c *clause) arg(v any) string {
	c.args = append(c.args, v)
	return fmt.Sprintf("$%d", len(c.args))
}

func (c *clause) String() string { return strings.Join(c.parts, " AND ") }

// reach is r as conditions on the rows named by prefix.
func (t *Tx) reach(o org.ID, r Reach, prefix string) (clause, error) {
	var c clause
	c.and(prefix+".org_id = $%d", o)
	switch len(r.Owners) {
	case 0:
	case 1: // said so that the engine reads one owner's rows in order and stops at the last one asked for
		c.and(prefix+".owner_id = $%d", r.Owners[0])
	default:
		c.and(prefix+".owner_id {IN $%d}", ints(t, r.Owners))
	}
	if !r.From.IsZero() {
		c.and(prefix+".occurred_on >= $%d", r.From.String())
	}
	if !r.To.IsZero() {
		c.and(prefix+".occurred_on <= $%d", r.To.String())
	}
	if len(r.Kinds) > 0 {
		kinds, err := texts(t, r.Kinds)
		if err != nil {
			return c, err
		}
		c.and(prefix+".kind {IN $%d}", kinds)
	}
	return c, nil
}

// sqlLive holds for a row x whose posting stands now. Its head says so: signs and reversals do not, for a cancellation can be taken back.
const sqlLive = `
	EXISTS (
		SELECT 1 FROM result_head h
		WHERE h.org_id = x.org_id AND h.source = x.source AND h.ref = x.ref AND h.posting_id = x.posting_id AND h.live)`

// sqlLiveOneByOne says the same in a way that PostgreSQL looks up row after row: for a page, it stops at the last row asked for.
const sqlLiveOneByOne = `
	(SELECT h.live FROM result_head h
		WHERE h.org_id = x.org_id AND h.source = x.source AND h.ref = x.ref AND h.posting_id = x.posting_id)`

// EachOf streams the postings, reversals too, with a line of these owners; Credits and Assists hold only those lines. By day, then posting.
func (t *Tx) EachOf(o org.ID, r Reach, fn func(Posted) error) error {
	c, err := t.reach(o, r, "e")
	if err != nil {
		return err
	}
	return t.eachPosted(sqlEntryColumns+` WHERE `+c.String()+` ORDER BY e.occurred_on, e.posting_id, e.line`, fn, c.args...)
}

// EachLive streams, complete and in the order of posting, the postings that stand now and have a line within reach.
func (t *Tx) EachLive(o org.ID, r Reach, fn func(Posted) error) error {
	c, err := t.reach(o, r, "x")
	if err != nil {
		return err
	}
	q := sqlEntryColumns + ` WHERE e.org_id = ` + c.arg(o) + ` AND e.posting_id IN (
		SELECT x.posting_id FROM ledger_entry x WHERE ` + c.String() + ` AND ` + sqlLive + `)
	ORDER BY e.posting_id, e.line`
	return t.eachPosted(q, fn, c.args...)
}

const sqlLiveAmong = sqlEntryColumns + `
	WHERE e.org_id = $1 AND e.posting_id {IN $2} AND EXISTS (
		SELECT 1 FROM result_head h
		WHERE h.org_id = e.org_id AND h.source = e.source AND h.ref = e.ref AND h.posting_id = e.posting_id AND h.live)
	ORDER BY e.posting_id, e.line`

// firstLook and lastLook are how many postings EachLatest loads the first time and at most at a time.
const (
	firstLook = 16
	lastLook  = 1_024
)

// EachLatest gives the postings that stand now and have a line within reach, complete, the greatest source and reference first, until fn
// has had enough. Of a long day only the places are read, and of the postings no more than fn asks for.
func (t *Tx) EachLatest(o org.ID, r Reach, fn func(Posted) (enough bool)) error {
	c, err := t.reach(o, r, "x")
	if err != nil {
		return err
	}
	q := `SELECT DISTINCT x.posting_id, x.source, x.ref FROM ledger_entry x WHERE ` + c.String() + `
	ORDER BY x.source DESC, x.ref DESC, x.posting_id DESC`
	var ids []int64
	var id int64
	var source, ref sql.RawBytes
	err = t.each(q, func(r row) error {
		err := r.Scan(&id, &source, &ref)
		ids = append(ids, id)
		return err
	}, c.args...)
	for look := firstLook; err == nil && len(ids) > 0; look = min(2*look, lastLook) {
		n := min(look, len(ids))
		live := make(map[int64]Posted, n)
		err = t.eachPosted(sqlLiveAmong, func(p Posted) error {
			live[p.ID] = p
			return nil
		}, o, ints(t, ids[:n]))
		for _, id := range ids[:n] {
			if p, stands := live[id]; stands && fn(p) {
				return err
			}
		}
		ids = ids[n:]
	}
	return err
}

// Cursor is a place in a list of results, newest first. The zero value is before the newest.
type Cursor struct {
	On      period.Date
	Posting int64
}

// LivePage are the next results that stand, complete, newest day first, then last posted first, after a place in that order.
func (t *Tx) LivePage(o org.ID, r Reach, after Cursor, limit int) ([]Posted, error) {
	c, err := t.reach(o, r, "x")
	if err != nil {
		return nil, err
	}
	page := ``
	if after != (Cursor{}) {
		page = ` AND (x.occurred_on, x.posting_id) < (` + c.arg(after.On.String()) + `, ` + c.arg(after.Posting) + `)`
	}
	q := `SELECT DISTINCT x.occurred_on, x.posting_id FROM ledger_entry x WHERE ` + c.String() + ` AND ` + sqlLiveOneByOne + page + `
	ORDER BY x.occurred_on DESC, x.posting_id DESC
	LIMIT ` + c.arg(limit)
	var ids []int64
	err = t.each(q, func(r row) error {
		var on period.Date
		var id int64
		err := r.Scan(&on, &id)
		ids = append(ids, id)
		return err
	}, c.args...)
	if err != nil {
		return nil, err
	}
	return t.inOrder(o, ids)
}

// Feed are postings with a line within reach, reversals too, complete, last posted first, before a posting id (0: from the last).
func (t *Tx) Feed(o org.ID, r Reach, before int64, limit int) ([]Posted, error) {
	c, err := t.reach(o, r, "x")
	if err != nil {
		return nil, err
	}
	if before == 0 {
		before = math.MaxInt64
	}
	c.and("x.posting_id < $%d", before)
	q := `SELECT DISTINCT x.posting_id FROM ledger_entry x WHERE ` + c.String() + ` ORDER BY x.posting_id DESC LIMIT ` + c.arg(limit)
	var ids []int64
	err = t.each(q, func(r row) error {
		var id int64
		err := r.Scan(&id)
		ids = append(ids, id)
		return err
	}, c.args...)
	if err != nil {
		return nil, err
	}
	return t.inOrder(o, ids)
}

// inOrder loads postings in the order of their ids.
func (t *Tx) inOrder(o org.ID, ids []int64) ([]Posted, error) {
	found, err := t.Postings(o, ids)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	list := make([]Posted, 0, len(ids))
	for _, id := range ids {
		list = append(list, found[id])
	}
	return slices.Clip(list), nil
}
