package stock

import (
	"fmt"

	"encaisse/base/db"
	"encaisse/o2c/ledger"
)

var (
	qMoves = db.Q("stock.check.moves", `select s.item, s.warehouse, s.on_hand, cast(coalesce(sum(m.quantity), 0) as bigint)
		from stock s left join stock_move m on m.item = s.item and m.warehouse = s.warehouse
		group by s.item, s.warehouse, s.on_hand, s.value having s.on_hand <> coalesce(sum(m.quantity), 0) or s.value <> coalesce(sum(m.value), 0)`).Scans()
	qNowhere = db.Q("stock.check.nowhere", `select m.item, m.warehouse, 0, cast(sum(m.quantity) as bigint) from stock_move m
		where not exists (select 1 from stock s where s.item = m.item and s.warehouse = m.warehouse)
		group by m.item, m.warehouse having sum(m.quantity) <> 0 or sum(m.value) <> 0`).Scans()
	qReserved = db.Q("stock.check.reserved", `select item, warehouse, cast(sum(kept) as bigint), cast(sum(held) as bigint) from
		(select item, warehouse, reserved as kept, 0 as held from stock union all
		select l.item, o.warehouse, 0, l.reserved from order_line l join sales_order o on o.id = l.order_id where l.reserved <> 0) t
		group by item, warehouse having sum(kept) <> sum(held)`).Scans()
	qParts = db.Q("stock.check.parts", `select item, warehouse, on_hand, reserved + blocked from stock
		where on_hand < 0 or reserved < 0 or blocked < 0 or value < 0 or reserved + blocked > on_hand or on_hand = 0 and value <> 0`).Scans()
	qBooked = db.Q("stock.check.booked", `select event, cast(sum(moved) as bigint), cast(sum(posted) as bigint) from
		(select event, value as moved, 0 as posted from stock_move union all
		select event, 0, amount from leg where account = $1 or account = $2) t group by event having sum(moved) <> sum(posted) order by event limit 1000`).Scans()
	qFacts = db.Q("stock.check.facts", `select m.id, m.kind, coalesce(e.type, 'none') from stock_move m left join event e on e.id = m.event
			left join warehouse h on h.id = m.warehouse
		where e.id is null or e.day <> m.day or h.id is null or h.entity <> coalesce(e.entity, 0)
			or not (m.kind in ('receipt', 'opening') and e.type = 'stock.received' and m.document = 0 and m.quantity > 0
				or m.kind in ('shipment', 'history') and e.type = 'shipping.shipped' and m.document <> 0)
		order by m.id limit 1000`).Scans()
	qReceipts = db.Q("stock.check.receipts", `select m.id, m.event, coalesce(e.body, ''), m.quantity, m.value from stock_move m
		left join event e on e.id = m.event where m.id > $1 and m.kind in ('receipt', 'opening') order by m.id limit $2`).Scans()
	qUnmoved = db.Q("stock.check.unmoved", `select e.id, 'none', e.type from event e left join stock_move m on m.event = e.id
		where e.type = 'stock.received' and m.id is null order by e.id limit 1000`).Scans()
)

// Breaches checks stock: levels are the sum of their movements and of the
// orders' reservations, on hand covers what is reserved and blocked
// (stock.levels), each movement has its fact (stock.facts), and inventory in
// the ledger is the value of stock (stock.booked).
func Breaches(r *db.Read) ([]db.Breach, error) {
	type level struct{ Item, Warehouse, Is, Should db.ID }
	var out []db.Breach
	for _, c := range []struct {
		why string
		q   *db.Stmt
	}{{"on hand or value, by its movements", qMoves}, {"movements without a level", qNowhere}, {"reserved, by the orders", qReserved},
		{"on hand, against reserved and blocked", qParts}} {
		rows, err := db.All[level](r, c.q)
		if err != nil {
			return nil, err
		}
		for _, d := range rows {
			out = append(out, db.NotEqual("stock.levels", fmt.Sprintf("item %d in warehouse %d", d.Item, d.Warehouse), c.why, int64(d.Is), int64(d.Should)))
		}
	}
	booked, err := db.All[struct{ Event, Moved, Posted db.ID }](r, qBooked, ledger.PCG.Account(ledger.Inventory), ledger.Generic.Account(ledger.Inventory))
	if err != nil {
		return nil, err
	}
	for _, b := range booked {
		out = append(out, db.NotEqual("stock.booked", fmt.Sprintf("fact %d", b.Event), "inventory posted", int64(b.Posted), int64(b.Moved)))
	}
	for _, q := range []*db.Stmt{qFacts, qUnmoved} {
		facts, err := db.All[struct {
			ID         db.ID
			Kind, Type string
		}](r, q)
		if err != nil {
			return nil, err
		}
		for _, f := range facts {
			out = append(out, db.Breach{Check: "stock.facts", What: fmt.Sprintf("movement or fact %d", f.ID), Why: f.Kind + " does not go with its fact: " + f.Type})
		}
	}
	more, err := receipts(r)
	return append(out, more...), err
}

type receipt struct {
	ID       db.ID
	Event    db.ID
	Body     string
	Quantity int64
	Value    int64
}

// receipts are the movements that say what their facts say.
func receipts(r *db.Read) (out []db.Breach, err error) {
	err = db.Pages(r, qReceipts, func(p receipt) db.ID { return p.ID }, func(page []receipt) error {
		for _, p := range page {
			var body received
			if err := (db.Event{Body: p.Body}).Read(&body); err != nil || int64(body.Quantity) != p.Quantity || int64(body.Cost) != p.Value {
				out = append(out, db.NotEqual("stock.facts", fmt.Sprintf("fact %d", p.Event), "its movement", fmt.Sprint(p.Quantity, " for ", p.Value), p.Body))
			}
		}
		return nil
	})
	return out, err
}
