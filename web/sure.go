package web

import (
	"net/http"
	"strings"

	"encaisse/app/access"
	"encaisse/base/refuse"
	"encaisse/web/ui"
)

// proofPrefix begins the fields of a proof that travels with a form.
const proofPrefix = "proof_"

// commits are the commands by which money, or power over it, leaves: what a
// page does of them takes a proof that is not old.
var commits = map[string]bool{"payment.refund": true, "account.refund": true, "entity.describe": true, "user.role": true, "apikey.create": true,
	"approval.rule": true, "approval.authority": true}

// proofPage asks who is signed in to prove again that it is he, and holds all
// that was sent meanwhile: nothing typed is lost.
type proofPage struct {
	Path     string
	Hidden   []ui.Option
	Fields   []ui.Input
	Problems []ui.Problem
	Passkey  bool   // he has one to show
	Identity string // he is known by his identity in this organisation
	Free     bool   // the doors of the demonstration stand open
	Back     string
}

// sure says whether the visitor proved lately who he is. If not it takes the
// proof that came with the form, else draws the page that asks for it.
func (v *visit) sure() (bool, error) {
	why := v.app.Sure(v.signed)
	if why == nil {
		return true, nil
	}
	password, code := v.r.PostFormValue(proofPrefix+"password"), v.r.PostFormValue(proofPrefix+"code")
	var secret string
	var err error
	switch {
	case v.r.PostFormValue(proofPrefix+"free") != "" && v.demonstrates():
		secret, err = v.app.ProveFreely(v.r.Context(), v.signed)
	case v.r.PostFormValue(proofPrefix+"passkey") != "":
		secret, err = v.app.ProvePasskey(v.r.Context(), v.signed, v.passkey(), v.r.PostFormValue(proofPrefix+"passkey"), v.origin(), v.from())
	case password != "" || code != "":
		secret, err = v.app.Prove(v.r.Context(), v.signed, password, code, v.from())
	default:
		return false, v.askProof(http.StatusForbidden, nil)
	}
	if r, no := refuse.As(err); no && r.Kind != 0 {
		return false, v.askProof(r.Kind.Status(), err)
	}
	if err != nil {
		return false, err
	}
	v.keep(secret)
	v.signed, err = v.app.SessionOf(v.r.Context(), secret)
	return err == nil, err
}

func (v *visit) askProof(status int, why error) error {
	ways, err := v.app.WaysOf(v.r.Context(), v.signed)
	if err != nil {
		return err
	}
	p := proofPage{Path: v.r.URL.RequestURI(), Free: v.demonstrates(), Back: "/"}
	for name, values := range v.r.PostForm {
		for _, value := range values {
			if !strings.HasPrefix(name, proofPrefix) {
				p.Hidden = append(p.Hidden, ui.Option{Value: name, Text: value})
			}
		}
	}
	for _, f := range ways.Factors {
		p.Passkey = p.Passkey || f.Kind == access.Passkey
		if f.Kind == access.Identity && v.app.Identity != nil {
			p.Identity = v.app.Identity.Name
		}
	}
	if hasApp(ways.Factors) || ways.Codes > 0 {
		p.Fields = append(p.Fields, codeField(proofPrefix+"code", v.say("web.code"), v.say("web.code.hint")))
	} else if ways.Password {
		p.Fields = append(p.Fields, ui.Input{Name: proofPrefix + "password", Label: v.say("web.password"), Kind: "password", Required: true, Complete: "current-password"})
	}
	v.wrong(why, nil, &p.Problems)
	return v.status(status, v.say("web.proof"), proofBody(p))
}

func codeField(name, label, hint string) ui.Input {
	return ui.Input{Name: name, Label: label, Hint: hint, Kind: "line", Required: true, Complete: "one-time-code"}
}
