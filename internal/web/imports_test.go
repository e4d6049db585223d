package web

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cordee/internal/app"
	"cordee/internal/org"
	"cordee/internal/period"
)

// upload sends files as the form of the imports page does.
func (r *reader) upload(files map[string]string, fields ...string) sheetOf {
	r.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := 0; i+1 < len(fields); i += 2 {
		_ = w.WriteField(fields[i], fields[i+1])
	}
	for name, content := range files {
		f, err := w.CreateFormFile("file", name)
		if err != nil {
			r.t.Fatal(err)
		}
		_, _ = io.WriteString(f, content)
	}
	_ = w.Close()
	res, err := r.http.Post(r.server.URL+"/imports", w.FormDataContentType(), &body)
	if err != nil {
		r.t.Fatal(err)
	}
	p := r.read(res)
	p.path = res.Request.URL.RequestURI()
	return p
}

// pathOf is the address of a page without its question.
func pathOf(p sheetOf) string { path, _, _ := strings.Cut(p.path, "?"); return path }

func TestOurOwnFileIsCheckedThenTakenInThenTakenBack(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")

	report := ada.upload(map[string]string{"results.csv": "ref,occurred_on,kind,person,amount\nr1,2026-11-20,deal_won,lea,2500\n"})
	report.wants("Tout se lit", "results.csv")
	s.as("lea").get("/").wants("10 000 € sur 40 000 €")

	done := ada.submit(report, pathOf(report), map[string]string{"do": "import"})
	done.wants("C’est importé")
	s.as("lea").get("/").wants("12 500 € sur 40 000 €")

	list := ada.get("/imports")
	list.wants("results.csv", "1 résultat", "Annulation en cours") // shown by the script while it lasts
	for _, row := range list.all("tr") {
		if id, _ := attr(row, "id"); strings.HasPrefix(text(row), "results.csv") {
			ada.post("/imports/"+strings.TrimPrefix(id, "import-")+"/undo", nil).wants("L’import est annulé")
		}
	}
	s.as("lea").get("/").wants("10 000 € sur 40 000 €")
}

func TestTheRopeNeverRoundsWhatOneBrought(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")
	report := ada.upload(map[string]string{"results.csv": "ref,occurred_on,kind,person,amount\nr1,2026-11-20,deal_won,lea,1500.50\n"})
	ada.submit(report, pathOf(report), map[string]string{"do": "import"})
	s.as("lea").get("/").wants("dont 11 500,50 € de vous")
}

func TestEveryProblemIsToldWithItsPlaceAndNothingIsWritten(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")

	report := ada.upload(map[string]string{"results.csv": "ref,occurred_on,kind,person,amount\nr1,2026-13-40,deal_won,lea,2500\nr2,2026-11-20,deal_won,=personne,12,5\nr3,2026-11-20,deal_won,inconnue,7\n"})

	report.wants("Rien n’a été changé", "2026-13-40", "inconnue")
	if len(report.all("button", "value", "import")) != 0 {
		t.Error("a file with problems can be imported")
	}
	if p := ada.post(pathOf(report), map[string][]string{"do": {"import"}}); p.says("C’est importé") {
		t.Error("a file with problems was imported")
	}
	res, err := ada.http.Get(s.server.URL + pathOf(report) + "/problems.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	rows, err := csv.NewReader(res.Body).ReadAll()
	if err != nil || len(rows) < 3 || rows[0][2] != "Ligne" {
		t.Errorf("the list of problems: %v %v", rows, err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if strings.HasPrefix(cell, "=") {
				t.Errorf("a spreadsheet would run %q", cell)
			}
		}
	}
}

const crmExport = "Deal ID,Owner,Amount,Stage,Close date,Product\nD-1,Léa Valbrune,\"1,500.50\",Closed won,11/20/2026,Nova\nD-2,Paul Neuf,900,Closed lost,11/19/2026,Nova\nD-3,Léa Valbrune,300,Discovery,,Nova\n"

func TestAForeignExportIsGuessedCorrectedKeptAndReadAgain(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")

	wizard := ada.upload(map[string]string{"export.csv": crmExport})
	form := wizard.form(pathOf(wizard))
	for field, column := range map[string]string{"ref": "Deal ID", "person": "Owner", "amount": "Amount", "kind": "Stage", "occurred_on": "Close date"} {
		if form.Get(field) != column {
			t.Errorf("%s is read from %q, want %q", field, form.Get(field), column)
		}
	}
	if form.Get("date_format") != "M/D/YYYY" || form.Get("people") != "name" || form.Get("means_0") != "deal_won" || form.Get("means_2") != "" {
		t.Errorf("guessed %v", form)
	}
	report := ada.submit(wizard, pathOf(wizard), map[string]string{"do": "check", "save": "Mon CRM"})
	report.wants("Paul Neuf")
	ready := ada.post(report.path, map[string][]string{"do": {"people"}})
	ready.wants("Tout se lit", "personnes ajoutées", "1 ligne")
	ada.submit(ready, report.path, map[string]string{"do": "import"}).wants("C’est importé")

	s.as("lea").get("/").wants("11 500,50 € sur 40 000 €")
	if p := s.person("paul-neuf"); p.Name != "Paul Neuf" {
		t.Errorf("the missing person was added as %+v", p)
	}
	var kept string
	for _, o := range ada.get("/imports").all("option") {
		if text(o) == "Mon CRM" {
			kept, _ = attr(o, "value")
		}
	}
	again := ada.upload(map[string]string{"decembre.csv": crmExport}, "mapping", kept)
	again.wants("Tout se lit")
}

func TestAWizardWithoutAReferenceSaysSoAtItsField(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")
	wizard := ada.upload(map[string]string{"export.csv": crmExport})

	p := ada.submit(wizard, pathOf(wizard), map[string]string{"do": "check", "ref": ""})

	if wrong := p.all("select", "aria-invalid", "true"); p.status != http.StatusUnprocessableEntity || len(wrong) != 1 {
		t.Errorf("status %d, %d fields marked", p.status, len(wrong))
	}
}

func TestAnUploadIsItsSessionsOwnAndDoesNotStay(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")
	report := ada.upload(map[string]string{"results.csv": "ref,occurred_on,kind,person,amount\nr1,2026-11-20,deal_won,lea,2500\n"})

	if p := s.as("ada").get(pathOf(report)); p.status != http.StatusNotFound {
		t.Errorf("another session of hers reads it: %d", p.status)
	}
	if p := s.second().get(pathOf(report)); p.status != http.StatusNotFound {
		t.Errorf("another company reads it: %d", p.status)
	}
	ada.post(pathOf(report), map[string][]string{"do": {"drop"}})
	if p := ada.get(pathOf(report)); p.status != http.StatusNotFound {
		t.Errorf("what was dropped is still there: %d", p.status)
	}
}

func TestWhatIsTooLargeIsRefused(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")
	large := "ref,occurred_on,kind,person,amount\n" + strings.Repeat(strings.Repeat("x", 1023)+"\n", 51<<10)

	p := ada.upload(map[string]string{"results.csv": large})
	p.wants("50")
	if len(p.all("button", "value", "import")) != 0 {
		t.Error("a file above the limit can be imported")
	}
	if form := ada.post("/people", map[string][]string{"name": {strings.Repeat("x", 2<<20)}}); form.status != http.StatusRequestEntityTooLarge {
		t.Errorf("a form of two megabytes answers %d", form.status)
	}
	if none := ada.upload(nil); none.status != http.StatusUnprocessableEntity {
		t.Errorf("no file at all answers %d", none.status)
	}
}

func TestTheStashIsBoundedAndForgets(t *testing.T) {
	now := monday.Time(time.UTC)
	st := newStash(func() time.Time { return now })
	var ids, paths []string
	for range 5 {
		d, err := st.hold(1, "s")
		if err != nil {
			t.Fatal(err)
		}
		if err := st.put(d, "../../etc/results.csv", strings.NewReader("abc")); err != nil {
			t.Fatal(err)
		}
		ids, paths = append(ids, d.ID), append(paths, d.Files[0].Path)
		now = now.Add(time.Minute)
		if d.Files[0].Name != "results.csv" {
			t.Errorf("kept under the name %q", d.Files[0].Name)
		}
	}
	t.Cleanup(func() { _ = os.RemoveAll(st.dir) })
	if info, err := os.Stat(paths[4]); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("an upload is kept with %v %v", info, err)
	}
	if _, err := st.find(1, "s", ids[0]); err == nil {
		t.Error("a session's oldest upload is kept beyond its share")
	}
	if _, err := os.Stat(paths[0]); !os.IsNotExist(err) {
		t.Error("a forgotten upload is still on the disk")
	}
	if _, err := st.find(1, "other", ids[4]); err == nil {
		t.Error("another session finds it")
	}
	now = now.Add(2 * time.Hour)
	if _, err := st.find(1, "s", ids[4]); err == nil {
		t.Error("an upload is kept for two hours")
	}
}

func TestEverythingIsExportedAndReadAgain(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")
	res, err := ada.http.Get(s.server.URL + "/export.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	book, _ := io.ReadAll(res.Body)
	_ = res.Body.Close()

	report := ada.upload(map[string]string{"cordee.xlsx": string(book)})
	report.wants("Tout se lit")
	if p := ada.get("/export/nothing.csv"); p.status != http.StatusNotFound {
		t.Errorf("a table that does not exist answers %d", p.status)
	}
}

func TestMavenIsImportedByClickingAndItsQuartersAreExact(t *testing.T) {
	data := filepath.Join("..", "..", "..", "shared", "data", "maven_crm")
	teams, err := os.ReadFile(filepath.Join(data, "teams.csv"))
	if err != nil {
		t.Skip("no ../shared/data/maven_crm: this test needs the shared data sets")
	}
	deals, err := os.ReadFile(filepath.Join(data, "opportunities_asof_2017-09-30.csv"))
	if err != nil {
		t.Fatal(err)
	}
	s := bareSite(t, Config{})
	ines := s.setUp()

	page := ines.upload(map[string]string{"teams.csv": string(teams)})
	page = ines.submit(page, pathOf(page), map[string]string{"do": "check"})
	ines.submit(page, page.path, map[string]string{"do": "import"}).wants("C’est importé")
	page = ines.upload(map[string]string{"opportunities.csv": string(deals)})
	page = ines.submit(page, pathOf(page), map[string]string{"do": "check"})
	page.wants("4 726")
	ines.submit(page, page.path, map[string]string{"do": "import"}).wants("C’est importé")

	s.checkAgents(filepath.Join(data, "expected", "quarter_agent.csv"))
}

// checkAgents compares each agent's won amount of each quarter with the reference answers.
func (s *site) checkAgents(file string) {
	s.t.Helper()
	f, err := os.Open(file)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		s.t.Fatal(err)
	}
	boards := map[string]map[string]string{}
	for _, row := range rows[1:] {
		quarter, agent, won := row[0], row[1], row[7]
		if boards[quarter] == nil {
			boards[quarter] = s.revenueOf(quarter)
		}
		if got := boards[quarter][agent]; got != won {
			s.t.Errorf("%s %s: %s, want %s", quarter, agent, got, won)
		}
	}
	if len(rows) < 90 {
		s.t.Errorf("only %d reference rows", len(rows)-1)
	}
}

// revenueOf is everybody's revenue of a quarter such as 2017-Q3.
func (s *site) revenueOf(quarter string) map[string]string {
	s.t.Helper()
	var year, q int
	if _, err := fmt.Sscanf(quarter, "%d-Q%d", &year, &q); err != nil {
		s.t.Fatal(err)
	}
	span := period.Standard.Quarter(period.On(year, time.Month(3*q), 1))
	b, err := s.app.Board(s.t.Context(), org.System(s.org.ID), app.BoardAsk{Metric: "revenue", From: span.From, To: span.Last()})
	if err != nil {
		s.t.Fatal(err)
	}
	values := map[string]string{}
	for _, r := range b.Rows {
		values[r.Name] = r.Value.String()
	}
	return values
}

func TestReadingAPageWritesNothing(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")
	report := ada.upload(map[string]string{"results.csv": "ref,occurred_on,kind,person,amount\nr1,2026-11-20,deal_won,inconnue,2500\n"})
	before, err := s.app.Seq(t.Context(), s.org.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{
		pathOf(report), pathOf(report) + "/map?file=0", pathOf(report) + "/problems.csv", "/imports", "/people", personPath(s.person("ada").ID), "/teams", "/settings",
		"/settings/tokens", "/settings/journal", "/account", "/start", "/start/goal", "/start/parts/" + s.goal("cap")[len("/goals/"):], "/start/done", "/export.xlsx",
	} {
		if p := ada.get(path); p.status != http.StatusOK {
			t.Errorf("%s answers %d", path, p.status)
		}
	}
	if after, err := s.app.Seq(t.Context(), s.org.ID); err != nil || after != before {
		t.Errorf("reading moved the change number from %d to %d (%v)", before, after, err)
	}
}
