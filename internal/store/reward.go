package store

import (
	"cordee/internal/org"
	"cordee/internal/period"
)

// The states of a rule's version as they are stored; announced, running and over follow from the day.
const (
	RuleDraft     = "draft"
	RulePublished = "published"
	RuleWithdrawn = "withdrawn"
)

// RewardRule is one version of a rule. Edition counts the times its text was written; Body is JSON.
type RewardRule struct {
	ID         org.ID
	Version    int
	Edition    int
	Key        string
	Status     string
	To         org.Owner
	Start, End period.Date // both included
	At         int64       // microseconds UTC
	Actor      org.ID
	Reason     string // why it was withdrawn
	Body       string
}

const (
	sqlRewardRuleColumns = `
	SELECT rule_id, version, edition, key, status, to_kind, to_id, start_on, end_on, at, COALESCE(actor_id, 0), reason, body
	FROM reward_rule`
	sqlInsertRewardRule = `
	INSERT INTO reward_rule (org_id, rule_id, version, edition, key, status, to_kind, to_id, start_on, end_on, at, actor_id, reason, body)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`
	sqlUpdateRewardRule = `
	UPDATE reward_rule
	SET edition = $4, key = $5, status = $6, to_kind = $7, to_id = $8, start_on = $9, end_on = $10, at = $11, actor_id = $12, reason = $13,
		body = $14
	WHERE org_id = $1 AND rule_id = $2 AND version = $3 AND edition = $15`
	sqlRewardRules = sqlRewardRuleColumns + ` WHERE org_id = $1 ORDER BY start_on DESC, key, version DESC`
	sqlRewardRule  = sqlRewardRuleColumns + ` WHERE org_id = $1 AND rule_id = $2 ORDER BY version DESC`
)

func scanRewardRule(r row, x *RewardRule) error {
	return r.Scan(&x.ID, &x.Version, &x.Edition, &x.Key, &x.Status, &x.To.Kind, &x.To.ID, &x.Start, &x.End, &x.At, &x.Actor, &x.Reason, &x.Body)
}

func rewardRuleArgs(o org.ID, x RewardRule) []any {
	return []any{
		o, x.ID, x.Version, x.Edition, x.Key, x.Status, string(x.To.Kind), x.To.ID, day(x.Start), day(x.End), x.At, orNull(x.Actor), x.Reason, x.Body,
	}
}

// InsertRewardRule keeps a new version.
func (t *Tx) InsertRewardRule(o org.ID, x RewardRule) error {
	return t.do(sqlInsertRewardRule, rewardRuleArgs(o, x)...)
}

// UpdateRewardRule stores x, whose Edition is the new one; Stale unless the stored one is the one before it.
func (t *Tx) UpdateRewardRule(o org.ID, x RewardRule) error {
	return t.renew("rule", sqlUpdateRewardRule, append(rewardRuleArgs(o, x), x.Edition-1)...)
}

// RewardRules are all versions of all rules, the latest days first.
func (t *Tx) RewardRules(o org.ID) ([]RewardRule, error) {
	return all(t, sqlRewardRules, scanRewardRule, o)
}

// RewardRule is every version of one rule, the newest first; none is NotFound.
func (t *Tx) RewardRule(o, id org.ID) ([]RewardRule, error) {
	list, err := all(t, sqlRewardRule, scanRewardRule, o, id)
	if err == nil && len(list) == 0 {
		err = notFound("rule")
	}
	return list, err
}

const sqlAnyPublishedRule = `SELECT COUNT(*) FROM (SELECT rule_id FROM reward_rule WHERE org_id = $1 AND status = 'published' LIMIT 1) AS found`

// AnyPublishedRule tells whether an organisation has announced a reward that was not withdrawn.
func (t *Tx) AnyPublishedRule(o org.ID) (bool, error) {
	var n int
	err := t.one("rule", sqlAnyPublishedRule, vals(&n), o)
	return n > 0, err
}

const (
	sqlRewardSetting    = `SELECT body FROM reward_setting WHERE org_id = $1`
	sqlPutRewardSetting = `
	INSERT INTO reward_setting (org_id, body)
	VALUES ($1, $2)
	ON CONFLICT (org_id) DO UPDATE SET body = excluded.body`
)

// RewardSetting is how the organisation pays out, as JSON; "" while nobody said.
func (t *Tx) RewardSetting(o org.ID) (body string, err error) {
	_, err = t.maybe(sqlRewardSetting, vals(&body), o)
	return body, err
}

// PutRewardSetting keeps it.
func (t *Tx) PutRewardSetting(o org.ID, body string) error { return t.do(sqlPutRewardSetting, o, body) }
