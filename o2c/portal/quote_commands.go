package portal

import (
	"strings"

	"encaisse/base/db"
	"encaisse/base/refuse"
	"encaisse/o2c/order"
	"encaisse/o2c/quote"
)

// QuoteYes is a customer's yes to his own quote.
type QuoteYes struct {
	Customer string `path:"customer" json:"-" doc:"id or number"`
	ID       string `path:"id" json:"-" scope:"quote" doc:"id of a version, or number: the latest"`
	PONumber string `json:"po_number,omitempty" maxLength:"100" doc:"the customer's own order number"`
}

// AcceptQuote makes the order of a customer's own quote. It refuses
// portal.po_needed when he has to give his number and did not.
func AcceptQuote(w *db.Write, in QuoteYes) (QuoteOut, error) {
	q, c, err := ownQuote(w.Read, in.Customer, in.ID)
	if err != nil {
		return QuoteOut{}, err
	}
	if c.PORequired && strings.TrimSpace(in.PONumber) == "" {
		return QuoteOut{}, refuse.New(refuse.Invalid, "portal.po_needed").At("/po_number", "portal.po_needed")
	}
	id := q.ID.Text(quote.Prefix)
	if _, err := order.Accept(w, order.Yes{ID: id, PONumber: in.PONumber}); err != nil {
		return QuoteOut{}, err
	}
	return ShowQuote(w.Read, QuoteIn{Customer: in.Customer, ID: id})
}

// QuoteNo is a customer's no.
type QuoteNo struct {
	Customer string `path:"customer" json:"-" doc:"id or number"`
	ID       string `path:"id" json:"-" scope:"quote" doc:"id of a version, or number: the latest"`
	Reason   string `json:"reason,omitempty" maxLength:"300"`
}

// DeclineQuote keeps that a customer does not want his own quote, and why.
func DeclineQuote(w *db.Write, in QuoteNo) (QuoteOut, error) {
	q, _, err := ownQuote(w.Read, in.Customer, in.ID)
	if err != nil {
		return QuoteOut{}, err
	}
	id := q.ID.Text(quote.Prefix)
	if _, err := quote.Refuse(w, quote.No{ID: id, Reason: in.Reason}); err != nil {
		return QuoteOut{}, err
	}
	return ShowQuote(w.Read, QuoteIn{Customer: in.Customer, ID: id})
}
