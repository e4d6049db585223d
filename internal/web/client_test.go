package web

import (
	"net/http"
	"testing"
)

func TestOnlyAProxyOnThisMachineIsBelieved(t *testing.T) {
	for _, c := range []struct{ peer, forwarded, want string }{
		{"192.0.2.7:4711", "", "192.0.2.7"},
		{"192.0.2.7:4711", "198.51.100.1", "192.0.2.7"},
		{"127.0.0.1:4711", "", "127.0.0.1"},
		{"127.0.0.1:4711", "198.51.100.1", "198.51.100.1"},
		{"127.0.0.1:4711", "10.0.0.1, 198.51.100.1", "198.51.100.1"},
		{"[::1]:4711", "2001:db8::7", "2001:db8::7"},
		{"127.0.0.1:4711", "anything", "127.0.0.1"},
	} {
		r := &http.Request{RemoteAddr: c.peer, Header: http.Header{}}
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		if got := clientAddr(r); got != c.want {
			t.Errorf("from %s forwarded %q: %s, want %s", c.peer, c.forwarded, got, c.want)
		}
	}
}
