package main

import (
	"path/filepath"
	"testing"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/org"
)

// What people said lately is there when the demo opens: proposals wait, own numbers are given, nothing is agreed for anybody.
func TestTheSampleCompanyHasTalked(t *testing.T) {
	h, err := open(t.Context(), filepath.Join(t.TempDir(), "cordee.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer h.close()
	o, _, err := h.furnish(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	all, _, err := h.app.Goals(t.Context(), org.System(o.ID), app.GoalFilter{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]goal.Status{}
	for _, g := range all {
		got[g.Key] = g.Progress.Status
	}
	for key, want := range map[string]goal.Status{
		"nantes-suite": goal.Published, "ines-suite": goal.Draft, "lea-suite": goal.Proposed, "thomas-suite": goal.Countered,
	} {
		if got[key] != want {
			t.Errorf("%s is %q, not %q", key, got[key], want)
		}
	}
}
