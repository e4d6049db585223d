package sheet_test

import (
	"bytes"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/period"
	"cordee/internal/sheet"
)

// Workbooks as other programs write them; excelize is the witness for both directions.

// written is a workbook of excelize, one sheet per entry, cell by cell.
func written(t *testing.T, change func(f *excelize.File)) sheet.File {
	t.Helper()
	f := excelize.NewFile()
	change(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return fileOf("import.xlsx", b.Bytes())
}

func setRows(t *testing.T, f *excelize.File, name string, rows ...[]any) {
	t.Helper()
	if f.GetSheetList()[0] == "Sheet1" {
		if err := f.SetSheetName("Sheet1", name); err != nil {
			t.Fatal(err)
		}
	} else if _, err := f.NewSheet(name); err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := f.SetSheetRow(name, cell, &row); err != nil {
			t.Fatal(err)
		}
	}
}

func readBook(t *testing.T, f sheet.File) sheet.Batch {
	t.Helper()
	b, err := sheet.Read([]sheet.File{f}, sheet.Options{French: true})
	if err != nil {
		t.Fatalf("refused: %+v at %+v", *fault.All(err)[0], fault.All(err)[0].Where)
	}
	return b
}

func TestAWorkbookOfSeveralSheets(t *testing.T) {
	b := readBook(t, written(t, func(f *excelize.File) {
		setRows(t, f, "Équipes", []any{"clé", "nom"}, []any{"nord", "Nord"})
		setRows(t, f, "Notes", []any{"à voir avec Karim"})
		setRows(t, f, "Feuil3", []any{"ref", "type", "date", "personne", "montant"},
			[]any{"d1", "deal_won", time.Date(2026, 2, 10, 0, 0, 0, 0, time.UTC), "lea", 80487704.1832},
			[]any{}, []any{7, "deal_won", "11/02/2026", 12345678901234, "1\u202f234,56 €"})
	}))
	if len(b.Teams) != 1 || len(b.Results) != 2 || len(b.Files) != 2 || b.Files[1].Sheet != "Feuil3" {
		t.Fatalf("got %+v", b)
	}
	first, second := b.Results[0], b.Results[1]
	if first.OccurredOn != period.On(2026, 2, 10) || first.Amount.String() != "80487704.1832" || first.At.Row != 2 {
		t.Errorf("the first result is %+v", first)
	}
	if second.Ref != "7" || second.Credits[0].Owner != "12345678901234" || second.Amount.String() != "1234.56" || second.At.Row != 4 {
		t.Errorf("the second result is %+v", second)
	}
	if skipped := withCode(b.Warnings, "import.sheet_skipped"); len(skipped) != 1 || skipped[0].Where.Sheet != "Notes" {
		t.Errorf("warnings %+v", b.Warnings)
	}
}

func TestCellsSayWhatTheirLookMeans(t *testing.T) {
	look := func(f *excelize.File, cell string, s excelize.Style, v any) {
		id, err := f.NewStyle(&s)
		if err == nil {
			err = f.SetCellStyle("tasks", cell, cell, id)
		}
		if err == nil {
			err = f.SetCellValue("tasks", cell, v)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	french, withTime, text, euros := "dd/mm/yyyy", "yyyy-mm-dd hh:mm", `"day "0`, `# ##0.00 [$€-40C];[Red]-# ##0.00 [$€-40C]`
	b := readBook(t, written(t, func(f *excelize.File) {
		setRows(t, f, "tasks", []any{"key", "b", "c", "d", "e", "f", "g", "h"})
		look(f, "A2", excelize.Style{}, "t1")
		look(f, "B2", excelize.Style{NumFmt: 14}, 46063)
		look(f, "C2", excelize.Style{CustomNumFmt: &french}, 46063)
		look(f, "D2", excelize.Style{CustomNumFmt: &withTime}, 46063.604166666664)
		look(f, "E2", excelize.Style{NumFmt: 10}, 0.6315)
		look(f, "F2", excelize.Style{CustomNumFmt: &text}, 46063)
		look(f, "G2", excelize.Style{CustomNumFmt: &euros}, 0.1+0.2)
		look(f, "H2", excelize.Style{}, true)
	}))
	want := map[string]string{"b": "2026-02-10", "c": "2026-02-10", "d": "2026-02-10 14:30:00", "e": "63.15%", "f": "46063", "g": "0.3", "h": "yes"}
	if got := b.Tasks[0].Attrs; !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestRichTextIsReadWithoutItsPronunciation(t *testing.T) {
	shared := `<sst><si><t>ref</t></si><si><t>kind</t></si><si><r><rPr><b/></rPr><t>Lé</t></r><r><t xml:space="preserve">a </t></r>` +
		`<r><t>_x0041_</t></r><rPh sb="0" eb="1"><t>no</t></rPh></si></sst>`
	rows := `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>` +
		`<row r="5"><c r="C5" t="s"><v>2</v></c><c r="A5" t="inlineStr"><is><t>a</t></is></c><c r="D5" s="1"/></row></sheetData></worksheet>`
	_, err := sheet.Read([]sheet.File{fileOf("results.xlsx", workbookOf(map[string]io.Reader{
		"xl/sharedStrings.xml": strings.NewReader(shared), "xl/worksheets/sheet1.xml": strings.NewReader(rows)}))}, sheet.Options{})
	for _, e := range fault.All(err) { // it has neither day nor person
		if e.Code != "value.missing" || e.Where.Row != 5 {
			t.Errorf("got %+v at %+v", e, e.Where)
		}
	}
	columns, cells, err := sheet.Preview(fileOf("results.xlsx", workbookOf(map[string]io.Reader{
		"xl/sharedStrings.xml": strings.NewReader(shared), "xl/worksheets/sheet1.xml": strings.NewReader(rows)})), sheet.Options{}, 5)
	if err != nil || !reflect.DeepEqual(columns, []string{"ref", "", "kind"}) || !reflect.DeepEqual(cells, [][]string{{"a", "", "Léa A"}}) {
		t.Errorf("a look gives %q %q, %v", columns, cells, err)
	}
}

func TestFormulasGiveTheirResultAndMergedCellsAWarning(t *testing.T) {
	b := readBook(t, written(t, func(f *excelize.File) {
		setRows(t, f, "results", []any{"ref", "kind", "note"}, []any{"a", "cancelled", "x"}, []any{"b", "cancelled", nil})
		if err := f.MergeCell("results", "C2", "C3"); err != nil {
			t.Fatal(err)
		}
	}))
	if told := withCode(b.Warnings, "import.merged_cells"); len(told) != 1 || told[0].Args["cells"] != "C2:C3" || len(b.Results) != 2 {
		t.Errorf("got %+v", b.Warnings)
	}
	formula := `<c t="str"><f>A1</f><v>cancelled</v></c>`
	b = readBook(t, fileOf("results.xlsx", sheetOf(workbookRow("ref", "kind"), "<row>"+inline("a")+formula+"</row>")))
	if b.Results[0].Kind != "cancelled" {
		t.Errorf("got %+v", b.Results)
	}
}

func TestDaysOfTheOtherEpoch(t *testing.T) {
	b := readBook(t, written(t, func(f *excelize.File) {
		yes := true
		if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}); err != nil {
			t.Fatal(err)
		}
		setRows(t, f, "absences", []any{"person", "from", "to"},
			[]any{"lea", time.Date(2026, 2, 10, 0, 0, 0, 0, time.UTC), time.Date(2026, 2, 12, 0, 0, 0, 0, time.UTC)})
	}))
	if a := b.Absences[0]; a.From != period.On(2026, 2, 10) || a.To != period.On(2026, 2, 12) {
		t.Errorf("got %+v", a)
	}
}

func TestOurWorkbooksOpenElsewhere(t *testing.T) {
	var out bytes.Buffer
	err := sheet.WriteXLSX(&out, sheet.Batch{
		Teams: []sheet.TeamRow{{Key: "=nord", Name: sheet.Val("A&B <ç> _x0041_")}},
		Goals: []sheet.GoalRow{{Key: "g1", Target: sheet.Val(measure.Some(1_234_5000)), StartOn: sheet.Val(period.On(2026, 1, 1))}},
	})
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	if got := f.GetSheetList(); !reflect.DeepEqual(got, []string{"teams", "goals"}) {
		t.Errorf("sheets %v", got)
	}
	teams, _ := f.GetRows("teams")
	if !reflect.DeepEqual(teams, [][]string{{"key", "name"}, {"'=nord", "A&B <ç> _x0041_"}}) {
		t.Errorf("teams %q", teams)
	}
	goals, _ := f.GetRows("goals")
	if !reflect.DeepEqual(goals, [][]string{{"key", "target", "start_on"}, {"g1", "1234.5", "2026-01-01"}}) {
		t.Errorf("goals %q", goals)
	}
	if kind, _ := f.GetCellType("goals", "B2"); kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Errorf("the target is a cell of type %v, want a number", kind)
	}
}

func TestAnEmptyExportIsAFormToFillIn(t *testing.T) {
	var out bytes.Buffer
	if err := sheet.WriteXLSX(&out, sheet.Batch{}); err != nil {
		t.Fatal(err)
	}
	b, err := sheet.Read([]sheet.File{fileOf("form.xlsx", out.Bytes())}, sheet.Options{})
	if err != nil || len(b.Files) != len(sheet.Kinds) || len(b.Warnings) != 0 {
		t.Errorf("got %+v, %v", b, err)
	}
}

func TestACellTooLongForASpreadsheetIsRefusedInsteadOfCutOff(t *testing.T) {
	err := sheet.WriteXLSX(&bytes.Buffer{}, sheet.Batch{Teams: []sheet.TeamRow{{Key: "k", Name: sheet.Val(strings.Repeat("é", 32_768))}}})
	if !fault.Is(err, "export.cell_too_long") {
		t.Errorf("got %v", err)
	}
}

func TestAMappingTakesTheSheetsThatHaveItsColumns(t *testing.T) {
	f := written(t, func(f *excelize.File) {
		setRows(t, f, "Lisez-moi", []any{"Export du CRM"}, []any{"à jour"})
		setRows(t, f, "Affaires", []any{"id", "who", "day"}, []any{"1", "p1", time.Date(2026, 2, 10, 0, 0, 0, 0, time.UTC)})
	})
	m, err := sheet.ParseMapping([]byte("table: results\ndate_format: D/M/YYYY\ncolumns: {ref: id, person: who, occurred_on: day}\nconstants: {kind: call}"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := sheet.Read([]sheet.File{f}, sheet.Options{Mapping: &m})
	if err != nil || len(b.Results) != 1 || b.Results[0].OccurredOn != period.On(2026, 2, 10) {
		t.Errorf("got %+v, %v", b.Results, fault.All(err))
	}
}

func TestWhatTheOtherProgramWritesWeReadCellByCell(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		width := rapid.IntRange(2, 5).Draw(r, "width")
		cell := rapid.OneOf(trickyText, rapid.Just(""), rapid.StringMatching(`[ -~é€]{0,9}[a-z]`)).Filter(func(s string) bool {
			return !strings.Contains(s, "_x") // the witness writes these as escapes of other characters
		})
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, width, width), 1, 6).Draw(r, "rows")
		f := excelize.NewFile()
		header := []any{}
		for i := range width {
			header = append(header, string(rune('a'+i)))
		}
		setRows(t, f, "x", header)
		var want [][]string
		for i, row := range rows {
			anchor, _ := excelize.CoordinatesToCellName(1, i+2)
			if err := f.SetSheetRow("x", anchor, &row); err != nil {
				r.Fatal(err)
			}
			plain := make([]string, width)
			for j, s := range row {
				plain[j] = strings.TrimSpace(s)
			}
			if strings.Join(plain, "") != "" {
				want = append(want, plain)
			}
		}
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			r.Fatal(err)
		}
		_, got, err := sheet.Preview(fileOf("x.xlsx", b.Bytes()), sheet.Options{}, 10)
		if err != nil || !reflect.DeepEqual(unguard(got), unguard(want)) {
			r.Fatalf("got  %q\nwant %q, %v", got, want, err)
		}
	})
}

// unguard leaves out apostrophes, which our reader takes for guards where a formula would follow.
func unguard(rows [][]string) [][]string {
	out := make([][]string, len(rows))
	for i, row := range rows {
		for _, s := range row {
			out[i] = append(out[i], strings.TrimLeft(s, "'"))
		}
	}
	return out
}
