package paper_test

import (
	"testing"

	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/refuse"
	"encaisse/o2c/payment"
)

// A charge says on which invoice, over which days and at which rate, why there is
// no tax on it and how to pay it, in the customer's language; it stays the same
// bytes, whatever is waived after. 136,80 for 30 days at 12,15 % make 1,37.
func TestAChargeIsKept(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		h := wholesale(t, url)
		h.do(`order.place number=N1 customer=nord lines=vis:10`, `shipping.plan order=N1 ship=true`)
		h.later(60)
		h.do(`penalty.charge customer=dupont`)
		first := h.file("penalty.pdf id=PE-2027-000001")
		h.says(first, "Note de pénalités", "PE-2027-000001", "Dupont & fils", "SIREN 404 833 048", "SIREN 732 829 320", "SAS au capital de 80 000 €", "Date d’émission", "19/01/2027", "18/02/2027",
			"Pénalités de retard, facture FA-2026-000001", "du 21/12/2026 au 19/01/2027", "Impayé TTC", "136,80", "30", "12,15 %", "1,37",
			"Indemnité forfaitaire de recouvrement, facture FA-2026-000001", "40,00", "Pénalités de retard", "1,37 €", "Indemnités de recouvrement", "Net à payer", "41,37 €",
			"À régler au plus tard le 18/02/2027", "FR14 2004 1010 0505 0001 3M02 606", "Code de virement SEPA", "L441-10 et D441-5", "jours exacts sur 365", "Hors du champ de la TVA", "!Total", "!TVA 20 %")
		h.do(`entity.letterhead id=Maison\ Exemple form=SA`, `penalty.waive id=PE-2027-000001 part=indemnity reason=geste`)
		if again := h.file("penalty.pdf id=PE-2027-000001"); !first.Kept || again.SHA256 != first.SHA256 {
			t.Error("it changed")
		}
		if _, err := h.try(h.call, "penalty.pdf id=PE-2027-000001 customer=nord"); refuse.Code(err) != "charge.unknown" {
			t.Errorf("another’s charge: %v", err)
		}
		h.do(`penalty.charge customer=nord`)
		h.says(h.file("penalty.pdf id=PE-2027-000002"), "Late payment charge", "Nordhandel GmbH", "Unpaid amount", "12.15%", "Fixed charge for recovery, invoice FA-2026-000002", "Outside the scope of VAT", "!Pénalités")
		p := h.do(`payment.receive customer=dupont amount=5.00`).(payment.View)
		h.do("payment.return id="+p.ID+" fee=8.00", "payment.recharge id="+p.ID)
		h.says(h.file("penalty.pdf id=PE-2027-000003"), "Frais bancaires de rejet, règlement du 19/01/2027", "8,00 €", "Hors du champ de la TVA", "!L441-10", "!Pénalités comptées")
		h.verified()
		h.tampered(chargeTampering)
	})
}

// chargeTampering is what is done to the first kept charge, each found by a check.
var chargeTampering = map[*db.Stmt]string{
	db.Q("paper.test.tamper.charge.data", `update paper set data = replace(data, '4137', '4138') where id = (select min(id) from paper where kind = 'charge')`):  "paper.amounts",
	db.Q("paper.test.tamper.charge.line", `update charge_line set from_on = from_on + 1 where n = 1 and charge = (select min(id) from charge)`):                  "paper.amounts",
	db.Q("paper.test.tamper.charge.due", `update charge set due_on = due_on + 1 where number = 'PE-2027-000001'`):                                                "paper.amounts",
	db.Q("paper.test.tamper.charge.object", `update paper set object = object + 1 where id = (select min(id) from paper where kind = 'charge')`):                 "paper.hash",
	db.Q("paper.test.tamper.charge.bytes", `update paper set file = (select max(file) from paper) where id = (select min(id) from paper where kind = 'charge')`): "paper.hash",
	db.Q("paper.test.tamper.charge.customer", `update paper set customer = customer + 1 where id = (select min(id) from paper where kind = 'charge')`):           "paper.hash",
}
