package ledger_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// company is any company: a tree of up to eight teams, two groups, people who come, move, leave and come back.
func company(t *rapid.T) *org.Roster {
	teams := []org.Team{{ID: 1, Key: "t1", Kind: org.Company}}
	for id := org.ID(2); id <= org.ID(rapid.IntRange(1, 8).Draw(t, "teams")); id++ {
		parent := org.ID(rapid.IntRange(1, int(id)-1).Draw(t, "parent"))
		teams = append(teams, org.Team{ID: id, Key: fmt.Sprint("t", id), Kind: org.TeamUnit, Parent: parent})
	}
	tree := len(teams)
	teams = append(teams, org.Team{ID: 91, Key: "g1", Kind: org.Group}, org.Team{ID: 92, Key: "g2", Kind: org.Group})
	var people []org.Person
	var ms []org.Membership
	for id := org.ID(101); id <= 106; id++ {
		people = append(people, org.Person{ID: id, Key: fmt.Sprint("p", id)})
		from := period.Date(0)
		for range rapid.IntRange(0, 3).Draw(t, "moves") {
			from += period.Date(rapid.IntRange(0, 4).Draw(t, "gap"))
			to := from + period.Date(rapid.IntRange(1, 5).Draw(t, "days"))
			team := org.ID(rapid.IntRange(1, tree).Draw(t, "team"))
			ms = append(ms, org.Membership{Person: id, Team: team, Span: period.Span{From: from, To: to}})
			from = to
		}
		if rapid.Bool().Draw(t, "in a group") {
			ms = append(ms, org.Membership{Person: id, Team: 91, Span: period.Span{From: 3}})
		}
	}
	return org.NewRoster(org.Org{}, teams, people, ms, nil)
}

// anySale credits one to four owners of the company on one of its first twelve days.
func anySale(t *rapid.T, r *org.Roster, id int64) ledger.Posting {
	var owners []org.Owner
	for _, p := range r.People {
		owners = append(owners, org.PersonOwner(p.ID))
	}
	for _, team := range r.Teams {
		owners = append(owners, org.TeamOwner(team.ID))
	}
	credited := rapid.SliceOfNDistinct(rapid.SampledFrom(owners), 1, 4, rapid.ID[org.Owner]).Draw(t, "credited")
	p := ledger.Post(ledger.Result{
		Source: "any", Ref: fmt.Sprint(id), OccurredOn: period.Date(rapid.IntRange(1, 12).Draw(t, "day")), Kind: "deal_won",
		Amount: measure.Some(measure.Amount(rapid.Int64Range(-1_000_000_007, 1_000_000_007).Draw(t, "amount"))),
	})
	p.ID = id
	left := measure.Hundred
	for i, o := range credited {
		bp := left
		if i+1 < len(credited) {
			bp = measure.BP(rapid.Int64Range(1, int64(left)-int64(len(credited)-i-1)).Draw(t, "share"))
		}
		left -= bp
		p.Credits = append(p.Credits, ledger.Share{Owner: o, BP: bp})
	}
	return p
}

func foldIn(t *rapid.T, r *org.Roster, ps []ledger.Posting) totals {
	to := totals{}
	for _, p := range ps {
		if err := ledger.Fold(p, meters, r.TeamsOf, r.Above, to.add); err != nil {
			t.Fatal(err)
		}
	}
	return to
}

// TestEveryLevelAddsUp is SAFETY C2: for metrics with shared credit, each team is the sum of the teams below it, of its own
// people and of what it was credited with itself; the company also has the unassigned and what groups were credited with.
func TestEveryLevelAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := company(t)
		var ps []ledger.Posting
		own := map[org.ID]measure.Amount{} // credited to the team itself
		var all measure.Amount
		for id := range int64(rapid.IntRange(1, 8).Draw(t, "sales")) {
			p := anySale(t, r, id+1)
			p.OccurredOn, p.RosterOn = 5, 5
			ps = append(ps, p)
			all += p.Amount.Amount
			for i, part := range measure.Split(p.Amount.Amount, weights(p)) {
				if p.Credits[i].Owner.Kind == org.OwnerTeam {
					own[p.Credits[i].Owner.ID] += part
				}
			}
		}
		to := foldIn(t, r, ps)
		total := func(o org.Owner) measure.Amount {
			return to[ledger.Key{Metric: revenue, Owner: o, On: 5}].Value
		}
		for _, team := range r.Teams {
			sum := own[team.ID]
			for _, child := range r.Children(team.ID) {
				sum += total(org.TeamOwner(child))
			}
			for _, p := range r.People {
				in, assigned := r.TeamOf(p.ID, 5)
				member := in == team.ID || !assigned && team.ID == r.Root().ID || slices.Contains(r.GroupsOf(p.ID, 5), team.ID)
				if member {
					sum += total(org.PersonOwner(p.ID))
				}
			}
			if team.ID == r.Root().ID {
				sum += own[91] + own[92]
			}
			if got := total(org.TeamOwner(team.ID)); got != sum {
				t.Fatalf("%s has %v, its parts have %v", team.Key, got, sum)
			}
		}
		if got := total(org.TeamOwner(r.Root().ID)); got != all {
			t.Fatalf("the company has %v of %v", got, all)
		}
	})
}

func weights(p ledger.Posting) []int64 {
	ws := make([]int64, len(p.Credits))
	for i, c := range p.Credits {
		ws[i] = int64(c.BP)
	}
	return ws
}

func TestOrderOfPostingsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := company(t)
		var ps []ledger.Posting
		for id := range int64(6) {
			p := anySale(t, r, 10*id+1)
			ps = append(ps, p)
			if rapid.Bool().Draw(t, "cancelled") {
				ps = append(ps, p.Reversal(period.Date(rapid.IntRange(0, 12).Draw(t, "on"))))
			}
		}
		shuffled := rapid.Permutation(ps).Draw(t, "order")
		if !maps.Equal(foldIn(t, r, ps), foldIn(t, r, shuffled)) {
			t.Fatal("another order, other totals")
		}
	})
}

func TestPostingAndReversalAreNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := company(t)
		p := anySale(t, r, 1)
		if left := foldIn(t, r, []ledger.Posting{p.Reversal(0), p}); len(left) != 0 {
			t.Fatalf("left: %v", left)
		}
	})
}

// arrival is one message about a result.
type arrival struct {
	ledger.Result
}

// history is what a source says of one result over time: contents and cancellations in any sequence, each with its own version.
func history(rnd *rand.Rand) []arrival {
	people := []org.ID{lea, karim, emma, denis, sam}
	list := make([]arrival, 1+rnd.IntN(6))
	for i := range list {
		r := ledger.Result{Source: "crm", Ref: "deal", Version: int64(i*3 + rnd.IntN(3)), HasVersion: true, Kind: "deal_won"}
		if i > 0 && rnd.IntN(3) == 0 {
			r.Kind = ledger.Cancelled
			if rnd.IntN(2) == 0 {
				r.OccurredOn = day("2026-02-01") + period.Date(rnd.IntN(4))
			}
			list[i] = arrival{r}
			continue
		}
		r.OccurredOn = day("2026-02-01") + period.Date(rnd.IntN(4))
		r.Amount = measure.Some(measure.Amount(1 + rnd.IntN(3)))
		a, b := people[rnd.IntN(len(people))], people[rnd.IntN(len(people))]
		r.Credits = []ledger.Share{{Owner: org.PersonOwner(a), BP: 10_000}}
		if a != b {
			r.Credits = []ledger.Share{{Owner: org.PersonOwner(a), BP: 3_333}, {Owner: org.PersonOwner(b), BP: 6_667}}
		}
		list[i] = arrival{r}
	}
	return list
}

// deliver shuffles a history and repeats some of it.
func deliver(rnd *rand.Rand, h []arrival) []arrival {
	sent := slices.Clone(h)
	for _, a := range h {
		if rnd.IntN(3) == 0 {
			sent = append(sent, a)
		}
	}
	rnd.Shuffle(len(sent), func(i, j int) { sent[i], sent[j] = sent[j], sent[i] })
	return sent
}

// book is a ledger of one result in memory.
type book struct {
	head    *ledger.Head
	entries []ledger.Posting
	done    []ledger.Action
}

func (b *book) arrive(a arrival) ledger.Action {
	var st ledger.Standing
	if b.head != nil {
		st = ledger.Standing{Content: b.find(b.head.Posting), Cancel: b.find(b.head.Reversal)}
	}
	next := int64(len(b.entries))
	s, err := ledger.Settle(b.head, st, ledger.Post(a.Result), a.Hash(), func() int64 { next++; return next })
	if err != nil {
		panic(err) // this book keeps everything
	}
	b.entries = append(b.entries, s.Postings...)
	if s.Changed {
		b.head = &s.Head
	}
	b.done = append(b.done, s.Action)
	return s.Action
}

func (b *book) find(id int64) *ledger.Posting {
	if id == 0 {
		return nil
	}
	return &b.entries[id-1]
}

// meant is what a history means, said in one line: the content of the highest version, on its day, and the cancellation of a
// higher version, on its own.
func meant(h []arrival) (ps []ledger.Posting) {
	var content, cancel *arrival
	for i, a := range h {
		if a.Kind == ledger.Cancelled {
			cancel = &h[i]
		} else {
			content = &h[i]
		}
	}
	if content == nil {
		return nil
	}
	p := ledger.Post(content.Result)
	ps = append(ps, p)
	if cancel != nil && cancel.Version > content.Version {
		ps = append(ps, p.Reversal(cancel.OccurredOn))
	}
	return ps
}

// TestVersionsInAnyOrderEndTheSame is SAFETY D6; make proof-d6 runs its 10,000 histories.
func TestVersionsInAnyOrderEndTheSame(t *testing.T) {
	histories, orders := 2_000, 20
	if n, err := strconv.Atoi(os.Getenv("CORDEE_D6_HISTORIES")); err == nil {
		histories = n
	}
	t.Logf("%d histories in %d orders each", histories, orders)
	rnd := rand.New(rand.NewPCG(6, 2026))
	for range histories {
		h := history(rnd)
		want := fold(t, meant(h)...)
		for range orders {
			sent := deliver(rnd, h)
			b := &book{}
			for _, a := range sent {
				b.arrive(a)
			}
			if got := fold(t, b.entries...); !maps.Equal(got, want) {
				t.Fatalf("history %v\narrived %v\nactions %v\ngot  %v\nwant %v", h, sent, b.done, got, want)
			}
			last := h[len(h)-1]
			if b.head == nil || b.head.Live != (last.Kind != ledger.Cancelled) {
				t.Fatalf("history %v\narrived %v: head %+v", h, sent, b.head)
			}
			if got, want := len(ledger.Live(b.entries)), 1; b.head.Live && got != want {
				t.Fatalf("%d contents stand", got)
			}
		}
	}
}

// TestWithoutVersionsOrderMatters is the control of the test above: it must see a ledger in which the order of arrival decides.
func TestWithoutVersionsOrderMatters(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 2026))
	for range 100 {
		h := history(rnd)
		b := &book{}
		for _, a := range deliver(rnd, h) {
			a.HasVersion = false
			b.arrive(a)
		}
		if !maps.Equal(fold(t, b.entries...), fold(t, meant(h)...)) {
			return
		}
	}
	t.Error("a hundred histories delivered at random, without versions, all ended as meant: the test of orders sees nothing")
}
