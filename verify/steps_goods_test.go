package verify_test

import (
	"context"
	"math/rand/v2"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/rma"
	"encaisse/o2c/shipping"
	"encaisse/o2c/stock"
)

// houses are the warehouses of each company.
var houses = []string{"MAIN", "NORD"}

func blockGoods(w *world, r *rand.Rand, as db.As) error {
	in := stock.ToBlock{Warehouse: pick(r, houses...), SKU: w.goods(r, as), Quantity: quantity(r), Reason: "quality"}
	return do(w, as, func(x *db.Write) (stock.LevelView, error) { return stock.Block(x, in) })
}

func adjust(w *world, r *rand.Rand, as db.As) error {
	in := stock.Adjustment{Warehouse: pick(r, houses...), SKU: w.goods(r, as), Quantity: quantity(r), Reason: "found"}
	if r.IntN(2) == 0 {
		in.Quantity, in.Reason, in.Blocked = -in.Quantity, "lost", r.IntN(2) == 0
	} else if r.IntN(2) == 0 {
		p := money.Price(r.Int64N(90_000000))
		in.UnitCost = &p
	}
	return do(w, as, func(x *db.Write) (stock.LevelView, error) { return stock.Adjust(x, in) })
}

func minimum(w *world, r *rand.Rand, as db.As) error {
	in := stock.NewMinimum{Warehouse: pick(r, houses...), SKU: w.goods(r, as), Minimum: money.Units(r.Int64N(20))}
	return do(w, as, func(x *db.Write) (stock.LevelView, error) {
		if _, err := order.Replenish(x.Read, order.ToReplenish{}); err != nil {
			return stock.LevelView{}, err
		}
		return stock.Minimum(x, in)
	})
}

func shelve(w *world, r *rand.Rand, as db.As) error {
	in := stock.NewBin{Warehouse: pick(r, houses...), SKU: w.goods(r, as), Bin: pick(r, "", "A-1", "A-2", "B-1")}
	return do(w, as, func(x *db.Write) (stock.BinView, error) { return stock.SetBin(x, in) })
}

func announce(w *world, r *rand.Rand, as db.As) error {
	in := stock.ToExpect{Warehouse: pick(r, houses...), SKU: w.goods(r, as), Quantity: quantity(r) * 5, Reference: pick(r, "", "F-1"), UnitCost: pick(r, 0, money.Price(r.Int64N(90_000000)))}
	return do(w, as, func(x *db.Write) (stock.ExpectedView, error) {
		in.On = x.Day().AddDays(r.IntN(12))
		return stock.Expect(x, in)
	})
}

// expectAgain changes what is to come, or gives it up.
func expectAgain(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, "expected", stock.ExpectedPrefix)
	if err != nil {
		return err
	}
	return do(w, as, func(x *db.Write) (stock.ExpectedView, error) {
		on, q := x.Day().AddDays(r.IntN(12)-1), quantity(r)*5
		switch r.IntN(4) {
		case 0:
			return stock.ExpectNoMore(x, stock.ExpectedID{ID: id})
		case 1:
			return stock.ExpectAgain(x, stock.ToExpectAgain{ID: id, Quantity: &q})
		case 2:
			cost := money.Price(r.Int64N(90_000000))
			return stock.ExpectAgain(x, stock.ToExpectAgain{ID: id, UnitCost: &cost})
		}
		return stock.ExpectAgain(x, stock.ToExpectAgain{ID: id, On: &on})
	})
}

// fulfil receives what is expected, in part or whole, now and then too much.
func fulfil(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, "expected", stock.ExpectedPrefix)
	if err != nil {
		return err
	}
	return do(w, as, func(x *db.Write) (stock.LevelView, error) {
		v, err := stock.ShowExpected(x.Read, stock.ExpectedID{ID: id})
		if err != nil {
			return stock.LevelView{}, err
		}
		q, cost := v.Left+money.Units(1), money.Price(r.Int64N(90_000000))
		if r.IntN(4) > 0 {
			q = pick(r, v.Left, v.Left/2)
		}
		return stock.Receive(x, stock.NewReceipt{SKU: v.SKU, Quantity: q, UnitCost: pick(r, nil, &cost), Expected: id})
	})
}

func send(w *world, r *rand.Rand, as db.As) error {
	from, to := "MAIN", "NORD"
	if r.IntN(4) == 0 {
		from, to = to, from
	}
	in := stock.ToTransfer{Source: from, Target: to}
	for range r.IntN(2) + 1 {
		in.Lines = append(in.Lines, stock.TransferGoods{SKU: w.goods(r, as), Quantity: quantity(r)})
	}
	return do(w, as, func(x *db.Write) (stock.TransferView, error) { return stock.Send(x, in) })
}

func arrive(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, "transfer", stock.TransferPrefix)
	if err != nil {
		return err
	}
	return do(w, as, func(x *db.Write) (stock.TransferView, error) {
		in := stock.ToArrive{ID: id}
		if r.IntN(3) == 0 {
			v, err := stock.ShowTransfer(x.Read, stock.TransferID{ID: id})
			if err != nil {
				return v, err
			}
			for _, l := range v.Lines {
				in.Lines = append(in.Lines, stock.TransferPart{N: l.N, Quantity: money.Quantity(r.Int64N(int64(l.Quantity) + 1))})
			}
		}
		return stock.Arrive(x, in)
	})
}

func startCount(w *world, r *rand.Rand, as db.As) error {
	in := stock.ToCount{Warehouse: pick(r, houses...)}
	if r.IntN(4) > 0 {
		in.SKUs = []string{w.goods(r, as)}
	}
	return do(w, as, func(x *db.Write) (stock.CountView, error) { return stock.Start(x, in) })
}

// enterCount counts a little more or less than was frozen, now and then much
// less, so that reservations are lost.
func enterCount(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, "count", stock.CountPrefix)
	if err != nil {
		return err
	}
	return do(w, as, func(x *db.Write) (stock.CountView, error) {
		v, err := stock.ShowCount(x.Read, stock.CountID{ID: id})
		if err != nil {
			return v, err
		}
		if r.IntN(10) == 0 {
			return stock.CancelCount(x, stock.CountID{ID: id})
		}
		in := stock.Counted{ID: id}
		for _, l := range v.Lines {
			q := max(l.Frozen+money.Quantity(r.Int64N(4_000000)-2_000000), 0)
			if r.IntN(4) == 0 {
				q = l.Frozen / 3
			}
			in.Lines = append(in.Lines, stock.CountSKU{SKU: l.SKU, Quantity: q})
		}
		return stock.Enter(x, in)
	})
}

func postCount(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, "count", stock.CountPrefix)
	if err != nil {
		return err
	}
	return do(w, as, func(x *db.Write) (order.CountPosted, error) { return order.PostCount(x, stock.CountID{ID: id}) })
}

func address(w *world, r *rand.Rand, as db.As) error {
	c, err := w.customer(r, as)
	if err != nil {
		return err
	}
	in := party.NewAddress{Customer: c, Code: pick(r, "dock", "shop"), Country: "FR", City: pick(r, "Lyon", "Brest")}
	if as.Entity == w.as[2].Entity {
		in.Country, in.Region = "CA", pick(r, "QC", "ON")
	}
	return do(w, as, func(x *db.Write) (party.AddressView, error) { return party.PutAddress(x, in) })
}

// serve changes zones of the second warehouse; the first serves everywhere.
func serve(w *world, r *rand.Rand, as db.As) error {
	in := stock.NewZone{Warehouse: "NORD", Country: pick(r, "FR", "CA", "DE"), Cost: money.Decimal(r.Int64N(20)) * 1_000000, Distance: r.Int64N(900), Remove: r.IntN(3) == 0}
	return do(w, as, func(x *db.Write) (stock.WarehouseView, error) { return stock.Serve(x, in) })
}

func requestReturn(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, pick(r, "gone", "gone", "gone", "shipment"), shipping.Prefix)
	if err != nil {
		return err
	}
	in := rma.Request{Shipment: id, Reason: "defective"}
	if r.IntN(2) == 0 {
		in.Lines = []rma.Part{{N: int64(r.IntN(2) + 1), Quantity: quantity(r)}}
	}
	return do(w, as, func(x *db.Write) (rma.View, error) { return rma.Ask(x, in) })
}

func bringBack(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, "shipped", shipping.Prefix)
	if err != nil {
		return err
	}
	return do(w, as, func(x *db.Write) (rma.View, error) { return rma.Bring(x, rma.ToBring{ID: id, Reason: "absent"}) })
}

// decideReturn takes a return a step further, mostly the next one.
func decideReturn(w *world, r *rand.Rand, as db.As) error {
	id, err := w.some(r, as, "return", rma.Prefix)
	if err != nil {
		return err
	}
	v, err := db.See(context.Background(), w.a.DB, as, func(x *db.Read) (rma.View, error) { return rma.Show(x, rma.ByID{ID: id}) })
	if err != nil {
		return err
	}
	next := map[rma.State]string{"requested": pick(r, "authorise", "authorise", "refuse"), "authorised": "receive", "received": "inspect",
		"inspected": pick(r, "accept", "accept", "accept", "replace", "reject")}[v.State]
	if r.IntN(10) == 0 || next == "" {
		next = pick(r, "authorise", "receive", "inspect", "accept", "replace", "reject", "close", "close")
	}
	return do(w, as, func(x *db.Write) (rma.View, error) { return advance(x, r, v, next) })
}

func advance(x *db.Write, r *rand.Rand, v rma.View, next string) (rma.View, error) {
	some := func(most money.Quantity) money.Quantity { return money.Quantity(r.Int64N(int64(most) + 1)) }
	var parts []rma.Part
	var findings []rma.Finding
	for _, l := range v.Lines {
		q := l.Quantity
		if next == "accept" {
			q = l.Received
		}
		parts = append(parts, rma.Part{N: l.N, Quantity: some(q)})
		f := rma.Finding{N: l.N, Blocked: some(l.Received)}
		f.Scrapped = some(l.Received - f.Blocked)
		f.Good = l.Received - f.Blocked - f.Scrapped
		findings = append(findings, f)
	}
	if r.IntN(2) == 0 {
		parts, findings = nil, nil
	}
	switch next {
	case "authorise":
		return rma.Authorise(x, rma.Because{ID: v.ID})
	case "refuse":
		return rma.Refuse(x, rma.Because{ID: v.ID, Reason: "test"})
	case "receive":
		return rma.Receive(x, rma.ToReceive{ID: v.ID, Lines: parts})
	case "inspect":
		return rma.Inspect(x, rma.ToInspect{ID: v.ID, Lines: findings})
	case "accept":
		credit := r.IntN(4) > 0
		return rma.Accept(x, rma.ToAccept{ID: v.ID, Credit: &credit, Lines: parts})
	case "replace":
		return rma.Replace(x, rma.ByID{ID: v.ID})
	case "reject":
		return rma.Reject(x, rma.Because{ID: v.ID, Reason: "test"})
	}
	return rma.Close(x, rma.ByID{ID: v.ID})
}
