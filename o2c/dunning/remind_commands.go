package dunning

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/receivable"
)

var qLatestAction = db.Q("dunning.latest", `select `+actionColumns+` from dunning_action where customer = $1 and entity = $2 order by id desc limit 1`)

// ToRemind names a customer to be reminded.
type ToRemind struct {
	Customer string         `json:"customer" doc:"id or number"`
	Amount   *money.Decimal `json:"amount,omitempty" doc:"what the preview asked for: refused when it is another by now"`
}

// Remind does now what the run of reminders would do about one customer: the
// message leaves, or the task is made. It is refused when nothing is due, with
// what holds it back.
func Remind(w *db.Write, in ToRemind) (ActionView, error) {
	id, err := receivable.CustomerID(w.Read, in.Customer)
	if err != nil {
		return ActionView{}, err
	}
	done, err := Act(w, id)
	if err != nil {
		return ActionView{}, err
	}
	if !done {
		return ActionView{}, notNow(w.Read, id, in.Customer)
	}
	a, err := db.One[Action](w.Read, qLatestAction, id, w.Entity)
	if err != nil {
		return ActionView{}, err
	}
	v, err := viewAction(w.Read, a, false)
	if err != nil || in.Amount == nil {
		return v, err
	}
	seen, err := in.Amount.Amount(a.Currency)
	if err == nil && seen != a.Amount {
		err = refuse.New(refuse.Conflict, "dunning.amount_changed", "customer", v.Customer, "amount", v.Amount)
	}
	return v, err
}

// notNow says why nothing is done about a customer.
func notNow(r *db.Read, id db.ID, customer string) error {
	s, err := about(r, id)
	if err != nil {
		return err
	}
	why := "nothing"
	switch {
	case s.d.Acts() && !s.window:
		why = "window"
	case len(s.d.Held) > 0:
		why = s.d.Held[0].Why
	}
	return refuse.New(refuse.Conflict, "dunning.not_now."+why, "customer", customer)
}
