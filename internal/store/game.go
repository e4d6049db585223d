package store

import (
	"strconv"
	"strings"

	"cordee/internal/game"
	"cordee/internal/org"
	"cordee/internal/period"
)

const (
	sqlGame    = `SELECT body FROM game WHERE org_id = $1`
	sqlPutGame = `
	INSERT INTO game (org_id, body)
	VALUES ($1, $2)
	ON CONFLICT (org_id) DO UPDATE SET body = excluded.body`
)

// GameBody is how the organisation plays, as JSON; "" while nobody said.
func (t *Tx) GameBody(o org.ID) (body string, err error) {
	_, err = t.maybe(sqlGame, vals(&body), o)
	return body, err
}

// PutGameBody keeps it.
func (t *Tx) PutGameBody(o org.ID, body string) error { return t.do(sqlPutGame, o, body) }

// Player is somebody who plays, or who left (Left) and of whom something is kept for a while.
type Player struct {
	Person       org.ID
	Joined, Left period.Date
}

const (
	sqlPlayers   = `SELECT person_id, joined_on, COALESCE(left_on, '') FROM game_player WHERE org_id = $1 ORDER BY person_id`
	sqlPutPlayer = `
	INSERT INTO game_player (org_id, person_id, joined_on, left_on)
	VALUES ($1, $2, $3, $4)
	ON CONFLICT (org_id, person_id) DO UPDATE SET joined_on = excluded.joined_on, left_on = excluded.left_on`
	sqlRests   = `SELECT rest_on FROM game_rest WHERE org_id = $1 AND person_id = $2 ORDER BY rest_on`
	sqlPutRest = `
	INSERT INTO game_rest (org_id, person_id, rest_on)
	VALUES ($1, $2, $3)
	ON CONFLICT (org_id, person_id, rest_on) DO NOTHING`
	sqlDropRest = `DELETE FROM game_rest WHERE org_id = $1 AND person_id = $2 AND rest_on = $3`
)

// Players are all who play or did until lately.
func (t *Tx) Players(o org.ID) ([]Player, error) {
	return all(t, sqlPlayers, func(r row, x *Player) (err error) {
		var left string
		if err = r.Scan(&x.Person, &x.Joined, &left); err == nil && left != "" {
			x.Left, err = period.ParseDate(left)
		}
		return err
	}, o)
}

// PutPlayer keeps that somebody plays, or left.
func (t *Tx) PutPlayer(o org.ID, x Player) error {
	return t.do(sqlPutPlayer, o, x.Person, x.Joined.String(), day(x.Left))
}

// Rests are the rest days a person chose.
func (t *Tx) Rests(o, person org.ID) ([]period.Date, error) {
	return all(t, sqlRests, func(r row, x *period.Date) error { return r.Scan(x) }, o, person)
}

// PutRest keeps a rest day; twice is once.
func (t *Tx) PutRest(o, person org.ID, on period.Date) error {
	return t.do(sqlPutRest, o, person, on.String())
}

// DropRest takes one back.
func (t *Tx) DropRest(o, person org.ID, on period.Date) error {
	return t.do(sqlDropRest, o, person, on.String())
}

const (
	sqlChallengeColumns = `
	SELECT challenge_id, kind, measure, metric_id, title, start_on, end_on, target, rounds, leave_out, team_ids, made_by, status
	FROM challenge`
	sqlChallenge       = sqlChallengeColumns + ` WHERE org_id = $1 AND challenge_id = $2`
	sqlChallenges      = sqlChallengeColumns + ` WHERE org_id = $1 AND end_on >= $2 ORDER BY start_on DESC, challenge_id`
	sqlInsertChallenge = `
	INSERT INTO challenge (
		org_id, challenge_id, kind, measure, metric_id, title, start_on, end_on, target, rounds, leave_out, team_ids, made_by, status)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`
	sqlChallengeStatus = `UPDATE challenge SET status = $3 WHERE org_id = $1 AND challenge_id = $2`
	sqlDeleteChallenge = `DELETE FROM challenge WHERE org_id = $1 AND challenge_id = $2`
)

func scanChallenge(r row, x *game.Challenge) error {
	var teams string
	err := r.Scan(&x.ID, &x.Kind, &x.Measure, &x.Metric, &x.Title, &x.Start, &x.End, intoMaybe{&x.Target}, &x.Rounds, &x.Leave, &teams,
		&x.MadeBy, &x.Status)
	for _, id := range strings.Fields(teams) {
		n, wrong := strconv.ParseInt(id, 10, 64)
		if wrong != nil {
			return wrong
		}
		x.Teams = append(x.Teams, org.ID(n))
	}
	return err
}

// Challenge is one challenge.
func (t *Tx) Challenge(o, id org.ID) (x game.Challenge, err error) {
	err = t.one("challenge", sqlChallenge, func(r row) error { return scanChallenge(r, &x) }, o, id)
	return x, err
}

// Challenges are those that end on a day or later, the latest to start first.
func (t *Tx) Challenges(o org.ID, since period.Date) ([]game.Challenge, error) {
	lo, _ := bounds(since, 0)
	return all(t, sqlChallenges, scanChallenge, o, lo)
}

// InsertChallenge adds one.
func (t *Tx) InsertChallenge(o org.ID, x game.Challenge) error {
	teams := make([]string, len(x.Teams))
	for i, id := range x.Teams {
		teams[i] = strconv.FormatInt(int64(id), 10)
	}
	return t.do(sqlInsertChallenge, o, x.ID, string(x.Kind), string(x.Measure), x.Metric, x.Title, x.Start.String(), x.End.String(),
		amount(x.Target), x.Rounds, x.Leave, strings.Join(teams, " "), x.MadeBy, string(x.Status))
}

// SetChallengeStatus announces a challenge or calls it off.
func (t *Tx) SetChallengeStatus(o, id org.ID, s game.Status) error {
	return t.touch("challenge", sqlChallengeStatus, o, id, string(s))
}

// DeleteChallenge removes one with all that was answered.
func (t *Tx) DeleteChallenge(o, id org.ID) error {
	return t.touch("challenge", sqlDeleteChallenge, o, id)
}

// Entrant is what somebody said to a challenge: asked, joined, declined.
type Entrant struct {
	Challenge, Person org.ID
	Team              org.ID // the side they play for, where teams play
	Answer            string
	Theme             string // the one they would like; may be empty
}

const (
	sqlEntrants = `
	SELECT challenge_id, person_id, COALESCE(team_id, 0), answer, theme
	FROM challenge_player
	WHERE org_id = $1 AND challenge_id {IN $2}
	ORDER BY challenge_id, person_id`
	sqlPutEntrant = `
	INSERT INTO challenge_player (org_id, challenge_id, person_id, team_id, answer, theme)
	VALUES ($1, $2, $3, $4, $5, $6)
	ON CONFLICT (org_id, challenge_id, person_id) DO UPDATE SET team_id = excluded.team_id, answer = excluded.answer, theme = excluded.theme`
)

// Entrants are those to some challenges.
func (t *Tx) Entrants(o org.ID, challenges []org.ID) ([]Entrant, error) {
	scan := func(r row, x *Entrant) error { return r.Scan(&x.Challenge, &x.Person, &x.Team, &x.Answer, &x.Theme) }
	return all(t, sqlEntrants, scan, o, ints(t, challenges))
}

// PutEntrant keeps what somebody said.
func (t *Tx) PutEntrant(o org.ID, x Entrant) error {
	return t.do(sqlPutEntrant, o, x.Challenge, x.Person, orNull(x.Team), x.Answer, x.Theme)
}

// Celebration is one thing given (Seq even) or taken back (odd): a milestone of an objective, Name in basis points, or a badge.
type Celebration struct {
	Owner  org.Owner
	Kind   string // milestone, badge
	Name   string
	Ref    org.ID // the objective or the challenge
	Target int64  // of the objective then: another target starts anew
	Seq    int
	On     period.Date
	At     int64 // microseconds UTC
}

const (
	sqlCelebrationColumns = `SELECT owner_kind, owner_id, kind, name, ref_id, target, seq, on_day, at FROM celebration`
	sqlCelebrations       = sqlCelebrationColumns + ` WHERE org_id = $1 AND on_day >= $2 ORDER BY at, ref_id, owner_id, kind, name, seq`
	sqlCelebrationsOf     = sqlCelebrationColumns + `
	WHERE org_id = $1 AND owner_id {IN $2}
	ORDER BY at, ref_id, owner_id, kind, name, seq`
	sqlCelebrate = `
	INSERT INTO celebration (org_id, owner_kind, owner_id, kind, name, ref_id, target, seq, on_day, at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`
)

func scanCelebration(r row, x *Celebration) error {
	return r.Scan(&x.Owner.Kind, &x.Owner.ID, &x.Kind, &x.Name, &x.Ref, &x.Target, &x.Seq, &x.On, &x.At)
}

// Celebrations are those since a day, in the order in which they happened.
func (t *Tx) Celebrations(o org.ID, since period.Date) ([]Celebration, error) {
	lo, _ := bounds(since, 0)
	return all(t, sqlCelebrations, scanCelebration, o, lo)
}

// CelebrationsOf are all of some people and teams, in the order in which they happened.
func (t *Tx) CelebrationsOf(o org.ID, owners []org.ID) ([]Celebration, error) {
	return all(t, sqlCelebrationsOf, scanCelebration, o, ints(t, owners))
}

// Celebrate adds one; one that is there already is refused: store.duplicate.
func (t *Tx) Celebrate(o org.ID, x Celebration) error {
	return t.do(sqlCelebrate, o, string(x.Owner.Kind), x.Owner.ID, x.Kind, x.Name, x.Ref, x.Target, x.Seq, x.On.String(), x.At)
}

// What is kept of somebody's play, in this order. Challenges they made for others stay; their own and their duels go.
var sqlForgetPlay = []string{
	`DELETE FROM celebration WHERE org_id = $1 AND owner_id = $2`,
	`DELETE FROM game_rest WHERE org_id = $1 AND person_id = $2`,
	`DELETE FROM challenge WHERE org_id = $1 AND made_by = $2 AND kind IN ('solo', 'duel')`,
	`DELETE FROM challenge_player WHERE org_id = $1 AND person_id = $2`,
	`DELETE FROM game_player WHERE org_id = $1 AND person_id = $2`,
}

// ForgetPlay removes everything kept of somebody's play.
func (t *Tx) ForgetPlay(o, person org.ID) error {
	for _, q := range sqlForgetPlay {
		if err := t.do(q, o, person); err != nil {
			return err
		}
	}
	return nil
}
