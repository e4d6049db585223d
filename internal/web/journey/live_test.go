package journey

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"cordee/internal/goal"
	"cordee/internal/org"
)

// post sends a sale to the API, as a program of the company does.
func (h *house) post(token, ref, seller string, amount int) {
	h.t.Helper()
	body := fmt.Sprintf(`[{"source":"crm","ref":%q,"occurred_on":"2026-11-16","kind":"deal_won","person":%q,"amount":"%d"}]`, ref, seller, amount)
	r, err := http.NewRequestWithContext(h.t.Context(), http.MethodPost, h.server.URL+"/api/v1/results", strings.NewReader(body))
	h.must(err)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+token)
	res, err := http.DefaultClient.Do(r)
	h.must(err)
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode >= 300 {
		h.t.Fatalf("the API answers %s", res.Status)
	}
}

// await waits until a number of live lines has been opened.
func (g *gate) await(t *testing.T, opened int) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), patience)
	defer stop()
	again := time.NewTicker(15 * time.Millisecond)
	defer again.Stop()
	for {
		if n, open := g.count(); n >= opened && open > 0 {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatalf("no live line number %d", opened)
		case <-again.C:
		}
	}
}

func TestJourneyASaleOfTheAPIMovesAnOpenPageAlsoAfterTheLineWasCut(t *testing.T) {
	h := furnishedHouse(t)
	rep := h.first(org.Rep)
	token, err := h.app.CreateToken(t.Context(), h.actor(h.first(org.Admin)), "CRM", []string{"results:write"})
	h.must(err)
	rope, err := h.app.MyRope(t.Context(), h.actor(rep))
	h.must(err)
	var path string
	for _, g := range rope.Goals {
		if g.Metric.Key == "revenue" && g.Tier == goal.Individual && g.Status != goal.Proposed {
			path = "/goals/" + g.ID.String()
			break
		}
	}
	v := h.visitor(t, desk, "fr").as(rep).open(path)
	value := `document.querySelector("#goal-progress [data-value]").dataset.value`
	eval[bool](v, "window.untouched = true")
	h.gate.await(t, 1)
	before := eval[string](v, value)

	h.post(token, "d-1", rep.Key, 1234)
	v.until(fmt.Sprintf("Math.round((%s - %s) * 100) === 123400", value, before))
	h.gate.cut()
	h.post(token, "d-2", rep.Key, 1000)
	h.gate.await(t, 2)

	v.until(fmt.Sprintf("Math.round((%s - %s) * 100) === 223400", value, before)).until("window.untouched")
}
