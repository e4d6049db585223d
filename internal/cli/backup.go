package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/store"
)

type backupCmd struct {
	File string `arg:"" help:"cli.help.backup_file"`
}

func (c *backupCmd) Run(r *run) error {
	return r.with(func(a *app.App) error {
		if err := a.DB().Backup(r, c.File); err != nil {
			return err
		}
		fmt.Fprintln(r.Stdout, r.words.T("cli.backed_up", "file", c.File))
		return nil
	})
}

type restoreCmd struct {
	File string `arg:"" help:"cli.help.backup_file"`
}

// Run copies a backup into an empty data directory, checks it, and only then gives it its name.
func (c *restoreCmd) Run(r *run) error {
	if r.flags.DatabaseURL != "" {
		return c.intoDatabase(r)
	}
	target, err := r.database()
	if err != nil {
		return err
	}
	inside, err := os.ReadDir(filepath.Dir(target))
	if err == nil && len(inside) > 0 {
		return fault.New(fault.Conflict, "cli.restore_not_empty", "dir", filepath.Dir(target))
	}
	if err := os.MkdirAll(filepath.Dir(target), 0o700); err != nil {
		return err
	}
	in, err := os.Open(c.File)
	if err != nil {
		return fault.New(fault.Invalid, "cli.file_unreadable", "file", c.File).Because(err)
	}
	defer in.Close()
	if err := create(target, func(w io.Writer) error { _, err := io.Copy(w, in); return err }); err != nil {
		return err
	}
	if err := r.checkRestored(target); err != nil {
		for _, name := range []string{target, target + "-wal", target + "-shm"} {
			os.Remove(name)
		}
		return fault.New(fault.Invalid, "cli.restore_bad_file", "file", c.File).Because(err)
	}
	fmt.Fprintln(r.Stdout, r.words.T("cli.restored", "dir", filepath.Dir(target)))
	return nil
}

// intoDatabase fills an empty database behind --database-url.
func (c *restoreCmd) intoDatabase(r *run) error {
	return r.anew(func(a *app.App) error {
		if err := a.DB().Restore(r, c.File); err != nil {
			return err
		}
		fmt.Fprintln(r.Stdout, r.words.T("cli.restored_database"))
		return nil
	})
}

// errNotOurs is a database that never was Cordée's: bringing its schema up to date would make an empty Cordée of it.
var errNotOurs = errors.New("no schema of ours")

func (r *run) checkRestored(file string) error {
	db, err := store.Open(r, file)
	if err != nil {
		return err
	}
	defer db.Close()
	v, err := db.SchemaVersion(r)
	if err != nil {
		return err
	}
	if v == 0 {
		return errNotOurs
	}
	return db.Migrate(r)
}
