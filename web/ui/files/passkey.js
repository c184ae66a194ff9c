// Passkeys: a form marked data-passkey asks the device before it is sent.
"use strict";
(() => {
  const P = window.PublicKeyCredential;
  if (!P?.parseRequestOptionsFromJSON || !navigator.credentials) return;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.inert = false;
    const field = form.querySelector("[name$=passkey]"), failed = form.querySelector(".error");
    form.addEventListener("submit", async (e) => {
      if (field.value) return;
      e.preventDefault();
      failed.hidden = true;
      try {
        let c;
        if (form.dataset.passkey === "create") {
          c = await navigator.credentials.create({ publicKey: P.parseCreationOptionsFromJSON(JSON.parse(form.dataset.options)) });
        } else {
          const r = await fetch("/sign-in/passkey/begin", { method: "POST" });
          c = await navigator.credentials.get({ publicKey: P.parseRequestOptionsFromJSON(await r.json()) });
        }
        field.value = JSON.stringify(c);
        form.submit(); // no second event: app.js holds back what is sent twice
      } catch {
        failed.hidden = false;
        delete form.dataset.sent; // app.js: it may be sent again
        form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
      }
    });
  }
})();
