package proof

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/testkit"
)

// D8: PostgreSQL dies in mid-load and comes back, again and again. Writers see nothing but "unavailable", ask again with the same
// reference, and in the end each result counts exactly once.
func TestD8_PostgresKilledUnderLoad(t *testing.T) {
	kills := size(t, "CORDEE_D8_KILLS", 3)
	server, err := testkit.StartServer(testkit.ServerOptions{Durable: true})
	if err != nil && strings.Contains(err.Error(), "not installed") && os.Getenv("CI") != "true" {
		t.Skip("PostgreSQL is not installed")
	}
	ok(t, err)
	t.Cleanup(server.Close)
	url, err := server.NewDatabase(t.Context())
	ok(t, err)
	e := engine{url: url, driver: "pgx", raw: url}
	c := newAlpina(t, e.open(t), 8)

	stop, acks := make(chan struct{}), make(chan struct{}, 1<<20)
	var clients sync.WaitGroup
	sent := make([]int, 8)
	for i := range sent {
		clients.Go(func() { sent[i] = c.insist(i, stop, acks) })
	}
	for range kills {
		for range 200 {
			<-acks
		}
		server.Kill()
		ok(t, server.Start())
	}
	for range 200 {
		<-acks
	}
	close(stop)
	clients.Wait()
	total := 0
	for _, n := range sent {
		total += n
	}
	c.countsOnce(e.beside(t), total)
	t.Logf("%d kills, %d acknowledged results, none lost, none twice", kills, total)
}

// insist sends results one by one, each until it is acknowledged, and tells how many.
func (c *alpina) insist(client int, stop <-chan struct{}, acks chan<- struct{}) int {
	for n := 0; ; n++ {
		select {
		case <-stop:
			return n
		default:
		}
		rows := oneSale(fmt.Sprintf("client%d-%d", client, n))
		out, err := c.app.Record(c.t.Context(), c.actor(), rows)
		for ; err != nil; out, err = c.app.Record(c.t.Context(), c.actor(), rows) {
			if fault.KindOf(err) != fault.Unavailable {
				c.t.Errorf("not only unavailable: %v", err)
				return n
			}
		}
		if one := (app.Outcome{Accepted: 1}); out != one && out != (app.Outcome{Duplicate: 1}) {
			c.t.Errorf("answered %+v", out)
		}
		acks <- struct{}{}
	}
}
