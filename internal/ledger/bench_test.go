package ledger_test

import (
	"testing"

	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
)

// readyMeters is the ready metrics of an organisation: seven that read results, three of them deals won.
func readyMeters(b *testing.B) ledger.Meters {
	var list []ledger.Meter
	for i, m := range measure.Ready("EUR") {
		list = append(list, meter(org.ID(i+1), m))
	}
	b.ReportAllocs()
	return ledger.NewMeters(list)
}

func benchmarkFold(b *testing.B, p ledger.Posting) {
	m := readyMeters(b)
	n := 0
	add := func(ledger.Key, ledger.Delta) error { n++; return nil }
	for b.Loop() {
		if err := ledger.Fold(p, m, roster.TeamsOf, roster.Above, add); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)/float64(b.N), "totals/op")
}

func BenchmarkFoldSale(b *testing.B) {
	p := sale(b, "1500", "karim:100")
	p.Attrs = map[string]string{"margin": "120.5", "new_customer": "yes", "product": "GTX"}
	benchmarkFold(b, p)
}

func BenchmarkFoldSharedSale(b *testing.B) { benchmarkFold(b, sale(b, "1500", "lea:60 karim:40")) }

func BenchmarkFoldCall(b *testing.B) {
	p := sale(b, "0", "karim:100")
	p.Kind = "call"
	benchmarkFold(b, p)
}

func BenchmarkHash(b *testing.B) {
	p := sale(b, "1500", "karim:100")
	p.Attrs = map[string]string{"margin": "120.5", "new_customer": "yes", "product": "GTX"}
	b.ReportAllocs()
	for b.Loop() {
		p.Hash()
	}
}

func BenchmarkSettleNew(b *testing.B) {
	p := sale(b, "1500", "karim:100")
	hash := p.Hash()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ledger.Settle(nil, ledger.Standing{}, p, hash, func() int64 { return 1 }); err != nil {
			b.Fatal(err)
		}
	}
}
