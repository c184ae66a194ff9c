package listing

import (
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
)

// HeldRow is an order that waits for credit.
type HeldRow struct {
	Number    string      `json:"number"`
	Customer  string      `json:"customer"`
	Name      string      `json:"name"`
	Hold      []string    `json:"hold" doc:"rules that failed"`
	OrderedOn day.Day     `json:"ordered_on"`
	Days      int64       `json:"days" doc:"since it was ordered"`
	Total     money.Money `json:"total"`
}

// HeldOut is a page of the queue, and what all of it comes to.
type HeldOut struct {
	db.Page[HeldRow]
	Sums []Sum `json:"sums"`
}

type heldRow struct {
	ID                     db.ID
	Number, Customer, Name string
	Hold                   string
	OrderedOn              day.Day
	Currency               money.Currency
	Total                  money.Amount
}

// Held lists the orders that wait for credit, by what is at stake.
func Held(r *db.Read, in db.Paging) (HeldOut, error) {
	out := HeldOut{Page: db.Page[HeldRow]{Items: []HeldRow{}}}
	after, err := in.After(2)
	if err != nil {
		return out, err
	}
	total, id := db.ID(last), db.ID(last)
	if in.Cursor != "" {
		total, id = after[0], after[1]
	}
	list, sum := db.Ask[heldRow](r, qHeldOrders, r.Entity, total, id, in.Rows()+1), db.Ask[sumRow](r, qHeldSums, r.Entity)
	rows, err := list.All()
	if err != nil {
		return out, err
	}
	page := db.PagedBy(in, rows, func(h heldRow) []db.ID { return []db.ID{db.ID(h.Total), h.ID} })
	out.Next = page.Next
	for _, h := range page.Items {
		out.Items = append(out.Items, HeldRow{h.Number, h.Customer, h.Name, strings.Fields(h.Hold), h.OrderedOn, int64(r.Day().Sub(h.OrderedOn)), h.Total.In(h.Currency)})
	}
	all, err := sum.All()
	out.Sums, _ = sums(all)
	return out, err
}

// ExposedRow is what a customer may cost against what he may.
type ExposedRow struct {
	Customer  string       `json:"customer"`
	Name      string       `json:"name"`
	Group     string       `json:"group"`
	Open      money.Money  `json:"open"`
	Unbilled  money.Money  `json:"unbilled"`
	Ordered   money.Money  `json:"ordered"`
	Unapplied money.Money  `json:"unapplied" doc:"with deposits"`
	Late      money.Money  `json:"late"`
	Exposure  money.Money  `json:"exposure"`
	Limit     *money.Money `json:"limit" doc:"null: unlimited"`
	Over      bool         `json:"over"`
}

// ExposedIn asks for them.
type ExposedIn struct {
	Over bool `query:"over" json:"over,omitempty" doc:"only those above their limit"`
}

// mostExposed customers are listed.
const mostExposed = 200

// Exposed lists the customers who may cost the organisation most, in their own
// currency: at most 200 of them, the largest exposure first.
func Exposed(r *db.Read, in ExposedIn) ([]ExposedRow, error) {
	out := []ExposedRow{}
	q := qExposed
	if in.Over {
		q = qExposedOver
	}
	rows, err := db.All[struct {
		Number, Name, Group       string
		Currency                  money.Currency
		Limited                   bool
		Limit                     money.Amount
		Open, Unbilled, Ordered   money.Amount
		Unapplied, Late, Exposure money.Amount
	}](r, q, mostExposed)
	for _, x := range rows {
		m := func(a money.Amount) money.Money { return a.In(x.Currency) }
		row := ExposedRow{x.Number, x.Name, x.Group, m(x.Open), m(x.Unbilled), m(x.Ordered), m(x.Unapplied), m(x.Late), m(x.Exposure), nil, x.Limited && x.Exposure > x.Limit}
		if x.Limited {
			limit := m(x.Limit)
			row.Limit = &limit
		}
		out = append(out, row)
	}
	return out, err
}

// Groups lists the groups of customers whose credit is watched together.
func Groups(r *db.Read, in db.Paging) (db.Counted[string], error) {
	after, err := in.First()
	if err != nil {
		return db.Counted[string]{}, err
	}
	type group struct {
		ID     db.ID
		Number string
	}
	rows, err := db.All[group](r, qGroups, after, in.Rows()+1)
	if err != nil {
		return db.Counted[string]{}, err
	}
	page := db.Paged(in, rows, func(g group) db.ID { return g.ID })
	out := db.Page[string]{Items: []string{}, Next: page.Next}
	for _, g := range page.Items {
		out.Items = append(out.Items, g.Number)
	}
	return db.Count(r, in, out, qGroupCount)
}
