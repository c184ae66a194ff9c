package receivable

import (
	"slices"

	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

// DisputePrefix of a dispute's id as people see it.
const DisputePrefix = "dis"

// States of a dispute (domain.md 1.8).
const (
	DisputeOpen     = "open"
	DisputeInReview = "in_review"
	DisputeAccepted = "accepted"
	DisputePartly   = "partially_accepted"
	DisputeRejected = "rejected"
	DisputeClosed   = "closed"
)

// Reasons a customer may contest an invoice for (domain.md 1.8).
var Reasons = []string{"price", "quantity", "quality", "delivery", "po_missing", "tax", "duplicate", "already_paid", "address"}

// Dispute is what a customer contests of an open item, in minor units of its
// currency, tax included. Lines says which lines of the invoice, as the credit
// note takes them; "" is an amount.
type Dispute struct {
	ID         id.ID
	Entity     id.ID
	Customer   id.ID
	Item       id.ID
	Document   id.ID
	Currency   money.Currency
	Amount     money.Amount
	Reason     string
	Lines      string
	Owner      id.ID // the user who settles it
	State      string
	OpenedOn   day.Day
	Credited   money.Amount
	CreditNote id.ID
	Version    int64
}

// Pending tells that the dispute keeps its amount from being collected.
func (d Dispute) Pending() bool { return d.State == DisputeOpen || d.State == DisputeInReview }

// Contest adds an amount to what is contested of an item: at most what is open
// and not disputed yet (refusal receivable.dispute_amount).
func (i Item) Contest(amount money.Amount) (Item, error) {
	if amount <= 0 || amount > i.Collectible() {
		return i, refuse.New(refuse.Conflict, "receivable.dispute_amount", "number", i.Number,
			"open", i.Collectible().In(i.Currency), "amount", amount.In(i.Currency))
	}
	// What payments took of earlier claims is theirs again if money goes back:
	// the claims add up, what counts of them is Disputed.
	i.Contested += amount
	return i, nil
}

// uncontest takes a claim back.
func (i Item) uncontest(amount money.Amount) Item {
	i.Contested -= amount
	return i
}

// to moves the dispute; after a decision its amount is no longer contested.
func (d Dispute) to(state string) (Dispute, error) {
	err := Move(KindDispute, d.State, state)
	d.State = state
	return d, err
}

// Settled is the state after crediting an amount of what was contested: a part
// of it, or all (refusal receivable.dispute_credit when nothing was credited).
func (d Dispute) Settled(credited money.Amount) (Dispute, error) {
	if credited <= 0 {
		return d, refuse.New(refuse.Invalid, "receivable.dispute_credit")
	}
	state := DisputeAccepted
	if credited < d.Amount {
		state = DisputePartly
	}
	d.Credited = credited
	return d.to(state)
}

// reason refuses a code that is none of ours.
func reason(code string) error {
	if slices.Contains(Reasons, code) {
		return nil
	}
	return refuse.New(refuse.Invalid, "receivable.dispute").At("/reason", "receivable.dispute_reason", "reason", code, "known", Reasons)
}
