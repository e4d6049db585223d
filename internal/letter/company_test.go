package letter_test

import (
	"fmt"
	"time"

	"cordee/internal/goal"
	"cordee/internal/letter"
	"cordee/internal/measure"
	"cordee/internal/period"
)

// The company of these tests: a maker of workshop furniture, and Léa who sells in Nantes.

var paris = time.FixedZone("CET", 3600)

func at(month time.Month, day, hour, minute int) letter.Stamp {
	return letter.Stamp{At: time.Date(2026, month, day, hour, minute, 0, 0, paris), Zone: "Europe/Paris"}
}

func both(fr, en string) letter.Text { return letter.Text{FR: fr, EN: en} }

func euros(n int64) measure.Maybe { return measure.Some(measure.Whole(n)) }

func quarter() period.Span {
	return period.Days(period.On(2027, 1, 1), period.On(2027, 3, 31))
}

// revenue is an objective with everything a letter can say.
func revenue() letter.Objective {
	return letter.Objective{
		Key: "lea-ca-t1", Version: 3,
		Title: both("Porter à 62 000 € le chiffre d'affaires signé à Nantes", "Bring revenue signed in Nantes to €62,000"),
		Tier:  goal.Individual, Origin: goal.OriginCascaded, Paid: true, Weight: 6_000,
		Metric: letter.Metric{
			Name:       both("Chiffre d'affaires signé", "Revenue signed"),
			Definition: both("Somme hors taxes des affaires gagnées, à la date de signature, remises déduites.", "Sum before tax of deals won, on the day they are signed, less discounts."),
			Source:     both("HubSpot, affaires au stade « Gagné »", "HubSpot, deals in stage “Won”"),
			Scope:      both("Clients professionnels de Loire-Atlantique", "Business customers in Loire-Atlantique"),
			Kind:       measure.Sum, Unit: "EUR", Direction: measure.Up,
		},
		Baseline: euros(0), Floor: euros(45_000), Target: euros(62_000), Stretch: euros(70_000),
		Why: both("L'atelier de Nantes tourne aux deux tiers : chaque commande locale évite un transport et garde l'équipe au complet.", "The Nantes workshop runs at two thirds: each local order saves a journey and keeps the team together."),
		Above: []letter.Knot{
			{Tier: goal.Collective, Title: both("Signer 360 000 € à Nantes au T1", "Sign €360,000 in Nantes in Q1"), Owner: "Équipe Nantes", Target: euros(360_000), Unit: "EUR", Why: both("Faire de Nantes un atelier qui vit de ses clients.", "Make Nantes a workshop that lives off its customers.")},
			{Tier: goal.Operational, Title: both("1,4 M€ dans la région Ouest sur l'année", "€1.4M in the West region this year"), Target: euros(1_400_000), Unit: "EUR"},
			{Tier: goal.Strategic, Title: both("Devenir la référence des ateliers partagés", "Become the reference for shared workshops"), Target: euros(4_200_000), Unit: "EUR"},
		},
		Derivation: []letter.Line{
			{Label: both("Cible de l'équipe Nantes", "Target of the Nantes team"), Amount: euros(360_000), Unit: "EUR"},
			{Label: both("Part selon l'historique et le potentiel du secteur", "Share by history and potential of the territory"), Value: both("× 21,5 %", "× 21.5%")},
			{Label: both("Avant temps de travail", "Before working time"), Amount: euros(77_400), Unit: "EUR"},
		},
		Adjustments: []letter.Line{
			{Label: both("Temps de travail", "Working time"), Value: both("× 80 %", "× 80%")},
			{Label: both("Montée en charge, 4e mois", "Ramp, 4th month"), Value: both("× 100 %", "× 100%")},
			{Label: both("Cible retenue, arrondie", "Target kept, rounded"), Amount: euros(62_000), Unit: "EUR"},
		},
		Steps: []letter.Step{
			{Title: both("Revoir les 20 clients silencieux depuis un an", "See the 20 customers silent for a year"), Owner: "Léa Martin", Due: period.On(2027, 1, 29)},
			{Title: both("Journée portes ouvertes à l'atelier", "Open day at the workshop"), Owner: "Karim Benali", Due: period.On(2027, 2, 19)},
		},
		Checkpoints: []letter.Checkpoint{
			{On: period.On(2027, 1, 29), Expected: euros(17_400), Note: both("tour d'horizon avec Karim", "review with Karim")},
			{On: period.On(2027, 2, 26), Expected: euros(39_100)},
		},
		Formula: both("Atteinte = chiffre d'affaires signé ÷ 62 000 €. Aucun plafond.", "Attainment = revenue signed ÷ €62,000. No cap."),
		Thresholds: []letter.Threshold{
			{From: 7_258, Effect: both("50 % de la prime", "50% of the bonus")},
			{From: 10_000, Effect: both("100 % de la prime, soit 1 800 €", "100% of the bonus, €1,800")},
			{From: 11_290, Effect: both("120 % de la prime", "120% of the bonus")},
		},
		Means:   []letter.Text{both("Véhicule de service et fichier de 240 prospects qualifiés", "Service car and a list of 240 qualified leads"), both("Budget salons de 3 000 €", "€3,000 for fairs")},
		Support: []letter.Text{both("Une heure par quinzaine avec Karim ; formation « vendre un projet » le 14 janvier", "An hour every two weeks with Karim; training “selling a project” on 14 January")},
	}
}

// lea is her letter for the first quarter, made and opened in time.
func lea() letter.Letter {
	return letter.Letter{
		Terms: letter.Terms{
			Number: "LO-2027-T1-lea", Version: 2, Compliance: "fr", Mode: goal.Unilateral,
			Employer: letter.Employer{Name: "Atelier des Bois", Registration: "SIRET 000 000 000 00000", Establishment: "Nantes, 12 quai de la Fosse", Signatory: "Inès Caron, directrice commerciale"},
			Person:   letter.Person{Name: "Léa Martin", Key: "lea", Position: both("Commerciale", "Sales representative"), Team: "Équipe Nantes", Lead: "Karim Benali"},
			Period:   quarter(), PeriodName: both("T1 2027", "Q1 2027"),
			Direction:  both("En trois ans, devenir la référence des ateliers partagés de l'Ouest.", "In three years, become the reference for shared workshops in the West."),
			Objectives: []letter.Objective{revenue()},
			Guards:     []letter.Guard{{Title: both("Marge", "Margin"), Rule: both("la remise moyenne reste sous 8 %", "the average discount stays under 8%")}},
			Reasons: []letter.Text{
				both("changement de secteur ou de temps de travail", "change of territory or working time"),
				both("retrait ou pénurie d'un produit", "a product withdrawn or short"),
				both("événement de marché imprévisible, constaté par les deux", "unforeseeable market event, noted by both"),
			},
			Ratchet:  both("La prochaine cible suit l'indice du marché, plus 30 % de l'écart au résultat, dans les deux sens. Dépasser la cible n'entraîne donc aucune hausse surprise.", "The next target follows the market index, plus 30% of the gap to the result, both ways. So going beyond the target brings no surprise rise."),
			Pay:      both("Prime trimestrielle de 3 000 € à 100 %, partagée selon les poids.", "Quarterly bonus of €3,000 at 100%, shared by weight."),
			Readers:  []letter.Reader{{Who: both("Léa Martin", "Léa Martin"), What: both("tout", "everything")}, {Who: both("Karim Benali, responsable", "Karim Benali, lead"), What: both("objectifs, résultats, atteinte", "objectives, results, attainment")}, {Who: both("Ressources humaines", "Human resources"), What: both("lettre, atteinte et prime", "letter, attainment and bonus")}},
			Privacy:  letter.Privacy{Contact: "donnees@atelier-des-bois.example"},
			Contest:  letter.Contest{Name: "Nadia Petit", Role: both("ressources humaines", "human resources"), Address: "nadia.petit@atelier-des-bois.example"},
			Issued:   at(12, 18, 9, 10),
			Previous: &letter.Reference{Version: 1, Hash: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", Issued: at(12, 11, 16, 40), Reason: both("temps de travail passé de 100 % à 80 %", "working time from 100% to 80%")},
		},
		Stamps: letter.Stamps{Published: at(12, 18, 9, 12), Delivered: at(12, 18, 9, 12), Opened: at(12, 18, 14, 5), Acknowledged: at(12, 21, 8, 30)},
	}
}

// five is a letter with five objectives of several kinds and long titles.
func five() letter.Letter {
	l := lea()
	calls := letter.Objective{
		Key: "satisfaction", Tier: goal.Individual, Origin: goal.OriginAgreed, Weight: 1_000, Paid: true,
		Title:    both("Ramener de 12 à 7 jours le délai entre la première visite d'un client et l'envoi d'un devis complet, plans compris", "Bring the time from a customer's first visit to a complete quote, drawings included, down from 12 to 7 days"),
		Metric:   letter.Metric{Name: both("Délai moyen de devis", "Average time to quote"), Definition: both("Jours calendaires entre la visite et l'envoi.", "Calendar days between visit and sending."), Source: both("HubSpot", "HubSpot"), Scope: both("Tous les devis", "All quotes"), Kind: measure.Ratio, Unit: "days", Direction: measure.Down},
		Baseline: euros(12), BaselineOn: period.On(2026, 11, 30), Floor: euros(9), Target: euros(7), Stretch: euros(5),
		Why: both("Un client qui attend deux semaines a déjà choisi quelqu'un d'autre.", "A customer who waits two weeks has already chosen someone else."),
	}
	learning := letter.Objective{
		Key: "apprendre", Tier: goal.Individual, Origin: goal.OriginSelf, Weight: 500,
		Title:  both("Savoir présenter seule la gamme « acoustique »", "Present the acoustic range alone"),
		Metric: letter.Metric{Name: both("Étapes", "Steps"), Definition: both("Quatre étapes, chacune constatée par un collègue.", "Four steps, each seen by a colleague.")},
		Steps: []letter.Step{
			{Title: both("Suivre la formation de l'atelier", "Follow the workshop's training"), Due: period.On(2027, 1, 22), Weight: 2_500},
			{Title: both("Assister à deux rendez-vous de Hugo", "Attend two meetings of Hugo's"), Due: period.On(2027, 2, 12), Weight: 2_500},
			{Title: both("Mener un rendez-vous, Hugo à côté", "Lead a meeting, Hugo beside"), Due: period.On(2027, 3, 5), Weight: 2_500},
			{Title: both("Présenter seule à un nouveau client", "Present alone to a new customer"), Due: period.On(2027, 3, 26), Weight: 2_500},
		},
	}
	team := revenue()
	team.Key, team.Tier, team.Weight, team.Target, team.Floor, team.Stretch = "nantes-t1", goal.Collective, 1_500, euros(360_000), euros(300_000), measure.Maybe{}
	team.Title = both("Ensemble, signer 360 000 € à Nantes", "Together, sign €360,000 in Nantes")
	team.Above, team.Derivation, team.Adjustments, team.Steps, team.Checkpoints = team.Above[1:], nil, nil, nil, nil
	team.Formula, team.Thresholds = letter.Text{}, nil
	visits := letter.Objective{
		Key: "visites", Tier: goal.Individual, Origin: goal.OriginAssigned, Weight: 1_000,
		Title:  both("Rencontrer 36 nouveaux ateliers", "Meet 36 new workshops"),
		Metric: letter.Metric{Name: both("Visites", "Visits"), Definition: both("Première visite d'un atelier qui n'a jamais commandé.", "First visit of a workshop that never ordered."), Source: both("Agenda partagé", "Shared calendar"), Kind: measure.Count, Unit: "visits", Direction: measure.Up},
		Target: euros(36), Checkpoints: []letter.Checkpoint{{On: period.On(2027, 2, 15), Expected: euros(17)}},
		Means: []letter.Text{both("Liste des ateliers du département", "List of workshops of the department")},
	}
	l.Terms.Objectives = append(l.Terms.Objectives, calls, learning, team, visits)
	return l
}

// contractual is agreed by both sides and signed by neither yet.
func contractual() letter.Letter {
	l := lea()
	l.Terms.Mode, l.Terms.Version, l.Terms.Previous = goal.Contractual, 1, nil
	l.Stamps = letter.Stamps{Published: at(12, 18, 9, 12), Answer: letter.Disputed, Answered: at(12, 22, 17, 3), Comment: "Je demande que le salon de mars soit confirmé avant de signer."}
	return l
}

// late is published twelve days after the period began.
func late() letter.Letter {
	l := lea()
	l.Terms.Version, l.Terms.Previous = 1, nil
	l.Terms.Late = &letter.Late{Reason: both("arrivée dans l'équipe en cours de période", "joined the team within the period"), Detail: both("Léa a rejoint Nantes le 11 janvier.", "Léa joined Nantes on 11 January."), Days: 12}
	moment := letter.Stamp{At: time.Date(2027, 1, 13, 9, 12, 0, 0, paris), Zone: "Europe/Paris"}
	l.Terms.Issued, l.Stamps = moment, letter.Stamps{Published: moment, Delivered: moment, ByHand: true}
	return l
}

// realism is what was known on the day the letter was published.
func realism() letter.Realism {
	r := letter.Realism{
		Number: "LO-2027-T1-lea", Version: 2, LetterHash: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", Compliance: "fr",
		Employer: "Atelier des Bois", Person: "Léa Martin", Period: quarter(), PeriodName: both("T1 2027", "Q1 2027"), Frozen: at(12, 18, 9, 12),
		Method:      both("Projection par jours travaillés, à partir des résultats de la personne et de personnes comparables, version 1.", "Projection by working days, from the person's results and those of comparable people, version 1."),
		Window:      period.Days(period.On(2025, 1, 1), period.On(2026, 12, 17)),
		Market:      both("Carnets de commandes du meuble de collectivité : +2 % sur un an.", "Order books for contract furniture: +2% in a year."),
		WorkingTime: []letter.Line{{Label: both("Temps de travail", "Working time"), Value: both("80 %", "80%")}},
		Absences:    []letter.Absent{{Span: period.Days(period.On(2027, 2, 15), period.On(2027, 2, 19)), Share: 10_000}},
	}
	e := letter.Estimate{
		Title: revenue().Title, Tier: goal.Individual, Target: euros(62_000), Unit: "EUR", Chance: letter.Band{Low: 5_500, High: 6_800},
		Basis:      both("8 trimestres de résultats de la personne et de 9 personnes comparables.", "8 quarters of results of the person and of 9 comparable people."),
		Comparable: letter.Comparable{People: 9, Periods: 24, Attained: 15, Note: both("Même métier, même gamme, secteur de potentiel voisin.", "Same job, same range, territory of similar potential.")},
		Ramp:       revenue().Adjustments[1:2], Means: revenue().Means,
		Evidence: []letter.Finding{
			{Letter: "s", State: "proven", Lines: []letter.Text{both("Un verbe, un nombre, un lieu.", "A verb, a number, a place.")}},
			{Letter: "m", State: "proven", Lines: []letter.Text{both("L'indicateur est alimenté chaque jour.", "The metric is fed every day.")}},
			{Letter: "a", State: "proven", Lines: []letter.Text{both("15 objectifs comparables atteints sur 24.", "15 comparable objectives attained out of 24.")}},
			{Letter: "r", State: "to_complete", Lines: []letter.Text{both("Le budget salons n'est pas encore confirmé.", "The budget for fairs is not confirmed yet.")}},
			{Letter: "t", State: "proven", Lines: []letter.Text{both("Le 31 mars 2027.", "31 March 2027.")}},
		},
	}
	for i := range 6 {
		e.Comparable.Peers = append(e.Comparable.Peers, letter.Peer{Alias: fmt.Sprintf("%c", 'A'+i), Value: euros(int64(51_000 + 4_300*i)), Attainment: measure.BP(8_226 + 694*i)})
	}
	few := e
	few.Title, few.Target, few.Unit, few.Chance = both("Rencontrer 36 nouveaux ateliers", "Meet 36 new workshops"), euros(36), "visits", letter.Band{}
	few.Comparable.People, few.Comparable.Periods, few.Comparable.Attained = 2, 4, 3
	r.Objectives = []letter.Estimate{e, few}
	return r
}
