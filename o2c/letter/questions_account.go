package letter

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/words"
	"encaisse/o2c/insight"
	"encaisse/o2c/outbox"
	"encaisse/o2c/party"
	"encaisse/o2c/seller"
)

// Statement is the template of the message that brings a statement of account.
const Statement = "statement"

// account is the message that brings a customer's statement, and what goes with
// it.
func account(r *db.Read, c party.Customer, l words.Language) (outbox.Words, []outbox.Paper, error) {
	e, err := seller.Of(r)
	if err != nil {
		return outbox.Words{}, nil, err
	}
	s, err := insight.Statement(r, insight.StatementIn{Customer: c.Number})
	if err != nil {
		return outbox.Words{}, nil, err
	}
	return state(e, c, s, l).write(), []outbox.Paper{{Kind: outbox.Statement, Number: c.Number}}, nil
}

// state is the message about a statement.
func state(e seller.Entity, c party.Customer, s insight.StatementOut, l words.Language) draft {
	d := draft{language: l, seller: e, subject: "message.statement.subject", before: []string{"message.hello", "message.statement"}, button: "message.statement.button"}
	var late money.Amount
	for i, a := range s.Aging {
		if i > 0 && i < len(s.Aging)-1 {
			late += a.Minor
		}
	}
	d.give("seller", e.Name)
	d.give("customer", c.Name)
	d.give("day", s.To)
	d.give("number", c.Number)
	d.give("iban", e.IBAN)
	d.fact("message.account", c.Number)
	d.fact("message.balance", words.Amount(l, s.Closing))
	if late > 0 {
		d.fact("message.late", words.Amount(l, late.In(s.Closing.Currency)))
	}
	d.after = append(d.after, "message.attached")
	if s.Closing.Minor > 0 && e.IBAN != "" {
		d.after = append(d.after, "message.transfer")
	}
	d.after = append(d.after, "message.question", "message.bye")
	return d
}
