package web

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"

	"encaisse/app"
	"encaisse/app/access"
)

// A passkey is made, opens by itself, proves again, and opens nothing once it
// is removed; with a password it is the second factor.
func TestPasskeys(t *testing.T) {
	h := newHouse(t)
	b := h.hire("camille", access.Sales)
	ctx, url := chromiumAt(t, func() http.Handler { return b.h })
	url = strings.Replace(url, "127.0.0.1", "localhost", 1) // a passkey is bound to a name
	var there, codes, here string
	submit := func(name, password string) chromedp.Action {
		return chromedp.Tasks{chromedp.Navigate(url + "/sign-in"), chromedp.SetValue(`#f-name`, name, chromedp.ByQuery), chromedp.SetValue(`#f-password`, password, chromedp.ByQuery),
			chromedp.Click(`form[action="/sign-in"] button`, chromedp.ByQuery)}
	}
	t.Cleanup(func() {
		if t.Failed() {
			var body, at string
			c, stop := context.WithTimeout(ctx, 5*time.Second)
			defer stop()
			_ = chromedp.Run(c, chromedp.Evaluate(`String(document.hasFocus()) + document.querySelector("form[data-passkey] [name$=passkey]")?.value`, &codes), chromedp.Location(&at), chromedp.Text("body", &body, chromedp.ByQuery)) // only says more
			t.Logf("at %s: %.1500s %s", at, body, codes)
		}
	})
	run(t, ctx, chromedp.Navigate(url+"/sign-in"), emulation.SetFocusEmulationEnabled(true), webauthn.Enable(), chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := webauthn.AddVirtualAuthenticator(&webauthn.VirtualAuthenticatorOptions{Protocol: webauthn.AuthenticatorProtocolCtap2, Transport: webauthn.AuthenticatorTransportInternal,
			HasResidentKey: true, HasUserVerification: true, IsUserVerified: true, AutomaticPresenceSimulation: true}).Do(ctx)
		return err
	}), submit("camille", phrase), chromedp.WaitVisible(`nav.side`, chromedp.ByQuery),
		chromedp.Navigate(url+"/account"), chromedp.Click(`form[action="/account/passkey/begin"] button`, chromedp.ByQuery),
		chromedp.WaitVisible(`form[data-passkey=create]`, chromedp.ByQuery), chromedp.SetValue(`#f-name`, "portable <b>", chromedp.ByQuery),
		chromedp.Click(`form[data-passkey=create] button`, chromedp.ByQuery), chromedp.WaitVisible(`ul.recovery`, chromedp.ByQuery), chromedp.Text(`ul.recovery`, &codes, chromedp.ByQuery),
		chromedp.Navigate(url+"/account"), chromedp.Text(`main`, &there, chromedp.ByQuery))
	if len(strings.Fields(codes)) != 10 || !strings.Contains(there, "portable <b>") {
		t.Errorf("%q, %q", codes, there)
	}
	// By itself it opens what was asked for.
	out := chromedp.Tasks{chromedp.Evaluate(`document.querySelector('form[action="/sign-out"]').submit()`, nil), chromedp.WaitVisible(`form[action="/sign-in"]`, chromedp.ByQuery)}
	run(t, ctx, out, chromedp.Navigate(url+"/orders"), chromedp.Click(`form[data-passkey=get] button`, chromedp.ByQuery), chromedp.WaitVisible(`nav.side`, chromedp.ByQuery), chromedp.Location(&here))
	if !strings.HasSuffix(here, "/orders") {
		t.Errorf("the passkey leads to %s", here)
	}
	// A password asks for it.
	run(t, ctx, out, submit("camille", phrase), chromedp.WaitVisible(`form[action="/sign-in/second"]`, chromedp.ByQuery), chromedp.Click(`form[data-passkey=get] button`, chromedp.ByQuery), chromedp.WaitVisible(`nav.side`, chromedp.ByQuery))
	// It proves again who one is, and then goes.
	h.later(11 * 60e9)
	run(t, ctx, chromedp.Navigate(url+"/account"), chromedp.Click(`form[action^="/account/factors/"][action$="/end"] button`, chromedp.ByQuery),
		chromedp.WaitVisible(`form[data-passkey=get]`, chromedp.ByQuery), chromedp.Click(`form[data-passkey=get] button`, chromedp.ByQuery), chromedp.WaitVisible(`#h-fac`, chromedp.ByQuery), chromedp.Text(`main`, &there, chromedp.ByQuery))
	if strings.Contains(there, "portable") {
		t.Error("the passkey is still there")
	}
	run(t, ctx, out, chromedp.Navigate(url+"/sign-in"), chromedp.Click(`form[data-passkey=get] button`, chromedp.ByQuery), chromedp.WaitVisible(`.notice[data-tone=alert]`, chromedp.ByQuery), chromedp.Text(`main`, &there, chromedp.ByQuery))
	if !strings.Contains(there, "pas connue ici") && !strings.Contains(there, "not known here") {
		t.Errorf("a passkey that was removed: %q", there)
	}
}

// Who has to have a second factor to come in may make a passkey instead of
// setting an app up, and comes to where he wanted to go.
func TestFirstPasskey(t *testing.T) {
	h := newHouse(t)
	b := h.hire("camille", access.Sales)
	h.demandsOf(access.Sales)
	ctx, url := chromiumAt(t, func() http.Handler { return b.h })
	url = strings.Replace(url, "127.0.0.1", "localhost", 1)
	var codes, page, here string
	enter := chromedp.Tasks{chromedp.Navigate(url + "/sign-in?to=/customers"), chromedp.SetValue(`#f-name`, "camille", chromedp.ByQuery), chromedp.SetValue(`#f-password`, phrase, chromedp.ByQuery),
		chromedp.Click(`form[action="/sign-in"] button`, chromedp.ByQuery)}
	run(t, ctx, chromedp.Navigate(url+"/sign-in"), emulation.SetFocusEmulationEnabled(true), webauthn.Enable(), chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := webauthn.AddVirtualAuthenticator(&webauthn.VirtualAuthenticatorOptions{Protocol: webauthn.AuthenticatorProtocolCtap2, Transport: webauthn.AuthenticatorTransportInternal,
			HasResidentKey: true, HasUserVerification: true, IsUserVerified: true, AutomaticPresenceSimulation: true}).Do(ctx)
		return err
	}), enter, chromedp.WaitVisible(`form[action="/sign-in/app"]`, chromedp.ByQuery), chromedp.Click(`form[action="/sign-in/app/passkey/begin"] button`, chromedp.ByQuery),
		chromedp.WaitVisible(`form[data-passkey=create]`, chromedp.ByQuery), chromedp.Text("body", &page, chromedp.ByQuery), chromedp.SetValue(`#f-name`, "portable", chromedp.ByQuery),
		chromedp.Click(`form[data-passkey=create] button`, chromedp.ByQuery), chromedp.WaitVisible(`ul.recovery`, chromedp.ByQuery), chromedp.Text(`ul.recovery`, &codes, chromedp.ByQuery),
		chromedp.Click(`a.btn.primary`, chromedp.ByQuery), chromedp.WaitVisible(`nav.side`, chromedp.ByQuery), chromedp.Location(&here))
	if len(strings.Fields(codes)) != 10 || !strings.HasSuffix(here, "/customers") || !strings.Contains(page, "Plutôt une application de codes") && !strings.Contains(page, "authenticator app instead") {
		t.Errorf("%q, at %s, %q", codes, here, page)
	}
	// From now on a password asks for it; he needs no app.
	run(t, ctx, chromedp.Evaluate(`document.querySelector('form[action="/sign-out"]').submit()`, nil), chromedp.WaitVisible(`form[action="/sign-in"]`, chromedp.ByQuery),
		enter, chromedp.WaitVisible(`form[action="/sign-in/second"]`, chromedp.ByQuery), chromedp.Click(`form[data-passkey=get] button`, chromedp.ByQuery), chromedp.WaitVisible(`nav.side`, chromedp.ByQuery),
		chromedp.Navigate(url+"/account"), chromedp.Text(`main`, &page, chromedp.ByQuery))
	if !strings.Contains(page, "portable") {
		t.Errorf("no passkey on %q", page)
	}
}

// What makes a first passkey opens nothing to who is not on his way in, and
// nothing with an answer that is none; an app may be set up all the same.
func TestFirstPasskeyNeedsItsStep(t *testing.T) {
	h := newHouse(t)
	b := h.hire("camille", access.Sales)
	h.demandsOf(access.Sales)
	b.h = localhost(b.h)
	stranger := on(t, h.app, Options{})
	stranger.h = b.h
	stranger.wants(stranger.post("/sign-in/app/passkey/begin"), http.StatusUnauthorized)
	stranger.wants(stranger.post("/sign-in/app/passkey", "passkey", "{}", "name", "x"), http.StatusUnauthorized)
	b.wants(b.post("/sign-in", "name", "camille", "password", phrase), http.StatusSeeOther)
	made := b.wants(b.post("/sign-in/app/passkey/begin", "to", "/orders"), 200, `data-passkey="create"`, `value="/orders"`)
	if !strings.Contains(made, `name="name"`) {
		t.Error("no name is asked for")
	}
	w := b.post("/sign-in/app/passkey", "passkey", "{}", "name", "portable")
	if b.wants(w, http.StatusUnauthorized, `data-passkey="create"`, `value="portable"`); b.get("/orders").Code == http.StatusOK {
		t.Error("he is in")
	}
	page := b.wants(b.get("/sign-in/app"), 200)
	b.wants(b.post("/sign-in/app", "code", h.code(shownKey.FindStringSubmatch(page)[1])), 200, `class="recovery"`)
	b.wants(b.get("/orders"), 200)
	b.wants(b.post("/sign-in/app/passkey/begin"), http.StatusUnauthorized)
}

// demandsOf asks a second factor of a role.
func (h *house) demandsOf(role string) {
	h.Helper()
	if _, err := app.SetDemand.Do(h.Context(), h.app, h.admin, access.Demand{Role: role, Required: true}); err != nil {
		h.Fatal(err)
	}
}

// localhost serves pages as if the browser called them by that name.
func localhost(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Host = "localhost"
		h.ServeHTTP(w, r)
	})
}
