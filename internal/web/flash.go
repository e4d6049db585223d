package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"cordee/internal/web/ui"
)

// A flash is a code and at most one name of a thing, carried to the next page in a cookie of this browser. The words come from the
// catalogue: nothing anyone typed is ever shown from it.
const flashCookie = "flash"

var flashForm = regexp.MustCompile(`^([a-z_.]{1,40})(?::([A-Za-z0-9_-]{1,100}))?$`)

// flash leaves a message for the next page. subject may be empty.
func (v *visit) flash(code, subject string) {
	value := code
	if subject != "" {
		value += ":" + subject
	}
	http.SetCookie(v.w, &http.Cookie{
		Name: flashCookie, Value: value, Path: "/", HttpOnly: true, Secure: v.https(), SameSite: http.SameSiteLaxMode, MaxAge: 60,
	})
}

// takeFlash reads the message once.
func (v *visit) takeFlash() []ui.FlashProps {
	c, err := v.r.Cookie(flashCookie)
	if err != nil {
		return nil
	}
	http.SetCookie(v.w, &http.Cookie{Name: flashCookie, Path: "/", HttpOnly: true, Secure: v.https(), SameSite: http.SameSiteLaxMode, MaxAge: -1})
	m := flashForm.FindStringSubmatch(c.Value)
	if m == nil || !v.Has("web.flash."+m[1]) {
		return nil
	}
	f := ui.FlashProps{Tone: ui.ToneGood, Text: v.T("web.flash." + m[1])}
	if m[1] == "result_recorded" && m[2] != "" {
		f.UndoAction, f.UndoText = "/results/"+m[2]+"/undo", v.T("web.undo")
		f.Hidden = []ui.Hidden{{Name: "back", Value: v.here()}}
	}
	return []ui.FlashProps{f}
}

// escape makes text safe inside a query.
func escape(s string) string { return url.QueryEscape(s) }

// trimmed is a form value without the spaces around it.
func (v *visit) trimmed(name string) string { return strings.TrimSpace(v.r.PostFormValue(name)) }
