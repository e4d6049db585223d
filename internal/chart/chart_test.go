package chart_test

import (
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cordee/internal/chart"
)

var update = flag.Bool("update", false, "write the golden drawings again")

func quarter() chart.Burnup {
	return chart.Burnup{
		Title: "62 000 € au T4", Desc: "44 600 € au 23 novembre", Days: 92, Today: 53, TodayLabel: "aujourd’hui",
		Attained: []chart.Point{{Day: 0, Value: 0}, {Day: 20, Value: 14000}, {Day: 53, Value: 44600}},
		Expected: []chart.Point{{Day: 0, Value: 0}, {Day: 46, Value: 28000}, {Day: 91, Value: 62000}},
		Fan:      []chart.FanPoint{{Day: 53, Low: 44600, Mid: 44600, High: 44600}, {Day: 91, Low: 58000, Mid: 63000, High: 68000}},
		Events:   []chart.Event{{Day: 20, Value: 14000, Href: "/results/1?a=1&b=2", Title: "Guéno & fils <14 000 €>"}},
		Target:   chart.LevelAt(62000, "cible"), Floor: chart.LevelAt(31000, "plancher"), Stretch: chart.LevelAt(74000, "ambition"),
		XTicks: []chart.Tick{{At: 0, Label: "1er oct."}, {At: 91, Label: "31 déc."}}, YTicks: []chart.Tick{{At: 0, Label: "0"}, {At: 60000, Label: "60 k€"}},
	}
}

func TestDrawingsAreTheOnesWeReviewed(t *testing.T) {
	mail := quarter()
	mail.Standalone = true
	bar := chart.Bar{Attained: chart.At(720), Mine: chart.At(120), Expected: chart.At(680), Floor: chart.At(500), Stretch: chart.At(1200), Low: chart.At(900), High: chart.At(1100), Title: "72 %"}
	paper := bar
	paper.Standalone, paper.Width = true, 400
	for name, drawing := range map[string]string{
		"burnup":      quarter().Draw(),
		"burnup_mail": mail.Draw(),
		"bar":         bar.Draw(),
		"bar_paper":   paper.Draw(),
		"spark":       chart.Spark{Title: "12 semaines", Values: []float64{2, 3, 1, 5}}.Draw(),
		"columns":     chart.Columns{Title: "Par produit", Columns: []chart.Column{{Label: "Établis", Values: []float64{18.2, 14.1}, Texts: []string{"18,2", "14,1"}}, {Label: "Retours", Values: []float64{-2, 1}}}}.Draw(),
		"mountain":    chart.Mountain{Title: "Nantes", Attained: chart.At(660), Expected: chart.At(690), Summit: "360 000 €", Camps: []chart.Camp{{At: 300, Label: "Octobre", Done: true}}, Climbers: []chart.Climber{{At: 660, Title: "Léa", Me: true}}}.Draw(),
		"favicon":     chart.Favicon(chart.At(720)),
	} {
		t.Run(name, func(t *testing.T) {
			reviewed(t, name, drawing)
		})
	}
}

// reviewed compares a drawing with the one kept in testdata.
func reviewed(t *testing.T, name, drawing string) {
	t.Helper()
	golden := filepath.Join("testdata", name+".svg")
	got := strings.ReplaceAll(drawing, "><", ">\n<") + "\n"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the drawing changed; look at it, then run: go test ./internal/chart -update\n%s", got)
	}
}

// mustBeDrawable checks that a drawing is well-formed XML and holds finite numbers only.
func mustBeDrawable(t *rapid.T, drawing string) {
	decoder := xml.NewDecoder(strings.NewReader(drawing))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("not well formed: %v\n%s", err, drawing)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		for _, a := range start.Attr {
			if wordy[a.Name.Local] {
				continue
			}
			if strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") {
				t.Fatalf("%s=%q in <%s>", a.Name.Local, a.Value, start.Name.Local)
			}
		}
	}
}

// wordy attributes carry people's words, which may say anything.
var wordy = map[string]bool{"aria-label": true, "href": true}

func number() *rapid.Generator[float64] {
	return rapid.OneOf(rapid.Float64(), rapid.SampledFrom([]float64{0, -1, math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, -math.MaxFloat64, 5e-324}))
}

func mark() *rapid.Generator[chart.Mark] {
	return rapid.Custom(func(t *rapid.T) chart.Mark {
		return chart.Mark{At: rapid.Int().Draw(t, "at"), Set: rapid.Bool().Draw(t, "set")}
	})
}

func TestAnyBarIsDrawable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mustBeDrawable(t, chart.Bar{
			Attained: mark().Draw(t, "attained"), Mine: mark().Draw(t, "mine"), Expected: mark().Draw(t, "expected"), Floor: mark().Draw(t, "floor"),
			Stretch: mark().Draw(t, "stretch"), Low: mark().Draw(t, "low"), High: mark().Draw(t, "high"), Reversed: rapid.Bool().Draw(t, "reversed"),
			Standalone: rapid.Bool().Draw(t, "standalone"), Width: rapid.IntRange(-5, 2000).Draw(t, "width"), Title: rapid.String().Draw(t, "title"),
		}.Draw())
	})
}

func TestAnyBurnupIsDrawable(t *testing.T) {
	point := rapid.Custom(func(t *rapid.T) chart.Point {
		return chart.Point{Day: number().Draw(t, "day"), Value: number().Draw(t, "value")}
	})
	level := rapid.Custom(func(t *rapid.T) chart.Level {
		return chart.Level{Value: number().Draw(t, "level"), Label: rapid.String().Draw(t, "label"), Set: rapid.Bool().Draw(t, "set")}
	})
	rapid.Check(t, func(t *rapid.T) {
		b := chart.Burnup{
			Title: rapid.String().Draw(t, "title"), Desc: rapid.String().Draw(t, "desc"), Days: number().Draw(t, "days"), Today: number().Draw(t, "today"),
			Attained: rapid.SliceOfN(point, 0, 8).Draw(t, "attained"), Expected: rapid.SliceOfN(point, 0, 8).Draw(t, "expected"),
			Target: level.Draw(t, "target"), Floor: level.Draw(t, "floor"), Stretch: level.Draw(t, "stretch"), Standalone: rapid.Bool().Draw(t, "standalone"),
		}
		for _, p := range rapid.SliceOfN(point, 0, 4).Draw(t, "more") {
			b.Fan = append(b.Fan, chart.FanPoint{Day: p.Day, Low: p.Value, Mid: p.Value, High: number().Draw(t, "high")})
			b.Events = append(b.Events, chart.Event{Day: p.Day, Value: p.Value, Href: rapid.String().Draw(t, "href"), Title: rapid.String().Draw(t, "event")})
			b.XTicks = append(b.XTicks, chart.Tick{At: p.Day, Label: rapid.String().Draw(t, "tick")})
			b.YTicks = append(b.YTicks, chart.Tick{At: p.Value, Label: rapid.String().Draw(t, "tick")})
		}
		mustBeDrawable(t, b.Draw())
	})
}

func TestAnySmallFigureIsDrawable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(number(), 0, 6).Draw(t, "values")
		words := rapid.String().Draw(t, "words")
		mustBeDrawable(t, chart.Spark{Title: words, Values: values}.Draw())
		mustBeDrawable(t, chart.Columns{Title: words, Columns: []chart.Column{{Label: words, Values: values, Texts: []string{words}}, {}}}.Draw())
		mustBeDrawable(t, chart.Mountain{Title: words, Summit: words, Attained: mark().Draw(t, "attained"), Expected: mark().Draw(t, "expected"),
			Camps: []chart.Camp{{At: rapid.Int().Draw(t, "camp"), Label: words}}, Climbers: []chart.Climber{{At: rapid.Int().Draw(t, "climber"), Title: words}}}.Draw())
		mustBeDrawable(t, chart.Favicon(mark().Draw(t, "progress")))
	})
}

// width reads the drawn length of the attained part, in per cent of the bar.
func width(t *testing.T, b chart.Bar) float64 {
	t.Helper()
	m := regexp.MustCompile(`class="c-attained" x="[\d.]+%" y="9" width="([\d.]+)%"`).FindStringSubmatch(b.Draw())
	if m == nil {
		t.Fatalf("no attained part in %s", b.Draw())
	}
	v, err := strconv.ParseFloat(m[1], 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestBeyondTheTargetTheBarGoesOn(t *testing.T) {
	if got := width(t, chart.Bar{Attained: chart.At(720)}); got != 72 {
		t.Errorf("72 %% of the target takes %v %% of the width", got)
	}
	over := chart.Bar{Attained: chart.At(2000)}
	if got := width(t, over); got < 98 {
		t.Errorf("twice the target fills the width, got %v %%", got)
	}
	if !strings.Contains(over.Draw(), `class="c-end" x="49.5%"`) {
		t.Errorf("the target stands half way: %s", over.Draw())
	}
}

func TestLowerIsBetterRunsFromTheRight(t *testing.T) {
	drawing := chart.Bar{Attained: chart.At(640), Reversed: true}.Draw()
	if !strings.Contains(drawing, `class="c-attained" x="36%" y="9" width="64%"`) {
		t.Errorf("64 %% from the right expected in %s", drawing)
	}
}
