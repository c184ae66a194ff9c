package web

import (
	"fmt"
	"slices"
	"strings"

	"encaisse/app"
	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/o2c/credit"
	"encaisse/o2c/insight"
	"encaisse/o2c/order"
	"encaisse/web/ui"
)

// order is the record of an order, with its thread.
func (v *visit) order() error {
	o, err := ask(v, app.ShowOrder, order.ByID{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	thread, err := ask(v, app.ThreadOrder, order.ByID{ID: o.ID})
	if err != nil {
		return err
	}
	ready, err := v.readyDays(o)
	if err != nil {
		return err
	}
	title := v.say("web.order", "number", o.Number)
	state := v.orderState(string(o.State))
	p := recordPage{
		Head:    ui.Heading{Title: title, State: &state, Crumbs: []ui.Link{{Href: "/orders", Text: v.say("web.orders")}, {Href: "/orders?customer=" + escape(o.Customer), Text: o.Customer}}},
		Files:   []ui.Link{{Href: "/orders/" + escape(o.Number) + "/pdf", Text: v.say("web.pdf")}},
		Stages:  v.stages(o, thread.Steps),
		Grid:    v.orderLines(o, ready),
		Foot:    v.sums(o.Net, o.Tax, o.Total),
		Side:    v.customerLink(o.Customer),
		Moments: v.happened(reversed(thread.Steps)),
		Noting:  v.notes("order", o.Number, "/orders/"+escape(o.Number)),
		Facts: []ui.Fact{{Name: v.say("web.col.po"), Text: o.PONumber}, {Name: v.say("web.col.ordered"), Text: v.dayOr(o.OrderedOn)},
			{Name: v.say("web.col.promised"), Text: v.dayOr(o.PromisedOn)}, {Name: v.say("web.col.remainder"), Text: ui.Money(v.ctx, o.Remainder)}},
	}
	p.Facts = slices.DeleteFunc(p.Facts, func(f ui.Fact) bool { return f.Text == "" })
	for _, x := range o.Exceptions {
		p.Notices = append(p.Notices, notice{"warn", "warn", "", x.Detail})
	}
	for _, h := range o.Hold {
		if o.State == order.CreditHold {
			p.Notices = append(p.Notices, notice{"alert", "stop", "", v.rule(h)})
		}
	}
	p.Next, p.Actions = v.orderActions(o)
	if o.State != order.Closed && o.State != order.Cancelled && v.opens("/orders/{id}/amend") {
		p.Actions = append([]actionLink{{"/orders/" + escape(o.Number) + "/amend", "pen", v.say("web.amend")}}, p.Actions...)
	}
	p.Actions = append(p.Actions, actionLink{"/orders/" + escape(o.Number) + "/thread", "clock", v.say("web.steer.thread.open")})
	if v.may(app.ShowExposure.Entry) {
		if p.Light, p.Credit, err = v.creditOf(o.Customer); err != nil {
			return err
		}
	}
	return v.show(title, recordBody(p))
}

// nextOf an order, by its state: what brings it nearer to cash.
var nextOf = map[string][]string{
	"draft":       {"order.confirm"},
	"credit_hold": {"order.release", "order.retry"},
	"confirmed":   {"shipping.plan"},
	"released":    {"invoice.issue"},
}

// alsoOf an order, by its state.
var alsoOf = map[string][]string{
	"draft":       {"order.cancel"},
	"credit_hold": {"order.retry", "invoice.deposit", "order.cancel"},
	"confirmed":   {"order.hold", "invoice.deposit", "order.cancel"},
	"released":    {"order.recall", "order.hold", "invoice.deposit"},
}

func (v *visit) orderActions(o order.View) (*ui.NextAction, []actionLink) {
	state := string(o.State)
	names := nextOf[state]
	if o.State == order.Released && o.Shipping == "none" {
		names = nil // the warehouse has it: nothing to be billed yet
	}
	of := about{"order": o.Number, "customer": o.Customer}
	next := v.next(of, v.say("web.total_of", "amount", o.Total), names...)
	also := v.actions(of, alsoOf[state]...)
	if next != nil {
		also = slices.DeleteFunc(also, func(a actionLink) bool { return a.Href == next.Href })
	}
	return next, also
}

// included says of a price that it is with tax.
func (v *visit) included(yes bool) string {
	if yes {
		return v.say("web.included")
	}
	return ""
}

// orderLines are the lines of an order, and when those that are not shipped can be.
func (v *visit) orderLines(o order.View, ready map[int64]order.LineReady) ui.Grid {
	g := ui.Grid{Caption: v.say("web.part.lines"), Columns: []ui.Column{{Name: v.say("web.col.item"), Grow: true}, {Name: v.say("web.col.quantity"), Num: true}, {Name: v.say("web.col.shipped"), Num: true},
		{Name: v.say("web.col.waiting"), Num: true}, {Name: v.say("web.col.price"), Num: true}, {Name: v.say("web.col.discount"), Num: true}, {Name: v.say("web.col.net"), Num: true, Key: true}}}
	for _, l := range o.Lines {
		g.Lines = append(g.Lines, ui.Line{ID: fmt.Sprint(l.N), Cells: []ui.Cell{{Text: l.Name, Small: l.SKU}, {Text: ui.Number(v.ctx, l.Quantity)}, {Text: ui.Number(v.ctx, l.Shipped)},
			{Text: ui.Number(v.ctx, l.Backordered), Soft: l.Backordered == 0}, {Text: ui.Number(v.ctx, l.UnitPrice), Small: v.included(l.TaxIncluded)}, {Text: v.discounts(fmt.Sprint(l.Discount))}, {Text: ui.Money(v.ctx, l.Net)}}})
	}
	if o.State == order.Draft { // nothing can have left or wait
		g.Columns = slices.Delete(g.Columns, 2, 4)
		for i := range g.Lines {
			g.Lines[i].Cells = slices.Delete(g.Lines[i].Cells, 2, 4)
		}
		return g
	}
	if len(ready) == 0 {
		return g
	}
	const after = 4 // what waits
	g.Columns = slices.Insert(g.Columns, after, ui.Column{Name: v.say("web.col.ready")})
	for i, l := range o.Lines {
		cell := ui.Cell{}
		if r, ok := ready[l.N]; ok {
			cell = v.readyCell(r, l.SKU)
		}
		g.Lines[i].Cells = slices.Insert(g.Lines[i].Cells, after, cell)
	}
	return g
}

// discounts of a line as it states them; nothing for none.
func (v *visit) discounts(text string) string {
	text = strings.Trim(text, "[]")
	if text == "" || text == "0" {
		return ""
	}
	return ui.Percent(v.ctx, text)
}

func (v *visit) sums(net, tax, total money.Money) []ui.Fact {
	return []ui.Fact{{Name: v.say("web.net_total"), Text: ui.Money(v.ctx, net)}, {Name: v.say("web.tax"), Text: ui.Money(v.ctx, tax)}, {Name: v.say("web.taxed_total"), Text: ui.Money(v.ctx, total), Total: true}}
}

func (v *visit) customerLink(number string) ui.Link {
	return ui.Link{Href: v.link2("/customers/{id}", "/customers/"+escape(number)), Text: v.say("object.customer") + " " + number}
}

func reversed(steps []insight.Step) []insight.Step {
	out := slices.Clone(steps)
	slices.Reverse(out)
	return out
}

// way is the stages from order to cash, with the facts that end each.
var way = []struct {
	name string
	by   []string
}{
	{"order", []string{"order.captured"}},
	{"credit", []string{"order.confirmed", "order.released_by_person"}},
	{"shipment", []string{"shipping.shipped"}},
	{"invoice", []string{"invoice.issued"}},
	{"payment", []string{"payment.applied"}},
}

// stageDays are the last days on which each stage of the way ended.
func (v *visit) stageDays(steps []insight.Step) []day.Day {
	out := make([]day.Day, len(way))
	for i, w := range way {
		for _, s := range steps {
			if slices.Contains(w.by, s.Type) {
				out[i] = max(out[i], s.Day)
			}
		}
	}
	return out
}

// longWait is from how many days on a wait is marked.
const longWait = 5

// stages are where the order is between order and cash, and the days between.
func (v *visit) stages(o order.View, steps []insight.Step) (out []ui.Stage) {
	if o.State == order.Cancelled {
		return nil
	}
	var before day.Day
	now := false
	days := v.stageDays(steps)
	for i, w := range way {
		at := days[i]
		stage := ui.Stage{Name: v.say("web.stage." + w.name)}
		switch {
		case !at.IsZero():
			stage.Text = ui.Day(v.ctx, at)
			if len(out) > 0 && !before.IsZero() {
				days := at.Sub(before)
				out[len(out)-1].Wait, out[len(out)-1].Long = ui.Days(v.ctx, days), days > longWait
			}
			before = at
		case !now:
			stage.Now, now = true, true
			stage.Text = v.say("web.to_do")
			if len(out) > 0 && !before.IsZero() {
				days := v.today().Sub(before)
				out[len(out)-1].Wait, out[len(out)-1].Long = ui.Days(v.ctx, days), days > longWait
			}
		default:
			stage.Todo = true
		}
		out = append(out, stage)
	}
	return out
}

// creditOf is the credit light and the exposure of a customer.
func (v *visit) creditOf(customer string) (*light, *ui.ExposureBar, error) {
	p, err := ask(v, app.ShowExposure, credit.ByCustomer{ID: customer})
	if err != nil {
		return nil, nil, err
	}
	bar, l := v.exposure(p)
	return &l, &bar, nil
}
