package receivable

import (
	"encaisse/base/day"
	"encaisse/base/id"
	"encaisse/base/money"
)

// Agreed is the rate of late payment a company agreed with a customer, a year: it
// holds for what is issued from then on, as long as that is late. 0 is none.
type Agreed struct {
	ID        id.ID
	ValidFrom day.Day
	Rate      money.Percent
}

// contract is the source of a rate agreed with a customer.
const contract = "contract"

// InForce is the rate that was agreed when a document was issued, if one was: a
// later change leaves what its invoice says. Rows are in the order they came.
func InForce(list []Agreed, document id.ID, issued day.Day) (r LateRate, ok bool) {
	for _, a := range list {
		if a.ID < document && a.ValidFrom <= issued {
			r, ok = LateRate{ValidFrom: a.ValidFrom, Rate: a.Rate, Yearly: true, Source: contract}, a.Rate > 0
		}
	}
	return r, ok
}
