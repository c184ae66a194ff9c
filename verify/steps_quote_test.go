package verify_test

import (
	"context"
	"math/rand/v2"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/order"
	"encaisse/o2c/quote"
)

// offer makes a quote of what might be ordered.
func offer(w *world, r *rand.Rand, as db.As) error {
	in, err := w.newQuote(r, as)
	if err != nil {
		return err
	}
	return do(w, as, func(x *db.Write) (quote.View, error) { return order.Offer(x, in) })
}

func (w *world) newQuote(r *rand.Rand, as db.As) (order.NewQuote, error) {
	n, err := w.newOrder(r, as)
	send := r.IntN(4) > 0
	in := order.NewQuote{Customer: n.Customer, Lines: n.Lines, Freight: n.Freight, AllowancePercent: n.AllowancePercent, AllowanceAmount: n.AllowanceAmount,
		TaxIncluded: r.IntN(4) == 0, Send: &send}
	if r.IntN(2) == 0 {
		in.ValidUntil = day.FromTime(w.clock.now(), as.Zone).AddDays(r.IntN(12))
	}
	if r.IntN(8) == 0 {
		in.ShipTo = pick(r, "dock", "shop")
	}
	return in, err
}

// answerQuote moves a quote on, by us or by its customer.
// answerQuote moves a quote. Of two people who move it at once the second is
// told, and finds it as the first left it: nothing is locked before they decide.
func answerQuote(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, "quote", quote.Prefix)
	if err != nil {
		return err
	}
	if err = w.moveQuote(r, as, id); refuse.Code(err) == "db.stale" {
		return errNothing
	}
	return err
}

func (w *world) moveQuote(r *rand.Rand, as db.As, id string) error {
	switch r.IntN(8) {
	case 0:
		return do(w, as, func(x *db.Write) (quote.View, error) { return quote.Send(x, quote.ByID{ID: id}) })
	case 1:
		return do(w, as, func(x *db.Write) (quote.View, error) { return quote.Refuse(x, quote.No{ID: id, Reason: "too dear"}) })
	case 2:
		return do(w, as, func(x *db.Write) (quote.View, error) { return quote.Revalidate(x, quote.Again{ID: id}) })
	case 3, 4:
		return w.offerAgain(r, as, id)
	}
	yes := r.IntN(4) > 0
	return do(w, as, func(x *db.Write) (order.View, error) { return order.Accept(x, order.Yes{ID: id, Confirm: &yes}) })
}

func (w *world) offerAgain(r *rand.Rand, as db.As, id string) error {
	v, err := db.See(context.Background(), w.a.DB, as, func(x *db.Read) (quote.View, error) { return quote.Show(x, quote.ByID{ID: id}) })
	if err != nil {
		return err
	}
	in, err := w.newQuote(r, as)
	if err != nil {
		return err
	}
	in.Customer = v.Customer
	return do(w, as, func(x *db.Write) (quote.View, error) { return order.OfferAgain(x, order.Reoffer{ID: id, NewQuote: in}) })
}
