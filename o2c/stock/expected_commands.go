package stock

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/series"
	"encaisse/o2c/catalog"
)

// ToExpect announces goods that are to come.
type ToExpect struct {
	Warehouse string         `json:"warehouse,omitempty" doc:"code; the company's first one when left out"`
	SKU       string         `json:"sku"`
	Quantity  money.Quantity `json:"quantity"`
	On        day.Day        `json:"expected_on" doc:"the day they are to be there, today or later"`
	Reference string         `json:"reference,omitempty" maxLength:"60" doc:"of the supplier's order or delivery"`
	UnitCost  money.Price    `json:"unit_cost,omitempty" doc:"in the company's currency; what arrives without a cost takes it"`
}

// Expect announces goods that a supplier is to bring: orders can be promised a
// day by them, and they are on order when one looks at what to order.
func Expect(w *db.Write, in ToExpect) (ExpectedView, error) {
	i, h, err := goods(w.Read, in.SKU, in.Warehouse)
	if err != nil {
		return ExpectedView{}, err
	}
	x := Expected{ID: w.NewID(), Entity: w.Entity, Item: i.ID, Warehouse: h.ID, Quantity: in.Quantity, ExpectedOn: in.On, Reference: in.Reference, UnitCost: in.UnitCost, Version: 1}
	if err := x.announced(w.Day()); err != nil {
		return ExpectedView{}, err
	}
	n, err := series.Yearly(w, "expected", "RA", w.Today())
	if err != nil {
		return ExpectedView{}, err
	}
	x.Number = n.Text
	w.Exec(qNewExpected, x.ID, x.Entity, x.Number, x.Item, x.Warehouse, x.Quantity, x.Received, x.Cancelled, x.ExpectedOn, x.Reference, x.UnitCost, x.Left())
	w.Emit("stock.expected", x.said(), x.objects()...)
	return viewExpected(w.Read, x, w.Day())
}

// said is the body of a fact that says what is expected.
func (x Expected) said() expected { return expected{x.Quantity, x.ExpectedOn, x.Reference, x.UnitCost} }

// objects are what a fact about an expected receipt touches.
func (x Expected) objects() []db.Object {
	return place{x.Item, x.Warehouse}.objects(db.Obj("expected", x.ID))
}

// ToExpectAgain changes what is expected.
type ToExpectAgain struct {
	ID        string          `path:"id" json:"-" doc:"id or number"`
	On        *day.Day        `json:"expected_on,omitempty" doc:"the new day, today or later"`
	Quantity  *money.Quantity `json:"quantity,omitempty" doc:"in all, what came already included"`
	Reference *string         `json:"reference,omitempty" maxLength:"60"`
	UnitCost  *money.Price    `json:"unit_cost,omitempty" doc:"of what is still to come; what came keeps its own"`
}

// ExpectAgain changes the day, the quantity, the reference or the cost of goods
// that are to come.
func ExpectAgain(w *db.Write, in ToExpectAgain) (ExpectedView, error) {
	old, err := lockExpected(w, in.ID)
	if err != nil {
		return ExpectedView{}, err
	}
	x, err := old.change(in, w.Day())
	if err != nil {
		return ExpectedView{}, err
	}
	if x != old {
		x.save(w, old)
		w.Emit("stock.expected_changed", x.said(), x.objects()...)
	}
	return viewExpected(w.Read, x, w.Day())
}

// ExpectNoMore gives up what of an expected receipt has not come.
func ExpectNoMore(w *db.Write, in ExpectedID) (ExpectedView, error) {
	old, err := lockExpected(w, in.ID)
	if err != nil {
		return ExpectedView{}, err
	}
	x, err := old.cancel()
	if err != nil {
		return ExpectedView{}, err
	}
	x.save(w, old)
	w.Emit("stock.expected_cancelled", freed{x.Cancelled}, x.objects()...)
	return viewExpected(w.Read, x, w.Day())
}

// save keeps what changed of it.
func (x Expected) save(w *db.Write, old Expected) {
	w.Exec1(qSaveExpected, x.ID, x.Quantity, x.Received, x.Cancelled, x.ExpectedOn, x.Reference, old.Version, x.Left(), x.UnitCost)
}

// fulfil is the expected receipt that goods which arrive say they are of, under
// its lock: the same item, in the same warehouse, which need not be said again,
// nor need their cost.
func fulfil(w *db.Write, in NewReceipt) (Expected, NewReceipt, error) {
	old, err := lockExpected(w, in.Expected)
	if err != nil {
		return old, in, err
	}
	of, err := catalog.Load(w.Read, old.Item)
	if err != nil {
		return old, in, err
	}
	code, err := Code(w.Read, old.Warehouse)
	if err != nil {
		return old, in, err
	}
	if in.Warehouse == "" {
		in.Warehouse = code
	}
	if in.UnitCost == nil {
		in.UnitCost = &old.UnitCost
	}
	i, h, err := goods(w.Read, in.SKU, in.Warehouse)
	if err != nil {
		return old, in, err
	}
	if i.ID != old.Item || h.ID != old.Warehouse {
		return old, in, refuse.New(refuse.Conflict, "stock.expected_other", "number", old.Number, "sku", of.SKU, "warehouse", code)
	}
	x, err := old.receive(in.Quantity)
	if err == nil && in.Quantity > 0 { // what is none is refused below
		x.save(w, old)
	}
	return x, in, err
}
