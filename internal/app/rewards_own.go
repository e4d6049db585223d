package app

import (
	"encoding/json"
	"time"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// OwnRewards is what somebody obtained, with the statement of each award as it was kept, and what they contested.
type OwnRewards struct {
	Awards   []OwnAward   `json:"awards"`
	Contests []OwnContest `json:"contests"`
}

// OwnAward is one award or adjustment.
type OwnAward struct {
	Rule      string          `json:"rule"`
	Version   int             `json:"version"`
	From      period.Date     `json:"from"`
	To        period.Date     `json:"to"`
	Number    int             `json:"number"` // 0: the award; 1 and more: adjustments
	Cause     string          `json:"cause"`
	At        time.Time       `json:"at"`
	Kind      string          `json:"kind"`
	Unit      string          `json:"unit"`
	Amount    measure.Amount  `json:"amount"`
	State     AwardState      `json:"state"`
	Statement json.RawMessage `json:"statement"`
}

// OwnContest is a disagreement and its answer.
type OwnContest struct {
	At       time.Time      `json:"at"`
	Line     string         `json:"line"`
	Text     string         `json:"text"`
	Due      period.Date    `json:"answer_due_on"`
	Decision string         `json:"decision"`
	Answer   string         `json:"answer"`
	Amount   measure.Amount `json:"amount"`
}

func (r *Reading) tellRewards(d *OwnData, id org.ID) error {
	rows, err := r.tx.Awards(r.Actor.Org, store.AwardReach{People: []org.ID{id}}, maxOwn)
	if err != nil {
		return err
	}
	views, err := r.awardViews(rows)
	if err != nil {
		return err
	}
	for i, x := range rows {
		d.Rewards.Awards = append(d.Rewards.Awards, OwnAward{
			Rule: views[i].Title, Version: x.Version, From: x.From, To: x.On, Number: x.Seq, Cause: x.Cause, At: instant(x.At), Kind: x.Kind,
			Unit: x.Unit, Amount: x.Amount, State: views[i].State, Statement: json.RawMessage(x.Body),
		})
	}
	contests, err := r.tx.ContestsOf(r.Actor.Org, id)
	for _, c := range contests {
		d.Rewards.Contests = append(d.Rewards.Contests, OwnContest{instant(c.At), c.Line, c.Text, c.Due, c.Decision, c.Answer, c.Amount})
	}
	return err
}

// eraseRewards blanks what the person wrote in contests, and the words of rules made for them alone. What they obtained stays, as
// evidence without a name (LAW F16).
func (u *Unit) eraseRewards(id org.ID) error {
	contests, err := u.tx.ContestsOf(u.org(), id)
	if err != nil {
		return err
	}
	for _, c := range contests {
		answer := c.Answer
		if answer != "" {
			answer = nameless
		}
		if err := u.tx.RedactContest(u.org(), c.ID, nameless, nameless, answer); err != nil {
			return err
		}
	}
	rows, err := u.tx.RewardRules(u.org())
	if err != nil {
		return err
	}
	for _, x := range rows {
		if x.To != org.PersonOwner(id) {
			continue
		}
		r, err := ruleOf(x)
		if err != nil {
			return err
		}
		r.Title, r.Why, r.Label, r.Key = nameless, "", nameless, r.ID.String()
		body, err := json.Marshal(r)
		if err != nil {
			return err
		}
		x.Key, x.Reason, x.Body, x.Edition = r.Key, "", string(body), x.Edition+1
		if err := u.tx.UpdateRewardRule(u.org(), x); err != nil {
			return err
		}
	}
	return nil
}
