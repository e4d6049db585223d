package app

import (
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/plan"
	"cordee/internal/store"
)

// The window in which past hires are looked at, and from which month in the role somebody is the yardstick for others.
const (
	rampWindow    = 30 // months
	settledMonths = 12
)

// rampAround is ownRamp for those who do the same work as an owner; a team's is the usual one.
func (w *World) rampAround(tx *store.Tx, metric org.ID, around org.Owner, on period.Date) (int, plan.Note, error) {
	if around.Kind != org.OwnerPerson {
		months, why := plan.RampMonths(nil, 0)
		return months, why, nil
	}
	return w.ownRamp(tx, metric, around.ID, on)
}

// ownRamp is how many months newcomers are given, from this organisation's own past hires where there were enough.
func (w *World) ownRamp(tx *store.Tx, metric, around org.ID, today period.Date) (int, plan.Note, error) {
	m, ok := w.Metric(metric)
	adds := ok && (m.Norm().Kind == measure.Sum || m.Norm().Kind == measure.Count)
	months, why := plan.RampMonths(nil, 0)
	if !adds {
		return months, why, nil
	}
	owners := w.cohortOf(org.PersonOwner(around), today)
	first := firstOfMonth(today).AddMonths(-rampWindow)
	hires := 0
	for _, o := range owners {
		if p, _ := w.Person(o.ID); inRoleOn(p) >= first && o.ID != around {
			hires++
		}
	}
	if hires < plan.Hires {
		return months, why, nil
	}
	curves, err := w.curves(tx, metric, owners, first, today)
	if err != nil {
		return months, why, err
	}
	months, why = plan.RampMonths(curves, 0)
	return months, why, nil
}

func firstOfMonth(d period.Date) period.Date { return d.AddDays(1 - d.Day()) }

// curves are what each past hire brought, month by month in the role, against settled colleagues at equal time in the same months.
func (w *World) curves(tx *store.Tx, metric org.ID, owners []org.Owner, first, today period.Date) ([]plan.Curve, error) {
	all, err := tx.SumByMonth(w.Org().ID, metric, ids(owners), first, today)
	if err != nil {
		return nil, err
	}
	byHire := map[org.ID]plan.Curve{}
	for from := first; from.AddMonths(1) <= today; from = from.AddMonths(1) {
		sums := make(map[org.ID]measure.Amount, len(owners))
		for _, o := range owners {
			sums[o.ID] = all[store.OwnerMonth{Owner: o.ID, Month: from}].Value
		}
		w.addMonth(byHire, owners, period.Span{From: from, To: from.AddMonths(1)}, first, sums)
	}
	curves := make([]plan.Curve, 0, len(byHire))
	for _, o := range owners {
		if c, ok := byHire[o.ID]; ok {
			curves = append(curves, c)
		}
	}
	return curves, nil
}

// addMonth adds one calendar month to the curve of each hire. A month without any settled colleague to compare with ends nothing
// and says nothing: curves begin with the first month that could be compared.
func (w *World) addMonth(byHire map[org.ID]plan.Curve, owners []org.Owner, month period.Span, first period.Date, sums map[org.ID]measure.Amount) {
	var brought measure.Amount
	var worked int64
	for _, o := range owners {
		p, _ := w.Person(o.ID)
		if since := inRoleOn(p); since.IsZero() || since.AddMonths(settledMonths) <= month.From {
			brought, worked = brought+sums[o.ID], worked+w.Profile(o, month).Weight(month)
		}
	}
	if brought <= 0 || worked <= 0 {
		return
	}
	for _, o := range owners {
		p, _ := w.Person(o.ID)
		since, time := inRoleOn(p), w.Profile(o, month).Weight(month)
		if since < first || since >= month.To || time <= 0 || since.AddMonths(settledMonths) <= month.From {
			continue
		}
		expected, err := measure.MulDiv(int64(brought), time, worked)
		if err != nil || expected <= 0 {
			continue
		}
		share, _ := measure.RatioOf(max(sums[o.ID], 0), measure.Amount(expected))
		byHire[o.ID] = append(byHire[o.ID], share)
	}
}
