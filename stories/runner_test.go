// Package stories holds the acceptance texts: what a sales director may expect of Cordée, in their own words. Each *.story file
// is run as it stands, on both engines. README.md lists the sentences a story may use.
package stories

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

func TestStories(t *testing.T) {
	files, err := filepath.Glob("*.story")
	if err != nil || len(files) < 30 {
		t.Fatalf("found %d stories, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(file, ".story"), func(t *testing.T) {
			lines := read(t, file)
			testkit.Engines(t, func(t *testing.T, db *store.DB) { newStory(t, db, file).run(lines) })
		})
	}
}

// line is one sentence, with the indented lines under it.
type line struct {
	n     int
	words words
	text  string
	block []string
}

func read(t *testing.T, file string) []line {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var lines []line
	in := bufio.NewScanner(f)
	for n := 1; in.Scan(); n++ {
		text, _, _ := strings.Cut(in.Text(), "# ")
		trimmed := strings.TrimSpace(text)
		switch {
		case trimmed == "" || strings.HasPrefix(trimmed, "#"):
		case text != strings.TrimLeft(text, " \t") && len(lines) > 0:
			last := &lines[len(lines)-1]
			last.block = append(last.block, trimmed)
		default:
			lines = append(lines, line{n: n, words: strings.Fields(trimmed), text: trimmed})
		}
	}
	if err := in.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}

// story is one text being played.
type story struct {
	t         *testing.T
	app       *app.App
	file      string
	clock     clock
	companies map[string]*company
	*company        // the one the story is in
	refusal   error // of the last sentence, until a line expects it
	outcome   app.Outcome
	form      app.WorkshopForm // the table last shared
}

// company is an organisation of the story.
type company struct {
	org     org.Org
	imports []org.ID
	goals   map[string]string // owner or name -> key of the goal last set
}

// clock stands still on a day until the story moves on.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) set(d period.Date) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = d.Time(time.UTC).Add(11 * time.Hour)
}

func newStory(t *testing.T, db *store.DB, file string) *story {
	s := &story{t: t, file: file, companies: map[string]*company{}}
	s.clock.set(period.On(2026, time.January, 5))
	s.app = app.New(db, app.Options{Now: s.clock.now})
	t.Cleanup(s.app.Close)
	return s
}

func (s *story) run(lines []line) {
	s.t.Helper()
	for _, l := range lines {
		if err := s.play(l); err != nil {
			s.t.Fatalf("%s:%d: %s\n\t%v", s.file, l.n, l.text, err)
		}
	}
	if s.refusal != nil {
		s.t.Fatalf("%s: the last sentence was refused: %v", s.file, explain(s.refusal))
	}
	for name, c := range s.companies {
		if err := s.clean(c); err != nil {
			s.t.Fatalf("%s: at the end, %s: %v", s.file, name, err)
		}
	}
}

// play does what one sentence says. A refusal must be expected by the next line.
func (s *story) play(l line) error {
	if l.words[0] == "expect" {
		return s.expect(l)
	}
	if s.refusal != nil {
		return fmt.Errorf("the sentence before was refused, and no line expects it: %s", explain(s.refusal))
	}
	do, w := s.verb(l)
	if do == nil {
		return fmt.Errorf("no such sentence")
	}
	s.outcome = app.Outcome{}
	err := do(s, w, l)
	if bad := (grammar{}); asGrammar(err, &bad) {
		return bad
	}
	if err != nil && fault.KindOf(err) == fault.Internal {
		return err // what was found is not what was said; the program refuses in faults
	}
	s.refusal = err
	return nil
}

func (s *story) system() org.Actor { return org.System(s.org.ID) }

func (s *story) world() *app.World {
	w, err := s.app.World(s.t.Context(), s.org.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	return w
}

// clean folds the ledger again and finds every total as stored.
func (s *story) clean(c *company) error {
	v, err := s.app.Verify(s.t.Context(), c.org.ID)
	if err != nil {
		return err
	}
	if len(v.Wrong) > 0 {
		return fmt.Errorf("%d totals are not what the ledger says, first %+v", len(v.Wrong), v.Wrong[0])
	}
	return nil
}

// explain lists every code of a refusal.
func explain(err error) string {
	var codes []string
	for _, e := range fault.All(err) {
		codes = append(codes, fmt.Sprintf("%s %s %v", e.Code, e.Field, e.Args))
	}
	return strings.Join(codes, "; ")
}
