package app

import (
	"fmt"
	"testing"
	"time"

	"cordee/internal/org"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

func TestNewLinksEndTheFormerOnesAndSpareWhoeverCameIn(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := alpina(t, db)
		ines := h.ines.Actor
		pasted := h.welcome("Léa Martin\nKarim Benali\nZoé Petit")
		_, err := h.Join(t.Context(), JoinForm{Secret: pasted[0].Link})
		ok(t, err)

		made, err := h.InviteAgain(t.Context(), ines)
		ok(t, err)
		same(t, len(made), 2) // Karim and Zoé
		_, err = h.Invitation(t.Context(), pasted[1].Link)
		refused(t, err, "invite.invalid")
		list, err := h.Invitees(t.Context(), ines)
		ok(t, err)
		in, waiting := map[string]bool{}, map[string]bool{}
		for _, i := range list {
			in[i.Person.Name] = i.Joined
			for _, m := range made {
				waiting[i.Person.Name] = waiting[i.Person.Name] || i.Opens(m.Link)
			}
			same(t, i.Opens(pasted[1].Link), false)
		}
		same(t, fmt.Sprint(in), fmt.Sprint(map[string]bool{"Inès Roy": true, "Léa Martin": true, "Karim Benali": false, "Zoé Petit": false}))
		same(t, fmt.Sprint(waiting), fmt.Sprint(map[string]bool{"Inès Roy": false, "Léa Martin": false, "Karim Benali": true, "Zoé Petit": true}))

		one, err := h.InviteAgain(t.Context(), ines, made[0].Person.ID)
		ok(t, err)
		same(t, len(one), 1)
		_, err = h.Invitation(t.Context(), made[1].Link)
		ok(t, err)
		_, err = h.InviteAgain(t.Context(), ines, pasted[0].Person.ID)
		refused(t, err, "not_found")
		rep := org.Actor{Org: ines.Org, Person: pasted[0].Person.ID, Role: org.Rep, Kind: org.ByPerson}
		_, err = h.InviteAgain(t.Context(), rep)
		refused(t, err, "access.forbidden")
		_, err = h.Invitees(t.Context(), rep)
		refused(t, err, "access.forbidden")
		h.clock.pass(15 * 24 * time.Hour)
		list, err = h.Invitees(t.Context(), ines)
		ok(t, err)
		for _, i := range list {
			same(t, i.Until.IsZero(), true)
		}
	})
}
