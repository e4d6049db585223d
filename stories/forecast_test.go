package stories

import (
	"fmt"
	"maps"
	"strconv"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/store"
)

func init() {
	maps.Copy(byFirst, map[string]sentence{"forecasts": (*story).issueForecasts, "foresee": (*story).foresee})
}

// forecasts are issued
func (s *story) issueForecasts(words, line) error {
	return s.app.IssueForecasts(s.t.Context(), s.org.ID, s.clock.now())
}

// foresee NAME GOAL chance|shown|kept|decided|goals|trusted is VALUE: what somebody finds on the page of an objective or of trust;
// nothing where they may not know
func (s *story) foresee(w words, _ line) error {
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	top, err := s.standing(w.next())
	if err != nil {
		return err
	}
	what := w.next()
	want, got := w.after("is"), "nothing"
	switch what {
	case "chance", "shown":
		v, err := s.app.Goal(s.t.Context(), actor, top.ID)
		if err != nil && fault.KindOf(err) != fault.NotFound {
			return err
		}
		if o := v.Standing.Outlook; o != nil && err == nil {
			got = strconv.FormatBool(o.Shown)
			if what == "chance" {
				got = strconv.Itoa(int(o.Chance / 100))
			}
		}
	case "kept", "decided":
		n := 0
		err := s.app.DB().Read(s.t.Context(), func(tx *store.Tx) error {
			list, err := tx.Forecasts(s.org.ID, []org.ID{top.ID})
			for _, x := range list {
				if what == "kept" || x.Decided {
					n++
				}
			}
			return err
		})
		if err != nil {
			return err
		}
		got = strconv.Itoa(n)
	case "goals", "trusted":
		tr, err := s.app.Trust(s.t.Context(), actor)
		if err != nil {
			return err
		}
		if got = strconv.Itoa(tr.Goals); what == "trusted" {
			got = strconv.FormatBool(tr.Shown())
		}
	}
	if got != want {
		return fmt.Errorf("%s is %s, want %s", what, got, want)
	}
	return w.done()
}
