package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestTheWorkshopAnswersWhatIsTyped(t *testing.T) {
	s := openSite(t)
	page := s.goal("nord-q4") + "/parts"
	boss := s.as("ada")
	for _, lang := range []string{"fr", "en"} {
		boss.speak(lang)
		boss.get(page).whole(lang)
	}
	boss.speak("fr")
	lea := "part_" + s.person("lea").ID.String()

	bad := boss.post(page, url.Values{"method": {"even"}, lea: {"beaucoup"}, "padding": {"300"}})
	if bad.status != http.StatusUnprocessableEntity {
		t.Errorf("a word in place of a number: %d", bad.status)
	}
	bad.whole("fr")
	if got := len(bad.all("input", "aria-invalid", "true")); got != 2 {
		t.Errorf("%d fields are blamed for two mistakes", got)
	}
	if got := bad.all("input", "name", lea); len(got) != 1 || value(got[0]) != "beaucoup" {
		t.Error("what was typed is lost")
	}
	good := boss.post(page, url.Values{"method": {"blend"}, "weight": {"0"}, lea: {"0"}})
	if got := good.all("input", "name", lea); len(got) != 1 || value(got[0]) != "0" {
		t.Error("a typed zero is a zero")
	}
	if got := good.all("button", "data-release", lea); len(got) != 1 {
		t.Error("what is typed has no lock")
	}
	if free := boss.post(page, url.Values{"method": {"even"}, lea: {"0"}, "do": {"release:" + lea[len("part_"):]}}); len(free.all("button", "data-release", lea)) != 0 {
		t.Error("the lock does not let go")
	}
	one := boss.get(s.goal("lea-q4") + "/parts")
	if one.status != http.StatusUnprocessableEntity || !strings.Contains(text(one.root), "ne se répartit pas") {
		t.Errorf("a person's own objective: %d", one.status)
	}
	one.whole("fr")
}

func value(n *html.Node) string {
	v, _ := attr(n, "value")
	return v
}
