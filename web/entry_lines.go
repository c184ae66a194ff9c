package web

import (
	"context"
	"fmt"
	"strings"

	"encaisse/app"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/catalog"
	"encaisse/o2c/credit"
	"encaisse/o2c/listing"
	"encaisse/o2c/order"
	"encaisse/web/ui"
)

// paging asks for so many rows.
func paging(n int) db.Paging { return db.Paging{Limit: n} }

// showLines puts what is typed beside what it comes to.
func (v *visit) showLines(p *entryPage, e entry, out *order.View) {
	for i, l := range e.lines {
		line := entryLine{ID: i, N: l.n, SKU: l.sku, Name: l.sku, Quantity: l.quantity, Price: l.price, Discount: l.discount, Errors: map[string]string{}, Old: l.n != "", HadQuantity: l.hadQuantity, HadDiscount: l.hadDiscount}
		if out != nil && i < len(out.Lines) {
			v.priceLine(&line, p.Customer, out.Lines[i], out.Currency)
		}
		p.Lines = append(p.Lines, line)
	}
	if out == nil {
		return
	}
	for i := len(e.lines); i < len(out.Lines); i++ { // the freight that was added
		l := out.Lines[i]
		p.Totals = append(p.Totals, ui.Fact{Name: l.Name, Text: ui.Money(v.ctx, l.Net)})
	}
	p.Totals = append(p.Totals, v.sums(out.Net, out.Tax, out.Total)...)
	p.Hints = out.Hints
}

// priceLine says what a line costs and why, and when its goods can be there.
func (v *visit) priceLine(line *entryLine, customer string, l order.LineView, c money.Currency) {
	line.SKU, line.Name, line.Net, line.Asked = l.SKU, or(l.Name, l.SKU), ui.Money(v.ctx, l.Net), ui.Number(v.ctx, l.UnitPrice)
	line.Trail = v.trail(l.Trail)
	unit := ""
	if l.PriceFrom == catalog.FromManual {
		unit = l.UnitPrice.String()
	}
	q, err := ask(v, app.QuotePrice, catalog.ToQuote{Customer: customer, SKU: l.SKU, Quantity: l.Quantity, Currency: c, Unit: unit, Discount: l.Discount})
	if err == nil && q.Floor != nil {
		state := ui.State{Tone: "ok", Icon: "check", Text: v.say("web.floor", "amount", *q.Floor)}
		if l.Net.Minor < q.Floor.Minor {
			state = ui.State{Tone: "alert", Icon: "stop", Text: v.say("web.floor.below", "amount", *q.Floor)}
		}
		line.Floor = &state
	}
	line.Stock = v.availability(l)
}

// availability says how much of a line can leave today, and when the rest can:
// the day its receipts are expected, after all who wait already.
func (v *visit) availability(l order.LineView) ui.State {
	if l.Kind != catalog.Goods {
		return ui.State{Tone: "", Icon: "check", Text: v.say("web.kind." + or(l.Kind, "service"))}
	}
	ready := l.Reserved
	if l.Reserved == 0 && l.Backordered == 0 { // held or not taken: what there would be
		found, err := ask(v, app.ItemRows, listing.ItemsIn{Paging: paging(1), Q: l.SKU})
		if err == nil && len(found.Items) == 1 && found.Items[0].SKU == l.SKU {
			ready = min(found.Items[0].Available, l.Quantity)
		}
	}
	left := l.Quantity - l.Shipped - l.Cancelled
	if ready >= left {
		return ui.State{Tone: "ok", Icon: "check", Text: v.say("web.stock.today", "day", ui.Day(v.ctx, v.today()))}
	}
	in := order.ToPromise{SKU: l.SKU, Quantity: left}
	if l.Reserved > 0 { // what is reserved binds it to its warehouse
		in.Warehouse = l.Warehouse
	}
	out, err := ask(v, app.Availability, in)
	known := err == nil && out.ReadyOn != 0
	switch {
	case known && ready <= 0:
		return ui.State{Tone: "go", Icon: "clock", Text: v.say("web.stock.on", "day", ui.Day(v.ctx, out.ReadyOn))}
	case known:
		return ui.State{Tone: "go", Icon: "half", Text: v.say("web.stock.rest", "n", ready, "rest", left-ready, "day", ui.Day(v.ctx, out.ReadyOn))}
	case ready <= 0:
		return ui.State{Tone: "warn", Icon: "clock", Text: v.say("web.stock.none", "n", left)}
	}
	return ui.State{Tone: "warn", Icon: "half", Text: v.say("web.stock.part", "n", ready, "rest", left-ready)}
}

// typedSteps is a number, or the discounts of a line ("15.5+10+1.50/u"), as its
// field holds it.
func typedSteps(ctx context.Context, text string) string {
	steps := strings.Split(text, "+")
	for i, s := range steps {
		end := strings.IndexAny(s+"/", "@/")
		steps[i] = ui.Typed(ctx, s[:end]) + s[end:]
	}
	return strings.Join(steps, "+")
}

// trail is how a line comes to its net, step by step.
func (v *visit) trail(parts []catalog.Part) (out []ui.Fact) {
	for i, t := range parts {
		name := v.say("web.trail." + t.What)
		if t.Code != "" {
			name += " " + t.Code
		}
		if t.Percent != nil {
			name += ", " + ui.Percent(v.ctx, *t.Percent)
		}
		out = append(out, ui.Fact{Name: name, Text: ui.Money(v.ctx, t.Amount), Total: false})
		if i == len(parts)-1 {
			out = append(out, ui.Fact{Name: v.say("web.col.net"), Text: ui.Money(v.ctx, t.Net), Total: true})
		}
	}
	return out
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// problemsOf puts exceptions and refusals at their fields and into the summary.
func (v *visit) problemsOf(p *entryPage, out *order.View, why error) {
	if out != nil {
		for _, x := range out.Exceptions {
			v.problemAt(p, x.Pointer, x.Detail)
		}
	}
	if why == nil {
		return
	}
	said := v.app.Problem(v.view.Lang, why)
	for _, e := range said.Errors {
		v.problemAt(p, e.Pointer, e.Detail)
	}
	if len(said.Errors) == 0 {
		p.Problems = append(p.Problems, ui.Problem{Text: said.Detail})
	}
}

var lineFields = map[string]string{"quantity": "quantity", "unit_price": "price", "discount_percent": "discount", "discount_amount": "discount", "sku": "quantity"}

func (v *visit) problemAt(p *entryPage, pointer, text string) {
	parts := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	if len(parts) == 3 && parts[0] == "lines" && atoi(parts[1]) < len(p.Lines) {
		field := or(lineFields[parts[2]], "quantity")
		p.Lines[atoi(parts[1])].Errors[field] = text
		p.Problems = append(p.Problems, ui.Problem{Field: fmt.Sprint(field, "-", atoi(parts[1])), Text: text})
		return
	}
	for i := range p.Fields {
		if p.Fields[i].Name == parts[0] {
			p.Fields[i].Errors = append(p.Fields[i].Errors, text)
			p.Problems = append(p.Problems, ui.Problem{Field: parts[0], Text: text})
			return
		}
	}
	p.Problems = append(p.Problems, ui.Problem{Text: text})
}

// answered is what credit says of it, and what the button does then.
func (v *visit) answered(p *entryPage, out *order.View) {
	p.Ready = out != nil
	if out == nil {
		return
	}
	switch {
	case len(out.Exceptions) > 0:
		p.Do = v.say("web.do.order.draft")
	case out.State == order.CreditHold:
		p.Do = v.say("web.do.order.held")
		var why []string
		for _, h := range out.Hold {
			why = append(why, v.rule(h))
		}
		p.Light = &light{"alert", v.say("web.light.held"), strings.Join(why, ", ")}
		p.Ways = v.waysOut(out.Answer)
	}
}

// waysOut is what would free an order that credit holds.
func (v *visit) waysOut(a *credit.Answer) (out []string) {
	if a == nil {
		return nil
	}
	if len(a.Pay) > 0 {
		var names []string
		for _, i := range a.Pay {
			names = append(names, i.Number+" ("+ui.Money(v.ctx, i.Open)+")")
		}
		out = append(out, v.say("web.way.pay", "invoices", strings.Join(names, ", ")))
	}
	if a.Deposit != nil {
		out = append(out, v.say("web.way.deposit", "amount", *a.Deposit))
	}
	if len(a.Lines) > 0 {
		var names []string
		for _, l := range a.Lines {
			names = append(names, ui.Number(v.ctx, l.Quantity)+" × "+l.SKU)
		}
		out = append(out, v.say("web.way.fit", "lines", strings.Join(names, ", ")))
	}
	rest := a.Beyond()
	if len(out) == 0 {
		rest = a.Rules
	}
	for _, r := range rest {
		out = append(out, r.Text)
	}
	return out
}

// entryShown sends the form, or to a script only what has changed of the page.
func (v *visit) entryShown(status int, title string, p entryPage) error {
	if v.htmx() {
		return v.piece(entryForm(p))
	}
	return v.status(status, title, entryBody(p))
}
