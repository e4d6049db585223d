package notify_test

import (
	"log/slog"
	"strings"
	"testing"
	"time"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/notify"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// company is Alpina, in which Karim leads Léa and Tom; its clock stands where the test puts it.
type company struct {
	*app.App
	t   *testing.T
	o   org.ID
	now *time.Time
}

// paris is a moment on the clock of the company.
func paris(t *testing.T, moment string) time.Time {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", moment, zone)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func alpina(t *testing.T, db *store.DB, locale, moment string) company {
	t.Helper()
	now := paris(t, moment)
	c := company{t: t, now: &now}
	c.App = app.New(db, app.Options{Now: func() time.Time { return *c.now }, Mail: true})
	t.Cleanup(c.Close)
	o, err := c.CreateOrg(t.Context(), app.NewOrg{Key: "alpina", Name: "Alpina", Locale: locale, TimeZone: "Europe/Paris"})
	c.o = o.ID
	c.must(err)
	person := func(key, name, role string) sheet.PersonRow {
		return sheet.PersonRow{Key: key, Name: sheet.Val(name), Email: sheet.Val(key + "@alpina.test"), Team: sheet.Val("nord"), Role: sheet.Val(role), StartOn: sheet.Val(period.On(2024, time.January, 1))}
	}
	c.load(sheet.Batch{
		Teams:  []sheet.TeamRow{{Key: "nord", Name: sheet.Val("Nord"), Parent: sheet.Val("alpina"), Lead: sheet.Val("karim")}},
		People: []sheet.PersonRow{person("karim", "Karim Benali", "manager"), person("lea", "Léa Martin", "rep"), person("tom", "Tom Roy", "rep")},
		Goals: []sheet.GoalRow{
			c.aim("lea-q4", "Chiffre d’affaires du T4", "person:lea", "individual", 62_000), c.aim("nord-q4", "Nord, T4", "team:nord", "collective", 180_000),
		},
		Results: []sheet.ResultRow{c.sale("lea", "deal-1", "2026-11-12", 41_000)},
	})
	c.must(c.PrepareMessages(t.Context(), c.o, now)) // what was before is no news
	return c
}

func (c company) aim(key, title, owner, tier string, target int64) sheet.GoalRow {
	return sheet.GoalRow{
		Key: key, Title: sheet.Val(title), Owner: sheet.Val(owner), Tier: sheet.Val(tier), Metric: sheet.Val("revenue"), Target: sheet.Val(measure.Some(measure.Whole(target))),
		StartOn: sheet.Val(period.On(2026, time.October, 1)), EndOn: sheet.Val(period.On(2026, time.December, 31)), Status: sheet.Val("published"),
		Origin: sheet.Val("agreed"), Why: sheet.Val("Le port s’agrandit."),
	}
}

func (c company) sale(who, ref, day string, euros int64) sheet.ResultRow {
	on, err := period.ParseDate(day)
	c.must(err)
	return sheet.ResultRow{
		Source: "crm", Ref: ref, Kind: "deal_won", OccurredOn: on, Amount: measure.Some(measure.Whole(euros)), Credits: []sheet.CreditKey{{Owner: who, BP: measure.Hundred}},
	}
}

func (c company) load(b sheet.Batch) {
	c.t.Helper()
	_, err := c.Import(c.t.Context(), org.System(c.o), "x", b, false)
	c.must(err)
}

func (c company) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

func (c company) as(key string) org.Actor {
	c.t.Helper()
	w, err := c.World(c.t.Context(), c.o)
	c.must(err)
	p, ok := w.PersonByKey(key)
	if !ok {
		c.t.Fatalf("nobody is called %s", key)
	}
	return org.Actor{Org: c.o, Person: p.ID, Role: p.Role, Kind: org.ByPerson}
}

// at moves the clock and prepares what there is to tell then.
func (c company) at(moment string) {
	c.t.Helper()
	*c.now = paris(c.t, moment)
	c.must(c.PrepareMessages(c.t.Context(), c.o, *c.now))
}

// chooses sets the ways of a person's messages.
func (c company) chooses(who string, ways map[string]string) {
	c.t.Helper()
	c.must(c.SaveMessages(c.t.Context(), c.as(who), app.MessageChoices{Ways: ways, From: 540, To: 1080}))
}

// propose has somebody propose an objective for the next quarter.
func (c company) propose(who, owner, title string) org.ID {
	c.t.Helper()
	w, err := c.World(c.t.Context(), c.o)
	c.must(err)
	m, _ := w.MetricByKey("revenue")
	id, err := c.SaveGoal(c.t.Context(), c.as(who), goal.Goal{
		Title: title, Tier: goal.Individual, Owner: org.PersonOwner(c.as(owner).Person), Metric: m.ID, Target: measure.Some(measure.Whole(70_000)),
		Start: period.On(2027, time.January, 1), End: period.On(2027, time.March, 31), Why: "Le printemps se prépare.", Status: goal.Proposed, Origin: goal.OriginAgreed,
	}, app.Said{})
	c.must(err)
	return id
}

func (c company) courier(mail notify.Sender, chat notify.Sender) *notify.Courier {
	return &notify.Courier{App: c.App, Mail: mail, Chat: chat, PublicURL: "https://cordee.alpina.test", Log: slog.New(slog.DiscardHandler)}
}

// deliver sends what is due and tells how many envelopes left.
func (c company) deliver(k *notify.Courier) int {
	c.t.Helper()
	n, err := k.Deliver(c.t.Context())
	c.must(err)
	return n
}

func (c company) contains(text string, parts ...string) {
	c.t.Helper()
	for _, p := range parts {
		if !strings.Contains(text, p) {
			c.t.Errorf("%q is not in:\n%s", p, text)
		}
	}
}

// enough is what carries Nord to its target.
func (c company) enough() sheet.Batch {
	return sheet.Batch{Results: []sheet.ResultRow{c.sale("tom", "deal-9", "2026-11-23", 150_000)}}
}
