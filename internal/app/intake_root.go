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
	in.warnings = append(in.warnings, fault.New(fault.Invalid, "org.root_renamed", "old", root.Key, "key", top.Key).At(top.At))
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

// rejectOtherRoots says of every row that wants to be the company beside the one there is (in the organisation, or further up in the
// file) what to do instead; false when no row does.
func (in *intake) rejectOtherRoots(rows []sheet.TeamRow, all map[string]org.Team) bool {
	var root org.Team
	for _, t := range all {
		if t.ID == in.World.Root().ID {
			root = t
		}
	}
	found := false
	for _, r := range rows {
		if t := all[r.Key]; root.ID == 0 || t.ID == root.ID || t.Kind != org.Company || t.Parent != 0 {
			continue
		}
		found = true
		in.reject(sheet.Teams, r.At, "parent", r.Key, fault.New(fault.Invalid, "org.root_other", "team", r.Key, "root", root.Name, "key", root.Key))
	}
	return found
}

// topRow is the row that a list which holds a whole tree hangs from: the first that says it is the company, else the only one without
// a parent when it is the parent of others.
func topRow(rows []sheet.TeamRow) (top sheet.TeamRow, ok bool) {
	parents, tops := map[string]bool{}, 0
	for _, r := range rows {
		parents[r.Parent.V] = true
	}
	for _, r := range rows {
		switch kind := org.TeamKind(strings.ToLower(r.Kind.V)); {
		case r.Parent.V != "" || kind == org.Group:
		case kind == org.Company:
			return r, true
		default:
			tops++
			top, ok = r, kind == "" && parents[r.Key]
		}
	}
	return top, ok && tops == 1
}
