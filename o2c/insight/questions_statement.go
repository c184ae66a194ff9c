package insight

import (
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
)

// What moves a customer's account: each document on its day, what the bank took
// back, was paid back, became an advance, or was given up. An application of one to the other moves nothing.
var qStatement = db.Q("insight.statement", `select day, kind, number, due_on, amount from
	(select i.issued_on as day, i.kind as kind, i.number as number, i.due_on as due_on, i.total as amount, i.id as id from open_item i
		where i.entity = $1 and i.customer = $2 and i.currency = $3 and i.issued_on <= $4
	union all select a.day, case a.kind when 'refund' then 'refunded' when 'refund_back' then 'refund_taken_back' when 'deposit' then 'deposit' else 'returned' end,
		i.number, 0, a.amount, a.id from application a join open_item i on i.id = a.credit
		where a.debit is null and i.entity = $1 and i.customer = $2 and i.currency = $3 and a.day <= $4
	union all select a.day, case a.kind when 'write_off' then 'written_off' when 'replaced' then 'replaced' else 'difference_taken_back' end, i.number, 0, -a.amount, a.id
		from application a join open_item i on i.id = a.debit
		where a.credit is null and i.entity = $1 and i.customer = $2 and i.currency = $3 and a.day <= $4) t order by day, id`).Scans()

// qMovedIn are the currencies of a customer's account: what is kept of one stays,
// at zero.
var qMovedIn = db.Q("insight.statement.currencies", `select distinct currency from balance where holder = $1 and entity = $2 and (kind = 'open' or kind = 'unapplied') order by currency`)

// StatementIn asks for a statement of account.
type StatementIn struct {
	Customer string  `path:"customer" json:"-" doc:"id or number"`
	From     day.Day `query:"from" json:"from,omitempty" doc:"first day; the whole account when left out"`
	To       day.Day `query:"to" json:"to,omitempty" doc:"last day; today when left out"`

	Currency money.Currency `query:"currency" json:"currency,omitempty" doc:"what is in that currency; when left out the company's, or the one there is when nothing moved in it"`
}

// Movement is a line of a statement.
type Movement struct {
	Day     day.Day     `json:"day"`
	Kind    string      `json:"kind" doc:"invoice, opening, credit_note, payment, discount, difference, difference_taken_back, returned, refunded, refund_taken_back, deposit, written_off, replaced, charge, waiver"`
	Number  string      `json:"number"`
	DueOn   day.Day     `json:"due_on"`
	Amount  money.Money `json:"amount" doc:"negative: in the customer's favour"`
	Balance money.Money `json:"balance" doc:"of the account after it"`
}

// StatementOut is a customer's account over some days. Its closing balance is
// that of the ledger, and the sum of its aging.
type StatementOut struct {
	Customer  string           `json:"customer"`
	Name      string           `json:"name"`
	From      day.Day          `json:"from"`
	To        day.Day          `json:"to"`
	Opening   money.Money      `json:"opening"`
	Movements []Movement       `json:"movements"`
	Closing   money.Money      `json:"closing"`
	Others    []money.Currency `json:"others" doc:"other currencies in which the account moved: each has a statement of its own"`
	Aging     []money.Money    `json:"aging" doc:"not due, 1-30, 31-60, 61-90, 91-120, over 120, unapplied"`
}

// Statement is a customer's account: what was owed before, what moved it, what
// is owed after, and how old that is on the last day.
func Statement(r *db.Read, in StatementIn) (StatementOut, error) {
	e, err := seller.Of(r)
	if err != nil {
		return StatementOut{}, err
	}
	c, err := party.Find(r, in.Customer)
	if err != nil {
		return StatementOut{}, err
	}
	if in.To.IsZero() {
		in.To = r.Today()
	}
	others, err := db.All[money.Currency](r, qMovedIn, c.ID, e.ID)
	if err != nil {
		return StatementOut{}, err
	}
	if in.Currency == "" {
		in.Currency = e.Currency
		if len(others) > 0 && !slices.Contains(others, e.Currency) {
			in.Currency = others[0]
		}
	}
	others = slices.DeleteFunc(others, func(c money.Currency) bool { return c == in.Currency })
	if in.From > in.To {
		return StatementOut{}, refuse.New(refuse.Invalid, "insight.period", "from", in.From, "to", in.To)
	}
	rows, err := db.All[struct {
		Day    day.Day
		Kind   string
		Number string
		DueOn  day.Day
		Amount money.Amount
	}](r, qStatement, e.ID, c.ID, in.Currency, in.To)
	if err != nil {
		return StatementOut{}, err
	}
	m := func(a money.Amount) money.Money { return a.In(in.Currency) }
	out := StatementOut{Customer: c.Number, Name: c.Name, From: in.From, To: in.To, Movements: []Movement{}, Others: append([]money.Currency{}, others...)}
	var opening, balance money.Amount
	for _, x := range rows {
		balance += x.Amount
		if x.Day < in.From {
			opening = balance
			continue
		}
		out.Movements = append(out.Movements, Movement{x.Day, x.Kind, x.Number, x.DueOn, m(x.Amount), m(balance)})
	}
	out.Opening, out.Closing = m(opening), m(balance)
	ages, err := Ages(r, AgesIn{AsOf: AsOf{Day: in.To}, Customer: c.Number, Currency: in.Currency})
	for _, b := range ages.Buckets {
		out.Aging = append(out.Aging, b.Amount)
	}
	return out, err
}
