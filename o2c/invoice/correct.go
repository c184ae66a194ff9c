package invoice

import (
	"slices"

	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/catalog"
	"encaisse/o2c/seller"
	"encaisse/o2c/tax"
)

// A corrected invoice (384) replaces its original entirely: the original is
// reversed, the new one posted, what is owed and what paid it move to the new
// one (domain.md 1.5).

// Correction is what a line of an invoice should have said.
type Correction struct {
	N         int64             `json:"n" doc:"line of the invoice"`
	Quantity  *money.Quantity   `json:"quantity,omitempty" doc:"at most what the line bills; 0 takes the line out"`
	UnitPrice *money.Price      `json:"unit_price,omitempty"`
	Discount  catalog.Discounts `json:"discount_percent,omitempty" doc:"instead of all that changes the unit price"`
	Name      *string           `json:"name,omitempty" maxLength:"200"`
}

// corrected makes the lines of the invoice that replaces v: those said as they
// are said, the others as they were.
func (v Invoice) corrected(draft Invoice, list []Correction) (Invoice, error) {
	said := map[int64]Correction{}
	for _, c := range list {
		if c.N < 1 || c.N > int64(len(v.Lines)) {
			return draft, refuse.New(refuse.Invalid, "invoice.line", "line", c.N)
		}
		said[c.N] = c
	}
	for _, l := range v.Lines {
		n, err := l.as(said[l.N], v.Currency)
		if err != nil {
			return draft, err
		}
		if n.Quantity == 0 {
			continue
		}
		n.Invoice, n.N, n.OriginalN, n.Credited, n.CreditedNet = draft.ID, int64(len(draft.Lines)+1), l.N, 0, 0
		draft.Lines = append(draft.Lines, n)
	}
	return draft, nil
}

// as is the line with what a correction says of it. A quantity alone keeps the
// price of the line: its part of the net, rounded once.
func (l Line) as(c Correction, currency money.Currency) (Line, error) {
	was := l.Quantity
	if c.Name != nil {
		l.Name = *c.Name
	}
	if c.Quantity != nil {
		if *c.Quantity < 0 || *c.Quantity > was {
			return l, refuse.New(refuse.Conflict, "invoice.correct_quantity", "line", l.N, "quantity", *c.Quantity, "billed", was)
		}
		l.Quantity = *c.Quantity
	}
	if c.UnitPrice == nil && c.Discount == nil {
		net, err := money.MulDiv(int64(l.Net), int64(l.Quantity), int64(was))
		if err != nil {
			return l, err
		}
		l.Net = money.Amount(net)
		l.Gross, err = portion(l.Gross, 0, l.Quantity, was)
		return l, err
	}
	if c.UnitPrice != nil {
		if *c.UnitPrice < 0 {
			return l, refuse.New(refuse.Invalid, "invoice.correct_price", "line", l.N)
		}
		l.UnitPrice = *c.UnitPrice
	}
	steps, err := catalog.ParseSteps(l.Discounts)
	if err != nil {
		return l, err
	}
	if own := catalog.Own(c.Discount, 0); c.Discount != nil {
		if steps.Included() {
			own = append(own, catalog.Step{Included: true})
		}
		steps = own
	} else if steps.Amount() != 0 || steps.Share() != 0 { // off the order's line, of which this is a part
		return l, refuse.New(refuse.Invalid, "invoice.correct_off", "line", l.N)
	}
	steps = steps.Holding(0) // the document takes it out of all its lines
	l.Discounts = steps.String()
	l.Net, err = catalog.Priced{Unit: l.UnitPrice, Steps: steps}.Net(l.Quantity, currency)
	if steps.Included() {
		l.Gross = l.Net
	}
	return l, err
}

// totalled sets the taxes and totals of a document by its lines.
func (v Invoice) totalled() (Invoice, error) {
	v, err := v.untaxed()
	if err != nil {
		return v, err
	}
	b, err := v.breakdown()
	v.Net, v.Tax, v.Total, v.Taxes = b.Net, b.Tax, b.Total, b.Rows
	return v, err
}

// same reports whether a draft says nothing else than the invoice it would
// replace.
func (v Invoice) same(draft Invoice) bool {
	plain := func(lines []Line) []Line {
		out := slices.Clone(lines)
		for i := range out {
			out[i].Invoice, out[i].OriginalN, out[i].Credited, out[i].CreditedNet = 0, 0, 0, 0
		}
		return out
	}
	return draft.Terms == v.Terms && draft.Parties == v.Parties && slices.Equal(plain(draft.Lines), plain(v.Lines))
}

// undone is what the taxes that wait on an invoice move by when it is reversed:
// all of it, none is cashed; what was taken back before left nothing.
func (v Invoice) undone(e seller.Entity) ([]tax.Moved, error) {
	var out []tax.Moved
	for _, r := range v.Taxes {
		if r.Pending != 0 || r.PendingBase != 0 {
			out = tax.Merged(out, []tax.Moved{{Code: r.Code, Rate: r.Rate, PendingBase: r.PendingBase, Pending: r.Pending}})
		}
	}
	if v.Currency == e.Currency {
		return out, nil
	}
	return v.left(nil, out)
}
