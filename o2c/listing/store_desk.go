package listing

import "encaisse/base/db"

var (
	qItems     = db.Q("listing.items", `select id from item where sku > $1 order by sku limit $2`)
	qItemsAll  = db.Q("listing.items.count", `select count(*) from item`).Scans()
	qItemStock = db.Q("listing.items.stock", `select cast(coalesce(sum(s.on_hand), 0) as bigint), cast(coalesce(sum(s.reserved), 0) as bigint), cast(coalesce(sum(s.blocked), 0) as bigint)
		from stock s join warehouse h on h.id = s.warehouse where s.item = $1 and h.entity = $2`)
	qStock = db.Q("listing.stock", `select s.item, s.warehouse, s.on_hand, s.reserved, s.blocked, coalesce(b.bin, '')
		from stock s join warehouse h on h.id = s.warehouse left join stock_bin b on b.item = s.item and b.warehouse = s.warehouse
		where (s.item, s.warehouse) > ($1, $2) and h.entity = $4 order by s.item, s.warehouse limit $3`)
	qStockCount = db.Q("listing.stock.count", db.CountBegins+`stock s join warehouse h on h.id = s.warehouse where h.entity = $1`+db.CountEnds).Scans()
	qStockOf    = db.Q("listing.stock.of", `select s.item, s.warehouse, s.on_hand, s.reserved, s.blocked, coalesce(b.bin, '')
		from stock s join warehouse h on h.id = s.warehouse left join stock_bin b on b.item = s.item and b.warehouse = s.warehouse
		where s.item = $1 and h.entity = $2 order by s.warehouse`)
)

const shipmentColumns = `s.id, s.number, o.number, c.number, w.name, s.warehouse, s.state, s.planned_on, s.shipped_on,
	(select count(*) from shipment_line l where l.shipment = s.id and l.kind = 'goods'),
	cast((select coalesce(sum(l.quantity), 0) from shipment_line l where l.shipment = s.id and l.kind = 'goods') as bigint), o.currency, s.unbilled
	from shipment s join sales_order o on o.id = s.order_id join customer c on c.id = s.customer join customer_words w on w.customer = s.customer`

// A plus keeps an engine from the index of numbers: the few that are here have one.
var (
	qShipmentsHere = db.Q("listing.shipments.here", `select `+shipmentColumns+` where (s.state = 'to_pick' or s.state = 'picking' or s.state = 'packed') and +s.entity = $1 and s.id > $2
		and ($3 = '' or s.state = $3) order by s.id limit $4`)
	qShipments   = db.Q("listing.shipments", `select `+shipmentColumns+` where s.entity = $1 and s.id < $2 and ($3 = '' or s.state = $3) order by s.id desc limit $4`)
	qShipmentsOf = db.Q("listing.shipments.of", `select `+shipmentColumns+` where s.customer = $5 and s.entity = $1 and s.id < $2
		and ($3 = '' or s.state = $3) order by s.id desc limit $4`)
	qCountHere = db.Q("listing.shipments.here.count", db.CountBegins+`shipment s where (s.state = 'to_pick' or s.state = 'picking' or s.state = 'packed') and +s.entity = $1 and s.id > 0 and ($2 = '' or s.state = $2)`+db.CountEnds)
	qCountAll  = db.Q("listing.shipments.count", db.CountBegins+`shipment s where s.entity = $1 and s.id < $3 and ($2 = '' or s.state = $2) order by s.id desc`+db.CountEnds)
	qCountOf   = db.Q("listing.shipments.of.count", db.CountBegins+`shipment s where s.customer = $3 and s.entity = $1 and ($2 = '' or s.state = $2)`+db.CountEnds)

	qHeldOrders = db.Q("listing.held", `select s.id, s.number, c.number, w.name, s.hold, s.ordered_on, s.currency, s.total
		from sales_order s join customer c on c.id = s.customer join customer_words w on w.customer = s.customer
		where s.hold <> '' and (s.total, s.id) < ($2, $3) and s.state = 'credit_hold' and s.entity = $1 order by s.total desc, s.id desc limit $4`)
	qHeldSums = db.Q("listing.held.sum", orderSums+`s.hold <> '' and s.state = 'credit_hold' and s.entity = $1`+sumEnds)
	qGroups   = db.Q("listing.groups", `select id, number from customer_group where id > $1 order by id limit $2`)

	qGroupCount = db.Q("listing.groups.count", db.CountBegins+`customer_group`+db.CountEnds).Scans()
)

const kept = `cast(sum(case when b.kind = '`

// Each kind of balance counts as in credit.Exposure.Total.
const exposed = `select c.number, w.name, coalesce(g.number, ''), c.currency, k.credit_limit is not null, coalesce(k.credit_limit, 0),
		t.open, t.unbilled, t.ordered, t.unapplied, t.late, t.exposure
	from (select b.holder, b.currency, ` + kept + `open' then b.amount else 0 end) as bigint) as open, ` + kept + `unbilled' then b.amount else 0 end) as bigint) as unbilled,
		` + kept + `ordered' then b.amount else 0 end) as bigint) as ordered, cast(sum(case when b.kind in ('unapplied', 'deposit') then b.amount else 0 end) as bigint) as unapplied,
		` + kept + `late' then b.amount else 0 end) as bigint) as late,
		cast(sum(case when b.kind in ('open', 'unbilled', 'ordered', 'at_risk') then b.amount when b.kind in ('unapplied', 'deposit') then -b.amount else 0 end) as bigint) as exposure
		from balance b group by b.holder, b.currency) t
	join customer c on c.id = t.holder and c.currency = t.currency join customer_words w on w.customer = c.id join credit k on k.holder = c.id
	left join customer_group g on g.id = c.root`

var (
	qExposed     = db.Q("listing.exposed", exposed+` order by t.exposure desc, c.id limit $1`).Scans()
	qExposedOver = db.Q("listing.exposed.over", exposed+` where k.credit_limit is not null and t.exposure > k.credit_limit order by t.exposure desc, c.id limit $1`).Scans()
)

var (
	qMoves = db.Q("listing.moves", `select m.id, m.warehouse, m.day, m.kind, m.quantity, m.value, coalesce(s.number, ''), coalesce(f.number, ''), coalesce(k.number, ''), coalesce(b.number, ''), coalesce(x.number, '')
		from stock_move m join warehouse h on h.id = m.warehouse left join shipment s on s.id = m.document left join transfer f on f.id = m.document
		left join stock_count k on k.id = m.document left join rma b on b.id = m.document left join expected_receipt x on x.id = m.document
		where m.item = $1 and m.id < $2 and (m.warehouse = $3 or $3 = 0) and h.entity = $4 order by m.id desc limit $5`)
	qClaims = db.Q("listing.claims", `select t.number, c.number, w.name, t.warehouse, t.reserved, t.backordered, t.priority, t.ordered_on, t.promised_on
		from (select o.id, o.number, o.customer, l.n, l.warehouse, l.reserved, l.backordered, o.priority, o.ordered_on, o.promised_on
				from order_line l join sales_order o on o.id = l.order_id where l.item = $1 and l.reserved > 0 and o.entity = $2
			union select o.id, o.number, o.customer, l.n, l.warehouse, l.reserved, l.backordered, o.priority, o.ordered_on, o.promised_on
				from order_line l join sales_order o on o.id = l.order_id where l.item = $1 and l.backordered > 0 and o.entity = $2 and not o.taken_over) t
		join customer c on c.id = t.customer join customer_words w on w.customer = t.customer
		order by t.priority, t.ordered_on, t.id, t.n limit $3`)
)
