package stock

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/series"
	"encaisse/o2c/seller"
)

// ToTransfer asks for goods to go to another warehouse.
type ToTransfer struct {
	Source string          `json:"from" doc:"code of the warehouse they leave"`
	Target string          `json:"to" doc:"code of the warehouse they go to"`
	Lines  []TransferGoods `json:"lines" minItems:"1" maxItems:"1000"`
}

// TransferGoods is a quantity of an item.
type TransferGoods struct {
	SKU      string         `json:"sku"`
	Quantity money.Quantity `json:"quantity"`
}

// Send takes available goods out of a warehouse; until they are received in the
// other one they are in transit: nobody's to promise, and still inventory.
func Send(w *db.Write, in ToTransfer) (TransferView, error) {
	source, err := House(w.Read, in.Source)
	if err != nil {
		return TransferView{}, err
	}
	target, err := House(w.Read, in.Target)
	if err != nil {
		return TransferView{}, err
	}
	if source.ID == target.ID {
		return TransferView{}, refuse.New(refuse.Invalid, "stock.transfer_same", "warehouse", source.Code)
	}
	t := Transfer{ID: w.NewID(), Entity: w.Entity, Source: source.ID, Target: target.ID, State: TransferSent, SentOn: w.Day(), Version: 1}
	skus := map[db.ID]string{}
	for _, g := range in.Lines {
		i, _, err := goods(w.Read, g.SKU, in.Source)
		if err != nil {
			return TransferView{}, err
		}
		if g.Quantity <= 0 {
			return TransferView{}, refuse.New(refuse.Invalid, "stock.quantity", "quantity", g.Quantity)
		}
		if skus[i.ID] != "" {
			return TransferView{}, refuse.New(refuse.Invalid, "stock.twice", "sku", i.SKU)
		}
		skus[i.ID] = i.SKU
		t.Lines = append(t.Lines, TransferLine{Transfer: t.ID, N: int64(len(t.Lines) + 1), Item: i.ID, Quantity: g.Quantity})
	}
	if len(t.Lines) == 0 {
		return TransferView{}, refuse.New(refuse.Invalid, "stock.transfer_empty")
	}
	levels, err := lock(w, t.places(t.Source))
	if err != nil {
		return TransferView{}, err
	}
	for i := range t.Lines {
		l := &t.Lines[i]
		from := levels[place{l.Item, t.Source}]
		if free := max(from.Available(), 0); l.Quantity > free {
			return TransferView{}, refuse.New(refuse.Conflict, "stock.adjust_short", "sku", skus[l.Item], "available", free, "quantity", l.Quantity)
		}
		if l.Cost, err = from.Cost(l.Quantity); err != nil {
			return TransferView{}, err
		}
		w.Exec1(qChange, l.Item, t.Source, -l.Quantity, 0, 0, -l.Cost)
		event := w.Emit("stock.sent", received{-l.Quantity, -l.Cost}, from.at().objects(db.Obj("transfer", t.ID))...)
		move(w, from, Sent, -l.Quantity, -l.Cost, w.Day(), event, t.ID)
	}
	n, err := series.Yearly(w, "transfer", "TR", w.Today())
	if err != nil {
		return TransferView{}, err
	}
	t.Number = n.Text
	w.Exec(qNewTransfer, t.ID, t.Entity, t.Number, t.Source, t.Target, t.State, t.SentOn, t.ReceivedOn)
	for _, l := range t.Lines {
		w.Exec(qNewTransferLine, l.Transfer, l.N, l.Item, l.Quantity, l.Cost, l.Received)
	}
	return viewTransfer(w.Read, t)
}

func (t Transfer) places(warehouse db.ID) []place {
	at := make([]place, len(t.Lines))
	for i, l := range t.Lines {
		at[i] = place{l.Item, warehouse}
	}
	return at
}

// ToArrive says what of a transfer arrived.
type ToArrive struct {
	ID    string         `path:"id" json:"-" doc:"id or number"`
	Lines []TransferPart `json:"lines,omitempty" doc:"every line; everything sent when left out; less is lost on the way"`
}

// TransferPart is a quantity of line n.
type TransferPart struct {
	N        int64          `json:"n"`
	Quantity money.Quantity `json:"quantity"`
}

// Arrive puts the goods of a transfer on hand where they went. What did not
// arrive is written off at what it cost: 6037/37.
func Arrive(w *db.Write, in ToArrive) (TransferView, error) {
	old, err := lockTransfer(w, in.ID)
	if err != nil {
		return TransferView{}, err
	}
	t, err := old.received(in.Lines, w.Day())
	if err != nil {
		return TransferView{}, err
	}
	e, err := seller.Of(w.Read)
	if err != nil {
		return TransferView{}, err
	}
	levels, err := lock(w, t.places(t.Target))
	if err != nil {
		return TransferView{}, err
	}
	for _, l := range t.Lines {
		to, of := levels[place{l.Item, t.Target}], db.Obj("transfer", t.ID)
		w.Exec(qPut, l.Item, t.Target, l.Quantity, l.Cost)
		event := w.Emit("stock.arrived", received{l.Quantity, l.Cost}, to.at().objects(of)...)
		move(w, to, Arrived, l.Quantity, l.Cost, w.Day(), event, t.ID)
		to.OnHand, to.Value = to.OnHand+l.Quantity, to.Value+l.Cost
		q, cost, err := l.lost()
		if err != nil {
			return TransferView{}, err
		}
		if q > 0 {
			if _, err = adjust(w, e, t.Number, to, change{Quantity: -q, Cost: -cost, Reason: "transit"}, of); err != nil {
				return TransferView{}, err
			}
		}
		w.Exec1(qTransferLine, t.ID, l.N, l.Received)
	}
	w.Exec1(qTransferDone, t.ID, t.State, t.ReceivedOn, old.Version)
	return viewTransfer(w.Read, t)
}
