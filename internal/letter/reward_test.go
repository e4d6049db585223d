package letter_test

import (
	"os"
	"testing"
	"time"

	"cordee/internal/fault"
	"cordee/internal/i18n"
	"cordee/internal/letter"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/reward"
)

// quarterly is a statement to Léa: 60 % on her own sales, 40 % on the team's, a rate of her margin, and a share of a pot.
func quarterly(t *testing.T) letter.Reward {
	t.Helper()
	sales, margin, team := reward.Subject{Metric: 11}, reward.Subject{Metric: 12}, reward.Subject{Goal: 21}
	of := func(value, target int64) reward.Reached {
		return reward.Reached{Value: measure.Some(measure.Whole(value)), Target: measure.Some(measure.Whole(target)),
			Num: measure.Whole(value), Den: measure.Whole(target), Attained: value >= target, Closed: true}
	}
	rule := reward.Rule{ID: 4, Version: 2, Title: "Prime du T1", Kind: reward.Money, Unit: "EUR", To: org.TeamOwner(7),
		Start: period.On(2027, 1, 1), End: period.On(2027, 3, 31), Gates: []reward.Gate{{Of: team, At: measure.Some(measure.Whole(80))}},
		Each: &reward.Each{Base: measure.Whole(1800), Parts: []reward.Part{
			{Of: sales, Weight: 6_000, Curve: reward.Curve{Mode: reward.Marginal, Tiers: []reward.Tier{
				{Rate: measure.Whole(100)}, {From: measure.Whole(100), Rate: measure.Whole(140)}, {From: measure.Whole(120), Rate: measure.Whole(160)}}}},
			{Of: team, Weight: 4_000, Curve: reward.Curve{Mode: reward.Linear, Threshold: measure.Whole(70)}},
			{Of: margin, Curve: reward.Curve{Axis: reward.OnAmount, Mode: reward.Linear, Tiers: []reward.Tier{{Rate: measure.Whole(2)}}}},
		}},
		Pot: &reward.Pot{Base: measure.Whole(1000), Parts: []reward.Part{{Of: team, Weight: measure.Hundred}},
			Split: reward.Split{Equal: 5_000, Contribution: 5_000}},
	}
	f := reward.Facts{On: rule.End, Full: 64, Minor: 2, Common: map[reward.Subject]reward.Reached{team: of(342_000, 360_000)}}
	for id := org.ID(101); id <= 103; id++ {
		f.Members = append(f.Members, reward.Member{Person: id, Present: 48, Brought: measure.Whole(int64(id-100) * 10_000),
			Own: map[reward.Subject]reward.Reached{sales: of(68_200, 62_000), margin: of(12_345, 0)}})
	}
	if err := reward.Check(rule); err != nil {
		t.Fatal(err)
	}
	st, err := reward.ReckonFor(rule, f, 101)
	if err != nil {
		t.Fatal(err)
	}
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	at := func(day, hour int) letter.Stamp {
		return letter.Stamp{At: time.Date(2027, 4, day, hour, 30, 0, 0, paris), Zone: "Europe/Paris"}
	}
	return letter.Reward{
		Employer: "Atelier des Bois", Person: "Léa Martin", Team: "Équipe Nantes", Title: rule.Title, For: "Équipe Nantes",
		Why: "Faire de Nantes un atelier qui vit de ses clients.", Rule: rule.Span(), Part: rule.Span(), Award: "A-12", Made: at(2, 9), Statement: st,
		Judged: []letter.Judged{
			{Of: sales, Title: "Chiffre d’affaires de chacun", Unit: "EUR", Sources: []letter.Source{{Title: "Signer 62 000 € au T1", Owner: "Léa Martin",
				Unit: "EUR", Sum: measure.Whole(68_200), Counts: []letter.Credited{
					{On: period.On(2027, 1, 12), What: "affaire 4711, affaire gagnée", Amount: measure.Whole(40_000)},
					{On: period.On(2027, 2, 3), What: "affaire 4730, affaire gagnée", Amount: measure.Whole(32_200)},
					{On: period.On(2027, 3, 1), What: "affaire 4711, annulation", Amount: measure.Whole(-4_000)}}}}},
			{Of: margin, Title: "Marge de chacun", Unit: "EUR"},
			{Of: team, Title: "Signer 360 000 € à Nantes au T1", Unit: "EUR", Sources: []letter.Source{{Title: "Signer 360 000 € à Nantes au T1",
				Owner: "Équipe Nantes", Unit: "EUR", Hidden: 41, Sum: measure.Whole(342_000), Late: []letter.Credited{
					{On: period.On(2027, 3, 30), What: "affaire 4788", Amount: measure.Whole(1_250)}}}}},
		},
		Approved:  []letter.Approved{{By: "Karim Benali", At: at(3, 10)}, {By: "Inès Caron", At: at(3, 15)}},
		ContestBy: period.On(2027, 4, 18), ContestTo: "Nadia Petit, ressources humaines",
	}
}

// Everything with which the person can do the sum again stands on the paper.
func TestAStatementOfARewardCanBeCheckedByHand(t *testing.T) {
	pdf, err := letter.DrawReward(quarterly(t), i18n.FR)
	if err != nil {
		t.Fatal(err)
	}
	if to := os.Getenv("REWARD_PDF"); to != "" {
		_ = os.WriteFile(to, pdf, 0o600)
	}
	for part, words := range map[string][]string{
		"whose and which": {"Relevé de récompense", "Léa Martin", "Prime du T1, version 2", "A-12", "1er janvier – 31 mars 2027"},
		"condition":       {"Signer 360\u202f000\u202f€ à Nantes au T1\u202f: au moins 80\u202f%", "remplie"},
		"curve":           {"De 100\u202f% à 110\u202f%", "(110\u202f% − 100\u202f%) × 140\u202f%", "14\u202f%"},
		"weight":          {"Chiffre d’affaires de chacun (60\u202f%)", "1\u202f800\u202f€ × 60\u202f%", "1\u202f080\u202f€ × 114\u202f%", "1\u202f231,20\u202f€"},
		"presence":        {"Selon le temps de présence", "× 3 ÷ 4 +"},
		"pot":             {"La cagnotte commune", "950\u202f€", "475\u202f€ ÷ 3", "475\u202f€ × 10\u202f000 ÷ 60\u202f000"},
		"results":         {"affaire 4711, annulation", "−4\u202f000\u202f€", "68\u202f200\u202f€", "et 41 résultats de collègues", "Arrivés après la clôture", "affaire 4788"},
		"approval":        {"Karim Benali, 3 avr. 2027 à 10:30", "jusqu’au 18 avril 2027", "Nadia Petit"},
	} {
		t.Run(part, func(t *testing.T) { says(t, pdf, words...) })
	}
}

func TestAStatementNeedsItsPersonAndDay(t *testing.T) {
	_, err := letter.DrawReward(letter.Reward{}, i18n.EN)
	for _, code := range []string{"letter.employer_missing", "letter.person_missing", "letter.issued_missing", "letter.share_missing"} {
		if !fault.Is(err, code) {
			t.Errorf("%s is not told: %v", code, err)
		}
	}
}

// What stands so far says that it may move; a missing objective is said aloud; a badge has no amount.
func TestAStatementSaysWhatIsNotCertain(t *testing.T) {
	r := quarterly(t)
	r.Award = ""
	s := &r.Statement.Shares[0]
	s.Closed, s.Flags = false, []reward.Flag{{Note: reward.NotSet, Of: reward.Subject{Metric: 12}}}
	pdf, err := letter.DrawReward(r, i18n.EN)
	if err != nil {
		t.Fatal(err)
	}
	says(t, pdf, "Figures may still move", "Obtained to date", "No objective was set for this part", "Marge de chacun")

	r.Statement.Kind, r.Label = reward.Badge, "Premier de cordée"
	r.Statement.Pot, s.Entitled, s.Due, s.Steps = nil, measure.One, measure.One, nil
	if pdf, err = letter.DrawReward(r, i18n.EN); err != nil {
		t.Fatal(err)
	}
	says(t, pdf, "Premier de cordée", "obtained")
}
