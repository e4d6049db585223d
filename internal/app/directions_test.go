package app

import (
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
