package shipping

import (
	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/refuse"
	"encaisse/o2c/order"
)

// Progress says how far works are, in all.
type Progress struct {
	ID      string        `path:"id" json:"-" doc:"id or number of the order"`
	Percent money.Percent `json:"percent" doc:"of the whole order, with what was delivered before: 55"`
}

// Advance delivers the works of an order up to a percentage of it in all, from
// which its milestone is invoiced: cumulative progress less what is invoiced
// (domain.md 3.4).
func Advance(w *db.Write, in Progress) (View, error) {
	if in.Percent <= 0 || in.Percent > money.Percent(money.Whole) {
		return View{}, refuse.New(refuse.Invalid, "shipping.progress", "percent", in.Percent).At("/percent", "shipping.progress", "percent", in.Percent)
	}
	return Plan(w, ToPlan{Order: in.ID, Ship: true, upTo: in.Percent})
}

// progressed are the parts that bring an order of works to a percentage.
func progressed(o order.Order, percent money.Percent) ([]Part, error) {
	if !o.Policy.Milestones() {
		return nil, refuse.New(refuse.Conflict, "shipping.no_milestones", "number", o.Number, "policy", string(o.Policy))
	}
	var parts []Part
	for _, l := range o.Lines {
		q, err := l.UpTo(percent)
		if err != nil {
			return nil, err
		}
		if q > 0 {
			parts = append(parts, Part{N: l.N, Quantity: q})
		}
	}
	if len(parts) == 0 {
		return nil, refuse.New(refuse.Conflict, "shipping.no_progress", "number", o.Number, "percent", percent)
	}
	return parts, nil
}
