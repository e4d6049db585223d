package web

import (
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/game"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/web/ui"
)

// challengeFields are the names of the form of a challenge.
var challengeFields = []string{"title", "kind", "measure", "metric", "start", "end", "target", "teams", "opponent", "theme", "rounds", "leave"}

// freshChallenge is the form before anything was typed: a week from next Monday, in shares of one's own objective.
func (v *visit) freshChallenge() typed {
	monday := v.world.Org().Calendar.Week(v.today).To
	return known("kind", string(game.Duel), "measure", string(game.OwnShare), "start", monday.String(), "end", monday.AddDays(11).String(), "metric", "revenue")
}

func (v *visit) challengeForm(t typed, others []org.Person) templ.Component {
	kind := ui.FieldProps{Name: "kind", Label: v.T("play.form.kind"), Kind: ui.FieldRadio, Required: true}
	for _, k := range game.Kinds() {
		kind.Options = append(kind.Options, ui.Option{Value: string(k), Label: v.T("play.kind." + string(k)), Hint: v.T("play.kind_hint." + string(k))})
	}
	counts := ui.FieldProps{Name: "measure", Label: v.T("play.form.measure"), Kind: ui.FieldRadio, Required: true}
	for _, m := range []game.Measure{game.OwnShare, game.Improvement, game.Value} { // the fairest first
		counts.Options = append(counts.Options, ui.Option{Value: string(m), Label: v.T("play.measure." + string(m)), Hint: v.T("play.measure_hint." + string(m))})
	}
	fields := []ui.FieldProps{
		t.field(ui.FieldProps{Name: "title", Label: v.T("play.form.title"), Required: true}), t.field(kind), t.field(counts),
		t.field(ui.FieldProps{Name: "metric", Label: v.T("play.form.metric"), Kind: ui.FieldSelect, Options: v.totalOptions()}),
		t.field(ui.FieldProps{Name: "start", Label: v.T("play.form.start"), Kind: ui.FieldDate, Required: true, Narrow: true}),
		t.field(ui.FieldProps{Name: "end", Label: v.T("play.form.end"), Hint: v.T("play.form.end_hint"), Kind: ui.FieldDate, Required: true, Narrow: true}),
		t.field(ui.FieldProps{Name: "target", Label: v.T("play.form.target"), Hint: v.T("play.form.target_hint"), Kind: ui.FieldNumber, Optional: v.T("web.optional"), Narrow: true}),
	}
	fields = append(fields, v.sideFields(t, others)...)
	return fieldsForm(v.form(t, ui.FormProps{Action: "/challenges"}), fields, ui.ButtonProps{Text: v.T("play.form.submit"), Icon: "eye", Kind: ui.ButtonPrimary},
		ui.Link{Text: v.T("web.form.cancel"), Href: "/play"})
}

// sideFields ask who takes part, and how rounds go.
func (v *visit) sideFields(t typed, others []org.Person) []ui.FieldProps {
	teams := ui.FieldProps{Name: "teams", Label: v.T("play.form.teams"), Hint: v.T("play.form.teams_hint"), Kind: ui.FieldChecks}
	for _, x := range v.world.Teams {
		teams.Options = append(teams.Options, ui.Option{Value: x.ID.String(), Label: x.Name})
	}
	opponent := ui.FieldProps{Name: "opponent", Label: v.T("play.form.with"), Hint: v.T("play.form.with_hint"), Kind: ui.FieldSelect, Blank: "–"}
	for _, p := range others {
		opponent.Options = append(opponent.Options, ui.Option{Value: p.ID.String(), Label: p.Name})
	}
	return []ui.FieldProps{
		t.field(opponent), t.field(teams),
		t.field(ui.FieldProps{Name: "rounds", Label: v.T("play.form.rounds"), Hint: v.T("play.form.rounds_legend"), Kind: ui.FieldNumber, Optional: v.T("web.optional"), Narrow: true}),
		t.field(ui.FieldProps{Name: "leave", Label: v.T("play.form.leave"), Kind: ui.FieldNumber, Optional: v.T("web.optional"), Narrow: true}),
		t.field(v.themeField()),
	}
}

// themeField asks which theme one would like.
func (v *visit) themeField() ui.FieldProps {
	f := ui.FieldProps{Name: "theme", Label: v.T("play.theme"), Hint: v.T("play.theme_hint"), Kind: ui.FieldSelect, Blank: "–", Narrow: true}
	for _, x := range game.Themes() {
		f.Options = append(f.Options, ui.Option{Value: x, Label: v.T("play.theme." + x)})
	}
	return f
}

// totalOptions are the metrics a challenge may count: totals where more is better.
func (v *visit) totalOptions() []ui.Option {
	t := v.teller()
	var options []ui.Option
	for _, m := range v.world.Metrics() {
		if (m.Kind == measure.Sum || m.Kind == measure.Count) && m.Direction != measure.Down && !m.Archived {
			options = append(options, ui.Option{Value: m.Key, Label: t.metricName(m.Metric)})
		}
	}
	slices.SortFunc(options, func(a, b ui.Option) int { return strings.Compare(app.Fold(a.Label), app.Fold(b.Label)) })
	return options
}

// typedChallenge reads the form. A mark that is a share is typed in percent and kept in basis points.
func (v *visit) typedChallenge() (app.ChallengeForm, error) {
	var l fault.List
	f := app.ChallengeForm{
		Title: v.trimmed("title"), Kind: game.Kind(v.trimmed("kind")), Measure: game.Measure(v.trimmed("measure")), Metric: v.trimmed("metric"),
		Start: v.date("start", &l), End: v.date("end", &l), Target: v.amount("target", &l), Theme: v.trimmed("theme"),
	}
	if f.Measure != game.Value && f.Kind != game.Mountain && f.Target.OK {
		f.Target.Amount /= 100
	}
	f.Rounds, _ = strconv.Atoi(v.trimmed("rounds"))
	f.Leave, _ = strconv.Atoi(v.trimmed("leave"))
	if f.Kind != game.Solo && f.Kind != game.Duel {
		for _, s := range v.r.PostForm["teams"] {
			if id, ok := org.ParseID(s); ok {
				f.Teams = append(f.Teams, id)
			}
		}
	}
	f.Opponent, _ = org.ParseID(v.trimmed("opponent"))
	return f, l.OrNil()
}
