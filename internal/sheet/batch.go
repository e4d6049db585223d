// Package sheet turns files into rows and rows into files. It knows the tables of our formats, not the database: whether a
// key exists is the caller's question. Nothing here reads a clock, a disk or a network; the bytes are given.
package sheet

import (
	"io"
	"slices"
	"time"

	"cordee/internal/fault"
	"cordee/internal/period"
)

// Kind names a table.
type Kind string

// The tables, each also the English name of its file.
const (
	Teams       Kind = "teams"
	People      Kind = "people"
	Memberships Kind = "memberships"
	Absences    Kind = "absences"
	Metrics     Kind = "metrics"
	Goals       Kind = "goals"
	Steps       Kind = "steps"
	Tasks       Kind = "tasks"
	Rates       Kind = "rates"
	Results     Kind = "results"
)

// Kinds are the tables in the order in which they may be written: each refers only to earlier ones, or to itself.
var Kinds = []Kind{Teams, People, Memberships, Absences, Metrics, Goals, Steps, Tasks, Rates, Results}

// Batch is everything that a set of files says, in the order of the files.
type Batch struct {
	Teams       []TeamRow
	People      []PersonRow
	Memberships []MembershipRow
	Absences    []AbsenceRow
	Metrics     []MetricRow
	Goals       []GoalRow
	Steps       []StepRow
	Tasks       []TaskRow
	Rates       []RateRow
	Results     []ResultRow

	Foreign  map[string]*Foreign // goals that came from the export of a CRM, by key
	Broken   *Batch              // rows with a cell that could not be read, as far as they could; nil for none
	Files    []FileCount
	Warnings fault.List // worth knowing, no reason to refuse
}

// brokenRows is where rows with a problem are kept.
func (b *Batch) brokenRows() *Batch {
	if b.Broken == nil {
		b.Broken = &Batch{}
	}
	return b.Broken
}

func (b *Batch) empty() bool {
	return len(b.Teams)+len(b.People)+len(b.Memberships)+len(b.Absences)+len(b.Metrics)+len(b.Goals)+len(b.Steps)+len(b.Tasks)+
		len(b.Rates)+len(b.Results) == 0
}

// Whole is the batch with its broken rows among the others: never to be stored, but to find everything wrong with them at once.
func (b Batch) Whole() Batch {
	x := b.Broken
	if x == nil {
		return b
	}
	b.Teams, b.People = slices.Concat(b.Teams, x.Teams), slices.Concat(b.People, x.People)
	b.Memberships, b.Absences = slices.Concat(b.Memberships, x.Memberships), slices.Concat(b.Absences, x.Absences)
	b.Metrics, b.Goals, b.Steps = slices.Concat(b.Metrics, x.Metrics), slices.Concat(b.Goals, x.Goals), slices.Concat(b.Steps, x.Steps)
	b.Tasks, b.Rates, b.Results = slices.Concat(b.Tasks, x.Tasks), slices.Concat(b.Rates, x.Rates), slices.Concat(b.Results, x.Results)
	b.Broken = nil
	return b
}

// FileCount says how many rows one table of one file holds, refused rows included, and how many of them are refused.
type FileCount struct {
	File, Sheet string // Sheet is empty for CSV
	Kind        Kind
	Rows        int
	Rejected    int
	Header      map[string]string // what the file calls each field of the table that it holds
}

// File is one file to read. Data is read at most Size bytes far.
type File struct {
	Name string
	Data io.ReaderAt
	Size int64
}

// Options say how to read. The zero value reads English files within DefaultLimits.
type Options struct {
	French   bool     // dates may be JJ/MM/AAAA and a comma is a decimal sign
	Currency string   // the organisation's currency, to refuse an amount written in another one; optional
	Mapping  *Mapping // how to read somebody else's columns; optional
	Limits   Limits   // zero fields take their default
	Kind     Kind     // what the file is, when the caller knows; optional
	Progress func(done, total int64)

	// How the exports of CRMs are read: their instants become days in Zone (UTC if nil), their periods are those of Calendar, and what
	// has no end ends with the fiscal year of Today.
	Calendar period.Calendar
	Zone     *time.Location
	Today    period.Date
}

// Limits bound what a file may ask of this machine.
type Limits struct {
	FileBytes     int64 // of each file as it comes
	UnpackedBytes int64 // of a workbook once unpacked
	RecordBytes   int64 // of one row
	Rows          int   // of each file, all sheets together
	Ratio         int   // unpacked to packed
}

// DefaultLimits are what SAFETY promises (R11).
var DefaultLimits = Limits{FileBytes: 50 << 20, UnpackedBytes: 256 << 20, RecordBytes: 1 << 20, Rows: 200_000, Ratio: 100}

func (l Limits) orDefault() Limits {
	d := DefaultLimits
	if l.FileBytes > 0 {
		d.FileBytes = l.FileBytes
	}
	if l.UnpackedBytes > 0 {
		d.UnpackedBytes = l.UnpackedBytes
	}
	if l.RecordBytes > 0 {
		d.RecordBytes = l.RecordBytes
	}
	if l.Rows > 0 {
		d.Rows = l.Rows
	}
	if l.Ratio > 0 {
		d.Ratio = l.Ratio
	}
	return d
}

// Beyond what a limit of the formats names: bounds on memory that no honest file meets.
const (
	maxFiles    = 100
	maxColumns  = 1_000
	maxAttrs    = 3_000_000 // attribute cells of one import
	maxProblems = 1_000     // problems listed; the others are counted
)
