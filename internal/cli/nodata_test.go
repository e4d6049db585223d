package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A mistyped directory is told, and nothing is made there.
func TestAMistypedDataDirectoryStaysAsItIs(t *testing.T) {
	d := newDesk(t)
	d.data = filepath.Join(d.data, "mistyped")
	for _, line := range [][]string{
		{"goals"}, {"board", "--metric", "revenue", "--from", "2026-01-01", "--to", "2026-12-31"}, {"export", t.TempDir()}, {"ledger", "verify"},
		{"imports"}, {"org", "list"}, {"backup", filepath.Join(t.TempDir(), "x.db")}, {"import", d.file("people.csv", "key\nlea\n")},
		{"token", "create", "--name", "x", "--scope", "goals:read"},
	} {
		a := d.refused(line...)
		a.says(a.err, "There is no database in")
		if _, err := os.Stat(d.data); !os.IsNotExist(err) {
			t.Fatalf("%v made %s", line, d.data)
		}
	}
	d.do("org", "create", "alpina", "--name", "Alpina")
	d.do("goals")
}

func TestARateForTheOwnCurrencyIsRefused(t *testing.T) {
	d := newAlpina(t)
	a := d.refused("import", d.file("rates.csv", "currency,from,rate\nEUR,2026-01-01,1.1\n"))
	a.says(a.err, "EUR is the organisation’s currency")
	d.do("import", d.file("rates.csv", "currency,from,rate\nEUR,2026-01-01,1\n"))
}

func TestARenamedRootIsSaid(t *testing.T) {
	d := newDesk(t)
	d.do("org", "create", "alpina", "--name", "Alpina")
	a := d.run("import", d.file("teams.csv", "key,name,kind,parent\nHQ,Alpina,company,\n"))
	a.says(a.err, "“alpina”; it is now “HQ”")
}

// A problem is in the column as the file calls it, with numbers as its readers write them.
func TestProblemsSpeakAsTheFileDoes(t *testing.T) {
	d := newDesk(t)
	d.do("org", "create", "alpina", "--name", "Alpina")
	d.do("import", d.file("people.csv", "key\nlea\nkarim\n"))
	a := d.in("fr").refused("import", d.file("equipes.csv", "clé;nom;type;parent\nnord;Nord;team;nulle-part\n"))
	a.says(a.err, "parent")
	a = d.in("fr").refused("import", d.file("personnes.csv", "clé;nom;équipe\nzoe;Zoé;nulle-part\n"))
	a.says(a.err, "équipe")
	a = d.in("fr").refused("import", d.file("resultats.csv", "ref;date;type;partage;montant\nr;2026-01-05;deal_won;lea:33,33;10\n"))
	a.says(a.err, "33,33")
}

func TestColumnsThatFitSeveralTables(t *testing.T) {
	d := newDesk(t)
	d.do("org", "create", "alpina", "--name", "Alpina")
	a := d.refused("import", d.file("liste.csv", "key,name\nnord,Nord\n"))
	a.says(a.err, "teams, people, metrics")
	d.do("import", d.file("liste.csv", "key,name,kind\nnord,Nord,department\n"))
	if teams := d.exported()["teams.csv"]; !strings.Contains(teams, "nord,Nord") {
		t.Error(teams)
	}
}
