package insight

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/ledger"
)

// A dispute known by the day $3 and the seal number $4, and one rejected by then.
const (
	opened = `exists (select 1 from collection_step s where s.subject = d.id and s.state = 'open' and s.day <= $3
		and (cast($4 as bigint) = 0 or exists (select 1 from seal z where z.event = s.event and z.number <= $4)))`
	rejected = `exists (select 1 from collection_step s where s.subject = d.id and s.state = 'rejected' and s.day <= $3
		and (cast($4 as bigint) = 0 or exists (select 1 from seal z where z.event = s.event and z.number <= $4)))`
	errors = `'price', 'quantity', 'po_missing', 'tax', 'duplicate', 'address'`
	judged = `where s.subject = p.id and s.day <= $3 and (cast($4 as bigint) = 0 or exists (select 1 from seal z where z.event = s.event and z.number <= $4))
		order by s.event desc limit 1`
)

var (
	// What was asked for: of the same scope as what is owed of it (domain.md 6), so
	// that charges for lateness count, less what of them was waived.
	qSold = db.Q("insight.kpi.sold", `select customer, number, issued_on, amount, home, currency from
		(select c.number as customer, i.number as number, i.issued_on as issued_on, case when i.type = '381' then -i.total when i.type = '384' then i.total - (select x.total from invoice x where x.id = i.original) else i.total end as amount,
			case when i.type = '381' then -i.home when i.type = '384' then i.home - (select x.home from invoice x where x.id = i.original) else i.home end as home, i.currency as currency, i.id as id
			from invoice i join customer c on c.id = i.customer where i.type <> '386' and not exists (select 1 from deposit d where d.id = i.original)
			and i.entity = $1 and i.issued_on between $2 and $3
			and (cast($4 as bigint) = 0 or exists (select 1 from seal s where s.event = i.event and s.number <= $4))
		union all select c.number, i.number, i.issued_on, i.total, i.home, i.currency, i.id from open_item i join customer c on c.id = i.customer where (i.kind = 'charge' or i.kind = 'waiver')
			and i.entity = $1 and i.issued_on between $2 and $3
			and (cast($4 as bigint) = 0 or exists (select 1 from seal s where s.event = i.event and s.number <= $4))) t order by issued_on, id`).Scans()
	qSettled = db.Q("insight.kpi.settled", `select c.number, d.number, d.issued_on, a.day, a.amount, a.debit_home, d.currency
		from application a join open_item d on d.id = a.debit and d.kind <> 'difference' join open_item p on p.id = a.credit and p.kind = 'payment' join customer c on c.id = d.customer
		where a.entity = $1 and a.day between $2 and $3
		and (cast($4 as bigint) = 0 or exists (select 1 from seal s where s.event = a.event and s.number <= $4)) order by a.id`).Scans()
	qIssuedIn = db.Q("insight.kpi.issued", `select c.number, i.number, i.issued_on,
		coalesce((select min(s.shipped_on) from invoice_line l join shipment s on s.id = l.shipment where l.invoice = i.id), 0),
		coalesce((select min(n.issued_on) from invoice n where n.original = i.id and n.issued_on <= $3
			and (cast($4 as bigint) = 0 or exists (select 1 from seal s where s.event = n.event and s.number <= $4))), 0), i.total, i.home, i.currency,
		coalesce((select cast(sum(d.amount) as bigint) from dispute d where d.document = i.id and `+opened+`), 0), 0, i.currency,
		coalesce((select min(d.opened_on) from dispute d where d.document = i.id and `+opened+` and d.reason in (`+errors+`) and not `+rejected+`), 0)
		from invoice i join customer c on c.id = i.customer where i.entity = $1 and i.type = '380' and i.issued_on between $2 and $3
		and (cast($4 as bigint) = 0 or exists (select 1 from seal s where s.event = i.event and s.number <= $4)) order by i.id`).Scans()
	qReceived = db.Q("insight.kpi.received", `select coalesce(c.number, ''), p.id, p.received_on, p.amount, p.home, p.currency
		from payment p left join customer c on c.id = p.customer where p.entity = $1 and p.received_on between $2 and $3
		and (cast($4 as bigint) = 0 or exists (select 1 from seal s where s.event = p.event and s.number <= $4)) order by p.id`).Scans()
	qOrdersOf = db.Q("insight.kpi.orders", `select c.number, o.id, o.number, o.currency, o.promised_on, o.requested_on from sales_order o join customer c on c.id = o.customer
		where o.entity = $1 order by o.id`).Scans()
	qSentOf = db.Q("insight.kpi.sent", `select s.id, l.order_id, l.order_n, l.picked from shipment s join shipment_line l on l.shipment = s.id
		where s.entity = $1 and s.shipped_on > 0 and s.shipped_on <= $2 order by s.id, l.n`).Scans()
	qLinesOf = db.Q("insight.kpi.lines", `select l.order_id, l.n, l.quantity from order_line l join sales_order o on o.id = l.order_id
		where o.entity = $1 order by l.order_id, l.n`).Scans()
	qWishes = db.Q("insight.kpi.wishes", `select e.id, e.type, e.at, e.day, e.actor, coalesce(e.entity, 0), coalesce(e.cause, 0), e.request, e.objects, e.body,
			e.day <= $2 and (cast($3 as bigint) = 0 or n.number is not null and n.number <= $3)
		from event e left join seal n on n.event = e.id where e.entity = $1 and e.type in ('order.confirmed', 'order.held', 'order.amended', 'order.cancelled',
			'order.remainder_cancelled') order by case when n.number is null then 0 else 1 end, n.number desc, e.id desc`).Scans()
	qPaidOf = db.Q("insight.kpi.paid", `select coalesce(i.order_id, x.order_id), max(a.day) from application a join open_item d on d.id = a.debit join invoice i on i.id = d.document
		left join billed_order x on x.invoice = i.id where i.type <> '386' and a.entity = $1 and a.day <= $2 and (cast($3 as bigint) = 0 or exists (select 1 from seal s where s.event = a.event and s.number <= $3))
		and coalesce(i.order_id, x.order_id) is not null group by coalesce(i.order_id, x.order_id) order by 1`).Scans()
	qBilledOf = db.Q("insight.kpi.billed", `select coalesce(i.order_id, x.order_id), i.id from invoice i left join billed_order x on x.invoice = i.id where i.entity = $1 and i.issued_on <= $2 and coalesce(i.order_id, x.order_id) is not null and i.type <> '381' and i.type <> '386'
		and (cast($3 as bigint) = 0 or exists (select 1 from seal s where s.event = i.event and s.number <= $3)) order by i.id`).Scans()
	qTold = db.Q("insight.kpi.told", `select e.id, e.type, e.at, e.day, e.actor, coalesce(e.entity, 0), coalesce(e.cause, 0), e.request, e.objects, e.body from event e
		where e.entity = $1 and e.day <= $2 and (cast($3 as bigint) = 0 or exists (select 1 from seal s where s.event = e.id and s.number <= $3))
		and (e.type = 'order.captured' or e.type = 'order.amended' or e.type = 'order.held' or e.type = 'order.held_by_person' or e.type = 'order.released_by_person'
			or e.type = 'order.recalled' or e.type = 'shipping.short' or e.type = 'shipping.shipped' or e.type = 'shipping.delivered' or e.type = 'invoice.issued' or e.type = 'invoice.corrected'
			or e.type = 'payment.applied' or e.type = 'payment.returned' or e.type = 'rma.requested' or e.type = 'loss.recovered') order by e.id`).Scans()
	qFaulty = db.Q("insight.kpi.faulty", `select coalesce(i.order_id, x.order_id), 0 from invoice i left join billed_order x on x.invoice = i.id where i.entity = $1 and i.issued_on >= $2 and coalesce(i.order_id, x.order_id) is not null and (i.type in ('381', '384') and not exists (select 1 from deposit x where x.id = i.original) and i.issued_on <= $3
			and (cast($4 as bigint) = 0 or exists (select 1 from seal s where s.event = i.event and s.number <= $4))
		or exists (select 1 from dispute d where d.document = i.id and d.reason in (`+errors+`) and `+opened+` and not `+rejected+`)) order by 1`).Scans()
	qContested = db.Q("insight.kpi.contested", `select c.number, i.number, d.opened_on, d.reason, d.amount, 0, d.currency, i.total, i.home from dispute d join open_item i on i.id = d.item join customer c on c.id = d.customer
		where d.entity = $1 and d.opened_on between $2 and $3 and `+opened+` and not `+rejected+` order by d.id`).Scans()
	qPromised = db.Q("insight.kpi.promised", `select c.number, p.id, p.due_on, p.amount, p.currency, coalesce((select s.state from collection_step s `+judged+`), ''),
			coalesce((select s.amount from collection_step s `+judged+`), 0)
		from promise p join customer c on c.id = p.customer where p.entity = $1 and p.due_on between $2 and $3 order by p.id`).Scans()
	// What promises in another currency than $5 were for: what the customer owed of it on the morning of their day, and all of it he
	// ever did (for what came back on just that day).
	qPledged = db.Q("insight.kpi.pledged", `select id, cast(sum(total - used) as bigint), cast(sum(home - used_home) as bigint), cast(sum(total) as bigint), cast(sum(home) as bigint) from
		(select p.id as id, i.total as total, i.home as home,
			coalesce((select cast(sum(a.amount) as bigint) from application a where a.debit = i.id and a.day < p.made_on and (cast($4 as bigint) = 0 or exists (select 1 from seal s where s.event = a.event and s.number <= $4))), 0) as used,
			coalesce((select cast(sum(a.debit_home) as bigint) from application a where a.debit = i.id and a.day < p.made_on and (cast($4 as bigint) = 0 or exists (select 1 from seal s where s.event = a.event and s.number <= $4))), 0) as used_home
		from promise p join open_item i on i.customer = p.customer and i.entity = p.entity and i.currency = p.currency and i.total > 0 and i.issued_on <= p.made_on and (p.item is null or i.id = p.item)
		where p.entity = $1 and p.due_on between $2 and $3 and p.currency <> $5
			and (cast($4 as bigint) = 0 or exists (select 1 from seal s where s.event = i.event and s.number <= $4))) t group by id order by id`).Scans()
	qChased = db.Q("insight.kpi.chased", `select c.number, i.number, p.day, l.level, l.amount, 0, i.currency,
			coalesce((select cast(sum(x.amount) as bigint) from application x join open_item m on m.id = x.credit and m.kind = 'payment'
				where x.debit = i.id and x.day >= p.day and x.day <= p.day + 7 and x.day <= $3
				and (cast($4 as bigint) = 0 or exists (select 1 from seal z where z.event = x.event and z.number <= $4))), 0), 0, i.currency, i.total, i.home
		from dunning_action p join dunning_action_item l on l.action = p.id and l.level > 0 join open_item i on i.id = l.item join customer c on c.id = p.customer
		where p.entity = $1 and p.day between $2 and $3 and (select s.state from collection_step s `+judged+`) in ('sent', 'done') order by p.id, i.id`).Scans()
	qLost = db.Q("insight.kpi.lost", `select c.number, i.number, a.day, a.amount, a.debit_home, i.currency from application a join open_item i on i.id = a.debit join customer c on c.id = i.customer
		where a.entity = $1 and a.kind = 'write_off' and a.day between $2 and $3
		and (cast($4 as bigint) = 0 or exists (select 1 from seal s where s.event = a.event and s.number <= $4)) order by a.id`).Scans()
	qClaims = db.Q("insight.kpi.claims", `select c.number, i.id, i.number, i.currency from doubtful d join open_item i on i.id = d.item join customer c on c.id = i.customer
		where d.entity = $1 order by i.id`).Scans()
	qMembers = db.Q("insight.kpi.members", `select number from customer where root = $1 order by number`)
)

// whose is a document with its customer's number.
type whose[T any] struct {
	Customer string
	Document T
}

// of keeps the documents of the customers asked for.
func of[T any](rows []whose[T], asked func(customer string) bool) []T {
	var out []T
	for _, r := range rows {
		if asked(r.Customer) {
			out = append(out, r.Document)
		}
	}
	return out
}

// claimed is what was said about a claim, with how that was booked.
type claimed[T any] struct {
	Document T
	Claim    ledger.Worth
}

type received struct {
	ID     db.ID
	On     day.Day
	Amount Booked
}

type followed struct {
	ID                      db.ID
	Number                  string
	Currency                money.Currency
	PromisedOn, RequestedOn day.Day
}

// wish is a fact about what an order wants, and whether it was known.
type wish struct {
	db.Event
	Known bool
}

// sentLine is what left of a line of an order by a shipment.
type sentLine struct {
	Shipment, Order db.ID
	N               int64
	Picked          money.Quantity
}

type lineOf struct {
	Order    db.ID
	N        int64
	Quantity money.Quantity
}

type promisedRow struct {
	ID       db.ID
	Due      day.Day
	Amount   money.Amount
	Currency money.Currency
	State    string
	Received money.Amount
}

// pledged is what a promise was for.
type pledged struct {
	ID        db.ID
	Left, All ledger.Worth
}

type named struct {
	ID       db.ID
	Number   string
	Currency money.Currency
}

type pair struct {
	A db.ID
	B int64
}
