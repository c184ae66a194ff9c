package receivable

import (
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/seller"
)

// Open adds an item: an invoice's instalment, a credit note. The first
// instalment has the id of its document.
func Open(w *db.Write, i Item) Item {
	i = New(w, i)
	insert(w, i)
	return i
}

// New is a whole item, not written yet: a credit is settled first.
func New(w *db.Write, i Item) Item {
	if i.ID == 0 {
		i.ID = w.NewID()
	}
	if i.Home == 0 { // in the company's own currency
		i.Home = i.Total
	}
	i.Entity, i.Open, i.HomeOpen = w.Entity, i.Total, i.Home
	return i
}

// Apply settles part of what is owed (debit) with part of what we hold
// (credit), on a day, as part of a fact. Items are locked in the order of
// their ids. More than is left of either is refused with `receivable.open_short`.
func Apply(w *db.Write, debit, credit db.ID, amount money.Amount, d day.Day, event db.ID) (owed, used Item, err error) {
	if amount <= 0 {
		return owed, used, refuse.New(refuse.Invalid, "receivable.amount")
	}
	if owed, used, err = lockPair(w, debit, credit); err != nil {
		return owed, used, err
	}
	if owed.Total < 0 || used.Total >= 0 || owed.Entity != used.Entity {
		return owed, used, refuse.New(refuse.Conflict, "receivable.sides")
	}
	if owed.Currency != used.Currency {
		return owed, used, refuse.New(refuse.Conflict, "receivable.currency", "number", owed.Number, "currency", string(owed.Currency))
	}
	x, err := shares(owed, used, amount)
	if err != nil {
		return owed, used, err
	}
	return settlePair(w, owed, used, amount, x, d, event, "apply")
}

// shares are what an amount is worth on either side.
func shares(owed, used Item, amount money.Amount) (x worths, err error) {
	if x.Debit, err = owed.Share(amount); err != nil {
		return x, err
	}
	x.Credit, err = used.Share(amount)
	return x, err
}

// LockOpen locks what is still open of a document and not retained, by instalment.
func LockOpen(w *db.Write, document db.ID) ([]Item, error) {
	list, err := ItemsOf(w.Read, document)
	if err != nil {
		return nil, err
	}
	locked, err := LockEach(w, list)
	return slices.DeleteFunc(locked, func(i Item) bool { return i.Open == 0 || i.Retained }), err
}

// Release makes what was retained of a document due on a day: it is owed like any
// other from then on. The item is locked.
func Release(w *db.Write, retained Item, d day.Day) Item {
	w.Exec1(qRelease, retained.ID, d, retained.Open)
	retained.DueOn, retained.Retained = d, false
	return retained
}

// Settle is Apply for items the command holds already: the debits under their
// locks, the credit under its own or not written yet. It uses as much of the
// credit as the debits take, in their order, at most limit, and returns the
// credit as it is then, to be kept by the caller, and what it settled.
func Settle(w *db.Write, e seller.Entity, owed []Item, used Item, limit money.Amount, event db.ID) (Item, []SettledItem, error) {
	var sum money.Amount
	var settled []SettledItem
	for _, o := range owed {
		part := min(o.Left(), used.Left(), limit-sum)
		if part <= 0 {
			continue
		}
		if o.Total < 0 || used.Total >= 0 || o.Entity != used.Entity || o.Currency != used.Currency {
			return used, nil, refuse.New(refuse.Conflict, "receivable.sides")
		}
		x, err := shares(o, used, part)
		if err != nil {
			return used, nil, err
		}
		paid, err := o.settle(part, x.Debit)
		if err != nil {
			return used, nil, err
		}
		if used, err = used.settle(part, x.Credit); err != nil {
			return used, nil, err
		}
		d, err := applyDay(w, e, o, used)
		if err != nil {
			return used, nil, err
		}
		save(w, o, paid)
		if err := exchange(w, o, used, record(w, "apply", o.ID, used.ID, part, x, d, event), x, d, false); err != nil {
			return used, nil, err
		}
		settled = append(settled, SettledItem{o.Number, part, d, o})
		sum += part
	}
	return used, settled, nil
}

// Keep writes a credit that was settled: a new one, or one that was before.
func Keep(w *db.Write, before *Item, used Item) {
	if before == nil {
		insert(w, used)
	} else if *before != used {
		save(w, *before, used)
	}
}

// Unapply takes back all that a credit settled of a debit: the due date of what
// was settled is still the original one.
func Unapply(w *db.Write, debit, credit db.ID, amount money.Amount, d day.Day, event db.ID) (owed, used Item, err error) {
	if owed, used, err = lockPair(w, debit, credit); err != nil {
		return owed, used, err
	}
	x := worths{amount, amount}
	if owed.Home != owed.Total || used.Home != used.Total { // what it took of either
		if x, err = db.One[worths](w.Read, qPair, credit, debit); err != nil {
			return owed, used, err
		}
	}
	return settlePair(w, owed, used, -amount, worths{-x.Debit, -x.Credit}, d, event, "unapply")
}

func lockPair(w *db.Write, debit, credit db.ID) (owed, used Item, err error) {
	first, second := debit, credit
	if credit < debit {
		first, second = credit, debit
	}
	a, err := lockItem(w, first)
	if err != nil {
		return owed, used, err
	}
	b, err := lockItem(w, second)
	if first == debit {
		return a, b, err
	}
	return b, a, err
}

func settlePair(w *db.Write, owed, used Item, amount money.Amount, x worths, d day.Day, event db.ID, kind string) (Item, Item, error) {
	o, err := owed.settle(amount, x.Debit)
	if err != nil {
		return owed, used, err
	}
	u, err := used.settle(amount, x.Credit)
	if err != nil {
		return owed, used, err
	}
	if u.Customer == 0 {
		u.Customer = owed.Customer
	}
	save(w, owed, o)
	save(w, used, u)
	return o, u, exchange(w, o, u, record(w, kind, owed.ID, used.ID, amount, x, d, event), x, d, amount < 0)
}

// Close empties a credit that is gone (a returned payment).
func Close(w *db.Write, credit db.ID, d day.Day, event db.ID) (Item, error) {
	i, err := lockItem(w, credit)
	if err != nil {
		return i, err
	}
	left, home := i.Left(), i.HomeOpen.Abs()
	done, err := i.settle(left, home)
	if err != nil {
		return i, err
	}
	save(w, i, done)
	record(w, "return", 0, credit, left, worths{Credit: home}, d, event)
	return done, nil
}

// Absorb settles a new debit of ours, not written yet, with part of a credit
// that the caller keeps: what was paid too much.
func Absorb(w *db.Write, e seller.Entity, debit, used Item, event db.ID) (Item, error) {
	amount, x := debit.Open, worths{Debit: debit.HomeOpen}
	paid, err := debit.settle(amount, x.Debit)
	if err != nil {
		return used, err
	}
	if x.Credit, err = used.Share(amount); err != nil {
		return used, err
	}
	if used, err = used.settle(amount, x.Credit); err != nil {
		return used, err
	}
	d, err := applyDay(w, e, debit, used)
	if err != nil {
		return used, err
	}
	insert(w, paid)
	return used, exchange(w, paid, used, record(w, "apply", debit.ID, used.ID, amount, x, d, event), x, d, false)
}

// Drop empties a debit of ours that is gone: a difference taken back.
func Drop(w *db.Write, debit Item, d day.Day, event db.ID) error {
	done, err := debit.settle(debit.Open, debit.HomeOpen)
	if err != nil {
		return err
	}
	save(w, debit, done)
	record(w, "return", debit.ID, 0, debit.Open, worths{Debit: debit.HomeOpen}, d, event)
	return nil
}

// Refund pays part of a credit back, as part of a fact, at what it is worth; a
// negative amount is what did not go out, or came back.
func Refund(w *db.Write, credit Item, amount, home money.Amount, d day.Day, event db.ID) (Item, error) {
	done, err := credit.settle(amount, home)
	if err != nil {
		return credit, err
	}
	kind := "refund"
	if amount < 0 {
		kind = "refund_back"
	}
	save(w, credit, done)
	record(w, kind, 0, credit.ID, amount, worths{Credit: home}, d, event)
	return done, nil
}

// PaidBack is what of a credit a fact paid back, in the company's currency.
func PaidBack(r *db.Read, credit, event db.ID) (money.Amount, error) {
	return db.One[money.Amount](r, qPaidBack, credit, event)
}

// Spend uses part of a credit, under its lock, for what is no open item: a deposit
// invoice, at what that part is worth; negative amounts give it back. The credit
// is to be kept by the caller.
func Spend(w *db.Write, used Item, amount, home money.Amount, d day.Day, event db.ID) (Item, error) {
	done, err := used.settle(amount, home)
	if err != nil {
		return used, err
	}
	record(w, "deposit", 0, used.ID, amount, worths{Credit: home}, d, event)
	return done, nil
}

// SpendDay is the day money is spent on what is of a day: not before that, the
// money, or when it was last taken back.
func SpendDay(w *db.Write, e seller.Entity, from day.Day, used Item) (day.Day, error) {
	return applyDay(w, e, Item{IssuedOn: from}, used)
}

// WriteOff gives up part of what is owed, as part of a fact.
func WriteOff(w *db.Write, owed Item, amount money.Amount, d day.Day, event db.ID) (Item, error) {
	home, err := owed.Share(amount)
	if err != nil {
		return owed, err
	}
	done, err := owed.settle(amount, home)
	if err != nil {
		return owed, err
	}
	save(w, owed, done)
	record(w, "write_off", owed.ID, 0, amount, worths{Debit: home}, d, event)
	return done, nil
}

// Assign names the customer of a credit whose payer was not known; it is his
// from that day on.
func Assign(w *db.Write, credit, customer db.ID, d day.Day) (Item, error) {
	i, err := lockItem(w, credit)
	if err != nil {
		return i, err
	}
	if i.Customer != 0 {
		return i, refuse.New(refuse.Conflict, "receivable.assigned")
	}
	next := i
	next.Customer, next.IssuedOn = customer, max(i.IssuedOn, d)
	save(w, i, next)
	return next, nil
}

// Use is how much of a credit settled which debit, net.
type Use struct {
	Debit  db.ID
	Amount money.Amount
}

// LastDay is the last day on which a credit was used or taken back, 0 when it
// never was: what is undone now is not undone before it.
func LastDay(r *db.Read, credit db.ID) (day.Day, error) {
	return db.One[day.Day](r, qLastDay, credit)
}

// Uses lists what a credit settles.
func Uses(r *db.Read, credit db.ID) ([]Use, error) { return db.All[Use](r, qUsed, credit) }

// ApplyDay is the day an application counts for: not before the money, the
// invoice and the first open period (domain.md 12, point 4).
func ApplyDay(e seller.Entity, owed, used Item) day.Day {
	return e.PostingDay(max(owed.IssuedOn, used.IssuedOn))
}

// applyDay is ApplyDay, and not before either was last taken back: settled on
// a past day once more, it would have been settled twice on the days between.
func applyDay(w *db.Write, e seller.Entity, owed, used Item) (day.Day, error) {
	d := ApplyDay(e, owed, used)
	if d >= w.Today() {
		return d, nil
	}
	back, err := db.One[day.Day](w.Read, qTakenBack, owed.ID, used.ID)
	return max(d, back), err
}

// Overdue is a customer with items that crossed a threshold not recorded yet.
type Overdue struct {
	Customer db.ID
	Items    int64
}

// Crossing lists the customers of an entity some of whose items may have
// crossed a threshold by a day.
func Crossing(r *db.Read, entity db.ID, today day.Day) ([]Overdue, error) {
	return db.All[Overdue](r, qDue, today.AddDays(-SuspendAfter), StopFrom, entity)
}

// MarkLate records each item of a customer that crossed a threshold, once an
// item and threshold (domain.md 2.3). It returns how many did.
func MarkLate(w *db.Write, customer db.ID, today day.Day) (int, error) {
	items, err := db.All[Item](w.Read, qDueOf, customer, today, w.Entity)
	if err != nil {
		return 0, err
	}
	marked := 0
	for _, i := range items {
		threshold := Threshold(i.DueOn, today)
		if threshold <= i.Late {
			continue
		}
		old, err := lockItem(w, i.ID)
		if err != nil {
			return 0, err
		}
		if old.Collectible() <= 0 || threshold <= old.Late {
			continue
		}
		next := old
		next.Late = threshold
		save(w, old, next)
		w.Emit("receivable.late", late{int64(DaysLate(old.DueOn, today)), threshold, old.Collectible(), old.Currency},
			db.Obj("item", old.ID), db.Obj("invoice", old.Document), db.Obj("customer", customer))
		marked++
	}
	return marked, nil
}
