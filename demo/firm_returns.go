package demo

import (
	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/invoice"
	"encaisse/o2c/rma"
	"encaisse/o2c/shipping"
)

// The newest is found from the end: no index by entity may lead away from it.
var qDelivered = db.Q("demo.delivered", `select s.id from shipment s where s.entity + 0 = $1 and s.state = 'delivered' and s.billed
	and not exists (select 1 from rma r where r.shipment = s.id)
	and exists (select 1 from shipment_line l where l.shipment = s.id and l.kind = 'goods' and l.quantity >= 3000000) order by s.id desc limit 1 offset 5`).Scans()

// takenBack is a return of some pieces of a delivered shipment, as far as it
// went: end is its state, or closed after one of the ways a return can end.
func (f *firm) takenBack(end string, ending int) func(day.Day) error {
	return func(d day.Day) error {
		id, err := seen[db.ID](f, qDelivered, f.sides[0].id)
		if err != nil {
			return err
		}
		s, err := app.ShowShipment.Ask(f.ctx, f.a, f.sides[0].calls[access.Warehouse], shipping.ByID{ID: id.Text(shipping.Prefix)})
		if err != nil {
			return err
		}
		var n int64
		for _, l := range s.Lines {
			if l.Quantity >= money.Units(3) && f.isGoods(l.SKU) {
				n = l.N
			}
		}
		v, err := app.RequestReturn.Do(f.ctx, f.a, f.as(0, access.Sales), rma.Request{Shipment: s.ID, Reason: "defective", Lines: []rma.Part{{N: n, Quantity: money.Units(2)}}})
		if err != nil {
			return err
		}
		steps := f.steps(v, end, ending)
		for k, do := range steps {
			if end == "closed" {
				f.after(d, 1+k, do) // each on a day of its own
			} else if err := do(); err != nil {
				return err
			}
		}
		return nil
	}
}

// steps are what is done about a return until it is in a state.
func (f *firm) steps(v rma.View, end string, ending int) []func() error {
	refused := func() error {
		_, err := app.RefuseReturn.Do(f.ctx, f.a, f.as(0, access.Sales), rma.Because{ID: v.ID, Reason: "délai dépassé"})
		return err
	}
	authorised := func() error {
		_, err := app.AuthoriseReturn.Do(f.ctx, f.a, f.as(0, access.Sales), rma.Because{ID: v.ID})
		return err
	}
	received := func() error {
		_, err := app.ReceiveReturn.Do(f.ctx, f.a, f.as(0, access.Warehouse), rma.ToReceive{ID: v.ID})
		return err
	}
	inspected := func() error {
		_, err := app.InspectReturn.Do(f.ctx, f.a, f.as(0, access.Warehouse), rma.ToInspect{ID: v.ID,
			Lines: []rma.Finding{{N: v.Lines[0].N, Good: money.Units(1), Scrapped: money.Units(1)}}})
		return f.settled(err)
	}
	accepted := func() error {
		_, err := app.AcceptReturn.Do(f.ctx, f.a, f.as(0, access.Billing), rma.ToAccept{ID: v.ID})
		return f.settled(f.granted(0, err))
	}
	replaced := func() error {
		_, err := app.ReplaceReturn.Do(f.ctx, f.a, f.as(0, access.Billing), rma.ByID{ID: v.ID})
		return f.settled(err)
	}
	rejected := func() error {
		_, err := app.RejectReturn.Do(f.ctx, f.a, f.as(0, access.Billing), rma.Because{ID: v.ID, Reason: "usée"})
		return err
	}
	closed := func() error {
		_, err := app.CloseReturn.Do(f.ctx, f.a, f.as(0, access.Billing), rma.ByID{ID: v.ID})
		return err
	}
	base := []func() error{authorised, received, inspected}
	switch end {
	case "requested":
		return nil
	case "refused":
		return []func() error{refused}
	case "authorised":
		return base[:1]
	case "received":
		return base[:2]
	case "inspected":
		return base
	case "accepted":
		return append(base, accepted)
	case "replaced":
		return append(base, replaced)
	case "rejected":
		return append(base, rejected)
	}
	if ending == 3 {
		return append(base, replaced, closed)
	}
	return append(base, accepted, closed)
}

// broughtBack is a shipment that the carrier brings back: nobody was there.
func (f *firm) broughtBack(place int, p *parcel) error {
	if f.people[p.of.who].byHand { // it is invoiced before it is credited
		if _, err := app.IssueInvoice.Do(f.ctx, f.a, f.as(place, access.Billing), invoice.ToIssue{Shipments: []string{p.view.ID}}); refuse.Code(err) != "invoice.not_billable" && err != nil {
			return err
		}
	}
	v, err := app.ReturnShipment.Do(f.ctx, f.a, f.as(place, access.Warehouse), rma.ToBring{ID: p.view.ID, Reason: "absent"})
	if refuse.Code(err) == "rma.nothing" { // services alone: there is nothing to bring back
		_, err = app.DeliverShipment.Do(f.ctx, f.a, f.as(place, access.Warehouse), shipping.Receipt{ID: p.view.ID})
		return err
	}
	if err != nil {
		return err
	}
	if _, err := app.InspectReturn.Do(f.ctx, f.a, f.as(place, access.Warehouse), rma.ToInspect{ID: v.ID}); err != nil {
		return err
	}
	_, err = app.AcceptReturn.Do(f.ctx, f.a, f.as(place, access.Billing), rma.ToAccept{ID: v.ID})
	return f.settled(f.granted(place, err))
}
