package feed

import (
	"testing"

	"cordee/internal/org"
	"cordee/internal/store"
)

func TestAChangeSaysWhomItConcerns(t *testing.T) {
	lea, tom, nord := org.ID(1), org.ID(2), org.ID(3)
	change := func(kind, data string) []store.Change { return []store.Change{{Seq: 1, Kind: kind, Data: data}} }
	goal := eventOf(change("goal.revised", `{"version":2,"owners":["`+lea.String()+`"],"above":["`+nord.String()+`"]}`))
	if goal.All || !goal.Renews([]org.ID{lea}, nil) || goal.Renews([]org.ID{tom, nord}, nil) || !goal.Renews(nil, []org.ID{nord}) || goal.Touches(lea) {
		t.Errorf("an objective: %+v", goal)
	}
	if silent := eventOf(change("person.invited", `{}`)); silent.All || silent.Seq != 1 {
		t.Errorf("an invitation: %+v", silent)
	}
	if !eventOf(change("people.changed", `{}`)).All {
		t.Error("a change that names nobody may concern anybody")
	}
	goal.merge(eventOf(change(store.ResultsPosted, `{"owners":["`+tom.String()+`"]}`)))
	if !goal.Touches(tom) || !goal.Renews([]org.ID{lea}, nil) {
		t.Errorf("two changes in one: %+v", goal)
	}
}
