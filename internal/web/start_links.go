package web

import (
	"encoding/csv"
	"net"
	"regexp"
	"slices"
	"strings"

	"cordee/internal/app"
	"cordee/internal/org"
	"cordee/internal/sheet"
	"cordee/internal/web/ui"
)

// handOut keeps links that were just made for this session, to be copied.
func (v *visit) handOut(made []app.Pasted) { v.handed.keep(v.actor().Org, v.actor().Session, made) }

// openLinks are the people to let in, and the full address of each link this session made that still opens.
func (v *visit) openLinks() ([]app.Invitee, map[org.ID]string, error) {
	who, err := v.App.Invitees(v.ctx(), v.actor())
	if err != nil {
		return nil, nil, err
	}
	links := v.handed.of(v.actor().Org, v.actor().Session, who)
	for id, secret := range links {
		links[id] = v.linkTo("/join/" + secret)
	}
	return who, links, nil
}

// maxLinks is how many people a page of links holds; the others wait for these to come in.
const maxLinks = 500

// linksPage is where invitations are handed out: each person's link, all of them together, who came in already and who is awaited.
func (v *visit) linksPage() error {
	who, links, err := v.openLinks()
	if err != nil {
		return err
	}
	common, err := v.App.CommonGoal(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	p := v.linksProps(who, links)
	p.head = v.startHead("people", common.ID)
	p.head.head.Title, p.head.head.Lead = v.T("web.start.links.heading"), v.linksLead(p)
	on := v.pastPeople(common)
	p.next = ui.ButtonProps{Text: on.Text, Href: on.Href, Kind: ui.ButtonPrimary}
	p.add = ui.ButtonProps{Text: v.T("web.invite.add"), Href: v.inviting("/start"), Icon: "plus"}
	return v.show(page{title: p.head.head.Title, path: v.startSection()}, startLinks(p))
}

func (v *visit) linksLead(p linksProps) string {
	switch {
	case len(p.links) > 0:
		return v.T("web.start.links.lead", "n", len(p.links))
	case len(p.awaited) > 0:
		return v.T("web.invite.hidden", "n", len(p.awaited))
	}
	return v.T("web.invite.all_in")
}

// linksProps sorts people into those with a link to copy, those awaited whose link is not known here, and those who came in.
func (v *visit) linksProps(who []app.Invitee, links map[org.ID]string) linksProps {
	p := linksProps{
		allLabel: v.T("web.start.links.all"), copyAll: v.T("web.start.links.copy_all"), copied: v.T("web.copied"), warning: v.reachWarning(), ways: v.reachWays(),
		file:     ui.ButtonProps{Text: v.T("web.invite.file"), Href: v.inviting("/start/links.csv"), Icon: "download", Plain: true},
		eachWord: v.T("web.invite.each"), awaitedWord: v.T("web.invite.without_link"), inWord: v.T("web.start.links.already"),
	}
	var all []string
	for _, i := range who {
		link := links[i.Person.ID]
		switch {
		case i.Joined:
			p.in = append(p.in, v.cameIn(i))
		case link != "" && len(p.links) < maxLinks:
			one := v.inviteProps(i.Person, link)
			one.copy.Hint = v.T("web.invite.waiting", "on", v.until(i))
			p.links = append(p.links, one)
			all = append(all, v.T("web.start.links.line", "name", i.Person.Name, "link", link))
		case len(p.awaited) < maxLinks:
			p.awaited = append(p.awaited, v.awaited(i))
		}
	}
	p.all = strings.Join(all, "\n")
	if n := len(p.links) + len(p.awaited); n > 0 {
		p.again = ui.ActionProps{Action: v.inviting("/start/links"), Button: ui.ButtonProps{Text: v.T("web.invite.again"), Icon: "link"}}
		p.againWord = v.T("web.invite.again_lead", "n", n)
	}
	if len(p.links) == 0 && p.again.Action != "" {
		p.again.Button.Kind = ui.ButtonPrimary
	}
	return p
}

// cameIn is somebody who is on the rope.
func (v *visit) cameIn(i app.Invitee) ui.Link {
	name := i.Person.Name
	if v.actor().Is(i.Person.ID) {
		name = v.T("web.invite.you", "name", name)
	}
	return ui.Link{Text: name, Href: personPath(i.Person.ID)}
}

// awaited is somebody whose link was made elsewhere, or who has none that opens.
func (v *visit) awaited(i app.Invitee) awaitedProps {
	a := awaitedProps{name: i.Person.Name, state: v.T("web.invite.no_link")}
	if !i.Until.IsZero() {
		a.state = v.T("web.invite.elsewhere", "on", v.until(i))
	}
	a.make = ui.ActionProps{
		Action: v.inviting("/start/links"), Hidden: []ui.Hidden{{Name: "person", Value: i.Person.ID.String()}},
		Button: ui.ButtonProps{Text: v.T("web.invite.one"), Icon: "link", Small: true, Attrs: map[string]any{"aria-label": v.T("web.invite.one_for", "name", i.Person.Name)}},
	}
	return a
}

// until is the day on which a link ends.
func (v *visit) until(i app.Invitee) string { return v.Date(dayOf(i.Until.UnixMicro(), v.world)) }

// remakeLinks makes new links for one person, or for everybody who is awaited; the former ones end.
func (v *visit) remakeLinks() error {
	if err := v.parse(); err != nil {
		return err
	}
	var people []org.ID
	if typed := v.trimmed("person"); typed != "" {
		id, _ := org.ParseID(typed)
		people = append(people, id)
	}
	made, err := v.App.InviteAgain(v.ctx(), v.actor(), people...)
	if err != nil {
		return err
	}
	v.handOut(made)
	v.flash("links_made", "")
	return v.redirect(v.inviting("/start/people"))
}

// linksFile is the links as a table, for a mailing.
func (v *visit) linksFile() error {
	who, links, err := v.openLinks()
	if err != nil {
		return err
	}
	rows := [][]string{{v.T("web.people.name"), v.T("web.field.email"), v.T("web.invite.link"), v.T("web.invite.until")}}
	for _, i := range who {
		if link := links[i.Person.ID]; link != "" {
			rows = append(rows, []string{sheet.Guarded(i.Person.Name), sheet.Guarded(i.Person.Email), link, dayOf(i.Until.UnixMicro(), v.world).String()})
		}
	}
	v.attachment("invitations.csv", "text/csv; charset=utf-8")
	return csv.NewWriter(v.w).WriteAll(rows)
}

// inviteProps is one person's link.
func (v *visit) inviteProps(p org.Person, link string) inviteProps {
	id := "link-" + p.ID.String()
	return inviteProps{
		copy: ui.CopyFieldProps{ID: id, Label: p.Name, Value: link, Button: v.T("web.copy"), Done: v.T("web.copied")},
		qr:   qr(v.T("web.start.links.qr_of", "name", p.Name), link), qrWord: v.T("web.start.links.qr"),
	}
}

// reachWarning says that links open on this machine alone; nothing when others reach it.
func (v *visit) reachWarning() ui.AlertProps {
	how, _ := v.reach()
	if !slices.Contains([]string{reachLocal, reachAlone}, how) {
		return ui.AlertProps{}
	}
	return ui.AlertProps{Tone: ui.ToneWarn, Title: v.T("web.start.reach." + how), Text: v.T("web.start.reach.local_links")}
}

// reachWays are the ways to let others in, to unfold where one stands.
func (v *visit) reachWays() waysProps {
	const site = "https://cordee.exemple.fr"
	port := portOf(v.Addr)
	lan := lanAddress("")
	if lan == "" {
		lan = "192.168.1.20"
	}
	p := waysProps{
		title: v.T("web.start.reach.ways"), again: v.T("web.invite.then_again"),
		lanLine:   v.serveLine("--addr", "0.0.0.0:"+port, "--public-url", "http://"+net.JoinHostPort(lan, port)),
		proxyLine: v.serveLine("--addr", "127.0.0.1:"+port, "--public-url", site),
		tlsLine:   v.serveLine("--addr", "0.0.0.0:443", "--public-url", site, "--tls"),
		lan:       v.T("web.start.reach.way_lan"), proxy: v.T("web.start.reach.way_proxy"), tls: v.T("web.start.reach.way_tls"),
	}
	if len(v.Secrets) > 0 {
		p.secrets = v.T("web.start.reach.secrets", "names", v.List(v.Secrets))
	}
	return p
}

// serveLine is the command that serves the same data in another way: typed as it is, it opens this very company.
func (v *visit) serveLine(flags ...string) string {
	line := "cordee serve"
	for _, word := range slices.Concat(v.Again, flags) {
		line += " " + quoted(word)
	}
	return line
}

// plainWord is a word that a shell takes as it stands.
var plainWord = regexp.MustCompile(`^[A-Za-z0-9_@%+=:,./-]+$`)

// quoted is a word as a POSIX shell reads it whole.
func quoted(word string) string {
	if plainWord.MatchString(word) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
