package stock

import (
	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

// CountPrefix of a count's id as people see it.
const CountPrefix = "cnt"

// States of a count.
const (
	CountOpen      = "open"
	CountPosted    = "posted"
	CountCancelled = "cancelled"
)

// Count is a sheet of what is on hand in a warehouse, frozen when it was begun,
// and of what was found.
type Count struct {
	ID        id.ID
	Entity    id.ID
	Number    string
	Warehouse id.ID
	State     string
	StartedOn day.Day
	PostedOn  day.Day
	Version   int64
	Lines     []CountLine `db:"-"`
}

// CountLine is an item of it.
type CountLine struct {
	Count   id.ID
	N       int64
	Item    id.ID
	Frozen  money.Quantity
	Known   bool // counted
	Counted money.Quantity
}

// Difference is what was found more (or less, negative) than was frozen.
func (l CountLine) Difference() money.Quantity {
	if !l.Known {
		return 0
	}
	return l.Counted - l.Frozen
}

// can refuses what is not possible with a count that is done.
func (c Count) can(event string) error {
	if c.State != CountOpen {
		return refuse.New(refuse.Conflict, "stock.count_state", "number", c.Number, "state", c.State, "event", event)
	}
	return nil
}

// Loss is how a loss of goods is borne by a level: what is available first,
// then what is blocked; only the rest takes from reservations.
type Loss struct {
	Blocked  money.Quantity
	Reserved money.Quantity
}

// Bear splits a loss.
func (l Level) Bear(loss money.Quantity) Loss {
	rest := max(loss-max(l.Available(), 0), 0)
	blocked := min(rest, l.Blocked)
	return Loss{blocked, rest - blocked}
}
