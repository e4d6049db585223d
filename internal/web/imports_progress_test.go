package web

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
)

// watch sends a form as our script does and gives every line it hears.
func (r *reader) watch(path, contentType string, body []byte) (heard []step) {
	r.t.Helper()
	req, err := http.NewRequestWithContext(r.t.Context(), http.MethodPost, r.server.URL+path, bytes.NewReader(body))
	if err != nil {
		r.t.Fatal(err)
	}
	req.Header.Set("Content-Type", contentType)
	req.Header.Set("Accept", streamType+", text/html")
	res, err := r.http.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if got := res.Header.Get("Content-Type"); got != streamType {
		r.t.Fatalf("%s: %d %s", path, res.StatusCode, got)
	}
	in := bufio.NewScanner(res.Body)
	in.Buffer(nil, 8<<20)
	for in.Scan() {
		var s step
		if err := json.Unmarshal(in.Bytes(), &s); err != nil {
			r.t.Fatalf("%v: %.200s", err, in.Text())
		}
		heard = append(heard, s)
	}
	return heard
}

// sales is a file of our own with n results of Léa.
func sales(n int) string {
	var b strings.Builder
	b.WriteString("ref,occurred_on,kind,person,amount\n")
	for i := range n {
		fmt.Fprintf(&b, "big-%d,2026-11-%02d,deal_won,lea,12.5\n", i, 1+i%20)
	}
	return b.String()
}

// rises checks that what was heard rises to the whole, which comes last and with the answer only.
func rises(t *testing.T, heard []step) {
	t.Helper()
	if len(heard) < 6 {
		t.Fatalf("only %d lines: %v", len(heard), heard)
	}
	for i, s := range heard {
		last := i == len(heard)-1
		if i > 0 && s.Share <= heard[i-1].Share {
			t.Errorf("line %d: %d after %d", i, s.Share, heard[i-1].Share)
		}
		if whole := s.Share == 10_000; whole != last || (s.Go+s.Page != "") != last {
			t.Errorf("line %d of %d: %d, go %q", i+1, len(heard), s.Share, s.Go)
		}
	}
}

// parcel is the form of the imports page with one file.
func parcel(name, content string) (contentType string, body []byte) {
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	file, _ := form.CreateFormFile("file", name)
	_, _ = io.WriteString(file, content)
	_ = form.Close()
	return form.FormDataContentType(), b.Bytes()
}

func TestAnImportTellsHowFarItIs(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")
	kind, body := parcel("results.csv", sales(50_000))

	checked := ada.watch("/imports", kind, body)
	rises(t, checked)
	report := checked[len(checked)-1].Go
	ada.get(report).wants("Tout se lit", "50 000")

	done := ada.watch(report, "application/x-www-form-urlencoded", []byte("do=import"))
	rises(t, done)
	if page := done[len(done)-1].Page; !strings.Contains(page, "C’est importé") {
		t.Errorf("the answer: %.300s", page)
	}
	s.as("lea").get("/").wants("635 000 € sur 40 000 €")
	t.Logf("%d and %d lines", len(checked), len(done))
}

func TestAForeignFileLeadsToItsColumnsInTheStreamToo(t *testing.T) {
	ada := openSite(t).as("ada")
	kind, body := parcel("export.csv", crmExport)

	heard := ada.watch("/imports", kind, body)

	if last := heard[len(heard)-1]; !strings.HasSuffix(last.Go, "/map?file=0") || last.Page != "" || last.Share != 10_000 {
		t.Errorf("%+v", last)
	}
}
