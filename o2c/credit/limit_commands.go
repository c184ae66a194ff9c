package credit

import (
	"cmp"
	"errors"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/approval"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
)

// raise is the kind of a limit raised: by authority up to an amount, never by
// who created the customer (domain.md 2.6, quality S17).
var raise = approval.Register(approval.Kind{Name: "credit.limit", Ladder: approval.CreditLadder})

// NewLimit changes a credit limit.
type NewLimit struct {
	Customer string         `path:"customer" json:"-" doc:"id or number"`
	Limit    *money.Decimal `json:"limit" doc:"null: unlimited; 0: prepayment only"`
}

// Limit sets the limit of a customer's own line, in his currency.
func Limit(w *db.Write, in NewLimit) (View, error) {
	c, err := party.Find(w.Read, in.Customer)
	if err != nil {
		return View{}, err
	}
	limit, err := NewCustomer{New: party.New{Currency: c.Currency}, CreditLimit: in.Limit}.limit()
	if err != nil {
		return View{}, err
	}
	if err := Hold(w, c); err != nil {
		return View{}, err
	}
	n, err := wanted(w, c, limit, false)
	if err != nil {
		return View{}, err
	}
	group, err := party.GroupOf(w.Read, c)
	if err != nil {
		return View{}, err
	}
	late, err := receivable.AgreedNow(w.Read, w.Entity, c.ID)
	if err != nil {
		return View{}, err
	}
	return view(c, group, limit, late), n.keep(w, c, c.Currency)
}

// change is a limit about to be changed, under the lock of its group.
type change struct {
	old row
	now any // money.Amount, or nil = unlimited
}

// wanted lets a change pass, or says that it waits for a second person, unless
// somebody answers for it already.
func wanted(w *db.Write, c party.Customer, limit any, answered bool) (change, error) {
	k, err := db.One[row](w.Read, qOwn, c.ID)
	n := change{k, limit}
	if err != nil || answered || !n.raises() {
		return n, err
	}
	return n, n.allowed(w, "customer", c.Number)
}

// lock takes the line that is to be changed, and sees to it that it is still
// as it was when the change was judged.
func (n change) lock(w *db.Write, c party.Customer) error {
	if err := Hold(w, c); err != nil {
		return err
	}
	k, err := db.One[row](w.Read, qOwn, c.ID)
	if err == nil && (k.Limited != n.old.Limited || k.Limit != n.old.Limit) {
		err = &db.Fault{Kind: db.Retry, Stmt: qOwn.Name(), Err: errChanged}
	}
	return err
}

var errChanged = errors.New("the limit was changed meanwhile")

// same tells that nothing changes, raises that he may owe more.
func (n change) same() bool {
	now, capped := n.now.(money.Amount)
	return capped == n.old.Limited && (!capped || now == n.old.Limit)
}

func (n change) raises() bool {
	now, capped := n.now.(money.Amount)
	return n.old.Limited && (!capped || now > n.old.Limit)
}

// allowed wants the authority for the new limit.
func (n change) allowed(w *db.Write, object, number string) error {
	amount := money.Amount(money.Max)
	if now, capped := n.now.(money.Amount); capped {
		amount = now
	}
	return mayOwe(w, n.old, object, number, amount, n.old.was(), n.now)
}

func (k row) was() any {
	if k.Limited {
		return k.Limit
	}
	return nil
}

// mayOwe wants the authority for what a holder may owe from now on.
func mayOwe(w *db.Write, k row, object, number string, amount money.Amount, was, now any) error {
	_, err := approval.Need(w, approval.Ask{Kind: raise, Subject: k.Holder, Object: object, Number: number, Amount: amount, Currency: k.Currency,
		Stamp: db.JSON([]any{was, now, amount, k.Currency}), Maker: k.CreatedBy, Detail: map[string]any{"was": was, "now": now, "currency": k.Currency}})
	return err
}

// keep writes the change, when it is one.
func (n change) keep(w *db.Write, c party.Customer, currency money.Currency) error {
	if n.same() {
		return w.Err()
	}
	w.Exec1(qLimit, c.ID, n.now, currency, w.Actor)
	var was *money.Amount
	if n.old.Limited {
		was = &n.old.Limit
	}
	w.Emit("credit.limit_set", limited{was, n.now, currency}, db.Obj("customer", c.ID))
	if err := approval.Void(w, c.ID, "limit"); err != nil {
		return err
	}
	if n.raises() {
		return Eased(w, c.ID, "limit")
	}
	return w.Err()
}

// NewBlock blocks a customer for new orders, or ends the block.
type NewBlock struct {
	Customer string `path:"customer" json:"-" doc:"id or number"`
	Reason   string `json:"reason" maxLength:"100" doc:"code of the reason; empty ends the block"`
}

// Block sets or ends a block on a customer's orders.
func Block(w *db.Write, in NewBlock) (View, error) {
	c, k, err := own(w, in.Customer)
	if err != nil {
		return View{}, err
	}
	w.Exec1(qBlock, c.ID, in.Reason)
	w.Emit("credit.blocked", blocked{in.Reason}, db.Obj("customer", c.ID))
	if in.Reason == "" {
		err = Eased(w, c.ID, "block")
	}
	group, otherwise := party.GroupOf(w.Read, c)
	late, no := receivable.AgreedNow(w.Read, w.Entity, c.ID)
	return view(c, group, k.was(), late), cmp.Or(err, otherwise, no)
}

// own locks a customer's credit and returns his line as it is stored.
func own(w *db.Write, ref string) (party.Customer, row, error) {
	c, err := party.Find(w.Read, ref)
	if err != nil {
		return c, row{}, err
	}
	if err := Hold(w, c); err != nil {
		return c, row{}, err
	}
	k, err := db.One[row](w.Read, qOwn, c.ID)
	return c, k, err
}
