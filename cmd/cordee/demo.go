package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"cordee/internal/app"
	"cordee/internal/cli"
	"cordee/internal/demo"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/web"
)

// arrival is how often a result comes in while one watches the demo.
const arrival = 5 * time.Second

// demonstrate serves the sample company on a database that is gone afterwards.
func demonstrate(ctx context.Context, s cli.Serving) error {
	dir, err := os.MkdirTemp("", "cordee-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	h, err := open(ctx, filepath.Join(dir, "cordee.db"))
	if err != nil {
		return err
	}
	defer h.close()
	listener, err := listen(s)
	if err != nil {
		return err
	}
	fmt.Println("Cordée", "…")
	o, world, err := h.furnish(ctx, s.Seed)
	if err != nil {
		return err
	}
	faces, err := h.faces(ctx, o, world)
	if err != nil {
		return err
	}
	address := publicAddress(s, listener)
	h.hire(address)
	fmt.Printf("%s — %s\n", world.Settings.Name, address)
	alsoAt(s, listener)
	fmt.Println()
	for i, f := range faces {
		fmt.Printf("  %-10s %s/demo/%s   %s\n", f.Slug, address, f.Slug, world.Personas[i].Sees)
	}
	fmt.Println()
	if s.Open {
		browse(address)
	}
	living, stop := context.WithCancel(ctx)
	defer stop()
	lived := make(chan struct{})
	go func() {
		defer close(lived)
		h.live(living, o, world)
	}()
	err = h.serve(ctx, listener, web.Config{Demo: &web.Demo{Org: o.ID, Faces: faces}, Dev: s.Dev, Secure: secure(s), PublicURL: s.PublicURL})
	stop()
	<-lived
	return err
}

// furnish creates the sample organisation and imports its tables through the same door as anybody's.
func (h *house) furnish(ctx context.Context, seed uint64) (org.Org, demo.World, error) {
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		return org.Org{}, demo.World{}, err
	}
	world := demo.Company(seed, period.Today(time.Now(), zone))
	set := world.Settings
	o, err := h.app.CreateOrg(ctx, app.NewOrg{Key: set.Key, Name: set.Name, Currency: set.Currency, Locale: set.Locale, TimeZone: set.TimeZone})
	if err != nil {
		return o, world, err
	}
	o.Calendar, o.Season, o.Direction, o.DirectionOn = set.Calendar, set.Season, set.Direction, set.DirectionOn
	if err := h.app.SaveOrg(ctx, org.System(o.ID), o, o.Version); err != nil {
		return o, world, err
	}
	if _, err = h.app.Import(ctx, org.System(o.ID), "demo", world.Batch, false); err != nil {
		return o, world, err
	}
	if err := h.rehearse(ctx, o, world); err != nil {
		return o, world, err
	}
	return o, world, h.app.IssueForecasts(ctx, o.ID, h.app.Now())
}

// faces are the people worth signing in as.
func (h *house) faces(ctx context.Context, o org.Org, world demo.World) ([]web.Face, error) {
	w, err := h.app.World(ctx, o.ID)
	if err != nil {
		return nil, err
	}
	var faces []web.Face
	for _, p := range world.Personas {
		person, ok := w.PersonByKey(p.Person)
		if !ok {
			return nil, fmt.Errorf("demo: nobody called %q", p.Person)
		}
		faces = append(faces, web.Face{Slug: slug(string(p.Role), faces), Person: person.ID, Name: p.Name})
	}
	return faces, nil
}

// slug is the role, with a number from the second of its kind on.
func slug(role string, taken []web.Face) string {
	n := 1
	for _, f := range taken {
		if strings.TrimRight(f.Slug, "0123456789") == role {
			n++
		}
	}
	if n == 1 {
		return role
	}
	return fmt.Sprintf("%s%d", role, n)
}

// live posts a result now and then, as a company does.
func (h *house) live(ctx context.Context, o org.Org, world demo.World) {
	tick := time.NewTicker(arrival)
	defer tick.Stop()
	for n := uint64(0); ; n++ {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		row := world.Next(n)
		if _, err := h.app.Record(ctx, org.System(o.ID), []sheet.ResultRow{row}); err != nil && ctx.Err() == nil {
			h.log.Warn("demo result", "error", err.Error())
		}
	}
}
