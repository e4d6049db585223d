package app

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// NewOrg is what an organisation is created with. Empty fields take the defaults: euros, French, Paris, January, Monday, no
// public holidays, French rules for a French-speaking house and none for another.
type NewOrg struct {
	Key, Name, Currency, Locale, TimeZone string
	FiscalStart                           int    // 1..12
	WeekStart                             string // monday ... sunday
	Holidays                              string // none, fr, fr-am
	Compliance                            string // fr, none
	Season                                period.Season
	Direction                             string
	DirectionOn                           period.Date
}

// System is the command line and the scheduler acting for an organisation: it may do everything there.
func System(o org.ID) org.Actor { return org.System(o) }

// CreateOrg makes an organisation with its root team and the ready metrics. A key in use is a Conflict org.key_taken.
func (a *App) CreateOrg(ctx context.Context, n NewOrg) (org.Org, error) {
	var o org.Org
	err := a.writeApart(ctx, func(u *Unit) error {
		inner, err := u.found(n)
		if err != nil {
			return err
		}
		o = inner.World.Org()
		return inner.finish()
	})
	return o, err
}

// org fills the defaults and checks everything at once.
func (n NewOrg) org() (org.Org, error) {
	o := org.Org{
		ID: newID(), Key: strings.TrimSpace(n.Key), Name: strings.TrimSpace(n.Name), Currency: strings.ToUpper(orKey(n.Currency, "EUR")),
		Locale: orKey(n.Locale, "fr"), TimeZone: orKey(n.TimeZone, "Europe/Paris"), Thresholds: org.DefaultThresholds, Version: 1,
		Season: n.Season, Direction: n.Direction, DirectionOn: n.DirectionOn,
	}
	o.Name = orKey(o.Name, o.Key)
	o.Compliance = n.Compliance
	if o.Compliance == "" {
		o.Compliance = "none"
		if o.Locale == "fr" {
			o.Compliance = "fr"
		}
	}
	holidays := period.NoHolidays
	if o.Locale == "fr" {
		holidays = period.French // a French house keeps French public holidays, whichever door it came through
	}
	o.Calendar = period.Calendar{FiscalStart: n.FiscalStart, WeekStart: time.Monday, Holidays: orKey(n.Holidays, holidays)}
	if n.FiscalStart == 0 {
		o.Calendar.FiscalStart = 1
	}
	var l fault.List
	l.Add(checkOrgKey(o.Key))
	day, ok := weekday(n.WeekStart)
	if !ok {
		l.Add(fault.Bad("week_start", "calendar.week_start", "value", n.WeekStart))
	}
	o.Calendar.WeekStart = day
	l.Add(checkOrg(o))
	return o, l.OrNil()
}

func checkOrgKey(key string) error {
	switch {
	case key == "":
		return fault.Bad("key", "org.key_missing")
	case utf8.RuneCountInString(key) > org.MaxKey:
		return fault.Bad("key", "org.key_too_long", "max", org.MaxKey)
	case strings.HasPrefix(key, "-"), !printable(key):
		return fault.Bad("key", "org.text_invalid")
	}
	return nil
}

// weekday reads an English or French name of a day; "" is Monday.
func weekday(name string) (time.Weekday, bool) {
	french := []string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"}
	name = strings.ToLower(orKey(strings.TrimSpace(name), "monday"))
	for d := time.Sunday; d <= time.Saturday; d++ {
		if name == strings.ToLower(d.String()) || name == french[d] {
			return d, true
		}
	}
	return 0, false
}

// found makes an organisation inside an open transaction and returns a Unit in it. The caller finishes that Unit.
func (u *Unit) found(n NewOrg) (*Unit, error) {
	o, err := n.org()
	if err != nil {
		return nil, err
	}
	taken := fault.New(fault.Conflict, "org.key_taken", "key", o.Key).On("key")
	if _, err := u.tx.OrgByKey(o.Key); fault.KindOf(err) != fault.NotFound {
		return nil, orFault(err, taken)
	}
	if err := u.tx.InsertOrg(o, u.At.UnixMicro()); err != nil {
		if fault.KindOf(err) == fault.Conflict {
			return nil, taken.Because(err)
		}
		return nil, err
	}
	root := org.Team{ID: newID(), Key: o.Key, Name: o.Name, Kind: org.Company, Version: 1}
	if err := u.tx.InsertTeam(o.ID, root); err != nil {
		return nil, err
	}
	for _, m := range measure.Ready(o.Currency) {
		if err := u.tx.InsertMetric(o.ID, store.Metric{ID: newID(), Metric: m, Version: 1}); err != nil {
			return nil, err
		}
	}
	inner, err := u.within(o.ID, org.System(o.ID))
	if err != nil {
		return nil, err
	}
	return inner, inner.note("org.created", "org", o.ID, nil)
}

// within opens an organisation inside a transaction that belongs to none. The caller finishes the Unit.
func (u *Unit) within(o org.ID, actor org.Actor) (*Unit, error) {
	seq, _, err := u.tx.NextChange(o)
	if err != nil {
		return nil, err
	}
	inner := &Unit{tx: u.tx, app: u.app, Actor: actor, Seq: seq, At: u.At, newConfig: true}
	inner.World, err = loadWorld(u.tx, o, seq)
	return inner, err
}

// Orgs lists every organisation: for the command line and start-up only.
func (a *App) Orgs(ctx context.Context) ([]org.Org, error) {
	var all []org.Org
	err := a.db.Read(ctx, func(tx *store.Tx) (err error) {
		all, err = tx.Orgs()
		return err
	})
	return all, err
}

// OrgByKey finds an organisation for the command line. An empty key is the only one there is; several are Invalid org.choose,
// none is NotFound org.none, an unknown key NotFound org.unknown.
func (a *App) OrgByKey(ctx context.Context, key string) (org.Org, error) {
	all, err := a.Orgs(ctx)
	if err != nil {
		return org.Org{}, err
	}
	keys := make([]string, len(all))
	for i, o := range all {
		if key != "" && o.Key == key {
			return o, nil
		}
		keys[i] = o.Key
	}
	switch {
	case len(all) == 0:
		return org.Org{}, fault.New(fault.NotFound, "org.none")
	case key != "":
		return org.Org{}, fault.New(fault.NotFound, "org.unknown", "key", key, "keys", strings.Join(keys, ", "))
	case len(all) > 1:
		return org.Org{}, fault.New(fault.Invalid, "org.choose", "keys", strings.Join(keys, ", "))
	}
	return all[0], nil
}
