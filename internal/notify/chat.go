package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"

	"cordee/internal/fault"
)

// Chat posts messages to incoming webhooks.
type Chat struct{ client *http.Client }

// NewChat makes the sender. client is nil for the real one, which calls public https addresses only.
func NewChat(client *http.Client) *Chat {
	if client == nil {
		client = outside()
	}
	return &Chat{client}
}

// Send posts one message.
func (c *Chat) Send(ctx context.Context, to Receiver, m Message) error {
	u, err := url.Parse(to.Hook.URL)
	if err != nil || u.Scheme != "https" {
		return fault.New(fault.Invalid, "message.hook_address").Because(err)
	}
	body, err := json.Marshal(payload(to.Hook.Kind, m))
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), bytes.NewReader(body))
	if err != nil {
		return fault.New(fault.Invalid, "message.hook_address").Because(err)
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	answer, err := c.client.Do(req)
	if err != nil {
		return callTrouble(err)
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, maxReply))
	return statusTrouble(answer.StatusCode)
}

func payload(kind string, m Message) any {
	if kind == "teams" {
		return teamsCard(m)
	}
	return slackBlocks(m)
}

// callTrouble says why a webhook could not be called. The address itself is a secret and stays out of it.
func callTrouble(err error) error {
	var name *net.DNSError
	var timeout net.Error
	switch {
	case fault.Is(err, "notify.private"):
		return errPrivate
	case errors.As(err, &name):
		return fault.New(fault.Unavailable, "notify.host")
	case ofTLS(err):
		return fault.New(fault.Unavailable, "notify.tls")
	case errors.As(err, &timeout) && timeout.Timeout():
		return fault.New(fault.Unavailable, "notify.timeout")
	}
	return fault.New(fault.Unavailable, "notify.unreachable")
}

func statusTrouble(status int) error {
	switch {
	case status >= 200 && status < 300:
		return nil
	case status >= 300 && status < 400:
		return errRedirect
	case status == http.StatusNotFound || status == http.StatusGone:
		return fault.New(fault.Invalid, "notify.hook_gone")
	case status == http.StatusTooManyRequests || status == http.StatusRequestTimeout || status >= 500:
		return fault.New(fault.Unavailable, "notify.hook_away", "status", status)
	}
	return fault.New(fault.Invalid, "notify.hook_refused", "status", status)
}

// slackText keeps what people wrote from being read as Slack's own marks: & < > are the three to escape, and nothing else is markup in
// a plain text.
var slackText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// Bounds of Slack's blocks: characters of a section, and blocks of a message.
const (
	slackSection = 2_900
	slackMost    = 48
)

type object = map[string]any

// slackBlocks is the message in Slack's Block Kit, with a text for notifications.
func slackBlocks(m Message) object {
	var blocks []object
	for _, i := range m.Items {
		var b strings.Builder
		b.WriteString("*" + plainMark(i.Title) + "*")
		for _, l := range i.Lines {
			b.WriteString("\n" + plainMark(l.Text))
			if l.Bar != nil {
				b.WriteString("\n" + l.Bar.glyphs())
			}
			if l.Note != "" {
				b.WriteString("\n" + plainMark(l.Note))
			}
		}
		section := object{"type": "section", "text": object{"type": "mrkdwn", "text": clip(b.String(), slackSection), "verbatim": true}}
		if i.Next.URL != "" {
			section["accessory"] = object{"type": "button", "text": object{"type": "plain_text", "text": clip(i.Next.Text, 70)}, "url": i.Next.URL}
		}
		if len(blocks) < slackMost {
			blocks = append(blocks, section)
		}
	}
	if foot := plainMark(m.Why); foot != "" {
		if m.Choose.URL != "" {
			foot += " <" + m.Choose.URL + "|" + plainMark(m.Choose.Text) + ">"
		}
		blocks = append(blocks, object{"type": "context", "elements": []object{{"type": "mrkdwn", "text": foot, "verbatim": true}}})
	}
	return object{"text": slackText.Replace(m.Subject), "blocks": blocks}
}

// plainMark writes a text that mrkdwn leaves as it is: a zero-width space after each of its marks keeps it from pairing.
func plainMark(s string) string {
	s = slackText.Replace(s)
	return strings.NewReplacer("*", "*\u200b", "_", "_\u200b", "~", "~\u200b", "`", "`\u200b").Replace(s)
}

// teamsCard is the message as an Adaptive Card, the form that Teams' Workflows webhooks take.
func teamsCard(m Message) object {
	var body []object
	text := func(s string, more object) {
		block := object{"type": "TextBlock", "text": cardText(s), "wrap": true}
		for k, v := range more {
			block[k] = v
		}
		body = append(body, block)
	}
	var actions []object
	for n, i := range m.Items {
		text(i.Title, object{"weight": "Bolder", "size": "Medium", "separator": n > 0})
		for _, l := range i.Lines {
			text(l.Text, nil)
			if l.Bar != nil {
				text(l.Bar.glyphs(), object{"fontType": "Monospace", "spacing": "Small"})
			}
			if l.Note != "" {
				text(l.Note, object{"isSubtle": true, "spacing": "Small"})
			}
		}
		if i.Next.URL != "" && len(actions) < 5 {
			actions = append(actions, object{"type": "Action.OpenUrl", "title": i.Next.Text, "url": i.Next.URL})
		}
	}
	if m.Why != "" {
		text(m.Why, object{"isSubtle": true, "size": "Small", "separator": true})
	}
	if m.Choose.URL != "" {
		actions = append(actions, object{"type": "Action.OpenUrl", "title": m.Choose.Text, "url": m.Choose.URL})
	}
	card := object{"$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": "1.4", "body": body, "actions": actions,
		"msteams": object{"width": "Full"}}
	return object{"type": "message", "attachments": []object{{"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": nil, "content": card}}}
}

// cardText keeps what people wrote from being read as the card's own markdown.
func cardText(s string) string {
	return strings.NewReplacer("\\", "\\\\", "*", "\\*", "_", "\\_", "[", "\\[", "]", "\\]", "`", "\\`", "#", "\\#").Replace(s)
}

func clip(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// glyphs is the bar in letters: ten for the target, more beyond it.
func (b Bar) glyphs() string {
	filled := min((max(b.Attained, 0)+500)/1_000, 15)
	return strings.Repeat("▓", filled) + strings.Repeat("░", max(10-filled, 0))
}
