package demo

import (
	"testing"

	"cordee/internal/measure"
	"cordee/internal/org"
)

func TestAPlainCompanyIsATreeOfItsSize(t *testing.T) {
	for _, size := range []int{1, 40, 1000, 10_000} {
		l := Org(size, 1, today())
		if len(l.Batch.People) != size {
			t.Errorf("%d people instead of %d", len(l.Batch.People), size)
		}
		n := namesOf(l.Batch)
		roots := 0
		for _, r := range l.Batch.Teams {
			if r.Kind.V == string(org.Company) {
				roots++
				if r.Key != l.Settings.Key {
					t.Errorf("the root is called %s in the organisation %s", r.Key, l.Settings.Key)
				}
			}
			if r.Parent.V != "" && !n.teams[r.Parent.V] || r.Lead.V != "" && !n.people[r.Lead.V] {
				t.Errorf("team %s hangs on nothing", r.Key)
			}
		}
		if roots != 1 {
			t.Errorf("%d roots", roots)
		}
		checkWhole(t, l)
		for i := range uint64(300) {
			checkResult(t, n, l.Row(i), l.Today)
		}
	}
}

// checkWhole wants every objective to be the sum of those right below.
func checkWhole(t *testing.T, l Large) {
	t.Helper()
	target, parts := map[string]measure.Amount{}, map[string]measure.Amount{}
	for _, g := range l.Batch.Goals {
		target[g.Key] = g.Target.V.Amount
		parts[g.Parent.V] += g.Target.V.Amount
	}
	for key, sum := range parts {
		if key != "" && target[key] != sum {
			t.Errorf("%s asks for %s, its parts for %s", key, target[key], sum)
		}
	}
	if parts[""] != euros(personYear*int64(len(l.Batch.People))) {
		t.Errorf("the company asks for %s", parts[""])
	}
}
