package app

import (
	"context"
	"encoding/json"
	"time"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/letter"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// frozenRealism is what was known of one paid objective on the day it was published (LAW F3), as it is kept beside the version. Its
// title stays with the objective, so that erasing a person leaves no words of theirs here.
type frozenRealism struct {
	Estimate    letter.Estimate `json:"estimate"`
	Method      letter.Text     `json:"method"`
	Window      period.Span     `json:"window"`
	WindowNote  letter.Text     `json:"window_note"`
	WorkingTime []letter.Line   `json:"working_time,omitempty"`
	Absences    []letter.Absent `json:"absences,omitempty"`
}

// freezeRealism keeps what is known of an objective that has just become binding and that pay hangs on. What comes from a file is
// frozen when it is put in a letter: thousands of rows are not weighed one by one while they are read.
func (u *Unit) freezeRealism(g store.GoalRow, by string) error {
	if !g.Paid || g.Status != goal.Published || by != org.ByPerson || g.Owner.Kind != org.OwnerPerson || !g.Target.OK {
		return nil
	}
	in, err := u.World.grounds(u.tx, g, u.World.Today(u.At))
	if err != nil {
		return err
	}
	f := frozenRealism{
		Estimate: letter.Estimate{
			Tier: g.Tier, Target: g.Target, Unit: u.World.metricOf(g.Goal).Unit, Chance: chanceBand(in.Chance), Basis: chanceBasis(in.Chance),
			Comparable: letter.Comparable{People: in.Comparable.People, Periods: in.Comparable.People, Attained: in.Comparable.Attained, Note: letter.Say("letter.comparable_note")},
			Evidence:   letter.Findings(goal.SMART(g.Goal, in)),
		},
		Method: letter.Say("letter.method"), WindowNote: letter.Say("letter.window_note"),
	}
	d := drafter{tx: u.tx, w: u.World, at: u.At, actor: u.Actor}
	f.Estimate.Means = d.lines(g.Means)
	if in.RampStage > 0 && in.RampStage < measure.Hundred {
		f.Estimate.Ramp = []letter.Line{{Label: letter.Say("letter.ramp_share"), Value: shareText(in.RampStage)}}
	}
	f.time(u.World, g)
	body, err := json.Marshal(f)
	if err != nil {
		return err
	}
	return u.tx.PutGround(u.org(), store.Ground{Goal: g.ID, Version: g.Version, Kind: groundRealism, At: u.At.UnixMicro(), Body: string(body)})
}

// time is the days that were read, and how much of the period the person works.
func (f *frozenRealism) time(w *World, g store.GoalRow) {
	span := g.Span()
	if span.Empty() || span.Open() {
		return
	}
	past := before(span, pastPeriods)
	f.Window = period.Span{From: past[len(past)-1].From, To: span.From}
	p, _ := w.Person(g.Owner.ID)
	f.WorkingTime = []letter.Line{{Label: letter.Say("letter.time_share"), Value: shareText(p.WorkingTime)}}
	for _, x := range w.away[p.ID] {
		if days, ok := x.Span.Intersect(span); ok {
			f.Absences = append(f.Absences, letter.Absent{Span: days, Share: x.Share})
		}
	}
}

func shareText(bp measure.BP) letter.Text { return letter.Say("letter.share", "share", bp) }

// bandEdges are the chances between which each band lies, as goal.BandOf cuts them.
var bandEdges = map[goal.Band]letter.Band{
	goal.Accessible: {Low: 9_000, High: 10_000}, goal.Reachable: {Low: 6_000, High: 9_000}, goal.Ambitious: {Low: 5_000, High: 6_000},
	goal.VeryAmbitious: {Low: 3_000, High: 5_000}, goal.OutOfReach: {Low: 0, High: 3_000},
}

// chanceBand says a chance as the band it lies in: a single figure would promise more than the past can.
func chanceBand(c goal.Chance) letter.Band {
	if !c.Known {
		return letter.Band{}
	}
	return bandEdges[goal.BandOf(c.BP)]
}

func chanceBasis(c goal.Chance) letter.Text {
	if !c.Known {
		return letter.Say("letter.basis_none")
	}
	band := letter.Say("band." + string(goal.BandOf(c.BP)))
	fr, en := letter.Say("letter.basis_own", "periods", c.Periods, "band", band.FR), letter.Say("letter.basis_own", "periods", c.Periods, "band", band.EN)
	return letter.Text{FR: fr.FR, EN: en.EN}
}

// realismOf gathers what was frozen of the objectives of a letter into its file of realism. It says the same whenever it is asked:
// everything in it is frozen. found is false when nothing was.
func realismOf(tx *store.Tx, w *World, x store.Letter, t letter.Terms) (r letter.Realism, found bool, err error) {
	r = letter.Realism{
		Number: t.Number, Version: t.Version, LetterHash: x.Hash, Compliance: t.Compliance, Employer: t.Employer.Name, Person: t.Person.Name,
		Period: t.Period, PeriodName: t.PeriodName,
	}
	for _, o := range t.Objectives {
		id, ok := org.ParseID(o.Key)
		if !ok {
			continue
		}
		f, at, err := frozenOf(tx, w.Org().ID, id, o.Version)
		if err != nil {
			return r, false, err
		}
		if at == 0 {
			continue
		}
		f.Estimate.Title, f.Estimate.Said = o.Title, o.Said
		r.Objectives = append(r.Objectives, f.Estimate)
		if s := (letter.Stamp{At: time.UnixMicro(at).In(w.Location()).Truncate(time.Second), Zone: w.Location().String()}); s.At.After(r.Frozen.At) {
			r.Frozen = s
		}
		r.Method, r.WindowNote, r.WorkingTime, r.Absences = f.Method, f.WindowNote, f.WorkingTime, f.Absences
		if r.Window == (period.Span{}) || f.Window.From < r.Window.From {
			r.Window = f.Window
		}
	}
	return r, len(r.Objectives) > 0, nil
}

// frozenOf is what was frozen of an objective at the version of the letter, or at the nearest one before it, and when: 0 for never.
func frozenOf(tx *store.Tx, o, id org.ID, version int) (f frozenRealism, at int64, err error) {
	grounds, err := tx.Grounds(o, id)
	for _, g := range grounds {
		if g.Kind == groundRealism && g.Version <= version {
			err = json.Unmarshal([]byte(g.Body), &f)
			return f, g.At, err
		}
	}
	return f, 0, err
}

func (r *Reading) hasRealism(t letter.Terms) (bool, error) {
	_, found, err := realismOf(r.tx, r.World, store.Letter{}, t)
	return found, err
}

// Realism is the file of realism of a letter, for its person and for those who may read it.
func (a *App) Realism(ctx context.Context, actor org.Actor, id org.ID) (letter.Realism, error) {
	var file letter.Realism
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		v, err := r.letterView(id)
		if err != nil {
			return err
		}
		found := false
		if file, found, err = realismOf(r.tx, r.World, v.Row, v.Terms); err == nil && !found {
			err = fault.New(fault.Conflict, "letter.no_realism")
		}
		return err
	})
	return file, err
}
