package portal

import (
	"net/http"
	"strings"

	"encaisse/app"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/connect/paper"
	"encaisse/o2c/note"
	"encaisse/o2c/party"
	"encaisse/o2c/portal"
	"encaisse/web/ui"
)

// documentsPage is the statement, how to reach the company, and what it knows of
// the customer, with the way to have it corrected.
type documentsPage struct {
	Reach, Known, Gets, People, Places []ui.Fact
	Warning, Key                       string
	About, Note                        ui.Input
	Problems                           []ui.Problem
}

func (v *visit) documents() error { return v.documentsWith(http.StatusOK, nil) }

func (v *visit) documentsWith(status int, why error) error {
	c, err := ask(v, app.PortalContact, paper.ContactIn{})
	if err != nil {
		return err
	}
	d, err := ask(v, app.PortalDetails, portal.DetailsIn{})
	if err != nil {
		return err
	}
	p := documentsPage{Key: v.key(), Reach: v.reach(c, d)}
	p.Known = v.facts("portal.details.name", d.Name, "portal.details.number", d.Customer, "portal.details.address", d.Address().Line(),
		"portal.details.country", words.Country(v.view.Lang, d.Country), "portal.details.legal_id", d.LegalID, "portal.details.tax_id", d.TaxID,
		"portal.details.language", v.say("portal.language."+string(d.Language)))
	p.Gets = v.gets(d)
	if d.Bounced {
		p.Warning = v.say("portal.details.bounced", "email", d.Email)
	}
	for _, x := range d.People {
		name := v.say("portal.details.person")
		if x.Group {
			name = v.say("portal.details.person.group")
		}
		p.People = append(p.People, ui.Fact{Name: name, Text: x.Email})
	}
	for _, a := range d.Addresses {
		p.Places = append(p.Places, ui.Fact{Name: a.Code, Text: joined(a.Name, a.Address().From(d.Country, v.view.Lang), ", ")})
	}
	v.correction(&p, why)
	return v.status(status, v.say("portal.documents"), documentsBody(p))
}

// reach is how the company is reached, and who looks after the customer there.
func (v *visit) reach(c paper.Contact, d portal.Details) []ui.Fact {
	out := v.facts("portal.contact.name", c.Name, "portal.contact.address", c.Address, "portal.contact.phone", c.Phone)
	if c.Email != "" {
		out = append(out, ui.Fact{Name: v.say("portal.contact.email"), Text: c.Email, Href: "mailto:" + c.Email})
	}
	out = append(out, v.facts("portal.contact.website", c.Website)...)
	for _, f := range d.Followers {
		who := ui.Fact{Name: v.say("portal.contact.person"), Text: f.Name}
		if f.Email != "" {
			who.Text, who.Href = f.Email, "mailto:"+f.Email
		}
		out = append(out, who)
	}
	return out
}

// gets says who gets what, and how.
func (v *visit) gets(d portal.Details) []ui.Fact {
	to := func(way string) string {
		if way == party.ByMail {
			return d.Email
		}
		return v.say("portal.details.way." + way)
	}
	return v.facts("portal.details.invoices", to(d.Invoices), "portal.details.reminders", to(d.Reminders))
}

// facts are those of names and texts that have one.
func (v *visit) facts(pairs ...string) (out []ui.Fact) {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			out = append(out, ui.Fact{Name: v.say(pairs[i]), Text: pairs[i+1]})
		}
	}
	return out
}

// joined is two texts with something between them where there are both.
func joined(a, b, between string) string {
	if a == "" || b == "" {
		between = ""
	}
	return a + between + b
}

// correction is the form to ask for one, with what was typed and what is wrong.
func (v *visit) correction(p *documentsPage, why error) {
	p.About = ui.Input{Name: "about", Label: v.say("portal.correct.about"), Kind: "select", Required: true, Value: v.r.PostFormValue("about")}
	for _, about := range note.Abouts {
		p.About.Options = append(p.About.Options, ui.Option{Value: about, Text: v.say("portal.correct." + about)})
	}
	p.Note = ui.Input{Name: "note", Label: v.say("portal.correct.note"), Kind: "text", Required: true, Value: v.r.PostFormValue("note"), Hint: v.say("portal.correct.note.hint")}
	r, no := refuse.As(why)
	if !no {
		return
	}
	for _, f := range r.Fields {
		text := v.app.Say(v.view.Lang, &refuse.Refusal{Code: f.Code, Args: f.Args, Kind: r.Kind})
		for _, in := range []*ui.Input{&p.About, &p.Note} {
			if strings.HasPrefix(f.Pointer, "/"+in.Name) {
				in.Errors = append(in.Errors, text)
				p.Problems = append(p.Problems, ui.Problem{Field: in.Name, Text: text})
			}
		}
	}
	if len(p.Problems) == 0 {
		p.Problems = []ui.Problem{{Text: v.app.Say(v.view.Lang, r)}}
	}
}

// correct asks for a correction: a person of the company makes it.
func (v *visit) correct() error {
	err := do(v, app.AskCorrection, note.Correction{About: v.r.PostFormValue("about"), Note: v.r.PostFormValue("note")})
	if r, no := refuse.As(err); no && r.Kind == refuse.Invalid {
		return v.documentsWith(r.Kind.Status(), err)
	}
	if err != nil {
		return err
	}
	return v.to("/portal/documents?done=correction")
}
