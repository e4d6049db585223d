package demo

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"cordee/internal/measure"
	"cordee/internal/period"
	"cordee/internal/sheet"
)

// The days the company is looked at: late, early and in the middle of a quarter, in a dead month, on the last day of a leap February.
var days = []period.Date{
	period.On(2026, time.November, 23), period.On(2026, time.January, 5), period.On(2027, time.May, 18), period.On(2026, time.August, 15),
	period.On(2028, time.February, 29), period.On(2026, time.December, 31),
}

func today() period.Date { return days[0] }

// encoded is a batch as the files people would import.
func encoded(t *testing.T, b sheet.Batch) (files []sheet.File) {
	t.Helper()
	for _, kind := range sheet.Kinds {
		var buf bytes.Buffer
		if err := sheet.WriteCSV(&buf, kind, b); err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		files = append(files, sheet.File{Name: string(kind) + ".csv", Data: bytes.NewReader(buf.Bytes()), Size: int64(buf.Len())})
	}
	return files
}

func TestTheCompanyPassesTheImportWithoutARemark(t *testing.T) {
	for _, day := range days {
		w := Company(1, day)
		back, err := sheet.Read(encoded(t, w.Batch), sheet.Options{French: true, Currency: "EUR"})
		if err != nil {
			t.Fatalf("%s: %v", day, err)
		}
		if len(back.Warnings) > 0 {
			t.Errorf("%s: %d warnings, first %v", day, len(back.Warnings), back.Warnings[0])
		}
		if len(back.Results) != len(w.Batch.Results) || len(back.Goals) != len(w.Batch.Goals) || len(back.People) != len(w.Batch.People) {
			t.Errorf("%s: rows were lost on the way", day)
		}
		for i, r := range back.Results {
			want := w.Batch.Results[i]
			if r.Ref != want.Ref || r.Amount != want.Amount || !slices.Equal(r.Credits, want.Credits) || !sameText(r.Attrs, want.Attrs) {
				t.Fatalf("%s: result %s came back as %+v", day, want.Ref, r)
			}
		}
	}
}

func sameText(a, b map[string]string) bool {
	if len(a) != len(b) {
		return false
	}
	for k, v := range a {
		if b[k] != v {
			return false
		}
	}
	return true
}

func TestTheSameSeedGivesTheSameBytes(t *testing.T) {
	once, again, other := Company(7, today()), Company(7, today()), Company(8, today())
	if text(t, once) != text(t, again) {
		t.Error("two companies of one seed differ")
	}
	if text(t, once) == text(t, other) {
		t.Error("two seeds give the same company")
	}
	for tick := range uint64(50) {
		if a, b := fmt.Sprint(once.Next(tick)), fmt.Sprint(again.Next(tick)); a != b {
			t.Fatalf("tick %d: %s, then %s", tick, a, b)
		}
	}
}

func text(t *testing.T, w World) string {
	t.Helper()
	var b strings.Builder
	for _, kind := range sheet.Kinds {
		if err := sheet.WriteCSV(&b, kind, w.Batch); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func TestEveryReferenceExists(t *testing.T) {
	for _, day := range days {
		w := Company(1, day)
		checkReferences(t, w)
	}
}

// names are the keys each table may refer to.
type names struct{ teams, people, metrics, goals map[string]bool }

func namesOf(b sheet.Batch) names {
	n := names{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	for _, r := range b.Teams {
		n.teams[r.Key] = true
	}
	for _, r := range b.People {
		n.people[r.Key] = true
	}
	for _, m := range measure.Ready("EUR") {
		n.metrics[m.Key] = true
	}
	for _, r := range b.Metrics {
		n.metrics[r.Key] = true
	}
	for _, r := range b.Goals {
		n.goals[r.Key] = true
	}
	return n
}

func (n names) owner(key string) bool {
	if team, ok := strings.CutPrefix(key, "team:"); ok {
		return n.teams[team]
	}
	person, _ := strings.CutPrefix(key, "person:")
	return n.people[person]
}

func checkReferences(t *testing.T, w World) {
	t.Helper()
	n := namesOf(w.Batch)
	need := func(ok bool, what string, args ...any) {
		if !ok {
			t.Errorf("%s: %s", w.Today, fmt.Sprintf(what, args...))
		}
	}
	for _, r := range w.Batch.Teams {
		need(r.Parent.V == "" || n.teams[r.Parent.V], "parent of team %s", r.Key)
		need(n.people[r.Lead.V], "lead of team %s", r.Key)
	}
	for _, r := range w.Batch.People {
		need(n.teams[r.Team.V], "team of %s", r.Key)
	}
	for _, r := range w.Batch.Memberships {
		need(n.people[r.Person] && n.teams[r.Team], "membership %s in %s", r.Person, r.Team)
	}
	for _, r := range w.Batch.Absences {
		need(n.people[r.Person] && r.From < r.To, "absence of %s from %s", r.Person, r.From)
	}
	for _, r := range w.Batch.Goals {
		need(n.owner(r.Owner.V) && n.metrics[r.Metric.V], "owner or metric of %s", r.Key)
		need(r.Parent.V == "" || n.goals[r.Parent.V], "parent %s of %s", r.Parent.V, r.Key)
		need(r.Title.V != "" && r.Why.V != "" && r.Target.V.OK && r.StartOn.V <= r.EndOn.V, "%s is not whole", r.Key)
	}
	for _, r := range w.Batch.Steps {
		need(n.goals[r.Goal] && (r.Owner.V == "" || n.people[r.Owner.V]), "step %s of %s", r.Key, r.Goal)
		need(r.DoneOn.V <= w.Today, "step %s of %s is done tomorrow", r.Key, r.Goal)
	}
	for _, r := range w.Batch.Tasks {
		need(n.goals[r.Goal.V] && r.DueOn.V > w.Today, "task %s", r.Key)
	}
	for _, r := range w.Thanks {
		need(n.people[r.From] && n.people[r.To] && (r.Goal == "" || n.goals[r.Goal]), "thanks from %s to %s", r.From, r.To)
	}
	for _, p := range w.Personas {
		need(n.people[p.Person] && p.Name != "" && p.Sees != "", "persona %s", p.Person)
	}
	for _, r := range w.Batch.Results {
		checkResult(t, n, r, w.Today)
	}
	for tick := range uint64(200) {
		checkResult(t, n, w.Next(tick), w.Today)
	}
}

func checkResult(t *testing.T, n names, r sheet.ResultRow, today period.Date) {
	t.Helper()
	if r.Kind == "cancelled" {
		return
	}
	sum := measure.BP(0)
	for i, c := range r.Credits {
		sum += c.BP
		if !n.owner(c.Owner) || i > 0 && r.Credits[0].Owner == c.Owner {
			t.Errorf("result %s credits %s", r.Ref, c.Owner)
		}
	}
	for _, a := range r.Assists {
		if !n.people[a] {
			t.Errorf("result %s was helped by %s", r.Ref, a)
		}
	}
	if sum != measure.Hundred || r.OccurredOn > today || r.OccurredOn.IsZero() {
		t.Errorf("result %s: credits sum to %d, on %s", r.Ref, sum, r.OccurredOn)
	}
}

func TestPartsSumToNearlyTheWhole(t *testing.T) {
	w := Company(1, today())
	target := map[string]float64{}
	parts := map[string]float64{}
	for _, g := range w.Batch.Goals {
		target[g.Key] = float64(g.Target.V.Amount)
		if g.Metric.V == "revenue" && g.Status.V == published {
			parts[g.Parent.V] += float64(g.Target.V.Amount)
		}
	}
	for _, u := range salesTeams() {
		for _, q := range w.company.quarters() {
			key := w.company.code(q) + "-" + u.key
			if share := parts[key] / target[key]; share < 0.70 || share > 1.12 {
				t.Errorf("people of %s take on %.0f %% of it", key, 100*share)
			}
		}
	}
	if share := parts["2026-alpage"] / target["2026-alpage"]; share < 0.98 || share > 1.05 {
		t.Errorf("regions take on %.0f %% of the company's objective", 100*share)
	}
	if company := target["2026-alpage"] / float64(measure.One); company < 3e6 || company > 9e6 {
		t.Errorf("the company aims at %.0f euros", company)
	}
}

func TestBetweenFortyAndSeventyFivePercentOfPeopleAreOnTarget(t *testing.T) {
	for _, day := range days {
		for seed := range uint64(3) {
			c := Company(seed+1, day).company
			for _, q := range c.quarters() {
				if c.elapsed(q) < 0.3 {
					continue // too young to be believable or not
				}
				if share := c.shareOnTarget(q); share < 0.40 || share > 0.75 {
					t.Errorf("seed %d on %s: %.0f %% of people on target in %s", seed+1, day, 100*share, c.code(q))
				}
			}
		}
	}
}

// shareOnTarget counts who is at 95 % or more of what is expected of them today, or has reached a closed objective.
func (c *company) shareOnTarget(q period.Span) float64 {
	on, all := 0.0, 0.0
	for i, target := range c.quotaOf(q).person {
		if target == 0 {
			continue
		}
		m := c.cast[i]
		due := float64(target)
		if c.today < q.Last() {
			due *= 0.95 * ratio(m.worked(c, q.From, c.today), m.worked(c, q.From, q.Last()))
		}
		all++
		on += one(c.sold(i, q) >= due)
	}
	return on / all
}

func TestThePaceOfTeamsIsMixedToday(t *testing.T) {
	c := Company(1, today()).company
	quota := c.quotaOf(c.quarter)
	lowest, highest := math.Inf(1), 0.0
	for i, u := range salesTeams() {
		sold := c.count(c.quarter, func(d sale) float64 { return d.value * c.inTeam(d, u.key) })
		pace := sold / (float64(quota.team[i]) * c.elapsed(c.quarter))
		t.Logf("%s: target %d, %.0f %% of what is expected", u.key, quota.team[i], 100*pace)
		lowest, highest = min(lowest, pace), max(highest, pace)
	}
	if lowest < 0.6 || lowest > 0.95 || highest < 1.0 || highest > 1.5 {
		t.Errorf("team paces go from %.2f to %.2f", lowest, highest)
	}
}

func TestTheSeasonShows(t *testing.T) {
	c := Company(1, today()).company
	month := func(y int, m time.Month) float64 {
		return c.count(c.calendar.Month(period.On(y, m, 1)), func(d sale) float64 { return d.value })
	}
	if august, october := month(2026, time.August), month(2026, time.October); august > 0.6*october {
		t.Errorf("August brought %.0f, October %.0f", august, october)
	}
	if december, november := month(2025, time.December), month(2025, time.November); december < 1.05*november {
		t.Errorf("December brought %.0f, November %.0f", december, november)
	}
	total := int64(0)
	for _, w := range frenchSeason.Month {
		total += w
	}
	if total != 1200 {
		t.Errorf("the season's months sum to %d", total)
	}
}

func TestNobodySellsOnADayOff(t *testing.T) {
	c := Company(1, today()).company
	for _, d := range c.sales {
		if !c.calendar.Working(d.on) || c.cast[d.member].presence(c, d.on) == 0 {
			t.Fatalf("%s sold on %s", c.cast[d.member].key, d.on)
		}
	}
}

func TestTheCastHasTheStoriesItPromises(t *testing.T) {
	for _, day := range days {
		w := Company(1, day)
		owners := map[string]bool{}
		for _, g := range w.Batch.Goals {
			if g.StartOn.V <= day && g.EndOn.V >= day {
				owners[g.Owner.V] = true
			}
		}
		var without []string
		for _, p := range w.Batch.People {
			if p.EndOn.V.IsZero() && !owners["person:"+p.Key] {
				without = append(without, p.Key)
			}
		}
		if !slices.Equal(without, []string{"bastien", "clara", "emile"}) {
			t.Errorf("%s: without an objective: %v", day, without)
		}
		if started := w.company.member("clara").start; day-started < 7 || day-started > 13 {
			t.Errorf("%s: the newcomer started on %s", day, started)
		}
		if len(w.Batch.People) < 38 || len(w.Batch.People) > 44 {
			t.Errorf("%d people", len(w.Batch.People))
		}
		kinds := map[string]int{}
		shared, assisted := 0, 0
		for _, r := range w.Batch.Results {
			kinds[r.Kind]++
			shared += int(one(len(r.Credits) > 1))
			assisted += len(r.Assists)
		}
		for _, kind := range []string{dealWon, dealLost, call, meeting, "profit", "survey", "cancelled"} {
			if kinds[kind] == 0 {
				t.Errorf("%s: no %s", day, kind)
			}
		}
		if shared < 50 || assisted < 50 {
			t.Errorf("%s: %d shared, %d assisted", day, shared, assisted)
		}
	}
}

func TestTextsAreFrenchTypography(t *testing.T) {
	w := Company(1, today())
	var all []string
	for _, g := range w.Batch.Goals {
		all = append(all, g.Title.V, g.Why.V)
	}
	for _, s := range w.Batch.Steps {
		all = append(all, s.Title.V)
	}
	for _, x := range w.Thanks {
		all = append(all, x.Text)
	}
	for _, p := range w.Personas {
		all = append(all, p.Sees)
	}
	for _, s := range append(all, w.Settings.Direction) {
		for _, bad := range []string{" :", " ;", " ?", " !", " %", " €", "« ", " »", "'"} {
			if strings.Contains(s, bad) {
				t.Errorf("%q holds %q", s, bad)
			}
		}
		if !utf8.ValidString(s) {
			t.Errorf("%q is not UTF-8", s)
		}
	}
}

func BenchmarkCompany(b *testing.B) {
	for b.Loop() {
		Company(1, today())
	}
}
