package demo

import (
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
)

// member is a person and what the simulation knows of them.
type member struct {
	index      int
	key, name  string
	team       string // tree team today
	role       org.Role
	level      int64 // euros a full-time ordinary year brings; 0 does not sell
	start, end period.Date
	since      period.Date // in this role
	time       measure.BP
	moved      period.Date // joined team then, from formerly
	formerly   string
	away       []away
	favourite  int // product, and segment, where this person does better than others
	segment    int
}

type away struct {
	span  period.Span
	share measure.BP
}

// part is one line of the programme. Levels are in thousands of euros a year; months is how long they have been here.
type part struct {
	key, name, team string
	role            org.Role
	level           int64
	months          int
	time            measure.BP
}

var parts = []part{
	{"mathilde", "Mathilde Aubrelac", "alpage", org.Director, 0, 118, 10_000},
	{"bastien", "Bastien Corvenne", "alpage", org.Admin, 0, 74, 10_000},
	{"noemie", "Noémie Talvande", "alpage", org.Ops, 0, 37, 10_000},
	{"helene", "Hélène Roquevive", "alpage", org.HR, 0, 91, 8_000},
	{"gwenael", "Gwenaël Kerlande", "ouest", org.Manager, 0, 102, 10_000},
	{"solene", "Solène Montfaye", "alpes", org.Manager, 0, 66, 10_000},
	{"karim", "Karim Belhazar", "nantes", org.Manager, 150, 63, 10_000},
	{"lea", "Léa Valbrune", "nantes", org.Rep, 236, 41, 10_000},
	{"thomas", "Thomas Querenne", "nantes", org.Rep, 258, 88, 10_000},
	{"ines", "Inès Dalvigny", "nantes", org.Rep, 228, 29, 8_000},
	{"yann", "Yann Porzelec", "nantes", org.Rep, 212, 34, 10_000},
	{"clara", "Clara Meursanne", "nantes", org.Rep, 200, 0, 10_000},
	{"aurelie", "Aurélie Tressange", "rennes", org.Manager, 140, 97, 10_000},
	{"hugo", "Hugo Sorvel", "rennes", org.Rep, 190, 22, 10_000},
	{"maiwenn", "Maïwenn Cardrec", "rennes", org.Rep, 244, 71, 10_000},
	{"julien", "Julien Astrange", "rennes", org.Rep, 230, 55, 5_000},
	{"fatou", "Fatou Ndiaré", "rennes", org.Rep, 215, 0, 10_000},
	{"paul", "Paul Lemercourt", "rennes", org.Rep, 205, 46, 10_000},
	{"damien", "Damien Castelvieux", "bordeaux", org.Manager, 145, 80, 10_000},
	{"camille", "Camille Orfeuvre", "bordeaux", org.Rep, 222, 31, 10_000},
	{"antoine", "Antoine Bressol", "bordeaux", org.Rep, 198, 104, 10_000},
	{"samira", "Samira Haddoun", "bordeaux", org.Rep, 262, 59, 10_000},
	{"louis", "Louis Garmendieu", "bordeaux", org.Rep, 186, 18, 10_000},
	{"victor", "Victor Sablonne", "bordeaux", org.Rep, 194, 40, 10_000},
	{"elodie", "Élodie Charvaz", "annecy", org.Manager, 155, 72, 10_000},
	{"nicolas", "Nicolas Blanvert", "annecy", org.Rep, 248, 64, 10_000},
	{"sarah", "Sarah Montelier", "annecy", org.Rep, 226, 38, 10_000},
	{"maxime", "Maxime Duvrelle", "annecy", org.Rep, 208, 27, 10_000},
	{"chloe", "Chloé Prazelle", "annecy", org.Rep, 240, 51, 9_000},
	{"emile", "Émile Savornin", "annecy", org.Rep, 196, 20, 10_000},
	{"olivier", "Olivier Traboule", "lyon", org.Manager, 140, 109, 10_000},
	{"manon", "Manon Fontrive", "lyon", org.Rep, 232, 36, 8_000},
	{"rayan", "Rayan Zérouane", "lyon", org.Rep, 218, 25, 10_000},
	{"lucie", "Lucie Vaugnerie", "lyon", org.Rep, 238, 68, 10_000},
	{"pierre", "Pierre Croizelle", "lyon", org.Rep, 206, 121, 10_000},
	{"anais", "Anaïs Belcombe", "lyon", org.Rep, 214, 32, 10_000},
	{"celine", "Céline Vercorse", "grenoble", org.Manager, 135, 53, 10_000},
	{"theo", "Théo Romanches", "grenoble", org.Rep, 192, 24, 10_000},
	{"juliette", "Juliette Chartrève", "grenoble", org.Rep, 224, 43, 10_000},
	{"mehdi", "Mehdi Oualine", "grenoble", org.Rep, 210, 30, 10_000},
	{"benoit", "Benoît Drazel", "grenoble", org.Rep, 202, 86, 10_000},
}

func newCast(c *company) []*member {
	cast := make([]*member, len(parts))
	for i, p := range parts {
		r := draws(c.seed, streamCast+uint64(i))
		m := &member{index: i, key: p.key, name: p.name, team: p.team, role: p.role, time: p.time}
		m.level = p.level * 1000 * int64(95+r.IntN(11)) / 100
		m.start = c.calendar.Month(c.today.AddMonths(-p.months)).From
		m.since = m.start
		if p.role == org.Manager {
			m.since = c.calendar.Month(c.today.AddMonths(-p.months / 2)).From
		}
		m.favourite, m.segment = r.IntN(len(products)-1), r.IntN(len(segments)) // Nova is too young to be anyone's favourite
		m.circumstances(c)
		m.holidays(c, r)
		cast[i] = m
	}
	return cast
}

// circumstances are what makes expectations differ between people who sell the same things.
func (m *member) circumstances(c *company) {
	monday := c.calendar.Week(c.today).From
	switch m.key {
	case "clara": // last week's newcomer
		m.start = monday.AddDays(-7)
	case "fatou": // still learning
		m.start = c.calendar.Week(c.today.AddDays(-75)).From
	case "yann": // changed teams between two quarters
		m.moved, m.formerly, m.segment = c.calendar.Quarter(c.quarter.From.AddDays(-1)).From, "rennes", hotels
	case "aurelie", "maiwenn", "julien":
		m.segment = hotels
	case "victor":
		m.end = c.calendar.Month(c.today.AddMonths(-3)).Last()
	case "lucie":
		m.rest(c.today.AddDays(-150), monday.AddDays(-28), measure.Hundred)
	case "theo": // half time for a while
		m.rest(c.today.AddDays(-45), c.today.AddDays(-10), measure.Hundred/2)
	case "paul": // away this week
		m.rest(monday, monday.AddDays(7), measure.Hundred)
	}
	m.since = max(m.since, m.start)
}

// holidays gives each person the leave people here take: two or three weeks around August, the end of the year, a winter week,
// and for some a few days in spring.
func (m *member) holidays(c *company, r interface{ IntN(int) int }) {
	for y := c.from.Year(); y <= c.today.Year(); y++ {
		winter := c.calendar.Week(period.On(y, 2, 10+7*r.IntN(3))).From
		m.rest(winter, winter.AddDays(7), measure.Hundred)
		if r.IntN(5) < 2 {
			spring := c.calendar.Week(period.On(y, 4, 12+7*r.IntN(3))).From
			m.rest(spring, spring.AddDays(7), measure.Hundred)
		}
		summer := c.calendar.Week(period.On(y, 7, 27+7*r.IntN(3))).From
		m.rest(summer, summer.AddDays(14+7*r.IntN(2)), measure.Hundred)
		if r.IntN(5) < 3 {
			m.rest(period.On(y, 12, 24), period.On(y+1, 1, 2), measure.Hundred)
		}
	}
}

// rest adds a leave unless the person is already away, not here yet or gone.
func (m *member) rest(from, to period.Date, share measure.BP) {
	span := period.Span{From: from, To: to}
	if from < m.start || !m.end.IsZero() && to > m.end {
		return
	}
	for _, a := range m.away {
		if a.span.Overlaps(span) {
			return
		}
	}
	m.away = append(m.away, away{span, share})
}

// teamOn is the tree team on a day.
func (m *member) teamOn(d period.Date) string {
	if d < m.moved {
		return m.formerly
	}
	return m.team
}

// presence is the share of a full working time spent here that day, 0 on days off.
func (m *member) presence(c *company, d period.Date) float64 {
	if d < m.start || !m.end.IsZero() && d > m.end || !c.calendar.Working(d) {
		return 0
	}
	share := float64(m.time) / float64(measure.Hundred)
	for _, a := range m.away {
		if a.span.Contains(d) {
			share *= 1 - float64(a.share)/float64(measure.Hundred)
		}
	}
	return share
}

// rampDays is how long a newcomer takes to sell like the others, in calendar days.
const rampDays = 120

// ramp is how much of their level a person reaches that day: a quarter at first, then steadily more.
func (m *member) ramp(d period.Date) float64 {
	return min(1, 0.25+0.75*float64(d-m.start)/rampDays)
}

// workDays is the number of working days in an ordinary year here; a level divided by it is an ordinary day.
const workDays = 251

// planned is what the person should sell over the days from..last, in euros.
func (m *member) planned(c *company, from, last period.Date) float64 {
	sum := 0.0
	for d := from; d <= last; d++ {
		sum += m.presence(c, d) * m.ramp(d) * float64(c.season.Weight(d)) / period.FlatSeason
	}
	return sum * float64(m.level) / workDays
}

// worked is the weight of the person's days from..last as an objective counts them: season and presence, no ramp.
func (m *member) worked(c *company, from, last period.Date) float64 {
	sum := 0.0
	for d := from; d <= last; d++ {
		sum += m.presence(c, d) * float64(c.season.Weight(d))
	}
	return sum
}

func (c *company) member(key string) *member {
	for _, m := range c.cast {
		if m.key == key {
			return m
		}
	}
	return nil
}

func (c *company) peopleRows() []sheet.PersonRow {
	rows := make([]sheet.PersonRow, len(c.cast))
	for i, m := range c.cast {
		rows[i] = sheet.PersonRow{
			Key: m.key, Name: sheet.Val(m.name), Email: sheet.Val(m.key + "@alpage.example"), Team: sheet.Val(m.team),
			Role: sheet.Val(string(m.role)), ExternalID: sheet.Val(""), StartOn: sheet.Val(m.start), EndOn: sheet.Val(m.end),
			RoleSince: sheet.Val(m.since), WorkingTime: sheet.Val(m.time),
		}
	}
	return rows
}

func (c *company) absenceRows() (rows []sheet.AbsenceRow) {
	for _, m := range c.cast {
		for _, a := range m.away {
			rows = append(rows, sheet.AbsenceRow{Person: m.key, From: a.span.From, To: a.span.To, Share: a.share})
		}
	}
	return rows
}
