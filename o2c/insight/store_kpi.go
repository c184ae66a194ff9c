package insight

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
)

var (
	qSold = db.Q("insight.kpi.sold", `select c.number, i.number, i.issued_on, case when i.type = '381' then -i.total else i.total end
		from invoice i join customer c on c.id = i.customer where i.entity = $1 and i.issued_on between $2 and $3 and i.currency = $5
		and (cast($4 as bigint) = 0 or exists (select 1 from seal s where s.event = i.event and s.number <= $4)) order by i.issued_on, i.id`).Scans()
	qSettled = db.Q("insight.kpi.settled", `select c.number, d.number, d.issued_on, a.day, a.amount
		from application a join open_item d on d.id = a.debit join open_item p on p.id = a.credit and p.kind = 'payment' join customer c on c.id = d.customer
		where a.entity = $1 and a.day between $2 and $3 and d.currency = $5
		and (cast($4 as bigint) = 0 or exists (select 1 from seal s where s.event = a.event and s.number <= $4)) order by a.id`).Scans()
	qIssuedIn = db.Q("insight.kpi.issued", `select c.number, i.number, i.issued_on,
		coalesce((select min(s.shipped_on) from invoice_line l join shipment s on s.id = l.shipment where l.invoice = i.id), 0),
		coalesce((select min(n.issued_on) from invoice n where n.original = i.id and n.issued_on <= $3
			and (cast($4 as bigint) = 0 or exists (select 1 from seal s where s.event = n.event and s.number <= $4))), 0)
		from invoice i join customer c on c.id = i.customer where i.entity = $1 and i.type <> '381' and i.issued_on between $2 and $3 and i.currency = $5
		and (cast($4 as bigint) = 0 or exists (select 1 from seal s where s.event = i.event and s.number <= $4)) order by i.id`).Scans()
	qReceived = db.Q("insight.kpi.received", `select coalesce(c.number, ''), p.id, p.received_on, p.amount
		from payment p left join customer c on c.id = p.customer where p.entity = $1 and p.received_on between $2 and $3 and p.currency = $5
		and (cast($4 as bigint) = 0 or exists (select 1 from seal s where s.event = p.event and s.number <= $4)) order by p.id`).Scans()
	qOrdersOf = db.Q("insight.kpi.orders", `select c.number, o.id, o.number, o.requested_on, cast(sum(l.quantity - l.cancelled) as bigint)
		from sales_order o join customer c on c.id = o.customer join order_line l on l.order_id = o.id
		where o.entity = $1 and o.currency = $2 and o.state <> 'draft' and o.state <> 'cancelled' group by c.number, o.id, o.number, o.requested_on order by o.id`).Scans()
	qSentOf = db.Q("insight.kpi.sent", `select s.id, cast(sum(l.picked) as bigint) from shipment s join shipment_line l on l.shipment = s.id
		where s.entity = $1 and s.shipped_on > 0 and s.shipped_on <= $2 group by s.id order by s.id`).Scans()
	qPaidOf = db.Q("insight.kpi.paid", `select i.order_id, max(a.day) from application a join open_item d on d.id = a.debit join invoice i on i.id = d.document
		where a.entity = $1 and a.day <= $2 and (cast($3 as bigint) = 0 or exists (select 1 from seal s where s.event = a.event and s.number <= $3))
		and i.order_id is not null group by i.order_id order by i.order_id`).Scans()
	qBilledOf = db.Q("insight.kpi.billed", `select i.order_id, i.id from invoice i where i.entity = $1 and i.issued_on <= $2 and i.order_id is not null and i.type <> '381'
		and (cast($3 as bigint) = 0 or exists (select 1 from seal s where s.event = i.event and s.number <= $3)) order by i.id`).Scans()
	qTold = db.Q("insight.kpi.told", `select e.id, e.type, e.at, e.day, e.actor, coalesce(e.entity, 0), coalesce(e.cause, 0), e.request, e.objects, e.body from event e
		where e.entity = $1 and e.day <= $2 and (cast($3 as bigint) = 0 or exists (select 1 from seal s where s.event = e.id and s.number <= $3))
		and (e.type = 'order.captured' or e.type = 'order.amended' or e.type = 'order.held' or e.type = 'order.held_by_person' or e.type = 'order.released_by_person'
			or e.type = 'order.recalled' or e.type = 'shipping.short' or e.type = 'shipping.shipped' or e.type = 'shipping.delivered' or e.type = 'invoice.issued'
			or e.type = 'payment.applied' or e.type = 'payment.returned') order by e.id`).Scans()
)

// whose is a document with its customer's number.
type whose[T any] struct {
	Customer string
	Document T
}

// of keeps the documents of a customer, or of all when the number is empty.
func of[T any](rows []whose[T], customer string) []T {
	var out []T
	for _, r := range rows {
		if customer == "" || r.Customer == customer {
			out = append(out, r.Document)
		}
	}
	return out
}

type received struct {
	ID     db.ID
	On     day.Day
	Amount money.Amount
}

type followed struct {
	ID          db.ID
	Number      string
	RequestedOn day.Day
	Wanted      money.Quantity
}

type pair struct {
	A db.ID
	B int64
}
