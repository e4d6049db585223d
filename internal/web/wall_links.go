package web

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/org"
	"cordee/internal/web/ui"
)

func (v *visit) wallsPage() error {
	return v.showWalls(nil, v.freshWall(), "")
}

// freshWall is the form of a wall nobody asked for yet.
func (v *visit) freshWall() typed {
	t := known("amounts", "yes")
	t.Values["slides"] = []string{app.SlideMountain, app.SlideMarks, app.SlideThanks}
	return t
}

// hangsWalls tells whether one looks after the walls of a team.
func (v *visit) hangsWalls() bool {
	return v.may(org.ManageWalls, org.Object{}) || v.world.LeadsSomeone(v.me().ID)
}

// showWalls lists the links of the walls one looks after; a new one's address is shown this once.
func (v *visit) showWalls(problem error, t typed, secret string) error {
	links, teams, err := v.App.Walls(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	parts := []templ.Component{ui.PageHead(ui.PageHeadProps{Title: v.T("wall.links"), Lead: v.T("wall.links_lead")})}
	if secret != "" {
		address := v.linkTo("/wall/" + secret)
		code := qr(v.T("wall.qr"), address)
		parts = append(parts, narrow(ui.Group(
			ui.Alert(ui.AlertProps{Tone: ui.ToneGood, Title: v.T("wall.made"), Text: v.T("wall.once")}),
			ui.CopyField(ui.CopyFieldProps{ID: "wall-address", Label: v.T("wall.address"), Value: address, Button: v.T("web.copy"), Done: v.T("web.copied"), Hint: v.T("wall.address_hint")}),
			ui.QR(code),
		)))
	}
	if len(links) > 0 {
		parts = append(parts, part(ui.SectionProps{Title: v.T("wall.past")}, v.wallTable(links)))
	}
	parts = append(parts, part(ui.SectionProps{Title: v.T("wall.new")}, narrow(v.wallForm(t, teams))))
	return v.showAs(answerTo(problem), page{title: v.T("wall.links"), path: "/walls"}, ui.Group(parts...))
}

func (v *visit) wallForm(t typed, teams []org.Team) templ.Component {
	team := ui.FieldProps{Name: "team", Label: v.T("wall.team"), Hint: v.T("wall.team_hint"), Kind: ui.FieldSelect, Required: true}
	if t.Get("team") == "" {
		t.Set("team", v.world.HomeTeam(v.me().ID, v.today).String())
	}
	for _, x := range teams {
		team.Options = append(team.Options, ui.Option{Value: x.ID.String(), Label: x.Name})
	}
	slides := ui.FieldProps{Name: "slides", Label: v.T("wall.slides"), Hint: v.T("wall.slides_hint"), Kind: ui.FieldChecks}
	for _, s := range app.Slides {
		slides.Options = append(slides.Options, ui.Option{Value: s, Label: v.T("wall.slide." + s), Hint: v.T("wall.slide." + s + "_hint")})
	}
	seconds := ui.FieldProps{Name: "seconds", Label: v.T("wall.seconds"), Kind: ui.FieldNumber, Suffix: v.T("wall.seconds_unit"), Narrow: true, Optional: v.T("web.optional"),
		Min: strconv.Itoa(app.MinWallSeconds), Max: strconv.Itoa(app.MaxWallSeconds)}
	fields := []ui.FieldProps{
		t.field(ui.FieldProps{Name: "name", Label: v.T("wall.name"), Hint: v.T("wall.name_hint"), Required: true}), t.field(team), t.field(slides),
		t.field(ui.FieldProps{Name: "amounts", Label: v.T("wall.amounts"), Hint: v.T("wall.amounts_hint"), Kind: ui.FieldCheckbox}), t.field(seconds),
	}
	return fieldsForm(v.form(t, ui.FormProps{Action: "/walls"}), fields, ui.ButtonProps{Text: v.T("wall.make"), Icon: "screen", Kind: ui.ButtonPrimary}, ui.Link{})
}

func (v *visit) wallTable(links []app.WallLink) templ.Component {
	t := ui.TableProps{
		ID: "walls", Caption: v.T("wall.past"), HideCaption: true,
		Heads: []ui.Head{{Label: v.T("wall.name")}, {Label: v.T("wall.team")}, {Label: v.T("wall.slides")}, {Label: v.T("wall.made_on")}, {Label: v.T("wall.revoke"), Hidden: true}},
	}
	for _, w := range links {
		var shows []string
		for _, s := range w.Slides {
			shows = append(shows, v.T("wall.slide."+s))
		}
		last := ui.Cell{Text: v.T("wall.revoked")}
		if w.RevokedAt == 0 {
			last = ui.Cell{Body: ui.Action(ui.ActionProps{Action: "/walls/" + w.ID.String() + "/revoke", Button: ui.ButtonProps{Text: v.T("wall.revoke"), Small: true}})}
		}
		t.Rows = append(t.Rows, ui.Row{Muted: w.RevokedAt != 0, Cells: []ui.Cell{
			{Text: w.Name}, {Text: w.TeamName, Href: "/wall?team=" + w.Team.String()}, {Text: strings.Join(shows, ", ")}, {Text: v.at(w.CreatedAt), Small: w.MadeBy}, last,
		}})
	}
	return ui.Table(t)
}

func (v *visit) makeWall() error {
	if err := v.parse(); err != nil {
		return err
	}
	f := app.WallForm{Name: v.trimmed("name"), Slides: v.r.PostForm["slides"], Amounts: v.trimmed("amounts") == "yes"}
	f.Team, _ = org.ParseID(v.trimmed("team"))
	if typed := v.trimmed("seconds"); typed != "" {
		n, err := strconv.Atoi(typed)
		if f.Seconds = n; err != nil || n == 0 {
			f.Seconds = -1
		}
	}
	secret, err := v.App.MakeWall(v.ctx(), v.actor(), f)
	if err != nil {
		if !complete(err) {
			return err
		}
		return v.showWalls(err, v.retyped(err, "name", "team", "slides", "seconds"), "")
	}
	return v.showWalls(nil, v.freshWall(), secret)
}

func (v *visit) revokeWall() error {
	id, err := v.pathID("wall")
	if err != nil {
		return err
	}
	if err := v.App.RevokeWall(v.ctx(), v.actor(), id); err != nil {
		return err
	}
	v.flash("wall_dark", "")
	return v.redirect("/walls")
}

// onWallsForm is what one allows on the walls; nothing where no wall hangs.
func (v *visit) onWallsForm() (templ.Component, error) {
	o, err := v.App.OnWalls(v.ctx(), v.actor())
	if err != nil || !o.Any && !o.Named {
		return templ.NopComponent, err
	}
	t := known()
	if o.Named {
		t.Set("named", "yes")
	}
	if o.Own {
		t.Set("own", "yes")
	}
	fields := []ui.FieldProps{
		t.field(ui.FieldProps{Name: "named", Label: v.T("wall.named"), Hint: v.T("wall.named_hint"), Kind: ui.FieldCheckbox}),
		t.field(ui.FieldProps{Name: "own", Label: v.T("wall.own"), Hint: v.T("wall.own_hint", "first", firstName(v.me().Name)), Kind: ui.FieldCheckbox}),
	}
	form := fieldsForm(v.form(t, ui.FormProps{Action: "/account/walls"}), fields, ui.ButtonProps{Text: v.T("web.form.save")}, ui.Link{})
	return part(ui.SectionProps{ID: "walls", Title: v.T("wall.allow"), Lead: v.T("wall.allow_lead")}, form), nil
}

func (v *visit) saveOnWalls() error {
	if err := v.parse(); err != nil {
		return err
	}
	named := v.trimmed("named") == "yes" || v.trimmed("own") == "yes"
	err := v.App.AllowOnWalls(v.ctx(), v.actor(), app.OnWalls{Named: named, Own: v.trimmed("own") == "yes"})
	if err != nil {
		return err
	}
	v.flash("saved", "")
	return v.redirect("/account")
}
