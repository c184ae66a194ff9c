package letter

import (
	"encaisse/base/db"
	"encaisse/base/words"
	"encaisse/o2c/charge"
	"encaisse/o2c/outbox"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// late is the message that brings a charge for lateness.
func late(r *db.Read, n charge.Charge, c party.Customer) (outbox.Words, []outbox.Paper, error) {
	e, err := seller.Load(r, n.Entity)
	if err != nil {
		return outbox.Words{}, nil, err
	}
	i, err := receivable.AskItems(r, n.ID).One()
	if err != nil {
		return outbox.Words{}, nil, err
	}
	return charged(e, n, c, i).write(), []outbox.Paper{{Kind: outbox.Charge, Number: n.Number}}, nil
}

func charged(e seller.Entity, n charge.Charge, c party.Customer, i receivable.Item) draft {
	d := draft{language: c.Language, seller: e, subject: "message.charge.subject", before: []string{"message.hello", "message.charge"}, button: "message.charge.button"}
	if n.Penalties == 0 && n.Indemnities == 0 {
		d.before[1] = "message.charge.fee"
	}
	d.give("seller", e.Name)
	d.give("customer", c.Name)
	d.give("number", n.Number)
	d.give("total", n.Total.In(n.Currency))
	d.payable(e)
	d.fact("message.number", n.Number)
	d.fact("message.day", words.Date(d.language, n.IssuedOn))
	d.fact("message.amount", words.Amount(d.language, n.Total.In(n.Currency)))
	if i.Open != n.Total {
		d.fact("message.left", words.Amount(d.language, i.Open.In(n.Currency)))
	}
	d.after = []string{"message.attached"}
	switch {
	case i.Open == 0:
		d.after = append(d.after, "message.charge.settled")
	case e.Payable():
		d.after = append(d.after, way(e))
	}
	if i.Open > 0 {
		d.fact("message.due", words.Date(d.language, n.DueOn))
	}
	d.after = append(d.after, "message.question", "message.bye")
	return d
}
