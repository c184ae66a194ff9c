// The keys and small moves of the pages. Everything works without it.
"use strict";
(() => {
  const one = (s, of = document) => of.querySelector(s);
  const all = (s, of = document) => [...of.querySelectorAll(s)];
  const typing = (e) => e.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
  const muted = () => document.documentElement.dataset.keys === "off";
  const rows = () => all("[data-rows] tbody tr");
  const at = () => rows().findIndex((r) => r.classList.contains("is-on"));

  function go(to) {
    const list = rows();
    if (!list.length) return;
    const n = Math.max(0, Math.min(list.length - 1, to));
    list.forEach((r, i) => r.classList.toggle("is-on", i === n));
    (one("a", list[n]) || list[n]).focus({ preventScroll: true });
    list[n].scrollIntoView({ block: "nearest" });
  }
  const keys = {
    j: () => go(at() + 1),
    k: () => go(at() < 0 ? 0 : at() - 1),
    x: () => { const r = rows()[at()]; one(".tick input", r || document.body)?.click(); },
    e: () => { const r = rows()[at()]; r && one("a", r)?.click(); },
    "/": () => one("[data-filter]")?.focus(),
    "?": () => one("#keys")?.showModal(),
  };
  document.addEventListener("keydown", (e) => {
    if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "k") {
      e.preventDefault();
      const f = one("#find");
      f?.focus();
      f?.select();
      return;
    }
    if (inFound(e)) return;
    if (e.ctrlKey || e.metaKey || e.altKey || muted() || typing(e) || one("dialog[open]")) return;
    const key = e.key.toLowerCase();
    if (key === "enter" && e.target.closest?.("a, button, summary, input")) return;
    const button = all("[data-key]").find((b) => b.dataset.key.toLowerCase() === key);
    const why = button?.dataset.reason && document.getElementById(button.dataset.reason);
    if (why && !why.value) { e.preventDefault(); why.dataset.asked = "1"; why.required = true; why.focus(); return; }
    if (button) {
      e.preventDefault();
      button.click();
      // What a key unfolds can be typed into as soon as the key is let go: one
      // that is held would be typed too.
      const field = button.matches("details[open] > summary") && one("input:not([type=hidden]), select, textarea", button.parentElement);
      if (field) document.addEventListener("keyup", () => field.focus(), { once: true });
      return;
    }
    const bound = keys[key];
    if (bound) { e.preventDefault(); bound(); }
  });

  // Enter on a reason that a key asked for does what the key would have done.
  document.addEventListener("keydown", (e) => {
    const b = e.key === "Enter" && e.target.id && one(`[data-reason="${e.target.id}"]`);
    if (b && e.target.dataset.asked) { e.preventDefault(); if (e.target.value) b.click(); }
  });

  // Arrows walk through what was found; Enter on the field opens the first.
  function inFound(e) {
    const find = one("#find"), found = all("#found a");
    if (!find || !e.target.closest?.(".find")) return false;
    const i = found.indexOf(document.activeElement);
    switch (e.key) {
      case "ArrowDown": found[Math.min(i + 1, found.length - 1)]?.focus(); break;
      case "ArrowUp": (i <= 0 ? find : found[i - 1]).focus(); break;
      case "Escape": clear(); find.blur(); break;
      case "Enter":
        if (i >= 0 || !found.length || find.value !== find.dataset.asked) return false;
        found[0].click();
        break;
      default: return false;
    }
    e.preventDefault();
    return true;
  }
  const clear = () => one("#found")?.replaceChildren();
  document.addEventListener("htmx:after:swap", () => {
    const f = one("#find");
    if (f) f.dataset.asked = f.value;
  });
  document.addEventListener("click", (e) => { if (!e.target.closest(".find")) clear(); });
  document.addEventListener("focusin", (e) => { if (!e.target.closest(".find")) clear(); });

  // What a button opened closes by Escape and by a press elsewhere.
  const shut = (but) => all("details.columns[open]").forEach((d) => { if (d !== but) d.open = false; });
  document.addEventListener("click", (e) => shut(e.target.closest("details.columns")));
  document.addEventListener("keydown", (e) => {
    const d = e.key === "Escape" && e.target.closest?.("details.columns[open]");
    if (d) { d.open = false; one("summary", d).focus(); }
  });

  // Who comes back from another tab has signed in there.
  document.addEventListener("visibilitychange", () => { if (!document.hidden) one("#ended")?.replaceChildren(); });

  // Ticks: all of a page at once, and how many are ticked.
  document.addEventListener("change", (e) => {
    if (e.target.matches("[data-tick-all]")) {
      all("tbody .tick input", e.target.closest("table")).forEach((t) => { t.checked = e.target.checked; });
    }
    if (e.target.matches("[data-all]")) all(".tick input", e.target.form).forEach((t) => { t.checked = e.target.checked; });
    if (e.target.matches("[data-submit]")) e.target.form.requestSubmit();
  });
  // The address of a list says what is chosen, not what is left empty.
  document.addEventListener("formdata", (e) => {
    if (e.target.method !== "get") return;
    [...e.formData.entries()].forEach(([name, value]) => { if (value === "") e.formData.delete(name); });
  });
  // A receipt beside its invoices: the difference moves as one ticks or types.
  const pay = one("[data-apply]");
  if (pay) {
    const { left, places, currency } = pay.dataset, unit = 10 ** places;
    const write = (n, o) => new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: +places, ...o }).format(n / unit);
    const read = (s) => { s = s.replace(/[\s']/g, ""); const i = Math.max(s.lastIndexOf(","), s.lastIndexOf(".")); return Math.round((i < 0 ? +s : +(s.slice(0, i).replace(/[.,]/g, "") + "." + s.slice(i + 1))) * unit) || 0; };
    const lines = all(".proposal", pay).map((p) => ({ tick: one("[type=checkbox]", p), take: one("[type=text]", p) }));
    const sum = () => lines.reduce((n, l) => n + (l.tick.checked ? read(l.take.value) : 0), 0);
    const tell = () => {
      const rest = left - sum(), style = { style: "currency", currency };
      one("[data-applied]", pay).textContent = write(left - rest, style);
      one("[data-diff]", pay).textContent = write(rest, style);
      one("[data-diff]", pay).className = rest ? "tone-warn" : "tone-ok";
    };
    lines.forEach((l) => {
      l.tick.addEventListener("change", () => {
        const free = left - sum() + (l.tick.checked ? read(l.take.value) : 0);
        l.take.value = l.tick.checked ? write(Math.max(0, Math.min(l.tick.dataset.open, free)), { useGrouping: false }) : "";
        tell();
      });
      l.take.addEventListener("input", () => { l.tick.checked = l.take.value.trim() !== ""; tell(); });
    });
    one("[data-split]", pay)?.addEventListener("click", () => { const l = lines.find((x) => x.tick.checked) || lines[0]; l?.take.select(); });
    document.addEventListener("keydown", (e) => {
      const l = /^[1-9]$/.test(e.key) && !e.ctrlKey && !e.altKey && !muted() && !typing(e) && lines[e.key - 1];
      if (l) { l.tick.focus(); l.tick.click(); }
    });
    tell();
  }
  // How many rows a kept view has is asked for once the page stands.
  const counts = () => all("[data-count-of]:empty").forEach(async (n) => {
    const of = n.dataset.countOf;
    delete n.dataset.countOf;
    const r = await fetch(of).catch(() => null);
    if (r?.ok) n.textContent = await r.text();
  });
  counts();
  document.addEventListener("htmx:after:swap", counts);

  // Work that goes on is shown as it goes: by its events, else by asking again.
  const live = one(`[data-live^="/"]`);
  if (live) {
    let tries = 0;
    const ask = async () => {
      const r = await fetch(location.href).catch(() => null);
      const now = r?.ok && new DOMParser().parseFromString(await r.text(), "text/html").querySelector(`[data-live^="/"]`);
      if (r?.ok && !now) location.reload();
      else if (now) live.replaceChildren(...now.children);
    };
    const s = new EventSource(live.dataset.live);
    s.addEventListener("progress", (e) => { tries = 0; live.innerHTML = e.data; });
    s.addEventListener("end", () => { s.close(); location.reload(); });
    s.onerror = () => { if (++tries > 3) { s.close(); setInterval(ask, 1000); } };
  }

  // What has to be read first has the focus.
  one("[data-focus]")?.focus();
  // A form is sent once.
  document.addEventListener("submit", (e) => {
    if (e.target.method !== "post" && e.submitter?.formMethod !== "post") return;
    if (e.target.dataset.sent) { e.preventDefault(); return; }
    e.target.dataset.sent = "1";
    e.submitter?.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => all("form[data-sent]").forEach((f) => {
    delete f.dataset.sent;
    all("[aria-busy]", f).forEach((b) => b.removeAttribute("aria-busy"));
  }));
})();
