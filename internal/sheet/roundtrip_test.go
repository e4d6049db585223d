package sheet_test

import (
	"bytes"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/period"
	"cordee/internal/sheet"
)

// What we write, we read back: not a row, a digit or an apostrophe different, in either format and in either language.

func TestEveryTableSurvivesCSV(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := anyBatch(t)
		var files []sheet.File
		for _, k := range sheet.Kinds {
			var out bytes.Buffer
			if err := sheet.WriteCSV(&out, k, b); err != nil {
				t.Fatal(err)
			}
			files = append(files, fileOf(string(k)+".csv", out.Bytes()))
		}
		sameRows(t, b, files)
	})
}

func TestEveryTableSurvivesAWorkbook(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := anyBatch(t)
		var out bytes.Buffer
		if err := sheet.WriteXLSX(&out, b); err != nil {
			t.Fatal(err)
		}
		sameRows(t, b, []sheet.File{fileOf("export.xlsx", out.Bytes())})
	})
}

func sameRows(t *rapid.T, want sheet.Batch, files []sheet.File) {
	got, err := sheet.Read(files, sheet.Options{French: rapid.Bool().Draw(t, "french")})
	if err != nil {
		t.Fatalf("our own export is refused: %+v", *fault.All(err)[0])
	}
	if len(got.Warnings) > 0 {
		t.Fatalf("our own export is doubted: %+v", *got.Warnings[0])
	}
	got.Files = nil
	v := reflect.ValueOf(&got).Elem()
	for i := range v.NumField() {
		rows := v.Field(i)
		if rows.Kind() != reflect.Slice || rows.Type() == reflect.TypeFor[fault.List]() {
			continue
		}
		for j := range rows.Len() {
			rows.Index(j).FieldByName("At").SetZero()
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("got  %+v\nwant %+v", got, want)
	}
}

// trickyText is what spreadsheets, delimiters and quotes like to break.
var trickyText = rapid.OneOf(
	rapid.StringMatching(`[a-zA-Zéàçœ0-9_.:/-]([a-zA-Zéàçœ0-9 _.:/-]{0,12}[a-zA-Zé0-9])?`),
	rapid.SampledFrom([]string{
		"=1+1", "'=1+1", "''=x", "-5", "+33 6 12", "@here", "'quoted'", `5" pipe`, `""`, "a,b;c", "a;b c", "_x0041_", "_x005F_x0041_x0042_",
		"O'Brien", "-", "'", "'-5", "1e5", "007", "12345678901234567890", "DOMAIN\\user", `a\`, `a\;b`, "Zoë & <Léa>", "日本", "true", "#REF!", "1/2/2026",
		"attr:x", "sep=;", "€ 5",
	}),
)

func key(t *rapid.T, n int) string {
	return string(rune('a'+n%26)) + string(rune('a'+n/26)) + "-" + trickyText.Draw(t, "key")
}

// maybeSet draws one answer for a whole column: either all rows know it, or none does.
func maybeSet[V any](t *rapid.T, name string, g *rapid.Generator[V]) func() sheet.Opt[V] {
	if !rapid.Bool().Draw(t, name+" known") {
		return func() sheet.Opt[V] { return sheet.Opt[V]{} }
	}
	return func() sheet.Opt[V] { return sheet.Val(g.Draw(t, name)) }
}

var (
	anyText   = rapid.OneOf(rapid.Just(""), trickyText)
	anyDay    = rapid.Map(rapid.IntRange(0, 100_000), func(n int) period.Date { return period.On(1900, 1, 1).AddDays(n) })
	anyDate   = rapid.OneOf(rapid.Just(period.Date(0)), anyDay)
	anyBP     = rapid.Map(rapid.IntRange(0, 10_000), func(n int) measure.BP { return measure.BP(n) })
	anyAmount = rapid.Map(rapid.OneOf(rapid.Int64Range(-99999, 99999), rapid.Int64()), func(n int64) measure.Amount { return measure.Amount(n) })
	anyMaybe  = rapid.OneOf(rapid.Just(measure.Maybe{}), rapid.Map(anyAmount, measure.Some))
	anyAttrs  = rapid.MapOfN(rapid.SampledFrom([]string{
		"product", "new_customer", "région", "New Customer", "amount", "montant", "attr:odd", "=evil", "Produit phare", "kind",
	}), trickyText, 0, 4)
)

func oneOf(words ...string) *rapid.Generator[string] { return rapid.SampledFrom(append(words, "")) }

func rowsOf[T any](t *rapid.T, table string, row func(n int) T) []T {
	var rows []T
	for n := range rapid.IntRange(0, 4).Draw(t, table) {
		rows = append(rows, row(n))
	}
	return rows
}

func anyBatch(t *rapid.T) sheet.Batch {
	var b sheet.Batch
	name, parent := maybeSet(t, "name", anyText), maybeSet(t, "parent", anyText)
	kind := maybeSet(t, "kind", oneOf("company", "team", "group"))
	b.Teams = rowsOf(t, "teams", func(n int) sheet.TeamRow {
		return sheet.TeamRow{Key: key(t, n), Name: name(), Parent: parent(), Kind: kind(), Lead: parent()}
	})
	start, since := maybeSet(t, "start", anyDate), maybeSet(t, "since", anyDate)
	email := maybeSet(t, "email", oneOf("lea@exemple.fr"))
	role, time := maybeSet(t, "role", oneOf("rep", "hr")), maybeSet(t, "time", anyBP)
	b.People = rowsOf(t, "people", func(n int) sheet.PersonRow {
		return sheet.PersonRow{Key: key(t, n), Name: name(), Email: email(), Team: parent(), Role: role(), StartOn: start(),
			RoleSince: since(), WorkingTime: time(), ExternalID: name()}
	})
	b.Memberships = rowsOf(t, "memberships", func(n int) sheet.MembershipRow {
		return sheet.MembershipRow{Person: key(t, n), Team: key(t, n), From: anyDay.Draw(t, "from"), WorkingTime: time()}
	})
	b.Absences = rowsOf(t, "absences", func(n int) sheet.AbsenceRow {
		from := anyDay.Draw(t, "from")
		return sheet.AbsenceRow{Person: key(t, n), From: from, To: from.AddDays(3), Share: anyBP.Draw(t, "share")}
	})
	anyMetrics(t, &b)
	anyGoals(t, &b)
	anyFacts(t, &b)
	return b
}

func anyMetrics(t *rapid.T, b *sheet.Batch) {
	text, unit := maybeSet(t, "metric text", anyText), maybeSet(t, "unit", oneOf("EUR", "count", "percent"))
	kind, way := maybeSet(t, "metric kind", oneOf("sum", "ratio", "latest")), maybeSet(t, "direction", oneOf("up", "down"))
	credit := maybeSet(t, "credit", oneOf("share", "full"))
	where := maybeSet(t, "where", oneOf(`kind == "deal_won" && product == "GTX Pro"`, "-num(margin) > 0\n|| amount > 5"))
	b.Metrics = rowsOf(t, "metrics", func(n int) sheet.MetricRow {
		return sheet.MetricRow{Key: key(t, n), Name: text(), Unit: unit(), Kind: kind(), Of: text(), Where: where(),
			Numerator: text(), Denominator: text(), Direction: way(), Credit: credit()}
	})
}

func anyGoals(t *rapid.T, b *sheet.Batch) {
	text, tier := maybeSet(t, "goal text", anyText), maybeSet(t, "tier", oneOf("strategic", "individual"))
	owner := maybeSet(t, "owner", oneOf("team:nord", "person:p1", "person:team:x"))
	amount, start := maybeSet(t, "amount", anyMaybe), maybeSet(t, "start", anyDate)
	why, paid := maybeSet(t, "why", oneOf("=because", "first\nsecond", "first\n\nthird")), maybeSet(t, "paid", rapid.Bool())
	status, origin := maybeSet(t, "status", oneOf("published", "draft")), maybeSet(t, "origin", oneOf("self", "cascaded"))
	b.Goals = rowsOf(t, "goals", func(n int) sheet.GoalRow {
		return sheet.GoalRow{Key: key(t, n), Title: text(), Tier: tier(), Owner: owner(), Metric: text(), Baseline: amount(),
			Target: amount(), Floor: amount(), Stretch: amount(), StartOn: start(), Parent: text(), Why: why(), Origin: origin(),
			Paid: paid(), Status: status()}
	})
	weight := maybeSet(t, "weight", rapid.Map(rapid.Int64Range(0, 1e9), func(n int64) measure.Amount { return measure.Amount(n) }))
	due := maybeSet(t, "due", anyDate)
	b.Steps = rowsOf(t, "steps", func(n int) sheet.StepRow {
		return sheet.StepRow{Goal: key(t, n), Key: key(t, n), Title: text(), Owner: text(), DueOn: due(), Weight: weight(), DoneOn: due()}
	})
	b.Tasks = rowsOf(t, "tasks", func(n int) sheet.TaskRow {
		return sheet.TaskRow{Key: key(t, n), Title: text(), Kind: text(), Stage: text(), Value: amount(), Difficulty: text(), Goal: text(),
			DueOn: due(), Attrs: attrs(t)}
	})
}

func attrs(t *rapid.T) map[string]string {
	if m := anyAttrs.Draw(t, "attributes"); len(m) > 0 {
		return m
	}
	return nil
}

func anyFacts(t *rapid.T, b *sheet.Batch) {
	b.Rates = rowsOf(t, "rates", func(n int) sheet.RateRow {
		return sheet.RateRow{Currency: string([]byte{'A', 'A', byte('A' + n)}), From: anyDay.Draw(t, "from"),
			Rate: rapid.Int64Range(1, 1<<62).Draw(t, "rate")}
	})
	b.Results = rowsOf(t, "results", func(n int) sheet.ResultRow {
		r := sheet.ResultRow{
			Source: key(t, n), Ref: key(t, n), OccurredOn: anyDay.Draw(t, "day"), Kind: key(t, n), Amount: anyMaybe.Draw(t, "amount"),
			Currency: oneOf("EUR").Draw(t, "currency"), Attrs: attrs(t), HasVersion: rapid.Bool().Draw(t, "versioned"),
		}
		if r.HasVersion {
			r.Version = rapid.Int64Range(0, 1<<62).Draw(t, "version")
		}
		if rapid.Bool().Draw(t, "rate fixed") {
			r.Rate = rapid.Int64Range(1, 1<<62).Draw(t, "fixed rate")
		}
		r.Credits = []sheet.CreditKey{{Owner: key(t, n), BP: 10_000}}
		if first := rapid.IntRange(0, 9_999).Draw(t, "first share"); first > 0 {
			r.Credits = []sheet.CreditKey{{Owner: key(t, n), BP: measure.BP(first)}, {Owner: "z" + key(t, n), BP: measure.BP(10_000 - first)}}
		}
		r.Assists = slices.Repeat([]string{key(t, n)}, rapid.IntRange(0, 1).Draw(t, "assists"))
		if len(r.Assists) == 0 {
			r.Assists = nil
		}
		return r
	})
}
