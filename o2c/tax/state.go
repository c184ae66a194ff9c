package tax

import (
	"slices"
	"strings"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/base/refuse"
)

// states are those of the United States whose sales tax a seller may have to
// charge, and what is taxed like one.
var states = strings.Fields(`AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR
	PA PR RI SC SD TN TX UT VT VA WA WV WI WY`)

// State is a state of the United States as registrations and rates name it:
// "NY", "us-ny" → "US-NY"; "" when there is none of that name.
func State(region string) string {
	s := strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(region)), "US-")
	if !slices.Contains(states, s) {
		return ""
	}
	return "US-" + s
}

// Postcode is a postcode without what people write between its digits.
func Postcode(text string) string {
	return strings.NewReplacer(" ", "", "-", "").Replace(strings.ToUpper(text))
}

// StateRate is the sales tax where a delivery goes in the United States, of the
// state, its counties and cities together, from a day on (domain.md 4.7). A
// firm sets the rates itself: there are thousands, and they change.
type StateRate struct {
	State    string // "US-NY"
	Postcode string // how the postcodes begin for which it holds; "" the whole state
	Rate     money.Percent
	Freight  bool // what is charged for the delivery is taxed
	Services bool // so are services
	From     day.Day
}

// rateFor is the rate of a delivery: that of the longest beginning of its
// postcode, the last one on or before its day.
func rateFor(rates []StateRate, state, postcode string, d day.Day) (found StateRate, err error) {
	for _, r := range rates {
		if r.State != state || r.From > d || !strings.HasPrefix(postcode, r.Postcode) {
			continue
		}
		longer, same := len(r.Postcode) > len(found.Postcode), len(r.Postcode) == len(found.Postcode)
		if found.State == "" || longer || same && r.From > found.From {
			found = r
		}
	}
	if found.State == "" {
		return found, refuse.New(refuse.Invalid, "tax.state_rate", "state", state, "postcode", postcode, "day", d)
	}
	return found, nil
}

// Nexus is the state whose sales tax the supply bears, "" when it bears none.
func (s Supply) Nexus() string {
	if s.Seller.Regime == RegimeNone || vatCountry(s.Seller.Country) != "US" || vatCountry(s.ShipToCountry) != "US" {
		return ""
	}
	if state := State(s.ShipToRegion); slices.Contains(s.Seller.Registered, Registration(state)) {
		return state
	}
	return ""
}

// american charges the rate of the destination where the seller has nexus.
// What an item's class exempts bears none, nor does a customer with a
// certificate that holds.
func american(s Supply) (Treatment, error) {
	if len(s.Seller.Registered) == 0 {
		return Treatment{Category: OutOfScope, Reason: ReasonNoNexus}, nil
	}
	state := State(s.ShipToRegion)
	if state == "" {
		return Treatment{}, refuse.New(refuse.Invalid, "tax.state", "region", s.ShipToRegion)
	}
	class := s.Class.rated()
	switch {
	case !slices.Contains(s.Seller.Registered, Registration(state)):
		return Treatment{Category: OutOfScope, Reason: ReasonNoNexus}, nil
	case s.Local.Certificate != "":
		return Treatment{Category: ExemptSupply, Reason: s.Local.Certified, Certificate: s.Local.Certificate}, nil
	case class == Exempt:
		return Treatment{Category: ExemptSupply, Reason: ReasonExempt}, nil
	case class == Zero:
		return Treatment{Category: ZeroRated}, nil
	case class != Standard:
		return Treatment{}, refuse.New(refuse.Invalid, "tax.rate", "tax", string(Sales), "place", state, "class", string(class), "day", s.Day)
	}
	postcode := Postcode(s.Local.Postcode)
	r, err := rateFor(s.Local.Rates, state, postcode, s.Day)
	switch {
	case err != nil:
		return Treatment{}, err
	case s.Local.Freight && !r.Freight:
		return Treatment{Category: ExemptSupply, Reason: ReasonFreight}, nil
	case s.Kind != Goods && !r.Services:
		return Treatment{Category: ExemptSupply, Reason: ReasonService}, nil
	}
	return Treatment{Category: Taxed, Taxes: []Tax{{Code: Sales, Place: strings.TrimSpace(state + " " + postcode), Class: class, Rate: r.Rate}}}, nil
}

// States are those whose rates the treatment needs on the day of delivery.
func (t Treatment) States() (list []string) {
	for _, x := range t.Taxes {
		if x.Code == Sales {
			state, _, _ := strings.Cut(x.Place, " ")
			list = append(list, state)
		}
	}
	return list
}

// Delivered is the same treatment at the sales tax of the day of delivery.
// Refusal: tax.state_rate.
func (t Treatment) Delivered(rates []StateRate, d day.Day) (Treatment, error) {
	t.Taxes = slices.Clone(t.Taxes)
	for i, x := range t.Taxes {
		if x.Code != Sales {
			continue
		}
		state, postcode, _ := strings.Cut(x.Place, " ")
		r, err := rateFor(rates, state, postcode, d)
		if err != nil {
			return Treatment{}, err
		}
		t.Taxes[i].Rate = r.Rate
	}
	return t, nil
}
