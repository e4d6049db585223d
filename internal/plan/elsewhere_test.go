package plan

import (
	"slices"
	"testing"

	"cordee/internal/measure"
)

func TestWhatIsCarriedElsewhereIsPartOfTheSum(t *testing.T) {
	in := Split{Total: measure.Whole(240_000), Method: ByPresence, Elsewhere: measure.Whole(45_500), Lines: make([]Line, 3)}
	tab, err := Cascade(in)
	if err != nil {
		t.Fatal(err)
	}
	if tab.Assigned != measure.Whole(194_500) || tab.Sum != measure.Whole(194_500) || tab.Carried != in.Total || tab.Gap != 0 || tab.Padding != 0 {
		t.Errorf("the table shares what is left: %+v", tab)
	}
	in.Beside = true // the manager shares the whole all the same: that is a margin, and it is counted as one
	if tab, err = Cascade(in); err != nil {
		t.Fatal(err)
	}
	if tab.Sum != in.Total || tab.Gap != -measure.Whole(45_500) || tab.Padding != 1_896 || !slices.Contains(codes(tab.Warnings), "plan.warn.too_much") {
		t.Errorf("beside: sum %s gap %s padding %d %v", tab.Sum, tab.Gap, tab.Padding, codes(tab.Warnings))
	}
	if s := PaddingOf([]Level{tab.Level()}); !s.NeedsReason {
		t.Errorf("what is carried elsewhere counts in the margin: %+v", s)
	}
	in.Beside, in.Elsewhere = false, measure.Whole(300_000) // more than everything is carried elsewhere: nobody is asked for less than nothing
	if tab, err = Cascade(in); err != nil {
		t.Fatal(err)
	}
	if tab.Sum != 0 || tab.Gap != -measure.Whole(60_000) {
		t.Errorf("sum %s gap %s", tab.Sum, tab.Gap)
	}
}

func TestHowANumberCameAboutTellsNobodyElses(t *testing.T) {
	in := Split{Total: measure.Whole(240_000), Method: ByPresence, Elsewhere: measure.Whole(40_000), Lines: make([]Line, 2)}
	in.Lines[0].Typed = measure.Some(measure.Whole(62_000))
	in.Lines[0].By = "Karim"
	tab, err := Cascade(in)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"plan.how.total", "plan.how.elsewhere", "plan.how.even", "plan.how.share_of", "plan.how.others_typed"}
	if got := codes(tab.Rows[1].Derivation); !slices.Equal(got, want) {
		t.Fatalf("%v", got)
	}
	for _, n := range tab.Rows[1].Derivation {
		for _, x := range n.Args {
			if x == measure.Whole(62_000) || x == measure.Whole(178_000) || x == measure.Whole(40_000) {
				t.Errorf("%s tells %v", n.Code, x)
			}
		}
	}
	if got := codes(tab.Rows[0].Derivation); got[len(got)-1] != "plan.how.typed_by" {
		t.Errorf("%v", got)
	}
	in.Lines[0].Typed = measure.Some(measure.Whole(100_000)) // exactly the computed share
	if tab, err = Cascade(in); err != nil {
		t.Fatal(err)
	}
	for i, last := range []string{"plan.how.typed_same", "plan.how.share_of"} {
		if got := codes(tab.Rows[i].Derivation); got[len(got)-1] != last {
			t.Errorf("%d ends with %s, want %s", i, got[len(got)-1], last)
		}
	}
}

func TestWholeThingsAreSharedWhole(t *testing.T) {
	for deals := int64(1); deals <= 23; deals++ {
		in := Split{Total: measure.Whole(deals), Method: ByPresence, Whole: true, Lines: make([]Line, 5)}
		for i := range in.Lines {
			in.Lines[i].Exposure = int64(3 + i)
		}
		tab, err := Cascade(in)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range tab.Rows {
			if r.Amount%measure.One != 0 {
				t.Errorf("%d deals: somebody is asked for %s", deals, r.Amount)
			}
		}
		if tab.Sum != in.Total {
			t.Errorf("%d deals shared make %s", deals, tab.Sum)
		}
	}
}
