package verify_test

import (
	"context"
	"math/rand/v2"
	"time"

	"encaisse/app"
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/approval"
	"encaisse/o2c/invoice"
	"encaisse/o2c/payment"
	"encaisse/o2c/rate"
	"encaisse/o2c/receivable"
)

var qLeft = db.Q("test.some.left", `select id, number, kind, -open from open_item where entity = $1 and open < 0 order by id desc limit 15`).Scans()

// refundMoney asks to pay back a credit of which something is left, mostly
// through the registry, so that a second person may grant it; now and then that
// person does at once.
func refundMoney(w *world, r *rand.Rand, as db.As) error {
	list, err := db.See(context.Background(), w.a.DB, as, func(x *db.Read) ([]struct {
		ID           db.ID
		Number, Kind string
		Left         money.Amount
	}, error) {
		return db.All[struct {
			ID           db.ID
			Number, Kind string
			Left         money.Amount
		}](x, qLeft, as.Entity)
	})
	if err != nil || len(list) == 0 {
		return errNothing
	}
	c := pick(r, list...)
	in := payment.ToRefund{ID: c.ID.Text(payment.Prefix), IBAN: pick(r, "FR1420041010050500013M02606", "BE68539007547034", "FR1420041010050500013M02607"), Payee: "Dupont"}
	if r.IntN(2) == 0 {
		amount := money.Decimal(r.Int64N(int64(c.Left)+2)+1) * 10000
		in.Amount = &amount
	}
	call := app.Call{Caller: app.Caller{User: clerk, Role: "cash", Entity: as.Entity}}
	entry := app.RefundPayment.Entry
	if c.Kind != "payment" {
		in.ID, entry = c.Number, app.RefundAccount.Entry
	}
	out, _, err := entry.Run(context.Background(), w.a, call, &in)
	if v, ok := out.(approval.View); ok && r.IntN(3) > 0 {
		call.User, call.Role = manager, "finance"
		_, err = app.GrantApproval.Do(context.Background(), w.a, call, approval.Decision{ID: v.ID})
	}
	return err
}

// moveRefund says what the bank said, or takes a refund back.
func moveRefund(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, "refund", payment.RefundPrefix)
	if err != nil {
		return err
	}
	return do(w, as, func(x *db.Write) (payment.RefundView, error) {
		switch r.IntN(4) {
		case 0:
			return payment.CancelRefund(x, payment.RefundStopped{ID: id, Reason: "erreur"})
		case 1:
			return payment.ReturnRefund(x, payment.RefundStopped{ID: id, Reason: "AC04", On: x.Today().AddDays(-r.IntN(5))})
		}
		return payment.PayRefund(x, payment.RefundDone{ID: id})
	})
}

// payNearly pays an invoice, or what is left of a payment, but for some cents.
func payNearly(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, "bill", invoice.Prefix)
	if err != nil {
		return err
	}
	v, err := db.See(context.Background(), w.a.DB, as, func(x *db.Read) (invoice.View, error) { return invoice.Show(x, invoice.ByID{ID: id}) })
	if err != nil {
		return err
	}
	off := money.Amount(r.Int64N(int64(v.Total.Minor/1000)+2)) * pick(r, money.Amount(1), 1, -1)
	in := payment.New{Customer: v.Customer, Currency: v.Currency, Amount: money.Decimal(v.Open.Minor+off) * 10000, Reference: pick(r, v.Number, v.Number, "")}
	got, err := db.Do(context.Background(), w.a.DB, as, func(x *db.Write) (payment.View, error) { return payment.Receive(x, in) })
	if err != nil || in.Reference != "" {
		return err
	}
	return do(w, as, func(x *db.Write) (payment.View, error) {
		return payment.Apply(x, payment.Part{ID: got.ID, Invoice: id, Amount: min(in.Amount, money.Decimal(v.Open.Minor)*10000), Difference: true})
	})
}

// putRate sets what a dollar is worth in the currency of a company, either way
// round.
func putRate(w *world, r *rand.Rand, as db.As) error {
	in := rate.New{Day: day.FromTime(w.clock.now(), as.Zone).AddDays(-r.IntN(4)), From: w.currency(as), To: "USD", Rate: money.Price(500_000 + r.Int64N(1_000_000))}
	if r.IntN(3) == 0 {
		in.From, in.To = in.To, in.From
	}
	return do(w, as, func(x *db.Write) (rate.View, error) { return rate.Put(x, in) })
}

// forward lets days pass; the rates of the day they lead to are there before.
func (w *world) forward(days int) {
	w.t.Helper()
	for _, in := range w.as {
		c := w.currency(in)
		_, err := db.Do(context.Background(), w.a.DB, in, func(x *db.Write) (rate.View, error) {
			return rate.Put(x, rate.New{Day: x.Today().AddDays(days), From: c, To: "USD", Rate: money.Price(1_100_000 + days*1000)})
		})
		if err != nil {
			w.t.Fatal(err)
		}
	}
	w.clock.forward(time.Duration(days) * 24 * time.Hour)
}

func setTolerance(w *world, r *rand.Rand, as db.As) error {
	in := payment.NewTolerance{Amount: pick(r, money.Decimal(500_000), 2_000000), Percent: pick(r, money.Percent(100_000), 1_000000)}
	return do(w, as, func(x *db.Write) (payment.ToleranceView, error) { return payment.SetTolerance(x, in) })
}

func setTarget(w *world, r *rand.Rand, as db.As) error {
	return do(w, as, func(x *db.Write) (receivable.TargetView, error) {
		return receivable.SetTarget(x, receivable.NewTarget{Days: int64(r.IntN(90))})
	})
}

var qRare = db.Q("test.tamper.money", `select (select count(*) from refund), (select count(*) from small_difference), (select count(*) from charge_waiver), (select count(*) from quote)`).Scans()

// rare is how many there are of what comes about seldom.
type rare struct{ Refunds, Differences, Waivers, Quotes int64 }

// enrich goes on until there are some of what is rare, to change them. Days
// pass and other steps are done, for there to be something to pay and to match.
func (w *world) enrich(r *rand.Rand) {
	w.t.Helper()
	for i := range 500 {
		if i%25 == 24 {
			for range 40 {
				w.act(r)
			}
			w.day(1)
		}
		n, err := db.See(context.Background(), w.a.DB, db.As{}, func(x *db.Read) (rare, error) {
			return db.One[rare](x, qRare)
		})
		as := pick(r, w.as...)
		switch {
		case err == nil && n.Refunds < 3:
			err = refundMoney(w, r, as)
		case err == nil && n.Differences < 3:
			if r.IntN(10) == 0 { // there must be bills that are not paid
				for range 30 {
					w.act(r)
				}
				w.day(1)
			}
			err = payNearly(w, r, as)
		case err == nil && n.Waivers < 3 && i%2 == 0:
			err = chargeLate(w, r, as)
		case err == nil && n.Waivers < 3:
			err = waiveCharge(w, r, as)
		case err == nil && n.Quotes < 3:
			err = offer(w, r, as)
		case err == nil:
			done, more := w.paidOnline(r, as)
			if done {
				return
			}
			err = more
		}
		if !lawful(err) {
			w.t.Fatal(err)
		}
	}
	w.t.Fatal("no refunds or no small differences came about")
}
