package listing

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/rate"
	"encaisse/o2c/seller"
)

// qToBill begins at what customers have unbilled: they are few.
var qToBill = db.Q("listing.to_bill", `select s.id, s.number, o.number, c.number, w.name, o.currency, s.shipped_on, s.unbilled, o.policy,
	coalesce((select t.error from todo t where t.object = o.id and t.error <> '' order by t.id limit 1), '')
	from balance b join sales_order o on o.customer = b.holder and o.entity = b.entity and o.currency = b.currency
	join shipment s on s.order_id = o.id join customer c on c.id = o.customer join customer_words w on w.customer = o.customer
	where b.entity = $1 and b.kind = 'unbilled' and b.amount <> 0 and not s.billed and s.shipped_on > 0 and s.shipped_on <= $2
	and s.state in ('shipped', 'delivered', 'returned') order by s.shipped_on, s.id limit $3`).Scans()

// mostToBill is how many shipments are listed.
const mostToBill = 2000

// ToBillIn asks for what has left and is not invoiced.
type ToBillIn struct{}

// ToBillRow is a shipment that is not invoiced, and what keeps it.
type ToBillRow struct {
	Shipment  string      `json:"shipment"`
	Order     string      `json:"order"`
	Customer  string      `json:"customer"`
	Name      string      `json:"name"`
	ShippedOn day.Day     `json:"shipped_on"`
	Age       int         `json:"age" doc:"days since it left"`
	Amount    money.Money `json:"amount" doc:"tax included"`
	Home      money.Money `json:"home" doc:"the same in the company's currency, another at its last rate, 0 while none is known: nothing is booked yet"`
	Cause     string      `json:"cause" doc:"ready; month: with the others of its month; failed: it could not be invoiced"`
	Error     string      `json:"error" doc:"the last one, for an operator"`
}

// ToBillOut is all that has left and is not invoiced, the oldest first.
type ToBillOut struct {
	Items []ToBillRow `json:"items"`
	More  bool        `json:"more" doc:"there are more than are listed"`
}

type toBillRow struct {
	ID                              db.ID
	Shipment, Order, Customer, Name string
	Currency                        money.Currency
	ShippedOn                       day.Day
	Amount                          money.Amount
	Policy, Error                   string
}

// ToBill lists what has left and is not invoiced, by what keeps it.
func ToBill(r *db.Read, _ ToBillIn) (ToBillOut, error) {
	out := ToBillOut{Items: []ToBillRow{}}
	e, err := seller.Of(r)
	if err != nil {
		return out, err
	}
	rates := rate.LatelyOn(r, e, r.Today())
	list, err := db.All[toBillRow](r, qToBill, r.Entity, r.Today(), mostToBill+1)
	if out.More = len(list) > mostToBill; out.More {
		list = list[:mostToBill]
	}
	for _, s := range list {
		home, err := rates.Of(s.Currency, s.Amount)
		if err != nil {
			return out, err
		}
		row := ToBillRow{s.Shipment, s.Order, s.Customer, s.Name, s.ShippedOn, max(r.Today().Sub(s.ShippedOn), 0), s.Amount.In(s.Currency), home.In(e.Currency), "ready", s.Error}
		switch {
		case s.Error != "":
			row.Cause = "failed"
		case s.Policy == "month":
			row.Cause = "month"
		}
		out.Items = append(out.Items, row)
	}
	return out, err
}
