package notify

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
)

// Bar is the progress of one objective: shares of its target in ten-thousandths, never capped.
type Bar struct {
	Attained int
	Expected int  // to date
	Ticked   bool // Expected is known
	Mine     bool // the reader's own objective, drawn in their colour
	Reversed bool // lower is better: the bar runs from the right
	Spoken   string
}

// The picture is drawn at twice its size for sharp screens, on nothing, so that it stands on light and dark alike.
const (
	barWide, barTall = 520, 24 // pixels as shown
	sharp            = 2
	full             = 10_000
)

// The colours read on light and on dark paper.
var (
	inkTrack = color.NRGBA{0x8f, 0x99, 0x98, 0x66}
	inkRope  = color.NRGBA{0x1f, 0x86, 0x8a, 0xff}
	inkMe    = color.NRGBA{0xdd, 0x69, 0x48, 0xff}
	inkPast  = color.NRGBA{0x8f, 0x74, 0xc9, 0xff}
	inkTick  = color.NRGBA{0x1d, 0x2a, 0x2e, 0xff}
	inkHalo  = color.NRGBA{0xff, 0xff, 0xff, 0xd8}
)

// PNG draws the bar: the pale track ends at the target, the solid part is attained, the tick is what was expected to date. Beyond the
// target the solid part goes on, in the colour of ambition.
func (b Bar) PNG() ([]byte, error) {
	img := image.NewNRGBA(image.Rect(0, 0, barWide*sharp, barTall*sharp))
	reach := float64(max(full, b.Attained, b.Expected))
	reach = min(reach, 2*full) // beyond twice the target the words say it
	wide := float64(barWide*sharp) - 8
	at := func(share int) float64 { return 4 + wide*min(float64(max(share, 0)), reach)/reach }
	paint := func(from, to, top, bottom float64, c color.NRGBA) {
		if b.Reversed {
			from, to = float64(barWide*sharp)-to, float64(barWide*sharp)-from
		}
		pill(img, from, to, top, bottom, c)
	}
	paint(4, at(full), 16, 32, inkTrack)
	if b.Attained > 0 {
		c := inkRope
		if b.Mine {
			c = inkMe
		}
		if b.Attained > full {
			paint(at(full)-16, at(b.Attained), 16, 32, inkPast)
			paint(at(full)-16, at(full)+3, 12, 36, inkHalo)
		}
		paint(4, max(at(min(b.Attained, full)), 4+16), 16, 32, c)
	}
	if b.Ticked {
		x := at(b.Expected)
		paint(x-5, x+5, 5, 43, inkHalo)
		paint(x-2.5, x+2.5, 7, 41, inkTick)
	}
	var out bytes.Buffer
	err := png.Encode(&out, img)
	return out.Bytes(), err
}

// pill fills a rounded bar; the edge is smoothed by how much of each pixel lies inside.
func pill(img *image.NRGBA, from, to, top, bottom float64, c color.NRGBA) {
	cx, cy := (from+to)/2, (top+bottom)/2
	hw, hh := (to-from)/2, (bottom-top)/2
	r := min(hw, hh)
	for y := int(top) - 1; y <= int(bottom)+1; y++ {
		for x := int(from) - 1; x <= int(to)+1; x++ {
			dx, dy := math.Abs(float64(x)+0.5-cx)-(hw-r), math.Abs(float64(y)+0.5-cy)-(hh-r)
			away := math.Hypot(max(dx, 0), max(dy, 0)) + min(max(dx, dy), 0) - r
			if inside := min(max(0.5-away, 0), 1); inside > 0 && image.Pt(x, y).In(img.Rect) {
				lay(img, x, y, c, inside)
			}
		}
	}
}

// lay puts a colour over a pixel.
func lay(img *image.NRGBA, x, y int, c color.NRGBA, inside float64) {
	under := img.NRGBAAt(x, y)
	a := float64(c.A) / 255 * inside
	ua := float64(under.A) / 255 * (1 - a)
	sum := a + ua
	mix := func(over, below uint8) uint8 { return uint8(math.Round((float64(over)*a + float64(below)*ua) / sum)) }
	img.SetNRGBA(x, y, color.NRGBA{mix(c.R, under.R), mix(c.G, under.G), mix(c.B, under.B), uint8(math.Round(sum * 255))})
}
