package credit

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/party"
)

// NewGroupLimit changes what the customers of a group may owe together.
type NewGroupLimit struct {
	Group string         `path:"group" json:"-" doc:"number of the group"`
	Limit *money.Decimal `json:"limit" doc:"null: unlimited; 0: prepayment only"`
}

// LimitGroup sets the limit of a group, in the currency of its credit line: it
// is watched beside the own limits of its members (domain.md 2.1).
func LimitGroup(w *db.Write, in NewGroupLimit) (Position, error) {
	group, err := party.Group(w.Read, in.Group)
	if err != nil {
		return Position{}, err
	}
	k, err := db.One[row](w.Read, qOwn, group)
	if err != nil {
		return Position{}, err
	}
	limit, err := NewCustomer{New: party.New{Currency: k.Currency}, CreditLimit: in.Limit}.limit()
	if err != nil {
		return Position{}, err
	}
	lines, err := Guard(w, party.Customer{ID: group, Root: group, Number: in.Group}, k.Currency)
	if err != nil {
		return Position{}, err
	}
	was := lines[0].Limit
	w.Exec1(qLimit, group, limit, k.Currency, w.Actor)
	w.Emit("credit.limit_set", limited{was, limit, k.Currency}, db.Obj("holder", group))
	now, capped := limit.(money.Amount)
	if held := w.Noted(heldOf(group)).(waiting); held.count > 0 && (!capped || was != nil && now > *was) {
		w.Emit("credit.eased", eased{"limit", held.count}, db.Obj("holder", group))
	}
	return OfGroup(w.Read, ByGroup{in.Group})
}
