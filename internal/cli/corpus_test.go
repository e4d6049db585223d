package cli_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"cordee/internal/cli"
)

// The bad-input corpus at the door of the command line (SAFETY I1). sheet tries what a file can be; here every class goes the whole
// way: it is refused with status 1 and a full report, and the company stays exactly as it was.

const corpusSeeds = 12

// trouble is one kind of bad input: a file name, what to fill it with, and the codes one of which must be told.
type trouble struct {
	name, file string
	codes      []string
	make       func(r *rand.Rand) string
}

func TestBadInputThroughTheCommandLine(t *testing.T) {
	d := newAlpina(t)
	before := d.exported()
	for i, c := range corpus {
		t.Run(c.name, func(t *testing.T) {
			d.t = t
			for seed := range corpusSeeds {
				d.try(c, c.make(rand.New(rand.NewPCG(uint64(i), uint64(seed)))))
			}
			d.same("after "+c.name, d.exported(), before)
		})
	}
	d.t = t
	if n := len(corpus) * corpusSeeds; len(corpus) < 20 || n < 320 {
		t.Errorf("%d classes and %d seeds, want at least 20 and 320", len(corpus), n)
	}
	d.do("ledger", "verify")
}

func (d desk) try(c trouble, text string) {
	d.t.Helper()
	a := d.run("import", "--format", "json", d.file(c.file, text))
	var report importReport
	if err := json.Unmarshal([]byte(a.out), &report); err != nil || !strings.HasPrefix(a.err, "Nothing was imported") {
		d.t.Fatalf("no report, %v; stderr %q\n%.300s", err, a.err, text)
	}
	if a.status != cli.Refused || len(report.Errors) == 0 {
		d.t.Fatalf("status %d and %d problems\n%.300s", a.status, len(report.Errors), text)
	}
	told := false
	for _, e := range report.Errors {
		told = told || slices.Contains(c.codes, e.Code)
		if e.Message == "" || e.File != c.file && e.Code != "import.more_problems" || strings.Contains(e.Message, e.Code) {
			d.t.Errorf("a problem without its place or its sentence: %+v", e)
		}
	}
	if !told {
		d.t.Errorf("refused with %s, want one of %v\n%.300s", report.Errors[0].Code, c.codes, text)
	}
}

const resultsHeader = "ref,occurred_on,kind,person,credits,amount,currency,product\n"

// goodResults are rows as a careful person writes them, one of which may be spoilt.
func goodResults(r *rand.Rand) []string {
	rows := make([]string, 1+r.IntN(12))
	for i := range rows {
		rows[i] = fmt.Sprintf("deal-%d,2026-%02d-%02d,deal_won,%s,,%d.%02d,EUR,Nova", i, 1+r.IntN(11), 1+r.IntN(28),
			[]string{"lea", "karim", "ana"}[r.IntN(3)], r.IntN(100_000), r.IntN(100))
	}
	return rows
}

// spoilt is a good file with one cell replaced.
func spoilt(column int, values ...string) func(*rand.Rand) string {
	return func(r *rand.Rand) string {
		rows := goodResults(r)
		i := r.IntN(len(rows))
		cells := strings.Split(rows[i], ",")
		cells[column] = `"` + strings.ReplaceAll(values[r.IntN(len(values))], `"`, `""`) + `"`
		if column == 4 {
			cells[3] = ""
		}
		rows[i] = strings.Join(cells, ",")
		return resultsHeader + strings.Join(rows, "\n") + "\n"
	}
}

// oneOf is one of these texts below a header.
func oneOf(header string, rows ...string) func(*rand.Rand) string {
	return func(r *rand.Rand) string { return header + "\n" + rows[r.IntN(len(rows))] + "\n" }
}

func latin1(r *rand.Rand) string { return resultsHeader + "d1,2026-01-01,deal_won,L\xe9a,,1,EUR,\n" }

func wide(r *rand.Rand) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune("\ufeff" + resultsHeader + strings.Join(goodResults(r), "\n"))) {
		b.Write([]byte{byte(u), byte(u >> 8)})
	}
	return b.String()
}

var corpus = []trouble{
	{"nothing", "results.csv", []string{"import.empty_file"}, oneOf("", "", "   ", "\t")},
	{"UTF-16", "results.csv", []string{"import.encoding"}, wide},
	{"Latin-1", "results.csv", []string{"import.encoding"}, latin1},
	{"control characters", "results.csv", []string{"control_character"}, spoilt(7, "a\x00b", "bell\x07", "\x1b[31m", "del\x7f")},
	{"quotes out of place", "results.csv", []string{"import.bad_quote"}, oneOf(strings.TrimSpace(resultsHeader), `d,2026-01-01,deal_won,lea,,1,EUR,5" pipe`, `d,2026-01-01,"deal_won,lea,,1,EUR,`)},
	{"a huge cell", "results.csv", []string{"text.too_long", "import.record_too_long"}, spoilt(7, strings.Repeat("x", 3_000), strings.Repeat("é", 700_000))},
	{"another width", "results.csv", []string{"import.row_width"}, oneOf(strings.TrimSpace(resultsHeader), "d,2026-01-01", "d,2026-01-01,deal_won,lea,,1,EUR,x,y")},
	{"a column missing", "results.csv", []string{"import.missing_column"}, oneOf("reference,kind,occurred_on", "d,call,2026-01-01")},
	{"an unknown table", "stuff.csv", []string{"import.unknown_table", "import.bad_quote"}, oneOf("a,b", "1,2", "<html>", `{"a":1}`)},
	{"impossible days", "results.csv", []string{"date.invalid", "date.out_of_range"}, spoilt(1, "2026-02-31", "31/02/2026", "2026-13-01", "hier", "0000-00-00", "99999-01-01", "45321")},
	{"no numbers", "results.csv", []string{"number.invalid", "number.too_large"}, spoilt(5, "NaN", "Inf", "1e309", "1e5", "0x10", "1_000", "12a", "--5", "=1+1", "1.2.3")},
	{"beyond counting", "results.csv", []string{"number.too_large", "number.invalid"}, spoilt(5, "922337203685477.5808", "-99999999999999999999", strings.Repeat("9", 500))},
	{"totals beyond counting", "results.csv", []string{"amount.overflow", "amount.too_large"}, func(*rand.Rand) string {
		return resultsHeader + "x,2026-01-05,deal_won,lea,,900000000000000,EUR,\ny,2026-01-05,deal_won,lea,,900000000000000,EUR,\n"
	}},
	{"credits", "results.csv", []string{"credits.sum", "credits.invalid"}, spoilt(4, "lea:60;karim:41", "lea:99.99", "lea", "lea:50;lea:50", "lea:-10;karim:110")},
	{"unknown people", "results.csv", []string{"person.unknown", "team.unknown"}, spoilt(3, "nobody", "Léa Morel", "team:none", "name:", "lea ana", "LEA")},
	{"an unknown credited", "results.csv", []string{"person.unknown"}, spoilt(4, "lea:60;nobody:40", "nobody:100")},
	{"no rate", "results.csv", []string{"result.rate_missing", "currency.invalid"}, spoilt(6, "GBP", "JPY", "E1R")},
	{"missing cells", "results.csv", []string{"value.missing", "key.missing"}, func(r *rand.Rand) string { return spoilt(r.IntN(4), "", " ")(r) }},
	{"teams in a circle", "teams.csv", []string{"org.team_cycle", "team.unknown"},
		oneOf("key,parent,kind", "a,b,team\nb,a,team", "a,a,team", "commerce,nord,department", "a,nowhere,team")},
	{"unknown leads", "teams.csv", []string{"person.unknown"}, oneOf("key,name,lead", "nord,Nord,nobody", "new,Neuf,Zoé")},
	{"people", "people.csv", []string{"choice.unknown", "team.unknown", "person.email_taken", "email.invalid", "date.order", "key.duplicate", "share.range", "person.dates"},
		oneOf("key,name,email,team,role,start_on,end_on,working_time", "p,P,,nord,boss,,,", "p,P,,nowhere,rep,,,", "p,P,lea@alpina.fr,nord,rep,,,", "p,P,not an address,nord,rep,,,",
			"p,P,,nord,rep,2026-05-01,2026-04-01,", "p,P,,nord,rep,,,\np,Q,,nord,rep,,,", "p,P,,nord,rep,,,1.5")},
	{"memberships", "memberships.csv", []string{"membership.overlap", "person.unknown", "team.unknown", "date.order"},
		oneOf("person,team,from,to", "lea,nord,2026-01-01,2026-06-01\nlea,sud,2026-05-01,", "x,nord,2026-01-01,", "lea,x,2026-01-01,", "lea,nord,2026-06-01,2026-01-01")},
	{"absences", "absences.csv", []string{"person.unknown", "share.range", "date.order", "number.invalid"}, oneOf("person,from,to,share", "x,2026-01-01,2026-02-01,1", "lea,2026-01-01,2026-02-01,2", "lea,2026-02-01,2026-01-01,1")},
	{"metrics", "metrics.csv", []string{"filter.bracket_unclosed", "filter.one_equals", "choice.unknown", "metric.unknown", "metric.part_missing", "metric.part_not_additive", "filter.not_bool"},
		oneOf("key,unit,kind,where,numerator,denominator", "m,EUR,sum,kind = ,,", "m,EUR,mean,,,", "m,percent,ratio,,nothing,deals", "m,percent,ratio,,win_rate,deals",
			"m,EUR,sum,"+strings.Repeat("(", 900)+",,", "m,EUR,sum,1 + 1,,")},
	{"goals", "goals.csv", []string{"metric.unknown", "person.unknown", "team.unknown", "goal.unknown", "goal.period_invalid", "goal.tier_owner", "goal.cycle", "goal.raise_refused", "goal.own_parent", "goal.parent_below", "choice.unknown", "owner.invalid"},
		oneOf("key,title,tier,owner,metric,target,start_on,end_on,parent", "g,G,individual,person:lea,nothing,1,2026-01-01,2026-02-01,", "g,G,individual,person:x,revenue,1,2026-01-01,2026-02-01,",
			"g,G,individual,person:lea,revenue,1,2026-02-01,2026-01-01,", "g,G,individual,team:nord,revenue,1,2026-01-01,2026-02-01,", "g,G,royal,team:nord,revenue,1,2026-01-01,2026-02-01,",
			"g,G,individual,person:lea,revenue,1,2026-01-01,2026-02-01,none", "q4-lea,G,individual,person:lea,revenue,99000,2026-10-01,2026-12-31,q4-nord", "g,G,strategic,team:alpina,revenue,1,2026-01-01,2026-02-01,q4-lea",
			"g,G,collective,team:nord,revenue,1,2026-01-01,2026-02-01,h\nh,H,collective,team:nord,revenue,1,2026-01-01,2026-02-01,g")},
	{"steps", "steps.csv", []string{"goal.unknown", "person.unknown", "number.invalid", "number.negative", "step.weight_invalid"}, oneOf("goal,key,title,owner,weight", "none,s,S,,1", "salon,s,S,nobody,1", "salon,s,S,,heavy", "salon,s,S,,-1")},
	{"tasks", "tasks.csv", []string{"goal.unknown", "number.invalid", "date.invalid"}, oneOf("key,title,goal,value,due_on", "t,T,none,1,", "t,T,salon,much,", "t,T,salon,1,soon")},
	{"rates", "rates.csv", []string{"rate.invalid", "currency.invalid", "date.invalid", "number.invalid", "number.too_large", "key.duplicate"}, oneOf("currency,from,rate", "USD,2026-01-01,0", "USD,2026-01-01,-1", "DOLLAR,2026-01-01,1", "USD,never,1", "USD,2026-01-01,much")},
	{"no workbook", "results.xlsx", []string{"import.not_xlsx"}, oneOf("PK\x03\x04", "not a zip", "ref,kind\n1,call")},
}
