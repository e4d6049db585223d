package notify_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"cordee/internal/app"
	"cordee/internal/measure"
	"cordee/internal/notify"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

// pigeonhole is a way that remembers what it was given.
type pigeonhole struct {
	mu   sync.Mutex
	to   []string
	said []notify.Message
}

func (p *pigeonhole) Send(_ context.Context, to notify.Receiver, m notify.Message) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.to, p.said = append(p.to, to.Email), append(p.said, m)
	return nil
}

func TestNobodyOnLeaveIsReachedAndTheyFindItWhenTheyAreBack(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		c := alpina(t, db, "fr", "2026-11-20 17:00")
		c.load(sheet.Batch{Absences: []sheet.AbsenceRow{{Person: "lea", From: period.On(2026, time.November, 23), To: period.On(2026, time.November, 26), Share: measure.Hundred}}})
		post := &pigeonhole{}
		k := c.courier(post, nil)
		c.propose("karim", "lea", "Ouvrir la presqu’île")
		for _, moment := range []string{"2026-11-20 17:30", "2026-11-20 18:05", "2026-11-21 10:00", "2026-11-23 08:30", "2026-11-23 09:30", "2026-11-24 09:30", "2026-11-25 17:59"} {
			c.at(moment)
			if n := c.deliver(k); n != 0 && moment != "2026-11-20 17:30" {
				t.Fatalf("%d sent at %s: %v", n, moment, post.to)
			}
		}
		c.at("2026-11-26 08:30")
		c.at("2026-11-26 09:01")
		if n := c.deliver(k); n != 1 || post.to[0] != "lea@alpina.test" {
			t.Fatalf("%d sent, want one to Léa: %v", n, post.to)
		}
		text := post.said[0].Text()
		c.contains(text, "Ce que demande cette semaine", "Ouvrir la presqu’île") // her first day of this week, and what waited
	})
}

func TestNothingIsSentOnPublicHolidaysNorOnDaysOff(t *testing.T) {
	c := alpina(t, testkit.SQLite(t), "fr", "2026-12-24 19:00")
	w, err := c.World(t.Context(), c.o)
	c.must(err)
	o := w.Org()
	o.Calendar.Holidays = period.French
	c.must(c.SaveOrg(t.Context(), org.System(c.o), o, o.Version))
	c.must(c.SaveMessages(t.Context(), c.as("lea"), app.MessageChoices{From: 600, To: 900, Days: []time.Weekday{time.Tuesday, time.Friday}}))
	c.propose("karim", "lea", "Ouvrir la presqu’île")
	post := &pigeonhole{}
	k := c.courier(post, nil)
	// Christmas is a Friday; Léa works on Tuesdays and Fridays, from ten to three.
	for _, moment := range []string{"2026-12-24 19:30", "2026-12-25 10:30", "2026-12-28 10:30", "2026-12-29 09:59"} {
		c.at(moment)
		if n := c.deliver(k); n != 0 {
			t.Fatalf("%d sent at %s", n, moment)
		}
	}
	c.at("2026-12-29 10:01")
	if n := c.deliver(k); n != 1 {
		t.Fatalf("%d sent, want Léa's", n)
	}
}

func TestTheDayIsThatOfTheOrganisation(t *testing.T) {
	// Nine in the morning on Réunion is five in the universal day, and six in the evening of the day before in Papeete is four.
	for zone, moments := range map[string][2]string{
		"Indian/Reunion":   {"2026-11-23T04:59:00Z", "2026-11-23T05:00:00Z"},
		"Pacific/Tahiti":   {"2026-11-23T18:59:00Z", "2026-11-23T19:00:00Z"},
		"America/New_York": {"2026-11-23T13:59:00Z", "2026-11-23T14:00:00Z"},
		"Pacific/Auckland": {"2026-11-22T19:59:00Z", "2026-11-22T20:00:00Z"}, // Monday there, Sunday in the universal day
	} {
		t.Run(strings.ReplaceAll(zone, "/", "-"), func(t *testing.T) {
			c := alpina(t, testkit.SQLite(t), "en", "2026-11-20 12:00")
			w, err := c.World(t.Context(), c.o)
			c.must(err)
			o := w.Org()
			o.TimeZone = zone
			c.must(c.SaveOrg(t.Context(), org.System(c.o), o, o.Version))
			post := &pigeonhole{}
			k := c.courier(post, nil)
			sent := func(moment string) int {
				at, err := time.Parse(time.RFC3339, moment)
				c.must(err)
				*c.now = at
				c.must(c.PrepareMessages(t.Context(), c.o, at))
				return c.deliver(k)
			}
			if n := sent(moments[0]); n != 0 {
				t.Errorf("%d sent at %s", n, moments[0])
			}
			if n := sent(moments[1]); n != 1 {
				t.Errorf("%d sent at %s", n, moments[1])
			}
		})
	}
}

func TestClocksThatChangeMoveNobodysMorning(t *testing.T) {
	c := alpina(t, testkit.SQLite(t), "fr", "2026-10-23 12:00") // the clocks of Paris go back on Sunday 25 October
	post := &pigeonhole{}
	k := c.courier(post, nil)
	for _, step := range []struct {
		moment string
		want   int
	}{{"2026-10-26T07:30:00Z", 0}, {"2026-10-26T08:00:00Z", 1}} {
		at, err := time.Parse(time.RFC3339, step.moment)
		c.must(err)
		*c.now = at
		c.must(c.PrepareMessages(t.Context(), c.o, at))
		if n := c.deliver(k); n != step.want {
			t.Errorf("%d sent at %s, want %d", n, step.moment, step.want)
		}
	}
}

func TestTheRecapComesOnTheLastDayOfTheWeek(t *testing.T) {
	c := alpina(t, testkit.SQLite(t), "fr", "2026-11-23 12:00")
	c.chooses("lea", map[string]string{app.AboutRecap: app.ByMail, app.AboutWeek: app.NotTold})
	c.load(sheet.Batch{Results: []sheet.ResultRow{c.sale("lea", "deal-2", "2026-11-25", 3_200)}})
	c.must(c.Thank(t.Context(), c.as("tom"), org.PersonOwner(c.as("lea").Person), 0, 0, "Merci pour hier"))
	post := &pigeonhole{}
	k := c.courier(post, nil)
	for _, moment := range []string{"2026-11-26 16:30", "2026-11-27 15:59"} {
		c.at(moment)
		if n := c.deliver(k); n != 0 {
			t.Fatalf("%d sent at %s", n, moment)
		}
	}
	c.at("2026-11-27 16:00")
	if n := c.deliver(k); n != 1 {
		t.Fatalf("%d sent", n)
	}
	c.contains(post.said[0].Text(), "Ce que la semaine a apporté", "3\u202f200\u202f€ cette semaine", "1 remerciement reçu")
	c.at("2026-11-27 16:30")
	if n := c.deliver(k); n != 0 {
		t.Error("told twice")
	}
}

func TestTwoInstancesSendEachEnvelopeOnce(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		c := alpina(t, db, "fr", "2026-11-20 17:00")
		var crowd sheet.Batch
		for i := range 30 {
			key := fmt.Sprintf("p%02d", i)
			crowd.People = append(crowd.People, sheet.PersonRow{Key: key, Name: sheet.Val("P " + key), Email: sheet.Val(key + "@alpina.test"), Team: sheet.Val("nord"), Role: sheet.Val("rep"), StartOn: sheet.Val(period.On(2024, time.January, 1))})
			crowd.Goals = append(crowd.Goals, c.aim(key+"-q4", "T4 "+key, "person:"+key, "individual", 10_000))
		}
		c.load(crowd)
		other := app.New(db, app.Options{Now: func() time.Time { return *c.now }, Mail: true})
		t.Cleanup(other.Close)
		post := &pigeonhole{}
		one, two := c.courier(post, nil), c.courier(post, nil)
		two.App = other
		*c.now = paris(t, "2026-11-23 09:00")
		var both sync.WaitGroup
		for _, a := range []*app.App{c.App, other} { // even the preparing may run twice at once
			both.Go(func() {
				if err := a.PrepareMessages(t.Context(), c.o, *c.now); err != nil {
					t.Error(err)
				}
			})
		}
		both.Wait()
		for _, k := range []*notify.Courier{one, two, one, two} {
			both.Go(func() {
				if _, err := k.Deliver(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		both.Wait()
		seen := map[string]int{}
		for _, to := range post.to {
			seen[to]++
		}
		if len(seen) != 31 || len(post.to) != 31 {
			t.Errorf("%d letters to %d people, want 31 to 31: %v", len(post.to), len(seen), seen)
		}
	})
}

func TestOneClickStopsEveryMailAndNothingElse(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		c := alpina(t, db, "fr", "2026-11-20 17:00")
		post := &pigeonhole{}
		k := c.courier(post, nil)
		c.at("2026-11-23 09:00")
		c.deliver(k)
		_, token, _ := strings.Cut(post.said[0].Stop.URL, "/unsubscribe/")
		out, err := c.WayOut(t.Context(), token)
		c.must(err)
		if !out.Mail || out.Person.Key != "lea" {
			t.Errorf("%+v", out.Person)
		}
		for range 2 {
			out, err = c.Unsubscribe(t.Context(), token)
			c.must(err)
		}
		m, err := c.MyMessages(t.Context(), c.as("lea"))
		c.must(err)
		if out.Mail || m.Way(app.AboutWeek) != app.InApp || m.Way(app.AboutWaiting) != app.InApp || m.Way(app.AboutRecap) != app.NotTold {
			t.Errorf("%+v", m.Ways)
		}
		c.at("2026-11-30 09:00")
		if n := c.deliver(k); n != 0 {
			t.Errorf("%d sent after the way out", n)
		}
		news, err := c.NewsList(t.Context(), c.as("lea"))
		c.must(err)
		if len(news) == 0 || news[0].Kind != app.TellWeek {
			t.Errorf("the week is not in the app: %+v", news)
		}
		for _, forged := range []string{"", token[:20], token[:len(token)-1] + "0", c.as("tom").Person.String() + token[13:], token[:13] + c.as("tom").Person.String() + token[26:]} {
			if _, err := c.Unsubscribe(t.Context(), forged); err == nil && forged != token {
				t.Errorf("%q was accepted", forged)
			}
		}
	})
}

func TestWithoutAMailServerEverythingIsInTheApp(t *testing.T) {
	c := alpina(t, testkit.SQLite(t), "fr", "2026-11-20 17:00")
	quiet := app.New(c.DB(), app.Options{Now: func() time.Time { return *c.now }})
	t.Cleanup(quiet.Close)
	*c.now = paris(t, "2026-11-23 09:00")
	c.must(quiet.PrepareMessages(t.Context(), c.o, *c.now))
	k := c.courier(nil, nil)
	k.App = quiet
	if n := c.deliver(k); n != 0 {
		t.Errorf("%d left without a way", n)
	}
	n, err := quiet.Unread(t.Context(), c.as("lea"))
	c.must(err)
	news, err := quiet.NewsList(t.Context(), c.as("lea"))
	c.must(err)
	if n != 1 || len(news) != 1 || !news[0].New {
		t.Errorf("%d unread, %+v", n, news)
	}
	c.must(quiet.ReadNews(t.Context(), c.as("lea")))
	if n, _ := quiet.Unread(t.Context(), c.as("lea")); n != 0 {
		t.Errorf("%d unread after reading", n)
	}
	if n, _ := quiet.Unread(t.Context(), c.as("tom")); n != 0 {
		t.Errorf("Tom has %d: nothing of his own runs", n)
	}
}
