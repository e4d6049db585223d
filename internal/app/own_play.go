package app

import (
	"slices"

	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// OwnPlay is what is kept of somebody's play, kept for thirty days after they left it.
type OwnPlay struct {
	JoinedOn   period.Date    `json:"joined_on"`
	LeftOn     period.Date    `json:"left_on"`
	RestDays   []period.Date  `json:"rest_days"`
	Given      []OwnGiven     `json:"given"`
	Challenges []OwnChallenge `json:"challenges"`
}

// OwnGiven is one milestone or badge that was given, or taken back.
type OwnGiven struct {
	On    period.Date `json:"on"`
	Kind  string      `json:"kind"`
	Name  string      `json:"name"`
	Ref   string      `json:"of"` // the objective or challenge
	Taken bool        `json:"taken_back"`
}

// OwnChallenge is one they made or answered.
type OwnChallenge struct {
	Title  string      `json:"title"`
	Kind   string      `json:"kind"`
	Start  period.Date `json:"start"`
	End    period.Date `json:"end"` // included
	Answer string      `json:"answer"`
	Theme  string      `json:"theme"`
	Made   bool        `json:"made"`
}

func (r *Reading) tellPlay(d *OwnData, id org.ID) error {
	p := &d.Game
	players, err := r.tx.Players(r.Actor.Org)
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(players, func(x store.Player) bool { return x.Person == id }); i >= 0 {
		p.JoinedOn, p.LeftOn = players[i].Joined, players[i].Left
	}
	if p.RestDays, err = r.tx.Rests(r.Actor.Org, id); err != nil {
		return err
	}
	given, err := r.tx.CelebrationsOf(r.Actor.Org, []org.ID{id})
	if err != nil {
		return err
	}
	for _, x := range given {
		p.Given = append(p.Given, OwnGiven{x.On, x.Kind, x.Name, x.Ref.String(), x.Seq%2 == 1})
	}
	return r.tellChallenges(p, id)
}

func (r *Reading) tellChallenges(p *OwnPlay, id org.ID) error {
	rows, err := r.tx.Challenges(r.Actor.Org, 0)
	if err != nil || len(rows) == 0 {
		return err
	}
	said, err := r.tx.Entrants(r.Actor.Org, idsOf(rows))
	for _, c := range rows {
		own := OwnChallenge{Title: c.Title, Kind: string(c.Kind), Start: c.Start, End: c.End, Made: c.MadeBy == id}
		for _, e := range said {
			if e.Challenge == c.ID && e.Person == id {
				own.Answer, own.Theme = e.Answer, e.Theme
			}
		}
		if own.Made || own.Answer != "" {
			p.Challenges = append(p.Challenges, own)
		}
	}
	return err
}

// erasePlay forgets a person's play; challenges they made for a team stay, without a word of them.
func (u *Unit) erasePlay(id org.ID) error {
	rows, err := u.tx.Challenges(u.org(), 0)
	if err != nil {
		return err
	}
	for _, c := range rows {
		if c.MadeBy == id && c.On(u.World.Today(u.At)) == "draft" {
			if err := u.tx.DeleteChallenge(u.org(), c.ID); err != nil {
				return err
			}
		}
	}
	return u.tx.ForgetPlay(u.org(), id)
}
