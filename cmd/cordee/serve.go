package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"cordee/internal/api"
	"cordee/internal/app"
	"cordee/internal/cli"
	"cordee/internal/fault"
	"cordee/internal/feed"
	"cordee/internal/notify"
	"cordee/internal/route"
	"cordee/internal/store"
	"cordee/internal/web"
)

// house is everything that runs while the program serves.
type house struct {
	db   *store.DB
	app  *app.App
	feed *feed.Feed
	log  *slog.Logger
	mail *notify.Mail    // nil without a mail server
	post *notify.Courier // nil where nothing leaves the house
}

// open opens the database, brings its schema up to date and starts the writer.
func open(ctx context.Context, database string) (*house, error) { return openWith(ctx, database, nil) }

// openWith is open for a program that sends mail.
func openWith(ctx context.Context, database string, mail *notify.Mail) (*house, error) {
	db, err := store.Open(ctx, database)
	if err != nil {
		return nil, err
	}
	if err := db.Migrate(ctx); err != nil {
		db.Close()
		return nil, err
	}
	log := slog.New(slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	return &house{db: db, app: app.New(db, app.Options{Log: log, Mail: mail != nil}), feed: feed.New(db, log), log: log, mail: mail}, nil
}

func (h *house) close() {
	h.app.Close()
	h.db.Close()
}

// serve is `cordee serve` and the program without a command.
func serve(ctx context.Context, s cli.Serving) error {
	mail, err := mailOf(s.Mail)
	if err != nil {
		return err
	}
	unlock, err := lock(s)
	if err != nil {
		return err
	}
	defer unlock()
	h, err := openWith(ctx, s.Database, mail)
	if err != nil {
		return err
	}
	defer h.close()
	listener, err := listen(s)
	if err != nil {
		return err
	}
	address := publicAddress(s, listener)
	gone, err := sayWhere(s, address)
	if err != nil {
		return err
	}
	defer gone()
	start, err := h.welcome(ctx, address)
	if err != nil {
		return err
	}
	alsoAt(s, listener)
	h.hire(address)
	if s.Open {
		browse(start)
	}
	return h.serve(ctx, listener, web.Config{PublicURL: s.PublicURL, Secure: secure(s), Dev: s.Dev, Again: s.Again, Secrets: s.Secrets})
}

// sayWhere leaves the address that opens this server beside its data, for the commands that print links to it, until it stops.
func sayWhere(s cli.Serving, address string) (gone func(), err error) {
	file := s.ServedFile()
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return nil, fault.New(fault.Invalid, "cli.dir_unwritable", "dir", filepath.Dir(file)).Because(err)
	}
	if err := os.WriteFile(file, []byte(address+"\n"), 0o600); err != nil {
		return nil, fault.New(fault.Invalid, "cli.dir_unwritable", "dir", filepath.Dir(file)).Because(err)
	}
	return func() { _ = os.Remove(file) }, nil
}

// lock keeps a second server off the same file. PostgreSQL serves any number of instances and needs none.
func lock(s cli.Serving) (func(), error) {
	if strings.HasPrefix(s.Database, "postgres") {
		return func() {}, nil
	}
	if err := os.MkdirAll(filepath.Dir(s.Database), 0o700); err != nil {
		return nil, fault.New(fault.Invalid, "cli.dir_unwritable", "dir", filepath.Dir(s.Database)).Because(err)
	}
	l := flock.New(s.Database + ".lock")
	ok, err := l.TryLock()
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, fault.New(fault.Conflict, "cli.already_serving", "dir", filepath.Dir(s.Database))
	}
	return func() { _ = l.Unlock() }, nil
}

func listen(s cli.Serving) (net.Listener, error) {
	l, err := net.Listen("tcp", s.Addr)
	if err != nil {
		return nil, fault.New(fault.Conflict, "cli.address_taken", "addr", s.Addr).Because(err)
	}
	if s.TLS {
		return secured(l, s)
	}
	return l, nil
}

func secure(s cli.Serving) bool { return strings.HasPrefix(s.PublicURL, "https://") }

func publicAddress(s cli.Serving, l net.Listener) string {
	if s.PublicURL != "" {
		return strings.TrimSuffix(s.PublicURL, "/")
	}
	return reachable(l.Addr().String())[0]
}

// reachable are the addresses that open the program from this machine and, when it listens on every interface, from its
// network: a browser cannot open the unspecified address.
func reachable(listens string) []string {
	host, port, err := net.SplitHostPort(listens)
	if err != nil {
		return []string{"http://" + listens}
	}
	at, err := netip.ParseAddr(host)
	if err != nil || !at.IsUnspecified() {
		return []string{"http://" + listens}
	}
	out := []string{"http://" + net.JoinHostPort("127.0.0.1", port)}
	all, err := net.InterfaceAddrs()
	if err != nil {
		return out
	}
	for _, x := range all {
		if p, err := netip.ParsePrefix(x.String()); err == nil && p.Addr().Is4() && p.Addr().IsGlobalUnicast() {
			out = append(out, "http://"+net.JoinHostPort(p.Addr().String(), port))
		}
	}
	return out
}

// alsoAt prints the addresses others on the network open, when the program listens there and no public one is given.
func alsoAt(s cli.Serving, l net.Listener) {
	if s.PublicURL != "" {
		return
	}
	for _, address := range reachable(l.Addr().String())[1:] {
		fmt.Println("      ", address)
	}
}

// welcome prints where to go: the one-time set-up link on a new database, else the address. It returns the page to open.
func (h *house) welcome(ctx context.Context, address string) (string, error) {
	fresh, err := h.app.NeedsSetup(ctx)
	if err != nil {
		return "", err
	}
	if !fresh {
		fmt.Println("Cordée", address)
		return address, nil
	}
	secret, err := h.app.SetupSecret(ctx)
	if err != nil {
		return "", err
	}
	link := address + "/setup/" + url.PathEscape(secret)
	fmt.Printf("Cordée %s\nPour commencer / To begin: %s\n", address, link)
	return link, nil
}

// How long a request may take to arrive, and how long open ones get when the program is asked to stop.
const (
	headerTime   = 10 * time.Second
	requestTime  = 5 * time.Minute
	idleTime     = 2 * time.Minute
	farewellTime = 20 * time.Second
	maxHeader    = 64 << 10
)

// serve answers until ctx ends, then lets open requests finish: nothing accepted is lost.
func (h *house) serve(ctx context.Context, l net.Listener, c web.Config) error {
	c.Addr = l.Addr().String()
	server := &http.Server{
		Handler: h.handler(c), ReadHeaderTimeout: headerTime, ReadTimeout: requestTime, IdleTimeout: idleTime, MaxHeaderBytes: maxHeader,
		ErrorLog: slog.NewLogLogger(h.log.Handler(), slog.LevelDebug),
	}
	feeding, stopFeed := context.WithCancel(context.Background())
	fed := make(chan error, 1)
	go func() { fed <- h.feed.Run(feeding) }()
	posted := h.deliver(feeding)
	rounds, stopRounds := context.WithCancel(context.Background())
	gone := make(chan struct{})
	go func() { defer close(gone); h.app.GoRounds(rounds, h.app.Rounds()...) }()
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()
	var err error
	select {
	case err = <-served:
	case <-ctx.Done():
	}
	stopFeed() // live pages end first, or the farewell would wait for them
	stopRounds()
	goodbye, cancel := context.WithTimeout(context.Background(), farewellTime)
	defer cancel()
	if stop := server.Shutdown(goodbye); err == nil {
		err = stop
	}
	<-fed
	<-posted
	<-gone
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// doors is every route of every door, each behind its own door's guard.
type doors struct {
	pages   *web.Server
	service *api.Server
	routes  *route.Registry
}

func (h *house) doors(c web.Config) doors {
	c.App, c.Feed, c.Log, c.Post = h.app, h.feed, h.log, h.ways()
	d := doors{pages: web.New(c), service: api.New(h.app, h.log), routes: &route.Registry{}}
	d.pages.Routes(d.routes)
	d.service.Routes(d.routes)
	return d
}

// handler refuses what another site sends before any route is looked at.
func (d doors) handler() http.Handler {
	mux := d.routes.Mux(func(r route.Route) http.Handler {
		if r.Door == route.API {
			return d.service.Guard(r)
		}
		return d.pages.Guard(r)
	})
	mux.Handle("/", d.pages.Lost()) // whatever has no route
	refused := d.pages.CrossOrigin()
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/api/") {
			d.service.CrossOrigin(w, r)
			return
		}
		refused.ServeHTTP(w, r)
	}))
	return guard.Handler(mux)
}

func (h *house) handler(c web.Config) http.Handler { return h.doors(c).handler() }
