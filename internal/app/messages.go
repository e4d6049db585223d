package app

import (
	"context"
	"encoding/json"
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"time"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// The kinds of message.
const (
	TellWeek     = "week"     // what this week asks
	TellRecap    = "recap"    // what the week brought
	TellProposal = "proposal" // somebody's proposal waits for an answer
	TellStart    = "start"    // an objective that begins was not acknowledged yet
	TellClosing  = "closing"  // objectives end within a few working days
	TellAgreed   = "agreed"   // a proposal was agreed
	TellReached  = "reached"  // a collective objective is reached
	TellThanks   = "thanks"   // thanks received
	TellHelp     = "help"     // somebody asks for their help
	TellHelpYes  = "help_yes" // somebody they asked is glad to help
	TellHelpNo   = "help_no"  // somebody they asked cannot this time
)

// The families of messages: what a person chooses a channel for.
const (
	AboutWeek        = "week"
	AboutRecap       = "recap"
	AboutWaiting     = "waiting"
	AboutAnswers     = "answers"
	AboutCelebration = "celebration"
)

// MessageFamilies lists them, in the order people read them.
func MessageFamilies() []string {
	return []string{AboutWeek, AboutRecap, AboutWaiting, AboutAnswers, AboutCelebration}
}

// familyOf is what a kind belongs to.
var familyOf = map[string]string{
	TellWeek: AboutWeek, TellRecap: AboutRecap, TellProposal: AboutWaiting, TellStart: AboutWaiting, TellClosing: AboutWaiting,
	TellAgreed: AboutAnswers, TellReached: AboutCelebration, TellThanks: AboutCelebration,
	TellHelp: AboutWaiting, TellHelpYes: AboutAnswers, TellHelpNo: AboutAnswers,
}

// The ways a message can take.
const (
	ByMail  = "mail"
	ByChat  = "chat"
	InApp   = "app"
	NotTold = "none"
)

// MessageWays lists them.
func MessageWays() []string { return []string{ByMail, ByChat, InApp, NotTold} }

// The two kinds of receiver.
const (
	toPerson = "person"
	toHook   = "hook"
)

// MessageChoices is what a person wants to be told, how and when. From and To are minutes of their day.
type MessageChoices struct {
	Ways     map[string]string `json:"ways"` // family -> way; a family left out has its default
	From     int               `json:"from"`
	To       int               `json:"to"`
	Days     []time.Weekday    `json:"days,omitempty"` // none: the organisation's working days
	ChatKind string            `json:"chat_kind,omitempty"`
	ChatURL  string            `json:"chat_url,omitempty"` // the person's own incoming webhook
}

// light is what somebody who never chose is told, and how: the week and what waits for them leave the house, no more.
var light = map[string]string{
	AboutWeek: ByMail, AboutWaiting: ByMail, AboutAnswers: InApp, AboutCelebration: InApp, AboutRecap: NotTold,
}

// The working hours of somebody who never said.
const (
	defaultFrom = 9 * 60
	defaultTo   = 18 * 60
	dayMinutes  = 24 * 60
)

// Way is how messages of a family come.
func (c MessageChoices) Way(family string) string {
	if w := c.Ways[family]; w != "" {
		return w
	}
	return light[family]
}

// hours are the minutes of the day between which messages may come.
func (c MessageChoices) hours() (from, to int) {
	if c.To <= c.From {
		return defaultFrom, defaultTo
	}
	return c.From, c.To
}

// readChoices reads what was kept; nothing kept is the defaults.
func readChoices(body string) (MessageChoices, error) {
	c := MessageChoices{From: defaultFrom, To: defaultTo}
	if body == "" {
		return c, nil
	}
	if err := json.Unmarshal([]byte(body), &c); err != nil {
		return c, fmt.Errorf("message choices: %w", err)
	}
	return c, nil
}

// check tells every problem of what a person chose.
func (c MessageChoices) check() error {
	var l fault.List
	for family, way := range c.Ways {
		if familyOf[family] == "" && !slices.Contains(MessageFamilies(), family) {
			l.Add(fault.Bad(family, "choice.unknown", "value", family, "allowed", ""))
		}
		if !slices.Contains(MessageWays(), way) {
			l.Add(fault.Bad(family, "choice.unknown", "value", way, "allowed", "mail, chat, app, none"))
		}
	}
	if c.From < 0 || c.To > dayMinutes || c.To-c.From < 60 {
		l.Add(fault.Bad("to", "message.hours"))
	}
	if c.ChatURL != "" {
		l.Add(checkHook(c.ChatKind, c.ChatURL))
	}
	return l.OrNil()
}

// maxHookURL bounds the address of a channel, in bytes.
const maxHookURL = 2_000

// checkHook refuses an address that is no public https one. Names are looked at again when they are called: only then is it known
// where they lead.
func checkHook(kind, address string) error {
	if kind != "slack" && kind != "teams" {
		return fault.Bad("chat_kind", "choice.unknown", "value", kind, "allowed", "slack, teams")
	}
	u, err := url.Parse(address)
	if err != nil || len(address) > maxHookURL || u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		return fault.Bad("chat_url", "message.hook_address")
	}
	if port := u.Port(); port != "" && port != "443" {
		return fault.Bad("chat_url", "message.hook_address")
	}
	if ip, err := netip.ParseAddr(u.Hostname()); err == nil && !PublicAddress(ip) {
		return fault.Bad("chat_url", "message.hook_private")
	}
	return nil
}

// Networks that are nobody's on the internet beyond those netip knows: shared carrier space, this network, benchmarks, documentation,
// IPv6 forms that carry an IPv4 address inside (RFC 6890, 6052, 3056, 4380).
var notPublic = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("192.88.99.0/24"), netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("198.51.100.0/24"), netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("::/96"), netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("100::/64"),
	netip.MustParsePrefix("2001::/23"), netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("fec0::/10"),
}

// PublicAddress tells whether an address is one that anybody on the internet may call.
func PublicAddress(ip netip.Addr) bool {
	ip = ip.Unmap()
	if !ip.IsGlobalUnicast() || ip.IsPrivate() || ip.Zone() != "" {
		return false
	}
	return !slices.ContainsFunc(notPublic, func(p netip.Prefix) bool { return p.Contains(ip) })
}

// MyMessages is what a person sees of their choices.
type MyMessages struct {
	MessageChoices
	Mail    bool   // this server sends mail
	Trouble string // why the last envelope to them could not be delivered: a code of the catalogue, "" when all is well
}

// MyMessages reads the actor's own choices.
func (a *App) MyMessages(ctx context.Context, actor org.Actor) (MyMessages, error) {
	m := MyMessages{Mail: a.mail}
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		body, err := r.tx.Choice(actor.Org, actor.Person)
		if err != nil {
			return err
		}
		if m.MessageChoices, err = readChoices(body); err != nil {
			return err
		}
		last, err := r.tx.EnvelopesTo(actor.Org, actor.Person, 1)
		if len(last) > 0 {
			m.Trouble = last[0].Trouble
		}
		return err
	})
	return m, err
}

// SaveMessages keeps the actor's own choices. Refusals by family, to, chat_kind, chat_url.
func (a *App) SaveMessages(ctx context.Context, actor org.Actor, c MessageChoices) error {
	if err := c.check(); err != nil {
		return err
	}
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.World.Can(actor, org.EditSelf, org.PersonObject(actor.Person), u.World.Today(u.At)); err != nil {
			return err
		}
		return u.putChoices(actor.Person, c)
	})
}

func (u *Unit) putChoices(person org.ID, c MessageChoices) error {
	body, err := json.Marshal(c)
	if err != nil {
		return err
	}
	if err := u.tx.PutChoice(u.org(), store.Choice{Person: person, Body: string(body)}); err != nil {
		return err
	}
	return u.note("person.preferences", "person", person, nil)
}

// MessageBody is what a message is about: ids and figures as they were when it was made, never a name.
type MessageBody struct {
	Goal    org.ID        `json:"goal,omitempty"`
	Version int           `json:"version,omitempty"`
	By      org.ID        `json:"by,omitempty"`
	Counter bool          `json:"counter,omitempty"` // the proposal is an answer to the reader's own
	Thanks  org.ID        `json:"thanks,omitempty"`
	Days    period.Span   `json:"days,omitzero"` // the week
	On      period.Date   `json:"on,omitempty"`  // the day that comes
	Parts   []MessagePart `json:"parts,omitempty"`
	N       int           `json:"n,omitempty"` // thanks of the week
}

// MessagePart is one objective's line in a message: what the week asks of it or brought to it.
type MessagePart struct {
	Goal   org.ID        `json:"goal"`
	Amount measure.Maybe `json:"amount"`
}
