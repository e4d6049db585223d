package app

import (
	"strings"

	"cordee/internal/org"
	"cordee/internal/sheet"
)

// takeRoot lets the top of an imported tree take the place of the root that was made with the organisation and that nobody has
// named yet (its key is still the organisation's): one company has one root, whatever its file calls it. all is by key.
func (in *intake) takeRoot(rows []sheet.TeamRow, all map[string]org.Team) {
	root := in.World.Root()
	if root.ID == 0 || root.Key != in.World.Org().Key {
		return
	}
	top, ok := topRow(rows)
	if !ok {
		return
	}
	if _, known := in.World.TeamByKey(top.Key); known {
		return
	}
	for _, r := range rows {
		if r.Key == root.Key || r.Parent.V == root.Key {
			return // the file knows the root by its key
		}
	}
	delete(all, root.Key)
	root.Key = top.Key
	all[top.Key] = root
}

// topRow is the one row without a parent of a list that holds a whole tree: said to be the company, or parent of others.
func topRow(rows []sheet.TeamRow) (top sheet.TeamRow, ok bool) {
	parents := map[string]bool{}
	for _, r := range rows {
		parents[r.Parent.V] = true
	}
	for _, r := range rows {
		kind := org.TeamKind(strings.ToLower(r.Kind.V))
		if r.Parent.V != "" || kind == org.Group {
			continue
		}
		if ok {
			return top, false // several tops: they hang under the root that is there
		}
		top, ok = r, kind == org.Company || kind == "" && parents[r.Key]
		if !ok {
			return top, false
		}
	}
	return top, ok
}
