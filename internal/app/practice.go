package app

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"cordee/internal/fault"
	"cordee/internal/kudos"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/sheet"
	"cordee/internal/store"
)

// Practice is how an organisation uses strengths, open tasks and pairs. The zero value is what a new one has: strengths for each
// person alone, suggestions, no pairs.
type Practice struct {
	NoStrengths bool     `json:"no_strengths,omitempty"` // nothing is worked out about anybody
	NoMatching  bool     `json:"no_matching,omitempty"`  // the pool is a plain list
	Dimensions  []string `json:"dimensions,omitempty"`   // attributes, or "outer>inner"; empty: the usual ones found in results
	MaxOpen     int      `json:"max_open,omitempty"`     // tasks a person may have at once, 0: five
	PairTeams   []org.ID `json:"pair_teams,omitempty"`   // teams whose members meet two by two each week
	PairsAcross bool     `json:"pairs_across,omitempty"` // members of these teams meet those of the others
	Points      int      `json:"points,omitempty"`       // to give to others on a common success, for each; 0: none
	PointDays   int      `json:"point_days,omitempty"`   // to give them, 0: two weeks
}

// Bounds of the practice.
const (
	maxDimensions = 6
	maxSegments   = 60 // over all dimensions
	usualOpen     = 5
	mostOpen      = 50
)

// Open is how many tasks a person may have at once.
func (p Practice) Open() int {
	if p.MaxOpen <= 0 {
		return usualOpen
	}
	return p.MaxOpen
}

// daysToGive is how many days there are to give points away.
func (p Practice) daysToGive() int {
	if p.PointDays <= 0 {
		return kudos.UsualDays
	}
	return p.PointDays
}

// Pairs tells whether a team's members meet two by two.
func (p Practice) Pairs(team org.ID) bool { return slices.Contains(p.PairTeams, team) }

func practiceOf(tx *store.Tx, o org.ID) (p Practice, err error) {
	body, err := tx.Practice(o)
	if err == nil && body != "" {
		err = json.Unmarshal([]byte(body), &p)
	}
	return p, err
}

func (u *Unit) putPractice(p Practice) error {
	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	if err := u.tx.PutPractice(u.org(), string(body)); err != nil {
		return err
	}
	return u.note("practice.changed", "org", u.org(), nil)
}

// Practice reads how the organisation uses strengths, tasks and pairs.
func (a *App) Practice(ctx context.Context, actor org.Actor) (p Practice, err error) {
	err = a.read(ctx, actor, org.ReadOrg, func(r *Reading) (err error) {
		p, err = practiceOf(r.tx, actor.Org)
		return err
	})
	return p, err
}

// SavePractice changes it; which teams pair is theirs to say and stays as it is.
func (a *App) SavePractice(ctx context.Context, actor org.Actor, p Practice) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.World.Can(actor, org.ManageOrg, org.Object{}, u.World.Today(u.At)); err != nil {
			return err
		}
		old, err := practiceOf(u.tx, u.org())
		if err != nil {
			return err
		}
		p.PairTeams, p.Dimensions = old.PairTeams, tidy(p.Dimensions)
		var l fault.List
		if len(p.Dimensions) > maxDimensions {
			l.Add(fault.Bad("dimensions", "practice.dimensions_many", "max", maxDimensions))
		}
		if p.MaxOpen < 0 || p.MaxOpen > mostOpen {
			l.Add(fault.Bad("max_open", "practice.max_open", "max", mostOpen))
		}
		if p.Points < 0 || p.Points > kudos.MaxPoints {
			l.Add(fault.Bad("points", "practice.points", "max", kudos.MaxPoints))
		}
		if p.PointDays < 0 || p.PointDays > kudos.MaxDays {
			l.Add(fault.Bad("point_days", "practice.point_days", "max", kudos.MaxDays))
		}
		if len(l) > 0 {
			return l
		}
		return u.putPractice(p)
	})
}

// tidy trims, drops what is empty and says nothing twice.
func tidy(list []string) []string {
	var out []string
	for _, s := range list {
		if s = strings.TrimSpace(s); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// The metric that counts completed pairs, and the kind of result that it counts.
const (
	pairsMetric = "pairs"
	PairDone    = "pair_done"
)

// SetPairs says whether the members of a team meet two by two each week: whoever leads it, or steers the organisation. The metric
// that lets an objective count pairs is made the first time, under a name.
func (a *App) SetPairs(ctx context.Context, actor org.Actor, team org.ID, on bool, name string) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if _, ok := u.World.Team(team); !ok {
			return notFound("team")
		}
		if err := u.World.mayPair(actor, team, u); err != nil {
			return err
		}
		p, err := practiceOf(u.tx, u.org())
		if err != nil || p.Pairs(team) == on {
			return err
		}
		if _, known := u.World.MetricByKey(pairsMetric); on && !known {
			row := sheet.MetricRow{
				Key: pairsMetric, Name: sheet.Val(name), Unit: sheet.Val(measure.Unitless), Kind: sheet.Val(string(measure.Count)),
				Where: sheet.Val(`kind == "` + PairDone + `"`),
			}
			if err := u.takeRows(sheet.Batch{Metrics: []sheet.MetricRow{row}}); err != nil {
				return err
			}
		}
		p.PairTeams = slices.DeleteFunc(p.PairTeams, func(id org.ID) bool { return id == team })
		if on {
			p.PairTeams = append(p.PairTeams, team)
		}
		return u.putPractice(p)
	})
}

func (w *World) mayPair(actor org.Actor, team org.ID, u *Unit) error {
	return w.Can(actor, org.EditGoal, org.Object{Kind: org.AGoal, Owner: org.TeamOwner(team), Common: true}, w.Today(u.At))
}

// OwnChoice is what a person chose for themselves.
type OwnChoice = store.OwnChoice

// Choose keeps what the actor chooses for themselves. Who wants no strengths read loses at once those already found,
// who wants no forecast those already kept.
func (a *App) Choose(ctx context.Context, actor org.Actor, change func(*OwnChoice)) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.personOnly("own_choice"); err != nil {
			return err
		}
		c, err := choiceOf(u.tx, u.org(), actor.Person)
		if err != nil {
			return err
		}
		change(&c)
		c.Person = actor.Person
		if c.NoStrengths {
			if err := u.tx.DeleteStrengthsOf(u.org(), actor.Person); err != nil {
				return err
			}
		}
		if c.NoForecast {
			if err := u.dropForecastsOf(actor.Person); err != nil {
				return err
			}
		}
		return u.tx.PutOwnChoice(u.org(), c)
	})
}

// dropForecastsOf forgets every forecast kept of somebody's own objectives.
func (u *Unit) dropForecastsOf(person org.ID) error {
	rows, err := u.tx.GoalsOf(u.org(), []org.ID{person}, 0, 0)
	if err != nil {
		return err
	}
	var own []org.ID
	for _, g := range rows {
		if g.Owner == org.PersonOwner(person) {
			own = append(own, g.ID)
		}
	}
	return u.tx.DeleteForecasts(u.org(), own)
}

// OwnChoiceOf is what the actor chose for themselves.
func (a *App) OwnChoiceOf(ctx context.Context, actor org.Actor) (c OwnChoice, err error) {
	err = a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		c, err = choiceOf(r.tx, actor.Org, actor.Person)
		return err
	})
	return c, err
}

// personOnly refuses whoever is nobody in particular.
func (u *Unit) personOnly(action string) error {
	if u.Actor.Kind != org.ByPerson || u.Actor.Person == 0 {
		return fault.New(fault.Forbidden, "access.forbidden", "action", action)
	}
	return u.World.Can(u.Actor, org.EditSelf, org.PersonObject(u.Actor.Person), u.World.Today(u.At))
}

func choiceOf(tx *store.Tx, o, person org.ID) (OwnChoice, error) {
	all, err := tx.OwnChoices(o)
	for _, c := range all {
		if c.Person == person {
			return c, nil
		}
	}
	return OwnChoice{Person: person}, err
}
