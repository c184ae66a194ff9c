package listing

import (
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
)

// OrdersIn asks for rows of orders.
type OrdersIn struct {
	db.Paging
	State    string  `query:"state" json:"state,omitempty" enum:"draft,confirmed,credit_hold,released,closed,cancelled,"`
	Customer string  `query:"customer" json:"customer,omitempty" doc:"id or number, or a part of the name that only one has"`
	From     day.Day `query:"from" json:"from,omitempty" doc:"first day it was ordered"`
	To       day.Day `query:"to" json:"to,omitempty" doc:"last day"`
	Sort     string  `query:"sort" json:"sort,omitempty" enum:"newest,oldest,largest,smallest," doc:"newest when left out; largest and smallest by the total"`
}

// OrderRow is one of them.
type OrderRow struct {
	Number     string      `json:"number"`
	Customer   string      `json:"customer"`
	Name       string      `json:"name"`
	State      string      `json:"state"`
	Hold       []string    `json:"hold" doc:"credit rules that failed"`
	OrderedOn  day.Day     `json:"ordered_on"`
	PromisedOn day.Day     `json:"promised_on"`
	PONumber   string      `json:"po_number"`
	Total      money.Money `json:"total"`
	Remainder  money.Money `json:"remainder" doc:"not shipped, tax included"`
}

// OrdersOut is a page of rows and what all pages come to.
type OrdersOut struct {
	db.Page[OrderRow]
	Sums   []Sum `json:"sums"`
	Beyond bool  `json:"beyond" doc:"there are more than 10,000 rows: they are not summed"`
}

type orderRow struct {
	ID                    db.ID
	Number                string
	Customer, Name        string
	State, Hold           string
	Currency              money.Currency
	OrderedOn, PromisedOn day.Day
	PONumber              string
	Total, Remainder      money.Amount
}

// Orders lists orders, the newest first unless another order is asked for.
func Orders(r *db.Read, in OrdersIn) (OrdersOut, error) {
	out := OrdersOut{Page: db.Page[OrderRow]{Items: []OrderRow{}}}
	customer, err := who(r, in.Customer)
	if err != nil {
		return out, err
	}
	s := orderSorts.of(in.Sort)
	q, args, err := s.asked(in.Paging, r.Entity, filter{customer, in.State, in.From, until(in.To)})
	if err != nil {
		return out, err
	}
	list, err := db.All[orderRow](r, q, args...)
	if err != nil {
		return out, err
	}
	page := db.PagedBy(in.Paging, list, func(o orderRow) []db.ID { return s.key(o.ID, o.Total) })
	out.Next = page.Next
	for _, o := range page.Items {
		row := OrderRow{o.Number, o.Customer, o.Name, o.State, strings.Fields(o.Hold), o.OrderedOn, o.PromisedOn, o.PONumber, o.Total.In(o.Currency), o.Remainder.In(o.Currency)}
		if row.Hold == nil {
			row.Hold = []string{}
		}
		out.Items = append(out.Items, row)
	}
	all := summed(page.Items, func(o orderRow) sumRow { return sumRow{o.Currency, 1, o.Total, o.Remainder} })
	switch {
	case page.Next == nil && in.Cursor == "": // the page is all there is
	case customer == 0:
		all, err = db.All[sumRow](r, qOrderSums, r.Entity, in.State, in.From, until(in.To))
	default:
		all, err = db.All[sumRow](r, qOrderSumsOf, r.Entity, in.State, in.From, until(in.To), customer)
	}
	out.Sums, out.Beyond = sums(all)
	return out, err
}
