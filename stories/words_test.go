package stories

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/period"
)

// words are what is left to read of a sentence.
type words []string

// grammar is a sentence that says nothing: a mistake of the story, not a refusal by the program.
type grammar struct{ what string }

func (g grammar) Error() string { return g.what }

func asGrammar(err error, to *grammar) bool { return errors.As(err, to) }

func unclear(format string, args ...any) error { return grammar{fmt.Sprintf(format, args...)} }

// next takes the first word, "" when there is none.
func (w *words) next() string {
	if len(*w) == 0 {
		return ""
	}
	first := (*w)[0]
	*w = (*w)[1:]
	return first
}

// after takes "name value" out of the sentence, wherever it stands; "" when it does not.
func (w *words) after(name string) string {
	i := slices.Index(*w, name)
	if i < 0 || i+1 >= len(*w) {
		return ""
	}
	value := (*w)[i+1]
	*w = slices.Delete(slices.Clone(*w), i, i+2)
	return value
}

// has takes a single word out of the sentence and tells whether it was there.
func (w *words) has(name string) bool {
	i := slices.Index(*w, name)
	if i >= 0 {
		*w = slices.Delete(slices.Clone(*w), i, i+1)
	}
	return i >= 0
}

// rest takes everything after a word, as text.
func (w *words) rest(name string) string {
	i := slices.Index(*w, name)
	if i < 0 {
		return ""
	}
	text := strings.Join((*w)[i+1:], " ")
	*w = (*w)[:i]
	return text
}

// done refuses a sentence of which something was not understood.
func (w words) done() error {
	if len(w) > 0 {
		return unclear("not understood: %q", strings.Join(w, " "))
	}
	return nil
}

// day reads a date, zero when the word is missing.
func day(word string) (period.Date, error) {
	if word == "" {
		return 0, nil
	}
	d, err := period.ParseDate(word)
	if err != nil {
		return 0, unclear("%q is no date", word)
	}
	return d, nil
}

// amount takes a number and the unit behind it, if one follows.
func (w *words) amount() (measure.Amount, error) {
	word := w.next()
	a, _, err := measure.Parse(strings.TrimSuffix(word, "%"))
	if err != nil {
		return 0, unclear("%q is no amount", word)
	}
	if len(*w) > 0 && (measure.IsCurrency((*w)[0]) || (*w)[0] == "points") {
		w.next()
	}
	return a, nil
}

// share reads "60%" as basis points.
func share(word string) (measure.BP, error) {
	a, _, err := measure.Parse(strings.TrimSuffix(word, "%"))
	if err != nil || !strings.HasSuffix(word, "%") {
		return 0, unclear("%q is no share", word)
	}
	return measure.BP(a / 100), nil
}

// span reads the name of a period of the company's calendar, or first..last with both included.
func (s *story) span(word string) (period.Span, error) {
	if from, last, ok := strings.Cut(word, ".."); ok {
		a, err := day(from)
		if err != nil {
			return period.Span{}, err
		}
		b, err := day(last)
		return period.Days(a, b), err
	}
	_, span, err := s.org.Calendar.Parse(word)
	if err != nil {
		return span, unclear("%q is no period", word)
	}
	return span, nil
}

// month reads the English name of a month.
func month(word string) (time.Month, error) {
	for m := time.January; m <= time.December; m++ {
		if strings.EqualFold(m.String(), word) {
			return m, nil
		}
	}
	return 0, unclear("%q is no month", word)
}

// said takes "cause C" and "because REASON ..." out of the sentence: why someone does what they do.
func (w *words) said() app.Said {
	why := app.Said{Reason: w.rest("because")}
	why.Cause = goal.Reason(w.after("cause"))
	return why
}
