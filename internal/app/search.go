package app

import (
	"context"
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
	has := func(text string) bool {
		text = store.Fold(text)
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
	}
	for _, p := range r.World.People {
		if !p.Erased && !hasLeft(p, r.Today) && len(f.People) < maxFound && has(p.Name) {
			f.People = append(f.People, p)
		}
	}
	for _, t := range r.World.Teams {
		if len(f.Teams) < maxFound && has(t.Name) {
			f.Teams = append(f.Teams, t)
		}
	}
	rows, err := r.tx.Goals(r.Actor.Org)
	if err != nil {
		return err
	}
	slices.SortStableFunc(rows, func(x, y store.GoalRow) int { return int(y.End) - int(x.End) })
	var kept []store.GoalRow
	for _, g := range rows {
		if len(kept) < maxFound && g.Status != goal.Cancelled && has(g.Title+" "+r.World.Name(g.Owner)) &&
			r.World.maySeeGoal(r.Actor, g.Goal, r.Today) == nil {
			kept = append(kept, g)
		}
	}
	f.Goals, err = r.standings(kept)
	return err
}

// Fold is a text without case and accents, for finding people and putting them in order.
func Fold(s string) string { return store.Fold(s) }
