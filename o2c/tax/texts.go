package tax

import "encaisse/base/words"

// Texts are the sentences of this package; those printed on invoices are
// MentionTexts.
var Texts = words.Texts{
	"tax.rate": {
		FR: "Aucun taux connu : {tax}, {place}, classe {class}, le {day}.",
		EN: "No rate is known: {tax}, {place}, class {class}, on {day}."},
	"tax.country": {
		FR: "Le pays de livraison manque : la taxe ne peut pas être déterminée.",
		EN: "The country of delivery is missing: the tax cannot be decided."},
	"tax.region": {
		FR: "La province de livraison manque ou n’existe pas : « {region} ».",
		EN: "The province of delivery is missing or unknown: “{region}”."},
	"tax.state": {
		FR: "L’État de livraison manque ou n’existe pas : « {region} ». Complétez l’adresse de livraison ou la fiche du client.",
		EN: "The state of delivery is missing or unknown: “{region}”. Complete the delivery address or the customer."},
	"tax.state_rate": {
		FR: "Aucun taux de taxe de vente connu pour {state}, code postal « {postcode} », le {day} : la société y est assujettie. Saisissez le taux (tax.rate) ou importez-le (import tax-rates).",
		EN: "No sales tax rate is known for {state}, postcode “{postcode}”, on {day}, where the company has nexus. Set the rate (tax.rate) or import it (import tax-rates)."},
	"tax.vat_unchecked": {
		FR: "Le numéro de TVA du client {customer} n’est pas confirmé au {day} : vérifiez-le et enregistrez la réponse (customer.vat_check), ou retirez-le de sa fiche pour taxer la vente.",
		EN: "The VAT number of customer {customer} is not confirmed on {day}: check it and record the answer (customer.vat_check), or remove it from the customer to tax the sale."},
	"tax.seller_country": {
		FR: "Aucune règle de taxe pour un vendeur de ce pays : {country}.",
		EN: "There are no tax rules for a seller of this country: {country}."},

	"tax.code.VAT":   {FR: "TVA", EN: "VAT"},
	"tax.code.GST":   {FR: "TPS", EN: "GST"},
	"tax.code.HST":   {FR: "TVH", EN: "HST"},
	"tax.code.QST":   {FR: "TVQ", EN: "QST"},
	"tax.code.PST":   {FR: "TVP", EN: "PST"},
	"tax.code.SALES": {FR: "Taxe de vente", EN: "Sales tax"},

	"tax.class.standard":       {FR: "taux normal", EN: "standard rate"},
	"tax.class.intermediate":   {FR: "taux intermédiaire", EN: "intermediate rate"},
	"tax.class.reduced":        {FR: "taux réduit", EN: "reduced rate"},
	"tax.class.super_reduced":  {FR: "taux particulier", EN: "super-reduced rate"},
	"tax.class.exempt":         {FR: "exonéré", EN: "exempt"},
	"tax.class.zero":           {FR: "taux zéro", EN: "zero rate"},
	"tax.class.reverse_charge": {FR: "autoliquidation", EN: "reverse charge"},
}
