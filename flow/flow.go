// Package flow is the chain as a table: when this fact, do that command. Each
// step runs once, in a transaction of its own; steps of the same key run in
// the order of their facts.
package flow

import (
	"encoding/json"

	"encaisse/base/db"
	"encaisse/connect/mail"
	"encaisse/o2c/charge"
	"encaisse/o2c/credit"
	"encaisse/o2c/dunning"
	"encaisse/o2c/invoice"
	"encaisse/o2c/order"
	"encaisse/o2c/outbox"
	"encaisse/o2c/rma"
	"encaisse/o2c/seller"
)

// Steps is the chain.
var Steps = []db.Step{
	// Goods left: invoice them.
	{On: "shipping.shipped", Name: "invoice.Issue", Key: "order", Subject: "shipment", Do: framed(issue)},
	// An order is billed ahead: ask for its deposit.
	{On: "order.advance_due", Name: "invoice.Advance", Key: "order", Subject: "order", Do: framed(advance)},
	// A customer may owe more again: ask credit about his held orders, oldest first.
	{On: "credit.eased", Name: "order.RetryHeld", Key: "holder", Subject: "holder", Once: true, Do: framed(retryHeld)},
	{Name: "order.Retry", Do: framed(retry)},
	// Money came back: look at the customer's credit again.
	{On: "payment.returned", Name: "credit.ReviewNow", Key: "customer", Subject: "customer", Do: framed(reviewNow)},
	{On: "payment.returned", Name: "charge.FeeBack", Key: "customer", Subject: "payment", Do: framed(feeBack)},
	// A customer is reminded for the last time: charge him, if that is his policy.
	{Name: dunning.LastStep, Do: framed(withLast)},
	// Goods came in or are free again: give them to the orders that wait.
	{On: "stock.received", Name: "order.Waiting", Key: "item", Subject: "item", Do: framed(waiting)},
	{On: "stock.freed", Name: "order.Waiting", Key: "item", Subject: "item", Do: framed(waiting)},
	{On: "stock.unblocked", Name: "order.Waiting", Key: "item", Subject: "item", Do: framed(waiting)},
	{On: "stock.arrived", Name: "order.Waiting", Key: "item", Subject: "item", Do: framed(waiting)},
	{On: "stock.returned", Name: "order.Waiting", Key: "item", Subject: "item", Do: framed(waiting)},
	{Name: "order.Allocate", Do: framed(allocate)},
	// Goods are to be replaced: order others for them, at no charge.
	{On: "rma.replaced", Name: "rma.Send", Key: "rma", Subject: "rma", Do: framed(replace)},
	// An untouched order of a takeover: put it to credit.
	{Name: "order.ConfirmTaken", Do: framed(confirmTaken)},
	// A message waits in the outbox: send it.
	{Name: outbox.SendStep, Deliver: mail.Send},
}

// Finish is looked at when a command has said yes.
var Finish = []func(*db.Write) error{credit.Ease}

func issue(w *db.Write, t db.Task) error { return invoice.Shipment(w, t.Object, t.Subject) }

func advance(w *db.Write, t db.Task) error { return invoice.Advance(w, t.Subject) }

// retryHeld goes through the held orders of a group, a few a transaction, in
// one step that is taken up again where it stopped.
func retryHeld(w *db.Write, t db.Task) error {
	var after order.Turn
	if t.Body != "" {
		if err := json.Unmarshal([]byte(t.Body), &after); err != nil {
			return err
		}
	}
	next, err := order.RetryHeld(w, t.Subject, after)
	if err == nil && next != nil {
		w.Again(t, next)
	}
	return err
}

func retry(w *db.Write, t db.Task) error { return order.RetryOne(w, t.Subject) }

func reviewNow(w *db.Write, t db.Task) error {
	return credit.ReviewNow(w, t.Subject, "payment.returned")
}

func feeBack(w *db.Write, t db.Task) error { return charge.FeeBack(w, t.Subject) }

func withLast(w *db.Write, t db.Task) error {
	_, err := charge.ByPolicy(w, t.Subject, charge.WithLast, w.Today())
	return err
}

func waiting(w *db.Write, t db.Task) error {
	fact, err := db.Fact(w.Read, t.Event)
	if err != nil {
		return err
	}
	queue, err := db.Behind(w.Read, t.Object)
	if err != nil {
		return err
	}
	return order.Waiting(w, t.Subject, fact.Object("warehouse"), "order.Allocate", "order.Retry", queue)
}

func replace(w *db.Write, t db.Task) error { return rma.Send(w, t.Subject) }

func allocate(w *db.Write, t db.Task) error { return order.Allocate(w, t.Subject) }

func confirmTaken(w *db.Write, t db.Task) error { return order.ConfirmTaken(w, t.Subject) }

// framed gives a step the civil day of its entity.
func framed(do func(*db.Write, db.Task) error) func(*db.Write, db.Task) error {
	return func(w *db.Write, t db.Task) (err error) {
		if w.Zone, err = seller.Zone(w.Read, w.Entity); err != nil {
			return err
		}
		return do(w, t)
	}
}
