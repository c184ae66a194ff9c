package web

import (
	"errors"
	"io"
	"net/http"
	"net/url"

	"encaisse/app"
	"encaisse/base/refuse"
	"encaisse/connect/mail"
	"encaisse/o2c/outbox"
	"encaisse/web/ui"
)

// bounces asks for the notification of a server that a message came back.
func (v *visit) bounces() error { return v.bouncesWith(nil) }

// bouncesWith is the page with why a notification was not read.
func (v *visit) bouncesWith(why error) error {
	p := settingsPage{Head: ui.Heading{Title: v.say("web.bounce"), Sub: v.say("web.bounce.what"), Crumbs: []ui.Link{{Href: "/mails", Text: v.say("web.outbox")}}}}
	p.Main = []section{{ID: "file", Title: v.say("web.bounce.file"), Forms: []settingForm{{Path: "/mails/bounces", File: true, Hidden: []ui.Option{v.once()},
		Fields:  []ui.Input{{Name: "data", Label: v.say("web.bounce.mail"), Kind: "file", Required: true, Hint: v.say("web.bounce.hint")}},
		Buttons: []settingButton{{Value: "read", Text: v.say("web.bounce.read"), Icon: "undo", Primary: true}}}}}}
	p.Side = []section{{ID: "hand", Title: v.say("web.bounce.hand"), Text: v.say("web.bounce.hand.why"), Links: v.linksTo("/mails", "web.outbox")}}
	return v.settled(p, why)
}

// bounced reads the notification that was sent, under the key of its form, and
// shows the message that it is about.
func (v *visit) bounced() error {
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, mail.ReportSent+1<<20)
	var data []byte
	f, _, err := v.r.FormFile("data")
	if err == nil {
		defer f.Close()
		data, err = io.ReadAll(io.LimitReader(f, mail.ReportSent+1)) // one more: too large is said by the command
	}
	if err != nil && !errors.Is(err, http.ErrMissingFile) {
		return v.bouncesWith(refuse.New(refuse.Invalid, "input.invalid").At("/data", "mail.report_large", "max", mail.ReportSent>>20))
	}
	out, err := command(v, app.ReadBounce, v.r.PostFormValue("key"), mail.ToRead{Data: data})
	if refused(err) {
		return v.bouncesWith(err)
	}
	if err != nil {
		return err
	}
	if !out.News {
		return v.to("/mails/" + escape(out.Message))
	}
	return v.to("/mails/" + escape(out.Message) + "?done=do")
}

// outcomeOf is what became of a message: what came back of it says more than
// that it left.
func (v *visit) outcomeOf(m outbox.View) ui.State {
	if m.Bounced == "" {
		return v.mailState(m.State)
	}
	return v.mailState(outbox.Bounced)
}

// cameBack says what came back of a message, and why, as far as its status tells.
func (v *visit) cameBack(m outbox.View) (list []notice) {
	why := func(status string) string {
		if key := "web.bounce.status." + status; sentences.Has(key) {
			return v.say(key)
		}
		if key := "web.bounce.status." + status[:1]; sentences.Has(key) {
			return v.say(key)
		}
		return ""
	}
	if m.Bounced != "" {
		list = append(list, notice{"alert", "undo", v.say("web.mail.bounced.why", "status", m.Bounced), why(m.Bounced)})
	}
	if m.Delayed != "" && m.Bounced == "" {
		list = append(list, notice{"warn", "clock", v.say("web.mail.delayed.why", "status", m.Delayed), why(m.Delayed)})
	}
	return list
}

// unreachable warns of a customer whose mail comes back, with what can be done.
func (v *visit) unreachable(customer, bounced string) (list []notice, acts []actionLink) {
	if bounced == "" {
		return nil, nil
	}
	list = []notice{{"warn", "undo", v.say("web.customer.bounced"), v.say("web.customer.bounced.why", "status", bounced)}}
	return list, v.actions(about{"customer": customer}, "mail.trust")
}

// noteBounce leads to the form that notes by hand that a message came back.
func (v *visit) noteBounce(m outbox.View) []ui.Link {
	left := m.State == "sent" || m.State == "kept" || m.State == "unknown"
	if !left || m.Bounced != "" || !v.mayDo("mail.bounce_note") {
		return nil
	}
	return []ui.Link{{Href: "/do/mail.bounce_note?" + url.Values{"id": {m.ID}}.Encode(), Text: v.say("web.do.mail.bounce_note")}}
}
