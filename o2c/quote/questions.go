package quote

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/catalog"
	"encaisse/o2c/party"
)

// View is a version of a quote as doors show it.
type View struct {
	ID          string         `json:"id"`
	Number      string         `json:"number"`
	Revision    int64          `json:"revision" doc:"1, 2, …: each replaces the one before"`
	Customer    string         `json:"customer"`
	State       State          `json:"state" doc:"draft, sent, accepted, refused, expired, superseded"`
	Currency    money.Currency `json:"currency"`
	QuotedOn    day.Day        `json:"quoted_on"`
	ValidUntil  day.Day        `json:"valid_until" doc:"its last day"`
	Terms       string         `json:"terms"`
	Billing     string         `json:"billing"`
	RequestedOn day.Day        `json:"requested_on"`
	Net         money.Money    `json:"net"`
	Tax         money.Money    `json:"tax"`
	Total       money.Money    `json:"total"`
	Reason      string         `json:"reason" doc:"why the customer refused"`
	Order       *string        `json:"order" doc:"id of the order it became"`
	ShipTo      string         `json:"ship_to" doc:"code of the delivery address; empty: the customer's own"`
	Freight     string         `json:"freight" doc:"way of delivery"`
	Residential bool           `json:"residential" doc:"delivered to a home"`
	TaxIncluded bool           `json:"tax_included" doc:"its prices are with tax included"`
	AllowedPart money.Percent  `json:"allowance_percent" doc:"taken off the whole, borne by the lines"`
	Allowed     money.Money    `json:"allowance_amount" doc:"likewise, an amount"`
	Lines       []LineView     `json:"lines"`
}

// LineView is a line as doors show it.
type LineView struct {
	N         int64             `json:"n"`
	SKU       string            `json:"sku"`
	Name      string            `json:"name"`
	Kind      string            `json:"kind"`
	Quantity  money.Quantity    `json:"quantity"`
	UnitPrice money.Price       `json:"unit_price"`
	Discount  catalog.Discounts `json:"discount_percent"`
	PriceFrom string            `json:"price_from" doc:"manual, customer, group, promotion, break, list, freight"`
	Trail     []catalog.Part    `json:"trail" doc:"how the line comes to its net"`
	Net       money.Money       `json:"net"`
}

func view(r *db.Read, q Quote) (View, error) {
	c, err := party.Load(r, q.Customer)
	if err != nil {
		return View{}, err
	}
	offers, err := q.Offers()
	if err != nil {
		return View{}, err
	}
	v := View{ID: q.ID.Text(Prefix), Number: q.Number, Revision: q.Revision, Customer: c.Number, State: q.State, Currency: q.Currency, QuotedOn: q.QuotedOn,
		ValidUntil: q.ValidUntil, Terms: offers.Terms, Billing: offers.Billing, RequestedOn: offers.RequestedOn, Net: q.Net.In(q.Currency), Tax: q.Tax.In(q.Currency),
		Total: q.Total.In(q.Currency), Reason: q.Reason, Freight: offers.Freight, Residential: offers.Residential, TaxIncluded: offers.TaxIncluded,
		AllowedPart: offers.AllowedPart, Allowed: offers.Allowed.In(q.Currency), Lines: []LineView{}}
	if v.ShipTo, err = party.AddressCode(r, offers.ShipTo); err != nil {
		return v, err
	}
	if q.Order != 0 {
		order := q.Order.Text("ord")
		v.Order = &order
	}
	for _, l := range offers.Lines {
		p, err := l.Priced()
		if err != nil {
			return v, err
		}
		trail, err := p.Trail(l.Quantity, q.Currency)
		if err != nil {
			return v, err
		}
		v.Lines = append(v.Lines, LineView{l.N, l.SKU, l.Name, l.Kind, l.Quantity, l.UnitPrice, p.Steps.Percents(), p.From.From, trail, l.Net.In(q.Currency)})
	}
	return v, nil
}

// Priced is what the line costs, and why.
func (l Line) Priced() (catalog.Priced, error) {
	steps, err := catalog.ParseSteps(l.Discounts)
	return catalog.Priced{Unit: l.UnitPrice, From: catalog.ParseSource(l.PriceFrom), Steps: steps}, err
}

// Shown is a quote as doors show it.
func Shown(r *db.Read, q Quote) (View, error) { return view(r, q) }

// Show returns one quote.
func Show(r *db.Read, in ByID) (View, error) {
	q, err := Find(r, in.ID)
	if err != nil {
		return View{}, err
	}
	return view(r, q)
}

// VersionsOf shows every version of a quote, the latest first.
func VersionsOf(r *db.Read, in ByID) ([]View, error) {
	q, err := Find(r, in.ID)
	if err != nil {
		return nil, err
	}
	list, err := Versions(r, q)
	if err != nil {
		return nil, err
	}
	out := []View{}
	for _, x := range list {
		v, err := view(r, x)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// Filter asks for a list of quotes.
type Filter struct {
	db.Paging
	State    State  `query:"state" json:"state,omitempty" enum:"draft,sent,accepted,refused,expired,superseded,"`
	Customer string `query:"customer" json:"customer,omitempty" doc:"id or number"`
}

// List pages through the versions of quotes, oldest first.
func List(r *db.Read, in Filter) (db.Page[View], error) {
	after, err := in.First()
	if err != nil {
		return db.Page[View]{}, err
	}
	customer, err := party.Only(r, in.Customer)
	if err != nil {
		return db.Page[View]{}, err
	}
	rows, err := db.All[Quote](r, qList, r.Entity, after, in.State, customer, in.Rows()+1)
	if err != nil {
		return db.Page[View]{}, err
	}
	return db.Shown(db.Paged(in.Paging, rows, func(q Quote) db.ID { return q.ID }), func(q Quote) (View, error) { return view(r, q) })
}
