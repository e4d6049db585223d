package app

import (
	"context"
	"log/slog"
	"time"

	"cordee/internal/org"
)

// Round is work that the clock asks for in every organisation. Do may be called any number of times: it finds out itself what is
// left to do, and doing it twice changes nothing.
type Round struct {
	Name  string
	Every time.Duration
	Do    func(ctx context.Context, o org.ID, now time.Time) error
}

// Rounds are the ones of this program.
func (a *App) Rounds() []Round {
	const soon, hourly, daily = 5 * time.Minute, time.Hour, 24 * time.Hour
	return []Round{
		{Name: "told first", Every: hourly, Do: a.TellFirst},
		{Name: "forecasts", Every: hourly, Do: a.IssueForecasts},
		{Name: "strengths", Every: daily, Do: a.FindStrengths},
		{Name: "pairs", Every: hourly, Do: a.PairUp},
		{Name: "messages", Every: soon, Do: a.PrepareMessages},
		{Name: "attention", Every: daily, Do: a.ForgetAttention},
		{Name: "points to give", Every: hourly, Do: a.OpenAllotments},
		{Name: "awards", Every: hourly, Do: a.GrantAwards},
		{Name: "game", Every: hourly, Do: a.PlayRounds},
		{Name: "looks", Every: daily, Do: a.ForgetLooks},
		{Name: "old forecasts", Every: daily, Do: a.ForgetForecasts},
	}
}

const (
	roundPulse = time.Minute     // how often the program looks for rounds that are due
	roundRetry = 5 * time.Minute // after one that failed
)

// GoRounds does what is due of some rounds, now and whenever the clock asks for it, until ctx ends. Any number of instances may run it on one
// database: each round is taken by one of them.
func (a *App) GoRounds(ctx context.Context, rounds ...Round) {
	pulse := time.NewTicker(roundPulse)
	defer pulse.Stop()
	for {
		if err := a.DoRounds(ctx, rounds...); err != nil && ctx.Err() == nil {
			a.log.Warn("rounds", "error", err.Error())
		}
		select {
		case <-pulse.C:
		case <-ctx.Done():
			return
		}
	}
}

// DoRounds does every one that is due in every organisation, once. One that fails is logged, tried again later, and keeps no other
// from its turn.
func (a *App) DoRounds(ctx context.Context, rounds ...Round) error {
	orgs, err := a.Orgs(ctx)
	if err != nil {
		return err
	}
	for _, o := range orgs {
		for _, r := range rounds {
			if err := a.doRound(ctx, o.ID, r); err != nil {
				if ctx.Err() != nil {
					return ctx.Err()
				}
				a.log.Warn("round failed", slog.String("round", r.Name), slog.String("org", o.Key), slog.String("error", err.Error()))
			}
		}
	}
	return nil
}

func (a *App) doRound(ctx context.Context, o org.ID, r Round) error {
	now, taken := a.now(), false
	err := a.writeApart(ctx, func(u *Unit) (err error) {
		taken, err = u.tx.TakeRound(o, r.Name, now.UnixMicro(), now.Add(r.Every).UnixMicro())
		return err
	})
	if err != nil || !taken {
		return err
	}
	if err := r.Do(ctx, o, now); err != nil {
		_ = a.writeApart(ctx, func(u *Unit) error { return u.tx.PutRound(o, r.Name, now.Add(roundRetry).UnixMicro()) })
		return err
	}
	return nil
}
