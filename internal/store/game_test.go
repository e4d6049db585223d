package store_test

import (
	"maps"
	"testing"

	"cordee/internal/game"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

func challenge(id org.ID) game.Challenge {
	return game.Challenge{
		ID: id, Kind: game.Teams, Measure: game.OwnShare, Metric: revenue, Title: "La traversée", Start: on("2026-03-02"), End: on("2026-03-13"),
		Target: measure.Some(50_000), Teams: []org.ID{nord, 77}, MadeBy: lea, Status: game.Announced,
	}
}

var milestone = store.Celebration{Owner: org.PersonOwner(lea), Kind: "milestone", Name: "2500", Ref: 1, Target: 9, On: on("2026-03-02"), At: 3}

func gameRows(o org.ID) []func(tx *store.Tx) error {
	return []func(tx *store.Tx) error{
		func(tx *store.Tx) error { return tx.PutGameBody(o, `{}`) },
		func(tx *store.Tx) error { return tx.PutPlayer(o, store.Player{Person: lea, Joined: on("2026-01-05")}) },
		func(tx *store.Tx) error {
			return tx.PutPlayer(o, store.Player{Person: karim, Joined: on("2026-01-05")})
		},
		func(tx *store.Tx) error { return tx.PutRest(o, lea, on("2026-01-06")) },
		func(tx *store.Tx) error { return tx.InsertChallenge(o, challenge(1)) },
		func(tx *store.Tx) error {
			return tx.PutEntrant(o, store.Entrant{Challenge: 1, Person: lea, Answer: "joined"})
		},
		func(tx *store.Tx) error { return tx.Celebrate(o, milestone) },
	}
}

func init() {
	tables = append(tables, "game", "game_player", "game_rest", "challenge", "challenge_player", "celebration")
	maps.Copy(reads, map[string]func(tx *store.Tx, o org.ID) (int, error){
		"GameBody": func(tx *store.Tx, o org.ID) (int, error) {
			body, err := tx.GameBody(o)
			return len(body), err
		},
		"Players":        func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Players(o)) },
		"Rests":          func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Rests(o, lea)) },
		"Challenge":      func(tx *store.Tx, o org.ID) (int, error) { return oneOf(tx.Challenge(o, 1)) },
		"Challenges":     func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Challenges(o, 0)) },
		"Entrants":       func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Entrants(o, []org.ID{1})) },
		"Celebrations":   func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Celebrations(o, 0)) },
		"CelebrationsOf": func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.CelebrationsOf(o, []org.ID{lea})) },
	})
	maps.Copy(changes, map[string]func(tx *store.Tx, o org.ID) error{
		"PutGameBody": func(tx *store.Tx, o org.ID) error { return tx.PutGameBody(o, `{"a":1}`) },
		"PutPlayer": func(tx *store.Tx, o org.ID) error {
			return tx.PutPlayer(o, store.Player{Person: lea, Joined: on("2026-01-05"), Left: on("2026-02-05")})
		},
		"DropRest":           func(tx *store.Tx, o org.ID) error { return tx.DropRest(o, lea, on("2026-01-06")) },
		"SetChallengeStatus": func(tx *store.Tx, o org.ID) error { return tx.SetChallengeStatus(o, 1, game.CalledOff) },
		"DeleteChallenge":    func(tx *store.Tx, o org.ID) error { return tx.DeleteChallenge(o, 1) },
		"PutEntrant": func(tx *store.Tx, o org.ID) error {
			return tx.PutEntrant(o, store.Entrant{Challenge: 1, Person: lea, Answer: "declined"})
		},
		"Celebrate": func(tx *store.Tx, o org.ID) error {
			x := milestone
			x.Seq = 1
			return tx.Celebrate(o, x)
		},
		"ForgetPlay": func(tx *store.Tx, o org.ID) error { return tx.ForgetPlay(o, karim) },
	})
	maps.Copy(links, map[string]func(tx *store.Tx, o org.ID) error{
		"PutPlayer":       func(tx *store.Tx, o org.ID) error { return gameRows(o)[1](tx) },
		"PutRest":         func(tx *store.Tx, o org.ID) error { return gameRows(o)[3](tx) },
		"InsertChallenge": func(tx *store.Tx, o org.ID) error { return tx.InsertChallenge(o, challenge(2)) },
		"PutEntrant":      func(tx *store.Tx, o org.ID) error { return gameRows(o)[5](tx) },
	})
}

func TestAChallengeIsKeptWhole(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		measured(t, db, 1)
		for _, fn := range gameRows(1) {
			write(t, db, fn)
		}
		read(t, db, func(tx *store.Tx) error {
			got, err := tx.Challenge(1, 1)
			equal(t, got, challenge(1))
			over, _ := tx.Challenges(1, on("2026-03-14"))
			equal(t, len(over), 0)
			return err
		})
	})
}

func TestNothingIsCelebratedTwice(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		found(t, db, 1)
		write(t, db, func(tx *store.Tx) error { return tx.Celebrate(1, milestone) })
		refused(t, db, "store.duplicate", func(tx *store.Tx) error { return tx.Celebrate(1, milestone) })
		again := milestone
		again.Target = 10
		write(t, db, func(tx *store.Tx) error { return tx.Celebrate(1, again) })
		read(t, db, func(tx *store.Tx) error {
			got, err := tx.CelebrationsOf(1, []org.ID{lea})
			equal(t, got, []store.Celebration{milestone, again})
			return err
		})
	})
}

func TestWhoLeavesThePlayLeavesNothingBehind(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		measured(t, db, 1)
		for _, fn := range gameRows(1) {
			write(t, db, fn)
		}
		write(t, db, func(tx *store.Tx) error { return tx.ForgetPlay(1, lea) })
		kept := rowsOf(t, db, 1)
		equal(t, len(kept["game_player"]), 1)
		for _, table := range []string{"game_rest", "challenge_player", "celebration"} {
			equal(t, len(kept[table]), 0)
		}
		equal(t, len(kept["challenge"]), 1)
	})
}

func oneOf[T any](_ T, err error) (int, error) {
	if err != nil {
		return 0, nil
	}
	return 1, nil
}
