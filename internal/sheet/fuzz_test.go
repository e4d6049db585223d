package sheet_test

import (
	"bytes"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"cordee/internal/fault"
	"cordee/internal/sheet"
)

// Whatever the bytes, reading ends with rows or with a report; what was read can be written and read again.

func FuzzCSV(f *testing.F) {
	for i, c := range corpus {
		file := c.make(rand.New(rand.NewPCG(uint64(i), 1)))
		data, err := io.ReadAll(io.NewSectionReader(file.Data, 0, file.Size))
		if err != nil {
			f.Fatal(err)
		}
		if len(data) < 64<<10 {
			f.Add(file.Name, data, i%2 == 0)
		}
	}
	f.Add("équipes.csv", []byte("clé;nom\nnord;\"Nord \"\"1\"\"\"\n"), true)
	f.Fuzz(func(t *testing.T, name string, data []byte, french bool) {
		b, err := sheet.Read([]sheet.File{fileOf(name, data)}, sheet.Options{French: french, Currency: "EUR", Limits: small})
		checkReport(t, err)
		if err == nil {
			readsBack(t, b)
		}
	})
}

func FuzzXLSX(f *testing.F) {
	r := rand.New(rand.NewPCG(1, 2))
	f.Add(workbook(r))
	f.Add(sheetOf(`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`))
	f.Add(sheetOf(`<row><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c><f>A1</f></c><c s="1"><v>46063.5</v></c></row>`))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := sheet.Read([]sheet.File{fileOf("x.xlsx", data)}, sheet.Options{Limits: small})
		checkReport(t, err)
	})
}

// FuzzSheetXML goes past the zip, where a fuzzer spends its time on checksums.
func FuzzSheetXML(f *testing.F) {
	f.Add([]byte(workbookRow("ref", "kind")+workbookRow("a", "cancelled")), []byte(`<sst><si><t>a</t></si></sst>`), []byte(`<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>`))
	f.Add([]byte(`<row r="3"><c r="B3" t="s" s="0"><v>0</v></c></row>`), []byte(`<sst><si><r><t>x</t></r></si></sst>`), []byte(`<numFmts><numFmt numFmtId="1" formatCode="y"/></numFmts>`))
	f.Fuzz(func(t *testing.T, rows, texts, styles []byte) {
		data := workbookOf(map[string]io.Reader{
			"xl/worksheets/sheet1.xml": io.MultiReader(strings.NewReader("<worksheet><sheetData>"), bytes.NewReader(rows), strings.NewReader("</sheetData></worksheet>")),
			"xl/sharedStrings.xml":     bytes.NewReader(texts), "xl/styles.xml": bytes.NewReader(styles),
		})
		_, err := sheet.Read([]sheet.File{fileOf("x.xlsx", data)}, sheet.Options{Limits: small})
		checkReport(t, err)
	})
}

func FuzzMapping(f *testing.F) {
	for _, text := range []string{mavenTeams, mavenDeals, bikesPeople, northwind, "a: &a [*a]", "table: results\ncolumns: {ref: '{x}'}"} {
		f.Add([]byte(text), []byte("opportunity_id,sales_agent,deal_stage,close_date,close_value\n1,a,Won,2017-01-01,5\n"))
	}
	f.Fuzz(func(t *testing.T, mapping, data []byte) {
		m, err := sheet.ParseMapping(mapping)
		if err != nil {
			checkReport(t, err)
			return
		}
		if _, err := sheet.ParseMapping(m.YAML()); err != nil {
			t.Fatalf("its own YAML is refused: %v\n%s", fault.All(err), m.YAML())
		}
		_, err = sheet.Read([]sheet.File{fileOf("teams.csv", data)}, sheet.Options{Mapping: &m, Limits: small})
		checkReport(t, err)
	})
}

// small limits let the fuzzer meet them.
var small = sheet.Limits{FileBytes: 1 << 20, UnpackedBytes: 1 << 20, RecordBytes: 4 << 10, Rows: 200, Ratio: 100}

// checkReport wants refusals that people can act on: codes, never an internal error.
func checkReport(t *testing.T, err error) {
	t.Helper()
	for _, e := range fault.All(err) {
		if e.Kind == fault.Internal || e.Code == "" {
			t.Fatalf("an error that is no report: %v", e)
		}
	}
}

// readsBack writes what was read and reads it again.
func readsBack(t *testing.T, b sheet.Batch) {
	t.Helper()
	var files []sheet.File
	for _, k := range sheet.Kinds {
		var out bytes.Buffer
		if err := sheet.WriteCSV(&out, k, b); err != nil {
			t.Fatal(err)
		}
		files = append(files, fileOf(string(k)+".csv", out.Bytes()))
	}
	back, err := sheet.Read(files, sheet.Options{})
	if err != nil {
		t.Fatalf("what was read is refused when written: %+v at %+v", *fault.All(err)[0], fault.All(err)[0].Where)
	}
	if len(back.Results) != len(b.Results) || len(back.Goals) != len(b.Goals) || len(back.Teams) != len(b.Teams) {
		t.Fatalf("rows are lost: %+v, was %+v", back, b)
	}
}
