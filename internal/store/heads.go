package store

import (
	"database/sql"
	"encoding/hex"
	"fmt"

	"cordee/internal/ledger"
	"cordee/internal/org"
)

// RefKey names a result: its source and the reference it has there.
type RefKey struct{ Source, Ref string }

// Head is the present state of a result: the idempotency key of everything posted.
type Head struct {
	RefKey
	ledger.Head
}

const sqlHeads = `
	SELECT ref, posting_id, live, version, hash, occurred_on, COALESCE(reversal_id, 0), cancel_version, cancel_on
	FROM result_head
	WHERE org_id = $1 AND source = $2 AND ref {IN $3}`

var headRows = bulk{
	table: "result_head",
	columns: []string{
		"org_id", "source", "ref", "posting_id", "live", "version", "hash", "occurred_on", "reversal_id", "cancel_version", "cancel_on",
	},
	types: []string{"bigint", "text", "text", "bigint", "boolean", "bigint", "text", "text", "bigint", "bigint", "text"},
	conflict: `
	ON CONFLICT (org_id, source, ref) DO UPDATE
	SET posting_id = excluded.posting_id, live = excluded.live, version = excluded.version, hash = excluded.hash,
		occurred_on = excluded.occurred_on, reversal_id = excluded.reversal_id, cancel_version = excluded.cancel_version,
		cancel_on = excluded.cancel_on`,
}

// Heads are the heads of these results; those never posted are left out.
func (t *Tx) Heads(o org.ID, keys []RefKey) (map[RefKey]Head, error) {
	bySource := map[string][]string{}
	for _, k := range keys {
		bySource[k.Source] = append(bySource[k.Source], k.Ref)
	}
	heads := make(map[RefKey]Head, len(keys))
	for source, refs := range bySource {
		arg, err := texts(t, refs)
		if err != nil {
			return nil, err
		}
		err = t.each(sqlHeads, func(r row) error {
			h, err := scanHead(r, source)
			heads[h.RefKey] = h
			return err
		}, o, source, arg)
		if err != nil {
			return nil, err
		}
	}
	return heads, nil
}

func scanHead(r row, source string) (h Head, err error) {
	var version, cancel sql.NullInt64
	var hash string
	h.Source = source
	if err := r.Scan(&h.Ref, &h.Posting, &h.Live, &version, &hash, &h.OccurredOn, &h.Reversal, &cancel, &h.CancelOn); err != nil {
		return h, err
	}
	h.Version, h.HasVersion = version.Int64, version.Valid
	h.CancelVersion, h.CancelHasVersion = cancel.Int64, cancel.Valid
	if n, err := hex.Decode(h.Hash[:], []byte(hash)); err != nil || n != len(h.Hash) {
		return h, fmt.Errorf("result %q of %q: stored hash: %w", h.Ref, source, err)
	}
	return h, nil
}

// PutHeads adds heads or replaces those of the same result; a result may stand once in hs.
func (t *Tx) PutHeads(o org.ID, hs []Head) error {
	return t.bulk(&headRows, len(hs), func(i int, v []any) error {
		h := &hs[i]
		v[0], v[1], v[2], v[3], v[4], v[5] = int64(o), h.Source, h.Ref, h.Posting, h.Live, nil
		if h.HasVersion {
			v[5] = h.Version
		}
		v[6], v[7] = hex.EncodeToString(h.Hash[:]), h.OccurredOn.String() // "" while only its cancellation has arrived
		v[8], v[9], v[10] = wide(org.ID(h.Reversal)), nil, day(h.CancelOn)
		if h.CancelHasVersion {
			v[9] = h.CancelVersion
		}
		return nil
	})
}

const sqlDeleteHeads = `DELETE FROM result_head WHERE org_id = $1 AND source = $2 AND ref {IN $3}`

// DeleteHeads forgets references, so that the same content may be posted anew: only the undoing of an import does this. What was
// posted stays in the ledger.
func (t *Tx) DeleteHeads(o org.ID, keys []RefKey) error {
	bySource := map[string][]string{}
	for _, k := range keys {
		bySource[k.Source] = append(bySource[k.Source], k.Ref)
	}
	for source, refs := range bySource {
		arg, err := texts(t, refs)
		if err != nil {
			return err
		}
		if err := t.do(sqlDeleteHeads, o, source, arg); err != nil {
			return err
		}
	}
	return nil
}

const (
	sqlCancelledHeads = `
	SELECT ref, posting_id, live, version, hash, occurred_on, COALESCE(reversal_id, 0), cancel_version, cancel_on, source
	FROM result_head
	WHERE org_id = $1 AND NOT live
	ORDER BY posting_id, source, ref`
	sqlCancelledPostings = ` WHERE e.org_id = $1 AND e.posting_id IN (
		SELECT h.posting_id FROM result_head h WHERE h.org_id = $1 AND NOT h.live AND h.posting_id > 0)
	ORDER BY e.posting_id, e.line`
)

// CancelledHeads are the heads of what has been taken back, and of cancellations whose content never arrived (Posting 0).
func (t *Tx) CancelledHeads(o org.ID) ([]Head, error) {
	return all(t, sqlCancelledHeads, func(r row, h *Head) (err error) {
		source := ""
		*h, err = scanHead(withTail{r, &source}, "")
		h.Source = source
		return err
	}, o)
}

// withTail scans one more column behind those asked for.
type withTail struct {
	row
	tail any
}

func (w withTail) Scan(to ...any) error { return w.row.Scan(append(to, w.tail)...) }

// EachCancelled streams the content of what has been taken back, in the order of posting.
func (t *Tx) EachCancelled(o org.ID, fn func(Posted) error) error {
	return t.eachPosted(sqlEntryColumns+sqlCancelledPostings, fn, o)
}
