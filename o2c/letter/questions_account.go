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
	list, papers := []insight.StatementOut{s}, []outbox.Paper{ofAccount(e, s)}
	for _, in := range s.Others {
		if s, err = insight.Statement(r, insight.StatementIn{Customer: c.Number, Currency: in}); err != nil {
			return outbox.Words{}, nil, err
		}
		list, papers = append(list, s), append(papers, ofAccount(e, s))
	}
	return state(e, c, list, l).write(), papers, nil
}

// ofAccount is the statement that goes with the message, one a currency.
func ofAccount(e seller.Entity, s insight.StatementOut) outbox.Paper {
	p := outbox.Paper{Kind: outbox.Statement, Number: s.Customer}
	if s.Closing.Currency != e.Currency {
		p.Currency = s.Closing.Currency
	}
	return p
}

// state is the message about a statement, or one a currency.
func state(e seller.Entity, c party.Customer, list []insight.StatementOut, l words.Language) draft {
	d := draft{language: l, seller: e, subject: "message.statement.subject", before: []string{"message.hello", "message.statement"}, button: "message.statement.button"}
	d.give("seller", e.Name)
	d.give("customer", c.Name)
	d.give("day", list[0].To)
	d.give("number", c.Number)
	d.payable(e)
	d.fact("message.account", c.Number)
	owed := false
	for _, s := range list {
		var late money.Amount
		for i, a := range s.Aging {
			if i > 0 && i < len(s.Aging)-1 {
				late += a.Minor
			}
		}
		d.fact("message.balance", words.Amount(l, s.Closing))
		if late > 0 {
			d.fact("message.late", words.Amount(l, late.In(s.Closing.Currency)))
		}
		owed = owed || s.Closing.Minor > 0
	}
	d.after = append(d.after, "message.attached")
	if owed && e.Payable() {
		d.after = append(d.after, way(e))
	}
	d.after = append(d.after, "message.question", "message.bye")
	return d
}
