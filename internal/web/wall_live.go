package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/feed"
	"cordee/internal/org"
	"cordee/internal/web/ui"
)

// hanging is the line to one wall that is open somewhere.
type hanging struct {
	org    org.ID
	key    string                                 // what its open screens are counted under
	ask    func() (org.Actor, app.WallAsk, error) // who looks at which wall, found anew each time: a fault ends the line
	owners []org.ID                               // teams whose totals move it, as of the last picture
}

// wallLive keeps the wall of someone signed in up to date.
func (v *visit) wallLive() error {
	return v.hang(&hanging{org: v.actor().Org, key: v.actor().Session, ask: func() (org.Actor, app.WallAsk, error) {
		if !v.stillHere() {
			return org.Actor{}, app.WallAsk{}, errLeft
		}
		return v.actor(), v.wallAsk(), nil
	}})
}

// wallLinkLive keeps the wall behind a link up to date, until the link is revoked.
func (v *visit) wallLinkLive() error {
	opened, err := v.openWall()
	if err != nil {
		return err
	}
	return v.hang(&hanging{org: opened.Actor.Org, key: "wall " + opened.ID.String(), ask: func() (org.Actor, app.WallAsk, error) {
		now, err := v.openWall()
		return now.Actor, now.Ask, err
	}})
}

// renewed is after how many heartbeats a wall is drawn anew although nothing happened: days go by, and so do the weeks of what is
// celebrated.
const renewed = 15

func (v *visit) hang(h *hanging) error {
	if _, _, err := h.ask(); err != nil {
		return err
	}
	if !v.lines.enter(h.key) {
		return fault.New(fault.Limited, "web.live_many", "max", maxLive)
	}
	defer v.lines.leave(h.key)
	sub, err := v.Feed.Subscribe(v.ctx(), h.org, v.since())
	if err != nil {
		return err
	}
	defer sub.Close()
	out := http.NewResponseController(v.w)
	_, _ = out.SetWriteDeadline(time.Time{}), out.SetReadDeadline(time.Time{})
	head := v.w.Header()
	head.Set("Content-Type", "text/event-stream; charset=utf-8")
	head.Set("Cache-Control", "no-store")
	head.Set("X-Accel-Buffering", "no")
	v.w.WriteHeader(http.StatusOK)
	for beat := 1; ; beat++ {
		if err := out.Flush(); err != nil {
			return nil
		}
		event, err := nextWithin(v.ctx(), sub, heartbeat)
		quiet := errors.Is(err, context.DeadlineExceeded)
		if v.ctx().Err() != nil || err != nil && !quiet {
			return nil
		}
		if err := v.showWall(h, event, quiet && beat%renewed != 0); err != nil {
			_ = out.Flush()
			return nil
		}
	}
}

// showWall sends the wall as it is now, where that may have changed. Whoever may no longer see it gets a last word that turns the
// screen dark.
func (v *visit) showWall(h *hanging, e feed.Event, quiet bool) error {
	actor, ask, err := h.ask()
	if err != nil {
		_, _ = fmt.Fprint(v.w, "event: gone\ndata: 0\n\n")
		return err
	}
	if quiet || e.Seq > 0 && h.owners != nil && !e.Touches(h.owners...) && !e.Renews(h.owners, h.owners) {
		_, err := fmt.Fprint(v.w, ": \n\n")
		return err
	}
	if err := v.turns.take(v.ctx()); err != nil {
		return err
	}
	defer v.turns.giveBack()
	ask.Since = e.Seq
	view, err := v.App.Wall(v.ctx(), actor, ask)
	if err != nil {
		return err
	}
	h.owners = view.Owners
	p, slides := v.wallPage(view, ask)
	var html strings.Builder
	if err := ui.WallLive(p, slides).Render(v.ctx(), &html); err != nil {
		return err
	}
	_, err = fmt.Fprintf(v.w, "event: fragment\nid: %d\n%s\n", max(e.Seq, view.Seq), dataLines(html.String()))
	return err
}
