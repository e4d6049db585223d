package app

import (
	"context"

	"cordee/internal/org"
	"cordee/internal/reward"
)

// RewardSheet is one rule for everybody the actor may read, as of today or of its last day.
type RewardSheet struct {
	World    *World
	Rule     RuleView
	Reckoned reward.Statement    // shares of those the actor may read; of the others only the pot's size
	Goals    map[org.ID]Standing // behind the figures, those the actor may open
}

// anyone is the action that opens a read of the rewards: people are looked at case by case, a program by its scope.
func anyone(actor org.Actor) org.Action {
	if actor.Kind == org.ByToken {
		return org.ReadRule
	}
	return org.ReadOrg
}

// RewardSheet reckons a rule for all its beneficiaries that the actor may read; version 0 is the one in force, else the next, else the
// last. Looks at single people are noted by the door, which knows whom it showed.
func (a *App) RewardSheet(ctx context.Context, actor org.Actor, rule org.ID, version int) (RewardSheet, error) {
	var v RewardSheet
	err := a.read(ctx, actor, anyone(actor), func(r *Reading) error {
		x, all, err := r.ruleVersion(rule, version)
		if err != nil {
			return err
		}
		if v.Rule, err = r.ruleView(x, all); err != nil {
			return err
		}
		v.World = r.World
		g, err := givenOf(r.tx, actor.Org, x)
		if err != nil {
			return err
		}
		late := false
		for key := range g.seq {
			late = late || key.on == x.End
		}
		f, err := r.World.rewardFacts(r.tx, asked{rule: v.Rule.Rule, on: min(max(r.Today, x.Start), x.End), late: late}, r.Today)
		if err != nil {
			return err
		}
		st, err := f.reckon(v.Rule.Rule, g)
		if err != nil {
			return err
		}
		v.Reckoned = r.readable(st)
		v.Goals, err = r.goalsOfShares(v.Reckoned.Shares, v.Reckoned.Pot)
		return err
	})
	return v, err
}

// readable keeps of a statement what the actor may read.
func (r *Reading) readable(st reward.Statement) reward.Statement {
	may := map[org.ID]bool{}
	var shares []reward.Share
	for _, s := range st.Shares {
		if may[s.Person] = r.mayReadReward(s.Person); may[s.Person] {
			shares = append(shares, s)
		}
	}
	st.Shares = shares
	if st.Pot != nil {
		pot := *st.Pot
		pot.Minded = nil
		for _, m := range st.Pot.Minded {
			if may[m.Person] {
				pot.Minded = append(pot.Minded, m)
			}
		}
		st.Pot = &pot
	}
	return st
}
