package demo

import (
	"fmt"
	"math/rand/v2"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/sheet"
)

// personas are who to sign in as, and what each gets to see.
func personas(c *company) []Persona {
	list := []Persona{
		{Person: "lea", Sees: "Une commerciale de Nantes : ses objectifs, sa semaine, sa part dans celui de l’équipe."},
		{Person: "karim", Sees: "Le responsable de Nantes : l’équipe, une proposition à lire, une nouvelle venue sans objectif."},
		{Person: "mathilde", Sees: "La directrice : toute la cordée, du cap à chaque personne."},
		{Person: "fatou", Sees: "Deux mois et demi d’ancienneté : des étapes d’abord, un chiffre ensuite."},
		{Person: "noemie", Sees: "L’administration des ventes : personnes, indicateurs, imports."},
		{Person: "bastien", Sees: "L’administrateur : les réglages, les accès, le journal."},
	}
	for i := range list {
		m := c.member(list[i].Person)
		list[i].Name, list[i].Role = m.name, m.role
	}
	return list
}

// thanks are words people left each other lately.
func (c *company) thanks() []Thanks {
	code := c.code(c.quarter) + "-"
	list := []Thanks{
		{From: "maiwenn", To: "yann", Goal: "", Text: "Merci d’avoir pris le temps de me passer tes clients un par un. Ils demandent de tes nouvelles."},
		{From: "aurelie", To: "fatou", Goal: code + "fatou-depart", Text: "Première visite menée seule, et le client a rappelé le soir même. Bravo."},
		{From: "sarah", To: "lea", Goal: code + "nova", Text: "Ta question sur la conservation nous a fait refaire la fiche. Elle sert à tout le monde."},
		{From: "ines", To: "lea", Goal: code + "nantes", Text: "Merci pour le coup de main chez mon client pendant mon jour non travaillé."},
		{From: "damien", To: "samira", Goal: code + "bordeaux-nouveaux", Text: "Deux portes poussées sous la pluie, deux maisons ouvertes."},
		{From: "thomas", To: "karim", Goal: code + "karim-terrain", Text: "La demi-journée de mardi m’a débloqué. On remet ça quand tu veux."},
		{From: "karim", To: "lea", Goal: code + "nantes", Text: "Ton tableau des relances sert maintenant à toute l’équipe."},
	}
	day := c.today
	for i := len(list) - 1; i >= 0; i-- {
		for day = day.AddDays(-1); !c.calendar.Working(day); day-- {
		}
		list[i].On = day
		day = day.AddDays(-2)
	}
	return list
}

// The stages of an open lead, and the words for how hard it looks.
var (
	stages       = []string{"Nouveau", "Qualifié", "Devis envoyé", "À relancer"}
	difficulties = []string{"1", "2", "3", "4", "5"}
)

// tasksPerTeam is how many open leads each team has.
const tasksPerTeam = 8

// taskRows are open leads, for whoever they suit.
func (c *company) taskRows() (rows []sheet.TaskRow) {
	r := draws(c.seed, streamTasks)
	for _, u := range salesTeams() {
		for range tasksPerTeam {
			rows = append(rows, c.taskRow(r, u.key, len(rows)+1))
		}
	}
	return rows
}

func (c *company) taskRow(r *rand.Rand, team string, number int) sheet.TaskRow {
	p := products[r.IntN(len(products))]
	price := p.size(r)
	k, ok := c.customers.take(r.IntN(len(segments)))
	if !ok {
		k = c.sales[r.IntN(len(c.sales))].customer
	}
	hard := min(int(price/1500)+r.IntN(3), len(difficulties)-1)
	channel := channels[r.IntN(len(channels)-1)]
	return sheet.TaskRow{
		Key: fmt.Sprintf("piste-%03d", number), Title: sheet.Val(p.name + " pour " + k.name), Kind: sheet.Val("lead"),
		Stage: sheet.Val(stages[r.IntN(len(stages))]), Value: sheet.Val(measure.Some(euros(price))), Difficulty: sheet.Val(difficulties[hard]),
		Goal: sheet.Val(c.code(c.quarter) + "-" + team), DueOn: sheet.Val(c.workday(c.today.AddDays(2 + r.IntN(25)))),
		Attrs: map[string]string{"product": p.name, "segment": segments[k.segment].name, "channel": channel, "customer": k.name},
	}
}

// sells tells whether a person's results may arrive today.
func (c *company) sells(m *member) bool {
	return m.level > 0 && m.role != org.Director && c.today >= m.start && (m.end.IsZero() || m.end >= c.today)
}
