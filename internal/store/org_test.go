package store_test

import (
	"testing"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

func TestOrganisation(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		x, y := alpina(1), alpina(2)
		write(t, db, func(tx *store.Tx) error { return tx.InsertOrg(x, 42) })
		read(t, db, func(tx *store.Tx) error {
			several, err := tx.SeveralOrgs()
			equal(t, several, false)
			return err
		})
		write(t, db, func(tx *store.Tx) error { return tx.InsertOrg(y, 43) })
		x.Name, x.Linear, x.Season.Month[0], x.Version = "Alpina SA", true, 90, 2
		write(t, db, func(tx *store.Tx) error { return tx.UpdateOrg(x) })
		refused(t, db, "stale", func(tx *store.Tx) error { return tx.UpdateOrg(x) })
		read(t, db, func(tx *store.Tx) error {
			equal(t, must[org.Org](t)(tx.Org(1)), x)
			equal(t, must[org.Org](t)(tx.OrgByKey(y.Key)), y)
			equal(t, must[[]org.Org](t)(tx.Orgs()), []org.Org{x, y})
			equal(t, must[bool](t)(tx.SeveralOrgs()), true)
			return nil
		})
		refused(t, db, "not_found", func(tx *store.Tx) error { _, err := tx.Org(3); return err })
		refused(t, db, "store.duplicate", func(tx *store.Tx) error { z := alpina(3); z.Key = x.Key; return tx.InsertOrg(z, 1) })
	})
}

func TestChangeNumbers(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		found(t, db, 1, 2)
		write(t, db, func(tx *store.Tx) error {
			change, config, err := tx.NextChange(1)
			equal(t, []int64{change, config}, []int64{1, 0})
			if err != nil {
				return err
			}
			return tx.BumpConfig(1)
		})
		write(t, db, func(tx *store.Tx) error {
			change, config, err := tx.NextChange(1)
			equal(t, []int64{change, config}, []int64{2, 1})
			return err
		})
		read(t, db, func(tx *store.Tx) error {
			change, config, err := tx.Seqs(1)
			equal(t, []int64{change, config}, []int64{2, 1})
			return err
		})
		equal(t, must[int64](t)(db.Seq(t.Context(), 1)), int64(2))
		equal(t, must[map[org.ID]int64](t)(db.Seqs(t.Context())), map[org.ID]int64{1: 2, 2: 0})
		refused(t, db, "not_found", func(tx *store.Tx) error { _, _, err := tx.NextChange(3); return err })
	})
}

// people of a small team, with something in every field.
var (
	personLea = org.Person{
		ID: lea, Key: "lea", Name: "Léa Moreau", Email: "Lea@Alpina.example", ExternalID: "005-1", Role: org.Rep, StartOn: on("2024-02-01"),
		EndOn: on("2027-01-31"), RoleSince: on("2025-06-01"), WorkingTime: 8_000, Hidden: true, OnBoards: true, Version: 1,
	}
	personKarim = org.Person{ID: karim, Key: "karim", Name: "Karim Haddad", Role: org.Manager, WorkingTime: 10_000, Version: 1}
	teamAlpina  = org.Team{ID: 200, Key: "alpina", Name: "Alpina", Kind: org.Company, Version: 1}
	teamNord    = org.Team{ID: nord, Key: "nord", Name: "Nord", Parent: 200, Kind: org.TeamUnit, Lead: karim, Version: 1}
	inNord      = org.Membership{Person: lea, Team: nord, Span: period.Span{From: on("2024-02-01"), To: on("2026-01-01")}, WorkingTime: -1}
	stillInNord = org.Membership{Person: lea, Team: nord, Span: period.Span{From: on("2026-01-01")}, WorkingTime: 5_000}
	away        = org.Absence{Person: lea, Span: period.Span{From: on("2026-03-01"), To: on("2026-03-15")}, Share: 10_000}
)

// settle puts the small team into organisation o. The team comes first: its parent and lead may follow.
func settle(tx *store.Tx, o org.ID) error {
	for _, x := range []org.Team{teamNord, teamAlpina} {
		if err := tx.InsertTeam(o, x); err != nil {
			return err
		}
	}
	for _, p := range []org.Person{personLea, personKarim} {
		if err := tx.InsertPerson(o, p); err != nil {
			return err
		}
	}
	if err := tx.InsertMemberships(o, []org.Membership{inNord, stillInNord}); err != nil {
		return err
	}
	return tx.InsertAbsences(o, []org.Absence{away})
}

func TestPeopleAndTeams(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		found(t, db, 1)
		write(t, db, func(tx *store.Tx) error { return settle(tx, 1) })
		read(t, db, func(tx *store.Tx) error {
			equal(t, must[[]org.Team](t)(tx.Teams(1)), []org.Team{teamAlpina, teamNord})
			equal(t, must[[]org.Person](t)(tx.People(1)), []org.Person{personKarim, personLea})
			equal(t, must[org.Person](t)(tx.Person(1, lea)), personLea)
			equal(t, must[[]org.Membership](t)(tx.Memberships(1)), []org.Membership{inNord, stillInNord})
			equal(t, must[[]org.Absence](t)(tx.Absences(1)), []org.Absence{away})
			return nil
		})
		changed, moved := personLea, teamNord
		changed.Version, changed.Name, changed.Email, changed.EndOn = 2, "Léa M.", "", 0
		moved.Version, moved.Lead = 2, 0
		write(t, db, func(tx *store.Tx) error {
			if err := tx.UpdatePerson(1, changed); err != nil {
				return err
			}
			if err := tx.DeleteMemberships(1, []org.Membership{inNord}); err != nil {
				return err
			}
			if err := tx.DeleteAbsences(1, []org.Absence{away}); err != nil {
				return err
			}
			return tx.UpdateTeam(1, moved)
		})
		read(t, db, func(tx *store.Tx) error {
			equal(t, must[org.Person](t)(tx.Person(1, lea)), changed)
			equal(t, must[[]org.Team](t)(tx.Teams(1))[1], moved)
			equal(t, must[[]org.Membership](t)(tx.Memberships(1)), []org.Membership{stillInNord})
			equal(t, len(must[[]org.Absence](t)(tx.Absences(1))), 0)
			return nil
		})
		refused(t, db, "stale", func(tx *store.Tx) error { return tx.UpdatePerson(1, changed) })
		refused(t, db, "stale", func(tx *store.Tx) error { return tx.UpdateTeam(1, moved) })
		refused(t, db, "store.reference", func(tx *store.Tx) error { return tx.DeleteTeam(1, nord) })
		refused(t, db, "store.reference", func(tx *store.Tx) error { return tx.DeletePerson(1, lea) })
		write(t, db, func(tx *store.Tx) error { return tx.DeletePerson(1, karim) })
		refused(t, db, "not_found", func(tx *store.Tx) error { return tx.DeletePerson(1, karim) })
	})
}

func TestEmailsNameAccounts(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		found(t, db, 1, 2)
		write(t, db, func(tx *store.Tx) error { return settle(tx, 1) })
		write(t, db, func(tx *store.Tx) error { return settle(tx, 2) })
		read(t, db, func(tx *store.Tx) error {
			got := must[[]store.PersonAt](t)(tx.PeopleByEmail(" LEA@alpina.EXAMPLE "))
			equal(t, got, []store.PersonAt{
				{Person: personLea, Org: 1, OrgKey: alpina(1).Key, OrgName: "Alpina"}, {Person: personLea, Org: 2, OrgKey: alpina(2).Key, OrgName: "Alpina"},
			})
			return nil
		})
		twin := personKarim
		twin.ID, twin.Key, twin.Email = 999, "twin", "lea@alpina.example"
		refused(t, db, "store.duplicate", func(tx *store.Tx) error { return tx.InsertPerson(1, twin) })
	})
}

func TestErasingAPersonKeepsTheirId(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		found(t, db, 1)
		write(t, db, func(tx *store.Tx) error { return settle(tx, 1) })
		write(t, db, func(tx *store.Tx) error { return tx.ErasePerson(1, lea, "erased-1") })
		refused(t, db, "not_found", func(tx *store.Tx) error { _, err := tx.Person(1, lea); return err })
		refused(t, db, "not_found", func(tx *store.Tx) error { return tx.ErasePerson(1, lea, "again") })
		read(t, db, func(tx *store.Tx) error {
			equal(t, len(must[[]store.PersonAt](t)(tx.PeopleByEmail(personLea.Email))), 0)
			equal(t, must[[]org.Person](t)(tx.People(1)), []org.Person{personKarim})
			everyone := must[[]org.Person](t)(tx.Everyone(1))
			equal(t, []any{len(everyone), everyone[0].ID, everyone[0].Erased, everyone[0].Email}, []any{2, lea, true, ""})
			return nil
		})
		var key string
		if err := db.Pool().QueryRow(`SELECT key FROM person WHERE person_id = 101`).Scan(&key); err != nil || key != "erased-1" {
			t.Errorf("key %q, %v", key, err)
		}
	})
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{" Léa MOREAU ": "lea moreau", "Ḉa": "ca", "STRASSE": "strasse", "": ""} {
		equal(t, store.Fold(in), want)
	}
}

func TestMetricsAndRates(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		found(t, db, 1)
		m := store.Metric{
			ID: revenue, Version: 1, Archived: true,
			Metric: measure.Metric{
				Key: "gtx", Name: "GTX Pro", Unit: "EUR", Kind: measure.Sum, Of: "amount", Where: `kind == "deal_won"`, Numerator: "n", Denominator: "d",
				Direction: measure.Down, Credit: measure.Full,
			},
		}
		write(t, db, func(tx *store.Tx) error { return tx.InsertMetric(1, m) })
		m.Version, m.Archived, m.Name = 2, false, "GTX"
		write(t, db, func(tx *store.Tx) error { return tx.UpdateMetric(1, m) })
		refused(t, db, "stale", func(tx *store.Tx) error { return tx.UpdateMetric(1, m) })
		chf := store.Rate{Currency: "CHF", From: on("2026-01-01"), Rate: 10_500_000_000}
		usd := store.Rate{Currency: "USD", From: on("2026-01-01"), Rate: 9_200_000_000}
		write(t, db, func(tx *store.Tx) error { return tx.PutRates(1, []store.Rate{usd, chf}) })
		chf.Rate++
		write(t, db, func(tx *store.Tx) error { return tx.PutRates(1, []store.Rate{chf}) })
		read(t, db, func(tx *store.Tx) error {
			equal(t, must[[]store.Metric](t)(tx.Metrics(1)), []store.Metric{m})
			equal(t, must[[]store.Rate](t)(tx.Rates(1)), []store.Rate{chf, usd})
			return nil
		})
		write(t, db, func(tx *store.Tx) error {
			if err := tx.DeleteRates(1, []store.Rate{usd}); err != nil {
				return err
			}
			return tx.DeleteMetric(1, revenue)
		})
		read(t, db, func(tx *store.Tx) error {
			equal(t, len(must[[]store.Metric](t)(tx.Metrics(1))), 0)
			equal(t, must[[]store.Rate](t)(tx.Rates(1)), []store.Rate{chf})
			return nil
		})
	})
}
