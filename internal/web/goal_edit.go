package web

import (
	"net/http"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/period"
)

func (v *visit) newGoal() error {
	quarter := v.world.Org().Calendar.Name(period.Quarter, v.today)
	f := goalForm{Owner: v.world.Ref(org.PersonOwner(v.me().ID)), Metric: "revenue", Period: quarter, Parent: v.r.URL.Query().Get("parent")}
	if owner := v.r.URL.Query().Get("owner"); owner != "" {
		f.Owner = owner
	}
	return v.goalFormPage(http.StatusOK, f, app.Standing{}, nil)
}

func (v *visit) createGoal() error {
	f := readGoalForm(v)
	g, err := f.goal(goal.Goal{}, v.world, v.Lang())
	var steps []goal.Step
	if err == nil {
		steps, err = readSteps(f.StepsTyped, v.Lang())
	}
	if err == nil {
		g.ID, err = v.App.SaveGoalWithSteps(v.ctx(), v.actor(), g, steps, v.said())
	}
	if err != nil {
		if !complete(err) {
			return err
		}
		return v.goalFormPage(http.StatusUnprocessableEntity, f, app.Standing{}, err)
	}
	v.flash("goal_saved", "")
	return v.redirect(goalPath(g.ID))
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
	f.Owner = v.world.Ref(view.Standing.Owner)
	return v.goalFormPage(http.StatusOK, f, view.Standing, nil)
}

func (v *visit) saveGoal() error {
	view, err := v.editedGoal()
	if err != nil {
		return err
	}
	f := readGoalForm(v)
	g, err := f.goal(view.Standing.Goal, v.world, v.Lang())
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
