package insight

import (
	"fmt"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/o2c/credit"
	"encaisse/o2c/receivable"
	"encaisse/o2c/seller"
)

// ever is later than any day something counts for.
const ever = 100 * 366

// Breaches checks that what is kept of each exposure is what the facts and the
// items tell (insight.exposure): so it can be told again as of any day.
func Breaches(r *db.Read) ([]db.Breach, error) {
	kept, err := db.All[struct {
		Holder, Entity db.ID
		Currency       money.Currency
		Kind           string
		Amount         money.Amount
	}](r, qKept)
	if err != nil {
		return nil, err
	}
	entities, err := seller.All(r)
	if err != nil {
		return nil, err
	}
	var out []db.Breach
	for _, e := range entities {
		told, err := exposures(r, e.ID, AsOf{Day: r.Today().AddDays(ever)})
		if err != nil {
			return nil, err
		}
		is := map[place]*credit.Exposure{}
		for _, k := range kept {
			if k.Entity == e.ID {
				kindOf(at(is, k.Holder, k.Currency), k.Kind, k.Amount)
			}
		}
		for p := range told {
			at(is, p.customer, p.currency)
		}
		for p, x := range is {
			if must := at(told, p.customer, p.currency); *x != *must && p.customer != 0 {
				out = append(out, db.NotEqual("insight.exposure", fmt.Sprintf("customer %d", p.customer), "exposure in "+string(p.currency), *x, *must))
			}
		}
	}
	return out, nil
}

// kindOf adds a kept balance to its kind.
func kindOf(e *credit.Exposure, kind string, a money.Amount) {
	switch kind {
	case receivable.BalanceOpen:
		e.Open += a
	case receivable.BalanceUnapplied:
		e.Unapplied += a
	case credit.BalanceOrdered:
		e.Ordered += a
	case credit.BalanceUnbilled:
		e.Unbilled += a
	case credit.BalanceDeposit:
		e.Deposit += a
	}
}
