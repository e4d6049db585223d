package web

import (
	"net"
	"net/netip"
	"strings"

	qrcode "github.com/skip2/go-qrcode"

	"cordee/internal/web/ui"
)

// How others can reach this server.
const (
	reachPublic = "public" // at the address it was told, or the one a proxy passes on
	reachLAN    = "lan"    // from the same network
	reachLocal  = "local"  // from this very machine alone
	reachAlone  = "alone"  // it listens on every network, but this machine is on none
)

// reach tells at which address others open this server, and from how far.
func (v *visit) reach() (how, address string) {
	if v.PublicURL != "" {
		return reachPublic, v.PublicURL
	}
	seen := v.scheme() + "://" + v.r.Host
	if !loopback(host(v.r.Host)) {
		if _, err := netip.ParseAddr(strings.Trim(host(v.r.Host), "[]")); err == nil {
			return reachLAN, seen
		}
		return reachPublic, seen
	}
	listens, port, err := net.SplitHostPort(v.Addr)
	if err != nil || loopback(listens) {
		return reachLocal, seen
	}
	if at := lanAddress(listens); at != "" {
		return reachLAN, v.scheme() + "://" + net.JoinHostPort(at, port)
	}
	return reachAlone, seen
}

func (v *visit) scheme() string {
	if v.https() {
		return "https"
	}
	return "http"
}

// loopback tells whether a host is this very machine.
func loopback(host string) bool {
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	a, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && a.IsLoopback()
}

// lanAddress is this machine's address on its network: the one it listens on, or when it listens on all, a private
// one before any other.
func lanAddress(listens string) string {
	a, err := netip.ParseAddr(strings.Trim(listens, "[]"))
	switch {
	case listens != "" && err != nil:
		return listens // a name
	case listens != "" && !a.IsUnspecified():
		return a.String()
	}
	all, err := net.InterfaceAddrs()
	if err != nil {
		return ""
	}
	other := ""
	for _, x := range all {
		p, err := netip.ParsePrefix(x.String())
		switch {
		case err != nil || !p.Addr().Is4() || !p.Addr().IsGlobalUnicast():
		case p.Addr().IsPrivate():
			return p.Addr().String()
		default:
			other = p.Addr().String()
		}
	}
	return other
}

// linkTo is a full address on this server that others can open.
func (v *visit) linkTo(path string) string {
	_, address := v.reach()
	return address + path
}

// qr is the square code of a link; a link too long for one has none.
func qr(label, link string) ui.QRProps {
	q, err := qrcode.New(link, qrcode.Medium)
	if err != nil {
		return ui.QRProps{Label: label}
	}
	q.DisableBorder = true
	return ui.QRProps{Modules: q.Bitmap(), Label: label}
}
