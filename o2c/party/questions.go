package party

import "encaisse/base/db"

var qBouncing = db.Q("party.bouncing", `select count(*) from customer where bounced <> '' and id > $1`)

// Bouncing is how many customers mail comes back from for good.
func Bouncing(r *db.Read) (int64, error) { return db.One[int64](r, qBouncing, 0) }

// List pages through the customers.
func List(r *db.Read, in db.Paging) (db.Page[Customer], error) {
	after, err := in.First()
	if err != nil {
		return db.Page[Customer]{}, err
	}
	rows, err := db.All[Customer](r, qList, after, in.Rows()+1)
	return db.Paged(in, rows, func(c Customer) db.ID { return c.ID }), err
}
