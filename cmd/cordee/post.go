package main

import (
	"context"
	"time"

	"cordee/internal/app"
	"cordee/internal/cli"
	"cordee/internal/notify"
	"cordee/internal/org"
	"cordee/internal/web"
)

// mailOf is the mail server of the settings, nil without one.
func mailOf(m cli.Mailing) (*notify.Mail, error) {
	if m.Host == "" {
		return nil, nil
	}
	return notify.NewMail(notify.MailServer{Host: m.Host, Port: m.Port, User: m.User, Password: m.Password, TLS: m.TLS, From: m.From}, time.Now, nil)
}

// hire engages the one who carries messages, for a program that people reach at an address.
func (h *house) hire(address string) {
	h.post = &notify.Courier{App: h.app, Chat: notify.NewChat(nil), PublicURL: address, Log: h.log}
	if h.mail != nil {
		h.post.Mail = h.mail
	}
}

// deliver carries messages until ctx ends; the channel closes once the one under way is done.
func (h *house) deliver(ctx context.Context) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		defer close(done)
		if h.post != nil {
			h.post.Run(ctx)
		}
	}()
	return done
}

// ways is how messages leave, for the screens that tell of it.
func (h *house) ways() web.Post {
	if h.post == nil {
		return web.Post{}
	}
	p := web.Post{TryHook: func(ctx context.Context, w *app.World, kind, url string) error {
		return h.post.Try(ctx, w, h.post.Chat, notify.Receiver{Hook: notify.Hook{Kind: kind, URL: url}})
	}}
	if h.mail == nil {
		return p
	}
	p.MailHost, p.MailFrom = h.mail.Host(), h.mail.From()
	p.TryMail = func(ctx context.Context, w *app.World, to org.Person) error {
		return h.post.Try(ctx, w, h.post.Mail, notify.Receiver{Name: to.Name, Email: to.Email})
	}
	return p
}
