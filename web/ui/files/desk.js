// The keys of the order form: what is found is taken by Enter, the next field
// comes by itself. Without it the form works by its buttons.
"use strict";
(() => {
  const one = (s, of = document) => of.querySelector(s);
  const all = (s, of = document) => [...of.querySelectorAll(s)];
  const hits = () => all("#hits button");
  let waiting = false; // Enter was pressed before what is typed was looked up

  document.addEventListener("keydown", (e) => {
    const form = e.target.closest?.("[data-entry]");
    if (!form) return;
    const look = one("[data-look]", form);
    const at = hits().indexOf(document.activeElement);
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) {
      e.preventDefault();
      one("[data-do]:not([disabled])", form)?.click();
    } else if (e.key === "Enter" && e.target === look) {
      e.preventDefault();
      if (!look.value.trim()) one("[data-do]:not([disabled])", form)?.focus();
      else if (look.dataset.asked === look.value) hits()[0]?.click();
      else waiting = true;
    } else if (e.key === "Enter" && e.target.matches("[data-next]")) {
      e.preventDefault();
      look?.focus(); // the field has changed: its change is sent
    } else if (e.key === "ArrowDown" && (e.target === look || at >= 0) && hits().length) {
      e.preventDefault();
      hits()[Math.min(at + 1, hits().length - 1)].focus();
    } else if (e.key === "ArrowUp" && at >= 0) {
      e.preventDefault();
      (at ? hits()[at - 1] : look).focus();
    }
  });

  // What was found says for which text.
  document.addEventListener("htmx:after:swap", () => {
    const form = one("[data-entry]");
    const look = one("[data-look]");
    if (!form || !look) return;
    look.dataset.asked = look.value;
    if (waiting && hits().length) { waiting = false; hits()[0].click(); return; }
    waiting = false;
    const on = form.dataset.focusOn;
    if (on) {
      form.dataset.focusOn = "";
      look.value = look.getAttribute("value"); // what has the focus is not changed by the swap
      look.dataset.asked = look.value;
      const f = document.getElementById("f-" + on);
      f?.focus();
      f?.select?.();
    }
  });
  const form = one("[data-entry]");
  if (form && !one("[data-focus]")) {
    one("#f-" + (form.dataset.focusOn || "entry"))?.focus();
    form.dataset.focusOn = "";
  }
})();
// What opens by a key takes the typing.
document.addEventListener("toggle", (e) => { if (e.target.open) e.target.querySelector("textarea, input:not([type=hidden])")?.focus(); }, true);
