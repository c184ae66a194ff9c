package dunning

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
)

// PromiseView is a promise as doors show it.
type PromiseView struct {
	ID       string      `json:"id"`
	Customer string      `json:"customer"`
	Name     string      `json:"name" doc:"of the customer"`
	Invoice  *string     `json:"invoice" doc:"null: all he owes"`
	Amount   money.Money `json:"amount"`
	Received money.Money `json:"received" doc:"from the day it was made to its last"`
	MadeOn   day.Day     `json:"made_on"`
	DueOn    day.Day     `json:"due_on"`
	Until    day.Day     `json:"until" doc:"last day of the grace"`
	State    string      `json:"state" doc:"open, kept, partially_kept, broken, cancelled"`
}

func viewPromise(r *db.Read, p receivable.Promise) (PromiseView, error) {
	c, err := party.Load(r, p.Customer)
	if err != nil {
		return PromiseView{}, err
	}
	received := p.Received
	if p.State == "open" {
		if received, err = db.One[money.Amount](r, qReceived, p.Customer, p.Entity, p.Currency, p.MadeOn, p.Until, p.ID); err != nil {
			return PromiseView{}, err
		}
	}
	v := PromiseView{ID: p.ID.Text(receivable.PromisePrefix), Customer: c.Number, Name: c.Name, Amount: p.Amount.In(p.Currency), Received: received.In(p.Currency),
		MadeOn: p.MadeOn, DueOn: p.DueOn, Until: p.Until, State: p.State}
	if p.Item != 0 {
		i, err := receivable.ItemByID(r, p.Item)
		if err != nil {
			return v, err
		}
		v.Invoice = &i.Number
	}
	return v, nil
}

// ShowPromise returns one promise.
func ShowPromise(r *db.Read, in ByPromise) (PromiseView, error) {
	p, err := receivable.FindPromise(r, in.ID)
	if err != nil {
		return PromiseView{}, err
	}
	return viewPromise(r, p)
}

// PromiseFilter asks for a list of promises.
type PromiseFilter struct {
	db.Paging
	Customer string `query:"customer" json:"customer,omitempty" doc:"id or number"`
	State    string `query:"state" json:"state,omitempty" enum:"open,kept,partially_kept,broken,cancelled"`
}

// Promises pages through the promises, oldest first.
func Promises(r *db.Read, in PromiseFilter) (db.Counted[PromiseView], error) {
	out := db.Counted[PromiseView]{Page: db.Page[PromiseView]{Items: []PromiseView{}}}
	after, err := in.First()
	if err != nil {
		return out, err
	}
	customer, err := receivable.CustomerID(r, in.Customer)
	if err != nil {
		return out, err
	}
	rows, err := receivable.Promises(r, after, customer, in.State, in.Rows()+1)
	if err != nil {
		return out, err
	}
	page, err := db.Shown(db.Paged(in.Paging, rows, func(p receivable.Promise) db.ID { return p.ID }), func(p receivable.Promise) (PromiseView, error) { return viewPromise(r, p) })
	if err != nil {
		return out, err
	}
	return receivable.CountPromises(r, in.Paging, page, customer, in.State)
}
