package main

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/letsencrypt/pebble/v2/ca"
	"github.com/letsencrypt/pebble/v2/db"
	"github.com/letsencrypt/pebble/v2/va"
	"github.com/letsencrypt/pebble/v2/wfe"
	"github.com/miekg/dns"

	"cordee/internal/cli"
)

const ourName = "rope.cordee.test"

// TestCertificatesComeByThemselves runs a real certificate authority in this process: it asks our listener to prove that it answers
// for the name, and a client that trusts only that authority then reads a page over HTTPS.
func TestCertificatesComeByThemselves(t *testing.T) {
	port, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := port.Addr().String()
	front, roots := authority(t, port.Addr().(*net.TCPAddr).Port)

	manager, err := certificates(cli.Serving{PublicURL: "https://" + ourName, TLSDir: t.TempDir(), TLSRoots: front.URL + wfe.DirectoryPath})
	if err != nil {
		t.Fatal(err)
	}
	manager.Client.HTTPClient = front.Client()
	listener := tls.NewListener(port, manager.TLSConfig())
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "Bonjour") })}
	go server.Serve(listener)
	t.Cleanup(func() { server.Close() })

	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{ServerName: ourName, RootCAs: roots}}}
	defer client.CloseIdleConnections()
	res, err := client.Get("https://" + address + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil || string(text) != "Bonjour" {
		t.Fatalf("got %q, %v", text, err)
	}
	if names := res.TLS.PeerCertificates[0].DNSNames; len(names) != 1 || names[0] != ourName {
		t.Errorf("certificate for %v", names)
	}

	stranger := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{ServerName: "other.cordee.test", RootCAs: roots}}}
	defer stranger.CloseIdleConnections()
	if res, err := stranger.Get("https://" + address + "/"); err == nil {
		res.Body.Close()
		t.Error("a certificate was given for a name that is not ours")
	}
}

func TestTLSNeedsAnHTTPSName(t *testing.T) {
	for _, bad := range []string{"", "http://rope.cordee.test", "https://"} {
		if _, err := secured(nil, cli.Serving{PublicURL: bad}); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
}

// authority starts a certificate authority that resolves every name to this machine and checks challenges on the given port.
func authority(t *testing.T, port int) (server *httptest.Server, roots *x509.CertPool) {
	t.Helper()
	t.Setenv("PEBBLE_VA_NOSLEEP", "1")
	t.Setenv("PEBBLE_WFE_NONCEREJECT", "0")
	quiet := log.New(io.Discard, "", 0)
	memory := db.NewMemoryStore()
	authority := ca.New(quiet, memory, "", "ecdsa", 0, 1, map[string]ca.Profile{"default": {Description: "test"}})
	checker := va.New(quiet, 0, port, false, names(t), memory)
	front := wfe.New(quiet, memory, checker, authority, []string{"cordee.test"}, false, false, 0, 0)
	server = httptest.NewTLSServer(front.Handler())
	t.Cleanup(server.Close)
	roots = x509.NewCertPool()
	roots.AddCert(authority.GetRootCert(0).Cert)
	return server, roots
}

// names answers every question for an address with this machine's.
func names(t *testing.T) string {
	t.Helper()
	conn, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &dns.Server{Listener: conn, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) {
		m := new(dns.Msg)
		m.SetReply(q)
		for _, question := range q.Question {
			if question.Qtype == dns.TypeA && strings.HasSuffix(question.Name, ".cordee.test.") {
				m.Answer = append(m.Answer, &dns.A{Hdr: dns.RR_Header{Name: question.Name, Rrtype: dns.TypeA, Class: dns.ClassINET, Ttl: 1},
					A: net.IPv4(127, 0, 0, 1)})
			}
		}
		_ = w.WriteMsg(m)
	})}
	go server.ActivateAndServe()
	t.Cleanup(func() { server.Shutdown() })
	return conn.Addr().String()
}
