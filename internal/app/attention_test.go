package app

import (
	"fmt"
	"testing"
	"time"

	"cordee/internal/insight"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

// A look lasts until the next one, two minutes at most; a week that is over stands beside this one, and old ones are forgotten.
func TestAttentionIsMeasuredByTheWeek(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := alpina(t, db) // on a Monday morning
		h.takeIn(newCrew())
		marc := h.actor("marc")
		look := func(after time.Duration) {
			h.clock.pass(after)
			ok(t, h.Attend(t.Context(), marc))
		}
		asked := func() string {
			d, err := h.Decide(t.Context(), marc, byCode)
			ok(t, err)
			var list []int64
			for _, x := range d.Weeks {
				list = append(list, x.Seconds)
			}
			return fmt.Sprint(list)
		}
		const week = 7 * 24 * time.Hour

		same(t, asked(), "[]")
		look(0)
		look(90 * time.Second)
		look(30 * time.Minute) // elsewhere meanwhile
		same(t, asked(), "[130]")
		look(2 * week)
		same(t, asked(), "[130 0 20]")
		own, err := h.OwnData(t.Context(), marc, marc.Person)
		ok(t, err)
		same(t, len(own.Attention), 3)
		own, err = h.OwnData(t.Context(), h.ines.Actor, marc.Person)
		ok(t, err)
		same(t, len(own.Attention), 0)

		look(20 * week)
		ok(t, h.ForgetAttention(t.Context(), marc.Org, h.Now()))
		h.clock.pass(-20 * week)
		same(t, asked(), "[]")
	})
}

// One fact at most, of this week, about somebody the reader leads; once it is said, the next one waits for another person.
func TestOneFactIsWorthThankingFor(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := alpina(t, db)
		c := newCrew()
		for _, who := range []string{"lea", "tom"} {
			c.person(who, org.Rep, day("2024-01-01"))
		}
		c.person("nina", org.Rep, day("2026-10-05"))
		c.goal("lea", "person:lea", "individual", "", 30_000, day("2026-10-01"), day("2026-12-31"))
		won := func(ref, who, on string, amount int64, helper ...string) {
			c.Results = append(c.Results, sheet.ResultRow{
				Ref: ref, Kind: "deal_won", OccurredOn: day(on), Amount: measure.Some(measure.Whole(amount)), Credits: []sheet.CreditKey{{Owner: who, BP: measure.Hundred}}, Assists: helper,
			})
		}
		won("1", "lea", "2026-10-12", 20_000)
		won("2", "lea", "2026-11-20", 11_000, "tom")
		h.takeIn(c)
		marc := h.actor("marc")
		salute := func() *Salute {
			t.Helper()
			d, err := h.Decide(t.Context(), marc, byCode)
			ok(t, err)
			return d.Salute
		}
		thank := func(s *Salute) {
			t.Helper()
			ok(t, h.Thank(t.Context(), marc, org.PersonOwner(s.Person), 0, 0, "Merci"))
		}

		s := salute()
		same(t, s.Deed, insight.Reached)
		same(t, s.Standing.Title, "lea")
		thank(s)
		if s := salute(); s != nil {
			t.Errorf("one fact a day: %+v", s)
		}
		h.clock.pass(24 * time.Hour)
		s = salute()
		same(t, s.Deed, insight.Helped)
		same(t, s.Who.Key, "tom")
		thank(s)
		h.clock.pass(24 * time.Hour)
		if s := salute(); s != nil {
			t.Errorf("%+v", s)
		}
		h.takeIn(&crew{sheet.Batch{Results: []sheet.ResultRow{{
			Ref: "3", Kind: "deal_won", OccurredOn: day("2026-11-23"), Amount: measure.Some(measure.Whole(900)), Credits: []sheet.CreditKey{{Owner: "nina", BP: measure.Hundred}},
		}}}})
		same(t, salute().Deed, insight.FirstDeal)
		d, err := h.Decide(t.Context(), h.actor("lea"), byCode)
		ok(t, err)
		if d.Salute != nil {
			t.Errorf("who leads nobody is told about nobody: %+v", d.Salute)
		}
	})
}
