package app

import (
	"strings"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/sheet"
)

// takeRoot lets the top of an imported tree take the place of the root that was made with the organisation and that nobody has
// named or used yet: one company has one root, whatever its file calls it. all is by key.
func (in *intake) takeRoot(rows []sheet.TeamRow, all map[string]org.Team) error {
	root := in.World.Root()
	top, ok := topRow(rows)
	if !ok || root.ID == 0 {
		return nil
	}
	if _, known := in.World.TeamByKey(top.Key); known {
		return nil
	}
	for _, r := range rows {
		if r.Key == root.Key || r.Parent.V == root.Key {
			return nil // the file knows the root by its key
		}
	}
	if fresh, err := in.untouched(root); !fresh || err != nil {
		return err
	}
	delete(all, root.Key)
	root.Key = top.Key
	all[top.Key] = root
	return nil
}

// untouched tells a root that is as it was made: it has the organisation's key and name, no team hangs below it, it carries no
// objective. Any other one was meant by somebody, and a file must not rename it in passing.
func (in *intake) untouched(root org.Team) (bool, error) {
	if o := in.World.Org(); root.Key != o.Key || root.Name != o.Name {
		return false, nil
	}
	for _, t := range in.World.Teams {
		if t.Parent == root.ID {
			return false, nil
		}
	}
	goals, err := in.tx.GoalsOf(in.org(), []org.ID{root.ID}, 0, 0)
	return len(goals) == 0, err
}

// secondRoot says of a row that wants to be the company beside the one there is what to do instead; nil when no row does.
func (in *intake) secondRoot(rows []sheet.TeamRow) (sheet.TeamRow, *fault.Error) {
	root := in.World.Root()
	for _, r := range rows {
		if org.TeamKind(strings.ToLower(r.Kind.V)) == org.Company && r.Parent.V == "" && r.Key != root.Key && root.ID != 0 {
			return r, fault.New(fault.Invalid, "org.root_other", "team", r.Key, "root", root.Name, "key", root.Key)
		}
	}
	return sheet.TeamRow{}, nil
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
