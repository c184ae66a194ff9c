package portal

import (
	"time"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

var qUnderParts = db.Q("portal.checkout.under_way_parts", `select p.document, cast(sum(p.amount) as bigint) from checkout c join checkout_part p on p.checkout = c.id
	where c.customer = $1 and c.entity = $2 and (c.state = 'unsure' or c.state = 'pending') group by p.document order by p.document`)

// CheckoutView is a payment by a provider as doors show it.
type CheckoutView struct {
	ID       string      `json:"id"`
	Customer string      `json:"customer"`
	Amount   money.Money `json:"amount"`
	Provider string      `json:"provider"`
	State    string      `json:"state" doc:"asked, open, unsure (to verify with the provider), pending, refused, expired, paid"`
	At       time.Time   `json:"at"`
	Payment  *string     `json:"payment" doc:"id of the money that came of it"`
	URL      string      `json:"url" doc:"where it is paid while it is open"`
	Parts    []SharePart `json:"parts"`
}

// SharePart is how much of a payment is for a document.
type SharePart struct {
	Invoice string      `json:"invoice" doc:"id"`
	Number  string      `json:"number"`
	Amount  money.Money `json:"amount"`
}

func viewCheckout(r *db.Read, c Checkout) (CheckoutView, error) {
	cu, err := party.Load(r, c.Customer)
	if err != nil {
		return CheckoutView{}, err
	}
	v := CheckoutView{ID: c.ID.Text(CheckoutPrefix), Customer: cu.Number, Amount: c.Amount.In(c.Currency), Provider: c.Provider, State: c.State,
		At: time.UnixMicro(c.OpenedAt).UTC(), Parts: []SharePart{}}
	if c.State == Open {
		v.URL = c.URL
	}
	if c.Payment != 0 {
		id := c.Payment.Text("pay")
		v.Payment = &id
	}
	shares, err := Shares(r, c.ID)
	for _, s := range shares {
		number, err := numberOf(r, s.Document)
		if err != nil {
			return v, err
		}
		v.Parts = append(v.Parts, SharePart{named(s.Document), number, s.Amount.In(c.Currency)})
	}
	if err != nil || v.URL == "" {
		return v, err
	}
	o, err := openingOf(r, cu)
	for _, s := range shares {
		if is, failed := o.before(r, s.Document); is || failed != nil {
			v.URL, err = "", failed // what is filed meanwhile is not gone on with
		}
	}
	return v, err
}

var qNumber = db.Q("portal.number", `select number from invoice where id = $1`)

// numberOf a document: an invoice, or an item of the books before.
func numberOf(r *db.Read, document db.ID) (string, error) {
	number, err := db.One[string](r, qNumber, document)
	if err != db.ErrNone {
		return number, err
	}
	items, err := receivable.ItemsOf(r, document)
	if err != nil || len(items) == 0 {
		return "", err
	}
	return items[0].Number, nil
}

// underWayOf is what the provider has of a customer's money, or may have, by
// document: it is not asked for again.
func underWayOf(r *db.Read, customer db.ID) (map[db.ID]money.Amount, error) {
	shares, err := db.All[Share](r, qUnderParts, customer, r.Entity)
	out := map[db.ID]money.Amount{}
	for _, s := range shares {
		out[s.Document] = s.Amount
	}
	return out, err
}

func checkoutsOf(r *db.Read, c party.Customer, e seller.Entity, only string) ([]CheckoutView, error) {
	out := []CheckoutView{}
	rows, err := db.All[Checkout](r, qCheckoutsOf, c.ID, e.ID, 10)
	for _, k := range rows {
		v, err := viewCheckout(r, k)
		if err != nil {
			return out, err
		}
		if v.about(only) {
			out = append(out, v)
		}
	}
	return out, err
}

// about tells that a payment is for one document alone ("" = whichever).
func (v CheckoutView) about(invoice string) bool {
	return invoice == "" || len(v.Parts) == 1 && v.Parts[0].Invoice == invoice
}

// CheckoutIn asks for one payment of a customer.
type CheckoutIn struct {
	Customer string `path:"customer" json:"-" doc:"id or number"`
	ID       string `path:"id" json:"-" doc:"chk_…"`
	Invoice  string `query:"invoice" json:"invoice,omitempty" scope:"document" doc:"id: found only when it is for that alone"`
}

// ShowCheckout is one payment of a customer.
func ShowCheckout(r *db.Read, in CheckoutIn) (CheckoutView, error) {
	c, err := FindCheckout(r, in.ID)
	if err != nil {
		return CheckoutView{}, err
	}
	cu, err := party.Find(r, in.Customer)
	if err != nil {
		return CheckoutView{}, err
	}
	v, err := viewCheckout(r, c)
	if err == nil && (c.Customer != cu.ID || !v.about(in.Invoice)) {
		return CheckoutView{}, refuse.New(refuse.Missing, "portal.checkout", "checkout", in.ID)
	}
	return v, err
}

// ListCheckouts pages through the payments by providers, oldest first.
func ListCheckouts(r *db.Read, in db.Paging) (db.Page[CheckoutView], error) {
	after, err := in.First()
	if err != nil {
		return db.Page[CheckoutView]{Items: []CheckoutView{}}, err
	}
	rows, err := db.All[Checkout](r, qCheckouts, r.Entity, after, in.Rows()+1)
	if err != nil {
		return db.Page[CheckoutView]{Items: []CheckoutView{}}, err
	}
	return db.Shown(db.Paged(in, rows, func(c Checkout) db.ID { return c.ID }), func(c Checkout) (CheckoutView, error) { return viewCheckout(r, c) })
}
