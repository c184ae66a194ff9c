package app

import (
	"encaisse/base/db"
	"encaisse/o2c/listing"
)

// FindIn is what is looked for.
type FindIn struct {
	Q string `query:"q" json:"q" required:"true" maxLength:"100" doc:"number, name, amount, customer's or payer's reference"`
}

// finders are the questions whose documents a search may show: who may not ask
// the one finds nothing of the other.
var finders = map[string]string{"order": "order.show", "quote": "quote.show", "invoice": "invoice.show", "charge": "penalty.note", "customer": "customer.show"}

func find(r *db.Read, in FindIn) ([]listing.Found, error) {
	return listing.Find(r, in.Q, func(kind string) bool {
		e, ok := Find(finders[kind])
		return ok && e.Allows(r.Role)
	})
}
