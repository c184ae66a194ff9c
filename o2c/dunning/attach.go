package dunning

import (
	"slices"

	"encaisse/o2c/outbox"
	"encaisse/o2c/receivable"
)

// mostCopies of documents go with a message; a statement tells the others.
const mostCopies = 10

// attached is what goes with a message, as its level says: nothing with what
// only calls to mind, copies of the invoices and charges with a first reminder, and from the
// second one on the statement of account too. What was taken over has no copy
// here.
func attached(template string, s situation, live []Chased) (list []outbox.Paper) {
	if template == Courtesy {
		return nil
	}
	for _, i := range live {
		copied := outbox.Paper{Kind: outbox.Invoice, Number: i.Number}
		if i.Kind == receivable.Charge {
			copied.Kind = outbox.Charge
		}
		if (i.Kind == receivable.Invoice || i.Kind == receivable.Charge) && !i.TakenOver && len(list) < mostCopies && !slices.Contains(list, copied) {
			list = append(list, copied)
		}
	}
	if template != Friendly {
		statement := outbox.Paper{Kind: outbox.Statement, Number: s.c.Number}
		if s.currency != s.e.Currency {
			statement.Currency = s.currency
		}
		list = append(list, statement)
	}
	return list
}
