package invoice

import (
	"encoding/json"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/credit"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/tax"
)

// NewDispute is what a customer contests: lines of an invoice, an amount, or
// all that is open when neither is said.
type NewDispute struct {
	Invoice    string         `json:"invoice" doc:"id or number"`
	Instalment int64          `json:"instalment,omitempty" minimum:"0" doc:"when the invoice falls due in parts"`
	Lines      []Part         `json:"lines,omitempty" maxItems:"2000"`
	Amount     *money.Decimal `json:"amount,omitempty" doc:"tax included"`
	Reason     string         `json:"reason" enum:"price,quantity,quality,delivery,po_missing,tax,duplicate,already_paid,address"`
	Owner      string         `json:"owner,omitempty" doc:"name of the user who settles it"`
}

// Dispute opens a dispute: what is contested is not chased and not late, the
// rest stays collectible (domain.md 1.8).
func Dispute(w *db.Write, in NewDispute) (receivable.DisputeView, error) {
	d := receivable.Dispute{Reason: in.Reason}
	found, items, err := in.target(w.Read)
	if err != nil {
		return receivable.DisputeView{}, err
	}
	c, err := party.Load(w.Read, items[0].Customer)
	if err != nil {
		return receivable.DisputeView{}, err
	}
	if in.Owner != "" {
		if d.Owner, err = receivable.Person(w.Read, in.Owner); err != nil {
			return receivable.DisputeView{}, err
		}
	}
	if err := credit.Hold(w, c); err != nil {
		return receivable.DisputeView{}, err
	}
	open, err := receivable.LockOpen(w, items[0].Document)
	if err != nil {
		return receivable.DisputeView{}, err
	}
	i, err := in.instalment(items[0], open)
	if err != nil {
		return receivable.DisputeView{}, err
	}
	if d.Amount, d.Lines, err = in.contested(w.Read, found, i); err != nil {
		return receivable.DisputeView{}, err
	}
	if d, err = receivable.OpenDispute(w, i, d); err != nil {
		return receivable.DisputeView{}, err
	}
	return receivable.ViewDispute(w.Read, d, 0, 0)
}

// target is the invoice meant and its items; an item of the books before has
// no invoice.
func (in NewDispute) target(r *db.Read) (Invoice, []receivable.Item, error) {
	v, err := Find(r, in.Invoice)
	if err == nil && v.Type == CreditNote {
		return v, nil, refuse.New(refuse.Conflict, "invoice.is_credit_note", "number", v.Number)
	}
	if refuse.Code(err) == "invoice.unknown" {
		items, otherwise := receivable.Referred(r, []string{receivable.Normal(in.Invoice)})
		for _, i := range items {
			if i.Standing() && i.Entity == r.Entity {
				return Invoice{}, []receivable.Item{i}, otherwise
			}
		}
	}
	if err != nil {
		return v, nil, err
	}
	items, err := receivable.ItemsOf(r, v.ID)
	if err == nil && len(items) == 0 {
		err = refuse.New(refuse.Missing, "receivable.unknown")
	}
	return v, items, err
}

// instalment is the item meant: the one said, else the first that is open.
func (in NewDispute) instalment(first receivable.Item, open []receivable.Item) (receivable.Item, error) {
	for _, i := range open {
		if in.Instalment == 0 || i.Instalment == in.Instalment {
			return i, nil
		}
	}
	return first, refuse.New(refuse.Conflict, "invoice.nothing_open", "number", first.Number)
}

// contested is the amount contested, tax included, and the lines as they are kept.
func (in NewDispute) contested(r *db.Read, v Invoice, i receivable.Item) (money.Amount, string, error) {
	switch {
	case len(in.Lines) > 0 && in.Amount != nil:
		return 0, "", refuse.New(refuse.Invalid, "invoice.dispute_what")
	case in.Amount != nil:
		a, err := in.Amount.Amount(i.Currency)
		return a, "", err
	case len(in.Lines) == 0:
		return i.Collectible(), "", nil
	case v.ID == 0:
		return 0, "", refuse.New(refuse.Conflict, "invoice.dispute_opening", "number", i.Number)
	}
	total, err := v.worth(r, in.Lines)
	return total, db.JSON(in.Lines), err
}

// worth is what a credit note of some lines would come to.
func (v Invoice) worth(r *db.Read, parts []Part) (money.Amount, error) {
	v, err := whole(r, v)
	if err != nil {
		return 0, err
	}
	before, err := db.All[tax.Row](r, qNotes, v.ID)
	if err != nil {
		return 0, err
	}
	original, note, err := v.credit(Invoice{Currency: v.Currency}, parts)
	if err != nil {
		return 0, err
	}
	note, err = note.limit(original, before)
	return note.Total, err
}

// ByDispute names a dispute.
type ByDispute struct {
	ID string `path:"id" json:"-"`
}

// locked takes the customer's credit row, then the dispute.
func locked(w *db.Write, ref string) (receivable.Dispute, party.Customer, error) {
	d, err := receivable.FindDispute(w.Read, ref)
	if err != nil {
		return d, party.Customer{}, err
	}
	c, err := party.Load(w.Read, d.Customer)
	if err != nil {
		return d, c, err
	}
	if err := credit.Hold(w, c); err != nil {
		return d, c, err
	}
	d, err = receivable.LockDispute(w, d.ID)
	return d, c, err
}

// ReviewDispute takes a dispute into review.
func ReviewDispute(w *db.Write, in ByDispute) (receivable.DisputeView, error) {
	return moveDispute(w, in.ID, receivable.DisputeInReview)
}

// RejectDispute rejects it: reminders go on at the level reached.
func RejectDispute(w *db.Write, in ByDispute) (receivable.DisputeView, error) {
	return moveDispute(w, in.ID, receivable.DisputeRejected)
}

// CloseDispute closes a dispute that is decided.
func CloseDispute(w *db.Write, in ByDispute) (receivable.DisputeView, error) {
	return moveDispute(w, in.ID, receivable.DisputeClosed)
}

func moveDispute(w *db.Write, ref, state string) (receivable.DisputeView, error) {
	d, _, err := locked(w, ref)
	if err != nil {
		return receivable.DisputeView{}, err
	}
	if d, err = receivable.MoveDispute(w, d, state); err != nil {
		return receivable.DisputeView{}, err
	}
	return receivable.ViewDispute(w.Read, d, 0, 0)
}

// ToAssign names who settles a dispute.
type ToAssign struct {
	ID    string `path:"id" json:"-"`
	Owner string `json:"owner" doc:"name of the user"`
}

// AssignDispute gives a dispute to a person.
func AssignDispute(w *db.Write, in ToAssign) (receivable.DisputeView, error) {
	owner, err := receivable.Person(w.Read, in.Owner)
	if err != nil {
		return receivable.DisputeView{}, err
	}
	d, _, err := locked(w, in.ID)
	if err != nil {
		return receivable.DisputeView{}, err
	}
	if d, err = receivable.AssignDispute(w, d, owner); err != nil {
		return receivable.DisputeView{}, err
	}
	return receivable.ViewDispute(w.Read, d, 0, 0)
}

// ToAccept says what of a dispute is granted.
type ToAccept struct {
	ID    string `path:"id" json:"-"`
	Lines []Part `json:"lines,omitempty" maxItems:"2000" doc:"to credit; the lines contested when left out"`
}

// AcceptDispute grants a dispute in review by a credit note; one that gives
// less than was contested accepts it in part.
func AcceptDispute(w *db.Write, in ToAccept) (receivable.DisputeView, error) {
	d, c, err := locked(w, in.ID)
	if err != nil {
		return receivable.DisputeView{}, err
	}
	if err := receivable.Move(receivable.KindDispute, d.State, receivable.DisputeAccepted); err != nil {
		return receivable.DisputeView{}, err
	}
	v, err := db.One[Invoice](w.Read, qByID, d.Document)
	if err == db.ErrNone {
		i, err := receivable.ItemByID(w.Read, d.Item)
		if err != nil {
			return receivable.DisputeView{}, err
		}
		return receivable.DisputeView{}, refuse.New(refuse.Conflict, "invoice.dispute_opening", "number", i.Number)
	}
	if err != nil {
		return receivable.DisputeView{}, err
	}
	if in.Lines, err = v.granted(w.Read, d, in.Lines); err != nil {
		return receivable.DisputeView{}, err
	}
	granted, err := DraftNote(w, v, c, in.Lines, d.Reason)
	if err != nil {
		return receivable.DisputeView{}, err
	}
	// What was contested is free before the credit note takes it.
	if err := receivable.Uncontest(w, d); err != nil {
		return receivable.DisputeView{}, err
	}
	note, _, err := granted.Issue(w)
	if err != nil {
		return receivable.DisputeView{}, err
	}
	if d, err = receivable.SettleDispute(w, d, note.Total, note.ID); err != nil {
		return receivable.DisputeView{}, err
	}
	return receivable.ViewDispute(w.Read, d, 0, 0)
}

// granted are the lines to credit: those said, else those contested, else all
// when the whole invoice is contested. An amount alone does not say which.
func (v Invoice) granted(r *db.Read, d receivable.Dispute, said []Part) ([]Part, error) {
	if len(said) > 0 {
		return said, nil
	}
	if d.Lines != "" {
		err := json.Unmarshal([]byte(d.Lines), &said)
		return said, err
	}
	all, err := v.worth(r, nil)
	if err != nil {
		return nil, err
	}
	if all > d.Amount {
		return nil, refuse.New(refuse.Invalid, "invoice.dispute_lines", "amount", d.Amount.In(d.Currency), "total", all.In(d.Currency))
	}
	return nil, nil
}
