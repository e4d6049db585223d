package app

import (
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// GoalState is one objective as the command line and the API promise it: decimal strings, null for what is absent.
type GoalState struct {
	Key          string        `json:"key"`
	Title        string        `json:"title"`
	Tier         goal.Tier     `json:"tier"`
	Owner        string        `json:"owner"`
	Metric       *string       `json:"metric"`
	Unit         string        `json:"unit"`
	StartOn      period.Date   `json:"start_on"`
	EndOn        period.Date   `json:"end_on"`
	Target       measure.Maybe `json:"target"`
	Floor        measure.Maybe `json:"floor"`
	Stretch      measure.Maybe `json:"stretch"`
	Baseline     measure.Maybe `json:"baseline"`
	Attained     measure.Maybe `json:"attained"`
	AttainmentBP *measure.BP   `json:"attainment_bp"`
	Expected     measure.Maybe `json:"expected"`
	Gap          measure.Maybe `json:"gap"`
	Status       goal.Status   `json:"status"`
	Pace         *goal.Pace    `json:"pace"`
	Parent       *string       `json:"parent"`
	Origin       goal.Origin   `json:"origin"`
	Paid         bool          `json:"paid"`
	Adjustment   measure.Maybe `json:"adjustment"`
	Probability  *float64      `json:"probability"` // 0 to 1 in steps of .05; null where none is shown
	Talk         *GoalTalk     `json:"talk,omitempty"`
}

// GoalKeys is the keys of a list of objectives and of those right above them, for naming parents.
func GoalKeys(list []Standing) map[org.ID]string {
	keys := make(map[org.ID]string, len(list))
	for _, s := range list {
		keys[s.ID] = s.Key
		if s.ParentKey != "" {
			keys[s.Parent] = s.ParentKey
		}
	}
	return keys
}

// NewGoalState fills the promised form.
func NewGoalState(s Standing, w *World, keys map[org.ID]string) GoalState {
	p := s.Progress
	g := GoalState{
		Key: s.Key, Title: s.Title, Tier: s.Tier, Owner: ownerText(w, s.Owner), Unit: s.Metric.Unit, StartOn: s.Start, EndOn: s.End,
		Target: s.Target, Floor: s.Floor, Stretch: s.Stretch, Baseline: s.Baseline, Attained: p.Attained, Expected: p.Expected,
		Gap: p.Gap, Status: p.Status, Origin: s.Origin, Paid: s.Paid, Adjustment: p.Adjustment,
	}
	if s.Metric.Key != "" {
		g.Metric = &s.Metric.Key
	}
	if p.HasAttainment {
		g.AttainmentBP = &p.AttainmentBP
	}
	if p.Pace != goal.NoPace {
		g.Pace = &p.Pace
	}
	if s.Outlook != nil && s.Outlook.Shown {
		p := float64(s.Outlook.Chance) / float64(measure.Hundred)
		g.Probability = &p
	}
	if parent, ok := keys[s.Parent]; ok {
		g.Parent = &parent
	}
	return g
}

// ownerText is "team:KEY" or "person:KEY", as the goals file writes it.
func ownerText(w *World, o org.Owner) string {
	if o.Kind == org.OwnerPerson {
		return "person:" + w.OwnerKey(o)
	}
	return w.OwnerKey(o)
}

// BoardState is a board as the command line and the API promise it.
type BoardState struct {
	Rows  []BoardRowState `json:"rows"`
	Total measure.Maybe   `json:"total"`
}

// BoardRowState is one row; rank is null when unranked.
type BoardRowState struct {
	Key          string        `json:"key"`
	Name         string        `json:"name"`
	Value        measure.Maybe `json:"value"`
	Count        int64         `json:"count"`
	AttainmentBP *measure.BP   `json:"attainment_bp"`
	Rank         *int          `json:"rank"`
}

// NewBoardState fills the promised form.
func NewBoardState(b Board) BoardState {
	out := BoardState{Rows: make([]BoardRowState, len(b.Rows)), Total: b.Total}
	for i, row := range b.Rows {
		j := BoardRowState{Key: row.Key, Name: row.Name, Value: row.Value, Count: row.Count}
		if row.HasGoal {
			j.AttainmentBP = &b.Rows[i].AttainmentBP
		}
		if row.Rank > 0 {
			j.Rank = &b.Rows[i].Rank
		}
		out.Rows[i] = j
	}
	return out
}
