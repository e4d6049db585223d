package chart_test

import (
	"encoding/xml"
	"io"
	"math"
	"strings"
	"testing"

	"cordee/internal/chart"
)

func TestAFanShowsWhereThePartLies(t *testing.T) {
	for name, c := range map[string]struct {
		fan  chart.Fan
		want []string
		not  string
	}{
		"within":        {fan: chart.Fan{Title: "40 à 80, demandé 60", Low: 40, Mid: 55, High: 80, Part: 60}, want: []string{`role="img"`, "c-target", "c-fan"}},
		"far beyond":    {fan: chart.Fan{Title: "t", Low: 4, Mid: 5, High: 8, Part: 600}, want: []string{"c-target"}},
		"nothing asked": {fan: chart.Fan{Low: 4, Mid: 5, High: 8}, want: []string{`aria-hidden="true"`}, not: "c-target"},
		"nothing known": {fan: chart.Fan{Low: math.NaN(), Part: math.Inf(1)}, not: "NaN"},
	} {
		got := c.fan.Draw()
		for _, w := range c.want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: no %s in %s", name, w, got)
			}
		}
		if c.not != "" && strings.Contains(got, c.not) {
			t.Errorf("%s: %s in %s", name, c.not, got)
		}
		for d := xml.NewDecoder(strings.NewReader(got)); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
}
