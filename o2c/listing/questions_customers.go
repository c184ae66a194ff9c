package listing

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/party"
)

// CustomersIn asks for rows of customers.
type CustomersIn struct {
	db.Paging
	Q       string `query:"q" json:"q,omitempty" maxLength:"100" doc:"part of the name, or the beginning of the number"`
	Bounced bool   `query:"bounced" json:"bounced,omitempty" doc:"only those whose mail comes back for good"`
}

// CustomerRow is one of them, with where he stands.
type CustomerRow struct {
	Number    string       `json:"number"`
	Name      string       `json:"name"`
	City      string       `json:"city"`
	Country   string       `json:"country"`
	Terms     string       `json:"terms"`
	Limit     *money.Money `json:"limit" doc:"null: unlimited"`
	Blocked   bool         `json:"blocked"`
	Bounced   bool         `json:"bounced" doc:"mail to his address comes back for good"`
	Open      money.Money  `json:"open"`
	Late      money.Money  `json:"late" doc:"of open: more than 15 days past due, not disputed"`
	Unapplied money.Money  `json:"unapplied"`
}

// CustomersOut is a page of rows, and how many there are without a filter.
type CustomersOut struct {
	db.Page[CustomerRow]
	Rows int64 `json:"rows"`
}

type customerRow struct {
	ID                          db.ID
	Number, Name, City          string
	Country                     string
	Currency                    money.Currency
	Terms                       string
	Limited                     bool
	Limit                       money.Amount
	Blocked, Bounced            string
	OpenSum, LateSum, UnusedSum money.Amount
}

// Customers lists customers by name.
func Customers(r *db.Read, in CustomersIn) (CustomersOut, error) {
	out := CustomersOut{Page: db.Page[CustomerRow]{Items: []CustomerRow{}}}
	if in.Q != "" {
		return searched(r, in, out)
	}
	after, err := in.First()
	if err != nil {
		return out, err
	}
	key := []byte{}
	if after != 0 {
		if key, err = db.One[[]byte](r, qSortKey, after); err != nil {
			return out, err
		}
	}
	page, count := qCustomers, qHowMany
	if in.Bounced {
		page, count = qBouncing, qHowBouncing
	}
	rows, all := db.Ask[customerRow](r, page, r.Entity, key, after, in.Rows()+1), db.Ask[int64](r, count)
	list, err := rows.All()
	if err != nil {
		return out, err
	}
	shown := db.Paged(in.Paging, list, func(c customerRow) db.ID { return c.ID })
	out.Next = shown.Next
	for _, c := range shown.Items {
		if !in.Bounced || c.Bounced != "" {
			out.Items = append(out.Items, c.shown())
		}
	}
	out.Rows, err = all.One()
	return out, err
}

// searched are the customers a text finds, on one page.
func searched(r *db.Read, in CustomersIn, out CustomersOut) (CustomersOut, error) {
	found, err := party.Search(r, in.Q, in.Rows())
	if err != nil {
		return out, err
	}
	for _, id := range found {
		c, err := db.One[customerRow](r, qCustomer, r.Entity, id)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, c.shown())
	}
	out.Rows = int64(len(out.Items))
	return out, nil
}

func (c customerRow) shown() CustomerRow {
	m := func(a money.Amount) money.Money { return a.In(c.Currency) }
	row := CustomerRow{c.Number, c.Name, c.City, c.Country, c.Terms, nil, c.Blocked != "", c.Bounced != "", m(c.OpenSum), m(c.LateSum), m(c.UnusedSum)}
	if c.Limited {
		limit := m(c.Limit)
		row.Limit = &limit
	}
	return row
}
