package ui

import "cordee/internal/chart"

// sampleSharing is the workshop table: a suggestion, a typed part, a mistake, and somebody left out.
func sampleSharing() SharingProps {
	cell := func(row, column, label, value, hint string) CellInput {
		return CellInput{ID: row + "-" + column, Name: row + "-" + column, Label: label, Value: value, Hint: hint, Unit: "€", Column: column}
	}
	row := func(id, name, expected, typed, part string) SharingRow {
		r := SharingRow{
			ID: id, Name: name, Href: "/people/" + id, Expected: expected, Potential: cell(id, "potential", "Potentiel du secteur de "+name, "", ""),
			Part: cell(id, "part", "Part de "+name, typed, part), Amount: part + "\u202f€", Locked: typed != "", OutName: id + "-out", OutLabel: "Laisser " + name + " de côté",
			Release: ButtonProps{Text: "Part fixée pour " + name + "\u202f: la libérer", Icon: "lock", Kind: ButtonQuiet, IconOnly: true, Small: true, Name: "do", Value: "release:" + id},
		}
		r.Part.ReadAll = id + "-amount"
		return r
	}
	lea := row("w1", "Léa Martin", "49\u202f200\u202f€", "", "47\u202f700")
	lea.Chance, lea.Odds, lea.Tone, lea.HasFan = "atteignable", "13 chances sur 20", ToneGood, true
	lea.Fan = chart.Fan{Title: "Résultat probable entre 33\u202f000\u202f€ et 69\u202f000\u202f€\u202f; part demandée 47\u202f700\u202f€", Low: 33_000, Mid: 51_000, High: 69_000, Part: 47_700}
	lea.Own, lea.OwnGap = "41\u202f000\u202f€", "6\u202f700\u202f€ de moins"
	karim := row("w2", "Karim Benali", "45\u202f900\u202f€", "90\u202f000", "90\u202f000")
	karim.Chance, karim.Odds, karim.Tone, karim.HasFan = "hors de portée", "1 chance sur 20", TonePlum, true
	karim.Fan = chart.Fan{Title: "Résultat probable entre 30\u202f000\u202f€ et 67\u202f000\u202f€\u202f; part demandée 90\u202f000\u202f€", Low: 30_000, Mid: 46_000, High: 67_000, Part: 90_000}
	karim.Tag = TagProps{Text: "Déjà proposé\u202f: 52\u202f400\u202f€", Tone: ToneViolet, Icon: "chat"}
	ines := row("w3", "Inès Le Goff", "35\u202f700\u202f€", "beaucoup", "0")
	ines.Notes, ines.Locked, ines.Chance = []string{"Temps sur la période\u202f: 80\u202f%"}, false, "preuve insuffisante"
	ines.Part.Error = "«\u202fbeaucoup\u202f» n’est pas un nombre."
	yann := row("w4", "Yann Porzelec", "", "", "")
	yann.Out, yann.Amount = true, "Laissé de côté"
	return SharingProps{
		Caption: "Les parts de l’équipe", Total: "Réparti", Sum: "137\u202f700\u202f€", Balance: "Il reste 12\u202f300\u202f€ à confier", Tone: ToneWarn,
		Heads: SharingHeads{Name: "Qui", Expected: "Attendu", Potential: "Potentiel", Part: "Part", Chance: "Chances d’y arriver", Own: "Son chiffre", Out: "Laisser de côté"},
		Rows:  []SharingRow{lea, karim, ines, yann},
	}
}
