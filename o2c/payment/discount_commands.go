package payment

import (
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/invoice"
	"encaisse/o2c/ledger"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// early is what decides about a cash discount and small differences: when the money came and, when a
// person said so, whether it is granted, also later, or refused. Credits that
// are no payments have none (nil).
type early struct {
	paid    day.Day
	granted *bool

	asked       bool // a person wants a small difference written off
	differences []difference
}

// offered is the discounts taken with an amount: when it is short by exactly
// them, and in time (domain.md 3.3).
func (x *early) offered(owed []receivable.Item, amount money.Amount) ([]money.Amount, error) {
	if x == nil || x.granted != nil && !*x.granted {
		return nil, nil
	}
	var less money.Amount
	list := make([]money.Amount, len(owed))
	for i, o := range owed {
		list[i] = o.Offers(x.paid)
		if x.granted != nil {
			list[i] = o.Offers(o.DiscountUntil)
		}
		less += list[i]
	}
	if open := sum(owed); less > 0 && open-less == amount {
		return list, nil
	} else if x.granted != nil && len(owed) > 0 {
		c := owed[0].Currency
		return nil, refuse.New(refuse.Conflict, "payment.no_discount", "amount", amount.In(c), "open", open.In(c), "discount", less.In(c))
	}
	return nil, nil
}

// take settles the discounts taken with an amount, each as an item of its own,
// and returns the items as they are then.
func (x *early) take(w *db.Write, e seller.Entity, objects []db.Object, owed []receivable.Item, used receivable.Item, amount money.Amount) ([]receivable.Item, error) {
	offers, err := x.offered(owed, min(amount, used.Left()))
	if err != nil || offers == nil {
		return owed, err
	}
	owed = slices.Clone(owed)
	for i, offer := range offers {
		if offer <= 0 {
			continue
		}
		if err := x.discount(w, e, objects, owed[i], used, offer); err != nil {
			return nil, err
		}
		share, err := owed[i].Share(offer)
		if err != nil {
			return nil, err
		}
		owed[i].Open, owed[i].HomeOpen = owed[i].Open-offer, owed[i].HomeOpen-share
	}
	return owed, nil
}

func (x *early) discount(w *db.Write, e seller.Entity, objects []db.Object, owed, used receivable.Item, amount money.Amount) error {
	offer, moves, err := invoice.Offered(w.Read, owed.Document, owed.Open)
	if err != nil {
		return err
	}
	net, documented := offer.Net, x.paid <= owed.DiscountUntil
	if !documented { // granted later: nothing on the invoice says so, the tax stays
		net, moves = amount, nil
	}
	worth := ledger.Worth{Amount: amount}
	if worth.Home, err = owed.Share(amount); err != nil {
		return err
	}
	d := receivable.ApplyDay(e, owed, used)
	id := w.NewID()
	event := w.EmitOn(d, "payment.discounted", discounted{amount, net, owed.Currency, documented, moves, worth.Said()},
		append(slices.Clone(objects), db.Obj("invoice", owed.Document), db.Obj("discount", id))...)
	item := receivable.New(w, receivable.Item{ID: id, Customer: owed.Customer, Currency: owed.Currency, Kind: receivable.Discount, Document: id,
		Number: owed.Number, Instalment: 1, IssuedOn: d, DueOn: d, Total: -amount, Home: -worth.Home, Event: event})
	item, _, err = receivable.Settle(w, e, []receivable.Item{owed}, item, amount, event)
	if err != nil {
		return err
	}
	receivable.Keep(w, nil, item)
	w.Exec(qDiscounted, id, w.Entity, used.ID, owed.Document, amount, net, documented, event)
	return invoice.Discounted(w, e, event, owed, id, d, net, amount, worth, moves)
}

// taken is a row of cash_discount.
type taken struct {
	ID, Entity, Payment, Invoice db.ID
	Amount, Net                  money.Amount
	Documented                   bool
	Event, TakenBack             db.ID
}

// giveBackDiscounts takes back the discounts of a payment on an invoice whose
// money is gone: they were for its being paid in time.
func giveBackDiscounts(w *db.Write, e seller.Entity, objects []db.Object, item, credit receivable.Item, d day.Day) error {
	if item.Discount == 0 && item.DiscountUntil.IsZero() {
		return nil
	}
	list, err := db.All[taken](w.Read, qTaken, credit.ID, item.Document)
	if err != nil {
		return err
	}
	for _, t := range list {
		moves, err := invoice.MovesOf(w.Read, t.Invoice, t.ID)
		if err != nil {
			return err
		}
		for i := range moves {
			moves[i] = moves[i].Back()
		}
		worth, err := worthOf(w.Read, item, t.ID, t.Amount)
		if err != nil {
			return err
		}
		event := w.EmitOn(d, "payment.discount_taken_back", discounted{-t.Amount, -t.Net, item.Currency, t.Documented, moves, worth.Said()},
			append(slices.Clone(objects), db.Obj("invoice", t.Invoice), db.Obj("discount", t.ID))...)
		if _, _, err := receivable.Unapply(w, item.ID, t.ID, t.Amount, d, event); err != nil {
			return err
		}
		if _, err := receivable.Close(w, t.ID, d, event); err != nil {
			return err
		}
		w.Exec1(qTakenBack, t.ID, event)
		if err := invoice.Discounted(w, e, event, item, t.ID, d, -t.Net, -t.Amount, worth, moves); err != nil {
			return err
		}
	}
	return nil
}
