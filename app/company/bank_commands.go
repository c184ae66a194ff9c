package company

import (
	"encaisse/base/db"
	"encaisse/o2c/approval"
	"encaisse/o2c/seller"
)

// bank is the kind of a change of the account that invoices ask to pay to:
// always two people (quality S17).
var bank = approval.Register(approval.Kind{Name: "entity.bank", Ladder: approval.FinanceLadder})

// Describe sets what an invoice must say of the seller; where it asks to pay to
// changes by two people.
func Describe(w *db.Write, in seller.Details) (seller.View, error) {
	if in.IBAN != nil || in.BankAccount != nil || in.Interac != nil {
		was, e, err := seller.Paid(w.Read, in)
		if err != nil {
			return seller.View{}, err
		}
		if from, now := was.Accounts(), e.Accounts(); now != from {
			_, err = approval.Need(w, approval.Ask{Kind: bank, Subject: e.ID, Object: "entity", Number: was.Name, Stamp: from + " " + now,
				Always: true, Detail: map[string]string{"was": from, "now": now}})
			if err != nil {
				return seller.View{}, err
			}
		}
	}
	return seller.Describe(w, in)
}
