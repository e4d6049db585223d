package journey

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cordee/internal/org"
)

func TestJourneyAnImportShowsHowFarItIs(t *testing.T) {
	h := furnishedHouse(t)
	var rows strings.Builder
	rows.WriteString("ref,occurred_on,kind,person,amount\n")
	for i := range 20_000 {
		fmt.Fprintf(&rows, "bar-%d,2026-11-%02d,deal_won,%s,12.5\n", i, 1+i%15, h.first(org.Rep).Key)
	}
	file := filepath.Join(t.TempDir(), "results.csv")
	h.must(os.WriteFile(file, []byte(rows.String()), 0o600))
	boss := h.visitor(t, desk, "fr").as(h.first(org.Admin)).open("/imports")
	eval[bool](boss, `(() => {
		window.seen = [];
		new MutationObserver(() => {
			const bar = document.querySelector(".while-busy progress");
			if (bar?.hasAttribute("value") && seen.at(-1) !== bar.value) seen.push(bar.value);
		}).observe(document.body, { subtree: true, attributes: true, childList: true });
		return true;
	})()`)

	boss.attach("file", file).press("web.imports.check").until(`location.pathname.startsWith("/uploads/")`)

	if seen := eval[int](boss, `seen.filter((v, i) => i === 0 || v > seen[i - 1]).length === seen.length ? seen.length : 0`); seen < 5 {
		t.Errorf("the bar showed %d rising values: %v", seen, eval[string](boss, `seen.join(" ")`))
	}
	boss.press("web.imports.confirm").sees(boss.T("web.imports.done"))
}
