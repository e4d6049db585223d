package notify

import (
	"bytes"
	"context"
	"crypto/tls"
	"net/mail"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"cordee/internal/fault"
)

// How the way to a mail server is encrypted.
const (
	StartTLS = "starttls" // plain at first, then TLS, or nothing is sent
	TLS      = "tls"      // from the first byte
	NoTLS    = "none"     // a server on this very machine
)

// MailServer is where mails are handed over.
type MailServer struct {
	Host     string
	Port     int // 0: 587, or 465 with TLS
	User     string
	Password string
	TLS      string // StartTLS when empty
	From     string // "cordee@example.com" or "Cordée <cordee@example.com>"
}

// Mail hands messages to an SMTP server, each on a connection of its own: a message that goes wrong spoils none that follow.
type Mail struct {
	server MailServer
	from   *mail.Address
	now    func() time.Time
	config *tls.Config // nil: the system's certificates
}

// connectTime bounds each step of the conversation with the server.
const connectTime = 15 * time.Second

// NewMail checks the settings: Invalid notify.settings with arg why.
func NewMail(s MailServer, now func() time.Time, config *tls.Config) (*Mail, error) {
	bad := func(why string) (*Mail, error) { return nil, fault.New(fault.Invalid, "notify.settings", "why", why) }
	from, err := mail.ParseAddress(s.From)
	switch {
	case err != nil || strings.ContainsAny(s.From, "\r\n"):
		return bad("from")
	case s.Host == "" || strings.ContainsAny(s.Host, " /\r\n"):
		return bad("host")
	case s.Port < 0 || s.Port > 65_535:
		return bad("port")
	case s.TLS != "" && s.TLS != StartTLS && s.TLS != TLS && s.TLS != NoTLS:
		return bad("tls")
	}
	if s.Port == 0 {
		if s.Port = 587; s.TLS == TLS {
			s.Port = 465
		}
	}
	return &Mail{server: s, from: from, now: now, config: config}, nil
}

// Host is the server's name, for the page that tells where mails go.
func (s *Mail) Host() string { return s.server.Host }

// From is the sender's address.
func (s *Mail) From() string { return s.from.Address }

// Send hands one message over.
func (s *Mail) Send(ctx context.Context, to Receiver, m Message) error {
	msg, err := s.letter(to, m)
	if err != nil {
		return err
	}
	client, err := gomail.NewClient(s.server.Host, s.options()...)
	if err != nil {
		return fault.New(fault.Unavailable, "notify.unreachable").Because(err)
	}
	if err := client.DialWithContext(ctx); err != nil {
		return dialTrouble(err)
	}
	defer client.Close()
	if err := client.Send(msg); err != nil {
		return sendTrouble(err)
	}
	return nil
}

func (s *Mail) options() []gomail.Option {
	config := &tls.Config{}
	if s.config != nil {
		config = s.config.Clone()
	}
	config.ServerName, config.MinVersion = s.server.Host, tls.VersionTLS12
	list := []gomail.Option{gomail.WithPort(s.server.Port), gomail.WithTimeout(connectTime), gomail.WithTLSConfig(config), gomail.WithoutNoop()}
	switch s.server.TLS {
	case TLS:
		list = append(list, gomail.WithSSL())
	case NoTLS:
		list = append(list, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		list = append(list, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if s.server.User != "" {
		list = append(list, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(s.server.User), gomail.WithPassword(s.server.Password))
	}
	return list
}

// letter builds the mail: text and HTML side by side, the pictures inside, and headers that say what it is: nobody wrote it by hand
// (RFC 3834), and one click ends it (RFC 8058).
func (s *Mail) letter(to Receiver, m Message) (*gomail.Msg, error) {
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	from := *s.from
	if from.Name == "" {
		from.Name = m.OrgName
	}
	msg.FromMailAddress(&from)
	if _, err := mail.ParseAddress(to.Email); err != nil || strings.ContainsAny(to.Email, "\r\n<>") {
		return nil, fault.New(fault.Invalid, "notify.address").Because(err)
	}
	msg.ToMailAddress(&mail.Address{Name: to.Name, Address: to.Email})
	msg.Subject(m.Subject)
	msg.SetDateWithValue(s.now())
	msg.SetMessageIDWithValue(m.ID + "@" + domainOf(s.from.Address))
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetGenHeader("X-Auto-Response-Suppress", "All")
	msg.SetGenHeader("Content-Language", m.Lang)
	if m.Stop.URL != "" {
		if err := msg.SetListUnsubscribeOneClick(m.Stop.URL); err != nil { // one click asks for https; without it the link alone is given
			msg.SetListUnsubscribe("<" + m.Stop.URL + ">")
		}
	}
	msg.SetBodyString(gomail.TypeTextPlain, m.Text())
	var page bytes.Buffer
	if err := m.HTML(&page, func(id string) string { return "cid:" + id + "@cordee" }); err != nil {
		return nil, err
	}
	msg.AddAlternativeString(gomail.TypeTextHTML, page.String())
	for _, p := range m.pictures() {
		data, err := p.bar.PNG()
		if err != nil {
			return nil, err
		}
		err = msg.EmbedReader(p.id+".png", bytes.NewReader(data), gomail.WithFileContentID("<"+p.id+"@cordee>"), gomail.WithFileContentType("image/png"))
		if err != nil {
			return nil, err
		}
	}
	return msg, nil
}

func domainOf(address string) string {
	_, domain, _ := strings.Cut(address, "@")
	return domain
}
