package credit

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/approval"
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
	guard, err := queue(w, party.Customer{ID: group, Root: group, Number: in.Group}, qBalances)
	if err != nil {
		return Position{}, err
	}
	if _, err := guard(k.Currency, w.Entity); err != nil {
		return Position{}, err
	}
	if k, err = db.One[row](w.Read, qOwn, group); err != nil {
		return Position{}, err
	}
	n := change{k, limit}
	if n.raises() {
		if err := n.allowed(w, "holder", in.Group); err != nil {
			return Position{}, err
		}
	}
	var was *money.Amount
	if k.Limited {
		was = &k.Limit
	}
	w.Exec1(qLimit, group, limit, k.Currency, w.Actor)
	w.Emit("credit.limit_set", limited{was, limit, k.Currency}, db.Obj("holder", group))
	if err := approval.Void(w, group, "limit"); err != nil {
		return Position{}, err
	}
	if held := w.Noted(heldOf(group)).(waiting); held.Count > 0 && (limit == nil || n.raises()) {
		w.Emit("credit.eased", eased{"limit", held.Count}, db.Obj("holder", group))
	}
	return OfGroup(w.Read, ByGroup{in.Group})
}

// regroup locks the rows of the group a customer leaves and of the one he joins
// (each may be himself), and says so: what he owes is kept by customer, so it
// counts there from this transaction on. Orders are asked again where less is
// owed now, and his own, which other limits guard.
func regroup(w *db.Write, c party.Customer, root db.ID, made bool) error {
	if made {
		w.Exec(qInsert, root, c.Currency, nil, w.Actor, w.Actor, w.Day(), w.Day().AddMonths(usualReview))
	}
	for _, holder := range []db.ID{min(c.Root, root), max(c.Root, root)} {
		if _, err := db.Lock[row](w, qLock, holder); err != nil {
			return err
		}
	}
	if err := stillIn(w, c)(); err != nil {
		return err
	}
	held, err := db.All[struct {
		Root, Holder db.ID
		Count        int64
	}](w.Read, qHolding, c.Root, root)
	if err != nil {
		return err
	}
	var left, his int64
	for _, h := range held {
		switch {
		case h.Holder == c.ID:
			his += h.Count
		case h.Root == c.Root:
			left += h.Count
		}
	}
	w.Emit("credit.regrouped", regrouped{c.Root, root}, db.Obj("customer", c.ID))
	if left > 0 {
		w.Emit("credit.eased", eased{"group", left}, db.Obj("holder", c.Root), db.Obj("customer", c.ID))
	}
	if his > 0 {
		w.Emit("credit.eased", eased{"group", his}, db.Obj("holder", root), db.Obj("customer", c.ID))
	}
	return w.Err()
}
