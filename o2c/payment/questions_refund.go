package payment

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
)

// RefundView is a refund as doors show it.
type RefundView struct {
	ID       string         `json:"id"`
	Customer *string        `json:"customer" doc:"null: of a payer nobody knows"`
	Name     string         `json:"name" doc:"of the customer"`
	Of       string         `json:"of" doc:"the payment, or the number of the credit, it comes from"`
	Currency money.Currency `json:"currency"`
	Amount   money.Money    `json:"amount"`
	IBAN     string         `json:"iban"`
	Payee    string         `json:"payee"`
	State    string         `json:"state" doc:"approved (ordered), paid, cancelled, returned; before that it is a request for approval"`
	Approval *string        `json:"approval" doc:"the request that was granted; null: there was nobody to ask"`
}

func refundView(r *db.Read, o RefundOrder) (RefundView, error) {
	v := RefundView{ID: o.ID.Text(RefundPrefix), Currency: o.Currency, Amount: o.Amount.In(o.Currency), IBAN: o.IBAN, Payee: o.Payee, State: o.State}
	item, err := receivable.ItemByID(r, o.Credit)
	if err != nil {
		return v, err
	}
	if v.Of = item.Number; item.Kind == receivable.Payment {
		v.Of = item.ID.Text(Prefix)
	}
	if o.Approval != 0 {
		id := o.Approval.Text("apr")
		v.Approval = &id
	}
	if o.Customer == 0 {
		return v, nil
	}
	c, err := party.Load(r, o.Customer)
	v.Customer, v.Name = &c.Number, c.Name
	return v, err
}

// ShowRefund returns one refund.
func ShowRefund(r *db.Read, in ByID) (RefundView, error) {
	o, err := findRefund(r, qRefund, in.ID)
	if err != nil {
		return RefundView{}, err
	}
	return refundView(r, o)
}

// RefundFilter asks for a list of refunds.
type RefundFilter struct {
	db.Paging
	Customer string `query:"customer" json:"customer,omitempty" doc:"id or number"`
	State    string `query:"state" json:"state,omitempty" enum:"approved,paid,cancelled,returned"`
}

// ListRefunds pages through the refunds, in the order they were granted.
func ListRefunds(r *db.Read, in RefundFilter) (db.Counted[RefundView], error) {
	out := db.Counted[RefundView]{Page: db.Page[RefundView]{Items: []RefundView{}}}
	after, err := in.First()
	if err != nil {
		return out, err
	}
	customer, err := party.Only(r, in.Customer)
	if err != nil {
		return out, err
	}
	rows, err := db.All[RefundOrder](r, qRefundList, r.Entity, after, customer, in.State, in.Rows()+1)
	if err != nil {
		return out, err
	}
	page, err := db.Shown(db.Paged(in.Paging, rows, func(o RefundOrder) db.ID { return o.ID }), func(o RefundOrder) (RefundView, error) { return refundView(r, o) })
	if err != nil {
		return out, err
	}
	return db.CountBy(r, in.Paging, page, qRefundCount, qRefundCountOf, in.State, customer)
}
