package journey

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"cordee/internal/org"
)

// looks are the four ways every screen is looked at.
var looks = []struct {
	name string
	s    screen
	lang string
}{
	{"desk-light-fr", desk, "fr"},
	{"phone-dark-fr", darkly(phone), "fr"},
	{"desk-dark-en", darkly(desk), "en"},
	{"phone-light-en", phone, "en"},
}

func darkly(s screen) screen {
	s.dark = true
	return s
}

// axe is the accessibility checker, or "" where it is not installed: then the test is skipped, and fails when CI=true.
func axe(t *testing.T) string {
	t.Helper()
	path := os.Getenv("CORDEE_AXE")
	if path == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("CORDEE_AXE is not set to the path of axe.min.js, and CI=true forbids skipping")
		}
		t.Skip("CORDEE_AXE is not set: the path of axe.min.js, from the npm package axe-core")
	}
	source, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}

// party is a visitor for each role, and one who is not signed in.
type party map[org.Role]*visitor

func (h *house) party(t *testing.T, s screen, lang string) party {
	t.Helper()
	p := party{"": h.visitor(t, s, lang)}
	for _, role := range []org.Role{org.Rep, org.Manager, org.Admin} {
		p[role] = h.visitor(t, s, lang).as(h.first(role))
	}
	return p
}

func TestAxeFindsNothingOnAnyScreen(t *testing.T) {
	source := axe(t)
	h := furnishedHouse(t)
	who := h.party(t, desk, "fr")
	tour := h.tour(t, who[org.Admin])
	for _, l := range looks {
		for _, v := range who {
			v.look(l.s)
			v.speak(l.lang)
		}
		for _, p := range tour {
			v := who[p.who].open(p.path)
			v.shot(p.name, l.name)
			v.decent(l.name + " " + p.name)
			for _, wrong := range v.axe(source) {
				t.Errorf("%s %s (%s): %s", l.name, p.name, p.path, wrong)
			}
		}
	}
}

func TestAxeOfTheFirstPage(t *testing.T) {
	source := axe(t)
	h := emptyHouse(t)
	secret, err := h.app.SetupSecret(t.Context())
	h.must(err)
	for _, l := range looks {
		v := h.visitor(t, l.s, l.lang).open("/setup/" + secret)
		v.shot("setup", l.name)
		v.decent("setup")
		for _, wrong := range v.axe(source) {
			t.Errorf("setup, %s: %s", l.name, wrong)
		}
	}
}

func TestJourneyEveryScreenIsDecent(t *testing.T) {
	h := furnishedHouse(t)
	who := h.party(t, phone, "fr")
	for _, p := range h.tour(t, who[org.Admin]) {
		who[p.who].open(p.path).decent(p.name)
	}
}

// TestAxeChecksAreAwake plants a mistake of each kind on a page, which must be found.
func TestAxeChecksAreAwake(t *testing.T) {
	source := axe(t)
	h := furnishedHouse(t)
	v := h.visitor(t, phone, "fr").as(h.first(org.Rep)).open("/results/new")
	if wrong := v.unseemly(); len(wrong) > 0 {
		t.Fatal(wrong)
	}
	eval[bool](v, `(() => {
  const main = document.querySelector("main"), wide = document.createElement("pre"), field = document.createElement("input");
  wide.textContent = "⟦no.such.word⟧ " + "wide".repeat(200);
  wide.className = "planted";
  main.append(wide, field);
  wide.setAttribute("style", "white-space: pre; overflow: visible");
  wide.style.whiteSpace = "pre"; wide.style.overflow = "visible"; wide.style.width = "2000px";
  return true;
})()`)
	wrong := strings.Join(v.unseemly(), "\n")
	if !strings.Contains(wrong, "wide") || !strings.Contains(wrong, "⟦") {
		t.Errorf("not found: a page that is too wide, a missing word: %q", wrong)
	}
	if heard := v.complaints(); !slices.ContainsFunc(heard, func(s string) bool { return strings.Contains(s, "Content Security Policy") }) {
		t.Errorf("not heard: a style that the content policy refuses: %q", heard)
	}
	if found := v.axe(source); !slices.ContainsFunc(found, func(s string) bool { return strings.HasPrefix(s, "label") }) {
		t.Errorf("not found: a field without a name: %q", found)
	}
}

// decent fails the test for what no screen may do.
func (v *visitor) decent(name string) {
	v.t.Helper()
	for _, wrong := range append(v.unseemly(), v.complaints()...) {
		v.t.Errorf("%s: %s", name, wrong)
	}
}

// unseemly is what no screen may do: need sideways scrolling, lack words, hide its heading, come in the wrong language.
func (v *visitor) unseemly() []string {
	v.t.Helper()
	return eval[[]string](v, fmt.Sprintf(`(() => {
  const wrong = [], root = document.documentElement;
  if (root.scrollWidth > innerWidth) {
    const far = [...document.querySelectorAll("main *")].filter(el => el.getBoundingClientRect().right > innerWidth + 1).map(el => el.tagName + "." + el.className);
    wrong.push("wider than the screen: " + root.scrollWidth + " px, " + far.slice(0, 4).join(", "));
  }
  const lack = document.body.textContent.match(/⟦[^⟧]*⟧?/);
  if (lack) wrong.push("a word is missing: " + lack[0]);
  if (document.querySelectorAll("h1").length !== 1) wrong.push(document.querySelectorAll("h1").length + " headings");
  if (root.lang !== %q && location.pathname !== "/gallery") wrong.push("in " + root.lang);
  return wrong;
})()`, v.lang))
}

// axe is what the accessibility checker has to say: rule, place and what to do.
func (v *visitor) axe(source string) []string {
	v.t.Helper()
	eval[bool](v, source+"; true")
	found, err := chromedp.Run(v.ctx, chromedp.Evaluate[[]string](`axe.run(document, {resultTypes: ["violations"], preload: false}).then(r =>
  r.violations.flatMap(x => x.nodes.slice(0, 3).map(n => x.id + " at " + n.target.join(" ") + ": " + n.failureSummary.replace(/\s+/g, " "))))`, chromedp.EvalAwaitPromise))
	if err != nil {
		v.t.Fatal(err)
	}
	return found
}

// shot keeps a picture of the page in the folder CORDEE_SHOTS, when somebody wants to look.
func (v *visitor) shot(name, look string) {
	v.t.Helper()
	dir := os.Getenv("CORDEE_SHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(v.ctx, chromedp.FullScreenshot(100))
	v.must(err)
	v.must(os.MkdirAll(dir, 0o755))
	v.must(os.WriteFile(filepath.Join(dir, look+"_"+name+".png"), png, 0o644))
}
