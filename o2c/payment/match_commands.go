package payment

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/credit"
	"encaisse/o2c/invoice"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// referred asks what the reference of a payment names, and locks it: items of
// its entity and currency that are owed. The answer is there when the function
// is called.
func referred(w *db.Write, p Payment) func() ([]receivable.Item, error) {
	var asked []*db.Answer[receivable.Item]
	for _, text := range candidates(p.Reference) {
		asked = append(asked, receivable.AskReference(w, text))
	}
	return func() ([]receivable.Item, error) { return ofPayment(p, asked) }
}

// ofPayment are the items of a payment's entity and currency among the answers,
// each once.
func ofPayment(p Payment, asked []*db.Answer[receivable.Item]) ([]receivable.Item, error) {
	var out []receivable.Item
	seen := map[db.ID]bool{}
	for _, a := range asked {
		items, err := a.All()
		if err != nil {
			return nil, err
		}
		for _, i := range items {
			if !seen[i.ID] && i.Entity == p.Entity && i.Currency == p.Currency {
				seen[i.ID] = true
				out = append(out, i)
			}
		}
	}
	return out, nil
}

// match applies a payment where there is exactly one way to: to the document
// its reference names (several: only when they take it to the cent), else to
// the one open item of the customer of exactly its amount (domain.md 7.4).
func match(w *db.Write, e seller.Entity, p Payment, item receivable.Item, named []receivable.Item, x *early) (receivable.Item, []receivable.SettledItem, error) {
	if p.Customer == 0 || item.Left() == 0 {
		return item, nil, nil
	}
	if owed := meant(p, item, named); len(owed) > 0 {
		var err error
		if owed, err = x.take(w, e, p.objects(), owed, item, item.Left()); err != nil {
			return item, nil, err
		}
		if owed, item, err = x.even(w, e, p.objects(), owed, item, item.Left()); err != nil {
			return item, nil, err
		}
		return settle(w, e, "payment.applied", p.objects(), owed, item, item.Left(), "reference")
	}
	exact, err := receivable.Exact(w.Read, p.Customer, item.Left(), p.Currency, p.ReceivedOn)
	if err != nil || len(exact) != 1 {
		return item, nil, err
	}
	owed, err := receivable.LockEach(w, exact)
	if err != nil {
		return item, nil, err
	}
	if owed, err = x.take(w, e, p.objects(), owed, item, item.Left()); err != nil {
		return item, nil, err
	}
	return settle(w, e, "payment.applied", p.objects(), owed, item, item.Left(), "amount")
}

// meant is what the reference names of the payer's, if it is clear: the items
// of one document, or of several that are open for exactly the amount.
func meant(p Payment, item receivable.Item, named []receivable.Item) []receivable.Item {
	var open []receivable.Item
	documents := map[db.ID]bool{}
	for _, i := range named {
		if i.Customer == p.Customer && i.Open > 0 {
			open = append(open, i)
			documents[i.Document] = true
		}
	}
	less := sum(open)
	for _, i := range open {
		less -= i.Offers(p.ReceivedOn)
	}
	if len(documents) == 1 || sum(open) == item.Left() || less == item.Left() {
		return open
	}
	return nil
}

// settle applies money to locked items and records it as one fact. It posts
// nothing, both sides are on the customer's account (domain.md 5.1), but what of
// the VAT on receipts falls due.
func settle(w *db.Write, e seller.Entity, typ string, objects []db.Object, owed []receivable.Item, used receivable.Item, limit money.Amount, how string) (receivable.Item, []receivable.SettledItem, error) {
	if len(owed) == 0 {
		return used, nil, nil
	}
	for _, o := range owed {
		objects = append(objects, db.Obj("invoice", o.Document))
	}
	event := w.EmitOn(receivable.ApplyDay(e, owed[0], used), typ, applied{min(limit, used.Left(), sum(owed)), used.Currency, how}, objects...)
	used, settled, err := receivable.Settle(w, e, owed, used, limit, event)
	if err != nil {
		return used, settled, err
	}
	return used, settled, invoice.Cashed(w, e, used, settled)
}

// Match tries again to apply what is left of a payment and reports whether it
// did; it is what the matching run does with each.
func Match(w *db.Write, id db.ID) (bool, error) {
	p, err := db.One[Payment](w.Read, qByID, id)
	if err != nil || p.Customer == 0 || p.Returned {
		return false, err
	}
	w.Entity = p.Entity
	e, err := seller.Load(w.Read, p.Entity)
	if err != nil {
		return false, err
	}
	c, err := party.Load(w.Read, p.Customer)
	if err != nil {
		return false, err
	}
	if err := credit.Hold(w, c); err != nil {
		return false, err
	}
	named, err := referred(w, p)()
	if err != nil {
		return false, err
	}
	items, err := receivable.ItemsOf(w.Read, p.ID)
	if err != nil || len(items) == 0 || items[0].Left() == 0 {
		return false, err
	}
	item, err := receivable.LockOne(w, p.ID)
	if err != nil {
		return false, err
	}
	left, _, err := match(w, e, p, item, named, &early{paid: p.ReceivedOn})
	if err != nil {
		return false, err
	}
	receivable.Keep(w, &item, left)
	return left.Left() < item.Left(), nil
}

// Candidate is a payment that may be applied now.
type Candidate struct{ Payment, Entity db.ID }

// Candidates looks, without a lock, through the payments of known customers
// that are not used up, some at a time: those for which Match would find a way
// now, and after which to go on (0 at the end). Match decides again.
func Candidates(r *db.Read, after db.ID, limit int) (list []Candidate, next db.ID, err error) {
	items, err := receivable.Unused(r, after, limit)
	if err != nil || len(items) == 0 {
		return nil, 0, err
	}
	named, exact := make([][]*db.Answer[receivable.Item], len(items)), make([]*db.Answer[receivable.Item], len(items))
	for i, item := range items {
		named[i], exact[i] = receivable.AskOwed(r, item, candidates(item.Number))
	}
	for i, item := range items {
		p := Payment{Entity: item.Entity, Customer: item.Customer, Currency: item.Currency, ReceivedOn: item.DueOn}
		owed, err := ofPayment(p, named[i])
		if err != nil {
			return nil, 0, err
		}
		same, err := exact[i].All()
		if err != nil {
			return nil, 0, err
		}
		if len(meant(p, item, owed)) > 0 || len(same) == 1 {
			list = append(list, Candidate{item.Document, item.Entity})
		}
	}
	return list, items[len(items)-1].ID, nil
}
