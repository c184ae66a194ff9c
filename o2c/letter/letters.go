package letter

import "encaisse/base/words"

// Letters are the sentences of the messages: short, plain, the amount and the
// day in them.
var Letters = words.Texts{
	"message.hello":    {FR: "Bonjour,", EN: "Hello,"},
	"message.bye":      {FR: "Cordialement, {seller}", EN: "Kind regards, {seller}"},
	"message.question": {FR: "Une question ? Répondez simplement à ce message.", EN: "Any question? Simply answer this message."},
	"message.attached": {FR: "Le document est joint à ce message.", EN: "The document is attached to this message."},
	"message.fact":     {FR: "{name} : {value}", EN: "{name}: {value}"},
	"message.transfer": {FR: "Pour payer par virement : {iban}, en indiquant {number}.", EN: "To pay by transfer: {iban}, naming {number}."},
	"message.ways":     {FR: "Pour payer, en indiquant {number} : {ways}.", EN: "To pay, naming {number}: {ways}."},
	"message.paid":     {FR: "Elle est déjà réglée : merci, vous n’avez rien à faire.", EN: "It is paid already: thank you, there is nothing to do."},

	"message.number":   {FR: "Numéro", EN: "Number"},
	"message.amount":   {FR: "Montant", EN: "Amount"},
	"message.left":     {FR: "Reste à payer", EN: "Left to pay"},
	"message.due":      {FR: "À payer au plus tard le", EN: "To be paid by"},
	"message.part":     {FR: "{amount} au plus tard le {day}", EN: "{amount} by {day}"},
	"message.order":    {FR: "Votre commande", EN: "Your order"},
	"message.original": {FR: "Sur la facture", EN: "Of invoice"},
	"message.day":      {FR: "Date", EN: "Date"},

	"message.until":         {FR: "Valable jusqu’au", EN: "Good until"},
	"message.quote.subject": {FR: "{seller} : devis {number}, {total}", EN: "{seller}: quote {number}, {total}"},
	"message.quote":         {FR: "Voici votre devis {number} pour {customer}. Ses prix et ses conditions valent jusqu’au {day}.", EN: "Here is your quote {number} for {customer}. Its prices and terms hold until {day}."},
	"message.quote.again":   {FR: "Il remplace le devis de même numéro envoyé auparavant.", EN: "It replaces the quote of the same number that was sent before."},
	"message.quote.button":  {FR: "Voir le devis et répondre", EN: "See the quote and answer"},

	"message.charge.subject": {FR: "{seller} : note de pénalités {number}, {total}", EN: "{seller}: late payment charge {number}, {total}"},
	"message.charge":         {FR: "Des factures de {customer} ont été payées en retard, ou le sont encore. Voici la note {number} : pénalités et indemnités de recouvrement, facture par facture.", EN: "Invoices of {customer} were paid late, or still are. Here is charge {number}: penalties and fixed charges for recovery, invoice by invoice."},
	"message.charge.fee":     {FR: "Un règlement de {customer} nous est revenu impayé. Voici la note {number}, du montant des frais que la banque a retenus.", EN: "A payment of {customer} was returned unpaid. Here is charge {number}, of the fee that the bank took."},
	"message.charge.button":  {FR: "Voir et payer la note", EN: "See and pay the charge"},
	"message.charge.settled": {FR: "Il n’en reste rien à payer : merci, vous n’avez rien à faire.", EN: "Nothing of it is left to pay: thank you, there is nothing to do."},

	"message.statement.subject": {FR: "{seller} : votre relevé de compte au {day}", EN: "{seller}: your statement of account as of {day}"},
	"message.statement":         {FR: "Voici le relevé de compte de {customer} au {day}.", EN: "Here is the statement of account of {customer} as of {day}."},
	"message.statement.button":  {FR: "Voir le compte", EN: "See the account"},
	"message.account":           {FR: "Compte client", EN: "Customer account"},
	"message.balance":           {FR: "Solde", EN: "Balance"},
	"message.late":              {FR: "Dont échu", EN: "Of which past due"},

	"message.invoice.subject": {FR: "{seller} : facture {number}, {total}", EN: "{seller}: invoice {number}, {total}"},
	"message.invoice":         {FR: "Voici votre facture {number}, pour {customer}.", EN: "Here is your invoice {number}, for {customer}."},
	"message.invoice.button":  {FR: "Voir et payer la facture", EN: "See and pay the invoice"},

	"message.corrected_invoice.subject": {FR: "{seller} : facture rectificative {number}, {total}", EN: "{seller}: corrected invoice {number}, {total}"},
	"message.corrected_invoice":         {FR: "Voici la facture rectificative {number}, pour {customer}. Elle annule et remplace la facture {original}.", EN: "Here is the corrected invoice {number}, for {customer}. It cancels and replaces invoice {original}."},
	"message.corrected_invoice.button":  {FR: "Voir et payer cette facture", EN: "See and pay this invoice"},

	"message.deposit_invoice.subject": {FR: "{seller} : facture d’acompte {number}, {total}", EN: "{seller}: deposit invoice {number}, {total}"},
	"message.deposit_invoice":         {FR: "Voici la facture d’acompte {number}, pour {customer}.", EN: "Here is the deposit invoice {number}, for {customer}."},
	"message.deposit_invoice.button":  {FR: "Voir et payer l’acompte", EN: "See and pay the deposit"},

	"message.test.subject":          {FR: "[Essai] {subject}", EN: "[Test] {subject}"},
	"message.hello.name":            {FR: "Bonjour {name},", EN: "Hello {name},"},
	"message.user":                  {FR: "Votre nom d’utilisateur", EN: "Your user name"},
	"message.invitation.subject":    {FR: "{seller} : choisissez votre mot de passe", EN: "{seller}: choose your password"},
	"message.invitation":            {FR: "Voici de quoi entrer dans le logiciel de {seller} : choisissez-y votre mot de passe.", EN: "Here is your way into the software of {seller}: choose your password there."},
	"message.invitation.button":     {FR: "Choisir mon mot de passe", EN: "Choose my password"},
	"message.invitation.until":      {FR: "Ce lien sert une fois, pendant {days} jours.", EN: "This link is good once, for {days} days."},
	"message.invitation.unasked":    {FR: "Vous n’attendiez pas ce message ? N’ouvrez pas le lien et prévenez votre administrateur.", EN: "You did not expect this message? Do not open the link, and tell your administrator."},
	"message.address_moved.subject": {FR: "{seller} : l’adresse de votre compte change", EN: "{seller}: the address of your account changes"},
	"message.address_moved":         {FR: "L’adresse électronique de votre compte chez {seller} n’est plus celle-ci : les invitations et les avis partent désormais à une autre adresse.", EN: "The e-mail address of your account at {seller} is no longer this one: invitations and notices leave for another address from now on."},
	"message.address_moved.unasked": {FR: "Vous n’en saviez rien ? Prévenez tout de suite votre administrateur.", EN: "You knew nothing of it? Tell your administrator at once."},

	"message.credit_note.subject": {FR: "{seller} : avoir {number}, {total}", EN: "{seller}: credit note {number}, {total}"},
	"message.credit_note":         {FR: "Voici votre avoir {number} de {total}, pour {customer}. Vous n’avez rien à payer.", EN: "Here is your credit note {number} of {total}, for {customer}. There is nothing to pay."},
	"message.credit_note.button":  {FR: "Voir l’avoir", EN: "See the credit note"},
}
