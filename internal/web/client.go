package web

import (
	"net/http"
	"net/netip"
	"strings"
)

// clientAddr is the address a request comes from, for counting failed sign-ins. Behind a proxy on this machine it is what that
// proxy saw, the last address it wrote down; from anywhere else the header proves nothing and is not read.
func clientAddr(r *http.Request) string {
	peer := host(r.RemoteAddr)
	ip, err := netip.ParseAddr(peer)
	if err != nil || !ip.Unmap().IsLoopback() {
		return peer
	}
	seen := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	last, err := netip.ParseAddr(strings.TrimSpace(seen[len(seen)-1]))
	if err != nil {
		return peer
	}
	return last.String()
}
