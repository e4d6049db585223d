package app

import (
	"fmt"
	"testing"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/plan"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

// crew is a batch that grows sentence by sentence: a team Nord led by Marc, and who sells there.
type crew struct{ sheet.Batch }

func newCrew() *crew {
	c := &crew{}
	c.Teams = append(c.Teams, sheet.TeamRow{Key: "nord", Name: sheet.Val("Nord"), Kind: sheet.Val("team"), Lead: sheet.Val("marc")})
	c.person("marc", org.Manager, day("2020-01-01"))
	return c
}

func (c *crew) person(key string, role org.Role, from period.Date) {
	c.People = append(c.People, sheet.PersonRow{Key: key, Name: sheet.Val(key), Role: sheet.Val(string(role)), Team: sheet.Val("nord"), StartOn: sheet.Val(from)})
}

func (c *crew) sold(who string, on period.Date, units int64) {
	c.Results = append(c.Results, sheet.ResultRow{
		Ref: fmt.Sprint(who, on), Kind: "deal_won", OccurredOn: on, Amount: measure.Some(measure.Whole(units)),
		Credits: []sheet.CreditKey{{Owner: who, BP: measure.Hundred}},
	})
}

func (c *crew) goal(key, owner, tier, parent string, units int64, from, last period.Date) {
	c.Goals = append(c.Goals, sheet.GoalRow{
		Key: key, Title: sheet.Val(key), Tier: sheet.Val(tier), Owner: sheet.Val(owner), Metric: sheet.Val("revenue"), Parent: sheet.Val(parent),
		Target: sheet.Val(measure.Some(measure.Whole(units))), StartOn: sheet.Val(from), EndOn: sheet.Val(last),
	})
}

func (h house) takeIn(c *crew) {
	h.t.Helper()
	_, err := h.Import(h.t.Context(), System(h.ines.Org.ID), "crew", c.Batch, false)
	ok(h.t, err)
}

func (h house) actor(key string) org.Actor {
	p := h.person(key)
	return org.Actor{Kind: org.ByPerson, Org: h.ines.Org.ID, Person: p.ID, Role: p.Role}
}

func byCode(n plan.Note, _ string) string { return n.Code }

// Eight past hires who took six months each make the ramp of the ninth; before that the usual four months hold.
func TestTheRampIsThatOfPastHires(t *testing.T) {
	for _, hires := range []int{plan.Hires - 1, plan.Hires} {
		testkit.Engines(t, func(t *testing.T, db *store.DB) {
			h := alpina(t, db)
			c := newCrew()
			c.person("old", org.Rep, day("2020-01-01"))
			for k := range hires {
				c.person(fmt.Sprint("hire", k), org.Rep, day("2025-03-01"))
			}
			c.person("zoe", org.Rep, day("2026-11-23"))
			for m := range 20 {
				on := day("2025-03-03").AddMonths(m)
				c.sold("old", on, 6_000)
				for k := range hires {
					c.sold(fmt.Sprint("hire", k), on, 1_000*int64(min(m+1, 6)))
				}
			}
			c.goal("n4", "team:nord", "collective", "", 90_000, day("2026-10-01"), day("2026-12-31"))
			h.takeIn(c)
			f, err := h.PackFor(t.Context(), h.actor("marc"), h.person("zoe").ID, byCode)
			ok(t, err)
			want := "plan.ramp.usual [months 4]"
			if hires == plan.Hires {
				want = "plan.ramp.own [months 6 hires 8]"
			}
			same(t, fmt.Sprint(f.Pack.Ramp.Code, " ", f.Pack.Ramp.Args), want)
		})
	}
}

// Parts that ask of each three times what they ever brought are shown to the one who leads the team; fair ones are not.
func TestASetOutOfReachIsShownBeforeItBinds(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := alpina(t, db)
		c := newCrew()
		for k := range 5 {
			who := fmt.Sprint("rep", k)
			c.person(who, org.Rep, day("2023-01-01"))
			for m := range 34 {
				for d := range 4 {
					c.sold(who, day("2024-01-02").AddMonths(m).AddDays(6*d), 1_000)
				}
			}
			c.goal("far"+who, "person:"+who, "individual", "far", 40_000, day("2027-01-01"), day("2027-03-31"))
			c.goal("fair"+who, "person:"+who, "individual", "fair", 11_000, day("2027-04-01"), day("2027-06-30"))
		}
		c.goal("far", "team:nord", "collective", "", 200_000, day("2027-01-01"), day("2027-03-31"))
		c.goal("fair", "team:nord", "collective", "", 55_000, day("2027-04-01"), day("2027-06-30"))
		h.takeIn(c)
		d, err := h.Decide(t.Context(), h.actor("marc"), byCode)
		ok(t, err)
		same(t, len(d.Sets), 1)
		same(t, d.Sets[0].Key, "far")
		same(t, d.Sets[0].Fit.Verdict, plan.SetOutOfReach)
		same(t, d.Sets[0].Fit.Beyond, 5)
		d, err = h.Decide(t.Context(), h.actor("rep0"), byCode)
		ok(t, err)
		same(t, d.N(), 0)
	})
}

// However many arrive at once, the page stays short and says how many wait.
func TestThePageOfDecisionsStaysShort(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := alpina(t, db)
		c := newCrew()
		for k := range 27 {
			c.person(fmt.Sprintf("new%02d", k), org.Rep, day("2026-11-23"))
		}
		c.goal("n4", "team:nord", "collective", "", 90_000, day("2026-07-01"), day("2026-09-30"))
		h.takeIn(c)
		d, err := h.Decide(t.Context(), h.actor("marc"), byCode)
		ok(t, err)
		same(t, fmt.Sprint(d.N(), d.More, len(d.Over)), "20 8 0")
		same(t, d.Floating[0].Person.Key, "new00")
	})
}

// A next step that pay depends on is a proposal to the one who leads; it is never binding by itself.
func TestAPaidNextStepIsAProposal(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := alpina(t, db)
		c := newCrew()
		c.person("lea", org.Rep, day("2024-01-01"))
		c.goal("l3", "person:lea", "individual", "", 30_000, day("2026-07-01"), day("2026-09-30"))
		c.Goals[0].Paid = sheet.Val(true)
		c.sold("lea", day("2026-08-03"), 40_000)
		h.takeIn(c)
		list, err := h.NextSteps(t.Context(), h.actor("lea"))
		ok(t, err)
		same(t, len(list), 1)
		same(t, fmt.Sprint(list[0].Target, list[0].Span.From, list[0].NeedsWord), "33000 2026-10-01 true")
		id, err := h.TakeNext(t.Context(), h.actor("lea"), list[0].From, byCode)
		ok(t, err)
		v, err := h.Goal(t.Context(), h.actor("lea"), id)
		ok(t, err)
		same(t, fmt.Sprint(v.Standing.Status, " ", v.Standing.Paid), "proposed true")
		_, err = h.TakeNext(t.Context(), h.actor("marc"), list[0].From, byCode)
		refused(t, err, "not_found")
		d, err := h.Decide(t.Context(), h.actor("marc"), byCode)
		ok(t, err)
		same(t, len(d.Awaiting), 1)
	})
}

// Several periods that ended together close in one go, all of them or none.
func TestPeriodsThatEndedTogetherCloseTogether(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := alpina(t, db)
		c := newCrew()
		for _, who := range []string{"lea", "tom"} {
			c.person(who, org.Rep, day("2024-01-01"))
			c.goal(who, "person:"+who, "individual", "", 30_000, day("2026-07-01"), day("2026-09-30"))
		}
		h.takeIn(c)
		marc := h.actor("marc")
		d, err := h.Decide(t.Context(), marc, byCode)
		ok(t, err)
		var list []Version
		for _, s := range d.Over {
			list = append(list, Version{s.ID, s.Version})
		}
		same(t, len(list), 2)
		refused(t, h.CloseGoals(t.Context(), marc, []Version{list[0], {list[1].Goal, 9}}), "goal.stale")
		d, err = h.Decide(t.Context(), marc, byCode)
		ok(t, err)
		same(t, len(d.Over), 2)
		refused(t, h.CloseGoals(t.Context(), h.actor("tom"), list), "not_found")
		ok(t, h.CloseGoals(t.Context(), marc, list))
		d, err = h.Decide(t.Context(), marc, byCode)
		ok(t, err)
		same(t, len(d.Over), 0)
	})
}
