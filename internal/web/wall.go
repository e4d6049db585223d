package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/i18n"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/route"
	"cordee/internal/web/ui"
)

func (s *Server) wallRoutes(g *route.Registry) {
	s.get(g, "/wall", org.ReadWall, "", (*visit).wall)
	s.get(g, "/wall/live", org.ReadWall, "", (*visit).wallLive)
	s.open(g, http.MethodGet, "/wall/{secret}", (*visit).wallLink)
	s.open(g, http.MethodGet, "/wall/{secret}/live", (*visit).wallLinkLive)
	s.get(g, "/walls", org.ManageWalls, "", (*visit).wallsPage)
	s.post(g, "/walls", org.ManageWalls, "", (*visit).makeWall)
	s.post(g, "/walls/{wall}/revoke", org.ManageWalls, "wall", (*visit).revokeWall)
	s.post(g, "/account/walls", org.EditSelf, "", (*visit).saveOnWalls)
}

// wall is a team's wall for someone signed in: the same picture as behind a link.
func (v *visit) wall() error {
	ask := v.wallAsk()
	view, err := v.App.Wall(v.ctx(), v.actor(), ask)
	if err != nil {
		return err
	}
	p, slides := v.wallPage(view, ask)
	p.LiveURL = "/wall/live?team=" + view.Team.ID.String()
	p.Exit = ui.Link{Text: v.T("wall.exit"), Href: teamPath(view.Team.ID)}
	return v.send(http.StatusOK, ui.Wall(p, slides))
}

// wallAsk is the wall that the address asks for; one's own team's when it names none.
func (v *visit) wallAsk() app.WallAsk {
	id, ok := org.ParseID(v.r.URL.Query().Get("team"))
	if !ok {
		id = v.world.HomeTeam(v.me().ID, v.today)
	}
	return app.WallAsk{Team: id, Amounts: true}
}

// wallLink is the wall behind a link. It needs nobody signed in and sets no cookie; it speaks the organisation's language where the browser chose none.
func (v *visit) wallLink() error {
	opened, err := v.openWall()
	if fault.KindOf(err) == fault.NotFound {
		return v.send(http.StatusNotFound, ui.Wall(ui.WallProps{Words: v.words(), Lang: string(v.Lang()), Title: v.T("wall.gone_title")},
			[]ui.WallSlide{{Title: v.T("wall.gone_title"), Text: v.T("fault.wall.gone")}}))
	}
	if err != nil {
		return err
	}
	view, err := v.App.Wall(v.ctx(), opened.Actor, opened.Ask)
	if err != nil {
		return err
	}
	p, slides := v.wallPage(view, opened.Ask)
	p.LiveURL = v.r.URL.Path + "/live"
	return v.send(http.StatusOK, ui.Wall(p, slides))
}

// openWall finds what the link opens, and speaks its organisation's language from then on.
func (v *visit) openWall() (app.WallOpened, error) {
	opened, err := v.App.OpenWall(v.ctx(), v.r.PathValue("secret"))
	if err == nil {
		o := opened.World.Org()
		v.Printer = i18n.Addressing(v.language(o.Locale), o.Tutoie)
	}
	return opened, err
}

// wallPage turns what a room may see into slides.
func (v *visit) wallPage(view app.WallView, ask app.WallAsk) (ui.WallProps, []ui.WallSlide) {
	t := teller{Printer: v.Printer, today: view.Today, calendar: view.World.Org().Calendar}
	p := ui.WallProps{
		Words: v.words(), Lang: string(v.Lang()), Title: v.T("wall.title", "team", view.Team.Name), OrgName: view.World.Org().Name,
		LiveSeq: view.Seq, Seconds: ask.Seconds, Clock: t.T("wall.today", "weekday", t.Weekday(view.Today), "on", t.Date(view.Today)),
		AsOf: t.T("wall.as_of", "at", t.Clock(v.App.Now().In(view.World.Location()))),
	}
	w := waller{t, ask.Amounts}
	slides := w.slides(view)
	if len(slides) == 0 {
		slides = []ui.WallSlide{{ID: "wall-empty", Kicker: view.Team.Name, Title: t.T("wall.empty"), Text: t.T("wall.empty_next")}}
	}
	return p, slides
}

// waller puts a wall into words. It draws no plan line and no landing: what a room sees is what was done, and what is left.
type waller struct {
	teller
	amounts bool
}

func (w waller) slides(view app.WallView) []ui.WallSlide {
	var list []ui.WallSlide
	for _, c := range view.Climbs {
		list = append(list, w.climb(c))
	}
	for _, m := range view.Marks {
		list = append(list, w.mark(m))
	}
	if n := len(view.Reached); n > 0 {
		list = append(list, ui.WallSlide{
			ID: "wall-reached-" + strconv.Itoa(n), Kicker: w.T("wall.bravo"), Title: w.T("wall.reached", "names", w.List(shortNames(view.Reached)), "n", n), Feast: true,
		})
	}
	for _, x := range view.Plays {
		list = append(list, w.play(x))
	}
	for _, x := range view.Thanks {
		list = append(list, ui.WallSlide{
			ID: "wall-thanks-" + x.ID.String(), Kicker: w.T("wall.thanks", "to", x.To), Title: w.T("wall.quote", "text", x.Text), Quote: true, Text: x.From, Feast: true,
		})
	}
	return list
}

// climb is a common objective under way: the share, how much of what, what is left, and who is on the rope.
func (w waller) climb(c app.WallClimb) ui.WallSlide {
	c.Standing = inWhole(c.Standing)
	pr := c.Progress
	s := ui.WallSlide{
		ID: "wall-goal-" + c.ID.String(), Kicker: c.Of.Name + " · " + w.due(c.Standing), Title: c.Title, Big: w.percent(pr), Number: percentNumber(pr.AttainmentBP),
		Text: w.left(c.Standing), Drawing: w.art(c.Standing, c.Names), Names: shortNames(c.Names),
	}
	if w.amounts && c.Metric.Unit != measure.Percent {
		s.Text = sentences(w.attained(c.Standing), s.Text)
	}
	if pr.Reached {
		s.Text, s.Feast = w.T("wall.celebrate_summit"), true
	}
	return s
}

// inWhole leaves the cents of large figures away: nobody reads them across a room. What is attained is never rounded up.
func inWhole(s app.Standing) app.Standing {
	pr := &s.Progress
	if !pr.Attained.OK || pr.Attained.Amount < 100*measure.One || pr.Reached {
		return s
	}
	cents := pr.Attained.Amount % measure.One
	pr.Attained.Amount -= cents
	if pr.Gap.OK {
		pr.Gap.Amount += cents
	}
	return s
}

// shortNames are first names, as people call each other in a room; two of the same keep their whole names.
func shortNames(names []string) []string {
	list := make([]string, len(names))
	for i, n := range names {
		list[i] = firstName(n)
		for j, other := range names {
			if i != j && firstName(other) == list[i] {
				list[i] = n
			}
		}
	}
	return list
}

// sentences sets short statements one after the other.
func sentences(list ...string) string {
	list = slices.DeleteFunc(list, func(s string) bool { return s == "" })
	if len(list) == 0 {
		return ""
	}
	return strings.Join(list, ". ") + "."
}

// left is what remains, in units where they are shown, else in days.
func (w waller) left(s app.Standing) string {
	if w.amounts {
		return w.gap(s)
	}
	return w.daysLeft(s.WorkLeft)
}

func (w waller) art(s app.Standing, names []string) templ.Component {
	m := ui.MountainProps{Spoken: w.T("wall.spoken", "title", s.Title, "percent", w.percent(s.Progress))}
	m.Bar.Attained = ui.At(max(0, int(s.Progress.AttainmentBP/10)))
	for _, at := range []int{250, 500, 750} {
		m.Camps = append(m.Camps, ui.CampProps{At: at, Done: m.Bar.Attained.At >= at})
	}
	for _, n := range names {
		m.Climbers = append(m.Climbers, ui.ClimberProps{Name: n})
	}
	return ui.MountainArt(m)
}

// percentNumber is a ratio as a plain decimal of percent, for a number that counts up: 6640 is "66.4".
func percentNumber(bp measure.BP) string {
	return strconv.FormatFloat(float64(bp)/100, 'f', -1, 64)
}

// play is a challenge under way: of teams and of all together where they are, of a duel who meets.
func (w waller) play(x app.WallPlay) ui.WallSlide {
	s := ui.WallSlide{
		ID: "wall-play-" + x.ID.String(), Kicker: w.T("wall.challenge", "kind", lowerFirst(w.T("play.kind."+string(x.Kind)))), Title: x.Title,
		Text: w.T("play.until", "on", w.DayMonth(x.End)), Names: shortNames(x.Names),
	}
	for i, side := range x.Sides {
		s.Sides = append(s.Sides, w.side(x.ChallengeView, side, i))
	}
	return s
}

func (w waller) mark(m app.WallMark) ui.WallSlide {
	key := "wall.crossed"
	if m.At == 100 {
		key = "wall.crossed_all"
	}
	s := ui.WallSlide{
		ID: "wall-mark-" + m.ID.String() + "-" + strconv.Itoa(m.At), Kicker: w.T("wall.milestone"), Title: w.T(key, "team", m.Of.Name, "title", m.Title),
		Big: w.Percent(m.Share()), Drawing: w.art(m.Standing, nil), Feast: true,
	}
	if m.Progress.Status == goal.Running && m.At < 100 {
		s.Text = w.daysLeft(m.WorkLeft)
	}
	return s
}
