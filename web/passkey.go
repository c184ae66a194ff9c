package web

import (
	"net/http"
	"strings"

	"encaisse/base/refuse"
	"encaisse/web/ui"
)

// newPasskeyPage is where a passkey is made.
type newPasskeyPage struct {
	Options  string
	Name     ui.Input
	Problems []ui.Problem
	Problem  string // of who is not in yet
	To       string
}

// origin is the address of the pages as the browser sees it: what passkeys are
// bound to. Who lies about it gets a passkey that fits nowhere else.
func (v *visit) origin() string {
	scheme := "http://"
	if v.secure() {
		scheme = "https://"
	}
	return scheme + v.r.Host
}

func (v *visit) keyCookie() string {
	if v.secure() {
		return secureKey
	}
	return plainKey
}

// passkey is what the cookie of asking for a passkey holds.
func (v *visit) passkey() string { return v.held(v.keyCookie()) }

// askPasskey tells a script what to ask the device for.
func (v *visit) askPasskey() error {
	p, err := v.app.AskPasskey(v.r.Context(), v.origin())
	if err != nil {
		return err
	}
	v.hold(v.keyCookie(), p.Step)
	v.w.Header().Set("Content-Type", "application/json")
	v.w.Header().Set("Cache-Control", "no-store")
	_, _ = v.w.Write(p.Options) // the browser is gone: nothing is lost
	return nil
}

func (v *visit) signInPasskey() error {
	session, err := v.app.SignInPasskey(v.r.Context(), v.passkey(), v.r.PostFormValue("passkey"), v.origin(), v.from())
	v.hold(v.keyCookie(), "")
	if r, no := refuse.As(err); no && r.Kind != 0 {
		return v.gate(slowed(r), v.app.Say(v.view.Lang, err))
	}
	return v.arrived(session, err)
}

// beginPasskey draws the page on which who is signed in makes a passkey.
func (v *visit) beginPasskey() error {
	if ok, err := v.sure(); !ok {
		return err
	}
	return v.newPasskey(http.StatusOK, nil)
}

// firstPasskey draws the page on which who needs a second factor makes a passkey.
func (v *visit) firstPasskey() error { return v.makeFirst(http.StatusOK, nil) }

func (v *visit) makeFirst(status int, why error) error {
	begun, err := v.app.BeginFirstPasskey(v.r.Context(), v.step(), v.origin(), v.from())
	if refuse.Code(err) == "access.step" {
		return v.gateAgain(err)
	}
	if r, no := refuse.As(err); no && r.Kind != 0 { // no passkey here: the other way stays
		return v.showApp(slowed(r), appPage{Action: "/sign-in/app", Asked: true}, err)
	}
	if err != nil {
		return err
	}
	v.hold(v.keyCookie(), begun.Step)
	p := newPasskeyPage{Options: string(begun.Options), Name: v.passkeyName(), To: v.r.FormValue("to")}
	if why != nil {
		p.Problem = v.app.Say(v.view.Lang, why)
	}
	return v.write(status, ui.Gate(v.say("web.passkey.new")), firstPasskeyBody(p))
}

// firstPasskeyDone is in then, and shows the recovery codes once.
func (v *visit) firstPasskeyDone() error {
	e, err := v.app.EnrolFirstPasskey(v.r.Context(), v.step(), v.passkey(), v.r.PostFormValue("passkey"), strings.TrimSpace(v.r.PostFormValue("name")), v.origin(), v.from())
	if r, no := refuse.As(err); no && r.Kind != 0 {
		return v.makeFirst(slowed(r), err)
	}
	if err != nil {
		return err
	}
	v.keep(e.Session)
	v.keepStep("")
	v.hold(v.keyCookie(), "")
	to := ours(v.r.PostFormValue("to"))
	if len(e.Codes) == 0 {
		return v.to(to)
	}
	return v.write(http.StatusOK, ui.Gate(v.say("web.codes")), codesBody(codesPage{e.Codes, to}))
}

func (v *visit) passkeyName() ui.Input {
	return ui.Input{Name: "name", Label: v.say("web.passkey.name"), Hint: v.say("web.passkey.hint"), Kind: "line", Value: v.r.PostFormValue("name"), Required: true}
}

func (v *visit) newPasskey(status int, why error) error {
	begun, err := v.app.BeginPasskey(v.r.Context(), v.signed, v.origin())
	if err != nil {
		return err
	}
	v.keepStep(begun.Step)
	p := newPasskeyPage{Options: string(begun.Options), Name: v.passkeyName()}
	v.wrong(why, nil, &p.Problems)
	return v.status(status, v.say("web.passkey.new"), newPasskeyBody(p))
}

func (v *visit) passkeyDone() error {
	e, err := v.app.EnrolPasskey(v.r.Context(), v.signed, v.step(), v.r.PostFormValue("passkey"), strings.TrimSpace(v.r.PostFormValue("name")), v.origin())
	if r, no := refuse.As(err); no && r.Kind != 0 {
		if ok, err := v.sure(); !ok {
			return err
		}
		return v.newPasskey(r.Kind.Status(), err)
	}
	if err != nil {
		return err
	}
	v.keep(e.Session)
	v.keepStep("")
	if len(e.Codes) > 0 {
		return v.show(v.say("web.codes"), codesBody(codesPage{e.Codes, "/account"}))
	}
	return v.to("/account?done=passkey")
}
