package invoice

import (
	"encaisse/base/money"
	"encaisse/o2c/receivable"
	"encaisse/o2c/tax"
)

// Discount is a cash discount: a part of the price and of its tax alike
// (domain.md 3.3), by rate.
type Discount struct {
	Net   money.Amount
	Total money.Amount // tax included
	Rows  []tax.Row
}

// discount is the cash discount on what of the invoice is not credited. Taken
// over documents and plans have none.
func (v Invoice) discount(credited []tax.Row) (Discount, error) {
	percent, _, ok := receivable.Terms(v.Terms).Discount()
	if !ok || v.TakenOver || !v.Bills() {
		return Discount{}, nil
	}
	var d Discount
	for _, r := range v.Taxes {
		for _, c := range credited {
			if c.Category == r.Category && c.Code == r.Code && c.Rate == r.Rate {
				r.Base, r.Amount, r.PendingBase, r.Pending = r.Base-c.Base, r.Amount-c.Amount, r.PendingBase-c.PendingBase, r.Pending-c.Pending
			}
		}
		for _, a := range []*money.Amount{&r.Base, &r.Amount, &r.PendingBase, &r.Pending} {
			part, err := percent.Of(*a)
			if err != nil {
				return d, err
			}
			*a = part
		}
		d.Net, d.Total, d.Rows = d.Net+r.Base, d.Total+r.Base+r.Amount, append(d.Rows, r)
	}
	return d, nil
}

// moves is what the discount takes off the taxes: of what waits by what is
// open, and at once of the rest.
func (d Discount) moves(waits tax.Pending, open money.Amount) ([]tax.Moved, error) {
	moves, _, err := waits.Credit(tax.PendingOf(d.Rows), d.Total, d.Total, open)
	if err != nil {
		return nil, err
	}
	var due []tax.Moved
	for _, r := range d.Rows {
		if r.Code != "" && (r.Amount != r.Pending || r.Base != r.PendingBase) {
			due = append(due, tax.Moved{Code: r.Code, Rate: r.Rate, Base: r.PendingBase - r.Base, Due: r.Pending - r.Amount})
		}
	}
	return tax.Merged(due, moves), nil
}
