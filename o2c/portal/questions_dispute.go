package portal

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/receivable"
)

var qDisputesOf = db.Q("portal.disputes_of", `select d.id, d.document, i.number, i.kind, d.currency, d.amount, d.reason, d.state, d.opened_on, d.credited from dispute d join open_item i on i.id = d.item
	where d.customer = $1 and d.entity = $2 and d.id < $3 and lower(i.number) like $5 escape '!'
	and ($6 = '' or ($6 = 'open') = (d.state = 'open' or d.state = 'in_review')) order by d.id desc limit $4`)

// DisputesIn asks for what a customer contests.
type DisputesIn struct {
	db.Paging
	Customer string `path:"customer" json:"-" doc:"id or number"`
	Q        string `query:"q" json:"q,omitempty" maxLength:"100" doc:"part of the number of an invoice"`
	State    string `query:"state" json:"state,omitempty" enum:"open,answered," doc:"open: it waits for an answer; all when left out"`
}

// DisputeRow is a dispute in the list of a customer's.
type DisputeRow struct {
	ID       string      `json:"id"`
	Invoice  string      `json:"invoice" doc:"id; empty when it is of the books before"`
	Number   string      `json:"number" doc:"of the invoice"`
	Amount   money.Money `json:"amount"`
	Reason   string      `json:"reason"`
	State    string      `json:"state"`
	OpenedOn day.Day     `json:"opened_on"`
	Credited money.Money `json:"credited"`
}

// Disputes pages through what a customer contests, the latest first.
func Disputes(r *db.Read, in DisputesIn) (db.Page[DisputeRow], error) {
	type row struct {
		ID, Document  db.ID
		Number, Kind  string
		Currency      money.Currency
		Amount        money.Amount
		Reason, State string
		OpenedOn      day.Day
		Credited      money.Amount
	}
	rows, err := latest[row](r, qDisputesOf, in.Paging, in.Customer, holding(in.Q), in.State)
	if err != nil {
		return db.Page[DisputeRow]{}, err
	}
	return db.Shown(db.Paged(in.Paging, rows, func(x row) db.ID { return x.ID }), func(x row) (DisputeRow, error) {
		out := DisputeRow{ID: x.ID.Text(receivable.DisputePrefix), Number: x.Number, Amount: x.Amount.In(x.Currency), Reason: x.Reason, State: x.State, OpenedOn: x.OpenedOn, Credited: x.Credited.In(x.Currency)}
		if x.Kind == receivable.Invoice {
			out.Invoice = named(x.Document)
		}
		return out, nil
	})
}
