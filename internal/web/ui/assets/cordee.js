// Cordée in the browser. Every page works without this file; with it, pages keep scroll and focus, numbers
// follow the facts, and the light runs up the rope. No dependency, nothing evaluated, nothing inline.
"use strict";
(() => {
  const doc = document, root = doc.documentElement;
  const $ = (sel, at = doc) => at.querySelector(sel);
  const all = (sel, at = doc) => [...at.querySelectorAll(sel)];
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const parse = (html) => new DOMParser().parseFromString(html, "text/html");
  root.dataset.js = "";

  const say = (text) => {
    const box = $("#live");
    if (!box || !text) return;
    box.textContent = "";
    setTimeout(() => { box.textContent = text; }, 60);
  };

  // ── Enhanced links and forms ──────────────────────────────────────────
  let flight;
  async function visit(url, { init, form, target = "#main", push = true, native }) {
    flight?.abort();
    flight = new AbortController();
    const main = $(target);
    main?.setAttribute("aria-busy", "true");
    const bar = init && form && $(".while-busy .progress", form);
    let res, page;
    try {
      res = await fetch(url, { ...init, headers: { "X-Cordee-Fragment": "1", Accept: bar ? "application/x-ndjson, text/html" : "text/html" }, signal: flight.signal });
      const type = res.headers.get("Content-Type") || "";
      if (bar && /x-ndjson/.test(type)) {
        const answer = await hear(res, bar);
        if (answer.go) return visit(new URL(answer.go, location.href), { native: () => { location.href = answer.go; } });
        page = parse(answer.page);
      } else if (/text\/html/.test(type)) page = parse(await res.text());
      else throw new TypeError("not a page");
    } catch (e) {
      main?.removeAttribute("aria-busy");
      if (e.name !== "AbortError") native();
      return;
    }
    main?.removeAttribute("aria-busy");
    const dialog = form?.closest("dialog");
    const again = dialog && res.status === 422 && all("form", page).find((f) => f.getAttribute("action") === form.getAttribute("action"));
    if (again) {
      form.replaceWith(again);
      settle(again);
      return;
    }
    if (!$(target) || !$(target, page)) return native();
    dialog?.close();
    const to = new URL(res.url || url, location.href), moved = to.pathname !== location.pathname;
    if (push && target === "#main" && res.status !== 422 && to.href !== location.href) {
      history.replaceState({ y: scrollY }, "");
      history.pushState({ y: 0 }, "", to);
    }
    swap(page, target);
    if (target === "#main" && push && moved && res.status !== 422) scrollTo(0, 0);
    settle($(target), push && moved);
  }

  // hear follows a long task line by line: how far it is, and at the end its answer.
  async function hear(res, bar) {
    const meter = $("progress", bar), label = $("label", bar), from = res.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "", last;
    for (let part = await from.read(); !part.done; part = await from.read()) {
      const lines = (rest + part.value).split("\n");
      rest = lines.pop();
      for (const line of lines) {
        last = JSON.parse(line);
        meter.max = 10000;
        meter.value = last.share;
        if (last.label) label.textContent = `${last.label} · ${last.text}`;
      }
    }
    if (!last || last.go === undefined && last.page === undefined) throw new TypeError("cut short");
    return last;
  }

  function swap(page, target) {
    const mark = focusMark();
    for (const sel of target === "#main" ? ["#main", "#nav", "#dock", "#bell"] : [target]) {
      const old = $(sel), fresh = $(sel, page);
      if (!old || !fresh) continue;
      const same = old.dataset.live && old.dataset.live === fresh.dataset.live ? moved(old, fresh) : [];
      old.replaceWith(fresh);
      play(same);
    }
    if (target === "#main") renewForm($("#quick-add", page));
    if (target === "#main" && page.title) doc.title = page.title;
    focusBack(mark);
  }

  // Each page brings a fresh form behind the add button: its hidden number makes a second click count once, so it serves only once.
  function renewForm(fresh) {
    const old = $("#quick-add");
    if (old?.open) return;
    if (fresh && old) old.replaceWith(fresh);
    else if (fresh) doc.body.append(fresh);
    else old?.remove();
  }

  // settle finds what deserves attention after a change: the first error, else the place kept, else the page itself.
  function settle(part, moved) {
    const wrong = $("[aria-invalid]", part) || $("[role=alert]", part);
    if (wrong) {
      wrong.tabIndex = wrong.matches("[aria-invalid]") ? 0 : -1;
      wrong.focus();
    } else if (moved || doc.activeElement === doc.body) {
      ($("[autofocus]", part) || $("#main"))?.focus({ preventScroll: true });
    }
    say($("[data-announce] p", part)?.textContent || (moved ? doc.title : ""));
    icon($("#main")?.dataset.favicon);
    ready();
  }

  function focusMark() {
    const el = doc.activeElement;
    if (!el || el === doc.body) return null;
    const form = el.closest("form");
    return { id: el.id, name: el.name, action: form?.getAttribute("action"), href: el.getAttribute("href"), at: el.selectionStart, el };
  }

  function focusBack(mark) {
    if (!mark || mark.el.isConnected) return;
    const q = CSS.escape;
    const el = (mark.id && doc.getElementById(mark.id))
      || (mark.action && mark.name && $(`form[action="${q(mark.action)}"] [name="${q(mark.name)}"]`))
      || (mark.href && $(`a[href="${q(mark.href)}"]`));
    if (!el) return;
    el.focus({ preventScroll: true });
    try { if (mark.at != null) el.setSelectionRange(mark.at, mark.at); } catch { /* this kind of input has no caret */ }
  }

  const icon = (href) => { const l = $("link[rel=icon]"); if (href && l && l.getAttribute("href") !== href) l.setAttribute("href", href); };

  doc.addEventListener("click", (e) => {
    if (e.defaultPrevented || e.button || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    const t = e.target;
    if (t.nodeName === "DIALOG") return t.close();
    for (const m of all("details.menu[open]")) if (!m.contains(t) || t.closest("a")) m.open = false;
    const opener = t.closest("[data-dialog]"), box = opener && doc.getElementById(opener.dataset.dialog);
    if (box?.showModal) { e.preventDefault(); return openBox(box); }
    for (const [sel, act] of buttons) {
      const b = t.closest(sel);
      if (b) { e.preventDefault(); return act(b); }
    }
    const a = t.closest("a[data-enhance]");
    if (!a || a.target || a.hasAttribute("download") || a.origin !== location.origin) return;
    if (a.hash && a.pathname === location.pathname && a.search === location.search) return;
    e.preventDefault();
    visit(a.href, { target: a.dataset.target, native: () => { location.href = a.href; } });
  });

  doc.addEventListener("submit", (e) => {
    const form = e.target, by = e.submitter;
    if (e.defaultPrevented || !form.matches("[data-enhance]")) return;
    e.preventDefault();
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    const data = new FormData(form, by), url = new URL(by?.getAttribute("formaction") || form.getAttribute("action") || "", location.href);
    const opt = { form, target: form.dataset.target, native: () => plainly(form, by) };
    if (form.method === "get") url.search = new URLSearchParams(data);
    else opt.init = { method: "POST", body: form.enctype === "multipart/form-data" ? data : new URLSearchParams(data) };
    visit(url, opt).finally(() => { form.ariaBusy = null; });
  });

  // plainly sends a form as the browser would, with the button that was pressed.
  function plainly(form, by) {
    if (by?.name) form.append(Object.assign(doc.createElement("input"), { type: "hidden", name: by.name, value: by.value }));
    HTMLFormElement.prototype.submit.call(form);
  }

  addEventListener("popstate", (e) => {
    visit(location.href, { push: false, native: () => location.reload() }).then(() => scrollTo(0, e.state?.y || 0));
  });

  // ── Live: state arrives, never a delta ────────────────────────────────
  let stream, streamURL, renewal;
  function live() {
    const el = $("[data-live]"), url = el?.dataset.live;
    if (url === streamURL && stream) return;
    stream?.close();
    stream = null;
    streamURL = url;
    if (!url) return;
    stream = new EventSource(url + (url.includes("?") ? "&" : "?") + "since=" + (el.dataset.seq || 0));
    const seen = (e) => { const now = $("[data-live]"); if (now && e.lastEventId) now.dataset.seq = e.lastEventId; };
    stream.addEventListener("fragment", (e) => { seen(e); apply(parse(e.data)); });
    if ($("[data-slides]")) {
      stream.addEventListener("open", () => cut(false));
      stream.addEventListener("error", () => { cut(true); if (stream?.readyState === 2) again(); });
      stream.addEventListener("gone", () => { stream.close(); $("#main").replaceChildren(); location.reload(); });
    }
    stream.addEventListener("reload", (e) => { // each page at a moment of its own within what the server says
      seen(e);
      const at = location.href, shown = $("[data-live]"), due = +e.lastEventId;
      const renew = () => { // never into an answer that is on its way, nor over one that knows already: its message would be lost
        if (at !== location.href) return;
        if ($("#main")?.hasAttribute("aria-busy")) { renewal = setTimeout(renew, 200); return; }
        const now = $("[data-live]");
        if (now !== shown && +now?.dataset.seq >= due) return;
        visit(at, { push: false, native: () => location.reload() });
      };
      clearTimeout(renewal);
      renewal = setTimeout(renew, Math.random() * (+e.data || 0));
    });
  }
  addEventListener("pagehide", () => { stream?.close(); stream = null; });
  addEventListener("pageshow", (e) => { if (e.persisted) live(); });

  function apply(page) {
    const counts = [];
    let told = "", fact = null;
    for (const fresh of [...page.body.children]) {
      const old = fresh.id && doc.getElementById(fresh.id);
      if (!old || still(old).isEqualNode(fresh)) continue;
      const mark = focusMark();
      counts.push(...moved(old, fresh));
      fact = news(old, fresh) || fact;
      all("details[open][id]", old).forEach((d) => { const twin = $("#" + CSS.escape(d.id), fresh); if (twin) twin.open = true; });
      old.replaceWith(fresh);
      focusBack(mark);
      told = $("[data-announce]", fresh)?.textContent || told;
      if (fresh.dataset.progress) progress(fresh.dataset.progress);
    }
    say(told);
    ready();
    if (fact) { slides(fact.id); ring(fact.tune); }
    play(counts);
  }

  // still is a part as it will be once its light has passed and its numbers have arrived: what is on its way is no difference.
  const counting = new WeakMap();
  function still(part) {
    const calm = part.cloneNode(true), now = all("[data-value]", part);
    all("[data-value]", calm).forEach((el, i) => { if (counting.has(now[i])) el.textContent = counting.get(now[i]); });
    all(".lit, .is-shown", calm).forEach((k) => k.classList.remove("lit", "is-shown"));
    return calm;
  }

  // moved pairs the numbers of a part before and after; play counts them up and lets the light run up the rope.
  function moved(old, fresh) {
    const was = all("[data-value]", old), now = all("[data-value]", fresh);
    if (was.length !== now.length) return [];
    return now.map((el, i) => [el, was[i].dataset.value]).filter(([el, from]) => el.dataset.value !== from);
  }

  function play(counts) {
    if (!counts.length || calm.matches) return;
    for (const [el, from] of counts) countUp(el, parseFloat(from), parseFloat(el.dataset.value));
    all(".rope").forEach(light);
  }

  const progress = (n) => { icon("/favicon.svg?p=" + n); doc.title = doc.title.replace(/^\d+/, n); };

  function countUp(el, from, to) {
    const text = el.textContent, found = text.match(/\d[\d\s\u00a0\u202f.,]*\d|\d/);
    if (!found || isNaN(from) || isNaN(to)) return;
    const point = new Intl.NumberFormat(root.lang).format(1.5)[1], digits = found[0].includes(point) ? found[0].length - found[0].lastIndexOf(point) - 1 : 0;
    const show = new Intl.NumberFormat(root.lang, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    const bare = (s) => s.replace(/\s/g, "");
    if (bare(show.format(to)) !== bare(found[0])) return; // a rounded or compact number: it simply changes
    const start = performance.now();
    counting.set(el, text);
    const frame = (t) => {
      const p = Math.min(1, (t - start) / 600), eased = 1 - (1 - p) ** 3;
      el.textContent = p < 1 ? text.replace(found[0], show.format(from + (to - from) * eased)) : text;
      if (p === 1) counting.delete(el);
      if (p < 1 && el.isConnected) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  // The light goes on where the rope now is: a message may put a fresh one in its place while it runs.
  function light(rope) {
    const n = all(".knot", rope).length, here = () => (rope.isConnected || !rope.id ? rope : doc.getElementById(rope.id) || rope);
    for (let i = 0; i < n; i++) {
      setTimeout(() => {
        const k = all(".knot", here())[n - 1 - i];
        k?.classList.add("lit");
        setTimeout(() => k?.classList.remove("lit"), 1000);
      }, (i * 600) / n);
    }
  }

  // ── Small tools ───────────────────────────────────────────────────────
  function openBox(box) {
    if (!box.open) box.showModal();
    ($("[autofocus]", box) || $("input:not([type=hidden]), select, textarea", box))?.focus();
  }

  const buttons = [
    ["[data-theme-toggle]", () => {
      const now = root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
      root.dataset.theme = now === "dark" ? "light" : "dark";
      doc.cookie = `theme=${root.dataset.theme};path=/;max-age=31536000;samesite=lax`;
    }],
    ["[data-copy]", async (b) => {
      const from = $(b.dataset.copy), label = $("span", b) || b, words = label.textContent;
      from.select?.();
      try { await navigator.clipboard.writeText(from.value ?? from.textContent); } catch { doc.execCommand("copy"); }
      if (words === b.dataset.done) return;
      label.textContent = b.dataset.done;
      say(b.dataset.done);
      setTimeout(() => { label.textContent = words; }, 2000);
    }],
    ["[data-release]", (b) => {
      const el = doc.getElementById(b.dataset.release);
      el.value = "";
      el.focus();
      rework(el.form);
    }],
    ["[data-add-row]", (b) => {
      const set = b.closest("fieldset"), row = $("template[data-row]", set).content.firstElementChild.cloneNode(true);
      $("[data-rows]", set).append(row);
      $("select, input", row).focus();
    }],
    ["[data-remove-row]", (b) => {
      const set = b.closest("fieldset"), row = b.closest("[data-credit]");
      if (all("[data-credit]", set).length > 1) row.remove();
      else all("select, input", row).forEach((el) => { el.value = ""; });
      $("select, [data-add-row]", set).focus();
      sum(set.closest("[data-sum]"));
    }],
  ];

  const decimal = (s) => {
    s = s.replace(/[^\d.,-]/g, "");
    const comma = s.lastIndexOf(","), dot = s.lastIndexOf(".");
    const point = comma < 0 ? "." : dot < 0 ? (root.lang.startsWith("fr") || !/,\d{3}$/.test(s) ? "," : ".") : comma > dot ? "," : ".";
    return Math.round(parseFloat(s.split(point === "," ? "." : ",").join("").replace(",", ".")) * 1e4) || 0;
  };

  function sum(box) {
    const out = box && $("[data-balance]", box);
    if (!out) return;
    const d = box.dataset, left = Math.round(d.sum * 1e4) - all("[data-part]", box).reduce((s, el) => s + decimal(el.value), 0);
    out.dataset.state = left === 0 ? "even" : left > 0 ? "under" : "over";
    const n = new Intl.NumberFormat(root.lang, { maximumFractionDigits: 4 }).format(Math.abs(left) / 1e4) + d.unit;
    const words = d[out.dataset.state].replace("{n}", n);
    if (out.textContent !== words) out.textContent = words;
  }
  doc.addEventListener("input", (e) => sum(e.target.closest("[data-sum]")));

  // ── A person among many: suggestions come while one types; what is typed is understood without them ─────
  let asked, asking;
  async function suggest(el) {
    asking?.abort();
    asking = new AbortController();
    const url = new URL(el.dataset.lookup, location.href);
    url.searchParams.set("q", el.value);
    try {
      const res = await fetch(url, { headers: { Accept: "text/html" }, signal: asking.signal });
      const found = res.ok && $("datalist", parse(await res.text()));
      if (found && el.list) el.list.replaceChildren(...found.children);
    } catch { /* typing goes on without them */ }
  }
  doc.addEventListener("input", (e) => {
    const el = e.target;
    if (!el.dataset.lookup || el.value.endsWith(")")) return;
    clearTimeout(asked);
    asked = setTimeout(() => suggest(el), 180);
  });

  // ── A form that is worked out again while one types: what follows from it is replaced, what was typed stays ─────
  let pause, reckoning;
  async function rework(form) {
    reckoning?.abort();
    reckoning = new AbortController();
    const here = reckoning.signal;
    let page;
    try {
      const res = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "X-Cordee-Fragment": "1", Accept: "text/html" }, signal: here });
      page = parse(await res.text());
    } catch { return; } // the button is still there
    if (here.aborted || !form.isConnected || !$("[data-rework]", page)) return;
    for (const old of all("[data-out]", form)) {
      const fresh = old.id && page.getElementById(old.id);
      if (!fresh || old.isEqualNode(fresh)) continue;
      const mark = old.contains(doc.activeElement) ? focusMark() : null;
      old.replaceWith(fresh);
      focusBack(mark);
    }
    for (const el of all("[data-cell]", form)) {
      const twin = page.getElementById(el.id);
      if (!twin) continue;
      el.placeholder = twin.placeholder;
      if (twin.ariaInvalid) el.ariaInvalid = "true"; else el.removeAttribute("aria-invalid");
    }
    for (const row of all("[data-row-out]", form)) row.classList.toggle("is-out", Boolean($(`[name="${row.dataset.rowOut}"]:checked`, row)));
    say($(".sharing-balance", form)?.textContent.trim());
  }
  const soon = (e) => {
    const form = e.target.closest("[data-rework]")?.closest("form");
    if (!form) return;
    clearTimeout(pause);
    if (e.target.name === "by" || "whole" in e.target.dataset) return e.type === "change" && form.requestSubmit(); // other rows or other questions: the whole comes anew
    pause = setTimeout(() => rework(form), e.type === "change" ? 0 : 350);
  };
  doc.addEventListener("input", soon);
  doc.addEventListener("change", soon);
  doc.addEventListener("keydown", (e) => {
    const cell = e.target.closest?.("[data-cell]"), way = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (!cell || !way || e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
    e.preventDefault();
    const column = all(`[data-cell="${cell.dataset.cell}"]`, cell.form), next = column[column.indexOf(cell) + way];
    next?.focus();
    next?.select();
  });

  doc.addEventListener("keydown", (e) => {
    if (e.key === "Escape") all("details.menu[open]").forEach((m) => { m.open = false; $("summary", m).focus(); });
    if (e.metaKey || e.ctrlKey || e.altKey || e.target.closest("input, select, textarea, dialog, [contenteditable]")) return;
    const seen = (sel) => all(sel).find((el) => el.offsetParent);
    if (e.key === "/") { const s = seen("[data-search]"); if (s) { e.preventDefault(); s.select(); s.focus(); } else seen(".search-link")?.click(); }
    if (e.key === "?" && $("#help")) openBox($("#help"));
    if (e.key === "n" && $("#quick-add")) { e.preventDefault(); openBox($("#quick-add")); }
  });

  // ── The wall: one idea at a time; the space bar holds it, the arrows turn, what arrives is shown at once ─────
  let show, shown = "", at = 0, air;
  function slides(to) {
    const main = $("[data-slides]"), list = all(".slide");
    clearInterval(show);
    if (!main || !list.length) return;
    doc.body.dataset.playing = "";
    const dots = $(".wall-dots");
    dots.replaceChildren(...(list.length > 1 ? list.map(() => doc.createElement("i")) : []));
    const turn = (n) => {
      at = (n + list.length) % list.length;
      shown = list[at].id;
      list.forEach((s, i) => s.classList.toggle("is-shown", i === at));
      [...dots.children].forEach((d, i) => d.classList.toggle("is-on", i === at));
    };
    const wanted = list.findIndex((s) => s.id && s.id === (to || shown));
    turn(wanted < 0 ? Math.min(at, list.length - 1) : wanted);
    if (list.length > 1) show = setInterval(() => { if (!("held" in doc.body.dataset)) turn(at + 1); }, main.dataset.slides * 1000);
    slides.turn = (by) => { turn(at + by); slides(); };
  }

  // news is the slide that brings something: one that was not there, or whose number moved. Only what went up is heard.
  function news(old, fresh) {
    if (!fresh.matches(".wall-slides")) return null;
    const value = (s) => parseFloat($("[data-value]", s)?.dataset.value);
    const was = (s) => s.id && all(".slide", old).find((o) => o.id === s.id);
    const list = all(".slide", fresh), feast = list.find((s) => !was(s) && s.matches(".is-feast"));
    const moved = list.find((s) => was(s) && value(s) !== value(was(s)) && !isNaN(value(s)));
    const one = feast || moved;
    return one ? { id: one.id, tune: feast ? [523, 659, 784, 1047] : value(one) > value(was(one)) ? [523, 784] : [] } : null;
  }

  // ring plays a few soft notes, once somebody has turned the sound on.
  function ring(notes) {
    if (!air || air.state !== "running") return;
    notes.forEach((hz, i) => {
      const o = air.createOscillator(), g = air.createGain(), t = air.currentTime + i * 0.16;
      o.type = "sine";
      o.frequency.value = hz;
      g.gain.setValueAtTime(0.0001, t);
      g.gain.exponentialRampToValueAtTime(0.14, t + 0.03);
      g.gain.exponentialRampToValueAtTime(0.0001, t + 0.9);
      o.connect(g).connect(air.destination);
      o.start(t);
      o.stop(t + 1);
    });
  }

  const wallTools = {
    hold: () => doc.body.toggleAttribute("data-held"),
    sound: () => {
      if (air?.state === "running") { air.suspend(); return false; }
      air ??= new AudioContext();
      air.resume().then(() => ring([523]));
      return true;
    },
    full: () => {
      if (doc.fullscreenElement) { doc.exitFullscreen(); return false; }
      root.requestFullscreen?.().catch(() => {});
      return true;
    },
  };
  doc.addEventListener("click", (e) => {
    const b = e.target.closest?.("[data-wall]");
    if (b) b.ariaPressed = String(wallTools[b.dataset.wall]());
  });
  doc.addEventListener("keydown", (e) => {
    if (!$("[data-slides]") || e.ctrlKey || e.metaKey || e.altKey) return;
    const by = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
    if (by) slides.turn?.(by);
    if (e.key !== " " || e.target.closest("button, a")) return;
    e.preventDefault();
    const held = wallTools.hold(), b = $('[data-wall="hold"]');
    if (b) b.ariaPressed = String(held);
  });

  // A wall hangs where nobody touches it: when its line is gone it keeps its last picture, says so, and tries again until it is back.
  let trying;
  function cut(is) {
    const note = $(".wall-cut");
    if (note) note.hidden = !is;
    if (!is) { clearTimeout(trying); trying = null; }
  }
  function again() {
    if (trying) return;
    trying = setTimeout(async () => {
      trying = null;
      let res;
      try { res = await fetch(location.href, { cache: "no-store", headers: { Accept: "text/html" } }); } catch { return again(); }
      if (res.status === 429 || res.status >= 500) return again();
      location.reload();
    }, 4000 + Math.random() * 2000);
  }

  // ready makes a page, or a part that arrived, come alive.
  function ready() {
    live();
    all("[data-sum]").forEach(sum);
    slides();
  }
  ready();
})();
