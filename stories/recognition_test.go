package stories

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"cordee/internal/app"
	"cordee/internal/kudos"
	"cordee/internal/org"
)

func init() {
	maps.Copy(byFirst, map[string]sentence{"points": (*story).setPoints, "recognised": (*story).recognised})
	maps.Copy(bySecond, map[string]sentence{
		"thanks": (*story).thank, "unsays": (*story).unsay, "lets-see": (*story).letSee, "shows-skill": (*story).showSkill, "cheers": (*story).cheer,
		"offers-help": (*story).offerHelp, "names-helper": (*story).nameHelper, "gives": (*story).givePoints,
	})
}

// NAME thanks WHO [for GOAL] [skill NAME] because TEXT
func (s *story) thank(w words, _ line) error {
	k := app.Kudos{Text: w.rest("because"), Skill: w.after("skill")}
	if name := w.after("for"); name != "" {
		g, err := s.standing(name)
		if err != nil {
			return err
		}
		k.Goal = g.ID
	}
	actor, to, err := s.two(&w)
	if err != nil {
		return err
	}
	k.To = to
	return s.app.GiveKudos(s.t.Context(), actor, k)
}

// two are whoever acts and whom it is for.
func (s *story) two(w *words) (org.Actor, org.Owner, error) {
	actor, err := s.actor(w.next())
	if err != nil {
		return actor, org.Owner{}, err
	}
	to, err := s.owner(w.next())
	return actor, to, err
}

// NAME unsays: takes their last word back
func (s *story) unsay(w words, _ line) error {
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	v, err := s.app.Recognition(s.t.Context(), actor)
	if err != nil || len(v.Given) == 0 {
		return unclear("nothing was said (%v)", err)
	}
	return s.app.TakeBackThanks(s.t.Context(), actor, v.Given[0].ID)
}

// NAME lets-see me | team | all | hidden [of last]: the words they receive, or the last one only
func (s *story) letSee(w words, _ line) error {
	last := w.after("of") == "last"
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	shown := kudos.Shown(w.next())
	if !last {
		return s.app.ChooseThanks(s.t.Context(), actor, shown)
	}
	v, err := s.app.Recognition(s.t.Context(), actor)
	if err != nil || len(v.Received) == 0 {
		return unclear("nothing was received (%v)", err)
	}
	return s.app.ShowThanks(s.t.Context(), actor, v.Received[0].ID, shown)
}

// NAME shows-skill SKILL
func (s *story) showSkill(w words, _ line) error {
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	return s.app.ShowSkill(s.t.Context(), actor, w.next(), true)
}

// NAME cheers WHO on GOAL
func (s *story) cheer(w words, _ line) error {
	g, err := s.standing(w.after("on"))
	if err != nil {
		return err
	}
	actor, to, err := s.two(&w)
	if err != nil {
		return err
	}
	return s.app.Cheer(s.t.Context(), actor, g.ID, to)
}

// NAME offers-help WHO on GOAL when DAY because TEXT
func (s *story) offerHelp(w words, _ line) error {
	what, when := w.rest("because"), w.after("when")
	g, err := s.standing(w.after("on"))
	if err != nil {
		return err
	}
	actor, to, err := s.two(&w)
	if err != nil {
		return err
	}
	return s.app.OfferHelp(s.t.Context(), actor, g.ID, to.ID, what, when)
}

// NAME names-helper WHO: on their latest result
func (s *story) nameHelper(w words, _ line) error {
	actor, to, err := s.two(&w)
	if err != nil {
		return err
	}
	rope, err := s.app.MyRope(s.t.Context(), actor)
	if err != nil || len(rope.Recent) == 0 {
		return unclear("no result (%v)", err)
	}
	_, err = s.app.CreditHelper(s.t.Context(), actor, rope.Recent[0].ID, to.ID)
	return err
}

// points N [days N]: for each, on a common success | points open
func (s *story) setPoints(w words, _ line) error {
	days := w.after("days")
	if w[0] == "open" {
		return s.app.OpenAllotments(s.t.Context(), s.org.ID, s.clock.now())
	}
	return s.app.SavePractice(s.t.Context(), s.system(), app.Practice{Points: count(w.next()), PointDays: count(days)})
}

// NAME gives N to WHO on GOAL
func (s *story) givePoints(w words, _ line) error {
	g, err := s.standing(w.after("on"))
	if err != nil {
		return err
	}
	to, err := s.owner(w.after("to"))
	if err != nil {
		return err
	}
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	return s.app.GivePoints(s.t.Context(), actor, g.ID, to.ID, int64(count(w.next())), "Pour ton aide")
}

// recognised NAME words | skills [as NAME] | points | waiting is VALUE, recognised NAME reached | left | helpers | people of TEAM is VALUE
func (s *story) recognised(w words, _ line) error {
	want := w.rest("is")
	as, team := w.after("as"), w.after("of")
	who, err := s.actor(w.next())
	if err != nil {
		return err
	}
	reader := who
	if as != "" {
		if reader, err = s.actor(as); err != nil {
			return err
		}
	}
	what := w.next()
	if team != "" {
		return s.celebrated(who, team, what, want)
	}
	var got []string
	switch what {
	case "words":
		list, err := s.app.ThanksShownBy(s.t.Context(), reader, who.Person)
		if err != nil {
			return err
		}
		for _, x := range list {
			got = append(got, x.Text)
		}
	case "skills":
		list, err := s.app.Skills(s.t.Context(), reader, who.Person)
		if err != nil {
			return err
		}
		for _, k := range list {
			got = append(got, fmt.Sprintf("%s:%d+%d+%d", k.Name, len(k.Goals), len(k.Peers), len(k.Leads)))
		}
	case "points", "waiting", "received":
		rope, err := s.app.MyRope(s.t.Context(), who)
		if err != nil {
			return err
		}
		for _, g := range rope.Points {
			if what == "points" {
				got = append(got, fmt.Sprintf("%d from %s", g.Points, g.FromName))
			}
		}
		for _, x := range rope.Waiting {
			if what == "waiting" {
				got = append(got, x.Other)
			}
		}
		for _, x := range rope.Thanks {
			if what == "received" {
				got = append(got, strings.TrimSpace(x.Kind+" "+x.Text))
			}
		}
	default:
		return unclear("nobody is recognised by %q", what)
	}
	slices.Sort(got)
	return same(what, strings.Join(got, ", "), strings.ReplaceAll(want, "nothing", ""))
}

// celebrated is what somebody finds on the page of a team.
func (s *story) celebrated(who org.Actor, name, what, want string) error {
	team, err := s.owner(name)
	if err != nil {
		return err
	}
	v, err := s.app.Team(s.t.Context(), who, team.ID)
	if err != nil {
		return err
	}
	if len(v.Reached) == 0 {
		return same(what, "nothing", want)
	}
	c := v.Reached[0]
	var got []string
	switch what {
	case "reached":
		got = append(got, c.Title)
	case "left":
		got = append(got, "not there")
		if c.Allotment != nil {
			got = []string{strconv.FormatInt(c.Allotment.Left, 10)}
		}
	case "helpers":
		for _, h := range c.Helpers {
			got = append(got, h.Person.Name)
		}
	case "people":
		for _, x := range c.Contributions {
			amount := x.Amount.String()
			if x.Hidden {
				amount = "-"
			}
			got = append(got, x.Person.Name+" "+amount)
		}
	}
	return same(what, strings.Join(got, ", "), want)
}
