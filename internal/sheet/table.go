package sheet

import (
	"slices"
	"strings"
)

// field is one column of a table; alias are folded names that are accepted for it besides its own.
type field struct {
	name  string
	alias []string
	must  bool // the table makes no sense without this column
}

// table is one of the formats.
type table struct {
	kind   Kind
	french string // folded French name of the file
	fields []field
	open   bool // other columns are attributes
}

func f(name string, alias ...string) field   { return field{name: name, alias: alias} }
func req(name string, alias ...string) field { return field{name: name, alias: alias, must: true} }

// tables holds the columns of FORMATS in their order, which is also the order of our exports. An open table gets no alias
// beyond FORMATS: it would take a column away from the attributes.
var tables = []table{
	{kind: Teams, french: "equipes", fields: []field{
		req("key", "cle"), f("name", "nom"), f("parent"), f("kind", "type"), f("lead", "responsable"),
	}},
	{kind: People, french: "personnes", fields: []field{
		req("key", "cle"), f("name", "nom"), f("email", "e_mail", "mail", "courriel"), f("team", "equipe"), f("role"),
		f("start_on", "entree"), f("end_on", "sortie"), f("role_since", "en_poste_depuis"),
		f("working_time", "temps_de_travail"), f("external_id", "identifiant_externe"),
		f("experience"), f("ability", "aisance"),
	}},
	{kind: Memberships, french: "affectations", fields: []field{
		req("person", "personne"), req("team", "equipe"), req("from", "du"), f("to", "au"), f("working_time", "temps_de_travail"),
	}},
	{kind: Absences, french: "absences", fields: []field{
		req("person", "personne"), req("from", "du"), req("to", "au"), f("share", "part"),
	}},
	{kind: Metrics, french: "indicateurs", fields: []field{
		req("key", "cle"), f("name", "nom"), f("unit", "unite"), f("kind", "type"), f("of", "champ"), f("where", "filtre"),
		f("numerator", "numerateur"), f("denominator", "denominateur"), f("direction", "sens"), f("credit"),
	}},
	{kind: Goals, french: "objectifs", fields: []field{
		req("key", "cle"), f("title", "titre"), f("tier", "niveau"), f("owner", "porteur"), f("metric", "indicateur"),
		f("baseline", "depart"), f("target", "cible"), f("floor", "plancher"), f("stretch", "ambition"),
		f("start_on", "debut"), f("end_on", "fin"), f("parent"), f("why", "pourquoi"), f("origin", "origine"),
		f("paid", "remunere"), f("status", "statut"), f("relation", "lien"), f("skills", "competences"), f("helping", "entraide"),
		f("means", "moyens"), f("guard", "garde_fou"), f("mode"), f("learning", "apprentissage"), f("difficulty", "difficulte"),
	}},
	{kind: Steps, french: "etapes", fields: []field{
		req("goal", "objectif"), req("key", "cle"), f("title", "titre"), f("owner", "porteur"), f("due_on", "echeance"),
		f("weight", "poids"), f("done_on", "fait_le"),
	}},
	{kind: Tasks, french: "taches", open: true, fields: []field{
		req("key", "cle"), f("title", "titre"), f("kind", "type"), f("stage"), f("value"), f("difficulty"),
		f("goal", "objectif"), f("due_on", "echeance"),
	}},
	{kind: Rates, french: "taux", fields: []field{
		req("currency", "devise"), req("from", "du"), req("rate", "taux"),
	}},
	{kind: Results, french: "resultats", open: true, fields: []field{
		req("ref"), f("source"), f("version"), f("occurred_on", "date"), req("kind", "type"), f("person", "personne"),
		f("credits", "partage"), f("assists", "aides"), f("amount", "montant"), f("currency", "devise"),
		f("exchange_rate", "taux_de_change"),
	}},
}

// tableOf finds a table, nil for a kind that is none.
func tableOf(k Kind) *table {
	for i := range tables {
		if tables[i].kind == k {
			return &tables[i]
		}
	}
	return nil
}

// Columns are the names of a table's columns in the order of our exports; nil for a kind that is none.
func Columns(k Kind) []string {
	t := tableOf(k)
	if t == nil {
		return nil
	}
	names := make([]string, len(t.fields))
	for i, f := range t.fields {
		names[i] = f.name
	}
	return names
}

// Open says whether columns beyond Columns become attributes.
func (k Kind) Open() bool { t := tableOf(k); return t != nil && t.open }

// field finds what a folded header means here, "" for nothing.
func (t *table) field(folded string) string {
	for _, f := range t.fields {
		if f.name == folded {
			return f.name
		}
		for _, a := range f.alias {
			if a == folded {
				return f.name
			}
		}
	}
	return ""
}

// missing lists the required fields that none of these headers means.
func (t *table) missing(headers []string) []string {
	have := map[string]bool{}
	for _, h := range headers {
		have[t.field(fold(h))] = true
	}
	var miss []string
	for _, f := range t.fields {
		if f.must && !have[f.name] {
			miss = append(miss, f.name)
		}
	}
	return miss
}

// known counts the headers that mean something here.
func (t *table) known(headers []string) int {
	n := 0
	for _, h := range headers {
		if t.field(fold(h)) != "" {
			n++
		}
	}
	return n
}

// musts counts the required fields.
func (t *table) musts() int {
	n := 0
	for _, f := range t.fields {
		if f.must {
			n++
		}
	}
	return n
}

// recognise finds the table from the name of the file or sheet, else from the columns. The name decides unless the columns
// clearly say otherwise: a file called "equipe-nord.csv" may well hold results.
func recognise(name string, headers []string) *table {
	byName := namedTable(name)
	if byName != nil && len(byName.missing(headers)) == 0 {
		return byName
	}
	if t := columnTable(headers); t != nil {
		return t
	}
	return byName
}

// namedTable finds the one table whose name, French or English, stands among the words of a file's name.
func namedTable(name string) *table {
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		name = name[:i]
	}
	var found *table
	for _, word := range strings.Split(fold(name), "_") {
		for i := range tables {
			t := &tables[i]
			if word != string(t.kind) && word != t.french {
				continue
			}
			if found != nil && found != t {
				return nil
			}
			found = t
		}
	}
	return found
}

// columnTable finds the one table whose required columns are all there and that knows most of the columns; of two that know
// as many, the one that requires more of them. A list of keys with a name and a kind is taken for teams: an indicator says at least its unit.
func columnTable(headers []string) *table {
	fit := columnTables(headers)
	switch {
	case len(fit) == 1:
		return fit[0]
	case len(fit) > 1 && fit[0].kind == Teams && means(fit[0], headers, "kind") && means(fit[0], headers, "name"):
		return fit[0]
	}
	return nil
}

// means tells whether one of the headers means this field.
func means(t *table, headers []string, field string) bool {
	return slices.ContainsFunc(headers, func(h string) bool { return t.field(fold(h)) == field })
}

// columnTables are the tables that these columns fit best, in the order of tables: several when nothing tells them apart.
func columnTables(headers []string) (fit []*table) {
	best := 0
	for i := range tables {
		t := &tables[i]
		if len(t.missing(headers)) > 0 {
			continue
		}
		switch n := t.known(headers)*100 + t.musts(); {
		case n > best:
			fit, best = []*table{t}, n
		case n == best:
			fit = append(fit, t)
		}
	}
	return fit
}
