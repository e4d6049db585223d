package i18n

import (
	"slices"
	"strings"
	"testing"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/reward"
)

// quarter is a statement of 84 % of the way with a threshold, of a rate of an amount, and of a third of a pot.
func quarter(t *testing.T) reward.Statement {
	t.Helper()
	own, margin, team := reward.Subject{Metric: 11}, reward.Subject{Metric: 12}, reward.Subject{Goal: 21}
	of := func(value, target int64) reward.Reached {
		return reward.Reached{Value: measure.Some(measure.Whole(value)), Target: measure.Some(measure.Whole(target)),
			Num: measure.Whole(value), Den: measure.Whole(target), Attained: value >= target}
	}
	r := reward.Rule{Title: "Prime", Kind: reward.Money, Unit: "EUR", To: org.TeamOwner(7), Start: period.On(2026, 1, 1), End: period.On(2026, 3, 31),
		Each: &reward.Each{Base: measure.Whole(1000), Parts: []reward.Part{
			{Of: own, Weight: measure.Hundred, Curve: reward.Curve{Mode: reward.Linear, Threshold: measure.Whole(70)}},
			{Of: margin, Curve: reward.Curve{Axis: reward.OnAmount, Mode: reward.Marginal,
				Tiers: []reward.Tier{{From: 0, Rate: measure.Whole(1)}, {From: measure.Whole(10_000), Rate: measure.Whole(2)}}}},
		}},
		Pot: &reward.Pot{Base: measure.Whole(100), Parts: []reward.Part{{Of: team, Weight: measure.Hundred}}},
	}
	if err := reward.Check(r); err != nil {
		t.Fatal(err)
	}
	f := reward.Facts{Full: 60, Minor: 2, Common: map[reward.Subject]reward.Reached{team: of(100, 100)}}
	for id := org.ID(1); id <= 3; id++ {
		f.Members = append(f.Members, reward.Member{Person: id, Present: 40, Paid: measure.Whole(50),
			Own: map[reward.Subject]reward.Reached{own: of(52_080, 62_000), margin: of(12_000, 0)}})
	}
	st, err := reward.Reckon(r, f)
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func lines(list []Reckoned) (told []string) {
	for _, r := range list {
		text := r.Label + " | " + r.How + " | " + r.Value
		told = append(told, strings.NewReplacer(narrow, " ", nbsp, " ", minus, "-").Replace(text))
	}
	return told
}

// Anybody can do the sum again from what is written.
func TestTheArithmeticOfARewardInWords(t *testing.T) {
	st := quarter(t)
	s, _ := st.Of(1)
	r := For(FR).Reckoner(st)
	var told []string
	told = append(told, lines(r.Line(s.Lines[0], "EUR"))...)
	told = append(told, lines(r.Line(s.Lines[1], "EUR"))...)
	told = append(told, lines(r.Steps(s.Steps))...)
	want := []string{
		"Atteinte | 52 080 € ÷ 62 000 € | 84 %",
		"De 70 % à 84 % | (84 % - 70 %) ÷ (100 % - 70 %) | ≈ 46,67 %",
		"Ce que cette partie apporte | 1 000 € × ≈ 46,67 % | ≈ 466,67 €",
		"Montant réalisé |  | 12 000 €",
		"De 0 € à 10 000 € | (10 000 € - 0 €) × 1 % | 100 €",
		"De 10 000 € à 12 000 € | (12 000 € - 10 000 €) × 2 % | 40 €",
		"Toutes les tranches ensemble |  | 140 €",
		"Toutes les parties ensemble |  | ≈ 606,67 €",
		"Selon le temps de présence | ≈ 466,67 € × 2 ÷ 3 + 140 € | ≈ 451,11 €",
		"Arrondi une seule fois | à 2 décimales, la moitié vers le haut | 451,11 €",
		"Part égale de la cagnotte | 100 € ÷ 3, à la plus petite unité près | 33,34 €",
		"Obtenu à ce jour |  | 484,45 €",
		"Déjà attribué |  | 50 €",
		"À attribuer | 484,45 € - 50 € | 434,45 €",
	}
	if !slices.Equal(told, want) {
		t.Errorf("told\n%s\nwant\n%s", strings.Join(told, "\n"), strings.Join(want, "\n"))
	}
}

// Every step, every note and every kind has words in both languages.
func TestEveryStepAndNoteHasWords(t *testing.T) {
	steps := []reward.StepKind{reward.StepAttainment, reward.StepAmount, reward.StepStretch, reward.StepLump, reward.StepNothing, reward.StepCurve,
		reward.StepCap, reward.StepPart, reward.StepBase, reward.StepSum, reward.StepTime, reward.StepRound, reward.StepGate, reward.StepEqual,
		reward.StepPresence, reward.StepBrought, reward.StepEntitled, reward.StepPaid, reward.StepDue}
	notes := []reward.Note{reward.NotSet, reward.NoTarget, reward.NotMeasured, reward.GateShut, reward.NobodyThere, reward.Waiting, reward.Away,
		reward.AsEqual, reward.TakenBack}
	for _, l := range []Lang{FR, EN} {
		for _, s := range steps {
			if !For(l).Has("reckon." + string(s)) {
				t.Errorf("%s: no words for the step %s", l, s)
			}
		}
		for _, n := range notes {
			if !For(l).Has("reckon.note." + string(n)) {
				t.Errorf("%s: no words for the note %s", l, n)
			}
		}
	}
}
