package importer

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/credit"
	"encaisse/o2c/party"
	"encaisse/o2c/payment"
	"encaisse/o2c/rate"
	"encaisse/o2c/receivable"
)

// payments takes money over that came in: before its invoices or after them,
// applied by the same rules as any payment (domain.md 12, point 4).
func payments(c *check) {
	for _, row := range c.sheet.Rows {
		l := c.line(row)
		in := payment.New{ReceivedOn: l.past("received_on"), Customer: row.Text("customer"),
			Reference: row.Text("reference"), Payer: row.Text("payer")}
		in.Currency = l.paidIn(in.ReceivedOn)
		in.Amount = l.amount("amount", in.Currency)
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
			DueOn: must(l, "due_on", row.Day)}
		in.Currency = l.paidIn(in.IssuedOn)
		in.Total, in.Open = l.amount("total", in.Currency), l.amount("open", in.Currency)
		if !l.bad {
			if _, _, err := in.Amounts(); err != nil {
				l.refuse(err)
			}
		}
		owner := l.known("customer")
		if !l.bad {
			c.add(row, in, step{day: in.IssuedOn, quiet: in.IssuedOn < c.file.Cutover, do: func(w *db.Write) (bool, error) {
				if err := credit.Hold(w, owner); err != nil {
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

// paidIn is the currency of a row, the company's when it says none. Another one
// needs a rate on each day it is booked on (domain.md 5.2).
func (l *line) paidIn(days ...day.Day) money.Currency {
	home := l.c.file.entity.Currency
	c, has := may(l, "currency", l.currency)
	if !has || c == "" || c == home {
		return home
	}
	for _, d := range days {
		_, err := rate.On(l.c.r, l.c.file.entity, c, d)
		if _, no := refuse.As(err); no {
			l.no("currency", "import.currency", "currency", string(c), "home", string(home), "day", d)
			return c
		}
		if err != nil {
			l.at("currency", err)
		}
	}
	return c
}

// amount reads an amount of money of a currency.
func (l *line) amount(name string, c money.Currency) money.Decimal {
	return must(l, name, func(name string) (money.Decimal, error) {
		if _, err := l.row.Amount(name, c); err != nil {
			return 0, err
		}
		p, err := l.row.PriceIn(name, c)
		return money.Decimal(p), err
	})
}
