package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/sheet"
)

type exportCmd struct {
	Org  string `help:"cli.help.org_key" placeholder:"KEY"`
	XLSX bool   `help:"cli.help.xlsx" name:"xlsx"`
	Dir  string `arg:"" help:"cli.help.export_dir"`
}

func (c *exportCmd) Run(r *run) error {
	return r.inOrg(c.Org, func(a *app.App, _ org.Org, actor org.Actor) error {
		batch, err := a.Export(r, actor)
		if err != nil {
			return err
		}
		if err := os.MkdirAll(c.Dir, 0o755); err != nil {
			return fault.New(fault.Invalid, "cli.dir_unwritable", "dir", c.Dir).Because(err)
		}
		if c.XLSX {
			return create(filepath.Join(c.Dir, "cordee.xlsx"), func(w io.Writer) error { return sheet.WriteXLSX(w, batch) })
		}
		for _, kind := range sheet.Kinds {
			name := filepath.Join(c.Dir, string(kind)+".csv")
			if err := create(name, func(w io.Writer) error { return sheet.WriteCSV(w, kind, batch) }); err != nil {
				return err
			}
		}
		fmt.Fprintln(r.Stdout, r.words.T("cli.exported", "dir", c.Dir, "n", len(sheet.Kinds)))
		return nil
	})
}

// create writes a file completely or leaves none.
func create(name string, fill func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), ".cordee-*")
	if err != nil {
		return fault.New(fault.Invalid, "cli.dir_unwritable", "dir", filepath.Dir(name)).Because(err)
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	if err = fill(f); err != nil {
		f.Close()
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
