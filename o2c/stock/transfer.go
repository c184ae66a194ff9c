package stock

import (
	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

// TransferPrefix of a transfer's id as people see it.
const TransferPrefix = "trf"

// States of a transfer: its goods are in transit until they are received.
const (
	TransferSent     = "sent"
	TransferReceived = "received"
)

// Transfer is goods that go from one warehouse to another of the same entity.
type Transfer struct {
	ID         id.ID
	Entity     id.ID
	Number     string
	Source     id.ID
	Target     id.ID
	State      string
	SentOn     day.Day
	ReceivedOn day.Day
	Version    int64
	Lines      []TransferLine `db:"-"`
}

// TransferLine is a quantity of an item and what it cost where it left.
type TransferLine struct {
	Transfer id.ID
	N        int64
	Item     id.ID
	Quantity money.Quantity
	Cost     money.Amount
	Received money.Quantity
}

// received is the transfer as it arrived: quantities by line, or everything
// sent when none is said.
func (t Transfer) received(parts []TransferPart, d day.Day) (Transfer, error) {
	if t.State != TransferSent {
		return t, refuse.New(refuse.Conflict, "stock.transfer_state", "number", t.Number, "state", t.State)
	}
	t.State, t.ReceivedOn = TransferReceived, d
	t.Lines = append([]TransferLine(nil), t.Lines...)
	said := map[int64]bool{}
	for _, p := range parts {
		if p.N < 1 || p.N > int64(len(t.Lines)) {
			return t, refuse.New(refuse.Invalid, "stock.transfer_line", "line", p.N)
		}
		l := &t.Lines[p.N-1]
		if p.Quantity < 0 || p.Quantity > l.Quantity {
			return t, refuse.New(refuse.Invalid, "stock.transfer_more", "line", p.N, "quantity", p.Quantity, "sent", l.Quantity)
		}
		l.Received, said[p.N] = p.Quantity, true
	}
	for i := range t.Lines {
		l := &t.Lines[i]
		switch {
		case len(parts) == 0:
			l.Received = l.Quantity
		case !said[l.N]:
			return t, refuse.New(refuse.Invalid, "stock.transfer_missing", "line", l.N)
		}
	}
	return t, nil
}

// lost is what of a line did not arrive, and its share of the cost.
func (l TransferLine) lost() (money.Quantity, money.Amount, error) {
	q := l.Quantity - l.Received
	cost, err := money.MulDiv(int64(l.Cost), int64(q), int64(l.Quantity))
	return q, money.Amount(cost), err
}
