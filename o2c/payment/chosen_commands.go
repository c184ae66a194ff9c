package payment

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/credit"
	"encaisse/o2c/invoice"
	"encaisse/o2c/ledger"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// Chosen is what the payer himself said his money is for: a document, and how
// much of it at most.
type Chosen struct {
	Document db.ID
	Amount   money.Amount
}

// ReceiveFor records a receipt of a known payer and applies it to what he
// chose, each as far as that is still open; the rest stays unapplied. Nothing
// is matched by reference or amount: he said what he paid.
func ReceiveFor(w *db.Write, in New, chosen []Chosen) (Payment, error) {
	e, err := seller.Of(w.Read)
	if err != nil {
		return Payment{}, err
	}
	p, err := in.payment(w, e)
	if err != nil {
		return p, err
	}
	c, err := party.Find(w.Read, in.Customer)
	if err != nil {
		return p, err
	}
	if err := credit.Hold(w, c); err != nil {
		return p, err
	}
	targets := make([]target, len(chosen))
	for i, x := range chosen {
		if targets[i], err = x.target(w.Read); err == nil {
			err = targets[i].hold(w)
		}
		if err != nil {
			return p, err
		}
	}
	p.Customer = c.ID
	w.As.Day = p.ReceivedOn
	p.Event = w.EmitOn(e.PostingDay(p.ReceivedOn), "payment.received", received{p.Amount, p.Currency, p.ReceivedOn, p.Fee, p.Worth().Said()}, p.objects()...)
	insert(w, p)
	entry, err := ledger.Receipt(ledger.Chart(e.Chart()), head(e, p.ReceivedOn, p), int64(p.Customer), p.Amount, p.Fee)
	if err != nil {
		return p, err
	}
	if err := ledger.Post(w, p.Event, entry); err != nil {
		return p, err
	}
	receivable.Keep(w, nil, receivable.New(w, receivable.Item{ID: p.ID, Customer: p.Customer, Currency: p.Currency, Kind: receivable.Payment,
		Document: p.ID, Number: p.Reference, Instalment: 1, IssuedOn: e.PostingDay(p.ReceivedOn), DueOn: p.ReceivedOn, Total: -p.Amount, Home: -p.Home, Event: p.Event}))
	for i, t := range targets {
		if err := spread(w, e, p, t, chosen[i].Amount); err != nil {
			return p, err
		}
	}
	return p, w.Err()
}

// target is the document chosen: an invoice, or an item of the books before.
func (x Chosen) target(r *db.Read) (target, error) {
	items, err := receivable.ItemsOf(r, x.Document)
	if err != nil || len(items) > 0 && items[0].Standing() {
		if len(items) > 0 {
			return target{x.Document, items[0].Customer, items[0].Number, nil}, err
		}
		return target{}, err
	}
	return find(r, x.Document.Text(invoice.Prefix))
}

// spread applies money to one target, at most what is open of it.
func spread(w *db.Write, e seller.Entity, p Payment, t target, amount money.Amount) error {
	if t.customer != p.Customer {
		return refuse.New(refuse.Conflict, "payment.other_customer", "customer", t.number)
	}
	owed, err := receivable.LockOpen(w, t.document)
	if err != nil {
		return err
	}
	most := sum(owed)
	if t.deposit != nil && len(owed) == 0 {
		if most, err = t.deposit.held.CanCash(w.Read); err != nil {
			return err
		}
	}
	if amount = min(amount, most); amount <= 0 {
		return nil
	}
	exact, err := money.ParseDecimal(amount.In(p.Currency).Text())
	if err != nil {
		return err
	}
	_, err = use(w, e, "payment.applied", p.ID, p.objects(), t, exact, &early{paid: p.ReceivedOn})
	return err
}
