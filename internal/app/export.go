package app

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"

	"cordee/internal/goal"
	"cordee/internal/ledger"
	"cordee/internal/org"
	"cordee/internal/sheet"
	"cordee/internal/store"
)

// Export writes every table of the organisation as rows, in the form in which they can be imported again. The order of the rows
// depends on what they say alone: the same organisation gives the same files, wherever and however it came to be.
func (a *App) Export(ctx context.Context, actor org.Actor) (sheet.Batch, error) {
	var b sheet.Batch
	err := a.read(ctx, actor, org.Export, func(r *Reading) error {
		r.exportPeople(&b)
		r.exportMetrics(&b)
		if err := r.exportGoals(&b); err != nil {
			return err
		}
		return r.exportResults(&b)
	})
	inOrder(&b)
	return b, err
}

// inOrder sorts the tables that are not kept by key.
func inOrder(b *sheet.Batch) {
	slices.SortStableFunc(b.Memberships, func(x, y sheet.MembershipRow) int {
		return cmp.Or(cmp.Compare(x.Person, y.Person), cmp.Compare(x.From, y.From), cmp.Compare(x.Team, y.Team))
	})
	slices.SortStableFunc(b.Goals, func(x, y sheet.GoalRow) int { return cmp.Compare(x.Key, y.Key) })
	slices.SortStableFunc(b.Steps, func(x, y sheet.StepRow) int {
		return cmp.Or(cmp.Compare(x.Goal, y.Goal), cmp.Compare(x.Key, y.Key))
	})
	slices.SortStableFunc(b.Tasks, func(x, y sheet.TaskRow) int { return cmp.Compare(x.Key, y.Key) })
	slices.SortStableFunc(b.Results, func(x, y sheet.ResultRow) int {
		return cmp.Or(cmp.Compare(cancels(x), cancels(y)), cmp.Compare(x.OccurredOn, y.OccurredOn), cmp.Compare(x.Source, y.Source), cmp.Compare(x.Ref, y.Ref))
	})
}

// cancels puts cancellations behind everything they may cancel, whatever day they bear.
func cancels(r sheet.ResultRow) int {
	if r.Kind == ledger.Cancelled {
		return 1
	}
	return 0
}

func (r *Reading) exportPeople(b *sheet.Batch) {
	w := r.World
	for _, t := range w.Teams {
		parent, _ := w.Team(t.Parent)
		lead, _ := w.Person(t.Lead)
		b.Teams = append(b.Teams, sheet.TeamRow{Key: t.Key, Name: sheet.Val(t.Name), Parent: sheet.Val(parent.Key),
			Kind: sheet.Val(string(t.Kind)), Lead: sheet.Val(lead.Key)})
	}
	for _, p := range w.People {
		b.People = append(b.People, sheet.PersonRow{
			Key: p.Key, Name: sheet.Val(p.Name), Email: sheet.Val(p.Email), Role: sheet.Val(string(p.Role)), ExternalID: sheet.Val(p.ExternalID),
			Team: sheet.Val(r.teamKey(p)), StartOn: sheet.Val(p.StartOn), EndOn: sheet.Val(p.EndOn), RoleSince: sheet.Val(p.RoleSince),
			WorkingTime: sheet.Val(p.WorkingTime), Experience: sheet.Val(p.Experience), Ability: sheet.Val(p.Ability),
		})
		for _, m := range w.stays[p.ID] {
			t, _ := w.Team(m.Team)
			row := sheet.MembershipRow{Person: p.Key, Team: t.Key, From: m.Span.From, To: m.Span.To}
			if m.WorkingTime != ownTime {
				row.WorkingTime = sheet.Val(m.WorkingTime)
			}
			b.Memberships = append(b.Memberships, row)
		}
		if r.teamKey(p) != "" { // it would fill the days before, between and after
			for _, gap := range w.gaps(p) {
				b.Memberships = append(b.Memberships, sheet.MembershipRow{Person: p.Key, Team: noTeam, From: gap.From, To: gap.To})
			}
		}
		for _, x := range w.away[p.ID] {
			b.Absences = append(b.Absences, sheet.AbsenceRow{Person: p.Key, From: x.Span.From, To: x.Span.To, Share: x.Share})
		}
	}
}

// teamKey is the team of today, else the last one: what the people table says about someone.
func (r *Reading) teamKey(p org.Person) string {
	on := r.Today
	if !p.EndOn.IsZero() {
		on = min(on, p.EndOn)
	}
	id, ok := r.World.TeamOf(p.ID, max(on, p.StartOn))
	if !ok {
		return ""
	}
	t, _ := r.World.Team(id)
	return t.Key
}

func (r *Reading) exportMetrics(b *sheet.Batch) {
	for _, m := range r.World.Metrics() {
		b.Metrics = append(b.Metrics, sheet.MetricRow{
			Key: m.Key, Name: sheet.Val(m.Name), Unit: sheet.Val(m.Unit), Kind: sheet.Val(string(m.Kind)), Of: sheet.Val(m.Of),
			Where: sheet.Val(m.Where), Numerator: sheet.Val(m.Numerator), Denominator: sheet.Val(m.Denominator),
			Direction: sheet.Val(string(m.Direction)), Credit: sheet.Val(string(m.Credit)),
		})
	}
	for _, currency := range slices.Sorted(maps.Keys(r.World.rates)) {
		for _, x := range r.World.rates[currency] {
			b.Rates = append(b.Rates, sheet.RateRow{Currency: x.Currency, From: x.From, Rate: x.Rate})
		}
	}
}

func (r *Reading) exportGoals(b *sheet.Batch) error {
	goals, err := r.tx.Goals(r.Actor.Org)
	if err != nil {
		return err
	}
	keys := map[org.ID]string{}
	for _, g := range goals {
		keys[g.ID] = g.Key
	}
	for _, g := range goals {
		b.Goals = append(b.Goals, r.goalRow(g.Goal, keys))
	}
	steps, err := r.tx.Steps(r.Actor.Org, nil)
	if err != nil {
		return err
	}
	for _, s := range steps {
		owner, _ := r.World.Person(s.Owner)
		b.Steps = append(b.Steps, sheet.StepRow{Goal: keys[s.Goal], Key: s.Key, Title: sheet.Val(s.Title), Owner: sheet.Val(owner.Key),
			DueOn: sheet.Val(s.Due), DoneOn: sheet.Val(s.Done), Weight: sheet.Val(s.Weight)})
	}
	tasks, err := r.tx.Tasks(r.Actor.Org)
	for _, t := range tasks {
		b.Tasks = append(b.Tasks, taskRow(t, keys))
	}
	return err
}

func (r *Reading) goalRow(g goal.Goal, keys map[org.ID]string) sheet.GoalRow {
	m, _ := r.World.Metric(g.Metric)
	guard, _ := r.World.Metric(g.Guard)
	difficulty := ""
	if g.Difficulty > 0 {
		difficulty = strconv.Itoa(g.Difficulty)
	}
	owner := r.World.OwnerKey(g.Owner)
	if g.Owner.Kind == org.OwnerPerson {
		owner = "person:" + owner
	}
	return sheet.GoalRow{
		Key: g.Key, Title: sheet.Val(g.Title), Tier: sheet.Val(string(g.Tier)), Owner: sheet.Val(owner), Metric: sheet.Val(m.Key),
		Baseline: sheet.Val(g.Baseline), Target: sheet.Val(g.Target), Floor: sheet.Val(g.Floor), Stretch: sheet.Val(g.Stretch),
		StartOn: sheet.Val(g.Start), EndOn: sheet.Val(g.End), Parent: sheet.Val(keys[g.Parent]), Why: sheet.Val(g.Why),
		Origin: sheet.Val(string(g.Origin)), Paid: sheet.Val(g.Paid), Status: sheet.Val(string(g.Status)),
		Relation: sheet.Val(string(g.Relation)), Skills: sheet.Val(g.Skills), Helping: sheet.Val(g.Helping), Means: sheet.Val(g.Means),
		Guard: sheet.Val(guard.Key), Mode: sheet.Val(string(g.Mode)), Learning: sheet.Val(g.Learning), Difficulty: sheet.Val(difficulty),
	}
}

func taskRow(t store.Task, keys map[org.ID]string) sheet.TaskRow {
	return sheet.TaskRow{
		Key: t.Key, Title: sheet.Val(t.Title), Kind: sheet.Val(t.Kind), Stage: sheet.Val(t.Stage), Goal: sheet.Val(keys[t.Goal]),
		Value: sheet.Val(t.Value), Difficulty: sheet.Val(t.Difficulty), DueOn: sheet.Val(t.DueOn), Attrs: t.Attrs,
	}
}

// exportResults writes what is live now, in the currency in which it was sent, with the rate that was fixed then; and behind it what
// was taken back, each with its cancellation: on a day of its own it counts against that day, and its version keeps older ones out.
func (r *Reading) exportResults(b *sheet.Batch) error {
	keep := func(p store.Posted) error {
		b.Results = append(b.Results, r.resultRow(p))
		return nil
	}
	if err := r.tx.EachLive(r.Actor.Org, store.Reach{}, keep); err != nil {
		return err
	}
	if err := r.tx.EachCancelled(r.Actor.Org, keep); err != nil {
		return err
	}
	heads, err := r.tx.CancelledHeads(r.Actor.Org)
	for _, h := range heads {
		b.Results = append(b.Results, sheet.ResultRow{
			Source: h.Source, Ref: h.Ref, Kind: ledger.Cancelled, OccurredOn: h.CancelOn, Version: h.CancelVersion, HasVersion: h.CancelHasVersion,
		})
	}
	return err
}

func (r *Reading) resultRow(p store.Posted) sheet.ResultRow {
	row := sheet.ResultRow{
		Source: p.Source, Ref: p.Ref, Version: p.Version, HasVersion: p.HasVersion, OccurredOn: p.OccurredOn, Kind: p.Kind,
		Amount: p.Amount, Currency: r.World.Org().Currency, Attrs: p.Attrs,
	}
	if p.OriginalAmount.OK {
		row.Amount, row.Currency, row.Rate = p.OriginalAmount, p.OriginalCurrency, p.Rate
	}
	for _, c := range p.Credits {
		row.Credits = append(row.Credits, sheet.CreditKey{Owner: r.World.OwnerKey(c.Owner), BP: c.BP})
	}
	for _, id := range p.Assists {
		helper, _ := r.World.Person(id)
		row.Assists = append(row.Assists, helper.Key)
	}
	return row
}
