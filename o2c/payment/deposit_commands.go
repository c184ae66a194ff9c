package payment

import (
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/invoice"
	"encaisse/o2c/ledger"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// Money for a deposit invoice is no settlement of an open item: it becomes a
// deposit on the order, 4191 and its tax (domain.md 1.7).

// asked is a deposit invoice money is meant for; held once its order and it are
// locked.
type asked struct {
	number string
	issued day.Day
	order  db.ID
	held   invoice.HeldDeposit
}

// ask locks the deposit invoice that a receipt names, when it is of its customer.
func ask(w *db.Write, d *invoice.Deposit, p Payment, c party.Customer) (*asked, error) {
	if d == nil || d.Customer != c.ID || d.Currency != p.Currency {
		return nil, nil
	}
	v, err := invoice.Find(w.Read, d.ID.Text(invoice.Prefix))
	if err != nil {
		return nil, err
	}
	a := &asked{number: v.Number, issued: v.IssuedOn, order: v.Order}
	a.held, err = invoice.LockDeposit(w, *d)
	return a, err
}

// hold locks the deposit invoice that is a target, for who holds its customer's
// credit row.
func (t target) hold(w *db.Write) (err error) {
	if t.deposit != nil {
		t.deposit.held, err = invoice.LockDeposit(w, invoice.Deposit{ID: t.document, Order: t.deposit.order})
	}
	return err
}

// cashed makes of a receipt that names a deposit invoice what that asks for its
// deposit; the rest is money like any other.
func (a *asked) cashed(w *db.Write, e seller.Entity, p Payment, item receivable.Item) (receivable.Item, []receivable.SettledItem, error) {
	if a == nil {
		return item, nil, nil
	}
	wanted, err := a.held.CanCash(w.Read)
	if err != nil || wanted <= 0 {
		return item, nil, err
	}
	amount := min(wanted, item.Left())
	item, on, err := a.cash(w, e, p.objects(), item, amount)
	return item, []receivable.SettledItem{{Number: a.number, Amount: amount, Day: on}}, err
}

func (a *asked) cash(w *db.Write, e seller.Entity, objects []db.Object, used receivable.Item, amount money.Amount) (receivable.Item, day.Day, error) {
	on, err := receivable.SpendDay(w, e, a.issued, used)
	if err != nil {
		return used, on, err
	}
	x := ledger.Worth{Amount: amount}
	if x.Home, err = used.Share(amount); err != nil {
		return used, on, err
	}
	event := w.EmitOn(on, "payment.deposited", advanced{amount, used.Currency, x.Said()}, depositObjects(a.held, objects)...)
	if used, err = receivable.Spend(w, used, amount, x.Home, on, event); err != nil {
		return used, on, err
	}
	return used, on, a.held.Cash(w, e, event, used.ID, on, x)
}

// cash makes part of what is left of a payment the deposit that is the target.
func (t target) cash(w *db.Write, e seller.Entity, objects []db.Object, used receivable.Item, amount money.Amount) (receivable.Item, error) {
	if used.Kind != receivable.Payment {
		return used, refuse.New(refuse.Conflict, "payment.deposit_credit", "number", t.number)
	}
	if used.Currency != t.deposit.held.Currency {
		return used, refuse.New(refuse.Conflict, "receivable.currency", "number", t.number, "currency", string(t.deposit.held.Currency))
	}
	wanted, err := t.deposit.held.CanCash(w.Read)
	if err != nil {
		return used, err
	}
	if amount > wanted {
		return used, refuse.New(refuse.Conflict, "payment.deposit_short", "number", t.number, "awaited", wanted.In(used.Currency), "amount", amount.In(used.Currency))
	}
	before := used
	if used, _, err = t.deposit.cash(w, e, objects, used, amount); err != nil {
		return used, err
	}
	receivable.Keep(w, &before, used)
	return used, nil
}

// uncash frees what a payment cashed of a deposit, which no invoice deducted.
func (t target) uncash(w *db.Write, e seller.Entity, objects []db.Object, payment db.ID) (receivable.Item, error) {
	used, err := receivable.LockOne(w, payment)
	if err != nil {
		return used, err
	}
	x, err := t.deposit.held.Of(w.Read, payment)
	if err != nil {
		return used, err
	}
	if x.Amount == 0 || used.Kind != receivable.Payment {
		return used, refuse.New(refuse.Conflict, "payment.not_applied", "number", t.number)
	}
	if t.deposit.held.Used() {
		return used, refuse.New(refuse.Conflict, "payment.deposit_used", "number", t.number)
	}
	last, err := receivable.LastDay(w.Read, payment)
	if err != nil {
		return used, err
	}
	before := used
	if used, err = giveBack(w, e, t.deposit.held, objects, used, x, e.PostingDay(max(w.Day(), last))); err != nil {
		return used, err
	}
	receivable.Keep(w, &before, used)
	return used, nil
}

func giveBack(w *db.Write, e seller.Entity, d invoice.HeldDeposit, objects []db.Object, used receivable.Item, x ledger.Worth, on day.Day) (receivable.Item, error) {
	event := w.EmitOn(on, "payment.deposit_back", advanced{-x.Amount, used.Currency, -x.Said()}, depositObjects(d, objects)...)
	used, err := receivable.Spend(w, used, -x.Amount, -x.Home, on, event)
	if err != nil {
		return used, err
	}
	return used, d.Back(w, e, event, used.ID, on)
}

// lose takes back from deposits what a returned payment cashed of them. What an
// invoice deducted, or a credit note gave back, is owed by the customer again.
func lose(w *db.Write, e seller.Entity, p Payment, deposits []invoice.HeldDeposit, on day.Day) error {
	for _, d := range deposits {
		x, err := d.Of(w.Read, p.ID)
		if err != nil {
			return err
		}
		if d.Used() {
			event := w.EmitOn(on, "payment.deposit_claimed", advanced{x.Amount, p.Currency, x.Said()}, depositObjects(d, p.objects())...)
			if err := d.Claim(w, event, p.ID, on); err != nil {
				return err
			}
			continue
		}
		used, err := receivable.LockOne(w, p.ID)
		if err != nil {
			return err
		}
		before := used
		if used, err = giveBack(w, e, d, p.objects(), used, x, on); err != nil {
			return err
		}
		receivable.Keep(w, &before, used)
	}
	return nil
}

func depositObjects(d invoice.HeldDeposit, objects []db.Object) []db.Object {
	return append(slices.Clone(objects), db.Obj("invoice", d.ID), db.Obj("order", d.Order))
}
