package credit

import (
	"slices"

	"encaisse/base/db"
	"encaisse/base/money"
	"encaisse/base/words"
	"encaisse/o2c/party"
	"encaisse/o2c/receivable"
)

// Ask decides about an amount (tax included) of a customer's order, under the
// lock of his group.
func Ask(w *db.Write, c party.Customer, currency money.Currency, amount money.Amount) (Verdict, error) {
	lines, err := Guard(w, c, currency)
	if err != nil {
		return Verdict{}, err
	}
	return Decide(w.Day(), currency, amount, lines...), nil
}

// Record keeps an answer about an order with the fact that followed from it.
// Reason is "history" for a taken-over order; releasedBy the person who let it
// pass in spite of failed rules.
func Record(w *db.Write, order, event db.ID, v Verdict, confirmed bool, releasedBy db.ID, reason string) {
	var limit any
	if v.Limit != nil {
		limit = *v.Limit
	}
	w.Exec(qDecision, w.NewID(), order, event, v.Day, v.Amount, v.Exposure, limit, v.Hold(), confirmed, releasedBy, reason)
}

// Advise explains a verdict that failed, with the customer's open items.
func Advise(r *db.Read, c party.Customer, v Verdict) (*Answer, error) {
	if v.Passed() {
		return nil, nil
	}
	items, err := receivable.Left(r, c.ID)
	if err != nil {
		return nil, err
	}
	var owed []Owed
	for _, i := range items {
		late := i.Late > 0
		if v.LateFrom > 0 {
			late = receivable.DaysLate(i.DueOn, v.Day) >= v.LateFrom
		}
		if i.Currency == v.Currency {
			owed = append(owed, Owed{i.Number, i.Open, i.DueOn, late})
		}
	}
	a := Explain(v, owed)
	for _, rule := range v.Failed {
		f := Why{Rule: rule, Text: sentences.Say(r.Speak, "credit.free."+rule)}
		for _, g := range v.Figures {
			if g.Rule == rule {
				f.Value, f.Threshold = &g.Value, &g.Threshold
			}
		}
		a.Rules = append(a.Rules, f)
	}
	return a, nil
}

// sentences say what frees an order.
var sentences = words.NewCatalog(words.Base, Texts)

// Ease looks at what a command moved. When the exposure or the lateness of a
// customer fell and orders of his group wait, it emits credit.eased, so that
// they are asked again. It runs at the end of every command.
func Ease(w *db.Write) error {
	var holders []db.ID
	fell := map[db.ID]money.Amount{}
	for k, v := range w.Moved() {
		change := counts(k.Kind) * money.Amount(v)
		if k.Kind == receivable.BalanceLate && v < 0 {
			change = -1 << 40 // the end of lateness eases whatever else moved
		}
		if change == 0 {
			continue
		}
		if _, ok := fell[k.Holder]; !ok {
			holders = append(holders, k.Holder)
		}
		fell[k.Holder] += change
	}
	slices.Sort(holders)
	for _, h := range holders {
		if fell[h] >= 0 {
			continue
		}
		if err := Eased(w, h, "exposure"); err != nil {
			return err
		}
	}
	return nil
}

// Eased emits credit.eased for a customer's group when orders of it wait.
func Eased(w *db.Write, customer db.ID, why string) error {
	held, noted := w.Noted(heldOf(customer)).(waiting)
	if !noted {
		var err error
		if held, err = db.One[waiting](w.Read, qHeld, customer); err == db.ErrNone {
			return nil
		}
		if err != nil {
			return err
		}
	}
	if held.Count == 0 {
		return nil
	}
	w.Emit("credit.eased", eased{why, held.Count}, db.Obj("holder", held.Root), db.Obj("customer", customer))
	return nil
}
