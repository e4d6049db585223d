package ui_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"cordee/internal/chart"
	"cordee/internal/i18n"
	"cordee/internal/web/ui"
)

func render(t *testing.T, c templ.Component, children ...templ.Component) []byte {
	t.Helper()
	ctx := context.Background()
	if len(children) > 0 {
		ctx = templ.WithChildren(ctx, templ.Join(children...))
	}
	var page bytes.Buffer
	if err := c.Render(ctx, &page); err != nil {
		t.Fatal(err)
	}
	return page.Bytes()
}

func TestSignInIsTheOneWeReviewed(t *testing.T) {
	form := templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		fields := templ.Join(
			ui.Field(ui.FieldProps{Name: "email", Label: "Adresse e-mail", Kind: ui.FieldEmail, Autocomplete: "username", Autofocus: true}),
			ui.Field(ui.FieldProps{Name: "password", Label: "Mot de passe", Kind: ui.FieldPassword, Autocomplete: "current-password"}),
			ui.Button(ui.ButtonProps{Text: "Se connecter", Kind: ui.ButtonPrimary}),
		)
		return ui.Form(ui.FormProps{Action: "/sign-in", Plain: true}).Render(templ.WithChildren(ctx, fields), w)
	})
	page := render(t, ui.AuthShell(ui.AuthProps{
		Words: i18n.For("fr"), Lang: "fr", Title: "Se connecter", OrgName: "Atelier Breton", Heading: "Bonjour", Lead: "Connectez-vous pour retrouver votre cordée.",
		Flash: []ui.FlashProps{{Text: "Vous êtes déconnecté."}}, Links: []ui.Link{{Text: "Mot de passe oublié", Href: "/forgot"}}, Languages: []ui.Link{{Text: "English", Href: "?lang=en"}},
	}), form)
	reviewed(t, "auth.html", page)
}

func TestWallIsTheOneWeReviewed(t *testing.T) {
	bar := ui.ObjectiveBarProps{Attained: ui.At(660), Expected: ui.At(690), Percent: "66 %", Value: "237 600 € sur 360 000 €", Pace: ui.PaceOn, PaceWord: "dans le rythme", Spoken: "66 %, dans le rythme", Size: ui.BarWall}
	mountain := templ.Raw(chart.Mountain{Title: "La montagne de Nantes", Attained: ui.At(660), Summit: "360 000 €", Climbers: []chart.Climber{{At: 660, Title: "Léa"}}}.Draw())
	page := render(t, ui.Wall(ui.WallProps{Words: i18n.For("fr"), Lang: "fr", Title: "Mur", OrgName: "Atelier Breton", Clock: "T4 2026, 26 jours travaillés", LiveURL: "/live?page=wall", LiveSeq: 12, Exit: ui.Link{Text: "Quitter", Href: "/"}}, []ui.WallSlide{
		{ID: "s1", Kicker: "Équipe Nantes", Title: "Aux deux tiers de la montagne", Drawing: mountain, Bar: bar},
		{ID: "s2", Kicker: "Cette semaine", Title: "L’équipe a vendu", Big: "38 400 €", Number: "38400", Text: "Trois ventes partagées."},
		{ID: "s3", Title: "Merci à ceux qui ont aidé", Names: []string{"Léa Martin", "Karim Benali", "Inès Le Goff"}},
	}))
	reviewed(t, "wall.html", page)
}

func TestAFragmentCarriesWhatChangesAndNothingElse(t *testing.T) {
	page := string(render(t, ui.Shell(ui.ShellProps{Words: i18n.For("en"), Lang: "en", Title: "My rope", OrgName: "Alpina", Progress: ui.At(725), LiveURL: "/live?page=mine", LiveSeq: 42, Fragment: true}), ui.Text("<hello>")))
	for _, part := range []string{"<title>72% · My rope · Alpina</title>", `id="main"`, `id="nav"`, `data-live="/live?page=mine"`, `data-seq="42"`, `data-favicon="/favicon.svg?p=72"`, "&lt;hello&gt;"} {
		if !strings.Contains(page, part) {
			t.Errorf("the fragment lacks %s\n%s", part, page)
		}
	}
	for _, part := range []string{"<html", "<script", "<dialog"} {
		if strings.Contains(page, part) {
			t.Errorf("the fragment repeats %s", part)
		}
	}
}

func TestVersionedAssetsAreKeptAYear(t *testing.T) {
	server := httptest.NewServer(ui.Handler())
	defer server.Close()
	for _, name := range []string{"cordee.css", "cordee.js"} {
		res, err := http.Get(server.URL + ui.AssetURL(name))
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		if res.StatusCode != http.StatusOK || !strings.Contains(res.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %s, cache %q", name, res.Status, res.Header.Get("Cache-Control"))
		}
	}
}

func TestFaviconShowsTheProgress(t *testing.T) {
	answer := httptest.NewRecorder()
	ui.Favicon().ServeHTTP(answer, httptest.NewRequest(http.MethodGet, ui.FaviconURL(ui.At(720)), nil))
	if got := answer.Body.String(); !strings.Contains(got, `stroke-dasharray="58.81 81.68"`) {
		t.Errorf("72 %% of the circle expected in %s", got)
	}
}

func TestInitialsComeFromTheFirstAndTheLastName(t *testing.T) {
	for name, want := range map[string]string{"Léa Martin": "LM", "Inès Le Goff": "IG", "Karim": "K", "": "?", "élodie ávila": "ÉÁ"} {
		if got := ui.Initials(name); got != want {
			t.Errorf("%q gives %q, want %q", name, got, want)
		}
	}
}
