package web

import (
	"context"
	"net"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/i18n"
	"cordee/internal/route"
	"cordee/internal/web/ui"
)

func (s *Server) publicRoutes(g *route.Registry) {
	s.open(g, http.MethodGet, "/sign-in", (*visit).signInPage)
	s.open(g, http.MethodPost, "/sign-in", (*visit).signIn)
	s.open(g, http.MethodGet, "/setup/{secret}", (*visit).setupPage)
	s.open(g, http.MethodPost, "/setup/{secret}", (*visit).setup)
	s.open(g, http.MethodGet, "/join/{secret}", (*visit).joinPage)
	s.open(g, http.MethodPost, "/join/{secret}", (*visit).join)
	s.open(g, http.MethodGet, "/reset/{secret}", (*visit).resetPage)
	s.open(g, http.MethodPost, "/reset/{secret}", (*visit).reset)
	s.open(g, http.MethodGet, "/lang/{lang}", (*visit).chooseLanguage)
	s.open(g, http.MethodGet, "/health", (*visit).health)
	if s.Demo != nil {
		s.open(g, http.MethodGet, "/demo/{slug}", (*visit).demoSignIn)
		s.open(g, http.MethodGet, "/new-company", (*visit).newCompanyPage)
		s.open(g, http.MethodPost, "/new-company", (*visit).newCompany)
	}
	if s.Dev {
		s.open(g, http.MethodGet, "/gallery", (*visit).gallery)
	}
}

// Lost answers whatever has no route, in the reader's language and with a way on.
func (s *Server) Lost() http.Handler {
	return s.Guard(route.Route{Door: route.Web, Method: http.MethodGet, Path: "/", Public: true, Handler: s.page(func(*visit) error {
		return fault.New(fault.NotFound, "web.no_page")
	})})
}

// gallery shows every component in every state, to those who develop.
func (v *visit) gallery() error { return v.send(http.StatusOK, ui.Gallery(v.words(), v.theme())) }

// CrossOrigin refuses what a browser sends from another site.
func (s *Server) CrossOrigin() http.Handler {
	return s.Guard(route.Route{Door: route.Web, Method: http.MethodPost, Path: "/", Public: true, Handler: s.page(func(*visit) error {
		return fault.New(fault.Forbidden, "access.other_site")
	})})
}

// small is a page around one form, for those who are not inside yet.
func (v *visit) small(code int, key string, p ui.AuthProps, content templ.Component) error {
	p.Words, p.Lang, p.Theme = v.words(), string(v.Lang()), v.theme()
	if p.Heading == "" {
		p.Heading = v.T("web." + key + ".heading")
	}
	if p.Title == "" {
		p.Title = p.Heading
	}
	if p.Lead == "" && v.Has("web."+key+".lead") {
		p.Lead = v.T("web." + key + ".lead")
	}
	if warn := v.banner(); warn.Text != "" {
		p.Flash = append(p.Flash, ui.FlashProps{Tone: warn.Tone, Text: warn.Text})
	}
	p.Languages = []ui.Link{v.otherLanguage()}
	return v.send(code, authPage(p, content))
}

// otherLanguage leads to the same page in the other language.
func (v *visit) otherLanguage() ui.Link {
	lang, name := i18n.EN, "English"
	if v.Lang() == i18n.EN {
		lang, name = i18n.FR, "Français"
	}
	return ui.Link{Text: name, Href: "/lang/" + string(lang) + "?back=" + escape(local(v.r.URL.RequestURI()))}
}

func (v *visit) signInPage() error {
	if v.world != nil {
		return v.redirect(local(v.r.URL.Query().Get("back")))
	}
	if fresh, err := v.App.NeedsSetup(v.ctx()); err != nil || (fresh && v.Demo == nil) {
		return v.notSetUp(err)
	}
	return v.signInForm(nil, typed{Values: v.r.URL.Query()})
}

// notSetUp tells who comes before the company exists where the first link is.
func (v *visit) notSetUp(err error) error {
	if err != nil {
		return err
	}
	return v.small(http.StatusOK, "fresh", ui.AuthProps{}, paragraph(v.T("web.fresh.how")))
}

func (v *visit) signIn() error {
	if err := v.parse(); err != nil {
		return err
	}
	secret, _, err := v.App.SignIn(v.ctx(), app.SignInForm{
		Email: v.trimmed("email"), Password: v.r.PostForm.Get("password"), OrgKey: v.trimmed("org"), RemoteAddr: clientAddr(v.r),
	})
	switch kind := fault.KindOf(err); {
	case err == nil:
		v.signedIn(secret)
		return v.redirect(local(v.r.PostForm.Get("back")))
	case kind == fault.Unauthenticated || kind == fault.Limited || complete(err):
		return v.signInForm(err, v.retyped(err, "email", "password", "org"))
	}
	return err
}

// signInForm shows the form; when the same e-mail and password open several organisations, it asks which.
func (v *visit) signInForm(err error, t typed) error {
	back := t.Get("back")
	fields := []ui.FieldProps{
		t.field(ui.FieldProps{Name: "email", Label: v.T("web.field.email"), Kind: ui.FieldEmail, Required: true, Autocomplete: "username", Autofocus: v.Demo == nil && t.Get("email") == ""}),
		t.field(ui.FieldProps{Name: "password", Label: v.T("web.field.password"), Kind: ui.FieldPassword, Required: true, Autocomplete: "current-password", Autofocus: t.Get("email") != ""}),
	}
	if choice := orgChoices(err); choice != nil {
		fields = append(fields, t.field(ui.FieldProps{Name: "org", Label: v.T("web.sign_in.org"), Kind: ui.FieldRadio, Required: true, Options: choice}))
	}
	form := v.form(t, ui.FormProps{Action: "/sign-in", Plain: true, Hidden: []ui.Hidden{{Name: "back", Value: back}}})
	code := answerTo(err)
	if code == http.StatusTooManyRequests {
		v.w.Header().Set("Retry-After", retryAfter(err))
	}
	p := signInProps{form: form, fields: fields, submit: v.T("web.sign_in.submit"), help: v.T("web.sign_in.help"), demo: v.demoFaces(), tried: err != nil}
	auth := ui.AuthProps{}
	if v.Demo != nil {
		auth.Heading, auth.Lead = v.T("web.demo.heading"), v.T("web.sign_in.demo_lead")
	}
	return v.small(code, "sign_in", auth, signInBody(p))
}

// retryAfter is how many seconds a fault asks to wait.
func retryAfter(err error) string {
	for _, e := range fault.All(err) {
		if n, ok := e.Args["retry_after"].(int); ok {
			return strconv.Itoa(n)
		}
	}
	return "60"
}

// orgChoices are the organisations to choose from, when the fault asks which.
func orgChoices(err error) []ui.Option {
	var options []ui.Option
	for _, e := range fault.All(err) {
		choices, _ := e.Args["orgs"].([]app.OrgChoice)
		for _, c := range choices {
			options = append(options, ui.Option{Value: c.Key, Label: c.Name})
		}
	}
	return options
}

// demoFaces are the sample company's one-click sign-ins; nil outside the demo.
func (v *visit) demoFaces() *demoProps {
	if v.Demo == nil {
		return nil
	}
	d := &demoProps{own: v.T("web.demo.own"), orElse: v.T("web.demo.or_else")}
	for _, f := range v.Demo.Faces {
		role := "web.demo.as_" + f.Slug
		if !v.Has(role) {
			role = "web.demo.as_" + faceRole(f.Slug)
		}
		d.faces = append(d.faces, demoFace{href: "/demo/" + f.Slug, name: f.Name, avatar: ui.AvatarProps{Name: f.Name}, role: v.T(role)})
	}
	return d
}

// faceRole is a slug without the number that tells apart two faces of one role.
func faceRole(slug string) string {
	for slug != "" && slug[len(slug)-1] >= '0' && slug[len(slug)-1] <= '9' {
		slug = slug[:len(slug)-1]
	}
	return slug
}

func (v *visit) demoSignIn() error {
	for _, f := range v.Demo.Faces {
		if f.Slug != v.r.PathValue("slug") {
			continue
		}
		secret, err := v.App.DemoSession(v.ctx(), v.Demo.Org, f.Person)
		if err != nil {
			return err
		}
		v.signedIn(secret)
		return v.redirect("/")
	}
	return fault.New(fault.NotFound, "web.no_page")
}

// setupFields are the questions that a company starts with; the codes of their faults bear the same names.
var setupFields = []string{"company", "name", "email", "password"}

func (v *visit) setupPage() error {
	if err := v.App.CheckSetup(v.ctx(), v.r.PathValue("secret")); err != nil {
		return err
	}
	waiting, err := v.App.WaitingCompany(v.ctx()) // made and filled on the command line: its name stands there already
	if err != nil {
		return err
	}
	return v.setupForm("setup", nil, known("company", waiting))
}

func (v *visit) setup() error {
	if err := v.parse(); err != nil {
		return err
	}
	return v.founded("setup", v.App.Setup)
}

func (v *visit) newCompanyPage() error { return v.setupForm("new_company", nil, known()) }

func (v *visit) newCompany() error {
	if err := v.parse(); err != nil {
		return err
	}
	return v.founded("new_company", v.App.NewCompany)
}

// foundFunc is one of the two ways to begin: with the printed link, or from the demo.
type foundFunc func(context.Context, app.SetupForm) (session string, err error)

// founded makes the company and signs its founder in.
func (v *visit) founded(key string, found foundFunc) error {
	secret, err := found(v.ctx(), app.SetupForm{
		Secret: v.r.PathValue("secret"), Company: v.trimmed("company"), Name: v.trimmed("name"), Email: v.trimmed("email"),
		Password: v.r.PostForm.Get("password"), Locale: string(v.Lang()),
	})
	if err != nil {
		if !complete(err) {
			return err
		}
		return v.setupForm(key, err, v.retyped(err, setupFields...))
	}
	v.signedIn(secret)
	return v.redirect("/start")
}

func (v *visit) setupForm(key string, err error, t typed) error {
	fields := []ui.FieldProps{
		t.field(ui.FieldProps{Name: "company", Label: v.T("web.setup.company"), Required: true, Autocomplete: "organization", Autofocus: true}),
		t.field(ui.FieldProps{Name: "name", Label: v.T("web.field.own_name"), Required: true, Autocomplete: "name"}),
		t.field(ui.FieldProps{Name: "email", Label: v.T("web.field.email"), Kind: ui.FieldEmail, Required: true, Autocomplete: "username"}),
		t.field(ui.FieldProps{Name: "password", Label: v.T("web.field.password"), Hint: v.T("web.field.password_hint"), Kind: ui.FieldPassword, Required: true, Autocomplete: "new-password"}),
	}
	form := v.form(t, ui.FormProps{Action: v.r.URL.Path, Plain: true})
	return v.small(answerTo(err), key, ui.AuthProps{}, fieldsForm(form, fields, ui.ButtonProps{Text: v.T("web.setup.submit"), Kind: ui.ButtonPrimary}, ui.Link{}))
}

// invitation reads what a link opens and speaks the language of its organisation.
func (v *visit) invitation() (app.Invitation, error) {
	inv, err := v.App.Invitation(v.ctx(), v.r.PathValue("secret"))
	if err == nil {
		v.Printer = i18n.For(v.language(inv.Org.Locale))
	}
	return inv, err
}

func (v *visit) joinPage() error {
	inv, err := v.invitation()
	switch {
	case err != nil:
		return err
	case inv.Purpose == "reset":
		return v.redirect("/reset/" + v.r.PathValue("secret"))
	}
	return v.joinForm(inv, nil, known("name", inv.Person.Name, "email", inv.Person.Email))
}

func (v *visit) join() error {
	if err := v.parse(); err != nil {
		return err
	}
	inv, err := v.invitation()
	if err != nil {
		return err
	}
	session, err := v.App.Join(v.ctx(), app.JoinForm{
		Secret: v.r.PathValue("secret"), Name: v.trimmed("name"), Email: v.trimmed("email"), Password: v.r.PostForm.Get("password"),
	})
	if err != nil {
		if !complete(err) {
			return err
		}
		return v.joinForm(inv, err, v.retyped(err, "name", "email", "password"))
	}
	v.signedIn(session)
	return v.redirect("/")
}

func (v *visit) joinForm(inv app.Invitation, err error, t typed) error {
	optional := v.T("web.form.optional")
	fields := []ui.FieldProps{
		t.field(ui.FieldProps{Name: "name", Label: v.T("web.field.own_name"), Required: true, Autocomplete: "name"}),
		t.field(ui.FieldProps{Name: "email", Label: v.T("web.field.email"), Kind: ui.FieldEmail, Optional: optional, Autocomplete: "username"}),
		t.field(ui.FieldProps{Name: "password", Label: v.T("web.field.password"), Hint: v.T("web.join.password_hint"), Kind: ui.FieldPassword, Optional: optional, Autocomplete: "new-password"}),
	}
	form := v.form(t, ui.FormProps{Action: v.r.URL.Path, Plain: true})
	auth := ui.AuthProps{
		OrgName: inv.Org.Name, Heading: v.T("web.join.heading", "name", firstName(inv.Person.Name)),
		Lead: v.T("web.join.lead", "org", inv.Org.Name),
	}
	if v.world != nil && v.me().ID != inv.Person.ID {
		auth.Flash = []ui.FlashProps{{Tone: ui.ToneWarn, Text: v.T("web.join.somebody_else", "me", v.me().Name, "name", inv.Person.Name)}}
	}
	return v.small(answerTo(err), "join", auth, fieldsForm(form, fields, ui.ButtonProps{Text: v.T("web.join.submit"), Kind: ui.ButtonPrimary}, ui.Link{}))
}

func (v *visit) resetPage() error {
	inv, err := v.invitation()
	switch {
	case err != nil:
		return err
	case inv.Purpose != "reset":
		return v.redirect("/join/" + v.r.PathValue("secret"))
	}
	return v.resetForm(inv, nil, known())
}

func (v *visit) reset() error {
	if err := v.parse(); err != nil {
		return err
	}
	inv, err := v.invitation()
	if err != nil {
		return err
	}
	session, err := v.App.ResetPassword(v.ctx(), v.r.PathValue("secret"), v.r.PostForm.Get("password"))
	if err != nil {
		if !complete(err) {
			return err
		}
		return v.resetForm(inv, err, v.retyped(err, "password"))
	}
	v.signedIn(session)
	return v.redirect("/")
}

func (v *visit) resetForm(inv app.Invitation, err error, t typed) error {
	fields := []ui.FieldProps{
		{Name: "username", Kind: ui.FieldHidden, Value: inv.Person.Email},
		t.field(ui.FieldProps{Name: "password", Label: v.T("web.field.new_password"), Hint: v.T("web.field.password_hint"), Kind: ui.FieldPassword, Required: true, Autocomplete: "new-password", Autofocus: true}),
	}
	form := v.form(t, ui.FormProps{Action: v.r.URL.Path, Plain: true})
	auth := ui.AuthProps{OrgName: inv.Org.Name, Lead: v.T("web.reset.lead", "name", inv.Person.Name)}
	return v.small(answerTo(err), "reset", auth, fieldsForm(form, fields, ui.ButtonProps{Text: v.T("web.reset.submit"), Kind: ui.ButtonPrimary}, ui.Link{}))
}

// chooseLanguage keeps the reader's choice in this browser for a year.
func (v *visit) chooseLanguage() error {
	lang := v.r.PathValue("lang")
	if lang != "fr" && lang != "en" {
		return fault.New(fault.NotFound, "web.no_page")
	}
	v.remember("lang", lang)
	return v.redirect(local(v.r.URL.Query().Get("back")))
}

// remember keeps a preference of this browser that is no secret.
func (v *visit) remember(name, value string) {
	age := 365 * 24 * 60 * 60
	if value == "" {
		age = -1
	}
	http.SetCookie(v.w, &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: age, Secure: v.https(), SameSite: http.SameSiteLaxMode})
}

// health answers 200 as long as the database does.
func (v *visit) health() error {
	v.w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	v.w.Header().Set("Cache-Control", "no-store")
	if _, err := v.App.NeedsSetup(v.ctx()); err != nil {
		v.w.WriteHeader(http.StatusServiceUnavailable)
		_, err = v.w.Write([]byte("unavailable\n"))
		return err
	}
	_, err := v.w.Write([]byte("ok\n"))
	return err
}

// host is an address without its port.
func host(address string) string {
	if h, _, err := net.SplitHostPort(address); err == nil {
		return h
	}
	return address
}
