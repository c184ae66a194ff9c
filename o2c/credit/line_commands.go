package credit

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/approval"
	"encaisse/o2c/seller"
)

// LinePrefix of a credit line's id as people see it.
const LinePrefix = "crl"

// NewExtra opens a line beside a customer's base limit: a temporary one, added
// to it while it lasts, or one of a legal entity, watched beside it.
type NewExtra struct {
	Customer string        `path:"customer" json:"-" doc:"id or number"`
	Amount   money.Decimal `json:"amount"`
	From     day.Day       `json:"from,omitempty" doc:"first day; the business day when left out"`
	To       day.Day       `json:"to,omitempty" doc:"last day of a temporary line"`
	Entity   string        `json:"entity,omitempty" doc:"id or name: the limit of this legal entity, without days"`
}

// ExtraView is a line beside the base limit as doors show it.
type ExtraView struct {
	ID       string      `json:"id"`
	Customer string      `json:"customer"`
	Entity   *string     `json:"entity" doc:"null: temporary, of the organisation"`
	Amount   money.Money `json:"amount"`
	From     day.Day     `json:"from"`
	To       day.Day     `json:"to"`
	Active   bool        `json:"active"`
}

func extraView(number string, c money.Currency, e extra, active bool) ExtraView {
	v := ExtraView{e.ID.Text(LinePrefix), number, nil, e.Amount.In(c), e.From, e.To, active}
	if e.Entity != 0 {
		id := e.Entity.Text(seller.Prefix)
		v.Entity = &id
	}
	return v
}

// OpenLine opens a line beside the base limit. More credit needs the authority
// for what the customer may owe with it; ended lines free nothing.
func OpenLine(w *db.Write, in NewExtra) (ExtraView, error) {
	c, k, err := own(w, in.Customer)
	if err != nil {
		return ExtraView{}, err
	}
	e, err := in.extra(w, k)
	if err != nil {
		return ExtraView{}, err
	}
	all, err := k.extras(w.Read)
	if err != nil {
		return ExtraView{}, err
	}
	var was *extra
	most, more := k.Limit+e.Amount, e.temporary()
	for i, o := range all {
		switch {
		case e.temporary() && o.temporary():
			most += o.Amount
		case !e.temporary() && o.Entity == e.Entity:
			was, most, more = &all[i], e.Amount, e.Amount > o.Amount
		}
	}
	if more {
		if err := mayOwe(w, k, "customer", c.Number, most, k.was(), e.said()); err != nil {
			return ExtraView{}, err
		}
	}
	if was != nil {
		end(w, *was, "replaced")
	}
	e.ID = w.NewID()
	e.Event = w.Emit("credit.line_opened", e.said(), db.Obj("customer", c.ID), db.Obj("credit_line", e.ID))
	w.Exec(qExtra, e.ID, e.Holder, e.Entity, e.Amount, e.From, e.To, e.Begun, e.Event, w.Actor)
	w.Exec1(qMoreLine, c.ID, 1)
	if err := approval.Void(w, c.ID, "limit"); err != nil {
		return ExtraView{}, err
	}
	if more && e.Begun {
		err = Eased(w, c.ID, "line")
	}
	return extraView(c.Number, k.Currency, e, true), err
}

// extra checks what was asked for.
func (in NewExtra) extra(w *db.Write, k row) (extra, error) {
	amount, err := in.Amount.Amount(k.Currency)
	if err != nil {
		return extra{}, err
	}
	e := extra{Holder: k.Holder, Amount: amount, From: in.From, To: in.To}
	if in.Entity != "" {
		v, err := seller.Show(w.Read, seller.ByID{ID: in.Entity})
		if err != nil {
			return e, err
		}
		e.Entity, _ = db.ParseID(seller.Prefix, v.ID)
	}
	if e.From.IsZero() && e.temporary() {
		e.From = w.Day()
	}
	e.Begun = e.From <= w.Day()
	switch r := refuse.New(refuse.Invalid, "credit.line"); {
	case amount < 0 || amount == 0 && e.temporary():
		return e, r.At("/amount", "credit.line_amount")
	case e.temporary() && (e.To < e.From || e.To < w.Day()):
		return e, r.At("/to", "credit.line_days")
	case !e.temporary() && (!e.From.IsZero() || !e.To.IsZero()):
		return e, r.At("/entity", "credit.line_entity")
	case e.temporary() && !k.Limited:
		return e, refuse.New(refuse.Conflict, "credit.unlimited")
	}
	return e, nil
}

// said is the line as its facts say it.
func (e extra) said() lined { return lined{e.Amount, e.From, e.To, int64(e.Entity)} }

// end closes a line.
func end(w *db.Write, e extra, why string) {
	event := w.Emit("credit.line_ended", lineEnd{why}, db.Obj("customer", e.Holder), db.Obj("credit_line", e.ID))
	w.Exec1(qExtraEnd, e.ID, event)
	w.Exec1(qMoreLine, e.Holder, -1)
}

// ByLine names one line of a customer.
type ByLine struct {
	Customer string `path:"customer" json:"-" doc:"id or number"`
	ID       string `path:"id" json:"-" doc:"crl_…"`
}

// EndLine ends a line before its last day, or that of an entity. Without an
// entity's own line only the base limit is watched, so that may be a raise.
func EndLine(w *db.Write, in ByLine) (ExtraView, error) {
	c, k, err := own(w, in.Customer)
	if err != nil {
		return ExtraView{}, err
	}
	all, err := k.extras(w.Read)
	if err != nil {
		return ExtraView{}, err
	}
	id, _ := db.ParseID(LinePrefix, in.ID)
	for _, e := range all {
		if e.ID != id {
			continue
		}
		if !e.temporary() {
			if err := mayOwe(w, k, "customer", c.Number, max(k.Limit, e.Amount), e.said(), nil); err != nil {
				return ExtraView{}, err
			}
		}
		end(w, e, "ended")
		if !e.temporary() {
			err = Eased(w, c.ID, "line")
		}
		return extraView(c.Number, k.Currency, e, false), err
	}
	return ExtraView{}, refuse.New(refuse.Missing, "credit.line_unknown", "line", in.ID)
}

// Turning lists customers with temporary lines that begin or have ended.
func Turning(r *db.Read, limit int) ([]db.ID, error) {
	return db.All[db.ID](r, qTurning, r.Today(), limit)
}

// Turn ends the temporary lines of a customer whose last day is over, and asks
// orders that wait again when one begins.
func Turn(w *db.Write, customer db.ID) error {
	c, k, err := own(w, partyID(customer))
	if err != nil {
		return err
	}
	all, err := k.extras(w.Read)
	for _, e := range all {
		switch {
		case !e.temporary():
		case e.To < w.Today():
			end(w, e, "expired")
		case !e.Begun && e.From <= w.Today():
			w.Exec1(qExtraOn, e.ID)
			if err := Eased(w, c.ID, "line"); err != nil {
				return err
			}
		}
	}
	return err
}
