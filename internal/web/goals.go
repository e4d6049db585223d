package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/route"
	"cordee/internal/web/ui"
)

func (s *Server) goalRoutes(g *route.Registry) {
	s.get(g, "/goals/new", org.ProposeGoal, "", (*visit).newGoal)
	s.post(g, "/goals", org.ProposeGoal, "", (*visit).createGoal)
	s.get(g, "/goals/{goal}", org.ReadGoal, "goal", (*visit).goal)
	s.get(g, "/goals/{goal}/edit", org.EditGoal, "goal", (*visit).editGoal)
	s.post(g, "/goals/{goal}", org.EditGoal, "goal", (*visit).saveGoal)
	s.post(g, "/goals/{goal}/answer", org.AnswerGoal, "goal", (*visit).answerGoal)
	s.post(g, "/goals/{goal}/counter", org.AnswerGoal, "goal", (*visit).counterGoal)
	s.post(g, "/goals/{goal}/steps", org.ProposeGoal, "goal", (*visit).addSteps)
	s.post(g, "/goals/{goal}/steps/{step}", org.ProposeGoal, "goal", (*visit).markStep)
}

// goalID reads the objective named in the path.
func (v *visit) goalID() (org.ID, error) { return v.pathID("goal") }

func (v *visit) goal() error {
	view, err := v.goalView()
	if err != nil {
		return err
	}
	if view.Standing.Owner != org.PersonOwner(v.me().ID) {
		v.attend()
	}
	if d := view.Talk.Mine; d != nil && d.Opened == 0 {
		if err := v.App.OpenGoal(v.ctx(), v.actor(), d.Goal, d.Version); err != nil {
			return err
		}
	}
	p := v.goalPage(view)
	if err := v.goalPast(&p.past, view); err != nil {
		return err
	}
	help, err := v.goalHelp(view.Standing.ID)
	if err != nil {
		return err
	}
	return v.show(page{title: view.Standing.Title, live: goalPath(view.Standing.ID), progress: p.progress}, ui.Group(goalPageBody(p), help))
}

func (v *visit) goalView() (app.GoalView, error) {
	id, err := v.goalID()
	if err != nil {
		return app.GoalView{}, err
	}
	return v.App.Goal(v.ctx(), v.actor(), id)
}

// answered are the messages after each answer.
var answered = map[app.Answer]string{app.Agree: "goal_agreed", app.Publish: "goal_published", app.Withdraw: "goal_cancelled", app.Close: "goal_closed", app.Approve: "goal_approved", app.Assign: "goal_assigned"}

func (v *visit) answerGoal() error {
	id, err := v.goalID()
	if err != nil {
		return err
	}
	answer := app.Answer(v.trimmed("answer"))
	if err := v.App.AnswerGoal(v.ctx(), v.actor(), id, v.version(), answer, v.said()); err != nil {
		return v.goalAgain(id, err)
	}
	v.flash(answered[answer], "")
	return v.redirect(v.back(goalPath(id)))
}

func (v *visit) counterGoal() error {
	view, err := v.goalView()
	if err != nil {
		return err
	}
	f := readGoalForm(v)
	f.Owner, f.Tier, f.Metric = v.world.Ref(view.Standing.Owner), string(view.Standing.Tier), view.Standing.Metric.Key
	g, err := f.terms(view.Standing.Goal, v.Lang(), v.world.Org().Calendar)
	if err == nil {
		g.Version = v.version()
		err = v.App.Counter(v.ctx(), v.actor(), g, v.said())
	}
	if err != nil {
		if !complete(err) {
			return err
		}
		p := v.goalPage(view)
		p.counter = v.counterForm(f, view.Standing, err)
		return v.showAs(http.StatusUnprocessableEntity, page{title: view.Standing.Title}, goalPageBody(p))
	}
	v.flash("goal_countered", "")
	return v.redirect(goalPath(g.ID))
}

func (v *visit) addSteps() error {
	id, err := v.goalID()
	if err != nil {
		return err
	}
	steps, err := readSteps(v.r.PostFormValue("steps"), v.Lang())
	if err != nil {
		return err
	}
	owner := v.readStepOwner()
	for i := range steps {
		steps[i].Owner = owner
	}
	if err := v.App.AddSteps(v.ctx(), v.actor(), id, steps); err != nil {
		return err
	}
	v.flash("steps_added", "")
	return v.redirect(v.back(goalPath(id)))
}

func (v *visit) markStep() error {
	id, err := v.goalID()
	if err != nil {
		return err
	}
	step, err := v.pathID("step")
	if err != nil {
		return err
	}
	done := v.trimmed("done") == "yes"
	if err := v.App.MarkStep(v.ctx(), v.actor(), id, step, done); err != nil {
		return err
	}
	code := "step_reopened"
	if done {
		code = "step_done"
	}
	v.flash(code, "")
	return v.redirect(v.back(goalPath(id)))
}

// answerButtons are agree and discuss, for a proposal in a list. Whoever made a proposal waits for the answer.
func answerButtons(w ui.Words, s app.Standing, me org.ID, back string) templ.Component {
	discuss := ui.LinkButton(ui.ButtonProps{Text: w.T("web.goal.discuss"), Href: goalPath(s.ID) + "#discuss", Icon: "chat", Small: true})
	if s.Status != goal.Proposed || s.CreatedBy == me {
		return discuss
	}
	return ui.Group(answerButton(w, s, app.Agree, back), discuss)
}

func answerButton(w ui.Words, s app.Standing, a app.Answer, back string) templ.Component {
	b := ui.ButtonProps{Text: w.T("web.goal.answer_" + string(a)), Icon: "check", Kind: ui.ButtonPrimary}
	if a == app.Withdraw {
		b.Icon, b.Kind = "close", ui.ButtonQuiet
	}
	hidden := []ui.Hidden{{Name: "version", Value: strconv.Itoa(s.Version)}, {Name: "answer", Value: string(a)}, {Name: "back", Value: back}}
	return ui.Action(ui.ActionProps{Action: goalPath(s.ID) + "/answer", Hidden: hidden, Button: b})
}

// said is why someone does what they do, from fields any form about an objective may carry.
func (v *visit) said() app.Said {
	return app.Said{Cause: goal.Reason(v.trimmed("cause")), Reason: v.trimmed("reason")}
}
