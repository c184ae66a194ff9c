package invoice

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
	"encaisse/o2c/shipping"
)

var (
	qMonthlyBuyers = db.Q("invoice.monthly.customers", `select o.customer from sales_order o where o.entity = $1 and o.customer > $2 and o.policy = 'month' and o.state <> 'closed'
		and exists (select 1 from shipment s where s.order_id = o.id and not s.billed and s.shipped_on > 0 and s.shipped_on <= $3 and s.state in ('shipped', 'delivered', 'returned'))
		group by o.customer order by o.customer limit $4`)
	qMonthlyOrders = db.Q("invoice.monthly.orders", `select o.id from sales_order o where o.entity = $1 and o.customer = $2 and o.policy = 'month' and o.state <> 'closed'
		and exists (select 1 from shipment s where s.order_id = o.id and not s.billed and s.shipped_on > 0 and s.shipped_on <= $3 and s.state in ('shipped', 'delivered', 'returned'))
		order by o.id`)
)

// ToBill says whose month to invoice.
type ToBill struct {
	Customer string `path:"customer" json:"-" doc:"id or number"`
	Month    string `json:"month,omitempty" doc:"2026-03; the month before when left out"`
}

// MonthView is what was invoiced of a customer's month.
type MonthView struct {
	Month    string `json:"month"`
	Customer string `json:"customer"`
	Invoices []View `json:"invoices" doc:"one for each currency and terms"`
}

// Known are the numbers of the invoices, and their total where one currency has it.
func (m MonthView) Known() (numbers []string, total money.Money) {
	for i, v := range m.Invoices {
		numbers = append(numbers, v.Number)
		switch {
		case i == 0:
			total = v.Total
		case total.Currency == v.Total.Currency:
			total.Minor += v.Total.Minor
		default:
			total = money.Money{}
		}
	}
	return numbers, total
}

// ParseMonth reads "2026-03" and returns its first and last day; the month before
// a day when it is empty. A month that has not begun is refused.
func ParseMonth(s string, today day.Day) (first, last day.Day, err error) {
	first = today.AddMonths(-1).MonthStart()
	if s != "" {
		if first, err = day.Parse(s + "-01"); err != nil || first.String() != s+"-01" {
			return 0, 0, refuse.New(refuse.Invalid, "invoice.month", "text", s)
		}
	}
	if first > today {
		return 0, 0, refuse.New(refuse.Conflict, "invoice.month_future", "month", month(first))
	}
	return first, first.MonthEnd(), nil
}

func month(first day.Day) string { return first.String()[:len("2026-03")] }

// BillMonth invoices what left until the end of a month of the orders of a customer
// that are billed once a month. What was invoiced already is not invoiced again, so
// it may be run twice.
func BillMonth(w *db.Write, in ToBill) (MonthView, error) {
	c, err := party.Find(w.Read, in.Customer)
	if err != nil {
		return MonthView{}, err
	}
	first, last, err := ParseMonth(in.Month, w.Today())
	if err != nil {
		return MonthView{}, err
	}
	out := MonthView{Month: month(first), Customer: c.Number, Invoices: []View{}}
	e, err := seller.Of(w.Read)
	if err != nil {
		return out, err
	}
	list, ships, err := lockMonth(w, c, last)
	if err != nil {
		return out, err
	}
	drafts, err := gathered(Invoice{Entity: e.ID, Type: Commercial, Customer: c.ID}, list, ships, last, e.TaxSeller(issueDay(w, e)), delivered(w.Read))
	if err != nil {
		return out, err
	}
	if len(drafts) == 0 {
		return out, refuse.New(refuse.Conflict, "invoice.month_nothing", "customer", c.Number, "month", out.Month)
	}
	for _, m := range drafts {
		v, err := m.issue(w, e, c)
		if err != nil {
			return out, err
		}
		number, err := order.Number(w.Read, v.Order)
		if err != nil {
			return out, err
		}
		s := view(v, c.Number, number, v.Total).offering(v.items(nil))
		if err := s.ordered(w.Read, v); err != nil {
			return out, err
		}
		out.Invoices = append(out.Invoices, s)
	}
	return out, w.Err()
}

// delivered gives a piece the sales taxes of the day it left.
func delivered(r *db.Read) func(billed) (billed, error) {
	return func(p billed) (billed, error) {
		var err error
		p.line, err = p.line.Delivered(r, p.on)
		return p, err
	}
}

// lockMonth takes the customer's credit row and his orders with something to bill.
func lockMonth(w *db.Write, c party.Customer, last day.Day) ([]order.Order, [][]shipping.Shipment, error) {
	ids, err := db.All[db.ID](w.Read, qMonthlyOrders, w.Entity, c.ID, last)
	if err != nil || len(ids) == 0 {
		return nil, nil, err
	}
	asked := make([]func() ([]shipping.Shipment, error), 0, len(ids))
	list, err := order.LockAll(w, c, ids, func(id db.ID) { asked = append(asked, shipping.AskOfOrder(w.Read, id)) })
	if err != nil {
		return nil, nil, err
	}
	ships := make([][]shipping.Shipment, len(list))
	for i := range list {
		if ships[i], err = asked[i](); err != nil {
			return nil, nil, err
		}
	}
	return list, ships, nil
}

// issue issues one invoice of a month, and tells its orders and shipments.
func (m monthly) issue(w *db.Write, e seller.Entity, c party.Customer) (Invoice, error) {
	v := m.draft
	v.ID = w.NewID()
	for i := range v.Lines {
		v.Lines[i].Invoice = v.ID
	}
	for _, s := range m.ships {
		shipping.Billed(w, s.currency, s.Shipment)
	}
	var took []deducted
	var err error
	for _, o := range m.orders {
		if o.Deposit != 0 { // alone on its invoice
			if v, took, err = v.lessDeposits(w, o, e); err != nil {
				return v, err
			}
		}
		if _, err := order.Invoiced(w, o, m.bills[o.ID], total(took)); err != nil {
			return v, err
		}
	}
	if v, err = issue(w, v, e, c, "invoice", "FA"); err != nil {
		return v, err
	}
	take(w, v, took)
	return v, w.Err()
}

// MonthOf asks what would be invoiced of a month.
type MonthOf struct {
	Month string `query:"month" json:"month,omitempty" doc:"2026-03; the month before when left out"`
}

// MonthPreview is what would be invoiced of a month, as things stand.
type MonthPreview struct {
	Month    string      `json:"month"`
	Invoices []MonthLine `json:"invoices"`
	More     bool        `json:"more" doc:"there are more customers than are shown"`
}

// MonthLine is one invoice that would be issued.
type MonthLine struct {
	Customer  string      `json:"customer"`
	Name      string      `json:"name"`
	Orders    int         `json:"orders"`
	Shipments int         `json:"shipments"`
	Terms     string      `json:"terms"`
	Net       money.Money `json:"net" doc:"deposits are not deducted yet"`
	Total     money.Money `json:"total"`
}

// shownBuyers bounds a preview.
const shownBuyers = 200

// Month lists what the monthly billing would invoice; nothing is written.
func Month(r *db.Read, in MonthOf) (MonthPreview, error) {
	first, last, err := ParseMonth(in.Month, r.Today())
	if err != nil {
		return MonthPreview{}, err
	}
	out := MonthPreview{Month: month(first), Invoices: []MonthLine{}}
	e, err := seller.Of(r)
	if err != nil {
		return out, err
	}
	buyers, err := Buyers(r, 0, last, shownBuyers+1)
	if err != nil {
		return out, err
	}
	out.More = len(buyers) > shownBuyers
	for _, id := range buyers[:min(len(buyers), shownBuyers)] {
		c, err := party.Load(r, id)
		if err != nil {
			return out, err
		}
		drafts, err := previewed(r, e, c, last)
		if err != nil {
			return out, err
		}
		for _, m := range drafts {
			v := m.draft
			out.Invoices = append(out.Invoices, MonthLine{c.Number, c.Name, len(m.orders), len(m.ships), v.Terms, v.Net.In(v.Currency), v.Total.In(v.Currency)})
		}
	}
	return out, nil
}

func previewed(r *db.Read, e seller.Entity, c party.Customer, last day.Day) ([]monthly, error) {
	ids, err := db.All[db.ID](r, qMonthlyOrders, e.ID, c.ID, last)
	if err != nil {
		return nil, err
	}
	list, ships := make([]order.Order, len(ids)), make([][]shipping.Shipment, len(ids))
	for i, id := range ids {
		if list[i], err = order.Find(r, id.Text(order.Prefix)); err != nil {
			return nil, err
		}
		if ships[i], err = shipping.OfOrder(r, id); err != nil {
			return nil, err
		}
	}
	return gathered(Invoice{Entity: e.ID, Type: Commercial, Customer: c.ID}, list, ships, last, e.TaxSeller(e.PostingDay(r.Today())), delivered(r))
}

// Buyers are the customers after one with something to invoice of a month that
// ends on a day.
func Buyers(r *db.Read, after db.ID, last day.Day, limit int) ([]db.ID, error) {
	return db.All[db.ID](r, qMonthlyBuyers, r.Entity, after, last, limit)
}
