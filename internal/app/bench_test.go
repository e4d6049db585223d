package app_test

import (
	"fmt"
	"testing"
	"time"

	"cordee/internal/app"
	"cordee/internal/demo"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/testkit"
)

// benchCompany is a plain company of any size, ready to post to.
func benchCompany(b *testing.B, people int) (*app.App, org.Actor, demo.Large) {
	b.Helper()
	a := app.New(testkit.SQLite(b), app.Options{})
	b.Cleanup(a.Close)
	large := demo.Org(people, 1, period.Today(time.Now(), time.UTC))
	o, err := a.CreateOrg(b.Context(), app.NewOrg{Key: large.Settings.Key, Name: large.Settings.Name, Currency: "EUR", Locale: "fr", TimeZone: "Europe/Paris"})
	if err != nil {
		b.Fatal(err)
	}
	actor := org.System(o.ID)
	if _, err := a.Import(b.Context(), actor, "bench", large.Batch, false); err != nil {
		b.Fatal(err)
	}
	return a, actor, large
}

// BenchmarkRecord posts batches of a thousand results with every total current at each answer.
func BenchmarkRecord(b *testing.B) {
	for _, people := range []int{40, 1_000} {
		b.Run(fmt.Sprintf("people=%d", people), func(b *testing.B) {
			a, actor, large := benchCompany(b, people)
			next := uint64(0)
			for b.Loop() {
				rows := make([]sheet.ResultRow, 1_000)
				for i := range rows {
					rows[i] = large.Row(next)
					next++
				}
				if _, err := a.Record(b.Context(), actor, rows); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(next)/b.Elapsed().Seconds(), "results/s")
		})
	}
}

// BenchmarkMyRope reads the first screen of a rep.
func BenchmarkMyRope(b *testing.B) {
	a, actor, large := benchCompany(b, 40)
	rows := make([]sheet.ResultRow, 20_000)
	for i := range rows {
		rows[i] = large.Row(uint64(i))
	}
	if _, err := a.Record(b.Context(), actor, rows); err != nil {
		b.Fatal(err)
	}
	w, err := a.World(b.Context(), actor.Org)
	if err != nil {
		b.Fatal(err)
	}
	me := org.Actor{Org: actor.Org, Person: w.People[0].ID, Role: w.People[0].Role, Kind: org.ByPerson}
	for b.Loop() {
		if _, err := a.MyRope(b.Context(), me); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkVerify folds a ledger anew and compares every total.
func BenchmarkVerify(b *testing.B) {
	const results = 100_000
	a, actor, large := benchCompany(b, 10_000)
	for n := uint64(0); n < results; {
		rows := make([]sheet.ResultRow, 20_000)
		for i := range rows {
			rows[i] = large.Row(n)
			n++
		}
		if _, err := a.Record(b.Context(), actor, rows); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		v, err := a.Verify(b.Context(), actor.Org)
		if err != nil || len(v.Wrong) > 0 {
			b.Fatal(len(v.Wrong), err)
		}
	}
	b.ReportMetric(results*float64(b.N)/b.Elapsed().Seconds(), "postings/s")
}
