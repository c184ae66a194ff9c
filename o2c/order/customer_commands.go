package order

import (
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/credit"
	"encaisse/o2c/party"
)

var qFollow = db.Q("order.follow", `update sales_order set root = (select root from customer where id = $1)
	where customer = $1 and root <> (select root from customer where id = $1)`)

// PutCustomer creates a customer or changes the one of that number. When he
// changes his group his orders follow him, under the locks of both: the row
// that guards him guards them.
func PutCustomer(w *db.Write, in credit.NewCustomer) (credit.View, error) {
	old, err := party.Find(w.Read, in.Number)
	if err != nil && refuse.Code(err) != "party.unknown" {
		return credit.View{}, err
	}
	v, err := credit.Put(w, in)
	if err != nil || old.ID == 0 {
		return v, err
	}
	w.Exec(qFollow, old.ID) // the row says it, no cache
	return v, err
}
