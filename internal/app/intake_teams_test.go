package app

import (
	"fmt"
	"strings"
	"testing"

	"cordee/internal/fault"
	"cordee/internal/sheet"
	"cordee/internal/testkit"
)

// numberedTree is a tree whose rows know their line in the file, below its header.
func numberedTree(lines ...string) sheet.Batch {
	b := tree(lines...)
	for i := range b.Teams {
		b.Teams[i].At = fault.Where{File: "teams.csv", Row: i + 2}
	}
	return b
}

// blamedRows is "row code team or path" of each problem.
func blamedRows(l fault.List) string {
	var all []string
	for _, e := range l {
		what := e.Args["path"]
		if what == nil {
			what = e.Args["team"]
		}
		all = append(all, fmt.Sprint(e.Where.Row, " ", e.Code, " ", what))
	}
	return strings.Join(all, ", ")
}

// What a tree of teams is refused for stands beside the row to correct, every time the same one.
func TestATreeThatCannotBeBlamesTheRowToCorrect(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	for name, c := range map[string]struct {
		file sheet.Batch
		want string
	}{
		"two companies in one file":      {numberedTree("A - company", "B - company", "n A"), "3 org.root_other B"},
		"a company below its department": {numberedTree("nord - department", "A - company", "B - company", "C - company"), "4 org.root_other B, 5 org.root_other C"},
		"the one there is, and another":  {numberedTree("B - company", "alpina - company", "n B"), "2 org.root_other B"},
		"a ring":                         {numberedTree("n - team", "a c team", "b a team", "c b team", "d a team"), "5 org.team_cycle c → b → a → c"},
		"a ring in another order":        {numberedTree("c b", "d a", "b a", "a c", "alpina - company"), "5 org.team_cycle a → c → b → a"},
		"the company in a ring":          {numberedTree("alpina n company", "n alpina team"), "3 org.team_cycle n → alpina → n"},
		"two rings":                      {numberedTree("a b", "b a", "c c", "d a"), "3 org.team_cycle b → a → b, 4 org.team_cycle c → c"},
	} {
		t.Run(name, func(t *testing.T) {
			for range 20 { // whatever the order of a map
				r, err := h.Import(t.Context(), h.ines.Actor, "teams.csv", c.file, true)
				if err == nil {
					t.Fatal("taken")
				}
				same(t, blamedRows(r.Errors), c.want)
			}
		})
	}
}
