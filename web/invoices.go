package web

import (
	"encaisse/app"
	"encaisse/base/money"
	"encaisse/o2c/listing"
	"encaisse/web/ui"
)

var invoiceList = list{
	path: "/invoices", title: "web.invoices", keys: "invoices",
	views:   []string{"all", "invoices", "credits", "deposits", "open", "overdue"},
	filters: []string{"customer", "from", "to"},
	columns: []column{{key: "number", sort: byAge}, {key: "customer", grow: true}, {key: "issued", sort: byAge}, {key: "due"}, {key: "state"}, {key: "total", num: true, sort: bySize}, {key: "open", num: true, sum: true}},
	rows:    invoiceRows,
	sorts:   documentSorts,
	groups:  []string{"customer", "month", "state"}, grouped: invoiceGroups, stateView: invoiceTypeView,
	mass: []bulk{{command: "invoice.credit", shared: []string{"reason"}}},
}

func (v *visit) invoices() error { return invoiceList.draw(v) }

func invoiceRows(v *visit, q query) (rows, error) {
	out, err := ask(v, app.InvoiceRows, listing.InvoicesIn{Paging: q.paging, View: q.view, Customer: q.customer, From: q.from, To: q.to, Sort: q.sort})
	if err != nil {
		return rows{}, err
	}
	r := rows{next: out.Next, sums: out.Sums, count: counted(out.Sums), many: out.Beyond}
	for _, i := range out.Items {
		r.lines = append(r.lines, v.invoiceRow(i))
	}
	return r, nil
}

func counted(sums []listing.Sum) (n int64) {
	for _, s := range sums {
		n += s.Rows
	}
	return n
}

func (v *visit) invoiceRow(i listing.InvoiceRow) row {
	state := v.invoiceState(i)
	number := cell{ui.Cell{Text: i.Number, Small: v.kindOf(i.Type)}, i.Number}
	if i.Type != "opening" {
		number.Href = v.invoiceLink(i.Number)
	}
	return row{id: i.Number, currency: i.Total.Currency, cells: map[string]cell{
		"number":   number,
		"customer": v.who(i.Name, i.Customer),
		"issued":   {ui.Cell{Text: ui.Day(v.ctx, i.IssuedOn), Soft: true}, i.IssuedOn},
		"due":      {ui.Cell{Text: ui.Day(v.ctx, i.DueOn)}, i.DueOn},
		"state":    {ui.Cell{State: &state}, state.Text},
		"total":    {ui.Cell{Text: ui.Money(v.ctx, i.Total)}, i.Total},
		"open":     {ui.Cell{Text: v.left(i.Open), Soft: i.Open.Minor == 0}, i.Open},
	}}
}

// left is what is left of an amount; nothing is said so.
func (v *visit) left(m money.Money) string { return ui.Money(v.ctx, m) }

// kindOf names what is no ordinary invoice.
func (v *visit) kindOf(typ string) string {
	if typ == "380" {
		return ""
	}
	return v.say("web.type." + typ)
}

// who is a customer in a row: his name leads to his page.
func (v *visit) who(name, number string) cell {
	return cell{ui.Cell{Text: name, Small: number, Href: v.link2("/customers/{id}", "/customers/"+escape(number))}, number + " " + name}
}

// link2 is an address when the screen of a route is for the visitor.
func (v *visit) link2(route, href string) string {
	if !v.opens(route) {
		return ""
	}
	return href
}

// invoiceState is the state of an invoice as people say it: its collection.
func (v *visit) invoiceState(i listing.InvoiceRow) ui.State {
	switch {
	case i.Replaced != "":
		return ui.State{Icon: "done", Text: v.say("web.replaced", "number", i.Replaced)}
	case i.Contested.Minor > 0:
		return ui.State{Tone: "warn", Icon: "scales", Text: v.say("web.disputed")}
	case i.Type == "381" && i.Open.Minor == 0:
		return ui.State{Tone: "ok", Icon: "done", Text: v.say("web.used")}
	case i.Type == "381":
		return ui.State{Icon: "ring", Text: v.say("web.to_use")}
	case i.Open.Minor == 0:
		return ui.State{Tone: "ok", Icon: "done", Text: v.say("web.payment.paid")}
	case i.Late > 30:
		return ui.State{Tone: "alert", Icon: "warn", Text: v.say("web.late_days", "days", i.Late)}
	case i.Late > 0:
		return ui.State{Tone: "warn", Icon: "warn", Text: v.say("web.late_days", "days", i.Late)}
	case i.Open.Minor < i.Total.Minor:
		return ui.State{Tone: "go", Icon: "half", Text: v.say("web.payment.partially_paid")}
	}
	return ui.State{Icon: "ring", Text: v.say("web.not_due")}
}
