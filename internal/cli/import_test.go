package cli_test

import (
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cordee/internal/i18n"
)

// importReport is the answer of `cordee import --format json`.
type importReport struct {
	Import   string        `json:"import"`
	DryRun   bool          `json:"dry_run"`
	Files    []fileReport  `json:"files"`
	Errors   []problemJSON `json:"errors"`
	Warnings []problemJSON `json:"warnings"`
}

type fileReport struct {
	File, Sheet, Table                          string
	Rows, Created, Updated, Unchanged, Rejected int
}

type problemJSON struct {
	File, Sheet   string
	Row           int
	Column, Value string
	Code, Message string
}

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares with a file of testdata, which is reviewed as code.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || got != string(want) {
		t.Errorf("%s differs (go test ./internal/cli -update writes it anew): %v\n%s", name, err, firstDifference(got, string(want)))
	}
}

func TestADryRunKeepsNothing(t *testing.T) {
	d := newDesk(t)
	d.do("org", "create", "alpina", "--name", "Alpina")
	before := d.exported()
	var report importReport
	d.read(&report, append([]string{"import", "--dry-run", "--format", "json"}, d.tablesOf(alpina)...)...)
	rows := map[string]int{}
	for _, f := range report.Files {
		rows[f.Table] += f.Created
	}
	want := map[string]int{"teams": 4, "people": 7, "memberships": 4, "absences": 2, "metrics": 5, "rates": 3, "goals": 6, "steps": 3, "tasks": 2, "results": 13}
	if !report.DryRun || report.Import != "" || !maps.Equal(rows, want) {
		t.Errorf("the trial says %+v", report)
	}
	d.same("after a trial", d.exported(), before)
	if list := d.do("imports"); list != "" {
		t.Errorf("a trial is remembered: %s", list)
	}
	out := d.in(i18n.FR).do(append([]string{"import", "--dry-run"}, d.tablesOf(alpina)...)...)
	if !strings.Contains(out, "rien n’a été gardé") {
		t.Errorf("a trial says %s", out)
	}
}

// wrong are files with something wrong in every table: rows that cannot be read, and rows that make no sense here.
var wrong = map[string]string{
	"personnes.csv":    "clé;nom;équipe;entrée;e-mail\nmax;Max;nowhere;2026-01-05;max@alpina.fr\nkim;Kim;nord;31/02/2026;kim@alpina.fr\neva;Eva;sud;02/03/2026;zoe@alpina.fr\n",
	"affectations.csv": "personne;équipe;du;au\nlea;sud;01/03/2026;01/05/2026\nlea;nord;01/04/2026;\nwho;nord;01/04/2026;\n",
	"indicateurs.csv":  "clé;nom;unité;type;filtre\nbad;Faux;EUR;sum;kind = \nodd;Bizarre;EUR;mean;\n",
	"objectifs.csv":    "clé;titre;niveau;porteur;indicateur;cible;début;fin;parent\ng1;Sans fin;individual;person:lea;revenue;1000;01/01/2026;;\ng2;Ailleurs;individual;person:lea;nothing;1000;01/01/2026;31/01/2026;none\nq4-lea;Plus haut;individual;person:lea;revenue;90000;01/10/2026;31/12/2026;\n",
	"résultats.csv": "ref;date;type;personne;partage;montant;devise\nr1;02/11/2026;deal_won;nobody;;100,00;EUR\nr2;02/11/2026;deal_won;;lea:60;karim:50;EUR\n" +
		"r3;02/11/2026;deal_won;;\"lea:60;karim:50\";1 000,00 €;EUR\nr4;hier;deal_won;lea;;10;EUR\nr5;02/11/2026;deal_won;lea;;beaucoup;EUR\nr6;02/11/2026;deal_won;lea;;10;GBP\n",
}

func TestEveryProblemIsToldAndNothingIsImported(t *testing.T) {
	d := newAlpina(t)
	before := d.exported()
	files := d.tablesOf(wrong)
	for lang, name := range map[i18n.Lang]string{i18n.FR: "fr", i18n.EN: "en"} {
		a := d.in(lang).refused(append([]string{"import"}, files...)...)
		golden(t, "problems."+name+".txt", a.err)
		if a.out != "" {
			t.Errorf("a refused import prints %s", a.out)
		}
		a = d.in(lang).refused(append([]string{"import", "--format", "json"}, files...)...)
		golden(t, "problems."+name+".json", a.out)
		if strings.Count(a.err, "\n") != 1 {
			t.Errorf("JSON goes with %q on stderr, want one line with the reason", a.err)
		}
	}
	d.same("after a refused import", d.exported(), before)
	d.do("ledger", "verify")
}

func TestEachFileHasItsOwnCounts(t *testing.T) {
	d := newAlpina(t)
	header := "ref,occurred_on,kind,person\n"
	var report importReport
	d.read(&report, "import", "--format", "json", d.file("results_a.csv", header+"n1,2026-11-02,call,lea\nn2,2026-11-02,call,lea\nc1,2026-11-02,call,lea\n"),
		d.file("results_b.csv", header+"n3,2026-11-02,call,lea\nc2,2026-11-02,meeting,karim\n"))
	want := []fileReport{
		{File: "results_a.csv", Table: "results", Rows: 3, Created: 2, Unchanged: 1},
		{File: "results_b.csv", Table: "results", Rows: 2, Created: 1, Updated: 1},
	}
	if !slices.Equal(report.Files, want) {
		t.Errorf("%+v", report.Files)
	}
	a := d.refused("import", "--format", "json", d.file("people_a.csv", "key,team,email,start_on,end_on\np,nowhere,,2026-02-01,2026-01-01\nq,nord,,,\n"))
	if err := json.Unmarshal([]byte(a.out), &report); err != nil || report.Files[0].Rejected != 1 || report.Files[0].Rows != 2 {
		t.Errorf("%v, %+v", err, report)
	}
}

func TestFilesAndMappingsThatCannotBeRead(t *testing.T) {
	d := newAlpina(t)
	before := d.exported()
	missing := filepath.Join(t.TempDir(), "missing.csv")
	good := d.file("results.csv", "ref,occurred_on,kind,person\nn1,2026-11-02,call,lea\n")
	for _, c := range []struct {
		reason string
		args   []string
	}{
		{"cannot be opened", []string{missing}},
		{"cannot be opened", []string{good, missing}},
		{"cannot be opened", []string{t.TempDir()}},
		{"cannot be opened", []string{"--map", missing, good}},
		{"nonsense", []string{"--map", d.file("map.yaml", "table: nonsense\n"), good}},
		{"map.yaml:2", []string{"--map", d.file("map.yaml", "table: results\ncolumns: [\n"), good}},
		{"opportunity_id", []string{"--map", d.file("map.yaml", "table: results\ncolumns: {ref: opportunity_id}\nconstants: {kind: call}\n"), d.file("export.csv", "id,agent\n1,lea\n")}},
	} {
		a := d.refused(append([]string{"import"}, c.args...)...)
		a.says(a.err, c.reason, "Nothing was imported")
	}
	d.same("after all that", d.exported(), before)
}

// The bar goes to stderr, and never into what a script reads.
func TestProgressIsShownOnATerminalOnly(t *testing.T) {
	d := newAlpina(t)
	file := d.file("results.csv", "ref,occurred_on,kind,person\nn1,2026-11-02,call,lea\n")
	if a := d.run("import", "--dry-run", file); a.err != "" {
		t.Errorf("without a terminal stderr says %q", a.err)
	}
	d.terminal = true
	a := d.run("import", "--format", "json", file)
	var report importReport
	if err := json.Unmarshal([]byte(a.out), &report); err != nil || !strings.Contains(a.err, "1 row read") {
		t.Errorf("%v; on a terminal stderr says %q", err, a.err)
	}
}
