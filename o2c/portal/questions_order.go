package portal

import (
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/catalog"
	"encaisse/o2c/credit"
	"encaisse/o2c/invoice"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/shipping"
)

var (
	qOrdersOf = db.Q("portal.orders", `select id, number, po_number, ordered_on, state, currency, total, remainder from sales_order
		where customer = $1 and entity = $2 and id < $3 and state <> 'draft' and (lower(number) like $5 escape '!' or lower(po_number) like $5 escape '!')
		and ($6 = '' or $6 = 'waits' and state = 'credit_hold' or $6 = 'cancelled' and state = 'cancelled'
			or $6 = 'going' and state not in ('credit_hold', 'cancelled') and remainder <> 0 or $6 = 'shipped' and state not in ('credit_hold', 'cancelled') and remainder = 0)
		order by id desc limit $4`)
	qItems = db.Q("portal.items", `select id, sku, name, unit, kind from item where id > $1 and kind <> 'freight'
		and ($2 = '' or lower(name) like $3 escape '!' or lower(sku) like $3 escape '!') order by id limit $4`).Scans()
	qFree = db.Q("portal.available", `select cast(coalesce(sum(s.on_hand - s.reserved - s.blocked), 0) as bigint) from stock s join warehouse w on w.id = s.warehouse
		where s.item = $1 and w.entity = $2`)
)

// OrdersIn asks for the orders of a customer.
type OrdersIn struct {
	db.Paging
	Customer string `path:"customer" json:"-" doc:"id or number"`
	Q        string `query:"q" json:"q,omitempty" maxLength:"100" doc:"part of a number, or of the customer's own"`
	State    string `query:"state" json:"state,omitempty" enum:"waits,going,shipped,cancelled," doc:"waits: for a payment; going: being prepared; shipped: in full; all when left out"`
}

// OrderRow is an order in the list of a customer's.
type OrderRow struct {
	ID        string      `json:"id"`
	Number    string      `json:"number"`
	YourOrder string      `json:"your_order"`
	OrderedOn day.Day     `json:"ordered_on"`
	State     string      `json:"state"`
	Total     money.Money `json:"total"`
	Left      money.Money `json:"left" doc:"not shipped yet"`
}

// Orders pages through the orders of a customer, the latest first.
func Orders(r *db.Read, in OrdersIn) (db.Page[OrderRow], error) {
	out := db.Page[OrderRow]{Items: []OrderRow{}}
	type row struct {
		ID         db.ID
		Number, PO string
		OrderedOn  day.Day
		State      string
		Currency   money.Currency
		Total      money.Amount
		Left       money.Amount
	}
	rows, err := latest[row](r, qOrdersOf, in.Paging, in.Customer, holding(in.Q), in.State)
	if err != nil {
		return out, err
	}
	page := db.Paged(in.Paging, rows, func(x row) db.ID { return x.ID })
	out.Next = page.Next
	for _, x := range page.Items {
		out.Items = append(out.Items, OrderRow{x.ID.Text(order.Prefix), x.Number, x.PO, x.OrderedOn, x.State, x.Total.In(x.Currency), x.Left.In(x.Currency)})
	}
	return out, nil
}

// OrderIn asks for one order of a customer.
type OrderIn struct {
	Customer string `path:"customer" json:"-" doc:"id or number"`
	ID       string `path:"id" json:"-" doc:"id or number"`
}

// OrderOut is an order as its customer sees it: what it holds, where it is,
// and what frees it when it waits.
type OrderOut struct {
	ID         string         `json:"id"`
	Number     string         `json:"number"`
	YourOrder  string         `json:"your_order"`
	State      string         `json:"state"`
	OrderedOn  day.Day        `json:"ordered_on"`
	PromisedOn day.Day        `json:"promised_on"`
	Net        money.Money    `json:"net"`
	Tax        money.Money    `json:"tax"`
	Total      money.Money    `json:"total"`
	Lines      []OrderLine    `json:"lines"`
	Shipments  []Parcel       `json:"shipments"`
	Invoices   []OrderBill    `json:"invoices"`
	Frees      *credit.Answer `json:"frees" doc:"what frees it when it waits for payment; null when it does not"`
	Problems   []string       `json:"problems" doc:"what keeps it from being taken, in words"`
}

// OrderLine is a line of it.
type OrderLine struct {
	SKU      string         `json:"sku"`
	Name     string         `json:"name"`
	Quantity money.Quantity `json:"quantity"`
	Shipped  money.Quantity `json:"shipped"`
	Waiting  money.Quantity `json:"waiting" doc:"not there yet"`
	Net      money.Money    `json:"net"`
}

// Parcel is a shipment of it.
type Parcel struct {
	ID          string  `json:"id"`
	Number      string  `json:"number"`
	State       string  `json:"state"`
	ShippedOn   day.Day `json:"shipped_on"`
	DeliveredOn day.Day `json:"delivered_on"`
}

// OrderBill is an invoice or credit note of it.
type OrderBill struct {
	ID     string      `json:"id"`
	Number string      `json:"number"`
	Type   string      `json:"type"`
	Total  money.Money `json:"total"`
}

func orderOut(v order.View) OrderOut {
	out := OrderOut{ID: v.ID, Number: v.Number, YourOrder: v.PONumber, State: string(v.State), OrderedOn: v.OrderedOn, PromisedOn: v.PromisedOn,
		Net: v.Net, Tax: v.Tax, Total: v.Total, Lines: []OrderLine{}, Shipments: []Parcel{}, Invoices: []OrderBill{}, Frees: v.Answer, Problems: []string{}}
	for _, l := range v.Lines {
		out.Lines = append(out.Lines, OrderLine{l.SKU, l.Name, l.Quantity, l.Shipped, l.Backordered, l.Net})
	}
	for _, x := range v.Exceptions {
		out.Problems = append(out.Problems, x.Detail)
	}
	return out
}

// ShowOrder is one order of a customer; another's is not there.
func ShowOrder(r *db.Read, in OrderIn) (OrderOut, error) {
	c, err := party.Find(r, in.Customer)
	if err != nil {
		return OrderOut{}, err
	}
	o, err := order.Find(r, in.ID)
	if err == nil && (o.Customer != c.ID || o.Entity != r.Entity) || refuse.Code(err) == "order.unknown" {
		return OrderOut{}, refuse.New(refuse.Missing, "portal.order", "order", in.ID)
	}
	if err != nil {
		return OrderOut{}, err
	}
	v, err := order.Show(r, order.ByID{ID: o.ID.Text(order.Prefix)})
	if err != nil {
		return OrderOut{}, err
	}
	out := orderOut(v)
	parcels, err := shipping.OfOrder(r, o.ID)
	if err != nil {
		return out, err
	}
	for _, p := range parcels {
		out.Shipments = append(out.Shipments, Parcel{p.ID.Text(shipping.Prefix), p.Number, string(p.State), p.ShippedOn, p.DeliveredOn})
	}
	bills, err := invoice.OfOrder(r, o.ID)
	for _, b := range bills {
		out.Invoices = append(out.Invoices, OrderBill{named(b.ID), b.Number, b.Type, b.Total.In(b.Currency)})
	}
	return out, err
}

// CatalogueIn asks what a customer may order.
type CatalogueIn struct {
	db.Paging
	Customer string `path:"customer" json:"-" doc:"id or number"`
	Q        string `query:"q" json:"q,omitempty" maxLength:"100" doc:"part of a name or SKU"`
}

// Offer is an item with the customer's own price and what is there of it.
type Offer struct {
	SKU       string          `json:"sku"`
	Name      string          `json:"name"`
	Unit      string          `json:"unit"`
	Price     *money.Money    `json:"price" doc:"of one, before tax; null: on request"`
	Available *money.Quantity `json:"available" doc:"null: a service"`
	ReadyOn   day.Day         `json:"available_on" doc:"when there is none: the day some can be promised; null: not known"`
}

// Catalogue pages through what a customer may order.
func Catalogue(r *db.Read, in CatalogueIn) (db.Page[Offer], error) {
	out := db.Page[Offer]{Items: []Offer{}}
	after, err := in.First()
	if err != nil {
		return out, err
	}
	c, err := party.Find(r, in.Customer)
	if err != nil {
		return out, err
	}
	type row struct {
		ID                    db.ID
		SKU, Name, Unit, Kind string
	}
	rows, err := db.All[row](r, qItems, after, strings.TrimSpace(in.Q), holding(in.Q), in.Rows()+1)
	if err != nil {
		return out, err
	}
	page := db.Paged(in.Paging, rows, func(x row) db.ID { return x.ID })
	out.Next = page.Next
	var short []db.ID // what there is none of, and where it stands on the page
	var at []int
	for _, x := range page.Items {
		o := Offer{SKU: x.SKU, Name: x.Name, Unit: x.Unit}
		price, err := catalog.Quote(r, catalog.ToQuote{Customer: c.ID.Text(party.Prefix), SKU: x.ID.Text("itm")})
		switch {
		case refuse.Code(err) == "catalog.no_price":
		case err != nil:
			return out, err
		default:
			o.Price = &price.Net
		}
		if x.Kind == "goods" {
			free, err := db.One[money.Quantity](r, qFree, x.ID, r.Entity)
			if err != nil {
				return out, err
			}
			if o.Available = &free; free <= 0 {
				short, at = append(short, x.ID), append(at, len(out.Items))
			}
		}
		out.Items = append(out.Items, o)
	}
	ready, err := order.Earliest(r, short)
	for i, k := range at {
		out.Items[k].ReadyOn = ready[short[i]]
	}
	return out, err
}
