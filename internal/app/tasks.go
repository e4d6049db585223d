package app

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"cordee/internal/fault"
	"cordee/internal/forecast"
	"cordee/internal/goal"
	"cordee/internal/insight"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// How far back fairness looks, and how much of the pool is read.
const (
	fairDays     = 56 // eight weeks
	maxPool      = 2_000
	shownPool    = 40
	noviceMonths = 6
	mostHard     = 5
	usualHard    = 2
)

// PoolTask is an open lead or task, or one that somebody took.
type PoolTask struct {
	store.Task
	Hardness         int         // 1 to 5, 0 not said
	Serves           goal.Goal   // the objective it serves, zero when there is none the reader may see
	Why              insight.Why // for a suggestion
	Strong           []string    // the values of the named strength it lies in
	Taker            org.ID
	TakenOn, EndedOn period.Date
}

// Pool is the page of tasks to take, as one person sees it. Nobody sees what others set aside.
type Pool struct {
	World     *World
	Today     period.Date
	Suggested []PoolTask
	Open      []PoolTask // all others that this person could take
	More      bool
	Mine      []PoolTask // under way
	Ended     []PoolTask // their own, lately done
	Taken     []PoolTask // by whom they lead, under way
	Aside     int        // how many they set aside
	Room      int        // how many more they may take
	Harder    int        // the hardness from which on only harder ones are shown, 0: all
	Share     measure.BP // what they had of what they might have had, over eight weeks; 10,000 is even
	Matching  bool
}

// Pool reads it. harder keeps what is more difficult than what the person usually does.
func (a *App) Pool(ctx context.Context, actor org.Actor, harder bool) (v Pool, err error) {
	err = a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		if actor.Person == 0 {
			return fault.New(fault.Forbidden, "access.forbidden", "action", "tasks")
		}
		v, err = r.pool(harder)
		return err
	})
	return v, err
}

func (r *Reading) pool(harder bool) (Pool, error) {
	v := Pool{World: r.World, Today: r.Today}
	me := r.Actor.Person
	practice, err := practiceOf(r.tx, r.Actor.Org)
	if err != nil {
		return v, err
	}
	v.Matching = !practice.NoMatching
	open, err := r.openFor(me)
	if err != nil {
		return v, err
	}
	taken, err := r.tx.TakenSince(r.Actor.Org, r.Today.AddDays(-fairDays))
	if err != nil {
		return v, err
	}
	aside, err := r.tx.Aside(r.Actor.Org, me)
	if err != nil {
		return v, err
	}
	if v.Mine, v.Ended, v.Taken, err = r.sortTaken(taken); err != nil {
		return v, err
	}
	v.Room = max(practice.Open()-len(v.Mine), 0)
	before := len(open)
	open = slices.DeleteFunc(open, func(t store.Task) bool { return slices.Contains(aside, t.ID) })
	v.Aside = before - len(open)
	if harder {
		v.Harder = harderThan(v.Ended)
		open = slices.DeleteFunc(open, func(t store.Task) bool { return hardness(t.Difficulty) < v.Harder })
	}
	return v, r.suggest(&v, open, taken)
}

// openFor are the open tasks that a person could take: those for a team are its members'.
func (r *Reading) openFor(person org.ID) ([]store.Task, error) {
	all, err := r.tx.OpenTasks(r.Actor.Org, r.Today, maxPool)
	if err != nil {
		return nil, err
	}
	carriers := map[org.ID]org.Owner{}
	return slices.DeleteFunc(all, func(t store.Task) bool {
		ok, errT := r.World.mayTake(r.tx, person, t, carriers, r.Today)
		err = cmp.Or(err, errT)
		return !ok
	}), err
}

// closedStages are those of leads that are over elsewhere.
var closedStages = []string{"won", "lost", "done", "closed", "gagné", "perdu", "fait", "clos"}

// mayTake tells whether a task is a person's to take: one for a team is its members', whether a "team" (or "équipe") says so or the
// objective it serves is that team's; one for somebody's own objective is theirs. carriers remembers whose objectives are.
func (w *World) mayTake(tx *store.Tx, person org.ID, t store.Task, carriers map[org.ID]org.Owner, on period.Date) (bool, error) {
	if slices.Contains(closedStages, strings.ToLower(strings.TrimSpace(t.Stage))) {
		return false, nil
	}
	for _, name := range []string{"team", "équipe", "equipe"} {
		if key := t.Attrs[name]; key != "" {
			team, ok := w.TeamByKey(key)
			return ok && w.Under(person, team.ID, on), nil
		}
	}
	if t.Goal == 0 {
		return true, nil
	}
	o, known := carriers[t.Goal]
	if !known {
		g, err := tx.Goal(w.Org().ID, t.Goal)
		if err != nil && fault.KindOf(err) != fault.NotFound {
			return false, err
		}
		o = g.Owner
		carriers[t.Goal] = o
	}
	switch o.Kind {
	case org.OwnerPerson:
		return o.ID == person, nil
	case org.OwnerTeam:
		return o.ID == w.Root().ID || w.Under(person, o.ID, on), nil
	default:
		return true, nil
	}
}

// hardness reads a declared difficulty: 1 to 5, or a word; 0 when it says nothing.
func hardness(s string) int {
	s = strings.ToLower(strings.TrimSpace(s))
	if n, err := strconv.Atoi(s); err == nil && n >= 1 && n <= mostHard {
		return n
	}
	for n, words := range [][]string{1: {"easy", "facile", "low", "basse"}, 2: {"simple"}, 3: {"medium", "moyen", "moyenne", "normal"}, 4: {"hard", "difficile", "high", "haute"}, 5: {"very hard", "très difficile"}} {
		if slices.Contains(words, s) {
			return n
		}
	}
	return 0
}

// harderThan is one above the middle of what somebody did lately.
func harderThan(done []PoolTask) int {
	var said []int
	for _, t := range done {
		if t.Hardness > 0 {
			said = append(said, t.Hardness)
		}
	}
	usual := usualHard
	if len(said) > 0 {
		slices.Sort(said)
		usual = said[len(said)/2]
	}
	return min(usual+1, mostHard)
}

// sortTaken tells the reader's own tasks from those of the people they lead; of others nothing is shown.
func (r *Reading) sortTaken(taken []store.Taken) (mine, ended, led []PoolTask, err error) {
	for _, x := range taken {
		own := x.Person == r.Actor.Person
		if !own && (!x.Ended.IsZero() || r.World.Can(r.Actor, org.ReadResults, org.ResultObject(org.PersonOwner(x.Person)), r.Today) != nil) {
			continue
		}
		t, err := r.poolTask(x.Task)
		if err != nil {
			return nil, nil, nil, err
		}
		t.Taker, t.TakenOn, t.EndedOn = x.Person, x.TakenOn, x.Ended
		switch {
		case !own:
			led = append(led, t)
		case x.Ended.IsZero():
			mine = append(mine, t)
		default:
			ended = append(ended, t)
		}
	}
	slices.Reverse(ended)
	return mine, ended, led, nil
}

func (r *Reading) poolTask(t store.Task) (PoolTask, error) {
	p := PoolTask{Task: t, Hardness: hardness(t.Difficulty)}
	if t.Goal == 0 {
		return p, nil
	}
	g, err := r.tx.Goal(r.Actor.Org, t.Goal)
	if fault.KindOf(err) == fault.NotFound {
		return p, nil
	}
	if err == nil && r.World.maySeeGoal(r.Actor, g.Goal, r.Today) == nil {
		p.Serves = g.Goal
	}
	return p, err
}

// suggest puts up to five that fit first, and the rest behind them by the day they are due.
func (r *Reading) suggest(v *Pool, open []store.Task, taken []store.Taken) error {
	own, err := r.strengthsOf(r.Actor.Person)
	if err != nil {
		return err
	}
	least := topValue(open, taken)
	taker := r.World.taker(r.Actor.Person, taken, least, r.Today)
	v.Share = measure.Hundred
	if taker.Fair > 0 {
		v.Share = measure.BP(10_000 * taker.Received / taker.Fair)
	}
	var list []insight.Suggestion
	strong := map[org.ID][]string{}
	if v.Matching {
		offers := make([]insight.Offer, len(open))
		for i, t := range open {
			offers[i] = offerOf(t, own.Findings, least)
			if offers[i].Strong {
				strong[t.ID] = strongIn(t, own.Findings).Values
			}
		}
		list = insight.Match(taker, offers, daySeed(r.World.Ref(org.PersonOwner(r.Actor.Person)), r.Today))
	}
	for _, s := range list {
		i := slices.IndexFunc(open, func(t store.Task) bool { return t.ID == s.ID })
		t, err := r.poolTask(open[i])
		if err != nil {
			return err
		}
		t.Why, t.Strong = s.Why, strong[t.ID]
		v.Suggested, open = append(v.Suggested, t), slices.Delete(open, i, i+1)
	}
	if v.More = len(open) > shownPool; v.More {
		open = open[:shownPool]
	}
	for _, t := range open {
		p, err := r.poolTask(t)
		if err != nil {
			return err
		}
		v.Open = append(v.Open, p)
	}
	return nil
}

// daySeed makes the same draw for the same person all day.
func daySeed(person string, on period.Date) uint64 {
	return uint64(org.DerivedID("tasks", person, on.String()))
}

// topValue is the value from which on a task of these is among the highest.
func topValue(open []store.Task, taken []store.Taken) float64 {
	var all []float64
	for _, t := range open {
		all = append(all, units(t))
	}
	for _, t := range taken {
		all = append(all, units(t.Task))
	}
	return insight.TopValue(all)
}

func units(t store.Task) float64 {
	if !t.Value.OK {
		return 0
	}
	return max(forecast.Units(t.Value.Amount), 0)
}

// offerOf is a task as one person may see it.
func offerOf(t store.Task, found []Finding, least float64) insight.Offer {
	o := insight.Offer{ID: t.ID, Value: units(t), Top: units(t) >= least, Hardness: hardness(t.Difficulty)}
	if f := strongIn(t, found); len(f.Values) > 0 {
		o.Alpha, o.Beta, o.Tried, o.Strong = f.Alpha, f.Beta, f.N, f.Named
	}
	return o
}

// strongIn is what is known of a person in a task's segment: the named one if there is any, else the best known.
func strongIn(t store.Task, found []Finding) (best Finding) {
	for _, f := range found {
		if f.Measure != insight.Winning || !slices.Contains(f.Values, t.Attrs[f.Dimension]) {
			continue
		}
		if len(best.Values) == 0 || f.Named && !best.Named || f.Named == best.Named && f.N > best.N {
			best = f
		}
	}
	return best
}

// taker is what fairness knows of a person: what they took over eight weeks, and what their working time gives them of all that was
// taken.
func (w *World) taker(person org.ID, taken []store.Taken, least float64, on period.Date) insight.Taker {
	var t insight.Taker
	received, all, tops := map[org.ID]float64{}, 0.0, 0
	for _, x := range taken {
		received[x.Person] += units(x.Task)
		all += units(x.Task)
		if units(x.Task) >= least {
			tops++
			if x.Person == person {
				t.Tops++
			}
		}
	}
	capacity, mine := 0.0, 0.0
	var rows []org.Person
	for _, p := range w.People {
		_, took := received[p.ID]
		if took || p.ID == person || p.Role == org.Rep && w.inService(p, on) {
			rows = append(rows, p)
			capacity += float64(p.WorkingTime)
			if p.ID == person {
				mine = float64(p.WorkingTime)
			}
		}
	}
	if capacity > 0 && len(taken) >= len(rows) { // with fewer tasks than people nobody can have had an even share
		t.Fair = all * mine / capacity
	}
	if capacity > 0 {
		t.FairTops = float64(tops) * mine / capacity
	}
	t.Received = received[person]
	t.Waiting = t.Fair > 0 && slices.ContainsFunc(rows, func(p org.Person) bool {
		return p.ID != person && received[p.ID] < insight.Floor*all*float64(p.WorkingTime)/max(capacity, 1)
	})
	p, _ := w.Person(person)
	since := w.inRoleSince(p)
	t.Novice = !since.IsZero() && since.AddMonths(noviceMonths) > on
	return t
}

// inService tells whether somebody works here that day.
func (w *World) inService(p org.Person, on period.Date) bool {
	return !p.Erased && p.StartOn <= on && (p.EndOn.IsZero() || on <= p.EndOn) && !w.awayOn(p.ID, on)
}
