package cli_test

import (
	"testing"

	"cordee/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// onBothEngines runs the same body at a desk with a file and at one with PostgreSQL.
func onBothEngines(t *testing.T, body func(t *testing.T, d desk)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { body(t, newDesk(t)) })
	t.Run("postgres", func(t *testing.T) {
		d := newDesk(t)
		d.url = testkit.PostgresURL(t)
		body(t, d)
	})
}
