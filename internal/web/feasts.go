package web

import (
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/org"
	"cordee/internal/route"
	"cordee/internal/web/ui"
)

func (s *Server) feastRoutes(g *route.Registry) {
	s.post(g, "/feasts/away", org.EditSelf, "", (*visit).putFeastAway)
}

// Feasts that were put away stay in a cookie of this browser until they are no news any more.
const (
	feastCookie = "feasts"
	feastLife   = 8 * 24 * 3600 // seconds
	feastsKept  = 12
)

var feastForm = regexp.MustCompile(`^[a-z0-9]{1,20}-[0-9]{2,3}$`)

func feastKey(f app.Feast) string { return f.ID.String() + "-" + strconv.Itoa(f.At) }

func (v *visit) feastsAway() []string {
	c, err := v.r.Cookie(feastCookie)
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(strings.Split(c.Value, "."), func(s string) bool { return !feastForm.MatchString(s) })
}

// feasts are the small celebrations of a team's page, or of one's own rope with no team; at most so many.
func (v *visit) feasts(team org.ID, most int) (templ.Component, error) {
	list, err := v.App.Feasts(v.ctx(), v.actor(), team)
	away := v.feastsAway()
	var parts []templ.Component
	for _, f := range list {
		if len(parts) < most && !slices.Contains(away, feastKey(f)) {
			parts = append(parts, ui.Celebration(v.feast(f)))
		}
	}
	return ui.Group(parts...), err
}

func (v *visit) feast(f app.Feast) ui.CelebrationProps {
	key, icon := "wall.feast_team", "mountain"
	switch {
	case f.Own:
		key, icon = "wall.celebrate_own", "star"
	case f.At == 100:
		key, icon = "wall.celebrate_team", "flag"
	}
	t := v.teller()
	return ui.CelebrationProps{
		ID: "feast-" + feastKey(f), Icon: icon, Title: t.T(key, "team", f.Of.Name, "percent", t.Percent(f.Share())), Text: f.Title,
		Dismiss: ui.ActionProps{
			Action: "/feasts/away", Hidden: []ui.Hidden{{Name: "feast", Value: feastKey(f)}, {Name: "back", Value: v.here()}},
			Button: ui.ButtonProps{Text: t.T("wall.feast_away"), Kind: ui.ButtonQuiet, Small: true},
		},
	}
}

// putFeastAway keeps, in this browser, that a celebration was seen.
func (v *visit) putFeastAway() error {
	if err := v.parse(); err != nil {
		return err
	}
	if f := v.trimmed("feast"); feastForm.MatchString(f) {
		away := append(v.feastsAway(), f)
		if extra := len(away) - feastsKept; extra > 0 {
			away = away[extra:]
		}
		http.SetCookie(v.w, &http.Cookie{
			Name: feastCookie, Value: strings.Join(away, "."), Path: "/", HttpOnly: true, Secure: v.https(), SameSite: http.SameSiteLaxMode, MaxAge: feastLife,
		})
	}
	return v.redirect(v.back("/"))
}
