package cli_test

import (
	"strings"
	"testing"
)

// What the page of formats promises about files, tried as a user would.

func TestFrenchFiles(t *testing.T) {
	d := newDesk(t)
	d.do("org", "create", "alpina", "--name", "Alpina")
	d.do("import",
		d.file("Équipes.csv", "\ufeffClé;Nom;Type;Responsable\r\nnord;Nord;team;lea\r\n"),
		d.file("personnes 2026.csv", "clé;nom;équipe;rôle;entrée;temps_de_travail\nlea;Léa Morel;nord;manager;01/03/2024;1\nkarim;Karim Diallo;nord;rep;16/06/2025;0,8\n"),
		d.file("objectifs.csv", "clé;titre;niveau;porteur;indicateur;cible;début;fin;rémunéré\nt4;Quatrième trimestre;collective;team:nord;revenue;62 000 €;01/10/2026;31/12/2026;non\n"),
		d.file("résultats.csv", "ref;date;type;personne;partage;montant;devise;produit\nr1;05/10/2026;deal_won;lea;;1 234,56 €;;Nova\nr2;06/10/2026;deal_won;;\"lea:50,5;karim:49,5\";10 000;EUR;Terra\n"))
	b := d.board("--metric", "revenue", "--from", "2026-10-01", "--to", "2026-12-31")
	expect(t, "Léa", b.of(t, "lea").Value, "6284.56")
	expect(t, "Karim", b.of(t, "karim").Value, "4950")
	g := d.goals("--on", "2026-12-31")["t4"]
	expect(t, "target", g.Target, "62000")
	expect(t, "attained", g.Attained, "11234.56")
}

func TestAnAbsentColumnIsKeptAndAnEmptyCellIsCleared(t *testing.T) {
	d := newAlpina(t)
	d.do("import", d.file("people.csv", "key,email\nlea,\n"), d.file("goals.csv", "key,why,stretch\ncap,,\n"), d.file("teams.csv", "key,lead\nnord,\n"))
	out := d.exported()
	for file, line := range map[string]string{
		"people.csv": "lea,Léa Morel,,nord,manager,2024-03-01,,2026-01-01,1,hs-17,,",
		"teams.csv":  "nord,Nord,commerce,team,",
		"goals.csv":  "cap,Devenir la référence,strategic,team:alpina,revenue,,1000000,,,2026-01-01,2026-12-31,,,assigned,no,published,contributes_to,,,,,,no,",
	} {
		if !strings.Contains(out[file], "\n"+line+"\n") {
			t.Errorf("%s has no line %q:\n%s", file, line, out[file])
		}
	}
}

func TestVersionsWinInAnyOrder(t *testing.T) {
	d := newAlpina(t)
	header := "ref,source,version,occurred_on,kind,person,amount\n"
	for _, row := range []string{
		"v,crm,2,2026-11-03,deal_won,lea,200", "v,crm,3,2026-11-04,deal_won,lea,300", "v,crm,1,2026-11-02,deal_won,lea,100",
		"gone,crm,9,,cancelled,,", "gone,crm,8,2026-11-03,deal_won,lea,5000",
	} {
		d.do("import", d.file("results.csv", header+row+"\n"))
	}
	b := d.board("--metric", "revenue", "--from", "2026-11-01", "--to", "2026-11-30")
	expect(t, "the highest version", b.of(t, "lea").Value, "300")
	if n := b.of(t, "lea").Count; n != 1 {
		t.Errorf("%d live results, want 1", n)
	}
	d.do("ledger", "verify")
}

func TestMoreThanFourDecimalsAreRoundedAndToldOnce(t *testing.T) {
	d := newAlpina(t)
	a := d.run("import", d.file("results.csv", "ref,occurred_on,kind,person,amount\nn1,2026-11-03,deal_won,lea,1.00005\nn2,2026-11-03,deal_won,karim,-1.00005\n"))
	if a.status != 0 || strings.Count(a.err, "\n") != 1 {
		t.Errorf("status %d, stderr %q", a.status, a.err)
	}
	a.says(a.err, "Note:", "2 numbers had more than four decimals")
	b := d.board("--metric", "revenue", "--from", "2026-11-03", "--to", "2026-11-03")
	expect(t, "half away from zero", b.of(t, "lea").Value, "1.0001")
	expect(t, "half away from zero, below", b.of(t, "karim").Value, "-1.0001")
}

func TestASharedSaleCountsOnceAbove(t *testing.T) {
	d := newAlpina(t)
	d.do("import", d.file("results.csv", "ref,occurred_on,kind,credits,amount,margin\ns,2026-11-03,deal_won,karim:33.33;ana:66.67,1000,500\nx,2026-11-04,deal_won,lea:50;ana:50,1000,500\n"))
	on := []string{"--from", "2026-11-03", "--to", "2026-11-04"}
	people, teams := d.board(append(on, "--metric", "revenue")...), d.board(append(on, "--metric", "revenue", "--by", "team", "--kind", "team")...)
	expect(t, "Karim", people.of(t, "karim").Value, "333.3")
	expect(t, "Ana", people.of(t, "ana").Value, "1166.7")
	expect(t, "Sud", teams.of(t, "sud").Value, "1500")
	expect(t, "Nord", teams.of(t, "nord").Value, "500")
	expect(t, "the company", people.Total, "2000")
	deals := d.board(append(on, "--metric", "deals")...)
	expect(t, "Karim's part of a deal", deals.of(t, "karim").Value, "0.3333")
	expect(t, "deals of the company", deals.Total, "2")
	full := d.board(append(on, "--metric", "big", "--by", "team", "--kind", "team")...)
	expect(t, "Sud, the whole of both", full.of(t, "sud").Value, "2000")
	expect(t, "Nord, the whole of one", full.of(t, "nord").Value, "1000")
	expect(t, "the company, each once", full.Total, "2000")
}

func TestChangingThePastMovesTotals(t *testing.T) {
	d := newAlpina(t)
	of := func(team string) string {
		return d.board("--metric", "revenue", "--from", "2026-10-01", "--to", "2026-10-31", "--under", team).Total.String()
	}
	if of("nord") != "27000.0001" || of("sud") != "16734.5679" {
		t.Fatalf("at first Nord has %s and Sud %s", of("nord"), of("sud"))
	}
	d.do("import", d.file("memberships.csv", "person,team,from,to\nlea,sud,2026-10-01,2026-10-11\n"))
	if of("nord") != "12000.0001" || of("sud") != "31734.5679" || of("commerce") != "43734.568" {
		t.Errorf("with Léa's first days in Sud, Nord has %s and Sud %s", of("nord"), of("sud"))
	}
	a := d.run("import", d.file("people.csv", "key,team\nlea,sud\n"))
	if a.status != 0 || of("nord") != "12000.0001" {
		t.Errorf("a team changed from today moves the past: %s, %s", of("nord"), a.err)
	}
	a = d.run("import", d.file("teams.csv", "key,parent\nsud,alpina\n"))
	a.says(a.err, "Sud", "computed again")
	if of("commerce") != "12000.0001" || of("alpina") != "43734.568" {
		t.Errorf("with Sud beside it, the department has %s", of("commerce"))
	}
	d.do("ledger", "verify")
}

func TestAMetricCountsPastResultsToo(t *testing.T) {
	d := newAlpina(t)
	d.do("import", d.file("metrics.csv", "key,name,unit,kind,where\nterra,Terra,count,count,\"product == \"\"Terra\"\" && kind in [\"\"deal_won\"\", \"\"deal_lost\"\"]\"\n"))
	ask := []string{"--metric", "terra", "--from", "2026-01-01", "--to", "2026-12-31"}
	expect(t, "a new metric", d.board(ask...).Total, "3")
	d.do("import", d.file("metrics.csv", "key,where\nterra,\"product == \"\"Terra\"\" && kind == \"\"deal_won\"\"\"\n"))
	expect(t, "the metric changed", d.board(ask...).Total, "2")
	d.do("ledger", "verify")
}
