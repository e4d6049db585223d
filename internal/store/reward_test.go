package store_test

import (
	"maps"
	"testing"

	"cordee/internal/org"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

var (
	aRule = store.RewardRule{
		ID: 1, Version: 1, Edition: 1, Key: "r", Status: store.RulePublished, To: org.TeamOwner(nord), Start: on("2026-01-01"),
		End: on("2026-03-31"), At: 5, Actor: lea, Body: "{}",
	}
	anAward = store.Award{
		ID: 1, Rule: 1, Version: 1, Person: lea, From: on("2026-01-01"), On: on("2026-03-31"), Cause: "grant", At: 6, Kind: "amount",
		Unit: "EUR", Amount: 5_000_000, Body: "{}",
	}
	anAdjustment = store.Award{
		ID: 2, Rule: 1, Version: 1, Person: lea, From: on("2026-01-01"), On: on("2026-03-31"), Seq: 1, Cause: "late", At: 7, Kind: "amount",
		Unit: "EUR", Amount: -1_000_000, Body: "{}",
	}
	anApproval = store.AwardApproval{Award: 1, Person: karim, At: 8}
	aPayout    = store.Payout{ID: 1, At: 9, Actor: karim, N: 1}
	aContest   = store.Contest{ID: 1, Award: 1, Person: lea, Line: "Revenue", Text: "A sale is missing", At: 10, Due: on("2026-04-15")}
)

func rewardRows(o org.ID) []func(tx *store.Tx) error {
	return []func(tx *store.Tx) error{
		func(tx *store.Tx) error { return tx.InsertRewardRule(o, aRule) },
		func(tx *store.Tx) error { return tx.InsertAwards(o, []store.Award{anAward, anAdjustment}) },
		func(tx *store.Tx) error { return tx.InsertAwardApproval(o, anApproval) },
		func(tx *store.Tx) error { return tx.InsertPayout(o, aPayout, []org.ID{1}) },
		func(tx *store.Tx) error { return tx.InsertContest(o, aContest) },
		func(tx *store.Tx) error { return tx.PutRewardSetting(o, "{}") },
	}
}

func init() {
	everyone := store.AwardReach{}
	maps.Copy(reads, map[string]func(tx *store.Tx, o org.ID) (int, error){
		"RewardRules": func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.RewardRules(o)) },
		"RewardRule":  func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.RewardRule(o, 1)) },
		"AnyPublishedRule": func(tx *store.Tx, o org.ID) (int, error) {
			found, err := tx.AnyPublishedRule(o)
			if found {
				return 1, err
			}
			return 0, err
		},
		"RewardSetting":  func(tx *store.Tx, o org.ID) (int, error) { s, err := tx.RewardSetting(o); return len(s), err },
		"AwardMarks":     func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.AwardMarks(o, 1, 1)) },
		"Award":          func(tx *store.Tx, o org.ID) (int, error) { _, err := tx.Award(o, 1); return 1, err },
		"Awards":         func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Awards(o, everyone, 9)) },
		"UnpaidAwards":   func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.UnpaidAwards(o)) },
		"PayoutAwards":   func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.PayoutAwards(o, 1)) },
		"AwardApprovals": func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.AwardApprovals(o, []org.ID{1})) },
		"Payouts":        func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Payouts(o, 9)) },
		"PaidAwards":     func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.PaidAwards(o, []org.ID{1})) },
		"Contest":        func(tx *store.Tx, o org.ID) (int, error) { _, err := tx.Contest(o, 1); return 1, err },
		"Contests":       func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Contests(o, 9)) },
		"ContestsOf":     func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.ContestsOf(o, lea)) },
	})
	maps.Copy(changes, map[string]func(tx *store.Tx, o org.ID) error{
		"InsertRewardRule": func(tx *store.Tx, o org.ID) error { x := aRule; x.Version++; return tx.InsertRewardRule(o, x) },
		"UpdateRewardRule": func(tx *store.Tx, o org.ID) error { x := aRule; x.Edition++; return tx.UpdateRewardRule(o, x) },
		"AnswerContest": func(tx *store.Tx, o org.ID) error {
			return tx.AnswerContest(o, store.Contest{ID: 1, Decision: "kept", Answer: "x", AnsweredBy: karim, AnsweredAt: 11})
		},
		"RedactContest":    func(tx *store.Tx, o org.ID) error { return tx.RedactContest(o, 1, "—", "—", "—") },
		"PutRewardSetting": func(tx *store.Tx, o org.ID) error { return tx.PutRewardSetting(o, `{"two_approvals":true}`) },
	})
	maps.Copy(links, map[string]func(tx *store.Tx, o org.ID) error{
		"InsertAwards":        func(tx *store.Tx, o org.ID) error { return tx.InsertAwards(o, []store.Award{anAward}) },
		"InsertAwardApproval": func(tx *store.Tx, o org.ID) error { return tx.InsertAwardApproval(o, anApproval) },
		"InsertPayout":        func(tx *store.Tx, o org.ID) error { return tx.InsertPayout(o, aPayout, []org.ID{1}) },
		"InsertContest":       func(tx *store.Tx, o org.ID) error { return tx.InsertContest(o, aContest) },
	})
	tables = append(tables, "reward_rule", "reward_award", "reward_approval", "reward_payout", "reward_paid", "reward_contest", "reward_setting")
}

func TestRewardsComeBackAsTheyWere(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		fill(t, db, 1)
		read(t, db, func(tx *store.Tx) error {
			equal(t, must[[]store.RewardRule](t)(tx.RewardRules(1)), []store.RewardRule{aRule})
			equal(t, must[store.Award](t)(tx.Award(1, 1)), anAward)
			equal(t, must[[]store.Award](t)(tx.Awards(1, store.AwardReach{People: []org.ID{lea}, Rule: 1, To: on("2026-03-31")}, 9)), []store.Award{anAdjustment, anAward})
			equal(t, must[[]store.Award](t)(tx.Awards(1, store.AwardReach{People: []org.ID{karim}}, 9)), []store.Award(nil))
			equal(t, must[[]store.Award](t)(tx.UnpaidAwards(1)), []store.Award{anAdjustment})
			equal(t, must[[]store.Award](t)(tx.PayoutAwards(1, 1)), []store.Award{anAward})
			equal(t, must[[]store.AwardApproval](t)(tx.AwardApprovals(1, []org.ID{1, 2})), []store.AwardApproval{anApproval})
			equal(t, must[[]store.Payout](t)(tx.Payouts(1, 9)), []store.Payout{aPayout})
			equal(t, must[[]store.PaidAward](t)(tx.PaidAwards(1, []org.ID{1, 2})), []store.PaidAward{{Award: 1, Payout: 1, At: 9}})
			equal(t, must[store.Contest](t)(tx.Contest(1, 1)), aContest)
			return nil
		})
	})
}

func TestNothingIsGrantedOrPaidTwice(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		fill(t, db, 1)
		again := anAward
		again.ID = 99
		refused(t, db, "store.duplicate", func(tx *store.Tx) error { return tx.InsertAwards(1, []store.Award{again}) })
		refused(t, db, "store.duplicate", func(tx *store.Tx) error { return tx.InsertPayout(1, store.Payout{ID: 2, N: 1}, []org.ID{1}) })
		refused(t, db, "store.duplicate", func(tx *store.Tx) error { return tx.InsertAwardApproval(1, anApproval) })
		next := aRule
		next.Edition = 3
		refused(t, db, "stale", func(tx *store.Tx) error { return tx.UpdateRewardRule(1, next) })
		answer := store.Contest{ID: 1, Decision: "kept", Answer: "The sale counts for Nord.", AnsweredBy: karim, AnsweredAt: 11}
		write(t, db, func(tx *store.Tx) error { return tx.AnswerContest(1, answer) })
		refused(t, db, "stale", func(tx *store.Tx) error { return tx.AnswerContest(1, answer) })
	})
}
