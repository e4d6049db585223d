package main

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"cordee/internal/app"
	"cordee/internal/feed"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/testkit"
	"cordee/internal/web"
)

// A mail program follows the way out by itself: a POST without cookie, origin or session. Looking at the link stops nothing.
func TestOneClickOfAMailProgramStopsTheMails(t *testing.T) {
	db, log := testkit.SQLite(t), slog.New(slog.DiscardHandler)
	now := time.Date(2026, 11, 23, 8, 30, 0, 0, time.UTC) // Monday, half past nine in Paris
	h := &house{db: db, app: app.New(db, app.Options{Now: func() time.Time { return now }, Mail: true}), feed: feed.New(db, log), log: log}
	t.Cleanup(h.app.Close)
	o, err := h.app.CreateOrg(t.Context(), app.NewOrg{Key: "alpina", Name: "Alpina", Locale: "fr", TimeZone: "Europe/Paris"})
	if err != nil {
		t.Fatal(err)
	}
	rows := sheet.Batch{
		People: []sheet.PersonRow{{Key: "lea", Name: sheet.Val("Léa"), Email: sheet.Val("lea@alpina.test"), StartOn: sheet.Val(period.On(2024, 1, 1))}},
		Goals: []sheet.GoalRow{{Key: "q4", Title: sheet.Val("T4"), Owner: sheet.Val("person:lea"), Tier: sheet.Val("individual"), Metric: sheet.Val("revenue"),
			Target: sheet.Val(measure.Some(measure.Whole(9_000))), StartOn: sheet.Val(period.On(2026, 10, 1)), EndOn: sheet.Val(period.On(2026, 12, 31)), Status: sheet.Val("published")}},
	}
	if _, err := h.app.Import(t.Context(), org.System(o.ID), "x", rows, false); err != nil {
		t.Fatal(err)
	}
	if err := h.app.PrepareMessages(t.Context(), o.ID, now); err != nil {
		t.Fatal(err)
	}
	now = now.Add(time.Hour)
	taken, err := h.app.TakeEnvelopes(t.Context(), o.ID, 9)
	if err != nil || len(taken) != 1 {
		t.Fatalf("%d envelopes, %v", len(taken), err)
	}
	handler := h.doors(web.Config{}).handler()
	ask := func(method, token string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, "/unsubscribe/"+token, strings.NewReader("List-Unsubscribe=One-Click"))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		return w
	}
	token := taken[0].Unsubscribe
	mails := func() bool {
		out, err := h.app.WayOut(t.Context(), token)
		if err != nil {
			t.Fatal(err)
		}
		return out.Mail
	}
	if w := ask(http.MethodGet, token); w.Code != http.StatusOK || !mails() || !strings.Contains(w.Body.String(), "Arrêter les mails") {
		t.Errorf("looking: %d, mails %v", w.Code, mails())
	}
	if w := ask(http.MethodPost, token[:len(token)-2]+"00"); w.Code != http.StatusNotFound || !mails() {
		t.Errorf("forged: %d, mails %v", w.Code, mails())
	}
	if w := ask(http.MethodPost, token); w.Code != http.StatusOK || mails() {
		t.Errorf("one click: %d, mails %v", w.Code, mails())
	}
	if w := ask(http.MethodPost, token); w.Code != http.StatusOK {
		t.Errorf("a second click: %d", w.Code)
	}
}
