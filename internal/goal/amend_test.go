package goal

import (
	"testing"

	"cordee/internal/fault"
	"cordee/internal/org"
)

const closedDown = "deux clients ont fermé cet hiver"

// published is a paid objective of one person that both sides agreed to.
func published(t *testing.T) Goal {
	g := running(t, "", "20000")
	g.Status, g.Origin, g.Tier, g.Owner, g.Paid = Published, OriginAgreed, Individual, org.PersonOwner(5), true
	return g
}

func TestASideDoesNotAgreeToItsOwnLastWord(t *testing.T) {
	for _, x := range []struct {
		last, now Side
		code      string
	}{
		{Leading, Carrying, ""}, {Carrying, Leading, ""}, {Leading, Leading, "goal.same_side"}, {Carrying, Carrying, "goal.not_your_turn"},
	} {
		if err := MayAgree(x.last, x.now, "Léa"); (x.code == "") != (err == nil) || err != nil && !fault.Is(err, x.code) {
			t.Errorf("%s after %s: %v", x.now, x.last, err)
		}
	}
}

// Each row is one change of a published objective by one side; what it becomes, or why it is refused.
func TestNobodyChangesAloneWhatBothAgreed(t *testing.T) {
	for _, x := range []struct {
		name   string
		was    func(*Goal)
		to     func(*Goal)
		by     Change
		status Status
		origin Origin
		code   string
	}{
		{"raised before it begins goes back", nil, more, Change{Side: Leading, On: first - 1, Reason: closedDown}, Proposed, OriginAgreed, ""},
		{"eased before it begins goes back too", nil, less, Change{Side: Leading, On: first - 1, Reason: closedDown}, Proposed, OriginAgreed, ""},
		{"by who is paid, before it begins", nil, more, Change{Side: Carrying, On: first - 1, Reason: closedDown}, Proposed, OriginAgreed, ""},
		{"without a reason", nil, less, Change{Side: Leading, On: first - 1}, "", "", "goal.change_reason_missing"},
		{"with a word that says nothing", nil, less, Change{Side: Leading, On: first - 1, Reason: "voilà"}, "", "", "goal.reason_thin"},
		{"raised while it runs", nil, more, Change{Side: Leading, On: day(2), Cause: ReasonScope, Reason: closedDown}, "", "", "goal.raise_refused"},
		{"eased while it runs is assigned", nil, less, Change{Side: Leading, On: day(2), Cause: ReasonScope, Reason: closedDown}, Published, OriginAssigned, ""},
		{"eased while it runs, without a cause", nil, less, Change{Side: Leading, On: day(2), Reason: closedDown}, "", "", "goal.cause_missing"},
		{"eased « by agreement » of one", nil, less, Change{Side: Leading, On: day(2), Cause: ReasonAgreed, Reason: closedDown}, "", "", "goal.cause_agreed_alone"},
		{"eased by who is paid", nil, less, Change{Side: Carrying, On: day(2), Cause: ReasonScope, Reason: closedDown}, "", "", "goal.change_needs_agreement"},
		{"a better title", nil, func(g *Goal) { g.Title = "Ouvrir les Alpes" }, Change{Side: Leading, On: day(2)}, Published, OriginAgreed, ""},
		{"assigned, raised before it begins", assigned, more, Change{Side: Leading, On: first - 1, Reason: closedDown}, Published, OriginAssigned, ""},
		{"a contract written over what was assigned", assigned, func(g *Goal) { g.Mode = Contractual }, Change{Side: Leading, On: first - 1, Reason: closedDown}, "", "", "goal.contract_origin"},
		{"a contract, while it runs", contract, less, Change{Side: Leading, On: day(2), Cause: ReasonScope, Reason: closedDown}, "", "", "goal.contract_needs_agreement"},
		{"pay added by who is paid", own, pay, Change{Side: Carrying, On: day(2), Reason: closedDown}, Proposed, OriginSelf, ""},
		{"pay added in silence", own, pay, Change{Side: Carrying, On: day(2)}, "", "", "goal.change_reason_missing"},
		{"pay added by who leads", own, pay, Change{Side: Leading, On: day(2), Reason: closedDown}, Published, OriginAssigned, ""},
		{"pay added where there is nobody to ask", own, pay, Change{Side: Carrying, Alone: true, On: day(2), Reason: closedDown}, Published, OriginAssigned, ""},
		{"own and unpaid, raised freely", own, more, Change{Side: Carrying, On: day(2)}, Published, OriginSelf, ""},
		{"agreed and unpaid, changed by who leads", free, more, Change{Side: Leading, On: day(2)}, Published, OriginAssigned, ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			g := published(t)
			if x.was != nil {
				x.was(&g)
			}
			to := g
			x.to(&to)
			next, err := g.ReviseBy(to, revenue, x.by)
			if x.code != "" {
				if !fault.Is(err, x.code) || next != g {
					t.Fatalf("got %v", err)
				}
				return
			}
			if err != nil || next.Status != x.status || next.Origin != x.origin || next.Version != g.Version+1 {
				t.Fatalf("%s %s, %v", next.Status, next.Origin, err)
			}
		})
	}
}

func more(g *Goal)     { g.Target.Amount += g.Target.Amount / 10 }
func less(g *Goal)     { g.Target.Amount -= g.Target.Amount / 10 }
func pay(g *Goal)      { g.Paid = true }
func assigned(g *Goal) { g.Origin = OriginAssigned }
func own(g *Goal)      { g.Origin, g.Paid = OriginSelf, false }
func free(g *Goal)     { g.Paid = false }
func contract(g *Goal) { g.Mode = Contractual }

func TestEndingWhatPaysTakesACauseAndAReason(t *testing.T) {
	g := published(t)
	for _, x := range []struct {
		by   Change
		code string
	}{
		{Change{On: day(2)}, "goal.cancel_cause_missing"},
		{Change{On: day(2), Cause: ReasonScope}, "goal.cancel_reason_missing"},
		{Change{On: day(2), Cause: ReasonAgreed, Reason: closedDown}, "goal.cause_agreed_alone"},
		{Change{On: day(2), Cause: ReasonScope, Reason: closedDown}, ""},
		{Change{On: first - 3}, "goal.cancel_reason_missing"},
		{Change{On: first - 3, Reason: closedDown}, ""},
	} {
		if err := g.MayCancel(x.by); (x.code == "") != (err == nil) || err != nil && !fault.Is(err, x.code) {
			t.Errorf("%+v: %v", x.by, err)
		}
	}
	g.Paid = false
	if err := g.MayCancel(Change{On: day(2)}); err != nil {
		t.Errorf("what pays nothing ends as it likes: %v", err)
	}
}

func TestWhatIsGivenWithoutAgreementIsCalledAssigned(t *testing.T) {
	g := published(t)
	g.Status = Proposed
	next, err := g.Assign(revenue)
	if err != nil || next.Status != Published || next.Origin != OriginAssigned {
		t.Errorf("%s %s, %v", next.Status, next.Origin, err)
	}
	g.Mode = Contractual
	if _, err := g.Assign(revenue); !fault.Is(err, "goal.contract_origin") {
		t.Errorf("a contract takes two: %v", err)
	}
}

func TestAgreeingMakesItAgreed(t *testing.T) {
	g := published(t)
	g.Status, g.Origin = Countered, OriginAssigned
	if next, err := g.Agree(); err != nil || next.Origin != OriginAgreed {
		t.Errorf("%s, %v", next.Origin, err)
	}
	g.Origin = OriginCascaded
	if next, err := g.Agree(); err != nil || next.Origin != OriginCascaded || !next.ByBoth() {
		t.Errorf("a part stays a part: %s, %v", next.Origin, err)
	}
}

func TestFewerDaysForNoLessAskMore(t *testing.T) {
	former := published(t)
	g := former
	g.ID, g.Start = former.ID+1, former.Start+3
	if !g.AsksMoreThan(former, revenue) {
		t.Error("the same in fewer days")
	}
	less(&g)
	if g.AsksMoreThan(former, revenue) {
		t.Error("less in fewer days")
	}
	g.Start, g.End = former.End+1, former.End+30
	more(&g)
	more(&g)
	if g.AsksMoreThan(former, revenue) {
		t.Error("another period")
	}
}
