package stories

import (
	"fmt"

	"cordee/internal/measure"
)

// expect statement GOAL as NAME sum|late|lines|hidden|next is VALUE | expect statement GOAL as NAME absent
func (s *story) expectStatement(w words) error {
	g, err := s.standing(w.next())
	if err != nil {
		return err
	}
	actor, err := s.actor(w.after("as"))
	if err != nil {
		return err
	}
	st, err := s.app.Statement(s.t.Context(), actor, g.ID)
	if w.has("absent") {
		if err == nil {
			return fmt.Errorf("the statement is there")
		}
		return nil
	}
	if err != nil {
		return err
	}
	what := w.next()
	w.has("is")
	switch what {
	case "sum":
		return s.expectAmount(w, measure.Some(st.Brought))
	case "late":
		return s.expectAmount(w, measure.Some(st.Late))
	case "lines":
		return same("lines", fmt.Sprint(len(st.Lines)), w.next())
	case "hidden":
		return same("hidden lines", fmt.Sprint(st.Hidden), w.next())
	case "next":
		if st.Follow == nil {
			return same("what follows", "nothing", w.next())
		}
		return s.expectAmount(w, st.Follow.Target)
	}
	return unclear("a statement has no %q", what)
}
