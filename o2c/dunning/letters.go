package dunning

import "encaisse/base/words"

// Letters are the sentences of the messages to customers. They say who asks,
// for what, how to pay and how to dispute, and threaten nothing that is not
// done (domain.md 8.2).
var Letters = words.Texts{
	"letter.hello":          {FR: "Madame, Monsieur,", EN: "Dear Sir or Madam,"},
	"letter.from":           {FR: "Créancier :", EN: "Creditor:"},
	"letter.to":             {FR: "Débiteur :", EN: "Debtor:"},
	"letter.column.number":  {FR: "Facture", EN: "Invoice"},
	"letter.column.issued":  {FR: "Émise le", EN: "Issued on"},
	"letter.column.due":     {FR: "Échéance", EN: "Due on"},
	"letter.column.late":    {FR: "Jours de retard", EN: "Days late"},
	"letter.column.amount":  {FR: "Reste dû", EN: "Left to pay"},
	"letter.column.penalty": {FR: "Pénalités à ce jour", EN: "Penalties to this day"},
	"letter.total":          {FR: "Total : {total}.", EN: "Total: {total}."},
	"letter.held":           {FR: "Nous avons reçu {held} qui ne sont pas encore affectés à une facture ; il resterait {net} à régler.", EN: "We have received {held} not applied to an invoice yet; {net} would be left to pay."},
	"letter.penalties":      {FR: "Pénalités de retard à ce jour : {penalties} ; indemnités forfaitaires pour frais de recouvrement : {charges}. Elles ne sont pas comprises dans le total.", EN: "Penalties of late payment to this day: {penalties}; fixed charges for recovery: {charges}. They are not part of the total."},
	"letter.pay":            {FR: "Vous pouvez payer par virement sur le compte {iban}, en indiquant le numéro de la facture.", EN: "You can pay by transfer to the account {iban}, naming the number of the invoice."},
	"letter.pay.ways":       {FR: "Vous pouvez payer, en indiquant le numéro de la facture : {ways}.", EN: "You can pay, naming the number of the invoice: {ways}."},
	"letter.attached":       {FR: "Vous trouverez ci-joint de quoi les vérifier.", EN: "What you need to check them is attached."},
	"letter.dispute":        {FR: "Si vous contestez une de ces factures, ou si vous venez de la payer, répondez simplement à ce message.", EN: "If you dispute one of these invoices, or have just paid it, simply answer this message."},
	"letter.dispute.posted": {FR: "Si vous contestez une de ces factures, ou si vous venez de la payer, écrivez-nous ou appelez-nous : nos coordonnées sont en tête de cette lettre.", EN: "If you dispute one of these invoices, or have just paid it, write to us or call us: how to reach us stands at the head of this letter."},
	"letter.bye":            {FR: "Cordialement, {seller}", EN: "Kind regards, {seller}"},

	"letter.courtesy.subject": {FR: "{seller} : vos prochaines échéances", EN: "{seller}: what falls due soon"},
	"letter.courtesy":         {FR: "Pour votre bonne organisation, voici ce qui arrive à échéance. Vous n’avez rien à faire si le paiement est prévu.", EN: "For your planning, this is what falls due soon. There is nothing to do if its payment is planned."},

	"letter.friendly.subject": {FR: "{seller} : rappel de paiement", EN: "{seller}: payment reminder"},
	"letter.friendly":         {FR: "Sauf erreur de notre part, nous n’avons pas encore reçu le paiement de ce qui suit. Il s’agit sans doute d’un oubli.", EN: "Unless we are mistaken, we have not received the payment of the following. It was probably overlooked."},
	"letter.friendly.close":   {FR: "Merci de le régler dès que possible.", EN: "Please pay it as soon as you can."},

	"letter.firm.subject": {FR: "{seller} : deuxième rappel, factures échues", EN: "{seller}: second reminder, invoices past due"},
	"letter.firm":         {FR: "Malgré notre rappel, ce qui suit n’est toujours pas payé.", EN: "In spite of our reminder, the following is still not paid."},
	"letter.firm.close":   {FR: "Merci de régler ces factures sous {days} jours.", EN: "Please pay these invoices within {days} days."},

	"letter.notice.subject": {FR: "MISE EN DEMEURE de payer, lettre recommandée avec accusé de réception", EN: "FORMAL NOTICE to pay, registered letter with acknowledgement of receipt"},
	"letter.notice":         {FR: "Par la présente, nous vous mettons en demeure de nous payer la somme de {net} au titre des factures qui suivent, échues et impayées malgré nos rappels.", EN: "We hereby give you formal notice (mise en demeure) to pay us the sum of {net} for the following invoices, which are past due and unpaid in spite of our reminders."},
	"letter.notice.close":   {FR: "Cette somme doit nous parvenir sous {days} jours, au plus tard le {until}. À défaut, nous pourrons la demander en justice. La présente vaut mise en demeure et fait courir les intérêts.", EN: "This sum must reach us within {days} days, by {until} at the latest. Failing that, we may claim it in court. This letter is a formal notice (mise en demeure) from which interest runs."},

	"letter.final.subject": {FR: "{seller} : dernier avis avant transmission", EN: "{seller}: last notice before handover"},
	"letter.final":         {FR: "Notre mise en demeure est restée sans effet : ce qui suit est toujours impayé, et nos livraisons sont suspendues.", EN: "Our formal notice had no effect: the following is still unpaid, and our deliveries are suspended."},
	"letter.final.close":   {FR: "Sans paiement sous {days} jours, le dossier sera confié à un tiers ou porté en justice.", EN: "Without payment within {days} days, the file goes to a third party or to court."},
}
