package rma

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/invoice"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/shipping"
	"encaisse/o2c/stock"
)

// ToAccept says what to credit.
type ToAccept struct {
	ID     string `path:"id" json:"-" doc:"id or number"`
	Credit *bool  `json:"credit,omitempty" doc:"true when left out: issue a credit note"`
	Lines  []Part `json:"lines,omitempty" maxItems:"2000" doc:"what to credit, by line; all that came back when left out"`
}

// Accept takes the goods into stock at the cost they were shipped at and
// credits the customer, against the invoice of their shipment.
func Accept(w *db.Write, in ToAccept) (View, error) {
	old, s, err := under(w, in.ID)
	if err != nil {
		return View{}, err
	}
	r, err := old.to("accept")
	if err != nil {
		return View{}, err
	}
	if r.empty() {
		return View{}, refuse.New(refuse.Conflict, "rma.empty", "number", r.Number)
	}
	credits := in.Credit == nil || *in.Credit
	var note invoice.Note
	if credits {
		if r, err = r.credited(in.Lines); err != nil {
			return View{}, err
		}
		if note, err = credit(w, r, s); err != nil {
			return View{}, err
		}
	}
	if r, err = restock(w, r, s); err != nil {
		return View{}, err
	}
	var about []db.Object
	if credits {
		issued, _, err := note.Issue(w)
		if err != nil {
			return View{}, err
		}
		r.CreditNote = issued.ID
		about = append(about, db.Obj("invoice", r.CreditNote))
	}
	emit(w, "rma.accepted", r, moved{From: old.State, To: r.State, Lines: r.lines()}, about...)
	save(w, old, r)
	return said(w, r)
}

// Replace takes the goods into stock and sends others for them: an order at no
// charge follows by itself.
func Replace(w *db.Write, in ByID) (View, error) {
	old, s, err := under(w, in.ID)
	if err != nil {
		return View{}, err
	}
	r, err := old.to("replace")
	if err != nil {
		return View{}, err
	}
	if r.empty() {
		return View{}, refuse.New(refuse.Conflict, "rma.empty", "number", r.Number)
	}
	if r, err = restock(w, r, s); err != nil {
		return View{}, err
	}
	emit(w, "rma.replaced", r, moved{From: old.State, To: r.State, Lines: r.lines()})
	save(w, old, r)
	return said(w, r)
}

// under locks the order and the shipment of a return, then the return.
func under(w *db.Write, ref string) (Return, shipping.Shipment, error) {
	r, err := head(w.Read, ref)
	if err != nil {
		return r, shipping.Shipment{}, err
	}
	s, _, err := shipping.Both(w, r.Shipment.Text(shipping.Prefix))
	if err != nil {
		return r, s, err
	}
	r, err = lock(w, ref)
	return r, s, err
}

// restock puts what came back into stock, in the state the inspection found.
func restock(w *db.Write, r Return, s shipping.Shipment) (Return, error) {
	rows, err := db.All[back](w.Read, qBack, s.ID)
	if err != nil {
		return r, err
	}
	before := map[int64]money.Quantity{}
	for _, b := range rows {
		before[b.ShipmentN] = b.Kept
	}
	var backs []stock.Back
	for i, l := range r.Lines {
		if l.Received == 0 {
			continue
		}
		of := s.Lines[l.ShipmentN-1]
		if l, err = l.costed(before[l.ShipmentN], of.Picked, of.Cost); err != nil {
			return r, err
		}
		before[l.ShipmentN] += l.Received
		r.Lines[i] = l
		backs = append(backs, stock.Back{Item: l.Item, Good: l.Good, Blocked: l.Blocked, Scrap: l.Scrapped, Cost: l.Cost})
	}
	return r, stock.TakeBack(w, r.Warehouse, backs, db.Obj("rma", r.ID))
}

// credit drafts the credit note of a return, by the way of every credit note.
func credit(w *db.Write, r Return, s shipping.Shipment) (note invoice.Note, err error) {
	v, err := invoice.OfShipment(w.Read, s.Order, s.ID)
	if err == db.ErrNone {
		err = refuse.New(refuse.Conflict, "rma.not_billed", "shipment", s.Number)
	}
	if err != nil {
		return note, err
	}
	quantity := map[int64]money.Quantity{} // by line of the order
	for _, l := range r.Lines {
		quantity[s.Lines[l.ShipmentN-1].OrderN] += l.Credited
	}
	var parts []invoice.Part
	for _, l := range v.Lines {
		if l.Shipment == s.ID && quantity[l.OrderN] > 0 {
			parts = append(parts, invoice.Part{N: l.N, Quantity: quantity[l.OrderN]})
		}
	}
	if len(parts) == 0 {
		return note, refuse.New(refuse.Invalid, "rma.no_credit", "number", r.Number)
	}
	c, err := party.Load(w.Read, r.Customer)
	if err != nil {
		return note, err
	}
	return invoice.DraftNote(w, v, c, parts, "return "+r.Number)
}

// Send places the order at no charge that replaces what came back; it is what
// the chain does when a return is replaced.
func Send(w *db.Write, id db.ID) error {
	r, err := Find(w.Read, id.Text(Prefix))
	if err != nil || r.Replacement != 0 || r.State != Replaced && r.State != Closed {
		return err
	}
	o, err := order.Find(w.Read, r.Order.Text(order.Prefix))
	if err != nil {
		return err
	}
	s, err := shipping.Find(w.Read, r.Shipment.Text(shipping.Prefix))
	if err != nil {
		return err
	}
	c, err := party.Load(w.Read, r.Customer)
	if err != nil {
		return err
	}
	in := order.New{Customer: c.Number, Currency: o.Currency}
	if in.ShipTo, err = party.AddressCode(w.Read, o.ShipTo); err != nil {
		return err
	}
	if c.PORequired {
		in.PONumber = r.Number
	}
	var free money.Price
	for _, l := range r.Lines {
		if l.Received > 0 {
			in.Lines = append(in.Lines, order.NewLine{SKU: o.Lines[s.Lines[l.ShipmentN-1].OrderN-1].SKU, Quantity: l.Received, UnitPrice: &free})
		}
	}
	v, err := order.Place(w, in)
	if err != nil {
		return err
	}
	next := r
	next.Replacement, _ = db.ParseID(order.Prefix, v.ID)
	emit(w, "rma.replacement", next, struct{}{}, db.Object{Kind: "order", ID: next.Replacement, As: "replacement"})
	w.Exec1(qReplaced, next.ID, next.Replacement) // not save: the return may be closed meanwhile
	return w.Err()
}

// undelivered is the reason of a return that its carrier brought back.
const undelivered = "undelivered"

// ToBring says that a carrier brought a shipment back.
type ToBring struct {
	ID     string `path:"id" json:"-" doc:"id or number of the shipment"`
	Reason string `json:"reason" enum:"refused,absent,address,damaged,other" doc:"why it was not delivered"`
}

// Bring notes that the carrier brought a shipment back: its goods are received
// as a return and wait to be inspected, like any other.
func Bring(w *db.Write, in ToBring) (View, error) {
	old, _, err := shipping.Both(w, in.ID)
	if err != nil {
		return View{}, err
	}
	s, err := shipping.BroughtBack(w, old, in.Reason)
	if err != nil {
		return View{}, err
	}
	r, err := request(w, s, Request{Reason: undelivered})
	if err != nil {
		return View{}, err
	}
	emit(w, "rma.requested", r, moved{To: r.State, Reason: r.Reason, Lines: r.lines()})
	from := r.State
	for _, next := range []struct{ event, fact string }{{"authorise", "rma.authorised"}, {"receive", "rma.received"}} {
		if r, err = r.to(next.event); err != nil {
			return View{}, err
		}
		if r.State == Received {
			if r, err = r.received(nil); err != nil {
				return View{}, err
			}
		}
		typ := next.fact
		emit(w, typ, r, moved{From: from, To: r.State, Lines: r.lines()})
		from = r.State
	}
	if r, err = numbered(w, r); err != nil {
		return View{}, err
	}
	return said(w, r)
}
