package ledger_test

import (
	"maps"
	"testing"

	"cordee/internal/fault"
	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
)

func plainSale() ledger.Result {
	return ledger.Result{Source: "crm", Ref: "r1", Kind: "deal_won", OccurredOn: 20_000, Amount: measure.Some(measure.One),
		Credits: []ledger.Share{{Owner: org.PersonOwner(7), BP: measure.Hundred}}}
}

func TestNoTextHoldsWhatNobodySees(t *testing.T) {
	for text, code := range map[string]string{
		"a\x00b": "hidden", "a\x1bb": "hidden", "a\u202eb": "hidden", "a\u2066b": "hidden", "a\u200bb": "hidden", "a\u200fb": "hidden",
		"a\ufeffb": "hidden", "a\xffb": "broken", "می\u200cخواهم": "", "👩\u200d🔧": "", "שלום": "",
	} {
		in := map[string]func(*ledger.Result){
			"ref":    func(r *ledger.Result) { r.Ref = text },
			"source": func(r *ledger.Result) { r.Source = text },
			"kind":   func(r *ledger.Result) { r.Kind = text },
			"name":   func(r *ledger.Result) { r.Attrs = map[string]string{text: "x"} },
			"value":  func(r *ledger.Result) { r.Attrs = map[string]string{"product": text} },
		}
		codes := map[string]string{"hidden": "result.text_invalid", "broken": "result.text_broken"}
		inAttrs := map[string]string{"hidden": "result.attribute_hidden", "broken": "result.attribute_broken"}
		for where, put := range in {
			r := plainSale()
			put(&r)
			want := codes[code]
			if r.Attrs != nil {
				want = inAttrs[code]
			}
			if err := r.Check(); want == "" && err != nil || want != "" && !fault.Is(err, want) {
				t.Errorf("%q as %s: %v, want %q", text, where, err, want)
			}
		}
	}
	lines := plainSale()
	lines.Attrs = map[string]string{"note": "two\nlines\tand a tab"}
	if err := lines.Check(); err != nil {
		t.Error(err)
	}
}

func TestAttributesLoseTheBlanksAround(t *testing.T) {
	got := ledger.Trimmed(map[string]string{" product ": " Nova\u00a0", "product": "Terra", "empty": "  ", "note": "a\r\nb"})
	if want := map[string]string{"product": "Terra", "note": "a\nb"}; !maps.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if ledger.Trimmed(map[string]string{"x": " "}) != nil {
		t.Error("attributes that say nothing are kept")
	}
}
