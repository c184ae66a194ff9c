package web

import (
	"net/http"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/refuse"
	"encaisse/web/ui"
)

// Where the identity provider leads back to, and tells who signed out there.
const (
	identityBack  = "/sign-in/identity/back"
	identityAgain = "/account/identity/back"
)

// askIdentity sends the browser to the organisation's identity provider. It is a
// link and no form, since the policy lets no form lead abroad.
func (v *visit) askIdentity() error {
	sent, err := v.app.AskIdentity(v.r.Context(), v.origin()+identityBack, ours(v.r.FormValue("to")))
	if r, no := refuse.As(err); no && r.Kind != 0 && r.Code != "app.not_found" {
		return v.gate(slowed(r), v.app.Say(v.view.Lang, err))
	}
	return v.sendOff(sent, err)
}

func (v *visit) sendOff(sent app.Sent, err error) error {
	if err != nil {
		return err
	}
	v.hold(v.identityCookie(), sent.Step)
	v.w.Header().Set("Cache-Control", "no-store")
	v.w.Header().Set("Referrer-Policy", "no-referrer")
	http.Redirect(v.w, v.r, sent.URL, http.StatusSeeOther)
	return nil
}

func (v *visit) identityCookie() string {
	if v.secure() {
		return secureIdentity
	}
	return plainIdentity
}

// brought is what the browser brings back.
func (v *visit) brought(page string) (string, app.Back) {
	q := v.r.URL.Query()
	step := v.held(v.identityCookie())
	v.hold(v.identityCookie(), "")
	return step, app.Back{Page: v.origin() + page, State: q.Get("state"), Code: q.Get("code"), Issuer: q.Get("iss")}
}

// identityCame goes on with who comes back. Where he wanted to go was kept with
// his step, since the address is the provider's to write.
func (v *visit) identityCame() error {
	step, back := v.brought(identityBack)
	in, to, err := v.app.SignInIdentity(v.r.Context(), step, back, v.from())
	if r, no := refuse.As(err); no && r.Kind != 0 && r.Code != "app.not_found" {
		return v.gate(slowed(r), v.app.Say(v.view.Lang, err))
	}
	if err != nil {
		return err
	}
	if in.Session == "" {
		if err := v.r.ParseForm(); err != nil {
			return err
		}
		v.r.Form.Set("to", to)
		return v.admitted(in, nil)
	}
	v.keep(in.Session)
	return v.to(ours(to))
}

// identityOut signs out at the identity provider too.
func (v *visit) identityOut() error {
	out, err := v.app.IdentityOut(v.r.Context(), v.origin()+"/sign-in")
	if r, no := refuse.As(err); no && r.Code == "access.identity_away" || err == nil && out == "" {
		return v.to("/sign-in")
	}
	if err != nil {
		return err
	}
	http.Redirect(v.w, v.r, out, http.StatusSeeOther)
	return nil
}

// identityGone hears from the identity provider itself who signed out there
// (OpenID Connect Back-Channel Logout 1.0, 2.8).
func (v *visit) identityGone() error {
	v.w.Header().Set("Cache-Control", "no-store")
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, 1<<16)
	err := v.app.IdentityGone(v.r.Context(), v.r.PostFormValue("logout_token"))
	if r, no := refuse.As(err); no && r.Kind != 0 && r.Code != "app.not_found" {
		v.w.WriteHeader(http.StatusBadRequest)
		return nil
	}
	return err
}

// identityProof sends who is signed in to prove once more who he is.
func (v *visit) identityProof() error {
	return v.sendOff(v.app.AskIdentityAgain(v.r.Context(), v.signed, v.origin()+identityAgain))
}

// identityProven says that it is done: the page that asked for it waits in another tab.
func (v *visit) identityProven() error {
	step, back := v.brought(identityAgain)
	secret, err := v.app.ProveIdentity(v.r.Context(), v.signed, step, back)
	if err != nil {
		return err
	}
	v.keep(secret)
	return v.show(v.say("web.proof"), identityProvenBody())
}

// identityForm is where who may come in by his identity is invited.
func (v *visit) identityForm(m access.Member, path string) *settingForm {
	if v.app.Identity == nil || m.Disabled || !v.may(app.InviteIdentity.Entry) {
		return nil
	}
	return &settingForm{Title: v.say("web.identity.invite", "name", v.app.Identity.Name), Path: path, Hidden: []ui.Option{v.once()}, Fields: []ui.Input{{Name: "email", Label: v.say("web.identity.email"), Kind: "email", Required: true, Value: v.r.PostFormValue("email"), Hint: v.say("web.identity.email.hint")}},
		Buttons: []settingButton{{Value: "identity", Text: v.say("web.identity.invite.do"), Icon: "key"}}}
}
