package invoice

import "encaisse/base/words"

// Texts are the sentences of this package.
var Texts = words.Texts{
	"invoice.due_over_cap": {
		FR: "L'échéance du {due} ({terms}) dépasse le délai de paiement légal : au plus tard le {latest}. Changez les conditions du client.",
		EN: "The due day {due} ({terms}) is beyond the lawful payment term: {latest} at the latest. Change the customer's terms."},
	"invoice.period":           {FR: "La période doit aller d'un jour ({from}) à un jour qui ne le précède pas ({to}).", EN: "The period must go from a day ({from}) to a day not before it ({to})."},
	"invoice.tax_due":          {FR: "TVA exigible à l'encaissement", EN: "VAT due on receipt"},
	"invoice.tax_back":         {FR: "Exigibilité de la TVA annulée", EN: "VAT due on receipt taken back"},
	"invoice.unknown":          {FR: "Aucune facture « {invoice} ».", EN: "There is no invoice “{invoice}”."},
	"invoice.what":             {FR: "Dites quoi facturer : une commande, ou des expéditions.", EN: "Say what to invoice: an order, or shipments."},
	"invoice.nothing":          {FR: "Rien à facturer pour la commande {order} : tout ce qui est expédié l'est déjà.", EN: "There is nothing to invoice for order {order}: all that is shipped is invoiced."},
	"invoice.not_billable":     {FR: "L'expédition {shipment} n'est pas partie, ou elle est déjà facturée.", EN: "Shipment {shipment} has not left, or is invoiced already."},
	"invoice.other_order":      {FR: "L'expédition {shipment} n'est pas de la commande {order}.", EN: "Shipment {shipment} is not of order {order}."},
	"invoice.line":             {FR: "La ligne {line} n'existe pas.", EN: "There is no line {line}."},
	"invoice.credited_line":    {FR: "Ligne {line} : il reste {left} à créditer, {quantity} demandé.", EN: "Line {line}: {left} is left to credit, {quantity} asked for."},
	"invoice.fully_credited":   {FR: "La facture {number} est déjà entièrement créditée.", EN: "Invoice {number} is fully credited already."},
	"invoice.is_credit_note":   {FR: "{number} est un avoir : créditez une facture.", EN: "{number} is a credit note: credit an invoice."},
	"invoice.nothing_open":     {FR: "Il ne reste rien à payer de {number} : il n’y a rien à contester.", EN: "Nothing of {number} is left to pay: there is nothing to contest."},
	"invoice.dispute_what":     {FR: "Dites des lignes ou un montant, pas les deux.", EN: "Say lines or an amount, not both."},
	"invoice.dispute_opening":  {FR: "{number} vient des comptes précédents : dites un montant, et décidez le litige hors de la facture.", EN: "{number} is of the books before: say an amount, and settle the dispute outside the invoice."},
	"invoice.dispute_lines":    {FR: "{amount} sur {total} sont contestés : dites quelles lignes créditer.", EN: "{amount} of {total} are contested: say which lines to credit."},
	"invoice.deposit_issued":   {FR: "Facture d'acompte émise", EN: "Deposit invoice issued"},
	"invoice.deposit_what":     {FR: "Dites un pourcentage (de 0 à 100) ou un montant, l'un des deux.", EN: "Say a percentage (0 to 100) or an amount, one of them."},
	"invoice.deposit_tax":      {FR: "Un acompte soumis à {tax} n'est pas facturé d'avance : enregistrez le règlement au compte du client, il sera affecté à la facture.", EN: "A deposit that bears {tax} is not invoiced ahead: record the payment on the customer's account and apply it to the invoice."},
	"invoice.deposit_currency": {FR: "La commande est en {currency}, la société tient ses comptes en {home} : un acompte n'y est pas facturé d'avance. Enregistrez le règlement au compte du client, il sera affecté à la facture.", EN: "The order is in {currency}, the company keeps its books in {home}: no deposit is invoiced ahead on it. Record the payment on the customer's account and apply it to the invoice."},
	"invoice.pending_currency": {FR: "La facture est en {currency}, la société tient ses comptes en {home}, et sa TVA est due à l'encaissement : optez pour les débits, ou facturez en {home}.", EN: "The invoice is in {currency}, the company keeps its books in {home}, and its VAT is due on receipt: opt for VAT on debits, or invoice in {home}."},
	"invoice.deposit_beyond":   {FR: "Commande {number} : un acompte de {net} HT dépasse ce qui reste à facturer, {left}.", EN: "Order {number}: a deposit of {net} before tax exceeds what is left to invoice, {left}."},
	"invoice.deposit_whole":    {FR: "La facture d'acompte {number} se crédite en entier : ne dites pas de lignes.", EN: "Deposit invoice {number} is credited whole: name no lines."},
	"invoice.deposit_rate":     {FR: "Commande {number} : la taxe de l'acompte dépasse celle de la livraison. Créditez d'abord la facture d'acompte.", EN: "Order {number}: the tax of the deposit exceeds that of the delivery. Credit the deposit invoice first."},
	"invoice.credit_deduction": {FR: "La facture {number} déduit un acompte : l'avoir dépasserait ce qu'elle demande. Créditez aussi la ligne de l'acompte, ou la facture entière.", EN: "Invoice {number} deducts a deposit: the credit note would exceed what it asks for. Credit the line of the deposit too, or the whole invoice."},
	"invoice.issued":           {FR: "Facture émise", EN: "Invoice issued"},
	"invoice.credited":         {FR: "Avoir émis", EN: "Credit note issued"},
}
