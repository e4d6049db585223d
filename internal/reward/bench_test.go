package reward

import (
	"testing"

	"cordee/internal/org"
)

// A company of a thousand, two measures each and a pot.
func BenchmarkReckonThousandMembers(b *testing.B) {
	r := bonus(b, "1000", Curve{Mode: Marginal, Tiers: tiers(b, "0", "100", "100", "140", "120", "160")})
	r.Each.Parts[0].Weight = 6_000
	r.Each.Parts = append(r.Each.Parts, Part{Of: teamSales, Weight: 4_000, Curve: Curve{Mode: Linear}})
	r.Pot = &Pot{Base: amount(b, "100000"), Split: Split{Equal: 5_000, Contribution: 5_000}, Parts: []Part{{Of: teamSales, Weight: 10_000}}}
	f := Facts{Full: allDays, Minor: 2, Common: map[Subject]Reached{teamSales: of(b, "512345.67", "500000")}}
	for id := range 1_000 {
		f.Members = append(f.Members, Member{Person: org.ID(id + 1), Present: allDays, Brought: amount(b, "512.34"),
			Own: map[Subject]Reached{ownSales: of(b, "11234.56", "10000")}})
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Reckon(r, f); err != nil {
			b.Fatal(err)
		}
	}
}
