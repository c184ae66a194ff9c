package tax

import (
	"strings"

	"encaisse/base/day"
	"encaisse/base/words"
)

// Mention is a sentence that an invoice owes: by its reason, or by what it is
// about, by the seller's country ("" for any) and, since the law that it names
// moves, by the day of issue.
type Mention struct {
	Name    string
	Country string
	From    day.Day
	Law     string // "" where none asks for it
	Text    words.Text
}

// Mentions that are of no reason: what an invoice of a country says beside its
// taxes. Sources: domain.md 3.3, 3.5, 4.2; code de commerce L441-3 and L441-6
// became L441-9 and L441-10 on 2019-04-26.
const (
	MentionCategory     = "category"
	MentionDebits       = "debits"
	MentionNoDiscount   = "no_discount"
	MentionDiscount     = "discount"
	MentionDiscountFrom = "discount_from" // of terms that count from an earlier day: a corrected invoice
	MentionRetention    = "retention"
	MentionLate         = "late"
	MentionCharge       = "charge"  // of penalties and fixed charges that are asked for
	MentionOutside      = "outside" // of amounts that are for no supply
)

// mentions are all of them. The VAT articles of the CGI moved to another code on
// 2026-09-01; the old references stay allowed until 2027-12-31 (domain.md 4.2),
// so the next rows begin before 2028.
var mentions = []Mention{
	{"VATEX-FR-FRANCHISE", "FR", single, "CGI art. 293 B", words.Text{
		FR: "TVA non applicable, art. 293 B du CGI",
		EN: "VAT not applicable, art. 293 B of the French tax code (CGI)"}},
	{"VATEX-EU-AE", "", single, "directive 2006/112/CE art. 226 (11 bis)", words.Text{
		FR: "Autoliquidation",
		EN: "Reverse charge"}},
	{"VATEX-EU-IC", "FR", single, "CGI art. 262 ter I", words.Text{
		FR: "Exonération de TVA, art. 262 ter I du CGI",
		EN: "VAT exempt intra-Community supply, art. 262 ter I of the French tax code (CGI)"}},
	{"VATEX-EU-IC", "", single, "directive 2006/112/CE art. 138", words.Text{
		FR: "Exonération de TVA, art. 138 de la directive 2006/112/CE",
		EN: "VAT exempt intra-Community supply, art. 138 of directive 2006/112/EC"}},
	{"VATEX-EU-G", "FR", single, "CGI art. 262 I", words.Text{
		FR: "Exonération de TVA, art. 262 I du CGI",
		EN: "VAT exempt export, art. 262 I of the French tax code (CGI)"}},
	{"VATEX-EU-G", "", single, "directive 2006/112/CE art. 146", words.Text{
		FR: "Exonération de TVA, art. 146 de la directive 2006/112/CE",
		EN: "VAT exempt export, art. 146 of directive 2006/112/EC"}},
	{"VATEX-EU-O", "FR", day.Of(2010, 1, 1), "CGI art. 259, 1°", words.Text{
		FR: "TVA non applicable, art. 259, 1° du CGI",
		EN: "Outside the scope of French VAT, art. 259, 1° of the French tax code (CGI)"}},
	{"VATEX-EU-O", "", day.Of(2010, 1, 1), "directive 2006/112/CE art. 44", words.Text{
		FR: "TVA non applicable, art. 44 de la directive 2006/112/CE",
		EN: "Outside the scope of VAT, art. 44 of directive 2006/112/EC"}},
	{ReasonNone, "", single, "", words.Text{
		FR: "Sans taxe",
		EN: "No tax"}},
	{ReasonExempt, "", single, "", words.Text{
		FR: "Opération exonérée de taxe",
		EN: "Tax exempt supply"}},
	{ReasonSmallBusiness, "CA", single, "Excise Tax Act s. 148", words.Text{
		FR: "Petit fournisseur non inscrit : aucune taxe perçue",
		EN: "Small supplier, not registered: no tax charged"}},
	{ReasonSmallBusiness, "", single, "directive 2006/112/CE art. 284", words.Text{
		FR: "Exonération de TVA, régime des petites entreprises",
		EN: "VAT exempt, small enterprise scheme"}},
	{ReasonNoNexus, "", single, "", words.Text{
		FR: "Taxe de vente américaine non perçue : pas d’assujettissement dans cet État",
		EN: "Sales tax not charged: no nexus in this state"}},
	{ReasonResale, "", single, "", words.Text{
		FR: "Achat pour la revente, sans taxe de vente (certificat du client)",
		EN: "Purchase for resale, no sales tax (customer's certificate)"}},
	{ReasonCertificate, "", single, "", words.Text{
		FR: "Client exonéré de taxe de vente (certificat du client)",
		EN: "Customer exempt from sales tax (customer's certificate)"}},
	{ReasonFreight, "", single, "", words.Text{
		FR: "Frais de port non taxés dans cet État",
		EN: "Delivery charge not taxed in this state"}},
	{ReasonService, "", single, "", words.Text{
		FR: "Service non taxé dans cet État",
		EN: "Service not taxed in this state"}},
	{ReasonAbroad, "CA", single, "Excise Tax Act sched. VI", words.Text{
		FR: "Exportation détaxée",
		EN: "Zero-rated export"}},
	{ReasonAbroad, "", single, "", words.Text{
		FR: "Vente hors des États-Unis, sans taxe de vente",
		EN: "Sale outside the United States, no sales tax"}},
	{ReasonOverseas, "FR", single, "CGI art. 294, 2", words.Text{
		FR: "Exonération de TVA, art. 294, 2 du CGI",
		EN: "VAT exempt as an export, art. 294, 2 of the French tax code (CGI)"}},
	{ReasonNoVAT, "FR", single, "CGI art. 294, 1", words.Text{
		FR: "TVA non applicable, art. 294, 1 du CGI",
		EN: "VAT not applicable, art. 294, 1 of the French tax code (CGI)"}},
	{MentionCategory, "FR", day.Of(2026, 9, 1), "CGI ann. II art. 242 nonies A; décret 2022-1299", words.Text{
		FR: "Catégorie de l’opération : {category}.",
		EN: "Category of the operation: {category}."}},
	{MentionDebits, "FR", day.Of(2014, 1, 1), "CGI ann. II art. 242 nonies A; décret 2022-1299", words.Text{
		FR: "Option pour le paiement de la taxe d’après les débits.",
		EN: "Option to pay the tax on debits (option pour le paiement de la taxe d’après les débits)."}},
	{MentionNoDiscount, "FR", day.Of(2001, 5, 16), "code de commerce L441-9 (L441-3)", words.Text{
		FR: "Pas d’escompte pour paiement anticipé.",
		EN: "No discount for early payment."}},
	{MentionDiscount, "FR", day.Of(2001, 5, 16), "code de commerce L441-9 (L441-3)", words.Text{
		FR: "Escompte de {percent} pour tout paiement sous {days} jours à compter de la date d’émission. La TVA déductible est alors réduite de celle de l’escompte.",
		EN: "Discount of {percent} for payment within {days} days from the date of issue. The deductible VAT is then reduced by that of the discount."}},
	{MentionDiscountFrom, "FR", day.Of(2001, 5, 16), "code de commerce L441-9 (L441-3)", words.Text{
		FR: "Escompte de {percent} pour tout paiement reçu au plus tard le {until}. La TVA déductible est alors réduite de celle de l’escompte.",
		EN: "Discount of {percent} for payment received by {until}. The deductible VAT is then reduced by that of the discount."}},
	{MentionRetention, "FR", day.Of(1971, 7, 17), "loi n° 71-584 du 16 juillet 1971", words.Text{
		FR: "Retenue de garantie de {amount}, libérée un an après la réception des travaux (loi n° 71-584 du 16 juillet 1971).",
		EN: "{amount} is retained, and released one year after the works are accepted (loi n° 71-584 du 16 juillet 1971)."}},
	{MentionLate, "FR", day.Of(2013, 1, 1), "code de commerce L441-6, D441-5", words.Text{
		FR: "En cas de retard de paiement, pénalités au taux annuel de {rate}{source}, exigibles sans rappel le jour suivant l’échéance, et indemnité forfaitaire pour frais de recouvrement de {indemnity} (art. L441-6 et D441-5 du code de commerce).",
		EN: "Late payment bears penalties of {rate} a year{source}, due without a reminder from the day after the due date, and a fixed charge for recovery of {indemnity} (art. L441-6 and D441-5 of the French commercial code)."}},
	{MentionLate, "FR", day.Of(2019, 4, 26), "code de commerce L441-10, D441-5", words.Text{
		FR: "En cas de retard de paiement, pénalités au taux annuel de {rate}{source}, exigibles sans rappel le jour suivant l’échéance, et indemnité forfaitaire pour frais de recouvrement de {indemnity} (art. L441-10 et D441-5 du code de commerce).",
		EN: "Late payment bears penalties of {rate} a year{source}, due without a reminder from the day after the due date, and a fixed charge for recovery of {indemnity} (art. L441-10 and D441-5 of the French commercial code)."}},
	{MentionLate, "CA", day.Of(1985, 1, 1), "Interest Act s. 4", words.Text{
		FR: "Tout montant en retard porte intérêt au taux de {rate} par an.",
		EN: "Overdue amounts bear interest at {rate} per year."}},
	{MentionLate, "US", day.Of(1985, 1, 1), "", words.Text{
		FR: "Tout montant en retard porte intérêt au taux de {rate} par an.",
		EN: "Overdue amounts bear interest at {rate} per year."}},
	{MentionCharge, "FR", day.Of(2013, 1, 1), "code de commerce L441-6, D441-5", words.Text{
		FR: "Pénalités de retard exigibles sans rappel le jour suivant l’échéance (intérêts simples, jours exacts sur 365) et indemnité forfaitaire pour frais de recouvrement, une par facture : art. L441-6 et D441-5 du code de commerce.",
		EN: "Penalties are due without a reminder from the day after the due date (simple interest, actual days of 365), and a fixed charge for recovery once an invoice: art. L441-6 and D441-5 of the French commercial code."}},
	{MentionCharge, "FR", day.Of(2019, 4, 26), "code de commerce L441-10, D441-5", words.Text{
		FR: "Pénalités de retard exigibles sans rappel le jour suivant l’échéance (intérêts simples, jours exacts sur 365) et indemnité forfaitaire pour frais de recouvrement, une par facture : art. L441-10 et D441-5 du code de commerce.",
		EN: "Penalties are due without a reminder from the day after the due date (simple interest, actual days of 365), and a fixed charge for recovery once an invoice: art. L441-10 and D441-5 of the French commercial code."}},
	{MentionCharge, "", single, "", words.Text{
		FR: "Intérêts simples au taux annuel convenu, jours exacts sur 365.",
		EN: "Simple interest at the yearly rate agreed, actual days of 365."}},
	{MentionOutside, "FR", day.Of(2013, 1, 1), "CGI art. 256, I", words.Text{
		FR: "Hors du champ de la TVA : ces montants ne sont la contrepartie d’aucune livraison ni prestation.",
		EN: "Outside the scope of VAT: these amounts are consideration for no supply."}},
	{MentionOutside, "", single, "", words.Text{
		FR: "Sans taxe : ces montants ne sont la contrepartie d’aucune vente.",
		EN: "No tax: these amounts are consideration for no sale."}},
}

// Key is the key of the sentence in MentionTexts.
func (m Mention) Key() string {
	key := "tax.mention." + strings.ToLower(m.Name)
	if m.Country != "" {
		key += "." + strings.ToLower(m.Country)
	}
	return key + "." + m.From.String()
}

// MentionTexts are the sentences printed on invoices.
var MentionTexts = func() words.Texts {
	texts := words.Texts{}
	for _, m := range mentions {
		texts[m.Key()] = m.Text
	}
	return texts
}()

// Mentions is the whole table, to be shown.
func Mentions() []Mention { return append([]Mention(nil), mentions...) }

// of is the country whose law a mention of a seller's country follows: Monaco has
// the VAT of France, and a law of trade of its own.
func (m Mention) of(country string) string {
	switch m.Name {
	case MentionCategory, MentionDebits, MentionNoDiscount, MentionDiscount, MentionDiscountFrom, MentionRetention, MentionLate, MentionCharge:
		return country
	}
	return vatCountry(country)
}

// MentionOn is the sentence that an invoice of a seller's country owes by a name
// on its day of issue: the last row that has begun, one of the country before
// one of any. It may owe none.
func MentionOn(name, country string, issued day.Day) (Mention, bool) {
	best := -1
	for i, m := range mentions {
		if m.Name != name || m.From > issued || m.Country != "" && m.Country != m.of(country) {
			continue
		}
		if best < 0 || m.Country != "" && mentions[best].Country == "" ||
			m.Country == mentions[best].Country && m.From > mentions[best].From {
			best = i
		}
	}
	if best < 0 {
		return Mention{}, false
	}
	return mentions[best], true
}
