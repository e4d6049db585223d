package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/feed"
	"cordee/internal/org"
	"cordee/internal/route"
	"cordee/internal/web/ui"
)

func (s *Server) liveRoutes(g *route.Registry) {
	s.get(g, "/live", org.ReadOrg, "", (*visit).live)
}

// Bounds of the live connections.
const (
	maxLive   = 8                // open pages of one session
	heartbeat = 20 * time.Second // a comment, so that proxies keep the line open
)

// connections counts the open live pages of each session.
type connections struct {
	mu   sync.Mutex
	open map[string]int
}

func (c *connections) enter(session string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.open[session] >= maxLive {
		return false
	}
	if c.open == nil {
		c.open = map[string]int{}
	}
	c.open[session]++
	return true
}

// spread is over how long the pages that are open load themselves again, so that they do not all come in the same instant: 4 ms for
// each, 2 s at most.
func (c *connections) spread() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := 0
	for _, open := range c.open {
		n += open
	}
	return min(time.Duration(n-1)*4*time.Millisecond, 2*time.Second)
}

func (c *connections) leave(session string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.open[session]--; c.open[session] <= 0 {
		delete(c.open, session)
	}
}

// turns bounds how many live parts are rendered at the same time: a change that a thousand people watch must not keep the next
// results waiting. One processor stays free for whoever writes.
type turns chan struct{}

func newTurns() turns { return make(turns, max(1, runtime.GOMAXPROCS(0)-1)) }

// take waits for a turn; give it back.
func (t turns) take(ctx context.Context) error {
	select {
	case t <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (t turns) giveBack() { <-t }

// live keeps a page up to date: after each commit that touches it, the parts that move are rendered anew and sent. It sends
// state, never what changed, so that a lost or merged event changes nothing.
func (v *visit) live() error {
	page := v.r.URL.Query().Get("page")
	first, err := v.liveParts(page)
	if err != nil {
		return err
	}
	session := v.actor().Session
	if !v.lines.enter(session) {
		return fault.New(fault.Limited, "web.live_many", "max", maxLive)
	}
	defer v.lines.leave(session)
	sub, err := v.Feed.Subscribe(v.ctx(), v.actor().Org, v.since())
	if err != nil {
		return err
	}
	defer sub.Close()
	return v.follow(sub, &line{page: page, owners: first.owners, teams: first.teams})
}

// since is the last change the page has seen: the browser says it when it comes back.
func (v *visit) since() int64 {
	seen := v.r.Header.Get("Last-Event-ID")
	if seen == "" {
		seen = v.r.URL.Query().Get("since")
	}
	n, _ := strconv.ParseInt(seen, 10, 64)
	return n
}

// line is one open live page.
type line struct {
	page   string
	owners []org.ID // whose totals move it, as of the last time it was rendered; nil when that may have changed since
	teams  []org.ID // whose people's objectives it shows as well
}

// follow sends until the reader leaves or may no longer read.
func (v *visit) follow(sub *feed.Subscription, l *line) error {
	out := http.NewResponseController(v.w)
	// A live page has no end; where that cannot be said, the browser simply comes back.
	_, _ = out.SetWriteDeadline(time.Time{}), out.SetReadDeadline(time.Time{})
	h := v.w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	v.w.WriteHeader(http.StatusOK)
	for {
		if err := out.Flush(); err != nil {
			return nil
		}
		event, err := nextWithin(v.ctx(), sub, heartbeat)
		switch {
		case v.ctx().Err() != nil:
			return nil
		case errors.Is(err, context.DeadlineExceeded):
			if _, err := fmt.Fprint(v.w, ": \n\n"); err != nil || !v.stillHere() {
				return nil
			}
			continue
		case err != nil:
			return nil
		}
		if err := v.tell(event, l); err != nil {
			return nil
		}
	}
}

func nextWithin(ctx context.Context, sub *feed.Subscription, d time.Duration) (feed.Event, error) {
	ctx, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	return sub.Next(ctx)
}

// stillHere asks again who this is: a session that was ended sees nothing more.
func (v *visit) stillHere() bool {
	session, err := v.App.SessionOf(v.ctx(), v.cookie())
	if err != nil || session.Actor.Person != v.actor().Person {
		return false
	}
	v.known(session)
	return true
}

// errLeft ends the line of someone whose session is over.
var errLeft = errors.New("live: session over")

// tell renders the moving parts of the page anew, or asks the page to load itself again when more than totals changed. What moved
// elsewhere costs this line nothing.
func (v *visit) tell(e feed.Event, l *line) error {
	anew := e.All || e.Renews(l.owners, l.teams) || l.owners == nil && len(e.Anew) > 0
	if !anew && l.owners != nil && !e.Touches(l.owners...) {
		return nil
	}
	html, err := v.render(e, l, anew)
	if err != nil {
		return err
	}
	if anew {
		_, err := fmt.Fprintf(v.w, "event: reload\nid: %d\ndata: %d\n\n", e.Seq, v.lines.spread().Milliseconds())
		return err
	}
	_, err = fmt.Fprintf(v.w, "event: fragment\nid: %d\n%s\n", e.Seq, dataLines(html))
	return err
}

// render makes the moving parts, none for a page that loads itself anew, when it is this line's turn, for someone who still may see them.
func (v *visit) render(e feed.Event, l *line, anew bool) (string, error) {
	if err := v.turns.take(v.ctx()); err != nil {
		return "", err
	}
	defer v.turns.giveBack()
	if !v.stillHere() {
		return "", errLeft
	}
	if anew {
		l.owners = nil
		return "", nil
	}
	v.told = e.Seq
	parts, err := v.liveParts(l.page)
	if err != nil {
		return "", err
	}
	l.owners, l.teams = parts.owners, parts.teams
	var html strings.Builder
	err = parts.body.Render(v.ctx(), &html)
	return html.String(), err
}

// dataLines puts a text into the lines of an event.
func dataLines(s string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(s, "\n") {
		b.WriteString("data: ")
		b.WriteString(strings.TrimSuffix(line, "\r"))
		b.WriteByte('\n')
	}
	return b.String()
}

// liveParts are the parts of a page that move, and whose totals move them.
type liveParts struct {
	body   templ.Component
	owners []org.ID
	teams  []org.ID // whose people's objectives show as well
}

// liveParts finds the page by its address, with the same permissions as the page itself.
func (v *visit) liveParts(address string) (liveParts, error) {
	u, err := url.Parse(address)
	if err != nil {
		return liveParts{}, fault.New(fault.NotFound, "not_found", "what", "page")
	}
	kind, name, _ := strings.Cut(strings.TrimPrefix(u.Path, "/"), "/")
	id, _ := org.ParseID(name)
	switch kind {
	case "":
		return v.ropeParts()
	case "goals":
		return v.goalParts(id)
	case "teams":
		return v.teamParts(id)
	case "direction":
		return v.directionParts(u.Query())
	case "boards":
		return v.boardParts(u.Query())
	}
	return liveParts{}, fault.New(fault.NotFound, "not_found", "what", "page")
}

func (v *visit) ropeParts() (liveParts, error) {
	p, _, err := v.ropePage()
	me := v.me().ID
	return liveParts{body: ropeLive(p), owners: append(append(p.owners, v.world.TeamsOf(me, v.today)...), me)}, err
}

func (v *visit) goalParts(id org.ID) (liveParts, error) {
	view, err := v.App.GoalSince(v.ctx(), v.actor(), id, v.told)
	if err != nil {
		return liveParts{}, err
	}
	return liveParts{goalLive(v.goalPage(view)), goalOwners(view), []org.ID{view.Standing.Owner.ID}}, nil
}

// goalOwners are all whose totals a page of an objective shows: its own, those above, those below.
func goalOwners(view app.GoalView) []org.ID {
	owners := []org.ID{view.Standing.Owner.ID}
	for _, k := range view.Above {
		owners = append(owners, k.Owner.ID)
	}
	for _, c := range view.Children {
		owners = append(owners, c.Owner.ID)
	}
	return owners
}

func (v *visit) teamParts(id org.ID) (liveParts, error) {
	p, err := v.teamPage(id)
	return liveParts{teamLive(p), []org.ID{id}, []org.ID{id}}, err
}

func (v *visit) directionParts(q url.Values) (liveParts, error) {
	p, err := v.directionPage(v.treeAsk(q))
	return liveParts{directionLive(p), v.teamIDs(), v.teamIDs()}, err
}

// boardParts is a board of teams; boards of people are not live, on purpose.
func (v *visit) boardParts(q url.Values) (liveParts, error) {
	ask := v.boardAsk(q)
	if ask.people {
		return liveParts{}, fault.New(fault.NotFound, "not_found", "what", "page")
	}
	var p boardsProps
	err := v.teamBoard(&p, ask)
	return liveParts{ui.BoardTable(p.board), v.teamIDs(), v.teamIDs()}, err
}

func (v *visit) teamIDs() []org.ID {
	ids := make([]org.ID, 0, len(v.world.Teams))
	for _, t := range v.world.Teams {
		ids = append(ids, t.ID)
	}
	return ids
}
