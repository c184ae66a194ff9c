package listing

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/payment"
)

const (
	paymentColumns = `p.id, coalesce(c.number, ''), coalesce(w.name, ''), p.payer, p.reference, p.currency, p.received_on, p.amount, -i.open, p.returned`
	paymentTables  = ` left join customer c on c.id = p.customer left join customer_words w on w.customer = p.customer`
	paymentSums    = sumBegins + `select p.currency as currency, p.amount as total, -i.open as rest `
	paymentWhere   = ` and p.entity = $1 and p.received_on >= $3 and p.received_on <= $4`
	unusedFrom     = `from open_item i join payment p on p.id = i.id`
	unusedWhere    = ` where i.open < 0 and not p.returned and ($5 = '' or p.customer is null)` + paymentWhere
)

var (
	qPayments = db.Q("listing.payments", `select `+paymentColumns+` from payment p join open_item i on i.id = p.id`+paymentTables+`
		where p.id < $2 and ($5 = '' or p.returned) and (p.customer = $6 or $6 = 0)`+paymentWhere+` order by p.id desc limit $7`)
	qPaymentsOf = db.Q("listing.payments_of", `select `+paymentColumns+` from payment p join open_item i on i.id = p.id`+paymentTables+`
		where p.customer = $6 and p.id < $2 and ($5 = '' or p.returned)`+paymentWhere+` order by p.id desc limit $7`)
	qUnused = db.Q("listing.unused", `select `+paymentColumns+` `+unusedFrom+paymentTables+unusedWhere+`
		and i.id < $2 and (p.customer = $6 or $6 = 0) order by i.id desc limit $7`)
	qPaymentSums   = db.Q("listing.payments.sum", paymentSums+`from payment p join open_item i on i.id = p.id where p.id < $2 and ($5 = '' or p.returned) and (p.customer = $6 or $6 = 0)`+paymentWhere+sumEnds).Scans()
	qPaymentSumsOf = db.Q("listing.payments.sum_of", paymentSums+`from payment p join open_item i on i.id = p.id where p.customer = $6 and p.id < $2 and ($5 = '' or p.returned)`+paymentWhere+sumEnds)
	qUnusedSums    = db.Q("listing.unused.sum", paymentSums+unusedFrom+unusedWhere+` and i.id < $2 and (p.customer = $6 or $6 = 0)`+sumEnds)
)

// PaymentsIn asks for rows of payments.
type PaymentsIn struct {
	db.Paging
	View     string  `query:"view" json:"view,omitempty" enum:"all,unapplied,unknown,returned," doc:"all when left out; the newest first"`
	Customer string  `query:"customer" json:"customer,omitempty" doc:"id or number, or a part of the name that only one has"`
	From     day.Day `query:"from" json:"from,omitempty" doc:"first day received"`
	To       day.Day `query:"to" json:"to,omitempty" doc:"last day"`
}

// PaymentRow is one of them.
type PaymentRow struct {
	ID         string      `json:"id"`
	Customer   string      `json:"customer" doc:"empty: payer not known yet"`
	Name       string      `json:"name" doc:"of the customer, or what the bank says of the payer"`
	Reference  string      `json:"reference"`
	ReceivedOn day.Day     `json:"received_on"`
	Amount     money.Money `json:"amount"`
	Unapplied  money.Money `json:"unapplied"`
	Returned   bool        `json:"returned"`
}

// PaymentsOut is a page of rows and what all pages come to.
type PaymentsOut struct {
	db.Page[PaymentRow]
	Sums   []Sum `json:"sums"`
	Beyond bool  `json:"beyond" doc:"there are more than 10,000 rows: they are not summed"`
}

type paymentRow struct {
	ID                               db.ID
	Customer, Name, Payer, Reference string
	Currency                         money.Currency
	ReceivedOn                       day.Day
	Amount, Unapplied                money.Amount
	Returned                         bool
}

// Payments lists receipts, or what of them is not used up.
func Payments(r *db.Read, in PaymentsIn) (PaymentsOut, error) {
	out := PaymentsOut{Page: db.Page[PaymentRow]{Items: []PaymentRow{}}}
	customer, err := who(r, in.Customer)
	if err != nil {
		return out, err
	}
	cursor, err := in.First()
	if err != nil {
		return out, err
	}
	rows, summing, only := qPayments, qPaymentSums, ""
	if customer != 0 {
		rows, summing = qPaymentsOf, qPaymentSumsOf
	}
	switch in.View {
	case "returned":
		only = "only"
	case "unknown":
		rows, summing, only = qUnused, qUnusedSums, "only"
	case "unapplied":
		rows, summing = qUnused, qUnusedSums
	}
	list, err := db.All[paymentRow](r, rows, r.Entity, before(cursor), in.From, until(in.To), only, customer, in.Rows()+1)
	if err != nil {
		return out, err
	}
	page := db.Paged(in.Paging, list, func(p paymentRow) db.ID { return p.ID })
	out.Next = page.Next
	for _, p := range page.Items {
		out.Items = append(out.Items, p.shown())
	}
	all := summed(page.Items, func(p paymentRow) sumRow { return sumRow{p.Currency, 1, p.Amount, p.Unapplied} })
	if page.Next != nil || in.Cursor != "" {
		all, err = db.All[sumRow](r, summing, r.Entity, last, in.From, until(in.To), only, customer)
	}
	out.Sums, out.Beyond = sums(all)
	return out, err
}

func (p paymentRow) shown() PaymentRow {
	row := PaymentRow{p.ID.Text(payment.Prefix), p.Customer, p.Name, p.Reference, p.ReceivedOn, p.Amount.In(p.Currency), max(p.Unapplied, 0).In(p.Currency), p.Returned}
	if p.Customer == "" {
		row.Name = p.Payer
	}
	return row
}
