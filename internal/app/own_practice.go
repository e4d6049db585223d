package app

import (
	"encoding/json"

	"cordee/internal/org"
	"cordee/internal/period"
)

// OwnPractice is what is kept of somebody's days: tasks they took, strengths worked out with everything that went in, pairs they were
// in with what they wrote themselves, and what they chose. What they set aside is told to nobody but themselves.
type OwnPractice struct {
	NoStrengths bool            `json:"no_strengths"`
	NoPairs     bool            `json:"no_pairs"`
	NoForecast  bool            `json:"no_forecast"`
	OnWalls     bool            `json:"named_on_walls"`
	OwnOnWalls  bool            `json:"celebrated_on_walls"`
	Tasks       []OwnTask       `json:"tasks"`
	Aside       []string        `json:"tasks_set_aside"`
	StrengthsOn period.Date     `json:"strengths_on"`
	Strengths   json.RawMessage `json:"strengths"`
	Shown       []string        `json:"strengths_shown"`
	Pairs       []OwnPair       `json:"pairs"`
}

// OwnTask is a task they took.
type OwnTask struct {
	Key     string      `json:"key"`
	Title   string      `json:"title"`
	TakenOn period.Date `json:"taken_on"`
	DoneOn  period.Date `json:"done_on"`
}

// OwnPair is a week's pair and their own answers.
type OwnPair struct {
	Week    period.Date           `json:"week"`
	With    []string              `json:"with"`
	Answers [PairQuestions]string `json:"answers"`
	MetOn   period.Date           `json:"met_on"`
}

func (r *Reading) tellPractice(d *OwnData, id org.ID) error {
	c, err := choiceOf(r.tx, r.Actor.Org, id)
	if err != nil {
		return err
	}
	p := &d.Practice
	p.NoStrengths, p.NoPairs, p.NoForecast = c.NoStrengths, c.NoPairs, c.NoForecast
	if p.OnWalls, p.OwnOnWalls, err = r.onWalls(id); err != nil {
		return err
	}
	taken, err := r.tx.TakenBy(r.Actor.Org, id)
	if err != nil {
		return err
	}
	for _, x := range taken {
		p.Tasks = append(p.Tasks, OwnTask{x.Key, x.Title, x.TakenOn, x.Ended})
	}
	if err := r.tellAside(p, id); err != nil {
		return err
	}
	found, err := r.tx.Strengths(r.Actor.Org, []org.ID{id})
	for _, f := range found {
		p.StrengthsOn, p.Strengths = f.On, json.RawMessage(f.Body)
	}
	if err != nil {
		return err
	}
	shown, err := r.tx.ShownStrengths(r.Actor.Org)
	for _, s := range shown {
		if s.Person == id {
			p.Shown = append(p.Shown, s.Name)
		}
	}
	if err != nil {
		return err
	}
	return r.tellPairs(p, id)
}

func (r *Reading) tellAside(p *OwnPractice, id org.ID) error {
	if !r.Actor.Is(id) {
		return nil
	}
	aside, err := r.tx.Aside(r.Actor.Org, id)
	for _, t := range aside {
		x, err := r.tx.Task(r.Actor.Org, t)
		if err != nil {
			return err
		}
		p.Aside = append(p.Aside, x.Key)
	}
	return err
}

func (r *Reading) tellPairs(p *OwnPractice, id org.ID) error {
	list, err := r.tx.PairsOf(r.Actor.Org, id)
	if err != nil {
		return err
	}
	for _, x := range list {
		own := OwnPair{Week: x.Week}
		for _, m := range x.Members {
			if m.Person != id {
				own.With = append(own.With, r.World.Name(org.PersonOwner(m.Person)))
				continue
			}
			own.MetOn = m.Ended
			if own.Answers, err = answersOf(m.Answers); err != nil {
				return err
			}
		}
		p.Pairs = append(p.Pairs, own)
	}
	return nil
}

// erasePractice forgets what was found of a person and what they wrote; tasks under way are open again.
func (u *Unit) erasePractice(id org.ID) error { return u.tx.DeletePractice(u.org(), id) }
