package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/org"
)

// nameless stands where a name or a free text was.
const nameless = "—"

// ErasePerson removes everything that says who someone was: name, e-mail, key, password, sessions, links, words of thanks, and what
// their own objectives say in words, in every version and in what imports remember. What they achieved stays in every total,
// nameless.
func (a *App) ErasePerson(ctx context.Context, actor org.Actor, id org.ID) error {
	err := a.write(ctx, actor, func(u *Unit) error {
		today := u.World.Today(u.At)
		if p, ok := u.World.Person(id); !ok || p.Erased {
			return fault.New(fault.NotFound, "not_found", "what", "person")
		}
		if err := u.World.Can(actor, org.ErasePerson, org.PersonObject(id), today); err != nil {
			return err
		}
		if err := u.notLastAdmin(id, today); err != nil {
			return err
		}
		for _, step := range []func(org.ID) error{u.closeAccount, u.eraseThanks, u.eraseGoals, u.eraseImports, u.eraseMessages, u.erasePractice, u.eraseWeekly, u.eraseRewards, u.erasePlay, u.eraseRecognition, u.leaveTeams} {
			if err := step(id); err != nil {
				return err
			}
		}
		if err := u.tx.ErasePerson(u.org(), id, "x-"+newID().String()); err != nil {
			return err
		}
		if err := u.reload(); err != nil {
			return err
		}
		return u.note("person.erased", "person", id, nil)
	})
	if err != nil {
		return err
	}
	if err := a.db.Forget(ctx); err != nil {
		a.log.Warn("erased text may stay in the write-ahead log until the next checkpoint", "error", err.Error())
	}
	return nil
}

// closeAccount leaves no way in.
func (u *Unit) closeAccount(id org.ID) error {
	if err := u.tx.DeleteCredential(u.org(), id); err != nil {
		return err
	}
	if err := u.tx.RevokeSessionsOf(u.org(), id); err != nil {
		return err
	}
	if err := u.tx.DeleteAttention(u.org(), id); err != nil {
		return err
	}
	if err := u.tx.DropWallChoice(u.org(), id); err != nil {
		return err
	}
	return u.dropLinks(id, "")
}

// eraseThanks removes free text written by or to the person: it may name them.
func (u *Unit) eraseThanks(id org.ID) error {
	to, err := u.tx.ThanksTo(u.org(), []org.ID{id}, maxErased)
	if err != nil {
		return err
	}
	from, err := u.tx.ThanksFrom(u.org(), id, maxErased)
	if err != nil {
		return err
	}
	for _, t := range append(to, from...) {
		if err := u.tx.DeleteThanks(u.org(), t.ID); err != nil {
			return err
		}
	}
	return nil
}

// eraseRecognition forgets what the person chose to show, and the words that came with points.
func (u *Unit) eraseRecognition(id org.ID) error { return u.tx.DeleteRecognition(u.org(), id) }

// eraseMessages removes what the person was told, and what they chose about it. What others were told names them by number only.
func (u *Unit) eraseMessages(id org.ID) error {
	if err := u.tx.DeleteMessagesTo(u.org(), id); err != nil {
		return err
	}
	return u.tx.DeleteChoice(u.org(), id)
}

const maxErased = 1_000_000

// leaveTeams makes yesterday the last day of someone who is still here, and leaves no team without a name at its head.
func (u *Unit) leaveTeams(id org.ID) error {
	today := u.World.Today(u.At)
	p, _ := u.World.Person(id)
	if p.EndOn.IsZero() || p.EndOn >= today {
		p.EndOn, p.Version = max(today.AddDays(-1), p.StartOn), p.Version+1
		if err := u.tx.UpdatePerson(u.org(), p); err != nil {
			return err
		}
	}
	for _, t := range u.World.Teams {
		if t.Lead != id {
			continue
		}
		t.Lead, t.Version = 0, t.Version+1
		if err := u.tx.UpdateTeam(u.org(), t); err != nil {
			return err
		}
	}
	return nil
}

// eraseGoals blanks the words of the person's own objectives; their numbers stay, for the totals above them are made of them.
func (u *Unit) eraseGoals(id org.ID) error {
	rows, err := u.tx.Goals(u.org())
	if err != nil {
		return err
	}
	var own []org.ID
	for _, g := range rows {
		if g.Owner != org.PersonOwner(id) {
			continue
		}
		own = append(own, g.ID)
		if err := u.eraseVersions(g.ID); err != nil {
			return err
		}
		g.Goal = wordless(g.Goal)
		g.Version++
		if err := u.updateGoal(g, "goal.erased", Said{}); err != nil {
			return err
		}
	}
	if len(own) == 0 {
		return nil
	}
	if err := u.tx.DeleteForecasts(u.org(), own); err != nil {
		return err
	}
	steps, err := u.tx.Steps(u.org(), own)
	if err != nil {
		return err
	}
	for _, s := range steps {
		s.Title, s.Key = nameless, s.ID.String()
		if err := u.tx.UpdateStep(u.org(), s); err != nil {
			return err
		}
	}
	return nil
}

func wordless(g goal.Goal) goal.Goal {
	g.Title, g.Why, g.Key = nameless, "", g.ID.String()
	return g
}

func (u *Unit) eraseVersions(id org.ID) error {
	versions, err := u.tx.GoalVersions(u.org(), id)
	if err != nil {
		return err
	}
	for _, v := range versions {
		var g goal.Goal
		if err := json.Unmarshal([]byte(v.Body), &g); err != nil {
			return fmt.Errorf("version %d of objective %s: %w", v.Version, id, err)
		}
		body, err := json.Marshal(wordless(g))
		if err != nil {
			return err
		}
		if err := u.tx.RedactGoalVersion(u.org(), id, v.Version, string(body)); err != nil {
			return err
		}
	}
	return nil
}

// eraseImports takes the person out of what imports remember: undoing one then leaves them erased.
func (u *Unit) eraseImports(id org.ID) error {
	imports, err := u.tx.Imports(u.org(), maxErased)
	if err != nil {
		return err
	}
	for _, i := range imports {
		if i, err = u.tx.Import(u.org(), i.ID); err != nil {
			return err
		}
		var back undo
		if err := json.Unmarshal([]byte(i.Undo), &back); err != nil {
			return fmt.Errorf("import %s: %w", i.ID, err)
		}
		back.forget(id)
		body, err := json.Marshal(back)
		if err != nil {
			return err
		}
		if string(body) == i.Undo {
			continue
		}
		if err := u.tx.RedactUndo(u.org(), i.ID, string(body)); err != nil {
			return err
		}
	}
	return nil
}

func (b *undo) forget(person org.ID) {
	b.People = slices.DeleteFunc(b.People, func(p org.Person) bool { return p.ID == person })
	own := map[org.ID]bool{}
	for i, g := range b.Goals {
		if g.Owner == org.PersonOwner(person) {
			own[g.ID] = true
			b.Goals[i].Goal = wordless(g.Goal)
		}
	}
	for i, s := range b.Steps {
		if own[s.Goal] {
			b.Steps[i].Title, b.Steps[i].Key = nameless, s.ID.String()
		}
	}
}
