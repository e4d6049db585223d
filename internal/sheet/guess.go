package sheet

import (
	"slices"
	"strings"

	"cordee/internal/measure"
	"cordee/internal/period"
)

// clue is what a column that feeds a field is usually called, best names first, all folded.
type clue struct {
	field string
	names []string
}

// clues for an export of results, in the order in which fields choose their column. The names are those of widespread CRMs
// and of plain spreadsheets, in French and English.
var clues = []clue{
	{"ref", []string{
		"ref", "opportunity_id", "deal_id", "record_id", "id_opportunite", "id_de_la_transaction", "id_transaction", "id_affaire",
		"order_id", "sales_order_id", "invoice_id", "numero_de_commande", "n_commande", "numero_de_facture", "n_facture",
		"reference", "numero", "order_number", "invoice_number", "external_id", "id", "uuid", "number", "n",
	}},
	{"occurred_on", []string{
		"occurred_on", "close_date", "closed_date", "won_time", "won_date", "date_de_cloture", "date_cloture", "date_de_fermeture",
		"date_de_signature", "date_signature", "signed_on", "order_date", "date_de_commande", "date_commande", "invoice_date",
		"date_de_facture", "date_facture", "closed_at", "date",
	}},
	{"amount", []string{
		"amount", "close_value", "deal_value", "value", "montant", "montant_ht", "montant_total_ht", "total_ht", "ca", "ca_ht",
		"chiffre_d_affaires", "subtotal", "net_amount", "revenue", "valeur", "prix", "total", "price", "montant_ttc", "total_due",
	}},
	{"kind", []string{
		"kind", "deal_stage", "stage", "stage_name", "phase", "etape", "etape_de_la_transaction", "status", "statut", "etat",
		"result", "resultat", "outcome", "type",
	}},
	{"person", []string{
		"person", "personne", "owner_email", "email_du_proprietaire", "sales_agent", "opportunity_owner", "deal_owner", "owner_name",
		"owner", "proprietaire", "proprietaire_de_la_transaction", "proprietaire_de_l_opportunite", "commercial", "commerciale",
		"vendeur", "vendeuse", "sales_rep", "salesperson", "sales_person", "sales_person_id", "employee_id", "employee", "agent",
		"responsable", "assigned_to", "assigne_a", "user", "utilisateur",
	}},
	{"currency", []string{"currency", "devise", "currency_code", "code_devise", "amount_currency", "monnaie"}},
	{"version", []string{"version"}},
}

// stageWords say what a stage means, folded: won, lost, or (by their absence) still open.
var stageWords = map[string]string{
	"won": "deal_won", "closed_won": "deal_won", "gagne": "deal_won", "gagnee": "deal_won", "fermee_gagnee": "deal_won",
	"fermee_et_gagnee": "deal_won", "ferme_gagne": "deal_won", "conclu": "deal_won", "conclue": "deal_won", "signe": "deal_won",
	"signee": "deal_won", "deal_won": "deal_won", "closedwon": "deal_won", "vendu": "deal_won", "cloture_gagnee": "deal_won",
	"lost": "deal_lost", "closed_lost": "deal_lost", "perdu": "deal_lost", "perdue": "deal_lost", "fermee_perdue": "deal_lost",
	"fermee_et_perdue": "deal_lost", "ferme_perdu": "deal_lost", "deal_lost": "deal_lost", "closedlost": "deal_lost",
	"abandonne": "deal_lost", "abandonnee": "deal_lost", "cloture_perdue": "deal_lost",
	"call": "call", "appel": "call", "meeting": "meeting", "rendez_vous": "meeting", "rdv": "meeting", "reunion": "meeting",
	"cancelled": "cancelled", "canceled": "cancelled", "annule": "cancelled", "annulee": "cancelled",
}

// Guess reads the names and some rows of an export and proposes the mapping a person would most likely choose: which column
// feeds which field, which stages are won and lost, which rows are still open and left out, and how people are written.
// It is a proposal to be looked at; a field for which nothing speaks is left out.
func Guess(columns []string, sample [][]string) Mapping {
	g := guesser{columns: columns, sample: sample, used: map[int]bool{}}
	m := Mapping{Table: Results, Columns: Fields{Of: map[string]Column{}}, Constants: map[string]string{}}
	at := map[string]int{}
	for _, c := range clues {
		if i := g.choose(c); i >= 0 {
			at[c.field] = i
			m.Columns.Of[c.field] = Column{Column: columns[i]}
		}
	}
	g.stages(&m, at)
	if i, ok := at["occurred_on"]; ok {
		m.DateFormat = g.dateFormat(i)
	}
	if i, ok := at["amount"]; ok {
		m.NumberFormat = g.numberFormat(i)
	}
	if i, ok := at["person"]; ok {
		m.People = g.people(i)
	}
	g.attributes(&m)
	if len(m.Constants) == 0 {
		m.Constants = nil
	}
	return m
}

type guesser struct {
	columns []string
	sample  [][]string
	used    map[int]bool
}

// choose takes the best-named column that is still free and whose values suit the field.
func (g *guesser) choose(c clue) int {
	for _, name := range c.names {
		for i, header := range g.columns {
			if !g.used[i] && fold(header) == name && g.suits(c.field, i) {
				g.used[i] = true
				return i
			}
		}
	}
	return -1
}

// suits says whether the values could be what the field needs.
func (g *guesser) suits(field string, i int) bool {
	values := g.values(i)
	switch field {
	case "occurred_on":
		return g.dateFormat(i) != "" || all(values, func(s string) bool { return isISO(s) })
	case "amount":
		return all(values, func(s string) bool { return isNumber(s, false) }) || all(values, func(s string) bool { return isNumber(s, true) })
	case "ref":
		seen := map[string]bool{}
		for _, v := range values {
			if seen[v] {
				return false
			}
			seen[v] = true
		}
	case "currency":
		return all(values, func(s string) bool { return len(s) == 3 })
	case "version":
		return all(values, digitsOnly)
	}
	return true
}

// values are what stands in a column of the sample, without empty cells.
func (g *guesser) values(i int) []string {
	var out []string
	for _, row := range g.sample {
		if i < len(row) && strings.TrimSpace(row[i]) != "" {
			out = append(out, strings.TrimSpace(row[i]))
		}
	}
	return out
}

func all(values []string, ok func(string) bool) bool {
	return !slices.ContainsFunc(values, func(s string) bool { return !ok(s) })
}

func isISO(s string) bool { _, err := period.ParseDate(withoutTime(s)); return err == nil }

func isNumber(s string, french bool) bool {
	_, _, err := measure.ParseLocal(s, french)
	return err == nil
}

// stages turns the stages of a deal into kinds. Stages that are neither won nor lost are open deals: their rows are
// left out, and the reading says how many.
func (g *guesser) stages(m *Mapping, at map[string]int) {
	i, ok := at["kind"]
	if !ok {
		m.Constants["kind"] = "deal_won"
		return
	}
	meanings := map[string]string{}
	for _, v := range g.values(i) {
		if meaning, known := stageWords[fold(v)]; known {
			meanings[v] = meaning
		}
	}
	if len(meanings) == 0 {
		return // its values are kinds already, or something only a person can tell
	}
	column := g.columns[i]
	m.Values = map[string]map[string]string{column: meanings}
	m.Only = []Condition{{Column: column, Values: slices.Sorted(keysOf(meanings))}}
}

// dateFormat is "" when the dates are in our own format, or in none that all of them fit.
func (g *guesser) dateFormat(i int) string {
	values := g.values(i)
	if len(values) == 0 || all(values, isISO) {
		return ""
	}
	for _, format := range []string{
		"D/M/YYYY", "M/D/YYYY", "D.M.YYYY", "D-M-YYYY", "YYYY/M/D", "YYYYMMDD", "YYYY-MM-DD…", "D/M/YYYY…", "M/D/YYYY…",
	} {
		p, _ := parseDatePattern(format)
		if all(values, func(s string) bool { _, err := p.parse(s); return err == nil }) {
			return format
		}
	}
	return ""
}

// numberFormat is "" when both ways of writing numbers would read the same.
func (g *guesser) numberFormat(i int) string {
	values := g.values(i)
	if !slices.ContainsFunc(values, func(s string) bool { return strings.Contains(s, ",") }) {
		return ""
	}
	if all(values, func(s string) bool { return isNumber(s, false) }) {
		return "english"
	}
	return "french"
}

// people tells how a column names people: by address, by name, or by key.
func (g *guesser) people(i int) string {
	values := g.values(i)
	switch {
	case len(values) == 0:
		return ""
	case all(values, func(s string) bool { return strings.Contains(s, "@") }):
		return "email"
	case all(values, func(s string) bool { return strings.Contains(s, " ") || strings.Contains(s, ",") }):
		return "name"
	}
	return "key"
}

// attributes keeps what a filter may ask for: columns that say the same thing again and again, such as a product or an
// account, not comments, not other dates and numbers.
func (g *guesser) attributes(m *Mapping) {
	for i, header := range g.columns {
		name := attributeName(header)
		if g.used[i] || name == "" || len(m.Columns.Attributes) == 20 || slices.ContainsFunc(m.Columns.Attributes,
			func(a Attribute) bool { return a.Name == name }) {
			continue
		}
		values := g.values(i)
		if len(values) == 0 || all(values, isISO) || all(values, func(s string) bool { return isNumber(s, false) }) {
			continue
		}
		if slices.ContainsFunc(values, func(s string) bool { return len(s) > 100 }) {
			continue
		}
		m.Columns.Attributes = append(m.Columns.Attributes, attributeOf(header))
	}
}
