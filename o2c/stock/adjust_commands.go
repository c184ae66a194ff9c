package stock

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/catalog"
	"encaisse/o2c/ledger"
	"encaisse/o2c/seller"
)

// Adjustment is a gain or a loss of goods, with its reason.
type Adjustment struct {
	Warehouse string         `json:"warehouse,omitempty" doc:"code; the company's first one when left out"`
	SKU       string         `json:"sku"`
	Quantity  money.Quantity `json:"quantity" doc:"positive: found; negative: lost"`
	Reason    string         `json:"reason" enum:"found,lost,damaged,expired,theft,sample,internal_use,error" doc:"why"`
	UnitCost  *money.Price   `json:"unit_cost,omitempty" doc:"of what is found; the average cost when left out"`
	Blocked   bool           `json:"blocked,omitempty" doc:"the loss is of blocked goods"`
}

// Adjust posts a gain or a loss that is not reserved for anybody: 6037/37, or
// the reverse (domain.md 5.1).
func Adjust(w *db.Write, in Adjustment) (LevelView, error) {
	i, h, err := goods(w.Read, in.SKU, in.Warehouse)
	if err != nil {
		return LevelView{}, err
	}
	if in.Quantity == 0 {
		return LevelView{}, refuse.New(refuse.Invalid, "stock.quantity_zero")
	}
	e, err := seller.Of(w.Read)
	if err != nil {
		return LevelView{}, err
	}
	l, err := lockOne(w, i.ID, h.ID)
	if err != nil {
		return LevelView{}, err
	}
	c := change{Quantity: in.Quantity, Reason: in.Reason}
	switch {
	case in.Blocked && in.Quantity > 0:
		return LevelView{}, refuse.New(refuse.Invalid, "stock.quantity_zero")
	case in.Blocked:
		c.Blocked = in.Quantity
	}
	if free := l.lossable(in.Blocked); -in.Quantity > free {
		return LevelView{}, refuse.New(refuse.Conflict, "stock.adjust_short", "sku", i.SKU, "available", free, "quantity", -in.Quantity)
	}
	if c.Cost, err = l.adjustCost(in.Quantity, in.UnitCost, e.Currency); err != nil {
		return LevelView{}, err
	}
	l, err = adjust(w, e, i.SKU, l, c)
	if err == nil && in.Quantity > 0 {
		w.Emit("stock.freed", freed{in.Quantity}, l.at().objects()...)
	}
	return view(i.SKU, h.Code, l), err
}

// adjust changes a level by a gain or a loss and posts it.
func adjust(w *db.Write, e seller.Entity, text string, l Level, c change, more ...db.Object) (Level, error) {
	if l.OnHand == 0 && l.Value == 0 {
		w.Exec(qPut, l.Item, l.Warehouse, 0, 0) // it may never have had stock
	}
	w.Exec1(qChange, l.Item, l.Warehouse, c.Quantity, 0, c.Blocked, c.Cost)
	event := w.Emit("stock.adjusted", c, l.at().objects(more...)...)
	move(w, l, Adjusted, c.Quantity, c.Cost, w.Day(), event, 0)
	l.OnHand, l.Blocked, l.Value = l.OnHand+c.Quantity, l.Blocked+c.Blocked, l.Value+c.Cost
	return l, post(w, e, event, ledger.StockAdjustment, c.Cost, text)
}

// ToBlock takes goods out of what may be promised.
type ToBlock struct {
	Warehouse string         `json:"warehouse,omitempty" doc:"code; the company's first one when left out"`
	SKU       string         `json:"sku"`
	Quantity  money.Quantity `json:"quantity"`
	Reason    string         `json:"reason" enum:"damaged,quality,recall,quarantine,missing" doc:"why"`
}

// Block keeps available goods from being promised until they are unblocked.
func Block(w *db.Write, in ToBlock) (LevelView, error) {
	i, h, err := goods(w.Read, in.SKU, in.Warehouse)
	if err != nil {
		return LevelView{}, err
	}
	l, err := lockOne(w, i.ID, h.ID)
	if err != nil {
		return LevelView{}, err
	}
	if in.Quantity <= 0 {
		return LevelView{}, refuse.New(refuse.Invalid, "stock.quantity", "quantity", in.Quantity)
	}
	if free := l.Available(); in.Quantity > free {
		return LevelView{}, refuse.New(refuse.Conflict, "stock.adjust_short", "sku", i.SKU, "available", free, "quantity", in.Quantity)
	}
	l = block(w, l, in.Quantity, in.Reason)
	return view(i.SKU, h.Code, l), w.Err()
}

func block(w *db.Write, l Level, q money.Quantity, reason string, more ...db.Object) Level {
	w.Exec1(qChange, l.Item, l.Warehouse, 0, 0, q, 0)
	w.Emit("stock.blocked", blocked{q, reason}, l.at().objects(more...)...)
	l.Blocked += q
	return l
}

// Back is what came back of an item: all of it at the cost it left with, some
// of it not to be sold again.
type Back struct {
	Item    db.ID
	Good    money.Quantity
	Blocked money.Quantity // kept apart
	Scrap   money.Quantity // thrown away
	Cost    money.Amount   // of all of it
}

// TakeBack puts goods a customer returned on hand at the cost of their
// shipment, blocks what is to be kept apart and writes off what is not worth
// it: 37/6037, and 6037/37 of the scrap.
func TakeBack(w *db.Write, warehouse db.ID, backs []Back, of ...db.Object) error {
	e, err := seller.Of(w.Read)
	if err != nil {
		return err
	}
	at := make([]place, len(backs))
	for i, b := range backs {
		at[i] = place{b.Item, warehouse}
	}
	levels, err := lock(w, at)
	if err != nil {
		return err
	}
	for i, b := range backs {
		l, q := levels[at[i]], b.Good+b.Blocked+b.Scrap
		item, err := catalog.Load(w.Read, b.Item)
		if err != nil {
			return err
		}
		w.Exec(qPut, l.Item, l.Warehouse, q, b.Cost)
		event := w.Emit("stock.returned", received{q, b.Cost}, l.at().objects(of...)...)
		move(w, l, Return, q, b.Cost, w.Day(), event, 0)
		if err := post(w, e, event, ledger.StockReturn, b.Cost, item.SKU); err != nil {
			return err
		}
		l.OnHand, l.Value = l.OnHand+q, l.Value+b.Cost
		if b.Blocked > 0 {
			l = block(w, l, b.Blocked, "damaged", of...)
		}
		if b.Scrap > 0 {
			cost, err := l.Cost(b.Scrap)
			if err != nil {
				return err
			}
			if l, err = adjust(w, e, item.SKU, l, change{Quantity: -b.Scrap, Cost: -cost, Reason: "damaged"}, of...); err != nil {
				return err
			}
		}
		levels[at[i]] = l
	}
	return w.Err()
}
