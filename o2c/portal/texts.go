package portal

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"portal.link": {
		FR: "Ce lien n’est plus valable. Demandez-en un autre à votre fournisseur.",
		EN: "This link is not valid any more. Ask your supplier for another one."},
	"portal.other_invoice": {
		FR: "La facture {number} n’est pas du client {customer}.",
		EN: "Invoice {number} is not customer {customer}’s."},
	"portal.days": {
		FR: "Un lien vaut de 1 à {most} jours.",
		EN: "A link is good for 1 to {most} days."},
	"portal.po_needed": {
		FR: "Indiquez votre numéro de commande : votre société l’exige.",
		EN: "Give your order number: your company asks for it."},
	"portal.checkout": {
		FR: "Aucun paiement « {checkout} ».",
		EN: "There is no payment “{checkout}”."},
	"portal.not_due": {
		FR: "Il n’y a rien à payer sous le numéro {number}.",
		EN: "There is nothing to pay under the number {number}."},
	"portal.nothing_due": {
		FR: "Il n’y a rien à payer.",
		EN: "There is nothing to pay."},
	"portal.part": {
		FR: "{amount} n’est pas possible pour {number} : il reste {left} à payer.",
		EN: "{amount} can not be paid of {number}: {left} is left to pay."},
	"portal.currencies": {
		FR: "Ces factures sont en plusieurs devises : payez-les une devise après l’autre.",
		EN: "These invoices are in several currencies: pay them one currency after the other."},
	"portal.twice": {
		FR: "La facture {number} est choisie deux fois.",
		EN: "Invoice {number} is chosen twice."},
	"portal.under_way": {
		FR: "Un paiement de {amount} attend sa confirmation pour une de ces factures. Revenez dans quelques minutes.",
		EN: "A payment of {amount} waits to be confirmed for one of these invoices. Come back in some minutes."},
	"portal.filed": {
		FR: "La facture {number} était due avant l’ouverture de la procédure collective, le {day} : {law}. Rien n’en est payé ici ; ce qui est né depuis reste à payer.",
		EN: "Invoice {number} was owed before insolvency proceedings were opened on {day}: {law}. Nothing of it is paid here; what came since is still to be paid."},
	"portal.filed_plan": {
		FR: "Une procédure collective est ouverte depuis le {day} : un échéancier se décide dans la procédure. Écrivez-nous.",
		EN: "Insolvency proceedings are open since {day}: a payment plan is decided there. Write to us."},
	"portal.filed.why": {
		FR: "Due avant l’ouverture de la procédure collective, le {day} : {law}.",
		EN: "Owed before insolvency proceedings were opened on {day}: {law}."},
	"portal.filed.law.FR": {
		FR: "déclarée au passif, elle ne peut être payée ici (code de commerce, article L622-7)",
		EN: "filed with the proceedings, it can not be paid here (French Commercial Code, article L622-7)"},
	"portal.filed.law": {
		FR: "elle se règle dans cette procédure et ne peut être payée ici",
		EN: "it is settled in those proceedings and can not be paid here"},
	"portal.too_far": {
		FR: "Choisissez une date à venir, au plus tard le {day}.",
		EN: "Choose a date to come, {day} at the latest."},
	"portal.plan_open": {
		FR: "Un échéancier est déjà demandé ou en cours.",
		EN: "A payment plan is asked for or going on already."},
	"portal.plan_parts": {
		FR: "Un échéancier se demande en 2 à 6 parts.",
		EN: "A payment plan is asked for in 2 to 6 parts."},
	"portal.no_deposit": {
		FR: "La commande {order} n’attend pas d’acompte : soit elle est libre, soit elle attend autre chose.",
		EN: "Order {order} does not wait for a deposit: it is free, or waits for something else.",
	},
	"portal.no_order_line": {
		FR: "Choisissez au moins un article.",
		EN: "Choose at least one item."},
	"portal.contest_what": {FR: "Cochez au moins un article, ou dites le montant contesté.", EN: "Tick at least one item, or say the amount disputed."},
	"portal.quantity":     {FR: "La quantité de {sku} n’est pas un nombre.", EN: "The quantity of {sku} is not a number."},
	"portal.choose":       {FR: "Choisissez au moins une facture à payer.", EN: "Choose at least one invoice to pay."},
	"portal.amount":       {FR: "Entre un centime et {left}, avec deux décimales au plus.", EN: "Between one cent and {left}, with two decimals at most."},
	"portal.order": {
		FR: "Aucune commande « {order} ».",
		EN: "There is no order “{order}”."},

	"link.made":        {FR: "Lien du portail créé", EN: "Portal link made"},
	"link.revoked":     {FR: "Lien du portail révoqué", EN: "Portal link revoked"},
	"checkout.begun":   {FR: "Paiement en ligne demandé", EN: "Online payment begun"},
	"checkout.opened":  {FR: "Page de paiement ouverte", EN: "Payment page opened"},
	"checkout.unsure":  {FR: "Prestataire de paiement sans réponse, à vérifier", EN: "Payment provider without an answer, to verify"},
	"checkout.expired": {FR: "Paiement en ligne expiré", EN: "Online payment expired"},
	"checkout.heard":   {FR: "Nouvelle du prestataire de paiement", EN: "News from the payment provider"},
	"portal.invited":   {FR: "Utilisateur du portail invité", EN: "Portal user invited"},
	"portal.session":   {FR: "Session du portail ouverte", EN: "Portal session opened"},
	"portal.switched":  {FR: "Compte du portail changé", EN: "Portal account switched"},
	"object.checkout":  {FR: "paiement en ligne", EN: "online payment"},
	"object.link":      {FR: "lien", EN: "link"},
}
