package payment

import (
	"slices"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/o2c/receivable"
)

// Why a payment is not applied by itself.
const (
	whyUnknown  = "payer_unknown"
	whyOther    = "other_customer" // the reference names an invoice of somebody else
	whyPaid     = "named_paid"     // what it names is paid
	whySeveral  = "several_named"  // it names several that do not sum to the amount
	whyEqual    = "several_equal"  // nothing is guessed between equals
	whyNothing  = "nothing_open"
	whyNoAmount = "no_match" // neither its reference nor its amount leads to one invoice
)

// proposal is what the matching run would do with what is left of a payment.
type proposal struct {
	how              string // reference or amount; "" when it stays as it is
	why              string
	uses             []receivable.SettledItem
	discount         money.Amount
	missing, tooMuch money.Amount // small differences written off
	left             money.Amount
}

// propose finds what a payment settles, as match does: named is what its
// reference leads to, open what its customer owes in its currency.
func propose(p Payment, item receivable.Item, named, open []receivable.Item, tolerances []Tolerance, today day.Day) (proposal, error) {
	out := proposal{left: item.Left()}
	if p.Customer == 0 {
		out.why = whyUnknown
		return out, nil
	}
	owed := meant(p, item, named)
	out.how = "reference"
	if len(owed) == 0 {
		owed, out.how = exactly(open, item.Left(), p.ReceivedOn), "amount"
	}
	if len(owed) == 0 || out.how == "amount" && len(owed) > 1 {
		out.how, out.why = "", p.whyNot(named, open, len(owed))
		return out, nil
	}
	return out.carry(p, item, slices.Clone(owed), tolerances, today)
}

// exactly are up to two of the items that an amount pays, with or without the
// discount of who paid on a day.
func exactly(open []receivable.Item, amount money.Amount, paid day.Day) (out []receivable.Item) {
	for _, i := range open {
		if (i.Open == amount || i.Discount > 0 && i.Open-i.Discount == amount && i.DiscountUntil >= paid) && len(out) < 2 {
			out = append(out, i)
		}
	}
	return out
}

// whyNot says why there is not exactly one way.
func (p Payment) whyNot(named, open []receivable.Item, equal int) string {
	his := slices.ContainsFunc(named, func(i receivable.Item) bool { return i.Customer == p.Customer && i.Open > 0 })
	switch {
	case his:
		return whySeveral
	case equal > 1:
		return whyEqual
	case slices.ContainsFunc(named, func(i receivable.Item) bool { return i.Customer == p.Customer }):
		return whyPaid
	case len(named) > 0:
		return whyOther
	case len(open) == 0:
		return whyNothing
	}
	return whyNoAmount
}

// carry takes discount and small difference, then settles item by item.
func (x proposal) carry(p Payment, item receivable.Item, owed []receivable.Item, tolerances []Tolerance, today day.Day) (proposal, error) {
	offers, err := (&early{paid: p.ReceivedOn}).offered(owed, item.Left())
	if err != nil {
		return x, err
	}
	for i, offer := range offers {
		owed[i].Open -= offer
		x.discount += offer
	}
	if missing := gap(owed, item, item.Left()); missing != 0 && x.how == "reference" {
		most, err := toleranceOn(tolerances, p.Currency, today).of(owed[0].Total)
		if err != nil {
			return x, err
		}
		switch {
		case missing.Abs() > most:
		case missing > 0:
			x.missing = missing
			owed[0].Open -= missing
		default:
			x.tooMuch = -missing
			x.left += missing
		}
	}
	for _, o := range owed {
		if part := min(o.Open, x.left); part > 0 {
			x.uses = append(x.uses, receivable.SettledItem{Number: o.Number, Amount: part, Item: o})
			x.left -= part
		}
	}
	return x, nil
}

// after is what is owed once a proposal was carried out, for the payments that
// come after it.
func (x proposal) after(open []receivable.Item) []receivable.Item {
	if x.how == "" {
		return open
	}
	open = slices.Clone(open)
	for i := range open {
		for _, u := range x.uses {
			if u.Item.ID == open[i].ID {
				open[i].Open = u.Item.Open - u.Amount
			}
		}
	}
	return slices.DeleteFunc(open, func(i receivable.Item) bool { return i.Open == 0 })
}
