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

// plan puts into the diary what happens once or some times: each a number of
// working days before the last one.
func (f *firm) plan() {
	type entry struct {
		before int
		do     func(day.Day) error
	}
	diary := []entry{
		{70, f.fails}, {55, f.doubted}, {40, f.givenUp}, {12, f.recovered},
		{44, f.paidTwice}, {31, f.shuts}, {2, f.waits},
		{63, f.inParts(8, "kept")}, {48, f.inParts(0, "broken")}, {20, f.inParts(0, "kept")}, {9, f.inParts(0, "cancelled")}, {3, f.inParts(0, "proposed")}, {1, f.inParts(0, "later")},
		{150, f.moved(true)}, {100, f.moved(true)}, {50, f.moved(true)}, {1, f.moved(false)},
		{130, f.counted("posted")}, {60, f.counted("cancelled")}, {1, f.counted("")},
		{90, f.limits}, {5, f.asks("refused")}, {4, f.asks("withdrawn")}, {4, f.asks("expired")}, {1, f.asks("")},
		{80, f.lines}, {33, f.paused}, {6, f.dearer}, {2, f.keptBack}, {6, f.broken}, {5, f.overdue}, {2, f.deposit}, {1, f.emptied},
		{4, f.odd("", articles[2].SKU, lycee)}, {3, f.odd("", "VER-36", 2)}, {2, f.odd("", unpriced, 4)},
		{4, f.odd("BC-77001", articles[2].SKU, 16)}, {1, f.odd("BC-77001", articles[2].SKU, 16)},
		{2, f.promises(false)}, {1, f.promises(true)}, {5, f.stranger}, {1, f.quarrel(true)}, {0, f.quarrel(false)}, {3, f.quarrelGranted(false)}, {2, f.quarrelGranted(true)}, {2, f.quarrelRefused},
		{60, f.offers(offer{6, 3, 12, 30, "accepted", 5})}, {42, f.offers(offer{9, 5, 20, 15, "", 0})}, {30, f.offers(offer{11, 0, 8, 30, "refused", 6})},
		{24, f.offers(offer{14, 8, 10, 30, "accepted", 2})}, {12, f.offers(offer{17, 2, 6, 30, "changed", 3})}, {6, f.offers(offer{19, 6, 16, 30, "", 0})},
		{3, f.offers(offer{22, 1, 40, 20, "", 0})}, {1, f.offers(offer{24, 4, 24, 30, "draft", 0})},
		{46, f.charged}, {3, f.charged}, {25, f.recalled}, {20, f.reopens(true)}, {1, f.reopens(false)},
	}
	for n := 200; n > 12; n -= 9 {
		diary = append(diary, entry{n, f.takenBack("closed", n%4)})
	}
	for k, state := range []string{"requested", "authorised", "refused", "received", "inspected", "accepted", "replaced", "rejected"} {
		diary = append(diary, entry{6 - k/2, f.takenBack(state, 0)})
	}
	for n := 210; n > 5; n -= 13 {
		diary = append(diary, entry{n, f.credits(n%3 == 0)}, entry{n - 4, f.annuls}, entry{n - 2, f.changes})
	}
	for n := 180; n > 10; n -= 30 {
		diary = append(diary, entry{n, f.bounced})
	}
	for _, e := range diary {
		f.before(e.before, func(d day.Day) error {
			if err := e.do(d); !errors.Is(err, db.ErrNone) {
				return err
			}
			return nil // a young company has nothing yet that it could happen to
		})
	}
	for d := f.first.AddMonths(1); d.AddMonths(2) <= f.last; d = d.AddMonths(1) {
		month := d.AddMonths(-1)
		y, m, _ := d.Date()
		f.after(day.Of(y, int(m), 1), 7, func() error { return f.monthEnds(month) })
	}
}

// some is the newest invoice of the wholesaler issued some days ago that is
// whole: nothing paid of it, nothing credited.
func (f *firm) some(d day.Day, days, skip int) (bill, bool, error) {
	list, err := listed[bill](f, qWholeBills, f.sides[0].id, d.AddDays(-days), skip)
	if err != nil || len(list) == 0 {
		return bill{}, false, err
	}
	return list[0], true, nil
}

var qWholeBills = db.Q("demo.wholebills", `select v.id, v.number, v.customer, coalesce(v.order_id, 0), v.issued_on, v.due_on, v.total from invoice v
	where v.entity + 0 = $1 and v.type = '380' and v.issued_on <= $2 and v.total > 10000
	and not exists (select 1 from open_item i where i.document = v.id and i.customer = v.customer and (i.open <> i.total or i.contested <> 0 or i.instalment > 1))
	and exists (select 1 from open_item i where i.document = v.id and i.customer = v.customer and i.open > 0)
	and not exists (select 1 from promise p where p.customer = v.customer and p.state = 'open')
	order by v.id desc limit 1 offset $3`).Scans()

// credits gives a credit note on an invoice: one piece, or all of it.
func (f *firm) credits(wholly bool) func(day.Day) error {
	return func(d day.Day) error {
		b, ok, err := f.some(d, 4, 2)
		if err != nil || !ok {
			return err
		}
		in := invoice.ToCredit{ID: b.Number, Reason: "casse"}
		if !wholly {
			in.Lines = []invoice.Part{{N: 1, Quantity: money.Units(1)}}
		}
		_, err = app.CreditInvoice.Do(f.ctx, f.a, f.as(0, access.Billing), in)
		return f.settled(f.granted(0, err))
	}
}

// small is an order of one line.
func (f *firm) small(i, k int, quantity int64) order.New {
	return order.New{Customer: customer(i), Warehouse: f.people[i].store, Lines: []order.NewLine{{SKU: articles[k].SKU, Quantity: money.Units(quantity)}}}
}

// annuls is an order that is taken back the same day.
func (f *firm) annuls(d day.Day) error {
	s, err := f.buy(20, d, f.small(20, 0, 10))
	if err != nil {
		return err
	}
	_, err = app.CancelOrder.Do(f.ctx, f.a, f.as(0, access.Sales), shipping.ToStop{ID: s.order, Reason: "erreur du client"})
	return f.settled(err)
}

// changes is an order to which a line is added the same day.
func (f *firm) changes(d day.Day) error {
	s, err := f.buy(0, d, f.small(0, 13, 12))
	if err != nil {
		return err
	}
	more := money.Units(6)
	_, err = app.AmendOrder.Do(f.ctx, f.a, f.as(0, access.Sales), order.Changes{ID: s.order, Lines: []order.Change{{SKU: articles[15].SKU, Quantity: &more}}})
	return f.settled(err)
}

// odd places a small order with something wrong, or not.
func (f *firm) odd(po, sku string, i int) func(day.Day) error {
	return func(d day.Day) error {
		_, err := f.buy(i, d, order.New{Customer: customer(i), PONumber: po, Lines: []order.NewLine{{SKU: sku, Quantity: money.Units(4)}}})
		return err
	}
}

// dearer is an order below what sales may give alone: finance answers for it.
func (f *firm) dearer(d day.Day) error {
	in := f.small(2, 4, 4)
	in.Lines[0].Discount = []money.Percent{20_000_000}
	s, err := f.buy(2, d, in)
	if err != nil {
		return err
	}
	_, err = app.AuthoriseOrder.Do(f.ctx, f.a, f.as(0, access.Finance), order.ByID{ID: s.order})
	return f.settled(err)
}

// shuts blocks a client, who orders once more: the order waits.
func (f *firm) shuts(d day.Day) error {
	f.closed = true
	_, err := app.BlockCustomer.Do(f.ctx, f.a, f.as(0, access.Credit), credit.NewBlock{Customer: customer(shut), Reason: "procedure"})
	return f.settled(err)
}

// waits are orders that nobody releases: of the blocked client and of the one
// in proceedings.
func (f *firm) waits(day.Day) error {
	for _, i := range []int{shut, ruined} {
		if _, err := app.PlaceOrder.Do(f.ctx, f.a, f.as(0, access.Sales), f.small(i, 1, 6)); err != nil {
			return err
		}
	}
	return nil
}

// recalled is an order that comes back from the warehouse before anything is
// picked; it leaves later.
func (f *firm) recalled(d day.Day) error {
	s, err := f.buy(32, d, f.small(32, 0, 5))
	if err != nil {
		return err
	}
	if o, err := f.stands(s); err != nil || o.State != string(order.Confirmed) || o.Ready == 0 {
		return err
	}
	if _, err := app.PlanShipment.Do(f.ctx, f.a, f.as(0, access.Warehouse), shipping.ToPlan{Order: s.order}); err != nil {
		return err
	}
	_, err = app.RecallOrder.Do(f.ctx, f.a, f.as(0, access.Sales), shipping.ToStop{ID: s.order, Reason: "adresse changée"})
	return f.settled(err)
}

// keptBack is an order that a person keeps back.
func (f *firm) keptBack(d day.Day) error {
	s, err := f.buy(28, d, f.small(28, 7, 3))
	if err != nil {
		return err
	}
	if o, err := f.stands(s); err != nil || o.State != string(order.Confirmed) {
		return err
	}
	_, err = app.HoldOrder.Do(f.ctx, f.a, f.as(0, access.Credit), shipping.ToStop{ID: s.order, Reason: "adresse de livraison à vérifier"})
	return f.settled(err)
}

// paidTwice pays a paid invoice a second time.
func (f *firm) paidTwice(day.Day) error {
	b, err := seen[bill](f, qLastPaid, f.sides[0].id, customer(twice))
	if err != nil {
		return err
	}
	return f.receive(twice, payment.New{Customer: customer(twice), Amount: cents(b.Total), Payer: f.people[twice].Name, Reference: b.Number}, nil)
}

var qLastPaid = db.Q("demo.lastpaid", `select v.id, v.number, v.customer, coalesce(v.order_id, 0), v.issued_on, v.due_on, v.total
	from invoice v join customer c on c.id = v.customer where v.entity = $1 and c.number = $2 and v.type = '380'
	and not exists (select 1 from open_item i where i.document = v.id and i.customer = v.customer and i.open <> 0) order by v.id desc limit 1`).Scans()

// bounced is a payment that the bank takes back; the client pays again.
func (f *firm) bounced(d day.Day) error {
	p, err := seen[db.ID](f, qLastPayment, f.sides[0].id)
	if err != nil {
		return err
	}
	fee := money.Decimal(12_500_000)
	v, err := app.ReturnPayment.Do(f.ctx, f.a, f.as(0, access.Cash), payment.ToReturn{ID: p.Text(payment.Prefix), Reason: "AM04", Fee: &fee})
	if err != nil {
		return err
	}
	i := f.index(*v.Customer)
	for _, u := range v.Invoices {
		b, err := seen[bill](f, qBillNumbered, f.sides[0].id, u.Number)
		if err != nil {
			return err
		}
		f.after(d, 8, func() error { return f.pay(i, b, 0, ways[0]) })
	}
	return f.settled(nil)
}

var (
	qLastPayment = db.Q("demo.lastpayment", `select p.id from payment p where p.entity + 0 = $1 and not p.returned and p.customer is not null
		and exists (select 1 from open_item i where i.document = p.id and i.customer = p.customer and i.open = 0) order by p.id desc limit 1 offset 9`).Scans()
	qBillNumbered = db.Q("demo.billnumbered", `select id, number, customer, coalesce(order_id, 0), issued_on, due_on, total from invoice where entity = $1 and number = $2`)
)

// index is the place of a client in the list.
func (f *firm) index(number string) int {
	for i := range f.people {
		if customer(i) == number {
			return i
		}
	}
	return 0
}

// deposit is money on account, before any invoice.
func (f *firm) deposit(day.Day) error {
	return f.receive(24, payment.New{Customer: customer(24), Amount: euros(1_500), Reference: "Acompte pour un banquet"}, nil)
}

// moved sends goods to the second warehouse; they arrive two days later.
func (f *firm) moved(arrives bool) func(day.Day) error {
	return func(d day.Day) error {
		v, err := app.SendTransfer.Do(f.ctx, f.a, f.as(0, access.Warehouse), stock.ToTransfer{Source: main, Target: north, Lines: []stock.TransferGoods{
			{SKU: articles[0].SKU, Quantity: money.Units(6)}, {SKU: articles[9].SKU, Quantity: money.Units(4)}}})
		if err != nil || !arrives {
			return err
		}
		f.after(d, 2, func() error {
			_, err := app.ReceiveTransfer.Do(f.ctx, f.a, f.as(0, access.Warehouse), stock.ToArrive{ID: v.ID})
			return err
		})
		return nil
	}
}

// overdue is a supplier who does not come on his day.
func (f *firm) overdue(d day.Day) error {
	a, _ := f.article("GOB-20")
	return f.announce(main, a, a.Pack*lotPacks, day.France.AddWorkdays(d, 2))
}

// counted is a count of some articles: posted with one piece less, given up,
// or still open.
func (f *firm) counted(end string) func(day.Day) error {
	return func(day.Day) error {
		skus := []string{"SEA-1", "SEA-2", "CHD-10"}
		v, err := app.StartCount.Do(f.ctx, f.a, f.as(0, access.Warehouse), stock.ToCount{Warehouse: main, SKUs: skus})
		if err != nil || end == "" {
			return err
		}
		if end == "cancelled" {
			_, err = app.CancelCount.Do(f.ctx, f.a, f.as(0, access.Warehouse), stock.CountID{ID: v.ID})
			return err
		}
		in := stock.Counted{ID: v.ID}
		for n, l := range v.Lines {
			q := l.Frozen
			if n == 0 {
				q -= money.Units(1)
			}
			in.Lines = append(in.Lines, stock.CountSKU{SKU: l.SKU, Quantity: q})
		}
		if _, err := app.EnterCount.Do(f.ctx, f.a, f.as(0, access.Warehouse), in); err != nil {
			return err
		}
		_, err = app.PostCount.Do(f.ctx, f.a, f.as(0, access.Warehouse), stock.CountID{ID: v.ID})
		return f.settled(err)
	}
}

// broken is goods found damaged: some lost, some kept apart.
func (f *firm) broken(day.Day) error {
	if _, err := app.AdjustStock.Do(f.ctx, f.a, f.as(0, access.Warehouse), stock.Adjustment{Warehouse: main, SKU: "GOB-9", Quantity: -money.Units(2), Reason: "damaged"}); err != nil {
		return err
	}
	_, err := app.BlockStock.Do(f.ctx, f.a, f.as(0, access.Warehouse), stock.ToBlock{Warehouse: main, SKU: "GOB-20", Quantity: money.Units(3), Reason: "quality"})
	return err
}
