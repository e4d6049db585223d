package web

import (
	"net/http"
	"slices"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/period"
)

func (v *visit) newGoal() error {
	quarter := v.world.Org().Calendar.Name(period.Quarter, v.today)
	f := goalForm{Owner: v.world.Ref(org.PersonOwner(v.me().ID)), Metric: "revenue", Period: quarter, Parent: v.r.URL.Query().Get("parent")}
	if err := v.oneTierDown(&f); err != nil {
		return err
	}
	if owner := v.r.URL.Query().Get("owner"); owner != "" {
		f.Owner = owner
	}
	if id, ok := org.ParseID(v.r.URL.Query().Get("instead")); ok {
		if err := v.insteadOf(&f, id); err != nil {
			return err
		}
	}
	if id, ok := org.ParseID(v.r.URL.Query().Get("after")); ok {
		if err := v.afterAnother(&f, id); err != nil {
			return err
		}
	}
	return v.goalFormPage(http.StatusOK, f, app.Standing{}, nil)
}

// insteadOf prepares another route for the one who carries an objective, towards the same common one, over the same days.
func (v *visit) insteadOf(f *goalForm, id org.ID) error {
	view, err := v.App.Goal(v.ctx(), v.actor(), id)
	if err != nil {
		return err
	}
	s := view.Standing
	was := formOf(s, v.teller())
	f.Owner, f.Parent, f.Tier, f.Period, f.StartOn, f.EndOn = v.world.Ref(s.Owner), was.Parent, was.Tier, was.Period, was.StartOn, was.EndOn
	f.Given.Instead = id.String()
	return nil
}

func (v *visit) createGoal() error {
	f := readGoalForm(v)
	g, err := f.goal(goal.Goal{}, v.world, v.today, v.Lang())
	var steps []goal.Step
	if err == nil {
		steps, err = readSteps(f.StepsTyped, v.Lang())
	}
	if v.trimmed("check") != "" {
		return v.weighedPage(http.StatusOK, f, g, steps, nil)
	}
	if err == nil {
		g.ID, err = v.saveNew(f, g, steps)
	}
	if err != nil {
		if !complete(err) {
			return err
		}
		return v.weighedPage(http.StatusUnprocessableEntity, f, g, steps, err)
	}
	v.flash("goal_saved", "")
	return v.redirect(goalPath(g.ID))
}

// weighedPage shows the form again with what shows, letter by letter, that the objective would hold, and what would help it to.
func (v *visit) weighedPage(status int, f goalForm, g goal.Goal, steps []goal.Step, err error) error {
	p, errForm := v.goalForm(f, app.Standing{}, err)
	if errForm != nil {
		return errForm
	}
	evidence, errWeigh := v.App.Weigh(v.ctx(), v.actor(), g, steps)
	if errWeigh != nil {
		return errWeigh
	}
	p.evidence = v.letters(evidence, func(fix goal.Fix) string {
		if name := fixFields[fix]; name != "" {
			return fieldAnchor(name)
		}
		return ""
	})
	return v.showAs(status, page{title: p.heading, path: "/goals/new"}, goalFormPageBody(p))
}

// saveNew creates an objective, or asks its owner for their own number first.
func (v *visit) saveNew(f goalForm, g goal.Goal, steps []goal.Step) (org.ID, error) {
	if g.InsteadOf != 0 {
		g.Status = goal.Proposed
	}
	if f.Given.AskFirst {
		return v.App.AskFirst(v.ctx(), v.actor(), g, v.said())
	}
	return v.App.SaveGoalWithSteps(v.ctx(), v.actor(), g, steps, v.said())
}

// editedGoal is an objective that this reader may change, before anything they typed is looked at.
func (v *visit) editedGoal() (app.GoalView, error) {
	view, err := v.goalView()
	if err == nil && !view.MayEdit {
		err = fault.New(fault.Forbidden, "access.forbidden", "action", string(org.EditGoal))
	}
	return view, err
}

func (v *visit) editGoal() error {
	view, err := v.editedGoal()
	if err != nil {
		return err
	}
	f := formOf(view.Standing, v.teller())
	f.Owner, f.Given = v.world.Ref(view.Standing.Owner), givenOf(view.Standing.Goal, v.world)
	return v.goalFormPage(http.StatusOK, f, view.Standing, nil)
}

func (v *visit) saveGoal() error {
	view, err := v.editedGoal()
	if err != nil {
		return err
	}
	f := readGoalForm(v)
	g, err := f.goal(view.Standing.Goal, v.world, v.today, v.Lang())
	if err == nil {
		g.Version = v.version()
		_, err = v.App.SaveGoal(v.ctx(), v.actor(), g, v.said())
	}
	if err != nil {
		if !complete(err) {
			return err
		}
		return v.goalConflictPage(f, g, view.Standing, err)
	}
	v.flash("goal_saved", "")
	return v.redirect(goalPath(g.ID))
}

func (v *visit) goalFormPage(status int, f goalForm, s app.Standing, err error) error {
	p, errParents := v.goalForm(f, s, err)
	if errParents != nil {
		return errParents
	}
	at := v.r.URL.Query().Get("at") // the field that a reader comes for, folded away or not
	p.folds = p.folds || slices.Contains([]string{"baseline", "floor", "stretch", "tier", "paid"}, at)
	p.given.open = p.given.open || slices.Contains([]string{"skills", "helping", "means", "guard", "difficulty", "mode", "reason"}, at)
	return v.showAs(status, page{title: p.heading, path: "/goals/new"}, goalFormPageBody(p))
}

// goalConflictPage shows the form again; when someone saved another version meanwhile, both are told, and sending it once more
// keeps what was typed.
func (v *visit) goalConflictPage(f goalForm, typed goal.Goal, now app.Standing, err error) error {
	p, errParents := v.goalForm(f, now, err)
	if errParents != nil {
		return errParents
	}
	if fault.KindOf(err) == fault.Stale {
		if both := v.teller().differences(typed, now.Goal, now.Metric.Unit); both != "" {
			p.form.Errors = append(p.form.Errors, v.T("web.goal.both", "both", both))
		}
	}
	return v.showAs(status(fault.KindOf(err)), page{title: p.heading, path: "/goals/new"}, goalFormPageBody(p))
}
