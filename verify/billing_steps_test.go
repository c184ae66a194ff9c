package verify_test

import (
	"context"
	"math/rand/v2"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/catalog"
	"encaisse/o2c/invoice"
	"encaisse/o2c/order"
	"encaisse/o2c/payment"
)

func init() { // beside the others
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
