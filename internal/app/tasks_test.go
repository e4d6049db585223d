package app_test

import (
	"fmt"
	"slices"
	"testing"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/insight"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

// pool is sellers with seven open tasks, one of them for hotels and one for another team, serving Nantes' objective.
func pool(t *testing.T, db *store.DB) firm {
	t.Helper()
	b := sellers()
	b.Goals = []sheet.GoalRow{{Key: "nantes-q1", Title: sheet.Val("Nantes au premier trimestre"), Owner: sheet.Val("team:nantes"), Metric: sheet.Val("revenue"),
		Target: sheet.Val(measure.Some(90_000 * measure.One)), StartOn: sheet.Val(period.On(2026, 1, 1)), EndOn: sheet.Val(period.On(2026, 3, 31))}}
	for i := range 6 {
		row := sheet.TaskRow{Key: fmt.Sprint("lead-", i), Title: sheet.Val(fmt.Sprint("Piste ", i)), Value: sheet.Val(measure.Some(1000 * measure.One)),
			Difficulty: sheet.Val(fmt.Sprint(i%5 + 1)), Goal: sheet.Val("nantes-q1"), Attrs: map[string]string{"segment": "bars"}} // Nantes' objective: theirs to take
		if i == 0 {
			row.Attrs = map[string]string{"segment": "hotels"}
		}
		b.Tasks = append(b.Tasks, row)
	}
	b.Tasks = append(b.Tasks, sheet.TaskRow{Key: "elsewhere", Title: sheet.Val("À Lyon"), Attrs: map[string]string{"team": "lyon"}})
	f := newFirm(t, db, march, b)
	f.must(f.FindStrengths(t.Context(), f.org, *f.now))
	return f
}

func (f firm) pool(who string) app.Pool {
	f.t.Helper()
	v, err := f.Pool(f.t.Context(), f.as(who), false)
	f.must(err)
	return v
}

func (f firm) task(key string) org.ID {
	f.t.Helper()
	for _, who := range []string{"lea", "emma"} {
		v := f.pool(who)
		for _, x := range slices.Concat(v.Suggested, v.Open, v.Mine, v.Ended) {
			if x.Key == key {
				return x.ID
			}
		}
	}
	f.t.Fatalf("no task %s", key)
	return 0
}

func TestSomebodyTakesWhatSuitsThem(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		f := pool(t, db)
		v := f.pool("lea")
		if len(v.Suggested) != 5 || len(v.Open) != 1 || v.Room != 5 {
			t.Fatalf("%d suggested, %d open, room for %d", len(v.Suggested), len(v.Open), v.Room)
		}
		first := v.Suggested[0]
		if first.Key != "lead-0" || first.Why != insight.WhyStrength || first.Strong[0] != "hotels" || first.Serves.Title != "Nantes au premier trimestre" || first.Hardness != 1 {
			t.Errorf("first: %+v", first)
		}
		f.is(f.TakeTask(t.Context(), f.as("lea"), f.task("elsewhere")), "not_found")

		id := first.ID
		f.must(f.TakeTask(t.Context(), f.as("lea"), id))
		f.is(f.TakeTask(t.Context(), f.as("thomas"), id), "task.taken")
		if v := f.pool("lea"); len(v.Mine) != 1 || len(v.Suggested)+len(v.Open) != 5 {
			t.Errorf("%d mine, %d left", len(v.Mine), len(v.Suggested)+len(v.Open))
		}
		if lead := f.pool("karim"); len(lead.Taken) != 1 || lead.Taken[0].Taker != f.as("lea").Person {
			t.Errorf("her lead sees %+v", lead.Taken)
		}
		if mate := f.pool("thomas"); len(mate.Taken) != 0 {
			t.Error("a teammate sees who took what")
		}
		f.is(f.HandBackTask(t.Context(), f.as("thomas"), id), "not_found")
		f.must(f.HandBackTask(t.Context(), f.as("lea"), id))
		f.must(f.TakeTask(t.Context(), f.as("lea"), id))
		f.must(f.FinishTask(t.Context(), f.as("lea"), id))
		f.finished()
	})
}

// finished: the task done is a step of the objective it served, by Léa.
func (f firm) finished() {
	t := f.t
	t.Helper()
	all, _, err := f.Goals(t.Context(), org.System(f.org), app.GoalFilter{})
	f.must(err)
	if len(all) != 1 || len(all[0].Steps) != 1 || all[0].Steps[0].Done.IsZero() || all[0].Steps[0].Owner != f.as("lea").Person {
		t.Errorf("the objective's steps: %+v", all)
	}
	if v := f.pool("lea"); len(v.Ended) != 1 || len(v.Mine) != 0 {
		t.Errorf("ended %d, mine %d", len(v.Ended), len(v.Mine))
	}
}

// Setting a task aside changes one's own list and nothing else that anybody could read: no journal line, no other page, no export.
func TestDecliningLeavesNoTrace(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		f := pool(t, db)
		id := f.task("lead-3")
		before, err := f.Journal(t.Context(), org.System(f.org), 0, 0)
		f.must(err)
		thomas, karim := f.pool("thomas"), f.pool("karim")
		f.must(f.SetTaskAside(t.Context(), f.as("lea"), id))
		if v := f.pool("lea"); len(v.Suggested)+len(v.Open) != 5 || v.Aside != 1 {
			t.Errorf("%d left, %d aside", len(v.Suggested)+len(v.Open), v.Aside)
		}
		after, err := f.Journal(t.Context(), org.System(f.org), 0, 0)
		f.must(err)
		if len(after.Changes) != len(before.Changes) {
			t.Errorf("the journal tells of it: %+v", after.Changes[0])
		}
		for who, was := range map[string]app.Pool{"thomas": thomas, "karim": karim} {
			now := f.pool(who)
			if len(now.Suggested) != len(was.Suggested) || len(now.Open) != len(was.Open) || now.Aside != 0 || len(now.Taken) != 0 {
				t.Errorf("%s's page changed", who)
			}
		}
		f.must(f.ShowTasksAgain(t.Context(), f.as("lea")))
		if v := f.pool("lea"); v.Aside != 0 {
			t.Error("still aside")
		}
	})
}

func TestNobodyTakesEverything(t *testing.T) {
	f := pool(t, testkit.SQLite(t))
	f.must(f.SavePractice(t.Context(), org.System(f.org), app.Practice{MaxOpen: 2, NoMatching: true}))
	f.must(f.TakeTask(t.Context(), f.as("lea"), f.task("lead-1")))
	f.must(f.TakeTask(t.Context(), f.as("lea"), f.task("lead-2")))
	f.is(f.TakeTask(t.Context(), f.as("lea"), f.task("lead-3")), "task.full")
	if v := f.pool("lea"); v.Room != 0 || v.Matching || len(v.Suggested) != 0 || len(v.Open) != 4 {
		t.Errorf("room %d, matching %t, %d suggested, %d open", v.Room, v.Matching, len(v.Suggested), len(v.Open))
	}
	f.must(f.SavePractice(t.Context(), org.System(f.org), app.Practice{MaxOpen: 20}))
	f.is(f.TakeTask(t.Context(), f.as("lea"), f.task("lead-3")), "task.share") // all are worth the same: each is among the largest
	harder, err := f.Pool(t.Context(), f.as("thomas"), true)
	f.must(err)
	for _, x := range slices.Concat(harder.Suggested, harder.Open) {
		if x.Hardness < harder.Harder || harder.Harder < 3 {
			t.Errorf("%s is no harder: %d, from %d", x.Key, x.Hardness, harder.Harder)
		}
	}
}

func TestThereIsEnoughLeftForTheOthers(t *testing.T) {
	f := pool(t, testkit.SQLite(t))
	var taken int
	for _, x := range slices.Concat(f.pool("lea").Suggested, f.pool("lea").Open) {
		if err := f.TakeTask(t.Context(), f.as("lea"), x.ID); err != nil {
			if !fault.Is(err, "task.others") && !fault.Is(err, "task.share") {
				t.Fatal(err)
			}
			continue
		}
		taken++
	}
	left := f.pool("thomas")
	if taken == 0 || len(left.Suggested)+len(left.Open) < 2 {
		t.Errorf("one took %d, a colleague finds %d", taken, len(left.Suggested)+len(left.Open))
	}
}

func TestAnyoneMayPassATaskOn(t *testing.T) {
	f := pool(t, testkit.SQLite(t))
	_, err := f.SaveTask(t.Context(), f.as("thomas"), store.Task{Difficulty: "9", DueOn: period.On(2026, 1, 1)})
	for _, code := range []string{"task.title_missing", "task.difficulty", "task.due_past"} {
		f.is(err, code)
	}
	id, err := f.SaveTask(t.Context(), f.as("thomas"), store.Task{Title: "Rappeler le camping des Dunes", Difficulty: "2"})
	f.must(err)
	if got := f.pool("emma"); !slices.ContainsFunc(slices.Concat(got.Suggested, got.Open), func(x app.PoolTask) bool { return x.ID == id }) {
		t.Error("nobody sees it")
	}
	data, err := f.OwnData(t.Context(), f.as("lea"), f.as("lea").Person)
	f.must(err)
	if len(data.Practice.Strengths) == 0 || data.Practice.StrengthsOn.IsZero() {
		t.Error("her own data do not tell what was worked out")
	}
}
