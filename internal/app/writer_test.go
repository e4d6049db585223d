package app

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

// held stops the writer inside a commit until release is called, so that what comes meanwhile shares the next one.
func (h house) held() (release func()) {
	inside, go_ := make(chan struct{}), make(chan struct{})
	var held sync.WaitGroup
	held.Go(func() {
		ok(h.t, h.write(context.Background(), h.ines.Actor, func(*Unit) error {
			close(inside)
			<-go_
			return nil
		}))
	})
	<-inside
	return func() {
		close(go_)
		held.Wait()
	}
}

// waiting is done when n jobs stand in the queue.
func (h house) waiting(n int) {
	for len(h.jobs) < n {
		runtime.Gosched()
	}
}

func sale(ref, who string, amount measure.Amount) []sheet.ResultRow {
	return []sheet.ResultRow{{
		Source: "crm", Ref: ref, OccurredOn: period.On(2026, 11, 20), Kind: "deal_won", Amount: measure.Some(amount),
		Credits: []sheet.CreditKey{{Owner: who, BP: measure.Hundred}},
	}}
}

// after posts each set in its own goroutine while the writer is held, in this order, and gives their answers.
func (h house) after(sets ...[]sheet.ResultRow) ([]Outcome, []error) {
	release := h.held()
	outs, errs := make([]Outcome, len(sets)), make([]error, len(sets))
	var all sync.WaitGroup
	for i, rows := range sets {
		all.Go(func() { outs[i], errs[i] = h.Record(context.Background(), org.System(h.ines.Org.ID), rows) })
		h.waiting(i + 1)
	}
	release()
	all.Wait()
	return outs, errs
}

func TestARefusedJobDoesNotDisturbItsNeighbours(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := alpina(t, db)
		who := h.world().People[0].Key
		before := h.world().Org().ChangeSeq
		outs, errs := h.after(sale("a", who, measure.One), sale("b", "nobody", measure.One), sale("c", who, measure.One), sale("a", who, measure.One))
		ok(t, errs[0])
		refused(t, errs[1], "person.unknown")
		ok(t, errs[2])
		ok(t, errs[3])
		same(t, outs[0], Outcome{Accepted: 1})
		same(t, outs[2], Outcome{Accepted: 1})
		same(t, outs[3], Outcome{Duplicate: 1})
		seq, err := h.Seq(t.Context(), h.ines.Org.ID)
		ok(t, err)
		if seq > before+3 {
			t.Errorf("%d changes: the posts did not share a commit", seq-before)
		}
	})
}

// What changes nothing takes no change number: nobody is told, and no cursor moves.
func TestWhatIsRefusedOrOnlyTriedDrawsNoChangeNumber(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := alpina(t, db)
		who, system := h.world().People[0].Key, org.System(h.ines.Org.ID)
		seq := func() int64 {
			n, err := h.Seq(t.Context(), h.ines.Org.ID)
			ok(t, err)
			return n
		}
		before := seq()
		r, err := h.Import(t.Context(), system, "trial", sheet.Batch{Teams: tree("nord").Teams, Results: sale("t", who, measure.One)}, true)
		ok(t, err)
		same(t, len(r.Errors), 0)
		_, err = h.Import(t.Context(), system, "bad", sheet.Batch{Results: sale("t", "nobody", measure.One)}, false)
		refused(t, err, "person.unknown")
		_, err = h.Record(t.Context(), system, sale("t", "nobody", measure.One))
		refused(t, err, "person.unknown")
		_, err = h.StartCommon(t.Context(), h.ines.Actor, CommonForm{})
		refused(t, err, "start.sentence_missing")
		same(t, seq(), before)

		out, err := h.Record(t.Context(), system, sale("t", who, measure.One))
		ok(t, err)
		same(t, out, Outcome{Accepted: 1})
		same(t, seq(), before+1)
	})
}

// A total that leaves its range is found by the database only when everything is written together. Whoever caused it is refused,
// nobody else.
func TestAnImpossibleTotalIsRefusedToItsCauseOnly(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := alpina(t, db)
		who := h.world().People[0].Key
		var huge []sheet.ResultRow
		for i := range 899 { // the day's total comes close to the end of what is kept
			huge = append(huge, sale(fmt.Sprint("huge", i), who, measure.MaxReading)...)
		}
		_, err := h.Record(t.Context(), org.System(h.ines.Org.ID), huge)
		ok(t, err)
		_, errs := h.after(sale("a", who, measure.One), sale("b", who, measure.MaxReading), sale("c", who, measure.One))
		ok(t, errs[0])
		refused(t, errs[1], "amount.overflow")
		ok(t, errs[2])
		v, err := h.Verify(t.Context(), h.ines.Org.ID)
		ok(t, err)
		same(t, len(v.Wrong), 0)
	})
}

func TestAFullHouseAnswersAtOnce(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	release := h.held()
	var all sync.WaitGroup
	errs := make([]error, maxWaiting)
	for i := range errs {
		all.Go(func() { errs[i] = h.write(context.Background(), h.ines.Actor, func(*Unit) error { return nil }) })
	}
	h.waiting(maxWaiting)
	_, err := h.Record(t.Context(), h.ines.Actor, sale("a", "nobody", measure.One))
	refused(t, err, "app.busy")
	same(t, fault.KindOf(err), fault.Unavailable)
	release()
	all.Wait()
	ok(t, errors.Join(errs...))
}

func TestWhoeverLeavesEarlyDoesNotKnowTheOutcome(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	who := h.world().People[0].Key
	release := h.held()
	ctx, leave := context.WithCancel(t.Context())
	answer := make(chan error)
	go func() {
		_, err := h.Record(ctx, org.System(h.ines.Org.ID), sale("a", who, measure.One))
		answer <- err
	}()
	h.waiting(1)
	leave()
	err := <-answer
	refused(t, err, "app.unknown_outcome")
	same(t, fault.KindOf(err), fault.Unavailable)
	release()
	out, err := h.Record(t.Context(), org.System(h.ines.Org.ID), sale("a", who, measure.One))
	ok(t, err)
	same(t, out, Outcome{Duplicate: 1})
}
