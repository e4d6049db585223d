package app

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

func TestTenFailuresCloseTheDoorForAQuarterOfAnHour(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	for i := range 10 {
		refused(t, h.signIn("ines@alpina.fr", "not her password", fmt.Sprintf("192.0.2.%d", i)), "auth.refused")
		h.clock.pass(time.Second)
	}
	err := h.signIn("INES@alpina.fr ", inesPassword, "198.51.100.7")
	refused(t, err, "auth.throttled")
	same(t, fault.KindOf(err), fault.Limited)
	same(t, fault.All(err)[0].Args["retry_after"], any(15*60-10))

	h.clock.pass(15*time.Minute - 10*time.Second)
	ok(t, h.signIn("ines@alpina.fr", inesPassword, "198.51.100.7"))
}

func TestTenFailuresFromOnePlaceCloseItWhateverTheNames(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	for i := range 10 {
		refused(t, h.signIn(fmt.Sprintf("stranger%d@alpina.fr", i), "whatever it is", fmt.Sprintf("[2001:db8:1:2::%d]:4711", i)), "auth.refused")
	}
	refused(t, h.signIn("ines@alpina.fr", inesPassword, "[2001:db8:1:2::99]:80"), "auth.throttled")
	ok(t, h.signIn("ines@alpina.fr", inesPassword, "[2001:db8:1:3::1]:80"))
}

func TestASuccessForgivesTheNameButNotThePlace(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	const from = "192.0.2.1:99"
	for range 9 {
		refused(t, h.signIn("leo@elsewhere.fr", "a guess at a time", from), "auth.refused")
	}
	ok(t, h.signIn("ines@alpina.fr", inesPassword, from))
	refused(t, h.signIn("leo@elsewhere.fr", "a guess at a time", from), "auth.refused")
	refused(t, h.signIn("ines@alpina.fr", inesPassword, from), "auth.throttled")
}

func TestManyGuessesAtOnceDoNotSlipThrough(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := alpina(t, db)
		var mu sync.Mutex
		codes := map[string]int{}
		var all sync.WaitGroup
		for i := range 32 {
			all.Go(func() {
				err := h.signIn("ines@alpina.fr", fmt.Sprintf("guess number %d", i), fmt.Sprintf("192.0.2.%d", i))
				mu.Lock()
				defer mu.Unlock()
				codes[fault.All(err)[0].Code]++
			})
		}
		all.Wait()
		same(t, fmt.Sprint(codes), "map[auth.refused:10 auth.throttled:22]")
	})
}

func TestAStrangerAndAColleagueGetTheSameAnswerAtTheSameCost(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	people := h.welcome("Léa Martin; lea@alpina.fr\nKarim Benali; karim@alpina.fr\nZoé Petit; zoe@alpina.fr")
	h.join(people[0])
	gone := h.join(people[1]).Person
	ok(t, h.SavePerson(t.Context(), h.ines.Actor, leaves(gone.Key, "2026-11-20"), gone.Version))

	stranger := h.signIn("nobody@alpina.fr", "any password at all", "192.0.2.1")
	for _, email := range []string{"lea@alpina.fr", "karim@alpina.fr", "zoe@alpina.fr", "", "not an address"} {
		err := h.signIn(email, "any password at all", "192.0.2.2")
		same(t, fmt.Sprintf("%#v", fault.All(err)[0]), fmt.Sprintf("%#v", fault.All(stranger)[0]))
		same(t, hashesTried(t, h, email), hashesTried(t, h, "nobody@alpina.fr"))
	}
	refused(t, h.signIn("karim@alpina.fr", inesPassword, "192.0.2.3"), "auth.refused") // has left, knows the password
}

// hashesTried is what an attempt costs: each hash is some 20 ms, everything else a thousandth of that.
func hashesTried(t *testing.T, h house, email string) int {
	t.Helper()
	var all []account
	ok(t, h.db.Read(t.Context(), func(tx *store.Tx) (err error) {
		all, err = h.accounts(tx, SignInForm{Email: email})
		return err
	}))
	_, tried, err := h.tryPassword(t.Context(), "any password at all", all, 1)
	ok(t, err)
	return tried
}

func leaves(key, on string) sheet.PersonRow {
	return sheet.PersonRow{Key: key, EndOn: sheet.Val(day(on))}
}

func TestOnePasswordInTwoCompaniesAsksWhich(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	h.open("Belvédère", "Inès Roy", "ines@alpina.fr")
	_, _, err := h.SignIn(t.Context(), SignInForm{Email: "ines@alpina.fr", Password: inesPassword})
	refused(t, err, "auth.choose_org")
	choices, _ := fault.All(err)[0].Args["orgs"].([]OrgChoice)
	same(t, fmt.Sprint(choices), "[{alpina Alpina} {belvedere Belvédère}]")

	_, s, err := h.SignIn(t.Context(), SignInForm{Email: "ines@alpina.fr", Password: inesPassword, OrgKey: "belvedere"})
	ok(t, err)
	same(t, s.Org.Name, "Belvédère")
	_, _, err = h.SignIn(t.Context(), SignInForm{Email: "ines@alpina.fr", Password: inesPassword, OrgKey: "elsewhere"})
	refused(t, err, "auth.refused")
}

func TestANewPasswordEndsTheOtherSessions(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	phone, _, err := h.SignIn(t.Context(), SignInForm{Email: "ines@alpina.fr", Password: inesPassword})
	ok(t, err)
	desk, here, err := h.SignIn(t.Context(), SignInForm{Email: "ines@alpina.fr", Password: inesPassword})
	ok(t, err)

	refused(t, h.ChangePassword(t.Context(), here.Actor, "not the old one", "une autre phrase"), "auth.old_password")
	refused(t, h.ChangePassword(t.Context(), here.Actor, inesPassword, "court"), "auth.password_short")
	ok(t, h.ChangePassword(t.Context(), here.Actor, inesPassword, "une autre phrase"))

	_, err = h.SessionOf(t.Context(), phone)
	refused(t, err, "auth.session_ended")
	h.session(desk)
	refused(t, h.signIn("ines@alpina.fr", inesPassword, ""), "auth.refused")
	ok(t, h.signIn("ines@alpina.fr", "une autre phrase", ""))
}

func TestGuessingTheOldPasswordIsThrottledToo(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	for range 10 {
		refused(t, h.ChangePassword(t.Context(), h.ines.Actor, "a wrong old one", "une autre phrase"), "auth.old_password")
	}
	refused(t, h.ChangePassword(t.Context(), h.ines.Actor, inesPassword, "une autre phrase"), "auth.throttled")
}

func TestPasswordsThatEverybodyTriesFirst(t *testing.T) {
	for password, code := range map[string]string{
		"":                        "auth.password_missing",
		"piolet":                  "auth.password_short",
		"Motdepasse2026!":         "auth.password_common",
		"azertyuiop":              "auth.password_common",
		"1234567890":              "auth.password_common",
		"aaaaaaaaaaaa":            "auth.password_common",
		"Inès Roy 2026":           "auth.password_common",
		"ines.roy@alpina.fr":      "auth.password_common",
		"corde\x00et piolet":      "auth.password_invalid",
		string(make([]byte, 201)): "auth.password_long",
	} {
		refused(t, checkPassword(password, "Inès Roy", "ines.roy@alpina.fr", "Alpina"), code)
	}
	ok(t, checkPassword("corde et piolet", "Inès Roy"))
	ok(t, checkPassword("Ülk-94 grès", "Inès Roy"))
}

func TestASessionSlidesAndEnds(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	secret, s, err := h.SignIn(t.Context(), SignInForm{Email: "ines@alpina.fr", Password: inesPassword})
	ok(t, err)
	same(t, len(secret), 43)
	same(t, s.Expires, h.clock.now().Add(30*24*time.Hour).Local())

	h.clock.pass(29 * 24 * time.Hour)
	h.session(secret)
	h.clock.pass(29 * 24 * time.Hour)
	h.session(secret)
	h.clock.pass(30*24*time.Hour + time.Second)
	_, err = h.SessionOf(t.Context(), secret)
	refused(t, err, "auth.session_ended")
}

func TestWhatChangesIsTrueAtTheNextRequest(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := alpina(t, db)
		lea := h.welcome("Léa Martin; lea@alpina.fr")[0]
		secret, err := h.Join(t.Context(), JoinForm{Secret: lea.Link, Password: inesPassword})
		ok(t, err)
		same(t, h.session(secret).Actor.Role, org.Rep)

		p := h.person("lea-martin")
		ok(t, h.SavePerson(t.Context(), h.ines.Actor, sheet.PersonRow{Key: p.Key, Role: sheet.Val("manager")}, p.Version))
		same(t, h.session(secret).Actor.Role, org.Manager)

		p = h.person("lea-martin")
		ok(t, h.SavePerson(t.Context(), h.ines.Actor, leaves(p.Key, "2026-11-23"), p.Version))
		h.session(secret) // her last day is today
		h.clock.pass(15 * time.Hour)
		_, err = h.SessionOf(t.Context(), secret) // it is past midnight in Paris
		refused(t, err, "auth.session_ended")
	})
}

func TestSigningOutEndsThisSessionOnly(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	one, _, err := h.SignIn(t.Context(), SignInForm{Email: "ines@alpina.fr", Password: inesPassword})
	ok(t, err)
	two, _, err := h.SignIn(t.Context(), SignInForm{Email: "ines@alpina.fr", Password: inesPassword})
	ok(t, err)
	ok(t, h.SignOut(t.Context(), one))
	ok(t, h.SignOut(t.Context(), one))
	ok(t, h.SignOut(t.Context(), "nobody's"))
	_, err = h.SessionOf(t.Context(), one)
	refused(t, err, "auth.session_ended")
	h.session(two)
	for _, forged := range []string{"", "x", one + "x", digest(two)} {
		_, err := h.SessionOf(t.Context(), forged)
		refused(t, err, "auth.session_ended")
	}
}

func TestASessionIsOfOneCompanyOnly(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	other := h.open("Belvédère", "Marc Blanc", "marc@belvedere.fr")
	lea := h.welcome("Léa Martin; lea@alpina.fr")[0].Person

	_, err := h.Invite(t.Context(), other.Actor, lea.ID)
	refused(t, err, "not_found")
	same(t, fault.KindOf(h.ErasePerson(t.Context(), other.Actor, lea.ID)), fault.NotFound)
	same(t, fault.KindOf(h.Thank(t.Context(), other.Actor, org.PersonOwner(lea.ID), 0, 0, "Bravo")), fault.NotFound)
	_, err = h.DemoSession(t.Context(), other.Org.ID, lea.ID)
	same(t, fault.KindOf(err), fault.NotFound)
	forged := other.Actor
	forged.Org = h.ines.Org.ID
	_, err = h.Tokens(t.Context(), forged)
	same(t, fault.KindOf(err), fault.Forbidden)
}

// BenchmarkSignInTiming measures a refused attempt for an address that is known and for one that is not, turn and turn about, and
// reports the fastest of each and how far they lie apart: the slower ones only tell how busy the machine is.
func BenchmarkSignInTiming(b *testing.B) {
	a := New(testkit.SQLite(b), Options{})
	defer a.Close()
	f := SetupForm{Company: "Alpina", Name: "Inès Roy", Email: "ines@alpina.fr", Password: inesPassword}
	if _, err := a.NewCompany(b.Context(), f); err != nil {
		b.Fatal(err)
	}
	fastest := map[string]time.Duration{}
	for b.Loop() {
		for _, email := range []string{"ines@alpina.fr", "nobody@alpina.fr"} {
			start := time.Now()
			if _, err := a.recognise(b.Context(), SignInForm{Email: email, Password: "not her password"}); err != nil {
				b.Fatal(err)
			}
			if took := time.Since(start); fastest[email] == 0 || took < fastest[email] {
				fastest[email] = took
			}
		}
	}
	known, stranger := fastest["ines@alpina.fr"], fastest["nobody@alpina.fr"]
	b.ReportMetric(known.Seconds()*1000, "known-ms")
	b.ReportMetric(stranger.Seconds()*1000, "stranger-ms")
	b.ReportMetric(100*(known-stranger).Abs().Seconds()/stranger.Seconds(), "%-apart")
}
