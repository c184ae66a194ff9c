package quote

import (
	"strings"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/series"
)

// Priced is what is offered to a customer, with its totals.
type Priced struct {
	Customer        id.ID
	Entity          id.ID
	Currency        money.Currency
	Net, Tax, Total money.Amount
	Content         Content
	ValidUntil      day.Day // 30 days when zero
	Send            bool
}

// Make keeps what was priced as the first version of a quote.
func Make(w *db.Write, p Priced) (Quote, error) {
	n, err := series.Yearly(w, "quote", "DV", w.Today())
	if err != nil {
		return Quote{}, err
	}
	return add(w, p, n.Text, 1)
}

func add(w *db.Write, p Priced, number string, revision int64) (Quote, error) {
	last, err := until(p.ValidUntil, w.Day())
	if err != nil {
		return Quote{}, err
	}
	q := Quote{ID: w.NewID(), Entity: p.Entity, Number: number, Revision: revision, Customer: p.Customer, Currency: p.Currency, QuotedOn: w.Day(), ValidUntil: last,
		State: Draft, Net: p.Net, Tax: p.Tax, Total: p.Total, Content: db.JSON(p.Content), MadeBy: w.Actor, Version: 1}
	if p.Send {
		q.State = Sent
	}
	insert(w, q)
	emit(w, "quote.made", "", q)
	return q, q.mail(w)
}

// Change prices a quote anew: a draft in its place, one that was sent by a new
// version that supersedes it. At most one version is open.
func Change(w *db.Write, old Quote, p Priced) (Quote, error) {
	if old.State != Draft {
		gone, err := old.to("supersede")
		if err != nil {
			return old, err
		}
		save(w, gone)
		emit(w, "quote.superseded", old.State, gone)
		return add(w, p, old.Number, old.Revision+1)
	}
	q, err := old.to("change")
	if err != nil {
		return q, err
	}
	if q.ValidUntil, err = until(p.ValidUntil, q.QuotedOn); err != nil {
		return q, err
	}
	if p.Send {
		q.State = Sent
	}
	q.Net, q.Tax, q.Total, q.Content = p.Net, p.Tax, p.Total, db.JSON(p.Content)
	if q, err = moved(w, old, q, "quote.changed"); err != nil {
		return q, err
	}
	return q, q.mail(w)
}

// moved keeps a quote that took a step, and says so.
func moved(w *db.Write, old, q Quote, typ string, more ...db.Object) (Quote, error) {
	save(w, q)
	emit(w, typ, old.State, q, more...)
	q.Version++
	return q, w.Err()
}

// ByID names one quote.
type ByID struct {
	ID string `path:"id" json:"-" doc:"id of a version, or number: the latest"`
}

// Send says that a draft goes to the customer: by mail, where he has an address
// and is written to.
func Send(w *db.Write, in ByID) (View, error) {
	old, err := Find(w.Read, in.ID)
	if err != nil {
		return View{}, err
	}
	q, err := old.to("send")
	if err == nil && w.Day() > q.ValidUntil {
		err = q.tooLate()
	}
	if err != nil {
		return View{}, err
	}
	if q, err = moved(w, old, q, "quote.sent"); err != nil {
		return View{}, err
	}
	if err := q.mail(w); err != nil {
		return View{}, err
	}
	return view(w.Read, q)
}

// No is a customer's no.
type No struct {
	ID     string `path:"id" json:"-" doc:"id of a version, or number: the latest"`
	Reason string `json:"reason,omitempty" maxLength:"300"`
}

// Refuse keeps that the customer does not want it, and why.
func Refuse(w *db.Write, in No) (View, error) {
	old, err := Find(w.Read, in.ID)
	if err != nil {
		return View{}, err
	}
	q, err := old.to("refuse")
	if err != nil {
		return View{}, err
	}
	q.Reason = strings.TrimSpace(in.Reason)
	if q, err = moved(w, old, q, "quote.refused"); err != nil {
		return View{}, err
	}
	return view(w.Read, q)
}

// Again is a quote that is to hold longer.
type Again struct {
	ID         string  `path:"id" json:"-" doc:"id of a version, or number: the latest"`
	ValidUntil day.Day `json:"valid_until,omitempty" doc:"30 days from the business day when left out"`
}

// Revalidate lets a quote hold until a later day, also one that is over, and
// sends it again: who calls it has that authority by his role.
func Revalidate(w *db.Write, in Again) (View, error) {
	old, err := Find(w.Read, in.ID)
	if err != nil {
		return View{}, err
	}
	q, err := old.to("revalidate")
	if err != nil {
		return View{}, err
	}
	if q.ValidUntil, err = until(in.ValidUntil, w.Day()); err != nil {
		return View{}, err
	}
	if q, err = moved(w, old, q, "quote.revalidated"); err != nil {
		return View{}, err
	}
	if err := q.mail(w); err != nil {
		return View{}, err
	}
	return view(w.Read, q)
}

// Accept keeps that a quote became an order.
func Accept(w *db.Write, q Quote, order id.ID) error {
	next, err := q.to("accept")
	if err != nil {
		return err
	}
	next.Order = order
	_, err = moved(w, q, next, "quote.accepted", db.Obj("order", order))
	return err
}

// Acceptable refuses a quote that may not be accepted on a day.
func (q Quote) Acceptable(on day.Day) error {
	if q.State == Sent && on > q.ValidUntil || q.State == Expired {
		return q.tooLate()
	}
	_, err := q.to("accept")
	return err
}

func (q Quote) tooLate() error {
	return refuse.New(refuse.Conflict, "quote.over", "number", q.Number, "until", q.ValidUntil)
}

// Due lists quotes of the entity whose last day is over.
func Due(r *db.Read, limit int) ([]db.ID, error) {
	return db.All[db.ID](r, qDue, r.Entity, r.Today(), limit)
}

// Expire ends a quote whose last day is over.
func Expire(w *db.Write, id db.ID) error {
	old, err := db.One[Quote](w.Read, qByID, id)
	if err != nil || old.State != Sent || w.Today() <= old.ValidUntil {
		return err
	}
	q, err := old.to("expire")
	if err != nil {
		return err
	}
	_, err = moved(w, old, q, "quote.expired")
	return err
}
