package stock

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/catalog"
	"encaisse/o2c/ledger"
	"encaisse/o2c/seller"
)

// NewReceipt is goods that arrived.
type NewReceipt struct {
	Warehouse string         `json:"warehouse,omitempty" doc:"code; the company's first one when left out"`
	SKU       string         `json:"sku"`
	Quantity  money.Quantity `json:"quantity"`
	UnitCost  *money.Price   `json:"unit_cost,omitempty" doc:"in the company's currency; when left out that of the expected receipt, else 0"`
	Expected  string         `json:"expected,omitempty" doc:"id or number of the expected receipt they are of, in whole or in part"`
}

// cost is that of a unit.
func (in NewReceipt) cost() money.Price {
	if in.UnitCost == nil {
		return 0
	}
	return *in.UnitCost
}

// Receive puts goods on hand and tells those who wait for them.
func Receive(w *db.Write, in NewReceipt) (v LevelView, err error) {
	var of Expected
	if in.Expected != "" {
		if of, in, err = fulfil(w, in); err != nil {
			return v, err
		}
	}
	i, h, err := goods(w.Read, in.SKU, in.Warehouse)
	if err != nil {
		return LevelView{}, err
	}
	if in.Quantity <= 0 {
		return LevelView{}, refuse.New(refuse.Invalid, "stock.quantity", "quantity", in.Quantity)
	}
	if in.cost() < 0 {
		return LevelView{}, refuse.New(refuse.Invalid, "stock.cost")
	}
	e, err := seller.Of(w.Read)
	if err != nil {
		return LevelView{}, err
	}
	cost, err := money.Extend(in.Quantity, in.cost(), e.Currency)
	if err != nil {
		return LevelView{}, err
	}
	l, err := lockOne(w, i.ID, h.ID)
	if err != nil {
		return LevelView{}, err
	}
	w.Exec(qPut, i.ID, h.ID, in.Quantity, cost)
	objects := l.at().objects()
	if of.ID != 0 {
		objects = of.objects()
	}
	event := w.Emit("stock.received", received{in.Quantity, cost}, objects...)
	move(w, l, Receipt, in.Quantity, cost, w.Day(), event, of.ID)
	l.OnHand, l.Value = l.OnHand+in.Quantity, l.Value+cost
	return view(i.SKU, h.Code, l), post(w, e, event, ledger.StockReceipt, cost, i.SKU)
}

// TakeOver posts stock found when the company arrived, as of a day.
func TakeOver(w *db.Write, in NewReceipt, asOf day.Day) error {
	i, h, err := goods(w.Read, in.SKU, in.Warehouse)
	if err != nil {
		return err
	}
	e, err := seller.Of(w.Read)
	if err != nil {
		return err
	}
	cost, err := money.Extend(in.Quantity, in.cost(), e.Currency)
	if err != nil {
		return err
	}
	if _, err := lockOne(w, i.ID, h.ID); err != nil {
		return err
	}
	w.As.Day = asOf
	w.Exec(qPut, i.ID, h.ID, in.Quantity, cost)
	event := w.Emit("stock.received", received{in.Quantity, cost}, db.Obj("item", i.ID), db.Obj("warehouse", h.ID))
	move(w, Level{Item: i.ID, Warehouse: h.ID}, Opening, in.Quantity, cost, asOf, event, 0)
	return post(w, e, event, ledger.OpeningStock, cost, i.SKU)
}

func goods(r *db.Read, sku, warehouse string) (catalog.Item, Warehouse, error) {
	i, err := catalog.Find(r, sku)
	if err != nil {
		return i, Warehouse{}, err
	}
	if i.Kind != catalog.Goods {
		return i, Warehouse{}, refuse.New(refuse.Conflict, "stock.service", "sku", i.SKU)
	}
	h, err := House(r, warehouse)
	return i, h, err
}

func post(w *db.Write, e seller.Entity, event db.ID, f func(ledger.Chart, ledger.Head, money.Amount) (ledger.Entry, error), cost money.Amount, text string) error {
	entry, err := f(ledger.Chart(e.Chart()), ledger.Head{Day: e.PostingDay(w.Day()), Currency: e.Currency, Text: text}, cost)
	if err != nil {
		return err
	}
	if err := ledger.Post(w, event, entry); err != nil {
		return err
	}
	return w.Err()
}

// Reserve reserves what it can of the wants, place by place under their locks,
// and returns how much of each want was granted, in their order.
func Reserve(w *db.Write, wants []Want, partial bool) ([]money.Quantity, error) {
	granted := make([]money.Quantity, len(wants))
	if len(wants) == 0 {
		return granted, nil
	}
	levels, err := lock(w, places(wants))
	if err != nil {
		return nil, err
	}
	total := map[place]money.Quantity{}
	for i, want := range wants {
		l := levels[want.at()]
		granted[i] = l.Grant(want.Quantity, partial)
		l.Reserved += granted[i]
		levels[want.at()] = l
		total[want.at()] += granted[i]
	}
	for _, p := range sorted(total) {
		w.Exec1(qReserve, p.item, p.warehouse, total[p])
	}
	return granted, nil
}

// Enough reports, under the locks, whether all of the wants can be reserved.
func Enough(w *db.Write, wants []Want) (bool, error) {
	levels, err := lock(w, places(wants))
	if err != nil {
		return false, err
	}
	for _, want := range wants {
		l := levels[want.at()]
		if l.Available() < want.Quantity {
			return false, nil
		}
		l.Reserved += want.Quantity
		levels[want.at()] = l
	}
	return true, nil
}

// Release gives reserved quantities back and says which items are free again.
func Release(w *db.Write, back []Want) error {
	total := sum(back)
	at := sorted(total)
	if len(at) == 0 {
		return nil
	}
	if _, err := lock(w, at); err != nil {
		return err
	}
	for _, p := range at {
		w.Exec1(qReserve, p.item, p.warehouse, -total[p])
		w.Emit("stock.freed", freed{total[p]}, p.objects()...)
	}
	return nil
}

func sum(wants []Want) map[place]money.Quantity {
	total := map[place]money.Quantity{}
	for _, want := range wants {
		total[want.at()] += want.Quantity
	}
	return total
}

// sorted returns the places with a quantity, in the order of locks.
func sorted(total map[place]money.Quantity) []place {
	var at []place
	for p, q := range total {
		if q != 0 {
			at = append(at, p)
		}
	}
	return ordered(at)
}

// Out is a quantity that leaves, of a reserved item.
type Out struct {
	Item     db.ID
	Quantity money.Quantity
}

// Ship takes reserved goods out, in one transaction with the shipment, and
// returns the cost of each.
func Ship(w *db.Write, warehouse, event, document db.ID, outs []Out) ([]money.Amount, error) {
	at := make([]place, len(outs))
	for i, o := range outs {
		at[i] = place{o.Item, warehouse}
	}
	levels, err := lock(w, at)
	if err != nil {
		return nil, err
	}
	costs := make([]money.Amount, len(outs))
	for i, o := range outs {
		l := levels[at[i]]
		if costs[i], err = l.Cost(o.Quantity); err != nil {
			return nil, err
		}
		w.Exec1(qTake, o.Item, warehouse, o.Quantity, costs[i])
		move(w, l, Shipment, -o.Quantity, -costs[i], w.Day(), event, document)
		l.OnHand, l.Reserved, l.Value = l.OnHand-o.Quantity, l.Reserved-o.Quantity, l.Value-costs[i]
		levels[at[i]] = l
	}
	return costs, nil
}

// ShipHistory passes goods of a taken-over shipment through the books: a
// history receipt and the shipment of the same step, at the item's average
// cost (0 if it has none), so that the stock of today is not touched.
func ShipHistory(w *db.Write, warehouse, event, document db.ID, outs []Out) ([]money.Amount, error) {
	costs := make([]money.Amount, len(outs))
	for i, o := range outs {
		l, err := db.One[Level](w.Read, qLevel, o.Item, warehouse)
		if err == db.ErrNone {
			l, err = Level{Item: o.Item, Warehouse: warehouse}, nil
		}
		if err != nil {
			return nil, err
		}
		if l.OnHand > 0 {
			v, err := money.MulDiv(int64(l.Value), int64(o.Quantity), int64(l.OnHand))
			if err != nil {
				return nil, err
			}
			costs[i] = money.Amount(v)
		}
		move(w, l, History, o.Quantity, costs[i], w.Day(), event, document)
		move(w, l, Shipment, -o.Quantity, -costs[i], w.Day(), event, document)
	}
	return costs, nil
}

// Missing gives up reservations of goods that are not on their shelf: they are
// blocked until they are found, so that they are not promised again.
func Missing(w *db.Write, missing []Want) error {
	total := sum(missing)
	at := sorted(total)
	if len(at) == 0 {
		return nil
	}
	if _, err := lock(w, at); err != nil {
		return err
	}
	for _, p := range at {
		w.Exec1(qBlock, p.item, p.warehouse, total[p])
		w.Emit("stock.missing", freed{total[p]}, p.objects()...)
	}
	return nil
}

// ToUnblock names goods that were found again.
type ToUnblock struct {
	Warehouse string         `json:"warehouse,omitempty"`
	SKU       string         `json:"sku"`
	Quantity  money.Quantity `json:"quantity"`
}

// Unblock makes blocked goods available again and tells those who wait.
func Unblock(w *db.Write, in ToUnblock) (LevelView, error) {
	i, h, err := goods(w.Read, in.SKU, in.Warehouse)
	if err != nil {
		return LevelView{}, err
	}
	l, err := lockOne(w, i.ID, h.ID)
	if err != nil {
		return LevelView{}, err
	}
	if in.Quantity <= 0 || in.Quantity > l.Blocked {
		return LevelView{}, refuse.New(refuse.Conflict, "stock.not_blocked", "sku", i.SKU, "blocked", l.Blocked, "quantity", in.Quantity)
	}
	w.Exec1(qUnblock, i.ID, h.ID, in.Quantity)
	w.Emit("stock.unblocked", freed{in.Quantity}, l.at().objects()...)
	l.Blocked -= in.Quantity
	return view(i.SKU, h.Code, l), w.Err()
}
