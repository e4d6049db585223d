package web

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"sync"

	"cordee/internal/measure"
)

// streamType is what our script asks for to hear how far an import is: one JSON object per line. The last line is the answer that a
// browser without the script gets at once.
const streamType = "application/x-ndjson"

// step is one line of the stream. Share is how much of the whole is done, in basis points; only the answer has all of it.
type step struct {
	Share int64  `json:"share"`
	Label string `json:"label,omitempty"`
	Text  string `json:"text,omitempty"`
	Go    string `json:"go,omitempty"`   // the answer is this page
	Page  string `json:"page,omitempty"` // or this one, whole
}

// progress is how far the two halves of an import are: its files read, its rows taken in. Those at work set it and never wait; nil
// hears nothing.
type progress struct {
	mu    sync.Mutex
	half  string
	share measure.BP // of the whole, never falling
	moved chan struct{}
}

// halves are where each half starts, in basis points of the whole.
var halves = map[string]measure.BP{"reading": 0, "checking": measure.Hundred / 2, "writing": measure.Hundred / 2}

func (p *progress) set(half string, done, total int64) {
	if p == nil || total <= 0 {
		return
	}
	share := halves[half] + measure.BP(int64(measure.Hundred)/2*min(done, total)/total)
	p.mu.Lock()
	defer p.mu.Unlock()
	if share < p.share+measure.Hundred/100 { // a percent at a time
		return
	}
	p.half, p.share = half, min(share, measure.Hundred-1)
	select {
	case p.moved <- struct{}{}:
	default:
	}
}

// of is what tells one half of the work.
func (p *progress) of(half string) func(done, total int) {
	return func(done, total int) { p.set(half, int64(done), int64(total)) }
}

func (p *progress) now() (half string, share measure.BP) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.half, p.share
}

// withProgress does the work of a form. To our script it tells how far it is, then sends the answer as the last line; anybody else
// gets the answer itself.
func (v *visit) withProgress(work func() error) error {
	if !strings.Contains(v.r.Header.Get("Accept"), streamType) {
		return work()
	}
	out, answer := v.w, &kept{header: http.Header{}, status: http.StatusOK}
	v.w, v.progress = answer, &progress{moved: make(chan struct{}, 1)}
	lines := &lines{v: v, to: json.NewEncoder(out), flush: http.NewResponseController(out).Flush}
	out.Header().Set("Content-Type", streamType)
	out.Header().Set("Cache-Control", "no-store")
	out.Header().Set("X-Accel-Buffering", "no")
	done, told := make(chan struct{}), make(chan struct{})
	go func() { defer close(told); lines.follow(done) }()
	func() {
		defer func() { close(done); <-told }()
		if err := work(); err != nil {
			v.fail(err)
		}
	}()
	last := step{Share: int64(measure.Hundred), Go: answer.header.Get("Location")}
	if last.Go == "" {
		last.Page = answer.body.String()
	}
	lines.send(last)
	return nil
}

// lines writes the stream; only one goroutine at a time does.
type lines struct {
	v     *visit
	to    *json.Encoder
	flush func() error
}

func (l *lines) follow(done <-chan struct{}) {
	said := measure.BP(-1)
	for {
		select {
		case <-done:
			return
		case <-l.v.progress.moved:
			half, share := l.v.progress.now()
			if share == said {
				continue
			}
			said = share
			l.send(step{Share: int64(share), Label: l.v.T("web.imports." + half), Text: l.v.Percent(share)})
		}
	}
}

// send tells one line; a reader who left is noticed by the work itself, through its context.
func (l *lines) send(s step) {
	if l.to.Encode(s) == nil {
		_ = l.flush()
	}
}

// kept is an answer that waits for its turn.
type kept struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (k *kept) Header() http.Header         { return k.header }
func (k *kept) WriteHeader(status int)      { k.status = status }
func (k *kept) Write(b []byte) (int, error) { return k.body.Write(b) }
