package ui

import "strconv"

func sampleCards() []GoalCardProps {
	mine := sampleMine()
	mine.ID = "card-mine"
	steps := sampleBeads()
	steps.List = false
	return []GoalCardProps{
		{ID: "g1", Href: "/goals/1", Title: "13 nouveaux clients au T4", Tier: TierIndividual, TierWord: "Objectif individuel\u202f:", Due: "jusqu’au 31 déc.", Bar: sampleBar(2), Status: TagProps{Text: "En cours", Tone: ToneInfo},
			Serves: Link{"Équipe Nantes", "/goals/nantes"}, ServesWord: "au service de", Attention: "Le rythme a baissé\u202f: voulez-vous en parler à Karim, ou revoir l’objectif\u202f?",
			NextWord: "Prochain pas", Next: "2 rendez-vous cette semaine vous remettent dans le rythme."},
		{ID: "g2", Href: "/goals/2", Title: "62\u202f000\u202f€ au T4", Tier: TierIndividual, TierWord: "Objectif individuel\u202f:", Due: "jusqu’au 31 déc.", Bar: mine, Serves: Link{"Équipe Nantes", "/goals/nantes"}, ServesWord: "au service de"},
		{ID: "g3", Href: "/goals/3", Title: "Préparer l’offre de printemps", Tier: TierCollective, TierWord: "Objectif collectif\u202f:", Owner: "Équipe Nantes", Due: "jusqu’au 4 déc.", Beads: steps, Status: TagProps{Text: "Proposé", Tone: ToneViolet},
			Actions: Group(Button(ButtonProps{Text: "Accepter", Kind: ButtonPrimary}), Button(ButtonProps{Text: "Contre-proposer"}))},
	}
}

func sampleTags() []TagProps {
	return []TagProps{{Text: "Brouillon"}, {Text: "Atteint", Tone: ToneGood, Icon: "check"}, {Text: "En cours", Tone: ToneInfo}, {Text: "À surveiller", Tone: ToneWarn}, {Text: "En retard", Tone: TonePlum}, {Text: "Ambition", Tone: ToneViolet, Icon: "star"}}
}

func sampleStats() []Stat {
	return []Stat{
		{Label: "Ce trimestre", Value: "44\u202f600\u202f€", Number: "44600", Hint: "23 ventes"}, {Label: "Panier moyen", Value: "1\u202f939,13\u202f€", Number: "1939.13", Href: "/how"},
		{Label: "Probabilité", Value: "71\u202f%", Number: "71", Hint: "+4 points en une semaine", Tone: ToneGood}, {Label: "Jours travaillés restants", Value: "26", Number: "26"},
	}
}

func sampleTable() TableProps {
	row := func(day, customer, amount, with string) Row {
		return Row{Cells: []Cell{{Text: customer, Href: "/results/1", Small: "Établi sur mesure"}, {Text: day}, {Text: amount}, {Text: with}}}
	}
	return TableProps{Caption: "Ventes de novembre 2026", Heads: []Head{{Label: "Client"}, {Label: "Date", SortHref: "?sort=day", Sorted: "descending"}, {Label: "Montant", Numeric: true, SortHref: "?sort=amount"}, {Label: "Avec"}},
		Rows: []Row{row("20 nov.", "Menuiserie Guéno", "5\u202f300,00\u202f€", ""), row("16 nov.", "Lycée Eugène-Livet", "3\u202f100,00\u202f€", "Karim Benali 40\u202f%"), row("12 nov.", "Chantiers de l’Erdre", "7\u202f800,00\u202f€", "")},
		Foot: []Cell{{Text: "Total"}, {}, {Text: "16\u202f200,00\u202f€"}, {}}}
}

func sampleBoard() BoardProps {
	row := func(rank, name, value, percent string, permille int) BoardRow {
		return BoardRow{Rank: rank, Name: name, Href: "/people/x", Value: value, Percent: percent, Bar: ObjectiveBarProps{Attained: At(permille), Expected: At(680), Spoken: percent + " de l’objectif"}}
	}
	me := row("2", "Léa Martin", "44\u202f600\u202f€", "72\u202f%", 720)
	me.Me, me.Bar.Personal, me.Detail = true, true, "temps partiel 80\u202f%"
	return BoardProps{Caption: "Chiffre d’affaires, T4 2026", RankHead: "Rang", NameHead: "Qui", ValueHead: "Montant", BarHead: "Atteinte", TotalWord: "Équipe", Total: "237\u202f600\u202f€",
		Rows: []BoardRow{row("1", "Karim Benali", "71\u202f200\u202f€", "75\u202f%", 750), me, row("2", "Yann Le Bihan", "44\u202f600\u202f€", "109\u202f%", 1090), {Name: "Inès Le Goff", Value: "12\u202f400\u202f€", Detail: "sans objectif sur ces dates"}}}
}

func sampleFields() []FieldProps {
	return []FieldProps{
		{Name: "title", Label: "Titre", Hint: "Ce que vous visez, en quelques mots.", Required: true},
		{Name: "amount", Label: "Cible", Kind: FieldNumber, Value: "62\u202f000", Suffix: "€"},
		{Name: "end", Label: "Échéance", Kind: FieldDate, Value: "2026-12-31"},
		{Name: "email", Label: "Adresse e-mail", Kind: FieldEmail, Autocomplete: "email", Value: "lea@", Error: "Il manque la fin de l’adresse, par exemple exemple.fr."},
		{Name: "password", Label: "Mot de passe", Kind: FieldPassword, Autocomplete: "new-password"},
		{Name: "metric", Label: "Indicateur", Kind: FieldSelect, Blank: "Choisir", Options: []Option{{Value: "revenue", Label: "Chiffre d’affaires", Group: "Ventes"}, {Value: "deals", Label: "Affaires", Group: "Ventes"}, {Value: "meetings", Label: "Rendez-vous"}}},
		{Name: "why", Label: "Pourquoi", Kind: FieldArea, Optional: "facultatif"},
		{Name: "file", Label: "Fichier", Kind: FieldFile, Accept: ".csv,.xlsx", Hint: "CSV ou Excel, 20 Mo au plus."},
		{Name: "tier", Label: "Niveau", Kind: FieldRadio, Options: []Option{{Value: "individual", Label: "Individuel", Selected: true}, {Value: "collective", Label: "Collectif", Hint: "Toute l’équipe tire la même corde."}}},
		{Name: "share", Label: "Montrer ma part à l’équipe", Kind: FieldCheckbox, Checked: true, Hint: "Vous pouvez changer d’avis à tout moment."},
		{Name: "locked", Label: "Clé", Value: "nantes-t4", ReadOnly: true},
		{Name: "off", Label: "Devise", Value: "EUR", Disabled: true},
	}
}

func sampleCredits() CreditsProps {
	return CreditsProps{Legend: "Partagé entre", Hint: "Les parts font 100\u202f% ensemble.", PersonLabel: "Personne", PartLabel: "Part en pour cent", Blank: "Choisir une personne",
		People: []Option{{Value: "lea", Label: "Léa Martin"}, {Value: "karim", Label: "Karim Benali"}, {Value: "ines", Label: "Inès Le Goff"}},
		Rows:   []CreditRow{{Person: "lea", Part: "60"}, {Person: "karim", Part: "25"}}, AddText: "Ajouter une personne", RemoveText: "Retirer cette personne",
		Balance: BalanceProps{Total: "100", Now: "Il reste 15\u202f% à répartir", Even: "Le compte est bon", Under: "Il reste {n} à répartir", Over: "{n} de trop", Unit: "\u202f%"}}
}

func sampleShares() SharesProps {
	fan := func(permille int, spoken string) ObjectiveBarProps {
		return ObjectiveBarProps{Attained: At(permille), LandLow: At(permille - 80), LandHigh: At(permille + 140), Spoken: spoken}
	}
	return SharesProps{ID: "shares", Caption: "Répartir 360\u202f000\u202f€ dans l’équipe Nantes", NameHead: "Qui", BeforeHead: "T4 2025", ValueHead: "Cible", LockHead: "Garder", FanHead: "Portée", TotalWord: "À répartir", TotalText: "360\u202f000\u202f€",
		Balance: BalanceProps{Total: "360000", Now: "Il reste 3\u202f000\u202f€ à répartir", Even: "Le compte est bon", Under: "Il reste {n} à répartir", Over: "{n} de trop", Unit: "\u202f€"},
		Rows: []ShareRow{
			{Name: "t1", Label: "Léa Martin", Hint: "présence 80\u202f%, saison forte", Before: "58\u202f200\u202f€", Value: "62\u202f000", LockName: "l1", Locked: true, Unit: "€", Fan: fan(900, "Atteignable")},
			{Name: "t2", Label: "Karim Benali", Before: "90\u202f400\u202f€", Value: "95\u202f000", LockName: "l2", Unit: "€", Fan: fan(840, "Atteignable")},
			{Name: "t3", Label: "Inès Le Goff", Hint: "arrivée le 1er octobre, en montée", Value: "200\u202f000", LockName: "l3", Unit: "€", Fan: fan(420, "Hors de portée"), Error: "Trois fois plus que les arrivées comparables."},
		}}
}

func sampleProblems() ProblemsProps {
	return ProblemsProps{Title: "2 lignes à revoir, rien n’a été importé", FileHead: "Fichier", RowHead: "Ligne", ColumnHead: "Colonne", ValueHead: "Valeur", MessageHead: "Ce qui ne va pas",
		List: []Problem{
			{File: "ventes.csv", Row: 14, Column: "personne", Value: "karimb", Message: "Cette personne n’est pas connue.", Fix: "Vouliez-vous dire «\u202fkarim.b\u202f»\u202f?"},
			{File: "ventes.xlsx", Sheet: "Novembre", Row: 32, Column: "montant", Value: "12,5O", Message: "Ce montant contient une lettre.", Fix: "Écrivez 12,50."},
		}, More: "et 3 avertissements", Export: Link{"Télécharger la liste", "/problems.csv"}}
}

func sampleTimeline() TimelineProps {
	return TimelineProps{Label: "Histoire de l’objectif", Moments: []Moment{
		{Icon: "plus", When: "20 nov., 16:42", Who: "Léa Martin", Text: "a vendu un établi à Menuiserie Guéno, 5\u202f300\u202f€", Href: "/results/1", Tone: ToneInfo},
		{Icon: "heart", When: "18 nov.", Who: "Karim Benali", Text: "vous remercie", Quote: "Merci pour l’appel au lycée, sans toi le rendez-vous sautait.", Tone: ToneViolet},
		{Icon: "chat", When: "9 nov.", Who: "Inès Le Goff", Text: "propose une visite commune", Action: Action(ActionProps{Action: "/reply", Button: ButtonProps{Text: "Répondre", Kind: ButtonQuiet, Small: true}})},
		{Icon: "check", When: "1er oct.", Text: "Objectif convenu\u202f: 62\u202f000\u202f€ au lieu de 66\u202f000\u202f€", Tone: ToneGood, Href: "/versions/2"},
	}}
}

func sampleShell(words Words, theme string) ShellProps {
	people := FieldProps{Name: "person", Label: "Qui", Kind: FieldSelect, Options: []Option{{Value: "lea", Label: "Léa Martin", Selected: true}, {Value: "karim", Label: "Karim Benali"}}}
	credits := sampleCredits()
	credits.Rows = []CreditRow{{Person: "lea", Part: "100"}}
	credits.Balance.Now = credits.Balance.Even
	return ShellProps{
		Words: words, Lang: "fr", Title: "Galerie", OrgName: "Atelier Breton", HomeHref: "/", Theme: theme, Search: SearchProps{Action: "/search"}, HelpHref: "/help", Progress: At(720),
		Nav: []NavItem{{Label: "Ma cordée", Href: "/", Icon: "rope", Current: true, Phone: true}, {Label: "Équipe", Href: "/team", Icon: "mountain", Phone: true}, {Label: "Cap", Href: "/direction", Icon: "compass", Phone: true}, {Label: "À décider", Short: "Décider", Href: "/decide", Icon: "check", Badge: "3", Phone: true}},
		More: []NavGroup{{Title: "Suivre", Items: []NavItem{{Label: "Tableaux", Href: "/boards", Icon: "columns"}, {Label: "Récompenses", Href: "/rewards", Icon: "gift"}, {Label: "Points forts", Href: "/strengths", Icon: "star"}}},
			{Title: "Organiser", Items: []NavItem{{Label: "Personnes", Href: "/people", Icon: "people"}, {Label: "Imports", Href: "/imports", Icon: "upload"}, {Label: "Réglages", Href: "/settings", Icon: "settings"}}}},
		Bell:  NavItem{Label: "Nouvelles, 2 à lire", Href: "/news", Icon: "bell", Badge: "2"},
		User:  UserMenu{Name: "Léa Martin", Detail: "Équipe Nantes", Items: []NavItem{{Label: "Mon compte", Href: "/me", Icon: "person"}, {Label: "Vie privée", Href: "/privacy", Icon: "eye"}}, SignOut: "/sign-out"},
		Flash: []FlashProps{{Tone: ToneGood, Text: "Vente de 5\u202f300\u202f€ ajoutée. L’équipe passe à 66\u202f%.", UndoAction: "/undo/42", UndoText: "Annuler"}},
		QuickAdd: QuickAddProps{Href: "/results/new", Action: "/results", Button: "Ajouter un résultat", Title: "Ajouter un résultat", Close: "Fermer", Submit: "Ajouter", Person: people,
			Kind:   FieldProps{Name: "kind", Label: "Quoi", Kind: FieldSelect, Options: []Option{{Value: "deal_won", Label: "Vente"}, {Value: "meeting", Label: "Rendez-vous"}}},
			Amount: FieldProps{Name: "amount", Label: "Combien", Kind: FieldNumber, Suffix: "€"}, Date: FieldProps{Name: "occurred_on", Label: "Quand", Kind: FieldDate, Value: "2026-11-23"},
			Credits: credits, ShareWord: "Partagé avec quelqu’un", More: []FieldProps{{Name: "customer", Label: "Client", Optional: "facultatif"}}, MoreWord: "Plus de détails"},
	}
}

// sampleQR is a square of modules that looks like a code; it holds nothing.
func sampleQR() QRProps {
	const n = 21
	modules := make([][]bool, n)
	for y := range modules {
		modules[y] = make([]bool, n)
		for x := range modules[y] {
			corner := func(cx, cy int) bool {
				d := max(x-cx, cx-x, y-cy, cy-y)
				return d <= 1 || d == 3
			}
			switch {
			case x < 8 && y < 8:
				modules[y][x] = corner(3, 3)
			case x > 12 && y < 8:
				modules[y][x] = corner(17, 3)
			case x < 8 && y > 12:
				modules[y][x] = corner(3, 17)
			default:
				modules[y][x] = (x*7+y*11+x*y)%3 == 0
			}
		}
	}
	return QRProps{Modules: modules, Label: "Code à scanner pour rejoindre l’équipe, version " + strconv.Itoa(1), Link: "cordee.example/join/x7k2"}
}

func sampleEvidence() []EvidenceProps {
	return []EvidenceProps{
		{Letter: "S", Name: "Précis", State: ToneGood, Word: "prouvé", Lines: []string{"Un indicateur\u202f: chiffre d’affaires. Un porteur\u202f: vous."}},
		{Letter: "M", Name: "Mesuré", State: ToneGood, Word: "prouvé", Lines: []string{"8 résultats en 53 jours, le dernier il y a 3 jours."}},
		{Letter: "A", Name: "Atteignable", State: ToneWarn, Word: "à surveiller", Lines: []string{"6 personnes sur 9 ont atteint un objectif comparable."}, Action: Link{"Voir les comparables", "/peers"}},
		{Letter: "R", Name: "Réaliste", Word: "pas encore connu", Lines: []string{"Il faut encore 4 ventes pour le dire."}},
		{Letter: "T", Name: "Temporel", State: ToneGood, Word: "prouvé", Lines: []string{"Du 1er octobre au 31 décembre, 62 jours travaillés."}},
	}
}
