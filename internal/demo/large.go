package demo

import (
	"fmt"
	"math/rand/v2"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
)

// teamSize is how many people a bottom team has in a plain company, and fanOut how many teams the one above them holds.
const (
	teamSize = 10
	fanOut   = 10
)

// Large is a plain company of any size, to measure with: a balanced tree, one revenue objective for everybody, and results
// without end.
type Large struct {
	Settings Settings
	Today    period.Date
	Batch    sheet.Batch // teams, people and goals; each person belongs to their team from before the year began
	seed     uint64
	levels   int // of teams, the root included
}

// Org invents a plain company of size people, at least one, as of a day.
func Org(size int, seed uint64, today period.Date) Large {
	size = max(size, 1)
	cal := frenchCalendar()
	l := Large{Today: today, seed: seed}
	l.Settings = Settings{Key: fmt.Sprintf("plain-%d", size), Name: fmt.Sprintf("Plain %d", size), Currency: "EUR", Locale: "fr",
		TimeZone: "Europe/Paris", Calendar: cal}
	width := []int{(size + teamSize - 1) / teamSize} // teams per level, bottom first, the root last
	for width[len(width)-1] > 1 {
		width = append(width, (width[len(width)-1]+fanOut-1)/fanOut)
	}
	l.levels = len(width)
	for level := l.levels - 1; level >= 0; level-- {
		for i := range width[level] {
			l.Batch.Teams = append(l.Batch.Teams, l.team(level, i))
		}
	}
	year := cal.FiscalYear(today)
	for i := range size {
		l.Batch.People = append(l.Batch.People, l.person(i, year.From.AddMonths(-12)))
	}
	l.Batch.Goals = l.objectives(width, year)
	return l
}

// levelKey names a team; the root bears the organisation's own key, as the root of every new organisation does.
func (l Large) levelKey(level, i int) string {
	if level == l.levels-1 {
		return l.Settings.Key
	}
	return fmt.Sprintf("t%d-%05d", level, i)
}

func personKey(i int) string { return fmt.Sprintf("p%06d", i) }

func (l Large) team(level, i int) sheet.TeamRow {
	row := sheet.TeamRow{Key: l.levelKey(level, i), Name: sheet.Val(fmt.Sprintf("Team %d.%d", level, i)), Kind: sheet.Val(string(org.TeamUnit)),
		Parent: sheet.Val(""), Lead: sheet.Val("")}
	switch {
	case level == l.levels-1:
		row.Kind = sheet.Val(string(org.Company))
	case level > 0:
		row.Kind = sheet.Val(string(org.Department))
	}
	if level < l.levels-1 {
		row.Parent = sheet.Val(l.levelKey(level+1, i/fanOut))
	}
	if level == 0 {
		row.Lead = sheet.Val(personKey(i * teamSize))
	}
	return row
}

func (l Large) person(i int, start period.Date) sheet.PersonRow {
	role := org.Rep
	if i%teamSize == 0 {
		role = org.Manager
	}
	return sheet.PersonRow{Key: personKey(i), Name: sheet.Val(fmt.Sprintf("Person %d", i)), Email: sheet.Val(personKey(i) + "@plain.example"),
		Team: sheet.Val(l.levelKey(0, i/teamSize)), Role: sheet.Val(string(role)), StartOn: sheet.Val(start), WorkingTime: sheet.Val(measure.Hundred)}
}

// personYear is the revenue everybody is asked for, in euros.
const personYear = 100_000

// objectives are one a person, hung on their team's, hung on the ones above up to the company's.
func (l Large) objectives(width []int, year period.Span) (rows []sheet.GoalRow) {
	size := len(l.Batch.People)
	covers := teamSize
	for range len(width) - 1 {
		covers *= fanOut
	}
	for level := len(width) - 1; level >= 0; level-- {
		for i := range width[level] {
			k := knot{key: "g-" + l.levelKey(level, i), title: "Revenue " + l.levelKey(level, i), tier: collective, owner: teamOwner(l.levelKey(level, i)),
				metric: "revenue", target: personYear * int64(min(size, (i+1)*covers)-i*covers), span: year, why: "Our part of the whole.", origin: cascaded}
			if level == len(width)-1 {
				k.tier = strategic
			} else {
				k.parent = "g-" + l.levelKey(level+1, i/fanOut)
			}
			rows = append(rows, k.row())
		}
		covers /= fanOut
	}
	for i := range size {
		k := knot{key: "g-" + personKey(i), title: "Revenue " + personKey(i), tier: individual, owner: personOwner(personKey(i)), metric: "revenue",
			parent: "g-" + l.levelKey(0, i/teamSize), target: personYear, span: year, why: "My part of the team's.", origin: cascaded}
		rows = append(rows, k.row())
	}
	return rows
}

// Row is the n-th result, counted from 0, dated between the first day of the year and today. The same n is always the same
// row, and no two share a reference, so several goroutines may divide the numbers between them.
func (l Large) Row(n uint64) sheet.ResultRow {
	r := rand.New(rand.NewPCG(l.seed, streamLarge+n))
	year := l.Settings.Calendar.FiscalYear(l.Today)
	size := len(l.Batch.People)
	i := r.IntN(size)
	row := sheet.ResultRow{
		Source: "bench", Ref: fmt.Sprintf("b-%d", n), Kind: dealWon,
		OccurredOn: year.From.AddDays(r.IntN(int(l.Today-year.From) + 1)),
		Credits:    []sheet.CreditKey{{Owner: personKey(i), BP: measure.Hundred}},
		Amount:     measure.Some(measure.Amount(1+r.Int64N(500_000)) * (measure.One / 100)),
		Attrs:      map[string]string{"product": products[r.IntN(len(products))].name},
	}
	if mate := r.IntN(size); r.IntN(20) == 0 && mate != i {
		row.Credits = []sheet.CreditKey{{Owner: personKey(i), BP: 6000}, {Owner: personKey(mate), BP: 4000}}
	}
	return row
}
