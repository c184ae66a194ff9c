package web

import (
	"net/http"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/seller"
	"encaisse/web/ui"
)

// account is the page about oneself: role, sessions, password, look.
func (v *visit) account() error { return v.aboutMe(http.StatusOK, nil) }

type accountPage struct {
	Name     string
	Here     string
	Seats    []seatRow
	Sessions ui.Grid
	Mine     []sessionRow
	Password []ui.Input
	Problems []ui.Problem
	Mute     bool

	Factors   []factorRow
	HasApp    bool
	HasSecond bool
	Codes     int64
}

type seatRow struct {
	Role, RoleName, Entity, EntityName string
	Now                                bool
}

type sessionRow struct {
	ID, Opened, Seen, Where, Agent string
	Now                            bool
}

func (v *visit) aboutMe(status int, why error) error {
	page := accountPage{Name: v.signed.Name, Here: "/account", Mute: v.view.Mute}
	seats, err := v.app.Seats(v.r.Context(), v.signed)
	if err != nil {
		return err
	}
	for _, s := range seats {
		page.Seats = append(page.Seats, seatRow{s.Role, v.say("role." + s.Role), s.Entity.Text(seller.Prefix), s.EntityName, s.Now})
	}
	list, err := app.MySessions.Ask(v.r.Context(), v.app, v.call, struct{}{})
	if err != nil {
		return err
	}
	for _, s := range list {
		page.Mine = append(page.Mine, sessionRow{s.ID, v.instant(s.Opened), v.instant(s.Seen), s.Address, s.Agent, s.ID == v.signed.Session.Text(access.SessionPrefix)})
	}
	if err := v.ways(&page); err != nil {
		return err
	}
	page.Password = []ui.Input{
		{Name: "old", Label: v.say("web.old_password"), Kind: "password", Required: true, Complete: "current-password"},
		{Name: "password", Label: v.say("web.new_password"), Hint: v.say("web.password.hint"), Kind: "password", Required: true, Complete: "new-password"},
	}
	v.wrong(why, page.Password, &page.Problems)
	return v.status(status, v.say("web.account"), accountBody(page))
}

// wrong puts what was refused at the fields it is about, and into the summary.
func (v *visit) wrong(err error, fields []ui.Input, summary *[]ui.Problem) {
	if err == nil {
		return
	}
	p := v.app.Problem(v.view.Lang, err)
	placed := false
	for _, e := range p.Errors {
		for i := range fields {
			if "/"+fields[i].Name == e.Pointer {
				fields[i].Errors = append(fields[i].Errors, e.Detail)
				*summary = append(*summary, ui.Problem{Field: fields[i].Name, Text: v.labelled(fields[i].Label, e.Detail)})
				placed = true
			}
		}
	}
	if !placed {
		*summary = append(*summary, ui.Problem{Text: p.Detail})
	}
}

// labelled is a sentence after the name of what it is about.
func (v *visit) labelled(name, text string) string {
	if v.view.Lang == words.English {
		return name + ": " + text
	}
	return name + "\u00a0: " + text
}

func (v *visit) changePassword() error {
	err := v.app.ChangePassword(v.r.Context(), v.signed, v.r.PostFormValue("old"), v.r.PostFormValue("password"), v.from())
	if _, no := refuse.As(err); no {
		return v.aboutMe(http.StatusUnprocessableEntity, err)
	}
	if err != nil {
		return err
	}
	return v.to("/account?done=password")
}

func (v *visit) changeSeat() error {
	entity, _ := db.ParseID(seller.Prefix, v.r.PostFormValue("entity"))
	secret, err := v.app.Sit(v.r.Context(), v.signed, v.r.PostFormValue("role"), entity, v.from())
	if err != nil {
		return err
	}
	v.keep(secret)
	return v.to("/")
}

func (v *visit) endSession() error {
	in := access.SessionRef{ID: v.r.PathValue("id")}
	if _, err := app.EndSession.Do(v.r.Context(), v.app, v.call, in); err != nil {
		return err
	}
	return v.to("/account?done=session")
}

// today is the business day where the visitor works.
func (v *visit) today() day.Day { return day.FromTime(v.app.DB.Now(), v.zone()) }
