package demo

import (
	"errors"

	"encaisse/app"
	"encaisse/app/access"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/credit"
	"encaisse/o2c/invoice"
	"encaisse/o2c/order"
	"encaisse/o2c/payment"
	"encaisse/o2c/shipping"
	"encaisse/o2c/stock"
)

// cases plans what happens once or some times and is worth a look: each a
// number of working days before the last one.
func (m *maker) cases() {
	for _, c := range []struct {
		before int
		do     func(day.Day) error
	}{
		{60, m.returned(0)}, {34, m.returned(3)}, {12, m.returned(16)},
		{55, m.credited(false)}, {41, m.credited(true)}, {30, m.credited(false)}, {18, m.credited(false)}, {6, m.credited(true)}, {3, m.credited(false)},
		{50, m.cancelled}, {22, m.cancelled},
		{38, m.amended}, {9, m.amended},
		{20, m.shuts}, {8, m.held}, {7, m.lowered}, {2, m.deposit}, {0, m.emptied}, // nothing arrives the same day: it still waits
		{5, m.exception("", articles[4].SKU, lycee)},      // his own number is missing
		{3, m.exception("", "VER-36", 2)},                 // no such article
		{2, m.exception("", unpriced, 4)},                 // no price
		{4, m.exception("BC-77001", articles[2].SKU, 16)}, // taken as it is
		{1, m.exception("BC-77001", articles[2].SKU, 16)}, // the same number again
	} {
		m.before(c.before, c.do)
	}
}

// lycee is a customer whose orders need his own number.
const lycee = 30

// exception places a small order with something wrong, or not.
func (m *maker) exception(po, sku string, i int) func(day.Day) error {
	return func(d day.Day) error {
		_, err := m.place(i, d, order.New{Customer: customer(i), PONumber: po, Lines: []order.NewLine{{SKU: sku, Quantity: money.Units(4)}}})
		return err
	}
}

// returned lets the bank take back a payment of a customer, or of the next one
// who paid lately.
func (m *maker) returned(i int) func(day.Day) error {
	return func(d day.Day) error {
		for k := range buyers {
			done, err := m.bounce((i+k)%len(buyers), d)
			if done || err != nil {
				return err
			}
		}
		return nil
	}
}

// credited gives a credit note on the newest invoice that is some days old:
// one piece of its first line, or all of it.
func (m *maker) credited(whole bool) func(day.Day) error {
	return func(d day.Day) error {
		v, ok, err := m.recent(d)
		if err != nil || !ok {
			return err
		}
		in := invoice.ToCredit{ID: v.ID, Reason: "casse"}
		if !whole {
			in.Lines = []invoice.Part{{N: 1, Quantity: min(v.Lines[0].Quantity, money.Units(1))}}
		}
		_, err = app.CreditInvoice.Do(m.ctx, m.a, m.as(access.Billing), in)
		return m.settle(err)
	}
}

var qRecent = db.Q("demo.recent", `select v.id from invoice v where v.entity = $1 and v.type = '380' and v.issued_on <= $2
	and not exists (select 1 from invoice n where n.original = v.id) order by v.id desc limit 1`).Scans()

// recent is the newest invoice that is five days old and has no credit note.
func (m *maker) recent(d day.Day) (invoice.View, bool, error) {
	id, err := db.See(m.ctx, m.a.DB, db.As{}, func(r *db.Read) (db.ID, error) {
		return db.One[db.ID](r, qRecent, m.calls[access.Cash].Entity, d.AddDays(-5))
	})
	if err != nil {
		if errors.Is(err, db.ErrNone) {
			err = nil
		}
		return invoice.View{}, false, err
	}
	v, err := m.invoice(id.Text(invoice.Prefix))
	return v, err == nil, err
}

// cancelled is an order that is taken back the same day.
func (m *maker) cancelled(d day.Day) error {
	s, err := m.place(20, d, order.New{Customer: customer(20), Lines: []order.NewLine{{SKU: articles[0].SKU, Quantity: money.Units(10)}}})
	if err != nil {
		return err
	}
	_, err = app.CancelOrder.Do(m.ctx, m.a, m.as(access.Sales), shipping.ToStop{ID: s.order, Reason: "erreur du client"})
	return m.settle(err)
}

// amended is an order to which a line is added the same day.
func (m *maker) amended(d day.Day) error {
	s, err := m.place(0, d, order.New{Customer: customer(0), Lines: []order.NewLine{{SKU: articles[13].SKU, Quantity: money.Units(12)}}})
	if err != nil {
		return err
	}
	more := money.Units(6)
	_, err = app.AmendOrder.Do(m.ctx, m.a, m.as(access.Sales), order.Changes{ID: s.order, Lines: []order.Change{{SKU: articles[15].SKU, Quantity: &more}}})
	return m.settle(err)
}

// shuts blocks a customer, who orders once more: the order waits.
func (m *maker) shuts(d day.Day) error {
	m.closed = true
	_, err := app.BlockCustomer.Do(m.ctx, m.a, m.as(access.Credit), credit.NewBlock{Customer: customer(shut), Reason: "procedure"})
	if err := m.settle(err); err != nil {
		return err
	}
	return m.waits(d, shut)
}

// waits places an order that nobody releases.
func (m *maker) waits(d day.Day, i int) error {
	v, err := app.PlaceOrder.Do(m.ctx, m.a, m.as(access.Sales), m.wish(i, d))
	if err == nil {
		m.restock(d, v)
	}
	return m.settle(err)
}

// held is an order that a person keeps back.
func (m *maker) held(d day.Day) error {
	s, err := m.place(28, d, order.New{Customer: customer(28), Lines: []order.NewLine{{SKU: articles[7].SKU, Quantity: money.Units(3)}}})
	if err != nil {
		return err
	}
	v, err := m.show(s)
	if err != nil || v.State != order.Confirmed {
		return err
	}
	_, err = app.HoldOrder.Do(m.ctx, m.a, m.as(access.Credit), shipping.ToStop{ID: s.order, Reason: "adresse de livraison à vérifier"})
	return m.settle(err)
}

// emptied is an order for more than the shelf holds: the rest waits for the
// supplier.
func (m *maker) emptied(d day.Day) error {
	i, in, err := m.beyond(m.as(access.Sales), "", len(buyers))
	if err != nil || i < 0 {
		return err
	}
	_, err = m.place(i, d, in)
	return err
}

// beyond is an order for more of a scarce article than a warehouse holds, and
// the first of the customers whom credit lets have it; -1 when there is none.
func (m *maker) beyond(try app.Call, store string, customers int) (int, order.New, error) {
	const sku = "NAP-25"
	l, err := app.ShowStock.Ask(m.ctx, m.a, try, stock.BySKU{SKU: sku, Warehouse: store})
	if err != nil {
		return -1, order.New{}, err
	}
	try.Preview = true
	for i := range customers {
		in := order.New{Customer: customer(i), Warehouse: store, Lines: []order.NewLine{{SKU: sku, Quantity: l.Available + money.Units(8)}}}
		if v, err := app.PlaceOrder.Do(m.ctx, m.a, try, in); err == nil && v.State == order.Confirmed {
			return i, in, nil
		}
	}
	return -1, order.New{}, nil
}

// deposit is money on account, before any invoice.
func (m *maker) deposit(day.Day) error {
	_, err := app.ReceivePayment.Do(m.ctx, m.a, m.as(access.Cash), payment.New{Customer: customer(24), Amount: euros(1_500), Reference: "Acompte pour un banquet"})
	return m.settle(err)
}

// lowered puts the limit of a large customer below what he owes already.
func (m *maker) lowered(d day.Day) error {
	now, err := app.ShowExposure.Ask(m.ctx, m.a, m.calls[access.CreditManager], credit.ByCustomer{ID: customer(lender)})
	if err != nil {
		return err
	}
	half := euros(max(1_000, int64(now.Exposure.Minor)/200/1_000*1_000))
	if _, err := app.SetLimit.Do(m.ctx, m.a, m.as(access.CreditManager), credit.NewLimit{Customer: customer(lender), Limit: &half}); err != nil {
		return err
	}
	return m.waits(d, lender)
}

// group gives the group of three its common limit.
func (m *maker) group() error {
	limit := euros(groupLimit)
	_, err := app.LimitGroup.Do(m.ctx, m.a, m.as(access.CreditManager), credit.NewGroupLimit{Group: tables, Limit: &limit})
	return err
}
