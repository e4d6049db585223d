package app

import (
	"cmp"
	"context"
	"slices"

	"cordee/internal/game"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// ChallengeView is a challenge as one reader sees it: those who play, who may take part in it or made it.
type ChallengeView struct {
	game.Challenge
	Metric  store.Metric
	Status  game.Status // on the day
	Theme   string      // the one most chosen
	Sides   []SideView  // the best first; of an elimination, those who left are absent, but for the reader
	Level   bool        // over, and more than one in front
	Waiting bool        // a duel that is not accepted yet
	Round   int         // of an elimination: the one under way or the last
	RoundTo period.Date // its last day
	Mine    string      // Asked, Joined, Declined, "" when the reader said nothing
	MayJoin bool
	MayLead bool // the reader made it: announces it, calls it off
	DryRun  bool // figures are those of past days, people are nameless
	Players int  // who take part
	Today   period.Date

	side org.ID // the team the reader would play for
}

// SideView is one side. Names are of those who take part; taking part says that one is named among the participants.
type SideView struct {
	Owner  org.Owner
	Name   string // "" in a dry run, for a person
	Mine   bool
	Score  game.Score
	BP     measure.BP    // the score as a share: of the target, of one's own part, of one's own past; not for value
	Value  measure.Maybe // for value: of each person on average, in the unit of the metric
	Rank   int           // 0: not to be compared, or not in the running
	People int           // who count for it
	Short  int           // how many more it takes for a team's figure to be shown
	Won    bool          // it is over, and they are in front or reached the mark
	Reach  bool          // the mark is reached
	Left   int           // after which round they left, told to themselves only
}

// minSide is how many people make a team's figure: with fewer it would be somebody's own.
const minSide = 3

// Challenges are those the actor may know of: current ones and those over for a month at most, running first. Who does not play sees only
// what they made.
func (a *App) Challenges(ctx context.Context, actor org.Actor) (list []ChallengeView, err error) {
	err = a.read(ctx, actor, org.ReadBoard, func(r *Reading) error {
		list, err = r.challenges(r.Today.AddDays(-playKept))
		return err
	})
	return list, err
}

// Challenge reads one; what the actor may not know of is not found.
func (a *App) Challenge(ctx context.Context, actor org.Actor, id org.ID) (v ChallengeView, err error) {
	err = a.read(ctx, actor, org.ReadBoard, func(r *Reading) error {
		v, err = r.challenge(id)
		return err
	})
	return v, err
}

// DryRun shows the maker of a challenge what it would have looked like over as many days until yesterday, with all who play. No person is named:
// nobody's past is looked through for a game.
func (a *App) DryRun(ctx context.Context, actor org.Actor, id org.ID) (v ChallengeView, err error) {
	err = a.read(ctx, actor, org.ReadBoard, func(r *Reading) error {
		p, err := r.playing([]org.ID{id})
		if err != nil {
			return err
		}
		c, err := r.tx.Challenge(actor.Org, id)
		if err != nil {
			return err
		}
		if c.MadeBy != actor.Person || actor.Kind != org.ByPerson {
			return notFound("challenge")
		}
		n := c.Days().Len()
		c.Start, c.End = r.Today.AddDays(-n), r.Today.AddDays(-1)
		v, err = p.view(c, true)
		return err
	})
	return v, err
}

func (r *Reading) challenge(id org.ID) (ChallengeView, error) {
	c, err := r.tx.Challenge(r.Actor.Org, id)
	if err != nil {
		return ChallengeView{}, err
	}
	p, err := r.playing([]org.ID{id})
	if err != nil {
		return ChallengeView{}, err
	}
	if !p.knows(c) {
		return ChallengeView{}, notFound("challenge")
	}
	return p.view(c, false)
}

func (r *Reading) challenges(since period.Date) ([]ChallengeView, error) {
	rows, err := r.tx.Challenges(r.Actor.Org, since)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	p, err := r.playing(idsOf(rows))
	if err != nil {
		return nil, err
	}
	var list []ChallengeView
	for _, c := range rows {
		if !p.knows(c) {
			continue
		}
		v, err := p.view(c, false)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	order := []game.Status{game.Running, game.Announced, game.Draft, game.Over, game.CalledOff}
	slices.SortStableFunc(list, func(a, b ChallengeView) int {
		return cmp.Compare(slices.Index(order, a.Status), slices.Index(order, b.Status))
	})
	return list, nil
}

// playing is the play of an organisation while it is read.
type playing struct {
	*Reading
	in   map[org.ID]bool            // who plays
	said map[org.ID][]store.Entrant // by challenge
}

func (r *Reading) playing(challenges []org.ID) (*playing, error) {
	in, err := r.World.players(r.tx, r.Today)
	if err != nil {
		return nil, err
	}
	p := &playing{Reading: r, in: in, said: map[org.ID][]store.Entrant{}}
	said, err := r.tx.Entrants(r.Actor.Org, challenges)
	for _, e := range said {
		p.said[e.Challenge] = append(p.said[e.Challenge], e)
	}
	return p, err
}

// knows tells whether the reader may know that a challenge exists.
func (p *playing) knows(c game.Challenge) bool {
	me := p.Actor.Person
	switch {
	case p.Actor.Kind != org.ByPerson:
		return false
	case c.MadeBy == me:
		return true
	case c.Status == game.Draft || !p.in[me]:
		return false
	case p.answer(c, me) != "":
		return true
	}
	return p.sideOf(c, me) != 0
}

func (p *playing) answer(c game.Challenge, person org.ID) string {
	for _, e := range p.said[c.ID] {
		if e.Person == person {
			return e.Answer
		}
	}
	return ""
}

// sideOf is the team of a challenge that somebody belongs to today, 0 for none.
func (p *playing) sideOf(c game.Challenge, person org.ID) org.ID {
	for _, t := range c.Teams {
		if p.World.Under(person, t, p.Today) {
			return t
		}
	}
	return 0
}

// climbers are the sides: those who joined, or all who might in a dry run.
func (p *playing) climbers(c game.Challenge, dry bool) (sides []climber) {
	add := func(owner org.Owner, person org.ID) {
		i := slices.IndexFunc(sides, func(s climber) bool { return s.owner == owner })
		if i < 0 {
			i, sides = len(sides), append(sides, climber{owner: owner})
		}
		if person != 0 {
			sides[i].people = append(sides[i].people, person)
		}
	}
	if c.Kind == game.Teams || c.Kind == game.Mountain {
		for _, t := range c.Teams {
			add(org.TeamOwner(t), 0)
		}
	}
	if dry && c.Kind != game.Solo && c.Kind != game.Duel {
		for _, x := range p.World.People {
			if t := p.sideOf(c, x.ID); t != 0 && p.in[x.ID] {
				add(sideOwner(c, t, x.ID), x.ID)
			}
		}
		return sides
	}
	for _, e := range p.said[c.ID] {
		if p.in[e.Person] && (e.Answer == Joined || dry && e.Answer == Asked) {
			add(sideOwner(c, e.Team, e.Person), e.Person)
		}
	}
	return sides
}

func sideOwner(c game.Challenge, team, person org.ID) org.Owner {
	switch c.Kind {
	case game.Teams:
		return org.TeamOwner(team)
	case game.Mountain:
		return org.TeamOwner(c.Teams[0])
	case game.Solo, game.Duel, game.Elimination:
	}
	return org.PersonOwner(person)
}

func (p *playing) view(c game.Challenge, dry bool) (ChallengeView, error) {
	me := p.Actor.Person
	m, _ := p.World.Metric(c.Metric)
	v := ChallengeView{
		Challenge: c, Metric: m, Status: c.On(p.Today), DryRun: dry, Today: p.Today, Mine: p.answer(c, me), MayLead: c.MadeBy == me,
		side: p.sideOf(c, me),
	}
	var wishes []string
	for _, e := range p.said[c.ID] {
		if e.Answer == Joined && p.in[e.Person] {
			wishes = append(wishes, e.Theme)
			v.Players++
		}
		v.Waiting = v.Waiting || e.Answer == Asked && c.Kind == game.Duel
	}
	v.Theme = game.Theme(wishes)
	v.MayJoin = p.mayJoin(v)
	return v, p.fill(&v, p.climbers(c, dry))
}

// mayJoin tells whether the reader may still come along: a duel and an elimination close when they begin.
func (p *playing) mayJoin(v ChallengeView) bool {
	invited := v.Mine == Asked || v.side != 0
	if v.Mine == Joined || !invited || !p.in[p.Actor.Person] {
		return false
	}
	early := v.Status == game.Announced
	if v.Kind == game.Elimination || v.Kind == game.Duel {
		return early || v.Status == game.Running && v.Start == p.Today
	}
	return early || v.Status == game.Running
}

// fill works out where the sides stand, where there is something to stand on.
func (p *playing) fill(v *ChallengeView, sides []climber) error {
	on := min(p.Today, v.End)
	held := v.Kind != game.Duel || len(sides) == 2 || v.DryRun
	res := result{}
	if held && (v.DryRun || v.Status == game.Running || v.Status == game.Over) {
		var err error
		if res, err = p.World.resultOf(p.tx, v.Challenge, sides, on); err != nil {
			return err
		}
	}
	if v.Round = res.round; v.Round > 0 {
		v.RoundTo = v.RoundDays()[v.Round-1].Last()
	}
	v.Sides = p.sides(v, sides, res)
	v.Level = v.Status == game.Over && v.Kind != game.Solo && v.Kind != game.Mountain && len(res.won) > 1
	return nil
}

func (p *playing) sides(v *ChallengeView, sides []climber, res result) (list []SideView) {
	var counted []game.Score
	for _, s := range sides {
		side := p.side(v, s, res)
		if side.Left > 0 && !side.Mine {
			continue
		}
		list = append(list, side)
		if side.Left == 0 {
			counted = append(counted, side.Score)
		}
	}
	ranks := game.Ranks(counted)
	at := 0
	for i := range list {
		if list[i].Left == 0 {
			list[i].Rank = ranks[at]
			at++
		}
	}
	slices.SortStableFunc(list, func(a, b SideView) int {
		return cmp.Or(cmp.Compare(unrankedLast(a.Rank), unrankedLast(b.Rank)), cmp.Compare(a.Name, b.Name))
	})
	return list
}

func (p *playing) side(v *ChallengeView, s climber, res result) SideView {
	me := p.Actor.Person
	side := SideView{
		Owner: s.owner, Name: p.World.Name(s.owner), People: len(s.people), Left: res.left[s.owner], Score: game.Score{Side: s.owner},
		Mine: s.owner == org.PersonOwner(me) || slices.Contains(s.people, me),
	}
	if v.DryRun && s.owner.Kind == org.OwnerPerson && !side.Mine {
		side.Name, side.Owner = "", org.Owner{}
	}
	if v.Kind == game.Teams {
		side.Short = max(minSide-len(s.people), 0)
	}
	i := slices.IndexFunc(res.scores, func(x game.Score) bool { return x.Side == s.owner })
	if i < 0 || side.Short > 0 {
		return side
	}
	side.Score = res.scores[i]
	side.BP = side.Score.BP()
	if v.Measure == game.Value && v.Kind != game.Mountain {
		if n, err := measure.MulDiv(int64(side.Score.Num), int64(measure.One), int64(side.Score.Den)); err == nil && side.Score.OK {
			side.BP, side.Value = 0, measure.Some(measure.Amount(n))
		}
	}
	side.Reach = slices.Contains(res.won, s.owner) && (v.Kind == game.Solo || v.Kind == game.Mountain)
	side.Won = v.Status == game.Over && slices.Contains(res.won, s.owner)
	return side
}
