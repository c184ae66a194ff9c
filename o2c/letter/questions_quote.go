package letter

import (
	"encaisse/base/db"
	"encaisse/base/words"
	"encaisse/o2c/outbox"
	"encaisse/o2c/party"
	"encaisse/o2c/quote"
	"encaisse/o2c/seller"
)

// offer is the message that brings a quote.
func offer(r *db.Read, q quote.Quote, c party.Customer) (outbox.Words, []outbox.Paper, error) {
	e, err := seller.Load(r, q.Entity)
	if err != nil {
		return outbox.Words{}, nil, err
	}
	return offered(e, q, c).write(), []outbox.Paper{{Kind: outbox.Quote, Number: q.Number, ID: q.ID.Text(quote.Prefix)}}, nil
}

func offered(e seller.Entity, q quote.Quote, c party.Customer) draft {
	d := draft{language: c.Language, seller: e, subject: "message.quote.subject", before: []string{"message.hello", "message.quote"}, button: "message.quote.button"}
	if q.Revision > 1 {
		d.before = append(d.before, "message.quote.again")
	}
	d.give("seller", e.Name)
	d.give("customer", c.Name)
	d.give("number", q.Number)
	d.give("total", q.Total.In(q.Currency))
	d.give("day", q.ValidUntil)
	d.fact("message.number", q.Number)
	d.fact("message.day", words.Date(d.language, q.QuotedOn))
	d.fact("message.amount", words.Amount(d.language, q.Total.In(q.Currency)))
	d.fact("message.until", words.Date(d.language, q.ValidUntil))
	d.after = []string{"message.attached", "message.question", "message.bye"}
	return d
}
