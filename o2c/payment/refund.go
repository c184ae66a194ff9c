package payment

import (
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
)

// RefundPrefix of a refund's id as people see it.
const RefundPrefix = "rfd"

// States of a refund. Before the first it is asked: a request for the approval
// of a second person, which orders it (domain.md 1.6).
const (
	RefundApproved  = "approved" // ordered from the bank, its entry is posted
	RefundPaid      = "paid"     // the bank carried it out
	RefundCancelled = "cancelled"
	RefundReturned  = "returned" // the bank did not, or sent it back
)

// RefundOrder is a refund: money of a credit that goes back to the customer.
type RefundOrder struct {
	ID       id.ID
	Entity   id.ID
	Customer id.ID // 0 = payer not known
	Credit   id.ID // the open item: a payment, a credit note, a credit taken over
	Currency money.Currency
	Amount   money.Amount
	IBAN     string
	Payee    string
	State    string
	Approval id.ID // 0: there was nobody to ask
	Event    id.ID
	Last     id.ID // the fact that made it what it is
	Version  int64
}

// refundFacts are the transitions: the state a fact leads to, and from which.
var refundFacts = map[string]struct {
	to   string
	from []string
}{
	"refund.ordered":   {RefundApproved, []string{""}},
	"refund.paid":      {RefundPaid, []string{RefundApproved}},
	"refund.cancelled": {RefundCancelled, []string{RefundApproved}},
	"refund.returned":  {RefundReturned, []string{RefundApproved, RefundPaid}},
}

// to is the refund after a fact; a transition that is not listed is refused.
func (o RefundOrder) to(fact string) (RefundOrder, error) {
	f := refundFacts[fact]
	for _, from := range f.from {
		if o.State == from {
			o.State = f.to
			return o, nil
		}
	}
	return o, refuse.New(refuse.Conflict, "refund.state", "refund", o.ID.Text(RefundPrefix), "state", words.Key("refund.is."+o.State))
}

// stands reports whether its money is away.
func (o RefundOrder) stands() bool { return o.State == RefundApproved || o.State == RefundPaid }
