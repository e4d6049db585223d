package store_test

import (
	"fmt"
	"maps"
	"testing"

	"cordee/internal/org"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

func wallRows(o org.ID) []func(tx *store.Tx) error {
	return []func(tx *store.Tx) error{
		func(tx *store.Tx) error {
			return tx.InsertWall(o, store.Wall{ID: 1, Name: "Salle", Hash: fmt.Sprint("w", o), Team: nord, Slides: []string{"mountain"}, CreatedBy: lea})
		},
		func(tx *store.Tx) error { return tx.PutWallChoice(o, store.WallChoice{Person: lea}) },
	}
}

func init() {
	tables = append(tables, "wall", "wall_choice")
	maps.Copy(reads, map[string]func(tx *store.Tx, o org.ID) (int, error){
		"Walls":       func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Walls(o)) },
		"WallChoices": func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.WallChoices(o)) },
	})
	maps.Copy(changes, map[string]func(tx *store.Tx, o org.ID) error{
		"RevokeWall": func(tx *store.Tx, o org.ID) error { return tx.RevokeWall(o, 1, 5) },
		"PutWallChoice": func(tx *store.Tx, o org.ID) error {
			return tx.PutWallChoice(o, store.WallChoice{Person: lea, Own: true})
		},
		"DropWallChoice": func(tx *store.Tx, o org.ID) error { return tx.DropWallChoice(o, lea) },
	})
	maps.Copy(links, map[string]func(tx *store.Tx, o org.ID) error{
		"InsertWall":    func(tx *store.Tx, o org.ID) error { return wallRows(o)[0](tx) },
		"PutWallChoice": func(tx *store.Tx, o org.ID) error { return wallRows(o)[1](tx) },
	})
}

func TestALinkToTheWallIsFoundByItsDigestAndEndsOnce(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		found(t, db, 1)
		write(t, db, func(tx *store.Tx) error { return settle(tx, 1) })
		made := store.Wall{ID: 7, Name: "Salle du matin", Hash: "h", Team: nord, Slides: []string{"mountain", "thanks"}, Amounts: true,
			Seconds: 15, CreatedBy: lea, CreatedAt: 3}
		write(t, db, func(tx *store.Tx) error { return tx.InsertWall(1, made) })
		write(t, db, func(tx *store.Tx) error { return tx.RevokeWall(1, 7, 9) })
		write(t, db, func(tx *store.Tx) error { return tx.RevokeWall(1, 7, 12) })
		read(t, db, func(tx *store.Tx) error {
			got, there, err := tx.WallByHash("h")
			equal(t, there, true)
			made.Org, made.RevokedAt = 1, 9
			equal(t, got, made)
			return err
		})
	})
}
