package ui

import "cordee/internal/chart"

// sampleCurve is a straight line from 70 % on, quicker over 100 %, with somebody at 84 %.
func sampleCurve() chart.Curve {
	return chart.Curve{
		Title: "Prime selon l’atteinte", Desc: "Rien jusqu’à 70\u202f%, 600\u202f€ à 100\u202f%, puis 9\u202f€ par point. Vous êtes à 84\u202f%\u202f: 280\u202f€.",
		Spots:     []chart.Spot{{X: 0, Y: 0}, {X: 70, Y: 0}, {X: 100, Y: 600}, {X: 150, Y: 1050}},
		Threshold: chart.LevelAt(70, "seuil 70\u202f%"), Full: chart.LevelAt(100, "100\u202f%"), Cap: chart.LevelAt(1050, "au plus 1\u202f050\u202f€"),
		Here: chart.Spot{X: 84, Y: 280}, HereLabel: "vous\u202f: 280\u202f€",
		XTicks: []chart.Tick{{At: 0, Label: "0\u202f%"}, {At: 50, Label: "50\u202f%"}, {At: 100, Label: "100\u202f%"}, {At: 150, Label: "150\u202f%"}},
		YTicks: []chart.Tick{{At: 0, Label: "0\u202f€"}, {At: 600, Label: "600\u202f€"}},
	}
}

// sampleStairs is a bonus of three tiers.
func sampleStairs() chart.Curve {
	return chart.Curve{
		Title: "Prime par paliers", Desc: "300\u202f€ dès 80\u202f%, 600\u202f€ dès 100\u202f%, 900\u202f€ dès 120\u202f%.",
		Spots:  []chart.Spot{{X: 0}, {X: 80}, {X: 80, Y: 300}, {X: 100, Y: 300}, {X: 100, Y: 600}, {X: 120, Y: 600}, {X: 120, Y: 900}, {X: 150, Y: 900}},
		Full:   chart.LevelAt(100, "100\u202f%"),
		Turns:  []chart.Tick{{At: 80, Label: "80\u202f%"}, {At: 120, Label: "120\u202f%"}},
		YTicks: []chart.Tick{{At: 0, Label: "0\u202f€"}, {At: 300, Label: "300\u202f€"}, {At: 600, Label: "600\u202f€"}, {At: 900, Label: "900\u202f€"}},
	}
}

func sampleReckoning() []ReckoningLine {
	return []ReckoningLine{
		{Label: "Votre chiffre d’affaires", How: "52\u202f080\u202f€ pour 62\u202f000\u202f€, soit 84\u202f%", Value: "84\u202f%", More: Link{"Les 23 ventes", "/goals/1/statement"}},
		{Label: "Ce que 84\u202f% apporte", How: "(84\u202f% − 70\u202f%) ÷ (100\u202f% − 70\u202f%) = 46,67\u202f%", Value: "46,67\u202f%"},
		{Label: "Poids dans la prime", How: "46,67\u202f% × 70\u202f% × 600\u202f€", Value: "196\u202f€"},
		{Label: "Obtenu à ce jour", Value: "196\u202f€", Total: true},
	}
}
