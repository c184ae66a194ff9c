package insight

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
)

const sealed = ` and (cast($3 as bigint) = 0 or exists (select 1 from seal s where s.event = e.id and s.number <= $3))`

// Events are read once, by type; nothing is asked about one document.
var (
	qWaitOrders = db.Q("insight.wait.orders", `select o.id, o.number, c.number, o.currency from sales_order o join customer c on c.id = o.customer
		where o.entity = $1 and ($2 = '' or c.number = $2) order by o.id`).Scans()
	qWaitLines = db.Q("insight.wait.lines", `select l.order_id, l.kind, l.quantity, l.net, l.treatment from order_line l join sales_order o on o.id = l.order_id
		where o.entity = $1 order by l.order_id, l.n`).Scans()
	qWaitShipments = db.Q("insight.wait.shipments", `select id, order_id, number from shipment where entity = $1 order by id`).Scans()
	qWaitFacts     = db.Q("insight.wait.facts", `select e.id, e.type, e.at, e.day, e.actor, coalesce(e.entity, 0), coalesce(e.cause, 0), e.request, e.objects, e.body
		from event e where e.entity = $1 and e.day <= $2`+sealed+`
		and e.type in ('order.captured', 'order.amended', 'order.confirmed', 'order.held', 'order.held_by_person', 'order.released_by_person',
			'order.backordered', 'order.allocated', 'order.unreserved', 'order.cancelled', 'order.remainder_cancelled',
			'approval.asked', 'approval.granted', 'approval.refused', 'approval.withdrawn', 'approval.lapsed', 'approval.voided',
			'shipping.planned', 'shipping.short', 'shipping.picked', 'shipping.packed', 'shipping.shipped', 'shipping.delivered', 'shipping.cancelled',
			'invoice.issued', 'dispute.opened', 'dispute.in_review', 'dispute.accepted', 'dispute.partially_accepted', 'dispute.rejected',
			'dispute.closed', 'dispute.assigned') order by e.day, e.id`).Scans()
	qWaitAmended = db.Q("insight.wait.amended", `select e.id, e.type, e.at, e.day, e.actor, coalesce(e.entity, 0), coalesce(e.cause, 0), e.request, e.objects, e.body
		from event e where e.entity = $1 and e.type = 'order.amended' order by e.day, e.id`).Scans()
	qWaitItems = db.Q("insight.wait.items", `select i.id, i.document, i.instalment, i.number, coalesce(o.number, ''), c.number, i.issued_on, i.due_on, i.total, i.currency
		from open_item i join event e on e.id = i.event join customer c on c.id = i.customer left join invoice v on v.id = i.document
		left join sales_order o on o.id = v.order_id
		where i.entity = $1 and i.issued_on <= $2`+sealed+` and i.total > 0 order by i.id`).Scans()
	qWaitApplied = db.Q("insight.wait.applied", `select coalesce(a.debit, 0), coalesce(a.credit, 0), a.amount, a.day, e.at, a.credit_home from application a join event e on e.id = a.event
		where a.entity = $1 and a.day <= $2`+sealed+` order by a.id`).Scans()
	qWaitMoney = db.Q("insight.wait.money", `select p.id, coalesce(c.number, ''), coalesce(w.name, ''), p.reference, p.payer, p.amount, p.received_on, e.day, e.at, p.currency, p.home
		from payment p join event e on e.id = p.event left join customer c on c.id = p.customer left join customer_words w on w.customer = c.id
		where p.entity = $1 and e.day <= $2`+sealed+` order by p.id`).Scans()
)

type waitOrder struct {
	ID               db.ID
	Number, Customer string
	Currency         money.Currency
}

type waitLine struct {
	Order     db.ID
	Kind      string
	Quantity  money.Quantity
	Net       money.Amount
	Treatment string
}

type waitShipment struct {
	ID, Order db.ID
	Number    string
}

type waitItem struct {
	ID, Document            db.ID
	Instalment              int64
	Number, Order, Customer string
	IssuedOn, DueOn         day.Day
	Total                   money.Amount
	Currency                money.Currency
}

type waitApplied struct {
	Debit, Credit db.ID
	Amount        money.Amount
	Day           day.Day
	At            int64
	Home          money.Amount // what the credit gave, in the company's currency
}

type waitMoney struct {
	ID               db.ID
	Customer, Name   string
	Reference, Payer string
	Amount           money.Amount
	ReceivedOn       day.Day
	On               day.Day // counts from
	At               int64
	Currency         money.Currency
	Home             money.Amount // in the company's currency
}

// gather reads rows unless an earlier read failed.
func gather[T any](r *db.Read, failed *error, q *db.Stmt, args ...any) []T {
	if *failed != nil {
		return nil
	}
	rows, err := db.All[T](r, q, args...)
	*failed = err
	return rows
}
