package listing

import (
	"fmt"

	"encaisse/base/db"
)

const invoiceColumns = `i.id, i.number, i.type, c.number, w.name, i.currency, i.issued_on, i.due_on, i.total,
	case when i.type = '386' then coalesce(d.total - d.cashed, 0) else coalesce(o.open, 0) + cast((select coalesce(sum(p.open), 0) from open_item p where p.document = i.id and p.instalment > 1) as bigint) end,
	coalesce(o.contested, 0), coalesce(r.number, '')`

const invoiceTables = `from invoice i join customer c on c.id = i.customer join customer_words w on w.customer = i.customer
	left join open_item o on o.id = i.id left join deposit d on d.id = i.id
	left join invoice r on r.original = i.id and r.type = '384'`

// What a filter comes to is summed of so many rows at most: one that is wider
// says so, and answers as fast.
const (
	sumBegins = `select t.currency, count(*), cast(coalesce(sum(t.total), 0) as bigint), cast(coalesce(sum(t.rest), 0) as bigint) from (`
	sumEnds   = ` limit 10001) t group by t.currency order by t.currency`

	invoiceSums = sumBegins + `select i.currency as currency, case when exists (select 1 from invoice r where r.original = i.id and r.type = '384') then 0 when i.type = '381' then -i.total else i.total end as total, 0 as rest from invoice i where `
	openSums    = sumBegins + `select o.currency as currency, o.total as total, o.open as rest from open_item o where `
	orderSums   = sumBegins + `select s.currency as currency, s.total as total, s.remainder as rest from sales_order s where `
	quoteSums   = sumBegins + `select s.currency as currency, s.total as total, 0 as rest from quote s where `
)

var (
	qInvoiceSums   = db.Q("listing.invoices.sum", invoiceSums+`i.entity = $1 and ($2 = '' or i.type = $2 or $2 = '380' and i.type = '384') and i.issued_on >= $3 and i.issued_on <= $4`+sumEnds).Scans()
	qOtherSums     = db.Q("listing.others.sum", invoiceSums+`i.type <> '380' and i.type = $2 and i.entity = $1 and i.issued_on >= $3 and i.issued_on <= $4`+sumEnds)
	qInvoiceSumsOf = db.Q("listing.invoices.sum_of", invoiceSums+`i.customer = $5 and i.entity = $1 and ($2 = '' or i.type = $2 or $2 = '380' and i.type = '384') and i.issued_on >= $3 and i.issued_on <= $4`+sumEnds)

	qOpen = db.Q("listing.open", `select o.id, o.number, coalesce(i.type, o.kind), c.number, w.name, o.currency, o.issued_on, o.due_on, o.total, o.open, o.contested, ''
		from open_item o join customer c on c.id = o.customer join customer_words w on w.customer = o.customer left join invoice i on i.id = o.document
		where o.open > 0 and (o.due_on, o.id) > ($2, $3) and o.entity = $1 and o.due_on >= $4 and o.due_on <= $5 order by o.due_on, o.id limit $6`)
	qOpenOf = db.Q("listing.open.of", `select o.id, o.number, coalesce(i.type, o.kind), c.number, w.name, o.currency, o.issued_on, o.due_on, o.total, o.open, o.contested, ''
		from open_item o join customer c on c.id = o.customer join customer_words w on w.customer = o.customer left join invoice i on i.id = o.document
		where o.customer = $7 and o.open <> 0 and o.open > 0 and (o.due_on, o.id) > ($2, $3) and o.entity = $1 and o.due_on >= $4 and o.due_on <= $5 order by o.due_on, o.id limit $6`)
	qOpenSums   = db.Q("listing.open.sum", openSums+`o.open > 0 and o.customer is not null and o.entity = $1 and o.due_on >= $2 and o.due_on <= $3`+sumEnds).Scans()
	qOpenSumsOf = db.Q("listing.open.sum_of", openSums+`o.customer = $4 and o.open > 0 and o.entity = $1 and o.due_on >= $2 and o.due_on <= $3`+sumEnds)
)

const orderColumns = `s.id, s.number, c.number, w.name, s.state, s.hold, s.currency, s.ordered_on, s.promised_on, s.po_number, s.total, s.remainder
	from sales_order s join customer c on c.id = s.customer join customer_words w on w.customer = s.customer`

var (
	qOrderSums   = db.Q("listing.orders.sum", orderSums+`s.entity = $1 and ($2 = '' or s.state = $2) and s.ordered_on >= $3 and s.ordered_on <= $4`+sumEnds).Scans()
	qOrderSumsOf = db.Q("listing.orders.sum_of", orderSums+`s.customer = $5 and s.entity = $1 and ($2 = '' or s.state = $2) and s.ordered_on >= $3 and s.ordered_on <= $4`+sumEnds)
)

const quoteColumns = `s.id, s.number, s.revision, c.number, w.name, s.state, s.currency, s.quoted_on, s.valid_until, coalesce(o.number, ''), s.total
	from quote s join customer c on c.id = s.customer join customer_words w on w.customer = s.customer
	left join sales_order o on o.id = s.order_id`

var (
	qQuoteSums   = db.Q("listing.quotes.sum", quoteSums+`s.entity = $1 and (s.state = $2 or $2 = '' and s.state <> 'superseded') and s.quoted_on >= $3 and s.quoted_on <= $4`+sumEnds).Scans()
	qQuoteSumsOf = db.Q("listing.quotes.sum_of", quoteSums+`s.customer = $5 and s.entity = $1 and (s.state = $2 or $2 = '' and s.state <> 'superseded') and s.quoted_on >= $3 and s.quoted_on <= $4`+sumEnds)
)

// A charge and its open item have the same id.
const chargeColumns = `s.id, s.number, c.number, w.name, s.currency, s.issued_on, s.due_on, s.up_to, s.why, s.total,
	cast(coalesce((select sum(x.penalties + x.indemnities + x.fees) from charge_waiver x where x.charge = s.id), 0) as bigint), o.open
	from charge s join customer c on c.id = s.customer join customer_words w on w.customer = s.customer join open_item o on o.id = s.id`

// chargeState is what a state asks of a charge; the parameters are those of the
// text and the alias of its row. Few are open or waived.
const (
	chargeState = `%[1]s = 'open' and %[2]s.id in ` + chargesOwed + ` or %[1]s = 'settled' and %[2]s.id not in ` + chargesOwed + ` or %[1]s = 'waived' and %[2]s.id in (select v.charge from charge_waiver v)`
	chargesOwed = `(select i.id from open_item i where i.entity = $1 and i.kind = 'charge' and i.open > 0)`
)

var (
	chargeSums  = sumBegins + `select s.currency as currency, s.total as total, o.open as rest from charge s join open_item o on o.id = s.id where `
	qChargeSums = db.Q("listing.charges.sum", chargeSums+`s.entity = $1 and ($2 = '' or `+fmt.Sprintf(chargeState, "$2", "s")+`) and s.issued_on >= $3 and s.issued_on <= $4`+sumEnds).Scans()
	// Few of all charges are open: they are found by what is owed.
	qChargesOpen  = db.Q("listing.charges.sum_open", chargeSums+`s.entity = $1 and s.id in `+chargesOwed+` and s.issued_on >= $2 and s.issued_on <= $3`+sumEnds).Scans()
	qChargeSumsOf = db.Q("listing.charges.sum_of", chargeSums+`s.customer = $5 and s.entity = $1 and ($2 = '' or `+fmt.Sprintf(chargeState, "$2", "s")+`) and s.issued_on >= $3 and s.issued_on <= $4`+sumEnds)
)

const customerColumns = `c.id, c.number, w.name, w.city, c.country, c.currency, c.terms, k.credit_limit is not null, coalesce(k.credit_limit, 0), k.blocked, c.bounced,
	coalesce((select b.amount from balance b where b.holder = c.id and b.entity = $1 and b.currency = c.currency and b.kind = 'open'), 0),
	coalesce((select b.amount from balance b where b.holder = c.id and b.entity = $1 and b.currency = c.currency and b.kind = 'late'), 0),
	coalesce((select b.amount from balance b where b.holder = c.id and b.entity = $1 and b.currency = c.currency and b.kind = 'unapplied'), 0)
	from customer_words w join customer c on c.id = w.customer join credit k on k.holder = c.id`

var (
	qCustomers   = db.Q("listing.customers", `select `+customerColumns+` where (w.sort_key, w.customer) > ($2, $3) order by w.sort_key, w.customer limit $4`)
	qBouncing    = db.Q("listing.customers.bounced", `select `+customerColumns+` where c.bounced <> '' and (w.sort_key, w.customer) > ($2, $3) order by w.sort_key, w.customer limit $4`)
	qCustomer    = db.Q("listing.customer", `select `+customerColumns+` where w.customer = $2`)
	qSortKey     = db.Q("listing.customer.key", `select sort_key from customer_words where customer = $1`)
	qHowMany     = db.Q("listing.customers.count", `select count(*) from customer`).Scans()
	qHowBouncing = db.Q("listing.customers.bounced.count", `select count(*) from customer where bounced <> '' and id > 0`)
)

// What the search reads: each by an index.
var (
	qFindOrder = db.Q("listing.find.order", `select s.number, w.name, s.currency, s.total from sales_order s join customer_words w on w.customer = s.customer
		where s.entity = $1 and s.number = $2`)
	qFindPO = db.Q("listing.find.po", `select s.number, w.name, s.currency, s.total from sales_order s join customer_words w on w.customer = s.customer
		where s.po_number <> '' and s.po_number = $2 and s.entity = $1 order by s.id desc limit $3`)
	qFindOrderAmount = db.Q("listing.find.order_amount", `select s.number, w.name, s.currency, s.total from sales_order s join customer_words w on w.customer = s.customer
		where s.total = $2 and s.entity = $1 order by s.id desc limit $3`)
	qFindQuote = db.Q("listing.find.quote", `select q.number, w.name, q.currency, q.total from quote q join customer_words w on w.customer = q.customer
		where q.entity = $1 and q.number = $2 order by q.revision desc limit 1`)
	qFindCharge = db.Q("listing.find.charge", `select n.number, w.name, n.currency, n.total from charge n join customer_words w on w.customer = n.customer
		where n.entity = $1 and n.number = $2`)
	qFindInvoice = db.Q("listing.find.invoice", `select i.number, w.name, i.currency, i.total from invoice i join customer_words w on w.customer = i.customer
		where i.number = $2 and i.entity = $1`)
	qFindInvoiceAmount = db.Q("listing.find.invoice_amount", `select i.number, w.name, i.currency, i.total from invoice i join customer_words w on w.customer = i.customer
		where i.total = $2 and i.entity = $1 order by i.id desc limit $3`)
	qPrefixes      = db.Q("listing.find.prefixes", `select distinct prefix from series where entity = $1 and name in ('order', 'quote', 'invoice', 'credit_note', 'deposit', 'charge') order by prefix desc limit 12`)
	qFindReference = db.Q("listing.find.reference", `select o.number, w.name, o.currency, o.total from open_item o join customer_words w on w.customer = o.customer
		where o.reference <> '' and o.reference = $2 and o.entity = $1 and (o.kind = 'charge') = ($4 = 'charge') order by o.id limit $3`)
	qFindCustomer = db.Q("listing.find.customer", `select c.number, w.name, c.currency, coalesce((select b.amount from balance b where b.holder = c.id and b.entity = $1 and b.currency = c.currency and b.kind = 'open'), 0)
		from customer c join customer_words w on w.customer = c.id where c.id = $2`)
)
