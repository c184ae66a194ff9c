package invoice

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/ledger"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
	"encaisse/o2c/tax"
)

var qDiscount = db.Q("invoice.discount", `update open_item set discount = $2 where id = $1`)

// rediscount lowers the discount that an invoice offers by what is credited,
// also of one that is paid: the money may be returned. The customer is locked.
func rediscount(w *db.Write, v Invoice, credited []tax.Row) error {
	whole, err := v.discount(nil)
	if err != nil || whole.Total == 0 {
		return err
	}
	d, err := v.discount(credited)
	w.Exec1(qDiscount, v.ID, d.Total)
	return err
}

// Offered is the discount of an invoice as things stand, and what it would take
// off its taxes.
func Offered(r *db.Read, document db.ID, open money.Amount) (Discount, []tax.Moved, error) {
	v, err := db.One[Invoice](r, qByID, document)
	if err != nil {
		return Discount{}, nil, err
	}
	if v, err = whole(r, v); err != nil {
		return Discount{}, nil, err
	}
	notes, err := db.All[tax.Row](r, qNotes, document)
	if err != nil {
		return Discount{}, nil, err
	}
	d, err := v.discount(notes)
	if err != nil {
		return d, nil, err
	}
	waits, err := waiting(r, document)
	if err != nil {
		return d, nil, err
	}
	kept, _, err := v.keptBack(r)
	if err != nil {
		return d, nil, err
	}
	moves, err := d.moves(waits, open+kept)
	if err != nil {
		return d, nil, err
	}
	e, err := seller.Load(r, v.Entity)
	if err != nil {
		return d, nil, err
	}
	moves, err = v.waited(r, e, moves)
	return d, moves, err
}

// Discounted books what a discount took off the taxes of an invoice, or puts
// back (moves taken back, amounts negative): 665, 44571 / 411.
func Discounted(w *db.Write, e seller.Entity, event db.ID, item receivable.Item, discount db.ID, d day.Day, net, total money.Amount, x ledger.Worth, moves []tax.Moved) error {
	KeepMoves(w, event, item.Document, discount, d, moves)
	entry, err := ledger.CashDiscount(ledger.Chart(e.Chart()), ledger.Head{Day: d, Currency: item.Currency, Text: item.Number, Worth: x}, int64(item.Customer), net, total, moves)
	if err != nil {
		return err
	}
	return ledger.Post(w, event, entry)
}

var qDiscountMoves = db.Q("invoice.discount.moves", `select `+moveColumns+` from tax_move where invoice = $1 and credit = $2 group by code, rate
	having sum(base) <> 0 or sum(due) <> 0 or sum(pending_base) <> 0 or sum(pending) <> 0 order by code, rate`)

// MovesOf is what a discount moved of an invoice's taxes.
func MovesOf(r *db.Read, document, discount db.ID) ([]tax.Moved, error) {
	return db.All[tax.Moved](r, qDiscountMoves, document, discount)
}
