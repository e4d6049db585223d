package app

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

const maxFound = 12 // of each kind

// Found is what a quick search finds: people, teams and objectives the actor may see.
type Found struct {
	World  *World
	Today  period.Date
	People []org.Person
	Teams  []org.Team
	Goals  []Standing
}

// Search looks for words in names and titles, without regard to case or accents. An empty question finds nothing.
func (a *App) Search(ctx context.Context, actor org.Actor, question string) (Found, error) {
	var f Found
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		f.World, f.Today = r.World, r.Today
		words := strings.Fields(store.Fold(question))
		if len(words) == 0 {
			return nil
		}
		return r.search(&f, words)
	})
	return f, err
}

func (r *Reading) search(f *Found, words []string) error {
	words = words[:min(len(words), store.MaxWords)]
	r.World.FindPeople(words, func(p org.Person) bool {
		if !hasLeft(p, r.Today) {
			f.People = append(f.People, p)
		}
		return len(f.People) < maxFound
	})
	f.Teams = r.World.TeamsNamed(words, maxFound)
	kept, err := r.goalsNamed(words)
	if err != nil {
		return err
	}
	f.Goals, err = r.standings(kept)
	return err
}

// Bounds of a search among objectives. A title so common that the reader may see none of the first thousand is found among their own
// and by the names of owners.
const (
	foundPage   = 200
	foundPages  = 5
	foundOwners = 100
)

// goalsNamed are the objectives the reader may see whose title and owner's name together hold every word, the last to end first.
func (r *Reading) goalsNamed(words []string) ([]store.GoalRow, error) {
	found := map[org.ID]store.GoalRow{}
	near, err := r.tx.GoalsOf(r.Actor.Org, r.ownersNamed(words), 0, 0)
	if err != nil {
		return nil, err
	}
	for _, g := range near {
		if g.Status != goal.Cancelled && holds(store.Fold(g.Title+" "+r.World.Name(g.Owner)), words) && r.World.maySeeGoal(r.Actor, g.Goal, r.Today) == nil {
			found[g.ID] = g
		}
	}
	for page, titled := 0, 0; page < foundPages && titled < maxFound; page++ {
		rows, err := r.tx.GoalsTitled(r.Actor.Org, words, foundPage, page*foundPage)
		if err != nil {
			return nil, err
		}
		for _, g := range rows {
			if titled < maxFound && r.World.maySeeGoal(r.Actor, g.Goal, r.Today) == nil {
				found[g.ID] = g
				titled++
			}
		}
		if len(rows) < foundPage {
			break
		}
	}
	kept := slices.SortedFunc(maps.Values(found), func(x, y store.GoalRow) int {
		return cmp.Or(cmp.Compare(y.End, x.End), cmp.Compare(x.Start, y.Start), cmp.Compare(x.Key, y.Key))
	})
	return kept[:min(len(kept), maxFound)], nil
}

// ownersNamed are the reader, the teams above them, and people and teams whose names hold any of the words.
func (r *Reading) ownersNamed(words []string) []org.ID {
	ids := append([]org.ID{r.Actor.Person}, r.World.TeamsOf(r.Actor.Person, r.Today)...)
	for _, word := range words {
		one := []string{word}
		room := foundOwners
		r.World.FindPeople(one, func(p org.Person) bool {
			ids = append(ids, p.ID)
			room--
			return room > 0
		})
		for _, t := range r.World.TeamsNamed(one, foundOwners) {
			ids = append(ids, t.ID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Fold is a text without case and accents, for finding people and putting them in order.
func Fold(s string) string { return store.Fold(s) }
