package importer

import (
	"fmt"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/invoice"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/shipping"
)

// The kinds of step in the order they have on one day (domain.md 12, point 1).
const (
	stepCapture = iota // and confirm
	stepShip           // and invoice, and close
	stepCancel
)

// expand makes the dated steps of an order:
//
//	shipped    capture and confirm on the ordered day; ship, then invoice and close, on the shipped day
//	cancelled  capture, then cancel, on the ordered day
//	on_hold    capture and hold until a person releases it
//	new        capture; the next flow run puts it to credit as of its own day
//
// Each is a transaction of its own with a key of its own. The facts of the
// first three start no step of the chain.
func (c *check) expand(p *past) {
	base := c.key(p, p.OrderedOn)
	u := unit{row: p.row, order: p.Number}
	add := func(name string, s step) {
		s.key, s.line = hash(append(base, name)), p.row.Number
		u.steps = append(u.steps, s)
	}
	capture := func(in order.New) func(*db.Write) (bool, error) {
		return func(w *db.Write) (bool, error) { return true, p.capture(w, in) }
	}
	no := false
	switch p.Status {
	case isShipped:
		add("capture", step{day: p.OrderedOn, rank: stepCapture, quiet: true, do: capture(order.New{History: &order.History{}})})
		add("ship", step{day: p.ShippedOn, rank: stepShip, quiet: true, do: p.ship})
		add("invoice", step{day: p.ShippedOn, rank: stepShip, quiet: true, do: func(w *db.Write) (bool, error) { return true, c.invoice(w, p) }})
	case isCancelled:
		add("capture", step{day: p.OrderedOn, rank: stepCapture, quiet: true, do: capture(order.New{History: &order.History{}, Confirm: &no})})
		add("cancel", step{day: p.OrderedOn, rank: stepCancel, quiet: true, do: p.cancel})
	case isHeld:
		add("capture", step{day: p.OrderedOn, rank: stepCapture, quiet: true, do: capture(order.New{History: &order.History{Hold: true}})})
	case isNew:
		add("capture", step{day: p.OrderedOn, rank: stepCapture, do: capture(order.New{Confirm: &no})})
	}
	u.steps[len(u.steps)-1].rows = p.rows
	c.units = append(c.units, u)
}

// capture places the order; one that lives on is queued for credit.
func (p *past) capture(w *db.Write, in order.New) error {
	in.Number, in.Customer, in.OrderedOn, in.RequestedOn, in.PONumber, in.Currency, in.Lines = p.Number, p.Customer, p.OrderedOn, p.RequestedOn, p.PONumber, p.Currency, p.Lines
	v, err := order.Place(w, in)
	if err != nil {
		return err
	}
	if in.History == nil {
		c, err := party.Find(w.Read, p.Customer)
		if err != nil {
			return err
		}
		id, _ := db.ParseID(order.Prefix, v.ID)
		w.Todo("order.ConfirmTaken", c.Root, id)
		return nil
	}
	for _, e := range v.Exceptions { // something changed since the check
		r := refuse.New(refuse.Conflict, e.Code)
		r.Args = e.Args
		return r
	}
	return nil
}

func (p *past) ship(w *db.Write) (bool, error) {
	_, err := shipping.ShipHistory(w, p.Number)
	return true, err
}

// invoice issues the order's invoice in the import's own series.
func (c *check) invoice(w *db.Write, p *past) error {
	_, err := invoice.Issue(w, invoice.ToIssue{Order: p.Number, Series: fmt.Sprintf("H%d-", c.file.Number), OldNumber: p.OldNumber})
	return err
}

func (p *past) cancel(w *db.Write) (bool, error) {
	_, err := shipping.Cancel(w, shipping.ToStop{ID: p.Number, Reason: "history"})
	return true, err
}
