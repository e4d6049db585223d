package store_test

import (
	"reflect"
	"testing"
	"time"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

func write(t testing.TB, db *store.DB, fn func(*store.Tx) error) {
	t.Helper()
	if err := db.Write(t.Context(), fn); err != nil {
		t.Fatalf("write: %v", err)
	}
}

func read(t testing.TB, db *store.DB, fn func(*store.Tx) error) {
	t.Helper()
	if err := db.Read(t.Context(), fn); err != nil {
		t.Fatalf("read: %v", err)
	}
}

// refused runs fn in a Write that must fail with this code.
func refused(t testing.TB, db *store.DB, code string, fn func(*store.Tx) error) {
	t.Helper()
	if err := db.Write(t.Context(), fn); !fault.Is(err, code) {
		t.Errorf("got %v, want %s", err, code)
	}
}

// found makes organisations.
func found(t testing.TB, db *store.DB, ids ...org.ID) {
	t.Helper()
	write(t, db, func(tx *store.Tx) error {
		for _, id := range ids {
			if err := tx.InsertOrg(alpina(id), 1); err != nil {
				return err
			}
		}
		return nil
	})
}

func equal(t testing.TB, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
}

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func on(day string) period.Date {
	d, err := period.ParseDate(day)
	if err != nil {
		panic(err)
	}
	return d
}

// alpina is an organisation with something in every field.
func alpina(id org.ID) org.Org {
	return org.Org{
		ID: id, Key: "alpina-" + id.String(), Name: "Alpina", Currency: "EUR", Locale: "fr", TimeZone: "Europe/Paris",
		Calendar:   period.Calendar{FiscalStart: 4, WeekStart: time.Monday, Holidays: "fr", Extra: []period.Date{on("2026-12-24")}},
		Season:     period.Season{Month: [12]int64{80, 100, 120, 100, 100, 100, 60, 40, 120, 130, 130, 120}},
		Thresholds: org.DefaultThresholds, Compliance: "fr", Tutoie: true, Boards: true, Direction: "Ensemble plus haut", DirectionOn: on("2026-01-05"),
		Version: 1,
	}
}
