package invoice

import (
	"strings"

	"encaisse/base/money"
	"encaisse/o2c/tax"
)

// stateLine is a line of a document as a state asks for it.
type stateLine struct {
	State  string // where the goods went, or who was served sits
	Net    money.Amount
	Taxed  bool
	Reason string // why it is not
	Rate   money.Percent
	Tax    money.Amount
}

// byState is what each line of a document sold where, with its share of the
// document's tax: by rate, by largest remainder, so that the states sum to it.
func (v Invoice) byState(shipped func(Line) string) ([]stateLine, error) {
	out := make([]stateLine, len(v.Lines))
	for i, l := range v.Lines {
		t, err := tax.Stored(l.Treatment)
		if err != nil {
			return nil, err
		}
		out[i] = stateLine{State: shipped(l), Net: l.Net, Reason: t.Reason}
		for _, x := range t.Taxes {
			if x.Code == tax.Sales {
				place, _, _ := strings.Cut(x.Place, " ") // its postcode follows
				out[i].State, out[i].Taxed, out[i].Rate = place, true, x.Rate
			}
		}
	}
	for _, r := range v.Taxes {
		if r.Code != tax.Sales {
			continue
		}
		weights := make([]money.Amount, len(out))
		for i, l := range out {
			if l.Taxed && l.Rate == r.Rate {
				weights[i] = l.Net
			}
		}
		shares, err := money.ProRata(r.Amount, weights)
		if err != nil {
			return nil, err
		}
		for i := range out {
			out[i].Tax += shares[i]
		}
	}
	return out, nil
}

// stateOf is a state of the United States by its code, "" elsewhere.
func stateOf(country, region string) string {
	if !strings.EqualFold(country, "US") {
		return ""
	}
	return tax.State(region)
}
