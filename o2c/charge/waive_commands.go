package charge

import (
	"cmp"
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/ledger"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// ToWaive gives up a charge, or part of it.
type ToWaive struct {
	ID     string         `path:"id" json:"-" doc:"id or number"`
	Part   string         `json:"part,omitempty" enum:"penalty,indemnity,fee,credited" doc:"of it; all parts when left out; credited: the penalties on what credit notes took back (proposed)"`
	Amount *money.Decimal `json:"amount,omitempty" doc:"all that is left when left out"`
	Reason string         `json:"reason" maxLength:"500"`
}

// waived is the body of charge.waived.
type waived struct {
	Penalties   money.Amount   `json:"penalties"`
	Indemnities money.Amount   `json:"indemnities"`
	Fees        money.Amount   `json:"fees"`
	Currency    money.Currency `json:"currency"`
	Home        money.Amount   `json:"home,omitempty"` // where it is another: all of it in the company's currency
}

// Waive gives up what is open of a charge, or less: 7631 / 411. What is waived is
// not charged again.
func Waive(w *db.Write, in ToWaive) (View, error) {
	if in.Reason = strings.TrimSpace(in.Reason); in.Reason == "" {
		return View{}, refuse.New(refuse.Invalid, "charge.reason").At("/reason", "charge.reason")
	}
	c, err := Find(w.Read, in.ID)
	if err != nil {
		return View{}, err
	}
	h, err := hold(w, c.Customer.Text(party.Prefix))
	if err != nil {
		return View{}, err
	}
	before, err := db.All[Waiver](w.Read, qWaivers, c.ID)
	if err != nil {
		return View{}, err
	}
	owed, err := receivable.LockOne(w, c.ID)
	if err != nil {
		return View{}, err
	}
	most := owed.Open
	if in.Part == credited {
		in.Part = Penalty
		if most, err = takenBack(w.Read, c, owed.Open, before); err != nil {
			return View{}, err
		}
	}
	left := min(c.remains(in.Part, before), most)
	amount := left
	if in.Amount != nil {
		if amount, err = in.Amount.Amount(c.Currency); err != nil {
			return View{}, err
		}
	}
	x, ok := c.waive(in.Part, amount, before)
	if !ok || amount <= 0 || amount > left {
		return View{}, refuse.New(refuse.Conflict, "charge.waive_amount", "number", c.Number, "amount", amount.In(c.Currency), "left", left.In(c.Currency))
	}
	x.ID, x.Charge, x.Reason = w.NewID(), c.ID, in.Reason
	if x.Home, err = owed.Share(x.Total()); err != nil {
		return View{}, err
	}
	if owed, x, err = h.waive(w, c, owed, x); err != nil {
		return View{}, err
	}
	v, err := seen(w.Read, c, h.c.Number, owed.Open, append(before, x))
	return v, cmp.Or(err, w.Err())
}

// waive writes a waiver: a credit that settles the charge, and the entry back.
func (h held) waive(w *db.Write, c Charge, owed receivable.Item, x Waiver) (receivable.Item, Waiver, error) {
	d := h.e.PostingDay(max(w.Day(), owed.IssuedOn))
	x.Event = w.EmitOn(d, "charge.waived", waived{x.Penalties, x.Indemnities, x.Fees, c.Currency, x.worth().Said()}, append(c.Touched(), db.Obj("waiver", x.ID))...)
	w.Exec(qWaive, x.ID, x.Charge, x.Penalties, x.Indemnities, x.Fees, x.Reason, x.Event)
	item := receivable.New(w, x.item(c, d))
	item, _, err := receivable.Settle(w, h.e, []receivable.Item{owed}, item, x.Total(), x.Event)
	if err != nil {
		return owed, x, err
	}
	receivable.Keep(w, nil, item)
	owed.Open, owed.HomeOpen = owed.Open-x.Total(), owed.HomeOpen-x.Home
	entry, err := x.entry(h.e, c, d)
	if err != nil {
		return owed, x, err
	}
	return owed, x, ledger.Post(w, x.Event, entry)
}

// item is the credit that a waiver is.
func (x Waiver) item(c Charge, d day.Day) receivable.Item {
	return receivable.Item{ID: x.ID, Customer: c.Customer, Currency: c.Currency, Kind: receivable.Waiver, Document: x.ID, Number: c.Number,
		Instalment: 1, IssuedOn: d, DueOn: d, Total: -x.Total(), Home: -x.Home, Event: x.Event}
}

func (x Waiver) entry(e seller.Entity, c Charge, d day.Day) (ledger.Entry, error) {
	return ledger.LateCharge(ledger.Chart(e.Chart()), ledger.Head{Day: d, Currency: c.Currency, Text: c.Number, Worth: x.worth()}, int64(c.Customer), -x.Penalties, -x.Indemnities, -x.Fees, c.Apart)
}
