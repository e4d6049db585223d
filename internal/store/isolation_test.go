package store_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

// fill puts a row into every table of organisation o, with the same ids whatever o is.
func fill(t testing.TB, db *store.DB, o org.ID) {
	t.Helper()
	measured(t, db, o)
	p := sale(1, "ref", "2026-02-01", 5)
	g, below := bare(1, "goal"), objective(8, "below")
	below.Parent, below.Skills = 1, "Écoute"
	unhung := objective(6, "unhung")
	writes := []func(tx *store.Tx) error{
		func(tx *store.Tx) error { return tx.InsertGoal(o, g) },
		func(tx *store.Tx) error { return tx.InsertGoal(o, below) },
		func(tx *store.Tx) error { return tx.InsertGoal(o, unhung) },
		func(tx *store.Tx) error { return tx.InsertGoalVersion(o, store.GoalVersion{Goal: 1, Version: 1}) },
		func(tx *store.Tx) error { return tx.InsertStep(o, goal.Step{ID: 1, Goal: 1, Key: "s"}) },
		func(tx *store.Tx) error { return tx.InsertTask(o, store.Task{ID: 1, Key: "t"}) },
		func(tx *store.Tx) error {
			return tx.PutRates(o, []store.Rate{{Currency: "CHF", From: on("2026-01-01"), Rate: 1}})
		},
		func(tx *store.Tx) error { return tx.InsertPostings(o, []store.Posted{p}) },
		func(tx *store.Tx) error { return tx.PutHeads(o, []store.Head{headOf(p, true)}) },
		func(tx *store.Tx) error {
			return tx.AddTallies(o, []ledger.Tally{tally(revenue, lea, "2026-02-01", 5, 1)})
		},
		func(tx *store.Tx) error {
			return tx.AppendJournal(o, []store.Change{{Seq: 1, Kind: "x", SubjectKind: "goal", Subject: 1}})
		},
		func(tx *store.Tx) error { return tx.InsertAnswer(o, store.Answer{Key: "k", At: 1}) },
		func(tx *store.Tx) error { return took(tx.TakeRound(o, "night", 0, 1)) },
		func(tx *store.Tx) error {
			return tx.PutAttention(o, lea, store.Attention{Week: period.On(2026, 3, 2), Seconds: 5})
		},
		func(tx *store.Tx) error { return tx.InsertImport(o, store.Import{ID: 7}) },
		func(tx *store.Tx) error { return tx.InsertImport(o, store.Import{ID: 8, UndoneAt: 1}) },
		func(tx *store.Tx) error { return tx.PutMapping(o, store.Mapping{ID: 1, Name: "m"}) },
		func(tx *store.Tx) error { return tx.PutCredential(o, store.Credential{Person: lea}) },
		func(tx *store.Tx) error {
			return tx.InsertSession(store.Session{Org: o, Person: lea, IDHash: fmt.Sprint("s", o)})
		},
		func(tx *store.Tx) error { return tx.InsertToken(o, store.Token{ID: 1, Hash: fmt.Sprint("t", o)}) },
		func(tx *store.Tx) error { return tx.InsertInvite(o, store.Invite{ID: 1, Hash: fmt.Sprint("i", o)}) },
		func(tx *store.Tx) error { return tx.LogAccess(o, store.Access{ID: 1, Person: lea}) },
		func(tx *store.Tx) error {
			return tx.InsertThanks(o, store.Thanks{ID: 1, From: lea, To: org.PersonOwner(karim), Skill: "Écoute"})
		},
	}
	for _, fn := range slices.Concat(writes, forecastRows(o), negotiationRows(o), messageRows(o), practiceRows(o), checkinRows(o), rewardRows(o), wallRows(o), gameRows(o), recognitionRows(o)) {
		write(t, db, fn)
	}
}

var tables = []string{
	"attention", "round",
	"org", "person", "person_identity", "team", "membership", "absence", "metric", "rate", "ledger_entry", "result_head", "tally", "goal",
	"goal_version", "step", "task", "journal", "idempotency", "import", "mapping", "credential", "session", "token", "invite", "access_log",
	"thanks",
}

// rowsOf is every row of an organisation, table by table.
func rowsOf(t testing.TB, db *store.DB, o org.ID) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for _, table := range tables {
		rows, err := db.Pool().QueryContext(t.Context(), `SELECT * FROM `+table+` WHERE org_id = $1`, int64(o))
		if err != nil {
			t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			v := make([]any, len(columns))
			for i := range v {
				v[i] = new(any)
			}
			if err := rows.Scan(v...); err != nil {
				t.Fatal(err)
			}
			line := ""
			for i := range v {
				line += fmt.Sprintf("%s=%v ", columns[i], *v[i].(*any))
			}
			all[table] = append(all[table], line)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		slices.Sort(all[table])
	}
	return all
}

// reads are all methods that read within an organisation; each tells how much it found.
var reads = map[string]func(tx *store.Tx, o org.ID) (int, error){
	"Everyone":    func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Everyone(o)) },
	"Org":         func(tx *store.Tx, o org.ID) (int, error) { x, err := tx.Org(o); return sized(x.ID != 0), err },
	"Seqs":        func(tx *store.Tx, o org.ID) (int, error) { _, _, err := tx.Seqs(o); return 1, err },
	"Teams":       func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Teams(o)) },
	"People":      func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.People(o)) },
	"Person":      func(tx *store.Tx, o org.ID) (int, error) { _, err := tx.Person(o, lea); return 1, err },
	"Memberships": func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Memberships(o)) },
	"Absences":    func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Absences(o)) },
	"Metrics":     func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Metrics(o)) },
	"Rates":       func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Rates(o)) },
	"Heads": func(tx *store.Tx, o org.ID) (int, error) {
		m, err := tx.Heads(o, []store.RefKey{{Source: "crm", Ref: "ref"}})
		return len(m), err
	},
	"Postings": func(tx *store.Tx, o org.ID) (int, error) { m, err := tx.Postings(o, []int64{1}); return len(m), err },
	"PostingsOfRef": func(tx *store.Tx, o org.ID) (int, error) {
		return counted(tx.PostingsOfRef(o, store.RefKey{Source: "crm", Ref: "ref"}))
	},
	"PostingsOfImport": func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.PostingsOfImport(o, 7)) },
	"EachPosting": func(tx *store.Tx, o org.ID) (n int, err error) {
		return n, tx.EachPosting(o, 0, func(store.Posted) error { n++; return nil })
	},
	"EachOf": func(tx *store.Tx, o org.ID) (n int, err error) {
		err = tx.EachOf(o, store.Reach{Owners: []org.ID{lea}}, func(store.Posted) error { n++; return nil })
		return n, err
	},
	"EachLive": func(tx *store.Tx, o org.ID) (n int, err error) {
		err = tx.EachLive(o, store.Reach{Owners: []org.ID{lea}}, func(store.Posted) error { n++; return nil })
		return n, err
	},
	"EachLatest": func(tx *store.Tx, o org.ID) (n int, err error) {
		err = tx.EachLatest(o, store.Reach{Owners: []org.ID{lea}}, func(store.Posted) bool { n++; return false })
		return n, err
	},
	"LivePage": func(tx *store.Tx, o org.ID) (int, error) {
		return counted(tx.LivePage(o, store.Reach{}, store.Cursor{}, 9))
	},
	"Feed": func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Feed(o, store.Reach{}, 0, 9)) },
	"EachTally": func(tx *store.Tx, o org.ID) (n int, err error) {
		err = tx.EachTally(o, revenue, func(ledger.Tally) error { n++; return nil })
		return n, err
	},
	"EachRun": func(tx *store.Tx, o org.ID) (n int, err error) {
		err = tx.EachRun(o, func(store.Run) error { n++; return nil })
		return n, err
	},
	"EachCounted": func(tx *store.Tx, o org.ID) (n int, err error) {
		err = tx.EachCounted(o, func(*ledger.Posting) error { n++; return nil })
		return n, err
	},
	"Daily": func(tx *store.Tx, o org.ID) (int, error) {
		return counted(tx.Daily(o, []org.ID{revenue}, []org.ID{lea}, 0, 0))
	},
	"Sums": func(tx *store.Tx, o org.ID) (int, error) {
		d, err := tx.Sums(o, []store.Ask{{Metric: revenue, Owner: lea}})
		return sized(d[0] != ledger.Delta{}), err
	},
	"Latests": func(tx *store.Tx, o org.ID) (int, error) {
		v, err := tx.Latests(o, []store.Ask{{Metric: revenue, Owner: lea}})
		return sized(v[0] != measure.Maybe{}), err
	},
	"SumByMonth": func(tx *store.Tx, o org.ID) (int, error) {
		m, err := tx.SumByMonth(o, revenue, []org.ID{lea}, 0, 0)
		return len(m), err
	},
	"SumByOwner": func(tx *store.Tx, o org.ID) (int, error) {
		m, err := tx.SumByOwner(o, revenue, nil, 0, 0)
		return len(m), err
	},
	"Goal":         func(tx *store.Tx, o org.ID) (int, error) { _, err := tx.Goal(o, 1); return 1, err },
	"Goals":        func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Goals(o)) },
	"GoalByKey":    func(tx *store.Tx, o org.ID) (int, error) { _, err := tx.GoalByKey(o, "goal"); return 1, err },
	"GoalsInForce": func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.GoalsInForce(o, on("2026-02-01"), 9)) },
	"GoalsBelow": func(tx *store.Tx, o org.ID) (int, error) {
		return counted(tx.GoalsBelow(o, []org.ID{1}, on("2026-02-01"), 9))
	},
	"CountBelow": func(tx *store.Tx, o org.ID) (int, error) {
		n, err := tx.CountBelow(o, []org.ID{1}, on("2026-02-01"))
		return len(n), err
	},
	"GoalsUnhung":    func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.GoalsUnhung(o, on("2026-02-01"), 9)) },
	"GoalsTitled":    func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.GoalsTitled(o, nil, 9, 0)) },
	"GoalsAfter":     func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.GoalsAfter(o, "", 9)) },
	"CommonGoals":    func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.CommonGoals(o, on("2026-01-01"), 9)) },
	"GoalsOf":        func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.GoalsOf(o, []org.ID{lea}, 0, 0)) },
	"GoalChildren":   func(tx *store.Tx, o org.ID) (int, error) { _, err := tx.GoalChildren(o, 1); return 0, err },
	"GoalVersions":   func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.GoalVersions(o, 1)) },
	"Steps":          func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Steps(o, []org.ID{1})) },
	"Tasks":          func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Tasks(o)) },
	"JournalAfter":   func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.JournalAfter(o, 0, 0, 9)) },
	"JournalBefore":  func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.JournalBefore(o, 9, 0, 9)) },
	"JournalOf":      func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.JournalOf(o, "goal", 1, 9)) },
	"JournalTail":    func(tx *store.Tx, o org.ID) (int, error) { _, ok, err := tx.JournalTail(o); return sized(ok), err },
	"Credential":     func(tx *store.Tx, o org.ID) (int, error) { _, ok, err := tx.Credential(o, lea); return sized(ok), err },
	"HasCredentials": func(tx *store.Tx, o org.ID) (int, error) { ok, err := tx.HasCredentials(o); return sized(ok), err },
	"SessionsOf":     func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.SessionsOf(o, lea)) },
	"Tokens":         func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Tokens(o)) },
	"Invites":        func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Invites(o)) },
	"Joined":         func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Joined(o)) },
	"AccessTo":       func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.AccessTo(o, lea, 9)) },
	"Import":         func(tx *store.Tx, o org.ID) (int, error) { _, err := tx.Import(o, 7); return 1, err },
	"Imports":        func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Imports(o, 9)) },
	"UndoneImports":  func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.UndoneImports(o)) },
	"Mappings":       func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Mappings(o)) },
	"Attention":      func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Attention(o, lea, period.On(2026, 1, 1))) },
	"Answer":         func(tx *store.Tx, o org.ID) (int, error) { _, ok, err := tx.Answer(o, "k"); return sized(ok), err },
	"ThanksTo":       func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.ThanksTo(o, []org.ID{karim}, 9)) },
	"ThanksFrom":     func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.ThanksFrom(o, lea, 9)) },
}

func counted[T any](list []T, err error) (int, error) { return len(list), err }

func took(_ bool, err error) error { return err }

func sized(found bool) int {
	if found {
		return 1
	}
	return 0
}

// changes are all methods that change or remove what is there, or put something under an id that exists elsewhere.
var changes = map[string]func(tx *store.Tx, o org.ID) error{
	"RedactGoalVersion": func(tx *store.Tx, o org.ID) error { return tx.RedactGoalVersion(o, 1, 1, "{}") },
	"RedactUndo":        func(tx *store.Tx, o org.ID) error { return tx.RedactUndo(o, 7, "{}") },
	"DeleteHeads": func(tx *store.Tx, o org.ID) error {
		return tx.DeleteHeads(o, []store.RefKey{{Source: "crm", Ref: "ref"}})
	},
	"NextChange": func(tx *store.Tx, o org.ID) error { _, _, err := tx.NextChange(o); return err },
	"ReturnChange": func(tx *store.Tx, o org.ID) error {
		n, _, err := tx.Seqs(o)
		if err != nil {
			return err
		}
		return tx.ReturnChange(o, n)
	},
	"BumpConfig": func(tx *store.Tx, o org.ID) error {
		if _, _, err := tx.NextChange(o); err != nil {
			return err
		}
		return tx.BumpConfig(o)
	},
	"UpdateTeam": func(tx *store.Tx, o org.ID) error {
		x := teamNord
		x.Version++
		x.Name = "changed"
		return tx.UpdateTeam(o, x)
	},
	"DeleteTeam": func(tx *store.Tx, o org.ID) error { return tx.DeleteTeam(o, nord) },
	"UpdatePerson": func(tx *store.Tx, o org.ID) error {
		x := personLea
		x.Version++
		x.Name = "changed"
		return tx.UpdatePerson(o, x)
	},
	"ErasePerson":       func(tx *store.Tx, o org.ID) error { return tx.ErasePerson(o, lea, "gone") },
	"DeletePerson":      func(tx *store.Tx, o org.ID) error { return tx.DeletePerson(o, lea) },
	"DeleteMemberships": func(tx *store.Tx, o org.ID) error { return tx.DeleteMemberships(o, []org.Membership{inNord}) },
	"DeleteAbsences":    func(tx *store.Tx, o org.ID) error { return tx.DeleteAbsences(o, []org.Absence{away}) },
	"UpdateMetric":      func(tx *store.Tx, o org.ID) error { return tx.UpdateMetric(o, store.Metric{ID: revenue, Version: 2}) },
	"DeleteMetric":      func(tx *store.Tx, o org.ID) error { return tx.DeleteMetric(o, revenue) },
	"PutRates": func(tx *store.Tx, o org.ID) error {
		return tx.PutRates(o, []store.Rate{{Currency: "CHF", From: on("2026-01-01"), Rate: 9}})
	},
	"DeleteRates": func(tx *store.Tx, o org.ID) error {
		return tx.DeleteRates(o, []store.Rate{{Currency: "CHF", From: on("2026-01-01")}})
	},
	"InsertPostings": func(tx *store.Tx, o org.ID) error {
		return tx.InsertPostings(o, []store.Posted{sale(1, "x", "2026-02-01", 9)})
	},
	"PutHeads": func(tx *store.Tx, o org.ID) error {
		return tx.PutHeads(o, []store.Head{headOf(sale(9, "ref", "2026-02-01", 9), false)})
	},
	"AddTallies": func(tx *store.Tx, o org.ID) error {
		return tx.AddTallies(o, []ledger.Tally{tally(revenue, lea, "2026-02-01", 9, 1)})
	},
	"SetTallies": func(tx *store.Tx, o org.ID) error {
		return tx.SetTallies(o, []ledger.Tally{tally(revenue, lea, "2026-02-01", 0, 0)})
	},
	"DeleteTallies":   func(tx *store.Tx, o org.ID) error { return tx.DeleteTallies(o, revenue) },
	"DeleteTalliesOf": func(tx *store.Tx, o org.ID) error { return tx.DeleteTalliesOf(o, nil, nil) },
	"UpdateGoal":      func(tx *store.Tx, o org.ID) error { x := bare(1, "goal"); x.Version++; return tx.UpdateGoal(o, x) },
	"DeleteGoal":      func(tx *store.Tx, o org.ID) error { return tx.DeleteGoal(o, 1) },
	"UpdateStep":      func(tx *store.Tx, o org.ID) error { return tx.UpdateStep(o, goal.Step{ID: 1, Goal: 1, Key: "z"}) },
	"DeleteStep":      func(tx *store.Tx, o org.ID) error { return tx.DeleteStep(o, 1) },
	"UpdateTask":      func(tx *store.Tx, o org.ID) error { return tx.UpdateTask(o, store.Task{ID: 1, Key: "z"}) },
	"DeleteTask":      func(tx *store.Tx, o org.ID) error { return tx.DeleteTask(o, 1) },
	"PutCredential": func(tx *store.Tx, o org.ID) error {
		return tx.PutCredential(o, store.Credential{Person: lea, PasswordHash: "z"})
	},
	"DeleteCredential": func(tx *store.Tx, o org.ID) error { return tx.DeleteCredential(o, lea) },
	"RevokeSessionsOf": func(tx *store.Tx, o org.ID) error { return tx.RevokeSessionsOf(o, lea) },
	"TouchToken":       func(tx *store.Tx, o org.ID) error { return tx.TouchToken(o, 1, 9) },
	"RevokeToken":      func(tx *store.Tx, o org.ID) error { return tx.RevokeToken(o, 1, 9) },
	"UseInvite":        func(tx *store.Tx, o org.ID) error { return tx.UseInvite(o, 1, 9) },
	"DeleteInvite":     func(tx *store.Tx, o org.ID) error { return tx.DeleteInvite(o, 1) },
	"MarkImportUndone": func(tx *store.Tx, o org.ID) error { return tx.MarkImportUndone(o, 7, 9) },
	"PutMapping": func(tx *store.Tx, o org.ID) error {
		return tx.PutMapping(o, store.Mapping{ID: 1, Name: "m", Body: "z"})
	},
	"DeleteMapping":       func(tx *store.Tx, o org.ID) error { return tx.DeleteMapping(o, 1) },
	"DeleteAnswersBefore": func(tx *store.Tx, o org.ID) error { return tx.DeleteAnswersBefore(o, 99) },
	"TakeRound":           func(tx *store.Tx, o org.ID) error { return took(tx.TakeRound(o, "night", 8, 9)) },
	"PutAttention": func(tx *store.Tx, o org.ID) error {
		return tx.PutAttention(o, lea, store.Attention{Week: period.On(2026, 3, 2), Seconds: 9})
	},
	"DeleteAttention":       func(tx *store.Tx, o org.ID) error { return tx.DeleteAttention(o, lea) },
	"DeleteAttentionBefore": func(tx *store.Tx, o org.ID) error { return tx.DeleteAttentionBefore(o, period.On(2027, 1, 1)) },
	"PutRound":              func(tx *store.Tx, o org.ID) error { return tx.PutRound(o, "night", 7) },
	"DeleteThanks":          func(tx *store.Tx, o org.ID) error { return tx.DeleteThanks(o, 1) },
	"AppendJournal":         func(tx *store.Tx, o org.ID) error { return tx.AppendJournal(o, []store.Change{{Seq: 1}}) },
	"InsertMetric":          func(tx *store.Tx, o org.ID) error { return tx.InsertMetric(o, store.Metric{ID: revenue, Version: 1}) },
	"InsertTeam":            func(tx *store.Tx, o org.ID) error { x := teamNord; x.Parent, x.Lead = 0, 0; return tx.InsertTeam(o, x) },
	"InsertPerson":          func(tx *store.Tx, o org.ID) error { return tx.InsertPerson(o, personLea) },
	"InsertTask":            func(tx *store.Tx, o org.ID) error { return tx.InsertTask(o, store.Task{ID: 1, Key: "t"}) },
	"InsertAnswer":          func(tx *store.Tx, o org.ID) error { return tx.InsertAnswer(o, store.Answer{Key: "k"}) },
	"InsertImport":          func(tx *store.Tx, o org.ID) error { return tx.InsertImport(o, store.Import{ID: 7}) },
	"InsertToken":           func(tx *store.Tx, o org.ID) error { return tx.InsertToken(o, store.Token{ID: 1, Hash: "other"}) },
	"InsertInvite":          func(tx *store.Tx, o org.ID) error { return tx.InsertInvite(o, store.Invite{ID: 1, Hash: "other"}) },
	"LogAccess":             func(tx *store.Tx, o org.ID) error { return tx.LogAccess(o, store.Access{ID: 1}) },
}

// links are the methods that tie a row to another one of its organisation: across organisations they must be refused.
var links = map[string]func(tx *store.Tx, o org.ID) error{
	"InsertMemberships": func(tx *store.Tx, o org.ID) error { return tx.InsertMemberships(o, []org.Membership{inNord}) },
	"InsertAbsences":    func(tx *store.Tx, o org.ID) error { return tx.InsertAbsences(o, []org.Absence{away}) },
	"InsertTeam":        func(tx *store.Tx, o org.ID) error { return tx.InsertTeam(o, teamNord) },
	"InsertGoal":        func(tx *store.Tx, o org.ID) error { return tx.InsertGoal(o, objective(5, "linked")) },
	"InsertGoalVersion": func(tx *store.Tx, o org.ID) error {
		return tx.InsertGoalVersion(o, store.GoalVersion{Goal: 1, Version: 9})
	},
	"InsertStep":    func(tx *store.Tx, o org.ID) error { return tx.InsertStep(o, goal.Step{ID: 9, Goal: 1, Key: "x"}) },
	"InsertTask":    func(tx *store.Tx, o org.ID) error { return tx.InsertTask(o, store.Task{ID: 9, Key: "x", Goal: 1}) },
	"PutCredential": func(tx *store.Tx, o org.ID) error { return tx.PutCredential(o, store.Credential{Person: lea}) },
	"InsertSession": func(tx *store.Tx, o org.ID) error {
		return tx.InsertSession(store.Session{Org: o, Person: lea, IDHash: "x"})
	},
	"InsertInvite": func(tx *store.Tx, o org.ID) error {
		return tx.InsertInvite(o, store.Invite{ID: 9, Person: lea, Hash: "x"})
	},
	"InsertThanks": func(tx *store.Tx, o org.ID) error { return tx.InsertThanks(o, store.Thanks{ID: 9, From: lea}) },
}

func TestEveryMethodStaysInItsOrganisation(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		fill(t, db, 1)
		found(t, db, 2)
		for name, fn := range reads {
			read(t, db, func(tx *store.Tx) error {
				n, err := fn(tx, 1)
				if own := n > 0 || name == "GoalChildren"; err != nil || !own { // the control: it does find what is its own
					t.Errorf("%s found nothing in its own organisation (%v): the test proves nothing", name, err)
				}
				return nil
			})
			read(t, db, func(tx *store.Tx) error {
				n, err := fn(tx, 2)
				ofItself := name == "Org" || name == "Seqs"
				if n > 0 && err == nil && !ofItself || err != nil && fault.KindOf(err) != fault.NotFound {
					t.Errorf("%s: %d, %v, from an empty organisation", name, n, err)
				}
				return nil
			})
		}
		before := rowsOf(t, db, 1)
		for name, fn := range links {
			if err := db.Write(t.Context(), func(tx *store.Tx) error { return fn(tx, 2) }); !fault.Is(err, "store.reference") {
				t.Errorf("%s tied organisation 2 to a row of organisation 1: %v", name, err)
			}
		}
		for name, fn := range changes {
			_ = db.Write(t.Context(), func(tx *store.Tx) error { return fn(tx, 2) }) // refused or not: organisation 1 must not notice
			if after := rowsOf(t, db, 1); !reflect.DeepEqual(after, before) {
				t.Fatalf("%s of organisation 2 changed organisation 1:\n%v\n%v", name, before, after)
			}
		}
		fill(t, db, 3)
		for name, fn := range changes { // the control: each does change its own organisation, or is refused there
			own := rowsOf(t, db, 3)
			err := db.Write(t.Context(), func(tx *store.Tx) error { return fn(tx, 3) })
			if err == nil && reflect.DeepEqual(rowsOf(t, db, 3), own) && !strings.HasPrefix(name, "Delete") && name != "SetTallies" {
				t.Errorf("%s changed nothing in its own organisation: the test proves nothing", name)
			}
		}
	})
}

// withoutOrganisation are the methods that belong to no organisation, and those that carry it in their argument.
var withoutOrganisation = []string{
	"InsertOrg", "UpdateOrg", "OrgByKey", "Orgs", "SeveralOrgs", "PeopleByEmail", "InsertSession", "SessionByHash", "TouchSession",
	"RevokeSession", "DeleteSessionsBefore", "TokenByHash", "InviteByHash", "WallByHash", "AddAttempt", "CountAttempts", "Attempts", "DropAttempt",
	"ClearAttempts", "DeleteAttemptsBefore", "AnyCredential", "Nested",
}

func TestTheIsolationTestKnowsEveryMethod(t *testing.T) {
	methods := reflect.TypeFor[*store.Tx]()
	for i := range methods.NumMethod() {
		name := methods.Method(i).Name
		_, isRead := reads[name]
		_, isChange := changes[name]
		_, isLink := links[name]
		if !isRead && !isChange && !isLink && !slices.Contains(withoutOrganisation, name) {
			t.Errorf("Tx.%s is in none of the lists of the isolation test", name)
		}
	}
}
