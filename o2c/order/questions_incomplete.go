package order

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/party"
)

// Incomplete is an order that needs somebody before it can be confirmed.
type Incomplete struct {
	Number     string      `json:"number"`
	Customer   string      `json:"customer"`
	Name       string      `json:"name"`
	OrderedOn  day.Day     `json:"ordered_on"`
	Total      money.Money `json:"total"`
	Exceptions []Exception `json:"exceptions" doc:"each with its field and what to do"`
}

var (
	qIncomplete      = db.Q("order.incomplete", `select `+columns+` from sales_order where exceptions <> '' and id > $2 and state = 'draft' and entity = $1 order by id limit $3`)
	qIncompleteCount = db.Q("order.incomplete.count", db.CountBegins+`sales_order where exceptions <> '' and id > 0 and state = 'draft' and entity = $1`+db.CountEnds)
)

// Incompletes lists the drafts that can not be confirmed as they are, the
// oldest first.
func Incompletes(r *db.Read, in db.Paging) (db.Counted[Incomplete], error) {
	out := db.Counted[Incomplete]{Page: db.Page[Incomplete]{Items: []Incomplete{}}}
	after, err := in.First()
	if err != nil {
		return out, err
	}
	rows, err := db.All[Order](r, qIncomplete, r.Entity, after, in.Rows()+1)
	if err != nil {
		return out, err
	}
	page, err := db.Shown(db.Paged(in, rows, func(o Order) db.ID { return o.ID }), func(o Order) (Incomplete, error) {
		c, err := party.Load(r, o.Customer)
		return Incomplete{o.Number, c.Number, c.Name, o.OrderedOn, o.Total.In(o.Currency), restored(r.Speak, o.Exceptions)}, err
	})
	if err != nil {
		return out, err
	}
	return db.Count(r, in, page, qIncompleteCount, r.Entity)
}
