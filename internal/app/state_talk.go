package app

import (
	"time"

	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
)

// GoalTalk is what people have said and seen of one objective, as the API promises it, as far as the reader may know.
type GoalTalk struct {
	Sealed     bool            `json:"sealed"`     // its number waits for the owner's own
	Late       bool            `json:"late"`       // paid, and published after its first day
	InsteadOf  string          `json:"instead_of"` // key of the objective it would replace, "" for none
	Notes      []NoteState     `json:"notes"`      // oldest first
	Bids       []BidState      `json:"bids"`       // own numbers, for whoever decides
	Deliveries []DeliveryState `json:"deliveries"` // who was told which version, for whoever decides
	Evidence   []LetterState   `json:"evidence"`   // five letters, for whoever may answer
}

// NoteState is one line of the conversation.
type NoteState struct {
	At      time.Time `json:"at"`
	Person  string    `json:"person"`
	Kind    string    `json:"kind"`
	Text    string    `json:"text"`
	Version int       `json:"version"`
}

// BidState is someone's own number, null when they gave none.
type BidState struct {
	At     time.Time     `json:"at"`
	Person string        `json:"person"`
	Amount measure.Maybe `json:"amount"`
}

// DeliveryState is a version put before someone: opened is not read, read is not agreed.
type DeliveryState struct {
	Person         string     `json:"person"`
	Version        int        `json:"version"`
	DeliveredAt    time.Time  `json:"delivered_at"`
	OpenedAt       *time.Time `json:"opened_at"`
	AcknowledgedAt *time.Time `json:"acknowledged_at"`
	Reply          string     `json:"reply"`
}

// LetterState is one letter with the lines that say why.
type LetterState struct {
	Letter goal.Letter `json:"letter"`
	State  goal.State  `json:"state"`
	Lines  []LineState `json:"lines"`
}

// LineState is one piece of evidence, or one gap, as a code and in words.
type LineState struct {
	Code  string     `json:"code"`
	State goal.State `json:"state"`
	Text  string     `json:"text"`
	Fix   goal.Fix   `json:"fix"`
}

// NewGoalTalk fills the promised form; say puts a line of evidence in words.
func NewGoalTalk(v GoalView, say func(goal.Line) string) *GoalTalk {
	key := func(id org.ID) string { return v.World.OwnerKey(org.PersonOwner(id)) }
	t := &GoalTalk{
		Sealed: v.Talk.Sealed, Late: v.Talk.Late, Notes: []NoteState{}, Bids: []BidState{}, Deliveries: []DeliveryState{}, Evidence: []LetterState{},
	}
	if v.Talk.Instead != nil {
		t.InsteadOf = v.Talk.Instead.Key
	}
	for _, n := range v.Talk.Notes {
		t.Notes = append(t.Notes, NoteState{At: instant(n.At).UTC(), Person: key(n.Author), Kind: n.Kind, Text: n.Text, Version: n.Version})
	}
	for _, b := range v.Talk.Bids {
		t.Bids = append(t.Bids, BidState{At: instant(b.At).UTC(), Person: key(b.Person), Amount: b.Amount})
	}
	for _, d := range v.Talk.Deliveries {
		t.Deliveries = append(t.Deliveries, DeliveryState{
			Person: key(d.Person), Version: d.Version, DeliveredAt: instant(d.Delivered).UTC(), OpenedAt: maybeInstant(d.Opened), AcknowledgedAt: maybeInstant(d.Acknowledged), Reply: d.Reply,
		})
	}
	for _, e := range v.Talk.Evidence {
		l := LetterState{Letter: e.Letter, State: e.State, Lines: []LineState{}}
		for _, x := range e.Lines {
			l.Lines = append(l.Lines, LineState{Code: x.Code, State: x.State, Text: say(x), Fix: x.Fix})
		}
		t.Evidence = append(t.Evidence, l)
	}
	return t
}

func maybeInstant(at int64) *time.Time {
	if at == 0 {
		return nil
	}
	t := instant(at).UTC()
	return &t
}
