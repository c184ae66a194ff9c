package verify_test

import (
	"context"
	"fmt"
	"math/rand/v2"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/catalog"
	"encaisse/o2c/credit"
	"encaisse/o2c/invoice"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/payment"
	"encaisse/o2c/seller"
	"encaisse/o2c/shipping"
)

func init() { // beside the others
	some["works"] = db.Q("test.some.works", `select id from sales_order where entity = $1 and policy like 'milestone%' and (state = 'confirmed' or state = 'released') order by id desc limit 6`).Scans()
	some["retention"] = db.Q("test.some.retention", `select id from invoice where entity = $1 and retention <> 0 order by id desc limit 12`).Scans()
	some["deposit"] = db.Q("test.some.deposit", `select id from deposit where entity = $1 order by id desc limit 12`).Scans()
}

func askDeposit(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, pick(r, "go", "go", "order"), order.Prefix)
	if err != nil {
		return err
	}
	in := invoice.NewDeposit{Order: id, Percent: money.Percent(r.Int64N(60)+1) * 1_000000}
	if r.IntN(3) == 0 {
		in.Percent, in.Amount = 0, money.Decimal(r.Int64N(300_00)+1)*10000
	}
	return do(w, as, func(x *db.Write) (invoice.View, error) { return invoice.AskDeposit(x, in) })
}

// cashDeposit is money for a deposit invoice: all it asks for, part of it, or more.
func cashDeposit(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, "deposit", invoice.Prefix)
	if err != nil {
		return err
	}
	v, err := db.See(context.Background(), w.a.DB, as, func(x *db.Read) (invoice.View, error) { return invoice.Show(x, invoice.ByID{ID: id}) })
	if err != nil {
		return err
	}
	amount := v.Deposit.Awaited.Minor
	if r.IntN(2) == 0 {
		amount = money.Amount(r.Int64N(int64(amount)+2)) + 1
	}
	in := payment.New{Amount: money.Decimal(amount) * 10000, Reference: v.Number, Customer: pick(r, "", v.Customer)}
	return do(w, as, func(x *db.Write) (payment.View, error) { return payment.Receive(x, in) })
}

func creditDeposit(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, "deposit", invoice.Prefix)
	if err != nil {
		return err
	}
	as.Role = "finance"
	return do(w, as, func(x *db.Write) (invoice.View, error) { return invoice.Credit(x, invoice.ToCredit{ID: id}) })
}

// depositForm says deposits otherwise from now on: as lines, or as already paid.
func depositForm(w *world, r *rand.Rand, as db.As) error {
	form := pick(r, seller.DepositLines, seller.DepositPaid, seller.DepositPaid)
	return do(w, as, func(x *db.Write) (seller.View, error) {
		return seller.Describe(x, seller.Details{ID: as.Entity.Text(seller.Prefix), DepositForm: &form})
	})
}

// correctInvoice replaces an invoice by one with another price or quantity of
// some line, other terms, or taxes decided again.
func correctInvoice(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, "bill", invoice.Prefix)
	if err != nil {
		return err
	}
	v, err := db.See(context.Background(), w.a.DB, as, func(x *db.Read) (invoice.View, error) { return invoice.Show(x, invoice.ByID{ID: id}) })
	if err != nil {
		return err
	}
	in := invoice.ToCorrect{ID: id, Retax: r.IntN(6) == 0, Terms: pick(r, "", "", "net0", "eom30", "2/10net30", "30%net0+70%net30")}
	for _, l := range v.Lines {
		c := invoice.Correction{N: l.N}
		price := l.UnitPrice + money.Price(r.Int64N(2_000000)) - 1_000000
		quantity := money.Quantity(r.Int64N(int64(l.Quantity) + 1))
		switch r.IntN(5) {
		case 0:
			c.UnitPrice = &price
		case 1:
			c.Quantity = &quantity
		case 2:
			c.Discount = catalog.Discounts{10_000000}
		default:
			continue
		}
		in.Lines = append(in.Lines, c)
	}
	as.Role = "finance"
	return do(w, as, func(x *db.Write) (invoice.CorrectionView, error) { return payment.Correct(x, in) })
}

// billMonth invoices what left until today of a customer who is billed by the month.
func billMonth(w *world, r *rand.Rand, as db.As) error {
	c, err := w.customer(r, as)
	if err != nil {
		return err
	}
	return do(w, as, func(x *db.Write) (invoice.MonthView, error) {
		return invoice.BillMonth(x, invoice.ToBill{Customer: c, Month: x.Today().String()[:7]})
	})
}

// placed is an order of a customer who is let go on, whatever credit says.
func (w *world) placed(as db.As, in order.New) string {
	w.t.Helper()
	o := must(w, as, func(x *db.Write) (order.View, error) { return order.Place(x, in) })
	if o.State == order.CreditHold {
		as.Actor, as.Role = manager, "finance"
		must(w, as, func(x *db.Write) (order.View, error) { return order.Release(x, order.ToRelease{ID: o.ID}) })
	}
	return o.ID
}

// oneMonth bills a customer some orders of a month on one invoice, and some each on
// its own, all to be paid.
func (w *world) oneMonth() {
	w.t.Helper()
	as := w.as[0]
	must(w, as, func(x *db.Write) (credit.View, error) {
		return credit.Welcome(x, credit.NewCustomer{New: party.New{Number: "MONTH", Name: "Martin", Country: "FR", Currency: "EUR", Terms: "net30", Billing: "month"}})
	})
	for i := range 9 {
		id := w.placed(as, order.New{Customer: "MONTH", Billing: []string{"", "shipment"}[min(i/3, 1)], Lines: []order.NewLine{{SKU: "EUR2", Quantity: money.Units(2)}}})
		must(w, as, func(x *db.Write) (shipping.View, error) {
			return shipping.Plan(x, shipping.ToPlan{Order: id, Ship: true})
		})
	}
	must(w, as, func(x *db.Write) (invoice.MonthView, error) {
		return invoice.BillMonth(x, invoice.ToBill{Customer: "MONTH", Month: x.Today().String()[:7]})
	})
	if _, err := w.a.DB.Idle(context.Background()); err != nil { // the others
		w.t.Fatal(err)
	}
	for n := range 4 {
		must(w, as, func(x *db.Write) (payment.View, error) {
			return payment.Receive(x, payment.New{Customer: "MONTH", Amount: 10_000000, Reference: fmt.Sprintf("FA-2026-%06d", n+1)})
		})
	}
	as.Actor, as.Role = manager, "finance"
	must(w, as, func(x *db.Write) (invoice.CorrectionView, error) {
		return payment.Correct(x, invoice.ToCorrect{ID: "FA-2026-000002", Terms: "net0"})
	})
}

// works orders services that are billed by their progress.
func works(w *world, r *rand.Rand, as db.As) error {
	c, err := w.customer(r, as)
	if err != nil {
		return err
	}
	in := order.New{Customer: c, Billing: pick(r, "milestone", "milestone5", "milestone2.5")}
	abroad := r.IntN(3) == 0 && w.currency(as) == "EUR"
	for range r.IntN(3) + 1 {
		in.Lines = append(in.Lines, order.NewLine{SKU: string(w.currency(as)) + pick(r, "2", "5"), Quantity: quantity(r)})
	}
	if abroad {
		in.Currency = "USD"
		for i := range in.Lines {
			p := money.Price(r.Int64N(500_000000) + 1)
			in.Lines[i].UnitPrice = &p
		}
	}
	return do(w, as, func(x *db.Write) (order.View, error) { return order.Place(x, in) })
}

func progress(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, "works", order.Prefix)
	if err != nil {
		return err
	}
	in := shipping.Progress{ID: id, Percent: pick(r, money.Percent(r.Int64N(100_000000)), 30_000000, 55_000000, 100_000000)}
	return do(w, as, func(x *db.Write) (shipping.View, error) { return shipping.Advance(x, in) })
}

func releaseRetention(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, "retention", invoice.Prefix)
	if err != nil {
		return err
	}
	return do(w, as, func(x *db.Write) (invoice.View, error) {
		return invoice.ReleaseRetention(x, invoice.Acceptance{ID: id, AcceptedOn: x.Today().AddDays(-300 - r.IntN(150))})
	})
}

// someWorks are two milestones with a retention, one of them released.
func (w *world) someWorks() {
	w.t.Helper()
	as := w.as[0]
	works := w.placed(as, order.New{Customer: "MONTH", Billing: "milestone5", Lines: []order.NewLine{{SKU: "EUR5", Quantity: money.Units(3)}}})
	for _, percent := range []money.Percent{30_000000, 55_000000} {
		must(w, as, func(x *db.Write) (shipping.View, error) {
			return shipping.Advance(x, shipping.Progress{ID: works, Percent: percent})
		})
	}
	if _, err := w.a.DB.Idle(context.Background()); err != nil {
		w.t.Fatal(err)
	}
	id, err := w.some(rand.New(rand.NewPCG(1, 1)), as, "retention", invoice.Prefix)
	if err != nil {
		w.t.Fatal(err)
	}
	must(w, as, func(x *db.Write) (invoice.View, error) {
		return invoice.ReleaseRetention(x, invoice.Acceptance{ID: id, AcceptedOn: x.Today().AddDays(-400)})
	})
}
