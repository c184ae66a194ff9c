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
