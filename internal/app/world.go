package app

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"cordee/internal/fault"
	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// World is everything about an organisation that changes seldom: people, teams, metrics, rates, settings. It is an immutable
// snapshot, valid while the organisation's config number stays.
type World struct {
	*org.Roster
	seq     int64
	zone    *time.Location
	metrics map[org.ID]store.Metric
	byKey   map[string]org.ID
	meters  ledger.Meters
	rates   map[string][]store.Rate // by currency, from the newest
	stays   map[org.ID][]org.Membership
	away    map[org.ID][]org.Absence

	once  sync.Once
	index map[string][]org.ID // people by "name:…", "email:…", "external:…", folded

	names  directory
	shared shared
}

// Org returns the organisation and its settings.
func (w *World) Org() org.Org { return w.Roster.Org }

// Location is the organisation's time zone.
func (w *World) Location() *time.Location { return w.zone }

// Today is the civil day in the organisation's time zone.
func (w *World) Today(now time.Time) period.Date { return period.Today(now, w.zone) }

// Metric returns a metric by its id.
func (w *World) Metric(id org.ID) (store.Metric, bool) {
	m, ok := w.metrics[id]
	return m, ok
}

// MetricByKey returns a metric by its key.
func (w *World) MetricByKey(key string) (store.Metric, bool) {
	m, ok := w.metrics[w.byKey[key]]
	return m, ok
}

// Metrics returns every metric, by key.
func (w *World) Metrics() []store.Metric {
	all := make([]store.Metric, 0, len(w.metrics))
	for _, m := range w.metrics {
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b store.Metric) int { return strings.Compare(a.Key, b.Key) })
	return all
}

// OwnerName is the name of a person or team, "" when unknown.
func (w *World) OwnerName(o org.Owner) string {
	if o.Kind == org.OwnerTeam {
		t, _ := w.Team(o.ID)
		return t.Name
	}
	p, _ := w.Person(o.ID)
	return p.Name
}

// OwnerKey is the key of a person, or "team:KEY" for a team.
func (w *World) OwnerKey(o org.Owner) string {
	if o.Kind == org.OwnerTeam {
		t, _ := w.Team(o.ID)
		return "team:" + t.Key
	}
	p, _ := w.Person(o.ID)
	return p.Key
}

// personRef finds a person by key, or by name:…, email:… or external:… as a mapping says.
func (w *World) personRef(ref string) (org.ID, error) {
	unknown := fault.New(fault.Invalid, "person.unknown", "key", ref)
	if p, ok := w.PersonByKey(ref); ok {
		return p.ID, nil
	}
	how, value, ok := strings.Cut(ref, ":")
	if !ok {
		return 0, unknown
	}
	if p, found := w.PersonByKey(value); found && how == "person" { // as the owner of an objective is written
		return p.ID, nil
	}
	found := w.find(how, value)
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return 0, fault.New(fault.Invalid, "person.unknown", "key", value)
	default:
		return 0, fault.New(fault.Invalid, "person.ambiguous", "name", value, "n", len(found))
	}
}

// ownerRef finds "person:KEY", "team:KEY" or a bare person reference.
func (w *World) ownerRef(ref string) (org.Owner, error) {
	if key, ok := strings.CutPrefix(ref, "team:"); ok {
		t, found := w.TeamByKey(key)
		if !found {
			return org.Owner{}, fault.New(fault.Invalid, "team.unknown", "key", key)
		}
		return org.TeamOwner(t.ID), nil
	}
	id, err := w.personRef(strings.TrimPrefix(ref, "person:"))
	return org.PersonOwner(id), err
}

// find looks people up by name, email or external id; several may share a name.
func (w *World) find(how, value string) []org.ID {
	w.once.Do(func() {
		w.index = make(map[string][]org.ID, 3*len(w.People))
		for _, p := range w.People {
			for _, k := range []string{"name:" + store.Fold(p.Name), "email:" + store.Fold(p.Email), "external:" + p.ExternalID} {
				w.index[k] = append(w.index[k], p.ID)
			}
		}
	})
	if how != "external" {
		value = store.Fold(value)
	}
	return w.index[how+":"+value]
}

// rateOn finds the rate recorded for exactly that day.
func (w *World) rateOn(currency string, from period.Date) (store.Rate, bool) {
	for _, r := range w.rates[currency] {
		if r.From == from {
			return r, true
		}
	}
	return store.Rate{}, false
}

// rate finds the rate in force on a day, in 1e-10.
func (w *World) rate(currency string, on period.Date) (int64, bool) {
	for _, r := range w.rates[currency] {
		if r.From <= on {
			return r.Rate, true
		}
	}
	return 0, false
}

// convert turns an amount into the organisation's currency at the rate of its day, half away from zero.
func (w *World) convert(a measure.Amount, currency string, on period.Date) (measure.Amount, int64, error) {
	rate, ok := w.rate(currency, on)
	if !ok {
		return 0, 0, fault.Bad("currency", "result.rate_missing", "currency", currency, "on", on)
	}
	v, err := measure.MulDiv(int64(a), rate, rateScale)
	return measure.Amount(v), rate, err
}

const rateScale = 10_000_000_000

// world returns the cached snapshot when its config number is still current, else reads a new one.
func (a *App) world(tx *store.Tx, id org.ID) (*World, error) {
	w, _, err := a.worldNow(tx, id)
	return w, err
}

// worldNow is world with the number of the last change that the transaction sees.
func (a *App) worldNow(tx *store.Tx, id org.ID) (*World, int64, error) {
	change, config, err := tx.Seqs(id)
	if err != nil {
		return nil, 0, err
	}
	w, err := a.worldAt(tx, id, config)
	if err != nil {
		return nil, 0, err
	}
	a.keep(w)
	return w, change, nil
}

func (a *App) worldAt(tx *store.Tx, id org.ID, config int64) (*World, error) {
	a.mu.RLock()
	w := a.worlds[id]
	a.mu.RUnlock()
	if w != nil && w.seq == config {
		return w, nil
	}
	return loadWorld(tx, id, config)
}

// keep remembers the newest snapshot for readers.
func (a *App) keep(w *World) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if old := a.worlds[w.Org().ID]; old == nil || old.seq < w.seq {
		a.worlds[w.Org().ID] = w
	}
}

func loadWorld(tx *store.Tx, id org.ID, seq int64) (*World, error) {
	w := &World{seq: seq, metrics: map[org.ID]store.Metric{}, byKey: map[string]org.ID{}, rates: map[string][]store.Rate{}}
	if err := w.loadRoster(tx, id); err != nil {
		return nil, fmt.Errorf("roster: %w", err)
	}
	var err error
	if w.zone, err = time.LoadLocation(w.Roster.Org.TimeZone); err != nil {
		return nil, fmt.Errorf("time zone %q: %w", w.Roster.Org.TimeZone, err)
	}
	if err := w.loadMetrics(tx); err != nil {
		return nil, fmt.Errorf("metrics: %w", err)
	}
	rates, err := tx.Rates(id)
	if err != nil {
		return nil, fmt.Errorf("rates: %w", err)
	}
	for _, r := range rates {
		w.rates[r.Currency] = append(w.rates[r.Currency], r)
	}
	for _, rs := range w.rates {
		slices.SortFunc(rs, func(a, b store.Rate) int { return int(b.From) - int(a.From) })
	}
	return w, nil
}

func (w *World) loadRoster(tx *store.Tx, id org.ID) error {
	o, err := tx.Org(id)
	if err != nil {
		return err
	}
	teams, err := tx.Teams(id)
	if err != nil {
		return err
	}
	people, err := tx.Everyone(id)
	if err != nil {
		return err
	}
	stays, err := tx.Memberships(id)
	if err != nil {
		return err
	}
	away, err := tx.Absences(id)
	if err != nil {
		return err
	}
	w.Roster = org.NewRoster(o, teams, people, stays, away)
	w.stays, w.away = map[org.ID][]org.Membership{}, map[org.ID][]org.Absence{}
	for _, m := range stays {
		w.stays[m.Person] = append(w.stays[m.Person], m)
	}
	for _, x := range away {
		w.away[x.Person] = append(w.away[x.Person], x)
	}
	return nil
}

func (w *World) loadMetrics(tx *store.Tx) error {
	all, err := tx.Metrics(w.Org().ID)
	if err != nil {
		return err
	}
	var meters []ledger.Meter
	for _, m := range all {
		w.metrics[m.ID], w.byKey[m.Key] = m, m.ID
		g, err := measure.NewGauge(m.Metric)
		if err != nil {
			return err
		}
		meters = append(meters, ledger.Meter{ID: m.ID, Gauge: g})
	}
	w.meters = ledger.NewMeters(meters)
	return nil
}
