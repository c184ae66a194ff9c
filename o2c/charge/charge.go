// Package charge asks customers for what their lateness costs: penalties, the
// fixed charge for recovery, the bank's fee of a returned payment. None of it is
// a supply, so that none of it bears a tax (domain.md 3.5): a charge is no
// invoice, and has a series of its own.
package charge

import (
	"strings"

	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/o2c/ledger"
	"encaisse/o2c/receivable"
)

// Prefix begins the ids of charges as people see them; their numbers begin with
// numberPrefix. Facts that books name begin with factPrefix.
const (
	Prefix       = "chg"
	numberPrefix = "PE"
	factPrefix   = "fct"
)

// When a customer is charged.
const (
	Never    = "never"
	OnDemand = "on_demand" // a person asks for it
	Monthly  = "monthly"   // once a month, up to its last day
	WithLast = "final_reminder"
)

// Why a charge was made.
const (
	byDemand   = "demand"
	byMonth    = "month"
	byReminder = "reminder"
	byReturn   = "return"
)

// Kinds of line, and parts that may be waived.
const (
	Penalty   = "penalty"
	Indemnity = "indemnity"
	Fee       = "fee"
	credited  = "credited" // of the penalties, those on what credit notes took back
)

// payable is how many days a customer has to pay a charge: those of French law
// where nothing was agreed (domain.md 3.2).
const payable = 30

// Policy says when, and for what, a customer is charged, from a day on.
type Policy struct {
	ID        id.ID
	Entity    id.ID
	Customer  id.ID // 0 = every customer
	ValidFrom day.Day
	Mode      string
	Indemnity bool
	Fees      bool
	Apart     bool
	Least     money.Amount
	Version   int64
}

// usual is the policy of who said nothing: nobody is charged unless asked for.
var usual = Policy{Mode: OnDemand, Indemnity: true}

// policyOn is the one in force of rows by day: the customer's own, else everybody's.
func policyOn(rows []Policy, customer id.ID, on day.Day) Policy {
	found := usual
	for _, p := range rows {
		if p.ValidFrom <= on && (p.Customer == customer || p.Customer == 0 && found.Customer == 0) {
			found = p
		}
	}
	return found
}

// Charge is one, in minor units of its currency.
type Charge struct {
	ID          id.ID
	Entity      id.ID
	Series      id.ID
	Position    int64
	Number      string
	Customer    id.ID
	Currency    money.Currency
	IssuedOn    day.Day
	DueOn       day.Day
	UpTo        day.Day
	Why         string
	Penalties   money.Amount
	Indemnities money.Amount
	Fees        money.Amount
	Total       money.Amount
	Apart       bool
	Event       id.ID

	Lines []Line       `db:"-"`
	Home  money.Amount `db:"-"` // the total in the company's currency: its fact and its open item tell it
}

// worth is how it was booked in the company's currency.
func (c Charge) worth() ledger.Worth { return ledger.Worth{Amount: c.Total, Home: c.Home} }

// Line is what it is for: interest on what was unpaid of an item from one day
// to another, both counted, at one rate; or an amount.
type Line struct {
	Kind     string        `json:"kind"`
	Document id.ID         `json:"document"`
	Item     id.ID         `json:"item,omitempty"`
	Number   string        `json:"number"`
	Base     money.Amount  `json:"base,omitempty"`
	From     day.Day       `json:"from,omitempty"`
	To       day.Day       `json:"to,omitempty"`
	Rate     money.Percent `json:"rate,omitempty"`
	Amount   money.Amount  `json:"amount"`
}

// summed is the charge with the sums of its lines.
func (c Charge) summed() Charge {
	c.Penalties, c.Indemnities, c.Fees = 0, 0, 0
	for _, l := range c.Lines {
		switch l.Kind {
		case Penalty:
			c.Penalties += l.Amount
		case Indemnity:
			c.Indemnities += l.Amount
		case Fee:
			c.Fees += l.Amount
		}
	}
	c.Total = c.Penalties + c.Indemnities + c.Fees
	return c
}

// Numbered reports whether a number is one of a charge, not of an invoice.
func Numbered(number string) bool { return strings.HasPrefix(number, numberPrefix+"-") }

// item is the open item of the charge.
func (c Charge) item() receivable.Item {
	return receivable.Item{ID: c.ID, Customer: c.Customer, Currency: c.Currency, Kind: receivable.Charge, Document: c.ID, Number: c.Number,
		Reference: receivable.Normal(c.Number), Instalment: 1, IssuedOn: c.IssuedOn, DueOn: c.DueOn, Total: c.Total, Home: c.Home, Event: c.Event}
}

// Waiver is what of a charge is waived.
type Waiver struct {
	ID          id.ID
	Charge      id.ID
	Penalties   money.Amount
	Indemnities money.Amount
	Fees        money.Amount
	Reason      string
	Event       id.ID

	Home money.Amount `db:"-"` // all of it in the company's currency: its share of what is open of the charge
}

func (x Waiver) worth() ledger.Worth { return ledger.Worth{Amount: x.Total(), Home: x.Home} }

// Total is all that it waives.
func (x Waiver) Total() money.Amount { return x.Penalties + x.Indemnities + x.Fees }

// waive is a waiver of an amount of what is left of the parts asked for (all
// when none is named): penalties first, then fixed charges, then fees; ok is
// false when so much is not left of them.
func (c Charge) waive(part string, amount money.Amount, before []Waiver) (x Waiver, ok bool) {
	left := Waiver{Penalties: c.Penalties, Indemnities: c.Indemnities, Fees: c.Fees}
	for _, b := range before {
		left.Penalties, left.Indemnities, left.Fees = left.Penalties-b.Penalties, left.Indemnities-b.Indemnities, left.Fees-b.Fees
	}
	for _, p := range []struct {
		kind     string
		left, to *money.Amount
	}{{Penalty, &left.Penalties, &x.Penalties}, {Indemnity, &left.Indemnities, &x.Indemnities}, {Fee, &left.Fees, &x.Fees}} {
		if part == "" || part == p.kind {
			*p.to = min(amount, *p.left)
			amount -= *p.to
		}
	}
	return x, amount == 0
}

// remains is what is not waived of the parts asked for.
func (c Charge) remains(part string, before []Waiver) (sum money.Amount) {
	for _, p := range []struct {
		kind  string
		total money.Amount
		of    func(Waiver) money.Amount
	}{{Penalty, c.Penalties, func(x Waiver) money.Amount { return x.Penalties }}, {Indemnity, c.Indemnities, func(x Waiver) money.Amount { return x.Indemnities }},
		{Fee, c.Fees, func(x Waiver) money.Amount { return x.Fees }}} {
		if part == "" || part == p.kind {
			sum += p.total
			for _, b := range before {
				sum -= p.of(b)
			}
		}
	}
	return sum
}
