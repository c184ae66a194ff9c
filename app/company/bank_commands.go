package company

import (
	"strings"

	"encaisse/base/db"
	"encaisse/o2c/approval"
	"encaisse/o2c/seller"
)

// bank is the kind of a change of the account that invoices ask to pay to:
// always two people (quality S17).
var bank = approval.Register(approval.Kind{Name: "entity.bank", Ladder: approval.FinanceLadder})

// Describe sets what an invoice must say of the seller; the IBAN it asks to
// pay to changes by two people.
func Describe(w *db.Write, in seller.Details) (seller.View, error) {
	if in.IBAN != nil {
		was, err := seller.Show(w.Read, seller.ByID{ID: in.ID})
		if err != nil {
			return seller.View{}, err
		}
		if now := strings.TrimSpace(*in.IBAN); now != was.IBAN {
			id, _ := db.ParseID(seller.Prefix, was.ID)
			_, err = approval.Need(w, approval.Ask{Kind: bank, Subject: id, Object: "entity", Number: was.Name, Stamp: was.IBAN + " " + now,
				Always: true, Detail: map[string]string{"was": was.IBAN, "now": now}})
			if err != nil {
				return seller.View{}, err
			}
		}
	}
	return seller.Describe(w, in)
}
