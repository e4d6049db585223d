package app

import (
	"fmt"
	"testing"
	"time"

	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

func TestTheSeasonIsReadFromTheHousesOwnRevenue(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		s := openShop(t, db)
		seen := func() period.Season {
			t.Helper()
			sn, err := s.SeasonSeen(t.Context(), s.ines.Actor)
			ok(t, err)
			return sn
		}
		same(t, seen(), period.Season{})
		var rows []sheet.ResultRow
		for m := range 36 { // Decembers bring three times as much as other months
			on := day("2023-11-10").AddMonths(m)
			euros := int64(10_000)
			if on.Month() == time.December {
				euros *= 3
			}
			rows = append(rows, s.sale(s.people[0].Person, fmt.Sprint("m", m), on, euros))
		}
		_, err := s.Record(t.Context(), s.ines.Actor, rows)
		ok(t, err)
		sn := seen()
		if december, june := sn.Month[11], sn.Month[5]; december < 150 || june >= period.FlatSeason || june < 70 {
			t.Errorf("December %d, June %d: %v", december, june, sn.Month)
		}
	})
}
