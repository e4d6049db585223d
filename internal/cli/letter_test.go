package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"cordee/internal/cli"
	"cordee/internal/goal"
	"cordee/internal/i18n"
	"cordee/internal/letter"
	"cordee/internal/measure"
	"cordee/internal/period"
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
