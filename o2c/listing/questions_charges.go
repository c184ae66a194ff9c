package listing

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
)

// ChargesIn asks for rows of charges for lateness.
type ChargesIn struct {
	db.Paging
	State    string  `query:"state" json:"state,omitempty" enum:"open,settled,waived," doc:"waived: in part or whole; all when left out"`
	Customer string  `query:"customer" json:"customer,omitempty" doc:"id or number, or a part of the name that only one has"`
	From     day.Day `query:"from" json:"from,omitempty" doc:"first day it was issued"`
	To       day.Day `query:"to" json:"to,omitempty" doc:"last day"`
	Sort     string  `query:"sort" json:"sort,omitempty" enum:"newest,oldest,largest,smallest," doc:"newest when left out; largest and smallest by the total"`
}

// ChargeRow is one of them.
type ChargeRow struct {
	ID       string      `json:"id"`
	Number   string      `json:"number"`
	Customer string      `json:"customer"`
	Name     string      `json:"name"`
	IssuedOn day.Day     `json:"issued_on"`
	DueOn    day.Day     `json:"due_on"`
	UpTo     day.Day     `json:"up_to" doc:"the last day it counts"`
	Why      string      `json:"why" doc:"demand, month, reminder, return"`
	Total    money.Money `json:"total"`
	Waived   money.Money `json:"waived"`
	Open     money.Money `json:"open"`
	Late     int         `json:"late" doc:"days past due; 0 when it is not, or nothing is open"`
}

// ChargesOut is a page of rows and what all pages come to.
type ChargesOut struct {
	db.Page[ChargeRow]
	Sums   []Sum `json:"sums"`
	Beyond bool  `json:"beyond" doc:"there are more than 10,000 rows: they are not summed"`
}

type chargeRow struct {
	ID                     db.ID
	Number, Customer, Name string
	Currency               money.Currency
	IssuedOn, DueOn, UpTo  day.Day
	Why                    string
	Total, Waived, Open    money.Amount
}

// Charges lists charges for lateness, the newest first unless another order is
// asked for.
func Charges(r *db.Read, in ChargesIn) (ChargesOut, error) {
	out := ChargesOut{Page: db.Page[ChargeRow]{Items: []ChargeRow{}}}
	customer, err := who(r, in.Customer)
	if err != nil {
		return out, err
	}
	s := chargeSorts.of(in.Sort)
	q, args, err := s.asked(in.Paging, r.Entity, filter{customer, in.State, in.From, until(in.To)})
	if err != nil {
		return out, err
	}
	list, err := db.All[chargeRow](r, q, args...)
	if err != nil {
		return out, err
	}
	page := db.PagedBy(in.Paging, list, func(x chargeRow) []db.ID { return s.key(x.ID, x.Total) })
	out.Next = page.Next
	for _, x := range page.Items {
		row := ChargeRow{x.ID.Text("chg"), x.Number, x.Customer, x.Name, x.IssuedOn, x.DueOn, x.UpTo, x.Why, x.Total.In(x.Currency), x.Waived.In(x.Currency), x.Open.In(x.Currency), 0}
		if x.Open > 0 {
			row.Late = max(r.Today().Sub(x.DueOn), 0)
		}
		out.Items = append(out.Items, row)
	}
	all := summed(page.Items, func(x chargeRow) sumRow { return sumRow{x.Currency, 1, x.Total, x.Open} })
	switch {
	case page.Next == nil && in.Cursor == "": // the page is all there is
	case customer == 0 && in.State == "open":
		all, err = db.All[sumRow](r, qChargesOpen, r.Entity, in.From, until(in.To))
	case customer == 0:
		all, err = db.All[sumRow](r, qChargeSums, r.Entity, in.State, in.From, until(in.To))
	default:
		all, err = db.All[sumRow](r, qChargeSumsOf, r.Entity, in.State, in.From, until(in.To), customer)
	}
	out.Sums, out.Beyond = sums(all)
	return out, err
}
