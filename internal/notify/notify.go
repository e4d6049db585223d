// Package notify is the door through which messages leave: mail over SMTP, and incoming webhooks of Slack and Teams. What is said to
// whom and when is app's business; here it is put into words, drawn, and carried. Each envelope leaves at least once: should the
// program end between the other side's yes and our note of it, the same one, under the same Message-ID, leaves again.
package notify

import (
	"context"
	"log/slog"
	"time"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/org"
)

// Sender carries one message by one way. A refusal is a fault whose code is in the catalogue: Unavailable when it is worth another try,
// anything else when it will never go.
type Sender interface {
	Send(ctx context.Context, to Receiver, m Message) error
}

// Receiver is where a message goes: an address for mail, a webhook for chat.
type Receiver struct {
	Name, Email string
	Hook        Hook
}

// Hook is an incoming webhook.
type Hook struct {
	Kind string // slack, teams
	URL  string
}

// Courier sends what is due, in every organisation, until it is stopped.
type Courier struct {
	App       *app.App
	Mail      Sender // nil without a mail server
	Chat      Sender
	PublicURL string // how people reach this server, without a trailing slash
	Log       *slog.Logger
}

// How often the courier looks, how many envelopes it takes at once, and how long one may take.
const (
	round    = 20 * time.Second
	handful  = 20
	sendTime = 30 * time.Second
)

// Run delivers until ctx ends. What it holds then is sent by another instance, or later, once its lease is over.
func (c *Courier) Run(ctx context.Context) {
	tick := time.NewTicker(round)
	defer tick.Stop()
	for {
		if _, err := c.Deliver(ctx); err != nil && ctx.Err() == nil {
			c.Log.Warn("messages not delivered", "error", err.Error())
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Deliver sends everything that is due, once, and tells how many envelopes left.
func (c *Courier) Deliver(ctx context.Context) (sent int, err error) {
	orgs, err := c.App.Orgs(ctx)
	if err != nil {
		return 0, err
	}
	for _, o := range orgs {
		n, err := c.deliverOf(ctx, o.ID)
		sent += n
		if err != nil {
			return sent, err
		}
	}
	return sent, nil
}

func (c *Courier) deliverOf(ctx context.Context, o org.ID) (sent int, err error) {
	for ctx.Err() == nil {
		taken, err := c.App.TakeEnvelopes(ctx, o, handful)
		if err != nil || len(taken) == 0 {
			return sent, err
		}
		var closed error // why the mail server takes nothing from anybody just now
		for _, e := range taken {
			if ctx.Err() != nil {
				return sent, ctx.Err()
			}
			err := closed
			if err == nil || e.Channel != app.ByMail {
				err = c.send(ctx, e)
			}
			if e.Channel == app.ByMail && ofServer(err) {
				closed = err
			}
			if err := c.note(ctx, e, err); err != nil {
				return sent, err
			}
			if err == nil {
				sent++
			}
		}
	}
	return sent, nil
}

// send carries one envelope.
func (c *Courier) send(ctx context.Context, e app.Envelope) error {
	ctx, stop := context.WithTimeout(ctx, sendTime)
	defer stop()
	m := c.compose(e)
	if e.Channel == app.ByChat {
		return c.Chat.Send(ctx, Receiver{Name: e.Person.Name, Hook: Hook{e.ChatKind, e.ChatURL}}, m)
	}
	if c.Mail == nil {
		return fault.New(fault.Unavailable, "notify.no_mail")
	}
	return c.Mail.Send(ctx, Receiver{Name: e.Person.Name, Email: e.Person.Email}, m)
}

// note tells app how it went; the log holds ids only.
func (c *Courier) note(ctx context.Context, e app.Envelope, why error) error {
	ctx = context.WithoutCancel(ctx) // it left or it did not: that must be known even while the program ends
	if why == nil {
		return c.App.EnvelopeSent(ctx, e)
	}
	code := codeOf(why)
	c.Log.Warn("envelope not sent", "org", e.World.Org().ID.String(), "envelope", e.ID.String(), "code", code, "try", e.Tries)
	return c.App.EnvelopeFailed(ctx, e, code, fault.KindOf(why) != fault.Unavailable)
}

// codeOf is the code of a fault for the page that tells about it.
func codeOf(err error) string {
	if all := fault.All(err); len(all) > 0 && all[0].Code != "" {
		return all[0].Code
	}
	return "notify.unreachable"
}

// ofServer tells whether an error is about the way itself, not about one receiver.
func ofServer(err error) bool {
	for _, code := range []string{"notify.no_mail", "notify.host", "notify.unreachable", "notify.timeout", "notify.tls", "notify.auth", "notify.sender"} {
		if fault.Is(err, code) {
			return true
		}
	}
	return false
}
