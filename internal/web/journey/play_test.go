package journey

import (
	"strings"
	"testing"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/game"
	"cordee/internal/org"
)

// player lets somebody play, and is the address of their play.
func (h *house) player(p org.Person) string {
	h.t.Helper()
	h.must(h.app.PlayGame(h.t.Context(), h.actor(p), true))
	return "/play"
}

// duel is the address of a duel that somebody proposed to Thomas, who took it up.
func (h *house) duel(p org.Person) string {
	h.t.Helper()
	thomas := h.person("thomas")
	h.player(p)
	h.player(thomas)
	id, err := h.app.DraftChallenge(h.t.Context(), h.actor(p), app.ChallengeForm{
		Kind: game.Duel, Measure: game.OwnShare, Metric: "revenue", Title: "Duel des relances", Start: monday, End: monday.AddDays(11), Opponent: thomas.ID,
	})
	h.must(err)
	h.must(h.app.AnnounceChallenge(h.t.Context(), h.actor(p), id))
	h.must(h.app.AnswerChallenge(h.t.Context(), h.actor(thomas), id, true, ""))
	return "/challenges/" + id.String()
}

func TestJourneyAPlayerMeetsADuelAndLeavesAtOnce(t *testing.T) {
	h := furnishedHouse(t)
	rep := h.first(org.Rep)
	duel := h.duel(rep)
	v := h.visitor(t, phone, "fr").as(h.person("thomas")).open(duel).sees("Duel des relances", rep.Name)
	v.open("/play").press("play.leave").until(`document.body.textContent.includes("` + v.T("play.join") + `")`)
	if _, err := h.app.Challenge(t.Context(), h.actor(h.person("thomas")), idOf(t, duel)); fault.KindOf(err) != fault.NotFound {
		t.Errorf("who left sees nothing of it: %v", err)
	}
	w := h.visitor(t, desk, "fr").as(rep).open(duel).sees(v.T("play.status.called_off"))
	w.shot("duel", "left")
}

// idOf is the last part of an address.
func idOf(t *testing.T, path string) org.ID {
	t.Helper()
	id, ok := org.ParseID(path[strings.LastIndex(path, "/")+1:])
	if !ok {
		t.Fatal(path)
	}
	return id
}
