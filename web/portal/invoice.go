package portal

import (
	"net/http"
	"net/url"
	"strconv"

	"encaisse/app"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/invoice"
	"encaisse/o2c/portal"
	"encaisse/o2c/receivable"
	"encaisse/web/ui"
)

// invoices is the list of all documents.
func (v *visit) invoices() error {
	return listed(v, list[portal.InvoiceRow]{name: "invoices", states: []string{"open", "late", "paid", "credit"}, done: []string{"open", "late"}, find: "portal.find.number_or_yours",
		columns: []ui.Column{{Name: v.say("portal.col.number"), Grow: true}, {Name: v.say("portal.col.your_order")}, {Name: v.say("portal.col.issued")},
			{Name: v.say("portal.col.due")}, {Name: v.say("portal.col.state")}, {Name: v.say("portal.col.total"), Num: true, Key: true}},
		rows: func(c chosen) (db.Page[portal.InvoiceRow], error) {
			return ask(v, app.PortalInvoices, portal.InvoicesIn{Paging: c.Paging, Q: c.q, State: c.state})
		},
		line: func(i portal.InvoiceRow) ui.Line {
			state, left := v.billState(i), ""
			if i.Late.Minor > 0 && i.Open.Minor < i.Total.Minor {
				left = v.say("portal.state.part", "left", i.Open)
			}
			stands := ui.Cell{State: &state, Small: left}
			if i.Replaced != "" { // by one that leads there
				stands = ui.Cell{Text: state.Text, Href: "/portal/invoices/" + url.PathEscape(i.Replaced)}
			}
			return ui.Line{ID: i.ID, Cells: []ui.Cell{{Text: i.Number, Href: "/portal/invoices/" + i.ID, Small: v.say("portal.type." + i.Type)}, {Text: i.YourOrder, Soft: true},
				{Text: ui.Day(v.ctx, i.IssuedOn)}, {Text: ui.Day(v.ctx, i.DueOn)}, stands, {Text: ui.Money(v.ctx, i.Total)}}}
		},
		next: ui.Link{Href: "/portal/shop", Text: v.say("portal.shop")}})
}

func (v *visit) billState(i portal.InvoiceRow) ui.State {
	switch {
	case i.Type == invoice.CreditNote:
		return ui.State{Icon: "left", Text: v.say("portal.type.381")}
	case i.Replaced != "":
		return ui.State{Icon: "done", Text: v.say("portal.state.replaced", "number", i.Replaced)}
	case i.Filed:
		return ui.State{Tone: "warn", Icon: "stop", Text: v.say("portal.state.filed")}
	case i.Open.Minor <= 0:
		return ui.State{Tone: "ok", Icon: "check", Text: v.say("portal.state.paid")}
	case i.Late.Minor > 0: // as on the first page: what is contested is not
		return ui.State{Tone: "alert", Icon: "warn", Text: v.say("portal.state.late", "days", ui.Days(v.ctx, int(i.Days)))}
	case i.Open.Minor < i.Total.Minor:
		return ui.State{Tone: "warn", Icon: "half", Text: v.say("portal.state.part", "left", i.Open)}
	}
	return ui.State{Icon: "ring", Text: v.say("portal.state.open")}
}

// invoicePage is one document, what is to be paid of it, and the way to contest it.
type invoicePage struct {
	Head     ui.Heading
	Facts    []ui.Fact
	ID, Key  string
	Lines    []billLine
	Pay      string // to pay, "" for nothing
	Can      bool
	Contest  bool // something is open that is not contested
	Reasons  []ui.Option
	Disputes []ui.Fact
	Running  []ui.Fact
	Problems []ui.Problem
	Ticked   map[string]bool
	Later    bool
}

type billLine struct {
	N                           string
	SKU, Name, Quantity, Amount string
	Left                        bool
}

func (v *visit) invoice() error { return v.invoiceWith(http.StatusOK, nil) }

func (v *visit) invoiceWith(status int, why error) error {
	in := portal.InvoiceIn{Invoice: v.r.PathValue("id")}
	i, err := ask(v, app.PortalInvoice, in)
	if err != nil {
		return err
	}
	p := invoicePage{ID: i.ID, Key: v.key(), Can: v.options.Till != nil, Ticked: map[string]bool{}}
	p.Head = ui.Heading{Title: v.say("portal.type."+i.Type) + " " + i.Number, Sub: v.say("portal.issued", "day", ui.Day(v.ctx, i.IssuedOn))}
	if v.guest.Document == 0 {
		p.Head.Crumbs = []ui.Link{{Href: "/portal/invoices", Text: v.say("portal.invoices")}}
	}
	p.Facts = []ui.Fact{{Name: v.say("portal.col.due"), Text: ui.Day(v.ctx, i.DueOn)}, {Name: v.say("portal.net"), Text: ui.Money(v.ctx, i.Net)}, {Name: v.say("portal.tax"), Text: ui.Money(v.ctx, i.Tax)},
		{Name: v.say("portal.total"), Text: ui.Money(v.ctx, i.Total), Total: true}}
	for _, d := range i.Prepaid {
		less := money.Money{Minor: -d.Amount.Minor, Currency: d.Amount.Currency}
		p.Facts = append(p.Facts, ui.Fact{Name: v.say("portal.prepaid."+i.Type, "number", d.Number), Text: ui.Money(v.ctx, less)})
	}
	if i.YourOrder != "" {
		p.Facts = append([]ui.Fact{{Name: v.say("portal.col.your_order"), Text: i.YourOrder}}, p.Facts...)
	}
	for _, l := range i.Lines {
		p.Lines = append(p.Lines, billLine{strconv.FormatInt(l.N, 10), l.SKU, l.Name, ui.Number(v.ctx, l.Quantity), ui.Money(v.ctx, l.Net), l.Left > 0 && l.Net.Minor > 0})
	}
	if i.Due != nil {
		v.owed(i, &p)
	}
	if i.Replaced != "" {
		p.Head.State = &ui.State{Icon: "done", Text: v.say("portal.state.replaced", "number", i.Replaced)}
		p.Facts = append(p.Facts, ui.Fact{Name: v.say("portal.replaced_by"), Text: i.Replaced, Href: "/portal/invoices/" + url.PathEscape(i.Replaced)})
	}
	for _, d := range i.Disputes {
		p.Disputes = append(p.Disputes, ui.Fact{Name: v.say("portal.reason."+d.Reason) + ", " + v.say("portal.dispute."+d.State), Text: ui.Money(v.ctx, d.Amount)})
	}
	for _, c := range i.Checkouts {
		p.Running = append(p.Running, ui.Fact{Name: v.say("portal.checkout." + c.State), Text: ui.Money(v.ctx, c.Amount), Href: "/portal/checkouts/" + c.ID})
	}
	for _, n := range v.r.PostForm["line"] {
		p.Ticked[n] = true
	}
	if why != nil {
		p.Problems = []ui.Problem{{Text: v.app.Say(v.view.Lang, why)}}
	}
	return v.status(status, p.Head.Title, invoiceBody(p))
}

// owed is the part of the page about what is to be paid still.
func (v *visit) owed(i portal.InvoiceOut, p *invoicePage) {
	row := v.due(*i.Due)
	p.Head.State = &row.State
	if row.Note != "" {
		p.Head.Sub += " · " + row.Note
	}
	if i.Due.ToPay.Minor > 0 {
		p.Pay = ui.Money(v.ctx, i.Due.ToPay)
		p.Facts = ui.LastTotal(append(p.Facts, ui.Fact{Name: v.say("portal.to_pay"), Text: p.Pay, Total: true}))
	}
	p.Later = i.Due.Kind == "invoice" && i.Due.ToPay.Minor > 0
	if p.Contest = i.Due.Open.Minor > i.Due.Disputed.Minor && i.Due.Kind == "invoice"; p.Contest {
		for _, r := range receivable.Reasons {
			p.Reasons = append(p.Reasons, ui.Option{Value: r, Text: v.say("portal.reason." + r)})
		}
	}
}

// contest opens a dispute about the lines ticked, or an amount, or all.
func (v *visit) contest() error {
	if err := v.r.ParseForm(); err != nil {
		return refuse.New(refuse.BadRequest, "input.invalid")
	}
	i, err := ask(v, app.PortalInvoice, portal.InvoiceIn{Invoice: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	in := portal.NewDispute{Invoice: i.ID, Reason: v.r.PostFormValue("reason")}
	for _, n := range v.r.PostForm["line"] {
		for _, l := range i.Lines {
			if strconv.FormatInt(l.N, 10) == n {
				in.Lines = append(in.Lines, invoice.Part{N: l.N, Quantity: l.Left})
			}
		}
	}
	if text := v.r.PostFormValue("amount"); text != "" {
		amount, err := money.ParseDecimal(words.Untyped(text))
		if err != nil {
			return v.invoiceWith(http.StatusUnprocessableEntity, refuse.New(refuse.Invalid, "input.number"))
		}
		in.Amount, in.Lines = &amount, nil
	}
	if in.Amount == nil && len(in.Lines) == 0 && v.r.PostFormValue("whole") == "" {
		return v.invoiceWith(http.StatusUnprocessableEntity, refuse.New(refuse.Invalid, "portal.contest_what"))
	}
	err = do(v, app.ContestOwn, in)
	if r, no := refuse.As(err); no && (r.Kind == refuse.Invalid || r.Kind == refuse.Conflict) {
		return v.invoiceWith(r.Kind.Status(), err)
	}
	if err != nil {
		return err
	}
	return v.to("/portal/invoices/" + i.ID + "?done=contested")
}

// disputes lists what is contested.
func (v *visit) disputes() error {
	return listed(v, list[portal.DisputeRow]{name: "disputes", states: []string{"open", "answered"}, done: []string{"open"}, find: "portal.find.invoice",
		columns: []ui.Column{{Name: v.say("portal.col.invoice"), Grow: true}, {Name: v.say("portal.col.reason")}, {Name: v.say("portal.col.opened")}, {Name: v.say("portal.col.state")},
			{Name: v.say("portal.col.credited"), Num: true}, {Name: v.say("portal.col.contested"), Num: true, Key: true}},
		rows: func(c chosen) (db.Page[portal.DisputeRow], error) {
			return ask(v, app.PortalDisputes, portal.DisputesIn{Paging: c.Paging, Q: c.q, State: c.state})
		},
		line: func(d portal.DisputeRow) ui.Line {
			state := disputeState(d.State)
			state.Text = v.say("portal.dispute." + d.State)
			number := ui.Cell{Text: d.Number}
			if d.Invoice != "" {
				number.Href = "/portal/invoices/" + d.Invoice
			}
			return ui.Line{ID: d.ID, Cells: []ui.Cell{number, {Text: v.say("portal.reason." + d.Reason)}, {Text: ui.Day(v.ctx, d.OpenedOn)},
				{State: &state}, {Text: ui.Money(v.ctx, d.Credited)}, {Text: ui.Money(v.ctx, d.Amount)}}}
		},
		next: ui.Link{Href: "/portal/invoices", Text: v.say("portal.invoices")}})
}

func disputeState(s string) ui.State {
	switch s {
	case receivable.DisputeOpen, receivable.DisputeInReview:
		return ui.State{Tone: "go", Icon: "clock"}
	case receivable.DisputeAccepted, receivable.DisputePartly:
		return ui.State{Tone: "ok", Icon: "check"}
	}
	return ui.State{Icon: "ring"}
}
