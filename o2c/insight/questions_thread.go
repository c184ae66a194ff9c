package insight

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/seal"
	"encaisse/o2c/invoice"
	"encaisse/o2c/order"
	"encaisse/o2c/outbox"
	"encaisse/o2c/receivable"
)

// Step is one fact as people follow it.
type Step struct {
	At      time.Time       `json:"at"`
	Day     day.Day         `json:"day" doc:"the business day it counts for"`
	Type    string          `json:"type"`
	Text    string          `json:"text"`
	By      string          `json:"by" doc:"user; empty: the system"`
	Wait    string          `json:"wait" doc:"since the fact before, e.g. 2d, 3h0m0s; by the business day when the facts were taken over"`
	Objects []Touched       `json:"objects"`
	Body    json.RawMessage `json:"body"`
	Note    string          `json:"note" doc:"the words of a note; empty when they were erased"`
	To      string          `json:"to" doc:"of a message: whom it was written to; empty when that was erased"`
}

// Touched is a document a fact touches.
type Touched struct {
	Kind       string       `json:"kind"`
	Number     string       `json:"number"`
	Type       string       `json:"type,omitempty" doc:"of an invoice: 380, 381 (credit note), 384 (corrected), 386 (deposit); of an open item: its kind"`
	ReceivedOn *day.Day     `json:"received_on,omitempty" doc:"of a payment"`
	Amount     *money.Money `json:"amount,omitempty" doc:"of a payment"`
}

// same reports whether two are one document.
func (t Touched) same(other Touched) bool { return t.Kind == other.Kind && t.Number == other.Number }

// ThreadOut is everything that happened to one order and to what came of it.
type ThreadOut struct {
	Order string `json:"order"`
	State string `json:"state"`
	Steps []Step `json:"steps"`
}

// most facts of a thread that are shown.
const most = 1000

// Thread follows an order through its shipments and invoices to the payments
// that settled them, in order, with the waits between.
func Thread(r *db.Read, in order.ByID) (ThreadOut, error) {
	o, err := order.Find(r, in.ID)
	if err != nil {
		return ThreadOut{}, err
	}
	found := map[db.ID]db.Event{}
	seen := map[db.ID]bool{}
	queue := []db.ID{o.ID}
	for len(queue) > 0 && len(found) < most {
		id := queue[0]
		queue = queue[1:]
		if seen[id] {
			continue
		}
		seen[id] = true
		events, err := seal.Touching(r, id, most)
		if err != nil {
			return ThreadOut{}, err
		}
		for _, e := range events {
			found[e.ID] = e
			several := ordersOf(e) > 1 // an invoice of a month: the shipments of other orders are not followed
			for _, t := range e.Touched() {
				if several && t.Kind == "shipment" {
					continue
				}
				// A payment or a credit may settle other orders' invoices too: those are not followed.
				if t.Kind == "shipment" || t.Kind == "invoice" && e.Object("payment") == 0 && e.Object("credit") == 0 || t.Kind == "payment" && id != o.ID {
					queue = append(queue, t.ID)
				}
			}
		}
	}
	list := make([]db.Event, 0, len(found))
	for _, e := range found {
		list = append(list, e)
	}
	slices.SortFunc(list, func(a, b db.Event) int { return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.ID, b.ID)) })
	out := ThreadOut{Order: o.Number, State: string(o.State)}
	out.Steps, err = steps(r, list)
	return out, err
}

// ordersOf counts the orders a fact is about.
func ordersOf(e db.Event) (n int) {
	for _, t := range e.Touched() {
		if t.Kind == "order" {
			n++
		}
	}
	return n
}

// steps turns events into what people follow.
func steps(r *db.Read, events []db.Event) ([]Step, error) {
	out := make([]Step, 0, len(events))
	names := map[db.ID]string{}
	for i, e := range events {
		s := Step{At: e.Instant(), Day: e.Day, Type: e.Type, Text: sentences.Say(r.Speak, e.Type), Objects: []Touched{}, Body: json.RawMessage(e.Body)}
		if i > 0 {
			s.Wait = wait(events[i-1], e)
		}
		var err error
		if s.By, err = name(r, names, qUser, e.Actor); err != nil {
			return nil, err
		}
		if e.Type == "note.added" {
			if s.Note, err = db.One[string](r, qNote, e.ID); err != nil && err != db.ErrNone {
				return nil, err
			}
		}
		if m := e.Object("message"); m != 0 {
			if s.To, err = outbox.Recipient(r, m); err != nil {
				return nil, err
			}
		}
		for _, t := range e.Touched() {
			touched, err := called(r, names, t)
			if err != nil {
				return nil, err
			}
			if !slices.ContainsFunc(s.Objects, touched.same) {
				s.Objects = append(s.Objects, touched)
			}
		}
		out = append(out, s)
	}
	return out, nil
}

// debt is what is owed, and of which document.
type debt struct {
	Kind     string
	Number   string
	Document db.ID
}

// document is what a fact calls an invoice: one, a note of late charges, or what
// was taken over.
type document struct {
	Kind   string
	Number string
	Type   string
}

// receipt is what a payment is known by: it has no number.
type receipt struct {
	ReceivedOn day.Day
	Amount     money.Amount
	Currency   money.Currency
}

// called is a thing as people call it; one without a number goes by its id. What
// is owed is called an item in facts, like a thing of the catalogue: it goes by
// its document.
func called(r *db.Read, names map[db.ID]string, t db.Object) (Touched, error) {
	switch t.Kind {
	case "item":
		switch c, err := db.One[debt](r, qOwed, t.ID); {
		case err != nil && err != db.ErrNone:
			return Touched{}, err
		case err == db.ErrNone: // of the catalogue
		case c.Kind == receivable.Payment:
			return calledPayment(r, c.Document)
		case slices.Contains([]string{receivable.Invoice, receivable.CreditNote, receivable.Charge, receivable.Opening}, c.Kind):
			return calledInvoice(r, c.Document)
		default:
			return Touched{Kind: "open_item", Number: c.Number, Type: c.Kind}, nil
		}
	case "invoice":
		return calledInvoice(r, t.ID)
	case "payment":
		return calledPayment(r, t.ID)
	}
	q := qNames
	if t.Kind == "user" {
		q = qUser
	}
	n, err := name(r, names, q, t.ID)
	if n == "" {
		n = t.ID.Text(prefixes[t.Kind])
	}
	return Touched{Kind: t.Kind, Number: n}, err
}

// calledInvoice names what asks for money, or gives some back, by its own kind.
func calledInvoice(r *db.Read, id db.ID) (Touched, error) {
	d, err := db.One[document](r, qDocument, id)
	if err == db.ErrNone {
		return Touched{Kind: "invoice", Number: id.Text(invoice.Prefix)}, nil
	}
	return Touched{Kind: d.Kind, Number: d.Number, Type: d.Type}, err
}

// calledPayment names a receipt by its day and amount.
func calledPayment(r *db.Read, id db.ID) (Touched, error) {
	t := Touched{Kind: "payment", Number: id.Text(prefixes["payment"])}
	p, err := db.One[receipt](r, qReceipt, id)
	if err == db.ErrNone {
		return t, nil
	}
	amount := p.Amount.In(p.Currency)
	t.ReceivedOn, t.Amount = &p.ReceivedOn, &amount
	return t, err
}

var prefixes = map[string]string{"payment": "pay", "refund": "rfd", "item": "itm", "warehouse": "whs", "entity": "ent", "message": outbox.Prefix}

// wait is what lies between two facts: whole days when their business days
// differ, else the time between their recording.
func wait(before, after db.Event) string {
	if d := after.Day.Sub(before.Day); d > 0 {
		return (time.Duration(d) * 24 * time.Hour).String()
	}
	return max(after.Instant().Sub(before.Instant()).Round(time.Millisecond), 0).String()
}

func name(r *db.Read, known map[db.ID]string, q *db.Stmt, id db.ID) (string, error) {
	if id == 0 {
		return "", nil
	}
	if n, ok := known[id]; ok {
		return n, nil
	}
	n, err := db.One[string](r, q, id)
	if err == db.ErrNone {
		n, err = "", nil
	}
	known[id] = n
	return n, err
}
