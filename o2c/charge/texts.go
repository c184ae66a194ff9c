package charge

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"charge.unknown": {
		FR: "La note de pénalités {charge} n’existe pas.",
		EN: "There is no charge {charge}."},
	"charge.never": {
		FR: "La politique du client {customer} exclut toute pénalité : changez-la d’abord.",
		EN: "The policy of customer {customer} excludes any charge: change it first."},
	"charge.insolvent": {
		FR: "Le client {customer} est en procédure collective : les intérêts sont arrêtés et rien ne lui est facturé.",
		EN: "Customer {customer} is under insolvency proceedings: interest has stopped and nothing is charged."},
	"charge.future": {
		FR: "Le {day} n’est pas venu : les pénalités se calculent au plus jusqu’à aujourd’hui.",
		EN: "{day} has not come: penalties count up to today at most."},
	"charge.nothing": {
		FR: "Rien à facturer au client {customer} jusqu’au {day} : aucun retard qui ne le soit déjà, ou aucun taux convenu.",
		EN: "Nothing to charge customer {customer} up to {day}: no lateness that is not charged already, or no rate agreed."},
	"charge.other_customer": {
		FR: "{number} n’est pas au client {customer}.",
		EN: "{number} is not of customer {customer}."},
	"charge.currency": {
		FR: "{number} est en {currency}, la note en {asked} : faites une note par devise.",
		EN: "{number} is in {currency}, the charge in {asked}: make a charge for each currency."},
	"charge.on_charge": {
		FR: "{number} est une note de pénalités : les pénalités n’en portent pas elles-mêmes.",
		EN: "{number} is a charge for lateness: there is no penalty on a penalty."},
	"charge.no_invoice": {
		FR: "{number} n’est pas une facture de vente : elle ne porte pas de pénalités.",
		EN: "{number} is no invoice of a sale: there is no penalty on it."},
	"charge.reason": {
		FR: "Dites pourquoi y renoncer.",
		EN: "Say why it is waived."},
	"charge.waive_amount": {
		FR: "Impossible de renoncer à {amount} sur {number} : il en reste {left}.",
		EN: "{amount} of {number} can not be waived: {left} is left."},
	"charge.mode": {
		FR: "« {mode} » n’existe pas : never (jamais), on_demand (à la demande), monthly (chaque mois) ou final_reminder (avec le dernier rappel).",
		EN: "There is no “{mode}”: never, on_demand, monthly or final_reminder."},
	"charge.least": {
		FR: "Le minimum {amount} ne peut pas être négatif.",
		EN: "The least amount {amount} can not be negative."},
	"charge.unknown_payer": {
		FR: "Le payeur n’est pas identifié : il n’y a personne à qui refacturer ces frais.",
		EN: "The payer is not known: there is nobody to charge this fee to."},
	"charge.no_fee": {
		FR: "La banque n’a retenu aucuns frais sur le règlement {payment}, ou ne l’a pas rejeté.",
		EN: "The bank took no fee on payment {payment}, or did not return it."},
	"charge.fee_charged": {
		FR: "Les frais de rejet du règlement {payment} sont déjà refacturés : {number}.",
		EN: "The fee of returned payment {payment} is charged already: {number}."},

	"charge.issued":         {FR: "Pénalités de retard facturées", EN: "Late payment charged"},
	"charge.waived":         {FR: "Pénalités de retard abandonnées", EN: "Late charge waived"},
	"charge.policy_set":     {FR: "Politique de pénalités fixée", EN: "Policy of late charges set"},
	"charge.policy_changed": {FR: "Politique de pénalités changée", EN: "Policy of late charges changed"},
}
