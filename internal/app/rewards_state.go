package app

import (
	"context"
	"errors"
	"reflect"
	"slices"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/reward"
	"cordee/internal/store"
)

func (r *Reading) keyring() *keyring {
	return &keyring{w: r.World, tx: r.tx, may: func(g goal.Goal) bool {
		return r.Actor.Kind == org.ByToken || r.World.maySeeGoal(r.Actor, g, r.Today) == nil
	}}
}

// RuleStandings are all versions of the rules that the actor may read, with keys.
func (a *App) RuleStandings(ctx context.Context, actor org.Actor) ([]RuleStanding, error) {
	list := []RuleStanding{}
	err := a.read(ctx, actor, anyone(actor), func(r *Reading) error {
		rows, err := r.readableRules()
		if err != nil {
			return err
		}
		for _, x := range rows {
			one, err := r.ruleStanding(x)
			if err != nil {
				return err
			}
			list = append(list, one)
		}
		return nil
	})
	return list, err
}

func (r *Reading) ruleStanding(x store.RewardRule) (RuleStanding, error) {
	rule, err := ruleOf(x)
	if err != nil {
		return RuleStanding{}, err
	}
	k := r.keyring()
	out := RuleStanding{RuleText: k.text(rule), Version: x.Version, Edition: x.Edition, State: stateOf(x, r.Today), People: len(r.World.beneficiaries(rule, 0))}
	return out, k.err
}

// PutRule writes a rule by its key, and publishes it if asked: the newest version as long as its days have not begun, its next version
// afterwards. The same text again changes nothing.
func (a *App) PutRule(ctx context.Context, actor org.Actor, t RuleText, publish bool) (RuleStanding, error) {
	var out RuleStanding
	err := a.write(ctx, actor, func(u *Unit) error {
		if t.Key == "" {
			return fault.Bad("key", "org.key_missing")
		}
		x, changed, err := u.putRule(t, publish)
		if err != nil {
			return err
		}
		if out, err = u.look().ruleStanding(x); err != nil {
			return err
		}
		if !changed {
			return errRollback
		}
		return nil
	})
	if errors.Is(err, errRollback) {
		err = nil
	}
	return out, err
}

func (u *Unit) putRule(t RuleText, publish bool) (x store.RewardRule, changed bool, err error) {
	rule, err := u.look().keyring().rule(t)
	if err != nil {
		return x, false, err
	}
	old, found, err := u.ruleByKey(t.Key)
	if err != nil {
		return x, false, err
	}
	edition := 0
	if found {
		same, err := sameText(old, rule.Norm())
		if err != nil {
			return x, false, err
		}
		if same && (old.Status == store.RulePublished || !publish) {
			return old, false, u.mayWriteRule(rule.To)
		}
		rule.ID, edition = old.ID, old.Edition
		if !stateOf(old, u.World.Today(u.At)).frozen() && old.Status != store.RuleWithdrawn {
			rule.Version = old.Version
		}
	}
	id, version, err := u.saveRule(rule, edition)
	if err != nil {
		return x, false, err
	}
	if x, err = u.ruleRow(id, version); err != nil || !publish || x.Status == store.RulePublished {
		return x, true, err
	}
	x.Status, x.Edition = store.RulePublished, x.Edition+1
	if err := u.tx.UpdateRewardRule(u.org(), x); err != nil {
		return x, false, err
	}
	return x, true, u.note("rule.published", "rule", id, map[string]any{"version": version})
}

// ruleByKey is the newest version of a rule.
func (u *Unit) ruleByKey(key string) (x store.RewardRule, found bool, err error) {
	rows, err := u.tx.RewardRules(u.org())
	for _, r := range rows {
		if r.Key == key && (!found || r.Version > x.Version) {
			x, found = r, true
		}
	}
	return x, found, err
}

func (u *Unit) ruleRow(id org.ID, version int) (x store.RewardRule, err error) {
	all, err := u.tx.RewardRule(u.org(), id)
	for _, r := range all {
		if r.Version == version {
			x = r
		}
	}
	return x, err
}

// sameText tells whether a version says the same already.
func sameText(x store.RewardRule, r reward.Rule) (bool, error) {
	old, err := ruleOf(x)
	r.ID, r.Version = old.ID, old.Version
	return reflect.DeepEqual(old, r), err
}

// ShareStandings are what a rule gives each beneficiary that the actor may read, to date; one person alone if named, and every rule that
// runs if none is.
func (a *App) ShareStandings(ctx context.Context, actor org.Actor, rule string, person org.ID) ([]ShareStanding, error) {
	ids, err := a.rulesNamed(ctx, actor, rule)
	if err != nil {
		return nil, err
	}
	list := []ShareStanding{}
	for _, id := range ids {
		v, err := a.RewardSheet(ctx, actor, id, 0)
		if err != nil {
			return nil, err
		}
		err = a.read(ctx, actor, anyone(actor), func(r *Reading) error {
			k := r.keyring()
			for _, s := range v.Reckoned.Shares {
				if person == 0 || s.Person == person {
					list = append(list, k.share(v, s))
				}
			}
			return k.err
		})
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}

// rulesNamed finds a rule by its key; of no key, all that run.
func (a *App) rulesNamed(ctx context.Context, actor org.Actor, key string) (ids []org.ID, err error) {
	err = a.read(ctx, actor, anyone(actor), func(r *Reading) error {
		rows, err := r.readableRules()
		for _, x := range rows {
			if x.Key == key || key == "" && stateOf(x, r.Today) == RuleRunning {
				ids = append(ids, x.ID)
			}
		}
		if err == nil && len(ids) == 0 && key != "" {
			err = notFound("rule")
		}
		return err
	})
	slices.Sort(ids)
	return slices.Compact(ids), err
}

func (k *keyring) share(v RewardSheet, s reward.Share) ShareStanding {
	st := v.Reckoned
	out := ShareStanding{
		Rule: v.Rule.Key, Version: st.Version, Person: k.w.OwnerKey(org.PersonOwner(s.Person)), On: st.On, Kind: st.Kind, Unit: st.Unit,
		Entitled: s.Entitled, Paid: s.Paid, Due: s.Due, Obtained: s.Obtained, Closed: s.Closed, Steps: s.Steps,
	}
	lines := s.Lines
	if st.Pot != nil {
		lines = append(lines[:len(lines):len(lines)], st.Pot.Lines...)
	}
	for _, l := range lines {
		x := LineStanding{Of: k.subject(l.Of), Weight: l.Weight, Brings: l.Brings.Amount(), Steps: l.Steps, Note: l.Flag}
		if l.Reached != nil {
			x.Value, x.Target = l.Reached.Value, l.Reached.Target
		}
		out.Lines = append(out.Lines, x)
	}
	return out
}

// AwardStandings are the awards within a filter that the actor may read, with keys; rule and person by key, "" for all.
func (a *App) AwardStandings(ctx context.Context, actor org.Actor, rule string, f AwardFilter) ([]AwardStanding, error) {
	if rule != "" {
		ids, err := a.rulesNamed(ctx, actor, rule)
		if err != nil {
			return nil, err
		}
		f.Rule = ids[0]
	}
	list := []AwardStanding{}
	err := a.read(ctx, actor, anyone(actor), func(r *Reading) error {
		awards, err := r.awardsFor(f)
		if err != nil {
			return err
		}
		list, err = r.awardStandings(awards)
		return err
	})
	return list, err
}

func (r *Reading) awardStandings(awards []Award) ([]AwardStanding, error) {
	rules, err := r.allRules()
	list := make([]AwardStanding, len(awards))
	for i, x := range awards {
		list[i] = AwardStanding{
			ID: x.ID.String(), Rule: rules[versionOf{x.Rule, x.Version}].Key, Version: x.Version, Person: r.World.OwnerKey(org.PersonOwner(x.Person)),
			From: x.Part.From, To: x.Part.Last(), Number: x.Seq, Cause: x.Cause, Kind: x.Kind, Unit: x.Unit, Label: x.Label, Amount: x.Amount,
			State: x.State, GrantedAt: instant(x.At),
		}
		if x.ExportedAt != 0 {
			at := instant(x.ExportedAt)
			list[i].ExportedAt = &at
		}
	}
	return list, err
}

// PayoutStanding is a batch with keys.
func (a *App) PayoutStanding(ctx context.Context, actor org.Actor, p Payout) (PayoutStanding, error) {
	out := PayoutStanding{ID: p.ID.String(), At: instant(p.At)}
	err := a.read(ctx, actor, anyone(actor), func(r *Reading) (err error) {
		out.Awards, err = r.awardStandings(p.Awards)
		return err
	})
	return out, err
}
