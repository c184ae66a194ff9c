// Picking by scans. What is scanned is kept on the device until the server has
// it: the answer may be lost, the network may be gone, the page may be closed.
// Each shipment is sent under its own key, so it counts once however often it
// is sent.
"use strict";
(() => {
  const one = (s, of = document) => of.querySelector(s);
  const all = (s, of = document) => [...of.querySelectorAll(s)];
  const read = (k, d) => { try { return JSON.parse(localStorage.getItem(k)) ?? d; } catch { return d; } };
  const keep = (k, v) => { try { localStorage.setItem(k, JSON.stringify(v)); } catch { /* no room: it is on the page */ } };
  const QUEUE = "encaisse.unsent";
  const form = one("[data-pick]");

  // What could not be sent is sent again: now, when the network is back, every ten seconds.
  let sending = false;
  async function send() {
    if (sending) return;
    sending = true;
    try {
      let list = read(QUEUE, []);
      while (list.length) {
        const r = await fetch(list[0].path, { method: "POST", body: new URLSearchParams(list[0].body), headers: { Accept: "text/html" } });
        if (r.status >= 500 || r.url.includes("/sign-in")) break; // not now
        const first = list[0];
        list = read(QUEUE, []).slice(1);
        keep(QUEUE, list);
        if (!r.ok) keep("encaisse.refused", [...read("encaisse.refused", []), first.path]);
        else localStorage.removeItem("encaisse.pick." + first.number);
        if (!list.length && !form) location.reload();
      }
    } catch { /* still no network */ }
    sending = false;
    tell();
  }
  function tell() {
    const n = read(QUEUE, []).length, box = one("#unsent");
    if (box) { box.hidden = !n; one("[data-count]", box).textContent = n || ""; }
    const net = one("[data-net]");
    if (net) net.textContent = n ? form.dataset.offline + " (" + n + ")" : "";
  }
  window.addEventListener("online", send);
  setInterval(send, 10000);
  send();
  tell();
  if (!form) return;

  // A scanner may put zeros before the number of a bar code.
  const plain = (code) => code.trim().toUpperCase().replace(/^0+(?=\d+$)/, "");
  const number = form.dataset.pick, place = "encaisse.pick." + number;
  const lines = all("[data-line]").map((li) => ({ n: li.dataset.line, sku: li.dataset.item, code: plain(li.dataset.code), at: li.dataset.bin || li.dataset.item, name: li.dataset.named, want: Number(li.dataset.wanted), li, box: one("input", li) }));
  let got = read(place, {}); // by line: what was taken
  if (one("#problems")) got = {};
  let wrong = false, stopped = 0; // since when: a scanner that ends with two Enters does not say it was seen
  const left = () => lines.filter((l) => got[l.n] === undefined);
  const now = () => left()[0];
  const write = (n) => new Intl.NumberFormat(document.documentElement.lang).format(n);
  const typed = (n) => new Intl.NumberFormat(document.documentElement.lang, { useGrouping: false, maximumFractionDigits: 6 }).format(n);

  all("[data-live]").forEach((e) => { e.hidden = false; });
  one("[data-all]").open = false;
  const scan = one("#scan"), said = one("[data-said]");
  const ship = one("[data-ship]"), keepOnly = one("[data-keep]"), short = one("button[data-short]"), camera = one("[data-camera]");
  if (window.BarcodeDetector) camera.hidden = false;

  function say(tone, text) {
    said.hidden = false;
    said.dataset.tone = tone;
    one("[data-text]", said).textContent = text;
    one("[data-sign]", said).textContent = { ok: "✓", warn: "…" }[tone] ?? "✕";
    one("[data-seen]", said).hidden = tone !== "alert";
    form.classList.toggle("is-wrong", tone === "alert");
  }
  function sound(good) {
    try {
      const c = new AudioContext(), o = c.createOscillator(), g = c.createGain();
      o.type = good ? "sine" : "square";
      o.frequency.value = good ? 1200 : 190;
      g.gain.value = 0.2;
      o.connect(g).connect(c.destination);
      o.start();
      o.stop(c.currentTime + (good ? 0.09 : 0.6));
      o.onended = () => c.close();
    } catch { /* a device without sound */ }
    if (!good) navigator.vibrate?.([200, 80, 200]);
  }
  function show() {
    const l = now(), done = lines.reduce((s, x) => s + (got[x.n] ?? 0), 0), whole = lines.reduce((s, x) => s + x.want, 0);
    one("progress").value = lines.reduce((s, x) => s + (got[x.n] === undefined ? 0 : x.want), 0);
    one("[data-progress]").textContent = form.dataset.of.replace("{n}", write(done)).replace("{all}", write(whole));
    lines.forEach((x) => { x.box.value = typed(got[x.n] ?? x.want); x.li.classList.toggle("is-done", got[x.n] !== undefined); });
    all("[data-now]").forEach((e) => { e.hidden = !l; });
    short.hidden = !l;
    if (l) {
      one("[data-at]").textContent = l.at;
      one("[data-sku]").textContent = l.at === l.sku ? "" : l.sku;
      one("[data-want]").textContent = write(l.want);
      one("[data-name]").textContent = l.name;
      one("[data-next]").textContent = left()[1]?.at ?? "–";
    } else {
      say("ok", done < whole ? form.dataset.short : form.dataset.done);
    }
    ship.hidden = keepOnly.hidden = !!l;
    ready();
  }
  function ready() {
    if (now() && !wrong && !one("[data-all]").open) scan.focus({ preventScroll: true });
    else if (!now()) ship.focus();
  }
  function take(l, n) {
    got[l.n] = n;
    keep(place, got);
    sound(true);
    say("ok", form.dataset.took.replace("{name}", l.name).replace("{n}", write(n)).replace("{all}", write(l.want)));
    show();
  }
  function scanned(code) {
    code = code.trim().toUpperCase();
    if (!code || wrong) return;
    const is = (x) => x.sku.toUpperCase() === code || x.code && x.code === plain(code);
    const l = left().find(is);
    if (l && l === now()) return take(l, l.want);
    const known = lines.some(is);
    wrong = true;
    stopped = Date.now();
    sound(false);
    say("alert", (known ? form.dataset.wrong : form.dataset.unknown).replace("{code}", code).replace("{sku}", now()?.sku ?? ""));
    one("[data-seen]").focus();
  }
  scan.addEventListener("keydown", (e) => {
    if (e.key !== "Enter" && e.key !== "Tab") return;
    e.preventDefault();
    scanned(scan.value);
    scan.value = "";
  });
  const seen = one("[data-seen]");
  seen.addEventListener("click", () => {
    if (Date.now() - stopped < 700) return;
    wrong = false; said.hidden = true; form.classList.remove("is-wrong");
    ready();
  });
  // Who goes on to scan has seen it: the scan counts, its Enter presses no button.
  let heard = "";
  seen.addEventListener("keydown", (e) => {
    if (e.key.length === 1 && e.key !== " ") { heard += e.key; return; }
    if (e.key === "Enter" && heard) {
      e.preventDefault();
      wrong = false;
      scanned(heard);
    }
    heard = "";
  });
  short.addEventListener("click", () => {
    const l = now();
    if (!l) return;
    one("[data-all]").open = true;
    l.box.value = "0";
    l.box.focus();
    l.box.select();
  });
  lines.forEach((l) => l.box.addEventListener("keydown", (e) => {
    if (e.key !== "Enter") return;
    e.preventDefault();
    counted(l);
  }));
  lines.forEach((l) => l.box.addEventListener("change", () => counted(l)));
  function counted(l) {
    const n = Number(l.box.value.replace(",", "."));
    if (!(n >= 0 && n <= l.want)) { l.box.value = typed(got[l.n] ?? l.want); return; }
    one("[data-all]").open = false;
    if (got[l.n] !== n) take(l, n);
  }
  document.addEventListener("click", (e) => { if (!e.target.closest("a, button, input, summary, details")) ready(); });

  // Sending: kept first, so that nothing is lost between here and there.
  form.addEventListener("submit", async (e) => {
    e.preventDefault();
    e.stopPropagation();
    const body = [...new FormData(form, e.submitter).entries()];
    if (e.submitter && !body.some(([k]) => k === "step")) body.push([e.submitter.name, e.submitter.value]);
    e.submitter?.setAttribute("aria-busy", "true");
    const path = form.getAttribute("action");
    try {
      const r = await fetch(path, { method: "POST", body: new URLSearchParams(body), headers: { Accept: "text/html" } });
      if (r.status >= 500) throw new Error(r.status);
      if (r.redirected) { localStorage.removeItem(place); location.href = r.url; return; }
      const page = new DOMParser().parseFromString(await r.text(), "text/html");
      say("alert", one("#problems", page)?.textContent.trim() ?? String(r.status));
      sound(false);
    } catch {
      const list = read(QUEUE, []).filter((x) => x.number !== number);
      keep(QUEUE, [...list, { number, path, body }]);
      say("warn", form.dataset.offline);
      tell();
    }
    e.submitter?.removeAttribute("aria-busy");
  }, true);

  // The camera, where the browser reads codes.
  camera.addEventListener("click", async () => {
    const video = one("[data-video]");
    if (video.srcObject) { video.srcObject.getTracks().forEach((t) => t.stop()); video.srcObject = null; video.hidden = true; return; }
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.hidden = false;
      await video.play();
      const eye = new window.BarcodeDetector();
      let last = "", at = 0;
      const look = async () => {
        if (!video.srcObject) return;
        const code = (await eye.detect(video).catch(() => []))[0]?.rawValue;
        if (code && (code !== last || Date.now() - at > 2500)) { last = code; at = Date.now(); scanned(code); }
        setTimeout(look, 150);
      };
      look();
    } catch { camera.hidden = true; }
  });
  show();
})();
