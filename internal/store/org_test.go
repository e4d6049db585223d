package store_test

import (
	"testing"

	"cordee/internal/org"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

func TestOrganisationRoundTrip(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		x := alpina(1)
		write(t, db, func(tx *store.Tx) error { return tx.InsertOrg(x, 42) })
		read(t, db, func(tx *store.Tx) error {
			got, err := tx.Org(1)
			equal(t, got, x)
			return err
		})
		_ = org.ID(0)
	})
}
