package party

import "encaisse/base/db"

// List pages through the customers.
func List(r *db.Read, in db.Paging) (db.Page[Customer], error) {
	after, err := in.First()
	if err != nil {
		return db.Page[Customer]{}, err
	}
	rows, err := db.All[Customer](r, qList, after, in.Rows()+1)
	return db.Paged(in, rows, func(c Customer) db.ID { return c.ID }), err
}
