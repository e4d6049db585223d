package ui_test

import (
	"fmt"
	"io/fs"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"cordee/internal/web/ui"
)

// tokens reads the colours of both themes from the stylesheet itself.
func tokens(t *testing.T) map[string][2][3]float64 {
	t.Helper()
	css, err := fs.ReadFile(ui.Assets, "assets/cordee.css")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][2][3]float64{}
	line := regexp.MustCompile(`--([a-z0-9-]+): light-dark\(oklch\(([^)/]+)\), oklch\(([^)/]+)\)\);`)
	for _, m := range line.FindAllStringSubmatch(string(css), -1) {
		found[m[1]] = [2][3]float64{numbers(t, m[2]), numbers(t, m[3])}
	}
	return found
}

func numbers(t *testing.T, text string) [3]float64 {
	t.Helper()
	var out [3]float64
	for i, f := range strings.Fields(text) {
		v, err := strconv.ParseFloat(f, 64)
		if err != nil {
			t.Fatal(err)
		}
		out[i] = v
	}
	return out
}

// luminance is the relative luminance of WCAG for an OKLCH colour, clipped to sRGB as browsers do.
func luminance(c [3]float64) float64 {
	a, b := c[1]*math.Cos(c[2]*math.Pi/180), c[1]*math.Sin(c[2]*math.Pi/180)
	l := math.Pow(c[0]+0.3963377774*a+0.2158037573*b, 3)
	m := math.Pow(c[0]-0.1055613458*a-0.0638541728*b, 3)
	s := math.Pow(c[0]-0.0894841775*a-1.2914855480*b, 3)
	clip := func(v float64) float64 { return math.Max(0, math.Min(1, v)) }
	red := clip(4.0767416621*l - 3.3077115913*m + 0.2309699292*s)
	green := clip(-1.2684380046*l + 2.6097574011*m - 0.3413193965*s)
	blue := clip(-0.0041960863*l - 0.7034186147*m + 1.7076147010*s)
	return 0.2126*red + 0.7152*green + 0.0722*blue
}

func contrast(a, b [3]float64) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func TestEveryPairOfColoursIsReadableInBothThemes(t *testing.T) {
	const text, shape = 4.5, 3.0
	pairs := []struct {
		fore, back string
		least      float64
	}{
		{"ink", "paper", 7}, {"ink", "card", 7}, {"ink", "sunk", 7}, {"ink-2", "paper", text}, {"ink-2", "card", text}, {"ink-2", "sunk", text},
		{"rope", "paper", text}, {"rope", "card", text}, {"rope", "rope-soft", text}, {"on-rope", "rope", text}, {"me-ink", "card", text}, {"me-ink", "paper", text}, {"ink", "me-soft", 7}, {"ink-2", "me-soft", text},
		{"ahead", "card", text}, {"ahead", "paper", text}, {"ahead", "ahead-soft", text}, {"watch", "card", text}, {"watch", "paper", text}, {"watch", "watch-soft", text},
		{"behind", "card", text}, {"behind", "paper", text}, {"behind", "behind-soft", text}, {"stretch", "card", text}, {"stretch", "paper", text}, {"stretch", "stretch-soft", text},
		{"ink", "rope-soft", 7}, {"ink", "ahead-soft", 7}, {"ink", "watch-soft", 7}, {"ink", "behind-soft", 7}, {"ink", "stretch-soft", 7},
		{"edge", "card", shape}, {"edge", "paper", shape}, {"me", "card", shape}, {"rope", "track", shape}, {"focus", "paper", shape}, {"focus", "card", shape},
	}
	colours := tokens(t)
	for _, p := range pairs {
		for i, theme := range []string{"light", "dark"} {
			t.Run(fmt.Sprintf("%s on %s, %s", p.fore, p.back, theme), func(t *testing.T) {
				fore, ok := colours[p.fore]
				back, known := colours[p.back]
				if !ok || !known {
					t.Fatal("no such token")
				}
				if got := contrast(fore[i], back[i]); got < p.least {
					t.Errorf("contrast %.2f, at least %.1f", got, p.least)
				}
			})
		}
	}
}
