package sheet

import "strings"

// PeopleColumns says which columns of somebody else's list name people and where they belong. An empty column is not there.
type PeopleColumns struct {
	Name, Key, Email, StartOn string
	Team                      string // their team
	Department                string // the department of that team
	Lead                      string // who leads the team; may be the same column as Team: a team then bears its leader's name
}

// peopleClues are what such columns are usually called, best names first, all folded.
var peopleClues = []clue{
	{"name", []string{
		"name", "nom", "nom_complet", "full_name", "sales_agent", "commercial", "commerciale", "vendeur", "employee", "personne", "agent", "collaborateur",
	}},
	{"email", []string{"email", "e_mail", "mail", "courriel", "adresse_e_mail", "adresse_mail", "email_address"}},
	{"lead", []string{"manager", "lead", "responsable", "chef_d_equipe", "team_lead", "superviseur"}},
	{"team", []string{"team", "equipe", "agence", "group", "groupe", "squad"}},
	{"department", []string{"regional_office", "department", "departement", "region", "direction", "office", "bureau", "service", "site"}},
	{"key", []string{"key", "cle", "matricule", "employee_id", "id", "code"}},
	{"start_on", []string{"start_on", "entree", "date_d_entree", "hire_date", "start_date", "embauche"}},
}

// GuessPeople proposes how a list of people reads. A list that names managers but no teams gives each manager's people a team.
func GuessPeople(columns []string, sample [][]string) PeopleColumns {
	g := guesser{columns: columns, sample: sample, used: map[int]bool{}}
	found := map[string]string{}
	for _, c := range peopleClues {
		if i := g.choose(c); i >= 0 {
			found[c.field] = columns[i]
		}
	}
	p := PeopleColumns{
		Name: found["name"], Key: found["key"], Email: found["email"], StartOn: found["start_on"], Team: found["team"],
		Department: found["department"], Lead: found["lead"],
	}
	if p.Team == "" {
		p.Team = p.Lead
	}
	return p
}

// Mapping reads departments, teams, those who lead them and people out of one list. teamName names a team after its leader,
// such as "Équipe {}", where the leader's name stands for the team.
func (p PeopleColumns) Mapping(teamName string) Mapping {
	m := Mapping{}
	add := func(t Mapping) { m.Tables = append(m.Tables, t) }
	col := func(name string) Column { return Column{Column: name} }
	if p.Department != "" && p.Team != "" {
		add(Mapping{Table: Teams, Distinct: true, Columns: Fields{Of: map[string]Column{"key": col(p.Department), "name": col(p.Department)}},
			Constants: map[string]string{"kind": "department"}, SkipEmpty: []string{p.Department}})
	}
	if p.Team != "" {
		add(p.teams(teamName))
	}
	if p.Lead != "" {
		add(Mapping{Table: People, Distinct: true, Columns: Fields{Of: map[string]Column{"key": col(p.Lead), "name": col(p.Lead), "team": col(p.Team)}},
			Constants: map[string]string{"role": "manager"}, SkipEmpty: []string{p.Lead}})
	}
	add(p.people())
	return m
}

func (p PeopleColumns) teams(teamName string) Mapping {
	t := Mapping{Table: Teams, Distinct: true, Columns: Fields{Of: map[string]Column{"key": {Column: p.Team}, "name": {Column: p.Team}}},
		Constants: map[string]string{"kind": "team"}, SkipEmpty: []string{p.Team}}
	if p.Team == p.Lead {
		t.Columns.Of["name"] = Column{Template: fillName(teamName, p.Team)}
	}
	if p.Department != "" {
		t.Columns.Of["parent"] = Column{Column: p.Department}
	}
	if p.Lead != "" {
		t.Columns.Of["lead"] = Column{Column: p.Lead}
	}
	return t
}

func (p PeopleColumns) people() Mapping {
	of := map[string]Column{"name": {Column: p.Name}, "key": {Column: p.Name}}
	for field, column := range map[string]string{"key": p.Key, "email": p.Email, "start_on": p.StartOn, "team": p.Team} {
		if column != "" {
			of[field] = Column{Column: column}
		}
	}
	return Mapping{Table: People, Columns: Fields{Of: of}, SkipEmpty: []string{p.Name}}
}

// fillName puts a column where "{}" stands in a name.
func fillName(name, column string) string { return strings.ReplaceAll(name, "{}", "{"+column+"}") }
