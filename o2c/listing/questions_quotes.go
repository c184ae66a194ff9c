package listing

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
)

// QuotesIn asks for rows of quotes.
type QuotesIn struct {
	db.Paging
	State    string  `query:"state" json:"state,omitempty" enum:"draft,sent,accepted,refused,expired,superseded," doc:"all but the superseded versions when left out"`
	Customer string  `query:"customer" json:"customer,omitempty" doc:"id or number, or a part of the name that only one has"`
	From     day.Day `query:"from" json:"from,omitempty" doc:"first day it was made"`
	To       day.Day `query:"to" json:"to,omitempty" doc:"last day"`
	Sort     string  `query:"sort" json:"sort,omitempty" enum:"newest,oldest,largest,smallest," doc:"newest when left out; largest and smallest by the total"`
}

// QuoteRow is one of them: a version.
type QuoteRow struct {
	ID         string      `json:"id"`
	Number     string      `json:"number"`
	Revision   int64       `json:"revision"`
	Customer   string      `json:"customer"`
	Name       string      `json:"name"`
	State      string      `json:"state"`
	QuotedOn   day.Day     `json:"quoted_on"`
	ValidUntil day.Day     `json:"valid_until" doc:"its last day"`
	Order      string      `json:"order" doc:"number of the order it became"`
	Total      money.Money `json:"total"`
}

// QuotesOut is a page of rows and what all pages come to.
type QuotesOut struct {
	db.Page[QuoteRow]
	Sums   []Sum `json:"sums"`
	Beyond bool  `json:"beyond" doc:"there are more than 10,000 rows: they are not summed"`
}

type quoteRow struct {
	ID                   db.ID
	Number               string
	Revision             int64
	Customer, Name       string
	State                string
	Currency             money.Currency
	QuotedOn, ValidUntil day.Day
	Order                string
	Total                money.Amount
}

// Quotes lists versions of quotes, the newest first unless another order is
// asked for; those that were superseded only when they are asked for.
func Quotes(r *db.Read, in QuotesIn) (QuotesOut, error) {
	out := QuotesOut{Page: db.Page[QuoteRow]{Items: []QuoteRow{}}}
	customer, err := who(r, in.Customer)
	if err != nil {
		return out, err
	}
	s := quoteSorts.of(in.Sort)
	q, args, err := s.asked(in.Paging, r.Entity, filter{customer, in.State, in.From, until(in.To)})
	if err != nil {
		return out, err
	}
	list, err := db.All[quoteRow](r, q, args...)
	if err != nil {
		return out, err
	}
	page := db.PagedBy(in.Paging, list, func(x quoteRow) []db.ID { return s.key(x.ID, x.Total) })
	out.Next = page.Next
	for _, x := range page.Items {
		out.Items = append(out.Items, QuoteRow{x.ID.Text("quo"), x.Number, x.Revision, x.Customer, x.Name, x.State, x.QuotedOn, x.ValidUntil, x.Order, x.Total.In(x.Currency)})
	}
	all := summed(page.Items, func(x quoteRow) sumRow { return sumRow{x.Currency, 1, x.Total, 0} })
	switch {
	case page.Next == nil && in.Cursor == "": // the page is all there is
	case customer == 0:
		all, err = db.All[sumRow](r, qQuoteSums, r.Entity, in.State, in.From, until(in.To))
	default:
		all, err = db.All[sumRow](r, qQuoteSumsOf, r.Entity, in.State, in.From, until(in.To), customer)
	}
	out.Sums, out.Beyond = sums(all)
	return out, err
}
