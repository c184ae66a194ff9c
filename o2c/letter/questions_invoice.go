package letter

import (
	"encoding/json"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/words"
	"encaisse/o2c/invoice"
	"encaisse/o2c/order"
	"encaisse/o2c/outbox"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// known is what the message of an invoice says.
type known struct {
	v        invoice.Invoice
	e        seller.Entity
	c        party.Customer
	language words.Language
	items    []receivable.Item
	order    string // the customer's own number of it, else ours
	original string
}

// brings is what the message of an invoice or a credit note says now.
func brings(r *db.Read, v invoice.Invoice, c party.Customer) (k known, err error) {
	k = known{v: v, c: c, language: c.Language}
	if k.e, err = seller.Load(r, v.Entity); err != nil {
		return k, err
	}
	if k.items, err = receivable.ItemsOf(r, v.ID); err != nil {
		return k, err
	}
	if v.Order != 0 {
		o, err := order.Find(r, v.Order.Text(order.Prefix))
		if err != nil {
			return k, err
		}
		if k.order = o.PONumber; k.order == "" {
			k.order = o.Number
		}
	}
	if v.Original != 0 {
		o, err := invoice.Find(r, v.Original.Text(invoice.Prefix))
		k.original = o.Number
		return k, err
	}
	return k, nil
}

// owed is what is left to pay of the document, and in which parts.
func (k known) owed() (left money.Amount, parts []receivable.Item) {
	for _, i := range k.items {
		if i.Open > 0 && !i.Retained {
			left += i.Open
			parts = append(parts, i)
		}
	}
	return left, parts
}

// name is what the buyer is called on the document.
func (k known) name() string {
	var sides invoice.Parties
	if json.Unmarshal([]byte(k.v.Parties), &sides) == nil && sides.Buyer.Name != "" {
		return sides.Buyer.Name
	}
	return k.c.Name
}

// draft is the message that brings the document.
func (k known) draft() draft {
	v, key := k.v, "message."+invoice.Templates[k.v.Type]
	d := draft{language: k.language, seller: k.e, subject: key + ".subject", before: []string{"message.hello", key}, button: key + ".button"}
	m := func(a money.Amount) string { return words.Amount(d.language, a.In(v.Currency)) }
	d.give("seller", k.e.Name)
	d.give("customer", k.name())
	d.give("number", v.Number)
	d.give("original", k.original)
	d.give("total", v.Total.In(v.Currency))
	d.payable(k.e)
	d.fact("message.number", v.Number)
	d.fact("message.day", words.Date(d.language, v.IssuedOn))
	if k.order != "" {
		d.fact("message.order", k.order)
	}
	if k.original != "" {
		d.fact("message.original", k.original)
	}
	d.fact("message.amount", m(v.Total))
	if v.Type == invoice.CreditNote {
		d.after = []string{"message.attached", "message.question", "message.bye"}
		return d
	}
	left, parts := k.owed()
	if len(k.items) == 0 && v.Type == invoice.DepositInvoice { // asked for, and owed when it is paid
		left, parts = v.Total, []receivable.Item{{DueOn: v.DueOn, Open: v.Total}}
	}
	if left != v.Total {
		d.fact("message.left", m(left))
	}
	for _, p := range parts {
		due := words.Date(d.language, p.DueOn)
		if len(parts) > 1 {
			part := d
			part.args = nil
			part.give("amount", m(p.Open))
			part.give("day", due)
			due = part.say("message.part")
		}
		d.fact("message.due", due)
	}
	d.after = append(d.after, "message.attached")
	switch {
	case left == 0:
		d.after = append(d.after, "message.paid")
	case k.e.Payable():
		d.after = append(d.after, way(k.e))
	}
	d.after = append(d.after, "message.question", "message.bye")
	return d
}

// written is the message in words, and what goes with it.
func (k known) written() (outbox.Words, []outbox.Paper) {
	return k.draft().write(), []outbox.Paper{{Kind: outbox.Invoice, Number: k.v.Number}}
}
