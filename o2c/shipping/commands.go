package shipping

import (
	"slices"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/base/series"
	"encaisse/o2c/catalog"
	"encaisse/o2c/credit"
	"encaisse/o2c/ledger"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
	"encaisse/o2c/stock"
)

// ToPlan asks for a shipment of an order.
type ToPlan struct {
	Order     string `json:"order" doc:"id or number"`
	Warehouse string `json:"warehouse,omitempty" doc:"code; the one where its goods are reserved when left out"`
	Lines     []Part `json:"lines,omitempty" doc:"order lines; everything reserved when left out"`
	Ship      bool   `json:"ship,omitempty" doc:"pick, pack and ship at once; each step keeps its fact"`

	upTo money.Percent // of each line, in all
}

// Plan makes a shipment of what is reserved and releases a confirmed order to
// the warehouse, after the second credit check (domain.md 1.2, 2.2).
func Plan(w *db.Write, in ToPlan) (View, error) {
	var busy *db.Answer[Part]
	l, err := order.LockWith(w, in.Order, func(id db.ID) { busy = db.Ask[Part](w.Read, qPlanned, id) })
	if err != nil {
		return View{}, err
	}
	o := l.Order
	if err := o.Can("plan"); err != nil {
		return View{}, err
	}
	if err := check(w, o, l.Customer, l.Credit); err != nil {
		return View{}, err
	}
	if in.upTo != 0 {
		if in.Lines, err = progressed(o, in.upTo); err != nil {
			return View{}, err
		}
	}
	s, err := plan(w, o, busy, in)
	if err != nil {
		return View{}, err
	}
	// Facts have the order of what they tell: released, planned, picked, packed, shipped.
	if in.Ship {
		order.Launch(w, o)
		emit(w, "shipping.planned", s, planBody{len(s.Lines), s.planned()})
		if s, err = atOnce(w, o, s); err != nil {
			return View{}, err
		}
	} else {
		order.Plan(w, o)
		emit(w, "shipping.planned", s, planBody{len(s.Lines), s.planned()})
	}
	n, err := series.Yearly(w, "shipment", "BL", w.Today())
	if err != nil {
		return View{}, err
	}
	s.Number = n.Text
	insert(w, s)
	count(w, o.Currency, Shipment{}, s)
	return said(w, s, o)
}

// check asks credit again when its last answer is older than a day or was
// about another total, and stops deliveries to who is 45 days late or
// insolvent.
func check(w *db.Write, o order.Order, c party.Customer, lines []credit.Line) error {
	switch late, insolvent, _ := credit.Stopped(w.Day(), lines...); {
	case insolvent:
		return refuse.New(refuse.Conflict, "shipping.insolvent", "customer", c.Number)
	case late > 0:
		return refuse.New(refuse.Conflict, "shipping.stopped", "customer", c.Number, "late", late.In(o.Currency))
	}
	if o.AskedOn.AddDays(1) >= w.Day() && o.AskedTotal == o.Total {
		return nil
	}
	// The order's own remainder is in the exposure already.
	v := credit.Decide(w.Day(), o.Currency, 0, lines...)
	// Lateness and the state of the file suspend new orders; what is confirmed
	// leaves until the stop above.
	failed := slices.DeleteFunc(v.Failed, func(rule string) bool { return !credit.Binds(rule) })
	if len(failed) > 0 {
		return refuse.New(refuse.Conflict, "shipping.credit", "number", o.Number, "failed", failed)
	}
	return nil
}

// plan takes what is reserved and not planned yet, all of it or the parts asked.
func plan(w *db.Write, o order.Order, open *db.Answer[Part], in ToPlan) (Shipment, error) {
	parts := in.Lines
	rows, err := open.All()
	if err != nil {
		return Shipment{}, err
	}
	busy := map[int64]money.Quantity{}
	for _, p := range rows {
		busy[p.N] = p.Quantity
	}
	asked := map[int64]money.Quantity{}
	for _, p := range parts {
		if p.N < 1 || p.N > int64(len(o.Lines)) {
			return Shipment{}, refuse.New(refuse.Invalid, "shipping.line", "line", p.N)
		}
		asked[p.N] += p.Quantity
	}
	house, err := from(w.Read, o, in.Warehouse, func(l order.Line) bool {
		return l.Shippable() > busy[l.N] && (len(parts) == 0 || asked[l.N] > 0)
	})
	if err != nil {
		return Shipment{}, err
	}
	s := Shipment{ID: w.NewID(), Entity: o.Entity, Order: o.ID, Customer: o.Customer, Warehouse: house, State: ToPick,
		PlannedOn: w.Day(), Version: 1}
	for _, l := range o.Lines {
		free := l.Shippable() - busy[l.N]
		if l.Goods() && l.Warehouse != house {
			free = 0
		}
		q := free
		if _, said := asked[l.N]; len(parts) > 0 && (said || l.Kind != catalog.Freight) { // freight goes with the first shipment
			q = asked[l.N]
		}
		if q > free || q < 0 {
			return Shipment{}, refuse.New(refuse.Conflict, "shipping.not_reserved", "sku", l.SKU, "reserved", free, "wanted", q)
		}
		if len(parts) == 0 && !o.Partial && l.Goods() && l.Backordered > 0 {
			return Shipment{}, refuse.New(refuse.Conflict, "shipping.not_whole", "number", o.Number, "sku", l.SKU, "missing", l.Backordered)
		}
		if q > 0 {
			s.Lines = append(s.Lines, Line{N: int64(len(s.Lines) + 1), OrderN: l.N, Item: l.Item, Kind: l.Kind, Quantity: q})
		}
	}
	if len(s.Lines) == 0 || s.freightOnly() && o.Waits() {
		return s, refuse.New(refuse.Conflict, "shipping.nothing", "number", o.Number)
	}
	return s, nil
}

// from is the warehouse a shipment leaves: the one said, or where the goods that
// may go are reserved. When that is several, it must be said.
func from(r *db.Read, o order.Order, code string, goes func(order.Line) bool) (db.ID, error) {
	var at []db.ID
	for _, l := range o.Lines {
		if l.Goods() && goes(l) && !slices.Contains(at, l.Warehouse) {
			at = append(at, l.Warehouse)
		}
	}
	if code == "" && len(at) == 1 {
		return at[0], nil
	}
	if code == "" && len(at) > 1 {
		var names []string
		for _, id := range at {
			name, err := stock.Code(r, id)
			if err != nil {
				return 0, err
			}
			names = append(names, name)
		}
		return 0, refuse.New(refuse.Conflict, "shipping.several_warehouses", "number", o.Number, "warehouses", names)
	}
	if code == "" && o.Warehouse != 0 {
		return o.Warehouse, nil
	}
	h, err := stock.House(r, code)
	if err == nil && len(at) > 0 && !slices.Contains(at, h.ID) {
		err = refuse.New(refuse.Conflict, "shipping.warehouse", "warehouse", h.Code, "number", o.Number)
	}
	return h.ID, err
}

// atOnce picks, packs and ships a new shipment in the same transaction.
func atOnce(w *db.Write, o order.Order, s Shipment) (Shipment, error) {
	s, err := s.picked(nil)
	if err != nil {
		return s, err
	}
	s.State = Picking
	emit(w, "shipping.picked", s, struct{}{})
	s.State = Packed
	emit(w, "shipping.packed", s, struct{}{})
	s.State = Shipped
	return leave(w, o, s, order.ShippedAtOnce)
}

// PickList says what was found on the shelf.
type PickList struct {
	ID    string `path:"id" json:"-" doc:"id or number"`
	Lines []Part `json:"lines,omitempty" doc:"every line; everything planned when left out; less is a short pick: the rest waits again"`
}

// ByID names one shipment.
type ByID struct {
	ID string `path:"id" json:"-" doc:"id or number"`
}

// Pick notes what was taken from the shelf. What is missing leaves the shipment
// and waits again: the shipment goes on without it.
func Pick(w *db.Write, in PickList) (View, error) {
	old, o, err := both(w, in.ID)
	if err != nil {
		return View{}, err
	}
	s, err := old.to("pick")
	if err != nil {
		return View{}, err
	}
	if s, err = s.picked(in.Lines); err != nil {
		return View{}, err
	}
	if o, err = order.Picked(w, o, s.parts(false)); err != nil {
		return View{}, err
	}
	s, missing := s.shortened()
	if len(missing) > 0 {
		var back []stock.Want
		if o, back, err = order.Missed(w, o, missing); err != nil {
			return View{}, err
		}
		if err := stock.Missing(w, back); err != nil {
			return View{}, err
		}
		emit(w, "shipping.short", s, short{missing})
	}
	emit(w, "shipping.picked", s, struct{}{})
	save(w, old, s)
	return said(w, s, o)
}

// Pack closes the parcel.
func Pack(w *db.Write, in ByID) (View, error) {
	old, o, err := both(w, in.ID)
	if err != nil {
		return View{}, err
	}
	s, err := old.to("pack")
	if err != nil {
		return View{}, err
	}
	if s.empty() {
		return View{}, refuse.New(refuse.Conflict, "shipping.empty", "number", s.Number)
	}
	emit(w, "shipping.packed", s, struct{}{})
	save(w, old, s)
	return said(w, s, o)
}

// Ship lets the parcel leave: stock out, cost of sales, right to invoice,
// in one transaction (domain.md 1.4).
func Ship(w *db.Write, in ByID) (View, error) {
	old, o, err := both(w, in.ID)
	if err != nil {
		return View{}, err
	}
	s, err := old.to("ship")
	if err != nil {
		return View{}, err
	}
	if s, err = leave(w, o, s, order.Shipped); err != nil {
		return View{}, err
	}
	save(w, old, s)
	count(w, o.Currency, old, s)
	return said(w, s, o)
}

// leave tells the order, takes the goods out of stock and posts their cost.
func leave(w *db.Write, o order.Order, s Shipment, tell func(*db.Write, order.Order, []order.Part) (order.Order, money.Amount, error)) (Shipment, error) {
	s.ShippedOn = w.Day()
	var err error
	if _, s.Unbilled, err = tell(w, o, s.parts(true)); err != nil {
		return s, err
	}
	event := emit(w, "shipping.shipped", s, shipped{s.ShippedOn, s.Unbilled})
	return s, stockOut(w, event, &s, stock.Ship, ledger.Shipment)
}

// stockOut takes the goods out of stock and posts their cost.
func stockOut(w *db.Write, event db.ID, s *Shipment, take func(*db.Write, db.ID, db.ID, db.ID, []stock.Out) ([]money.Amount, error),
	book func(ledger.Chart, ledger.Head, money.Amount) (ledger.Entry, error)) error {
	var outs []stock.Out
	var at []int
	s.Lines = append([]Line(nil), s.Lines...)
	for i, l := range s.Lines {
		if l.Kind == "goods" && l.Picked > 0 {
			outs, at = append(outs, stock.Out{Item: l.Item, Quantity: l.Picked}), append(at, i)
		}
	}
	if len(outs) == 0 {
		return nil
	}
	costs, err := take(w, s.Warehouse, event, s.ID, outs)
	if err != nil {
		return err
	}
	var total money.Amount
	for i, k := range at {
		s.Lines[k].Cost = costs[i]
		total += costs[i]
	}
	e, err := seller.Of(w.Read)
	if err != nil {
		return err
	}
	entry, err := book(ledger.Chart(e.Chart()), ledger.Head{Day: e.PostingDay(w.Day()), Currency: e.Currency, Text: s.Number}, total)
	if err != nil {
		return err
	}
	return ledger.Post(w, event, entry)
}

// both locks the order, then its shipment.
func both(w *db.Write, ref string) (Shipment, order.Order, error) {
	s, err := head(w.Read, ref)
	if err != nil {
		return s, order.Order{}, err
	}
	var own *db.Answer[Shipment]
	var lines *db.Answer[Line]
	l, err := order.LockOf(w, s.Order, s.Customer, func(db.ID) {
		own, lines = db.Ask[Shipment](w.Read, qLock, s.ID), db.Ask[Line](w.Read, qLines, s.ID)
	})
	if err != nil {
		return s, l.Order, err
	}
	if s, err = own.One(); err != nil {
		return s, l.Order, err
	}
	s.Lines, err = lines.All()
	return s, l.Order, err
}

// Billed notes that a shipment was invoiced.
func Billed(w *db.Write, currency money.Currency, old Shipment) {
	s := old
	s.Billed = true
	save(w, old, s)
	count(w, currency, old, s)
}

// ShipHistory ships the whole of a taken-over order on the business day: the
// goods come from a history receipt of the same step. An order that was held,
// cancelled or released into today's stock meanwhile is refused.
func ShipHistory(w *db.Write, orderRef string) (Shipment, error) {
	l, err := order.Lock(w, orderRef)
	if err != nil {
		return Shipment{}, err
	}
	o := l.Order
	if err := o.Can("history"); err != nil {
		return Shipment{}, err
	}
	if !o.TakenOver {
		return Shipment{}, refuse.New(refuse.Conflict, "shipping.not_taken_over", "number", o.Number)
	}
	s := Shipment{ID: w.NewID(), Entity: o.Entity, Number: o.Number, Order: o.ID, Customer: o.Customer, Warehouse: o.Warehouse,
		State: Shipped, PlannedOn: w.Day(), ShippedOn: w.Day(), TakenOver: true, Version: 1}
	for _, l := range o.Lines {
		if q := l.Left(); q > 0 {
			s.Lines = append(s.Lines, Line{N: int64(len(s.Lines) + 1), OrderN: l.N, Item: l.Item, Kind: l.Kind, Quantity: q, Picked: q})
		}
	}
	if len(s.Lines) == 0 {
		return s, refuse.New(refuse.Conflict, "shipping.nothing", "number", o.Number)
	}
	if _, s.Unbilled, err = order.ShippedLongAgo(w, o); err != nil {
		return s, err
	}
	event := emit(w, "shipping.shipped", s, shipped{s.ShippedOn, s.Unbilled})
	if err := stockOut(w, event, &s, stock.ShipHistory, ledger.HistoryShipment); err != nil {
		return s, err
	}
	insert(w, s)
	count(w, o.Currency, Shipment{}, s)
	return s, w.Err()
}

func emit(w *db.Write, typ string, s Shipment, body any) db.ID {
	return emitOn(w, w.Day(), typ, s, body)
}

func emitOn(w *db.Write, d day.Day, typ string, s Shipment, body any) db.ID {
	return w.EmitOn(d, typ, body, db.Obj("shipment", s.ID), db.Obj("order", s.Order), db.Obj("customer", s.Customer))
}
