package stock

import (
	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

// ExpectedPrefix of an expected receipt's id as people see it.
const ExpectedPrefix = "exp"

// States of an expected receipt.
const (
	ExpectedWhole     = "expected"
	ExpectedPart      = "partly_received"
	ExpectedReceived  = "received"
	ExpectedCancelled = "cancelled" // what had not come was given up
)

// Expected is goods of one item that a supplier is to bring to a warehouse. It
// is no stock: nothing of it can be reserved before it is there.
type Expected struct {
	ID         id.ID
	Entity     id.ID
	Number     string
	Item       id.ID
	Warehouse  id.ID
	Quantity   money.Quantity
	Received   money.Quantity
	Cancelled  money.Quantity
	ExpectedOn day.Day
	Reference  string      // of the supplier
	UnitCost   money.Price // in the company's currency; 0: nobody said
	Version    int64
}

// Left is what is still to come.
func (x Expected) Left() money.Quantity { return x.Quantity - x.Received - x.Cancelled }

// Late tells whether its day has passed and something is still to come. Nobody
// knows when that comes, so it promises nothing until it has a new day.
func (x Expected) Late(today day.Day) bool { return x.Left() > 0 && x.ExpectedOn < today }

// State is what became of it.
func (x Expected) State() string {
	switch {
	case x.Cancelled > 0:
		return ExpectedCancelled
	case x.Received == 0:
		return ExpectedWhole
	case x.Left() > 0:
		return ExpectedPart
	}
	return ExpectedReceived
}

// announced checks what is expected, and that its day is still to come.
func (x Expected) announced(today day.Day) error {
	wrong := refuse.New(refuse.Invalid, "stock.invalid")
	if x.Quantity <= 0 {
		wrong.At("/quantity", "stock.quantity", "quantity", x.Quantity)
	}
	if x.UnitCost < 0 {
		wrong.At("/unit_cost", "stock.cost")
	}
	if x.ExpectedOn < today {
		wrong.At("/expected_on", "stock.expected_past", "day", x.ExpectedOn, "today", today)
	}
	if len(wrong.Fields) > 0 {
		return wrong
	}
	return nil
}

// open refuses what is all there, or given up.
func (x Expected) open() error {
	if x.Left() <= 0 {
		return refuse.New(refuse.Conflict, "stock.expected_done", "number", x.Number, "state", x.State())
	}
	return nil
}

// change is the expected receipt as somebody says it is now: another quantity,
// day, reference or cost.
func (x Expected) change(in ToExpectAgain, today day.Day) (Expected, error) {
	if err := x.open(); err != nil {
		return x, err
	}
	if in.Quantity != nil && *in.Quantity <= x.Received {
		return x, refuse.New(refuse.Invalid, "stock.invalid").
			At("/quantity", "stock.expected_less", "received", x.Received, "quantity", *in.Quantity)
	}
	if in.UnitCost != nil && *in.UnitCost < 0 {
		return x, refuse.New(refuse.Invalid, "stock.invalid").At("/unit_cost", "stock.cost")
	}
	if in.Quantity != nil {
		x.Quantity = *in.Quantity
	}
	if in.Reference != nil {
		x.Reference = *in.Reference
	}
	if in.UnitCost != nil {
		x.UnitCost = *in.UnitCost
	}
	if in.On == nil || *in.On == x.ExpectedOn { // what is late may be told apart from its day
		return x, nil
	}
	x.ExpectedOn = *in.On
	return x, x.announced(today)
}

// receive is the expected receipt after so much of it came. More than is left
// is refused: who brings more brings something that nobody announced.
func (x Expected) receive(q money.Quantity) (Expected, error) {
	if err := x.open(); err != nil {
		return x, err
	}
	if q > x.Left() {
		return x, refuse.New(refuse.Conflict, "stock.invalid").
			At("/quantity", "stock.expected_more", "number", x.Number, "left", x.Left(), "quantity", q)
	}
	x.Received += q
	return x, nil
}

// cancel gives up what is still to come.
func (x Expected) cancel() (Expected, error) {
	if err := x.open(); err != nil {
		return x, err
	}
	x.Cancelled = x.Left()
	return x, nil
}
