package store

import (
	"database/sql"
	"encoding/json"

	"cordee/internal/fault"
	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// postingBits is the room for postings under one change number: a million.
const postingBits = 20

// PostingID is the id of the n-th posting of change seq: ids grow in the order of posting, without a sequence in the database.
func PostingID(seq int64, n int) int64 { return seq<<postingBits | int64(n) }

// Posted is a posting with who made it and by which import, 0 for none.
type Posted struct {
	ledger.Posting
	Import, Actor org.ID
}

// The two roles of a line: a credit carries a share and counts, an assist is shown and counts for nothing.
const (
	roleCredit = "credit"
	roleAssist = "assist"
)

var entryRows = bulk{
	table: "ledger_entry",
	columns: []string{
		"org_id", "posting_id", "line", "sign", "reverses", "source", "ref", "version", "occurred_on", "roster_on", "kind", "role",
		"owner_kind", "owner_id", "share_bp", "amount", "original_amount", "original_currency", "rate", "attrs", "recorded_at", "change_seq",
		"import_id", "actor_id",
	},
	types: []string{
		"bigint", "bigint", "bigint", "bigint", "bigint", "text", "text", "bigint", "text", "text", "text", "text",
		"text", "bigint", "bigint", "bigint", "bigint", "text", "bigint", "text", "bigint", "bigint",
		"bigint", "bigint",
	},
}

// line is one row of a posting: its credit or assist i.
type line struct{ posting, i int }

// InsertPostings appends postings, one row per credit and per assist. Ids grow in the order of posting: take them from PostingID.
func (t *Tx) InsertPostings(o org.ID, ps []Posted) error {
	lines := make([]line, 0, 2*len(ps))
	for p := range ps {
		n := len(ps[p].Credits) + len(ps[p].Assists)
		if n == 0 {
			return fault.New(fault.Internal, "store.posting_without_owner", "ref", ps[p].Ref)
		}
		for i := range n {
			lines = append(lines, line{p, i})
		}
	}
	filled := -1 // v keeps from line to line what all lines of a posting have in common
	return t.bulk(&entryRows, len(lines), func(at int, v []any) error {
		l := lines[at]
		p := &ps[l.posting]
		if l.posting != filled {
			if err := fillPosting(o, p, v); err != nil {
				return err
			}
			filled = l.posting
		}
		v[2] = int64(l.i + 1)
		if l.i < len(p.Credits) {
			c := p.Credits[l.i]
			v[11], v[12], v[13], v[14] = roleCredit, string(c.Owner.Kind), int64(c.Owner.ID), int64(c.BP)
			return nil
		}
		v[11], v[12], v[13], v[14] = roleAssist, string(org.OwnerPerson), int64(p.Assists[l.i-len(p.Credits)]), int64(0)
		return nil
	})
}

// fillPosting writes the columns that all lines of a posting share.
func fillPosting(o org.ID, p *Posted, v []any) error {
	text, err := attrs(p.Attrs)
	if err != nil {
		return err
	}
	v[0], v[1], v[3], v[4], v[5], v[6] = int64(o), p.ID, int64(p.Sign), wide(org.ID(p.Reverses)), p.Source, p.Ref
	v[7] = nil
	if p.HasVersion {
		v[7] = p.Version
	}
	v[8], v[9], v[10] = p.OccurredOn.String(), p.RosterOn.String(), p.Kind
	v[15], v[16], v[17], v[18] = amount(p.Amount), amount(p.OriginalAmount), orNull(p.OriginalCurrency), wide(org.ID(p.Rate))
	v[19], v[20], v[21], v[22], v[23] = text, p.At, p.Seq, wide(p.Import), wide(p.Actor)
	return nil
}

const sqlEntryColumns = `
	SELECT e.posting_id, e.sign, COALESCE(e.reverses, 0), e.source, e.ref, e.version, e.occurred_on, e.roster_on, e.kind, e.role,
		e.owner_kind, e.owner_id, e.share_bp, e.amount, e.original_amount, COALESCE(e.original_currency, ''), COALESCE(e.rate, 0), e.attrs,
		e.recorded_at, e.change_seq, COALESCE(e.import_id, 0), COALESCE(e.actor_id, 0)
	FROM ledger_entry e`

// entry is one row as it is scanned; kept from row to row.
type entry struct {
	id                     int64
	sign                   int
	reverses               int64
	source, ref            string
	version                sql.NullInt64
	occurredOn, rosterOn   period.Date
	kind, role             string
	ownerKind              org.OwnerKind
	owner                  org.ID
	share                  measure.BP
	amount, originalAmount measure.Maybe
	originalCurrency       string
	rate                   int64
	attrs                  sql.NullString
	recordedAt, seq        int64
	importID, actor        org.ID
}

func (e *entry) fields() []any {
	return []any{
		&e.id, &e.sign, &e.reverses, &e.source, &e.ref, &e.version, &e.occurredOn, &e.rosterOn, &e.kind, &e.role,
		&e.ownerKind, &e.owner, &e.share, intoMaybe{&e.amount}, intoMaybe{&e.originalAmount}, &e.originalCurrency, &e.rate, &e.attrs,
		&e.recordedAt, &e.seq, &e.importID, &e.actor,
	}
}

// posted is the posting of this row, without owners yet.
func (e *entry) posted() (p Posted, err error) {
	p.ID, p.Sign, p.Reverses, p.RosterOn, p.At, p.Seq = e.id, e.sign, e.reverses, e.rosterOn, e.recordedAt, e.seq
	p.Source, p.Ref, p.Version, p.HasVersion = e.source, e.ref, e.version.Int64, e.version.Valid
	p.OccurredOn, p.Kind, p.Amount = e.occurredOn, e.kind, e.amount
	p.OriginalAmount, p.OriginalCurrency, p.Rate = e.originalAmount, e.originalCurrency, e.rate
	p.Import, p.Actor = e.importID, e.actor
	if e.attrs.Valid {
		err = json.Unmarshal([]byte(e.attrs.String), &p.Attrs)
	}
	return p, err
}

// eachPosted streams rows that arrive line by line, postings together, as postings.
func (t *Tx) eachPosted(q string, fn func(Posted) error, args ...any) error {
	var e entry
	var p Posted
	fields := e.fields()
	err := t.each(q, func(r row) error {
		if err := r.Scan(fields...); err != nil {
			return err
		}
		if e.id != p.ID {
			if p.ID != 0 {
				if err := fn(p); err != nil {
					return err
				}
			}
			var err error
			if p, err = e.posted(); err != nil {
				return err
			}
		}
		if e.role == roleAssist {
			p.Assists = append(p.Assists, e.owner)
		} else {
			p.Credits = append(p.Credits, ledger.Share{Owner: org.Owner{Kind: e.ownerKind, ID: e.owner}, BP: e.share})
		}
		return nil
	}, args...)
	if err == nil && p.ID != 0 {
		err = fn(p)
	}
	return err
}

func (t *Tx) allPosted(q string, args ...any) (list []Posted, err error) {
	err = t.eachPosted(q, func(p Posted) error {
		list = append(list, p)
		return nil
	}, args...)
	return list, err
}

const (
	sqlEachPosting = sqlEntryColumns + `
	WHERE e.org_id = $1 AND e.posting_id > $2
	ORDER BY e.posting_id, e.line`
	sqlPostings = sqlEntryColumns + `
	WHERE e.org_id = $1 AND e.posting_id {IN $2}
	ORDER BY e.posting_id, e.line`
	sqlPostingsOfImport = sqlEntryColumns + `
	WHERE e.org_id = $1 AND e.import_id = $2
	ORDER BY e.posting_id, e.line`
	// A result's postings are its head's and those its reversals name: only reversals are indexed by ref.
	sqlPostingsOfRef = sqlEntryColumns + `
	WHERE e.org_id = $1 AND e.posting_id IN (
		SELECT h.posting_id FROM result_head h WHERE h.org_id = $1 AND h.source = $2 AND h.ref = $3
		UNION SELECT r.posting_id FROM ledger_entry r WHERE r.org_id = $1 AND r.source = $2 AND r.ref = $3 AND r.reverses IS NOT NULL
		UNION SELECT r.reverses FROM ledger_entry r WHERE r.org_id = $1 AND r.source = $2 AND r.ref = $3 AND r.reverses IS NOT NULL)
	ORDER BY e.posting_id, e.line`
)

// EachPosting streams every posting after an id, complete, in the order of posting: the whole ledger for a refold.
func (t *Tx) EachPosting(o org.ID, after int64, fn func(Posted) error) error {
	return t.eachPosted(sqlEachPosting, fn, o, after)
}

// Postings are these postings, complete; unknown ids are left out.
func (t *Tx) Postings(o org.ID, ids []int64) (map[int64]Posted, error) {
	found := make(map[int64]Posted, len(ids))
	err := t.eachPosted(sqlPostings, func(p Posted) error {
		found[p.ID] = p
		return nil
	}, o, ints(t, ids))
	return found, err
}

// PostingsOfRef is the history of one result, oldest first.
func (t *Tx) PostingsOfRef(o org.ID, k RefKey) ([]Posted, error) {
	return t.allPosted(sqlPostingsOfRef, o, k.Source, k.Ref)
}

// PostingsOfImport are what an import posted, oldest first.
func (t *Tx) PostingsOfImport(o, importID org.ID) ([]Posted, error) {
	return t.allPosted(sqlPostingsOfImport, o, importID)
}
