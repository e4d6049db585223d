package notify_test

import (
	"bytes"
	"encoding/base64"
	"image/png"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/notify"
	"cordee/internal/testkit"
)

// opened is a mail as a mail program reads it.
type opened struct {
	header     mail.Header
	subject    string
	text, html string
	pictures   map[string][]byte // by Content-ID
	kinds      []string          // every content type on the way down
}

func open(t *testing.T, l letter) opened {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(l.data))
	if err != nil {
		t.Fatal(err)
	}
	o := opened{header: m.Header, pictures: map[string][]byte{}}
	if o.subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); err != nil {
		t.Fatal(err)
	}
	o.part(t, m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Header.Get("Content-Id"), m.Body)
	return o
}

func (o *opened) part(t *testing.T, kind, encoding, id string, body io.Reader) {
	t.Helper()
	media, params, err := mime.ParseMediaType(kind)
	if err != nil {
		t.Fatal(err)
	}
	o.kinds = append(o.kinds, media)
	if strings.HasPrefix(media, "multipart/") {
		parts := multipart.NewReader(body, params["boundary"])
		for {
			p, err := parts.NextRawPart()
			if err == io.EOF {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			o.part(t, p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p.Header.Get("Content-Id"), p)
		}
	}
	switch strings.ToLower(encoding) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	data, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	switch media {
	case "text/plain":
		o.text = string(data)
	case "text/html":
		o.html = string(data)
	default:
		o.pictures[strings.Trim(id, "<>")] = data
	}
}

func TestTheWeekArrivesByMailAsItShould(t *testing.T) {
	for _, how := range []string{notify.StartTLS, notify.TLS} {
		t.Run(how, func(t *testing.T) {
			c := alpina(t, testkit.SQLite(t), "fr", "2026-11-20 17:00")
			post := openPost(t, how)
			c.at("2026-11-23 08:15")
			k := c.courier(post.mail(post.settings(how)), nil)
			if n := c.deliver(k); n != 0 {
				t.Fatalf("%d envelopes left before the day began", n)
			}
			c.at("2026-11-23 09:00")
			if n := c.deliver(k); n != 1 {
				t.Fatalf("%d envelopes, want Léa's", n)
			}
			got := post.received()
			m := open(t, got[0])
			c.contains(got[0].to, "lea@alpina.test")
			c.contains(m.subject, "Ce que demande cette semaine")
			c.contains(m.text, "Bonjour Léa,", "Chiffre d’affaires du T4", "cette semaine", "41\u202f000\u202f€ sur 62\u202f000\u202f€", "https://cordee.alpina.test/", "/unsubscribe/")
			c.contains(m.html, `lang="fr"`, "Bonjour Léa,", `src="cid:bar-1@cordee"`, `alt="Chiffre d’affaires du T4`, "/account/messages", "prefers-color-scheme: dark")
			if _, err := png.Decode(bytes.NewReader(m.pictures["bar-1@cordee"])); err != nil {
				t.Errorf("the picture cannot be read: %v, %v", err, m.kinds)
			}
			if kinds := strings.Join(m.kinds, " "); !strings.Contains(kinds, "multipart/alternative") || !strings.Contains(kinds, "text/plain") || !strings.Contains(kinds, "multipart/related") {
				t.Errorf("%s", kinds)
			}
			m.checkHeaders(t)
			if n := c.deliver(k); n != 0 {
				t.Errorf("sent again: %d", n)
			}
		})
	}
}

// checkHeaders: whose it is, when, that nobody wrote it by hand, and the way out in one click.
func (o opened) checkHeaders(t *testing.T) {
	t.Helper()
	from, err := o.header.AddressList("From")
	if err != nil || from[0].Address != "cordee@alpina.test" || from[0].Name != "Alpina" {
		t.Errorf("from %v, %v", from, err)
	}
	to, err := o.header.AddressList("To")
	if err != nil || to[0].Name != "Léa Martin" {
		t.Errorf("to %v, %v", to, err)
	}
	if _, err := o.header.Date(); err != nil {
		t.Errorf("date: %v", err)
	}
	for name, want := range map[string]string{
		"Auto-Submitted": "auto-generated", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click", "Content-Language": "fr", "Mime-Version": "1.0",
	} {
		if got := o.header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if id := o.header.Get("Message-Id"); !strings.HasSuffix(id, "@alpina.test>") || len(id) < 30 {
		t.Errorf("Message-ID %q", id)
	}
	if out := o.header.Get("List-Unsubscribe"); !strings.HasPrefix(out, "<https://cordee.alpina.test/unsubscribe/") || !strings.HasSuffix(out, ">") {
		t.Errorf("List-Unsubscribe %q", out)
	}
}

func TestTenThingsMakeOneDigest(t *testing.T) {
	c := alpina(t, testkit.SQLite(t), "en", "2026-11-23 19:30")
	post := openPost(t, notify.StartTLS)
	k := c.courier(post.mail(post.settings(notify.StartTLS)), nil)
	c.chooses("karim", map[string]string{app.AboutCelebration: app.ByMail, app.AboutWeek: app.NotTold})
	for _, title := range []string{"One", "Two", "Three", "Four", "Five"} {
		c.propose("lea", "lea", title)
		c.propose("tom", "tom", title+" of Tom")
	}
	c.at("2026-11-23 19:45")
	if n := c.deliver(k); n != 0 {
		t.Fatalf("%d in the evening", n)
	}
	c.at("2026-11-24 09:01")
	if n := c.deliver(k); n != 1 {
		t.Fatalf("%d envelopes, want one", n)
	}
	m := open(t, post.received()[0])
	c.contains(m.subject, "and 9 more")
	c.contains(m.text, "Hello Karim,", "“One”", "“Five of Tom”", "Answer", "Choose what I receive")
	if strings.Contains(m.text+m.subject+m.html, "⟦") {
		t.Error("a sentence is missing")
	}
}

func TestWhatIsSettledMeanwhileIsNotSent(t *testing.T) {
	c := alpina(t, testkit.SQLite(t), "fr", "2026-11-23 19:30")
	post := openPost(t, notify.StartTLS)
	k := c.courier(post.mail(post.settings(notify.StartTLS)), nil)
	c.chooses("lea", map[string]string{app.AboutAnswers: app.ByMail, app.AboutWeek: app.NotTold})
	id := c.propose("lea", "lea", "Soixante-dix mille")
	c.at("2026-11-23 19:45")
	c.must(c.AnswerGoal(t.Context(), c.as("karim"), id, 1, app.Agree, app.Said{}))
	c.at("2026-11-23 19:50")
	c.at("2026-11-24 09:01")
	if n := c.deliver(k); n != 1 { // Karim's is settled; Léa hears that he agreed
		t.Fatalf("%d envelopes, want Léa's", n)
	}
	m := open(t, post.received()[0])
	c.contains(m.text, "Bonjour Léa,", "Karim Benali est d’accord")
}

func TestADeadAddressBlocksNobodyAndABusyOneIsTriedAgain(t *testing.T) {
	c := alpina(t, testkit.SQLite(t), "fr", "2026-11-23 19:30")
	post := openPost(t, notify.StartTLS)
	post.busy["tom@alpina.test"] = true
	k := c.courier(post.mail(post.settings(notify.StartTLS)), nil)
	c.must(c.SetName(t.Context(), c.as("lea"), "Léa Martin", "gone@alpina.test"))
	for _, who := range []string{"karim", "lea", "tom"} {
		c.chooses(who, map[string]string{app.AboutCelebration: app.ByMail, app.AboutWeek: app.NotTold, app.AboutWaiting: app.NotTold})
	}
	c.load(c.enough())
	c.at("2026-11-23 19:45")
	c.at("2026-11-24 09:01")
	if n := c.deliver(k); n != 1 || post.received()[0].to != "karim@alpina.test" {
		t.Fatalf("%d envelopes, want Karim's", n)
	}
	lea, err := c.MyMessages(t.Context(), c.as("lea"))
	c.must(err)
	tom, err := c.MyMessages(t.Context(), c.as("tom"))
	c.must(err)
	if lea.Trouble != "notify.address" || tom.Trouble != "notify.later" {
		t.Errorf("Léa %q, Tom %q", lea.Trouble, tom.Trouble)
	}
	post.busy["tom@alpina.test"] = false
	if n := c.deliver(k); n != 0 {
		t.Error("tried again at once")
	}
	c.at("2026-11-24 09:03")
	if n := c.deliver(k); n != 1 || post.received()[1].to != "tom@alpina.test" {
		t.Errorf("%d envelopes, want Tom's: %v", n, post.received())
	}
}

func TestWhatGoesWrongIsSaidInWords(t *testing.T) {
	post := openPost(t, notify.StartTLS)
	good := post.settings(notify.StartTLS)
	for want, change := range map[string]func(*notify.MailServer){
		"notify.auth":        func(s *notify.MailServer) { s.Password = "wrong" },
		"notify.host":        func(s *notify.MailServer) { s.Host = "nowhere.invalid" },
		"notify.unreachable": func(s *notify.MailServer) { s.Port = 1 },
		"notify.tls":         func(s *notify.MailServer) { s.TLS = notify.TLS },
		"notify.sender":      func(s *notify.MailServer) { s.From = "nobody@alpina.test" },
	} {
		s := good
		change(&s)
		err := post.mail(s).Send(t.Context(), notify.Receiver{Email: "lea@alpina.test"}, notify.Message{ID: "x"})
		if !fault.Is(err, want) {
			t.Errorf("want %s, got %v", want, err)
		}
	}
	if err := post.mail(good).Send(t.Context(), notify.Receiver{Email: "lea@alpina.test\r\nBcc: all@alpina.test"}, notify.Message{ID: "x"}); !fault.Is(err, "notify.address") {
		t.Errorf("a header in an address: %v", err)
	}
	if n := len(post.received()); n != 0 {
		t.Errorf("%d letters arrived", n)
	}
}
