package web

import (
	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/insight"
	"encaisse/web/ui"
)

// addressForm changes where a user is written to.
func (v *visit) addressForm(m access.Member, path string) []settingForm {
	if !v.may(app.SetEmail.Entry) {
		return nil
	}
	return []settingForm{{Title: v.say("web.user.email.change"), Path: path, Hidden: []ui.Option{v.once()}, Fields: []ui.Input{{Name: "email", Of: "address-", Label: v.say("web.field.email"), Kind: "email", Value: m.Email, Hint: v.say("web.user.email.by_two")}},
		Buttons: []settingButton{{Value: "email", Text: v.say("web.user.email.do"), Icon: "mail"}}}}
}

// inviteButtons let a user in: by a mail when he has an address, else by a link.
func (v *visit) inviteButtons(m access.Member, first bool) (out []settingButton) {
	if !v.may(app.Invite.Entry) || m.Disabled {
		return nil
	}
	next := first && !m.Password && m.Invited == nil
	if m.Email != "" {
		out = append(out, settingButton{Value: "mail", Text: v.say("web.user.mail"), Icon: "mail", Primary: next})
	}
	return append(out, settingButton{Value: "link", Text: v.say("web.user.invite"), Icon: "link", Primary: next && m.Email == ""})
}

// invited invites a user by a mail, or shows the link of his invitation.
func (v *visit) invited(name, key, by string) error {
	if ok, err := v.sure(); !ok {
		return err
	}
	out, err := command(v, app.Invite, key, access.NewInvitation{User: name, By: by})
	switch {
	case refuse.Code(err) == "approval.needed":
		return v.to("/settings/users?user=" + queried(name) + "&done=asked")
	case err != nil && !refused(err):
		return err
	case err == nil && out.Path != nil:
		return v.usersWith(name, *out.Path, nil)
	case err == nil:
		return v.to("/settings/users?user=" + queried(name) + "&done=do#lately")
	}
	return v.usersWith(name, "", err)
}

// lately is what happened to a user: what he was sent, and what became of it.
func (v *visit) lately(p *settingsPage, m access.Member) error {
	if !v.may(app.Audit.Entry) {
		return nil
	}
	out, err := ask(v, app.Audit, insight.AuditIn{Paging: db.Paging{Limit: 10}, Of: m.ID})
	if err != nil {
		return err
	}
	s := section{ID: "lately", Title: v.say("web.user.lately")}
	for _, f := range out.Items {
		s.Moments = append(s.Moments, v.moment(insight.Step{At: f.At, Day: f.Day, Type: f.Type, Text: f.Text, By: f.By, Objects: f.Objects, Body: f.Body}))
	}
	if len(s.Moments) > 0 {
		s.Links = []ui.Link{{Href: "/settings/audit?of=" + m.ID, Text: v.say("web.audit")}}
		p.Side = append(p.Side, s)
	}
	return nil
}
