package journey

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"cordee/internal/app"
	"cordee/internal/org"
)

// wallScreen is the screen of a room.
var wallScreen = screen{width: 1920, height: 1080}

// wall is the secret of a link to the whole company's wall.
func (h *house) wall(by org.Actor) string {
	h.t.Helper()
	w, err := h.app.World(h.t.Context(), by.Org)
	h.must(err)
	secret, err := h.app.MakeWall(h.t.Context(), by, app.WallForm{Name: "Accueil", Team: w.Root().ID, Amounts: true})
	h.must(err)
	return secret
}

// nantes is the secret of a link to Nantes' wall, that shows its mountains and nothing else.
func (h *house) nantes(by org.Actor) string {
	h.t.Helper()
	w, err := h.app.World(h.t.Context(), by.Org)
	h.must(err)
	team, _ := w.TeamByKey("nantes")
	secret, err := h.app.MakeWall(h.t.Context(), by, app.WallForm{Name: "Salle du matin", Team: team.ID, Slides: []string{app.SlideMountain}, Amounts: true, Seconds: 120})
	h.must(err)
	return secret
}

const (
	wallValue = `document.querySelector(".slide.is-shown [data-value]").dataset.value`
	wallFits  = `document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth`
)

func TestJourneyAWallMovesWithASaleAndComesBackAfterTheLineWasCut(t *testing.T) {
	h := furnishedHouse(t)
	admin := h.actor(h.first(org.Admin))
	token, err := h.app.CreateToken(t.Context(), admin, "CRM", []string{"results:write"})
	h.must(err)
	v := h.visitor(t, wallScreen, "fr").open("/wall/" + h.nantes(admin))
	h.gate.await(t, 1)
	v.until(wallFits)
	before := eval[string](v, wallValue)
	seller := h.first(org.Rep).Key

	h.post(token, "w-1", seller, 6_200)
	v.until(fmt.Sprintf("parseFloat(%s) > %s", wallValue, before))
	moved := eval[string](v, wallValue)
	h.gate.cut()
	h.post(token, "w-2", seller, 6_200)
	h.gate.await(t, 2)
	v.until(fmt.Sprintf("parseFloat(%s) > %s", wallValue, moved)).until(`document.querySelector(".wall-cut").hidden`)
	v.shot("wall", "1080p")
}

func TestJourneyARevokedWallGoesDarkAtOnce(t *testing.T) {
	h := furnishedHouse(t)
	admin := h.actor(h.first(org.Admin))
	secret := h.nantes(admin)
	h.answers(http.StatusOK, "/wall/"+secret)
	v := h.visitor(t, wallScreen, "fr").open("/wall/" + secret)
	h.gate.await(t, 1)
	v.until(`document.querySelector(".slide.is-shown [data-value]") !== null`)

	links, _, err := h.app.Walls(t.Context(), admin)
	h.must(err)
	h.must(h.app.RevokeWall(t.Context(), admin, links[0].ID))

	v.until(`document.querySelector("[data-value]") === null`).sees(v.T("fault.wall.gone"))
	h.answers(http.StatusNotFound, "/wall/"+secret)
	h.answers(http.StatusNotFound, "/wall/"+secret+"/live")
}

// answers asks without any credential, and wants no cookie.
func (h *house) answers(status int, path string) {
	h.t.Helper()
	r, err := http.NewRequestWithContext(h.t.Context(), http.MethodGet, h.server.URL+path, http.NoBody)
	h.must(err)
	res, err := http.DefaultClient.Do(r)
	h.must(err)
	_ = res.Body.Close()
	if res.StatusCode != status || len(res.Cookies()) > 0 {
		h.t.Errorf("%s: %s, cookies %v", path, res.Status, res.Cookies())
	}
}

func TestJourneyAWallTurnsIsHeldAndFollowsTheKeys(t *testing.T) {
	h := furnishedHouse(t)
	admin := h.actor(h.first(org.Admin))
	v := h.visitor(t, wallScreen, "fr").open("/wall/" + h.wall(admin))
	shown := `document.querySelector(".slide.is-shown").id`
	v.until(wallFits)
	first := eval[string](v, shown)
	v.key(kb.ArrowRight).until(fmt.Sprintf("%s !== %q", shown, first))
	v.key(kb.ArrowLeft).until(fmt.Sprintf("%s === %q", shown, first))
	v.click(`[data-wall="hold"]`).until(`"held" in document.body.dataset`)
	if sound := eval[string](v, `document.querySelector('[data-wall="sound"]').ariaPressed`); sound != "false" {
		t.Errorf("sound is %q before anybody asked for it", sound)
	}
}
