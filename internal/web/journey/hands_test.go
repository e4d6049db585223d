package journey

import (
	"context"
	"fmt"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// finder is the script that finds things as people do: what is visible, in the dialog in front when there is one.
const finder = `((kind, what) => {
  const same = s => s.replace(/\s+/g, " ").trim().toLowerCase();
  const front = document.querySelector("dialog[open]") || document;
  const shown = el => el.checkVisibility({visibilityProperty: true}) && el.getClientRects().length > 0;
  if (kind === "selector") return [...front.querySelectorAll(what)].find(shown);
  if (kind === "field") {
    const all = [...front.querySelectorAll("[name='" + what + "']")].filter(el => el.type !== "hidden");
    return all.find(shown);
  }
  const all = [...front.querySelectorAll("a[href], button, summary, label, [role=button]")].filter(shown);
  const name = el => same(el.innerText || el.getAttribute("aria-label") || el.textContent);
  return all.find(el => name(el) === same(what)) || all.find(el => name(el).includes(same(what)));
})`

// spot waits until something can be touched, brings it into view and gives its middle.
func (v *visitor) spot(kind, what string) (x, y float64) {
	v.t.Helper()
	find := fmt.Sprintf("%s(%q, %q)", finder, kind, what)
	v.until(find)
	at := eval[[]float64](v, fmt.Sprintf(`(() => {
  const el = %s;
  el.scrollIntoView({block: "center", inline: "nearest", behavior: "instant"});
  const r = el.getClientRects()[0], x = r.x + r.width / 2, y = r.y + r.height / 2, top = document.elementFromPoint(x, y);
  return [x, y, el.contains(top) || top?.contains(el) ? 1 : 0];
})()`, find))
	if at[2] != 1 {
		v.t.Fatalf("%s %q is covered by something else\n%s", kind, what, v.page())
	}
	return at[0], at[1]
}

// click touches something named by a selector.
func (v *visitor) click(selector string) *visitor {
	v.t.Helper()
	x, y := v.spot("selector", selector)
	v.hands++
	v.do(chromedp.MouseClickXY(x, y))
	return v
}

// press touches the button or link with these words, a sentence of the catalogue when there is one.
func (v *visitor) press(words string, args ...any) *visitor {
	v.t.Helper()
	if v.words.Has(words) {
		words = v.T(words, args...)
	}
	x, y := v.spot("words", words)
	v.hands++
	v.do(chromedp.MouseClickXY(x, y))
	return v
}

// fill types into a field, over what it held. A date, which each browser asks for in its own way, is set.
func (v *visitor) fill(field, text string) *visitor {
	v.t.Helper()
	x, y := v.spot("field", field)
	v.hands++
	find := fmt.Sprintf("%s('field', %q)", finder, field)
	kind := eval[string](v, find+".type")
	switch kind {
	case "date", "select-one":
		eval[bool](v, fmt.Sprintf("(el => { el.value = %q; el.dispatchEvent(new Event('input', {bubbles: true})); el.dispatchEvent(new Event('change', {bubbles: true})); return true; })(%s)", text, find))
		return v
	case "checkbox", "radio":
		v.do(chromedp.MouseClickXY(x, y))
		return v
	}
	v.do(chromedp.MouseClickXY(x, y))
	eval[bool](v, fmt.Sprintf("(el => { el.select(); return true; })(%s)", find))
	v.insert(text)
	return v
}

// insert types text where the caret is.
func (v *visitor) insert(text string) {
	v.t.Helper()
	v.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, input.InsertText, input.InsertTextParams{Text: text})
		return err
	}))
}

// key presses a key of the keyboard.
func (v *visitor) key(k string, options ...chromedp.KeyOption) *visitor {
	v.t.Helper()
	v.do(chromedp.KeyEvent(k, options...))
	return v
}

// attach chooses files of this machine in a field.
func (v *visitor) attach(field string, files ...string) *visitor {
	v.t.Helper()
	v.spot("field", field)
	v.hands++
	v.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		got, err := cdp.Call(ctx, t, runtime.Evaluate, runtime.EvaluateParams{Expression: fmt.Sprintf("%s('field', %q)", finder, field)})
		if err != nil {
			return err
		}
		_, err = cdp.Call(ctx, t, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: files, ObjectID: got.Result.ObjectID})
		return err
	}))
	return v
}
