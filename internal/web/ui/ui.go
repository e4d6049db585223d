// Package ui is Cordée's design system: components that know no domain type. Each takes a struct of ready strings
// and numbers, works without JavaScript and stands in every state in the Gallery.
//
// Colours, sizes and motion live in assets/cordee.css, behaviour in assets/cordee.js. Nothing is written inline, so
// pages run under the policy default-src 'self'.
package ui

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io"
	"io/fs"
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"cordee/internal/chart"
)

// Assets holds the stylesheet and the script, under assets/.
//
//go:embed assets
var Assets embed.FS

// AssetPrefix is where Handler must be mounted.
const AssetPrefix = "/assets/"

// Words gives the words for people, from the catalogue of the reader's language. Args are name, value pairs.
type Words interface {
	T(key string, args ...any) string
}

// Mark is a place on a bar in permille of the target; the zero Mark is absent.
type Mark = chart.Mark

// At is the mark at so many permille of the target: 720 is 72 %.
func At(permille int) Mark { return chart.At(permille) }

// Pace is how an objective advances against what is expected today.
type Pace string

// The paces; PaceNone draws nothing.
const (
	PaceNone   Pace = ""
	PaceAhead  Pace = "ahead"
	PaceOn     Pace = "on"
	PaceWatch  Pace = "watch"
	PaceBehind Pace = "behind"
)

// Tier is the height of a knot on the rope.
type Tier string

// The tiers, from the company's direction to the person.
const (
	TierStrategic   Tier = "strategic"
	TierOperational Tier = "operational"
	TierCollective  Tier = "collective"
	TierIndividual  Tier = "individual"
)

// Symbol is the sign of the tier on the rope; an unknown tier has a plain dot.
func (t Tier) Symbol() string {
	switch t {
	case TierStrategic:
		return "◆"
	case TierOperational:
		return "◇"
	case TierCollective:
		return "○"
	case TierIndividual:
		return "●"
	}
	return "·"
}

// Tone is the mood of a tag or a message; colour is never alone, a word or an icon always stands with it.
type Tone string

// The tones.
const (
	ToneNone   Tone = ""
	ToneGood   Tone = "good"
	ToneInfo   Tone = "info"
	ToneWarn   Tone = "warn"
	TonePlum   Tone = "plum"
	ToneViolet Tone = "violet"
)

// Link is words that lead somewhere.
type Link struct {
	Text string
	Href string
}

// assetHash is filled once: the version of each asset in its address, so caches never serve an old one.
var assetHash = hashes()

func hashes() map[string]string {
	found := map[string]string{}
	entries, err := fs.ReadDir(Assets, "assets")
	if err != nil {
		return found
	}
	for _, e := range entries {
		data, err := fs.ReadFile(Assets, "assets/"+e.Name())
		if err != nil {
			continue
		}
		sum := sha256.Sum256(data)
		found[e.Name()] = hex.EncodeToString(sum[:5])
	}
	return found
}

// AssetURL is the address of an asset with its version.
func AssetURL(name string) string { return AssetPrefix + name + "?v=" + assetHash[name] }

// Handler serves the assets under AssetPrefix; a versioned address may be kept for a year.
func Handler() http.Handler {
	sub, err := fs.Sub(Assets, "assets")
	if err != nil {
		return http.NotFoundHandler()
	}
	files := http.StripPrefix(AssetPrefix, http.FileServerFS(sub))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.RawQuery != "" {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		files.ServeHTTP(w, r)
	})
}

// FaviconURL is the address of the knot with its progress; an absent mark gives the plain knot.
// The server answers it with Favicon.
func FaviconURL(progress Mark) string {
	if !progress.Set {
		return "/favicon.svg"
	}
	return "/favicon.svg?p=" + strconv.Itoa(progress.At/10)
}

// Favicon answers /favicon.svg?p=72 with the knot at 72 %.
func Favicon() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		progress := Mark{}
		if n, err := strconv.Atoi(r.URL.Query().Get("p")); err == nil && n >= 0 && n < 100_000 {
			progress = At(n * 10)
		}
		w.Header().Set("Content-Type", "image/svg+xml")
		w.Header().Set("Cache-Control", "public, max-age=86400")
		_, _ = io.WriteString(w, chart.Favicon(progress)) // a closed connection is the browser's choice
	})
}

// svg puts a drawing of our own on the page; chart escapes every word in it.
func svg(drawing string) templ.Component { return templ.Raw(drawing) }

// Text is a component of plain words, for slots that take a component.
func Text(words string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, templ.EscapeString(words))
		return err
	})
}

// Group puts components one after the other in one slot.
func Group(parts ...templ.Component) templ.Component { return templ.Join(parts...) }

// classes joins the names that are not empty.
func classes(names ...string) string {
	kept := names[:0:0]
	for _, n := range names {
		if n != "" {
			kept = append(kept, n)
		}
	}
	return strings.Join(kept, " ")
}

// when gives the class when the condition holds.
func when(yes bool, class string) string {
	if yes {
		return class
	}
	return ""
}

// Initials are the first letters of the first and last words of a name: "Léa Martin" gives "LM".
func Initials(name string) string {
	words := strings.Fields(name)
	if len(words) == 0 {
		return "?"
	}
	first := []rune(words[0])[:1]
	if len(words) == 1 {
		return strings.ToUpper(string(first))
	}
	last := []rune(words[len(words)-1])[:1]
	return strings.ToUpper(string(first) + string(last))
}

// hue is one of eight calm colours, the same for the same name on every page.
func hue(name string) string {
	sum := sha256.Sum256([]byte(name))
	return "hue-" + strconv.Itoa(int(sum[0]%8))
}

// moreNames says how many names do not fit.
func moreNames(n int) string { return "+ " + strconv.Itoa(n) }

// longSlide is from how many letters on a title is written smaller, to fit a screen; beside a drawing there is half the room.
const longSlide = 90

func long(s WallSlide) bool {
	n := len([]rune(s.Title))
	return n > longSlide || s.Drawing != nil && n > longSlide/2
}

// wallSeconds is how long a slide stays.
func wallSeconds(n int) string {
	if n <= 0 {
		n = 12
	}
	return strconv.Itoa(n)
}
