package ui

import "github.com/a-h/templ"

// strokes are our own icons on a grid of 24, drawn with strokes of 1.5.
var strokes = map[string]string{
	"rope":     `<path d="M12 2v4m0 4v4m0 4v4"/><circle cx="12" cy="8" r="2"/><circle cx="12" cy="16" r="2"/>`,
	"team":     `<circle cx="9" cy="9" r="3"/><path d="M3.5 19c.4-3.2 2.6-5 5.500-5s5.100 1.800 5.500 5"/><path d="M15.500 6.300a3 3 0 0 1 0 5.400M17 14.300c2 .6 3.200 2.200 3.500 4.700"/>`,
	"compass":  `<circle cx="12" cy="12" r="9"/><path d="m15.500 8.500-2 5-5 2 2-5z"/>`,
	"flag":     `<path d="M6 21V4m0 0c4-2 7 2 12 0v9c-5 2-8-2-12 0"/>`,
	"mountain": `<path d="m3 19 6.500-12 3.500 6 2-3 6 9z"/>`,
	"plus":     `<path d="M12 5v14M5 12h14"/>`,
	"minus":    `<path d="M5 12h14"/>`,
	"check":    `<path d="m5 12.500 4.500 4.500L19 7.500"/>`,
	"close":    `<path d="m6 6 12 12M18 6 6 18"/>`,
	"bell":     `<path d="M6 16.500V11a6 6 0 0 1 12 0v5.500l1.500 1.500h-15zM10 20.500h4"/>`,
	"search":   `<circle cx="11" cy="11" r="6.500"/><path d="m16 16 4.500 4.500"/>`,
	"people":   `<circle cx="8" cy="8.500" r="2.500"/><circle cx="16" cy="8.500" r="2.500"/><path d="M3.500 18c.3-2.800 2-4.500 4.500-4.500s4.200 1.700 4.500 4.500m0-3.600c.8-.6 2-.9 3.500-.9 2.500 0 4.200 1.700 4.500 4.500"/>`,
	"chart":    `<path d="M4 4v16h16"/><path d="m8 15 3.500-4.500 3 2.500L19 7"/>`,
	"columns":  `<path d="M4 20h16M7 20v-6m5 6V6m5 14v-9"/>`,
	"upload":   `<path d="M12 15V4m0 0L8 8m4-4 4 4M4.500 15v4.500h15V15"/>`,
	"download": `<path d="M12 4v11m0 0 4-4m-4 4-4-4M4.500 15v4.500h15V15"/>`,
	"settings": `<path d="M4 7h9m5 0h2M4 17h2m5 0h9"/><circle cx="15.500" cy="7" r="2.500"/><circle cx="8.500" cy="17" r="2.500"/>`,
	"sign-out": `<path d="M10 4.500H5v15h5M14.500 8l4 4-4 4M18 12H9.500"/>`,
	"undo":     `<path d="M8 5 4 9l4 4M4 9h10a5.500 5.500 0 0 1 0 11h-4"/>`,
	"share":    `<circle cx="6" cy="12" r="2.500"/><circle cx="17.500" cy="6" r="2.500"/><circle cx="17.500" cy="18" r="2.500"/><path d="m8.300 10.800 7-3.600m-7 6 7 3.600"/>`,
	"clock":    `<circle cx="12" cy="12" r="8.500"/><path d="M12 7v5l3.500 2"/>`,
	"calendar": `<path d="M4.500 6h15v14h-15zM4.500 10.500h15M8.500 3.500V7m7-3.500V7"/>`,
	"sun":      `<circle cx="12" cy="12" r="4"/><path d="M12 2.500v2m0 15v2M2.500 12h2m15 0h2M5.300 5.300l1.400 1.400m10.600 10.600 1.400 1.400m0-13.400-1.400 1.400M6.700 17.300l-1.400 1.400"/>`,
	"moon":     `<path d="M19.500 14.500A8 8 0 0 1 9.500 4.500a8 8 0 1 0 10 10z"/>`,
	"pen":      `<path d="m4 20 1-4.500L16.500 4 20 7.500 8.500 19zM14 6.500l3.500 3.500"/>`,
	"key":      `<circle cx="8" cy="15" r="4"/><path d="m11 12 8.500-8.500M16 7l2.500 2.500"/>`,
	"lock":     `<path d="M5.500 11h13v9h-13zM8.500 11V8a3.500 3.500 0 0 1 7 0v3"/>`,
	"link":     `<path d="M10 14a4 4 0 0 0 5.700 0l3-3A4 4 0 0 0 13 5.300l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3a4 4 0 0 0 5.700 5.700l1-1"/>`,
	"copy":     `<path d="M8.500 8.500h11v11h-11zM15.500 8.500v-4h-11v11h4"/>`,
	"help":     `<circle cx="12" cy="12" r="9"/><path d="M9.500 9.500a2.500 2.500 0 1 1 3.500 2.300c-.7.3-1 .8-1 1.700m0 3v.01"/>`,
	"info":     `<circle cx="12" cy="12" r="9"/><path d="M12 11v5.500M12 7.500v.01"/>`,
	"warning":  `<path d="M12 4 2.800 19.500h18.400zM12 10v4.500m0 2.500v.01"/>`,
	"person":   `<circle cx="12" cy="8" r="3.500"/><path d="M5 20c.5-4 3.200-6 7-6s6.500 2 7 6"/>`,
	"target":   `<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="5"/><circle cx="12" cy="12" r="1"/>`,
	"heart":    `<path d="M12 20S4 15 4 9.300C4 6.800 5.900 5 8 5c1.700 0 3.200 1 4 2.500C12.800 6 14.300 5 16 5c2.100 0 4 1.800 4 4.300C20 15 12 20 12 20z"/>`,
	"gift":     `<path d="M4 10h16v3H4zM5.500 13v7h13v-7M12 10v10M12 10C9 10 7 8.500 7.500 6.500S11 5 12 10c1-5 4-5.500 4.500-3.500S15 10 12 10z"/>`,
	"star":     `<path d="m12 3.500 2.600 5.400 5.900.8-4.300 4.100 1 5.900-5.200-2.800-5.200 2.800 1-5.900L3.500 9.700l5.900-.8z"/>`,
	"bolt":     `<path d="M13 3 5 13.500h6L10.500 21l8-10.500h-6z"/>`,
	"list":     `<path d="M9 6.500h11M9 12h11M9 17.500h11M4.500 6.500v.01m0 5.490v.01m0 5.490v.01"/>`,
	"more":     `<circle cx="5.500" cy="12" r="1"/><circle cx="12" cy="12" r="1"/><circle cx="18.500" cy="12" r="1"/>`,
	"next":     `<path d="m9 5 7 7-7 7"/>`,
	"back":     `<path d="m15 5-7 7 7 7"/>`,
	"down":     `<path d="m6 9 6 6 6-6"/>`,
	"print":    `<path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z"/>`,
	"pause":    `<path d="M9 5.500v13M15 5.500v13"/>`,
	"sound":    `<path d="M4 9.500v5h3.500L12 18.500v-13L7.500 9.500zM15 9a4.200 4.200 0 0 1 0 6M17.500 6.500a8 8 0 0 1 0 11"/>`,
	"screen":   `<path d="M3.500 5h17v11h-17zM8.500 20h7M12 16v4"/>`,
	"eye":      `<path d="M2.500 12C5 7.500 8.200 5.500 12 5.500s7 2 9.500 6.500c-2.500 4.500-5.700 6.500-9.500 6.500s-7-2-9.500-6.500z"/><circle cx="12" cy="12" r="2.500"/>`,
	"chat":     `<path d="M4 5h16v11H10l-4.500 4v-4H4z"/>`,
	"home":     `<path d="m4 11 8-7 8 7v9h-5.500v-6h-5v6H4z"/>`,
}

// solids are the signs of pace: a different shape for each, so that colour is never alone.
var solids = map[string]string{
	"ahead":  `<path d="M8 2.500 14.500 13.500h-13z" fill="currentColor"/>`,
	"on":     `<circle cx="8" cy="8" r="5.500" fill="currentColor"/>`,
	"watch":  `<circle cx="8" cy="8" r="5.500" fill="none" stroke="currentColor" stroke-width="1.500"/><path d="M8 2.500a5.500 5.500 0 0 1 0 11z" fill="currentColor"/>`,
	"behind": `<path d="M8 13.500 1.500 2.500h13z" fill="currentColor"/>`,
}

// Icon draws one of our icons beside words that say the same; an unknown name draws nothing.
func Icon(name string) templ.Component {
	if s, ok := strokes[name]; ok {
		return templ.Raw(`<svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">` + s + `</svg>`)
	}
	if s, ok := solids[name]; ok {
		return templ.Raw(`<svg class="sign" viewBox="0 0 16 16" width="12" height="12" aria-hidden="true" focusable="false">` + s + `</svg>`)
	}
	return templ.NopComponent
}

// tiers are the signs of the rope, drawn so that they look the same in every font: ◆ ◇ ○ ●.
var tiers = map[Tier]string{
	TierStrategic:   `<path d="M8 1l7 7-7 7-7-7z" fill="currentColor"/>`,
	TierOperational: `<path d="M8 2l6 6-6 6-6-6z" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round"/>`,
	TierCollective:  `<circle cx="8" cy="8" r="5.500" fill="none" stroke="currentColor" stroke-width="2.500"/>`,
	TierIndividual:  `<circle cx="8" cy="8" r="6.500" fill="currentColor"/>`,
}

// TierMark draws the sign of a tier; an unknown tier draws nothing.
func TierMark(t Tier) templ.Component {
	sign, ok := tiers[t]
	if !ok {
		return templ.NopComponent
	}
	return templ.Raw(`<svg class="tier-mark tier-` + string(t) + `" viewBox="0 0 16 16" width="13" height="13" aria-hidden="true" focusable="false">` + sign + `</svg>`)
}
