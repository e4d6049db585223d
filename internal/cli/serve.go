package cli

import (
	"fmt"
	"runtime/debug"
)

// startCmd is the program without a command: serve on this machine and open the browser.
type startCmd struct {
	NoBrowser bool `help:"cli.help.no_browser"`
}

func (c *startCmd) Run(r *run) error {
	s, err := r.serving("127.0.0.1:8080")
	if err != nil {
		return err
	}
	s.Open = !c.NoBrowser
	return r.Serve(r, s)
}

func (r *run) serving(addr string) (Serving, error) {
	url, err := r.database()
	if err != nil {
		return Serving{}, err
	}
	dir, err := r.dataDir()
	return Serving{Database: url, DataDir: dir, Addr: addr}, err
}

type serveCmd struct {
	Addr      string `help:"cli.help.addr" default:"127.0.0.1:8080"`
	PublicURL string `help:"cli.help.public_url" env:"CORDEE_PUBLIC_URL"`
	TLS       bool   `help:"cli.help.tls"`
	TLSDir    string `help:"cli.help.tls_dir" placeholder:"DIR"`
	ACME      string `help:"cli.help.acme" name:"acme" placeholder:"URL"`
	Dev       bool   `help:"cli.help.dev"`
}

func (c *serveCmd) Run(r *run) error {
	s, err := r.serving(c.Addr)
	if err != nil {
		return err
	}
	if c.TLS && c.PublicURL == "" {
		return usageError{key: "cli.tls_needs_url"}
	}
	s.PublicURL, s.TLS, s.TLSDir, s.TLSRoots, s.Dev = c.PublicURL, c.TLS, c.TLSDir, c.ACME, c.Dev
	return r.Serve(r, s)
}

type demoCmd struct {
	Addr string `help:"cli.help.addr" default:"127.0.0.1:8080"`
	Seed uint64 `help:"cli.help.seed" default:"7"`
	Dev  bool   `help:"cli.help.dev"`
	Open bool   `help:"cli.help.open"`
}

func (c *demoCmd) Run(r *run) error {
	return r.Demo(r, Serving{Addr: c.Addr, Seed: c.Seed, Dev: c.Dev, Open: c.Open})
}

type versionCmd struct{}

func (versionCmd) Run(r *run) error {
	version := "(devel)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		version = info.Main.Version
	}
	fmt.Fprintln(r.Stdout, "cordee", version)
	return nil
}

type benchCmd struct {
	People  []int `help:"cli.help.bench_people" default:"40,1000"`
	Seconds int   `help:"cli.help.bench_seconds" default:"5"`
	Refold  int   `help:"cli.help.bench_refold" default:"0"`
	JSON    bool  `help:"cli.help.bench_json" name:"json"`
}

func (c *benchCmd) Run(r *run) error {
	return r.Bench(r, r.Stdout, BenchOptions{People: c.People, Seconds: c.Seconds, Refold: c.Refold, JSON: c.JSON})
}
