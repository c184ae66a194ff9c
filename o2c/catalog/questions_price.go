package catalog

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
)

// PriceView is a price of a list as doors show it.
type PriceView struct {
	ID       string         `json:"id"`
	List     string         `json:"list"`
	Customer string         `json:"customer" doc:"whom the list is for; empty: everybody, or a group"`
	Group    string         `json:"group"`
	SKU      string         `json:"sku"`
	Least    money.Quantity `json:"min_quantity"`
	Price    money.Price    `json:"price"`
	Currency money.Currency `json:"currency"`
	From     day.Day        `json:"valid_from"`
	To       day.Day        `json:"valid_to"`
	Included bool           `json:"tax_included"`
}

// listedRow is a price with the words people know it by.
type listedRow struct {
	Listed
	SKU      string
	Customer string
	Group    string
}

func priceView(l listedRow) PriceView {
	return PriceView{l.ID.Text("prc"), l.Code, l.Customer, l.Group, l.SKU, l.Least, l.Price, l.Currency, l.From, l.To, l.Included}
}

// PriceFilter asks for prices of lists.
type PriceFilter struct {
	db.Paging
	List string `query:"list" json:"list,omitempty"`
	SKU  string `query:"sku" json:"sku,omitempty"`
}

// ListPrices pages through the prices of the lists.
func ListPrices(r *db.Read, in PriceFilter) (db.Counted[PriceView], error) {
	out := db.Counted[PriceView]{Page: db.Page[PriceView]{Items: []PriceView{}}}
	after, err := in.First()
	if err != nil {
		return out, err
	}
	rows, err := db.All[listedRow](r, qListedPage, after, in.List, in.SKU, in.Rows()+1)
	if err != nil {
		return out, err
	}
	page := db.Paged(in.Paging, rows, func(l listedRow) db.ID { return l.ID })
	out.Next = page.Next
	for _, l := range page.Items {
		out.Items = append(out.Items, priceView(l))
	}
	return db.Count(r, in.Paging, out.Page, qListedCount, in.List, in.SKU)
}

// ToQuote asks what something costs a customer.
type ToQuote struct {
	Customer string         `query:"customer" json:"customer,omitempty" doc:"id or number; left out: somebody without prices of his own"`
	SKU      string         `query:"sku" json:"sku" required:"true"`
	Quantity money.Quantity `query:"quantity" json:"quantity,omitempty" doc:"1 when left out"`
	Day      day.Day        `query:"day" json:"day,omitempty" doc:"the business day when left out"`
	Currency money.Currency `query:"currency" json:"currency,omitempty" doc:"the company's when left out"`
	Unit     string         `query:"unit_price" json:"unit_price,omitempty" doc:"a manual price"`
	Discount Discounts      `query:"discount_percent" json:"discount_percent,omitempty" doc:"10, or a chain 10+5"`
	Included bool           `query:"tax_included" json:"tax_included,omitempty" doc:"asked for an order whose prices are with tax included"`
}

// QuoteView is a price with its trail.
type QuoteView struct {
	SKU      string         `json:"sku"`
	Quantity money.Quantity `json:"quantity"`
	Currency money.Currency `json:"currency"`
	Day      day.Day        `json:"day"`
	From     string         `json:"price_from" doc:"manual, customer, group, promotion, break, list"`
	Unit     money.Price    `json:"unit_price" doc:"before the steps of the trail"`
	Net      money.Money    `json:"net" doc:"tax included when the price is: an order takes it out by its rate"`
	Included bool           `json:"tax_included"`
	Trail    []Part         `json:"trail"`
	Floor    *money.Money   `json:"floor" doc:"below it the line needs authority"`
}

// Quote says what a line would cost and why; no order is made. It is the code
// that prices orders.
func Quote(r *db.Read, in ToQuote) (QuoteView, error) {
	a, err := in.asked(r)
	if err != nil {
		return QuoteView{}, err
	}
	p, ok, err := Offer(r, a)
	if err != nil {
		return QuoteView{}, err
	}
	if !ok {
		return QuoteView{}, refuse.New(refuse.Missing, "catalog.no_price", "sku", a.Item.SKU, "currency", string(a.Currency))
	}
	v := QuoteView{SKU: a.Item.SKU, Quantity: a.Quantity, Currency: a.Currency, Day: a.Day, From: p.From.From, Unit: p.Unit}
	net, err := p.Net(a.Quantity, a.Currency)
	if err != nil {
		return v, err
	}
	v.Net, v.Included = net.In(a.Currency), p.Steps.Included()
	if v.Trail, err = p.Trail(a.Quantity, a.Currency); err != nil {
		return v, err
	}
	l, _, err := Bounds(r, a)
	if l.Floor {
		least := l.Least.In(a.Currency)
		v.Floor = &least
	}
	return v, err
}

func (in ToQuote) asked(r *db.Read) (a Asked, err error) {
	if a.Item, err = Find(r, in.SKU); err != nil {
		return a, err
	}
	if in.Customer != "" {
		c, err := party.Find(r, in.Customer)
		if err != nil {
			return a, err
		}
		a.Customer, a.Group = c.ID, c.Root
	}
	a.Quantity, a.Day, a.Currency, a.Own, a.Included = in.Quantity, in.Day, in.Currency, Own(in.Discount, 0), in.Included
	if a.Quantity == 0 {
		a.Quantity = money.Units(1)
	}
	if a.Quantity < 0 {
		return a, refuse.New(refuse.Invalid, "catalog.quantity", "quantity", a.Quantity)
	}
	if a.Day.IsZero() {
		a.Day = r.Day()
	}
	if in.Unit != "" {
		p, err := money.ParsePrice(in.Unit)
		if err != nil {
			return a, err
		}
		a.Manual = &p
	}
	if a.Currency == "" {
		e, err := seller.Of(r)
		a.Currency = e.Currency
		return a, err
	}
	return a, nil
}

// PromotionView is a promotion as doors show it.
type PromotionView struct {
	ID       string         `json:"id"`
	Code     string         `json:"code"`
	SKU      string         `json:"sku" doc:"empty: every item"`
	List     string         `json:"list" doc:"empty: any list"`
	Percent  money.Percent  `json:"percent"`
	Each     money.Price    `json:"amount" doc:"off each unit"`
	Currency money.Currency `json:"currency"`
	From     day.Day        `json:"valid_from"`
	To       day.Day        `json:"valid_to"`
}

var qListCode = db.Q("catalog.list.code", `select code from price_list where id = $1`)

func promotionView(r *db.Read, m Promotion) (PromotionView, error) {
	v := PromotionView{m.ID.Text("pro"), m.Code, "", "", m.Percent, m.Each, m.Currency, m.From, m.To}
	if m.Item != 0 {
		i, err := Load(r, m.Item)
		if err != nil {
			return v, err
		}
		v.SKU = i.SKU
	}
	if m.List == 0 {
		return v, nil
	}
	var err error
	v.List, err = db.One[string](r, qListCode, m.List)
	return v, err
}

// ListPromotions lists the promotions, the oldest first.
func ListPromotions(r *db.Read, _ seller.None) (db.Page[PromotionView], error) {
	out := db.Page[PromotionView]{Items: []PromotionView{}}
	rows, err := db.All[Promotion](r, qPromotions)
	for _, m := range rows {
		v, err := promotionView(r, m)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, v)
	}
	return out, err
}

// AuthorityView is what a role may do as doors show it.
type AuthorityView struct {
	Role       string         `json:"role"`
	Discount   *money.Percent `json:"max_discount" doc:"null: any"`
	BelowFloor bool           `json:"below_floor"`
}

func authorityView(a Authority) AuthorityView {
	v := AuthorityView{a.Role, nil, a.BelowFloor}
	if a.Limited {
		v.Discount = &a.Discount
	}
	return v
}

// ListAuthorities lists how far the roles may go, where somebody said so.
func ListAuthorities(r *db.Read, _ seller.None) (db.Page[AuthorityView], error) {
	out := db.Page[AuthorityView]{Items: []AuthorityView{}}
	rows, err := db.All[Authority](r, qAuthorities)
	for _, a := range rows {
		out.Items = append(out.Items, authorityView(a))
	}
	return out, err
}

// PriceRow is a line of the export prices: the columns of the import.
type PriceRow struct {
	List     string         `json:"list"`
	SKU      string         `json:"sku"`
	Least    money.Quantity `json:"min_quantity"`
	Price    money.Price    `json:"price"`
	Currency money.Currency `json:"currency"`
	From     day.Day        `json:"valid_from"`
	To       day.Day        `json:"valid_to"`
	Customer string         `json:"customer"`
	Group    string         `json:"group"`
	Included bool           `json:"tax_included"`
}

// ExportPrices lists every price of every list.
func ExportPrices(r *db.Read, _ seller.None) ([]PriceRow, error) {
	out := []PriceRow{}
	for after := db.ID(0); ; {
		rows, err := db.All[listedRow](r, qListedPage, after, "", "", 500)
		if err != nil || len(rows) == 0 {
			return out, err
		}
		for _, l := range rows {
			out = append(out, PriceRow{l.Code, l.SKU, l.Least, l.Price, l.Currency, l.From, l.To, l.Customer, l.Group, l.Included})
		}
		after = rows[len(rows)-1].ID
	}
}
