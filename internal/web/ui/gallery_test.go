package ui_test

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"cordee/internal/i18n"
	"cordee/internal/web/ui"
)

var update = flag.Bool("update", false, "write the golden gallery again")

func gallery(t *testing.T) []byte {
	t.Helper()
	var page bytes.Buffer
	if err := ui.Gallery(i18n.For("fr"), "").Render(context.Background(), &page); err != nil {
		t.Fatal(err)
	}
	return page.Bytes()
}

// lines puts each element on a line of its own, so that a change reads well in review; versions of assets are left out.
func lines(page []byte) []byte {
	text := strings.ReplaceAll(string(page), "><", ">\n<")
	for _, asset := range []string{"cordee.css", "cordee.js"} {
		text = strings.ReplaceAll(text, ui.AssetURL(asset), ui.AssetPrefix+asset)
	}
	return []byte(text + "\n")
}

// reviewed compares a page with the one kept in testdata.
func reviewed(t *testing.T, name string, page []byte) {
	t.Helper()
	got := lines(page)
	golden := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("the page changed; look at it, then run: go test ./internal/web/ui -update\n%s", firstDifference(string(got), string(want)))
	}
}

func TestGalleryIsTheOneWeReviewed(t *testing.T) {
	reviewed(t, "gallery.html", gallery(t))
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return "got:  " + g[i] + "\nwant: " + w[i]
		}
	}
	return "one is longer than the other"
}

// walk calls f on every element of the page.
func walk(n *html.Node, f func(*html.Node)) {
	if n.Type == html.ElementNode {
		f(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c, f)
	}
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func parsed(t *testing.T) *html.Node {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(gallery(t)))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestNothingIsInlineSoThatThePolicyHolds(t *testing.T) {
	walk(parsed(t), func(n *html.Node) {
		if n.Data == "style" || (n.Data == "script" && n.FirstChild != nil) {
			t.Errorf("inline <%s>", n.Data)
		}
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") || strings.HasPrefix(a.Val, "javascript:") {
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
		}
	})
}

func TestEveryIDIsUniqueAndEveryReferenceLeadsToOne(t *testing.T) {
	ids := map[string]int{}
	doc := parsed(t)
	walk(doc, func(n *html.Node) {
		if id, ok := attr(n, "id"); ok {
			ids[id]++
		}
	})
	for id, n := range ids {
		if n > 1 {
			t.Errorf("id %q stands %d times", id, n)
		}
	}
	walk(doc, func(n *html.Node) {
		for _, name := range []string{"for", "aria-describedby", "aria-labelledby", "data-dialog"} {
			value, _ := attr(n, name)
			for _, id := range strings.Fields(value) {
				if ids[id] == 0 {
					t.Errorf("<%s %s=%q> leads nowhere", n.Data, name, id)
				}
			}
		}
	})
}

func TestEveryDrawingIsSaidOrHidden(t *testing.T) {
	walk(parsed(t), func(n *html.Node) {
		if n.Data != "svg" || n.Parent.Namespace == "svg" {
			return
		}
		label, said := attr(n, "aria-label")
		_, hidden := attr(n, "aria-hidden")
		if !hidden && (!said || label == "") {
			class, _ := attr(n, "class")
			t.Errorf("svg %q is neither said nor hidden", class)
		}
	})
}

func TestEveryFieldHasALabel(t *testing.T) {
	labelled := map[string]bool{}
	doc := parsed(t)
	walk(doc, func(n *html.Node) {
		if id, ok := attr(n, "for"); ok && n.Data == "label" {
			labelled[id] = true
		}
	})
	walk(doc, func(n *html.Node) {
		if n.Data != "input" && n.Data != "select" && n.Data != "textarea" {
			return
		}
		kind, _ := attr(n, "type")
		id, _ := attr(n, "id")
		aria, _ := attr(n, "aria-label")
		inside := n.Parent.Data == "label"
		if kind != "hidden" && !labelled[id] && aria == "" && !inside {
			name, _ := attr(n, "name")
			t.Errorf("input %q has no label", name)
		}
	})
}
