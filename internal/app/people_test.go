package app

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"cordee/internal/fault"
	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

func TestATokenDoesWhatItsScopesSayUntilItIsRevoked(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := alpina(t, db)
		_, err := h.CreateToken(t.Context(), h.ines.Actor, " ", []string{"everything"})
		blames(t, err, "name", "scope")
		secret, err := h.CreateToken(t.Context(), h.ines.Actor, "CRM", []string{"results:write", "goals:read", "goals:read"})
		ok(t, err)
		same(t, len(secret), len("cordee_")+43)

		actor, _, err := h.TokenActor(t.Context(), secret)
		ok(t, err)
		same(t, actor.Org, h.ines.Org.ID)
		w, today := h.world(), day("2026-11-23")
		ok(t, w.Can(actor, org.PostResult, org.Object{}, today))
		refused(t, w.Can(actor, org.ManagePeople, org.Object{}, today), "access.scope_missing")
		_, err = h.PastePeople(t.Context(), actor, "Karim", 0)
		refused(t, err, "access.scope_missing")
		_, err = h.CreateToken(t.Context(), actor, "Another", []string{"admin"})
		refused(t, err, "access.scope_missing")

		list, err := h.Tokens(t.Context(), h.ines.Actor)
		ok(t, err)
		same(t, fmt.Sprint(list[0].Name, list[0].Scopes, list[0].Hash == "", list[0].LastUsedAt == h.clock.now().UnixMicro()), "CRM[goals:read results:write] true true")
		ok(t, h.RevokeToken(t.Context(), h.ines.Actor, list[0].ID))
		_, _, err = h.TokenActor(t.Context(), secret)
		refused(t, err, "auth.token_refused")
		for _, forged := range []string{"", "cordee_", "Bearer " + secret, secret + "0", "cordee_" + digest(secret)} {
			_, _, err := h.TokenActor(t.Context(), forged)
			refused(t, err, "auth.token_refused")
		}
	})
}

func TestATokensUseIsNotedOnceAMinute(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	secret, err := h.CreateToken(t.Context(), h.ines.Actor, "CRM", []string{"goals:read"})
	ok(t, err)
	start := h.clock.now()
	for _, after := range []time.Duration{0, 59 * time.Second, 61 * time.Second} {
		h.clock.at = start.Add(after)
		_, _, err := h.TokenActor(t.Context(), secret)
		ok(t, err)
		list, err := h.Tokens(t.Context(), h.ines.Actor)
		ok(t, err)
		same(t, time.UnixMicro(list[0].LastUsedAt).Sub(start), map[time.Duration]time.Duration{61 * time.Second: 61 * time.Second}[after])
	}
}

func TestTheLastAdministratorStays(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	me := h.ines.Person.Key
	demote := func() error {
		return h.SavePerson(t.Context(), h.ines.Actor, sheet.PersonRow{Key: me, Role: sheet.Val("rep")}, h.person(me).Version)
	}
	refused(t, demote(), "person.last_admin")
	refused(t, h.SavePerson(t.Context(), h.ines.Actor, leaves(me, "2026-11-22"), h.person(me).Version), "person.last_admin")
	refused(t, h.ErasePerson(t.Context(), h.ines.Actor, h.ines.Person.ID), "person.last_admin")
	ok(t, h.SavePerson(t.Context(), h.ines.Actor, sheet.PersonRow{Key: "marc", Role: sheet.Val("admin")}, 0))
	ok(t, demote())
}

func TestAStaleFormIsRefused(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	row := sheet.PersonRow{Key: "lea", Name: sheet.Val("Léa Martin")}
	ok(t, h.SavePerson(t.Context(), h.ines.Actor, row, 0))
	refused(t, h.SavePerson(t.Context(), h.ines.Actor, row, 0), "person.key_taken")
	row.Email = sheet.Val("lea@alpina.fr")
	ok(t, h.SavePerson(t.Context(), h.ines.Actor, row, 1))
	same(t, fault.KindOf(h.SavePerson(t.Context(), h.ines.Actor, row, 1)), fault.Stale)
	same(t, fault.KindOf(h.SavePerson(t.Context(), h.ines.Actor, sheet.PersonRow{Key: "nobody"}, 3)), fault.NotFound)
	same(t, h.person("lea").Email, "lea@alpina.fr")
}

func TestNobodyGivesARoleAboveTheirOwn(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	people := h.welcome("Olga Ops; olga@alpina.fr\nLéa Martin; lea@alpina.fr")
	olga := h.join(people[0])
	ok(t, h.SavePerson(t.Context(), h.ines.Actor, sheet.PersonRow{Key: olga.Person.Key, Role: sheet.Val("ops")}, h.person(olga.Person.Key).Version))
	olga.Actor.Role = org.Ops
	lea := people[1].Person
	role := func(to string) error {
		return h.SavePerson(t.Context(), olga.Actor, sheet.PersonRow{Key: lea.Key, Role: sheet.Val(to)}, h.person(lea.Key).Version)
	}
	refused(t, role("admin"), "access.role_not_yours")
	ok(t, role("manager"))
	err := h.SavePerson(t.Context(), olga.Actor, sheet.PersonRow{Key: h.ines.Person.Key, Email: sheet.Val("olga2@alpina.fr")}, h.person(h.ines.Person.Key).Version)
	same(t, fault.KindOf(err), fault.Forbidden)
	file := sheet.Batch{People: []sheet.PersonRow{{Key: olga.Person.Key, Role: sheet.Val("admin")}}}
	_, err = h.Import(t.Context(), olga.Actor, "people.csv", file, false)
	same(t, fault.KindOf(err), fault.Forbidden)
	file = sheet.Batch{People: []sheet.PersonRow{{Key: "eve", Role: sheet.Val("admin")}}}
	_, err = h.Import(t.Context(), olga.Actor, "people.csv", file, false)
	refused(t, err, "access.role_not_yours")
}

func TestPreferencesAreOnesOwn(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	lea := h.join(h.welcome("Léa Martin; lea@alpina.fr")[0])
	ok(t, h.SetPreferences(t.Context(), lea.Actor, Preferences{Hidden: true, OnBoards: true}))
	p := h.person(lea.Person.Key)
	same(t, p.Hidden && p.OnBoards, true)
	ok(t, h.SetName(t.Context(), lea.Actor, "Léa Martin-Roy", ""))
	same(t, h.person(lea.Person.Key).Name, "Léa Martin-Roy")
	same(t, h.person(lea.Person.Key).Email, "lea@alpina.fr")
	refused(t, h.SetName(t.Context(), lea.Actor, "", "ines@alpina.fr"), "person.email_taken")
}

func TestAGroupIsLeftToday(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	lea := h.welcome("Léa Martin")[0].Person
	ok(t, h.SaveTeam(t.Context(), h.ines.Actor, sheet.TeamRow{Key: "salon", Kind: sheet.Val("group")}, 0))
	ok(t, h.SaveMembership(t.Context(), h.ines.Actor, sheet.MembershipRow{Person: lea.Key, Team: "salon", From: day("2026-11-02")}))
	group, _ := h.world().TeamByKey("salon")
	h.sell(lea.Key, "deal-1", "2026-11-10", "1000")
	ok(t, h.RemovePersonFromGroup(t.Context(), h.ines.Actor, lea.ID, group.ID))
	w := h.world()
	same(t, fmt.Sprint(w.GroupsOf(lea.ID, day("2026-11-22")), w.GroupsOf(lea.ID, day("2026-11-23"))), fmt.Sprintf("[%v] []", group.ID))
	h.sell(lea.Key, "deal-2", "2026-11-23", "500")
	h.verified()
	same(t, h.revenue(org.TeamOwner(group.ID)), "1000")
	same(t, fault.KindOf(h.RemovePersonFromGroup(t.Context(), h.ines.Actor, lea.ID, w.Root().ID)), fault.NotFound)
}

// sell records one sale, as the command line would.
func (h house) sell(person, ref, on, amount string) {
	h.t.Helper()
	a, _, err := measure.Parse(amount)
	ok(h.t, err)
	_, err = h.Record(h.t.Context(), System(h.ines.Org.ID), []sheet.ResultRow{{
		Source: "test", Ref: ref, OccurredOn: day(on), Kind: "deal_won", Amount: measure.Some(a),
		Credits: []sheet.CreditKey{{Owner: person, BP: measure.Hundred}},
	}})
	ok(h.t, err)
}

// verified folds the ledger again and wants every total as it is stored.
func (h house) verified() {
	h.t.Helper()
	v, err := h.Verify(h.t.Context(), h.ines.Org.ID)
	ok(h.t, err)
	if len(v.Wrong) > 0 {
		h.t.Fatalf("stored totals the ledger does not bear out: %+v", v.Wrong)
	}
}

// revenue is an owner's whole revenue.
func (h house) revenue(o org.Owner) string {
	h.t.Helper()
	m, _ := h.world().MetricByKey("revenue")
	var sums []ledger.Delta
	ok(h.t, h.db.Read(h.t.Context(), func(tx *store.Tx) (err error) {
		sums, err = tx.Sums(h.ines.Org.ID, []store.Ask{{Metric: m.ID, Owner: o.ID}})
		return err
	}))
	return sums[0].Value.String()
}

func TestSettings(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	o := h.world().Org()
	o.Name, o.Direction, o.Tutoie, o.Boards = "Alpina Montagne", "La montagne pour tous", true, true
	o.Calendar.FiscalStart = 4
	ok(t, h.SaveOrg(t.Context(), h.ines.Actor, o, o.Version))
	now := h.world().Org()
	same(t, fmt.Sprint(now.Name, now.DirectionOn, now.Calendar.FiscalStart, now.Version), "Alpina Montagne2026-11-23 4 2")
	same(t, fault.KindOf(h.SaveOrg(t.Context(), h.ines.Actor, o, o.Version)), fault.Stale)

	bad := now
	bad.Name, bad.Currency, bad.Locale, bad.TimeZone, bad.Compliance = " ", "USD", "de", "Mars/Olympus", "maybe"
	bad.Calendar.FiscalStart, bad.Thresholds.On, bad.Thresholds.Quiet = 13, 12_000, -1
	err := h.SaveOrg(t.Context(), h.ines.Actor, bad, bad.Version)
	blames(t, err, "name", "currency", "locale", "time_zone", "compliance", "fiscal_start", "thresholds", "quiet")
	lea := h.join(h.welcome("Léa Martin; lea@alpina.fr")[0])
	same(t, fault.KindOf(h.SaveOrg(t.Context(), lea.Actor, now, now.Version)), fault.Forbidden)
}

func TestThanks(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	people := h.welcome("Léa Martin; lea@alpina.fr\nKarim Benali; karim@alpina.fr")
	lea, karim := h.join(people[0]), h.join(people[1])
	to := org.PersonOwner(karim.Person.ID)
	refused(t, h.Thank(t.Context(), karim.Actor, to, 0, 0, "Bravo moi"), "thanks.self")
	refused(t, h.Thank(t.Context(), lea.Actor, to, 0, 0, "  "), "thanks.text_missing")
	same(t, fault.KindOf(h.Thank(t.Context(), lea.Actor, org.PersonOwner(42), 0, 0, "Bravo")), fault.NotFound)
	same(t, fault.KindOf(h.Thank(t.Context(), lea.Actor, to, 42, 0, "Bravo")), fault.NotFound)
	same(t, fault.KindOf(h.Thank(t.Context(), lea.Actor, to, 0, 42, "Bravo")), fault.NotFound)
	ok(t, h.Thank(t.Context(), lea.Actor, to, 0, 0, "Merci pour ce rendez-vous"))
	ok(t, h.Thank(t.Context(), lea.Actor, org.TeamOwner(h.world().Root().ID), 0, 0, "Belle semaine"))
	got, err := h.ThanksFor(t.Context(), karim.Actor)
	ok(t, err)
	var said []string
	for _, x := range got {
		said = append(said, x.FromName+" → "+x.ToName+" : "+x.Text)
	}
	slices.Sort(said)
	same(t, fmt.Sprint(said), "[Léa Martin → Alpina : Belle semaine Léa Martin → Karim Benali : Merci pour ce rendez-vous]")
}

func TestEachSeesWhoLookedAtTheirData(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	lea := h.join(h.welcome("Léa Martin; lea@alpina.fr")[0])
	h.LogRead(t.Context(), lea.Actor, lea.Person.ID, "person") // her own page
	for range 3 {
		h.LogRead(t.Context(), h.ines.Actor, lea.Person.ID, "person")
	}
	h.clock.pass(2 * time.Hour)
	h.LogRead(t.Context(), h.ines.Actor, lea.Person.ID, "person")
	h.LogRead(t.Context(), h.ines.Actor, 4242, "person") // nobody: noted in the log, the page does not fail
	looks, err := h.AccessTo(t.Context(), lea.Actor)
	ok(t, err)
	same(t, len(looks), 2)
	same(t, looks[0].Name+" "+looks[0].What, "Inès Roy person")
}
