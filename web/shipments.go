package web

import (
	"slices"

	"encaisse/app"
	"encaisse/o2c/insight"
	"encaisse/o2c/listing"
	"encaisse/o2c/order"
	"encaisse/o2c/shipping"
	"encaisse/web/ui"
)

var shipmentColumns = []column{{key: "number"}, {key: "customer", grow: true}, {key: "order"}, {key: "warehouse"}, {key: "planned"}, {key: "shipped_on"}, {key: "state"}, {key: "line_count", num: true}, {key: "pieces", num: true, sum: true}}

var shipmentList = list{path: "/shipments", title: "web.shipments", keys: "shipments", views: []string{"all", "here", "to_pick", "picking", "packed", "shipped", "delivered", "returned"},
	filters: []string{"customer"}, columns: shipmentColumns, rows: shipmentRows}

var packingList = list{path: "/packing", title: "web.packing", keys: "packing", views: []string{"picking", "packed"}, columns: shipmentColumns, rows: shipmentRows}

func (v *visit) shipments() error { return shipmentList.draw(v) }

func (v *visit) packing() error { return packingList.draw(v) }

func shipmentRows(v *visit, q query) (rows, error) {
	in := listing.ShipmentsIn{Paging: q.paging, Customer: q.customer}
	if q.view != "all" {
		in.State = q.view
	}
	out, err := ask(v, app.ShipmentRows, in)
	if err != nil {
		return rows{}, err
	}
	r := ofCounted(out)
	for _, s := range out.Items {
		state := v.shipmentState(s.State)
		r.lines = append(r.lines, row{id: s.Number, cells: map[string]cell{
			"number":   {ui.Cell{Text: s.Number, Href: v.link2("/shipments/{id}", "/shipments/"+escape(s.Number))}, s.Number},
			"customer": v.who(s.Name, s.Customer), "order": {ui.Cell{Text: s.Order, Href: v.record("order", s.Order)}, s.Order},
			"warehouse": {ui.Cell{Text: s.Warehouse}, s.Warehouse}, "planned": {ui.Cell{Text: v.dayOr(s.PlannedOn), Soft: true}, s.PlannedOn}, "shipped_on": {ui.Cell{Text: v.dayOr(s.ShippedOn)}, s.ShippedOn},
			"state": {ui.Cell{State: &state}, state.Text}, "line_count": {ui.Cell{Text: ui.Number(v.ctx, s.Lines)}, s.Lines}, "pieces": {ui.Cell{Text: ui.Number(v.ctx, s.Pieces)}, s.Pieces},
		}})
	}
	return r, nil
}

var shipmentSigns = map[string][2]string{"to_pick": {"", "ring"}, "picking": {"go", "half"}, "packed": {"go", "box"}, "shipped": {"ok", "truck"}, "delivered": {"ok", "done"}, "returned": {"warn", "undo"}, "cancelled": {"", "x"}}

func (v *visit) shipmentState(state string) ui.State {
	sign := shipmentSigns[state]
	return ui.State{Tone: sign[0], Icon: sign[1], Text: v.say("state." + state)}
}

// nextOfShipment is what brings a shipment nearer to the customer.
var nextOfShipment = map[shipping.State][]string{shipping.Picking: {"shipping.pack"}, shipping.Packed: {"shipping.ship"}, shipping.Shipped: {"shipping.deliver"}}

func (v *visit) shipment() error {
	s, err := ask(v, app.ShowShipment, shipping.ByID{ID: v.r.PathValue("id")})
	if err != nil {
		return err
	}
	o, err := ask(v, app.ShowOrder, order.ByID{ID: s.Order})
	if err != nil {
		return err
	}
	thread, err := ask(v, app.ThreadOrder, order.ByID{ID: s.Order})
	if err != nil {
		return err
	}
	title, state := v.say("object.shipment")+" "+s.Number, v.shipmentState(string(s.State))
	p := recordPage{Head: ui.Heading{Title: title, State: &state, Crumbs: []ui.Link{{Href: "/shipments", Text: v.say("web.shipments")}, {Href: "/orders/" + escape(s.Order), Text: s.Order}}},
		Files: []ui.Link{{Href: "/shipments/" + escape(s.Number) + "/pdf", Text: v.say("web.pdf")}}, Side: v.customerLink(o.Customer)}
	of := about{"shipment": s.Number}
	p.Next = v.next(of, s.Warehouse, nextOfShipment[s.State]...)
	if s.State == shipping.ToPick && v.opens("/picking/{id}") {
		p.Next = &ui.NextAction{Title: v.say("web.pick.next"), Why: s.Warehouse, Href: "/picking/" + escape(s.Number), Icon: "shelf", Label: v.say("web.pick.start"), Key: "P"}
	}
	if s.State == shipping.Shipped || s.State == shipping.Delivered {
		p.Actions = v.actions(of, "rma.request", "shipping.return")
	}
	p.Grid = ui.Grid{Caption: v.say("web.part.lines"), Columns: []ui.Column{{Name: v.say("web.col.item"), Grow: true}, {Name: v.say("web.sheet.expected"), Num: true}, {Name: v.say("web.col.picked"), Num: true, Key: true}}}
	for _, l := range s.Lines {
		name := l.SKU
		if i := slices.IndexFunc(o.Lines, func(x order.LineView) bool { return x.N == l.Line }); i >= 0 {
			name = o.Lines[i].Name
		}
		p.Grid.Lines = append(p.Grid.Lines, ui.Line{ID: l.SKU, Cells: []ui.Cell{{Text: name, Small: l.SKU, Href: v.record("item", l.SKU)}, {Text: ui.Number(v.ctx, l.Quantity)}, {Text: ui.Number(v.ctx, l.Picked)}}})
	}
	p.Facts = []ui.Fact{{Name: v.say("web.col.warehouse"), Text: s.Warehouse}, {Name: v.say("web.col.planned"), Text: v.dayOr(s.PlannedOn)}, {Name: v.say("web.col.shipped_on"), Text: v.dayOr(s.ShippedOn)}, {Name: v.say("state.delivered"), Text: v.dayOr(s.DeliveredOn)}}
	if s.Proof != nil {
		p.Facts = append(p.Facts, ui.Fact{Name: v.say("web.signed_by"), Text: s.Proof.Name})
	}
	p.Facts = slices.DeleteFunc(p.Facts, func(f ui.Fact) bool { return f.Text == "" })
	p.Moments = v.happened(reversed(slices.DeleteFunc(thread.Steps, func(x insight.Step) bool {
		return !slices.ContainsFunc(x.Objects, func(t insight.Touched) bool { return t.Kind == "shipment" && t.Number == s.Number })
	})))
	return v.show(title, recordBody(p))
}

func (v *visit) pdfOfShipment() error { return v.paper(app.ShipmentPDF.Entry) }
