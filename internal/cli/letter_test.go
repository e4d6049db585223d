package cli_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"cordee/internal/app"
	"cordee/internal/cli"
	"cordee/internal/goal"
	"cordee/internal/i18n"
	"cordee/internal/letter"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/store"
)

// issued is a letter as a person would have it on their disk.
func (d desk) issued(spoil func([]byte) []byte) string {
	d.t.Helper()
	return d.issuedTo("Léa Martin", spoil)
}

func (d desk) issuedTo(person string, spoil func([]byte) []byte) string {
	d.t.Helper()
	made := letter.Stamp{At: time.Date(2026, 12, 18, 8, 0, 0, 0, time.UTC)}
	pdf, err := letter.Draw(letter.Letter{Terms: letter.Terms{
		Number: "LO-7", Version: 1, Compliance: "fr", Mode: goal.Unilateral, Issued: made,
		Employer: letter.Employer{Name: "Alpina"}, Person: letter.Person{Name: person},
		Period:     period.Days(period.On(2027, 1, 1), period.On(2027, 3, 31)),
		Objectives: []letter.Objective{{Key: "a", Tier: "individual", Title: letter.Text{FR: "Vendre 10 abris"}, Target: measure.Some(measure.Whole(10)), Metric: letter.Metric{Unit: "count"}}},
	}}, i18n.FR)
	if err != nil {
		d.t.Fatal(err)
	}
	name := filepath.Join(d.t.TempDir(), "lettre.pdf")
	if err := os.WriteFile(name, spoil(pdf), 0o600); err != nil {
		d.t.Fatal(err)
	}
	return name
}

func TestALetterAsItWasIssuedIsIntact(t *testing.T) {
	d := newDesk(t)
	name := d.issued(func(pdf []byte) []byte { return pdf })
	a := d.in(i18n.FR).run("letter", "verify", name)
	if a.status != cli.Done || a.err != "" {
		t.Fatalf("status %d: %s", a.status, a.err)
	}
	a.says(a.out, "Cette lettre est intacte", "Léa Martin · Alpina · 1er janvier – 31 mars 2027 · LO-7, version 1", "Empreinte\u202f: ", "comparez")
	a = d.run("letter", "verify", name)
	a.says(a.out, "This letter is intact", "LO-7, version 1")
	if entries, _ := os.ReadDir(d.data); len(entries) != 0 {
		t.Error("checking a letter made a database")
	}
}

func TestALetterThatWasChangedIsToldApart(t *testing.T) {
	d := newDesk(t)
	added := d.issued(func(pdf []byte) []byte { return append(pdf, '\n') })
	a := d.refused("letter", "verify", added)
	a.says(a.err, "has been changed", "still match the hash", "Ask for a new copy")
	a = d.in(i18n.FR).refused("letter", "verify", added)
	a.says(a.err, "a été modifié", "correspondent toujours à l’empreinte")
	cut := d.issued(func(pdf []byte) []byte {
		at := bytes.Index(pdf, []byte("/EmbeddedFile"))
		pdf[at+bytes.Index(pdf[at:], []byte("stream\n"))+100] ^= 1
		return pdf
	})
	a = d.in(i18n.FR).refused("letter", "verify", cut)
	a.says(a.err, "a été modifié", "ne correspondent plus")
}

func TestWhatIsNoLetterIsWrongUsage(t *testing.T) {
	d := newDesk(t)
	a := d.in(i18n.FR).run("letter", "verify", d.file("notes.txt", "Bonjour"))
	if a.status != cli.Misused || a.out != "" {
		t.Errorf("status %d, %s", a.status, a.out)
	}
	a.says(a.err, "n’est pas une lettre d’objectifs de Cordée")
	a = d.run("letter", "verify", filepath.Join(t.TempDir(), "nowhere.pdf"))
	if a.status != cli.Refused {
		t.Errorf("a file that is not there: status %d, %s", a.status, a.err)
	}
}

func TestANameInALetterCannotMoveTheTerminal(t *testing.T) {
	d := newDesk(t)
	a := d.run("letter", "verify", d.issuedTo("L\x1b[2Jéa", func(pdf []byte) []byte { return pdf }))
	a.says(a.out, "L[2Jéa")
}

// recorded is a letter that Alpina has given to Léa, as the file that she downloads, and the register it stands in.
func (d desk) recorded() (name string, give func() letter.Terms) {
	d.t.Helper()
	d.do("org", "create", "alpina", "--name", "Alpina")
	db, err := store.Open(d.t.Context(), filepath.Join(d.data, "cordee.db"))
	if err != nil {
		d.t.Fatal(err)
	}
	a := app.New(db, app.Options{Now: func() time.Time { return time.Date(2026, 12, 18, 8, 0, 0, 0, time.UTC) }})
	d.t.Cleanup(func() { a.Close(); _ = db.Close() })
	o, err := a.OrgByKey(d.t.Context(), "alpina")
	if err != nil {
		d.t.Fatal(err)
	}
	d.must(importing(d, a, o))
	w, err := a.World(d.t.Context(), o.ID)
	d.must(err)
	lea, _ := w.PersonByKey("lea")
	span := period.Days(period.On(2027, 1, 1), period.On(2027, 3, 31))
	n := 0
	give = func() letter.Terms {
		n++
		id, err := a.IssueLetter(d.t.Context(), org.System(o.ID), lea.ID, span, app.LetterForm{Means: fmt.Sprint("voiture ", n)})
		d.must(err)
		v, err := a.Letter(d.t.Context(), org.System(o.ID), id)
		d.must(err)
		return v.Terms
	}
	return d.printed(give()), give
}

func (d desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func importing(d desk, a *app.App, o org.Org) error {
	_, err := a.Import(d.t.Context(), org.System(o.ID), "test", sheet.Batch{
		People: []sheet.PersonRow{{Key: "lea", Name: sheet.Val("Léa Martin"), Role: sheet.Val("rep")}},
		Goals: []sheet.GoalRow{{Key: "g", Title: sheet.Val("60 000 €"), Tier: sheet.Val("individual"), Owner: sheet.Val("person:lea"), Metric: sheet.Val("revenue"),
			Target: sheet.Val(measure.Some(measure.Whole(60_000))), StartOn: sheet.Val(period.On(2027, 1, 1)), EndOn: sheet.Val(period.On(2027, 3, 31)), Paid: sheet.Val(true)}},
	}, false)
	return err
}

func (d desk) printed(t letter.Terms) string {
	d.t.Helper()
	pdf, err := letter.Draw(letter.Letter{Terms: t}, i18n.FR)
	d.must(err)
	name := filepath.Join(d.t.TempDir(), "lettre.pdf")
	d.must(os.WriteFile(name, pdf, 0o600))
	return name
}

// A seal has no secret: the register knows its own letter, the one it replaced, and the one it never gave.
func TestTheRegisterTellsRecordedReplacedForgedAndUnknownApart(t *testing.T) {
	d := newDesk(t)
	first, give := d.recorded()
	a := d.run("letter", "verify", first, "--org", "alpina")
	a.says(a.out, "This letter is intact", "that the organisation has recorded, in its latest version")
	a = d.run("letter", "verify", first) // the database beside is asked without being named
	a.says(a.out, "in its latest version")
	second := give()
	a = d.in(i18n.FR).run("letter", "verify", first)
	a.says(a.out, "Cette lettre est intacte", "la version 2 l’a remplacée")
	var report struct{ State, Register string }
	d.read(&report, "letter", "verify", first, "--format", "json")
	if report.State != "intact" || report.Register != "superseded" {
		t.Errorf("%+v", report)
	}
	forged := second
	forged.Pay = letter.Text{FR: "le double"}
	a = d.refused("letter", "verify", d.printed(forged))
	a.says(a.err, "not what the organisation has recorded")
	unknown := second
	unknown.Version = 9
	a = d.refused("letter", "verify", d.printed(unknown))
	a.says(a.err, "has recorded no letter under this reference")
}
