package web

import (
	"encoding/json"
	"slices"
	"strings"

	"encaisse/app"
	"encaisse/o2c/insight"
	"encaisse/o2c/outbox"
	"encaisse/web/ui"
)

var mailList = list{
	path: "/mails", title: "web.outbox", keys: "outbox",
	views:   []string{"o-all", "o-queued", "o-sent", "o-kept", "o-bounced", "o-failed", "o-unknown", "o-cancelled"},
	filters: []string{"customer", "template"},
	columns: []column{{key: "subject", grow: true}, {key: "customer"}, {key: "to"}, {key: "sent"}, {key: "state"}},
	rows:    mailRows,
}

// outbox are the messages to customers: what was sent, to whom, and what
// became of it.
func (v *visit) outbox() error {
	l := mailList
	if v.opens("/mails/bounces") {
		l.link = ui.Link{Href: "/mails/bounces", Text: v.say("web.bounce")}
	}
	return l.draw(v)
}

// kindsOfMail are the models of messages, in the order of the cycle.
var kindsOfMail = []string{"invoice", "corrected_invoice", "deposit_invoice", "credit_note", "quote", "charge", "statement", "courtesy", "friendly", "firm", "notice", "final", "invitation", "address_moved", "test"}

var mailSigns = map[string]ui.State{"queued": {Tone: "go", Icon: "clock"}, "sending": {Tone: "go", Icon: "half"}, "sent": {Tone: "ok", Icon: "done"}, "kept": {Icon: "box"},
	"bounced": {Tone: "alert", Icon: "undo"}, "failed": {Tone: "alert", Icon: "stop"}, "unknown": {Tone: "warn", Icon: "warn"}, "cancelled": {Icon: "x"}}

func (v *visit) mailState(state string) ui.State {
	s := mailSigns[state]
	s.Text = v.say("web.mail." + state)
	return s
}

func mailRows(v *visit, q query) (rows, error) {
	state := q.view[2:]
	if state == "all" {
		state = ""
	}
	out, err := ask(v, app.ListMails, outbox.Filter{Paging: q.paging, Customer: q.customer, State: state, Template: strings.TrimSpace(q.raw.Get("template"))})
	if err != nil {
		return rows{}, err
	}
	r := ofCounted(out)
	for _, m := range out.Items {
		s := v.outcomeOf(m)
		small := m.Error
		if m.Delayed != "" && m.Bounced == "" {
			small = v.say("web.mail.late")
		}
		r.lines = append(r.lines, row{id: m.ID, cells: map[string]cell{
			"subject":  {ui.Cell{Text: v.mailTitle(m), Href: "/mails/" + escape(m.ID)}, v.mailTitle(m)},
			"customer": {ui.Cell{Text: m.Customer, Href: v.link2("/customers/{id}", "/customers/"+escape(m.Customer))}, m.Customer},
			"to":       {ui.Cell{Text: m.To, Soft: true}, m.To},
			"sent":     {ui.Cell{Text: v.ago(m.SentAt), Soft: true}, v.ago(m.SentAt)},
			"state":    {ui.Cell{State: &s, Small: small}, withWhy(s.Text, small)},
		}})
	}
	return r, nil
}

// mailTitle is the subject of a message, or what it is while it has none.
func (v *visit) mailTitle(m outbox.View) string {
	if m.Subject != "" {
		return m.Subject
	}
	return v.say("web.template." + m.Template)
}

// mail is one message with its words, as its reader has them.
func (v *visit) mail() error {
	m, err := ask(v, app.ShowMail, outbox.ByID{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	state := v.outcomeOf(m)
	p := settingsPage{Head: ui.Heading{Title: v.mailTitle(m), State: &state, Crumbs: []ui.Link{{Href: "/mails", Text: v.say("web.outbox")}}}}
	p.Links, p.Notices = append(v.onPaper(m), v.noteBounce(m)...), v.cameBack(m)
	if key := "web.mail." + m.State + ".why"; sentences.Has(key) && m.Bounced == "" {
		p.Notices = append(p.Notices, notice{state.Tone, state.Icon, v.say(key), m.Error})
	}
	s := section{ID: "letter", Title: v.say("web.template." + m.Template), Sub: m.To}
	if m.Text == "" {
		s.Text = v.say("web.mail.erased")
	} else {
		l := lettered(m.To, m.Language, m.Subject, m.Text)
		s.Letter = &l
	}
	p.Main = []section{s}
	if len(m.Papers) > 0 {
		p.Main = append(p.Main, section{ID: "papers", Title: v.say("web.mail.papers"), Links: v.papers(m.Papers)})
	}
	p.Side = []section{{ID: "about", Title: v.say("web.about"), Facts: []ui.Fact{{Name: v.say("web.col.customer"), Text: m.Customer, Href: v.link2("/customers/{id}", "/customers/"+escape(m.Customer))},
		{Name: v.say("web.col.to"), Text: m.To}, {Name: v.say("web.view.o-queued"), Text: v.instant(m.QueuedAt)}, {Name: v.say("web.col.sent"), Text: v.ago(m.SentAt)}, {Name: v.say("web.mail.attempts"), Text: ui.Number(v.ctx, m.Attempts)}}}}
	if m.BouncedAt != nil {
		p.Side[0].Facts = append(p.Side[0].Facts, ui.Fact{Name: v.say("web.col.bounced"), Text: v.instant(*m.BouncedAt)}, ui.Fact{Name: v.say("web.field.status"), Text: m.Bounced})
	}
	if err := v.afterwards(m, &p); err != nil {
		return err
	}
	return v.settled(p, nil)
}

// onPaper is the letter of a reminder that left.
func (v *visit) onPaper(m outbox.View) []ui.Link {
	href := v.link2("/reminders/{id}/pdf", "/reminders/"+escape(m.Action)+"/pdf")
	if m.Action == "" || href == "" || m.State != "sent" && m.State != "kept" && m.State != "unknown" {
		return nil
	}
	return []ui.Link{{Href: href, Text: v.say("web.mail.letter")}}
}

// afterwards is what happened to a message, and when its link was first followed.
func (v *visit) afterwards(m outbox.View, p *settingsPage) error {
	facts, err := ask(v, app.MailFacts, outbox.ByID{ID: m.ID})
	if err != nil {
		return err
	}
	for _, f := range slices.Backward(facts) {
		if f.Type == "portal.session" {
			p.Side[0].Facts = append(p.Side[0].Facts, ui.Fact{Name: v.say("web.followed"), Text: v.instant(f.At)})
			break
		}
	}
	if moments := v.happened(facts); len(moments) > 0 {
		p.Side = append(p.Side, section{ID: "lately", Title: v.say("web.mail.lately"), Moments: moments})
	}
	return nil
}

// papers are what goes with a message.
func (v *visit) papers(list []outbox.Paper) (out []ui.Link) {
	for _, p := range list {
		l := ui.Link{Text: p.Number, Href: v.link2("/invoices/{id}/pdf", "/invoices/"+escape(p.Number)+"/pdf")}
		if p.Kind == outbox.Quote {
			l.Href = v.link2("/quotes/{id}/pdf", "/quotes/"+escape(p.ID)+"/pdf")
		}
		if p.Kind == outbox.Reminder {
			l = ui.Link{Text: v.say("web.mail.letter"), Href: v.link2("/reminders/{id}/pdf", "/reminders/"+escape(p.ID)+"/pdf")}
		}
		if p.Kind == outbox.Charge {
			l.Href = v.link2("/charges/{id}/pdf", "/charges/"+escape(p.Number)+"/pdf")
		}
		if p.Kind == outbox.Statement {
			l = ui.Link{Text: v.say("web.template.statement") + " " + p.Number, Href: v.link2("/customers/{id}/statement", "/customers/"+escape(p.Number)+"/statement"+inCurrency(p.Currency))}
		}
		out = append(out, l)
	}
	return out
}

// told is a fact about a message: which one, and to whom while that is known.
func (v *visit) told(s insight.Step, text string) string {
	kind, _, _ := cutType(s.Type)
	var body struct{ Template string }
	if kind != "mail" || json.Unmarshal(s.Body, &body) != nil {
		return text
	}
	what := v.say("web.template." + body.Template)
	if s.To == "" {
		return v.say("web.mail.told", "what", text, "template", what)
	}
	return v.say("web.mail.told_to", "what", text, "to", s.To, "template", what)
}
