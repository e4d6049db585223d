package ui

import "cordee/internal/chart"

// The samples of the gallery are data in French, as a page would prepare them; they are nobody's results.
// In them a narrow no-break space is written \u202f so that a reader of the source sees it.

func sampleMine() ObjectiveBarProps {
	return ObjectiveBarProps{
		ID: "bar-mine", Attained: At(720), Expected: At(680), Floor: At(500), Stretch: At(1200), LandLow: At(940), LandHigh: At(1090), Personal: true,
		Percent: "72\u202f%", Number: "44600", Value: "44\u202f600\u202f€ sur 62\u202f000\u202f€", Gap: "Il reste 17\u202f400\u202f€", Pace: PaceOn, PaceWord: "dans le rythme",
		Spoken: "44\u202f600 euros sur 62\u202f000, 72\u202f%, dans le rythme\u202f; atterrissage entre 94 et 109\u202f%",
	}
}

func sampleTeam() ObjectiveBarProps {
	return ObjectiveBarProps{
		ID: "bar-team", Attained: At(660), Mine: At(120), Expected: At(690), Percent: "66\u202f%", Number: "237600", Value: "237\u202f600\u202f€ sur 360\u202f000\u202f€",
		Gap: "Il reste 122\u202f400\u202f€", Pace: PaceOn, PaceWord: "dans le rythme", Spoken: "L’équipe est à 66\u202f%, dont 12\u202f% de vous, dans le rythme",
	}
}

// sampleBars are the bar in every state, with the words that name the state.
func sampleBars() []Stat {
	return []Stat{
		{Label: "En avance"}, {Label: "Dans le rythme, avec ma part"}, {Label: "À surveiller"}, {Label: "En retard"}, {Label: "Au-delà de la cible"},
		{Label: "Le moins est le mieux"}, {Label: "Rien encore"}, {Label: "Non calculable"}, {Label: "Très au-delà"},
	}
}

func sampleBar(i int) ObjectiveBarProps {
	switch i {
	case 0:
		return ObjectiveBarProps{Attained: At(810), Expected: At(680), Stretch: At(1150), Personal: true, Percent: "81\u202f%", Value: "26 rendez-vous sur 32", Gap: "Il en reste 6", Pace: PaceAhead, PaceWord: "en avance", Spoken: "26 rendez-vous sur 32, en avance"}
	case 1:
		return sampleTeam()
	case 2:
		return ObjectiveBarProps{Attained: At(520), Expected: At(620), Floor: At(600), Personal: true, Percent: "52\u202f%", Value: "13 nouveaux clients sur 25", Gap: "Il en reste 12", Pace: PaceWatch, PaceWord: "à surveiller", Spoken: "13 nouveaux clients sur 25, à surveiller"}
	case 3:
		return ObjectiveBarProps{Attained: At(310), Expected: At(640), LandLow: At(480), LandHigh: At(720), Percent: "31\u202f%", Value: "9\u202f300\u202f€ sur 30\u202f000\u202f€", Gap: "Il reste 20\u202f700\u202f€", Pace: PaceBehind, PaceWord: "en retard", Spoken: "9\u202f300 euros sur 30\u202f000, en retard"}
	case 4:
		return ObjectiveBarProps{Attained: At(1180), Expected: At(800), Stretch: At(1250), Mine: At(420), Percent: "118\u202f%", Value: "118\u202f000\u202f€ sur 100\u202f000\u202f€", Gap: "18\u202f000\u202f€ au-delà", Pace: PaceAhead, PaceWord: "en avance", Spoken: "118\u202f000 euros sur 100\u202f000, au-delà de la cible"}
	case 5:
		return ObjectiveBarProps{Attained: At(640), Expected: At(700), Reversed: true, Percent: "64\u202f%", Value: "9,2 jours, cible 7 jours", Gap: "2,2 jours à gagner", Note: "le moins est le mieux", Pace: PaceWatch, PaceWord: "à surveiller", Spoken: "Délai de 9,2 jours pour une cible de 7, à surveiller"}
	case 6:
		return ObjectiveBarProps{Attained: At(0), Expected: At(20), Percent: "0\u202f%", Value: "0\u202f€ sur 62\u202f000\u202f€", Gap: "Il reste 62\u202f000\u202f€", Spoken: "L’objectif commence, rien encore"}
	case 7:
		return ObjectiveBarProps{Value: "Pas encore de vente pour calculer un taux", Spoken: "Pas encore calculable"}
	default:
		return ObjectiveBarProps{Attained: At(4200), Expected: At(1000), Personal: true, Percent: "420\u202f%", Value: "42 affaires sur 10", Gap: "32 au-delà", Pace: PaceAhead, PaceWord: "en avance", Spoken: "42 affaires sur 10"}
	}
}

func sampleRope() RopeProps {
	knot := func(id string, tier Tier, word, title, percent string, bar ObjectiveBarProps) KnotProps {
		bar.Spoken = title + ", " + percent
		return KnotProps{ID: id, Tier: tier, TierWord: word, Title: title, Href: "/goals/" + id, Percent: percent, Bar: bar}
	}
	team := knot("k3", TierCollective, "Objectif collectif\u202f:", "Équipe Nantes\u202f: 360\u202f000\u202f€ au T4", "66\u202f%", sampleTeam())
	team.Mine, team.Pace, team.PaceWord = "dont 12\u202f% de vous", PaceOn, "dans le rythme"
	mine := sampleMine()
	mine.Stretch, mine.LandLow, mine.LandHigh = Mark{}, Mark{}, Mark{}
	me := knot("k4", TierIndividual, "Objectif individuel\u202f:", "Vous\u202f: 62\u202f000\u202f€ au T4", "72\u202f%", mine)
	me.Here, me.Pace, me.PaceWord = true, PaceOn, "dans le rythme"
	return RopeProps{ID: "rope", Label: "Ma cordée", Cap: "Devenir la référence des ateliers de l’Ouest", Knots: []KnotProps{
		knot("k1", TierStrategic, "Objectif stratégique\u202f:", "Cap de l’année\u202f: 4,2\u202fM€ de chiffre d’affaires", "61\u202f%", ObjectiveBarProps{Attained: At(610), Mine: At(11), Expected: At(650)}),
		knot("k2", TierOperational, "Objectif opérationnel\u202f:", "Région Ouest\u202f: 1,4\u202fM€", "58\u202f%", ObjectiveBarProps{Attained: At(580), Mine: At(32), Expected: At(640)}),
		team, me,
	}}
}

func sampleBeads() BeadsProps {
	return BeadsProps{Text: "3 étapes sur 5", Spoken: "3 étapes faites sur 5, la suivante est la visite de l’atelier", Pace: PaceOn, PaceWord: "dans le rythme", List: true, Steps: []Bead{
		{Title: "Relire les dix derniers devis", Done: true, Due: "2 nov."},
		{Title: "Appeler les clients de l’an passé", Done: true, Mine: true, Due: "9 nov."},
		{Title: "Préparer l’offre de printemps", Done: true, Due: "16 nov."},
		{Title: "Visiter l’atelier de Rezé", Href: "/steps/4", Next: true, Due: "27 nov."},
		{Title: "Présenter l’offre à l’équipe", Due: "4 déc."},
	}}
}

func sampleMountain(permille int) MountainProps {
	bar := sampleTeam()
	bar.ID = ""
	if permille >= 1000 {
		bar = sampleBar(4)
	}
	return MountainProps{
		Title: "360\u202f000\u202f€ au quatrième trimestre", Href: "/goals/nantes", Due: "31 déc.", Summit: "360\u202f000\u202f€", Bar: bar,
		Why:    "Parce que l’atelier de Rezé ouvre si nous y arrivons ensemble.",
		Spoken: "L’équipe Nantes a gravi les deux tiers de la montagne",
		Camps:  []CampProps{{Label: "Octobre", At: 300, Done: true}, {Label: "Novembre", At: 640, Done: permille > 640}},
		Climbers: []ClimberProps{
			{Name: "Léa Martin", Text: "44\u202f600\u202f€, 2 coups de main", Href: "/people/lea", Me: true},
			{Name: "Karim Benali", Text: "71\u202f200\u202f€", Href: "/people/karim"},
			{Name: "Inès Le Goff", Text: "3 ventes aidées", Href: "/people/ines"},
		},
	}
}

func sampleBurnup() chart.Burnup {
	b := chart.Burnup{
		Title: "Objectif de 62\u202f000\u202f€", Desc: "44\u202f600\u202f€ au 23 novembre pour 42\u202f100\u202f€ attendus\u202f; atterrissage entre 58\u202f000 et 68\u202f000\u202f€",
		Days: 92, Today: 53, TodayLabel: "aujourd’hui",
		Target: chart.LevelAt(62000, "cible 62\u202f000\u202f€"), Stretch: chart.LevelAt(74000, "ambition 74\u202f000\u202f€"), Floor: chart.LevelAt(31000, "plancher"),
		XTicks: []chart.Tick{{At: 0, Label: "1er oct."}, {At: 31, Label: "1er nov."}, {At: 61, Label: "1er déc."}, {At: 91, Label: "31"}},
		YTicks: []chart.Tick{{At: 0, Label: "0"}, {At: 20000, Label: "20\u202fk€"}, {At: 40000, Label: "40\u202fk€"}, {At: 60000, Label: "60\u202fk€"}},
		Fan:    []chart.FanPoint{{Day: 53, Low: 44600, Mid: 44600, High: 44600}, {Day: 70, Low: 50000, Mid: 52500, High: 55500}, {Day: 91, Low: 58000, Mid: 63000, High: 68000}},
	}
	total := 0.0
	for i, amount := range []float64{4200, 6100, 2900, 9800, 5400, 7800, 3100, 5300} {
		total += amount
		day := 4 + float64(i)*6.6
		b.Attained = append(b.Attained, chart.Point{Day: day, Value: total})
		b.Events = append(b.Events, chart.Event{Day: day, Value: total, Href: "/results/" + string(rune('a'+i)), Title: "Vente du jour " + string(rune('1'+i))})
	}
	b.Attained = append([]chart.Point{{}}, append(b.Attained, chart.Point{Day: 53, Value: total})...)
	for day := 0.0; day <= 91; day += 13 {
		b.Expected = append(b.Expected, chart.Point{Day: day, Value: 62000 * (0.7*day/91 + 0.3*day*day/8281)})
	}
	return b
}

func sampleColumns() chart.Columns {
	column := func(label, a, b string, x, y float64) chart.Column {
		return chart.Column{Label: label, Values: []float64{x, y}, Texts: []string{a, b}}
	}
	return chart.Columns{Title: "Résultats par produit", Desc: "Établis devant, puis outils et formation", Columns: []chart.Column{
		column("Établis", "18,2", "14,1", 18.2, 14.1), column("Outils", "12,6", "13,0", 12.6, 13), column("Formation", "8,4", "5,2", 8.4, 5.2), column("Entretien", "5,4", "6,1", 5.4, 6.1),
	}}
}

func sampleTree() TreeProps {
	bar := func(permille int, percent string, pace Pace, word string) ObjectiveBarProps {
		return ObjectiveBarProps{Attained: At(permille), Expected: At(650), Percent: percent, Pace: pace, PaceWord: word, Size: BarSmall, Spoken: percent}
	}
	leaf := func(title, owner string, b ObjectiveBarProps) TreeNode {
		return TreeNode{Tier: TierIndividual, Title: title, Owner: owner, Href: "/goals/leaf", Bar: b}
	}
	lea := leaf("62\u202f000\u202f€ au T4", "Léa Martin", bar(720, "72\u202f%", PaceOn, "dans le rythme"))
	lea.Me, lea.Bar.Personal = true, true
	nantes := TreeNode{Tier: TierCollective, Title: "360\u202f000\u202f€ au T4", Owner: "Équipe Nantes", Href: "/goals/nantes", Bar: bar(660, "66\u202f%", PaceOn, "dans le rythme"),
		Children: []TreeNode{lea, leaf("95\u202f000\u202f€ au T4", "Karim Benali", bar(750, "75\u202f%", PaceAhead, "en avance")), leaf("12 visites d’atelier", "Inès Le Goff", bar(500, "50\u202f%", PaceWatch, "à surveiller"))}}
	rennes := TreeNode{Tier: TierCollective, Title: "290\u202f000\u202f€ au T4", Owner: "Équipe Rennes", Href: "/goals/rennes", Bar: bar(480, "48\u202f%", PaceWatch, "à surveiller"),
		Notes: []TagProps{{Text: "Il manque 40\u202f000\u202f€ à répartir", Tone: ToneWarn}}, More: "4 objectifs", Closed: true, Children: []TreeNode{leaf("70\u202f000\u202f€ au T4", "Yann Le Bihan", bar(480, "48\u202f%", PaceWatch, "à surveiller"))}}
	ouest := TreeNode{Tier: TierOperational, Title: "1,4\u202fM€ de chiffre d’affaires", Owner: "Région Ouest", Href: "/goals/ouest", Bar: bar(580, "58\u202f%", PaceWatch, "à surveiller"), Children: []TreeNode{nantes, rennes}}
	return TreeProps{Label: "Cap de l’entreprise", Nodes: []TreeNode{{Tier: TierStrategic, Title: "4,2\u202fM€ de chiffre d’affaires", Owner: "Atelier Breton", Href: "/goals/cap", Bar: bar(610, "61\u202f%", PaceOn, "dans le rythme"), Children: []TreeNode{ouest}}}}
}
