package web

import (
	"fmt"
	"slices"

	"encaisse/app"
	"encaisse/base/money"
	"encaisse/o2c/listing"
	"encaisse/o2c/order"
	"encaisse/o2c/stock"
	"encaisse/web/ui"
)

var stockList = list{path: "/stock", title: "web.stock", keys: "stock", filters: []string{"q"}, rows: stockRows,
	columns: []column{{key: "sku"}, {key: "item", grow: true}, {key: "warehouse"}, {key: "bin"}, {key: "onhand", num: true}, {key: "reserved", num: true}, {key: "blocked", num: true}, {key: "free", num: true, sum: true}}}

func (v *visit) stock() error { return stockList.draw(v) }

func stockRows(v *visit, q query) (rows, error) {
	out, err := ask(v, app.StockRows, listing.StockIn{Paging: q.paging, Q: q.q})
	if err != nil {
		return rows{}, err
	}
	r := ofCounted(out)
	for _, l := range out.Items {
		href := v.record("item", l.SKU)
		n := func(q money.Quantity, part string) cell {
			c := cell{ui.Cell{Text: ui.Number(v.ctx, q), Soft: q == 0}, q}
			if q != 0 {
				c.Href = with(href, part)
			}
			return c
		}
		r.lines = append(r.lines, row{id: l.SKU, cells: map[string]cell{"sku": {ui.Cell{Text: l.SKU, Href: href}, l.SKU}, "item": {ui.Cell{Text: l.Name}, l.Name}, "warehouse": {ui.Cell{Text: l.Warehouse}, l.Warehouse}, "bin": {ui.Cell{Text: l.Bin}, l.Bin},
			"onhand": n(l.OnHand, "?part=moves"), "reserved": n(l.Reserved, "?part=claims"), "blocked": n(l.Blocked, "?part=moves"), "free": n(l.Available, "")}})
	}
	return r, nil
}

var replenishList = list{path: "/replenish", title: "web.replenish", keys: "replenish", rows: replenishRows,
	columns: []column{{key: "sku"}, {key: "warehouse"}, {key: "why", grow: true}, {key: "onhand", num: true}, {key: "transit", num: true}, {key: "on_order", num: true}, {key: "waiting", num: true}, {key: "point", num: true}, {key: "to_order", num: true, sum: true}, {key: "announce"}}}

func (v *visit) replenish() error { return replenishList.draw(v) }

func replenishRows(v *visit, _ query) (rows, error) {
	out, err := ask(v, app.Replenish, order.ToReplenish{})
	if err != nil {
		return rows{}, err
	}
	slices.SortStableFunc(out, func(a, b order.Replenishment) int { return int(b.Backordered/1_000000 - a.Backordered/1_000000) })
	r := rows{count: int64(len(out))}
	for _, l := range out {
		href := v.record("item", l.SKU)
		num := func(q money.Quantity, part string) cell {
			c := cell{ui.Cell{Text: ui.Number(v.ctx, q), Soft: q == 0}, q}
			if q != 0 && part != "" {
				c.Href = with(href, part)
			}
			return c
		}
		why := v.say("web.why." + l.Why)
		r.lines = append(r.lines, row{id: l.SKU + " " + l.Warehouse, cells: map[string]cell{"sku": {ui.Cell{Text: l.SKU, Href: href}, l.SKU}, "warehouse": {ui.Cell{Text: l.Warehouse}, l.Warehouse}, "why": {ui.Cell{Text: why}, why},
			"onhand": num(l.OnHand, "?part=moves"), "transit": num(l.InTransit, ""), "on_order": num(l.OnOrder, "?part=expected"), "announce": v.announceLink(l), "waiting": num(l.Backordered, "?part=claims"), "point": num(l.ReorderPoint, ""), "to_order": num(l.Quantity, "")}})
	}
	return r, nil
}

// usualLead is how many days a receipt is proposed for: what the question
// reckons with when it is not said.
const usualLead = 7

// announceLink is the form that announces what is proposed, once it is ordered.
func (v *visit) announceLink(l order.Replenishment) cell {
	a := actions["expected.announce"]
	if !v.mayDo("expected.announce") {
		return cell{}
	}
	of := about{"item": l.SKU, "quantity": l.Quantity.String(), "warehouse": l.Warehouse, "on": v.today().AddDays(usualLead).String()}
	return cell{ui.Cell{Text: v.say("web.announce"), Href: sameBut(sameBut(a.href("expected.announce", of), "back", "/replenish"), "step", "preview")}, nil}
}

var countList = list{path: "/counts", title: "web.counts", keys: "counts", create: "count.start", rows: countRows,
	columns: []column{{key: "number"}, {key: "warehouse", grow: true}, {key: "begun"}, {key: "state"}, {key: "line_count", num: true, sum: true}}}

func (v *visit) counts() error { return countList.draw(v) }

var countSigns = map[string][2]string{"open": {"go", "half"}, "posted": {"ok", "done"}, "cancelled": {"", "x"}}

func (v *visit) countState(state string) ui.State {
	return ui.State{Tone: countSigns[state][0], Icon: countSigns[state][1], Text: v.say("web.count." + state)}
}

func countRows(v *visit, q query) (rows, error) {
	out, err := ask(v, app.ListCounts, q.paging)
	if err != nil {
		return rows{}, err
	}
	r := ofCounted(out)
	for _, c := range out.Items {
		state := v.countState(c.State)
		r.lines = append(r.lines, row{id: c.Number, cells: map[string]cell{"number": {ui.Cell{Text: c.Number, Href: v.record("count", c.Number)}, c.Number}, "warehouse": {ui.Cell{Text: c.Warehouse}, c.Warehouse},
			"begun": {ui.Cell{Text: ui.Day(v.ctx, c.StartedOn)}, c.StartedOn}, "state": {ui.Cell{State: &state}, state.Text}, "line_count": {ui.Cell{Text: ui.Number(v.ctx, len(c.Lines))}, len(c.Lines)}}})
	}
	return r, nil
}

func (v *visit) count() error {
	c, err := ask(v, app.ShowCount, stock.CountID{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	facts, err := ask(v, app.CountFacts, stock.CountID{ID: c.ID})
	if err != nil {
		return err
	}
	title, state := v.say("object.count")+" "+c.Number, v.countState(c.State)
	p := recordPage{Head: ui.Heading{Title: title, State: &state, Crumbs: []ui.Link{{Href: "/counts", Text: v.say("web.counts")}}}, Side: ui.Link{Text: c.Warehouse}, Moments: v.happened(facts)}
	p.Facts = []ui.Fact{{Name: v.say("web.col.begun"), Text: ui.Day(v.ctx, c.StartedOn)}, {Name: v.say("web.count.posted"), Text: v.dayOr(c.PostedOn)}}
	left := 0
	p.Grid = ui.Grid{Caption: v.say("web.part.lines"), Columns: []ui.Column{{Name: v.say("web.col.item"), Grow: true}, {Name: v.say("web.col.frozen"), Num: true}, {Name: v.say("web.col.counted"), Num: true}, {Name: v.say("web.col.difference"), Num: true}, {Name: v.say("web.col.value"), Num: true, Key: true}}}
	for _, l := range c.Lines {
		counted := ui.Cell{Text: v.say("ui.none"), Soft: true}
		if l.Counted != nil {
			counted = ui.Cell{Text: ui.Number(v.ctx, *l.Counted)}
		} else {
			left++
		}
		p.Grid.Lines = append(p.Grid.Lines, ui.Line{ID: l.SKU, Cells: []ui.Cell{{Text: l.SKU, Href: v.record("item", l.SKU)}, {Text: ui.Number(v.ctx, l.Frozen)}, counted, {Text: signed(ui.Number(v.ctx, l.Difference), l.Difference > 0), Soft: l.Difference == 0}, {Text: ui.Money(v.ctx, l.Value)}}})
	}
	if c.State == stock.CountOpen {
		of := about{"count": c.Number}
		if left > 0 && v.opens("/counts/{id}/enter") {
			p.Next = &ui.NextAction{Title: v.say("web.count.left", "n", left), Href: "/counts/" + escape(c.Number) + "/enter", Icon: "pen", Label: v.say("web.count.enter"), Key: "C"}
		} else {
			p.Next = v.next(of, "", "count.post")
		}
		p.Actions = v.actions(of, "count.post", "count.cancel")
	}
	return v.show(title, recordBody(p))
}

// countSheet is where what was found is typed.
func (v *visit) countSheet() (sheet, error) {
	c, err := ask(v, app.ShowCount, stock.CountID{ID: v.r.PathValue("id")})
	path := "/counts/" + escape(c.Number)
	s := sheet{title: v.say("object.count") + " " + c.Number, path: path + "/enter", back: path, entry: app.EnterCount.Entry, number: c.Number, columns: []string{"quantity"}, do: v.say("web.count.save"), icon: "check", hint: v.say("web.count.blind")}
	for _, l := range c.Lines {
		r := sheetRow{key: "sku", is: l.SKU, name: l.SKU}
		if l.Counted != nil {
			r.values = []string{l.Counted.String()}
		}
		s.rows = append(s.rows, r)
	}
	return s, err
}

func (v *visit) enterCount() error { return v.onSheet((*visit).countSheet, false) }

func (v *visit) countEntered() error { return v.onSheet((*visit).countSheet, true) }

// onSheet draws a sheet, or does what was typed on it.
func (v *visit) onSheet(of func(*visit) (sheet, error), sent bool) error {
	s, err := of(v)
	if err != nil {
		return err
	}
	if sent {
		return v.fillSheet(s)
	}
	return v.drawSheet(s, nil)
}

var transferList = list{path: "/transfers", title: "web.transfers", keys: "transfers", begin: "/transfers/new", views: []string{"all", "sent", "received"}, rows: transferRows,
	columns: []column{{key: "number"}, {key: "way", grow: true}, {key: "sent_on"}, {key: "received_on"}, {key: "state"}, {key: "line_count", num: true, sum: true}}}

func (v *visit) transfers() error { return transferList.draw(v) }

func (v *visit) transferState(state string) ui.State {
	if state == stock.TransferSent {
		return ui.State{Tone: "go", Icon: "truck", Text: v.say("web.transfer.sent")}
	}
	return ui.State{Tone: "ok", Icon: "done", Text: v.say("web.transfer.received")}
}

func transferRows(v *visit, q query) (rows, error) {
	in := stock.TransferFilter{Paging: q.paging}
	if q.view != "all" {
		in.State = q.view
	}
	out, err := ask(v, app.ListTransfers, in)
	if err != nil {
		return rows{}, err
	}
	r := ofCounted(out)
	for _, t := range out.Items {
		state, way := v.transferState(t.State), t.Source+" → "+t.Target
		r.lines = append(r.lines, row{id: t.Number, cells: map[string]cell{"number": {ui.Cell{Text: t.Number, Href: v.record("transfer", t.Number)}, t.Number}, "way": {ui.Cell{Text: way}, way},
			"sent_on": {ui.Cell{Text: v.dayOr(t.SentOn)}, t.SentOn}, "received_on": {ui.Cell{Text: v.dayOr(t.ReceivedOn)}, t.ReceivedOn}, "state": {ui.Cell{State: &state}, state.Text}, "line_count": {ui.Cell{Text: ui.Number(v.ctx, len(t.Lines))}, len(t.Lines)}}})
	}
	return r, nil
}

func (v *visit) transfer() error {
	t, err := ask(v, app.ShowTransfer, stock.TransferID{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	facts, err := ask(v, app.TransferFacts, stock.TransferID{ID: t.ID})
	if err != nil {
		return err
	}
	title, state := v.say("object.transfer")+" "+t.Number, v.transferState(t.State)
	p := recordPage{Head: ui.Heading{Title: title, State: &state, Crumbs: []ui.Link{{Href: "/transfers", Text: v.say("web.transfers")}}}, Side: ui.Link{Text: t.Source + " → " + t.Target}, Moments: v.happened(facts)}
	p.Facts = []ui.Fact{{Name: v.say("web.col.sent_on"), Text: v.dayOr(t.SentOn)}, {Name: v.say("web.col.received_on"), Text: v.dayOr(t.ReceivedOn)}}
	p.Grid = ui.Grid{Caption: v.say("web.part.lines"), Columns: []ui.Column{{Name: v.say("web.col.item"), Grow: true}, {Name: v.say("web.transfer.sent"), Num: true}, {Name: v.say("web.transfer.received"), Num: true, Key: true}}}
	for _, l := range t.Lines {
		p.Grid.Lines = append(p.Grid.Lines, ui.Line{ID: fmt.Sprint(l.N), Cells: []ui.Cell{{Text: l.SKU, Href: v.record("item", l.SKU)}, {Text: ui.Number(v.ctx, l.Quantity)}, {Text: ui.Number(v.ctx, l.Received)}}})
	}
	if t.State == stock.TransferSent && v.opens("/transfers/{id}/receive") {
		p.Next = &ui.NextAction{Title: v.say("web.transfer.next"), Href: "/transfers/" + escape(t.Number) + "/receive", Icon: "box", Label: v.say("web.transfer.receive"), Key: "R"}
	}
	return v.show(title, recordBody(p))
}

func (v *visit) transferSheet() (sheet, error) {
	t, err := ask(v, app.ShowTransfer, stock.TransferID{ID: v.r.PathValue("id")})
	path := "/transfers/" + escape(t.Number)
	s := sheet{title: v.say("object.transfer") + " " + t.Number, path: path + "/receive", back: path, entry: app.ReceiveTransfer.Entry, number: t.Number, columns: []string{"quantity"}, do: v.say("web.transfer.receive"), icon: "box", hint: v.say("web.transfer.lost")}
	for _, l := range t.Lines {
		s.rows = append(s.rows, sheetRow{key: "n", is: fmt.Sprint(l.N), name: l.SKU, expected: ui.Number(v.ctx, l.Quantity), values: []string{l.Quantity.String()}})
	}
	return s, err
}

func (v *visit) receiveTransfer() error { return v.onSheet((*visit).transferSheet, false) }

func (v *visit) transferReceived() error { return v.onSheet((*visit).transferSheet, true) }

// blankRows of a new transfer.
const blankRows = 6

func (v *visit) newTransferSheet() (sheet, error) {
	houses, err := ask(v, app.ListWarehouses, struct{}{})
	s := sheet{title: v.say("web.new.transfers"), path: "/transfers/new", back: "/transfers", entry: app.SendTransfer.Entry, columns: []string{"quantity"}, do: v.say("web.transfer.send"), icon: "truck"}
	var options []ui.Option
	for _, h := range houses {
		options = append(options, ui.Option{Value: h.Code, Text: h.Code})
	}
	s.head = []ui.Input{{Name: "from", Label: v.say("web.transfer.from"), Kind: "select", Required: true, Options: options}, {Name: "to", Label: v.say("web.transfer.to"), Kind: "select", Required: true, Options: options}}
	for range blankRows {
		s.rows = append(s.rows, sheetRow{key: "sku", open: true})
	}
	return s, err
}

func (v *visit) newTransfer() error { return v.onSheet((*visit).newTransferSheet, false) }

func (v *visit) transferSent() error { return v.onSheet((*visit).newTransferSheet, true) }
