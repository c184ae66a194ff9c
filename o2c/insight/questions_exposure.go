package insight

import (
	"slices"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/credit"
	"encaisse/o2c/party"
)

// ExposureIn asks for the exposure of a company's customers.
type ExposureIn struct {
	AsOf
	Customer string `query:"customer" json:"customer,omitempty" doc:"id or number; all when left out"`
}

// ExposureRow is what one customer may cost the company in one currency
// (domain.md 2.1). Limits are not part of it: they are those of the day one asks.
type ExposureRow struct {
	Customer  string         `json:"customer"`
	Currency  money.Currency `json:"currency"`
	Open      money.Money    `json:"open"`
	Unbilled  money.Money    `json:"unbilled"`
	Ordered   money.Money    `json:"ordered"`
	Unapplied money.Money    `json:"unapplied"`
	Deposits  money.Money    `json:"deposits"`
	Exposure  money.Money    `json:"exposure"`
}

// Exposed lists the exposure of each customer with the company that asks, as of
// any day, by number: told by the facts and the items alone, so that what is
// kept can be held against it.
func Exposed(r *db.Read, in ExposureIn) ([]ExposureRow, error) {
	out := []ExposureRow{}
	only := party.Customer{}
	if in.Customer != "" {
		var err error
		if only, err = party.Find(r, in.Customer); err != nil {
			return out, err
		}
	}
	sums, err := exposures(r, r.Entity, in.AsOf)
	if err != nil {
		return out, err
	}
	customers, err := db.All[struct {
		ID     db.ID
		Number string
	}](r, qCustomers)
	of := map[db.ID][]money.Currency{}
	for p, e := range sums {
		if *e != (credit.Exposure{}) && (only.ID == 0 || p.customer == only.ID) {
			of[p.customer] = append(of[p.customer], p.currency)
		}
	}
	for _, c := range customers {
		slices.Sort(of[c.ID])
		for _, currency := range of[c.ID] {
			e := sums[place{c.ID, currency}]
			m := func(a money.Amount) money.Money { return a.In(currency) }
			out = append(out, ExposureRow{c.Number, currency, m(e.Open), m(e.Unbilled), m(e.Ordered), m(e.Unapplied), m(e.Deposit), m(e.Total())})
		}
	}
	return out, err
}

// exposures adds up each kind for each customer and currency.
func exposures(r *db.Read, entity db.ID, in AsOf) (map[place]*credit.Exposure, error) {
	sums := map[place]*credit.Exposure{}
	if err := tallied(r, entity, in, sums); err != nil {
		return nil, err
	}
	list, err := itemsOf(r, entity, in)
	if err != nil {
		return nil, err
	}
	for _, i := range list {
		switch e := at(sums, i.CustomerID, i.Currency); {
		case i.CustomerID == 0: // nobody's yet
		case i.Total > 0:
			e.Open += i.Open
		default:
			e.Unapplied -= i.Open
		}
	}
	deposits, err := db.All[struct {
		Customer db.ID
		Currency money.Currency
		Amount   money.Amount
	}](r, qDeposits, entity, in.day(r), in.Known)
	for _, d := range deposits {
		at(sums, d.Customer, d.Currency).Deposit += d.Amount
	}
	return sums, err
}
