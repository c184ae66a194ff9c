package order

import (
	"slices"

	"encaisse/base/day"
	"encaisse/base/money"
	"encaisse/o2c/credit"
)

// fit is how much of a held order would pass: lines are kept from the first
// on, in whole pieces, as long as their total, tax included, is within the
// room that is left under the limit.
func (o Order) fit(v credit.Verdict, d day.Day) []credit.Fit {
	if v.Limit == nil || !slices.Equal(v.Failed, []string{credit.RuleLimit}) {
		return nil // what else fails does not end with a smaller order
	}
	room := *v.Limit - (v.Exposure - v.Amount)
	if room <= 0 {
		return nil
	}
	kept := make([]money.Quantity, len(o.Lines))
	within := func() bool {
		b, err := o.taxed(d, func(n int, _ Line) (from, to money.Quantity) { return 0, kept[n] })
		return err == nil && b.Total <= room
	}
	var out []credit.Fit
	for i, l := range o.Lines {
		whole := int64(l.Left() / money.Units(1))
		low, high := int64(0), whole
		for low < high {
			mid := (low + high + 1) / 2
			if kept[i] = money.Units(mid); within() {
				low = mid
			} else {
				high = mid - 1
			}
		}
		if kept[i] = money.Units(low); low > 0 {
			out = append(out, credit.Fit{SKU: l.SKU, Quantity: kept[i]})
		}
	}
	return out
}
