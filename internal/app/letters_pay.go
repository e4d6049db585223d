package app

import (
	"fmt"
	"slices"
	"strings"

	"cordee/internal/letter"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/reward"
	"cordee/internal/store"
)

// pay is how the objectives of a letter add up to pay: what was written for it; else the published rules that pay this person on
// days of the letter, by name and version; else, plainly, that nothing is written here. A paid objective never goes out with a
// formula that nobody names (LAW, what a letter contains).
func (d drafter) pay(p org.Person, span period.Span) (letter.Text, error) {
	if strings.TrimSpace(d.form.Pay) != "" {
		return d.typed(d.form.Pay), nil
	}
	rows, err := d.tx.RewardRules(d.w.Org().ID)
	if err != nil {
		return letter.Text{}, err
	}
	var names []string
	for _, x := range rows {
		days := period.Days(x.Start, x.End)
		stays := d.w.staysFor(reward.Rule{To: x.To}, days)
		paid := slices.ContainsFunc(stays, func(s org.Stay) bool { return s.Person == p.ID })
		if x.Status == store.RuleDraft || x.Status == store.RuleWithdrawn || !days.Overlaps(span) || !paid {
			continue
		}
		rule, err := ruleOf(x)
		if err != nil {
			return letter.Text{}, err
		}
		if rule.Kind == reward.Money {
			names = append(names, fmt.Sprintf("%s (version %d)", rule.Title, rule.Version))
		}
	}
	if len(names) == 0 {
		return letter.Say("letter.pay_unwritten"), nil
	}
	return letter.Say("letter.pay_by_rules", "rules", strings.Join(names, ", "), "n", len(names)), nil
}
