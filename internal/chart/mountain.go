package chart

import "math"

// Camp is a stage on the way up, At in permille of the target.
type Camp struct {
	At    int
	Label string
	Done  bool
}

// Climber is someone on the rope, At in permille of the target.
type Climber struct {
	At    int
	Title string
	Me    bool
}

// Mountain is a collective objective as a mountain being climbed: the target is the summit.
type Mountain struct {
	Title, Desc string
	Attained    Mark
	Expected    Mark
	Camps       []Camp
	Climbers    []Climber
	Summit      string // ready words at the flag, such as the target

	Standalone bool
}

// trail is the way up, from the valley to the summit, in drawing units of 640 x 300.
var trail = []Point{{56, 262}, {128, 246}, {186, 226}, {244, 214}, {290, 184}, {340, 170}, {372, 136}, {408, 118}, {430, 84}, {452, 52}}

// Draw is the mountain as SVG. Beyond the target the flag is reached and the rope waves above it.
func (s Mountain) Draw() string {
	p := &pen{plain: s.Standalone}
	p.open("c-mountain", 640, 300, s.Title, s.Desc)
	p.shape("rect", "c-sky", "width", "640", "height", "300", "rx", "10")
	p.shape("path", "c-ridge3", "d", "M0 196L70 150L122 178L206 104L262 150L318 118L372 160L520 88L574 132L640 100V290a10 10 0 0 1-10 10H10a10 10 0 0 1-10-10Z")
	p.shape("path", "c-ridge2", "d", "M0 236L90 196L150 216L236 160L320 150L452 52L506 118L540 112L640 190V290a10 10 0 0 1-10 10H10a10 10 0 0 1-10-10Z")
	p.shape("path", "c-shade", "d", "M452 52L506 118L540 112L640 190V250L560 232L486 196L438 176L470 138L446 112Z")
	p.shape("path", "c-snow", "d", "M452 52L405 87L421 97L436 86L450 101L464 88L480 86Z")
	p.shape("path", "c-ridge1", "d", "M0 276L70 252L150 240L230 224L300 192L352 178L330 214L392 226L470 214L560 248L640 236V290a10 10 0 0 1-10 10H10a10 10 0 0 1-10-10Z")
	p.shape("path", "c-path", "d", way(1))
	if s.Attained.Set && s.Attained.At > 0 {
		p.shape("path", "c-rope", "d", way(float64(s.Attained.At)/1000))
	}
	s.flag(p)
	s.stages(p)
	s.people(p)
	return p.close()
}

func (s Mountain) flag(p *pen) {
	p.shape("line", "c-pole", "x1", "452", "x2", "452", "y1", "52", "y2", "22")
	class := "c-camp"
	if s.Attained.Set && s.Attained.At >= 1000 {
		class = "c-flag"
	}
	p.shape("path", class, "d", "M452 22L476 29L452 37Z")
	if s.Summit != "" {
		p.text("c-strong", s.Summit, "x", "486", "y", "38", "font-size", "22")
	}
	if s.Expected.Set {
		e := along(float64(s.Expected.At) / 1000)
		p.shape("line", "c-pole", "x1", num(e.Day-7), "x2", num(e.Day+7), "y1", num(e.Value-7), "y2", num(e.Value+7))
	}
}

func (s Mountain) stages(p *pen) {
	for _, c := range s.Camps {
		at := along(float64(c.At) / 1000)
		class := "c-camp"
		if c.Done {
			class = "c-camp-done"
		}
		p.shape("path", class, "d", "M"+num(at.Day-8)+" "+num(at.Value+5)+"l8-13l8 13z")
		p.text("c-label", c.Label, "x", num(at.Day+14), "y", num(at.Value+22), "font-size", "19")
	}
}

func (s Mountain) people(p *pen) {
	for _, c := range s.Climbers {
		at := along(float64(c.At) / 1000)
		p.raw("<g><title>" + escape(c.Title) + "</title>")
		class := "c-climber"
		if c.Me {
			class = "c-climber-me"
		}
		p.shape("circle", class, "cx", num(at.Day), "cy", num(at.Value), "r", "8")
		p.raw("</g>")
	}
}

// along is the place at a share of the way, from 0 (valley) to 1 (summit).
func along(share float64) Point {
	left := clamp(share, 0, 1) * length()
	for i := 1; i < len(trail); i++ {
		a, b := trail[i-1], trail[i]
		d := math.Hypot(b.Day-a.Day, b.Value-a.Value)
		if left <= d {
			t := left / d
			return Point{a.Day + (b.Day-a.Day)*t, a.Value + (b.Value-a.Value)*t}
		}
		left -= d
	}
	return trail[len(trail)-1]
}

func length() float64 {
	total := 0.0
	for i := 1; i < len(trail); i++ {
		total += math.Hypot(trail[i].Day-trail[i-1].Day, trail[i].Value-trail[i-1].Value)
	}
	return total
}

// way is the path from the valley up to a share of the way.
func way(share float64) string {
	end := along(share)
	left := clamp(share, 0, 1) * length()
	d := "M" + num(trail[0].Day) + " " + num(trail[0].Value)
	for i := 1; i < len(trail); i++ {
		left -= math.Hypot(trail[i].Day-trail[i-1].Day, trail[i].Value-trail[i-1].Value)
		if left <= 0 {
			break
		}
		d += "L" + num(trail[i].Day) + " " + num(trail[i].Value)
	}
	return d + "L" + num(end.Day) + " " + num(end.Value)
}
