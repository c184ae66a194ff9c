package web

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"encaisse/app"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/dunning"
	letters "encaisse/o2c/letter"
	"encaisse/o2c/seller"
	"encaisse/web/ui"
)

// company is the company as its documents show it.
func (v *visit) company() error { return v.companyWith(nil) }

// companyWith is the page with why its logo was not taken.
func (v *visit) companyWith(why error) error {
	e, err := ask(v, app.ShowEntity, seller.ByID{ID: v.entity().ID.Text(seller.Prefix)})
	if err != nil {
		return err
	}
	head, err := ask(v, app.ShowHead, seller.ByID{ID: e.ID})
	if err != nil {
		return err
	}
	p := settingsPage{Head: v.settingsHead(v.say("web.company"), e.Name)}
	for _, w := range e.Warnings {
		p.Notices = append(p.Notices, notice{"warn", "warn", v.app.Texts.Say(v.view.Lang, w), v.say("web.company.lacks")})
	}
	fact := func(field, text string) ui.Fact {
		if text == "" {
			text = v.say("web.company.none")
		}
		return ui.Fact{Name: v.say("web.field." + field), Text: text}
	}
	who := section{ID: "who", Title: v.say("web.company.who"), Facts: []ui.Fact{fact("name", e.Name), fact("legal_id", e.LegalID), fact("tax_id", e.TaxID), fact("street", e.Street),
		fact("city", words.Address{Postcode: e.Postcode, City: e.City, Region: e.Region, Country: e.Country}.Town()), fact("country", words.Country(v.view.Lang, e.Country)), fact("currency", string(e.Currency)), fact("send_by", v.say("web.enum."+e.SendBy)), fact("deposit_form", v.say("web.enum."+e.DepositForm))}}
	bank := section{ID: "bank", Title: v.say("web.company.bank"), Sub: v.say("web.company.bank.by_two"), Facts: []ui.Fact{fact("iban", words.Fours(e.IBAN))}}
	if e.IBAN == "" || e.BankAccount != "" {
		bank.Facts = append(bank.Facts, fact("bank_account", e.BankAccount))
	}
	if e.Country == "CA" {
		bank.Facts = append(bank.Facts, fact("interac", e.Interac))
	}
	bank.Facts = append(bank.Facts, fact("cheques", v.say("web.enum."+e.Cheques)))
	letters := section{ID: "letterhead", Title: v.say("web.company.letterhead"), Sub: v.say("web.company.letterhead.what"), Facts: []ui.Fact{fact("form", head.Form), fact("capital", head.Capital), fact("register", head.Register),
		fact("phone", head.Phone), fact("email", head.Email), fact("website", head.Website), fact("closing", head.Closing)}}
	if v.mayDo("entity.describe") {
		who.Links = []ui.Link{{Href: "/do/entity.describe?" + url.Values{"id": {e.ID}, "name": {e.Name}, "legal_id": {e.LegalID}, "tax_id": {e.TaxID}, "street": {e.Street}, "postcode": {e.Postcode}, "city": {e.City}, "iban": {e.IBAN}, "bank_account": {e.BankAccount}, "interac": {e.Interac}, "cheques": {e.Cheques}, "send_by": {e.SendBy}, "deposit_form": {e.DepositForm}, "back": {"/settings/company"}}.Encode(), Text: v.say("web.do.entity.describe")}}
		bank.Links = []ui.Link{{Href: who.Links[0].Href + "#f-" + paidTo(e), Text: v.say("web.company.bank.change")}}
	}
	if v.mayDo("entity.letterhead") {
		letters.Links = []ui.Link{{Href: "/do/entity.letterhead?" + url.Values{"id": {e.ID}, "form": {head.Form}, "capital": {head.Capital}, "register": {head.Register}, "phone": {head.Phone}, "email": {head.Email},
			"website": {head.Website}, "closing": {head.Closing}, "back": {"/settings/company"}}.Encode(), Text: v.say("web.do.entity.letterhead")}}
	}
	logo, err := v.logoSection(e)
	if err != nil {
		return err
	}
	p.Main = []section{who, letters}
	p.Side = []section{logo, bank, {ID: "more", Title: v.say("web.company.more"), Text: v.say("web.company.more.why"), Links: v.linksTo("/settings/taxes", "web.taxes", "/settings/series", "web.series")}}
	return v.settled(p, why)
}

// paidTo is the field that says where money goes: an IBAN, or an account where
// banks have none.
func paidTo(e seller.View) string {
	if e.Country == "CA" || e.Country == "US" {
		return "bank_account"
	}
	return "iban"
}

// series are the legal numbers: how far each series is.
func (v *visit) series() error {
	list, err := ask(v, app.ListSeries, seller.None{})
	if err != nil {
		return err
	}
	p := settingsPage{Head: v.settingsHead(v.say("web.series"), v.say("web.series.what"))}
	g := ui.Grid{Caption: v.say("web.series"), Columns: []ui.Column{{Name: v.say("web.col.series"), Grow: true}, {Name: v.say("web.col.year")}, {Name: v.say("web.col.given"), Num: true}, {Name: v.say("web.col.next_number")}, {Name: v.say("web.col.last_on")}, {Name: v.say("web.col.gaps"), Key: true}}}
	for _, s := range list {
		year, name := v.say("web.series.ever"), s.Name
		if s.Year != 0 {
			year = strconv.FormatInt(s.Year, 10)
		}
		if key := "web.series." + s.Name; sentences.Has(key) {
			name = v.say(key)
		}
		state := ui.State{Tone: "ok", Icon: "done", Text: v.say("web.series.whole")}
		if s.Gaps != 0 {
			state = ui.State{Tone: "alert", Icon: "stop", Text: v.say("web.series.gaps", "n", s.Gaps)}
		}
		line := ui.Line{ID: s.Prefix, Cells: []ui.Cell{{Text: name, Small: s.Prefix}, {Text: year}, {Text: ui.Number(v.ctx, s.Last)}, {Text: fmt.Sprintf("%s%06d", s.Prefix, s.Next)}, {Text: v.dayOr(s.LastOn), Soft: true}, {}}}
		if s.Issued > 0 {
			line.Cells[5] = ui.Cell{State: &state}
		}
		g.Lines = append(g.Lines, line)
	}
	s := section{ID: "all", Title: v.say("web.series.all"), Sub: v.say("web.series.law"), Grid: &g}
	if len(list) == 0 {
		s.Empty = &ui.EmptyPage{Kind: ui.Nothing, Title: v.say("web.series.none"), Text: v.say("web.series.none.why")}
	}
	p.Main = []section{s}
	return v.settled(p, nil)
}

// taxTables are the dated rates and sentences that documents use.
func (v *visit) taxTables() error {
	e := v.entity()
	rates, err := ask(v, app.TaxTable, seller.TableIn{Country: e.Country})
	if err != nil {
		return err
	}
	mentions, err := ask(v, app.ListMentions, seller.MentionsIn{Country: e.Country})
	if err != nil {
		return err
	}
	states, err := ask(v, app.ListTaxRates, seller.RateFilter{})
	if err != nil {
		return err
	}
	p := settingsPage{Head: v.settingsHead(v.say("web.taxes"), v.say("web.taxes.what"))}
	g := ui.Grid{Caption: v.say("web.taxes.rates"), Columns: []ui.Column{{Name: v.say("web.col.tax"), Grow: true}, {Name: v.say("web.col.rate"), Num: true, Key: true}, {Name: v.say("web.col.since")}, {Name: v.say("web.col.state")}, {Name: v.say("web.col.source")}}}
	for i, r := range rates {
		state := ui.State{Icon: "clock", Text: v.say("web.tax.was")}
		switch {
		case r.Now:
			state = ui.State{Tone: "ok", Icon: "done", Text: v.say("web.tax.now")}
		case r.From > v.today():
			state = ui.State{Tone: "go", Icon: "clock", Text: v.say("web.tax.soon")}
		}
		class := r.Class
		if key := "web.enum." + r.Class; sentences.Has(key) {
			class = v.say(key)
		}
		g.Lines = append(g.Lines, ui.Line{ID: strconv.Itoa(i), Cells: []ui.Cell{{Text: r.Tax + " · " + class, Small: r.Place}, {Text: v.say("web.threshold.percent", "n", r.Rate)}, {Text: ui.Day(v.ctx, r.From), Soft: true}, {State: &state}, {Text: r.Source, Soft: true}}})
	}
	m := ui.Grid{Caption: v.say("web.taxes.mentions"), Columns: []ui.Column{{Name: v.say("web.col.mention"), Grow: true}, {Name: v.say("web.col.since")}, {Name: v.say("web.col.law"), Key: true}}}
	for _, x := range mentions.Items {
		m.Lines = append(m.Lines, ui.Line{ID: x.Name, Cells: []ui.Cell{{Text: x.Text}, {Text: ui.Day(v.ctx, x.From), Soft: true}, {Text: x.Law, Soft: true}}})
	}
	p.Main = []section{{ID: "rates", Title: v.say("web.taxes.rates"), Sub: v.say("web.taxes.dated"), Grid: &g}, {ID: "mentions", Title: v.say("web.taxes.mentions"), Sub: v.say("web.taxes.mentions.what"), Grid: &m}}
	u := section{ID: "states", Title: v.say("web.taxes.states"), Sub: v.say("web.taxes.states.what"), Links: v.linksTo("/imports/new", "web.import")}
	ug := ui.Grid{Caption: v.say("web.taxes.states"), Columns: []ui.Column{{Name: v.say("web.col.place"), Grow: true}, {Name: v.say("web.col.rate"), Num: true, Key: true}, {Name: v.say("web.col.since")}}}
	for _, x := range states.Items {
		ug.Lines = append(ug.Lines, ui.Line{ID: x.ID, Cells: []ui.Cell{{Text: x.State + " " + x.Postcode}, {Text: v.say("web.threshold.percent", "n", x.Rate)}, {Text: ui.Day(v.ctx, x.From), Soft: true}}})
	}
	if u.Grid = &ug; len(states.Items) > 0 || e.Country == "US" {
		p.Main = append(p.Main, u)
	}
	return v.settled(p, nil)
}

var (
	mailTemplates = []string{dunning.Courtesy, dunning.Friendly, dunning.Firm, dunning.Notice, dunning.Final}
	mailLanguages = []string{"fr", "en"}
)

// mails are the messages that customers get, as they will read them.
func (v *visit) mails() error { return v.mailsWith(v.r.URL.Query(), nil) }

// mailTried sends an example to who looks at it.
func (v *visit) mailTried() error {
	q := v.r.PostForm
	_, err := command(v, app.TryMail, q.Get("key"), letters.ToTry{Template: q.Get("template"), Language: q.Get("language"), Customer: q.Get("customer")})
	if refused(err) {
		return v.mailsWith(q, err)
	}
	if err != nil {
		return err
	}
	return v.to("/settings/mails?template=" + queried(q.Get("template")) + "&language=" + queried(q.Get("language")) + "&customer=" + queried(q.Get("customer")) + "&done=do")
}

// mailsWith is the page with why an example was not sent.
func (v *visit) mailsWith(q url.Values, why error) error {
	in := dunning.SpecimenIn{Template: q.Get("template"), Language: q.Get("language"), Customer: q.Get("customer")}
	if !slices.Contains(mailTemplates, in.Template) {
		in.Template = dunning.Friendly
	}
	if !slices.Contains(mailLanguages, in.Language) {
		in.Language = ""
	}
	p := settingsPage{Head: v.settingsHead(v.say("web.mails"), v.say("web.mails.what"))}
	for _, t := range mailTemplates {
		p.Tabs = append(p.Tabs, ui.Tab{Href: "/settings/mails?template=" + t + "&language=" + in.Language + "&customer=" + queried(in.Customer), Text: v.say("web.template." + t), On: t == in.Template})
	}
	f := settingForm{Get: true, Path: "/settings/mails", Hidden: []ui.Option{{Value: "template", Text: in.Template}}, Fields: []ui.Input{
		{Name: "language", Label: v.say("web.field.language"), Kind: "select", Value: in.Language, Options: []ui.Option{{Value: "fr", Text: "Français"}, {Value: "en", Text: "English"}}, Hint: v.say("web.mails.language")},
		{Name: "customer", Label: v.say("web.field.customer"), Value: in.Customer, Hint: v.say("web.mails.customer")}},
		Buttons: []settingButton{{Value: "show", Text: v.say("web.mails.show"), Icon: "eye", Primary: true}}}
	out, err := ask(v, app.Specimen, in)
	if err != nil && !refused(err) {
		return err
	}
	s := section{ID: "letter", Title: v.say("web.template." + in.Template)}
	if err == nil {
		l := lettered(out.To, out.Language, out.Letter.Subject, out.Letter.Text)
		s.Sub, s.Letter = v.say("web.mails.of", "name", out.Name, "number", out.Customer), &l
		if v.may(app.TryMail.Entry) {
			s.Forms = []settingForm{{Path: "/settings/mails", Hidden: []ui.Option{v.once(), {Value: "template", Text: in.Template}, {Value: "language", Text: in.Language}, {Value: "customer", Text: in.Customer}},
				Buttons: []settingButton{{Value: "try", Text: v.say("web.mails.try"), Icon: "mail"}}}}
		}
	} else if r, _ := refuse.As(err); r.Kind == refuse.Conflict {
		s.Empty, err = &ui.EmptyPage{Kind: ui.Nothing, Title: v.say("web.mails.none"), Text: v.app.Say(v.view.Lang, err)}, nil
	}
	if refuse.Code(err) == "party.unknown" {
		err = refuse.New(refuse.Invalid, "input.invalid").At("/customer", "party.unknown", "customer", in.Customer)
	}
	p.Main = []section{s}
	p.Side = []section{{ID: "which", Title: v.say("web.mails.which"), Forms: []settingForm{f}}, {ID: "kept", Title: v.say("web.mails.words"), Text: v.say("web.mails.words.why"), Links: v.linksTo("/settings/dunning", "web.dunning_plan")}}
	if why != nil {
		err = why
	}
	return v.settled(p, err)
}
