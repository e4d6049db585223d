package journey

import (
	"cordee/internal/app"
	"cordee/internal/org"
)

// wall is the secret of a link to the whole company's wall.
func (h *house) wall(by org.Actor) string {
	h.t.Helper()
	w, err := h.app.World(h.t.Context(), by.Org)
	h.must(err)
	secret, err := h.app.MakeWall(h.t.Context(), by, app.WallForm{Name: "Accueil", Team: w.Root().ID, Amounts: true})
	h.must(err)
	return secret
}
