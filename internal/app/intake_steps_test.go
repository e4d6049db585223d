package app

import (
	"testing"

	"cordee/internal/sheet"
	"cordee/internal/testkit"
)

// Whoever is named as the owner of an objective is named the same way everywhere: person:KEY, or the bare key.
func TestAPersonMayBeWrittenAsAnOwnerIs(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	people := sheet.Batch{People: []sheet.PersonRow{{Key: "ada", Name: sheet.Val("Ada")}}}
	_, err := h.Import(t.Context(), h.ines.Actor, "people.csv", people, false)
	ok(t, err)
	for _, lead := range []string{"person:ada", "ada"} {
		teams := sheet.Batch{Teams: []sheet.TeamRow{{Key: "nord", Lead: sheet.Val(lead)}}}
		_, err := h.Import(t.Context(), h.ines.Actor, "teams.csv", teams, true)
		ok(t, err)
	}
	_, err = h.Import(t.Context(), h.ines.Actor, "teams.csv", sheet.Batch{Teams: []sheet.TeamRow{{Key: "nord", Lead: sheet.Val("person:zoe")}}}, true)
	refused(t, err, "person.unknown")
}
