package demo

import (
	"slices"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/invoice"
	"encaisse/o2c/listing"
	"encaisse/o2c/order"
	"encaisse/o2c/shipping"
	"encaisse/o2c/stock"
)

// parcel is a shipment under way.
type parcel struct {
	of    *deal
	view  shipping.View
	pick  day.Day // not before
	stage int
}

// stores goes through the living orders: what is reserved and due is planned,
// what was planned is picked, packed and leaves. Then it is invoiced.
func (f *firm) stores(d day.Day) error {
	if err := f.plans(d); err != nil {
		return err
	}
	f.hour(14, 30)
	var left []*parcel
	for n, p := range f.parcels {
		gone, err := f.move(d, p, n)
		if err != nil {
			return err
		}
		if p.of.away = !gone; !gone {
			left = append(left, p)
		}
	}
	f.parcels = left
	if err := f.settled(nil); err != nil {
		return err
	}
	return f.billed()
}

func (f *firm) plans(d day.Day) error {
	var open []*deal
	for _, s := range f.open {
		if s.due > d || s.away || d == f.final && f.people[s.who].place == 1 {
			open = append(open, s)
			continue
		}
		o, err := f.stands(s)
		if err != nil {
			return err
		}
		switch order.State(o.State) {
		case order.Closed, order.Cancelled:
			continue
		case order.Confirmed, order.Released:
			if o.Ready > 0 && (o.Partial || o.Missing == 0) {
				if err := f.prepare(d, s); err != nil {
					return err
				}
			} else if o.Ready == 0 && o.Missing == 0 {
				continue // nothing left to plan
			}
		}
		open = append(open, s)
	}
	f.open = open
	return nil
}

// prepare plans a shipment; credit may still say no.
func (f *firm) prepare(d day.Day, s *deal) error {
	v, err := app.PlanShipment.Do(f.ctx, f.a, f.as(f.people[s.who].place, access.Warehouse), shipping.ToPlan{Order: s.order})
	switch refuse.Code(err) {
	case "shipping.credit", "shipping.stopped", "shipping.insolvent":
		return nil
	case "":
	default:
		return err
	}
	if err == nil {
		s.away = true
		f.parcels = append(f.parcels, &parcel{of: s, view: v, pick: f.picked(d, f.people[s.who].store)})
	}
	return err
}

// picked is the day on which a planned shipment is picked: the same, or the
// next. In the second warehouse it takes days longer for a quarter of the year,
// while a picker is missing: the bottleneck that the waits show.
func (f *firm) picked(d day.Day, store string) day.Day {
	if age := f.last.Sub(d); store == north && age > 120 && age <= 210 {
		return day.France.AddWorkdays(d, 3+f.dice.IntN(4))
	}
	if f.chance(15) {
		return day.France.AddWorkdays(d, 1)
	}
	return d
}

// move takes a shipment as far as the day goes: the last one ends in the middle
// of the work, the n-th shipment here or there.
func (f *firm) move(d day.Day, p *parcel, n int) (gone bool, err error) {
	place := f.people[p.of.who].place
	if p.pick > d || d == f.final && place == 1 {
		return false, nil
	}
	for ; p.stage < packed+1; p.stage++ {
		if d == f.final && p.stage >= n%4 {
			return false, nil
		}
		switch p.stage {
		case planned:
			err = f.take(d, p)
		case picked:
			_, err = app.PackShipment.Do(f.ctx, f.a, f.as(place, access.Warehouse), shipping.ByID{ID: p.view.ID})
		case packed:
			_, err = app.ShipShipment.Do(f.ctx, f.a, f.as(place, access.Warehouse), shipping.ByID{ID: p.view.ID})
		}
		switch refuse.Code(err) {
		case "":
		case "shipping.stopped", "shipping.insolvent", "shipping.credit":
			return false, nil
		case "shipping.state":
			return true, nil // somebody stopped the order
		}
		if err != nil {
			return false, err
		}
	}
	f.after(d, 1+f.dice.IntN(3), func() error { return f.delivered(place, p) })
	return true, nil
}

func (f *firm) delivered(place int, p *parcel) error {
	f.parcel++
	if f.parcel%211 == 0 { // nobody was there
		return f.broughtBack(place, p)
	}
	_, err := app.DeliverShipment.Do(f.ctx, f.a, f.as(place, access.Warehouse), shipping.Receipt{ID: p.view.ID})
	return err
}

// take takes what was planned off the shelf; now and then a piece is not there
// and is found again later.
func (f *firm) take(d day.Day, p *parcel) error {
	place, store := f.people[p.of.who].place, f.people[p.of.who].store
	in := shipping.PickList{ID: p.view.ID}
	if k := slices.IndexFunc(p.view.Lines, func(l shipping.LineView) bool { return l.Quantity > money.Units(2) && f.isGoods(l.SKU) }); k >= 0 && f.chance(3) {
		for n, l := range p.view.Lines {
			q := l.Quantity
			if n == k {
				q -= money.Units(1)
				f.after(d, 3, func() error {
					_, err := app.UnblockStock.Do(f.ctx, f.a, f.as(place, access.Warehouse), stock.ToUnblock{Warehouse: store, SKU: l.SKU, Quantity: money.Units(1)})
					return err
				})
			}
			in.Lines = append(in.Lines, shipping.Part{N: l.N, Quantity: q})
		}
	}
	_, err := app.PickShipment.Do(f.ctx, f.a, f.as(place, access.Warehouse), in)
	return err
}

func (f *firm) isGoods(sku string) bool {
	a, ok := f.article(sku)
	return ok && !a.Service
}

// bill is an invoice that was just issued.
type bill struct {
	ID       db.ID
	Number   string
	Customer db.ID
	Order    db.ID
	IssuedOn day.Day
	DueOn    day.Day
	Total    int64
}

var qBills = db.Q("demo.bills", `select id, number, customer, coalesce(order_id, 0), issued_on, due_on, total from invoice
	where entity = $1 and id > $2 and type = '380' order by id`).Scans()

// buyer is who got an invoice: of an order, or of a month.
func (f *firm) buyer(b bill) (who int, ok bool) {
	if s := f.dealt[b.Order]; s != nil {
		return s.who, true
	}
	who, ok = f.months[b.Customer]
	return who, ok
}

// byHand is what billing does in the morning: who is invoiced by hand is so some days
// after the goods left. For the last weeks nobody did it: what left since is there to
// be invoiced by who looks.
func (f *firm) byHand(d day.Day) error {
	if d > f.last.AddDays(-leftDays) {
		return nil
	}
	call := f.sides[0].calls[access.Billing]
	list, err := app.ToBillRows.Ask(f.ctx, f.a, call, listing.ToBillIn{})
	if err != nil {
		return err
	}
	done := map[string]bool{}
	for _, s := range list.Items {
		if s.Cause != "ready" || done[s.Order] || s.ShippedOn > d.AddDays(-unbilledDays) {
			continue
		}
		done[s.Order] = true
		if _, err := app.IssueInvoice.Do(f.ctx, f.a, call, invoice.ToIssue{Order: s.Order}); err != nil {
			return err
		}
	}
	return nil
}

const (
	unbilledDays = 5  // pass until what left is invoiced by hand
	leftDays     = 16 // are the last ones, of which nothing is
)

// billed looks at the invoices of the day and expects their payment.
func (f *firm) billed() error {
	for place := range f.sides {
		list, err := listed[bill](f, qBills, f.sides[place].id, f.seen[place])
		if err != nil {
			return err
		}
		for _, b := range list {
			f.seen[place] = b.ID
			who, ok := f.buyer(b)
			if !ok {
				continue
			}
			if err := f.expected(who, b); err != nil {
				return err
			}
		}
	}
	return nil
}
