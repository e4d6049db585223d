package sheet

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"cordee/internal/fault"
	"cordee/internal/period"
)

// maxCellUnits is how much text a spreadsheet keeps in a cell, in UTF-16 units; it would cut off the rest without a word.
const maxCellUnits = 32_767

// WriteXLSX writes every table of the batch that has rows, each as a sheet under the name of its kind; of an empty batch,
// all tables with their headers, as a form to fill in. Numbers and dates are cells of their kind, so that a spreadsheet can
// count with them. Read gives back the same rows.
func WriteXLSX(w io.Writer, b Batch) error {
	var kinds []Kind
	for _, k := range Kinds {
		if g, _ := b.grid(k); g.n > 0 {
			kinds = append(kinds, k)
		}
	}
	if len(kinds) == 0 {
		kinds = Kinds
	}
	var sheets []named
	for _, k := range kinds {
		g, _ := b.grid(k)
		sheets = append(sheets, named{string(k), g})
	}
	return writeBook(w, sheets)
}

// named is a table under the name of its sheet.
type named struct {
	name string
	grid
}

func writeBook(w io.Writer, sheets []named) error {
	z := zip.NewWriter(w)
	for _, p := range frameParts(sheets) {
		if err := writePart(z, p.name, func(w *bufio.Writer) error { _, err := w.WriteString(p.text); return err }); err != nil {
			return err
		}
	}
	for i, s := range sheets {
		err := writePart(z, fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), func(w *bufio.Writer) error { return writeSheet(w, s) })
		if err != nil {
			return err
		}
	}
	return z.Close()
}

func writePart(z *zip.Writer, name string, fill func(*bufio.Writer) error) error {
	p, err := z.Create(name)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(p, sampleBytes)
	if err := fill(w); err != nil {
		return err
	}
	return w.Flush()
}

type framePart struct{ name, text string }

const (
	xmlHead   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	relsSpace = `xmlns="http://schemas.openxmlformats.org/package/2006/relationships"`
	relTypes  = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	partTypes = `application/vnd.openxmlformats-officedocument.spreadsheetml`
)

// The cell formats of styles.xml, in their order.
const (
	lookDate   = 1
	lookHeader = 2
)

const stylesXML = xmlHead + `<styleSheet ` + mainSpace + `><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts>` +
	`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
	`<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
	`<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>` +
	`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

// frameParts are the parts of a workbook around its sheets.
func frameParts(list []named) []framePart {
	var types, rels, sheets strings.Builder
	for i, s := range list {
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%s.worksheet+xml"/>`, i+1, partTypes)
		fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, relTypes, i+1)
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, sheetName(s.name), i+1, i+1)
	}
	return []framePart{
		{"[Content_Types].xml", xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="` + partTypes + `.sheet.main+xml"/>` +
			`<Override PartName="/xl/styles.xml" ContentType="` + partTypes + `.styles+xml"/>` + types.String() + `</Types>`},
		{"_rels/.rels", xmlHead + `<Relationships ` + relsSpace + `><Relationship Id="rId1" Type="` + relTypes +
			`/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", xmlHead + `<workbook ` + mainSpace + ` xmlns:r="` + relTypes + `"><sheets>` + sheets.String() +
			`</sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", xmlHead + `<Relationships ` + relsSpace + `>` + rels.String() +
			fmt.Sprintf(`<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/></Relationships>`, len(list)+1, relTypes)},
		{"xl/styles.xml", stylesXML},
	}
}

// writeSheet writes one table below a header that stays in sight.
func writeSheet(w *bufio.Writer, g named) error {
	_, _ = w.WriteString(xmlHead + `<worksheet ` + mainSpace + `><sheetViews><sheetView workbookViewId="0">` +
		`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
		`<sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="` + strconv.Itoa(max(len(g.header), 1)) +
		`" width="18" customWidth="1"/></cols><sheetData><row r="1">`)
	for i, h := range g.header {
		if err := writeText(w, cellName(i, 1), h, lookHeader); err != nil {
			return err
		}
	}
	_, _ = w.WriteString(`</row>`)
	for i := range g.n {
		_, _ = fmt.Fprintf(w, `<row r="%d">`, i+2)
		for j, c := range g.row(i) {
			if err := writeCell(w, cellName(j, i+2), c); err != nil {
				return fault.All(err)[0].At(fault.Where{Sheet: g.name, Row: i + 2, Column: g.header[j], Value: shown(c.text)})
			}
		}
		_, _ = w.WriteString(`</row>`)
	}
	_, err := w.WriteString(`</sheetData></worksheet>`) // an earlier failure of the writer comes back here
	return err
}

func writeCell(w *bufio.Writer, name string, c out) error {
	switch {
	case c.text == "":
		return nil
	case c.look == asNumber && exactNumber(c.text):
		_, err := fmt.Fprintf(w, `<c r="%s"><v>%s</v></c>`, name, c.text)
		return err
	case c.look == asDate:
		if n, ok := serial(c.text); ok {
			_, err := fmt.Fprintf(w, `<c r="%s" s="%d"><v>%d</v></c>`, name, lookDate, n)
			return err
		}
	}
	return writeText(w, name, c.text, 0)
}

func writeText(w *bufio.Writer, name, s string, style int) error {
	s = guarded(s)
	if len(s) > maxCellUnits && len(utf16.Encode([]rune(s))) > maxCellUnits {
		return fault.New(fault.TooLarge, "export.cell_too_long", "max", maxCellUnits)
	}
	if style > 0 {
		_, _ = fmt.Fprintf(w, `<c r="%s" s="%d" t="inlineStr">`, name, style)
	} else {
		_, _ = fmt.Fprintf(w, `<c r="%s" t="inlineStr">`, name)
	}
	_, _ = w.WriteString(`<is><t xml:space="preserve">`)
	if err := xml.EscapeText(w, []byte(escapeX(s))); err != nil {
		return err
	}
	_, err := w.WriteString(`</t></is></c>`)
	return err
}

// exactNumber tells a number that survives the fifteen digits of a spreadsheet.
func exactNumber(s string) bool {
	digits := strings.TrimLeft(strings.NewReplacer("-", "", ".", "").Replace(s), "0")
	return plainNumber(s) && len(digits) <= 15
}

// serial is a date as a spreadsheet counts it, from March 1900 on, where all spreadsheets agree.
func serial(iso string) (int, bool) {
	d, err := period.ParseDate(iso)
	n := int(d - period.On(1899, time.December, 30))
	return n, err == nil && n > 60
}

// cellName is the address of a cell; columns count from 0, rows from 1.
func cellName(col, row int) string {
	letters := ""
	for col++; col > 0; col = (col - 1) / 26 {
		letters = string(rune('A'+(col-1)%26)) + letters
	}
	return letters + strconv.Itoa(row)
}

// escapeX keeps a text that only looks like one of the escapes of a spreadsheet from being read as one.
func escapeX(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if len(s)-i >= 7 && s[i] == '_' && s[i+1] == 'x' && s[i+6] == '_' {
			if _, err := strconv.ParseUint(s[i+2:i+6], 16, 16); err == nil {
				b.WriteString("_x005F_")
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
