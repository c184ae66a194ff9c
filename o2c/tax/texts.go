package tax

import "encaisse/base/words"

// Texts are the sentences of this package. Those of tax.mention are printed on
// invoices.
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

	"tax.mention.fr.franchise": {
		FR: "TVA non applicable, art. 293 B du CGI",
		EN: "VAT not applicable, art. 293 B of the French tax code (CGI)"},
	"tax.mention.reverse_charge": {
		FR: "Autoliquidation",
		EN: "Reverse charge"},
	"tax.mention.fr.intra_eu": {
		FR: "Exonération de TVA, art. 262 ter I du CGI",
		EN: "VAT exempt intra-Community supply, art. 262 ter I of the French tax code (CGI)"},
	"tax.mention.intra_eu": {
		FR: "Exonération de TVA, art. 138 de la directive 2006/112/CE",
		EN: "VAT exempt intra-Community supply, art. 138 of directive 2006/112/EC"},
	"tax.mention.fr.export": {
		FR: "Exonération de TVA, art. 262 I du CGI",
		EN: "VAT exempt export, art. 262 I of the French tax code (CGI)"},
	"tax.mention.export": {
		FR: "Exonération de TVA, art. 146 de la directive 2006/112/CE",
		EN: "VAT exempt export, art. 146 of directive 2006/112/EC"},
	"tax.mention.fr.abroad": {
		FR: "TVA non applicable, art. 259, 1° du CGI",
		EN: "Outside the scope of French VAT, art. 259, 1° of the French tax code (CGI)"},
	"tax.mention.abroad": {
		FR: "TVA non applicable, art. 44 de la directive 2006/112/CE",
		EN: "Outside the scope of VAT, art. 44 of directive 2006/112/EC"},
	"tax.mention.none": {
		FR: "Sans taxe",
		EN: "No tax"},
	"tax.mention.exempt": {
		FR: "Opération exonérée de taxe",
		EN: "Tax exempt supply"},
	"tax.mention.small_supplier": {
		FR: "Petit fournisseur non inscrit : aucune taxe perçue",
		EN: "Small supplier, not registered: no tax charged"},
	"tax.mention.small_business": {
		FR: "Exonération de TVA, régime des petites entreprises",
		EN: "VAT exempt, small enterprise scheme"},
	"tax.mention.us_no_nexus": {
		FR: "Taxe de vente américaine non perçue : pas d’assujettissement dans cet État",
		EN: "Sales tax not charged: no nexus in this state"},
	"tax.mention.us_resale": {
		FR: "Achat pour la revente, sans taxe de vente (certificat du client)",
		EN: "Purchase for resale, no sales tax (customer's certificate)"},
	"tax.mention.us_exempt": {
		FR: "Client exonéré de taxe de vente (certificat du client)",
		EN: "Customer exempt from sales tax (customer's certificate)"},
	"tax.mention.us_freight": {
		FR: "Frais de port non taxés dans cet État",
		EN: "Delivery charge not taxed in this state"},
	"tax.mention.us_service": {
		FR: "Service non taxé dans cet État",
		EN: "Service not taxed in this state"},
	"tax.mention.ca_export": {
		FR: "Exportation détaxée",
		EN: "Zero-rated export"},
	"tax.mention.not_taxed_abroad": {
		FR: "Vente hors des États-Unis, sans taxe de vente",
		EN: "Sale outside the United States, no sales tax"},

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
