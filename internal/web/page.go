package web

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/a-h/templ"

	"cordee/internal/goal"
	"cordee/internal/i18n"
	"cordee/internal/org"
	"cordee/internal/web/ui"
)

// page is what a handler says about the page around its content.
type page struct {
	title    string
	path     string  // the address that stands for the page in the navigation: "/" for My rope
	live     string  // what /live renders for it; "" for a page that does not move
	search   string  // what was searched for
	progress ui.Mark // of the page's objective
	wide     bool
	bare     bool // without the quick add dialog: the page is that form
}

// show renders content inside the shell.
func (v *visit) show(p page, content templ.Component) error {
	return v.showAs(http.StatusOK, p, content)
}

// showAs is show with a status: 422 for a form to complete, 404 for what is not there.
func (v *visit) showAs(status int, p page, content templ.Component) error {
	shell, err := v.shell(p)
	if err != nil {
		return err
	}
	return v.send(status, inShell(shell, content))
}

// inShell puts content into the shell as its children.
func inShell(p ui.ShellProps, content templ.Component) templ.Component {
	shell := ui.Shell(p)
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return shell.Render(templ.WithChildren(ctx, content), w)
	})
}

func (v *visit) shell(p page) (ui.ShellProps, error) {
	props := ui.ShellProps{
		Words: v.words(), Lang: string(v.Lang()), Title: p.title, OrgName: v.session.Org.Name, HomeHref: "/",
		Nav: v.nav(p.path), More: v.more(p.path), User: v.userMenu(), Bell: v.bell(p.path), Search: ui.SearchProps{Action: "/search", Value: p.search},
		Flash: v.takeFlash(), Theme: v.theme(), Banner: v.banner(), Progress: p.progress, Wide: p.wide, Fragment: v.fragment(),
	}
	if !p.bare {
		props.QuickAdd = v.quickAdd(resultForm{})
	}
	if p.live == "" {
		return props, nil
	}
	seq, err := v.App.Seq(v.ctx(), v.actor().Org)
	props.LiveURL, props.LiveSeq = "/live?page="+escape(p.live), seq
	return props, err
}

// nav is the four places of every day; the phone shows them at the bottom.
func (v *visit) nav(at string) []ui.NavItem {
	item := func(key, path, icon string) ui.NavItem {
		return ui.NavItem{Label: v.T("web.nav." + key), Short: v.T("web.nav." + key + "_short"), Href: path, Icon: icon, Current: at == path, Phone: true}
	}
	places := []ui.NavItem{item("rope", "/", "rope"), item("team", "/team", "team"), item("direction", "/direction", "compass")}
	if v.world.LeadsSomeone(v.me().ID) {
		places = append(places, item("decide", "/decide", "check"))
	}
	return places
}

// more is the rest, by permission: what someone may not open is not offered.
func (v *visit) more(at string) []ui.NavGroup {
	type place struct {
		key, path, icon string
		action          org.Action
	}
	offer := func(title string, places ...place) ui.NavGroup {
		g := ui.NavGroup{Title: v.T(title)}
		for _, p := range places {
			if v.may(p.action, org.Object{}) {
				g.Items = append(g.Items, ui.NavItem{Label: v.T("web.nav." + p.key), Href: p.path, Icon: p.icon, Current: at == p.path})
			}
		}
		return g
	}
	groups := []ui.NavGroup{
		offer("web.nav.look", place{"week", "/week", "calendar", org.ReadOrg}, place{"results", "/results/mine", "chart", org.ReadOrg}, place{"tasks", "/tasks", "list", org.ReadOrg},
			place{"pairs", "/pairs", "chat", org.ReadOrg}, place{"boards", "/boards", "columns", org.ReadBoard},
			place{"new_goal", "/goals/new", "flag", org.ReadOrg}),
		offer("web.nav.company", place{"people", "/people", "people", org.ReadOrg}, place{"teams", "/teams", "team", org.ReadOrg},
			place{"metrics", "/metrics", "target", org.ReadMetrics}),
		offer("web.nav.keep", place{"imports", "/imports", "upload", org.Import}, place{"settings", "/settings", "settings", org.ManageOrg}),
	}
	if v.world.LeadsSomeone(v.me().ID) || v.mayStart() {
		groups[0].Items = append(groups[0].Items, ui.NavItem{Label: v.T("web.nav.templates"), Href: "/templates", Icon: "calendar", Current: at == "/templates"})
	}
	if v.plays() {
		groups[0].Items = append(groups[0].Items, ui.NavItem{Label: v.T("web.nav.play"), Href: "/play", Icon: "star", Current: at == "/play"})
	}
	if v.hangsWalls() {
		keep := &groups[len(groups)-1]
		keep.Items = append(keep.Items, ui.NavItem{Label: v.T("web.nav.walls"), Href: "/walls", Icon: "screen", Current: at == "/walls"})
	}
	if v.rewardsShown() {
		groups[0].Items = append(groups[0].Items, ui.NavItem{Label: v.T("web.nav.rewards"), Href: "/rewards", Icon: "gift", Current: at == "/rewards"})
	}
	kept := groups[:0]
	for _, g := range groups {
		if len(g.Items) > 0 {
			kept = append(kept, g)
		}
	}
	return kept
}

func (v *visit) userMenu() ui.UserMenu {
	other, label := i18n.EN, "English"
	if v.Lang() == i18n.EN {
		other, label = i18n.FR, "Français"
	}
	me := v.me()
	return ui.UserMenu{
		Name: me.Name, Detail: v.T("role." + string(me.Role)), SignOut: "/sign-out",
		Items: []ui.NavItem{
			{Label: v.T("web.nav.me"), Href: "/people/" + me.ID.String(), Icon: "person"},
			{Label: v.T("web.nav.account"), Href: "/account", Icon: "lock"},
			{Label: label, Href: "/lang/" + string(other) + "?back=" + escape(v.here()), Icon: "chat"},
		},
	}
}

// here is the address of the page being read, to come back to.
func (v *visit) here() string {
	if v.r.Method != http.MethodGet {
		return "/"
	}
	return local(v.r.URL.RequestURI())
}

// back is where a form was filled in, to return there: the hidden field "back", else the page that linked here, else a default.
func (v *visit) back(otherwise string) string {
	if b := v.r.FormValue("back"); b != "" {
		return local(b)
	}
	return otherwise
}

// from is the page of this server that the reader comes from, or "/" when it is unknown.
func (v *visit) from() string {
	ref := v.r.Header.Get("Referer")
	_, rest, ok := strings.Cut(ref, "://")
	host, path, slash := strings.Cut(rest, "/")
	if !ok || !slash || host != v.r.Host {
		return "/"
	}
	return local("/" + path)
}

func (v *visit) theme() string {
	if c, err := v.r.Cookie("theme"); err == nil && (c.Value == "light" || c.Value == "dark") {
		return c.Value
	}
	return ""
}

// banner warns on a plain connection that others on the network could read along; on this very machine nobody can.
func (v *visit) banner() ui.AlertProps {
	host := v.r.Host
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	if v.https() || host == "localhost" || strings.HasPrefix(host, "127.") || strings.Trim(host, "[]") == "::1" {
		return ui.AlertProps{}
	}
	return ui.AlertProps{Tone: ui.ToneWarn, Text: v.T("web.banner.plain")}
}

// asOf stamps totals with the moment they were read.
func (v *visit) asOf() ui.AsOfProps {
	now := v.App.Now().In(v.world.Location())
	return ui.AsOfProps{Text: v.T("web.as_of", "at", now), At: now.Format(time.RFC3339)}
}

// teller turns standings into words and drawings for this reader.
func (v *visit) teller() teller {
	return teller{Printer: v.Printer, today: v.today, calendar: v.world.Org().Calendar, saw: v.sawFigures}
}

// tierWord names a tier to a screen reader.
func (t teller) tierWord(tier goal.Tier) string { return t.T("web.tier." + string(tier)) }
