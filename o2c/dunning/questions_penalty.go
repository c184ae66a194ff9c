package dunning

import (
	"encaisse/base/day"
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/invoice"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// PenaltiesIn asks for the penalties of late payment of an invoice.
type PenaltiesIn struct {
	ID string  `path:"id" json:"-" doc:"id or number"`
	On day.Day `query:"on" json:"on,omitempty" doc:"up to that day; today when left out"`
}

// PenaltiesView is what late payment of an invoice has made due.
type PenaltiesView struct {
	Invoice   string        `json:"invoice"`
	On        day.Day       `json:"on"`
	Penalty   money.Money   `json:"penalty" doc:"simple interest on what was unpaid, actual days of 365"`
	Indemnity money.Money   `json:"indemnity" doc:"fixed charge for recovery, once an invoice"`
	Rate      money.Percent `json:"rate" doc:"a year, on that day; 0 when none holds"`
	Source    string        `json:"source"`
}

// Penalties are due from the day after the due day on, without a reminder; they
// are shown, not booked (domain.md 3.5, 3.6).
func Penalties(r *db.Read, in PenaltiesIn) (PenaltiesView, error) {
	e, err := seller.Of(r)
	if err != nil {
		return PenaltiesView{}, err
	}
	v, err := invoice.Find(r, in.ID)
	if err != nil {
		return PenaltiesView{}, err
	}
	if in.On.IsZero() {
		in.On = r.Today()
	}
	items, err := receivable.ItemsOf(r, v.ID)
	if err != nil {
		return PenaltiesView{}, err
	}
	var sum, charge money.Amount
	for _, i := range items {
		if i.Total <= 0 {
			continue
		}
		penalty, err := penaltyOf(r, e, i, in.On)
		if err != nil {
			return PenaltiesView{}, err
		}
		if sum += penalty; penalty > 0 {
			if charge, err = abroad(r, e, i, receivable.Indemnity(e.Country)); err != nil {
				return PenaltiesView{}, err
			}
		}
	}
	of, err := RatesFor(r, e, v.Customer)
	agreed, statutory := of.Of(v.ID, v.IssuedOn)
	rate, _ := receivable.RateOn(agreed, statutory, in.On)
	return PenaltiesView{v.Number, in.On, sum.In(v.Currency), charge.In(v.Currency), rate.PerYear(), rate.Source}, err
}

// LateRate is the yearly rate of late payment that an invoice states: the one agreed
// with its customer, else that of its seller, else that of the law; ok is false when
// there is none.
func LateRate(r *db.Read, e seller.Entity, v invoice.Invoice) (rate receivable.LateRate, ok bool, err error) {
	of, err := RatesFor(r, e, v.Customer)
	agreed, statutory := of.Of(v.ID, v.IssuedOn)
	rate, ok = receivable.RateOn(agreed, statutory, v.IssuedOn)
	return rate, ok, err
}

// What of it was charged, in charges of their own: reminders do not ask for it
// again.
var (
	qCharged = db.Q("dunning.charged", `select cast(coalesce(sum(amount), 0) as bigint) from charge_line where item = $1 and kind = 'penalty'`)
	qFixed   = db.Q("dunning.charged_fixed", `select cast(count(*) as bigint) from charge_line where document = $1 and (kind = 'indemnity' or kind = 'fee') and kind = 'indemnity'`)
)

// accrued is the penalty of an item up to a day that is not charged yet.
func accrued(r *db.Read, e seller.Entity, i receivable.Item, to day.Day) (money.Amount, error) {
	penalty, err := penaltyOf(r, e, i, to)
	if err != nil || penalty == 0 {
		return 0, err
	}
	charged, err := db.One[money.Amount](r, qCharged, i.ID)
	return max(0, penalty-charged), err
}
