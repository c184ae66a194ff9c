package portal

import (
	"encaisse/base/id"
	"encaisse/base/money"
)

// CheckoutPrefix begins the ids of checkouts: what the provider is told.
const CheckoutPrefix = "chk"

// States of a checkout. From asked to pending nobody knows the end yet; only
// paid is for ever, since the provider may speak late.
const (
	Asked   = "asked"   // written down, the provider not asked yet, or not heard of
	Open    = "open"    // the customer may pay at the provider's
	Unsure  = "unsure"  // the provider did not answer: to verify
	Pending = "pending" // the customer paid, the provider waits for the money
	Refused = "refused"
	Expired = "expired"
	Paid    = "paid"
)

// Checkout is what a customer set out to pay by a provider, in minor units.
type Checkout struct {
	ID       id.ID
	Entity   id.ID
	Customer id.ID
	Currency money.Currency
	Amount   money.Amount
	Provider string
	Token    string // the provider's name for it
	URL      string // where the customer pays
	State    string
	OpenedAt int64
	Payment  id.ID  // the money that came of it, 0 for none
	Charge   string // the provider's name for that money
	Event    id.ID
	Version  int64
}

// Going tells that nobody knows yet how it ends.
func (c Checkout) Going() bool {
	return c.State == Asked || c.State == Open || c.State == Unsure || c.State == Pending
}

// Share is how much of a checkout is for a document.
type Share struct {
	Document id.ID
	Amount   money.Amount
}

// Heard is what a provider tells of a checkout, its signature checked.
type Heard struct {
	Provider string
	Token    string // of the event: the same event has the same
	Checkout id.ID
	Kind     string // paid, refused, pending, expired
	Amount   money.Amount
	Currency money.Currency
	Fee      money.Amount
	Charge   string // the provider's name for the money, of paid
}

// What becomes of an event.
const (
	effectPaid     = "paid"     // money: a payment, applied to what was chosen
	effectMore     = "more"     // money once more, a charge of its own: a payment, not applied
	effectState    = "state"    // another state, no money
	effectNothing  = "nothing"  // said before, or late
	effectMismatch = "mismatch" // another amount, currency or provider: nothing is believed
)

// rank orders what a provider may say: what is heard late or in another order
// never takes anything back.
var rank = map[string]int{Asked: 0, Unsure: 0, Open: 1, Pending: 2, Expired: 3, Refused: 4, Paid: 5}

// hear decides what an event means for a checkout. Its state afterwards is the
// highest of all that was said, so the order of events does not count.
func (c Checkout) hear(h Heard) (Checkout, string) {
	switch {
	case h.Provider != c.Provider || h.Currency != c.Currency || h.Kind == Paid && (h.Amount != c.Amount || h.Charge == "" || h.Fee < 0 || h.Fee >= h.Amount):
		return c, effectMismatch
	case h.Kind == Paid && c.State == Paid && h.Charge != c.Charge:
		return c, effectMore
	case rank[h.Kind] <= rank[c.State]:
		return c, effectNothing
	case h.Kind == Paid:
		c.State, c.Charge = Paid, h.Charge
		return c, effectPaid
	}
	c.State = h.Kind
	return c, effectState
}
