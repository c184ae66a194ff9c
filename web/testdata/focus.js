// What has the focus is looked at when the next Tab comes, once the page has
// scrolled to it: some of it must be in the window with nothing over it
// (WCAG 2.4.11), and look otherwise than without the focus (2.4.7).
(() => {
  const plain = new Map(); // how each looks without the focus
  const looks = (e) => {
    const s = getComputedStyle(e);
    return (s.outlineStyle === "none" ? "" : s.outlineWidth + s.outlineColor) + s.boxShadow;
  };
  const around = (e) => [e, e.parentElement, e.parentElement?.parentElement].filter(Boolean); // a field's ring may be its frame's
  const inWindow = (r) => ({ left: Math.max(r.left, 0), top: Math.max(r.top, 0), right: Math.min(r.right, innerWidth), bottom: Math.min(r.bottom, innerHeight) });
  const shown = (r, e) => {
    const points = [[(r.left + r.right) / 2, (r.top + r.bottom) / 2], [r.left + 3, r.top + 3], [r.right - 3, r.bottom - 3], [r.left + 3, r.bottom - 3], [r.right - 3, r.top + 3]];
    return points.some(([x, y]) => {
      const on = document.elementFromPoint(x, y);
      return on && (e.contains(on) || [...(e.labels ?? [])].some((l) => l.contains(on)));
    });
  };
  const ringed = (e) => e.type === "date" && !e.matches(":focus") // its calendar's button has: the browser rings that
    || around(e).some((x) => plain.has(x) && plain.get(x) !== looks(x));
  let seen, bad;
  const look = () => {
    const e = document.activeElement;
    if (!e || e === document.body) return;
    seen++;
    const parts = [...e.getClientRects()].map(inWindow).filter((r) => r.left < r.right && r.top < r.bottom);
    const why = parts.length === 0 ? "out of the window" : !parts.some((r) => shown(r, e)) ? "covered" : !ringed(e) ? "without a ring" : "";
    if (why) bad.push(why + ": " + e.outerHTML.slice(0, 120).replace(/\s+/g, " "));
  };
  addEventListener("keydown", (k) => { if (k.key === "Tab") look(); }, true);
  window.walk = () => { // from the top of the page
    document.activeElement?.blur();
    getSelection().collapse(document.body, 0); // Tab goes on from there
    scrollTo(0, 0);
    plain.clear();
    for (const e of document.querySelectorAll("a, button, input, select, textarea, summary, [tabindex]")) for (const x of around(e)) plain.set(x, looks(x));
    seen = 0, bad = [];
  };
  window.walked = () => { look(); return { seen, bad }; };
})()
