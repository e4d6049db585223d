package app

import (
	"context"
	"strings"

	"cordee/internal/org"
	"cordee/internal/sheet"
)

// SaveMetric creates a metric (version 0) or changes the one that was read at that version. A changed metric counts past results
// too: its totals are folded again before anyone sees them.
func (a *App) SaveMetric(ctx context.Context, actor org.Actor, row sheet.MetricRow, version int) error {
	row.Key = strings.TrimSpace(row.Key)
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.World.Can(actor, org.ManageMetrics, org.Object{}, u.World.Today(u.At)); err != nil {
			return err
		}
		old, _ := u.World.MetricByKey(row.Key)
		if err := expect("metric", row.Key, version, old.Version); err != nil {
			return err
		}
		if err := u.takeRows(sheet.Batch{Metrics: []sheet.MetricRow{row}}); err != nil {
			return err
		}
		return u.note("metric.saved", "metric", old.ID, nil)
	})
}
