package cli_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"cordee/internal/i18n"
	"cordee/internal/measure"
)

func TestGoalsInEveryForm(t *testing.T) {
	d := newAlpina(t)
	golden(t, "goals.json", d.do("goals", "--format", "json", "--on", "2026-11-16"))
	golden(t, "goals.csv", d.do("goals", "--format", "csv", "--on", "2026-11-16"))
	golden(t, "goals.en.txt", d.do("goals", "--on", "2026-11-16"))
	golden(t, "goals.fr.txt", d.in(i18n.FR).do("goals", "--on", "2026-11-16"))
	if today, named := d.do("goals", "--format", "json"), d.do("goals", "--format", "json", "--on", "2026-11-23"); today != named {
		t.Error("without a date, today is not asked for")
	}
}

// The names of the fields are a promise to scripts.
func TestGoalsHaveThePromisedFields(t *testing.T) {
	d := newAlpina(t)
	var list []map[string]json.RawMessage
	d.read(&list, "goals", "--format", "json")
	for _, g := range list {
		for _, name := range strings.Fields("key title tier owner metric unit start_on end_on target floor stretch baseline attained attainment_bp " +
			"expected gap status pace parent origin paid adjustment probability") {
			if _, there := g[name]; !there {
				t.Errorf("%s has no %s", g["key"], name)
			}
		}
	}
	empty := newDesk(t)
	empty.do("org", "create", "e", "--name", "E")
	if out := empty.do("goals", "--format", "json"); out != "[]\n" {
		t.Errorf("a company without objectives says %q", out)
	}
}

func TestGoalsAreNarrowed(t *testing.T) {
	d := newAlpina(t)
	keys := func(args ...string) (keys []string) {
		for key := range d.goals(args...) {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		return keys
	}
	for line, want := range map[string]string{
		"--tier individual":                   "idee q4-lea",
		"--tier strategic":                    "cap",
		"--owner team:nord":                   "q4-nord",
		"--owner person:lea":                  "q4-lea",
		"--owner lea":                         "q4-lea",
		"--owner team:nord --tier individual": "",
		"--owner person:zoe":                  "",
		"--org alpina --tier collective":      "q4-nord salon",
		"--tier operational --on 2026-01-01":  "delai",
	} {
		if got := strings.Join(keys(strings.Fields(line)...), " "); got != want {
			t.Errorf("goals %s: %q, want %q", line, got, want)
		}
	}
}

func TestBoardsInEveryForm(t *testing.T) {
	d := newAlpina(t)
	q4 := []string{"board", "--metric", "revenue", "--from", "2026-10-01", "--to", "2026-12-31"}
	golden(t, "board.json", d.do(append(q4, "--format", "json", "--rank-by", "attainment")...))
	golden(t, "board.csv", d.do(append(q4, "--format", "csv")...))
	golden(t, "board.en.txt", d.do(q4...))
	golden(t, "board.fr.txt", d.in(i18n.FR).do(append(q4, "--by", "team", "--kind", "team")...))
	golden(t, "board.ratio.json", d.do("board", "--metric", "win_rate", "--from", "2026-01-01", "--to", "2026-12-31", "--format", "json"))
}

func TestBoardsOfTeams(t *testing.T) {
	d := newAlpina(t)
	keys := func(args ...string) string {
		var keys []string
		for _, r := range d.board(append([]string{"--metric", "revenue", "--from", "2026-01-01", "--to", "2026-12-31", "--by", "team"}, args...)...).Rows {
			keys = append(keys, r.Key)
		}
		slices.Sort(keys)
		return strings.Join(keys, " ")
	}
	for line, want := range map[string]string{
		"": "commerce", "--under commerce": "nord sud", "--kind team": "nord sud", "--kind department": "commerce", "--kind group": "salon",
		"--under nord": "", "--under commerce --kind team": "nord sud", "--kind company": "",
	} {
		if got := keys(strings.Fields(line)...); got != want {
			t.Errorf("board %s: %q, want %q", line, got, want)
		}
	}
}

// Someone who moved counts in each team with the days there only; someone who left is there for the days they were.
func TestBoardsOfPeopleCountTheirDaysThere(t *testing.T) {
	d := newAlpina(t)
	under := func(team, from, to string) map[string]string {
		rows := map[string]string{}
		for _, r := range d.board("--metric", "revenue", "--from", from, "--to", to, "--under", team).Rows {
			rows[r.Key] = r.Value.String()
		}
		return rows
	}
	year := under("nord", "2026-01-01", "2026-12-31")
	if year["karim"] != "7000" || year["old"] != "900" || year["lea"] != "27000.0001" || len(year) != 3 {
		t.Errorf("Nord over the year: %v", year) // 15000 and 60 % of 20000.0001, the odd ten-thousandth to the earlier listed
	}
	spring := under("sud", "2026-04-01", "2026-12-31")
	if spring["karim"] != "16734.5679" || spring["ana"] != "0" || len(spring) != 2 { // 40 % of 20000.0001, and 10000 dollars at 0.8734567891
		t.Errorf("Sud since April: %v", spring)
	}
	everyone := d.board("--metric", "revenue", "--from", "2026-06-30", "--to", "2026-06-30")
	expect(t, "unassigned", everyone.of(t, "ines").Value, "33.3333")
	expect(t, "everyone", everyone.Total, "933.3333")
}

// At the root the people add up to the company, whoever had no team that day, had not come yet, or had left.
func TestABoardOfEverybodyAddsUp(t *testing.T) {
	d := newAlpina(t)
	d.do("import", d.file("results.csv", "ref,occurred_on,kind,person,amount\nlate,2026-10-06,deal_won,old,50\nearly,2026-10-06,deal_won,noe,7\nalone,2026-10-06,deal_won,ines,3\n"))
	b := d.board("--metric", "revenue", "--from", "2026-10-01", "--to", "2026-10-31")
	var sum measure.Amount
	for _, r := range b.Rows {
		sum += r.Value.Amount
	}
	if sum != b.Total.Amount || b.Total.String() != "43794.568" {
		t.Errorf("the rows sum to %s, the total says %s", sum, b.Total)
	}
	expect(t, "who left", b.of(t, "old").Value, "50")
	expect(t, "who is to come", b.of(t, "noe").Value, "7")
	for _, r := range d.board("--metric", "revenue", "--from", "2026-11-01", "--to", "2026-11-30").Rows {
		if r.Key == "old" || r.Key == "noe" {
			t.Errorf("%s is on the board of a month they were not here and brought nothing", r.Key)
		}
	}
}
