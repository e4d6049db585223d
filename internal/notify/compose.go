package notify

import (
	"context"
	"strconv"
	"strings"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/i18n"
	"cordee/internal/measure"
	"cordee/internal/org"
)

// Message is what is said, in the language of the organisation, ready for any way.
type Message struct {
	ID      string // the same at every try
	Lang    string
	OrgName string
	Subject string
	Hello   string // "" in a channel
	Items   []Item
	Why     string // why the receiver gets this; "" in a channel
	Choose  Link   // where they choose what they get
	Stop    Link   // the way out of mails
	Colon   string // between the words of a link and its address, in text
}

// Link is words and where they lead, a whole address.
type Link struct{ Text, URL string }

// Item is one piece of news.
type Item struct {
	Title string
	Lines []Line
	Next  Link
}

// Line is one sentence of it, with the bar of the objective it is about.
type Line struct {
	Text string
	Bar  *Bar
	Note string // where the objective stands, and how fast it goes
}

// compose puts an envelope into words.
func (c *Courier) compose(e app.Envelope) Message {
	o := e.World.Org()
	p := i18n.Addressing(i18n.Match(o.Locale, i18n.FR), o.Tutoie)
	m := Message{ID: o.ID.String() + "." + e.ID.String(), Lang: string(p.Lang()), OrgName: o.Name, Colon: p.T("mail.colon")}
	if e.Hook == 0 {
		m.Why = p.T("mail.why", "org", o.Name)
		m.Hello = p.T("mail.hello", "name", firstName(e.Person.Name))
		m.Choose = Link{p.T("mail.choose"), c.PublicURL + "/account/messages"}
	}
	if e.Channel == app.ByMail {
		m.Stop = Link{p.T("mail.stop"), c.PublicURL + "/unsubscribe/" + e.Unsubscribe}
	}
	for _, n := range inOrder(e.News) {
		m.Items = append(m.Items, c.item(p, n))
	}
	m.Subject = m.Items[0].Title
	if n := len(m.Items) - 1; n > 0 {
		m.Subject = p.T("news.others", "first", m.Subject, "n", n)
	}
	return m
}

// firstName is how somebody is greeted.
func firstName(name string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(name), " ")
	return first
}

// order is what a reader wants to know first: the week, then what waits for them, then what there is to enjoy.
var order = []string{app.AboutWeek, app.AboutRecap, app.AboutWaiting, app.AboutAnswers, app.AboutCelebration}

func inOrder(news []app.News) []app.News {
	var list []app.News
	for _, family := range order {
		for _, n := range news {
			if n.Family() == family {
				list = append(list, n)
			}
		}
	}
	return list
}

func (c *Courier) item(p *i18n.Printer, n app.News) Item {
	if n.By == "" {
		n.By = p.T("news.someone")
	}
	key, path := n.Next()
	item := Item{Title: say(p, n.Title()), Next: Link{p.T(key), c.PublicURL + path}}
	for _, l := range n.Lines() {
		line := Line{Text: say(p, l.Sentence)}
		if now, ok := l.Stands(); ok {
			line.Bar, line.Note = bar(p, l.Goal), noteOf(p, now, l.Goal)
			if strings.HasPrefix(line.Note, line.Text) {
				line.Note = "" // said already
			}
		}
		item.Lines = append(item.Lines, line)
	}
	return item
}

func say(p *i18n.Printer, s app.Sentence) string { return p.T(s.Key, s.Args...) }

// noteOf says where an objective stands, with its pace where it has one.
func noteOf(p *i18n.Printer, now app.Sentence, s app.Standing) string {
	note := say(p, now)
	if key := "pace." + string(s.Progress.Pace); s.Progress.Status == goal.Running && p.Has(key) {
		note += " · " + p.T(key)
	}
	return note
}

// bar is the picture of an objective and the sentence that stands for it.
func bar(p *i18n.Printer, s app.Standing) *Bar {
	b := &Bar{Attained: int(s.Progress.AttainmentBP), Mine: s.Owner.Kind == org.OwnerPerson, Reversed: s.Metric.Direction == measure.Down}
	b.Spoken = p.T("mail.bar_plain", "title", s.Title, "stands", say(p, standing(s)))
	if s.Progress.Expected.OK && s.Target.OK && s.Target.Amount > 0 && s.Progress.Status == goal.Running {
		bp, err := measure.MulDiv(int64(s.Progress.Expected.Amount), int64(measure.Hundred), int64(s.Target.Amount))
		if err == nil && bp >= 0 {
			b.Expected, b.Ticked = int(bp), true
			b.Spoken = p.T("mail.bar", "title", s.Title, "percent", s.Progress.AttainmentBP, "expected", measure.BP(bp))
		}
	}
	return b
}

// standing is where an objective stands, as a line about it would say.
func standing(s app.Standing) app.Sentence {
	now, _ := app.Line{Goal: s}.Stands()
	return now
}

// Try sends a test by one way and tells how it went.
func (c *Courier) Try(ctx context.Context, w *app.World, by Sender, to Receiver) error {
	ctx, stop := context.WithTimeout(ctx, sendTime)
	defer stop()
	o := w.Org()
	p := i18n.Addressing(i18n.Match(o.Locale, i18n.FR), o.Tutoie)
	m := Message{
		ID: o.ID.String() + ".try." + strconv.FormatInt(c.App.Now().UnixMicro(), 36), Lang: string(p.Lang()), OrgName: o.Name, Subject: p.T("mail.test_subject"),
		Items: []Item{{Title: p.T("mail.test_subject"), Lines: []Line{{Text: p.T("mail.test", "org", o.Name)}}}}, Why: p.T("mail.why", "org", o.Name), Colon: p.T("mail.colon"),
	}
	if to.Email != "" {
		m.Choose = Link{p.T("mail.choose"), c.PublicURL + "/account/messages"}
	}
	return by.Send(ctx, to, m)
}
