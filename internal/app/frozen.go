package app

import (
	"fmt"
	"strconv"
	"strings"

	"cordee/internal/measure"
	"cordee/internal/period"
)

// Saying is one sentence frozen for good: a key of the catalogues and typed facts, so that it can be read again in any language.
type Saying struct {
	Code   string        `json:"code"`
	Facts  []Told        `json:"facts,omitempty"`
	Amount measure.Maybe `json:"amount"` // the figure arrived at, if the sentence has one
}

// Told is one fact of a sentence.
type Told struct {
	Name  string `json:"name"`
	Kind  string `json:"kind"` // amount, share, count, day, list, text
	Value string `json:"value"`
}

// newSaying freezes a sentence whose args are name, value pairs.
func newSaying(code string, args []any, at measure.Maybe) Saying {
	s := Saying{Code: code, Amount: at}
	for i := 0; i+1 < len(args); i += 2 {
		t := Told{Name: fmt.Sprint(args[i])}
		switch v := args[i+1].(type) {
		case measure.Amount:
			t.Kind, t.Value = "amount", v.String()
		case measure.BP:
			t.Kind, t.Value = "share", strconv.FormatInt(int64(v), 10)
		case int:
			t.Kind, t.Value = "count", strconv.Itoa(v)
		case int64:
			t.Kind, t.Value = "count", strconv.FormatInt(v, 10)
		case period.Date:
			t.Kind, t.Value = "day", v.String()
		case []string:
			t.Kind, t.Value = "list", strings.Join(v, "\n")
		default:
			t.Kind, t.Value = "text", fmt.Sprint(v)
		}
		s.Facts = append(s.Facts, t)
	}
	return s
}

// Args are the facts as a printer takes them. A fact that cannot be read back is told as it was written.
func (s Saying) Args() []any {
	args := make([]any, 0, 2*len(s.Facts))
	for _, t := range s.Facts {
		args = append(args, t.Name, t.value())
	}
	return args
}

func (t Told) value() any {
	switch t.Kind {
	case "amount":
		if a, _, err := measure.Parse(t.Value); err == nil {
			return a
		}
	case "share":
		if n, err := strconv.ParseInt(t.Value, 10, 64); err == nil {
			return measure.BP(n)
		}
	case "count":
		if n, err := strconv.Atoi(t.Value); err == nil {
			return n
		}
	case "day":
		if d, err := period.ParseDate(t.Value); err == nil {
			return d
		}
	case "list":
		return strings.Split(t.Value, "\n")
	}
	return t.Value
}
