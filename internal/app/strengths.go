package app

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"cordee/internal/fault"
	"cordee/internal/forecast"
	"cordee/internal/insight"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// Finding is what is known of one person in one segment.
type Finding = insight.Finding

// Strength is a finding that its person shows to the others.
type Strength struct {
	Finding
	Person org.ID
	On     period.Date // shown since
}

// How far back strengths are read, and how fast the past fades.
const (
	strengthQuarters = 12
	fadeQuarter      = .9
)

// Others stands for the values of a dimension beyond those that are looked at one by one.
const Others = "…"

// FindStrengths works out anew, once a day, what every person does better than expected (SCIENCE E1). Only the person reads it; a
// strength that no longer holds is no longer shown to others either. Whoever objected is left out altogether.
func (a *App) FindStrengths(ctx context.Context, o org.ID, now time.Time) error {
	var body map[org.ID]string
	var named map[org.ID]map[string]bool
	actor, today, fresh := org.System(o), period.Date(0), false
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		today = r.World.Today(now)
		on, err := r.tx.StrengthsOn(o)
		if err != nil || on >= today {
			fresh = true
			return err
		}
		found, err := r.findStrengths(today)
		if err != nil {
			return err
		}
		body, named, err = byPerson(found)
		return err
	})
	if err != nil || fresh {
		return err
	}
	return a.write(ctx, actor, func(u *Unit) error { return u.keepStrengths(body, named, today) })
}

func byPerson(found []Finding) (map[org.ID]string, map[org.ID]map[string]bool, error) {
	lists, named := map[org.ID][]Finding{}, map[org.ID]map[string]bool{}
	for _, f := range found {
		lists[f.Who] = append(lists[f.Who], f)
		if f.Named {
			if named[f.Who] == nil {
				named[f.Who] = map[string]bool{}
			}
			named[f.Who][FindingName(f)] = true
		}
	}
	body := make(map[org.ID]string, len(lists))
	for who, list := range lists {
		b, err := json.Marshal(list)
		if err != nil {
			return nil, nil, err
		}
		body[who] = string(b)
	}
	return body, named, nil
}

// FindingName is the same from day to day for the same segment.
func FindingName(f Finding) string {
	return string(f.Measure) + "|" + f.Dimension + "|" + strings.Join(f.Values, "|")
}

func (u *Unit) keepStrengths(body map[org.ID]string, named map[org.ID]map[string]bool, today period.Date) error {
	choices, err := u.tx.OwnChoices(u.org())
	if err != nil {
		return err
	}
	for _, c := range choices { // somebody may have objected meanwhile
		if c.NoStrengths {
			delete(body, c.Person)
			delete(named, c.Person)
		}
	}
	for who, b := range body {
		if err := u.tx.PutStrength(u.org(), store.Strength{Person: who, On: today, Body: b}); err != nil {
			return err
		}
	}
	if err := u.tx.DeleteStrengthsBefore(u.org(), today); err != nil {
		return err
	}
	shown, err := u.tx.ShownStrengths(u.org())
	if err != nil {
		return err
	}
	for _, s := range shown {
		if named[s.Person][s.Name] {
			continue
		}
		if err := u.tx.DeleteShownStrength(u.org(), s.Person, s.Name); err != nil {
			return err
		}
	}
	return nil
}

// findStrengths reads the deals of the last quarters, won and lost, and judges them.
func (r *Reading) findStrengths(today period.Date) ([]Finding, error) {
	p, err := practiceOf(r.tx, r.Actor.Org)
	if err != nil || p.NoStrengths {
		return nil, err
	}
	c := counter{world: r.World, today: today, dims: map[string]map[string]map[org.ID]*insight.Cell{}, out: map[org.ID]bool{}}
	choices, err := r.tx.OwnChoices(r.Actor.Org)
	if err != nil {
		return nil, err
	}
	for _, x := range choices {
		c.out[x.Person] = x.NoStrengths
	}
	for i := range p.Dimensions {
		c.declared = append(c.declared, pathOf(p.Dimensions[i]))
	}
	from := r.World.Org().Calendar.Quarter(today).From.AddMonths(-3 * strengthQuarters)
	reach := store.Reach{From: from, To: today, Kinds: []string{"deal_won", "deal_lost"}}
	if err := r.tx.EachLive(r.Actor.Org, reach, func(x store.Posted) error { c.add(x); return nil }); err != nil {
		return nil, err
	}
	return insight.Strengths(c.dimensions()), nil
}

// pathOf reads "outer>inner" as two attributes.
func pathOf(s string) []string {
	var path []string
	for _, part := range strings.Split(s, ">") {
		path = append(path, strings.TrimSpace(part))
	}
	return path
}

// usualDimensions are looked at where nobody declared any, as far as results carry them.
var usualDimensions = []string{"product", "produit", "segment", "sector", "secteur", "source", "channel", "canal"}

// counter gathers cells: dimension, value, person.
type counter struct {
	world    *World
	today    period.Date
	declared [][]string
	dims     map[string]map[string]map[org.ID]*insight.Cell
	out      map[org.ID]bool
}

func (c *counter) add(x store.Posted) {
	fade := math.Pow(fadeQuarter, float64(c.age(x.OccurredOn)))
	paths := c.declared
	if len(paths) == 0 {
		for _, name := range usualDimensions {
			paths = append(paths, []string{name})
		}
	}
	for _, credit := range x.Credits {
		who := credit.Owner
		if who.Kind != org.OwnerPerson || c.out[who.ID] {
			continue
		}
		if p, ok := c.world.Person(who.ID); !ok || p.Erased {
			continue
		}
		for _, path := range paths {
			c.count(x, path, who.ID, fade*float64(credit.BP)/float64(measure.Hundred))
		}
	}
}

// age is how many quarters of the fiscal year ago a day lies.
func (c *counter) age(d period.Date) int {
	now, then := c.world.Org().Calendar.Quarter(c.today).From, c.world.Org().Calendar.Quarter(d).From
	return max(0, (now.Year()-then.Year())*12+int(now.Month())-int(then.Month())) / 3
}

// valueSep stands between the values of a path; no attribute holds it.
const valueSep = "\x1d"

func (c *counter) count(x store.Posted, path []string, who org.ID, weight float64) {
	values := make([]string, len(path))
	for i, name := range path {
		if values[i] = strings.TrimSpace(x.Attrs[name]); values[i] == "" {
			return
		}
	}
	dim, value := strings.Join(path, ">"), strings.Join(values, valueSep)
	if c.dims[dim] == nil {
		c.dims[dim] = map[string]map[org.ID]*insight.Cell{}
	}
	if c.dims[dim][value] == nil {
		c.dims[dim][value] = map[org.ID]*insight.Cell{}
	}
	cell := c.dims[dim][value][who]
	if cell == nil {
		cell = &insight.Cell{Who: who, Path: values}
		c.dims[dim][value][who] = cell
	}
	cell.Seen++
	cell.Tries += weight
	if x.Kind != "deal_won" {
		return
	}
	cell.Wins += weight
	if v := forecast.Units(x.Amount.Amount); x.Amount.OK && v > 0 {
		y := math.Log(v)
		cell.Priced, cell.LogSum, cell.LogSquares = cell.Priced+weight, cell.LogSum+weight*y, cell.LogSquares+weight*y*y
	}
}

// dimensions are at most six, with at most sixty segments together: undeclared ones with too many values are no categories, and of
// declared ones the rarest values are looked at as one.
func (c *counter) dimensions() []insight.Dimension {
	var names []string
	if len(c.declared) > 0 {
		for _, path := range c.declared {
			names = append(names, strings.Join(path, ">"))
		}
	} else {
		names = usualDimensions
	}
	var out []insight.Dimension
	budget := maxSegments
	for _, name := range names {
		values := c.dims[name]
		if len(values) < 2 || len(out) == maxDimensions || budget < 2 || len(c.declared) == 0 && len(values) > maxSlices {
			continue
		}
		d := insight.Dimension{Name: name, Cells: cellsOf(values, min(budget, maxSegments))}
		budget -= min(len(values), budget)
		out = append(out, d)
	}
	return out
}

// cellsOf takes the values beyond the most frequent ones together, person by person.
func cellsOf(values map[string]map[org.ID]*insight.Cell, most int) []insight.Cell {
	type value struct {
		name string
		n    float64
	}
	var order []value
	for name, people := range values {
		v := value{name: name}
		for _, c := range people {
			v.n += c.Tries
		}
		order = append(order, v)
	}
	slices.SortFunc(order, func(x, y value) int { return cmp.Or(cmp.Compare(y.n, x.n), cmp.Compare(x.name, y.name)) })
	rest := map[org.ID]*insight.Cell{}
	var out []insight.Cell
	for i, v := range order {
		for who, c := range values[v.name] {
			if len(order) <= most || i < most-1 {
				out = append(out, *c)
				continue
			}
			if rest[who] == nil {
				rest[who] = &insight.Cell{Who: who, Path: []string{Others}}
			}
			rest[who].Add(*c)
		}
	}
	for _, c := range rest {
		out = append(out, *c)
	}
	slices.SortFunc(out, func(x, y insight.Cell) int { return cmp.Or(cmp.Compare(x.Who, y.Who), slices.Compare(x.Path, y.Path)) })
	return out
}

// OwnStrengths is what a person reads of their own: nobody else does.
type OwnStrengths struct {
	On       period.Date // the day they were worked out, zero before the first time
	Findings []Finding
	Shown    map[string]bool // by name: shown to the others
	Off      bool            // the organisation does not use them
	Choice   OwnChoice
}

// OwnStrengths reads the actor's own.
func (a *App) OwnStrengths(ctx context.Context, actor org.Actor) (v OwnStrengths, err error) {
	err = a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		if actor.Person == 0 {
			return fault.New(fault.Forbidden, "access.forbidden", "action", "own_results")
		}
		v, err = r.strengthsOf(actor.Person)
		return err
	})
	return v, err
}

func (r *Reading) strengthsOf(person org.ID) (v OwnStrengths, err error) {
	p, err := practiceOf(r.tx, r.Actor.Org)
	if err != nil {
		return v, err
	}
	v = OwnStrengths{Off: p.NoStrengths, Shown: map[string]bool{}}
	if v.Choice, err = choiceOf(r.tx, r.Actor.Org, person); err != nil || v.Off || v.Choice.NoStrengths {
		return v, err
	}
	list, err := r.tx.Strengths(r.Actor.Org, []org.ID{person})
	if err != nil || len(list) == 0 {
		return v, err
	}
	v.On = list[0].On
	if err := json.Unmarshal([]byte(list[0].Body), &v.Findings); err != nil {
		return v, fmt.Errorf("strengths of %s: %w", person, err)
	}
	shown, err := r.tx.ShownStrengths(r.Actor.Org)
	for _, s := range shown {
		if s.Person == person {
			v.Shown[s.Name] = true
		}
	}
	return v, err
}

// ShowStrength shows one of the actor's named strengths to their team, or takes it back.
func (a *App) ShowStrength(ctx context.Context, actor org.Actor, name string, show bool) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.personOnly("own_results"); err != nil {
			return err
		}
		if !show {
			return u.tx.DeleteShownStrength(u.org(), actor.Person, name)
		}
		today := u.World.Today(u.At)
		v, err := (&Reading{tx: u.tx, World: u.World, Actor: actor, Today: today}).strengthsOf(actor.Person)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(v.Findings, func(f Finding) bool { return f.Named && FindingName(f) == name }) {
			return notFound("strength")
		}
		return u.tx.ShowStrength(u.org(), store.ShownStrength{Person: actor.Person, Name: name, On: today})
	})
}

// TeamStrengths are those that the members of a team show, for whoever sees what they bring.
func (a *App) TeamStrengths(ctx context.Context, actor org.Actor, team org.ID) (list []Strength, err error) {
	err = a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		shown, err := r.tx.ShownStrengths(actor.Org)
		if err != nil || len(shown) == 0 {
			return err
		}
		list, err = r.shownIn(team, shown)
		return err
	})
	return list, err
}

func (r *Reading) shownIn(team org.ID, shown []store.ShownStrength) ([]Strength, error) {
	var list []Strength
	for _, s := range shown {
		if !r.World.Under(s.Person, team, r.Today) || r.World.Can(r.Actor, org.ReadContribution, org.ResultObject(org.PersonOwner(s.Person)), r.Today) != nil {
			continue
		}
		v, err := r.strengthsOf(s.Person)
		if err != nil {
			return nil, err
		}
		for _, f := range v.Findings {
			if f.Named && FindingName(f) == s.Name {
				list = append(list, Strength{Finding: f, Person: s.Person, On: s.On})
			}
		}
	}
	return list, nil
}
