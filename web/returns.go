package web

import (
	"fmt"
	"slices"

	"encaisse/app"
	"encaisse/o2c/rma"
	"encaisse/web/ui"
)

var returnStates = []string{"requested", "authorised", "received", "inspected", "accepted", "replaced", "rejected", "refused", "closed"}

var returnList = list{path: "/returns", title: "web.returns", keys: "returns", views: append([]string{"all"}, returnStates...), rows: returnRows,
	columns: []column{{key: "number"}, {key: "customer", grow: true}, {key: "shipment"}, {key: "reason"}, {key: "asked_on"}, {key: "state"}, {key: "line_count", num: true, sum: true}}}

func (v *visit) returns() error { return returnList.draw(v) }

var returnSigns = map[string][2]string{"requested": {"", "clock"}, "authorised": {"go", "ring"}, "refused": {"", "x"}, "received": {"go", "box"}, "inspected": {"go", "eye"}, "accepted": {"ok", "check"}, "replaced": {"ok", "refresh"},
	"rejected": {"warn", "x"}, "closed": {"ok", "done"}}

func (v *visit) returnState(state string) ui.State {
	return ui.State{Tone: returnSigns[state][0], Icon: returnSigns[state][1], Text: v.say("web.return." + state)}
}

func returnRows(v *visit, q query) (rows, error) {
	in := rma.Filter{Paging: q.paging}
	if q.view != "all" {
		in.State = q.view
	}
	out, err := ask(v, app.ListReturns, in)
	if err != nil {
		return rows{}, err
	}
	r := ofCounted(out)
	for _, x := range out.Items {
		state := v.returnState(string(x.State))
		r.lines = append(r.lines, row{id: x.Number, cells: map[string]cell{"number": {ui.Cell{Text: x.Number, Href: v.record("return", x.Number)}, x.Number}, "customer": {ui.Cell{Text: x.Customer, Href: v.record("customer", x.Customer)}, x.Customer},
			"shipment": {ui.Cell{Text: x.Shipment, Href: v.record("shipment", x.Shipment)}, x.Shipment}, "reason": {ui.Cell{Text: v.reason(x.Reason)}, x.Reason}, "asked_on": {ui.Cell{Text: ui.Day(v.ctx, x.RequestedOn)}, x.RequestedOn},
			"state": {ui.Cell{State: &state}, state.Text}, "line_count": {ui.Cell{Text: ui.Number(v.ctx, len(x.Lines))}, len(x.Lines)}}})
	}
	return r, nil
}

// reason is one of those that a form offers, in words.
func (v *visit) reason(code string) string {
	if sentences.Has("web.enum." + code) {
		return v.say("web.enum." + code)
	}
	return code
}

var (
	nextOfReturn = map[rma.State][]string{rma.Requested: {"rma.authorise"}, rma.Inspected: {"rma.accept"}, rma.Accepted: {"rma.close"}, rma.Replaced: {"rma.close"}, rma.Rejected: {"rma.close"}}
	alsoOfReturn = map[rma.State][]string{rma.Requested: {"rma.refuse"}, rma.Inspected: {"rma.replace", "rma.reject"}}
)

func (v *visit) returned() error {
	x, err := ask(v, app.ShowReturn, rma.ByID{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	facts, err := ask(v, app.ReturnFacts, rma.ByID{ID: x.ID})
	if err != nil {
		return err
	}
	path := "/returns/" + escape(x.Number)
	title, state := v.say("object.return")+" "+x.Number, v.returnState(string(x.State))
	p := recordPage{Head: ui.Heading{Title: title, State: &state, Crumbs: []ui.Link{{Href: "/returns", Text: v.say("web.returns")}}}, Side: v.customerLink(x.Customer), Moments: v.happened(facts)}
	of := about{"return": x.Number}
	p.Next, p.Actions = v.next(of, v.reason(x.Reason), nextOfReturn[x.State]...), v.actions(of, alsoOfReturn[x.State]...)
	if x.State == rma.Authorised && v.opens("/returns/{id}/receive") {
		p.Next = &ui.NextAction{Title: v.say("web.next.receive"), Why: v.reason(x.Reason), Href: path + "/receive", Icon: "box", Label: v.say("web.do.receive"), Key: "R"}
	}
	if x.State == rma.Received && v.opens("/returns/{id}/inspect") {
		p.Next = &ui.NextAction{Title: v.say("web.next.inspect"), Why: v.reason(x.Reason), Href: path + "/inspect", Icon: "eye", Label: v.say("web.do.inspect"), Key: "I"}
	}
	p.Grid = ui.Grid{Caption: v.say("web.part.lines"), Columns: []ui.Column{{Name: v.say("web.col.item"), Grow: true}, {Name: v.say("web.sheet.expected"), Num: true}, {Name: v.say("web.return.received"), Num: true}, {Name: v.say("web.sheet.good"), Num: true},
		{Name: v.say("web.sheet.blocked"), Num: true}, {Name: v.say("web.sheet.scrapped"), Num: true}, {Name: v.say("web.col.credited"), Num: true, Key: true}}}
	for _, l := range x.Lines {
		p.Grid.Lines = append(p.Grid.Lines, ui.Line{ID: fmt.Sprint(l.N), Cells: []ui.Cell{{Text: l.SKU, Href: v.record("item", l.SKU)}, {Text: ui.Number(v.ctx, l.Quantity)}, {Text: ui.Number(v.ctx, l.Received)}, {Text: ui.Number(v.ctx, l.Good)},
			{Text: ui.Number(v.ctx, l.Blocked)}, {Text: ui.Number(v.ctx, l.Scrapped)}, {Text: ui.Number(v.ctx, l.Credited)}}})
	}
	p.Facts = []ui.Fact{{Name: v.say("object.order"), Text: x.Order, Href: v.record("order", x.Order)}, {Name: v.say("object.shipment"), Text: x.Shipment, Href: v.record("shipment", x.Shipment)}, {Name: v.say("web.col.warehouse"), Text: x.Warehouse},
		{Name: v.say("web.type.381"), Text: x.CreditNote, Href: v.record("invoice", x.CreditNote)}, {Name: v.say("web.enum.replacement"), Text: x.Replacement, Href: v.record("order", x.Replacement)}}
	p.Facts = slices.DeleteFunc(p.Facts, func(f ui.Fact) bool { return f.Text == "" })
	return v.show(title, recordBody(p))
}

// returnSheet is where what came back, or how it is, is typed.
func (v *visit) returnSheet(entry *app.Entry, step string, columns ...string) (sheet, error) {
	x, err := ask(v, app.ShowReturn, rma.ByID{ID: v.r.PathValue("id")})
	path := "/returns/" + escape(x.Number)
	s := sheet{title: v.say("object.return") + " " + x.Number, path: path + "/" + step, back: path, entry: entry, number: x.Number, columns: columns, do: v.say("web.do." + step), icon: "check", hint: v.say("web.hint." + step)}
	for _, l := range x.Lines {
		expected := l.Quantity
		if step == "inspect" {
			expected = l.Received
		}
		s.rows = append(s.rows, sheetRow{key: "n", is: fmt.Sprint(l.N), name: l.SKU, expected: ui.Number(v.ctx, expected), values: []string{expected.String()}})
	}
	return s, err
}

func (v *visit) receiveSheet() (sheet, error) {
	return v.returnSheet(app.ReceiveReturn.Entry, "receive", "quantity")
}

func (v *visit) inspectSheet() (sheet, error) {
	return v.returnSheet(app.InspectReturn.Entry, "inspect", "good", "blocked", "scrapped")
}

func (v *visit) receiveReturn() error { return v.onSheet((*visit).receiveSheet, false) }

func (v *visit) returnReceived() error { return v.onSheet((*visit).receiveSheet, true) }

func (v *visit) inspectReturn() error { return v.onSheet((*visit).inspectSheet, false) }

func (v *visit) returnInspected() error { return v.onSheet((*visit).inspectSheet, true) }
