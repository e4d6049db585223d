package journey

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/org"
)

// plainly turns scripts off.
func (v *visitor) plainly() *visitor {
	v.t.Helper()
	v.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
	return v
}

func TestJourneyEverythingWorksWithoutJavaScript(t *testing.T) {
	h := furnishedHouse(t)
	rep := h.first(org.Rep)
	email := h.joined(rep)
	boss := h.visitor(t, desk, "fr").plainly().as(h.first(org.Admin))
	lea := h.visitor(t, phone, "fr").plainly().open("/sign-in").press("web.demo.or_else")

	lea.fill("email", email).fill("password", password).press("web.sign_in.submit").until(`location.pathname === "/"`)
	if eval[bool](lea, `"js" in document.documentElement.dataset`) {
		t.Fatal("scripts are on")
	}
	lea.click(".dock-add a").until(`location.pathname === "/results/new"`)
	lea.fill("amount", "6000").press("web.result.submit").sees(lea.T("web.flash.result_recorded"))
	lea.press("web.undo").sees(lea.T("web.flash.result_undone"))

	lea.open("/goals/new").fill("title", "Ouvrir dix refuges").fill("target", "10 000")
	lea.click("form[action='/goals'] .btn-primary").until(`location.pathname.match("^/goals/[^n]")`).sees("Ouvrir dix refuges")
	asked := h.proposal(t)
	h.visitor(t, phone, "fr").plainly().as(asked.who).open(asked.path).press("web.goal.answer_agree").sees(lea.T("web.flash.goal_agreed"))

	file := filepath.Join(t.TempDir(), "people.csv")
	h.must(os.WriteFile(file, []byte("key,name,start_on\nnoe,Noé Vasseur,2026-11-02\n"), 0o600))
	boss.open("/imports").attach("file", file).press("web.imports.check").press("web.imports.confirm").sees(boss.T("web.imports.done"))
	boss.open("/imports").press("web.imports.undo").sees(boss.T("web.flash.import_undone"))
}

// proposed is an objective that waits for somebody's answer.
type proposed struct {
	path string
	who  org.Person
}

func (h *house) proposal(t *testing.T) proposed {
	t.Helper()
	all, w, err := h.app.Goals(t.Context(), app.System(h.org.ID), app.GoalFilter{})
	h.must(err)
	for _, g := range all {
		if who, ok := w.Person(g.Owner.ID); ok && g.Status == goal.Proposed {
			return proposed{"/goals/" + g.ID.String(), who}
		}
	}
	t.Fatal("no proposal in the sample company")
	return proposed{}
}
