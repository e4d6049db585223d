package app

import (
	"context"
	"encoding/json"
	"time"

	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// OwnData is everything kept about one person, in a form they can read and take elsewhere (GDPR articles 15 and 20). Instants are
// UTC; shares are in ten-thousandths.
type OwnData struct {
	AsOf         time.Time    `json:"as_of"`
	Organisation string       `json:"organisation"`
	Person       OwnPerson    `json:"person"`
	Memberships  []OwnPlace   `json:"memberships"`
	Absences     []OwnAbsence `json:"absences"`
	Objectives   []OwnGoal    `json:"objectives"`
	OwnNumbers   []OwnNumber  `json:"own_numbers"`
	Letters      []OwnLetter  `json:"letters"`
	Results      []OwnResult  `json:"results"`
	Received     []OwnThanks  `json:"thanks_received"`
	Given        []OwnThanks  `json:"thanks_given"`
	Attention    []OwnWeek    `json:"attention_asked,omitempty"`
	Practice     OwnPractice  `json:"practice"`
	Week         OwnWeekly    `json:"week"`
	Rewards      OwnRewards   `json:"rewards"`
	Game         OwnPlay      `json:"game"`
	LookedAtBy   []OwnLook    `json:"looked_at_by"`
	Sessions     []OwnSession `json:"sessions"`
	Changes      []OwnChange  `json:"changes"`
	Messages     []OwnMessage `json:"messages"`

	MessageChoices MessageChoices `json:"message_choices"`
	Recognition    OwnRecognition `json:"recognition"`
}

// OwnPerson is who they are here.
type OwnPerson struct {
	Key         string      `json:"key"`
	Name        string      `json:"name"`
	Email       string      `json:"email"`
	ExternalID  string      `json:"external_id"`
	Role        org.Role    `json:"role"`
	StartOn     period.Date `json:"start_on"`
	EndOn       period.Date `json:"end_on"`
	RoleSince   period.Date `json:"role_since"`
	WorkingTime measure.BP  `json:"working_time"`
	Hidden      bool        `json:"hides_contributions"`
	OnBoards    bool        `json:"named_on_boards"`
	Experience  int         `json:"experience"` // months before joining
	Ability     int         `json:"ability"`    // 1 to 5, 0: not said
}

// OwnPlace is a team they belonged to; To is exclusive.
type OwnPlace struct {
	Team string      `json:"team"`
	From period.Date `json:"from"`
	To   period.Date `json:"to"`
}

// OwnAbsence is a share of time away; To is exclusive.
type OwnAbsence struct {
	From  period.Date `json:"from"`
	To    period.Date `json:"to"`
	Share measure.BP  `json:"share"`
}

// OwnGoal is one of their objectives with everything it ever said.
type OwnGoal struct {
	goal.Goal
	MetricKey string        `json:"metric_key"`
	Steps     []goal.Step   `json:"steps"`
	Versions  []OwnVersion  `json:"versions"`
	Forecasts []OwnForecast `json:"forecasts"`
}

// OwnVersion is what an objective was after one change.
type OwnVersion struct {
	Version int             `json:"version"`
	At      time.Time       `json:"at"`
	Change  string          `json:"change"`
	Body    json.RawMessage `json:"body"`
}

// OwnNumber is a number they gave for an objective, their own or their team's; null when they chose to give none. Blind: before they
// could see the one prepared.
type OwnNumber struct {
	At        time.Time     `json:"at"`
	Objective string        `json:"objective"` // its key
	Title     string        `json:"title"`
	Amount    measure.Maybe `json:"amount"`
	Blind     bool          `json:"blind"`
}

// OwnResult is one entry that credits them, or names their help; Sign -1 takes an earlier one back.
type OwnResult struct {
	Source     string            `json:"source"`
	Ref        string            `json:"ref"`
	Sign       int               `json:"sign"`
	OccurredOn period.Date       `json:"occurred_on"`
	Kind       string            `json:"kind"`
	Share      measure.BP        `json:"share"`
	Helped     bool              `json:"helped"`
	Amount     measure.Maybe     `json:"amount"`
	Attributes map[string]string `json:"attributes"`
	RecordedAt time.Time         `json:"recorded_at"`
}

// OwnThanks is a word given or received.
type OwnThanks struct {
	At   time.Time `json:"at"`
	With string    `json:"with"` // the other person or team
	Text string    `json:"text"`

	Kind  string `json:"kind,omitempty"` // cheer, assist, offer
	Skill string `json:"skill,omitempty"`
	Shown string `json:"shown,omitempty"` // where its receiver lets it be shown
}

// OwnRecognition is what they chose to show of what they received, and points given and received on common successes.
type OwnRecognition struct {
	Shown  string      `json:"thanks_shown"`
	Skills []string    `json:"skills_shown"`
	Points []OwnPoints `json:"points"`
}

// OwnPoints is points given or received.
type OwnPoints struct {
	At     time.Time `json:"at"`
	Goal   string    `json:"objective"`
	With   string    `json:"with"`
	Given  bool      `json:"given"`
	Points int64     `json:"points"`
	Text   string    `json:"text"`
}

// OwnLook is someone's look at their individual data.
type OwnLook struct {
	At   time.Time `json:"at"`
	Name string    `json:"name"`
	What string    `json:"what"`
}

// OwnSession is a device they signed in on.
type OwnSession struct {
	Since   time.Time `json:"since"`
	Seen    time.Time `json:"last_seen"`
	Revoked bool      `json:"ended"`
}

// OwnChange is a change of their account or place.
type OwnChange struct {
	At   time.Time `json:"at"`
	Kind string    `json:"kind"`
}

const maxOwn = 100_000 // rows of each table; more than a working life makes

// OwnData gathers what is kept about a person, for themselves, or for whoever may erase them and answers their request. Someone
// else's look is noted where the person can see it.
func (a *App) OwnData(ctx context.Context, actor org.Actor, person org.ID) (OwnData, error) {
	var d OwnData
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		p, ok := r.World.Person(person)
		if !ok || p.Erased {
			return notFound("person")
		}
		action := org.EditSelf
		if !actor.Is(person) {
			action = org.ErasePerson
		}
		if err := r.World.Can(actor, action, org.PersonObject(person), r.Today); err != nil {
			return err
		}
		d = OwnData{AsOf: a.now().UTC(), Organisation: r.World.Org().Name, Person: ownPerson(p)}
		for _, part := range []func(*OwnData, org.ID) error{r.tellPlaces, r.tellGoals, r.tellLetters, r.tellResults, r.tellThanks, r.tellPractice, r.tellWeekly, r.tellRewards, r.tellPlay, r.tellMessages, r.tellAttention, r.tellTraces} {
			if err := part(&d, person); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return OwnData{}, err
	}
	a.LogRead(ctx, actor, person, "own_data")
	return d, nil
}

func ownPerson(p org.Person) OwnPerson {
	return OwnPerson{
		Key: p.Key, Name: p.Name, Email: p.Email, ExternalID: p.ExternalID, Role: p.Role, StartOn: p.StartOn, EndOn: p.EndOn,
		RoleSince: p.RoleSince, WorkingTime: p.WorkingTime, Hidden: p.Hidden, OnBoards: p.OnBoards,
		Experience: p.Experience, Ability: p.Ability,
	}
}

func (r *Reading) tellPlaces(d *OwnData, id org.ID) error {
	for _, m := range r.World.stays[id] {
		place := OwnPlace{r.World.Name(org.TeamOwner(m.Team)), m.Span.From, m.Span.To}
		if place.From == always {
			place.From = 0 // nobody said since when
		}
		d.Memberships = append(d.Memberships, place)
	}
	for _, x := range r.World.away[id] {
		d.Absences = append(d.Absences, OwnAbsence{x.Span.From, x.Span.To, x.Share})
	}
	return nil
}

func (r *Reading) tellGoals(d *OwnData, id org.ID) error {
	rows, err := r.tx.GoalsOf(r.Actor.Org, []org.ID{id}, 0, 0)
	if err != nil {
		return err
	}
	steps, err := r.World.stepsOf(r.tx, rows)
	if err != nil {
		return err
	}
	for _, g := range rows {
		own := OwnGoal{Goal: g.Goal, MetricKey: r.World.metricOf(g.Goal).Key, Steps: steps[g.ID]}
		versions, err := r.tx.GoalVersions(r.Actor.Org, g.ID)
		if err != nil {
			return err
		}
		for _, v := range versions {
			own.Versions = append(own.Versions, OwnVersion{v.Version, instant(v.At), v.Change, json.RawMessage(v.Body)})
		}
		d.Objectives = append(d.Objectives, own)
	}
	if err := r.tellNumbers(d, id); err != nil {
		return err
	}
	return r.tellForecasts(d)
}

func (r *Reading) tellNumbers(d *OwnData, id org.ID) error {
	bids, err := r.tx.BidsOf(r.Actor.Org, id)
	if err != nil {
		return err
	}
	for _, b := range bids {
		g, err := r.tx.Goal(r.Actor.Org, b.Goal)
		if err != nil {
			return err
		}
		d.OwnNumbers = append(d.OwnNumbers, OwnNumber{instant(b.At), g.Key, g.Title, b.Amount, b.Blind})
	}
	return nil
}

func instant(micro int64) time.Time { return time.UnixMicro(micro).UTC() }

func (r *Reading) tellResults(d *OwnData, id org.ID) error {
	return r.tx.EachOf(r.Actor.Org, store.Reach{Owners: []org.ID{id}}, func(p store.Posted) error {
		own := OwnResult{
			Source: p.Source, Ref: p.Ref, Sign: p.Sign, OccurredOn: p.OccurredOn, Kind: p.Kind, Amount: p.Amount, Attributes: p.Attrs,
			RecordedAt: instant(p.At), Helped: len(p.Credits) == 0,
		}
		for _, c := range p.Credits {
			own.Share += c.BP
		}
		d.Results = append(d.Results, own)
		return nil
	})
}

func (r *Reading) tellThanks(d *OwnData, id org.ID) error {
	received, err := r.tx.ThanksTo(r.Actor.Org, []org.ID{id}, maxOwn)
	if err != nil {
		return err
	}
	for _, t := range received {
		d.Received = append(d.Received, OwnThanks{instant(t.At), r.World.Name(org.PersonOwner(t.From)), t.Text, t.Kind, t.Skill, t.Shown})
	}
	given, err := r.tx.ThanksFrom(r.Actor.Org, id, maxOwn)
	for _, t := range given {
		d.Given = append(d.Given, OwnThanks{instant(t.At), r.World.Name(t.To), t.Text, t.Kind, t.Skill, ""})
	}
	if err != nil {
		return err
	}
	return r.tellRecognition(&d.Recognition, id)
}

func (r *Reading) tellRecognition(d *OwnRecognition, id org.ID) error {
	choices, err := r.tx.ThanksChoices(r.Actor.Org, []org.ID{id})
	if err != nil {
		return err
	}
	for _, c := range choices {
		d.Shown = c.Shown
	}
	if d.Skills, err = r.tx.SkillsShown(r.Actor.Org, id); err != nil {
		return err
	}
	rows, err := r.tx.PointsOf(r.Actor.Org, id)
	for _, x := range rows {
		g, err := r.goalAt(x.Goal)
		if err != nil {
			return err
		}
		with := x.To
		if with == id {
			with = x.From
		}
		d.Points = append(d.Points, OwnPoints{instant(x.At), g.Key, r.World.Name(org.PersonOwner(with)), x.From == id, x.Points, x.Words})
	}
	return err
}

// tellTraces is who looked, where they signed in, and what changed about them.
func (r *Reading) tellTraces(d *OwnData, id org.ID) error {
	looks, err := r.tx.AccessTo(r.Actor.Org, id, maxOwn)
	if err != nil {
		return err
	}
	for _, x := range looks {
		d.LookedAtBy = append(d.LookedAtBy, OwnLook{instant(x.At), r.World.Name(org.PersonOwner(x.Actor)), x.What})
	}
	sessions, err := r.tx.SessionsOf(r.Actor.Org, id)
	if err != nil {
		return err
	}
	for _, s := range sessions {
		d.Sessions = append(d.Sessions, OwnSession{instant(s.CreatedAt), instant(s.SeenAt), s.Revoked})
	}
	changes, err := r.tx.JournalOf(r.Actor.Org, "person", id, maxOwn)
	for _, c := range changes {
		d.Changes = append(d.Changes, OwnChange{instant(c.At), c.Kind})
	}
	return err
}
