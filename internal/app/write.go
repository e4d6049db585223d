package app

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/store"
)

// Limits of the writer: how many callers may wait before the answer is "busy", and how many jobs share one commit.
const (
	maxWaiting = 4_096
	maxBatch   = 1_024
)

// job is one caller waiting for its change to be committed. Exactly one of run and post is set: post is the hot path of
// results, which are folded together with their neighbours.
type job struct {
	org   org.ID
	actor org.Actor
	run   func(*Unit) error
	post  *posting
	err   error
	ended chan struct{}
}

// Unit is one organisation inside one open transaction: what a use case may touch.
type Unit struct {
	tx    *store.Tx
	app   *App
	Actor org.Actor
	Seq   int64
	At    time.Time
	World *World

	journal   []store.Change
	postings  int // drawn so far from this change number
	newConfig bool
}

// errRollback undoes a job's work although nothing failed: a dry run.
var errRollback = errors.New("app: rolled back on purpose")

// write runs fn inside the writer's next transaction and returns once it is committed. This is the only way to change data.
func (a *App) write(ctx context.Context, actor org.Actor, fn func(*Unit) error) error {
	return a.submit(ctx, &job{org: actor.Org, actor: actor, run: fn})
}

func (a *App) submit(ctx context.Context, j *job) error {
	j.ended = make(chan struct{})
	select {
	case <-a.quit:
		return fault.New(fault.Unavailable, "app.closing")
	default:
	}
	select {
	case a.jobs <- j:
	default:
		return fault.New(fault.Unavailable, "app.busy")
	}
	select {
	case <-j.ended:
		return j.err
	case <-a.done:
		select {
		case <-j.ended: // committed with the writer's last breath
			return j.err
		default:
			return fault.New(fault.Unavailable, "app.closing")
		}
	case <-ctx.Done():
		// The job may still commit: the outcome is unknown to this caller, and a retry with the same key finds out.
		return fault.New(fault.Unavailable, "app.unknown_outcome").Because(ctx.Err())
	}
}

// run is the writer: it takes whatever has queued up while the last commit was under way, and commits it together.
func (a *App) run() {
	defer close(a.done)
	for {
		select {
		case j := <-a.jobs:
			a.commit(a.gather(j))
		case <-a.quit:
			for {
				select {
				case j := <-a.jobs:
					a.commit(a.gather(j))
				default:
					return
				}
			}
		}
	}
}

func (a *App) gather(first *job) []*job {
	batch := []*job{first}
	for len(batch) < maxBatch {
		select {
		case j := <-a.jobs:
			batch = append(batch, j)
		default:
			return batch
		}
	}
	return batch
}

// commit applies a batch in one transaction and answers everyone. A job that is refused leaves no trace and does not disturb its
// neighbours. When the batch as a whole cannot be kept, because of what one of them brings (a total out of range), each is tried
// alone and gets the answer that is its own; when the database is away, all are told so.
func (a *App) commit(batch []*job) {
	err := a.commitTogether(batch)
	if err != nil && len(batch) > 1 && fault.KindOf(err) != fault.Unavailable {
		for _, j := range batch {
			a.commit([]*job{j})
		}
		return
	}
	if err != nil {
		a.log.Error("commit failed", "jobs", len(batch), "error", err.Error())
	}
	for _, j := range batch {
		if err != nil {
			j.err = err
		}
		close(j.ended)
	}
}

func (a *App) commitTogether(batch []*job) error {
	ctx, cancel := context.WithTimeout(context.Background(), commitTimeout)
	defer cancel()
	var units []*Unit
	err := a.db.Write(ctx, func(tx *store.Tx) error {
		units = units[:0]
		for _, group := range byOrg(batch) {
			var u *Unit
			err := survive(func() (err error) {
				u, err = a.applyOrg(tx, group)
				return err
			})
			if err != nil {
				return err
			}
			units = append(units, u)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, u := range units {
		if u.World != nil {
			a.keep(u.World)
		}
	}
	return nil
}

// commitTimeout bounds one transaction; imports of the largest allowed files stay well under it.
const commitTimeout = 10 * time.Minute

func byOrg(batch []*job) [][]*job {
	var groups [][]*job
	at := make(map[org.ID]int)
	for _, j := range batch {
		i, ok := at[j.org]
		if !ok {
			i = len(groups)
			at[j.org] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], j)
	}
	// In one order everywhere, so that two instances lock the organisations' rows one after the other, never crosswise.
	slices.SortFunc(groups, func(x, y []*job) int { return cmp.Compare(x[0].org, y[0].org) })
	return groups
}

// apart runs jobs that belong to no organisation: creating one, sessions, sign-in attempts. They take no change number and leave
// no journal row.
func (a *App) apart(tx *store.Tx, jobs []*job) (*Unit, error) {
	u := &Unit{tx: tx, app: a, At: a.now()}
	for _, j := range jobs {
		if err := u.runOne(j); err != nil {
			return nil, err
		}
	}
	return &Unit{}, nil
}

// writeApart is write for what belongs to no organisation yet, or changes nothing anybody watches.
func (a *App) writeApart(ctx context.Context, fn func(*Unit) error) error {
	return a.submit(ctx, &job{run: fn})
}

// applyOrg takes the organisation's lock and change number, then runs its jobs in order; neighbouring posts are folded at once.
func (a *App) applyOrg(tx *store.Tx, jobs []*job) (*Unit, error) {
	if jobs[0].org == 0 {
		return a.apart(tx, jobs)
	}
	seq, config, err := tx.NextChange(jobs[0].org)
	if err != nil {
		if fault.KindOf(err) == fault.NotFound {
			return &Unit{}, refuseAll(jobs, err)
		}
		return nil, err
	}
	w, err := a.worldAt(tx, jobs[0].org, config)
	if err != nil {
		return nil, err
	}
	u := &Unit{tx: tx, app: a, Seq: seq, At: a.now(), World: w}
	for i := 0; i < len(jobs); {
		n := i
		for n < len(jobs) && jobs[n].post != nil {
			n++
		}
		if n > i {
			if err := u.postAll(jobs[i:n]); err != nil {
				return nil, err
			}
			i = n
			continue
		}
		if err := u.runOne(jobs[i]); err != nil {
			return nil, err
		}
		i++
	}
	if !slices.ContainsFunc(jobs, func(j *job) bool { return j.err == nil }) { // all refused, or tried only: nothing to tell anybody
		return u, tx.ReturnChange(jobs[0].org, seq)
	}
	return u, u.finish()
}

func refuseAll(jobs []*job, err error) error {
	for _, j := range jobs {
		j.err = err
	}
	return nil
}

// runOne runs a job in a savepoint: its refusal undoes its own work only.
func (u *Unit) runOne(j *job) error {
	before := *u
	u.Actor = j.actor
	j.err = u.tx.Nested(func() error { return survive(func() error { return j.run(u) }) })
	if j.err == nil {
		return nil
	}
	*u = before
	if fault.KindOf(j.err) == fault.Unavailable {
		return j.err
	}
	return nil
}

// survive turns a mistake of the program into an error: one caller's transaction is lost, the writer goes on.
func survive(fn func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic in the writer: %v\n%s", p, debug.Stack())
		}
	}()
	return fn()
}

// finish writes the journal, each line tied to the one before, and, after a change of configuration, moves the organisation's config number.
func (u *Unit) finish() error {
	if u.newConfig {
		if err := u.tx.BumpConfig(u.org()); err != nil {
			return err
		}
	}
	if err := u.chainJournal(); err != nil {
		return err
	}
	return u.tx.AppendJournal(u.org(), u.journal)
}

// note adds a line to the journal: what happened, to what, with facts that hold no personal data.
func (u *Unit) note(kind, subjectKind string, subject org.ID, data any) error {
	body := []byte("{}")
	if data != nil {
		var err error
		if body, err = json.Marshal(data); err != nil {
			return err
		}
	}
	u.journal = append(u.journal, store.Change{
		Seq: u.Seq, Line: len(u.journal), At: u.At.UnixMicro(), ActorKind: u.Actor.Kind, Actor: u.Actor.Person, Kind: kind,
		SubjectKind: subjectKind, Subject: subject, Data: string(body),
	})
	return nil
}

// reload reads the organisation again inside the transaction, after a change of people, teams, metrics or settings.
func (u *Unit) reload() error {
	w, err := loadWorld(u.tx, u.org(), u.Seq)
	if err != nil {
		return err
	}
	u.World, u.newConfig = w, true
	return nil
}

func (u *Unit) org() org.ID { return u.World.Org().ID }
