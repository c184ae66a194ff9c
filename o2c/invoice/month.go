package invoice

import (
	"cmp"
	"slices"

	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/o2c/order"
	"encaisse/o2c/shipping"
	"encaisse/o2c/tax"
)

// A customer may be billed once a month: one invoice for what left in the month,
// of all his orders in a currency and on the same terms (domain.md 1.2, 3.2).

// together is what goes on one invoice of a month. An order with a deposit has its
// own, since a deposit is deducted from the invoice of its order alone.
type together struct {
	currency money.Currency
	terms    string
	alone    id.ID
}

// monthly is one invoice of a month, not issued yet.
type monthly struct {
	draft  Invoice
	orders []order.Order
	ships  []left
	bills  map[id.ID][]order.Bill
}

// left is a shipment, and the currency of its order.
type left struct {
	shipping.Shipment
	currency money.Currency
}

// piecesBy are what left by a day and is not invoiced, of one order.
func piecesBy(o order.Order, ships []shipping.Shipment, last day.Day) (out []billed, of []left) {
	for _, s := range ships {
		if s.Billed || !s.Left() || s.ShippedOn > last {
			continue
		}
		of = append(of, left{s, o.Currency})
		for _, l := range s.Lines {
			if l.Picked > 0 {
				out = append(out, billed{o.Lines[l.OrderN-1], s.ID, l.Picked, s.ShippedOn})
			}
		}
	}
	return out, of
}

// gathered makes the invoices of a month from the orders of one customer and what
// left of each: by currency and terms, in the order of the orders.
func gathered(first Invoice, list []order.Order, ships [][]shipping.Shipment, last day.Day, s tax.Seller, deliver func(billed) (billed, error)) ([]monthly, error) {
	at := map[together]int{}
	pieces := map[int][]billed{}
	var out []monthly
	for i, o := range list {
		more, of := piecesBy(o, ships[i], last)
		if len(more) == 0 {
			continue
		}
		k := together{currency: o.Currency, terms: o.Terms}
		if o.Deposit != 0 {
			k.alone = o.ID
		}
		n, ok := at[k]
		if !ok {
			n = len(out)
			v := first
			v.Currency, v.Terms, v.periodic = o.Currency, o.Terms, true
			at[k], out = n, append(out, monthly{draft: v, bills: map[id.ID][]order.Bill{}})
		}
		out[n].orders, out[n].ships = append(out[n].orders, o), append(out[n].ships, of...)
		for _, p := range more {
			p, err := deliver(p)
			if err != nil {
				return nil, err
			}
			pieces[n] = append(pieces[n], p)
		}
	}
	for n := range out {
		m := &out[n]
		if len(m.orders) == 1 {
			m.draft.Order = m.orders[0].ID
		}
		v, bills, err := m.draft.fill(pieces[n], s)
		if err != nil {
			return nil, err
		}
		m.draft = v
		for i, b := range bills {
			m.bills[v.Lines[i].Order] = append(m.bills[v.Lines[i].Order], b)
		}
	}
	slices.SortStableFunc(out, func(a, b monthly) int {
		return cmp.Or(cmp.Compare(a.draft.Currency, b.draft.Currency), cmp.Compare(a.draft.Terms, b.draft.Terms))
	})
	return out, nil
}
