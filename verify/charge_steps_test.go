package verify_test

import (
	"context"
	"math/rand/v2"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/charge"
	"encaisse/o2c/payment"
)

var (
	qSomeCharge   = db.Q("test.some.charge", `select number from charge where entity = $1 order by id desc limit 10`).Scans()
	qSomeDebtor   = db.Q("test.some.debtor", `select distinct c.number from open_item i join customer c on c.id = i.customer where i.entity = $1 and i.kind = 'invoice' and i.due_on < $2 limit 10`).Scans()
	qSomeReturned = db.Q("test.some.returned", `select id from payment where entity = $1 and returned order by id desc limit 10`).Scans()
)

// chargeLate charges a customer for what he paid late, now and then up to a day
// before, and pays some of it.
func chargeLate(w *world, r *rand.Rand, as db.As) error {
	today := day.FromTime(w.clock.now(), as.Zone)
	number, err := one[string](w, r, as, qSomeDebtor, as.Entity, today)
	if err != nil {
		return err
	}
	in := charge.ToCharge{Customer: number, UpTo: today.AddDays(-r.IntN(20)), WithoutIndemnity: r.IntN(3) == 0, Currency: pick(r, "", money.Currency("USD"))}
	made, err := db.Do(context.Background(), w.a.DB, as, func(x *db.Write) (charge.View, error) { return charge.Ask(x, in) })
	if err != nil || r.IntN(2) == 0 {
		return err
	}
	return do(w, as, func(x *db.Write) (payment.View, error) {
		return payment.Receive(x, payment.New{Customer: number, Currency: made.Total.Currency, Amount: money.Decimal(1+r.Int64N(int64(made.Total.Minor))) * 10000, Reference: made.Number})
	})
}

func waiveCharge(w *world, r *rand.Rand, as db.As) error {
	number, err := one[string](w, r, as, qSomeCharge, as.Entity)
	if err != nil {
		return err
	}
	in := charge.ToWaive{ID: number, Part: pick(r, "", charge.Penalty, charge.Indemnity, charge.Fee, "credited"), Reason: "geste"}
	if r.IntN(2) == 0 {
		amount := money.Decimal(1+r.Int64N(3000)) * 10000
		in.Amount = &amount
	}
	return do(w, as, func(x *db.Write) (charge.View, error) { return charge.Waive(x, in) })
}

func rechargeFee(w *world, r *rand.Rand, as db.As) error {
	id, err := one[db.ID](w, r, as, qSomeReturned, as.Entity)
	if err != nil {
		return err
	}
	return do(w, as, func(x *db.Write) (charge.View, error) {
		return charge.Recharge(x, charge.ToRecharge{ID: id.Text(payment.Prefix)})
	})
}

func chargePolicy(w *world, r *rand.Rand, as db.As) error {
	in := charge.NewPolicy{Mode: pick(r, charge.OnDemand, charge.OnDemand, charge.Monthly, charge.WithLast), Fees: r.IntN(2) == 0, Apart: r.IntN(2) == 0}
	return do(w, as, func(x *db.Write) (charge.PolicyView, error) { return charge.SetPolicy(x, in) })
}

// one picks one of the rows of a question.
func one[T any](w *world, r *rand.Rand, as db.As, q *db.Stmt, args ...any) (T, error) {
	list, err := db.See(context.Background(), w.a.DB, as, func(x *db.Read) ([]T, error) { return db.All[T](x, q, args...) })
	if err != nil || len(list) == 0 {
		var none T
		return none, errNothing
	}
	return pick(r, list...), nil
}
