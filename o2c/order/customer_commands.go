package order

import (
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/credit"
	"encaisse/o2c/party"
)

var qFollow = db.Q("order.follow", `update sales_order set root = $2 where customer = $1 and root <> $2`)

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
	now, err := party.Load(w.Read, old.ID)
	if err == nil && now.Root != old.Root {
		w.Exec(qFollow, now.ID, now.Root)
	}
	return v, err
}
