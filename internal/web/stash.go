package web

import (
	"crypto/rand"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/sheet"
)

// Limits of what is kept between two steps of an import.
const (
	draftLife  = time.Hour
	maxDrafts  = 3          // of one session
	maxStashed = 512 << 20  // bytes of everybody
	maxUpload  = 50<<20 + 1 // bytes of one file: one more than allowed tells that it is too large
	maxRequest = 101 << 20  // bytes of one upload, all its files together
	maxParts   = 100        // files of one upload
	maxNamed   = 200        // characters of a file's name that are kept
)

// stash keeps uploaded files between the steps of an import: in files of this machine that only this program may read, for an
// hour, for the session that sent them.
type stash struct {
	mu     sync.Mutex
	now    func() time.Time
	dir    string
	drafts map[string]*draft
	bytes  int64
}

// draft is an import that is being prepared.
type draft struct {
	ID      string
	Org     org.ID
	Session string
	At      time.Time
	Files   []stashed
	People  bool     // add the people nobody knows yet
	Outcome *outcome // of the last check; nil while a file is still to be mapped
}

// outcome is what an import would do, and what stands in its way.
type outcome struct {
	report  app.ImportReport
	wrong   []*fault.Error    // the first keptProblems
	total   int               // of the problems
	missing []sheet.PersonRow // people nobody knows
	crm     exported          // what came from CRMs
	fits    []fitted          // files whose columns are worth a look before they are taken in
}

const keptProblems = 5_000

// stashed is one uploaded file, and how to read it when it is not one of our own tables.
type stashed struct {
	Name    string
	Path    string
	Size    int64
	Mapping *sheet.Mapping
}

func newStash(now func() time.Time) *stash {
	return &stash{now: now, drafts: map[string]*draft{}}
}

// hold makes room for a new draft of a session, throwing away what is too old and the session's oldest beyond its share.
func (s *stash) hold(o org.ID, session string) (*draft, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sweep(session)
	if s.bytes >= maxStashed {
		return nil, fault.New(fault.Unavailable, "import.no_room")
	}
	if err := s.makeDir(); err != nil {
		return nil, err
	}
	d := &draft{ID: rand.Text(), Org: o, Session: session, At: s.now()}
	s.drafts[d.ID] = d
	return d, nil
}

// makeDir makes the directory of this program, open to nobody else, and removes what programs that are gone have left behind.
func (s *stash) makeDir() error {
	if s.dir != "" {
		if _, err := os.Stat(s.dir); err == nil {
			return nil
		}
	}
	left, _ := filepath.Glob(filepath.Join(os.TempDir(), stashPrefix+"*")) // the pattern is a constant and right
	for _, dir := range left {
		if info, err := os.Lstat(dir); err == nil && info.IsDir() && s.now().Sub(info.ModTime()) > 2*draftLife {
			_ = os.RemoveAll(dir) // somebody else's stays, which is fine
		}
	}
	dir, err := os.MkdirTemp("", stashPrefix)
	s.dir = dir
	return err
}

const stashPrefix = "cordee-upload-"

func (s *stash) sweep(session string) {
	var own []*draft
	for _, d := range s.drafts {
		if s.now().Sub(d.At) > draftLife {
			s.drop(d)
		} else if d.Session == session {
			own = append(own, d)
		}
	}
	for len(own) >= maxDrafts {
		oldest := 0
		for i, d := range own {
			if d.At.Before(own[oldest].At) {
				oldest = i
			}
		}
		s.drop(own[oldest])
		own = append(own[:oldest], own[oldest+1:]...)
	}
}

func (s *stash) drop(d *draft) {
	for _, f := range d.Files {
		_ = os.Remove(f.Path) // one that is gone already is what we want
		s.bytes -= f.Size
	}
	delete(s.drafts, d.ID)
}

// put adds a file to a draft.
func (s *stash) put(d *draft, name string, from io.Reader) error {
	if len(d.Files) >= maxParts {
		return fault.New(fault.TooLarge, "import.too_many_files", "max", maxParts)
	}
	f, err := os.CreateTemp(s.dir, "file-") // mode 0600
	if err != nil {
		return err
	}
	n, err := io.Copy(f, io.LimitReader(from, maxUpload))
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	d.Files = append(d.Files, stashed{Name: shortName(name), Path: f.Name(), Size: n})
	s.bytes += n
	return nil
}

// shortName is a file's name without its directories, its end kept when it is long: that is where its kind stands.
func shortName(name string) string {
	r := []rune(filepath.Base(strings.ReplaceAll(name, "\\", "/")))
	return string(r[max(len(r)-maxNamed, 0):])
}

// find is a session's own draft; anybody else's does not exist.
func (s *stash) find(o org.ID, session, id string) (draft, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d, ok := s.drafts[id]
	if !ok || d.Org != o || d.Session != session || s.now().Sub(d.At) > draftLife {
		return draft{}, fault.New(fault.NotFound, "import.draft_gone")
	}
	c := *d
	c.Files = append([]stashed(nil), d.Files...)
	return c, nil
}

// change alters a draft that is still there.
func (s *stash) change(id string, fn func(*draft)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if d, ok := s.drafts[id]; ok {
		fn(d)
	}
}

// forget throws a draft away.
func (s *stash) forget(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if d, ok := s.drafts[id]; ok {
		s.drop(d)
	}
}

// open gives the files of a draft to the reader. The caller closes them.
func (d draft) open() (files []sheet.File, closeAll func(), err error) {
	var opened []*os.File
	closeAll = func() {
		for _, f := range opened {
			_ = f.Close()
		}
	}
	for _, x := range d.Files {
		f, err := os.Open(x.Path)
		if err != nil {
			closeAll()
			return nil, func() {}, fault.New(fault.NotFound, "import.draft_gone").Because(err)
		}
		opened = append(opened, f)
		files = append(files, sheet.File{Name: x.Name, Data: f, Size: x.Size})
	}
	return files, closeAll, nil
}

// mapping joins the mappings of all files; nil when all are tables of ours.
func (d draft) mapping() *sheet.Mapping {
	var all sheet.Mapping
	for _, f := range d.Files {
		if f.Mapping == nil {
			continue
		}
		m := *f.Mapping
		if m.File == "" {
			m.File = literal(f.Name)
		}
		all.Tables = append(all.Tables, m)
	}
	if len(all.Tables) == 0 {
		return nil
	}
	return &all
}

// literal makes a file's name into a pattern that only matches it.
func literal(name string) string {
	out := make([]rune, 0, len(name))
	for _, r := range name {
		switch r {
		case '*', '[', ']', '\\':
			r = '?'
		}
		out = append(out, r)
	}
	return string(out)
}
