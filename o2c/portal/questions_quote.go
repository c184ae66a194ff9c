package portal

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/catalog"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/quote"
)

var qQuotesOf = db.Q("portal.quotes", `select id, number, quoted_on, valid_until, state, currency, total from quote
	where customer = $1 and entity = $2 and id < $3 and state <> 'draft' and state <> 'superseded' and lower(number) like $5 escape '!'
	and ($6 = '' or $6 = 'open' and state = 'sent' and valid_until >= $7 or $6 = 'expired' and (state = 'expired' or state = 'sent' and valid_until < $7)
		or $6 = state and state <> 'sent' and state <> 'expired')
	order by id desc limit $4`)

// QuotesIn asks for the quotes of a customer.
type QuotesIn struct {
	db.Paging
	Customer string `path:"customer" json:"-" doc:"id or number"`
	Q        string `query:"q" json:"q,omitempty" maxLength:"100" doc:"part of a number"`
	State    string `query:"state" json:"state,omitempty" enum:"open,accepted,refused,expired," doc:"open: it may be accepted today; all when left out"`
}

// QuoteRow is a quote in the list of a customer's.
type QuoteRow struct {
	ID         string      `json:"id"`
	Number     string      `json:"number"`
	QuotedOn   day.Day     `json:"quoted_on"`
	ValidUntil day.Day     `json:"valid_until"`
	State      quote.State `json:"state"`
	Open       bool        `json:"open" doc:"it may be accepted today"`
	Total      money.Money `json:"total"`
}

// Quotes pages through what a customer was offered, the latest first; drafts
// and versions that were replaced are not shown.
func Quotes(r *db.Read, in QuotesIn) (db.Page[QuoteRow], error) {
	out := db.Page[QuoteRow]{Items: []QuoteRow{}}
	type row struct {
		ID                   db.ID
		Number               string
		QuotedOn, ValidUntil day.Day
		State                quote.State
		Currency             money.Currency
		Total                money.Amount
	}
	rows, err := latest[row](r, qQuotesOf, in.Paging, in.Customer, holding(in.Q), in.State, r.Today())
	if err != nil {
		return out, err
	}
	page := db.Paged(in.Paging, rows, func(x row) db.ID { return x.ID })
	out.Next = page.Next
	for _, x := range page.Items {
		open := x.State == quote.Sent && x.ValidUntil >= r.Today()
		out.Items = append(out.Items, QuoteRow{x.ID.Text(quote.Prefix), x.Number, x.QuotedOn, x.ValidUntil, x.State, open, x.Total.In(x.Currency)})
	}
	return out, nil
}

// QuoteIn asks for one quote of a customer.
type QuoteIn struct {
	Customer string `path:"customer" json:"-" doc:"id or number"`
	ID       string `path:"id" json:"-" scope:"quote" doc:"id of a version, or number: the latest"`
}

// QuoteOut is a quote as its customer sees it.
type QuoteOut struct {
	ID         string      `json:"id"`
	Number     string      `json:"number"`
	State      quote.State `json:"state"`
	Open       bool        `json:"open" doc:"it may be accepted today"`
	QuotedOn   day.Day     `json:"quoted_on"`
	ValidUntil day.Day     `json:"valid_until"`
	Terms      string      `json:"terms"`
	PONeeded   bool        `json:"po_needed" doc:"who accepts has to give his own order number"`
	Order      string      `json:"order" doc:"number of the order it became"`
	OrderID    string      `json:"order_id"`
	Net        money.Money `json:"net"`
	Tax        money.Money `json:"tax"`
	Total      money.Money `json:"total"`
	Included   bool        `json:"tax_included" doc:"unit prices are with tax included"`
	Lines      []QuoteLine `json:"lines"`
}

// QuoteLine is a line of it.
type QuoteLine struct {
	SKU       string            `json:"sku"`
	Name      string            `json:"name"`
	Quantity  money.Quantity    `json:"quantity"`
	UnitPrice money.Price       `json:"unit_price"`
	Discount  catalog.Discounts `json:"discount_percent"`
	Net       money.Money       `json:"net"`
}

// ownQuote is a quote of a customer; another's, and a draft, is not there.
func ownQuote(r *db.Read, customer, ref string) (quote.Quote, party.Customer, error) {
	c, err := party.Find(r, customer)
	if err != nil {
		return quote.Quote{}, c, err
	}
	q, err := quote.Find(r, ref)
	if err == nil && (q.Customer != c.ID || q.Entity != r.Entity || q.State == quote.Draft) {
		err = refuse.New(refuse.Missing, "quote.unknown", "quote", ref)
	}
	return q, c, err
}

// ShowQuote is one quote of a customer.
func ShowQuote(r *db.Read, in QuoteIn) (QuoteOut, error) {
	q, c, err := ownQuote(r, in.Customer, in.ID)
	if err != nil {
		return QuoteOut{}, err
	}
	v, err := quote.Shown(r, q)
	if err != nil {
		return QuoteOut{}, err
	}
	out := QuoteOut{ID: v.ID, Number: v.Number, State: v.State, Open: v.State == quote.Sent && v.ValidUntil >= r.Today(), QuotedOn: v.QuotedOn, ValidUntil: v.ValidUntil,
		Terms: v.Terms, PONeeded: c.PORequired, Net: v.Net, Tax: v.Tax, Total: v.Total, Included: v.TaxIncluded, Lines: []QuoteLine{}}
	for _, l := range v.Lines {
		out.Lines = append(out.Lines, QuoteLine{l.SKU, l.Name, l.Quantity, l.UnitPrice, l.Discount, l.Net})
	}
	if q.Order != 0 {
		o, err := order.Find(r, q.Order.Text(order.Prefix))
		if err != nil {
			return out, err
		}
		out.Order, out.OrderID = o.Number, q.Order.Text(order.Prefix)
	}
	return out, nil
}
