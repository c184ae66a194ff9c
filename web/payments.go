package web

import (
	"cmp"
	"fmt"

	"encaisse/app"
	"encaisse/o2c/listing"
	"encaisse/o2c/payment"
	"encaisse/web/ui"
)

var paymentList = list{
	path: "/payments", title: "web.payments", keys: "payments",
	views:   []string{"m-all", "m-unapplied", "m-unknown", "m-returned"},
	filters: []string{"customer", "from", "to"},
	columns: []column{{key: "payer", grow: true}, {key: "received_on"}, {key: "reference"}, {key: "state"}, {key: "left", num: true}, {key: "amount", num: true, sum: true}},
	rows:    paymentRows,
	create:  "payment.receive",
}

func (v *visit) payments() error { return paymentList.draw(v) }

func paymentRows(v *visit, q query) (rows, error) {
	out, err := ask(v, app.PaymentRows, listing.PaymentsIn{Paging: q.paging, View: stateOf(q.view), Customer: q.customer, From: q.from, To: q.to})
	if err != nil {
		return rows{}, err
	}
	r := rows{next: out.Next, sums: out.Sums, count: counted(out.Sums), many: out.Beyond}
	for _, p := range out.Items {
		name, number := p.Name, p.Customer
		if p.Customer == "" {
			name, number = v.say("web.unknown_payer", "name", p.Name), ""
		}
		state := v.paymentState(p.Returned, p.Unapplied.Minor == 0, p.Unapplied == p.Amount)
		r.lines = append(r.lines, row{id: p.ID, currency: p.Amount.Currency, cells: map[string]cell{
			"payer":       {ui.Cell{Text: name, Small: number, Href: "/payments/" + escape(p.ID)}, cmp.Or(p.Customer+" ", "") + p.Name},
			"received_on": {ui.Cell{Text: ui.Day(v.ctx, p.ReceivedOn)}, p.ReceivedOn},
			"reference":   {ui.Cell{Text: p.Reference, Soft: true}, p.Reference},
			"state":       {ui.Cell{State: &state}, state.Text},
			"left":        {ui.Cell{Text: ui.Money(v.ctx, p.Unapplied), Soft: p.Unapplied.Minor == 0}, p.Unapplied},
			"amount":      {ui.Cell{Text: ui.Money(v.ctx, p.Amount)}, p.Amount},
		}})
	}
	return r, nil
}

func (v *visit) paymentState(returned, used, whole bool) ui.State {
	switch {
	case returned:
		return ui.State{Tone: "alert", Icon: "undo", Text: v.say("web.money.returned")}
	case used:
		return ui.State{Tone: "ok", Icon: "done", Text: v.say("web.money.applied")}
	case whole:
		return ui.State{Tone: "warn", Icon: "ring", Text: v.say("web.money.unapplied")}
	}
	return ui.State{Tone: "go", Icon: "half", Text: v.say("web.money.partially_applied")}
}

// payment is the record of a receipt: what it paid, what is left, how it was
// found.
func (v *visit) payment() error {
	y, err := ask(v, app.ShowPayment, payment.ByID{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	facts, err := ask(v, app.PaymentFacts, payment.ByID{ID: y.ID})
	if err != nil {
		return err
	}
	state := v.paymentState(y.State == "returned", y.Unapplied.Minor == 0, y.Unapplied == y.Amount)
	if y.State == "refunded" {
		state = ui.State{Tone: "ok", Icon: "undo", Text: v.say("web.money.refunded")}
	}
	title := v.say("web.payment.of", "amount", y.Amount)
	of := about2("payment", y.ID)
	p := recordPage{Head: ui.Heading{Title: title, Sub: y.Reference, State: &state, Crumbs: []ui.Link{{Href: "/payments", Text: v.say("web.payments")}}}, Grid: v.paid(y), Moments: v.happened(facts),
		Side: ui.Link{Text: v.say("web.unknown_payer", "name", y.Payer)}, Facts: []ui.Fact{{Name: v.say("web.col.received_on"), Text: v.dayOr(y.ReceivedOn)}}}
	if y.Customer != nil {
		p.Side = ui.Link{Href: v.link2("/customers/{id}", "/customers/"+escape(*y.Customer)), Text: y.Name}
		p.Head.Crumbs = append(p.Head.Crumbs, ui.Link{Href: "/payments?customer=" + escape(*y.Customer), Text: y.Name})
	}
	add := func(name, text string, shown bool) {
		if shown {
			p.Facts = append(p.Facts, ui.Fact{Name: v.say(name), Text: text})
		}
	}
	add("web.col.payer", y.Payer, y.Payer != "" && y.Customer != nil)
	add("web.field.fee", ui.Money(v.ctx, y.Fee), y.Fee.Minor != 0)
	add("web.apply.applied", ui.Money(v.ctx, y.Applied), true)
	add("web.money.written_off", ui.Money(v.ctx, y.WrittenOff), y.WrittenOff.Minor != 0)
	add("web.money.kept", ui.Money(v.ctx, y.Kept), y.Kept.Minor != 0)
	add("web.money.refunded", ui.Money(v.ctx, y.Refunded), y.Refunded.Minor != 0)
	p.Facts = append(p.Facts, ui.Fact{Name: v.say("web.col.left"), Text: ui.Money(v.ctx, y.Unapplied), Total: true})
	if y.State != "returned" {
		p.Actions = v.actions(of, "payment.return")
	}
	if y.Unapplied.Minor > 0 && y.State != "returned" {
		p.Actions = append(p.Actions, v.actions(of, "payment.refund")...)
		if v.opens("/apply") {
			p.Next = &ui.NextAction{Title: v.say("web.next.apply"), Why: v.say("web.left_of", "amount", y.Unapplied), Href: "/apply?payment=" + escape(y.ID), Icon: "check", Label: v.say("web.apply.do"), Key: "A"}
		}
	}
	if len(p.Grid.Lines) == 0 {
		p.Empty = &ui.EmptyPage{Kind: ui.Nothing, Title: v.say("web.empty.paid"), Text: v.say("web.empty.paid.why")}
	}
	return v.show(title, recordBody(p))
}

// paid are the invoices that a receipt settles, each to be undone.
func (v *visit) paid(y payment.View) ui.Grid {
	g := ui.Grid{Caption: v.say("web.paid"), Columns: []ui.Column{{Name: v.say("web.col.number"), Grow: true}, {Name: v.say("web.col.day")}, {Name: v.say("web.col.amount"), Num: true, Key: true}}}
	undo := v.mayDo("payment.unapply")
	if undo {
		g.Columns = append(g.Columns, ui.Column{Name: v.say("web.col.act")})
	}
	for n, i := range y.Invoices {
		l := ui.Line{ID: fmt.Sprint(n), Cells: []ui.Cell{{Text: i.Number, Href: v.invoiceLink(i.Number)}, {Text: ui.Day(v.ctx, i.AppliedOn)}, {Text: ui.Money(v.ctx, i.Amount)}}}
		if undo {
			l.Cells = append(l.Cells, ui.Cell{Text: v.say("web.undo"), Href: actions["payment.unapply"].href("payment.unapply", about{"payment": y.ID, "invoice": i.Number})})
		}
		g.Lines = append(g.Lines, l)
	}
	return g
}
