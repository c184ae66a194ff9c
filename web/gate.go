package web

import (
	"encoding/json"
	"net/http"
	"slices"

	"encaisse/base/refuse"
	"encaisse/demo"
	"encaisse/web/ui"
)

// The cookie of a session. Over HTTPS it is bound to this host and path by its name.
const (
	plainCookie  = "encaisse_session"
	secureCookie = "__Host-encaisse_session"
	secureStep   = "__Host-encaisse_step"
	plainStep    = "encaisse_step"
	secureKey    = "__Host-encaisse_passkey"
	plainKey     = "encaisse_passkey"

	secureIdentity = "__Host-encaisse_identity"
	plainIdentity  = "encaisse_identity"
)

// secure tells that the browser came over HTTPS, to us or to who stands before us.
func (v *visit) secure() bool {
	return v.r.TLS != nil || v.r.Header.Get("X-Forwarded-Proto") == "https"
}

func (v *visit) cookie() string {
	if v.secure() {
		return secureCookie
	}
	return plainCookie
}

// stepCookie is what is kept between two requests of who proves who he is.
func (v *visit) stepCookie() string {
	if v.secure() {
		return secureStep
	}
	return plainStep
}

// secret is what the session's cookie holds.
func (v *visit) secret() string { return v.held(v.cookie()) }

// step is what the cookie of a step holds.
func (v *visit) step() string { return v.held(v.stepCookie()) }

func (v *visit) held(name string) string {
	c, err := v.r.Cookie(name)
	if err != nil {
		return ""
	}
	return c.Value
}

func (v *visit) keep(secret string) { v.hold(v.cookie(), secret) }

func (v *visit) keepStep(secret string) { v.hold(v.stepCookie(), secret) }

func (v *visit) hold(name, secret string) {
	c := &http.Cookie{Name: name, Value: secret, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: v.secure()}
	if secret == "" {
		c.MaxAge = -1
	}
	http.SetCookie(v.w, c)
}

// signIn is the page to come in by.
func (v *visit) signIn() error {
	if _, err := v.app.SessionOf(v.r.Context(), v.secret()); err == nil {
		return v.to(ours(v.r.FormValue("to")))
	}
	return v.gate(http.StatusOK, "")
}

// gate draws the sign-in page; what was typed but the password stays.
func (v *visit) gate(status int, problem string) error {
	page := signInPage{Name: v.r.PostFormValue("name"), To: v.r.FormValue("to"), Here: v.r.URL.RequestURI(), Problem: problem}
	if v.r.Method != http.MethodGet {
		page.Here = "/sign-in"
	}
	if v.app.Identity != nil {
		page.Identity, page.IdentityAt = v.app.Identity.Name, "/sign-in/identity"
		if page.To != "" {
			page.IdentityAt = sameBut(page.IdentityAt, "to", page.To)
		}
		page.Out = v.r.FormValue("out") != ""
	}
	if v.demonstrates() {
		for _, l := range v.options.Demo {
			page.Demo = append(page.Demo, demoLogin{User: l.User, Role: v.say("role." + l.Role), Does: v.say("role.does." + l.Role)})
		}
	}
	return v.write(status, ui.Gate(v.say("web.signin")), signInBody(page))
}

// demonstrates tells that the doors stand open: the database says of itself
// that it is the demonstration's, and the browser is on this machine.
func (v *visit) demonstrates() bool {
	if len(v.options.Demo) == 0 || !local(v.r) {
		return false
	}
	m, ok, err := demo.Find(v.r.Context(), v.app)
	return err == nil && ok && m.Whole
}

func (v *visit) signInDone() error {
	in, err := v.app.SignIn(v.r.Context(), v.r.PostFormValue("name"), v.r.PostFormValue("password"), v.from())
	if r, no := refuse.As(err); no && r.Kind != 0 {
		status := http.StatusUnauthorized
		if r.Code == "access.wait" {
			status = http.StatusTooManyRequests
		}
		return v.gate(status, v.app.Say(v.view.Lang, err))
	}
	return v.admitted(in, err)
}

// come keeps the new session and goes where one wanted to go.
func (v *visit) come(secret string, err error) error {
	if err != nil {
		return err
	}
	v.keep(secret)
	return v.to(ours(v.r.PostFormValue("to")))
}

// signInDemo steps in as somebody of the demonstration.
func (v *visit) signInDemo() error {
	user := v.r.PostFormValue("user")
	known := slices.ContainsFunc(v.options.Demo, func(l Login) bool { return l.User == user })
	if !known || !v.demonstrates() {
		return refuse.New(refuse.Missing, "input.route", "path", v.r.URL.Path)
	}
	return v.come(v.app.SignInAs(v.r.Context(), user, v.from()))
}

func (v *visit) signOut() error {
	elsewhere, err := v.app.HasIdentity(v.r.Context(), v.signed)
	if err == nil {
		err = v.app.SignOut(v.r.Context(), v.signed)
	}
	if err != nil {
		return err
	}
	v.keep("")
	v.w.Header().Set("Clear-Site-Data", `"cache"`)
	if elsewhere { // where he may still be signed in
		return v.to("/sign-in?out=1")
	}
	return v.to("/sign-in")
}

// invitation is the page where somebody new chooses his password.
func (v *visit) invitation() error { return v.invite(http.StatusOK, nil) }

func (v *visit) invite(status int, why error) error {
	name, err := v.app.Invited(v.r.Context(), v.r.PathValue("secret"))
	if err != nil {
		return err
	}
	page := invitedPage{Name: name, Action: "/invitation/" + v.r.PathValue("secret")}
	if why != nil {
		page.Problem = v.app.Say(v.view.Lang, why)
	}
	return v.write(status, ui.Gate(v.say("web.invited")), invitedBody(page))
}

func (v *visit) invitationDone() error {
	password := v.r.PostFormValue("password")
	name, err := v.app.Invited(v.r.Context(), v.r.PathValue("secret"))
	if err != nil {
		return err
	}
	if password != v.r.PostFormValue("again") {
		return v.invite(http.StatusUnprocessableEntity, refuse.New(refuse.Invalid, "app.twice"))
	}
	err = v.app.AcceptInvitation(v.r.Context(), v.r.PathValue("secret"), password)
	if r, no := refuse.As(err); no && r.Kind == refuse.Invalid {
		return v.invite(http.StatusUnprocessableEntity, err)
	}
	if err != nil {
		return err
	}
	return v.admitted(v.app.SignIn(v.r.Context(), name, password, v.from()))
}

// problem is an error for who wants no page.
func (v *visit) problem(err error) error {
	p := v.app.Problem(v.view.Lang, err)
	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Content-Type", "application/problem+json")
	h.Set("Content-Language", string(v.view.Lang))
	h.Set("Cache-Control", "no-store")
	v.w.WriteHeader(p.Status)
	_, _ = v.w.Write(body) // the client is gone: nothing is lost
	return nil
}

// signInPage is what the page to come in by shows.
type signInPage struct {
	Name, To, Here, Problem string
	Demo                    []demoLogin
	Identity, IdentityAt    string // the organisation's identity provider
	Out                     bool   // he signed out here
}

type demoLogin struct{ User, Role, Does string }

// invitedPage is what somebody new sees.
type invitedPage struct{ Name, Action, Problem string }
