package sheet_test

import (
	"reflect"
	"testing"
	"time"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/period"
	"cordee/internal/sheet"
)

// One table of each kind as a French and as an English person would type it: both say the same.

func TestTablesInBothLanguages(t *testing.T) {
	for _, pair := range []struct {
		name                           string
		french, frenchText, english, e string
	}{
		{"teams", "Équipes.csv", "Clé;Nom;Parent;Type;Responsable\nalpina;Alpina;;entreprise;\nnord;Équipe Nord;alpina;équipe;léa",
			"teams.csv", "key,name,parent,kind,lead\nalpina,Alpina,,company,\nnord,Équipe Nord,alpina,team,léa\n"},
		{"people", "personnes 2026.csv", "clé;nom;e-mail;équipe;rôle;entrée;temps de travail\nlea;Léa;lea@exemple.fr;nord;commerciale;01/02/2026;80 %\n",
			"people.csv", "key,name,email,team,role,start_on,working_time\nlea,Léa,lea@exemple.fr,nord,rep,2026-02-01,0.8\n"},
		{"memberships", "affectations.csv", "personne;équipe;du;au;temps_de_travail\nlea;sud;1/3/2026;01/06/2026;0,5\nlea;est;2026-06-01;;\n",
			"memberships.csv", "person,team,from,to,working_time\nlea,sud,2026-03-01,2026-06-01,0.5\nlea,est,2026-06-01,,\n"},
		{"absences", "absences.csv", "personne;du;au;part\nlea;03/08/2026;17/08/2026;\nkarim;03/08/2026;10/08/2026;0,5\n",
			"absences.csv", "person,from,to,share\nlea,2026-08-03,2026-08-17,1\nkarim,2026-08-03,2026-08-10,50%\n"},
		{"metrics", "indicateurs.csv", "clé;nom;unité;type;champ;filtre;sens;credit\nmarge;Marge;EUR;somme;margin;\"kind == \"\"deal_won\"\"\";hausse;entier\n",
			"metrics.csv", "key,name,unit,kind,of,where,direction,credit\nmarge,Marge,EUR,sum,margin,\"kind == \"\"deal_won\"\"\",up,full\n"},
		{"goals", "objectifs.csv", "clé;titre;niveau;porteur;indicateur;départ;cible;début;fin;pourquoi;origin;rémunéré\n" +
			"g1;CA du T1;collectif;équipe:nord;revenue;;\"300\u202f000,50 €\";01/01/2026;31/03/2026;\"=1 cap\";convenu;oui\n",
			"goals.csv", "key,title,tier,owner,metric,baseline,target,start_on,end_on,why,origin,paid\n" +
				"g1,CA du T1,collective,team:nord,revenue,,\"300,000.50\",2026-01-01,2026-03-31,'=1 cap,agreed,yes\n"},
		{"steps", "étapes.csv", "objectif;clé;titre;échéance;poids;fait_le\ng1;s1;Appeler;15/01/2026;;\n",
			"steps.csv", "goal,key,title,due_on,weight,done_on\ng1,s1,Appeler,2026-01-15,1,\n"},
		{"tasks", "taches.csv", "clé;titre;type;value;objectif;échéance;Région\nt1;Relancer;lead;1200,5;g1;15/01/2026;Ouest\n",
			"tasks.csv", "key,title,kind,value,goal,due_on,région\nt1,Relancer,lead,1200.50,g1,2026-01-15,Ouest\n"},
		{"rates", "taux.csv", "devise;du;taux\nusd;01/01/2026;0,9215000001\n", "rates.csv", "currency,from,rate\nUSD,2026-01-01,0.9215000001\n"},
		{"results", "résultats.csv", "ref;date;type;partage;aides;montant;devise;Produit phare\nd1;10/02/2026;deal_won;p1:33,33;p3;15 000,255;;GTX Pro\n",
			"results.csv", "ref,occurred_on,kind,credits,assists,amount,currency,produit_phare\nd1,2026-02-10,deal_won,p1:33.33,p3,15000.255,,GTX Pro\n"},
	} {
		t.Run(pair.name, func(t *testing.T) {
			french, frenchErr := sheet.Read([]sheet.File{fileOf(pair.french, []byte(pair.frenchText))}, sheet.Options{French: true})
			english, englishErr := sheet.Read([]sheet.File{fileOf(pair.english, []byte(pair.e))}, sheet.Options{})
			if pair.name == "results" { // 33.33 alone does not sum to 100, in neither language
				if !fault.Is(frenchErr, "credits.sum") || !fault.Is(englishErr, "credits.sum") {
					t.Errorf("%v, %v", frenchErr, englishErr)
				}
				return
			}
			if frenchErr != nil || englishErr != nil {
				t.Fatalf("refused: %v, %v", frenchErr, englishErr)
			}
			if french.Files[0].Kind != sheet.Kind(pair.name) || english.Files[0].Kind != sheet.Kind(pair.name) {
				t.Errorf("recognised as %s and %s", french.Files[0].Kind, english.Files[0].Kind)
			}
			if f, e := withoutPlaces(french), withoutPlaces(english); !reflect.DeepEqual(f, e) {
				t.Errorf("in French  %+v\nin English %+v", f, e)
			}
		})
	}
}

// withoutPlaces forgets where rows came from.
func withoutPlaces(b sheet.Batch) sheet.Batch {
	b.Files = nil
	v := reflect.ValueOf(&b).Elem()
	for i := range v.NumField() {
		if rows := v.Field(i); rows.Kind() == reflect.Slice && rows.Type() != reflect.TypeFor[fault.List]() {
			for j := range rows.Len() {
				rows.Index(j).FieldByName("At").SetZero()
			}
		}
	}
	return b
}

func TestAResultInFull(t *testing.T) {
	b := read(t, "results.csv", "ref,source,version,occurred_on,kind,credits,assists,amount,currency,exchange_rate,Product,new customer,attr:Kind\n"+
		"deal-9,hubspot,3,2026-02-10,deal_won,p1:60;team:nord:40,p3;p4,-1234.5,usd,0.9151,GTX Pro,yes,x\n")
	want := sheet.ResultRow{
		At: fault.Where{File: "results.csv", Row: 2}, Source: "hubspot", Ref: "deal-9", Version: 3, HasVersion: true,
		OccurredOn: period.On(2026, time.February, 10), Kind: "deal_won", Credits: []sheet.CreditKey{{"p1", 6_000}, {"team:nord", 4_000}},
		Assists: []string{"p3", "p4"}, Amount: measure.Some(-12_345_000), Currency: "USD", Rate: 9_151_000_000,
		Attrs: map[string]string{"product": "GTX Pro", "new_customer": "yes", "Kind": "x"},
	}
	if got := b.Results[0]; !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestACancellationNeedsNoDayAndNobody(t *testing.T) {
	b := read(t, "results.csv", "ref,kind\ndeal-9,cancelled\n")
	if r := b.Results[0]; r.Source != "import" || !r.OccurredOn.IsZero() || r.Credits != nil {
		t.Errorf("got %+v", r)
	}
}

func TestAnAbsentColumnKeepsAndAnEmptyCellClears(t *testing.T) {
	b := read(t, "goals.csv", "key,target,end_on\ng1,,\n")
	g := b.Goals[0]
	if g.Title.Set || g.Title.Or("as it was") != "as it was" {
		t.Errorf("an absent column changes %+v", g.Title)
	}
	if !g.Target.Set || g.Target.V.OK || g.Target.Or(measure.Some(measure.One)).OK || !g.EndOn.Set {
		t.Errorf("an empty cell keeps %+v", g.Target)
	}
}

func TestAllProblemsOfAllFilesAtOnce(t *testing.T) {
	files := []sheet.File{
		fileOf("people.csv", []byte("key,role,start_on,email\n,boss,2026-02-31,lea\np1,rep,2026-01-01,p1@exemple.fr\np1,rep,,\n")),
		fileOf("results.csv", []byte("ref,occurred_on,kind,person,amount,credits\nd1,2026-01-01,call,p1,12x,p2:100\n")),
	}
	_, err := sheet.Read(files, sheet.Options{})
	var got []string
	for _, e := range fault.All(err) {
		got = append(got, e.Where.File+" "+string(rune('0'+e.Where.Row))+" "+e.Where.Column+" "+e.Where.Value+" "+e.Code)
	}
	want := []string{
		"people.csv 2 key  key.missing", "people.csv 2 email lea email.invalid", "people.csv 2 role boss choice.unknown",
		"people.csv 2 start_on 2026-02-31 date.invalid", "people.csv 4 key p1 key.duplicate",
		"results.csv 2 amount 12x number.invalid", "results.csv 2 credits p2:100 credits.twice",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestDecimalsBeyondFourAreRoundedAndToldOnce(t *testing.T) {
	b := read(t, "results.csv", "ref,occurred_on,kind,person,amount\na,2026-01-01,deal_won,p,1.00005\nb,2026-01-01,deal_won,p,-1.00005\nc,2026-01-01,deal_won,p,1.500000\n")
	if b.Results[0].Amount.Amount != 10_001 || b.Results[1].Amount.Amount != -10_001 || b.Results[2].Amount.Amount != 15_000 {
		t.Errorf("amounts %v %v %v", b.Results[0].Amount, b.Results[1].Amount, b.Results[2].Amount)
	}
	if told := withCode(b.Warnings, "decimals.rounded"); len(told) != 1 || told[0].Args["n"] != 2 || told[0].Where.Row != 2 {
		t.Errorf("told %+v", told)
	}
}

func TestUnknownColumnsAreAWarningWhereTheyAreNoAttributes(t *testing.T) {
	b := read(t, "teams.csv", "key,colour\nnord,red\n")
	if told := withCode(b.Warnings, "column.unknown"); len(told) != 1 || told[0].Where.Column != "colour" {
		t.Errorf("told %+v", b.Warnings)
	}
}

func TestRowsAreNumberedAsASpreadsheetShowsThem(t *testing.T) {
	for name, text := range map[string]string{
		"blank lines": "\n\nref,kind\n\na,cancelled\n\n,cancelled\n",
		"line breaks": "sep=,\nref,kind,note\n\"a\",cancelled,\"one\ntwo\n\nthree\"\n\n\n,cancelled,\n",
		"old mac":     "x,y\r\r\r\r\r,z",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := sheet.Read([]sheet.File{fileOf("results.csv", []byte(text))}, sheet.Options{})
			if name == "old mac" {
				if all := fault.All(err); len(all) != 2 || all[0].Where.Row != 1 || all[0].Code != "import.missing_column" {
					t.Errorf("got %v", all)
				}
				return
			}
			want := map[string]int{"blank lines": 7, "line breaks": 6}[name]
			if all := fault.All(err); len(all) != 1 || all[0].Where.Row != want || all[0].Code != "key.missing" {
				t.Errorf("got %+v at %+v, want row %d", all[0], all[0].Where, want)
			}
		})
	}
}

func TestTheDelimiterIsFound(t *testing.T) {
	for name, text := range map[string]string{
		"comma": "ref,kind\na,cancelled", "semicolon": "ref;kind\na;cancelled", "tab": "ref\tkind\na\tcancelled",
		"declared":              "sep=;\r\nref;kind\r\na;cancelled\r\n",
		"other signs in quotes": "ref;\"kind\";\"a,b,c,d\"\na;cancelled;",
		"old mac":               "ref,kind\ra,cancelled\r",
		"guarded":               "ref,'=x,kind\na,b,cancelled",
	} {
		t.Run(name, func(t *testing.T) {
			if b := read(t, "results.csv", text); len(b.Results) != 1 || b.Results[0].Ref != "a" || b.Results[0].Kind != "cancelled" {
				t.Errorf("got %+v", b.Results)
			}
		})
	}
}

func TestAFileIsRecognisedByItsNameOrByItsColumns(t *testing.T) {
	for _, c := range []struct {
		file, text string
		want       sheet.Kind
	}{
		{"export-resultats-T4.csv", "ref,kind\na,cancelled", sheet.Results},
		{"whatever.txt", "ref,kind\na,cancelled", sheet.Results},
		{"equipe-nord.csv", "key,tier,owner\na,individual,person:p", sheet.Goals},
		{"personnes.csv", "key,name\na,b", sheet.People},
		{"C:\\Users\\lea\\teams.csv", "key,name\na,b", sheet.Teams},
		{"results.csv", "goal,key,title\na,b,c", sheet.Steps},
		{"x.csv", "person,team,from\na,b,2026-01-01", sheet.Memberships},
		{"x.csv", "person,from,to\na,2026-01-01,2026-01-02", sheet.Absences},
	} {
		t.Run(c.file+" "+string(c.want), func(t *testing.T) {
			if b := read(t, c.file, c.text); b.Files[0].Kind != c.want || b.Files[0].Rows != 1 {
				t.Errorf("got %+v, want %s", b.Files[0], c.want)
			}
		})
	}
}

func TestTheCallerMaySayWhatAFileIs(t *testing.T) {
	b, err := sheet.Read([]sheet.File{fileOf("x.csv", []byte("key,name\na,b"))}, sheet.Options{Kind: sheet.Metrics})
	if err != nil || len(b.Metrics) != 1 {
		t.Errorf("got %+v, %v", b, err)
	}
}

func TestProgressEndsAtTheTotal(t *testing.T) {
	text := []byte("ref,kind\na,cancelled\n")
	var last, total int64
	_, err := sheet.Read([]sheet.File{fileOf("results.csv", text), fileOf("2.csv", text)}, sheet.Options{Progress: func(d, n int64) {
		if d < last {
			t.Errorf("progress goes back from %d to %d", last, d)
		}
		last, total = d, n
	}})
	if err != nil || last != total || total != int64(2*len(text)) {
		t.Errorf("ended at %d of %d, %v", last, total, err)
	}
}

// read reads one English file that must be right.
func read(t *testing.T, name, text string) sheet.Batch {
	t.Helper()
	b, err := sheet.Read([]sheet.File{fileOf(name, []byte(text))}, sheet.Options{})
	if err != nil {
		t.Fatalf("refused: %+v at %+v", *fault.All(err)[0], fault.All(err)[0].Where)
	}
	return b
}

func TestATitleAboveTheHeaderIsSteppedOver(t *testing.T) {
	b := read(t, "export.csv", "Export du 12 mars\n\n\"Ventes, Ouest\"\nref;kind;person\na;cancelled;\n")
	if told := withCode(b.Warnings, "import.rows_above"); len(b.Results) != 1 || b.Results[0].At.Row != 5 || len(told) != 1 || told[0].Args["n"] != 2 {
		t.Errorf("got %+v, warnings %v", b.Results, b.Warnings)
	}
	columns, rows, err := sheet.Preview(fileOf("export.csv", []byte("Export\nid;who\n1;p1\n")), sheet.Options{}, 3)
	if err != nil || !reflect.DeepEqual(columns, []string{"id", "who"}) || len(rows) != 1 {
		t.Errorf("a look gives %q %q, %v", columns, rows, err)
	}
}

func TestATeamIsCreditedInEitherLanguage(t *testing.T) {
	b := read(t, "results.csv", "ref,occurred_on,kind,person,credits\na,2026-01-01,profit,team:nord,\nb,2026-01-01,profit,équipe:nord,\nc,2026-01-01,profit,,équipe:nord:100\n")
	for _, r := range b.Results {
		if r.Credits[0].Owner != "team:nord" {
			t.Errorf("row %d credits %s", r.At.Row, r.Credits[0].Owner)
		}
	}
}
