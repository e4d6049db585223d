package app

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"cordee/internal/org"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

// A new direction is a question to every strategic objective that was there before it, also to one that a file brought the same
// morning; one that comes afterwards serves it already.
func TestANewDirectionAsksWhatWasThereBefore(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := alpina(t, db)
		company := h.world().Ref(org.TeamOwner(h.world().Root().ID))
		bring := func(key string) {
			c := &crew{sheet.Batch{}}
			c.goal(key, company, "strategic", "", 90_000, day("2026-10-01"), day("2026-12-31"))
			h.takeIn(c)
			h.clock.pass(time.Hour)
		}
		direct := func(text string) {
			o := h.world().Org()
			ok(t, h.SetDirection(t.Context(), h.ines.Actor, text, o.Version))
			h.clock.pass(time.Hour)
		}
		earlier := func() (n int) {
			v, err := h.Directions(t.Context(), h.ines.Actor)
			ok(t, err)
			for _, s := range v.Top {
				if v.Earlier(s) {
					n++
				}
			}
			return n
		}

		direct("Devenir la référence de l’Ouest")
		bring("before")
		same(t, earlier(), 0)
		direct("Grandir avec ceux qui nous connaissent")
		same(t, earlier(), 1)
		bring("after")
		same(t, earlier(), 1)
	})
}

// What hangs on a strategic objective of an earlier direction is named, tier by tier; what is over is not asked about again.
func TestANewDirectionNamesWhatItAffects(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := alpina(t, db)
		w := h.world()
		company, today := w.Ref(org.TeamOwner(w.Root().ID)), w.Today(h.Now())
		c := &crew{sheet.Batch{}}
		c.goal("cap", company, "strategic", "", 90_000, today.AddDays(-200), today.AddDays(100))
		c.goal("ended", company, "operational", "cap", 30_000, today.AddDays(-200), today.AddDays(-100))
		c.goal("under-ended", company, "collective", "ended", 10_000, today.AddDays(-10), today.AddDays(20))
		c.goal("mine", w.Ref(org.PersonOwner(h.ines.Person.ID)), "individual", "cap", 10_000, today.AddDays(30), today.AddDays(60))
		c.goal("running", company, "operational", "cap", 30_000, today.AddDays(-20), today.AddDays(60))
		h.takeIn(c)
		for _, text := range []string{"Devenir la référence de l’Ouest", "Grandir avec ceux qui nous connaissent"} {
			h.clock.pass(time.Hour)
			ok(t, h.SetDirection(t.Context(), h.ines.Actor, text, h.world().Org().Version))
		}
		v, err := h.Directions(t.Context(), h.ines.Actor)
		ok(t, err)
		var keys []string
		for _, g := range v.Below[v.Top[0].ID] {
			keys = append(keys, g.Key)
		}
		same(t, strings.Join(keys, " "), "running under-ended mine")
		same(t, fmt.Sprint(v.Affected), "map[collective:1 individual:1 operational:1 strategic:1]")
	})
}
