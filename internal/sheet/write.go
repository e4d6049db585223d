package sheet

import (
	"encoding/csv"
	"io"
	"strconv"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/period"
)

// WriteCSV writes one table with the column names of the formats. Cells that a spreadsheet could run are guarded; Read takes
// the guard away again and gives back the same rows. Within one table either all rows know an optional column or none does:
// a row that does not, among rows that do, gets an empty cell.
func WriteCSV(w io.Writer, kind Kind, b Batch) error {
	g, ok := b.grid(kind)
	if !ok {
		return fault.New(fault.Invalid, "import.unknown_table")
	}
	return writeLines(w, g)
}

// writeLines writes a grid as CSV.
func writeLines(w io.Writer, g grid) error {
	c := csv.NewWriter(w)
	line := make([]string, len(g.header))
	for i, h := range g.header {
		line[i] = guarded(h)
	}
	if err := c.Write(line); err != nil {
		return err
	}
	for i := range g.n {
		for j, cell := range g.row(i) {
			line[j] = guarded(cell.text)
		}
		if err := c.Write(line); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// grid is the table of a kind; ok is false for a kind that is none.
func (b Batch) grid(kind Kind) (grid, bool) {
	switch kind {
	case Teams:
		return gridOf(b.Teams, teamCols), true
	case People:
		return gridOf(b.People, personCols), true
	case Memberships:
		return gridOf(b.Memberships, membershipCols), true
	case Absences:
		return gridOf(b.Absences, absenceCols), true
	case Metrics:
		return gridOf(b.Metrics, metricCols), true
	case Goals:
		return gridOf(b.Goals, goalCols), true
	case Steps:
		return gridOf(b.Steps, stepCols), true
	case Tasks:
		return gridOf(b.Tasks, append(taskCols[:len(taskCols):len(taskCols)],
			attrCols(Tasks, b.Tasks, func(t TaskRow) map[string]string { return t.Attrs })...)), true
	case Rates:
		return gridOf(b.Rates, rateCols), true
	case Results:
		return gridOf(b.Results, append(resultCols[:len(resultCols):len(resultCols)],
			attrCols(Results, b.Results, func(r ResultRow) map[string]string { return r.Attrs })...)), true
	}
	return grid{}, false
}

var teamCols = []col[TeamRow]{
	must("key", func(t TeamRow) out { return text(t.Key) }),
	opt("name", func(t TeamRow) Opt[string] { return t.Name }, text),
	opt("parent", func(t TeamRow) Opt[string] { return t.Parent }, text),
	opt("kind", func(t TeamRow) Opt[string] { return t.Kind }, text),
	opt("lead", func(t TeamRow) Opt[string] { return t.Lead }, text),
}

var personCols = []col[PersonRow]{
	must("key", func(p PersonRow) out { return text(p.Key) }),
	opt("name", func(p PersonRow) Opt[string] { return p.Name }, text),
	opt("email", func(p PersonRow) Opt[string] { return p.Email }, text),
	opt("team", func(p PersonRow) Opt[string] { return p.Team }, text),
	opt("role", func(p PersonRow) Opt[string] { return p.Role }, text),
	opt("start_on", func(p PersonRow) Opt[period.Date] { return p.StartOn }, date),
	opt("end_on", func(p PersonRow) Opt[period.Date] { return p.EndOn }, date),
	opt("role_since", func(p PersonRow) Opt[period.Date] { return p.RoleSince }, date),
	opt("working_time", func(p PersonRow) Opt[measure.BP] { return p.WorkingTime }, share),
	opt("external_id", func(p PersonRow) Opt[string] { return p.ExternalID }, text),
	opt("experience", func(p PersonRow) Opt[int] { return p.Experience }, whole),
	opt("ability", func(p PersonRow) Opt[int] { return p.Ability }, whole),
}

var membershipCols = []col[MembershipRow]{
	must("person", func(m MembershipRow) out { return text(m.Person) }),
	must("team", func(m MembershipRow) out { return text(m.Team) }),
	must("from", func(m MembershipRow) out { return date(m.From) }),
	must("to", func(m MembershipRow) out { return date(m.To) }),
	opt("working_time", func(m MembershipRow) Opt[measure.BP] { return m.WorkingTime }, share),
}

var absenceCols = []col[AbsenceRow]{
	must("person", func(a AbsenceRow) out { return text(a.Person) }),
	must("from", func(a AbsenceRow) out { return date(a.From) }),
	must("to", func(a AbsenceRow) out { return date(a.To) }),
	must("share", func(a AbsenceRow) out { return share(a.Share) }),
}

var metricCols = []col[MetricRow]{
	must("key", func(m MetricRow) out { return text(m.Key) }),
	opt("name", func(m MetricRow) Opt[string] { return m.Name }, text),
	opt("unit", func(m MetricRow) Opt[string] { return m.Unit }, text),
	opt("kind", func(m MetricRow) Opt[string] { return m.Kind }, text),
	opt("of", func(m MetricRow) Opt[string] { return m.Of }, text),
	opt("where", func(m MetricRow) Opt[string] { return m.Where }, text),
	opt("numerator", func(m MetricRow) Opt[string] { return m.Numerator }, text),
	opt("denominator", func(m MetricRow) Opt[string] { return m.Denominator }, text),
	opt("direction", func(m MetricRow) Opt[string] { return m.Direction }, text),
	opt("credit", func(m MetricRow) Opt[string] { return m.Credit }, text),
}

var goalCols = []col[GoalRow]{
	must("key", func(g GoalRow) out { return text(g.Key) }),
	opt("title", func(g GoalRow) Opt[string] { return g.Title }, text),
	opt("tier", func(g GoalRow) Opt[string] { return g.Tier }, text),
	opt("owner", func(g GoalRow) Opt[string] { return g.Owner }, text),
	opt("metric", func(g GoalRow) Opt[string] { return g.Metric }, text),
	opt("baseline", func(g GoalRow) Opt[measure.Maybe] { return g.Baseline }, maybe),
	opt("target", func(g GoalRow) Opt[measure.Maybe] { return g.Target }, maybe),
	opt("floor", func(g GoalRow) Opt[measure.Maybe] { return g.Floor }, maybe),
	opt("stretch", func(g GoalRow) Opt[measure.Maybe] { return g.Stretch }, maybe),
	opt("start_on", func(g GoalRow) Opt[period.Date] { return g.StartOn }, date),
	opt("end_on", func(g GoalRow) Opt[period.Date] { return g.EndOn }, date),
	opt("parent", func(g GoalRow) Opt[string] { return g.Parent }, text),
	opt("why", func(g GoalRow) Opt[string] { return g.Why }, text),
	opt("origin", func(g GoalRow) Opt[string] { return g.Origin }, text),
	opt("paid", func(g GoalRow) Opt[bool] { return g.Paid }, yes),
	opt("status", func(g GoalRow) Opt[string] { return g.Status }, text),
	opt("relation", func(g GoalRow) Opt[string] { return g.Relation }, text),
	opt("skills", func(g GoalRow) Opt[string] { return g.Skills }, text),
	opt("helping", func(g GoalRow) Opt[string] { return g.Helping }, text),
	opt("means", func(g GoalRow) Opt[string] { return g.Means }, text),
	opt("guard", func(g GoalRow) Opt[string] { return g.Guard }, text),
	opt("mode", func(g GoalRow) Opt[string] { return g.Mode }, text),
	opt("learning", func(g GoalRow) Opt[bool] { return g.Learning }, yes),
	opt("difficulty", func(g GoalRow) Opt[string] { return g.Difficulty }, text),
}

var stepCols = []col[StepRow]{
	must("goal", func(s StepRow) out { return text(s.Goal) }),
	must("key", func(s StepRow) out { return text(s.Key) }),
	opt("title", func(s StepRow) Opt[string] { return s.Title }, text),
	opt("owner", func(s StepRow) Opt[string] { return s.Owner }, text),
	opt("due_on", func(s StepRow) Opt[period.Date] { return s.DueOn }, date),
	opt("weight", func(s StepRow) Opt[measure.Amount] { return s.Weight }, number),
	opt("done_on", func(s StepRow) Opt[period.Date] { return s.DoneOn }, date),
}

var taskCols = []col[TaskRow]{
	must("key", func(t TaskRow) out { return text(t.Key) }),
	opt("title", func(t TaskRow) Opt[string] { return t.Title }, text),
	opt("kind", func(t TaskRow) Opt[string] { return t.Kind }, text),
	opt("stage", func(t TaskRow) Opt[string] { return t.Stage }, text),
	opt("value", func(t TaskRow) Opt[measure.Maybe] { return t.Value }, maybe),
	opt("difficulty", func(t TaskRow) Opt[string] { return t.Difficulty }, text),
	opt("goal", func(t TaskRow) Opt[string] { return t.Goal }, text),
	opt("due_on", func(t TaskRow) Opt[period.Date] { return t.DueOn }, date),
}

var rateCols = []col[RateRow]{
	must("currency", func(r RateRow) out { return text(r.Currency) }),
	must("from", func(r RateRow) out { return date(r.From) }),
	must("rate", func(r RateRow) out { return out{RateText(r.Rate), asNumber} }),
}

var resultCols = []col[ResultRow]{
	must("ref", func(r ResultRow) out { return text(r.Ref) }),
	must("source", func(r ResultRow) out { return text(r.Source) }),
	must("version", func(r ResultRow) out {
		if !r.HasVersion {
			return out{}
		}
		return out{strconv.FormatInt(r.Version, 10), asNumber}
	}),
	must("occurred_on", func(r ResultRow) out { return date(r.OccurredOn) }),
	must("kind", func(r ResultRow) out { return text(r.Kind) }),
	must("person", func(r ResultRow) out {
		if !r.alone() {
			return out{}
		}
		return text(r.Credits[0].Owner)
	}),
	must("credits", func(r ResultRow) out {
		if r.alone() {
			return out{}
		}
		return text(creditsText(r.Credits))
	}),
	must("assists", func(r ResultRow) out { return text(assistsText(r.Assists)) }),
	must("amount", func(r ResultRow) out { return maybe(r.Amount) }),
	must("currency", func(r ResultRow) out { return text(r.Currency) }),
	opt("exchange_rate", func(r ResultRow) Opt[int64] { return Opt[int64]{V: r.Rate, Set: r.Rate > 0} },
		func(n int64) out { return out{RateText(n), asNumber} }),
}

// alone tells that one owner has the whole credit.
func (r ResultRow) alone() bool { return len(r.Credits) == 1 && r.Credits[0].BP == fullShare }
