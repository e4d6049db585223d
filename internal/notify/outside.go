package notify

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"

	"cordee/internal/app"
	"cordee/internal/fault"
)

// Bounds of a call to an address that people gave: ten seconds, 256 kB of answer, no redirects, https, and public addresses only.
const (
	callTime = 10 * time.Second
	maxReply = 256 << 10
)

var (
	errPrivate  = fault.New(fault.Invalid, "notify.private")
	errRedirect = fault.New(fault.Invalid, "notify.redirect")
)

// outside is the client for addresses that people gave. What a name means is looked at when the connection is made: it may have changed
// since the address was saved.
func outside() *http.Client {
	dialer := &net.Dialer{Timeout: callTime, Control: func(_, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err != nil || at.Port() != 443 || !app.PublicAddress(at.Addr()) {
			return errPrivate
		}
		return nil
	}}
	return &http.Client{
		Timeout: callTime,
		Transport: &http.Transport{
			Proxy: nil, DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
				return dialer.DialContext(ctx, network, address)
			},
			TLSHandshakeTimeout: callTime, DisableKeepAlives: true, MaxResponseHeaderBytes: maxReply, ForceAttemptHTTP2: true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
