package app

import (
	"cmp"
	"context"
	"slices"

	"cordee/internal/goal"
	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// StatementLine is one posting behind the figure of an objective: a result, or one that takes a result back.
type StatementLine struct {
	Posted
	Brought measure.Amount // to the objective's owner, with its sign; of a ratio: to the numerator
	Of      measure.Amount // of a ratio: to the denominator
	Late    bool           // recorded after the period was closed
}

// Statement is how the figure of one objective is made, so that anybody can add it up again.
type Statement struct {
	World    *World
	Standing Standing
	Version  int             // of the terms in force
	Lines    []StatementLine // that the reader may see, by day; of a closed period: the late ones last
	Brought  measure.Amount  // sum of all lines that counted, shown or not
	Of       measure.Amount  // of a ratio: the denominator of the same
	Late     measure.Amount  // sum of all lines recorded after the closing
	Hidden   int             // lines the reader may not see
	Beyond   bool            // too many to list: only the sums are told
	Notes    []store.Note    // what was said of the period when it was over
	Follow   *Follow         // what may come next, for those who may propose it
}

// maxStatement is how many postings one statement lists.
const maxStatement = 5_000

// statementPage is how many postings are read at a time.
const statementPage = 1_000

// Statement reads how the figure of an objective is made. What the actor may not see looks like what does not exist.
func (a *App) Statement(ctx context.Context, actor org.Actor, id org.ID) (Statement, error) {
	var v Statement
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		row, err := r.tx.Goal(actor.Org, id)
		if err != nil {
			return err
		}
		if row.Sealed || !r.mayReadStatement(row.Goal) {
			return notFound("goal")
		}
		one, err := r.standings([]store.GoalRow{row})
		if err != nil {
			return err
		}
		v = Statement{World: r.World, Standing: one[0], Version: row.Version}
		if err := r.fillStatement(&v); err != nil {
			return err
		}
		if v.Notes, err = r.tx.Notes(actor.Org, id); err != nil {
			return err
		}
		v.Notes = slices.DeleteFunc(v.Notes, func(n store.Note) bool { return n.Kind != NoteReview })
		v.Follow, err = r.follow(v.Standing)
		return err
	})
	return v, err
}

// mayReadStatement: of a person's objective, those who may read their results; of a team's, those who share it.
func (r *Reading) mayReadStatement(g goal.Goal) bool {
	if r.World.maySeeGoal(r.Actor, g, r.Today) != nil {
		return false
	}
	if g.Owner.Kind == org.OwnerTeam {
		return r.sharesTeam(g.Owner.ID)
	}
	return r.World.Can(r.Actor, org.ReadResults, org.ResultObject(g.Owner), r.Today) == nil
}

func (r *Reading) fillStatement(v *Statement) error {
	s := v.Standing
	last := min(r.Today, s.End)
	if s.Metric.Kind == measure.Steps || s.Start > last {
		return nil
	}
	if v.Beyond = s.Progress.N > maxStatement; v.Beyond {
		return nil
	}
	reach := store.Reach{Owners: r.behind(s.Owner, s.Span()), From: s.Start, To: last, Kinds: r.World.kindsOf(s.GoalRow.Metric)}
	read := r.gaugesOf(s)
	for before := int64(0); ; {
		page, err := r.tx.Feed(r.Actor.Org, reach, before, statementPage)
		if err != nil {
			return err
		}
		for _, p := range page {
			before = p.ID
			if err := r.addLine(v, p, read); err != nil {
				return err
			}
		}
		if v.Beyond = v.Beyond || len(v.Lines)+v.Hidden > maxStatement; len(page) < statementPage || v.Beyond {
			break
		}
	}
	sortStatement(v.Lines)
	return nil
}

// behind are the owners whose results can count for one; none named means everybody, for a company that is quicker.
func (r *Reading) behind(o org.Owner, during period.Span) []org.ID {
	if o.Kind == org.OwnerPerson {
		return []org.ID{o.ID}
	}
	owners := r.World.Descendants(o.ID)
	for _, m := range r.World.MembersDuring(o.ID, during) {
		owners = append(owners, m.Person)
	}
	if len(owners) > maxEventOwners {
		return nil
	}
	return owners
}

// gauges are the meters of an objective's metric; of a ratio two.
type gauges struct{ top, bottom *ledger.Meter }

func (r *Reading) gaugesOf(s Standing) (g gauges) {
	find := func(id org.ID) *ledger.Meter {
		for _, m := range r.World.meters.All() {
			if m.ID == id {
				return &m
			}
		}
		return nil
	}
	if s.Metric.Kind == measure.Ratio {
		return gauges{find(r.World.byKey[s.Metric.Numerator]), find(r.World.byKey[s.Metric.Denominator])}
	}
	return gauges{top: find(s.GoalRow.Metric)}
}

// brings is what a posting brings to an owner by one meter, with its sign.
func (r *Reading) brings(p Posted, m *ledger.Meter, o org.Owner) (measure.Amount, bool, error) {
	if m == nil {
		return 0, false, nil
	}
	v, ok := ledger.Value(p.Posting, *m, o, r.World.TeamsOf, r.World.Above)
	if ok && p.Sign < 0 {
		v, err := v.Neg()
		return v, true, err
	}
	return v, ok, nil
}

func (r *Reading) addLine(v *Statement, p Posted, read gauges) error {
	top, counts, err := r.brings(p, read.top, v.Standing.Owner)
	if err != nil {
		return err
	}
	bottom, divides, err := r.brings(p, read.bottom, v.Standing.Owner)
	if err != nil || !counts && !divides {
		return err
	}
	line := StatementLine{Posted: p, Brought: top, Of: bottom, Late: v.Standing.Closed != nil && p.At > v.Standing.Closed.At}
	sum := &v.Brought
	if line.Late {
		sum = &v.Late
	}
	if *sum, err = sum.Add(top); err != nil {
		return err
	}
	if !line.Late {
		v.Of += bottom
	}
	kept, err := r.shown(v.Standing.GoalRow, []Posted{p})
	if err != nil {
		return err
	}
	if len(kept) == 0 {
		v.Hidden++
	} else {
		line.Posted = kept[0]
		v.Lines = append(v.Lines, line)
	}
	return nil
}

// sortStatement puts what counted first, by day, then in the order of posting.
func sortStatement(list []StatementLine) {
	late := func(x StatementLine) int {
		if x.Late {
			return 1
		}
		return 0
	}
	slices.SortFunc(list, func(x, y StatementLine) int {
		return cmp.Or(cmp.Compare(late(x), late(y)), cmp.Compare(x.OccurredOn, y.OccurredOn), cmp.Compare(x.ID, y.ID))
	})
}
