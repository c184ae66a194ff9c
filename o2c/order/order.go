// Package order captures what customers order, asks credit, and keeps the
// quantities and amounts of each line through its life.
package order

import (
	"slices"
	"strings"

	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/words"
	"encaisse/o2c/credit"
	"encaisse/o2c/party"
)

// Prefix of an order's id as people see it.
const Prefix = "ord"

// State is the stored state of an order (domain.md 1.2). How far it is shipped
// or invoiced is computed from its lines, never stored.
type State string

// The states.
const (
	Draft      State = "draft"
	Confirmed  State = "confirmed"
	CreditHold State = "credit_hold"
	Released   State = "released"
	Closed     State = "closed"
	Cancelled  State = "cancelled"
)

// Told is a state in the words of a refusal.
func (s State) Told() words.Key { return words.Key("order.is." + s) }

// Unfit refuses what the order's state does not allow, and says what it does.
func (o Order) Unfit() error {
	return refuse.New(refuse.Conflict, "order.state", "number", o.Number, "state", o.State.Told(), "allowed", words.Allowed(edges, o.State, "order.may.", "history"))
}

// Order is a customer's order. Amounts are minor units of its currency.
type Order struct {
	ID          id.ID
	Entity      id.ID
	Number      string
	Customer    id.ID
	Root        id.ID // holder of the credit row that guards it
	Currency    money.Currency
	PONumber    string
	OrderedOn   day.Day
	RequestedOn day.Day
	State       State
	Hold        string // failed rules, separated by blanks
	Exceptions  string // JSON
	Hints       string
	Terms       string
	Warehouse   id.ID // where all its goods come from; 0 = chosen by what each warehouse has
	Backorder   bool  // wait for what is missing; otherwise the order is refused whole
	Partial     bool  // ship what is there
	Policy      party.Billing
	ShipCountry string
	ShipRegion  string
	Freight     string        // way of delivery: the code of a tariff
	Residential bool          // delivered to a home
	AllowedPart money.Percent // taken off the whole order, freight apart
	Allowed     money.Amount  // likewise, an amount
	TaxIncluded bool          // prices said with it are with tax included
	ShipTo      id.ID         // delivery address of the customer, 0 = his own
	Priority    int64         // 1 first to 9 last when goods are given out
	PromisedOn  day.Day       // what the customer was told; the day he asked for when not said
	Reason      string        // why a person held or cancelled it
	Net         money.Amount
	Tax         money.Amount
	Total       money.Amount
	Remainder   money.Amount // not shipped, tax included; what it counts in exposure
	Deposit     money.Amount // cashed of its deposit invoices and not deducted, tax included
	EnteredBy   id.ID
	Quote       id.ID        // that it was accepted from: its prices are those of the quote
	AskedOn     day.Day      // last answer of credit
	AskedTotal  money.Amount // about this total
	Content     []byte
	TakenOver   bool
	Version     int64
	Lines       []Line `db:"-"`
	reship      bool   `db:"-"` // the way of delivery was changed: its charge is made again
}

// edges is the table of domain.md 1.2: event, from, to. What is not listed is
// refused.
var edges = map[string]map[State][]State{
	"confirm":          {Draft: {Confirmed, CreditHold}},
	"release":          {CreditHold: {Confirmed, Released}},
	"retry":            {CreditHold: {Confirmed, Released, CreditHold}},
	"plan":             {Confirmed: {Released}, Released: {Released}},
	"history":          {Confirmed: {Released}, Released: {Released}}, // shipped long ago, says the import
	"authorise":        {Draft: {Draft}},
	"amend":            {Draft: {Draft}, Confirmed: {Confirmed, CreditHold}, CreditHold: {CreditHold}, Released: {Released, CreditHold}},
	"hold":             {Confirmed: {CreditHold}, Released: {CreditHold}},
	"recall":           {Released: {Confirmed}},
	"cancel":           {Draft: {Cancelled}, Confirmed: {Cancelled}, CreditHold: {Cancelled}, Released: {Cancelled}},
	"cancel_remainder": {Confirmed: {Confirmed, Released}, CreditHold: {CreditHold}, Released: {Released}}, // a recalled order that had begun to ship is done
	"close":            {Released: {Closed}},
}

// Can refuses an event that the order's state does not allow, or that would
// come between the steps of an import that takes the order over: its goods left
// long ago, and must not leave again from today's stock.
func (o Order) Can(event string) error {
	if _, ok := edges[event][o.State]; !ok {
		return o.Unfit()
	}
	if o.TakenOver && (o.State == Confirmed || o.State == Released) && !slices.Contains(takingOver, event) {
		return refuse.New(refuse.Conflict, "order.taking_over", "number", o.Number)
	}
	return nil
}

// takingOver are the steps of an import, and the way out when it is given up.
var takingOver = []string{"history", "close", "cancel"}

// Edges returns the table, for the check that no order took another path.
func Edges() map[string]map[State][]State { return edges }

// hold keeps the order waiting for the rules that failed.
func (o Order) hold(rules string) Order {
	o.State, o.Hold, o.Remainder = CreditHold, rules, 0
	return o
}

// pass makes the order count and go on: a started one goes back to where the
// rest of it was.
func (o Order) pass(v credit.Verdict) (Order, error) {
	rest, err := o.rest(v.Day)
	if err != nil {
		return o, err
	}
	o.State, o.Hold, o.Remainder = Confirmed, "", rest
	if o.started() {
		o.State = Released
	}
	o.AskedOn, o.AskedTotal = v.Day, o.Total
	return o, nil
}

// HeldByPerson reports whether only a person may let the order go on.
func (o Order) HeldByPerson() bool {
	for rule := range strings.FieldsSeq(o.Hold) {
		if rule == credit.RuleManual {
			return true
		}
	}
	return false
}

// started reports whether something was shipped.
func (o Order) started() bool {
	for _, l := range o.Lines {
		if l.Shipped > 0 {
			return true
		}
	}
	return false
}

// Picked reports whether something is picked.
func (o Order) Picked() bool {
	for _, l := range o.Lines {
		if l.Picked > 0 {
			return true
		}
	}
	return false
}

// left reports whether something is neither shipped nor cancelled.
func (o Order) left() bool {
	for _, l := range o.Lines {
		if l.Left() > 0 {
			return true
		}
	}
	return false
}

// Waits reports whether goods are left to ship.
func (o Order) Waits() bool {
	return slices.ContainsFunc(o.Lines, func(l Line) bool { return l.Goods() && l.Left() > 0 })
}

// complete reports whether every line is shipped or cancelled, and invoiced.
func (o Order) complete() bool {
	for _, l := range o.Lines {
		if l.Left() > 0 || l.Invoiced < l.Shipped {
			return false
		}
	}
	return true
}

// Shipping is how far the order is shipped, computed from its lines.
func (o Order) Shipping() string {
	return progress(o.Lines, func(l Line) (done, of money.Quantity) { return l.Shipped, l.Quantity - l.Cancelled },
		"none", "partially_shipped", "shipped")
}

// Billing is how far the order is invoiced, computed from its lines.
func (o Order) Billing() string {
	return progress(o.Lines, func(l Line) (done, of money.Quantity) { return l.Invoiced, l.Quantity - l.Cancelled },
		"none", "partially_invoiced", "invoiced")
}

func progress(lines []Line, f func(Line) (money.Quantity, money.Quantity), none, part, all string) string {
	any, every := false, true
	for _, l := range lines {
		done, of := f(l)
		any = any || done > 0
		every = every && done >= of
	}
	switch {
	case !any:
		return none
	case every:
		return all
	}
	return part
}
