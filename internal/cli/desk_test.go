package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cordee/internal/cli"
	"cordee/internal/i18n"
)

// desk is someone at a terminal: a data directory, a language, and a clock that stands still on Monday 23 November 2026.
type desk struct {
	t        *testing.T
	data     string
	lang     i18n.Lang
	url      string // a PostgreSQL database instead of the file
	terminal bool
	asks     *cli.Serving // what serve and demo were last asked
}

func newDesk(t *testing.T) desk {
	t.Helper()
	return desk{t: t, data: t.TempDir(), lang: i18n.EN, asks: &cli.Serving{}}
}

// in is the same desk in another language.
func (d desk) in(l i18n.Lang) desk { d.lang = l; return d }

// answer is what came back from one command line.
type answer struct {
	t        *testing.T
	line     string
	status   int
	out, err string
}

// run types one command line on the desk's data directory.
func (d desk) run(args ...string) answer {
	d.t.Helper()
	if d.url != "" {
		return d.bare(append([]string{"--database-url", d.url}, args...)...)
	}
	return d.bare(append([]string{"--data", d.data}, args...)...)
}

// bare types one command line exactly as given.
func (d desk) bare(args ...string) answer {
	d.t.Helper()
	var out, errs bytes.Buffer
	note := func(_ context.Context, s cli.Serving) error { *d.asks = s; return nil }
	p := &cli.Program{
		Stdout: &out, Stderr: &errs, Lang: d.lang, Terminal: d.terminal, Serve: note, Demo: note,
		Now: func() time.Time { return time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC) },
		Bench: func(_ context.Context, w io.Writer, _ cli.BenchOptions) error {
			_, err := io.WriteString(w, "fast\n")
			return err
		},
	}
	status := cli.Run(d.t.Context(), p, args)
	return answer{t: d.t, line: strings.Join(args, " "), status: status, out: out.String(), err: errs.String()}
}

// do runs a command that must succeed, and gives what it printed.
func (d desk) do(args ...string) string {
	d.t.Helper()
	a := d.run(args...)
	if a.status != cli.Done {
		d.t.Fatalf("cordee %s: status %d\n%s%s", a.line, a.status, a.out, a.err)
	}
	return a.out
}

// refused runs a command that must be refused with a reason on stderr, and gives the answer.
func (d desk) refused(args ...string) answer {
	d.t.Helper()
	a := d.run(args...)
	if a.status != cli.Refused || a.err == "" && a.out == "" {
		d.t.Fatalf("cordee %s: status %d, want a refusal with its reason\n%s%s", a.line, a.status, a.out, a.err)
	}
	return a
}

// read runs a command that prints JSON and decodes it.
func (d desk) read(into any, args ...string) {
	d.t.Helper()
	out := d.do(args...)
	if err := json.Unmarshal([]byte(out), into); err != nil {
		d.t.Fatalf("%v: %v\n%s", args, err, out)
	}
}

// says checks that a stream holds every one of these texts.
func (a answer) says(stream string, texts ...string) {
	a.t.Helper()
	for _, text := range texts {
		if !strings.Contains(stream, text) {
			a.t.Errorf("cordee %s does not say %q:\n%s", a.line, text, stream)
		}
	}
}

// file writes a file of the test and gives its path.
func (d desk) file(name, text string) string {
	d.t.Helper()
	path := filepath.Join(d.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		d.t.Fatal(err)
	}
	return path
}

// exported is every file of an export by name.
func (d desk) exported(args ...string) map[string]string {
	d.t.Helper()
	dir := d.t.TempDir()
	d.do(append(append([]string{"export"}, args...), dir)...)
	files := map[string]string{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			d.t.Fatal(err)
		}
		files[e.Name()] = string(text)
	}
	return files
}

// same compares two exports.
func (d desk) same(what string, got, want map[string]string) {
	d.t.Helper()
	for name := range want {
		if got[name] != want[name] {
			d.t.Errorf("%s: %s differs:\n%s", what, name, firstDifference(got[name], want[name]))
		}
	}
	if len(got) != len(want) {
		d.t.Errorf("%s: %d files, want %d", what, len(got), len(want))
	}
}

// firstDifference shows the first lines that differ.
func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return "have " + g[i] + "\nwant " + w[i]
		}
	}
	return "have " + strings.Join(g[min(len(g), len(w)):], "\n") + "\nwant " + strings.Join(w[min(len(g), len(w)):], "\n")
}
