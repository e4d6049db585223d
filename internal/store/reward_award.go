package store

import (
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// Award is what was granted to one person for one part of a rule's days (Seq 0), or one adjustment of it. It is never changed.
// Body is the statement as it was, as JSON.
type Award struct {
	ID      org.ID
	Rule    org.ID
	Version int
	Person  org.ID
	From    period.Date // first day of the part
	On      period.Date // its last day
	Seq     int
	Cause   string // grant, late, contest
	At      int64  // microseconds UTC
	Kind    string
	Unit    string
	Amount  measure.Amount
	Body    string
}

var bulkAward = bulk{
	table: "reward_award",
	columns: []string{
		"org_id", "award_id", "rule_id", "version", "person_id", "part_from", "part_on", "seq", "cause", "at", "kind", "unit", "amount", "body",
	},
	types: []string{
		"bigint", "bigint", "bigint", "bigint", "bigint", "text", "text", "bigint", "text", "bigint", "text", "text", "bigint", "text",
	},
}

// InsertAwards keeps awards. One that exists already, by rule, version, person, part and number, refuses them all: store.duplicate.
func (t *Tx) InsertAwards(o org.ID, list []Award) error {
	return t.bulk(&bulkAward, len(list), func(i int, v []any) error {
		x := list[i]
		for k, c := range []any{
			int64(o), int64(x.ID), int64(x.Rule), int64(x.Version), int64(x.Person), x.From.String(), x.On.String(), int64(x.Seq), x.Cause,
			x.At, x.Kind, x.Unit, int64(x.Amount), x.Body,
		} {
			v[k] = c
		}
		return nil
	})
}

// AwardMark says that an award exists, and how much it was.
type AwardMark struct {
	Person org.ID
	On     period.Date
	Seq    int
	Cause  string
	Amount measure.Amount
}

const sqlAwardMarks = `
	SELECT person_id, part_on, seq, cause, amount
	FROM reward_award
	WHERE org_id = $1 AND rule_id = $2 AND version = $3
	ORDER BY part_on, person_id, seq`

// AwardMarks are all awards of a rule's version, by part, person and number.
func (t *Tx) AwardMarks(o, rule org.ID, version int) ([]AwardMark, error) {
	scan := func(r row, x *AwardMark) error { return r.Scan(&x.Person, &x.On, &x.Seq, &x.Cause, &x.Amount) }
	return all(t, sqlAwardMarks, scan, o, rule, version)
}

// AwardReach narrows awards. Nobody named means everybody, no rule every rule, a zero day an open side.
type AwardReach struct {
	People   []org.ID
	Rule     org.ID
	From, To period.Date // of the part's last day, both included
}

const (
	sqlAwardColumns = `
	SELECT award_id, rule_id, version, person_id, part_from, part_on, seq, cause, at, kind, unit, amount, body
	FROM reward_award`
	sqlAward  = sqlAwardColumns + ` WHERE org_id = $1 AND award_id = $2`
	sqlAwards = sqlAwardColumns + `
	WHERE org_id = $1 AND (CAST($2 AS BIGINT) = 0 OR rule_id = $2) AND part_on >= $3 AND part_on <= $4`
	sqlAwardsOrder = ` ORDER BY part_on DESC, at DESC, rule_id, person_id, seq DESC LIMIT `
	sqlUnpaid      = sqlAwardColumns + ` AS a
	WHERE a.org_id = $1 AND a.amount <> 0 AND NOT EXISTS (
		SELECT 1 FROM reward_paid AS p WHERE p.org_id = a.org_id AND p.award_id = a.award_id)
	ORDER BY part_on, rule_id, person_id, seq`
	sqlPaidIn = sqlAwardColumns + ` AS a
	WHERE a.org_id = $1 AND EXISTS (
		SELECT 1 FROM reward_paid AS p WHERE p.org_id = a.org_id AND p.award_id = a.award_id AND p.payout_id = $2)
	ORDER BY part_on, rule_id, person_id, seq`
)

func scanAward(r row, x *Award) error {
	return r.Scan(&x.ID, &x.Rule, &x.Version, &x.Person, &x.From, &x.On, &x.Seq, &x.Cause, &x.At, &x.Kind, &x.Unit, &x.Amount, &x.Body)
}

// Award is one award.
func (t *Tx) Award(o, id org.ID) (x Award, err error) {
	err = t.one("award", sqlAward, func(r row) error { return scanAward(r, &x) }, o, id)
	return x, err
}

// Awards are those within reach, the latest part first.
func (t *Tx) Awards(o org.ID, reach AwardReach, limit int) ([]Award, error) {
	lo, hi := bounds(reach.From, reach.To)
	if len(reach.People) == 0 {
		return all(t, sqlAwards+sqlAwardsOrder+`$5`, scanAward, o, reach.Rule, lo, hi, limit)
	}
	return all(t, sqlAwards+` AND person_id {IN $5}`+sqlAwardsOrder+`$6`, scanAward, o, reach.Rule, lo, hi, ints(t, reach.People), limit)
}

// UnpaidAwards are those that are worth something and have not left yet, the earliest part first.
func (t *Tx) UnpaidAwards(o org.ID) ([]Award, error) { return all(t, sqlUnpaid, scanAward, o) }

// PayoutAwards are those that left in one batch.
func (t *Tx) PayoutAwards(o, payout org.ID) ([]Award, error) {
	return all(t, sqlPaidIn, scanAward, o, payout)
}

// AwardApproval is one person's yes to one award.
type AwardApproval struct {
	Award  org.ID
	Person org.ID
	At     int64
	Alone  bool // their own award, where nobody else may approve it
}

const (
	sqlInsertApproval = `INSERT INTO reward_approval (org_id, award_id, person_id, at, alone) VALUES ($1, $2, $3, $4, $5)`
	sqlApprovals      = `
	SELECT award_id, person_id, at, alone
	FROM reward_approval
	WHERE org_id = $1 AND award_id {IN $2}
	ORDER BY at, person_id`
)

// InsertAwardApproval keeps a yes; the same person's second one is a duplicate.
func (t *Tx) InsertAwardApproval(o org.ID, x AwardApproval) error {
	return t.do(sqlInsertApproval, o, x.Award, x.Person, x.At, x.Alone)
}

// AwardApprovals are those of these awards, the earliest first.
func (t *Tx) AwardApprovals(o org.ID, awards []org.ID) ([]AwardApproval, error) {
	scan := func(r row, x *AwardApproval) error { return r.Scan(&x.Award, &x.Person, &x.At, &x.Alone) }
	return all(t, sqlApprovals, scan, o, ints(t, awards))
}

// Payout is one batch of awards handed to payroll.
type Payout struct {
	ID    org.ID
	At    int64
	Actor org.ID
	N     int
}

// PaidAward says in which batch an award left.
type PaidAward struct {
	Award  org.ID
	Payout org.ID
	At     int64
}

const (
	sqlInsertPayout = `INSERT INTO reward_payout (org_id, payout_id, at, actor_id, n) VALUES ($1, $2, $3, $4, $5)`
	sqlPayouts      = `
	SELECT payout_id, at, COALESCE(actor_id, 0), n
	FROM reward_payout
	WHERE org_id = $1
	ORDER BY at DESC, payout_id
	LIMIT $2`
	sqlPaidAwards = `
	SELECT p.award_id, p.payout_id, b.at
	FROM reward_paid AS p JOIN reward_payout AS b ON b.org_id = p.org_id AND b.payout_id = p.payout_id
	WHERE p.org_id = $1 AND p.award_id {IN $2}`
)

var bulkPaid = bulk{table: "reward_paid", columns: []string{"org_id", "award_id", "payout_id"}, types: []string{"bigint", "bigint", "bigint"}}

// InsertPayout keeps a batch with its awards. One that has left already refuses them all: store.duplicate.
func (t *Tx) InsertPayout(o org.ID, x Payout, awards []org.ID) error {
	if err := t.do(sqlInsertPayout, o, x.ID, x.At, orNull(x.Actor), x.N); err != nil {
		return err
	}
	return t.bulk(&bulkPaid, len(awards), func(i int, v []any) error {
		v[0], v[1], v[2] = int64(o), int64(awards[i]), int64(x.ID)
		return nil
	})
}

// Payouts are the batches, the newest first.
func (t *Tx) Payouts(o org.ID, limit int) ([]Payout, error) {
	return all(t, sqlPayouts, func(r row, x *Payout) error { return r.Scan(&x.ID, &x.At, &x.Actor, &x.N) }, o, limit)
}

// PaidAwards says which of these awards have left, and when.
func (t *Tx) PaidAwards(o org.ID, awards []org.ID) ([]PaidAward, error) {
	return all(t, sqlPaidAwards, func(r row, x *PaidAward) error { return r.Scan(&x.Award, &x.Payout, &x.At) }, o, ints(t, awards))
}
