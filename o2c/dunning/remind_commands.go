package dunning

import (
	"slices"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/receivable"
)

var qLatestAction = db.Q("dunning.latest", `select `+actionColumns+` from dunning_action where customer = $1 and entity = $2 order by id desc limit 1`)

// ToRemind names a customer to be reminded.
type ToRemind struct {
	Customer string         `json:"customer" doc:"id or number"`
	Currency money.Currency `json:"currency,omitempty" doc:"of what he owes; when left out the first in which something is due, the company's own before others"`
	Amount   *money.Decimal `json:"amount,omitempty" doc:"what the preview asked for: refused when it is another by now"`
}

// Remind does now what the run of reminders would do about one customer: the
// message leaves, or the task is made, in one currency. It is refused when nothing is due, with
// what holds it back.
func Remind(w *db.Write, in ToRemind) (ActionView, error) {
	id, err := receivable.CustomerID(w.Read, in.Customer)
	if err != nil {
		return ActionView{}, err
	}
	list, err := about(w.Read, id)
	if err != nil {
		return ActionView{}, err
	}
	if at := slices.IndexFunc(list, situation.due); in.Currency == "" && at >= 0 {
		in.Currency = list[at].currency
	}
	a, done, err := act(w, id, in.Currency)
	if err != nil {
		return ActionView{}, err
	}
	if !done {
		return ActionView{}, notNow(list, in)
	}
	if a.ID == 0 { // an invoice is to be repaired first: its task
		if a, err = db.One[Action](w.Read, qLatestAction, id, w.Entity); err != nil {
			return ActionView{}, err
		}
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
func notNow(list []situation, in ToRemind) error {
	why := "nothing"
	for _, s := range list {
		switch {
		case in.Currency != "" && in.Currency != s.currency || why != "nothing":
		case s.d.Acts() && !s.window:
			why = "window"
		case len(s.d.Held) > 0:
			why = s.d.Held[0].Why
		}
	}
	return refuse.New(refuse.Conflict, "dunning.not_now."+why, "customer", in.Customer)
}
