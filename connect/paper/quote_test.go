package paper_test

import (
	"testing"

	"encaisse/base/db"
	"encaisse/base/db/dbtest"
	"encaisse/base/refuse"
)

// A quote is drawn in the customer's language; sent, its page stays the same
// bytes, one for each last day it was given, whatever changes after.
func TestAQuoteIsKept(t *testing.T) {
	dbtest.Both(t, func(t *testing.T, url string) {
		h := wholesale(t, url)
		h.do(`quote.make customer=dupont lines=vis:12-5%,pose:2 send=false valid_until=2026-12-31`)
		if f := h.file("quote.pdf id=DV-2026-000001"); f.Kept {
			t.Error("a draft was kept")
		}
		h.do(`quote.send id=DV-2026-000001`)
		first := h.file("quote.pdf id=DV-2026-000001")
		h.says(first, "Devis", "DV-2026-000001", "Dupont & fils", "Vis inox", "5 %", "114,00", "Pose", "Total HT", "239,00 €", "TVA 20 % sur 239,00 €", "47,80 €", "Total TTC", "286,80 €",
			"Valable jusqu’au", "31/12/2026", "30 jours", "bon pour accord", "SIREN 732 829 320", "!Net à payer", "!FR14")
		h.do(`entity.letterhead id=Maison\ Exemple form=SA`, `item.put sku=vis kind=goods price=99.00 name=Autre`)
		if again := h.file("quote.pdf id=DV-2026-000001"); !again.Kept || again.SHA256 != first.SHA256 {
			t.Error("it changed")
		}
		h.do(`quote.revalidate id=DV-2026-000001 valid_until=2027-01-31`)
		h.says(h.file("quote.pdf id=DV-2026-000001"), "31/01/2027", "!31/12/2026", "239,00 €")
		h.do(`quote.change id=DV-2026-000001 customer=dupont lines=pose:4`)
		h.says(h.file("quote.pdf id=DV-2026-000001"), "Pose", "2, remplace la précédente", "!Vis inox")
		h.do(`quote.make customer=nord lines=pose:2`)
		h.says(h.file("quote.pdf id=DV-2026-000002"), "Quote", "Good until", "These prices and terms hold until", "Nordhandel GmbH", "!20 %")
		if _, err := h.try(h.call, "quote.pdf id=DV-2026-000002 customer=dupont"); refuse.Code(err) != "quote.unknown" {
			t.Errorf("another’s quote: %v", err)
		}
		h.verified()
		h.tampered(quoteTampering)
	})
}

// quoteTampering is what is done to the first kept quote, each found by a check.
var quoteTampering = map[*db.Stmt]string{
	db.Q("paper.test.tamper.quote.data", `update paper set data = replace(data, '28680', '28681') where id = (select min(id) from paper where kind = 'quote')`): "paper.amounts",
	db.Q("paper.test.tamper.quote.until", `update paper set valid_until = valid_until - 1 where id = (select min(id) from paper where kind = 'quote')`):         "paper.amounts",
	db.Q("paper.test.tamper.quote.object", `update paper set object = object + 1 where id = (select min(id) from paper where kind = 'quote')`):                  "paper.hash",
	db.Q("paper.test.tamper.quote.total", `update quote set total = total + 1, tax = tax + 1 where number = 'DV-2026-000001' and revision = 1`):                 "paper.amounts",
	db.Q("paper.test.tamper.quote.bytes", `update paper set file = (select max(file) from paper) where id = (select min(id) from paper where kind = 'quote')`):  "paper.hash",
	db.Q("paper.test.tamper.quote.customer", `update paper set customer = customer + 1 where id = (select min(id) from paper where kind = 'quote')`):            "paper.hash",
}
