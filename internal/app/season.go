package app

import (
	"context"

	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/plan"
	"cordee/internal/store"
)

// seasonYears is how far back a season is looked for.
const seasonYears = 5

// SeasonSeen is the season that the house's own revenue shows, month by month, against working days (SCIENCE B5). It is the zero value
// while less than twelve whole months in a row are known: a season is then no more than a guess.
func (a *App) SeasonSeen(ctx context.Context, actor org.Actor) (period.Season, error) {
	var sn period.Season
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		m, ok := r.World.MetricByKey("revenue")
		root := r.World.Root().ID
		if !ok || root == 0 {
			return nil
		}
		end := firstOfMonth(r.Today)
		first := end.AddMonths(-12 * seasonYears)
		sums, err := r.tx.SumByMonth(actor.Org, m.ID, []org.ID{root}, first, end.AddDays(-1))
		if err != nil {
			return err
		}
		var history []plan.MonthTotal
		for at := first; at < end; at = at.AddMonths(1) {
			x, known := sums[store.OwnerMonth{Owner: root, Month: at}]
			if !known && len(history) == 0 {
				continue // recording had not begun
			}
			days := r.World.Org().Calendar.WorkingDays(period.Span{From: at, To: at.AddMonths(1)})
			history = append(history, plan.MonthTotal{Year: at.Year(), Month: at.Month(), Total: x.Value, Days: days})
		}
		if len(history) > 0 {
			history = history[1:] // the month in which recording began is rarely whole
		}
		sn = plan.Season(history)
		return nil
	})
	return sn, err
}
