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
	"encaisse/o2c/tax"
)

// NewTolerance says how small a difference may be written off, from a day on.
type NewTolerance struct {
	Currency money.Currency `json:"currency,omitempty" doc:"the company's when left out"`
	Amount   money.Decimal  `json:"amount" doc:"at most; 0: none"`
	Percent  money.Percent  `json:"percent" doc:"at most, of the item; the lower of both counts"`
	From     day.Day        `json:"from,omitempty" doc:"the business day when left out"`
}

// ToleranceView is a tolerance as doors show it.
type ToleranceView struct {
	Currency money.Currency `json:"currency"`
	Amount   money.Money    `json:"amount"`
	Percent  money.Percent  `json:"percent"`
	From     day.Day        `json:"from" doc:"empty: what holds while nothing is set"`
}

func toleranceView(t Tolerance) ToleranceView {
	return ToleranceView{t.Currency, t.Amount.In(t.Currency), t.Percent, t.ValidFrom}
}

// SetTolerance sets the tolerance of the company for a currency from a day on;
// what was written off stays as it is.
func SetTolerance(w *db.Write, in NewTolerance) (ToleranceView, error) {
	e, err := seller.Of(w.Read)
	if err != nil {
		return ToleranceView{}, err
	}
	t := Tolerance{Entity: e.ID, Currency: in.Currency, ValidFrom: in.From, Percent: in.Percent}
	if t.Currency == "" {
		t.Currency = e.Currency
	}
	if t.ValidFrom.IsZero() {
		t.ValidFrom = w.Day()
	}
	if t.Amount, err = in.Amount.Amount(t.Currency); err != nil {
		return ToleranceView{}, err
	}
	if t.Amount < 0 || t.Percent < 0 || t.Percent > 100_000000 {
		return ToleranceView{}, refuse.New(refuse.Invalid, "tolerance.invalid")
	}
	rows, err := db.All[Tolerance](w.Read, qTolerances, e.ID)
	if err != nil {
		return ToleranceView{}, err
	}
	typ := "tolerance.set"
	at := slices.IndexFunc(rows, func(x Tolerance) bool { return x.Currency == t.Currency && x.ValidFrom == t.ValidFrom })
	switch {
	case at < 0:
		t.ID = w.NewID()
		w.Exec(qTolerate, t.ID, t.Entity, t.Currency, t.ValidFrom, t.Amount, t.Percent)
	case rows[at].Amount == t.Amount && rows[at].Percent == t.Percent:
		return toleranceView(t), nil
	default:
		typ, t.ID = "tolerance.changed", rows[at].ID
		w.Exec1(qTolerateAnew, t.ID, t.Amount, t.Percent, rows[at].Version)
	}
	tolerances.Drop(w)
	w.Emit(typ, tolerated{t.Amount, t.Percent, t.Currency, t.ValidFrom}, db.Obj("tolerance", t.ID), db.Obj("entity", e.ID))
	return toleranceView(t), w.Err()
}

// even writes off the small difference between an amount and the only item it
// settles, when it is tolerated or a person asked for it. It returns the item
// and the money as they are then.
func (x *early) even(w *db.Write, e seller.Entity, objects []db.Object, owed []receivable.Item, used receivable.Item, amount money.Amount) ([]receivable.Item, receivable.Item, error) {
	if x == nil {
		return owed, used, nil
	}
	missing := gap(owed, used, amount)
	if missing == 0 && !x.asked {
		return owed, used, nil
	}
	rows, err := tolerancesOf(w.Read, e.ID)
	if err != nil {
		return owed, used, err
	}
	var most money.Amount
	if len(owed) == 1 {
		if most, err = toleranceOn(rows, used.Currency, w.Day()).of(owed[0].Total); err != nil {
			return owed, used, err
		}
	}
	if missing == 0 || missing.Abs() > most {
		if x.asked {
			err = refuse.New(refuse.Conflict, "payment.no_tolerance", "difference", missing.Abs().In(used.Currency), "tolerance", most.In(used.Currency))
		}
		return owed, used, err
	}
	owed = slices.Clone(owed)
	owed[0], used, err = x.write(w, e, objects, owed[0], used, missing)
	return owed, used, err
}

// write writes a difference off.
func (x *early) write(w *db.Write, e seller.Entity, objects []db.Object, owed, used receivable.Item, missing money.Amount) (receivable.Item, receivable.Item, error) {
	var moves []tax.Moved
	var err error
	if missing > 0 {
		if moves, err = invoice.GivenUp(w.Read, owed, missing, owed.Open); err != nil {
			return owed, used, err
		}
	}
	of := owed
	if missing < 0 {
		of = used
	}
	worth := ledger.Worth{Amount: missing.Abs()}
	if worth.Home, err = of.Share(worth.Amount); err != nil {
		return owed, used, err
	}
	d := receivable.ApplyDay(e, owed, used)
	id := w.NewID()
	event := w.EmitOn(d, "payment.difference_written_off", differed{missing, owed.Currency, moves, worth.Said()},
		append(slices.Clone(objects), db.Obj("invoice", owed.Document), db.Obj("difference", id))...)
	item := receivable.New(w, receivable.Item{ID: id, Customer: owed.Customer, Currency: owed.Currency, Kind: receivable.Difference, Document: id,
		Number: owed.Number, Instalment: 1, IssuedOn: d, DueOn: d, Total: -missing, Home: -worth.Home, Event: event})
	if missing < 0 {
		item.Home, item.HomeOpen = worth.Home, worth.Home
	}
	if missing < 0 {
		used, err = receivable.Absorb(w, e, item, used, event)
	} else if item, _, err = receivable.Settle(w, e, []receivable.Item{owed}, item, missing, event); err == nil {
		receivable.Keep(w, nil, item)
		owed.Open, owed.HomeOpen = owed.Open-missing, owed.HomeOpen-worth.Home
	}
	if err != nil {
		return owed, used, err
	}
	x.differences = append(x.differences, difference{ID: id, Amount: missing})
	w.Exec(qDiffer, id, w.Entity, used.ID, owed.Document, missing, event)
	return owed, used, bookDifference(w, e, event, owed, id, d, missing, worth, moves, false)
}

func bookDifference(w *db.Write, e seller.Entity, event db.ID, owed receivable.Item, id db.ID, d day.Day, missing money.Amount, x ledger.Worth, moves []tax.Moved, back bool) error {
	invoice.KeepMoves(w, event, owed.Document, id, d, moves)
	entry, err := ledger.SmallDifference(ledger.Chart(e.Chart()), ledger.Head{Day: d, Currency: owed.Currency, Text: owed.Number, Worth: x}, int64(owed.Customer), missing, moves, back)
	if err != nil {
		return err
	}
	return ledger.Post(w, event, entry)
}

// giveBackDifferences takes back the small differences of a payment on an
// invoice whose money is gone.
func giveBackDifferences(w *db.Write, e seller.Entity, objects []db.Object, item, credit receivable.Item, d day.Day) error {
	if credit.Kind != receivable.Payment {
		return nil
	}
	list, err := differencesOf(w.Read, credit.ID)
	if err != nil {
		return err
	}
	for _, t := range list {
		if t.Invoice != item.Document || t.TakenBack != 0 {
			continue
		}
		moves, err := invoice.MovesOf(w.Read, t.Invoice, t.ID)
		if err != nil {
			return err
		}
		for i := range moves {
			moves[i] = moves[i].Back()
		}
		x, err := worthOf(w.Read, item, t.ID, t.Amount)
		if err != nil {
			return err
		}
		event := w.EmitOn(d, "payment.difference_taken_back", differed{t.Amount, item.Currency, moves, x.Said()},
			append(slices.Clone(objects), db.Obj("invoice", t.Invoice), db.Obj("difference", t.ID))...)
		if err := t.free(w, item, credit, d, event); err != nil {
			return err
		}
		w.Exec1(qDifferenceTaken, t.ID, event)
		if err := bookDifference(w, e, event, item, t.ID, d, t.Amount, x, moves, true); err != nil {
			return err
		}
	}
	return nil
}

// worthOf is how a discount or a difference on an item was booked; what is in
// the company's own currency asks for nothing.
func worthOf(r *db.Read, of receivable.Item, id db.ID, amount money.Amount) (ledger.Worth, error) {
	x := ledger.Worth{Amount: amount.Abs(), Home: amount.Abs()}
	if of.Home == of.Total {
		return x, nil
	}
	item, err := receivable.ItemByID(r, id)
	x.Home = item.Home.Abs()
	return x, err
}

// free takes the item of a difference off what it settled, and empties it. A
// returned payment freed what it paid too much already.
func (t difference) free(w *db.Write, item, credit receivable.Item, d day.Day, event db.ID) error {
	if t.Amount > 0 {
		if _, _, err := receivable.Unapply(w, item.ID, t.ID, t.Amount, d, event); err != nil {
			return err
		}
		_, err := receivable.Close(w, t.ID, d, event)
		return err
	}
	own, err := receivable.LockOne(w, t.ID)
	if err == nil && own.Open == 0 {
		own, _, err = receivable.Unapply(w, t.ID, credit.ID, -t.Amount, d, event)
	}
	if err != nil {
		return err
	}
	return receivable.Drop(w, own, d, event)
}
