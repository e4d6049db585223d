package kudos_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"cordee/internal/fault"
	"cordee/internal/kudos"
	"cordee/internal/org"
	"cordee/internal/period"
)

const lea, tom, ines, stranger = org.ID(1), org.ID(2), org.ID(3), org.ID(9)

var (
	opened = period.On(2026, 3, 2)
	three  = kudos.Allotment{Points: 10, Opened: opened, Ends: opened.AddDays(14), Present: []org.ID{lea, tom, ines}}
)

func TestNobodyThanksThemselves(t *testing.T) {
	for _, c := range []struct {
		name    string
		to      org.Owner
		members []org.ID
		refused bool
	}{
		{"oneself", org.PersonOwner(lea), nil, true},
		{"a colleague", org.PersonOwner(tom), nil, false},
		{"a team of which one is the only member", org.TeamOwner(5), []org.ID{lea}, true},
		{"one's team", org.TeamOwner(5), []org.ID{lea, tom}, false},
		{"a team of one that is somebody else's", org.TeamOwner(5), []org.ID{tom}, false},
	} {
		if err := kudos.CheckReceiver(lea, c.to, c.members); fault.Is(err, "thanks.self") != c.refused {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestTheReceiverDecidesWhereAWordShows(t *testing.T) {
	for _, c := range []struct {
		word, general      kudos.Shown
		teammate, everyone bool
	}{
		{kudos.Unsaid, kudos.Unsaid, false, false},
		{kudos.Unsaid, kudos.Team, true, false},
		{kudos.Unsaid, kudos.All, true, true},
		{kudos.Mine, kudos.All, false, false},
		{kudos.Hidden, kudos.All, false, false},
		{kudos.All, kudos.Mine, true, true},
	} {
		got := kudos.Effective(c.word, c.general)
		if got.Opens(true) != c.teammate || got.Opens(false) != c.everyone {
			t.Errorf("%q over %q: %q", c.word, c.general, got)
		}
	}
}

func TestPointsAreGivenInTimeToOthersOfTheGroup(t *testing.T) {
	gift := func(from, to org.ID, n int64) kudos.Gift { return kudos.Gift{From: from, To: to, Points: n} }
	had := []kudos.Gift{gift(lea, tom, 6)}
	for _, c := range []struct {
		name, code string
		give       kudos.Gift
		on         period.Date
	}{
		{"what is left", "", gift(lea, ines, 4), opened},
		{"more than is left", "points.too_many", gift(lea, ines, 5), opened},
		{"more to the same", "", gift(lea, tom, 10), opened},
		{"less to the same", "points.taken_back", gift(lea, tom, 5), opened},
		{"to oneself", "thanks.self", gift(lea, lea, 1), opened},
		{"to somebody who was not there", "points.not_there", gift(lea, stranger, 1), opened},
		{"by somebody who was not there", "points.not_there", gift(stranger, lea, 1), opened},
		{"none", "points.number", gift(lea, ines, 0), opened},
		{"on the last day", "", gift(tom, ines, 1), opened.AddDays(14)},
		{"a day late", "points.over_time", gift(tom, ines, 1), opened.AddDays(15)},
	} {
		_, err := three.Give(had, c.give, c.on)
		if (err == nil) != (c.code == "") || err != nil && !fault.Is(err, c.code) {
			t.Errorf("%s: %v, expected %q", c.name, err, c.code)
		}
	}
}

// Whatever is tried, in whatever order and however often, each gives at most their allotment, and what was given, what is left and what
// lapses add up to what was there.
func TestPointsConserve(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := kudos.Allotment{Points: rapid.Int64Range(1, kudos.MaxPoints).Draw(t, "points"), Opened: opened, Ends: opened.AddDays(14)}
		for i := range rapid.IntRange(kudos.LeastGroup, 8).Draw(t, "people") {
			a.Present = append(a.Present, org.ID(i+1))
		}
		id := rapid.Map(rapid.IntRange(1, 9), func(n int) org.ID { return org.ID(n) })
		var gifts []kudos.Gift
		for range rapid.IntRange(0, 40).Draw(t, "tries") {
			g := kudos.Gift{From: id.Draw(t, "from"), To: id.Draw(t, "to"), Points: rapid.Int64Range(-2, 120).Draw(t, "n")}
			before := slices.Clone(gifts)
			next, err := a.Give(gifts, g, opened.AddDays(rapid.IntRange(-1, 16).Draw(t, "day")))
			if err != nil && !slices.Equal(next, before) {
				t.Fatal("a refusal changed something")
			}
			again, err2 := a.Give(next, g, opened)
			if err == nil && (err2 != nil || !slices.Equal(again, next)) {
				t.Fatalf("the same gift again: %v", err2)
			}
			gifts = next
		}
		var given, left int64
		for _, p := range a.Present {
			n := kudos.Given(gifts, p)
			if n > a.Points {
				t.Fatalf("%d gave %d of %d", p, n, a.Points)
			}
			given, left = given+n, left+a.Left(gifts, p, a.Ends)
		}
		total := a.Points * int64(len(a.Present))
		if given+left != total || given+a.Lapsed(gifts, a.Ends+1) != total {
			t.Fatalf("given %d, left %d, lapsed %d of %d", given, left, a.Lapsed(gifts, a.Ends+1), total)
		}
		if slices.ContainsFunc(gifts, func(g kudos.Gift) bool { return g.From == g.To }) {
			t.Fatal("somebody gave to themselves")
		}
	})
}
