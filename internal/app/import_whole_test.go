package app_test

import (
	"strings"
	"testing"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/sheet"
	"cordee/internal/testkit"
)

// A row with a cell that cannot be read is still looked at as a whole: whoever corrects it corrects it once.
func TestABrokenRowTellsEverythingThatIsWrongWithIt(t *testing.T) {
	a := app.New(testkit.SQLite(t), app.Options{})
	t.Cleanup(a.Close)
	o, err := a.CreateOrg(t.Context(), app.NewOrg{Key: "alpina", Name: "Alpina", Currency: "EUR", Locale: "fr", TimeZone: "Europe/Paris"})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct{ file, text, want string }{
		{"results.csv", "ref,occurred_on,kind,person,amount\nq,2026-01-01,deal_won,zz,x\n", "amount number.invalid, person person.unknown"},
		{"people.csv", "key,name,team,role,start_on,email\nq,Q,nowhere,king,2026-01-01,notmail\n", "email email.invalid, role choice.unknown, team team.unknown"},
		{"goals.csv", "key,title,tier,owner,metric,target,start_on,end_on,parent\ng,G,individual,person:a,nope,x,2026-04-01,2026-03-31,gzz\n",
			"target number.invalid, end_on date.order, owner person.unknown, metric metric.unknown, parent goal.unknown"},
		{"steps.csv", "goal,key,title,weight\nzz,s,S,-1\n", "weight number.negative, goal goal.unknown"},
	} {
		b, found := sheet.Read([]sheet.File{{Name: x.file, Data: strings.NewReader(x.text), Size: int64(len(x.text))}}, sheet.Options{})
		if found == nil {
			t.Fatalf("%s was read whole", x.file)
		}
		report, _ := a.ReviewImport(t.Context(), org.System(o.ID), b, found)
		var got []string
		for _, e := range report.Errors {
			got = append(got, e.Field+" "+e.Code)
		}
		if s := strings.Join(got, ", "); s != x.want {
			t.Errorf("%s: %s\nwant %s", x.file, s, x.want)
		}
		if fault.KindOf(report.Errors) != fault.Invalid {
			t.Errorf("%s: %v", x.file, report.Errors)
		}
	}
}
