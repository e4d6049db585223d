package app

import (
	"context"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/reward"
	"cordee/internal/store"
)

// SaveRule writes a rule's text. Without an id it is a new rule, a draft; with an id and version 0 it is the rule's next version, for
// days after the last one; with both it is that version, as read at that edition, as long as its days have not begun. Refusals: those
// of reward.Check, rule.frozen, rule.withdrawn, rule.next_too_early, rule.next_exists, rule.key_taken.
func (a *App) SaveRule(ctx context.Context, actor org.Actor, r reward.Rule, edition int) (id org.ID, version int, err error) {
	err = a.write(ctx, actor, func(u *Unit) (err error) {
		id, version, err = u.saveRule(r, edition)
		return err
	})
	return id, version, err
}

func (u *Unit) saveRule(r reward.Rule, edition int) (id org.ID, version int, err error) {
	r = r.Norm()
	r.Title, r.Why, r.Label, r.Key = strings.TrimSpace(r.Title), strings.TrimSpace(r.Why), strings.TrimSpace(r.Label), strings.TrimSpace(r.Key)
	if err := u.mayWriteRule(r.To); err != nil {
		return 0, 0, err
	}
	if err := u.checkRule(r); err != nil {
		return 0, 0, err
	}
	if r.ID == 0 {
		r.ID, r.Version = newID(), 1
		return u.insertRule(r)
	}
	all, err := u.tx.RewardRule(u.org(), r.ID)
	if err != nil {
		return 0, 0, err
	}
	if err := u.mayWriteRule(all[0].To); err != nil {
		return 0, 0, err
	}
	if r.Version == 0 {
		return u.nextRule(r, all[0])
	}
	return u.rewriteRule(r, all, edition)
}

func (u *Unit) mayWriteRule(to org.Owner) error {
	return u.World.Can(u.Actor, org.ManageRewards, ruleObject(to), u.World.Today(u.At))
}

// checkRule tells every problem of a rule, also of what it names.
func (u *Unit) checkRule(r reward.Rule) error {
	var l fault.List
	l.Add(reward.Check(r))
	if r.To.ID != 0 {
		_, team := u.World.Team(r.To.ID)
		p, person := u.World.Person(r.To.ID)
		if r.To.Kind == org.OwnerTeam && !team || r.To.Kind == org.OwnerPerson && (!person || p.Erased) {
			l.Add(fault.Bad("to", "not_found", "what", string(r.To.Kind)))
		}
	}
	for _, s := range subjects(r) {
		if s.Own() {
			if _, ok := u.World.Metric(s.Metric); !ok {
				l.Add(fault.Bad("parts", "not_found", "what", "metric"))
			}
			continue
		}
		g, err := u.tx.Goal(u.org(), s.Goal)
		if fault.KindOf(err) == fault.NotFound || err == nil && u.Actor.Kind == org.ByPerson && u.World.maySeeGoal(u.Actor, g.Goal, u.World.Today(u.At)) != nil {
			l.Add(fault.Bad("parts", "not_found", "what", "goal"))
			continue
		}
		if err != nil {
			return err
		}
		if _, meets := g.Span().Intersect(r.Span()); !meets && !r.Start.IsZero() && !r.End.IsZero() {
			l.Add(fault.Bad("parts", "reward.goal_elsewhere", "title", g.Title, "days", g.Span()))
		}
	}
	return l.OrNil()
}

// rowOf is a version as it is kept.
func (u *Unit) rowOf(r reward.Rule, status string, edition int) (store.RewardRule, error) {
	body, err := json.Marshal(r)
	return store.RewardRule{
		ID: r.ID, Version: r.Version, Edition: edition, Key: r.Key, Status: status, To: r.To, Start: r.Start, End: r.End,
		At: u.At.UnixMicro(), Actor: u.Actor.Person, Body: string(body),
	}, err
}

func (u *Unit) insertRule(r reward.Rule) (org.ID, int, error) {
	if err := u.freeRuleKey(&r); err != nil {
		return 0, 0, err
	}
	x, err := u.rowOf(r, store.RuleDraft, 1)
	if err != nil {
		return 0, 0, err
	}
	if err := u.tx.InsertRewardRule(u.org(), x); err != nil {
		return 0, 0, err
	}
	return r.ID, r.Version, u.note("rule.created", "rule", r.ID, map[string]any{"version": r.Version, "key": r.Key})
}

// freeRuleKey gives a rule without a key its number, and refuses one that another rule has.
func (u *Unit) freeRuleKey(r *reward.Rule) error {
	if r.Key == "" {
		r.Key = r.ID.String()
	}
	rows, err := u.tx.RewardRules(u.org())
	for _, x := range rows {
		if x.Key == r.Key && x.ID != r.ID {
			return fault.Bad("key", "rule.key_taken", "key", r.Key)
		}
	}
	return err
}

// nextRule keeps the version that comes after a frozen one.
func (u *Unit) nextRule(r reward.Rule, last store.RewardRule) (org.ID, int, error) {
	switch state := stateOf(last, u.World.Today(u.At)); {
	case state == RuleDraft || state == RuleAnnounced:
		return 0, 0, fault.New(fault.Conflict, "rule.next_exists", "version", last.Version)
	case state.frozen() && r.Start <= last.End:
		return 0, 0, fault.Bad("start_on", "rule.next_too_early", "on", last.End)
	}
	r.Version = last.Version + 1
	if r.Key == "" {
		r.Key = last.Key
	}
	return u.insertRule(r)
}

// rewriteRule replaces the text of a version whose days have not begun.
func (u *Unit) rewriteRule(r reward.Rule, all []store.RewardRule, edition int) (org.ID, int, error) {
	old, err := u.versionOf(all, r.Version, edition)
	if err != nil {
		return 0, 0, err
	}
	for _, x := range all {
		if x.Version < r.Version && x.Status == store.RulePublished && r.Start <= x.End {
			return 0, 0, fault.Bad("start_on", "rule.next_too_early", "on", x.End)
		}
	}
	if r.Key == "" {
		r.Key = old.Key
	}
	if err := u.freeRuleKey(&r); err != nil {
		return 0, 0, err
	}
	today := u.World.Today(u.At)
	if old.Status == store.RulePublished && r.Start <= today {
		return 0, 0, fault.Bad("start_on", "rule.begun", "on", today)
	}
	x, err := u.rowOf(r, old.Status, old.Edition+1)
	if err != nil {
		return 0, 0, err
	}
	if err := u.tx.UpdateRewardRule(u.org(), x); err != nil {
		return 0, 0, err
	}
	return r.ID, r.Version, u.note("rule.changed", "rule", r.ID, map[string]any{"version": r.Version})
}

// versionOf is a version that may still change, as read at an edition.
func (u *Unit) versionOf(all []store.RewardRule, version, edition int) (store.RewardRule, error) {
	for _, x := range all {
		if x.Version != version {
			continue
		}
		switch state := stateOf(x, u.World.Today(u.At)); {
		case state.frozen():
			return x, fault.New(fault.Conflict, "rule.frozen", "on", x.Start, "end", x.End)
		case state == RuleWithdrawn:
			return x, fault.New(fault.Conflict, "rule.withdrawn")
		}
		if x.Edition != edition {
			return x, fault.New(fault.Stale, "stale", "what", "rule", "have", edition, "now", x.Edition)
		}
		return x, nil
	}
	return store.RewardRule{}, notFound("rule")
}

// moveRule changes where a version stands in its life.
func (a *App) moveRule(ctx context.Context, actor org.Actor, id org.ID, version, edition int, fn func(*Unit, *store.RewardRule) (change string, err error)) error {
	return a.write(ctx, actor, func(u *Unit) error {
		all, err := u.tx.RewardRule(u.org(), id)
		if err != nil {
			return err
		}
		if err := u.mayWriteRule(all[0].To); err != nil {
			return err
		}
		x, err := u.versionOf(all, version, edition)
		if err != nil {
			return err
		}
		change, err := fn(u, &x)
		if err != nil {
			return err
		}
		x.Edition, x.At, x.Actor = x.Edition+1, u.At.UnixMicro(), u.Actor.Person
		if err := u.tx.UpdateRewardRule(u.org(), x); err != nil {
			return err
		}
		return u.note(change, "rule", id, map[string]any{"version": version})
	})
}

// PublishRule puts a draft before those it is for. From its first day on nothing of it changes any more.
func (a *App) PublishRule(ctx context.Context, actor org.Actor, id org.ID, version, edition int) error {
	return a.moveRule(ctx, actor, id, version, edition, func(u *Unit, x *store.RewardRule) (string, error) {
		if x.Status == store.RulePublished {
			return "", fault.New(fault.Conflict, "rule.published")
		}
		r, err := ruleOf(*x)
		if err == nil {
			err = u.checkRule(r)
		}
		x.Status = store.RulePublished
		return "rule.published", err
	})
}

// maxStopReason bounds why a rule was withdrawn.
const maxStopReason = 500

// StopRule withdraws a version before its first day. What was announced asks for a reason, which those it was for can read.
func (a *App) StopRule(ctx context.Context, actor org.Actor, id org.ID, version, edition int, reason string) error {
	reason = strings.TrimSpace(reason)
	return a.moveRule(ctx, actor, id, version, edition, func(u *Unit, x *store.RewardRule) (string, error) {
		switch {
		case x.Status == store.RulePublished && reason == "":
			return "", fault.Bad("reason", "rule.reason_missing")
		case utf8.RuneCountInString(reason) > maxStopReason:
			return "", fault.Bad("reason", "goal.text_too_long", "max", maxStopReason)
		}
		x.Status, x.Reason = store.RuleWithdrawn, reason
		return "rule.withdrawn", nil
	})
}

// usualContest is how many days an award may be contested, and how many an answer may take.
const usualContest, mostContest = 15, 90

// Days is how long an award may be contested, and how long an answer may take.
func (s RewardSetting) Days() int {
	if s.ContestDays <= 0 {
		return usualContest
	}
	return s.ContestDays
}

// approvals is how many people say yes to one award.
func (s RewardSetting) approvals() int {
	if s.TwoApprovals {
		return 2
	}
	return 1
}

func settingOf(tx *store.Tx, o org.ID) (s RewardSetting, err error) {
	body, err := tx.RewardSetting(o)
	if err == nil && body != "" {
		err = json.Unmarshal([]byte(body), &s)
	}
	return s, err
}

// RewardSetting reads how the organisation pays out.
func (a *App) RewardSetting(ctx context.Context, actor org.Actor) (s RewardSetting, err error) {
	err = a.read(ctx, actor, org.ReadOrg, func(r *Reading) (err error) {
		s, err = settingOf(r.tx, actor.Org)
		return err
	})
	return s, err
}

// SetReward changes how the organisation pays out.
func (a *App) SetReward(ctx context.Context, actor org.Actor, s RewardSetting) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.World.Can(actor, org.ManageOrg, org.Object{}, u.World.Today(u.At)); err != nil {
			return err
		}
		if s.ContestDays < 0 || s.ContestDays > mostContest {
			return fault.Bad("contest_days", "rule.contest_days", "max", mostContest)
		}
		body, err := json.Marshal(s)
		if err != nil {
			return err
		}
		if err := u.tx.PutRewardSetting(u.org(), string(body)); err != nil {
			return err
		}
		return u.note("reward.setting_changed", "org", u.org(), nil)
	})
}
