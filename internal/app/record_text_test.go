package app_test

import (
	"testing"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

// The form and the API hold the same text as a file would, on both engines.
func TestTextsOfAResultAreTheSameThroughEveryDoor(t *testing.T) {
	march, err := period.ParseDate("2026-03-07")
	if err != nil {
		t.Fatal(err)
	}
	for name, open := range map[string]func(testing.TB) *store.DB{"sqlite": testkit.SQLite, "postgres": testkit.Postgres} {
		t.Run(name, func(t *testing.T) {
			a := app.New(open(t), app.Options{})
			t.Cleanup(a.Close)
			o, err := a.CreateOrg(t.Context(), app.NewOrg{Key: "alpina", Name: "Alpina", Currency: "EUR", Locale: "fr", TimeZone: "Europe/Paris"})
			if err != nil {
				t.Fatal(err)
			}
			actor := org.System(o.ID)
			row := sheet.ResultRow{Ref: "r1", OccurredOn: march, Kind: "deal_won", Amount: measure.Some(measure.One),
				Credits: []sheet.CreditKey{{Owner: "team:alpina", BP: measure.Hundred}}}
			for value, code := range map[string]string{"a\x00b": "result.attribute_hidden", "a\xff": "result.attribute_broken"} {
				row.Attrs = map[string]string{"product": value}
				if _, err := a.Record(t.Context(), actor, []sheet.ResultRow{row}); !fault.Is(err, code) {
					t.Errorf("%q: %v", value, err)
				}
			}
			row.Attrs = map[string]string{" product": " Nova "}
			if _, err := a.Record(t.Context(), actor, []sheet.ResultRow{row}); err != nil {
				t.Fatal(err)
			}
			b, err := a.Export(t.Context(), actor)
			if err != nil || len(b.Results) != 1 || b.Results[0].Attrs["product"] != "Nova" {
				t.Errorf("%v %+v", err, b.Results)
			}
			early := []sheet.ResultRow{{Ref: "r2", Kind: ledger.Cancelled, OccurredOn: march.AddDays(-59)}, row}
			early[1].Ref = "r2"
			if out, err := a.Record(t.Context(), actor, early); err != nil || out.Accepted != 1 || out.Corrected != 1 {
				t.Errorf("a cancellation above its result: %+v, %v", out, err)
			}
		})
	}
}
