package demo

import (
	"slices"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
)

// unit is a node of the tree, or the group.
type unit struct {
	key, name, parent string
	kind              org.TeamKind
	lead              string
}

const (
	root      = "alpage"
	novaGroup = "nova"
)

var units = []unit{
	{root, "Alpage & Fils", "", org.Company, "mathilde"},
	{"ouest", "Région Ouest", root, org.Department, "gwenael"},
	{"alpes", "Région Alpes", root, org.Department, "solene"},
	{"nantes", "Équipe Nantes", "ouest", org.TeamUnit, "karim"},
	{"rennes", "Équipe Rennes", "ouest", org.TeamUnit, "aurelie"},
	{"bordeaux", "Équipe Bordeaux", "ouest", org.TeamUnit, "damien"},
	{"annecy", "Équipe Annecy", "alpes", org.TeamUnit, "elodie"},
	{"lyon", "Équipe Lyon", "alpes", org.TeamUnit, "olivier"},
	{"grenoble", "Équipe Grenoble", "alpes", org.TeamUnit, "celine"},
	{novaGroup, "Lancement Nova", "", org.Group, "sarah"},
}

// novaTeam are the people who bring Nova to market, two by two from teams that rarely meet.
var novaTeam = []string{"lea", "thomas", "maiwenn", "samira", "sarah", "nicolas", "rayan", "juliette"}

func teamRows() []sheet.TeamRow {
	rows := make([]sheet.TeamRow, len(units))
	for i, u := range units {
		rows[i] = sheet.TeamRow{Key: u.key, Name: sheet.Val(u.name), Parent: sheet.Val(u.parent), Kind: sheet.Val(string(u.kind)), Lead: sheet.Val(u.lead)}
	}
	return rows
}

// salesTeams are the units people sell in, in tree order.
func salesTeams() (teams []unit) {
	for _, u := range units {
		if u.kind == org.TeamUnit {
			teams = append(teams, u)
		}
	}
	return teams
}

// under tells whether a team is the unit or below it.
func under(team, key string) bool {
	for team != "" && team != key {
		i := slices.IndexFunc(units, func(u unit) bool { return u.key == team })
		team = units[i].parent
	}
	return team == key
}

// membershipRows are what the people table cannot say: a change of team, and the group.
func (c *company) membershipRows() (rows []sheet.MembershipRow) {
	for _, m := range c.cast {
		if m.formerly == "" {
			continue
		}
		rows = append(rows,
			sheet.MembershipRow{Person: m.key, Team: m.formerly, From: m.start, To: m.moved},
			sheet.MembershipRow{Person: m.key, Team: m.team, From: m.moved})
	}
	for _, key := range novaTeam {
		rows = append(rows, sheet.MembershipRow{Person: key, Team: novaGroup, From: c.launch})
	}
	return rows
}

// The metrics this company adds to the ready ones.
const (
	novaDeals    = "nova_deals"
	hotelRevenue = "hotel_revenue"
	lostOnPrice  = "lost_on_price"
	satisfaction = "satisfaction"
	stepsDone    = "steps_done"
)

func metricRows() []sheet.MetricRow {
	return []sheet.MetricRow{
		metricRow(measure.Metric{Key: novaDeals, Name: "Ventes de Nova", Kind: measure.Count, Where: `kind == "deal_won" && product == "Nova"`}),
		metricRow(measure.Metric{Key: hotelRevenue, Name: "Chiffre d’affaires hôtellerie", Unit: "EUR", Kind: measure.Sum,
			Where: `kind == "deal_won" && segment == "Hôtellerie"`}),
		metricRow(measure.Metric{Key: lostOnPrice, Name: "Affaires perdues sur le prix", Kind: measure.Count,
			Where: `kind == "deal_lost" && reason == "Prix"`, Direction: measure.Down}),
		metricRow(measure.Metric{Key: satisfaction, Name: "Clients très satisfaits", Unit: measure.Percent, Kind: measure.Latest,
			Where: `kind == "survey"`}),
		metricRow(measure.Metric{Key: stepsDone, Name: "Étapes franchies", Kind: measure.Steps}),
	}
}

func metricRow(m measure.Metric) sheet.MetricRow {
	m = m.Norm()
	return sheet.MetricRow{
		Key: m.Key, Name: sheet.Val(m.Name), Unit: sheet.Val(m.Unit), Kind: sheet.Val(string(m.Kind)), Of: sheet.Val(m.Of),
		Where: sheet.Val(m.Where), Numerator: sheet.Val(m.Numerator), Denominator: sheet.Val(m.Denominator),
		Direction: sheet.Val(string(m.Direction)), Credit: sheet.Val(string(m.Credit)),
	}
}

// Swiss francs, for the customers across the lake: in euros, times ten to the tenth, since the history began and since this year.
const (
	francBefore int64 = 10_650_000_000
	francNow    int64 = 10_724_000_000
	rateUnit    int64 = 10_000_000_000
)

func (c *company) franc(d period.Date) int64 {
	if d < c.year.From {
		return francBefore
	}
	return francNow
}

func (c *company) rateRows() []sheet.RateRow {
	return []sheet.RateRow{
		{Currency: "CHF", From: c.from, Rate: francBefore},
		{Currency: "CHF", From: c.year.From, Rate: francNow},
	}
}
