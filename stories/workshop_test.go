package stories

import (
	"fmt"
	"slices"
	"strings"

	"cordee/internal/app"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/plan"
)

// PERSON shares|hands-out GOAL among people|teams by even|history|potential|blend [weight 40%] [padding 5%] [typed NAME:N,…]
// [potential NAME:N,…] [without NAME,…] [kept SCENARIO] [because REASON]
// To share only works it out, and keeps it as a scenario when it has a name; to hand out sends it.
func (s *story) shareOut(w words, l line) error {
	why := w.said()
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	top, err := s.standing(w.next())
	if err != nil {
		return err
	}
	name := w.after("kept")
	form, err := s.workshopForm(&w)
	if err != nil {
		return err
	}
	s.form = form
	if l.words[1] == "hands-out" {
		if err := s.app.PublishParts(s.t.Context(), actor, top.ID, form, app.Sending{Name: name, Why: why}); err != nil {
			return err
		}
		return s.rememberParts(top)
	}
	if name != "" {
		_, err = s.app.SaveScenario(s.t.Context(), actor, top.ID, name, form)
		return err
	}
	_, err = s.app.Workshop(s.t.Context(), actor, top.ID, &form)
	return err
}

func (s *story) workshopForm(w *words) (form app.WorkshopForm, err error) {
	form.ByTeam, form.Method = w.after("among") == "teams", plan.Method(w.after("by"))
	if !slices.Contains(plan.Methods(), form.Method) {
		return form, unclear("no such method")
	}
	for word, to := range map[string]*measure.BP{"weight": &form.Weight, "padding": &form.Padding} {
		if text := w.after(word); text != "" {
			if *to, err = share(text); err != nil {
				return form, err
			}
		}
	}
	if form.Typed, err = s.perOwner(w.after("typed")); err != nil {
		return form, err
	}
	if form.Potential, err = s.perOwner(w.after("potential")); err != nil {
		return form, err
	}
	form.Out = map[org.ID]bool{}
	for name := range strings.SplitSeq(w.after("without"), ",") {
		if name == "" {
			continue
		}
		o, err := s.owner(name)
		if err != nil {
			return form, err
		}
		form.Out[o.ID] = true
	}
	return form, w.done()
}

// perOwner reads "Léa:50000,Karim:0".
func (s *story) perOwner(text string) (map[org.ID]measure.Amount, error) {
	list := map[org.ID]measure.Amount{}
	for item := range strings.SplitSeq(text, ",") {
		if item == "" {
			continue
		}
		name, number, _ := strings.Cut(item, ":")
		o, err := s.owner(name)
		if err != nil {
			return nil, err
		}
		a, _, err := measure.Parse(number)
		if err != nil {
			return nil, unclear("%q is no amount", number)
		}
		list[o.ID] = a
	}
	return list, nil
}

// expect share GOAL as PERSON sum|left|verdict|cumulated|feasible|own is VALUE, or NAME is AMOUNT: of the table last shared
func (s *story) expectShare(w words) error {
	want := w.rest("is")
	g, err := s.standing(w.next())
	if err != nil {
		return err
	}
	actor, err := s.actor(w.after("as"))
	if err != nil {
		return err
	}
	ws, err := s.app.Workshop(s.t.Context(), actor, g.ID, &s.form)
	if err != nil {
		return err
	}
	what := w.next()
	return same(what, s.ofTable(ws, what), want)
}

func (s *story) ofTable(ws app.Workshop, what string) string {
	switch what {
	case "sum":
		return ws.Table.Sum.String()
	case "left":
		return ws.Table.Left.String()
	case "verdict":
		return string(ws.Fit.Verdict)
	case "cumulated":
		return fmt.Sprint(int(ws.Stack.Cumulated)/100, "%")
	case "feasible":
		var list []string
		for _, f := range ws.Feasible {
			list = append(list, map[bool]string{true: "yes", false: "no"}[f.Gap == 0])
		}
		return strings.Join(list, " ")
	case "own":
		return ws.BottomUp.Note.Code
	}
	for _, l := range ws.Lines {
		if l.Name == what {
			return l.Amount.String() + map[bool]string{true: " typed"}[l.Typed] + map[bool]string{true: "out"}[l.Left]
		}
	}
	return "nobody of that name"
}

// expect how GOAL as PERSON is CODE CODE …: how a number came about, line by line
func (s *story) expectHow(w words) error {
	want := w.rest("is")
	g, err := s.standing(w.next())
	if err != nil {
		return err
	}
	actor, err := s.actor(w.after("as"))
	if err != nil {
		return err
	}
	v, err := s.app.Goal(s.t.Context(), actor, g.ID)
	if err != nil {
		return err
	}
	var codes []string
	if v.Talk.How != nil {
		for _, l := range v.Talk.How.Lines {
			codes = append(codes, l.Code)
		}
	}
	return same("how", strings.Join(codes, " "), want)
}
