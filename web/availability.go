package web

import (
	"strings"

	"encaisse/app"
	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/o2c/listing"
	"encaisse/o2c/order"
	"encaisse/o2c/stock"
	"encaisse/web/ui"
)

var availabilityList = list{path: "/availability", title: "web.availability", keys: "availability", filters: []string{"q", "warehouse"}, rows: availabilityRows,
	views: []string{"all", "s-waiting", "s-coming", "s-late"},
	columns: []column{{key: "sku"}, {key: "item", grow: true}, {key: "warehouse"}, {key: "onhand", num: true}, {key: "reserved", num: true}, {key: "free", num: true}, {key: "waiting", num: true},
		{key: "next_on"}, {key: "next_quantity", num: true}, {key: "late_coming", num: true}, {key: "promise", num: true, sum: true}}}

func (v *visit) availabilities() error { return availabilityList.draw(v) }

func availabilityRows(v *visit, q query) (rows, error) {
	view := strings.TrimPrefix(q.view, "s-")
	out, err := ask(v, app.ReadyRows, listing.AvailabilityIn{Paging: q.paging, Q: q.q, Warehouse: strings.TrimSpace(q.raw.Get("warehouse")), View: view})
	if err != nil {
		return rows{}, err
	}
	r := ofCounted(out)
	for _, a := range out.Items {
		href := v.record("item", a.SKU)
		n := func(q money.Quantity, part, tone string) cell {
			c := cell{ui.Cell{Text: ui.Number(v.ctx, q), Soft: q == 0}, q}
			if q != 0 {
				c.Href, c.Tone = with(href, "?part="+part), tone
			}
			return c
		}
		next := cell{ui.Cell{Text: v.dayOr(a.NextOn), Href: with(href, "?part=expected")}, a.NextOn}
		if a.NextOn == 0 {
			next.Href = ""
		}
		short := ""
		if a.Uncovered > 0 {
			short = "warn"
		}
		r.lines = append(r.lines, row{id: a.SKU + " " + a.Warehouse, cells: map[string]cell{"sku": {ui.Cell{Text: a.SKU, Href: with(href, "?part=promise")}, a.SKU}, "item": {ui.Cell{Text: a.Name}, a.Name}, "warehouse": {ui.Cell{Text: a.Warehouse}, a.Warehouse},
			"onhand": n(a.OnHand, "moves", ""), "reserved": n(a.Reserved, "claims", ""), "free": n(a.Available, "promise", ""), "waiting": n(a.Waiting, "claims", short), "next_on": next, "next_quantity": n(a.NextQuantity, "expected", ""),
			"late_coming": n(a.Late, "expected", "alert"), "promise": n(a.Promise, "promise", "")}})
	}
	return r, nil
}

// promiseOf is what may be promised of an item in each warehouse, period by period.
func (v *visit) promiseOf(sku string, p *itemPage) error {
	out, err := ask(v, app.Availability, order.ToPromise{SKU: sku})
	if err != nil {
		return err
	}
	p.Grid = ui.Grid{Caption: v.say("web.part.promise"), Columns: []ui.Column{{Name: v.say("web.col.from_day"), Grow: true}, {Name: v.say("web.col.warehouse")}, {Name: v.say("web.col.there"), Num: true},
		{Name: v.say("web.col.taken"), Num: true}, {Name: v.say("web.col.to_promise"), Num: true}, {Name: v.say("web.col.up_to"), Num: true, Key: true}}}
	number := func(q money.Quantity, part string) ui.Cell {
		c := ui.Cell{Text: ui.Number(v.ctx, q), Soft: q == 0}
		if q != 0 && part != "" {
			c.Href = p.Path + "?part=" + part
		}
		return c
	}
	for _, w := range out.Warehouses {
		if w.OnHand == 0 && w.Waiting == 0 && w.Expected == 0 && w.Late == 0 && w.InTransit == 0 && len(out.Warehouses) > 1 {
			continue
		}
		for i, period := range w.Periods {
			from, there := ui.Cell{Text: ui.Day(v.ctx, period.From)}, number(period.Receipts, "expected")
			if i == 0 {
				from, there = ui.Cell{Text: v.say("web.from_now")}, number(w.OnHand-w.Blocked, "moves")
			}
			p.Grid.Lines = append(p.Grid.Lines, ui.Line{Cells: []ui.Cell{from, {Text: w.Warehouse}, there, number(period.Orders, "claims"), number(period.Promise, ""), number(period.UpTo, "")}})
		}
		for _, unknown := range []struct {
			key, part string
			q         money.Quantity
		}{{"web.expected.late", "expected", w.Late}, {"web.col.transit", "", w.InTransit}} {
			if unknown.q > 0 {
				there := number(unknown.q, unknown.part)
				if unknown.part == "" {
					there.Href = v.link("/transfers?view=sent")
				}
				state := ui.State{Tone: "warn", Icon: "clock", Text: v.say(unknown.key)}
				p.Grid.Lines = append(p.Grid.Lines, ui.Line{Cells: []ui.Cell{{State: &state}, {Text: w.Warehouse}, there, {}, {Text: v.say("web.no_day"), Soft: true}, {}}})
			}
		}
	}
	if len(p.Grid.Lines) == 0 {
		p.Empty = &ui.EmptyPage{Kind: ui.Nothing, Title: v.say("web.empty.levels"), Text: v.say("web.empty.levels.why")}
	}
	return nil
}

// expectedOf is what suppliers are to bring of an item.
func (v *visit) expectedOf(sku string, p *itemPage) error {
	out, err := ask(v, app.ListExpected, stock.ExpectedFilter{SKU: sku})
	p.Grid = ui.Grid{Caption: v.say("web.part.expected"), Columns: []ui.Column{{Name: v.say("web.col.number"), Grow: true}, {Name: v.say("web.col.warehouse")}, {Name: v.say("web.col.expected_on")}, {Name: v.say("web.col.state")},
		{Name: v.say("web.col.received"), Num: true}, {Name: v.say("web.col.to_come"), Num: true, Key: true}}}
	for _, x := range out.Items {
		state := v.expectedState(x)
		p.Grid.Lines = append(p.Grid.Lines, ui.Line{ID: x.Number, Cells: []ui.Cell{{Text: x.Number, Small: x.Reference, Href: v.record("expected", x.Number)}, {Text: x.Warehouse}, {Text: ui.Day(v.ctx, x.ExpectedOn)}, {State: &state},
			{Text: ui.Number(v.ctx, x.Received), Soft: x.Received == 0}, {Text: ui.Number(v.ctx, x.Left)}}})
	}
	if len(out.Items) == 0 {
		p.Empty = &ui.EmptyPage{Kind: ui.Nothing, Title: v.say("web.empty.expected"), Text: v.say("web.empty.expected.why")}
		if a := actions["expected.announce"]; v.mayDo("expected.announce") {
			p.Empty.Href, p.Empty.Label = sameBut(a.href("expected.announce", about{"item": sku}), "back", p.Path+"?part=expected"), v.say("web.do.expected.announce")
		}
	}
	return err
}

// readyOf says when a quantity of an item can be there, 1 when none is said.
func (v *visit) readyOf(sku string, q money.Quantity) *ui.State {
	if !v.may(app.Availability.Entry) {
		return nil
	}
	out, err := ask(v, app.Availability, order.ToPromise{SKU: sku, Quantity: q})
	switch {
	case err != nil:
		return nil // what is wrong with it is said beside
	case out.ReadyOn == 0:
		return &ui.State{Tone: "warn", Icon: "clock", Text: v.say("web.ready.never", "n", out.Quantity)}
	case out.ReadyOn == v.today():
		return &ui.State{Tone: "ok", Icon: "check", Text: v.say("web.ready.now", "n", out.Quantity)}
	}
	return &ui.State{Tone: "go", Icon: "clock", Text: v.say("web.ready.on", "n", out.Quantity, "day", ui.Day(v.ctx, out.ReadyOn))}
}

// readyText says the day goods can be there, or that nobody knows.
func (v *visit) readyText(on day.Day) string {
	switch on {
	case 0:
		return v.say("web.no_day")
	case v.today():
		return v.say("web.from_now")
	}
	return ui.Day(v.ctx, on)
}

// readyDays are the days the lines of an order that are not shipped can be
// there, by their number; none for whom that is not.
func (v *visit) readyDays(o order.View) (map[int64]order.LineReady, error) {
	if !v.may(app.OrderReady.Entry) || o.State == order.Closed || o.State == order.Cancelled {
		return nil, nil
	}
	list, err := ask(v, app.OrderReady, order.ByID{ID: o.ID})
	out := map[int64]order.LineReady{}
	for _, l := range list {
		out[l.N] = l
	}
	return out, err
}

// readyCell is the day a line can be there, with what is still missing.
func (v *visit) readyCell(l order.LineReady, sku string) ui.Cell {
	c := ui.Cell{Text: v.readyText(l.ReadyOn), Href: with(v.record("item", sku), "?part=promise")}
	if l.Uncovered > 0 {
		c.Tone, c.Small = "warn", v.say("web.uncovered", "n", l.Uncovered)
	}
	return c
}

var expectedList = list{path: "/expected", title: "web.to_receive", keys: "expected", create: "expected.announce", views: []string{"x-open", "x-late", "x-done"}, rows: expectedRows,
	columns: []column{{key: "number"}, {key: "item", grow: true}, {key: "warehouse"}, {key: "expected_on"}, {key: "supplier_ref"}, {key: "state"}, {key: "announced", num: true}, {key: "received", num: true}, {key: "to_come", num: true, sum: true}}}

func (v *visit) expectedReceipts() error { return expectedList.draw(v) }

func (v *visit) expectedState(x stock.ExpectedView) ui.State {
	if x.Late {
		return ui.State{Tone: "alert", Icon: "clock", Text: v.say("web.expected.late")}
	}
	sign := map[string][2]string{stock.ExpectedWhole: {"go", "truck"}, stock.ExpectedPart: {"go", "half"}, stock.ExpectedReceived: {"ok", "done"}, stock.ExpectedCancelled: {"", "x"}}[x.State]
	return ui.State{Tone: sign[0], Icon: sign[1], Text: v.say("web.expected." + x.State)}
}

func expectedRows(v *visit, q query) (rows, error) {
	out, err := ask(v, app.ListExpected, stock.ExpectedFilter{Paging: q.paging, State: strings.TrimPrefix(q.view, "x-")})
	if err != nil {
		return rows{}, err
	}
	r := ofCounted(out)
	for _, x := range out.Items {
		state := v.expectedState(x)
		n := func(q money.Quantity) cell { return cell{ui.Cell{Text: ui.Number(v.ctx, q), Soft: q == 0}, q} }
		r.lines = append(r.lines, row{id: x.Number, cells: map[string]cell{"number": {ui.Cell{Text: x.Number, Href: v.record("expected", x.Number)}, x.Number},
			"item": {ui.Cell{Text: x.Name, Small: x.SKU, Href: with(v.record("item", x.SKU), "?part=promise")}, x.SKU}, "warehouse": {ui.Cell{Text: x.Warehouse}, x.Warehouse},
			"expected_on": {ui.Cell{Text: ui.Day(v.ctx, x.ExpectedOn)}, x.ExpectedOn}, "supplier_ref": {ui.Cell{Text: x.Reference}, x.Reference}, "state": {ui.Cell{State: &state}, state.Text},
			"announced": n(x.Quantity), "received": n(x.Received), "to_come": n(x.Left)}})
	}
	return r, nil
}

// expectedReceipt is the record of what a supplier is to bring.
func (v *visit) expectedReceipt() error {
	x, err := ask(v, app.ShowExpected, stock.ExpectedID{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	facts, err := ask(v, app.ExpectedFacts, stock.ExpectedID{ID: x.ID})
	if err != nil {
		return err
	}
	title, state, path := v.say("object.expected")+" "+x.Number, v.expectedState(x), "/expected/"+escape(x.Number)
	p := recordPage{Head: ui.Heading{Title: title, State: &state, Crumbs: []ui.Link{{Href: "/expected", Text: v.say("web.to_receive")}}}, Side: ui.Link{Href: v.record("item", x.SKU), Text: x.Name}, Moments: v.happened(facts)}
	p.Facts = []ui.Fact{{Name: v.say("web.col.sku"), Text: x.SKU}, {Name: v.say("web.col.warehouse"), Text: x.Warehouse}, {Name: v.say("web.col.expected_on"), Text: ui.Day(v.ctx, x.ExpectedOn)}}
	if x.Reference != "" {
		p.Facts = append(p.Facts, ui.Fact{Name: v.say("web.col.supplier_ref"), Text: x.Reference})
	}
	cost := ""
	if x.UnitCost != 0 {
		cost = x.UnitCost.String()
		p.Facts = append(p.Facts, ui.Fact{Name: v.say("web.field.unit_cost"), Text: v.unit(x.UnitCost, x.Currency)})
	}
	item := with(v.record("item", x.SKU), "?part=")
	p.Grid = ui.Grid{Caption: v.say("web.part.goods"), Columns: []ui.Column{{Name: v.say("web.col.item"), Grow: true}, {Name: v.say("web.col.announced"), Num: true}, {Name: v.say("web.col.received"), Num: true}, {Name: v.say("web.col.cancelled"), Num: true}, {Name: v.say("web.col.to_come"), Num: true, Key: true}},
		Lines: []ui.Line{{ID: x.SKU, Cells: []ui.Cell{{Text: x.Name, Small: x.SKU, Href: with(item, "promise")}, {Text: ui.Number(v.ctx, x.Quantity)}, {Text: ui.Number(v.ctx, x.Received), Soft: x.Received == 0, Href: with(item, "moves")}, {Text: ui.Number(v.ctx, x.Cancelled), Soft: x.Cancelled == 0}, {Text: ui.Number(v.ctx, x.Left)}}}}}
	if x.Late {
		p.Notices = append(p.Notices, notice{"warn", "clock", "", v.say("web.expected.late.why")})
	}
	if x.Left > 0 {
		of := about{"expected": x.Number, "item": x.SKU, "quantity": x.Left.String(), "warehouse": x.Warehouse, "announced": x.Quantity.String(), "on": x.ExpectedOn.String(), "unit_cost": cost, "reference": x.Reference}
		if p.Next = v.next(of, "", "stock.receive"); p.Next != nil { // previewed at once: one more click does it
			p.Next.Title, p.Next.Href = v.say("web.next.expected"), sameBut(sameBut(p.Next.Href, "back", path), "step", "preview")
		}
		p.Actions = v.actions(of, "expected.change", "expected.cancel")
	}
	return v.show(title, recordBody(p))
}
