package journey

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	"cordee/internal/org"
)

// tabTo goes on with the tabulator until something has the focus, which is never lost and always seen on the way.
func (v *visitor) tabTo(selector string) *visitor {
	v.t.Helper()
	for range 80 {
		v.key(kb.Tab)
		state := eval[string](v, `(() => {
  const el = document.activeElement;
  if (!el || el === document.body) return "lost";
  const seen = [el, el.parentElement, el.closest("label, form, .field")].filter(Boolean).map(e => getComputedStyle(e)).some(s => (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none");
  if (!seen) return "unseen: " + el.outerHTML.slice(0, 120);
  return el.matches(`+"`"+selector+"`"+`) ? "here" : "on";
})()`)
		switch state {
		case "here":
			return v
		case "on", "lost": // the end of a page leads through the browser's own bar
			continue
		}
		v.t.Fatalf("focus %s", state)
	}
	v.t.Fatalf("the tabulator never comes to %s\n%s", selector, v.page())
	return v
}

func TestJourneyWithTheKeyboardAlone(t *testing.T) {
	h := furnishedHouse(t)
	email := h.joined(h.first(org.Rep))
	v := h.visitor(t, desk, "fr").open("/sign-in").tabTo("summary").key(" ").until(`document.activeElement.parentElement.open`).tabTo("[name=email]")
	v.insert(email)
	v.tabTo("[name=password]").insert(password)
	v.key(kb.Enter).until(`location.pathname === "/" && "js" in document.documentElement.dataset`) // its keys are listened to

	v.key("?").until(`document.querySelector("#help[open]")`).key(kb.Escape).until(`!document.querySelector("#help[open]")`)
	v.tabTo("summary").key(" ").until(`document.activeElement.parentElement.open`).key(" ").until(`!document.activeElement.parentElement.open`)
	v.key("/").until(`document.activeElement.matches("[data-search]")`).key(kb.Tab)
	v.tabTo(".quick-link").key(kb.Enter).until(`document.querySelector("#quick-add[open]")`).tabTo("#quick-add [name=amount]")
	v.insert("6000")
	v.key(kb.Enter).sees(v.T("web.flash.result_recorded")).until("document.activeElement !== document.body")
	v.tabTo("#goals .card-title a").key(kb.Enter).until(`location.pathname.startsWith("/goals/")`).until(`document.querySelector("#goal-progress")`)
}
