package cli_test

import (
	"maps"
	"strings"
	"testing"

	"cordee/internal/cli"
)

// changes touch every table of the company: rows that are new and rows that say something else.
var changes = map[string]string{
	"teams.csv":       "key,name,parent,kind,lead\nsud,Grand Sud,commerce,team,karim\nest,Est,sud,team,max\n",
	"people.csv":      "key,name,email,team,role,start_on,working_time\nana,Ana Silva,ana.silva@alpina.fr,est,manager,2026-02-01,0.9\nmax,Max Petit,max@alpina.fr,est,rep,2026-09-01,1\n",
	"memberships.csv": "person,team,from,to\nlea,sud,2026-10-01,2026-10-15\nkarim,nord,2026-10-15,\n",
	"absences.csv":    "person,from,to,share\nlea,2026-08-10,2026-08-12,0.5\nkarim,2026-10-01,2026-10-02,1\n",
	"metrics.csv":     "key,name,unit,kind,where\nnova,Nova et Terra,count,count,\"kind == \"\"deal_won\"\"\"\nvisits,Visites,count,count,\"kind == \"\"visit\"\"\"\n",
	"rates.csv":       "currency,from,rate\nUSD,2026-07-01,0.9\nGBP,2026-01-01,1.17\n",
	"goals.csv": "key,title,tier,owner,metric,target,start_on,end_on,parent\nq4-nord,Nord au T4,collective,team:nord,revenue,110000,2026-10-01,2026-12-31,cap\n" +
		"q4-est,Est au T4,collective,team:est,visits,30,2026-10-01,2026-12-31,cap\nq4-max,Max au T4,individual,person:max,visits,30,2026-10-01,2026-12-31,q4-est\n",
	"steps.csv": "goal,key,title,owner,due_on,weight,done_on\nsalon,inviter,Inviter les clients,karim,2026-11-15,3,2026-11-14\nq4-est,ouvrir,Ouvrir le secteur,max,2026-11-15,1,\n",
	"tasks.csv": "key,title,kind,stage,value,goal\nt1,Appeler Dupont,call,won,13000,q4-lea\nt3,Relancer,call,open,,q4-max\n",
	"results.csv": "ref,source,version,occurred_on,kind,person,credits,amount,currency,product,quantity\nd1,hubspot,4,2026-10-06,deal_won,lea,,16000,EUR,Nova,4\n" +
		"d3,hubspot,,2026-10-20,cancelled,,,,,,\nd5,import,,2026-03-10,deal_won,,karim:50;ana:50,7000,,Nova,1\nv1,,,2026-11-04,visit,max,,,,,\nd9,,,2026-11-05,deal_won,,max:50;lea:50,100,GBP,Nova,1\n",
}

// imported imports files and gives the number of the import.
func (d desk) imported(files ...string) string {
	d.t.Helper()
	var report importReport
	d.read(&report, append([]string{"import", "--format", "json"}, files...)...)
	if report.Import == "" || len(report.Errors) != 0 {
		d.t.Fatalf("the import says %+v", report)
	}
	return report.Import
}

func TestUndoingAnImportBringsEverythingBack(t *testing.T) { onBothEngines(t, undoes) }

func undoes(t *testing.T, d desk) {
	d.settle()
	before, boards := d.exported(), d.boards()
	files := d.tablesOf(changes)
	id := d.imported(files...)
	during := d.exported()
	for name := range changes {
		if during[name] == before[name] {
			t.Errorf("%s is the same after the import: the test changes nothing", name)
		}
	}
	d.do("ledger", "verify")
	d.do("imports", "undo", id)
	d.same("after undoing", d.exported(), before)
	if got := d.boards(); !maps.Equal(got, boards) {
		t.Errorf("the boards say\n%v\nbefore they said\n%v", got, boards)
	}
	out := d.do("ledger", "verify")
	if !strings.Contains(out, "Everything is exact") {
		t.Error(out)
	}
	if list := d.do("imports"); !strings.Contains(list, id) || strings.Count(list, "undone") != 1 {
		t.Errorf("the list of imports says %s", list)
	}
	a := d.refused("imports", "undo", id)
	a.says(a.err, "already undone")
	d.do(append([]string{"import"}, files...)...)
	d.same("imported once more", d.exported(), during)
	d.do("ledger", "verify")
}

// boards are the totals of every metric by person and by team.
func (d desk) boards() map[string]string {
	d.t.Helper()
	all := map[string]string{}
	for _, metric := range []string{"revenue", "deals", "calls", "meetings", "win_rate", "nova", "big", "backlog", "delay", "reach", "profit"} {
		for _, by := range []string{"person", "team"} {
			all[metric+" by "+by] = d.do("board", "--metric", metric, "--by", by, "--from", "2026-01-01", "--to", "2026-12-31", "--format", "csv")
		}
	}
	return all
}

func TestAnImportThatIsStillNeededStays(t *testing.T) { onBothEngines(t, staysWhileNeeded) }

func staysWhileNeeded(t *testing.T, d desk) {
	d.do("org", "create", "alpina", "--name", "Alpina")
	first := d.imported(d.tablesOf(alpina)...)
	second := d.imported(d.file("results.csv", "ref,occurred_on,kind,person\nc9,2026-11-03,call,lea\n"))
	before := d.exported()
	a := d.refused("imports", "undo", first)
	a.says(a.err, "can no longer be undone")
	d.same("after a refusal", d.exported(), before)
	d.do("imports", "undo", second)
	d.do("imports", "undo", first)
	if people := d.exported()["people.csv"]; strings.Count(people, "\n") != 1 {
		t.Errorf("the first import undone leaves %s", people)
	}
	d.do("ledger", "verify")
}

func TestUndoingWhatWasNeverImported(t *testing.T) {
	d := newAlpina(t)
	for _, id := range []string{"nonsense", "fwa2hxb6td39g", ""} {
		if a := d.run("imports", "undo", id); a.status != cli.Refused || a.err == "" {
			t.Errorf("undo %q: %d, %s", id, a.status, a.err)
		}
	}
}

func TestTheSameFileAgainIsUnchanged(t *testing.T) {
	d := newAlpina(t)
	before := d.exported()
	var report importReport
	d.read(&report, append([]string{"import", "--format", "json"}, d.tablesOf(alpina)...)...)
	for _, f := range report.Files {
		if f.Created+f.Updated+f.Rejected != 0 || f.Unchanged != f.Rows {
			t.Errorf("%s: %+v", f.File, f)
		}
	}
	d.same("the same files again", d.exported(), before)
}

func TestUndoingARevivalCancelsAgain(t *testing.T) { onBothEngines(t, revivesAndUndoes) }

func revivesAndUndoes(t *testing.T, d desk) {
	d.settle()
	header := "ref,source,version,occurred_on,kind,person,amount\n"
	d.imported(d.file("results.csv", header+"x1,crm,1,2026-10-01,deal_won,lea,500\nx2,crm,1,2026-10-01,deal_won,lea,700\n"))
	d.imported(d.file("results.csv", header+"x1,crm,2,2026-11-02,cancelled,,\n"))
	october := []string{"board", "--metric", "revenue", "--from", "2026-10-01", "--to", "2026-10-31", "--format", "csv"}
	before, boards, then := d.exported(), d.boards(), d.do(october...)
	back := d.imported(d.file("results.csv", header+"x1,crm,3,2026-10-01,deal_won,lea,550\nx2,crm,3,2026-11-05,cancelled,,\n"))
	d.do("imports", "undo", back)
	d.same("after undoing", d.exported(), before)
	if got := d.boards(); !maps.Equal(got, boards) || d.do(october...) != then {
		t.Errorf("the boards say\n%v\nbefore they said\n%v", got, boards)
	}
	d.do("ledger", "verify")
	var report importReport
	d.read(&report, "import", "--format", "json", d.file("results.csv", header+"x1,crm,1,2026-10-01,deal_won,lea,500\nx2,crm,1,2026-10-01,deal_won,lea,700\n"))
	if report.Files[0].Unchanged != 2 {
		t.Errorf("what was there before the import is new again: %+v", report.Files)
	}
}
