package notify_test

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"cordee/internal/fault"
	"cordee/internal/notify"
	"cordee/internal/testkit"
)

// chatRoom is a webhook that remembers what was posted and answers as told.
type chatRoom struct {
	server *httptest.Server
	status int
	bodies []map[string]any
}

func openChat(t *testing.T) *chatRoom {
	t.Helper()
	c := &chatRoom{status: http.StatusOK}
	c.server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body map[string]any
		text, err := io.ReadAll(r.Body)
		if err == nil {
			err = json.Unmarshal(text, &body)
		}
		if err != nil || r.Method != http.MethodPost || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
			t.Errorf("%s %s: %v", r.Method, text, err)
		}
		c.bodies = append(c.bodies, body)
		if c.status >= 300 && c.status < 400 {
			w.Header().Set("Location", "https://elsewhere.invalid/")
		}
		w.WriteHeader(c.status)
	}))
	t.Cleanup(c.server.Close)
	return c
}

// client leads any public name to the room, with the rules about redirects of the real one.
func (c *chatRoom) client() *http.Client {
	return &http.Client{
		Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "tcp", c.server.Listener.Addr().String())
		}},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

func TestACommonObjectiveReachedIsAnnouncedInTheChannels(t *testing.T) {
	c := alpina(t, testkit.SQLite(t), "fr", "2026-11-23 19:30")
	room := openChat(t)
	k := c.courier(nil, notify.NewChat(room.client()))
	admin := c.as("karim")
	admin.Role = "admin"
	c.must(c.AddHook(t.Context(), admin, "slack", "ventes", "https://hooks.slack.com/services/T0/B0/x"))
	c.must(c.AddHook(t.Context(), admin, "teams", "ventes", "https://prod-1.westeurope.logic.azure.com/workflows/x"))
	c.propose("lea", "lea", "Une idée à moi") // nobody's business but Karim's
	c.load(c.enough())
	c.at("2026-11-23 19:45")
	if n := c.deliver(k); n != 0 {
		t.Fatalf("%d announced in the evening", n)
	}
	c.at("2026-11-24 09:01")
	if n := c.deliver(k); n != 2 {
		t.Fatalf("%d announced, want both channels", n)
	}
	var slack, teams map[string]any
	for _, b := range room.bodies {
		if b["type"] == "message" {
			teams = b
		} else {
			slack = b
		}
	}
	said, _ := json.Marshal(slack)
	card, _ := json.Marshal(teams)
	c.contains(string(said), `"type":"section"`, `"mrkdwn"`, "«\u202fNord, T4\u202f» est atteint", "191\u202f000\u202f€ sur 180\u202f000\u202f€", "▓▓▓", "https://cordee.alpina.test/goals/")
	c.contains(string(card), `"contentType":"application/vnd.microsoft.card.adaptive"`, `"type":"AdaptiveCard"`, `"version":"1.4"`, `"Action.OpenUrl"`, "«\u202fNord, T4\u202f» est atteint")
	for _, text := range []string{string(said), string(card)} {
		if strings.Contains(text, "Léa") || strings.Contains(text, "idée") || strings.Contains(text, "unsubscribe") || strings.Contains(text, "⟦") {
			t.Errorf("what is personal, or nothing for a channel, is in it: %s", text)
		}
	}
	if n := c.deliver(k); n != 0 {
		t.Errorf("announced twice: %d", n)
	}
}

func TestWhatPeopleWroteIsNoMarkupInAChat(t *testing.T) {
	room := openChat(t)
	chat := notify.NewChat(room.client())
	m := notify.Message{Subject: "<!channel> hello", Why: "because", Items: []notify.Item{{Title: "<!here> *bold* & _more_", Lines: []notify.Line{{Text: "[click](https://evil.invalid) <https://evil.invalid|here>"}}}}}
	for _, kind := range []string{"slack", "teams"} {
		if err := chat.Send(t.Context(), notify.Receiver{Hook: notify.Hook{Kind: kind, URL: "https://chat.example/x"}}, m); err != nil {
			t.Fatal(err)
		}
	}
	slack, _ := json.Marshal(room.bodies[0])
	if text := string(slack); strings.Contains(text, `\u003c!here\u003e`) || strings.Contains(text, `\u003c!channel\u003e`) || strings.Contains(text, `\u003chttps`) || strings.Contains(text, "*bold*") {
		t.Errorf("Slack would act on it: %s", text)
	}
	card, _ := json.Marshal(room.bodies[1])
	if text := string(card); strings.Contains(text, `"[click](`) {
		t.Errorf("Teams would act on it: %s", text)
	}
}

func TestAnswersOfAChatAreSaidInWords(t *testing.T) {
	room := openChat(t)
	chat := notify.NewChat(room.client())
	for status, want := range map[int]string{302: "notify.redirect", 404: "notify.hook_gone", 410: "notify.hook_gone", 400: "notify.hook_refused", 429: "notify.hook_away", 503: "notify.hook_away"} {
		room.status = status
		err := chat.Send(t.Context(), notify.Receiver{Hook: notify.Hook{Kind: "slack", URL: "https://chat.example/x"}}, notify.Message{})
		if !fault.Is(err, want) {
			t.Errorf("%d: %v, want %s", status, err, want)
		}
		if later := fault.KindOf(err) == fault.Unavailable; later != (status == 429 || status == 503) {
			t.Errorf("%d: tried again: %v", status, later)
		}
	}
}

// inside are addresses that lead into somebody's network, in the forms that have fooled others.
var inside = []string{
	"127.0.0.1", "127.1.2.3", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.254", "192.168.1.1", "169.254.169.254", "169.254.0.1", "100.64.0.1", "100.127.0.1",
	"0.0.0.0", "0.1.2.3", "192.0.0.1", "192.0.2.7", "198.18.0.1", "198.19.255.1", "198.51.100.1", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "192.88.99.1",
	"[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[fd12:3456::1]", "[ff02::1]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[::ffff:169.254.169.254]", "[64:ff9b::7f00:1]", "[64:ff9b::a00:1]",
	"[2002:7f00:1::]", "[2002:a00:1::]", "[2001:db8::1]", "[2001::1]", "[fec0::1]", "[100::1]", "[::7f00:1]",
	"localhost", "LOCALHOST", "localhost.", "ip6-localhost",
	"2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0", "0x7f.1", "017700000001",
}

func TestNoConnectionIsMadeIntoANetwork(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	port := ":" + strings.Split(l.Addr().String(), ":")[1]
	chat := notify.NewChat(nil)
	c := alpina(t, testkit.SQLite(t), "fr", "2026-11-23 12:00")
	admin := c.as("karim")
	admin.Role = "admin"
	tried := 0
	for _, host := range inside {
		for _, address := range []string{"https://" + host + "/x", "https://" + host + port + "/x"} {
			tried++
			if err := chat.Send(t.Context(), notify.Receiver{Hook: notify.Hook{Kind: "slack", URL: address}}, notify.Message{}); err == nil {
				t.Errorf("%s was called", address)
			}
		}
	}
	for _, address := range []string{
		"http://hooks.slack.com/x", "https://user:pass@hooks.slack.com/x", "https://hooks.slack.com:8443/x", "ftp://hooks.slack.com/", "file:///etc/passwd", "gopher://x/", "//hooks.slack.com/x",
		"https://", "https:///x", "hooks.slack.com/x", "javascript:alert(1)", "https://127.0.0.1/x", "https://[::1]/x", "https://10.0.0.1/x", "https://169.254.169.254/latest/meta-data",
	} {
		tried++
		if err := c.AddHook(t.Context(), admin, "slack", "x", address); err == nil {
			t.Errorf("%s was kept", address)
		}
	}
	if tried < 80 {
		t.Errorf("only %d addresses", tried)
	}
	_ = l.(*net.TCPListener).SetDeadline(paris(t, "2020-01-01 00:00"))
	if conn, err := l.Accept(); err == nil {
		_ = conn.Close()
		t.Error("a connection came in")
	}
}
