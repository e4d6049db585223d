package journey

import (
	"cordee/internal/app"
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
