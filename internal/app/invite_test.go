package app

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

// day reads a date of a test.
func day(s string) period.Date {
	d, err := period.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestTheFirstFormOpensTheHouseOnce(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := emptyHouse(t, db)
		needs, err := h.NeedsSetup(t.Context())
		ok(t, err)
		same(t, needs, true)
		older, err := h.SetupSecret(t.Context())
		ok(t, err)
		secret, err := h.SetupSecret(t.Context())
		ok(t, err)
		form := SetupForm{Secret: older, Company: "Alpina & Fils", Name: "Inès Roy", Email: "ines@alpina.fr", Password: inesPassword, HeadCount: 12}
		_, err = h.Setup(t.Context(), form)
		refused(t, err, "setup.invalid")

		form.Secret = secret
		session, err := h.Setup(t.Context(), form)
		ok(t, err)
		s := h.session(session)
		same(t, s.Org.Key, "alpina-fils")
		same(t, s.Actor.Role, org.Admin)
		same(t, s.Org.Calendar.Holidays, period.French)
		w, err := h.World(t.Context(), s.Org.ID)
		ok(t, err)
		same(t, w.Root().Lead, s.Person.ID)
		_, revenue := w.MetricByKey("revenue")
		same(t, revenue, true)

		needs, err = h.NeedsSetup(t.Context())
		ok(t, err)
		same(t, needs, false)
		_, err = h.Setup(t.Context(), form)
		refused(t, err, "setup.invalid")
		ok(t, h.signIn("ines@alpina.fr", inesPassword, ""))
	})
}

func TestASetUpLinkOpensNothingOnceSomebodyIsIn(t *testing.T) {
	h := emptyHouse(t, testkit.SQLite(t))
	secret, err := h.SetupSecret(t.Context())
	ok(t, err)
	ok(t, h.CheckSetup(t.Context(), secret))
	h.open("Alpina", "Inès Roy", "ines@alpina.fr")
	refused(t, h.CheckSetup(t.Context(), secret), "setup.invalid")
}

func TestSixteenPeopleWithOneSetUpLinkMakeOneCompany(t *testing.T) {
	h := emptyHouse(t, testkit.SQLite(t))
	secret, err := h.SetupSecret(t.Context())
	ok(t, err)
	won := raceOf(16, func(i int) error {
		_, err := h.Setup(t.Context(), SetupForm{Secret: secret, Company: "Alpina", Name: "Inès", Email: fmt.Sprintf("p%d@alpina.fr", i), Password: inesPassword})
		return err
	})
	same(t, won, 1)
	all, err := h.Orgs(t.Context())
	ok(t, err)
	same(t, len(all), 1)
}

func TestTheFirstFormTellsEverythingAtOnce(t *testing.T) {
	h := emptyHouse(t, testkit.SQLite(t))
	secret, err := h.SetupSecret(t.Context())
	ok(t, err)
	_, err = h.Setup(t.Context(), SetupForm{Secret: secret, Email: "not an address", Password: "short", HeadCount: -1})
	blames(t, err, "company", "name", "email", "password", "head_count")
	_, err = h.Setup(t.Context(), SetupForm{Secret: secret, Company: "A", Name: "B", Email: "b@a.fr", Password: inesPassword, Locale: "de", Currency: "euro", TimeZone: "Mars"})
	blames(t, err, "locale", "currency", "time_zone")
	ok(t, h.CheckSetup(t.Context(), secret))
}

func TestACompanyMadeOnTheCommandLineIsTheOneEntered(t *testing.T) {
	h := emptyHouse(t, testkit.SQLite(t))
	o, err := h.CreateOrg(t.Context(), NewOrg{Key: "alpina", Name: "Alpina"})
	ok(t, err)
	in := sheet.Batch{People: []sheet.PersonRow{{Key: "p1", Name: sheet.Val("Inès Roy"), Email: sheet.Val("ines@alpina.fr")}}}
	_, err = h.Import(t.Context(), System(o.ID), "people.csv", in, false)
	ok(t, err)
	secret, err := h.SetupSecret(t.Context())
	ok(t, err)
	session, err := h.Setup(t.Context(), SetupForm{Secret: secret, Company: "alpina", Name: "Inès Roy", Email: "ines@alpina.fr", Password: inesPassword})
	ok(t, err)
	s := h.session(session)
	same(t, s.Org.ID, o.ID)
	same(t, s.Person.Key, "p1")
	same(t, s.Actor.Role, org.Admin)
}

func TestCreatingAnOrganisation(t *testing.T) {
	h := emptyHouse(t, testkit.SQLite(t))
	_, err := h.OrgByKey(t.Context(), "")
	refused(t, err, "org.none")
	o, err := h.CreateOrg(t.Context(), NewOrg{Key: "alpina"})
	ok(t, err)
	same(t, fmt.Sprint(o.Name, o.Currency, o.Locale, o.TimeZone, o.Calendar.FiscalStart, o.Calendar.WeekStart, o.Compliance), "alpinaEURfrEurope/Paris1 Mondayfr")
	only, err := h.OrgByKey(t.Context(), "")
	ok(t, err)
	same(t, only.ID, o.ID)
	_, err = h.CreateOrg(t.Context(), NewOrg{Key: "alpina"})
	refused(t, err, "org.key_taken")
	_, err = h.CreateOrg(t.Context(), NewOrg{Key: "", Currency: "euros", Locale: "xx", TimeZone: "Local", FiscalStart: 13, WeekStart: "someday"})
	blames(t, err, "key", "name", "currency", "locale", "time_zone", "fiscal_start", "week_start")
	_, err = h.CreateOrg(t.Context(), NewOrg{Key: "belvedere", Currency: "usd", Locale: "en", TimeZone: "America/New_York", FiscalStart: 7, WeekStart: "Sunday"})
	ok(t, err)
	_, err = h.OrgByKey(t.Context(), "")
	refused(t, err, "org.choose")
	_, err = h.OrgByKey(t.Context(), "chamonix")
	refused(t, err, "org.unknown")
}

// raceOf starts n callers at the same moment and counts those who were not refused.
func raceOf(n int, fn func(i int) error) int {
	start := make(chan struct{})
	won := make(chan error, n)
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			<-start
			won <- fn(i)
		})
	}
	close(start)
	all.Wait()
	close(won)
	count := 0
	for err := range won {
		if err == nil {
			count++
		}
	}
	return count
}

func TestSixteenPeopleWithOneLinkAndOneComesIn(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := alpina(t, db)
		lea := h.welcome("Léa Martin")[0]
		inv, err := h.Invitation(t.Context(), lea.Link)
		ok(t, err)
		same(t, inv.Person.Name+" "+inv.Org.Name+" "+inv.Purpose, "Léa Martin Alpina join")

		won := raceOf(16, func(int) error {
			_, err := h.Join(t.Context(), JoinForm{Secret: lea.Link})
			return err
		})
		same(t, won, 1)
		_, err = h.Join(t.Context(), JoinForm{Secret: lea.Link})
		refused(t, err, "invite.invalid")
		_, err = h.Invitation(t.Context(), lea.Link)
		refused(t, err, "invite.invalid")
	})
}

func TestALinkEndsAfterTwoWeeksAndANewOneReplacesIt(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	lea := h.welcome("Léa Martin")[0]
	newer, err := h.Invite(t.Context(), h.ines.Actor, lea.Person.ID)
	ok(t, err)
	_, err = h.Join(t.Context(), JoinForm{Secret: lea.Link})
	refused(t, err, "invite.invalid")
	h.clock.pass(14*24*time.Hour + time.Second)
	_, err = h.Join(t.Context(), JoinForm{Secret: newer})
	refused(t, err, "invite.invalid")
}

func TestJoiningWithNothingThenAddingAPassword(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	lea := h.welcome("Lea M")[0]
	secret, err := h.Join(t.Context(), JoinForm{Secret: lea.Link, Name: "Léa Martin"})
	ok(t, err)
	s := h.session(secret)
	same(t, s.Person.Name, "Léa Martin")

	refused(t, h.AddCredential(t.Context(), s.Actor, "", "une longue phrase"), "auth.email_missing")
	refused(t, h.AddCredential(t.Context(), s.Actor, "ines@alpina.fr", "une longue phrase"), "person.email_taken")
	ok(t, h.AddCredential(t.Context(), s.Actor, "lea@alpina.fr", "une longue phrase"))
	refused(t, h.AddCredential(t.Context(), s.Actor, "lea@alpina.fr", "une autre phrase"), "auth.has_password")
	ok(t, h.signIn("lea@alpina.fr", "une longue phrase", ""))
	h.session(secret)
	_, err = h.Invite(t.Context(), h.ines.Actor, s.Person.ID)
	refused(t, err, "invite.already_joined")
}

func TestJoiningTellsWhatIsWrongWithoutUsingTheLinkUp(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	lea := h.welcome("Léa Martin")[0]
	_, err := h.Join(t.Context(), JoinForm{Secret: lea.Link, Email: "nonsense", Password: "short"})
	blames(t, err, "email", "password")
	_, err = h.Join(t.Context(), JoinForm{Secret: lea.Link, Password: "une longue phrase"})
	blames(t, err, "email")
	_, err = h.Join(t.Context(), JoinForm{Secret: lea.Link, Email: "ines@alpina.fr", Password: "une longue phrase"})
	refused(t, err, "person.email_taken")
	_, err = h.Join(t.Context(), JoinForm{Secret: lea.Link, Email: "lea@alpina.fr", Password: "une longue phrase"})
	ok(t, err)
}

func TestAForgottenPassword(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	before, _, err := h.SignIn(t.Context(), SignInForm{Email: "ines@alpina.fr", Password: inesPassword})
	ok(t, err)
	link, err := h.ResetLink(t.Context(), "", "INES@alpina.fr")
	ok(t, err)
	_, err = h.Join(t.Context(), JoinForm{Secret: link})
	refused(t, err, "invite.invalid") // a reset link does not join
	_, err = h.ResetPassword(t.Context(), link, "court")
	refused(t, err, "auth.password_short")
	after, err := h.ResetPassword(t.Context(), link, "nouvelle phrase")
	ok(t, err)
	h.session(after)
	_, err = h.SessionOf(t.Context(), before)
	refused(t, err, "auth.session_ended")
	ok(t, h.signIn("ines@alpina.fr", "nouvelle phrase", ""))
	_, err = h.ResetPassword(t.Context(), link, "encore une phrase")
	refused(t, err, "invite.invalid")
	_, err = h.ResetLink(t.Context(), "alpina", "personne")
	refused(t, err, "person.unknown")
}

func TestALinkIsNoWayUp(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	people := h.welcome("Léa Martin; lea@alpina.fr\nHugo Faure; hugo@alpina.fr\nRita Noël")
	lead, hr, rep := h.join(people[0]), h.join(people[1]), people[2].Person
	ok(t, h.SavePerson(t.Context(), h.ines.Actor, sheet.PersonRow{Key: hr.Person.Key, Role: sheet.Val("hr")}, h.person(hr.Person.Key).Version))
	ok(t, h.SaveTeam(t.Context(), h.ines.Actor, sheet.TeamRow{Key: "nord", Lead: sheet.Val(lead.Person.Key)}, 0))
	ok(t, h.SaveMembership(t.Context(), h.ines.Actor, sheet.MembershipRow{Person: rep.Key, Team: "nord", From: day("2026-11-23")}))
	hr.Actor.Role = org.HR

	_, err := h.Invite(t.Context(), lead.Actor, rep.ID) // leads the team
	ok(t, err)
	for _, who := range []Session{lead, hr} {
		_, err := h.ResetFor(t.Context(), who.Actor, h.ines.Person.ID)
		same(t, fault.KindOf(err), fault.Forbidden)
		_, err = h.Invite(t.Context(), who.Actor, h.ines.Person.ID)
		same(t, fault.KindOf(err), fault.Forbidden)
	}
	_, err = h.ResetFor(t.Context(), lead.Actor, rep.ID)
	same(t, fault.KindOf(err), fault.Forbidden)
	_, err = h.ResetFor(t.Context(), hr.Actor, rep.ID)
	ok(t, err)
}

func TestReadingAPastedList(t *testing.T) {
	for text, want := range map[string]string{
		"Léa Martin":                                "Léa Martin",
		"Léa Martin <lea@x.fr>":                     "Léa Martin|lea@x.fr",
		"\"Martin, Léa\" <lea@x.fr>":                "Martin Léa|lea@x.fr",
		"Léa Martin; lea@x.fr":                      "Léa Martin|lea@x.fr",
		"Léa Martin, lea@x.fr":                      "Léa Martin|lea@x.fr",
		"Léa\tMartin\tlea@x.fr":                     "Léa Martin|lea@x.fr",
		"lea@x.fr\tLéa Martin":                      "Léa Martin|lea@x.fr",
		"Léa Martin lea@x.fr":                       "Léa Martin|lea@x.fr",
		"  -  Léa\u00a0 Martin\r":                   "Léa Martin",
		"1. Léa Martin\n2) Karim Benali":            "Léa Martin/Karim Benali",
		"• Léa Martin\n\n* Karim Benali\n":          "Léa Martin/Karim Benali",
		"Nom;E-mail\nLéa Martin;lea@x.fr":           "Léa Martin|lea@x.fr",
		"Prénom\tNom\tCourriel\nLéa\tMartin\t":      "Léa Martin",
		"lea.martin@x.fr":                           "Lea Martin|lea.martin@x.fr",
		"Léa Martin <lea@x.fr>; Karim B <k@x.fr>":   "Léa Martin|lea@x.fr/Karim B|k@x.fr",
		"Léa <lea@x.fr>, Karim <k@x.fr>":            "Léa|lea@x.fr/Karim|k@x.fr",
		"<mailto:lea@x.fr>":                         "Lea|lea@x.fr",
		"Léa Martin;lea@x.fr\nLéa M;LEA@x.fr":       "Léa Martin|lea@x.fr",
		"Léa Martin;lea@x.fr\nLéa Martin;lea2@x.fr": "Léa Martin|lea@x.fr/Léa Martin|lea2@x.fr",
	} {
		names, err := parsePeople(text)
		ok(t, err)
		var got []string
		for _, n := range names {
			got = append(got, strings.TrimSuffix(n.Name+"|"+n.Email, "|"))
		}
		if s := strings.Join(got, "/"); s != want {
			t.Errorf("%q reads as %s, want %s", text, s, want)
		}
	}
}

func TestAPastedListTellsItsProblemsLineByLine(t *testing.T) {
	_, err := parsePeople("Léa Martin; lea@\nKarim\n" + strings.Repeat("x", 600))
	var lines []int
	for _, e := range fault.All(err) {
		lines = append(lines, e.Where.Row)
	}
	same(t, fmt.Sprint(lines), "[1 3]")
	for _, twins := range []string{"Léa Martin\nKarim\nLEA MARTIN", "Léa Martin; lea@x.fr\n\nLéa Martin", "Léa Martin\n\nLéa Martin; lea@x.fr"} {
		_, err = parsePeople(twins)
		refused(t, err, "people.same_name")
		e := fault.All(err)[0]
		same(t, fmt.Sprint(e.Where.Row, e.Args["first"]), "3 1")
	}
	_, err = parsePeople(" \n\n")
	refused(t, err, "people.none")
	var many strings.Builder
	for i := range 501 {
		fmt.Fprintf(&many, "Personne %d\n", i)
	}
	_, err = parsePeople(many.String())
	refused(t, err, "people.too_many")
}

func FuzzPastedList(f *testing.F) {
	f.Add("Léa Martin <lea@x.fr>; Karim;k@x.fr\n\t,,;<@>")
	f.Fuzz(func(t *testing.T, text string) {
		names, err := parsePeople(text)
		for _, n := range names {
			if err == nil && (n.Name == "" || strings.ContainsAny(n.Email, " \t<>")) {
				t.Fatalf("%q reads as %q <%s>", text, n.Name, n.Email)
			}
		}
	})
}

func TestPastingTwiceDoublesNobody(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := alpina(t, db)
		first := h.welcome("Léa Martin; lea@alpina.fr\nKarim Benali\nInès Roy")
		same(t, first[0].Person.Key+" "+first[1].Person.Key, "lea-martin karim-benali")
		same(t, first[2].Existed, true)
		same(t, first[2].Person.ID, h.ines.Person.ID)
		same(t, first[0].Link != "" && first[0].Link != first[1].Link && first[2].Link == "", true)

		again := h.welcome("Karim Benali; karim@alpina.fr\nLéa M.; LEA@alpina.fr\nLéa Martin; other@alpina.fr")
		same(t, again[0].Existed && again[1].Existed, true)
		same(t, again[2].Person.Key, "lea-martin-2") // another Léa Martin: another address
		w := h.world()
		same(t, len(w.People), 4)
		team, _ := w.TeamOf(again[2].Person.ID, day("2026-11-23"))
		same(t, team, w.Root().ID)
		h.join(first[0])
	})
}

func TestWhoMayPaste(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	lea := h.join(h.welcome("Léa Martin; lea@alpina.fr")[0])
	_, err := h.PastePeople(t.Context(), lea.Actor, "Karim", 0)
	same(t, fault.KindOf(err), fault.Forbidden)
	ok(t, h.SaveTeam(t.Context(), h.ines.Actor, sheet.TeamRow{Key: "nord", Lead: sheet.Val(lea.Person.Key)}, 0))
	nord, _ := h.world().TeamByKey("nord")
	p, err := h.PastePeople(t.Context(), lea.Actor, "Karim", nord.ID)
	ok(t, err)
	team, _ := h.world().TeamOf(p[0].Person.ID, day("2026-11-23"))
	same(t, team, nord.ID)
	_, err = h.PastePeople(t.Context(), lea.Actor, "Rita", 0)
	same(t, fault.KindOf(err), fault.Forbidden)
}
