package tax

import (
	"cmp"
	"slices"

	"encaisse/base/money"
)

// Line is the net of a document line, of a document allowance (negative) or
// charge, and how it is taxed.
type Line struct {
	Net       money.Amount
	Treatment Treatment
	Gross     money.Amount // of a price with tax included: what it states; Net is what Untaxed leaves
	Included  bool         // the price is with tax included
}

// Rounding is how the taxes of a document are rounded; one method a company
// (domain.md 4.6).
type Rounding string

const (
	Apart    Rounding = "apart"    // each tax by itself: the default
	Combined Rounding = "combined" // the taxes of a line as one rate: 14.975 % in Québec

	// United States, Streamlined: to three decimals, then up when the third is
	// above 4, on the document or on each line (domain.md 4.7).
	Streamlined     Rounding = "streamlined"
	StreamlinedItem Rounding = "streamlined_item"
)

// Known reports whether it is one of them.
func (r Rounding) Known() bool {
	return r == Apart || r == Combined || r == Streamlined || r == StreamlinedItem
}

// Row is one tax at one rate over the document, or what bears no tax (no code,
// rate 0) for one reason.
type Row struct {
	Category Category      `json:"category"`
	Code     Code          `json:"code"`
	Rate     money.Percent `json:"rate"`
	Base     money.Amount  `json:"base"`
	Amount   money.Amount  `json:"amount"`
	Reason   string        `json:"reason,omitempty"` // the first by name when lines of the row differ; each line keeps its own

	// VAT on receipts: of base and amount what falls due when it is paid.
	PendingBase money.Amount `json:"pending_base,omitempty"`
	Pending     money.Amount `json:"pending,omitempty"`
}

// Breakdown is the tax of a document, in minor units of its currency.
type Breakdown struct {
	Currency money.Currency `json:"currency"`
	Net      money.Amount   `json:"net"`
	Tax      money.Amount   `json:"tax"`
	Total    money.Amount   `json:"total"`
	Rows     []Row          `json:"rows"`
}

// Total adds up a document. Each tax is computed once per category and rate on
// the sum of its lines, never per line, and rounded half away from zero; every
// tax is on the net, none on another tax (domain.md 4.3, 4.6). Rows come in
// one order whatever that of the lines. An empty rounding is that of the lines,
// else Apart. The tax of prices with tax included is what they state less their
// net, so that the total is exactly what they state. Refusal: `money.overflow`.
func Total(lines []Line, currency money.Currency, rounding Rounding) (Breakdown, error) {
	b := Breakdown{Currency: currency}
	rounding = rounding.of(lines)
	groups, err := grouped(lines, rounding == StreamlinedItem)
	if err != nil {
		return Breakdown{}, err
	}
	held := map[Row]Row{} // of prices with tax included
	for _, g := range groups {
		if err := b.add(g, rounding, held); err != nil {
			return Breakdown{}, err
		}
	}
	slices.SortFunc(b.Rows, order)
	for i, r := range b.Rows {
		if rounding == Apart {
			of := held[r.key()]
			amount, err := r.Rate.Of(r.Base - of.Base)
			if err != nil {
				return Breakdown{}, err
			}
			b.Rows[i].Amount = amount + of.Amount
		}
		if b.Rows[i].Pending, err = r.pending(b.Rows[i].Amount); err != nil {
			return Breakdown{}, err
		}
		b.Tax += b.Rows[i].Amount
	}
	b.Total, err = money.Sum(b.Net, b.Tax)
	return b, err
}

// key is what makes rows one.
func (r Row) key() Row { return Row{Category: r.Category, Code: r.Code, Rate: r.Rate} }

// pending is the part of the row's tax that its services bear.
func (r Row) pending(amount money.Amount) (money.Amount, error) {
	switch r.PendingBase {
	case 0:
		return 0, nil
	case r.Base:
		return amount, nil
	}
	part, err := money.MulDiv(int64(amount), int64(r.PendingBase), int64(r.Base))
	return money.Amount(part), err
}

// of is the rounding of a document: what its lines say, which is one method a
// company.
func (r Rounding) of(lines []Line) Rounding {
	for _, l := range lines {
		if r == "" && l.Treatment.Rounding != "" {
			r = l.Treatment.Rounding
		}
	}
	return cmp.Or(r, Apart)
}

// whole is the taxes of a base together, rounded once.
func (r Rounding) whole(rate money.Percent, base money.Amount) (money.Amount, error) {
	if r == Combined {
		return rate.Of(base)
	}
	// Streamlined: tenths of a cent, cut there, then up above 4.
	const all = money.Amount(money.Whole)
	p, abs := money.Amount(rate), base.Abs()
	tenths := abs/all*p*10 + abs%all*p*10/all
	tax := (tenths + 5) / 10
	if base < 0 {
		tax = -tax
	}
	return money.Sum(tax)
}

// grouped puts lines of equal treatment together, unless each stands apart.
func grouped(lines []Line, apart bool) ([]Line, error) {
	var groups []Line
	for _, l := range lines {
		i := slices.IndexFunc(groups, func(g Line) bool {
			return g.Included == l.Included && same(g.Treatment, l.Treatment)
		})
		if i < 0 || apart {
			groups = append(groups, l)
			continue
		}
		net, err := money.Sum(groups[i].Net, l.Net)
		if err != nil {
			return nil, err
		}
		groups[i].Net, groups[i].Gross = net, groups[i].Gross+l.Gross
	}
	return groups, nil
}

func same(a, b Treatment) bool {
	return a.Category == b.Category && a.Reason == b.Reason && a.OnReceipt == b.OnReceipt && a.Rounding == b.Rounding && a.Certificate == b.Certificate && slices.Equal(a.Taxes, b.Taxes)
}

// add puts a group into the rows. Unless they are rounded apart the taxes
// together are rounded once and the last one takes what the others leave.
func (b *Breakdown) add(g Line, rounding Rounding, held map[Row]Row) error {
	var err error
	if b.Net, err = money.Sum(b.Net, g.Net); err != nil {
		return err
	}
	t := g.Treatment
	if len(t.Taxes) == 0 {
		b.row(Row{Category: t.Category, Base: g.Net, Reason: t.Reason})
		return nil
	}
	var together money.Percent
	var taken money.Amount
	for i, x := range t.Taxes {
		r := Row{Category: t.Category, Code: x.Code, Rate: x.Rate, Base: g.Net, Reason: t.Reason}
		if t.OnReceipt {
			r.PendingBase = g.Net
		}
		switch together += x.Rate; {
		case g.Included:
			if r.Amount, err = x.Rate.Of(g.Net); err != nil {
				return err
			}
			if i == len(t.Taxes)-1 {
				r.Amount = g.Gross - g.Net - taken
			}
			taken += r.Amount
			of := held[r.key()]
			held[r.key()] = Row{Base: of.Base + r.Base, Amount: of.Amount + r.Amount}
		case rounding != Apart:
			whole, err := rounding.whole(together, g.Net)
			if err != nil {
				return err
			}
			if r.Amount, err = x.Rate.Of(g.Net); err != nil {
				return err
			}
			if i == len(t.Taxes)-1 {
				r.Amount = whole - taken
			}
			taken += r.Amount
		}
		b.row(r)
	}
	return nil
}

// row adds to the row of the same category, tax and rate, or begins it.
func (b *Breakdown) row(r Row) {
	for i, old := range b.Rows {
		if old.Category == r.Category && old.Code == r.Code && old.Rate == r.Rate {
			b.Rows[i].Base += r.Base
			b.Rows[i].Amount += r.Amount
			b.Rows[i].PendingBase += r.PendingBase
			b.Rows[i].Reason = min(old.Reason, r.Reason)
			return
		}
	}
	b.Rows = append(b.Rows, r)
}

var (
	categories = []Category{Taxed, ZeroRated, ExemptSupply, Reversed, IntraEU, Export, OutOfScope, NoTax}
	codes      = []Code{VAT, GST, HST, QST, PST, Sales, ""}
)

// order: taxed before untaxed, federal before provincial, the higher rate
// first.
func order(a, b Row) int {
	return cmp.Or(
		cmp.Compare(slices.Index(categories, a.Category), slices.Index(categories, b.Category)),
		cmp.Compare(slices.Index(codes, a.Code), slices.Index(codes, b.Code)),
		cmp.Compare(b.Rate, a.Rate))
}
