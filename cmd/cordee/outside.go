package main

import (
	"crypto/tls"
	"net"
	"net/url"
	"os/exec"
	"path/filepath"
	"runtime"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"

	"cordee/internal/cli"
	"cordee/internal/fault"
)

// secured answers over TLS on a listener.
func secured(l net.Listener, s cli.Serving) (net.Listener, error) {
	m, err := certificates(s)
	if err != nil {
		return nil, err
	}
	return tls.NewListener(l, m.TLSConfig()), nil
}

// certificates gets and renews certificates by itself for the name in PublicURL, by the TLS-ALPN-01 challenge: only the serving port
// is needed.
func certificates(s cli.Serving) (*autocert.Manager, error) {
	u, err := url.Parse(s.PublicURL)
	if err != nil || u.Scheme != "https" || u.Hostname() == "" {
		return nil, fault.New(fault.Invalid, "cli.public_url_https", "url", s.PublicURL).Because(err)
	}
	dir := s.TLSDir
	if dir == "" {
		dir = filepath.Join(s.DataDir, "certificates")
	}
	m := &autocert.Manager{Prompt: autocert.AcceptTOS, HostPolicy: autocert.HostWhitelist(u.Hostname()), Cache: autocert.DirCache(dir)}
	if s.TLSRoots != "" {
		m.Client = &acme.Client{DirectoryURL: s.TLSRoots}
	}
	return m, nil
}

// browse opens the browser; a machine without one has the address on the terminal.
func browse(address string) {
	name, args := "xdg-open", []string{address}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", address}
	}
	cmd := exec.Command(name, args...)
	if cmd.Start() == nil {
		go func() { _ = cmd.Wait() }()
	}
}
