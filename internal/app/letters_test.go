package app_test

import (
	"strings"
	"testing"
	"time"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/i18n"
	"cordee/internal/letter"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

// desk is a company in which Marc leads Léa and Karim, Hana answers for people and Ada for the program.
type letterDesk struct {
	*app.App
	t *testing.T
	o org.ID
}

var coming = period.Days(period.On(2027, time.January, 1), period.On(2027, time.March, 31))

func newLetterDesk(t *testing.T, db *store.DB) letterDesk {
	t.Helper()
	a := app.New(db, app.Options{Now: func() time.Time { return time.Date(2026, 12, 10, 9, 0, 0, 0, time.UTC) }})
	t.Cleanup(a.Close)
	o, err := a.CreateOrg(t.Context(), app.NewOrg{Key: "alpina", Name: "Alpina"})
	d := letterDesk{a, t, o.ID}
	d.must(err)
	person := func(key, team, role string) sheet.PersonRow {
		return sheet.PersonRow{Key: key, Name: sheet.Val(strings.ToUpper(key[:1]) + key[1:]), Team: sheet.Val(team), Role: sheet.Val(role), StartOn: sheet.Val(period.On(2024, time.January, 1))}
	}
	_, err = a.Import(t.Context(), org.System(o.ID), "x", sheet.Batch{
		Teams:  []sheet.TeamRow{{Key: "nord", Name: sheet.Val("Nord"), Parent: sheet.Val("alpina"), Lead: sheet.Val("marc")}},
		People: []sheet.PersonRow{person("marc", "nord", "manager"), person("lea", "nord", "rep"), person("karim", "nord", "rep"), person("hana", "alpina", "hr"), person("ada", "alpina", "admin")},
	}, false)
	d.must(err)
	return d
}

func (d letterDesk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d letterDesk) as(key string) org.Actor {
	d.t.Helper()
	w, err := d.World(d.t.Context(), d.o)
	d.must(err)
	p, _ := w.PersonByKey(key)
	return org.Actor{Org: d.o, Person: p.ID, Role: p.Role, Kind: org.ByPerson}
}

// aims gives Léa an objective for the coming quarter.
func (d letterDesk) aims(paid bool) org.ID {
	d.t.Helper()
	w, err := d.World(d.t.Context(), d.o)
	d.must(err)
	revenue, _ := w.MetricByKey("revenue")
	id, err := d.SaveGoal(d.t.Context(), d.as("marc"), goal.Goal{
		Title: "Soixante mille", Tier: goal.Individual, Owner: org.PersonOwner(d.as("lea").Person), Metric: revenue.ID, Paid: paid, Why: "Le port s’agrandit",
		Target: measure.Some(measure.Whole(60_000)), Start: coming.From, End: coming.Last(), Means: "Une voiture\nUn fichier de 200 clients",
	}, app.Said{Reason: "convenu en réunion"})
	d.must(err)
	return id
}

func (d letterDesk) issue(form app.LetterForm) app.LetterView {
	d.t.Helper()
	id, err := d.IssueLetter(d.t.Context(), d.as("marc"), d.as("lea").Person, coming, form)
	d.must(err)
	v, err := d.Letter(d.t.Context(), d.as("marc"), id)
	d.must(err)
	return v
}

func TestALetterSaysEverythingTheObjectivesKnow(t *testing.T) {
	d := newLetterDesk(t, testkit.SQLite(t))
	id := d.aims(true)
	d.must(d.Note(t.Context(), d.as("marc"), id, app.NoteSupport, "Une heure chaque quinzaine"))
	v := d.issue(app.LetterForm{Pay: "1 800 € à 100 %", Means: "Deux salons"})
	o := v.Terms.Objectives[0]
	if o.Target != measure.Some(measure.Whole(60_000)) || o.Why.FR != "Le port s’agrandit" || len(o.Means) != 2 || len(o.Support) != 1 || len(o.Checkpoints) < 2 {
		t.Errorf("%+v", o)
	}
	for what, said := range map[string]string{
		"definition": o.Metric.Definition.FR, "source": o.Metric.Source.FR, "scope": o.Metric.Scope.FR, "English": o.Metric.Definition.EN, "ratchet": v.Terms.Ratchet.FR,
		"pay": v.Terms.Pay.FR, "contest": v.Terms.Contest.Name, "privacy": v.Terms.Privacy.Contact, "kept": v.Terms.Privacy.Kept.FR, "period": v.Terms.PeriodName.FR,
	} {
		if said == "" || strings.Contains(said, "⟦") {
			t.Errorf("%s: %q", what, said)
		}
	}
	if len(v.Terms.Reasons) != len(goal.Reasons()) || v.Terms.Readers[1].Who.FR != "Vos responsables (Marc)" || v.Terms.Contest.Name != "Marc" {
		t.Errorf("%+v, %+v", v.Terms.Readers, v.Terms.Contest)
	}
	if _, err := letter.Draw(letter.Letter{Terms: v.Terms, Stamps: v.Stamps}, i18n.EN); err != nil {
		t.Error(err)
	}
}

// What was frozen on the day of publication does not move when the world does.
func TestTheFileOfRealismIsFrozen(t *testing.T) {
	d := newLetterDesk(t, testkit.SQLite(t))
	d.aims(true)
	v := d.issue(app.LetterForm{})
	before, err := d.Realism(t.Context(), d.as("lea"), v.Row.ID)
	d.must(err)
	if len(before.Objectives) != 1 || len(before.Objectives[0].Evidence) != 5 || before.LetterHash != v.Row.Hash {
		t.Errorf("%+v", before)
	}
	_, err = d.Import(t.Context(), org.System(d.o), "y", sheet.Batch{Absences: []sheet.AbsenceRow{{Person: "lea", From: coming.From, To: coming.To, Share: measure.Hundred}}}, false)
	d.must(err)
	after, err := d.Realism(t.Context(), d.as("lea"), v.Row.ID)
	d.must(err)
	was, _ := before.Hash()
	if now, _ := after.Hash(); now != was {
		t.Error("the file of realism moved with the world")
	}
}

// No word of law, and no file of realism, where no pay hangs on anything.
func TestALetterWithoutPayIsPlain(t *testing.T) {
	d := newLetterDesk(t, testkit.SQLite(t))
	d.aims(false)
	v := d.issue(app.LetterForm{})
	if v.Terms.Compliance != "none" || len(v.Terms.Reasons) > 0 || v.Terms.Late != nil || v.HasRealism {
		t.Errorf("%+v", v.Terms)
	}
	if _, err := d.Realism(t.Context(), d.as("marc"), v.Row.ID); !fault.Is(err, "letter.no_realism") {
		t.Errorf("%v", err)
	}
}

// A letter outlives the account: whole in the person's own data, and evidence once they are erased.
func TestALetterStaysWhenItsPersonIsErased(t *testing.T) {
	d := newLetterDesk(t, testkit.SQLite(t))
	d.aims(true)
	v := d.issue(app.LetterForm{})
	lea := d.as("lea")
	own, err := d.OwnData(t.Context(), lea, lea.Person)
	d.must(err)
	if len(own.Letters) != 1 || own.Letters[0].Hash != v.Row.Hash || !strings.Contains(string(own.Letters[0].Text), "Soixante mille") {
		t.Errorf("%+v", own.Letters)
	}
	d.must(d.ErasePerson(t.Context(), d.as("hana"), lea.Person))
	kept, err := d.Letter(t.Context(), d.as("hana"), v.Row.ID)
	d.must(err)
	if _, hash, _ := kept.Terms.Canonical(); hash != v.Row.Hash || kept.Terms.Person.Name != "Lea" {
		t.Errorf("the letter changed: %+v", kept.Terms.Person)
	}
	for _, who := range []string{"marc", "karim"} {
		if _, err := d.Letter(t.Context(), d.as(who), v.Row.ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s still reads it: %v", who, err)
		}
	}
}

// The employer's number is typed once: the next letter for the same days begins with it.
func TestTheEmployersNumberIsPrintedAndRemembered(t *testing.T) {
	d := newLetterDesk(t, testkit.SQLite(t))
	d.aims(true)
	v := d.issue(app.LetterForm{Registration: " SIRET 552 100 554 00013 ", Establishment: "Nantes"})
	if v.Terms.Employer.Registration != "SIRET 552 100 554 00013" {
		t.Errorf("%+v", v.Terms.Employer)
	}
	for _, who := range []string{"lea", "karim"} {
		draft, err := d.DraftLetter(t.Context(), d.as("marc"), d.as(who).Person, coming, app.LetterForm{})
		d.must(err)
		if draft.Employer.Registration != v.Terms.Employer.Registration || draft.Employer.Establishment != "Nantes" {
			t.Errorf("%s: %+v", who, draft.Employer)
		}
	}
}

// A letter of what pays says where its formula is, also when nobody wrote one for it.
func TestAPaidLetterSaysHowItAddsUpToPay(t *testing.T) {
	d := newLetterDesk(t, testkit.SQLite(t))
	d.aims(true)
	v := d.issue(app.LetterForm{})
	if !strings.Contains(v.Terms.Pay.FR, "contrat") || !strings.Contains(v.Terms.Pay.EN, "contract") {
		t.Errorf("%+v", v.Terms.Pay)
	}
}

func TestALetterKeepsWhatWasWrittenOfPay(t *testing.T) {
	d := newLetterDesk(t, testkit.SQLite(t))
	d.aims(true)
	if v := d.issue(app.LetterForm{Pay: "Dix pour cent du fixe à l’objectif."}); v.Terms.Pay.FR != "Dix pour cent du fixe à l’objectif." {
		t.Errorf("%+v", v.Terms.Pay)
	}
}
