package sheet_test

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cordee/internal/fault"
	"cordee/internal/sheet"
)

const frenchExport = "Référence;Commercial;Étape;Date de clôture;Montant HT;Compte\n" +
	"A-1;Léa Martin;Gagnée;03/02/2026;\"1\u202f234,50 €\";Alpina\n" +
	"A-2;Karim Benali;Perdue;10/02/2026;800;Alpina\n" +
	"A-3;Karim Benali;En cours;;5 000;Nivéa\n"

func TestAMappingReadsSomebodyElsesColumns(t *testing.T) {
	b := readMapped(t, `
table: results
source: crm
columns:
  ref: Référence
  person: {column: commercial}
  kind: Étape
  occurred_on: {column: Date de clôture, format: JJ/MM/AAAA}
  amount: {column: Montant HT, format: "1 234,56"}
  attributes: {client: Compte}
values:
  étape: {gagnée: deal_won, Perdue: deal_lost}
skip:
  - {column: Étape, values: [en cours]}
people: name
`, fileOf("export.csv", []byte(frenchExport)))
	if len(b.Results) != 2 {
		t.Fatalf("got %+v", b.Results)
	}
	r := b.Results[0]
	if r.Ref != "A-1" || r.Credits[0].Owner != "name:Léa Martin" || r.Kind != "deal_won" || r.OccurredOn.String() != "2026-02-03" ||
		r.Amount.String() != "1234.5" || r.Attrs["client"] != "Alpina" || r.Source != "crm" {
		t.Errorf("got %+v", r)
	}
	if told := withCode(b.Warnings, "rows.skipped"); len(told) != 1 || told[0].Args["reasons"] != "Étape = En cours (1)" {
		t.Errorf("rows left out are told as %+v", told)
	}
}

func TestTheSameExportIsGuessed(t *testing.T) {
	f := fileOf("export.csv", []byte(frenchExport))
	columns, rows, err := sheet.Preview(f, sheet.Options{French: true}, 10)
	if err != nil {
		t.Fatal(err)
	}
	m := sheet.Guess(columns, rows)
	b, err := sheet.Read([]sheet.File{f}, sheet.Options{Mapping: &m})
	if err != nil || len(b.Results) != 2 {
		t.Fatalf("%s\nreads %+v, %v", m.YAML(), b.Results, err)
	}
	if r := b.Results[1]; r.Kind != "deal_lost" || r.Credits[0].Owner != "name:Karim Benali" || r.Amount.String() != "800" || r.Attrs["compte"] != "Alpina" {
		t.Errorf("got %+v", r)
	}
}

func TestGuessesOfWidespreadExports(t *testing.T) {
	for name, c := range map[string]struct {
		columns []string
		row     []string
		want    map[string]string
	}{
		"hubspot": {
			[]string{"Record ID", "Deal Name", "Deal Stage", "Close Date", "Deal owner", "Amount"},
			[]string{"90071", "Alpina renewal", "Closed won", "2026-02-03 14:30", "Léa Martin", "1200.00"},
			map[string]string{"ref": "Record ID", "kind": "Deal Stage", "occurred_on": "Close Date", "person": "Deal owner", "amount": "Amount"},
		},
		"salesforce": {
			[]string{"Opportunity ID", "Opportunity Owner", "Amount Currency", "Amount", "Close Date", "Stage"},
			[]string{"006Qy", "Léa Martin", "EUR", "1,200.00", "3/2/2026", "Closed Won"},
			map[string]string{"ref": "Opportunity ID", "currency": "Amount Currency", "kind": "Stage", "occurred_on": "Close Date", "amount": "Amount", "person": "Opportunity Owner"},
		},
		"a shop's invoices": {
			[]string{"N° facture", "Vendeur", "Date facture", "Total HT", "TVA"},
			[]string{"F-1", "lea@exemple.fr", "03.02.2026", "1 200,00", "240,00"},
			map[string]string{"ref": "N° facture", "person": "Vendeur", "occurred_on": "Date facture", "amount": "Total HT"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := map[string]string{}
			for field, column := range sheet.Guess(c.columns, [][]string{c.row}).Columns.Of {
				got[field] = column.Column
			}
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("got  %v\nwant %v", got, c.want)
			}
		})
	}
}

func TestAMappingThatCannotBeFollowedSaysWhy(t *testing.T) {
	for _, c := range []struct{ name, mapping, code string }{
		{"nothing", "", "mapping.empty"},
		{"no yaml", "table: [", "mapping.unreadable"},
		{"a field of its own", "table: results\ncolours: {}", "mapping.word"},
		{"a detail of its own", "table: results\ncolumns: {ref: {colour: x}}", "mapping.word"},
		{"no table", "columns: {ref: x}", "mapping.table"},
		{"an unknown table", "table: deals", "mapping.table"},
		{"an unknown field", "table: results\ncolumns: {deal: x}", "mapping.field"},
		{"a field from nowhere", "table: results\ncolumns: {ref: {default: x}}", "mapping.column"},
		{"a field from two places", "table: results\ncolumns: {ref: {column: x, template: '{x}'}}", "mapping.column"},
		{"a constant twice", "table: results\ncolumns: {kind: x}\nconstants: {kind: call}", "mapping.twice"},
		{"attributes of people", "table: people\ncolumns: {key: x, attributes: [y]}", "mapping.attributes"},
		{"people by their hair", "table: results\npeople: hair", "mapping.people"},
		{"a format of dates", "table: results\ndate_format: DD/MM", "mapping.format"},
		{"a format of numbers", "table: results\nnumber_format: roman", "mapping.format"},
		{"a pattern", "table: results\nfile: '[a'", "mapping.file"},
		{"half a join", "table: results\njoin: {file: x.csv}", "mapping.join"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := sheet.ParseMapping([]byte(c.mapping)); !fault.Is(err, c.code) {
				t.Errorf("got %v, want %s", fault.All(err), c.code)
			}
		})
	}
}

// Whatever is wrong with a mapping is told at once, each with its line, and never in the words of the reader of YAML.
func TestAMappingTellsEverythingAndWhere(t *testing.T) {
	const start = "table: results\n"
	for _, c := range []struct{ name, mapping, want string }{
		{"a bracket left open", start + "columns:\n  ref: [id\n  kind: stage\n", "3 mapping.unreadable"},
		{"a colon in a text", start + "columns:\n  ref: N°: id\n", "3 mapping.unreadable"},
		{"a tab", start + "columns:\n\tref: id\n", "3 mapping.tab"},
		{"a list for a mapping", "- table\n", "1 mapping.not_words"},
		{"a text for a mapping", "results\n", "1 mapping.not_words"},
		{"wrong kinds of values", "table: [results]\ncolumns: id\nskip_empty: date\ndistinct: perhaps\nonly: {column: x}\nvalues: {stage: won}\n",
			"1 mapping.want_text table, 2 mapping.want_words columns, 3 mapping.want_list skip_empty, 4 mapping.want_flag distinct, 5 mapping.want_list only, 6 mapping.want_words stage"},
		{"unknown words, at every depth", start + "colours: {}\ncolumns:\n  ref: {colour: x}\n  kind: {add_days: soon}\nskip:\n- {colum: x}\njoin: {files: y}\n",
			"2 mapping.word colours, 4 mapping.word colour, 5 mapping.want_number add_days, 7 mapping.word colum, 8 mapping.word files"},
		{"a word twice", start + "people: name\npeople: key\n", "3 mapping.word_twice people"},
		{"what no file could make right", start + "columns:\n  ref: id\n  deal: x\npeople: hair\ndate_format: DD\n", "4 mapping.field, 5 mapping.people, 6 mapping.format"},
		{"in one of several tables", "people: key\ntables:\n- table: results\n  columns: {ref: id}\n- table: people\n  columns: {ref: id}\n", "6 mapping.field"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := sheet.ParseMapping([]byte(c.mapping))
			var got []string
			for _, e := range fault.All(err) {
				got = append(got, strings.TrimSpace(fmt.Sprint(e.Where.Row, " ", e.Code, " ", e.Where.Column)))
			}
			if s := strings.Join(got, ", "); s != c.want {
				t.Errorf("got  %s\nwant %s", s, c.want)
			}
		})
	}
}

// Anchors and merged words are YAML like any other; without end they are refused.
func TestAMappingMayRepeatItself(t *testing.T) {
	m, err := sheet.ParseMapping([]byte("tables:\n- &one\n  table: results\n  file: a.csv\n  columns: {ref: id}\n- <<: *one\n  file: b.csv\n"))
	if err != nil || len(m.Tables) != 2 || m.Tables[1].Columns.Of["ref"].Column != "id" {
		t.Errorf("%+v %v", m, err)
	}
	bomb := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'k'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat("*"+string(c-1)+",", 9), ","))
	}
	if _, err := sheet.ParseMapping([]byte("skip_empty: &s\n- x\n" + bomb)); !fault.Is(err, "mapping.word") {
		t.Errorf("got %v", err)
	}
}

func TestAFileThatDoesNotFitItsMappingSaysWhere(t *testing.T) {
	const start = "table: results\npeople: name\ncolumns: {ref: id, kind: stage, person: who, occurred_on: day}\n"
	for _, c := range []struct{ name, mapping, text, code, column string }{
		{"a column is missing", start, "id,stage,who\na,Won,x\n", "mapping.column_missing", "day"},
		{"a field is missing", "table: results\ncolumns: {ref: id}\n", "id\na\n", "mapping.field_missing", "kind"},
		{"a value has no meaning", start + "values: {stage: {Won: deal_won}}\n", "id,stage,who,day\na,Maybe,x,2026-01-01\n", "mapping.value_unknown", "stage"},
		{"a bad day", start, "id,stage,who,day\na,call,x,1/2/2026\n", "date.invalid", "day"},
		{"an empty reference", start, "id,stage,who,day\n,call,x,2026-01-02\n", "key.missing", "id"},
		{"nobody", start, "id,stage,who,day\na,call,,2026-01-02\n", "value.missing", "who"},
		{"a join without its file", start + "join: {file: other.csv, on: id, columns: [x]}\n", "id,stage,who,day\na,call,x,2026-01-02\n", "mapping.join_file", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, err := sheet.ParseMapping([]byte(c.mapping))
			if err != nil {
				t.Fatal(err)
			}
			_, err = sheet.Read([]sheet.File{fileOf("x.csv", []byte(c.text))}, sheet.Options{Mapping: &m})
			if !fault.Is(err, c.code) {
				t.Fatalf("got %v, want %s", fault.All(err), c.code)
			}
			for _, e := range fault.All(err) {
				if e.Code == c.code && c.column != "" && (e.Where == nil || e.Where.Column != c.column) {
					t.Errorf("%s blames %+v, want column %s", e.Code, e.Where, c.column)
				}
			}
		})
	}
}

func TestAJoinThatFindsNothingOrTwoIsRefused(t *testing.T) {
	m, err := sheet.ParseMapping([]byte(`
table: results
join: {file: orders.csv, on: order, their: id, columns: [who, day]}
columns: {ref: line, person: who, occurred_on: day}
constants: {kind: deal_won}
`))
	if err != nil {
		t.Fatal(err)
	}
	lines := fileOf("lines.csv", []byte("line,order\na,1\nb,3\n"))
	orders := fileOf("orders.csv", []byte("id,who,day\n1,p1,2026-01-01\n2,p2,2026-01-01\n2,p3,2026-01-01\n"))
	b, err := sheet.Read([]sheet.File{lines, orders}, sheet.Options{Mapping: &m})
	all := fault.All(err)
	if len(all) != 2 || all[0].Code != "mapping.join_twice" || all[0].Where.Row != 4 || all[1].Code != "mapping.join_missing" || all[1].Where.Row != 3 {
		t.Errorf("got %v", all)
	}
	if len(b.Results) != 1 || b.Results[0].Credits[0].Owner != "p1" {
		t.Errorf("got %+v", b.Results)
	}
}

func TestOurOwnTablesBesideAMappingAreReadAsTheyAre(t *testing.T) {
	m, err := sheet.ParseMapping([]byte("table: results\ncolumns: {ref: id, person: who, occurred_on: day}\nconstants: {kind: call}"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := sheet.Read([]sheet.File{
		fileOf("people.csv", []byte("key,name,role\np1,Léa,rep\n")), fileOf("export.csv", []byte("id,who,day\n1,p1,2026-01-01\n")),
	}, sheet.Options{Mapping: &m})
	if err != nil || len(b.People) != 1 || len(b.Results) != 1 {
		t.Errorf("got %+v, %v", b, fault.All(err))
	}
}

func TestAllOtherColumnsMayBecomeAttributes(t *testing.T) {
	b := readMapped(t, "table: results\ncolumns: {ref: id, person: who, occurred_on: day, attributes: ['*']}\nconstants: {kind: call, channel: phone}",
		fileOf("x.csv", []byte("id,who,day,Product,Pays d'origine\n1,p1,2026-01-01,GTX,France\n")))
	want := map[string]string{"product": "GTX", "pays_d_origine": "France", "channel": "phone"}
	if got := b.Results[0].Attrs; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestADefaultAndAShiftOfDays(t *testing.T) {
	b := readMapped(t, `
table: goals
columns:
  key: {template: "q-{who}-{n}"}
  owner: {template: "person:{who}"}
  end_on: {column: until, add_days: -1, format: D.M.YYYY}
  tier: {column: level, default: individual, values: {co: collective}}
people: email
`, fileOf("x.csv", []byte("who,n,until,level\np@x.fr,1,01.04.2026,\np@x.fr,2,1.5.2026,co\n")))
	first, second := b.Goals[0], b.Goals[1]
	if first.Key != "q-p@x.fr-1" || first.Owner.V != "person:email:p@x.fr" || first.EndOn.V.String() != "2026-03-31" || first.Tier.V != "individual" {
		t.Errorf("the first is %+v", first)
	}
	if second.EndOn.V.String() != "2026-04-30" || second.Tier.V != "collective" {
		t.Errorf("the second is %+v", second)
	}
}

func TestAMappingSurvivesItsOwnYAML(t *testing.T) {
	for _, text := range []string{mavenTeams, mavenDeals, bikesPeople, northwind} {
		m, err := sheet.ParseMapping([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		back, err := sheet.ParseMapping(m.YAML())
		if err != nil || !reflect.DeepEqual(m, back) {
			t.Errorf("%v\n%s\ngot  %+v\nwant %+v", fault.All(err), m.YAML(), back, m)
		}
	}
}

func TestEveryGuessIsAMapping(t *testing.T) {
	names := []string{"id", "date", "montant", "owner", "stage", "notes", "devise", "n°", "Étape", "email", "", "x y"}
	rapid.Check(t, func(t *rapid.T) {
		columns := rapid.SliceOfN(rapid.SampledFrom(names), 0, 8).Draw(t, "columns")
		rows := rapid.SliceOfN(rapid.SliceOfN(rapid.OneOf(trickyText, rapid.SampledFrom([]string{"Won", "2026-01-01", "3/2/2026", "1,5", ""})), 0, 9), 0, 5).Draw(t, "rows")
		m := sheet.Guess(columns, rows)
		if back, err := sheet.ParseMapping(m.YAML()); err != nil || back.Table != sheet.Results {
			t.Fatalf("%s\n%v", m.YAML(), fault.All(err))
		}
	})
}

func TestEveryExampleOfTheDocumentationIsAMapping(t *testing.T) {
	doc, err := os.ReadFile("../../docs/formats-mapping.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(doc), "```yaml\n")
	if len(blocks) < 6 {
		t.Fatalf("%d examples found", len(blocks)-1)
	}
	for _, block := range blocks[1:] {
		text, _, _ := strings.Cut(block, "```")
		if _, err := sheet.ParseMapping([]byte(text)); err != nil {
			t.Errorf("%v\n%s", fault.All(err), text)
		}
	}
}
