// Package demo invents companies: a complete French one to look at, with fifteen months of sales that keep arriving, and plain
// ones of any size to measure with. Everything is drawn from a seed and a day, so the same seed and day give the same bytes. It reads no
// file and no clock. Nobody and nothing in it is real.
package demo

import (
	"math/rand/v2"
	"time"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
)

// History is how many months of results the sample company has behind it.
const History = 15

// Settings are what the organisation itself is created with.
type Settings struct {
	Key, Name   string
	Currency    string // ISO 4217
	Locale      string // "fr"
	TimeZone    string // IANA name
	Calendar    period.Calendar
	Season      period.Season
	Direction   string // the dated text above the strategic objectives
	DirectionOn period.Date
}

// Persona is someone worth signing in as, and what that person gets to see.
type Persona struct {
	Person string // key
	Name   string
	Role   org.Role
	Sees   string // one French sentence
}

// Thanks is a word from one colleague to another.
type Thanks struct {
	From, To string // person keys
	Goal     string // key of the objective it was for, "" for none
	On       period.Date
	Text     string
}

// World is a company as of a day.
type World struct {
	Settings Settings
	Today    period.Date
	Batch    sheet.Batch // every table, in the formats people import
	Personas []Persona   // most telling first
	Thanks   []Thanks    // oldest first
	company  *company
}

// Company invents the sample company as it stands at the end of a day, about forty people with fifteen months behind them.
func Company(seed uint64, today period.Date) World {
	c := &company{seed: seed, today: today, calendar: frenchCalendar(), season: frenchSeason}
	c.from = c.calendar.Month(today.AddMonths(-History)).From
	c.quarter = c.calendar.Quarter(today)
	c.year = c.calendar.FiscalYear(today)
	c.launch = c.quarter.From.AddDays(-30)
	c.cast = newCast(c)
	c.sell()
	c.visit()
	w := World{Settings: c.settings(), Today: today, Personas: personas(c), company: c}
	w.Batch.Teams = teamRows()
	w.Batch.People = c.peopleRows()
	w.Batch.Memberships = c.membershipRows()
	w.Batch.Absences = c.absenceRows()
	w.Batch.Metrics = metricRows()
	w.Batch.Rates = c.rateRows()
	w.Batch.Results = c.resultRows()
	rope := c.tie()
	w.Batch.Goals, w.Batch.Steps = rope.goals, rope.steps
	w.Batch.Tasks = c.taskRows()
	w.Thanks = c.thanks()
	return w
}

// company is the truth behind the tables: who sells how much, and everything that happened.
type company struct {
	seed          uint64
	today         period.Date
	from          period.Date // first day of the history
	quarter, year period.Span // the current ones
	launch        period.Date // first sale of Nova
	calendar      period.Calendar
	season        period.Season
	cast          []*member
	customers     customerBook
	sales         []sale
	visits        []visit
}

// The streams of randomness: each use has its own, so that adding a draw to one leaves the others alone.
const (
	streamCast   = 1 << 32
	streamSales  = 2 << 32
	streamVisits = 3 << 32
	streamStory  = 4 << 32
	streamTasks  = 5 << 32
	streamLive   = 6 << 32
	streamLarge  = 7 << 32
)

func draws(seed, stream uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, stream)) }

func frenchCalendar() period.Calendar {
	return period.Calendar{FiscalStart: 1, WeekStart: time.Monday, Holidays: period.French}
}

// frenchSeason is how the company's demand really moves, and what its settings say: a quiet August, a busy June, a December
// that makes the year. It averages 100.
var frenchSeason = period.Season{Month: [12]int64{86, 90, 98, 96, 94, 118, 90, 62, 104, 106, 112, 144}}

func (c *company) settings() Settings {
	return Settings{
		Key: "alpage", Name: "Alpage & Fils", Currency: "EUR", Locale: "fr", TimeZone: "Europe/Paris",
		Calendar: c.calendar, Season: c.season, Direction: directionText, DirectionOn: c.year.From,
	}
}

// euros is an amount in whole euros.
func euros(n int64) measure.Amount { return measure.Whole(n) }
