package insight

import (
	"testing"

	"cordee/internal/org"
	"cordee/internal/period"
)

func TestPraiseNamesOneFactOfThisWeek(t *testing.T) {
	today := period.On(2026, 3, 20)
	const lea, karim, ines = org.ID(1), org.ID(2), org.ID(3)
	reached := Fact{Deed: Reached, Person: lea, On: today - 1, Goal: 7}
	helped := Fact{Deed: Helped, Person: karim, On: today, Posting: 9}
	first := Fact{Deed: FirstDeal, Person: ines, On: today - 6, Posting: 8}
	for name, c := range map[string]struct {
		facts   []Fact
		thanked map[org.ID]period.Date
		want    Fact
	}{
		"nothing happened":                         {},
		"the rarer deed":                           {facts: []Fact{helped, reached, first}, want: first},
		"who was never thanked comes first":        {facts: []Fact{helped, reached}, thanked: map[org.ID]period.Date{lea: today - 30}, want: helped},
		"then who was thanked longest ago":         {facts: []Fact{helped, reached}, thanked: map[org.ID]period.Date{lea: today - 30, karim: today - 20}, want: reached},
		"nobody twice a week":                      {facts: []Fact{reached}, thanked: map[org.ID]period.Date{lea: today - 6}},
		"last week's news is no news":              {facts: []Fact{{Deed: Reached, Person: lea, On: today - 7}}},
		"nothing that has not happened":            {facts: []Fact{{Deed: Reached, Person: lea, On: today + 1}}},
		"of two facts of one person the later":     {facts: []Fact{{Deed: Helped, Person: karim, On: today - 2, Posting: 3}, helped}, want: helped},
		"the same one whatever order they come in": {facts: []Fact{first, helped, reached}, want: first},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := Praise(c.facts, c.thanked, today)
			if got != c.want || ok != (c.want != Fact{}) {
				t.Errorf("%+v %v, want %+v", got, ok, c.want)
			}
		})
	}
}
