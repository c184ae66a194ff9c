package web

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/db"
	"encaisse/base/refuse"
	pictures "encaisse/connect/paper/sheet"
	"encaisse/web/ui"
)

// secondPage asks for the second proof.
type secondPage struct {
	Name, To, Problem string
	Code              *ui.Input
	Passkey           bool
}

// appPage is where an authenticator app is set up.
type appPage struct {
	Action, To, Problem string
	Asked               bool // one of the visitor's roles asks for it
	QR                  qr
	Key, URI            string
	Code                ui.Input
}

// codesPage shows recovery codes, once.
type codesPage struct {
	Codes []string
	Next  string
}

// qr is a QR code as a path of dark fields, with its quiet zone.
type qr struct {
	Box, Path string
}

// quiet is the margin of a QR code, in fields.
const quiet = 4

func drawQR(text string) (qr, error) {
	dark, err := pictures.Modules(text)
	if err != nil {
		return qr{}, err
	}
	var b strings.Builder
	for y, line := range dark {
		for x, on := range line {
			if on {
				fmt.Fprintf(&b, "M%d %dh1v1h-1z", x+quiet, y+quiet)
			}
		}
	}
	side := len(dark) + 2*quiet
	return qr{fmt.Sprintf("0 0 %d %d", side, side), b.String()}, nil
}

// admitted goes on with what who signs in got: he is in, or has a step to do.
func (v *visit) admitted(e app.Entrance, err error) error {
	if err != nil {
		return err
	}
	if e.Session != "" {
		return v.come(e.Session, nil)
	}
	v.keepStep(e.Step)
	path := "/sign-in/second"
	if e.Enrol {
		path = "/sign-in/app"
	}
	return v.to(sameBut(path, "to", ours(v.r.FormValue("to"))))
}

func (v *visit) second() error { return v.askSecond(http.StatusOK, nil) }

func (v *visit) askSecond(status int, why error) error {
	asked, err := v.app.SecondOf(v.r.Context(), v.step())
	if err != nil {
		return v.gateAgain(err)
	}
	p := secondPage{Name: asked.User, To: v.r.FormValue("to"), Passkey: asked.Passkey}
	field := codeField("code", v.say("web.code"), v.say("web.code.hint"))
	if !asked.App {
		field = codeField("code", v.say("web.recovery"), v.say("web.recovery.hint"))
	}
	p.Code = &field
	if why != nil {
		p.Problem = v.app.Say(v.view.Lang, why)
	}
	return v.write(status, ui.Gate(v.say("web.second")), secondBody(p))
}

func (v *visit) secondDone() error {
	session, err := v.app.SignInSecond(v.r.Context(), v.step(), v.r.PostFormValue("code"), v.from())
	if r, no := refuse.As(err); no && r.Kind != 0 {
		return v.askSecond(slowed(r), err)
	}
	return v.arrived(session, err)
}

// arrived ends the step and goes in.
func (v *visit) arrived(session string, err error) error {
	if err == nil {
		v.keepStep("")
	}
	return v.come(session, err)
}

// slowed is the status of a try that was refused.
func slowed(r *refuse.Refusal) int {
	if r.Code == "access.wait" {
		return http.StatusTooManyRequests
	}
	return r.Kind.Status()
}

// gateAgain begins anew when a step is over.
func (v *visit) gateAgain(err error) error {
	if r, no := refuse.As(err); no && r.Code == "access.step" {
		v.keepStep("")
		return v.gate(http.StatusUnauthorized, v.app.Say(v.view.Lang, err))
	}
	return err
}

// enrol is the page on which who needs a second factor gets one, before he is in.
func (v *visit) enrol() error {
	return v.showApp(http.StatusOK, appPage{Action: "/sign-in/app", Asked: true}, nil)
}

// enrolDone is in then, and shows the recovery codes once.
func (v *visit) enrolDone() error {
	e, err := v.app.EnrolApp(v.r.Context(), v.step(), v.r.PostFormValue("code"), v.from())
	if r, no := refuse.As(err); no && r.Kind != 0 {
		return v.showApp(slowed(r), appPage{Action: "/sign-in/app", Asked: true}, err)
	}
	if err != nil {
		return err
	}
	v.keep(e.Session)
	v.keepStep("")
	return v.write(http.StatusOK, ui.Gate(v.say("web.codes")), codesBody(codesPage{e.Codes, ours(v.r.PostFormValue("to"))}))
}

// showApp draws the page that sets an app up, outside or inside.
func (v *visit) showApp(status int, p appPage, why error) error {
	asked, err := v.app.SecondOf(v.r.Context(), v.step())
	if err == nil && asked.Key.Text == "" {
		err = refuse.New(refuse.Unauthorized, "access.step")
	}
	if err != nil && p.Asked {
		return v.gateAgain(err)
	}
	if err != nil {
		return v.to("/account")
	}
	if p.QR, err = drawQR(asked.Key.URI); err != nil {
		return err
	}
	p.Key, p.URI, p.To = grouped4(asked.Key.Text), asked.Key.URI, v.r.FormValue("to")
	p.Code = codeField("code", v.say("web.code"), v.say("web.app.code"))
	if why != nil {
		p.Problem = v.app.Say(v.view.Lang, why)
	}
	if p.Asked {
		return v.write(status, ui.Gate(v.say("web.app")), appBody(p))
	}
	return v.status(status, v.say("web.app"), appBody(p))
}

func grouped4(s string) string {
	var parts []string
	for ; len(s) > 4; s = s[4:] {
		parts = append(parts, s[:4])
	}
	return strings.Join(append(parts, s), " ")
}

// beginApp begins to set an app up for who is signed in.
func (v *visit) beginApp() error {
	if ok, err := v.sure(); !ok {
		return err
	}
	step, err := v.app.BeginApp(v.r.Context(), v.signed)
	if err != nil {
		return err
	}
	v.keepStep(step)
	return v.to("/account/app")
}

func (v *visit) setApp() error { return v.showApp(http.StatusOK, appPage{Action: "/account/app"}, nil) }

func (v *visit) appDone() error {
	e, err := v.app.EnrolApp(v.r.Context(), v.step(), v.r.PostFormValue("code"), v.from())
	if r, no := refuse.As(err); no && r.Kind != 0 {
		return v.showApp(slowed(r), appPage{Action: "/account/app"}, err)
	}
	if err != nil {
		return err
	}
	v.keep(e.Session)
	v.keepStep("")
	return v.show(v.say("web.codes"), codesBody(codesPage{e.Codes, "/account"}))
}

func (v *visit) renewCodes() error {
	if ok, err := v.sure(); !ok {
		return err
	}
	codes, err := v.app.RenewCodes(v.r.Context(), v.signed)
	if err != nil {
		return err
	}
	return v.show(v.say("web.codes"), codesBody(codesPage{codes, "/account"}))
}

// changeFactor removes one of the visitor's factors, or gives it another name.
func (v *visit) changeFactor() (err error) {
	id, done := v.r.PathValue("id"), v.r.PathValue("step")
	switch done {
	case "end":
		if ok, err := v.sure(); !ok {
			return err
		}
		err = v.app.EndFactor(v.r.Context(), v.signed, id)
	case "name":
		err = v.app.NameFactor(v.r.Context(), v.signed, id, strings.TrimSpace(v.r.PostFormValue("name")))
	default:
		err = refuse.New(refuse.Missing, "input.route", "path", v.r.URL.Path)
	}
	if r, no := refuse.As(err); no && r.Code == "access.factor_required" {
		return v.aboutMe(http.StatusConflict, err)
	}
	if err != nil {
		return err
	}
	return v.to("/account?done=factor_" + done)
}

// factorRow is one of the visitor's factors on his page.
type factorRow struct {
	ID, Kind, Name, Seen string
	Named                bool // it may be given a name
}

func (v *visit) ways(p *accountPage) error {
	w, err := v.app.WaysOf(v.r.Context(), v.signed)
	if err != nil {
		return err
	}
	for _, f := range w.Factors {
		p.Factors = append(p.Factors, factorRow{f.ID.Text(access.FactorPrefix), v.say("web.factor." + f.Kind), f.Name, v.instant(time.UnixMicro(f.Seen)), f.Kind != access.TOTP})
		p.HasSecond = p.HasSecond || f.Kind != access.Identity
	}
	p.HasApp, p.Codes = hasApp(w.Factors), w.Codes
	return nil
}

func hasApp(list []access.Factor) bool {
	for _, f := range list {
		if f.Kind == access.TOTP {
			return true
		}
	}
	return false
}

// signInPolicy is the page on who must have a second factor, and who has one.
type signInPolicy struct {
	Head     ui.Heading
	Roles    []demandRow
	Users    []userRow
	Next     string
	Problems []ui.Problem
}

type demandRow struct {
	Role, Path, Key string
	Required        bool
}

type userRow struct {
	Name, Has, Path, Key string
	Missing, Some        bool
}

func (v *visit) signInRules() error {
	p := signInPolicy{Head: ui.Heading{Title: v.say("web.signin_rules"), Sub: v.say("web.signin_rules.what")}}
	rules, err := ask(v, app.ListDemands, struct{}{})
	if err != nil {
		return err
	}
	for _, r := range rules {
		p.Roles = append(p.Roles, demandRow{v.say("role." + r.Role), "/settings/sign-in/roles/" + r.Role, v.app.DB.NewID().Text("key"), r.Required})
	}
	users, err := ask(v, app.ListFactors, db.Paging{Limit: 50, Cursor: v.r.URL.Query().Get("cursor")})
	if err != nil {
		return err
	}
	for _, u := range users.Items {
		second := u.App || u.Passkeys > 0
		p.Users = append(p.Users, userRow{u.User, v.hasFactors(u), "/settings/sign-in/users/" + escape(u.User) + "/reset", v.app.DB.NewID().Text("key"), u.Required && !second, second || u.Identity})
	}
	if users.Next != nil {
		p.Next = sameBut("/settings/sign-in", "cursor", *users.Next)
	}
	return v.show(p.Head.Title, signInRulesBody(p))
}

// hasFactors is by what a user can sign in beside his password, in words.
func (v *visit) hasFactors(u access.UserFactors) string {
	var list []string
	add := func(is bool, key string, pairs ...any) {
		if is {
			list = append(list, v.say(key, pairs...))
		}
	}
	add(u.App, "web.factor.totp")
	add(u.Passkeys > 0, "web.factor.passkeys", "n", u.Passkeys)
	add(u.Identity, "web.factor.identity")
	add(u.App || u.Passkeys > 0, "web.codes.left", "n", u.Codes)
	if len(list) == 0 {
		return v.say("web.factor.none")
	}
	return strings.Join(list, " · ")
}

// demand says whether a role asks for a second factor.
func (v *visit) demand() error {
	if ok, err := v.sure(); !ok {
		return err
	}
	in := access.Demand{Role: v.r.PathValue("role"), Required: v.r.PostFormValue("required") == "true"}
	_, err := command(v, app.SetDemand, v.r.PostFormValue("key"), in)
	return v.ruled(err)
}

func (v *visit) resetFactors() error {
	if ok, err := v.sure(); !ok {
		return err
	}
	_, err := command(v, app.ResetFactors, v.r.PostFormValue("key"), access.UserRef{User: v.r.PathValue("user")})
	return v.ruled(err)
}

// ruled goes back to the page; what waits for a second person says so.
func (v *visit) ruled(err error) error {
	if refuse.Code(err) == "approval.needed" {
		return v.to("/settings/sign-in?done=asked")
	}
	if err != nil {
		return err
	}
	return v.to("/settings/sign-in?done=do")
}
