package invoice

import (
	"encoding/json"
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/catalog"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/tax"
)

// View is an invoice or credit note as doors show it.
type View struct {
	ID        string         `json:"id"`
	Number    string         `json:"number"`
	OldNumber string         `json:"old_number,omitempty"`
	Type      string         `json:"type" doc:"380 invoice, 381 credit note, 384 corrected invoice, 386 deposit invoice"`
	Original  string         `json:"original,omitempty" doc:"id of the invoice a credit note refers to, or that a corrected one replaces"`
	Replaced  string         `json:"replaced_by,omitempty" doc:"number of the corrected invoice that replaces it: this one asks for nothing more"`
	Order     string         `json:"order" doc:"empty of an invoice for several"`
	Orders    []string       `json:"orders" doc:"the orders it is for"`
	Customer  string         `json:"customer"`
	Currency  money.Currency `json:"currency"`
	IssuedOn  day.Day        `json:"issued_on"`
	DueOn     day.Day        `json:"due_on"`
	Terms     string         `json:"terms"`
	Net       money.Money    `json:"net"`
	Tax       money.Money    `json:"tax"`
	Total     money.Money    `json:"total"`
	Prepaid   money.Money    `json:"prepaid" doc:"of the total, already paid by deposits; those that are lines are not in it. Of a credit note: given back to them"`
	Payable   money.Money    `json:"payable" doc:"the total less what is prepaid"`
	Retention money.Money    `json:"retention" doc:"of the total, kept back by the customer until it is released"`
	Open      money.Money    `json:"open"`
	Payment   string         `json:"payment" doc:"unpaid, partially_paid, paid; replaced by a corrected invoice"`
	Latest    day.Day        `json:"latest_due,omitempty" doc:"the last lawful due day, when the terms exceed it"`
	Discount  *DiscountView  `json:"discount" doc:"the cash discount offered; null for none"`
	Due       []DueView      `json:"instalments" doc:"what is to be paid by when; empty for a credit note"`
	Warnings  []string       `json:"warnings" doc:"mentions the document lacks"`
	Parties   Parties        `json:"parties"`
	Lines     []LineView     `json:"lines"`
	Taxes     []TaxView      `json:"taxes"`
	Deposit   *DepositState  `json:"deposit" doc:"of a deposit invoice: how far it is cashed and used; null for others"`
}

// DueView is an instalment as doors show it.
type DueView struct {
	DueOn  day.Day     `json:"due_on"`
	Amount money.Money `json:"amount"`
}

// DiscountView is a cash discount as doors show it, on what is not credited.
type DiscountView struct {
	Amount money.Money `json:"amount" doc:"tax included"`
	Until  day.Day     `json:"until" doc:"the last day"`
}

// LineView is a line as doors show it.
type LineView struct {
	N         int64             `json:"n"`
	SKU       string            `json:"sku"`
	Name      string            `json:"name"`
	Quantity  money.Quantity    `json:"quantity"`
	UnitPrice money.Price       `json:"unit_price"`
	Discount  catalog.Discounts `json:"discount_percent"`
	Steps     string            `json:"price_steps" doc:"what changes the unit price, as on the order line: 15@SUMMER+10 percents, 1.50/u off each unit, 20/l off the line as ordered; below zero a charge"`
	Net       money.Money       `json:"net"`
	Stated    *money.Money      `json:"stated" doc:"of a price with tax included: what it states; null: the price is before tax"`
	Prepaid   *money.Money      `json:"prepaid" doc:"of a deposit that is already paid, below zero: it with tax; not a line that the net is the sum of. null: it is one"`
	Credited  money.Quantity    `json:"credited"`
	Category  tax.Category      `json:"category"`
	Deposit   string            `json:"deposit,omitempty" doc:"id of the deposit invoice that the line deducts, or gives back"`
	Reason    string            `json:"reason" doc:"why it bears no tax"`

	Certificate string `json:"certificate" doc:"of the customer, by which it bears no tax"`
}

// TaxView is a row of the breakdown as doors show it.
type TaxView struct {
	Category tax.Category  `json:"category"`
	Code     tax.Code      `json:"code"`
	Rate     money.Percent `json:"rate"`
	Base     money.Money   `json:"base"`
	Amount   money.Money   `json:"amount"`
	Reason   string        `json:"reason,omitempty"`
}

// stated is what a line says with tax included, nothing of another.
func stated(a money.Amount, c money.Currency) *money.Money {
	if a == 0 {
		return nil
	}
	m := a.In(c)
	return &m
}

func orderNumbers(number string) []string {
	if number == "" {
		return []string{}
	}
	return []string{number}
}

func view(v Invoice, customer, orderNumber string, open money.Amount) View {
	m := func(a money.Amount) money.Money { return a.In(v.Currency) }
	says, _ := v.Stated() // its treatments are written by ourselves
	out := View{ID: v.ID.Text(Prefix), Number: v.Number, OldNumber: v.OldNumber, Type: v.Type, Original: v.Original.Text(Prefix),
		Order: orderNumber, Orders: orderNumbers(orderNumber), Customer: customer, Currency: v.Currency, IssuedOn: v.IssuedOn, DueOn: v.DueOn, Terms: v.Terms,
		Net: m(says.Net), Tax: m(says.Tax), Total: m(says.Total), Prepaid: m(says.Prepaid), Payable: m(v.Total), Retention: m(v.Retention), Open: m(open.Abs()), Payment: payment(v.Total, open.Abs()),
		Warnings: strings.Fields(v.Warnings), Due: []DueView{}, Lines: []LineView{}, Taxes: []TaxView{}}
	if out.Warnings == nil {
		out.Warnings = []string{}
	}
	_ = json.Unmarshal([]byte(v.Parties), &out.Parties) // written by ourselves
	if monthly := strings.Contains(v.Warnings, "receivable.terms_over_monthly_cap"); monthly || strings.Contains(v.Warnings, "receivable.terms_over_cap") {
		_, out.Latest, _ = receivable.Terms(v.Terms).Excess(out.Parties.Seller.Country, v.IssuedOn, monthly)
	}
	for _, l := range v.Lines {
		t, _ := tax.Stored(l.Treatment) // written by ourselves
		steps, _ := catalog.ParseSteps(l.Discounts)
		out.Lines = append(out.Lines, LineView{l.N, l.SKU, l.Name, l.Quantity, l.UnitPrice, steps.Percents(), steps.String(), m(l.Net), stated(l.Gross, v.Currency), stated(l.Prepaid, v.Currency), l.Credited, t.Category, l.Deposit.Text(Prefix), t.Reason, t.Certificate})
	}
	if v.Type != CreditNote {
		for _, p := range receivable.Terms(v.Terms).Parts(v.Total-v.Retention, v.TermsFrom) {
			out.Due = append(out.Due, DueView{p.DueOn, m(p.Amount)})
		}
	}
	for _, t := range says.Taxes {
		out.Taxes = append(out.Taxes, TaxView{t.Category, t.Code, t.Rate, m(t.Base), m(t.Amount), t.Reason})
	}
	return out
}

// payment is the third axis of an invoice, computed from its balance.
func payment(total, open money.Amount) string {
	switch {
	case open == 0:
		return "paid"
	case open < total:
		return "partially_paid"
	}
	return "unpaid"
}

// ByID asks for one invoice.
type ByID struct {
	ID string `path:"id" json:"-" doc:"id or number, also of the books before"`
}

// Show returns one invoice or credit note.
func Show(r *db.Read, in ByID) (View, error) {
	v, err := Find(r, in.ID)
	if err != nil {
		return View{}, err
	}
	return shown(r, v)
}

func shown(r *db.Read, v Invoice) (View, error) {
	c, err := party.Load(r, v.Customer)
	if err != nil {
		return View{}, err
	}
	number, err := order.Number(r, v.Order)
	if err != nil {
		return View{}, err
	}
	if v.Type == DepositInvoice {
		return shownDeposit(r, v, c.Number, number)
	}
	items, err := receivable.ItemsOf(r, v.ID)
	var open money.Amount
	for _, i := range items {
		open += i.Open
	}
	if err != nil {
		return View{}, err
	}
	out := view(v, c.Number, number, open).offering(items)
	if err := out.ordered(r, v); err != nil {
		return out, err
	}
	if out.Replaced, err = replacedBy(r, v.ID); out.Replaced != "" {
		out.Payment = "replaced"
	}
	return out, err
}

// ordered names the orders of an invoice for several.
func (v *View) ordered(r *db.Read, of Invoice) error {
	if of.Order != 0 {
		return nil
	}
	for _, id := range of.orders() {
		number, err := order.Number(r, id)
		if err != nil {
			return err
		}
		v.Orders = append(v.Orders, number)
	}
	return nil
}

// offering adds the cash discount of the open item.
func (v View) offering(items []receivable.Item) View {
	if len(items) > 0 && items[0].Discount > 0 {
		v.Discount = &DiscountView{items[0].Discount.In(v.Currency), items[0].DiscountUntil}
	}
	return v
}

// Filter asks for a list of invoices.
type Filter struct {
	db.Paging
	Customer string `query:"customer" json:"customer,omitempty" doc:"id or number"`
}

// List pages through the invoices and credit notes, oldest first.
func List(r *db.Read, in Filter) (db.Page[View], error) {
	out := db.Page[View]{Items: []View{}}
	after, err := in.First()
	if err != nil {
		return out, err
	}
	customer, err := party.Only(r, in.Customer)
	if err != nil {
		return out, err
	}
	rows, err := db.All[Invoice](r, qList, r.Entity, after, customer, in.Rows()+1)
	if err != nil {
		return out, err
	}
	page := db.Paged(in.Paging, rows, func(v Invoice) db.ID { return v.ID })
	out.Next = page.Next
	for _, v := range page.Items {
		if v, err = whole(r, v); err != nil {
			return out, err
		}
		s, err := shown(r, v)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, s)
	}
	return out, nil
}

// OfOrder returns the invoices and credit notes of an order, oldest first,
// without their lines.
func OfOrder(r *db.Read, order db.ID) ([]Invoice, error) { return db.All[Invoice](r, qOfOrder, order) }
