package importer

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/credit"
	"encaisse/o2c/party"
	"encaisse/o2c/payment"
	"encaisse/o2c/receivable"
)

// payments takes money over that came in: before its invoices or after them,
// applied by the same rules as any payment (domain.md 12, point 4).
func payments(c *check) {
	for _, row := range c.sheet.Rows {
		l := c.line(row)
		in := payment.New{ReceivedOn: l.past("received_on"), Customer: row.Text("customer"), Currency: l.home(),
			Reference: row.Text("reference"), Payer: row.Text("payer")}
		in.Amount = l.amount("amount")
		if in.Amount <= 0 && !l.bad {
			l.no("amount", "payment.amount", "amount", in.Amount)
		}
		if in.Customer != "" {
			l.known("customer")
		}
		if !l.bad {
			c.add(row, in, step{day: in.ReceivedOn, quiet: in.ReceivedOn < c.file.Cutover, do: func(w *db.Write) (bool, error) {
				_, err := payment.Receive(w, in)
				return true, err
			}})
		}
	}
}

// openings takes over what customers still owe (domain.md 12, point 6).
func openings(c *check) {
	for _, row := range c.sheet.Rows {
		l := c.line(row)
		in := receivable.TakenOver{Customer: l.text("customer"), Number: l.text("invoice_number"), IssuedOn: l.past("issued_on"),
			DueOn: must(l, "due_on", row.Day), Currency: l.home(), Total: l.amount("total"), Open: l.amount("open")}
		if !l.bad {
			if _, _, err := in.Amounts(); err != nil {
				l.refuse(err)
			}
		}
		owner := l.known("customer")
		if !l.bad {
			c.add(row, in, step{day: in.IssuedOn, quiet: in.IssuedOn < c.file.Cutover, do: func(w *db.Write) (bool, error) {
				if _, err := credit.Guard(w, owner, in.Currency); err != nil {
					return false, err
				}
				_, err := receivable.TakeOver(w, in)
				return true, err
			}})
		}
	}
}

// known finds the customer of a row.
func (l *line) known(name string) party.Customer {
	if !l.row.Has(name) {
		return party.Customer{} // told already, where it must not be blank
	}
	c, err := party.Find(l.c.r, l.row.Text(name))
	if err != nil {
		l.at(name, err)
	}
	return c
}

// home is the currency of a row, which must be the company's: it keeps its
// books in no other.
func (l *line) home() money.Currency {
	home := l.c.file.entity.Currency
	if c, has := may(l, "currency", l.currency); has && c != "" && c != home {
		l.no("currency", "import.currency", "currency", string(c), "home", string(home))
	}
	return home
}

// amount reads an amount of money of the company's currency.
func (l *line) amount(name string) money.Decimal {
	return must(l, name, func(name string) (money.Decimal, error) {
		if _, err := l.row.Amount(name, l.c.file.entity.Currency); err != nil {
			return 0, err
		}
		p, err := l.row.PriceIn(name, l.c.file.entity.Currency)
		return money.Decimal(p), err
	})
}
