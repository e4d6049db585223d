package plan

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
)

// odds are the chances of as many people, in basis points; -1 is not known.
func odds(ps ...measure.BP) (list []Chance) {
	for i, p := range ps {
		list = append(list, Chance{Owner: org.PersonOwner(org.ID(i + 1)), P: max(p, 0), Known: p >= 0})
	}
	return list
}

func TestASetOfTargetsIsJudged(t *testing.T) {
	for _, x := range []struct {
		name    string
		chances []Chance
		seen    Seen
		want    Verdict
		alarm   bool
		notes   []string
	}{
		{"a fair set", odds(6_000, 7_000, 6_500, 5_500, 8_000), Seen{13, 20}, SetFair, false, []string{"plan.fit.fair"}},
		{"hardly anybody", odds(500, 1_000, 0, 2_000), Seen{}, SetOutOfReach, false, []string{"plan.fit.hardly", "plan.fit.beyond"}},
		{"ambitious", odds(4_000, 4_500, 5_000), Seen{}, SetAmbitious, false, []string{"plan.fit.ambitious"}},
		{"too easy", odds(9_500, 9_000, 8_500), Seen{}, SetTooEasy, false, []string{"plan.fit.too_easy"}},
		{"fair on average hides one", odds(9_500, 9_000, 1_000), Seen{}, SetFair, false, []string{"plan.fit.fair", "plan.fit.beyond"}},
		{"the chances decide, the past speaks up", odds(6_500, 6_500), Seen{2, 40}, SetFair, true, []string{"plan.fit.fair", "plan.fit.seen_out_of_reach"}},
		{"one is not known", odds(6_500, -1), Seen{}, SetFair, false, []string{"plan.fit.alone", "plan.fit.unknown"}},
		{"only the past: two in forty", nil, Seen{2, 40}, SetOutOfReach, true, []string{"plan.fit.seen_out_of_reach"}},
		{"only the past: two in five of many", nil, Seen{80, 200}, SetAmbitious, true, []string{"plan.fit.seen_ambitious"}},
		{"only the past: one in three proves little", nil, Seen{1, 3}, SetFair, false, []string{"plan.fit.seen_fair"}},
		{"only the past: nearly all", nil, Seen{58, 60}, SetTooEasy, true, []string{"plan.fit.seen_too_easy"}},
		{"only the past: five of six prove little", nil, Seen{5, 6}, SetFair, false, []string{"plan.fit.seen_fair"}},
		{"nothing known", odds(-1, -1), Seen{}, SetUnproven, false, []string{"plan.fit.unproven"}},
	} {
		if f := Fit(x.chances, x.seen); f.Verdict != x.want || f.Alarm != x.alarm || !slices.Equal(codes(f.Notes), x.notes) {
			t.Errorf("%s: %s, alarm %v, %v", x.name, f.Verdict, f.Alarm, codes(f.Notes))
		}
	}
	f := Fit(odds(9_500, 1_000, 12_000, -1), Seen{})
	if f.N != 3 || f.Unknown != 1 || f.Expected.String() != "2.05" || f.Share != 6_833 || f.Lowest.Owner != org.PersonOwner(2) || f.Beyond != 1 {
		t.Errorf("%+v", f)
	}
}

// TestASetIsToldWithoutItsPeople: whoever shares out without leading each person directly learns how the set fits and how many are out
// of reach, never whose chance is what; of one or two people nothing.
func TestASetIsToldWithoutItsPeople(t *testing.T) {
	f := Fit(odds(9_500, 9_000, 1_000, -1), Seen{}).Veiled()
	if f.Lowest != (Chance{}) || f.Verdict != SetFair || f.Beyond != 1 || !slices.Equal(codes(f.Notes), []string{"plan.fit.fair", "plan.fit.beyond_some", "plan.fit.unknown"}) {
		t.Errorf("%+v %v", f, codes(f.Notes))
	}
	for _, n := range f.Notes {
		if args := fmt.Sprint(n.In("EUR")); strings.Contains(args, "times") || strings.Contains(args, "lowest") {
			t.Errorf("%s tells %s", n.Code, args)
		}
	}
	for _, few := range [][]Chance{odds(2_800), odds(2_800, 9_000)} {
		f := Fit(few, Seen{}).Veiled()
		if f.Verdict != SetUnproven || f.N != 0 || f.Expected != 0 || f.Share != 0 || !slices.Equal(codes(f.Notes), []string{"plan.fit.private"}) {
			t.Errorf("of %d: %+v", len(few), f)
		}
	}
}

// TestOnePersonsChanceIsCounted: one person's chance is never told as a share to the hundredth.
func TestOnePersonsChanceIsCounted(t *testing.T) {
	for p, want := range map[measure.BP]string{2_812: "plan.fit.alone_under [n 3 of 10 unit EUR]", 2_500: "plan.fit.alone [n 1 of 4 unit EUR]", 30: "plan.fit.alone [n 1 of 20 unit EUR]"} {
		n := Fit(odds(p), Seen{}).Notes
		if got := fmt.Sprint(n[0].Code, " ", n[0].In("EUR")); len(n) != 1 || got != want {
			t.Errorf("%d: %s", p, got)
		}
	}
}

func TestBands(t *testing.T) {
	want := map[measure.BP]goal.Band{-1: goal.NoEvidence, 0: goal.OutOfReach, 2_999: goal.OutOfReach, 3_000: goal.VeryAmbitious, 5_000: goal.Ambitious, 6_000: goal.Reachable, 8_999: goal.Reachable, 9_000: goal.Accessible}
	for p, band := range want {
		if got := odds(p)[0].Band(); got != band {
			t.Errorf("%d: %s, want %s", p, got, band)
		}
	}
}

func TestWhatIsMissingIsSaidInMoneyAndInPeople(t *testing.T) {
	at := []FeasibleAt{{5_000, amount(t, "1000000")}, {6_500, amount(t, "900000")}, {3_000, amount(t, "1300000")}}
	got := Feasible(amount(t, "1210000"), at, amount(t, "100000"))
	for i, want := range []struct{ gap, hires, code string }{
		{"210000", "2.1", "plan.feasible.gap_hires"}, {"310000", "3.1", "plan.feasible.gap_hires"}, {"0", "", "plan.feasible.within"},
	} {
		if f := got[i]; f.Gap.String() != want.gap || f.Hires.String() != want.hires || f.Note.Code != want.code {
			t.Errorf("%d: %+v", i, f)
		}
	}
	if f := Feasible(amount(t, "1049999"), at, amount(t, "100000"))[0]; f.Hires.OK || f.Note.Code != "plan.feasible.gap" {
		t.Errorf("less than half of what a person brings is nobody: %+v", f)
	}
	if f := Feasible(amount(t, "1050000"), at, amount(t, "100000"))[0]; f.Note.Code != "plan.feasible.gap_hires" || wholePeople(f.Gap, amount(t, "100000")) != 1 {
		t.Errorf("half of what a person brings is a person: %+v", f)
	}
	if f := Feasible(amount(t, "1210000"), at, 0)[0]; f.Hires.OK || f.Note.Code != "plan.feasible.gap" {
		t.Errorf("nobody knows what one more person brings: %+v", f)
	}
}

func TestOneFunctionNamesTheBandOfAChance(t *testing.T) {
	for _, c := range []struct {
		p     measure.BP
		n     int
		under bool
	}{{2_999, 6, true}, {2_760, 6, true}, {2_740, 5, false}, {3_000, 6, false}, {3_100, 6, false}, {4_990, 10, true}, {5_900, 12, true}, {8_999, 18, true}, {1, 1, false}, {0, 0, false}, {9_999, 19, false}, {10_000, 20, false}} {
		if o := OddsOf(c.p); o.N != c.n || o.Under != c.under {
			t.Errorf("%d: %+v, want %d under %t", c.p, o, c.n, c.under)
		}
	}
	// Whatever the chance, the figure shown and the label stand in the same band, and the count counts what the label says.
	for p := measure.BP(0); p <= measure.Hundred; p++ {
		o := OddsOf(p)
		if shown := goal.BandOf(o.Share()); !o.Under && shown != goal.BandOf(p) {
			t.Fatalf("%d is %s and shown as %d out of 20, which is %s", p, goal.BandOf(p), o.N, shown)
		}
		f := Fit([]Chance{{P: p, Known: true}}, Seen{})
		if beyond := goal.BandOf(p) == goal.OutOfReach; (f.Beyond == 1) != beyond || (f.Verdict == SetOutOfReach) != beyond {
			t.Fatalf("%d: %d beyond, verdict %s", p, f.Beyond, f.Verdict)
		}
	}
}
