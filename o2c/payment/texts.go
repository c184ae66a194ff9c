package payment

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"payment.unknown":             {FR: "Aucun paiement « {payment} ».", EN: "There is no payment “{payment}”."},
	"payment.invalid":             {FR: "Le paiement n'est pas correct : voyez chaque champ.", EN: "The payment is not right: see each field."},
	"payment.amount":              {FR: "Le montant doit être positif (reçu : {amount}).", EN: "The amount must be positive (got {amount})."},
	"payment.currency":            {FR: "Le paiement est en {currency}, la société tient ses comptes en {home}.", EN: "The payment is in {currency}, the company keeps its books in {home}."},
	"payment.future":              {FR: "La date {day} est dans l'avenir : un paiement s'enregistre quand il est reçu.", EN: "The day {day} is in the future: a payment is recorded when it is received."},
	"payment.fee":                 {FR: "Les frais ne peuvent pas être négatifs.", EN: "The fee can not be negative."},
	"payment.unapplied_short":     {FR: "Il reste {unapplied} à affecter sur ce paiement, {amount} demandé.", EN: "{unapplied} of this payment is left to apply, {amount} asked for."},
	"payment.credit_note":         {FR: "{number} est un avoir : un paiement règle une facture.", EN: "{number} is a credit note: a payment settles an invoice."},
	"payment.other_customer":      {FR: "Ce paiement est du client {customer} : il ne peut pas régler la facture d'un autre.", EN: "This payment is of customer {customer}: it can not settle another's invoice."},
	"payment.no_credit":           {FR: "Aucun avoir ni crédit « {number} » au compte d'un client.", EN: "There is no credit note or credit “{number}” on a customer's account."},
	"payment.other_credit":        {FR: "{number} est au compte du client {customer} : il ne peut pas régler la facture d'un autre.", EN: "{number} is on the account of customer {customer}: it can not settle another's invoice."},
	"payment.returned_state":      {FR: "Le paiement {payment} est déjà rejeté.", EN: "Payment {payment} is returned already."},
	"payment.not_applied":         {FR: "Ce paiement ne règle rien de la facture {number}.", EN: "This payment settles nothing of invoice {number}."},
	"account.applied":             {FR: "Crédit affecté", EN: "Credit applied"},
	"account.unapplied":           {FR: "Affectation du crédit annulée", EN: "Application of the credit taken back"},
	"payment.no_discount":         {FR: "Pas d'escompte : {open} sont ouverts, escompte offert {discount}, {amount} affecté. Affectez exactement la différence.", EN: "No discount: {open} is open, the discount offered is {discount}, {amount} applied. Apply exactly the difference."},
	"payment.discounted":          {FR: "Escompte pris", EN: "Cash discount taken"},
	"payment.discount_taken_back": {FR: "Escompte repris", EN: "Cash discount taken back"},
	"payment.deposit_short":       {FR: "La facture d'acompte {number} n'attend plus que {awaited}, {amount} affecté.", EN: "Deposit invoice {number} asks for {awaited} only, {amount} applied."},
	"payment.deposit_used":        {FR: "L'acompte {number} est déjà déduit d'une facture ou crédité : créditez d'abord cette facture.", EN: "Deposit {number} is deducted from an invoice or credited already: credit that invoice first."},
	"payment.deposit_credit":      {FR: "La facture d'acompte {number} se règle par un paiement, pas par un avoir.", EN: "Deposit invoice {number} is settled by a payment, not by a credit note."},
	"payment.deposited":           {FR: "Acompte encaissé", EN: "Deposit cashed"},
	"payment.deposit_back":        {FR: "Encaissement de l'acompte annulé", EN: "Deposit taken back"},
	"payment.deposit_claimed":     {FR: "Acompte déduit puis rejeté : de nouveau dû", EN: "Deposit deducted, then returned: owed again"},
	"payment.received":            {FR: "Paiement reçu", EN: "Payment received"},
	"payment.applied":             {FR: "Paiement affecté", EN: "Payment applied"},
	"payment.unapplied":           {FR: "Affectation annulée", EN: "Application taken back"},
	"payment.identified":          {FR: "Payeur identifié", EN: "Payer identified"},
	"payment.returned":            {FR: "Paiement rejeté", EN: "Payment returned"},
}
