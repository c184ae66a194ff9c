package verify_test

import (
	"math/rand/v2"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/dunning"
	"encaisse/o2c/invoice"
	"encaisse/o2c/receivable"
)

// What people do about money that does not come.

func dispute(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, "bill", invoice.Prefix)
	if err != nil {
		return err
	}
	in := invoice.NewDispute{Invoice: id, Reason: pick(r, receivable.Reasons...)}
	switch r.IntN(3) {
	case 0:
		a := money.Decimal(r.Int64N(200)+1) * 1_000000
		in.Amount = &a
	case 1:
		in.Lines = []invoice.Part{{N: 1, Quantity: quantity(r)}}
	}
	return do(w, as, func(x *db.Write) (receivable.DisputeView, error) { return invoice.Dispute(x, in) })
}

func moveDispute(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, "dispute", receivable.DisputePrefix)
	if err != nil {
		return err
	}
	by := invoice.ByDispute{ID: id}
	f := pick(r, invoice.ReviewDispute, invoice.ReviewDispute, invoice.RejectDispute, invoice.CloseDispute,
		func(x *db.Write, _ invoice.ByDispute) (receivable.DisputeView, error) {
			return invoice.AcceptDispute(x, invoice.ToAccept{ID: id, Lines: pick(r, nil, nil, []invoice.Part{{N: 1, Quantity: 1_000000}})})
		})
	return do(w, as, func(x *db.Write) (receivable.DisputeView, error) { return f(x, by) })
}

func promise(w *world, r *rand.Rand, as db.As) error {
	c, err := w.customer(r, as)
	if err != nil {
		return err
	}
	in := dunning.NewPromise{Customer: c, Currency: pick(r, "", "", money.Currency("USD")), Amount: money.Decimal(r.Int64N(300)+1) * 1_000000, DueOn: day.FromTime(w.clock.now(), as.Zone).AddDays(r.IntN(12))}
	return do(w, as, func(x *db.Write) (dunning.PromiseView, error) { return dunning.Promise(x, in) })
}

func propose(w *world, r *rand.Rand, as db.As) error {
	c, err := w.customer(r, as)
	if err != nil {
		return err
	}
	in := dunning.NewPlan{Customer: c, Currency: pick(r, "", "", money.Currency("USD")), Parts: r.Int64N(3) + 1, FirstOn: day.FromTime(w.clock.now(), as.Zone).AddDays(r.IntN(12))}
	return do(w, as, func(x *db.Write) (dunning.PlanView, error) { return dunning.ProposePlan(x, in) })
}

func movePlan(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, "plan", receivable.PlanPrefix)
	if err != nil {
		return err
	}
	f := pick(r, dunning.AcceptPlan, dunning.AcceptPlan, dunning.AcceptPlan, dunning.CancelPlan)
	return do(w, as, func(x *db.Write) (dunning.PlanView, error) { return f(x, dunning.ByPlan{ID: id}) })
}

func pauseCustomer(w *world, r *rand.Rand, as db.As) error {
	if id, err := w.some(r, as, "pause", dunning.PausePrefix); err == nil && r.IntN(2) == 0 {
		return do(w, as, func(x *db.Write) (dunning.PauseView, error) { return dunning.Resume(x, dunning.ByPause{ID: id}) })
	}
	c, err := w.customer(r, as)
	if err != nil {
		return err
	}
	in := dunning.NewPause{Customer: c, Reason: "asked"}
	return do(w, as, func(x *db.Write) (dunning.PauseView, error) { return dunning.Hold(x, in) })
}

func release1(w *world, r *rand.Rand, as db.As) error {
	return do(w, as, func(x *db.Write) (dunning.ReleaseView, error) { return dunning.Release(x, dunning.ToRelease{}) })
}
