package notify_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"cordee/internal/notify"
)

// postOffice is a real SMTP server on this machine: TLS, a name and a password, and a memory of what it was given.
type postOffice struct {
	t     *testing.T
	at    net.Addr
	roots *x509.CertPool

	mu      sync.Mutex
	letters []letter
	busy    map[string]bool // addresses it cannot take for now
}

type letter struct {
	from, to string
	data     []byte
}

const (
	postUser     = "cordee"
	postPassword = "corde et piolet"
)

// openPost starts one; how is notify.StartTLS or notify.TLS.
func openPost(t *testing.T, how string) *postOffice {
	t.Helper()
	cert, roots := certificate(t)
	p := &postOffice{t: t, roots: roots, busy: map[string]bool{}}
	s := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &visit{office: p}, nil }))
	s.Domain, s.TLSConfig, s.ReadTimeout = "localhost", &tls.Config{Certificates: []tls.Certificate{cert}}, 10*time.Second
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.at = l.Addr()
	if how == notify.TLS {
		l = tls.NewListener(l, s.TLSConfig)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = s.Serve(l)
	}()
	t.Cleanup(func() {
		_ = s.Close()
		<-done
	})
	return p
}

// settings are what a client needs to reach it.
func (p *postOffice) settings(how string) notify.MailServer {
	return notify.MailServer{
		Host: "localhost", Port: p.at.(*net.TCPAddr).Port, User: postUser, Password: postPassword, TLS: how, From: "cordee@alpina.test",
	}
}

func (p *postOffice) mail(s notify.MailServer) *notify.Mail {
	p.t.Helper()
	m, err := notify.NewMail(s, time.Now, &tls.Config{RootCAs: p.roots})
	if err != nil {
		p.t.Fatal(err)
	}
	return m
}

func (p *postOffice) received() []letter {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]letter(nil), p.letters...)
}

// visit is one conversation with the server.
type visit struct {
	office *postOffice
	known  bool
	l      letter
}

func (v *visit) AuthMechanisms() []string { return []string{sasl.Plain} }

func (v *visit) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != postUser || password != postPassword {
			return smtp.ErrAuthFailed
		}
		v.known = true
		return nil
	}), nil
}

func (v *visit) Mail(from string, _ *smtp.MailOptions) error {
	if !v.known {
		return smtp.ErrAuthRequired
	}
	if strings.HasPrefix(from, "nobody@") {
		return &smtp.SMTPError{Code: 553, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "sender not yours"}
	}
	v.l = letter{from: from}
	return nil
}

func (v *visit) Rcpt(to string, _ *smtp.RcptOptions) error {
	v.office.mu.Lock()
	defer v.office.mu.Unlock()
	switch {
	case strings.HasPrefix(to, "gone@"):
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user"}
	case v.office.busy[to]:
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "come back later"}
	}
	v.l.to = to
	return nil
}

func (v *visit) Data(r io.Reader) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	v.office.mu.Lock()
	defer v.office.mu.Unlock()
	v.l.data = data
	v.office.letters = append(v.office.letters, v.l)
	return nil
}

func (v *visit) Reset()        {}
func (v *visit) Logout() error { return nil }

// certificate is one for localhost that signs itself.
func certificate(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), DNSNames: []string{"localhost"},
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err2 := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	parsed, err3 := x509.ParseCertificate(der)
	if err := errors.Join(err, err2, err3); err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, roots
}
