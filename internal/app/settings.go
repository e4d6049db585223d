package app

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
)

// Bounds of the settings.
const (
	maxDirection = 4_000
	maxClosed    = 400 // closing days of one company
	maxThreshold = 100_000
)

// checkOrg tells every problem of an organisation's settings.
func checkOrg(o org.Org) error {
	var l fault.List
	switch {
	case strings.TrimSpace(o.Name) == "":
		l.Add(fault.Bad("name", "org.name_missing"))
	case utf8.RuneCountInString(o.Name) > org.MaxName:
		l.Add(fault.Bad("name", "org.name_too_long", "max", org.MaxName))
	case !printable(o.Name):
		l.Add(fault.Bad("name", "org.text_invalid"))
	}
	if !measure.IsCurrency(o.Currency) {
		l.Add(fault.Bad("currency", "org.currency_invalid", "value", o.Currency))
	}
	if o.Locale != "fr" && o.Locale != "en" {
		l.Add(fault.Bad("locale", "org.locale_unknown", "value", o.Locale))
	}
	if _, err := time.LoadLocation(o.TimeZone); err != nil || o.TimeZone == "" || o.TimeZone == "Local" {
		l.Add(fault.Bad("time_zone", "org.time_zone_unknown", "value", o.TimeZone))
	}
	if o.Compliance != "fr" && o.Compliance != "none" {
		l.Add(fault.Bad("compliance", "org.compliance_unknown", "value", o.Compliance))
	}
	if o.Calendar.FiscalStart == 0 {
		l.Add(fault.Bad("fiscal_start", "calendar.fiscal_start", "value", 0))
	}
	l.Add(o.Calendar.Check())
	l.Add(o.Season.Check())
	if len(o.Calendar.Extra) > maxClosed {
		l.Add(fault.Bad("extra", "org.closed_days", "max", maxClosed))
	}
	if utf8.RuneCountInString(o.Direction) > maxDirection {
		l.Add(fault.Bad("direction", "org.direction_long", "max", maxDirection))
	}
	l.Add(checkThresholds(o.Thresholds))
	return l.OrNil()
}

// checkThresholds wants ahead >= on >= watch > 0, and a quiet time within the period.
func checkThresholds(t org.Thresholds) error {
	var l fault.List
	if t.Watch <= 0 || t.On < t.Watch || t.Ahead < t.On || t.Ahead > maxThreshold {
		l.Add(fault.Bad("thresholds", "org.thresholds_order", "ahead", t.Ahead, "on", t.On, "watch", t.Watch))
	}
	if t.Quiet < 0 || t.Quiet > measure.Hundred {
		l.Add(fault.Bad("quiet", "org.quiet_range"))
	}
	return l.OrNil()
}

func printable(s string) bool {
	return !fault.Broken(s) && strings.IndexFunc(s, fault.HiddenRune) < 0
}

// SaveOrg changes the organisation's settings as read at that version. Key and currency stay what they are: amounts are recorded
// in the currency. A new direction takes today's date unless it was given one.
func (a *App) SaveOrg(ctx context.Context, actor org.Actor, o org.Org, version int) error {
	return a.write(ctx, actor, func(u *Unit) error {
		today := u.World.Today(u.At)
		if err := u.World.Can(actor, org.ManageOrg, org.Object{}, today); err != nil {
			return err
		}
		old, err := u.tx.Org(u.org())
		if err != nil {
			return err
		}
		if old.Version != version {
			return fault.New(fault.Stale, "stale", "what", "org", "have", version, "now", old.Version)
		}
		if o.Currency == "" {
			o.Currency = old.Currency
		}
		o.Name = strings.TrimSpace(o.Name)
		var l fault.List
		l.Add(checkOrg(o))
		if o.Currency != old.Currency {
			l.Add(fault.Bad("currency", "org.currency_fixed", "currency", old.Currency))
		}
		if len(l) > 0 {
			return l
		}
		if o.Direction != old.Direction && (o.DirectionOn.IsZero() || o.DirectionOn == old.DirectionOn) {
			o.DirectionOn = today
		}
		slices.Sort(o.Calendar.Extra)
		o.Calendar.Extra = slices.Compact(o.Calendar.Extra)
		o.ID, o.Key, o.Version = old.ID, old.Key, version+1
		if o.Direction != old.Direction {
			if err := u.keepDirection(old, o); err != nil {
				return err
			}
		}
		if err := u.tx.UpdateOrg(o); err != nil {
			return err
		}
		if err := u.reload(); err != nil {
			return err
		}
		return u.note("org.changed", "org", o.ID, nil)
	})
}
