package web

import (
	"fmt"
	"slices"

	"encaisse/app"
	"encaisse/o2c/invoice"
	"encaisse/o2c/listing"
	"encaisse/o2c/receivable"
	"encaisse/web/ui"
)

// invoice is the record of an invoice, credit note or deposit invoice.
func (v *visit) invoice() error {
	i, err := ask(v, app.ShowInvoice, invoice.ByID{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	facts, err := ask(v, app.InvoiceFacts, invoice.ByID{ID: i.ID})
	if err != nil {
		return err
	}
	late := 0
	if i.Open.Minor > 0 && i.Type != "381" {
		late = max(v.today().Sub(i.DueOn), 0)
	}
	state := v.invoiceState(listing.InvoiceRow{Type: i.Type, Total: i.Payable, Open: i.Open, Late: late, Replaced: i.Replaced})
	path := "/invoices/" + escape(i.Number)
	title := v.say("web.document."+i.Type, "number", i.Number)
	p := recordPage{
		Head:  ui.Heading{Title: title, State: &state, Crumbs: []ui.Link{{Href: "/invoices", Text: v.say("web.invoices")}, {Href: "/invoices?customer=" + escape(i.Customer), Text: i.Parties.Buyer.Name}}},
		Files: []ui.Link{{Href: path + "/pdf", Text: v.say("web.pdf")}},
		Tabs:  v.tabs(path, map[string]int{"lines": len(sold(i)), "taxes": len(i.Taxes), "dues": len(i.Due)}, "lines", "taxes", "dues"),
		Foot:  ui.LastTotal(append(v.sums(i.Net, i.Tax, i.Total), v.prepaid(i)...)),
		Side:  ui.Link{Href: v.link2("/customers/{id}", "/customers/"+escape(i.Customer)), Text: i.Parties.Buyer.Name},
		Facts: []ui.Fact{{Name: v.say("web.col.customer"), Text: i.Customer}, {Name: v.say("object.order"), Text: i.Order, Href: v.link2("/orders/{id}", "/orders/"+escape(i.Order))},
			{Name: v.say("web.col.issued"), Text: v.dayOr(i.IssuedOn)}, {Name: v.say("web.col.due"), Text: v.dayOr(i.DueOn)}, {Name: v.say("web.col.terms"), Text: receivable.Terms(i.Terms).Describe(v.view.Lang)},
			{Name: v.say("web.col.open"), Text: ui.Money(v.ctx, i.Open), Total: true}},
		Moments: v.happened(facts),
		Noting:  v.notes("invoice", i.Number, path),
	}
	p.Facts = append(p.Facts, v.advanced(i)...)
	p.Facts = slices.DeleteFunc(p.Facts, func(f ui.Fact) bool { return f.Text == "" })
	switch v.part("lines", "taxes", "dues") {
	case "taxes":
		p.Grid = v.taxes(i)
	case "dues":
		p.Grid = v.dues(i)
	default:
		p.Grid = v.invoiceLines(i)
	}
	of := about{"invoice": i.Number, "customer": i.Customer, "open": i.Open.Text()}
	if i.Type != "381" && i.Open.Minor > 0 {
		if late > 0 {
			p.Next = v.next(of, v.say("web.late_since", "days", late, "amount", i.Open), "promise.make", "contact.log", "dispute.open")
		}
		p.Actions = append(v.linesActions(i), v.actions(of, "dispute.open", "dunning.pause", "loss.doubt", "loss.impair", "loss.write_off")...)
	} else if i.Replaced == "" && (i.Type == "380" || i.Type == "384") {
		p.Actions = append(v.linesActions(i), v.actions(of, "loss.recover")...)
	}
	p.Actions = append(p.Actions, v.actions(of, "invoice.send")...)
	return v.show(title, recordBody(p))
}

// advanced is how far a deposit invoice is cashed and used; what is held in another
// currency stands in the books at the rate it came at.
func (v *visit) advanced(i invoice.View) []ui.Fact {
	d := i.Deposit
	if d == nil {
		return nil
	}
	list := []ui.Fact{{Name: v.say("web.col.awaited"), Text: ui.Money(v.ctx, d.Awaited)}, {Name: v.say("web.col.cashed"), Text: ui.Money(v.ctx, d.Cashed)},
		{Name: v.say("web.col.held"), Text: ui.Money(v.ctx, d.Held)}}
	if d.Booked.Currency != d.Held.Currency {
		list = append(list, ui.Fact{Name: v.say("web.col.booked"), Text: ui.Money(v.ctx, d.Booked)})
	}
	return list
}

// prepaid is what deposits paid of a document that says all of the sale, and what is
// left to be paid.
func (v *visit) prepaid(i invoice.View) (list []ui.Fact) {
	for _, l := range i.Lines {
		if l.Prepaid != nil {
			list = append(list, ui.Fact{Name: v.say("web.prepaid."+i.Type, "number", l.Name), Text: ui.Money(v.ctx, *l.Prepaid), Href: v.invoiceLink(l.Name)})
		}
	}
	if len(list) > 0 {
		list = append(list, ui.Fact{Name: v.say("web.payable." + i.Type), Text: ui.Money(v.ctx, i.Payable), Total: true})
	}
	return list
}

// sold are the lines that the totals are the sum of.
func sold(i invoice.View) []invoice.LineView {
	return slices.DeleteFunc(slices.Clone(i.Lines), func(l invoice.LineView) bool { return l.Prepaid != nil })
}

func (v *visit) invoiceLines(i invoice.View) ui.Grid {
	g := ui.Grid{Caption: v.say("web.part.lines"), Columns: []ui.Column{{Name: v.say("web.col.item"), Grow: true}, {Name: v.say("web.col.quantity"), Num: true},
		{Name: v.say("web.col.price"), Num: true}, {Name: v.say("web.col.discount"), Num: true}, {Name: v.say("web.col.credited"), Num: true}, {Name: v.say("web.col.net"), Num: true, Key: true}}}
	for _, l := range sold(i) {
		g.Lines = append(g.Lines, ui.Line{ID: fmt.Sprint(l.N), Cells: []ui.Cell{{Text: l.Name, Small: l.SKU}, {Text: ui.Number(v.ctx, l.Quantity)}, {Text: ui.Number(v.ctx, l.UnitPrice), Small: v.included(l.Stated != nil)},
			{Text: v.discounts(fmt.Sprint(l.Discount))}, {Text: ui.Number(v.ctx, l.Credited), Soft: l.Credited == 0}, {Text: ui.Money(v.ctx, l.Net)}}})
	}
	return g
}

func (v *visit) taxes(i invoice.View) ui.Grid {
	g := ui.Grid{Caption: v.say("web.part.taxes"), Columns: []ui.Column{{Name: v.say("web.col.tax"), Grow: true}, {Name: v.say("web.col.rate"), Num: true}, {Name: v.say("web.col.base"), Num: true}, {Name: v.say("web.col.amount"), Num: true, Key: true}}}
	for n, t := range i.Taxes {
		g.Lines = append(g.Lines, ui.Line{ID: fmt.Sprint(n), Cells: []ui.Cell{{Text: fmt.Sprint(t.Code), Small: t.Reason}, {Text: ui.Percent(v.ctx, t.Rate)}, {Text: ui.Money(v.ctx, t.Base)}, {Text: ui.Money(v.ctx, t.Amount)}}})
	}
	return g
}

func (v *visit) dues(i invoice.View) ui.Grid {
	g := ui.Grid{Caption: v.say("web.part.dues"), Columns: []ui.Column{{Name: v.say("web.col.due"), Grow: true}, {Name: v.say("web.col.amount"), Num: true, Key: true}}}
	for n, d := range i.Due {
		g.Lines = append(g.Lines, ui.Line{ID: fmt.Sprint(n), Cells: []ui.Cell{{Text: ui.Day(v.ctx, d.DueOn)}, {Text: ui.Money(v.ctx, d.Amount)}}})
	}
	return g
}

// linesActions are what may be done to the lines of an invoice: corrected as a
// whole, or credited. One that was replaced stays as it is.
func (v *visit) linesActions(i invoice.View) (out []actionLink) {
	path := "/invoices/" + escape(i.Number)
	if i.Replaced != "" || i.Type == "381" {
		return nil
	}
	if i.Type != "386" && v.opens("/invoices/{id}/correct") {
		out = append(out, actionLink{path + "/correct", "pen", v.say("web.do.invoice.correct")})
	}
	if v.opens("/invoices/{id}/credit") {
		out = append(out, actionLink{path + "/credit", "undo", v.say("web.do.invoice.credit")})
	}
	return out
}
