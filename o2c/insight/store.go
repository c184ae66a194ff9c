package insight

import (
	"cmp"
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/receivable"
)

// open is an open item as it was on a day, as known at a seal number.
type open struct {
	Item       db.ID
	Document   db.ID
	Number     string
	Kind       string
	Instalment int64
	Customer   string
	CustomerID db.ID
	Name       string
	Currency   money.Currency
	IssuedOn   day.Day
	DueOn      day.Day
	Total      money.Amount
	Open       money.Amount
	Home       money.Amount // what is open, in the company's currency
}

// The applications of a day count with the sign that lowers what is left.
const asOf = `
	with used as (
		select a.debit as item, sum(a.amount) as amount, sum(a.debit_home) as home from application a where a.debit is not null and a.day <= $2
			and (cast($3 as bigint) = 0 or exists (select 1 from seal s where s.event = a.event and s.number <= $3)) group by a.debit
		union all
		select a.credit, -sum(a.amount), -sum(a.credit_home) from application a where a.credit is not null and a.day <= $2
			and (cast($3 as bigint) = 0 or exists (select 1 from seal s where s.event = a.event and s.number <= $3)) group by a.credit)
	select i.id, i.document, i.number, i.kind, i.instalment, coalesce(c.number, ''), coalesce(c.id, 0), coalesce(w.name, ''), i.currency, i.issued_on, i.due_on,
		i.total, cast(i.total - coalesce(u.amount, 0) as bigint), cast(i.home - coalesce(u.home, 0) as bigint)
	from open_item i left join customer c on c.id = i.customer left join customer_words w on w.customer = c.id left join used u on u.item = i.id
	where i.entity = $1 and i.issued_on <= $2 and (cast($3 as bigint) = 0 or exists (select 1 from seal s where s.event = i.event and s.number <= $3))
	order by i.id`

var (
	qItems    = db.Q("insight.items", asOf).Scans()
	qInvoices = db.Q("insight.invoices", `select i.id, i.number, i.type, coalesce(o.number, ''), c.number, i.issued_on, i.due_on, i.currency, i.net, i.tax, i.total
		from invoice i left join sales_order o on o.id = i.order_id join customer c on c.id = i.customer
		where i.entity = $1 and i.issued_on <= $2 and (cast($3 as bigint) = 0 or exists (select 1 from seal s where s.event = i.event and s.number <= $3)) order by i.id`).Scans()
	qPayments = db.Q("insight.payments", `select p.id, p.received_on, coalesce(c.number, ''), p.amount, p.currency, p.returned
		from payment p left join customer c on c.id = p.customer
		where p.entity = $1 and p.received_on <= $2 and (cast($3 as bigint) = 0 or exists (select 1 from seal s where s.event = p.event and s.number <= $3)) order by p.id`).Scans()
	qApplied = db.Q("insight.applied", `select a.credit, i.number, cast(sum(a.amount) as bigint), max(a.day) from application a join open_item i on i.id = a.debit
		where a.entity = $1 and a.credit is not null and i.kind <> 'difference' and a.day <= $2 and (cast($3 as bigint) = 0 or exists (select 1 from seal s where s.event = a.event and s.number <= $3))
		group by a.credit, i.id, i.number having sum(a.amount) <> 0 order by a.credit, i.id`).Scans()
	qDoubtful = db.Q("insight.doubtful", `select c.number, l.currency, cast(sum(l.amount) as bigint), cast(sum(l.home) as bigint) from leg l join event e on e.id = l.event and e.type not like 'cutoff.%' join customer c on c.id = l.holder
		where l.entity = $1 and l.day <= $2 and l.account = $4
			and (cast($3 as bigint) = 0 or exists (select 1 from seal s where s.event = l.event and s.number <= $3)) group by c.number, l.currency order by c.number, l.currency`).Scans()
	qCounts = db.Q("insight.counts", `select state, currency, cast(count(*) as bigint), cast(coalesce(sum(total), 0) as bigint) from sales_order where entity = $1 group by state, currency order by state, currency`).Scans()
	qRecent = db.Q("insight.recent", `select id, type, at, day, actor, coalesce(entity, 0), coalesce(cause, 0), request, objects, body from event
		where entity = $1 order by id desc limit $2`).Scans()
	qNames = db.Q("insight.numbers", `select number from sales_order where id = $1 union all select number from shipment where id = $1
		union all select number from invoice where id = $1 union all select number from customer where id = $1
		union all select sku from item where id = $1 union all select number from quote where id = $1 union all select number from charge where id = $1
		union all select number from rma where id = $1 union all select number from transfer where id = $1
		union all select number from stock_count where id = $1 union all select number from expected_receipt where id = $1
		union all select u.name from portfolio p join app_user u on u.id = p.collector where p.id = $1`)
	qOwed = db.Q("insight.numbers.owed", `select kind, number, document from open_item where id = $1`)
	// What facts call an invoice may be a charge, or an item taken over, which is its own document.
	qDocument = db.Q("insight.documents.called", `select 'invoice', number, type from invoice where id = $1 union all select 'charge', number, '' from charge where id = $1
		union all select 'open_item', number, kind from open_item where id = $1 and document = $1`)
	qReceipt = db.Q("insight.payments.called", `select received_on, amount, currency from payment where id = $1`)
	qNote    = db.Q("insight.note", `select words from note_words where event = $1`)
	qUser    = db.Q("insight.user", `select name from app_user where id = $1`)
)

func items(r *db.Read, in AsOf) ([]open, error) { return itemsOf(r, r.Entity, in) }

// itemsOf are the items of an entity, each with what was left of it. Money whose
// customer became known later was nobody's, and what was released later was due
// on no day yet.
func itemsOf(r *db.Read, entity db.ID, in AsOf) ([]open, error) {
	var failed error
	named := namedLater(r, &failed, entity, in)
	list := gather[open](r, &failed, qItems, entity, in.day(r), in.Known)
	for k := range list {
		if named[list[k].Document] {
			list[k].Customer, list[k].CustomerID, list[k].Name = "", 0, ""
		}
	}
	for _, k := range lastParts(releasedLater(r, &failed, entity, in), list, func(i open) (db.ID, int64) { return i.Document, i.Instalment }) {
		list[k].DueOn = receivable.Someday
	}
	slices.SortFunc(list, func(a, b open) int {
		return cmp.Or(cmp.Compare(a.Customer, b.Customer), cmp.Compare(a.DueOn, b.DueOn), cmp.Compare(a.Item, b.Item))
	})
	return list, failed
}

func (in AsOf) day(r *db.Read) day.Day {
	if in.Day.IsZero() {
		return r.Today()
	}
	return in.Day
}
