package journey

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"cordee/internal/i18n"
	"cordee/internal/org"
	"cordee/internal/testkit"
)

func TestMain(m *testing.M) {
	code := func() int {
		defer testkit.Stop()
		defer quit()
		return m.Run()
	}()
	os.Exit(code)
}

// chromium is the one browser of this test binary; each visitor gets a profile of their own in it.
var chromium struct {
	sync.Mutex
	ctx  context.Context
	ends []context.CancelFunc
}

func quit() {
	chromium.Lock()
	defer chromium.Unlock()
	for _, end := range chromium.ends {
		end()
	}
}

// browser starts the browser once. Without one the test is skipped, and fails when CI=true.
func browser(t *testing.T) context.Context {
	t.Helper()
	chromium.Lock()
	defer chromium.Unlock()
	if chromium.ctx != nil {
		return chromium.ctx
	}
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil && path == "" {
			path = p
		}
	}
	if path == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("Chromium is not installed, and CI=true forbids skipping")
		}
		t.Skip("Chromium is not installed: looked for chromium, chromium-browser and google-chrome in PATH")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU)
	for _, flag := range []string{"disable-quic", "disable-component-update", "no-first-run", "hide-scrollbars"} {
		options = append(options, chromedp.Flag(flag, true))
	}
	allocator, endAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, end := chromedp.NewContext(allocator)
	if err := chromedp.Do(ctx); err != nil {
		end()
		endAllocator()
		t.Fatalf("start %s: %v", path, err)
	}
	chromium.ctx, chromium.ends = ctx, []context.CancelFunc{end, endAllocator}
	return ctx
}

// patience is how long a visitor waits for what should come at once.
const patience = 20 * time.Second

// visitor is somebody in front of a screen: a profile of their own, a language, and hands that are counted.
type visitor struct {
	*house
	t     *testing.T
	ctx   context.Context
	lang  string
	words *i18n.Printer
	hands int // clicks, fields typed and forms sent

	secret string // of the session, when signed in without the form

	mu       sync.Mutex
	problems []string // what the browser complained about: the content policy, errors of the script
}

// screen is what a visitor looks at.
type screen struct {
	width, height int64
	phone, dark   bool
}

// The screens people use.
var (
	desk  = screen{width: 1280, height: 800}
	phone = screen{width: 390, height: 844, phone: true}
)

// visitor opens a new profile in front of a screen. What the browser complains about fails the test at its end.
func (h *house) visitor(t *testing.T, s screen, lang string) *visitor {
	t.Helper()
	ctx, end := chromedp.NewContext(browser(t), chromedp.WithNewBrowserContext())
	v := &visitor{house: h, t: t, ctx: ctx}
	t.Cleanup(func() {
		for _, p := range v.complaints() {
			t.Errorf("the browser complains: %s", p)
		}
		end()
	})
	v.do(chromedp.Func(func(context.Context, *chromedp.Target) error { return nil })) // opens the tab
	if err := chromedp.Listen(ctx, v.hear); err != nil {
		t.Fatal(err)
	}
	v.look(s)
	v.speak(lang)
	return v
}

// speak chooses the language of the pages to come.
func (v *visitor) speak(lang string) {
	v.t.Helper()
	v.lang, v.words = lang, i18n.For(i18n.Lang(lang))
	v.cookie("lang", lang)
}

// look puts the visitor in front of another screen.
func (v *visitor) look(s screen) {
	v.t.Helper()
	scheme := "light"
	if s.dark {
		scheme = "dark"
	}
	v.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: s.width, Height: s.height, DeviceScaleFactor: 1, Mobile: s.phone})
		if err != nil {
			return err
		}
		_, err = cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
		}})
		return err
	}))
}

func (v *visitor) hear(event any) {
	text := ""
	switch e := event.(type) {
	case *log.EventEntryAdded:
		if e.Entry.Source == "security" || strings.Contains(e.Entry.Text, "Content Security Policy") {
			text = e.Entry.Text
		}
	case *runtime.EventExceptionThrown:
		text = e.ExceptionDetails.Text
		if x := e.ExceptionDetails.Exception; x != nil {
			text += " " + x.Description
		}
	}
	if text != "" {
		v.mu.Lock()
		v.problems = append(v.problems, text)
		v.mu.Unlock()
	}
}

// complaints takes what the browser complained about since the last time.
func (v *visitor) complaints() []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	p := v.problems
	v.problems = nil
	return p
}

func (v *visitor) do(steps ...chromedp.Action[chromedp.Void]) {
	v.t.Helper()
	if err := chromedp.Do(v.ctx, steps...); err != nil {
		v.t.Fatalf("%v\n%s", err, v.page())
	}
}

func (v *visitor) cookie(name, value string) {
	v.t.Helper()
	v.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, network.SetCookie, network.SetCookieParams{Name: name, Value: value, URL: v.server.URL, Path: "/"})
		return err
	}))
}

// as signs the visitor in without the form.
func (v *visitor) as(p org.Person) *visitor {
	v.t.Helper()
	secret, err := v.app.DemoSession(v.t.Context(), v.org.ID, p.ID)
	v.must(err)
	v.secret = secret
	v.cookie("cordee", secret)
	return v
}

// open goes to an address, as if it were typed or a link in a message.
func (v *visitor) open(path string) *visitor {
	v.t.Helper()
	if !strings.HasPrefix(path, "http") {
		path = v.server.URL + path
	}
	v.do(chromedp.Navigate(path))
	return v
}

// eval asks the page something.
func eval[T any](v *visitor, expression string) T {
	v.t.Helper()
	got, err := chromedp.Run(v.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		v.t.Fatalf("%s: %v", expression, err)
	}
	return got
}

// until waits for a condition of the page; it also outlives a change of page, and works where scripts are off.
func (v *visitor) until(condition string) *visitor {
	v.t.Helper()
	ctx, stop := context.WithTimeout(v.ctx, patience)
	defer stop()
	again := time.NewTicker(15 * time.Millisecond)
	defer again.Stop()
	for {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+condition+")"))
		if err == nil && ok {
			return v
		}
		select {
		case <-ctx.Done():
			v.t.Fatalf("never came true: %s (%v)\n%s", condition, err, v.page())
		case <-again.C:
		}
	}
}

// page is what the page says, for whoever reads a failure.
func (v *visitor) page() string {
	text, err := chromedp.Run(v.ctx, chromedp.Evaluate[string]("location.href + '\\n' + document.body.innerText"))
	if err != nil {
		return err.Error()
	}
	if len(text) > 3000 {
		text = text[:3000] + "…"
	}
	return text
}

// sees waits until the page shows all these words. Spaces of every width are one.
func (v *visitor) sees(words ...string) *visitor {
	v.t.Helper()
	for _, w := range words {
		v.until(fmt.Sprintf("(%s)(document.body.innerText).includes((%s)(%q))", plain, plain, w))
	}
	return v
}

// plain makes words comparable: one kind of space, no upper case that only the style brings.
const plain = `(s => s.replace(/\s+/g, " ").toLowerCase())`

// T is a sentence of the catalogue in the visitor's language.
func (v *visitor) T(key string, args ...any) string { return v.words.T(key, args...) }
