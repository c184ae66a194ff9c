package demo

import (
	"slices"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/catalog"
	"encaisse/o2c/order"
	"encaisse/o2c/shipping"
	"encaisse/o2c/stock"
)

// Stages of a shipment under way.
const (
	planned = iota
	picked
	packed
)

// warehouse goes through the living orders of a morning: what was begun goes
// on, what is reserved and due is planned.
func (m *maker) warehouse(d day.Day) error {
	for _, s := range slices.Clone(m.live) {
		if s.plan == "" && s.due > d {
			continue
		}
		v, err := m.show(s)
		if err != nil {
			return err
		}
		switch {
		case v.State == order.Closed || v.State == order.Cancelled:
			m.live = slices.DeleteFunc(m.live, func(o *sale) bool { return o == s })
			continue
		case s.plan == "" && ready(v):
			if err := m.prepare(s); err != nil {
				return err
			}
		}
		if s.plan != "" {
			if err := m.carry(d, s); err != nil {
				return err
			}
		}
	}
	return nil
}

// ready tells an order of which something may leave.
func ready(v order.View) bool {
	some, missing := false, false
	for _, l := range v.Lines {
		if l.Kind == catalog.Goods {
			some = some || l.Reserved > l.Picked
			missing = missing || l.Backordered > 0
		} else {
			some = some || l.Shipped+l.Cancelled < l.Quantity
		}
	}
	return (v.State == order.Confirmed || v.State == order.Released) && some && (v.Partial || !missing)
}

// prepare plans a shipment; credit may still say no.
func (m *maker) prepare(s *sale) error {
	v, err := app.PlanShipment.Do(m.ctx, m.a, m.as(access.Warehouse), shipping.ToPlan{Order: s.order})
	switch refuse.Code(err) {
	case "shipping.credit", "shipping.stopped":
		return nil
	}
	s.plan, s.stage = v.ID, planned
	return err
}

// carry takes a shipment as far as the day goes: most leave at once, some stay
// on the way overnight.
func (m *maker) carry(d day.Day, s *sale) error {
	for {
		patience := 12
		if day.France.AddWorkdays(d, 1) > m.last {
			patience = 45 // the last day ends in the middle of the work
		}
		if m.chance(patience) {
			return nil
		}
		if s.stage == packed {
			return m.ship(d, s)
		}
		var err error
		if s.stage == planned {
			err = m.pick(d, s)
		} else {
			_, err = app.PackShipment.Do(m.ctx, m.a, m.as(access.Warehouse), shipping.ByID{ID: s.plan})
		}
		if err != nil {
			return err
		}
		s.stage++
	}
}

// pick takes what was planned off the shelf; now and then a piece is not there
// and is found again later.
func (m *maker) pick(d day.Day, s *sale) error {
	in := shipping.PickList{ID: s.plan}
	m.parcel++
	if m.parcel%17 == 0 {
		v, err := app.ShowShipment.Ask(m.ctx, m.a, m.calls[access.Warehouse], shipping.ByID{ID: s.plan})
		if err != nil {
			return err
		}
		in.Lines = m.short(d, v)
	}
	_, err := app.PickShipment.Do(m.ctx, m.a, m.as(access.Warehouse), in)
	return m.settle(err)
}

// short is a pick of everything but one piece of the first goods.
func (m *maker) short(d day.Day, v shipping.View) []shipping.Part {
	var parts []shipping.Part
	missed := false
	for _, l := range v.Lines {
		q := l.Quantity
		if !missed && !articles[at(l.SKU)].Service && q > money.Units(1) {
			missed, q = true, q-money.Units(1)
			m.after(d, 3, func() error {
				_, err := app.UnblockStock.Do(m.ctx, m.a, m.as(access.Warehouse), stock.ToUnblock{SKU: l.SKU, Quantity: money.Units(1)})
				return m.settle(err)
			})
		}
		parts = append(parts, shipping.Part{N: l.N, Quantity: q})
	}
	return parts
}

// at is the place of an article in the list.
func at(sku string) int {
	return slices.IndexFunc(articles, func(a article) bool { return a.SKU == sku })
}

var qInvoices = db.Q("demo.invoices", `select id from invoice where order_id = $1 and type = '380' order by id`)

// ship lets it leave. The chain invoices it; the customer will pay in his way.
func (m *maker) ship(d day.Day, s *sale) error {
	id := s.plan
	s.plan = ""
	_, err := app.ShipShipment.Do(m.ctx, m.a, m.as(access.Warehouse), shipping.ByID{ID: id})
	if err := m.settle(err); err != nil {
		return err
	}
	m.after(d, 1+m.dice.IntN(3), func() error {
		_, err := app.DeliverShipment.Do(m.ctx, m.a, m.as(access.Warehouse), shipping.Receipt{ID: id})
		return err
	})
	list, err := db.See(m.ctx, m.a.DB, db.As{}, func(r *db.Read) ([]db.ID, error) { return db.All[db.ID](r, qInvoices, s.id) })
	if err != nil {
		return err
	}
	for _, v := range list[s.billed:] {
		if err := m.expect(s, v); err != nil {
			return err
		}
	}
	s.billed = len(list)
	return nil
}
