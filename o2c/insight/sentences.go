package insight

import (
	"encaisse/base/words"
	"encaisse/o2c/approval"
	"encaisse/o2c/catalog"
	"encaisse/o2c/credit"
	"encaisse/o2c/invoice"
	"encaisse/o2c/ledger"
	"encaisse/o2c/loss"
	"encaisse/o2c/order"
	"encaisse/o2c/party"
	"encaisse/o2c/payment"
	"encaisse/o2c/rate"
	"encaisse/o2c/receivable"
	"encaisse/o2c/rma"
	"encaisse/o2c/seller"
	"encaisse/o2c/shipping"
	"encaisse/o2c/stock"
)

// sentences name the facts of every package.
var sentences = words.NewCatalog(seller.Texts, rate.Texts, party.Texts, catalog.Texts, ledger.Texts, receivable.Texts, approval.Texts, credit.Texts, stock.Texts,
	order.Texts, shipping.Texts, invoice.Texts, rma.Texts, payment.Texts, loss.Texts, Texts, WaitTexts)

// Say is the sentence of a fact, "" when it is of a package below.
func Say(l words.Language, key string) string {
	if !sentences.Has(key) {
		return ""
	}
	return sentences.Say(l, key)
}
