package sheet_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf16"

	"cordee/internal/fault"
	"cordee/internal/sheet"
)

// The bad-input corpus (SAFETY I1): every class of trouble, twenty seeds of each. A file is read or refused with a full report;
// nothing panics, and what must be refused is refused with the code that tells a person what to do.

const seedsPerClass = 20

// class is one kind of trouble. Codes are what it must be refused with (one of them); none means that it must be read.
type class struct {
	name  string
	codes []string
	make  func(r *rand.Rand) sheet.File
}

func TestBadInputCorpus(t *testing.T) {
	seeds := 0
	for i, c := range corpus {
		t.Run(c.name, func(t *testing.T) {
			for seed := range seedsPerClass {
				seeds++
				checkSeed(t, c, rand.New(rand.NewPCG(uint64(i), uint64(seed))))
			}
		})
	}
	if len(corpus) < 20 || seeds < 320 {
		t.Errorf("%d classes and %d seeds, want at least 20 and 320", len(corpus), seeds)
	}
}

func checkSeed(t *testing.T, c class, r *rand.Rand) {
	t.Helper()
	f := c.make(r)
	_, err := sheet.Read([]sheet.File{f}, sheet.Options{Currency: "EUR"})
	if len(c.codes) == 0 {
		if err != nil {
			t.Errorf("refused: %+v", *fault.All(err)[0])
		}
		return
	}
	if err == nil {
		t.Error("accepted")
		return
	}
	found := false
	for _, e := range fault.All(err) {
		found = found || contains(c.codes, e.Code)
		if e.Kind == fault.Internal || (e.Code != "import.more_problems" && (e.Where == nil || e.Where.File != f.Name)) {
			t.Errorf("%s does not say where: %+v", e.Code, e.Where)
		}
	}
	if !found {
		t.Errorf("refused with %s, want one of %v", fault.All(err)[0].Code, c.codes)
	}
}

const header = "ref,occurred_on,kind,person,credits,amount,currency,product\n"

// goodRows are n results as a careful person writes them.
func goodRows(r *rand.Rand, n int) []string {
	rows := make([]string, n)
	for i := range rows {
		rows[i] = fmt.Sprintf("deal-%d,2026-%02d-%02d,deal_won,p%d,,%d.%02d,EUR,GTX Pro", i, 1+r.IntN(12), 1+r.IntN(28), r.IntN(9), r.IntN(100_000), r.IntN(100))
	}
	return rows
}

func csvFile(text string) sheet.File { return fileOf("results.csv", []byte(text)) }

func good(r *rand.Rand) string { return header + strings.Join(goodRows(r, 1+r.IntN(40)), "\n") + "\n" }

// withCell is a good file one cell of which holds something else.
func withCell(column int, values ...string) func(r *rand.Rand) sheet.File {
	return func(r *rand.Rand) sheet.File {
		rows := goodRows(r, 1+r.IntN(20))
		i := r.IntN(len(rows))
		cells := strings.Split(rows[i], ",")
		cells[column] = `"` + strings.ReplaceAll(values[r.IntN(len(values))], `"`, `""`) + `"`
		if column == 4 {
			cells[3] = ""
		}
		rows[i] = strings.Join(cells, ",")
		return csvFile(header + strings.Join(rows, "\n"))
	}
}

func withHeader(headers ...string) func(r *rand.Rand) sheet.File {
	return func(r *rand.Rand) sheet.File {
		return csvFile(headers[r.IntN(len(headers))] + "\n" + strings.Join(goodRows(r, 3), "\n"))
	}
}

var corpus = []class{
	{"as it should be", nil, func(r *rand.Rand) sheet.File { return csvFile(good(r)) }},
	{"byte order mark and windows line ends", nil, func(r *rand.Rand) sheet.File {
		return csvFile("\ufeff" + strings.ReplaceAll(good(r), "\n", "\r\n"))
	}},
	{"semicolons and tabs", nil, func(r *rand.Rand) sheet.File {
		return csvFile(strings.ReplaceAll(good(r), ",", []string{";", "\t"}[r.IntN(2)]))
	}},
	{"only a header", nil, func(r *rand.Rand) sheet.File { return csvFile(header + strings.Repeat("\n", r.IntN(5))) }},
	{"blank rows in between", nil, func(r *rand.Rand) sheet.File {
		return csvFile(header + strings.Join(goodRows(r, 9), []string{"\n\n\n", "\n,,,,,,,\n", "\n , ,,,,,,\n"}[r.IntN(3)]))
	}},
	{"nothing at all", []string{"import.empty_file"}, func(r *rand.Rand) sheet.File {
		return csvFile([]string{"", "\n", "\ufeff", "   ", "\r\n\r\n", "\t\t\n"}[r.IntN(6)])
	}},
	{"UTF-16", []string{"import.encoding"}, func(r *rand.Rand) sheet.File {
		var b bytes.Buffer
		mark, little := r.IntN(2) == 0, r.IntN(2) == 0
		text := good(r)
		if mark {
			text = "\ufeff" + text
		}
		for _, u := range utf16.Encode([]rune(text)) {
			if little {
				b.Write([]byte{byte(u), byte(u >> 8)})
			} else {
				b.Write([]byte{byte(u >> 8), byte(u)})
			}
		}
		return fileOf("results.csv", b.Bytes())
	}},
	{"Latin-1", []string{"import.encoding"}, func(r *rand.Rand) sheet.File {
		return csvFile(good(r) + strings.Repeat("x\n", r.IntN(2)*100_000) + "d,2026-01-01,deal_won,L\xe9a,,1,EUR,\n")
	}},
	{"control characters", []string{"control_character"}, withCell(7, "a\x00b", "bell\x07", "\x1b[31m", "del\x7f", "c1\u0085", "\x01\x02")},
	{"quotes out of place", []string{"import.bad_quote"}, func(r *rand.Rand) sheet.File {
		return csvFile(header + []string{`d,2026-01-01,deal_won,p1,,1,EUR,5" pipe`, `d,2026-01-01,deal_won,"p1"x,,1,EUR,`, `d,2026-01-01,"deal_won,p1,,1,EUR,`}[r.IntN(3)] + "\n")
	}},
	{"a huge cell", []string{"import.record_too_long", "text.too_long"}, withCell(7, strings.Repeat("x", 3_000), strings.Repeat("é\n", 500_000))},
	{"rows of another width", []string{"import.row_width"}, func(r *rand.Rand) sheet.File {
		return csvFile(good(r) + []string{"d,2026-01-01", "d,2026-01-01,deal_won,p1,,1,EUR,x,y", "d"}[r.IntN(3)] + "\n")
	}},
	{"the same column twice", []string{"import.duplicate_column"}, withHeader(
		"ref,REF,occurred_on,kind,person,credits,amount,currency", "ref,occurred_on,Date,kind,person,credits,amount,product",
		"ref,occurred_on,kind,person,credits,amount,montant,product", "ref,occurred_on,kind,person,product,Product,amount,currency")},
	{"a column that is missing", []string{"import.missing_column"}, withHeader(
		"reference,occurred_on,kind,person,credits,amount,currency,product", "ref,occurred_on,sort,person,credits,amount,currency,product")},
	{"a table nobody knows", []string{"import.unknown_table", "import.several_tables", "import.bad_quote"}, func(r *rand.Rand) sheet.File {
		return fileOf("stuff.csv", []byte([]string{"a,b\n1,2\n", "<html><body>", "key\nx\n", "key,name\nx,y\n", "%PDF-1.7", "{\"a\":1}"}[r.IntN(6)]))
	}},
	{"days that do not exist", []string{"date.invalid", "date.out_of_range"}, withCell(1,
		"2026-02-31", "2025-02-29", "31/02/2026", "01/02/2026", "2026-13-01", "2026-00-10", "2026-1-1", "26-01-01", "today", "0000-00-00",
		"2026-01-01T10:00:00Z", "2026-01-01T10:00:00+02:00", "99999-01-01", "45321")},
	{"numbers that are none", []string{"number.invalid", "number.too_large"}, withCell(5,
		"1e309", "1e5", "1E+05", "1_000", "NaN", "Inf", "-Infinity", "1,2,3", "1234,56", "12a", "0x10", "--5", "1.2.3", "١٢٣", "1e-309x", "=1+1", "5 5", ".")},
	{"numbers beyond counting", []string{"number.too_large", "number.invalid"}, withCell(5,
		"922337203685477.5808", "99999999999999999999", "-1e300", "1e18", strings.Repeat("9", 70), strings.Repeat("9", 5_000))},
	{"credits that do not sum to 100", []string{"credits.sum"}, withCell(4, "p1:60;p2:41", "p1:99.99", "p1:33.33;p2:33.33;p3:33.33", "p1:100;p2:100")},
	{"credits that are none", []string{"credits.invalid"}, withCell(4,
		"p1", "p1:33.333;p2:66.667", "p1:-10;p2:110", "p1:0;p2:100", "p1:50;p1:50", ":100", "p1:NaN", "p1:1e99", "p1:50%;;p2:50", strings.Repeat("p:1;", 5_000))},
	{"another currency", []string{"currency.mismatch", "currency.invalid"}, func(r *rand.Rand) sheet.File {
		return []func(*rand.Rand) sheet.File{withCell(5, "$5", "5 USD", "£ 12.00"), withCell(6, "EURO", "E1R", "€", "EU")}[r.IntN(2)](r)
	}},
	{"keys too long", []string{"key.too_long"}, withCell(0, strings.Repeat("k", 129), strings.Repeat("é", 5_000))},
	{"a result of nobody, of no day, of no kind", []string{"value.missing", "key.missing"}, func(r *rand.Rand) sheet.File {
		return withCell([]int{0, 1, 2, 3}[r.IntN(4)], "", "  ", "\u00a0")(r)
	}},
	{"an unknown choice", []string{"choice.unknown"}, func(r *rand.Rand) sheet.File {
		role := []string{"boss", "rep ,", "admin\n", "𝓻𝓮𝓹", "null"}[r.IntN(5)]
		return fileOf("people.csv", []byte("key,role\np1,\""+role+"\"\np2,king\n"))
	}},
	{"the same key twice", []string{"key.duplicate"}, func(r *rand.Rand) sheet.File {
		return fileOf("teams.csv", []byte("key,name\n"+strings.Repeat("nord,Nord\n", 2+r.IntN(5))))
	}},
	{"no workbook", []string{"import.not_xlsx"}, func(r *rand.Rand) sheet.File {
		return fileOf("results.xlsx", [][]byte{
			[]byte("PK\x03\x04 not a zip"), []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old one"), []byte("ref,kind\n1,call\n"), []byte("PK"),
		}[r.IntN(4)])
	}},
	{"a workbook cut off or overwritten", []string{"import.not_xlsx", "import.zip_bomb", "import.unknown_table", "import.empty_file",
		"import.missing_column", "import.record_too_long", "import.too_many_columns", "import.sheet_skipped", "control_character"},
		func(r *rand.Rand) sheet.File {
			data := workbook(r)
			return fileOf("results.xlsx", data[:r.IntN(len(data)-30)])
		}},
	{"a workbook with errors and formulas without results", []string{"import.cell_error", "import.formula_without_value"},
		func(r *rand.Rand) sheet.File {
			bad := []string{`<c t="e"><v>#REF!</v></c>`, `<c t="e"><f>1/0</f><v>#DIV/0!</v></c>`, `<c><f>SUM(A1:A9)</f></c>`}[r.IntN(3)]
			return fileOf("results.xlsx", sheetOf(workbookRow("ref", "kind", "occurred_on", "person", "amount"),
				"<row>"+inline("d1")+inline("call")+inline("2026-01-01")+inline("p1")+bad+"</row>"))
		}},
	{"a workbook of nonsense", []string{"import.not_xlsx", "import.unknown_table", "import.too_many_columns", "import.empty_file"},
		func(r *rand.Rand) sheet.File {
			return fileOf("stuff.xlsx", sheetOf([]string{
				`<row><c r="ZZZZZ1"><v>1</v></c></row>`, `<row><c t="s"><v>7</v></c></row>`, `<row><c t="s"><v>-1</v></c></row>`,
				`</row>`, `<row><c`, `<row r="99999999999">` + inline("x") + `</row>`, `<row><c r="XFD1"><v>1</v></c></row>`,
				`<row><c r="1A"><v>1</v></c></row>`, ``, `<row/>`, "<row>" + inline("a\u0000") + "</row>",
			}[r.IntN(11)]))
		}},
}

// workbook is a good workbook.
func workbook(r *rand.Rand) []byte {
	rows := []string{workbookRow("ref", "occurred_on", "kind", "person", "credits", "amount", "currency", "product")}
	for _, line := range goodRows(r, 5) {
		rows = append(rows, workbookRow(strings.Split(line, ",")...))
	}
	return sheetOf(rows...)
}

func workbookRow(cells ...string) string {
	var b strings.Builder
	for _, c := range cells {
		b.WriteString(inline(c))
	}
	return "<row>" + b.String() + "</row>"
}

func sheetOf(rows ...string) []byte {
	return workbookOf(map[string]io.Reader{"xl/worksheets/sheet1.xml": strings.NewReader(
		"<worksheet><sheetData>" + strings.Join(rows, "") + "</sheetData></worksheet>")})
}

func TestAFileWithAMillionProblemsListsAThousandAndCountsTheRest(t *testing.T) {
	rows := strings.Repeat("d,31/02/2026,call,p1,,x,EUR,\n", 5_000)
	_, err := sheet.Read([]sheet.File{csvFile(header + rows)}, sheet.Options{})
	all := fault.All(err)
	if len(all) != 1_001 || all[1_000].Code != "import.more_problems" || all[1_000].Args["n"] != 9_000 {
		t.Errorf("%d problems, the last %+v", len(all), all[len(all)-1])
	}
}

// The two largest files that are just within the limits: one full of trouble, one as rich as a file may be.

func TestTheLargestFilesStayWithinBounds(t *testing.T) {
	for name, c := range map[string]struct {
		day    string
		values int
	}{"full of trouble": {"31/02/2026", 100}, "full of attributes": {"2026-02-01", 8}} {
		t.Run(name, func(t *testing.T) {
			data := largest(c.day, c.values)
			grown := peak(func() {
				b, err := sheet.Read([]sheet.File{fileOf("results.csv", data)}, sheet.Options{})
				if (err == nil) != (c.values == 8) {
					t.Errorf("%d results, %v", len(b.Results), err)
				}
			})
			t.Logf("%d MB of file took %d MB", len(data)>>20, grown>>20)
			if grown > 256<<20 {
				t.Errorf("memory grew by %d MB, want at most 256", grown>>20)
			}
		})
	}
}

// largest is a file of up to 50 MB or 200,000 results, each with some attributes that no other has.
func largest(day string, values int) []byte {
	var b bytes.Buffer
	b.WriteString("ref,occurred_on,kind,person")
	for i := range values {
		fmt.Fprintf(&b, ",a%d", i)
	}
	for n := 0; n < 200_000 && b.Len() < 49<<20; n++ {
		fmt.Fprintf(&b, "\nd%d,%s,call,p1", n, day)
		for i := range values {
			fmt.Fprintf(&b, ",value %d %d", i, n)
		}
	}
	return b.Bytes()
}
