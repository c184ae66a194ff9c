package shipping

import (
	"fmt"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
)

var (
	qNotShipped = db.Q("shipping.check.shipped", `select order_id, n, cast(sum(kept) as bigint), cast(sum(found) as bigint) from
		(select order_id, n, shipped as kept, 0 as found from order_line union all
		select s.order_id, l.order_n, 0, l.picked from shipment s join shipment_line l on l.shipment = s.id where s.state in ('shipped', 'delivered', 'returned')) t
		group by order_id, n having sum(kept) <> sum(found) order by order_id, n limit 1000`).Scans()
	qNotPicked = db.Q("shipping.check.picked", `select order_id, n, cast(sum(kept) as bigint), cast(sum(found) as bigint) from
		(select order_id, n, picked as kept, 0 as found from order_line union all
		select s.order_id, l.order_n, 0, l.picked from shipment s join shipment_line l on l.shipment = s.id
			where s.state in ('to_pick', 'picking', 'packed') and l.kind = 'goods') t
		group by order_id, n having sum(kept) <> sum(found) order by order_id, n limit 1000`).Scans()
	qLinesWrong = db.Q("shipping.check.lines", `select l.shipment, l.n, l.quantity, l.picked from shipment_line l left join shipment s on s.id = l.shipment
			left join order_line o on o.order_id = s.order_id and o.n = l.order_n
		where s.id is null or s.order_id <> l.order_id or o.n is null or o.item <> l.item or o.kind <> l.kind or s.state = 'to_pick' and l.picked <> 0
			or l.cost <> 0 and (s.state not in ('shipped', 'delivered', 'returned') or l.kind <> 'goods')
			or s.state in ('picking', 'packed', 'shipped', 'delivered', 'returned') and l.picked <> l.quantity
			or l.n <> 1 + (select count(*) from shipment_line b where b.shipment = l.shipment and b.n < l.n)
		order by l.shipment, l.n limit 1000`).Scans()
	qNotMoved = db.Q("shipping.check.moved", `select shipment, item, cast(sum(cost) as bigint), cast(sum(quantity) as bigint) from
		(select l.shipment, l.item, l.cost, l.picked as quantity from shipment s join shipment_line l on l.shipment = s.id
			where s.state in ('shipped', 'delivered', 'returned') and l.kind = 'goods' union all
		select document, item, value, quantity from stock_move where kind = 'shipment') t
		group by shipment, item having sum(cost) <> 0 or sum(quantity) <> 0 order by shipment, item limit 1000`).Scans()
	qElsewhere = db.Q("shipping.check.entity", `select s.id, 0, s.entity, coalesce(o.entity, 0) from shipment s left join sales_order o on o.id = s.order_id
			left join warehouse h on h.id = s.warehouse
		where o.id is null or o.entity <> s.entity or o.customer <> s.customer or h.id is null or h.entity <> s.entity order by s.id limit 1000`).Scans()
	qPage      = db.Q("shipping.check.page", `select `+columns+` from shipment where id > $1 order by id limit $2`).Scans()
	qPageLines = db.Q("shipping.check.page_lines", `select `+lineColumns+` from shipment_line where shipment >= $1 and shipment <= $2 order by shipment, n`).Scans()
	qFacts     = db.Q("shipping.check.facts", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type like 'shipping.%' order by id limit $2`).Scans()
)

// Breaches checks the shipments: their states follow the table of domain.md
// 1.4, each change with its fact (shipment.states); orders and stock were told
// what left (shipment.told); order and warehouse are of one company
// (shipment.entity).
func Breaches(r *db.Read) ([]db.Breach, error) {
	type row struct{ ID, N, Is, Should db.ID }
	var out []db.Breach
	for _, c := range []struct {
		check, what, why string
		q                *db.Stmt
	}{
		{"shipment.told", "order %d, line %d", "shipped, by its shipments", qNotShipped},
		{"shipment.told", "order %d, line %d", "picked, by its shipments", qNotPicked},
		{"shipment.told", "shipment %d, line %d", "planned or of another line, against what is picked", qLinesWrong},
		{"shipment.told", "shipment %d, item %d", "cost and quantity, with its stock movements", qNotMoved},
		{"shipment.entity", "shipment %d (%d)", "company", qElsewhere},
	} {
		rows, err := db.All[row](r, c.q)
		if err != nil {
			return nil, err
		}
		for _, b := range rows {
			out = append(out, db.NotEqual(c.check, fmt.Sprintf(c.what, b.ID, b.N), c.why, int64(b.Is), int64(b.Should)))
		}
	}
	more, err := states(r)
	return append(out, more...), err
}

// history is which facts a shipment has had, and on which day.
type history map[string]day.Day

// quantities are what a shipment has of each order line: what was planned, less
// what was not on its shelf. Facts of earlier programs do not say the plan.
type quantities struct {
	said  bool
	of    map[int64]money.Quantity
	lines int // planned, less those that are there
}

func (q *quantities) follow(e db.Event) error {
	var plan planBody
	var gone short
	switch e.Type {
	case "shipping.planned":
		if err := e.Read(&plan); err != nil {
			return err
		}
	case "shipping.short":
		if err := e.Read(&gone); err != nil {
			return err
		}
	}
	q.said, q.lines = q.said || len(plan.Parts) > 0, q.lines+plan.Lines
	for _, p := range plan.Parts {
		q.of[p.N] += p.Quantity
	}
	for _, m := range gone.Missing {
		q.of[m.N] -= m.Quantity
	}
	return nil
}

// holds reports whether a line is what its facts say.
func (q *quantities) holds(l Line, picked bool) bool {
	return q == nil || !q.said || l.Quantity == q.of[l.OrderN] && (picked && l.Picked == l.Quantity || !picked && l.Picked == 0)
}

// states goes through the facts of all shipments, then compares each with what
// it says of itself.
func states(r *db.Read) (out []db.Breach, err error) {
	past, planned := map[db.ID]history{}, map[db.ID]*quantities{}
	err = db.Pages(r, qFacts, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			id := e.Object("shipment")
			if past[id] == nil {
				past[id], planned[id] = history{}, &quantities{of: map[int64]money.Quantity{}}
			}
			if _, twice := past[id][e.Type]; twice {
				out = append(out, db.Breach{Check: "shipment.states", What: fmt.Sprintf("shipment %d, fact %d", id, e.ID), Why: e.Type + " a second time"})
			}
			past[id][e.Type] = e.Day
			if err := planned[id].follow(e); err != nil {
				out = append(out, db.Breach{Check: "shipment.states", What: fmt.Sprintf("shipment %d, fact %d", id, e.ID), Why: err.Error()})
			}
		}
		return nil
	})
	if err != nil {
		return out, err
	}
	err = db.Pages(r, qPage, func(s Shipment) db.ID { return s.ID }, func(page []Shipment) error {
		lines, err := db.All[Line](r, qPageLines, page[0].ID, page[len(page)-1].ID)
		if err != nil {
			return err
		}
		for _, l := range lines {
			_, picked := past[l.Shipment]["shipping.picked"]
			q := planned[l.Shipment]
			if q != nil {
				q.lines--
			}
			if !q.holds(l, picked) {
				out = append(out, db.NotEqual("shipment.told", fmt.Sprintf("shipment %d, line %d", l.Shipment, l.N), "quantity, by its facts", l.Quantity.String(), q.of[l.OrderN].String()))
			}
		}
		for _, s := range page {
			if why := s.wrong(past[s.ID]); why != "" {
				out = append(out, db.Breach{Check: "shipment.states", What: "shipment " + s.Number, Why: why})
			}
			if q := planned[s.ID]; q != nil && q.lines != 0 && !s.TakenOver {
				out = append(out, db.Breach{Check: "shipment.told", What: "shipment " + s.Number, Why: fmt.Sprintf("lines, by what was planned: off by %d", q.lines)})
			}
			delete(past, s.ID)
		}
		return nil
	})
	for id := range past {
		out = append(out, db.Breach{Check: "shipment.states", What: fmt.Sprintf("shipment %d", id), Why: "has facts and is not there"})
	}
	return out, err
}

// steps are the facts on the way to each state.
var steps = []struct {
	fact  string
	state State
}{{"shipping.planned", ToPick}, {"shipping.picked", Picking}, {"shipping.packed", Packed}, {"shipping.shipped", Shipped}, {"shipping.delivered", Delivered}}

// wrong says which fact the shipment lacks or has too many of.
func (s Shipment) wrong(h history) string {
	on := map[string]day.Day{"shipping.planned": s.PlannedOn, "shipping.shipped": s.ShippedOn, "shipping.delivered": s.DeliveredOn}
	_, cancelled := h["shipping.cancelled"]
	_, returned := h["shipping.returned"]
	if returned != (s.State == Returned) {
		return "is " + string(s.State) + " against its facts"
	}
	if returned {
		s.State = Shipped // that far it went the usual way
	}
	if cancelled != (s.State == Cancelled) {
		return "is " + string(s.State) + " against its facts"
	}
	gone := false // past the state it is in
	for _, step := range steps {
		d, has := h[step.fact]
		known := step.fact == "shipping.planned" || step.fact == "shipping.shipped" || step.fact == "shipping.delivered"
		switch {
		case cancelled && step.state != ToPick && !has:
			gone = true
		case s.TakenOver && step.state != Shipped && step.state != Delivered:
			if has {
				return "is taken over and has a fact " + step.fact
			}
			continue
		case has == gone:
			return "is " + string(s.State) + " against its fact " + step.fact
		}
		if known && d != on[step.fact] {
			return fmt.Sprintf("has another day than %s: %s, %s", step.fact, on[step.fact], d)
		}
		gone = gone || s.State == step.state || cancelled && step.state == Packed
	}
	return ""
}
