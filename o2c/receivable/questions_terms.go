package receivable

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/seller"
)

// TermsIn asks what payment terms mean for an invoice.
type TermsIn struct {
	Terms    string         `path:"terms" json:"-" doc:"30 days: net30; end of month: eomA30; discount: 2/10net30; parts: 30%net0+70%net30"`
	IssuedOn day.Day        `query:"issued_on" json:"issued_on,omitempty" doc:"today when left out"`
	Amount   *money.Decimal `query:"amount" json:"amount,omitempty" doc:"total of the invoice; its parts have no amount when left out"`
}

// TermsOut says it.
type TermsOut struct {
	Terms    Terms         `json:"terms"`
	Text     string        `json:"text"`
	IssuedOn day.Day       `json:"issued_on"`
	DueOn    day.Day       `json:"due_on" doc:"of the last part"`
	Parts    []PartView    `json:"parts"`
	Discount *DiscountView `json:"discount"`
	Latest   day.Day       `json:"latest" doc:"last lawful due day in the company's country, of the part that exceeds it; empty: lawful"`
}

// PartView is one instalment.
type PartView struct {
	DueOn  day.Day      `json:"due_on"`
	Amount *money.Money `json:"amount"`
}

// DiscountView is a cash discount, and what leaving it costs a year.
type DiscountView struct {
	Percent   money.Percent `json:"percent" doc:"of the price before tax and of its tax"`
	Until     day.Day       `json:"until"`
	Amount    *money.Money  `json:"amount"`
	Days      int           `json:"days" doc:"of credit bought by leaving it"`
	Simple    money.Percent `json:"simple" doc:"a year, without interest on interest"`
	Effective money.Percent `json:"effective" doc:"a year, compounded"`
}

// Explain says when an invoice of a day falls due under some terms, what a cash
// discount is worth, and whether the law allows them.
func Explain(r *db.Read, in TermsIn) (TermsOut, error) {
	t, err := ParseTerms(in.Terms)
	if err != nil {
		return TermsOut{}, err
	}
	e, err := seller.Of(r)
	if err != nil {
		return TermsOut{}, err
	}
	if in.IssuedOn.IsZero() {
		in.IssuedOn = r.Today()
	}
	total := money.Amount(allPercent) // any that has every part
	if in.Amount != nil {
		if total, err = in.Amount.Amount(e.Currency); err != nil || total < 0 {
			return TermsOut{}, refuse.New(refuse.Invalid, "receivable.terms_amount", "amount", *in.Amount)
		}
	}
	shown := func(a money.Amount) *money.Money {
		if in.Amount == nil {
			return nil
		}
		m := a.In(e.Currency)
		return &m
	}
	out := TermsOut{Terms: t, Text: t.Describe(r.Speak), IssuedOn: in.IssuedOn, DueOn: t.Due(in.IssuedOn)}
	for _, p := range t.Parts(total, in.IssuedOn) {
		out.Parts = append(out.Parts, PartView{p.DueOn, shown(p.Amount)})
	}
	if c, ok := t.Cost(in.IssuedOn); ok {
		percent, _, _ := t.Discount()
		off, err := percent.Of(total)
		if err != nil {
			return TermsOut{}, err
		}
		out.Discount = &DiscountView{percent, c.Until, shown(off), c.Days, c.Simple, c.Effective}
	}
	_, out.Latest, _ = t.Excess(e.Country, in.IssuedOn, false)
	return out, nil
}
