package app

import (
	"cmp"
	"slices"
	"strconv"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/sheet"
	"cordee/internal/store"
)

// metrics creates and changes metrics. A metric that now counts differently is folded again over all past results.
func (in *intake) metrics(rows []sheet.MetricRow) error {
	if len(rows) == 0 {
		return nil
	}
	for _, r := range rows {
		in.here = r.At
		old, existed := in.World.MetricByKey(r.Key)
		m := mergeMetric(old, r)
		if err := m.Check(); err != nil {
			in.rejectAll(sheet.Metrics, r.At, metricCells(r), err)
			continue
		}
		if err := in.saveMetric(old, m, existed, r); err != nil {
			return err
		}
	}
	if err := in.reload(); err != nil {
		return err
	}
	return in.checkRatios(rows)
}

func mergeMetric(m store.Metric, r sheet.MetricRow) store.Metric {
	m.Key = r.Key
	m.Name = orKey(r.Name.Or(m.Name), r.Key)
	m.Unit = r.Unit.Or(m.Unit)
	m.Kind = measure.Kind(r.Kind.Or(string(m.Kind)))
	m.Of = r.Of.Or(m.Of)
	m.Where = r.Where.Or(m.Where)
	m.Numerator = r.Numerator.Or(m.Numerator)
	m.Denominator = r.Denominator.Or(m.Denominator)
	m.Direction = measure.Direction(r.Direction.Or(string(m.Direction)))
	m.Credit = measure.Credit(r.Credit.Or(string(m.Credit)))
	m.Metric = m.Norm()
	return m
}

// metricCells is what a row says, for the report.
func metricCells(r sheet.MetricRow) map[string]string {
	return map[string]string{
		"key": r.Key, "name": r.Name.V, "unit": r.Unit.V, "kind": r.Kind.V, "of": r.Of.V, "where": r.Where.V, "numerator": r.Numerator.V,
		"denominator": r.Denominator.V, "direction": r.Direction.V, "credit": r.Credit.V,
	}
}

func (in *intake) saveMetric(old, m store.Metric, existed bool, r sheet.MetricRow) error {
	if existed && old == m {
		in.count(sheet.Metrics).Unchanged++
		return nil
	}
	if existed && !sameCount(old, m) {
		if held, err := in.heldBy(old); err != nil {
			return err
		} else if held != nil {
			in.rejectAll(sheet.Metrics, r.At, metricCells(r), fault.New(fault.Conflict, "metric.frozen", "title", held.Title, "end", held.End))
			return nil
		}
	}
	in.refold.metric(m.ID)
	if existed {
		in.count(sheet.Metrics).Updated++
		in.undo.Metrics = append(in.undo.Metrics, old)
		m.Version = old.Version + 1
		return in.tx.UpdateMetric(in.org(), m)
	}
	m.ID, m.Version = newID(), 1
	in.refold.metric(m.ID)
	in.count(sheet.Metrics).Created++
	in.undo.NewMetrics = append(in.undo.NewMetrics, m.ID)
	return in.tx.InsertMetric(in.org(), m)
}

// checkRatios refuses a ratio of metrics that do not exist or cannot be added up.
func (in *intake) checkRatios(rows []sheet.MetricRow) error {
	for _, r := range rows {
		m, ok := in.World.MetricByKey(r.Key)
		if !ok || m.Kind != measure.Ratio {
			continue
		}
		for column, key := range map[string]string{"numerator": m.Numerator, "denominator": m.Denominator} {
			part, ok := in.World.MetricByKey(key)
			if !ok {
				in.reject(sheet.Metrics, r.At, column, key, fault.New(fault.Invalid, "metric.unknown", "key", key))
			} else if part.Kind != measure.Sum && part.Kind != measure.Count {
				in.reject(sheet.Metrics, r.At, column, key, fault.New(fault.Invalid, "metric.part_not_additive", "key", key))
			}
		}
	}
	return nil
}

// goals creates objectives and makes new versions of those that exist. Imported ones are published as they are.
func (in *intake) goals(rows []sheet.GoalRow) error {
	if len(rows) == 0 {
		return nil
	}
	known, err := in.goalsByKey()
	if err != nil {
		return err
	}
	for _, r := range rows {
		if _, ok := known[r.Key]; !ok {
			known[r.Key] = store.GoalRow{Goal: goal.Goal{ID: newID(), Key: r.Key}}
		}
	}
	var saved []sheet.GoalRow
	for _, r := range rows {
		old := known[r.Key]
		g, ok := in.mergeGoal(old, r, known)
		if !ok {
			continue
		}
		known[r.Key] = g
		saved = append(saved, r)
	}
	if err := goal.CheckTree(goalsIn(known)); err != nil {
		in.rejectTree(rows, err)
		return nil
	}
	before, err := in.goalsByKey()
	if err != nil {
		return err
	}
	if err := in.raisedAnew(saved, before, known); err != nil {
		return err
	}
	for _, r := range parentsFirst(saved, known) {
		in.here = r.At
		if err := in.saveGoal(before[r.Key], known[r.Key], r); err != nil {
			return err
		}
	}
	return nil
}

// rejectTree blames the row that an error of the whole tree names, or the first one.
func (in *intake) rejectTree(rows []sheet.GoalRow, err error) {
	for _, e := range fault.All(err) {
		blame := rows[0]
		for _, r := range rows {
			if e.Args["goal"] == r.Key {
				blame = r
			}
		}
		in.rejectAll(sheet.Goals, blame.At, goalCells(blame), e)
	}
}

func (in *intake) goalsByKey() (map[string]store.GoalRow, error) {
	rows, err := in.tx.Goals(in.org())
	known := make(map[string]store.GoalRow, len(rows))
	for _, g := range rows {
		known[g.Key] = g
	}
	return known, err
}

func goalsIn(known map[string]store.GoalRow) []goal.Goal {
	list := make([]goal.Goal, 0, len(known))
	for _, g := range known {
		list = append(list, g.Goal)
	}
	return list
}

// mergeGoal fills an objective from a row and checks it; problems are recorded and ok is false.
func (in *intake) mergeGoal(g store.GoalRow, r sheet.GoalRow, known map[string]store.GoalRow) (store.GoalRow, bool) {
	before := len(in.problems)
	isNew := g.Version == 0
	g.Title = orKey(r.Title.Or(g.Title), r.Key)
	g.Tier = goal.Tier(r.Tier.Or(string(g.Tier)))
	g.Why, g.Paid = r.Why.Or(g.Why), r.Paid.Or(g.Paid)
	g.Origin = goal.Origin(orKey(r.Origin.Or(string(g.Origin)), string(goal.OriginAssigned)))
	g.Baseline, g.Target = r.Baseline.Or(g.Baseline), r.Target.Or(g.Target)
	g.Floor, g.Stretch = r.Floor.Or(g.Floor), r.Stretch.Or(g.Stretch)
	g.Start, g.End = r.StartOn.Or(g.Start), r.EndOn.Or(g.End)
	g.Relation = goal.Relation(r.Relation.Or(string(g.Relation)))
	g.Skills, g.Helping, g.Means = r.Skills.Or(g.Skills), r.Helping.Or(g.Helping), r.Means.Or(g.Means)
	g.Mode, g.Learning = goal.Mode(r.Mode.Or(string(g.Mode))), r.Learning.Or(g.Learning)
	if r.Difficulty.Set {
		g.Difficulty, _ = strconv.Atoi(r.Difficulty.V) // one of the words of the file's list, or nothing
	}
	if isNew {
		g.Status = goal.Published
	}
	if r.Status.V != "" {
		g.Status = storedStatus(goal.Status(r.Status.V))
	}
	in.refsOfGoal(&g, r, known)
	g.Goal = g.Norm(in.World.metricOf(g.Goal))
	if len(in.problems) == before {
		if err := g.Shape(); err != nil {
			in.rejectAll(sheet.Goals, r.At, goalCells(r), err)
		}
	}
	return g, len(in.problems) == before
}

// goalCells is what a row says, for the report.
func goalCells(r sheet.GoalRow) map[string]string {
	return map[string]string{
		"key": r.Key, "title": r.Title.V, "tier": r.Tier.V, "owner": r.Owner.V, "metric": r.Metric.V, "parent": r.Parent.V,
		"baseline": r.Baseline.V.String(), "target": r.Target.V.String(), "floor": r.Floor.V.String(), "stretch": r.Stretch.V.String(),
		"start_on": r.StartOn.V.String(), "end_on": r.EndOn.V.String(), "why": r.Why.V, "origin": r.Origin.V, "status": r.Status.V,
		"relation": r.Relation.V, "skills": r.Skills.V, "helping": r.Helping.V, "means": r.Means.V, "guard": r.Guard.V, "mode": r.Mode.V,
		"difficulty": r.Difficulty.V,
	}
}

// storedStatus keeps what is decided by people; running, attained and missed follow from the dates.
func storedStatus(s goal.Status) goal.Status {
	switch s {
	case goal.Running, goal.Attained, goal.Missed:
		return goal.Published
	default:
		return s
	}
}

func (in *intake) refsOfGoal(g *store.GoalRow, r sheet.GoalRow, known map[string]store.GoalRow) {
	if r.Owner.Set || g.Owner.ID == 0 {
		owner, err := in.ownerOf(r)
		if err != nil {
			in.reject(sheet.Goals, r.At, "owner", r.Owner.V, fault.All(err)[0])
		}
		g.Owner = owner
	}
	if g.Tier == "" {
		g.Tier = goal.Individual
		if g.Owner.Kind == org.OwnerTeam {
			g.Tier = goal.Collective
		}
	}
	if r.Metric.Set {
		m, ok := in.World.MetricByKey(r.Metric.V)
		if !ok && r.Metric.V != "" {
			in.reject(sheet.Goals, r.At, "metric", r.Metric.V, fault.New(fault.Invalid, "metric.unknown", "key", r.Metric.V))
		}
		g.Metric = m.ID
	}
	if r.Guard.Set {
		m, ok := in.World.MetricByKey(r.Guard.V)
		if !ok && r.Guard.V != "" {
			in.reject(sheet.Goals, r.At, "guard", r.Guard.V, fault.New(fault.Invalid, "metric.unknown", "key", r.Guard.V))
		}
		g.Guard = m.ID
	}
	if r.Parent.Set {
		p, ok := known[r.Parent.V]
		if !ok && r.Parent.V != "" {
			in.reject(sheet.Goals, r.At, "parent", r.Parent.V, fault.New(fault.Invalid, "goal.unknown", "key", r.Parent.V))
		}
		g.Parent = p.ID
	}
}

// saveGoal writes a new objective or the next version of one.
func (in *intake) saveGoal(old, g store.GoalRow, r sheet.GoalRow) error {
	today := in.World.Today(in.At)
	if old.Version == 0 {
		g.Version, g.CreatedBy, g.CreatedAt, g.Import = 1, in.Actor.Person, in.At.UnixMicro(), in.imported
		if g.Status == goal.Published {
			g.PublishedAt = in.At.UnixMicro()
		}
		in.count(sheet.Goals).Created++
		in.undo.NewGoals = append(in.undo.NewGoals, g.ID)
		return in.insertGoal(g, "goal.created", Said{})
	}
	if old == g {
		in.count(sheet.Goals).Unchanged++
		return nil
	}
	if err := cmp.Or(staysSealed(old, g.Goal), old.MayLeave(g.Status, today)); err != nil {
		in.rejectAll(sheet.Goals, r.At, goalCells(r), err)
		return nil
	}
	revised, err := old.Goal.Revise(g.Goal, in.World.metricOf(g.Goal), today)
	if err != nil {
		in.rejectAll(sheet.Goals, r.At, goalCells(r), err)
		return nil
	}
	status := g.Status // an import may also say where an objective stands
	g.Goal = revised
	g.Status = status
	if g.Version == old.Version {
		g.Version++
	}
	in.count(sheet.Goals).Updated++
	in.undo.Goals = append(in.undo.Goals, old)
	return in.updateGoal(g, "goal.revised", Said{})
}

// parentsFirst orders rows so that a parent is written before its children.
func parentsFirst(rows []sheet.GoalRow, known map[string]store.GoalRow) []sheet.GoalRow {
	byID := make(map[org.ID]string, len(known))
	for key, g := range known {
		byID[g.ID] = key
	}
	depth := func(key string) (n int) {
		for g := known[key]; g.Parent != 0 && n < len(known); n++ {
			g = known[byID[g.Parent]]
		}
		return n
	}
	ordered := slices.Clone(rows)
	slices.SortStableFunc(ordered, func(a, b sheet.GoalRow) int { return depth(a.Key) - depth(b.Key) })
	return ordered
}
