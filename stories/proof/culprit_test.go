package proof

import (
	"fmt"
	"maps"
	"slices"
)

// culprits names a few references whose own entries do not amount to what the model says of them: where to look first.
func (c *alpina) culprits(tables *ledgerOf) (found []string) {
	byRef := map[ref]map[cell]tot{}
	for _, e := range tables.entries() {
		if byRef[e.ref] == nil {
			byRef[e.ref] = map[cell]tot{}
		}
		tables.model.brings(byRef[e.ref], e.content, e.on, e.sign)
	}
	for r, got := range byRef {
		one := *c.model
		one.results = map[ref]*fate{}
		if f := c.model.results[r]; f != nil {
			one.results[r] = f
		}
		want := map[cell]tot{}
		if f := one.results[r]; f != nil && f.content != nil {
			one.brings(want, *f.content, f.content.day, 1)
			if on := f.cancelOn; f.cancelled {
				if on < 0 {
					on = f.content.day
				}
				one.brings(want, *f.content, on, -1)
			}
		}
		maps.DeleteFunc(got, func(_ cell, x tot) bool { return x == tot{} })
		if len(differences(got, want)) > 0 {
			found = append(found, fmt.Sprintf("%v: model %+v", r, one.results[r]))
		}
	}
	slices.Sort(found)
	return found[:min(len(found), 5)]
}
