package receivable

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

// disputed is the body of a dispute's facts.
type disputed struct {
	Amount   money.Amount   `json:"amount"`
	Currency money.Currency `json:"currency"`
	Reason   string         `json:"reason"`
	State    string         `json:"state"`
}

// OpenDispute contests an amount of an item that is held under its lock. The
// caller holds the customer's credit row: what is disputed is not late.
func OpenDispute(w *db.Write, i Item, d Dispute) (Dispute, error) {
	if err := reason(d.Reason); err != nil {
		return d, err
	}
	contested, err := i.Contest(d.Amount)
	if err != nil {
		return d, err
	}
	d.ID, d.Entity, d.Customer, d.Item, d.Document, d.Currency = w.NewID(), i.Entity, i.Customer, i.ID, i.Document, i.Currency
	d.State, d.OpenedOn, d.Version = DisputeOpen, w.Day(), 1
	w.Exec(qDisputeNew, d.ID, d.Entity, d.Customer, d.Item, d.Document, d.Currency, d.Amount, d.Reason, d.Lines, d.Owner, d.State,
		d.OpenedOn, d.Credited, nil)
	save(w, i, contested)
	tellDispute(w, "dispute.opened", d, d.Amount)
	return d, w.Err()
}

// MoveDispute brings a dispute, held under its lock, to a state: what it
// contested is collectible again when it is decided.
func MoveDispute(w *db.Write, old Dispute, state string) (Dispute, error) {
	d, err := old.to(state)
	if err != nil {
		return old, err
	}
	if old.Pending() && !d.Pending() {
		if err := Uncontest(w, old); err != nil {
			return old, err
		}
	}
	return decided(w, old, d)
}

// Uncontest lets what a dispute contests be collected again, or credited.
func Uncontest(w *db.Write, d Dispute) error {
	i, err := lockItem(w, d.Item)
	if err != nil {
		return err
	}
	save(w, i, i.uncontest(d.Amount))
	return nil
}

// SettleDispute decides a dispute by what a credit note gave, after Uncontest.
func SettleDispute(w *db.Write, old Dispute, credited money.Amount, note db.ID) (Dispute, error) {
	d, err := old.Settled(credited)
	if err != nil {
		return old, err
	}
	d.CreditNote = note
	return decided(w, old, d)
}

// disputeFacts are the facts of the states.
var disputeFacts = map[string]string{
	DisputeInReview: "dispute.in_review", DisputeAccepted: "dispute.accepted", DisputePartly: "dispute.partially_accepted",
	DisputeRejected: "dispute.rejected", DisputeClosed: "dispute.closed",
}

func decided(w *db.Write, old, d Dispute) (Dispute, error) {
	keepDispute(w, old, d)
	d.Version = old.Version + 1
	tellDispute(w, disputeFacts[d.State], d, d.Amount)
	return d, w.Err()
}

// AssignDispute gives a dispute to a person.
func AssignDispute(w *db.Write, old Dispute, owner db.ID) (Dispute, error) {
	d := old
	d.Owner = owner
	if d.State == DisputeClosed {
		return old, refuse.New(refuse.Conflict, "receivable.transition", "state", old.State, "wanted", "owner")
	}
	keepDispute(w, old, d)
	d.Version = old.Version + 1
	tellDispute(w, "dispute.assigned", d, d.Amount)
	return d, w.Err()
}

func tellDispute(w *db.Write, typ string, d Dispute, amount money.Amount) {
	objects := []db.Object{db.Obj("dispute", d.ID), db.Obj("item", d.Item), db.Obj("invoice", d.Document), db.Obj("customer", d.Customer)}
	if d.Owner != 0 {
		objects = append(objects, db.Object{Kind: "user", ID: d.Owner, As: "owner"})
	}
	event := w.Emit(typ, disputed{amount, d.Currency, d.Reason, d.State}, objects...)
	Record(w, KindDispute, d.ID, event, d.State, amount, w.Day())
}
