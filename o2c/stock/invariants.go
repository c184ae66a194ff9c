package stock

import (
	"fmt"

	"encaisse/base/db"
	"encaisse/base/money"
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
		select item, warehouse, 0, reserved from order_line where reserved <> 0) t
		group by item, warehouse having sum(kept) <> sum(held)`).Scans()
	qParts = db.Q("stock.check.parts", `select item, warehouse, on_hand, reserved + blocked from stock
		where on_hand < 0 or reserved < 0 or blocked < 0 or value < 0 or reserved + blocked > on_hand or on_hand = 0 and value <> 0`).Scans()
	qBooked = db.Q("stock.check.booked", `select event, cast(sum(moved) as bigint), cast(sum(posted) as bigint) from
		(select event, value as moved, 0 as posted from stock_move where kind not in ('sent', 'arrived') union all
		select event, 0, amount from leg where account = $1 or account = $2) t group by event having sum(moved) <> sum(posted) order by event limit 1000`).Scans()
	qAccounts = db.Q("stock.check.accounts", `select l.event, l.n, l.amount from leg l
		join (select event, min(kind) as kind from stock_move group by event) m on m.event = l.event
		where l.holder is not null or l.journal <> case when m.kind in ('history', 'opening') then 'RE' else 'ST' end
			or not (m.kind = 'history' and l.account in ($3, $4, $5, $6) or m.kind = 'opening' and l.account in ($1, $2, $5, $6)
				or m.kind not in ('history', 'opening') and l.account in ($1, $2, $3, $4))
		order by l.event, l.n limit 1000`).Scans()
	qFacts = db.Q("stock.check.facts", `select m.id, m.kind, coalesce(e.type, 'none') from stock_move m left join event e on e.id = m.event
			left join warehouse h on h.id = m.warehouse
		where e.id is null or e.day <> m.day or h.id is null or h.entity <> coalesce(e.entity, 0)
			or not (m.kind in ('receipt', 'opening') and e.type = 'stock.received' and m.quantity > 0
					and (m.document = 0 or m.kind = 'receipt' and exists (select 1 from expected_receipt x where x.id = m.document))
				or m.kind = 'return' and e.type = 'stock.returned' and m.document = 0 and m.quantity > 0
				or m.kind = 'adjustment' and e.type = 'stock.adjusted' and m.quantity <> 0
					and (m.document = 0 or exists (select 1 from stock_count c where c.id = m.document))
				or m.kind = 'sent' and e.type = 'stock.sent' and m.document <> 0
				or m.kind = 'arrived' and e.type = 'stock.arrived' and m.document <> 0
				or m.kind in ('shipment', 'history') and e.type = 'shipping.shipped' and m.document <> 0)
		order by m.id limit 1000`).Scans()
	qTransit = db.Q("stock.check.transit", `select document, item, cast(sum(quantity) as bigint), cast(sum(value) as bigint) from
		(select t.id as document, l.item, t.source as warehouse, 'sent' as kind, l.quantity, l.cost as value from transfer t join transfer_line l on l.transfer = t.id union all
		select t.id, l.item, t.target, 'arrived', -l.quantity, -l.cost from transfer t join transfer_line l on l.transfer = t.id where t.state = 'received' union all
		select document, item, warehouse, kind, quantity, value from stock_move where kind in ('sent', 'arrived')) m
		group by document, item, warehouse, kind having sum(quantity) <> 0 or sum(value) <> 0 order by document, item limit 1000`).Scans()
	qCounted = db.Q("stock.check.counted", `select document, item, cast(sum(quantity) as bigint), 0 from
		(select c.id as document, l.item, c.warehouse, l.counted - l.frozen as quantity from stock_count c join stock_count_line l on l.stock_count = c.id
			where c.state = 'posted' union all
		select m.document, m.item, m.warehouse, -m.quantity from stock_move m where m.kind = 'adjustment' and m.document <> 0) t
		group by document, item, warehouse having sum(quantity) <> 0 order by document, item limit 1000`).Scans()
	qBlockings = db.Q("stock.check.blockings", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type in ('stock.missing', 'stock.blocked', 'stock.unblocked', 'stock.adjusted', 'stock.minimum_set', 'stock.bin_set') order by id limit $2`).Scans()
	qBlocked  = db.Q("stock.check.blocked", `select item, warehouse, blocked from stock where blocked <> 0`).Scans()
	qMinimums = db.Q("stock.check.minimums", `select item, warehouse, version from stock_minimum`).Scans()
	qBins     = db.Q("stock.check.bins", `select item, warehouse, bin from stock_bin`).Scans()
	qReceipts = db.Q("stock.check.receipts", `select m.id, m.event, coalesce(e.body, ''), m.quantity, m.value from stock_move m
		left join event e on e.id = m.event where m.id > $1 and m.kind in ('receipt', 'opening', 'return', 'adjustment', 'sent', 'arrived')
		order by m.id limit $2`).Scans()
	qUnmoved = db.Q("stock.check.unmoved", `select e.id, 'none', e.type from event e left join stock_move m on m.event = e.id
		where e.type in ('stock.received', 'stock.returned', 'stock.adjusted', 'stock.sent', 'stock.arrived') and m.id is null order by e.id limit 1000`).Scans()
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
	accounts, err := db.All[struct{ Event, N, Amount db.ID }](r, qAccounts, ledger.PCG.Account(ledger.Inventory), ledger.Generic.Account(ledger.Inventory),
		ledger.PCG.Account(ledger.COGS), ledger.Generic.Account(ledger.COGS), ledger.PCG.Account(ledger.Opening), ledger.Generic.Account(ledger.Opening))
	if err != nil {
		return nil, err
	}
	for _, b := range accounts {
		out = append(out, db.Breach{Check: "stock.booked", What: fmt.Sprintf("fact %d", b.Event), Why: fmt.Sprintf("leg %d of %d is on another account or journal", b.N, b.Amount)})
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
	for _, find := range []func(*db.Read) ([]db.Breach, error){receipts, documents, blockings, announcements} {
		more, err := find(r)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

// documents are transfers and counts whose goods moved as they say: what is on
// its way is what was sent and did not arrive (stock.transit).
func documents(r *db.Read) (out []db.Breach, err error) {
	type row struct{ Document, Item, Quantity, Value db.ID }
	for _, c := range []struct {
		check, why string
		q          *db.Stmt
	}{{"stock.transit", "goods in transit, with their movements", qTransit}, {"stock.facts", "difference of a count, with its movement", qCounted}} {
		rows, err := db.All[row](r, c.q)
		if err != nil {
			return nil, err
		}
		for _, d := range rows {
			out = append(out, db.Breach{Check: c.check, What: fmt.Sprintf("document %d, item %d", d.Document, d.Item),
				Why: fmt.Sprintf("%s: off by %d for %d", c.why, d.Quantity, d.Value)})
		}
	}
	return out, nil
}

// blockings are what is blocked, by its facts, minimums set as often as their
// facts say, and bins as their last facts say.
func blockings(r *db.Read) (out []db.Breach, err error) {
	is, times, bins := map[place]int64{}, map[place]int64{}, map[place]string{}
	err = db.Pages(r, qBlockings, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			p := place{e.Object("item"), e.Object("warehouse")}
			var body change
			if err := e.Read(&body); err != nil {
				return err
			}
			switch e.Type {
			case "stock.missing", "stock.blocked":
				is[p] += int64(body.Quantity)
			case "stock.unblocked":
				is[p] -= int64(body.Quantity)
			case "stock.adjusted":
				is[p] += int64(body.Blocked)
			case "stock.minimum_set":
				times[p]++
			case "stock.bin_set":
				var set binSet
				if err := e.Read(&set); err != nil {
					return err
				}
				if set.Bin == bins[p] {
					out = append(out, db.NotEqual("stock.facts", fmt.Sprintf("fact %d", e.ID), "a change of bin", set.Bin, bins[p]))
				}
				bins[p] = set.Bin
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, c := range []struct {
		check, why string
		is         map[place]int64
		q          *db.Stmt
	}{{"stock.levels", "blocked, by its facts", is, qBlocked}, {"stock.facts", "facts of a minimum", times, qMinimums}} {
		rows, err := db.All[struct {
			Item, Warehouse db.ID
			Is              int64
		}](r, c.q)
		if err != nil {
			return nil, err
		}
		for _, d := range rows {
			c.is[place{d.Item, d.Warehouse}] -= d.Is
		}
		for p, off := range c.is {
			if off != 0 {
				out = append(out, db.Breach{Check: c.check, What: fmt.Sprintf("item %d in warehouse %d", p.item, p.warehouse), Why: fmt.Sprintf("%s: off by %d", c.why, off)})
			}
		}
	}
	wrong, err := misplaced(r, bins)
	return append(out, wrong...), err
}

// misplaced are the bins that are not those of their last facts.
func misplaced(r *db.Read, said map[place]string) (out []db.Breach, err error) {
	rows, err := db.All[struct {
		Item, Warehouse db.ID
		Bin             string
	}](r, qBins)
	if err != nil {
		return nil, err
	}
	kept := map[place]string{}
	for _, b := range rows {
		kept[place{b.Item, b.Warehouse}] = b.Bin
		said[place{b.Item, b.Warehouse}] += "" // it is looked at even without a fact
	}
	for p, bin := range said {
		if kept[p] != bin {
			out = append(out, db.NotEqual("stock.facts", fmt.Sprintf("item %d in warehouse %d", p.item, p.warehouse), "its bin", kept[p], bin))
		}
	}
	return out, nil
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

// Moved is what the fact of a movement says: quantity and cost.
func Moved(e db.Event) (money.Quantity, money.Amount, error) {
	var body received
	err := e.Read(&body)
	return body.Quantity, body.Cost, err
}

var (
	qAllExpected  = db.Q("stock.check.expected", `select `+expectedColumns+` from expected_receipt where id > $1 order by id limit $2`).Scans()
	qAnnouncement = db.Q("stock.check.announcements", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body
		from event where id > $1 and type in ('stock.expected', 'stock.expected_changed', 'stock.expected_cancelled', 'stock.received') order by id limit $2`).Scans()
	qFulfilled = db.Q("stock.check.fulfilled", `select x.id, x.received, cast(coalesce(sum(m.quantity), 0) as bigint) from expected_receipt x
		left join stock_move m on m.document = x.id and m.kind = 'receipt' and m.item = x.item and m.warehouse = x.warehouse
		group by x.id, x.received having x.received <> coalesce(sum(m.quantity), 0) order by x.id limit 1000`).Scans()
)

// announcements are the expected receipts as their facts say: what was
// announced last, what was given up and what came; what is left is never
// negative, and what came is the sum of its movements (stock.expected).
func announcements(r *db.Read) (out []db.Breach, err error) {
	said := map[db.ID]Expected{}
	err = db.Pages(r, qAnnouncement, func(e db.Event) db.ID { return e.ID }, func(page []db.Event) error {
		for _, e := range page {
			if id := e.Object("expected"); id != 0 {
				if err := announce(said, id, e); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	wrong := func(number, why string, is, should any) {
		out = append(out, db.NotEqual("stock.expected", "expected receipt "+number, why, is, should))
	}
	err = db.Pages(r, qAllExpected, func(x Expected) db.ID { return x.ID }, func(page []Expected) error {
		for _, x := range page {
			should := said[x.ID]
			delete(said, x.ID)
			should.Number = x.Number // of no fact
			if x != should {
				wrong(x.Number, "what is expected, by its facts", fmt.Sprint(x), fmt.Sprint(should))
			}
			if x.Left() < 0 || x.Received < 0 || x.Cancelled < 0 {
				wrong(x.Number, "what is left", x.Left(), money.Quantity(0))
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for id := range said {
		wrong(id.Text(ExpectedPrefix), "its row", "none", "one")
	}
	moved, err := db.All[struct{ ID, Is, Should db.ID }](r, qFulfilled)
	for _, m := range moved {
		wrong(m.ID.Text(ExpectedPrefix), "received, by its movements", int64(m.Is), int64(m.Should))
	}
	return out, err
}

// announce takes a fact into what facts say of expected receipts.
func announce(said map[db.ID]Expected, id db.ID, e db.Event) error {
	x := said[id]
	x.Version++ // one more with each of its facts
	var set expected
	var q freed
	switch e.Type {
	case "stock.expected", "stock.expected_changed":
		if err := e.Read(&set); err != nil {
			return err
		}
		x.ID, x.Entity, x.Item, x.Warehouse = id, e.Entity, e.Object("item"), e.Object("warehouse")
		x.Quantity, x.ExpectedOn, x.Reference, x.UnitCost = set.Quantity, set.On, set.Reference, set.UnitCost
	case "stock.expected_cancelled":
		if err := e.Read(&q); err != nil {
			return err
		}
		x.Cancelled += q.Quantity
	case "stock.received":
		if err := e.Read(&q); err != nil {
			return err
		}
		x.Received += q.Quantity
	}
	said[id] = x
	return nil
}
