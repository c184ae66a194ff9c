package stock

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/series"
	"encaisse/o2c/catalog"
	"encaisse/o2c/ledger"
	"encaisse/o2c/seller"
)

// ToCount begins a count.
type ToCount struct {
	Warehouse string   `json:"warehouse,omitempty" doc:"code; the company's first one when left out"`
	SKUs      []string `json:"skus,omitempty" maxItems:"5000" doc:"everything the warehouse ever had when left out"`
}

// Start freezes a sheet of what is on hand. An item is on one open sheet of a
// warehouse at most.
func Start(w *db.Write, in ToCount) (CountView, error) {
	h, err := House(w.Read, in.Warehouse)
	if err != nil {
		return CountView{}, err
	}
	var at []place
	if len(in.SKUs) == 0 {
		items, err := db.All[db.ID](w.Read, qItemsOf, h.ID)
		if err != nil {
			return CountView{}, err
		}
		for _, item := range items {
			at = append(at, place{item, h.ID})
		}
	}
	for _, sku := range in.SKUs {
		i, _, err := goods(w.Read, sku, in.Warehouse)
		if err != nil {
			return CountView{}, err
		}
		at = append(at, place{i.ID, h.ID})
	}
	if len(at) == 0 {
		return CountView{}, refuse.New(refuse.Conflict, "stock.count_empty", "warehouse", h.Code)
	}
	levels, err := lock(w, at)
	if err != nil {
		return CountView{}, err
	}
	c := Count{ID: w.NewID(), Entity: w.Entity, Warehouse: h.ID, State: CountOpen, StartedOn: w.Day(), Version: 1}
	for _, p := range ordered(at) {
		other, err := db.One[string](w.Read, qOnSheet, p.item, h.ID)
		if err == nil {
			err = refuse.New(refuse.Conflict, "stock.count_open", "number", other)
		}
		if err != db.ErrNone {
			return CountView{}, err
		}
		c.Lines = append(c.Lines, CountLine{Count: c.ID, N: int64(len(c.Lines) + 1), Item: p.item, Frozen: levels[p].OnHand})
	}
	w.Emit("stock.count_started", struct{}{}, db.Obj("count", c.ID))
	n, err := series.Yearly(w, "count", "INV", w.Today())
	if err != nil {
		return CountView{}, err
	}
	c.Number = n.Text
	w.Exec(qNewCount, c.ID, c.Entity, c.Number, c.Warehouse, c.State, c.StartedOn, c.PostedOn)
	for _, l := range c.Lines {
		w.Exec(qNewCountLine, l.Count, l.N, l.Item, l.Frozen)
	}
	return viewCount(w.Read, c)
}

// Counted says what was found.
type Counted struct {
	ID    string     `path:"id" json:"-" doc:"id or number"`
	Lines []CountSKU `json:"lines" minItems:"1" maxItems:"5000"`
}

// CountSKU is what was found of an item.
type CountSKU struct {
	SKU      string         `json:"sku"`
	Quantity money.Quantity `json:"quantity"`
}

// Enter notes what was counted; it may be said again until it is posted.
func Enter(w *db.Write, in Counted) (CountView, error) {
	c, err := LockCount(w, in.ID, "enter")
	if err != nil {
		return CountView{}, err
	}
	for _, s := range in.Lines {
		i, err := catalog.Find(w.Read, s.SKU)
		if err != nil {
			return CountView{}, err
		}
		at := -1
		for k, l := range c.Lines {
			if l.Item == i.ID {
				at = k
			}
		}
		if at < 0 {
			return CountView{}, refuse.New(refuse.Invalid, "stock.count_item", "sku", i.SKU, "number", c.Number)
		}
		if s.Quantity < 0 {
			return CountView{}, refuse.New(refuse.Invalid, "stock.count_negative", "sku", i.SKU)
		}
		l := &c.Lines[at]
		l.Known, l.Counted = true, s.Quantity
		w.Exec1(qCountLine, c.ID, l.N, l.Counted)
	}
	w.Exec1(qCountState, c.ID, c.State, c.PostedOn, c.Version)
	w.Emit("stock.counted", struct {
		Lines int `json:"lines"`
	}{len(in.Lines)}, db.Obj("count", c.ID))
	return viewCount(w.Read, c)
}

// CountID names one count.
type CountID struct {
	ID string `path:"id" json:"-" doc:"id or number"`
}

// CancelCount gives a count up: nothing is posted.
func CancelCount(w *db.Write, in CountID) (CountView, error) {
	c, err := LockCount(w, in.ID, "cancel")
	if err != nil {
		return CountView{}, err
	}
	c.State = CountCancelled
	w.Exec1(qCountState, c.ID, c.State, c.PostedOn, c.Version)
	w.Emit("stock.count_cancelled", struct{}{}, db.Obj("count", c.ID))
	return viewCount(w.Read, c)
}

// LevelsOf reads the levels of a count under their locks, in its order.
func LevelsOf(w *db.Write, c Count) ([]Level, error) {
	at := make([]place, len(c.Lines))
	for i, l := range c.Lines {
		at[i] = place{l.Item, c.Warehouse}
	}
	levels, err := lock(w, at)
	out := make([]Level, len(at))
	for i, p := range at {
		out[i] = levels[p]
	}
	return out, err
}

// PostCount posts the differences of a count as adjustments. What is lost
// beyond the goods nobody reserved is taken from reservations, which the caller
// has given up in the orders (order.PostCount).
func PostCount(w *db.Write, c Count, levels []Level) (CountView, error) {
	e, err := seller.Of(w.Read)
	if err != nil {
		return CountView{}, err
	}
	for i, line := range c.Lines {
		q := line.Difference()
		if q == 0 {
			continue
		}
		l, sku := levels[i], ""
		item, err := catalog.Load(w.Read, line.Item)
		if err != nil {
			return CountView{}, err
		}
		if sku = item.SKU; -q > l.OnHand {
			return CountView{}, refuse.New(refuse.Conflict, "stock.count_moved", "sku", sku, "on_hand", l.OnHand, "missing", -q)
		}
		cost, err := l.adjustCost(q, nil, e.Currency)
		if err != nil {
			return CountView{}, err
		}
		loss := l.Bear(-q)
		body := change{Quantity: q, Cost: cost, Reason: "count", Blocked: -loss.Blocked}
		if l.OnHand == 0 && l.Value == 0 {
			w.Exec(qPut, l.Item, l.Warehouse, 0, 0)
		}
		w.Exec1(qChange, l.Item, l.Warehouse, q, -loss.Reserved, -loss.Blocked, cost)
		event := w.Emit("stock.adjusted", body, l.at().objects(db.Obj("count", c.ID))...)
		move(w, l, Adjusted, q, cost, w.Day(), event, c.ID)
		if err := post(w, e, event, ledger.StockAdjustment, cost, sku); err != nil {
			return CountView{}, err
		}
		if q > 0 {
			w.Emit("stock.freed", freed{q}, l.at().objects()...)
		}
	}
	old := c.Version
	c.State, c.PostedOn = CountPosted, w.Day()
	w.Exec1(qCountState, c.ID, c.State, c.PostedOn, old)
	w.Emit("stock.count_posted", struct{}{}, db.Obj("count", c.ID))
	return viewCount(w.Read, c)
}
