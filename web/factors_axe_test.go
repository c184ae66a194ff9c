package web

import (
	"net/http"
	"strings"
	"testing"

	"encaisse/app/access"

	"github.com/chromedp/chromedp"
)

// The pages on which one proves who one is have nothing that axe objects to.
func TestAccessibilityOfProofs(t *testing.T) {
	script := axe(t)
	h := newHouse(t)
	b := h.hire("camille", access.Admin)
	ctx, url := chromiumAt(t, func() http.Handler { return b.h })
	url = strings.Replace(url, "127.0.0.1", "localhost", 1)
	look := func(name string) {
		run(t, ctx, chromedp.Evaluate(script, nil))
		for _, width := range []int64{1366, 360} {
			for _, scheme := range []string{"light", "dark"} {
				regard(t, ctx, name, width, scheme)
			}
		}
	}
	press := func(form, shown string) {
		run(t, ctx, chromedp.Evaluate(`document.querySelector('form[action="`+form+`"]').submit()`, nil), chromedp.WaitVisible(shown, chromedp.ByQuery))
	}
	run(t, ctx, chromedp.Navigate(url+"/sign-in"), chromedp.SetValue(`#f-name`, "camille", chromedp.ByQuery), chromedp.SetValue(`#f-password`, phrase, chromedp.ByQuery))
	look("sign-in")
	run(t, ctx, chromedp.Click(`form[action="/sign-in"] button`, chromedp.ByQuery), chromedp.WaitReady(`nav.side`, chromedp.ByQuery), chromedp.Navigate(url+"/settings/sign-in"))
	look("who needs a second factor")
	run(t, ctx, chromedp.Navigate(url+"/account"))
	press("/account/passkey/begin", `form[data-passkey=create]`)
	look("a new passkey")
	run(t, ctx, chromedp.Navigate(url+"/account"))
	press("/account/app/begin", `.secret`)
	look("an app")
	var key string
	run(t, ctx, chromedp.Text(`.secret`, &key, chromedp.ByQuery))
	run(t, ctx, chromedp.SetValue(`#f-code`, h.code(key), chromedp.ByQuery), chromedp.Click(`form[action="/account/app"] button`, chromedp.ByQuery), chromedp.WaitVisible(`ul.recovery`, chromedp.ByQuery))
	look("recovery codes")
	run(t, ctx, chromedp.Navigate(url+"/account"))
	look("an account with an app")
	h.later(11 * 60e9)
	press("/account/codes", `#f-proof_code`)
	look("a proof again")
	press("/sign-out", `form[action="/sign-in"]`)
	run(t, ctx, chromedp.SetValue(`#f-name`, "camille", chromedp.ByQuery), chromedp.SetValue(`#f-password`, phrase, chromedp.ByQuery),
		chromedp.Click(`form[action="/sign-in"] button`, chromedp.ByQuery), chromedp.WaitVisible(`form[action="/sign-in/second"]`, chromedp.ByQuery))
	look("the second factor")
	h.hire("alix", access.Sales)
	h.demandsOf(access.Sales)
	run(t, ctx, chromedp.Navigate(url+"/sign-in"), chromedp.SetValue(`#f-name`, "alix", chromedp.ByQuery), chromedp.SetValue(`#f-password`, phrase, chromedp.ByQuery),
		chromedp.Click(`form[action="/sign-in"] button`, chromedp.ByQuery), chromedp.WaitVisible(`form[action="/sign-in/app"]`, chromedp.ByQuery))
	look("an app that is demanded")
	press("/sign-in/app/passkey/begin", `form[data-passkey=create]`)
	look("a passkey instead")
}

// Neither have those of who comes in by an identity provider.
func TestAccessibilityOfIdentities(t *testing.T) {
	script := axe(t)
	p := newProvider(t)
	b := p.hire("paul", access.Sales)
	p.invites("paul", "paul@exemple.fr")
	p.subject, p.email = "1", "paul@exemple.fr"
	ctx, url := chromiumAt(t, func() http.Handler { return b.h })
	url = strings.Replace(url, "127.0.0.1", "localhost", 1)
	look := func(name string) {
		run(t, ctx, chromedp.Evaluate(script, nil))
		for _, width := range []int64{1366, 360} {
			for _, scheme := range []string{"light", "dark"} {
				regard(t, ctx, name, width, scheme)
			}
		}
	}
	for _, lang := range []string{"en", "fr"} {
		run(t, ctx, chromedp.Navigate(url+"/sign-in"), chromedp.Click(`button[value=`+lang+`]`, chromedp.NodeVisible), chromedp.WaitVisible(`html[lang=`+lang+`]`, chromedp.ByQuery))
		look(lang + " sign-in by an identity")
		run(t, ctx, chromedp.Click(`a[href^="/sign-in/identity"]`, chromedp.ByQuery), chromedp.WaitReady(`nav.side`, chromedp.ByQuery))
		p.later(11 * 60e9)
		run(t, ctx, chromedp.Navigate(url+"/account"), chromedp.Evaluate(`(() => { const f = document.createElement("form"); f.method = "post"; f.action = "/account/codes"; document.body.append(f); f.submit() })()`, nil), chromedp.WaitVisible(`#identity-h`, chromedp.ByQuery))
		look(lang + " a proof by an identity")
		run(t, ctx, chromedp.Navigate(url+"/account/identity"), chromedp.WaitVisible(`main a.btn[href="/"]`, chromedp.ByQuery))
		look(lang + " proven")
		run(t, ctx, chromedp.Evaluate(`document.querySelector('form[action="/sign-out"]').submit()`, nil), chromedp.WaitVisible(`form[action="/sign-in"]`, chromedp.ByQuery))
	}
}
