package cli_test

import (
	"slices"
	"testing"
)

// alpina is a small company with something of everything the formats can say.
var alpina = map[string]string{
	"teams.csv": `key,name,parent,kind,lead
alpina,Alpina,,company,zoe
commerce,Direction commerciale,alpina,department,zoe
nord,Nord,commerce,team,lea
sud,Sud,commerce,team,
salon,Salon de Lyon,,group,karim
`,
	"people.csv": `key,name,email,team,role,start_on,end_on,role_since,working_time,external_id
zoe,Zoé Blanc,zoe@alpina.fr,commerce,director,2019-01-01,,,1,
lea,Léa Morel,lea@alpina.fr,nord,manager,2024-03-01,,2026-01-01,1,hs-17
karim,Karim Diallo,karim@alpina.fr,sud,rep,2025-06-16,,,0.8,hs-18
ana,"Ana ""Nina"" Silva",ana@alpina.fr,sud,rep,2026-02-01,,,1,
noe,"=Noé, Roux",,nord,rep,2027-01-04,,,1,
old,Odile Lenoir,odile@alpina.fr,nord,rep,2022-01-01,2026-06-30,,1,
ines,Inès Roy,ines@alpina.fr,,admin,,,,1,
`,
	"memberships.csv": `person,team,from,to,working_time
karim,nord,2025-06-16,2026-04-01,
karim,sud,2026-04-01,,0.6
lea,salon,2026-03-01,2026-04-01,
karim,salon,2026-03-01,,
`,
	"absences.csv": `person,from,to,share
lea,2026-08-03,2026-08-24,1
ana,2026-05-01,2026-06-01,0.5
`,
	"metrics.csv": `key,name,unit,kind,of,where,numerator,denominator,direction,credit
nova,Nova vendues,count,sum,quantity,"kind == ""deal_won"" && product == ""Nova""",,,up,share
big,Grosses affaires,EUR,sum,amount,"kind == ""deal_won"" && num(margin) > 100.5",,,up,full
backlog,Carnet,EUR,latest,amount,"kind == ""backlog""",,,up,share
delay,Délai moyen,hours,latest,amount,"kind == ""delay""",,,down,share
reach,Taux d’appel utile,percent,ratio,,,meetings,calls,up,share
`,
	"rates.csv": `currency,from,rate
USD,2026-01-01,0.9215
USD,2026-07-01,0.8734567891
CHF,2026-01-01,1.05
`,
	"goals.csv": `key,title,tier,owner,metric,baseline,target,floor,stretch,start_on,end_on,parent,why,origin,paid,status
cap,Devenir la référence,strategic,team:alpina,revenue,,1000000,,1200000,2026-01-01,2026-12-31,,"Pour durer, ensemble",assigned,no,
q4-nord,Nord au T4,collective,team:nord,revenue,,100000,80000,,2026-10-01,2026-12-31,cap,,cascaded,no,
q4-lea,Léa au T4,individual,person:lea,revenue,,60000,,70000,2026-10-01,2026-12-31,q4-nord,,agreed,yes,
delai,Répondre plus vite,operational,team:commerce,delay,48,24,,12,2026-07-01,2026-12-31,cap,,assigned,no,
salon,Préparer le salon,collective,team:salon,,,100,,,2026-09-01,2026-11-30,cap,,assigned,no,
idee,Une idée de Karim,individual,person:karim,calls,,40,,,2026-11-01,2026-11-30,q4-nord,,self,no,proposed
`,
	"steps.csv": `goal,key,title,owner,due_on,weight,done_on
salon,stand,Réserver le stand,lea,2026-09-30,2,2026-09-20
salon,inviter,Inviter les clients,karim,2026-11-15,1,
q4-lea,relancer,Relancer Dupont,,2026-12-01,1,
`,
	"tasks.csv": `key,title,kind,stage,value,difficulty,goal,due_on,segment
t1,Appeler Dupont,call,open,12000.5,2,q4-lea,2026-11-30,PME
t2,Devis Martin,quote,done,,,,2026-12-02,
`,
	"results.csv": `ref,source,version,occurred_on,kind,person,credits,assists,amount,currency,product,quantity,margin
d1,hubspot,3,2026-10-05,deal_won,lea,,,15000,EUR,Nova,3,4000
d2,hubspot,1,2026-10-12,deal_won,,lea:60;karim:40,ana,20000.0001,EUR,Nova,2,90
d3,hubspot,,2026-10-20,deal_won,karim,,lea,10000,USD,Terra,,2000
d4,hubspot,,2026-10-21,deal_lost,ana,,,5000,CHF,Terra,,
d5,,,2026-03-10,deal_won,karim,,,7000,,Nova,1,100.6
p1,,,2026-09-30,profit,team:alpina,,,-1234.5678,EUR,,,
b1,,,2026-10-01,backlog,lea,,,300000,,,,
w1,,,2026-10-02,delay,team:commerce,,,30,,,,
c1,,,2026-11-02,call,lea,,,,,,,
c2,,,2026-11-02,call,karim,,,,,,,
m1,,,2026-11-03,meeting,lea,,,,,,,
o1,,,2026-06-30,deal_won,old,,,900,EUR,Terra,,
i1,,,2026-06-30,deal_won,ines,,,33.3333,EUR,"Corde; 60 m",,
`,
}

// tablesOf are the paths of a company's files, in no useful order: the program finds its own.
func (d desk) tablesOf(company map[string]string) []string {
	d.t.Helper()
	var names, paths []string
	for name := range company {
		names = append(names, name)
	}
	slices.Sort(names)
	slices.Reverse(names) // results first
	for _, name := range names {
		paths = append(paths, d.file(name, company[name]))
	}
	return paths
}

// newAlpina is a desk with the company in it.
func newAlpina(t *testing.T) desk {
	t.Helper()
	d := newDesk(t)
	d.settle()
	return d
}

// settle brings the company in.
func (d desk) settle() {
	d.t.Helper()
	d.do("org", "create", "alpina", "--name", "Alpina")
	d.do(append([]string{"import"}, d.tablesOf(alpina)...)...)
}
