package sheet_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"cordee/internal/fault"
	"cordee/internal/sheet"
)

// Files made to fill the memory are refused while they are still small (SAFETY I3: at most 64 MB more, within two seconds).

func TestAWorkbookThatUnpacksAThousandTimesIsRefused(t *testing.T) {
	bomb := workbookOf(map[string]io.Reader{"xl/worksheets/sheet1.xml": io.LimitReader(zeros{}, 200<<20)})
	refusedCheaply(t, fileOf("bomb.xlsx", bomb), "import.zip_bomb")
}

func TestAWorkbookOfBlankCellsWithinTheRatioIsRefused(t *testing.T) {
	for _, blank := range []string{"<row>" + strings.Repeat("<c/>", 16_000) + "</row>", strings.Repeat("<row/>", 10_000), strings.Repeat("<x></x>", 10_000)} {
		noise := noisyComment(600 << 10) // keeps the ratio honest
		bomb := workbookOf(map[string]io.Reader{"xl/worksheets/sheet1.xml": io.MultiReader(
			strings.NewReader("<worksheet><sheetData><row>"+inline("ref")+inline("kind")+"</row>"), strings.NewReader(noise),
			strings.NewReader(strings.Repeat(blank, 45<<20/len(blank))), strings.NewReader("</sheetData></worksheet>"))})
		refusedCheaply(t, fileOf("results.xlsx", bomb), "import.too_many_cells")
	}
}

func TestMillionsOfTinyTextsAreRefused(t *testing.T) {
	bomb := workbookOf(map[string]io.Reader{"xl/sharedStrings.xml": io.MultiReader(strings.NewReader("<sst>"),
		strings.NewReader(noisyComment(900<<10)), strings.NewReader(strings.Repeat("<si><t>ab</t></si>", 2_500_000)), strings.NewReader("</sst>"))})
	refusedCheaply(t, fileOf("results.xlsx", bomb), "import.too_many_cells")
}

func TestAHundredThousandEntriesAreRefused(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := range 100_000 {
		if _, err := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	refusedCheaply(t, fileOf("many.xlsx", b.Bytes()), "import.zip_bomb")

	end := b.Bytes()[b.Len()-22:]
	binary.LittleEndian.PutUint16(end[10:], 3) // the directory lies about its length
	refusedCheaply(t, fileOf("liar.xlsx", b.Bytes()), "import.zip_bomb")
	binary.LittleEndian.PutUint32(end[12:], 100)
	refusedCheaply(t, fileOf("liar.xlsx", b.Bytes()), "import.not_xlsx")
	binary.LittleEndian.PutUint32(end[16:], 5<<20) // and about where it begins
	refusedCheaply(t, fileOf("liar.xlsx", b.Bytes()), "import.zip_bomb")
}

func TestZip64LiesAreRefused(t *testing.T) {
	good := workbookOf(nil)
	for name, lie := range map[string]func(end []byte){
		"entries": func(end []byte) { binary.LittleEndian.PutUint16(end[10:], 0xffff) },
		"size":    func(end []byte) { binary.LittleEndian.PutUint32(end[12:], 0xffffffff) },
		"offset":  func(end []byte) { binary.LittleEndian.PutUint32(end[16:], 0xffffffff) },
	} {
		t.Run(name, func(t *testing.T) {
			data := bytes.Clone(good)
			lie(data[len(data)-22:])
			refusedCheaply(t, fileOf("results.xlsx", data), "import.not_xlsx", "import.zip_bomb")
		})
	}
}

func TestAPartThatHoldsMoreThanItSaysIsRefused(t *testing.T) {
	data := workbookOf(map[string]io.Reader{"xl/worksheets/sheet1.xml": strings.NewReader(
		"<worksheet><sheetData><row>" + strings.Repeat(inline("key"), 50) + "</row></sheetData></worksheet>")})
	at := bytes.LastIndex(data, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(data[at+24:], 40) // its declared size in the directory
	refusedCheaply(t, fileOf("results.xlsx", data), "import.not_xlsx")
}

func TestDeepAndEndlessXMLIsRefused(t *testing.T) {
	for name, part := range map[string]struct {
		content io.Reader
		code    string
	}{
		"deep":      {strings.NewReader(strings.Repeat("<a>", 3<<20/3) + noisyComment(40<<10)), "import.not_xlsx"},
		"one token": {strings.NewReader("<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>" + noise(3<<20) + "</t></is></c></row></sheetData></worksheet>"), "import.record_too_long"},
		"one tag":   {strings.NewReader("<worksheet a=\"" + noise(3<<20) + "\"/>"), "import.record_too_long"},
		"entities":  {strings.NewReader("<!DOCTYPE a [<!ENTITY x \"xxxx\">]><worksheet><sheetData/></worksheet>"), "import.not_xlsx"},
	} {
		t.Run(name, func(t *testing.T) {
			data := workbookOf(map[string]io.Reader{"xl/worksheets/sheet1.xml": part.content})
			refusedCheaply(t, fileOf("results.xlsx", data), part.code)
		})
	}
}

func TestALineOfAHundredMegabytesIsRefusedAtOne(t *testing.T) {
	lim := sheet.Limits{FileBytes: 200 << 20}
	header := "ref;kind;person\n"
	for name, body := range map[string]byte{"text": 'x', "quotes": '"', "delimiters": ';', "line ends": '\n'} {
		t.Run(name, func(t *testing.T) {
			line := &repeated{prefix: header + `"`, fill: body, size: 100 << 20}
			f := sheet.File{Name: "results.csv", Data: line, Size: line.size}
			refusedCheaplyWithin(t, f, lim, "import.record_too_long", "import.too_many_columns", "import.bad_quote", "import.row_width")
		})
	}
}

func TestAFileThatIsTooLargeIsNotEvenOpened(t *testing.T) {
	f := sheet.File{Name: "results.csv", Data: bytes.NewReader(nil), Size: 51 << 20}
	refusedCheaply(t, f, "import.file_too_large")
}

// refusedCheaply reads a file and expects one of the codes, at most 64 MB of memory and two seconds.
func refusedCheaply(t *testing.T, f sheet.File, codes ...string) {
	t.Helper()
	refusedCheaplyWithin(t, f, sheet.Limits{}, codes...)
}

// busyMachine is what two seconds become when everything else runs at the same time.
const busyMachine = 10 * time.Second

func refusedCheaplyWithin(t *testing.T, f sheet.File, lim sheet.Limits, codes ...string) {
	t.Helper()
	start := time.Now()
	var err error
	grown := peak(func() { _, err = sheet.Read([]sheet.File{f}, sheet.Options{Limits: lim}) })
	if err == nil {
		t.Fatal("accepted")
	}
	for _, e := range fault.All(err) {
		if !contains(codes, e.Code) {
			t.Errorf("refused with %s, want one of %v", e.Code, codes)
		}
	}
	if grown > 64<<20 {
		t.Errorf("memory grew by %d MB, want at most 64", grown>>20)
	}
	took := time.Since(start)
	t.Logf("refused after %v with %d MB", took.Round(time.Millisecond), grown>>20)
	if took > busyMachine {
		t.Errorf("refused after %v, want at most two seconds on a quiet machine", took)
	}
}

func contains(codes []string, code string) bool {
	for _, c := range codes {
		if c == code {
			return true
		}
	}
	return false
}

// peak runs fn and says how much memory the program took from the machine beyond what it had.
func peak(fn func()) uint64 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	highest, stop, done := before.HeapAlloc, make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
				var now runtime.MemStats
				runtime.ReadMemStats(&now)
				highest = max(highest, now.HeapAlloc)
			}
		}
	}()
	fn()
	runtime.ReadMemStats(&after)
	close(stop)
	<-done
	return max(highest, after.HeapAlloc) - before.HeapAlloc
}

// workbookOf is a workbook of one sheet whose parts may be replaced; what is not replaced is as small as it can be.
func workbookOf(parts map[string]io.Reader) []byte {
	const rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	frame := map[string]string{
		"_rels/.rels":                `<Relationships><Relationship Id="r1" Type="` + rel + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook xmlns:r="` + rel + `"><sheets><sheet name="results" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="` + rel + `/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   `<worksheet><sheetData/></worksheet>`,
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	add := func(name string, content io.Reader) {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.Copy(w, content)
		}
		if err != nil {
			panic(err) // a buffer takes everything
		}
	}
	for _, name := range []string{"_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"} {
		if given := parts[name]; given != nil {
			add(name, given)
		} else if text := frame[name]; text != "" {
			add(name, strings.NewReader(text))
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func inline(s string) string { return `<c t="inlineStr"><is><t>` + s + `</t></is></c>` }

// zeros is an endless source of what compresses best.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// noise is text that does not compress.
func noise(n int) string {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-."
	x, b := uint64(88172645463325252), make([]byte, n)
	for i := range b {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		b[i] = letters[x%64]
	}
	return string(b)
}

// noisyComment is noise that means nothing, in pieces that are no token too long.
func noisyComment(n int) string {
	var b strings.Builder
	for _, piece := range chunk(strings.ReplaceAll(noise(n), "-", "_"), 100<<10) {
		b.WriteString("<!--" + piece + "-->")
	}
	return b.String()
}

func chunk(s string, n int) []string {
	var out []string
	for len(s) > n {
		out, s = append(out, s[:n]), s[n:]
	}
	return append(out, s)
}

// repeated is a large file that exists nowhere: a beginning, then one byte again and again.
type repeated struct {
	prefix string
	fill   byte
	size   int64
}

func (r *repeated) ReadAt(p []byte, off int64) (int, error) {
	n := int(min(int64(len(p)), r.size-off))
	if n <= 0 {
		return 0, io.EOF
	}
	for i := range n {
		p[i] = r.fill
	}
	if off < int64(len(r.prefix)) {
		copy(p[:n], r.prefix[off:])
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}
