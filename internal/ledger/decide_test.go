package ledger_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"cordee/internal/fault"
	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
)

// said reads "1000" or "1000@02-12" (a sale of Léa's), "cancel" or "cancel@03-10" (its cancellation), each with "v3 " before it
// when it carries a version.
func said(t *testing.T, text string) arrival {
	t.Helper()
	r := ledger.Result{Source: "crm", Ref: "deal-9", Kind: "deal_won", OccurredOn: day("2026-02-10")}
	if version, rest, has := strings.Cut(text, " "); has {
		n, err := strconv.ParseInt(version[1:], 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		r.Version, r.HasVersion, text = n, true, rest
	}
	what, on, dated := strings.Cut(text, "@")
	if what == "cancel" {
		r.Kind, r.OccurredOn = ledger.Cancelled, 0
	}
	if dated {
		r.OccurredOn = day("2026-" + on)
	}
	if what != "cancel" {
		a, _, err := measure.Parse(what)
		if err != nil {
			t.Fatal(err)
		}
		r.Amount, r.Credits = measure.Some(a), []ledger.Share{{Owner: org.PersonOwner(lea), BP: 10_000}}
	}
	return arrival{r}
}

func TestStoriesOfOneReference(t *testing.T) {
	for name, c := range map[string]struct {
		arrivals string // separated by commas
		actions  string
		revenue  string // Léa's, by day
	}{
		"the same again counts once":         {"1000, 1000", "new duplicate", "02-10:1000"},
		"other content corrects":             {"1000, 1500", "new correct", "02-10:1500"},
		"a correction may move the day":      {"1000, 1500@02-12", "new correct", "02-12:1500"},
		"back to the first content":          {"1000, 1500, 1000", "new correct correct", "02-10:1000"},
		"cancelled on its own day":           {"1000, cancel", "new cancel", ""},
		"cancelled on another day":           {"1000, cancel@03-10", "new cancel", "02-10:1000 03-10:-1000"},
		"cancelled twice":                    {"1000, cancel, cancel", "new cancel duplicate", ""},
		"the cancellation moves":             {"1000, cancel@03-10, cancel@03-12", "new cancel recancel", "02-10:1000 03-12:-1000"},
		"cancelled, then alive again":        {"1000, cancel, 1000", "new cancel correct", "02-10:1000"},
		"alive again, the pair leaves":       {"1000, cancel@03-10, 2000@02-20", "new cancel correct", "02-20:2000"},
		"nothing to cancel, then a sale":     {"cancel, 1000", "nothing_to_cancel new", "02-10:1000"},
		"a lower version is late":            {"v2 1500, v1 1000", "new stale", "02-10:1500"},
		"a higher version wins":              {"v1 1000, v2 1500", "new correct", "02-10:1500"},
		"the same version, by arrival":       {"v1 1000, v1 1500", "new correct", "02-10:1500"},
		"a cancellation overtakes":           {"v2 cancel, v1 1000", "cancel_ahead covered", ""},
		"and keeps its day":                  {"v3 cancel@03-10, v1 1000, v2 1500@02-12", "cancel_ahead covered covered", "02-12:1500 03-10:-1500"},
		"two cancellations overtake":         {"v3 cancel@03-10, v2 cancel@03-08, v1 1000", "cancel_ahead stale covered", "02-10:1000 03-10:-1000"},
		"a later life overtakes":             {"v3 2000, v2 cancel, v1 1000", "new stale stale", "02-10:2000"},
		"a cancelled message again":          {"v1 1000, v2 cancel, v1 1000", "new cancel duplicate", ""},
		"confirmed, then something older":    {"v1 1000, v3 1000, v2 1500", "new duplicate stale", "02-10:1000"},
		"confirmed cancelled, then older":    {"v1 1000, v2 cancel, v4 cancel, v3 1500", "new cancel duplicate covered", ""},
		"by hand over a version":             {"v5 1000, 1500, v4 900", "new correct stale", "02-10:1500"},
		"a version over what was by hand":    {"1000, v1 1500", "new correct", "02-10:1500"},
		"cancelled by hand, then an older":   {"v5 1000, cancel, v4 900", "new cancel stale", ""},
		"cancelled by hand, then a newer":    {"v5 1000, cancel, v6 1200", "new cancel correct", "02-10:1200"},
		"back to life by hand, then the old": {"v1 1000, v3 cancel, 1200, v2 900", "new cancel correct stale", "02-10:1200"},
	} {
		t.Run(name, func(t *testing.T) {
			b := &book{}
			var actions []string
			for text := range strings.SplitSeq(c.arrivals, ", ") {
				actions = append(actions, string(b.arrive(said(t, text))))
			}
			if got := strings.Join(actions, " "); got != c.actions {
				t.Errorf("actions %s, want %s", got, c.actions)
			}
			to := fold(t, b.entries...)
			var days []string
			for d := day("2026-02-01"); d < day("2026-04-01"); d++ {
				if x := to[ledger.Key{Metric: revenue, Owner: org.PersonOwner(lea), On: d}]; x.Value != 0 {
					days = append(days, fmt.Sprintf("%s:%s", d.String()[5:], x.Value))
				}
			}
			if got := strings.Join(days, " "); got != c.revenue {
				t.Errorf("revenue %s, want %s", got, c.revenue)
			}
		})
	}
}

func TestACorrectionIsReversedForTheOriginalTeamsAndNewOnItsOwn(t *testing.T) {
	b := &book{}
	b.arrive(said(t, "1000"))
	b.arrive(said(t, "1500@02-12"))
	back, second := b.entries[1], b.entries[2]
	if back.Sign != -1 || back.Reverses != b.entries[0].ID || back.OccurredOn != day("2026-02-10") || back.RosterOn != day("2026-02-10") {
		t.Errorf("the former is taken back as %+v", back)
	}
	if second.Sign != 1 || second.Reverses != 0 || second.RosterOn != day("2026-02-12") {
		t.Errorf("the new one stands as %+v", second)
	}
	if b.head.Posting != second.ID || !b.head.Live || b.head.OccurredOn != second.OccurredOn {
		t.Errorf("head %+v", b.head)
	}
}

func TestACancellationKeepsTheRosterDay(t *testing.T) {
	b := &book{}
	b.arrive(said(t, "1000"))
	b.arrive(said(t, "v2 cancel@03-10"))
	rev := b.entries[1]
	if rev.OccurredOn != day("2026-03-10") || rev.RosterOn != day("2026-02-10") || rev.Version != 2 || rev.Kind != "deal_won" {
		t.Errorf("%+v", rev)
	}
	if b.head.Live || b.head.Reversal != rev.ID || b.head.CancelOn != rev.OccurredOn {
		t.Errorf("head %+v", b.head)
	}
}

func TestNothingKnownIsNothingKept(t *testing.T) {
	s, err := ledger.Settle(nil, ledger.Standing{}, ledger.Post(said(t, "cancel").Result), [16]byte{}, func() int64 { return 1 })
	if err != nil || s.Changed || len(s.Postings) != 0 || s.Action.Changes() {
		t.Errorf("%+v", s)
	}
}

func TestWhatIsNoLongerKeptCannotBeCorrected(t *testing.T) {
	b := &book{}
	b.arrive(said(t, "v1 1000"))
	b.arrive(said(t, "v2 cancel@03-10"))
	for name, st := range map[string]ledger.Standing{"nothing": {}, "the content only": {Content: &b.entries[0]}} {
		late := said(t, "v3 1500")
		_, err := ledger.Settle(b.head, st, ledger.Post(late.Result), late.Hash(), func() int64 { return 9 })
		if !fault.Is(err, "result.detail_gone") {
			t.Errorf("%s is kept: %v", name, err)
		}
	}
}
